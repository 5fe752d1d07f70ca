//! Rulers and compasses.

use std::f32::consts::{FRAC_PI_2, PI, TAU};

use super::type_bars::type_bars;
use crate::dice::Dice;
use crate::images::canvas::{Canvas, SIDE};
use crate::images::palette::Palette;

/// Quarters, halves and whole discs on a coarse grid.
pub(super) fn bauhaus(canvas: &mut Canvas, inks: &Palette, dice: &mut Dice) {
    canvas.ground(inks.ground);
    let cells = 3 + dice.below(2);
    let cell = SIDE / cells as f32;
    for place in 0..cells * cells {
        let (x, y) = ((place % cells) as f32 * cell, (place / cells) as f32 * cell);
        let ground = dice.pick(&[inks.ground, inks.ground, inks.first, inks.second, inks.third, inks.dark]);
        canvas.rect(x, y, cell + 0.5, cell + 0.5, ground);
        let mut ink = inks.any_or_dark(dice);
        if ink == ground {
            ink = inks.ground;
        }
        if ink == ground {
            ink = inks.dark;
        }
        let (mx, my) = (x + cell / 2.0, y + cell / 2.0);
        match dice.below(6) {
            0 => canvas.circle(mx, my, cell * 0.36, ink),
            1 | 2 => {
                let turn = dice.below(4);
                let (cx, cy) = [(x, y), (x + cell, y), (x + cell, y + cell), (x, y + cell)][turn];
                let from = turn as f32 * FRAC_PI_2;
                canvas.slice(cx, cy, cell, from, from + FRAC_PI_2, ink);
            }
            3 => {
                let from = dice.below(4) as f32 * FRAC_PI_2;
                canvas.slice(mx, my, cell * 0.5, from, from + PI, ink);
            }
            4 => canvas.shape(&[(x, y + cell), (x + cell, y + cell), (x + cell, y)], ink, 1.0),
            _ => {
                for bar in 0..3 {
                    canvas.rect(x, y + cell * (0.1 + 0.32 * bar as f32), cell, cell * 0.16, ink);
                }
            }
        }
    }
}

/// Large overlapping rings and slices, printed over each other.
pub(super) fn arcs(canvas: &mut Canvas, inks: &Palette, dice: &mut Dice) {
    canvas.ground(inks.ground);
    canvas.multiply();
    let (mut x, mut y) = (dice.span(150.0, 450.0), dice.span(190.0, 430.0));
    for ink in [inks.second, inks.first, inks.third] {
        let radius = dice.span(130.0, 240.0);
        match dice.below(3) {
            0 => canvas.circle(x, y, radius, ink),
            1 => canvas.ring(x, y, radius, dice.span(36.0, 82.0), ink),
            _ => {
                let from = dice.below(8) as f32 * PI / 4.0;
                canvas.slice(x, y, radius * 1.3, from, from + PI, ink);
            }
        }
        x = (x + dice.span(-170.0, 170.0)).clamp(120.0, 480.0);
        y = (y + dice.span(-150.0, 150.0)).clamp(150.0, 470.0);
    }
    canvas.opaque();
    canvas.circle(x, y, dice.span(14.0, 34.0), inks.dark);
    type_bars(canvas, 36.0, 36.0, 420.0, inks.dark, dice);
}

/// A tilted field of bars and one disc, ranged left.
pub(super) fn swiss(canvas: &mut Canvas, inks: &Palette, dice: &mut Dice) {
    let bright = dice.chance(0.45);
    let (ground, ink) = if bright { (inks.first, inks.ground) } else { (inks.ground, inks.first) };
    canvas.ground(ground);
    let slope = dice.pick(&[-0.6_f32, -0.35, 0.35, 0.6, 1.0]);
    let bars = 5 + dice.below(7);
    let pitch = 760.0 / bars as f32;
    for bar in 0..bars {
        let x = -180.0 + bar as f32 * pitch;
        let width = pitch * (0.12 + 0.7 * bar as f32 / bars as f32);
        let lean = slope * 420.0;
        let points = [(x, 600.0), (x + width, 600.0), (x + width + lean, 170.0), (x + lean, 170.0)];
        canvas.shape(&points, if bar % 4 == 3 { inks.second } else { ink }, 1.0);
    }
    canvas.circle(
        dice.span(330.0, 480.0),
        dice.span(250.0, 430.0),
        dice.span(50.0, 105.0),
        if bright { inks.dark } else { inks.third },
    );
    canvas.rect(0.0, 0.0, SIDE, 150.0, ground);
    type_bars(canvas, 34.0, 40.0, 400.0, if bright { inks.ground } else { inks.dark }, dice);
}

/// Stripes that a bulge bends.
pub(super) fn op_art(canvas: &mut Canvas, inks: &Palette, dice: &mut Dice) {
    let night = dice.chance(0.4);
    let (ground, ink) = if night { (inks.dark, inks.third) } else { (inks.ground, inks.dark) };
    canvas.ground(ground);
    let (cx, cy) = (dice.span(220.0, 380.0), dice.span(220.0, 380.0));
    if dice.chance(0.4) {
        let shift = dice.span(2.0, 9.0);
        for ring in (1..24).rev() {
            let radius = ring as f32 * 19.0;
            let colour = if ring % 2 == 0 { ink } else { ground };
            let drift = (24 - ring) as f32;
            canvas.circle(
                300.0 + (cx - 300.0) * drift / 12.0 + shift,
                300.0 + (cy - 300.0) * drift / 12.0,
                radius,
                colour,
            );
        }
        canvas.circle(300.0 + (cx - 300.0) * 2.0, 300.0 + (cy - 300.0) * 2.0, 13.0, inks.first);
        return;
    }
    let stripes = 20 + dice.below(12);
    let (reach, power) = (dice.span(120.0, 200.0), dice.span(40.0, 95.0));
    let pitch = 720.0 / stripes as f32;
    for stripe in 0..stripes {
        let y = -60.0 + stripe as f32 * pitch;
        let edge = |y: f32| -> Vec<(f32, f32)> {
            (0..=30)
                .map(|step| {
                    let x = step as f32 * 20.0;
                    let away = ((x - cx).powi(2) + (y - cy).powi(2)) / (2.0 * reach * reach);
                    let side = if y < cy { -1.0 } else { 1.0 };
                    (x, y + side * power * (-away).exp() * ((y - cy).abs() / reach).min(1.0) + 14.0 * (x / 95.0).sin())
                })
                .collect()
        };
        let mut points = edge(y);
        points.extend(edge(y + pitch * 0.5).into_iter().rev());
        let near = (y - cy).abs() < reach * 0.55;
        canvas.shape(&points, if near { inks.first } else { ink }, 1.0);
    }
}

/// One thing on paper.
pub(super) fn minimal(canvas: &mut Canvas, inks: &Palette, dice: &mut Dice) {
    canvas.ground(inks.ground);
    let ink = inks.any_or_dark(dice);
    let (x, y) = (dice.span(250.0, 350.0), dice.span(270.0, 350.0));
    let size = dice.span(125.0, 190.0);
    match dice.below(6) {
        0 => {
            canvas.circle(x, y, size, ink);
            canvas.rect(x - size, y + size * 0.2, size * 2.0, size, inks.ground);
            canvas.line(&[(x - size * 1.5, y + size * 0.2), (x + size * 1.5, y + size * 0.2)], 2.5, inks.dark, 1.0);
        }
        1 => {
            canvas.rect(x - size * 0.7, y - size, size * 1.4, size * 2.0, ink);
            canvas.rect(x - size * 0.2, y - size * 0.5, size * 0.9, size * 1.5, inks.ground.towards(ink, 0.25));
        }
        2 => {
            canvas.ring(x, y, size, 16.0, ink);
            canvas.circle(x + size, y, 22.0, inks.dark);
        }
        3 => {
            let chair = |cx: f32| {
                [
                    (cx, y - size),
                    (cx, y + size),
                    (cx, y + size * 0.1),
                    (cx + size * 0.8, y + size * 0.1),
                    (cx + size * 0.8, y + size),
                ]
            };
            canvas.circle(x + size * 0.55, y - size * 0.85, size * 0.5, inks.third);
            canvas.line(&chair(x - size * 0.4), 15.0, ink, 1.0);
        }
        4 => {
            for (place, ink) in [inks.first, inks.second, inks.third].into_iter().enumerate() {
                let fall = place as f32 * size * 0.8;
                canvas.slice(x, y - size * 1.1 + fall, size * 0.8, 0.0, PI, ink);
            }
        }
        _ => {
            let leaves = 5 + dice.below(4);
            canvas.curve(&[(x, y + size * 1.5), (x + 8.0, y), (x - 6.0, y - size * 1.2)], 5.0, inks.dark, 1.0);
            for leaf in 0..leaves {
                let rise = y + size * 1.1 - leaf as f32 * size * 2.1 / leaves as f32;
                let side = if leaf % 2 == 0 { 1.0 } else { -1.0 };
                let reach = side * size * (0.85 - 0.07 * leaf as f32);
                canvas.blob(
                    &[
                        (x, rise),
                        (x + reach * 0.5, rise - 44.0),
                        (x + reach * 1.15, rise - 38.0),
                        (x + reach * 0.6, rise + 3.0),
                    ],
                    ink,
                    1.0,
                );
            }
        }
    }
    type_bars(canvas, 40.0, 530.0, 260.0, inks.dark.towards(inks.ground, 0.25), dice);
}

/// Quarter circles turned at random: each tile meets its neighbours.
pub(super) fn tiles(canvas: &mut Canvas, inks: &Palette, dice: &mut Dice) {
    canvas.ground(inks.ground);
    let cells = [4, 5, 6, 8][dice.below(4)];
    let cell = SIDE / cells as f32;
    let colours = [inks.first, if dice.chance(0.5) { inks.second } else { inks.first }];
    let rings = 1 + dice.below(3);
    for place in 0..cells * cells {
        let (x, y) = ((place % cells) as f32 * cell, (place / cells) as f32 * cell);
        canvas.rect(
            x,
            y,
            cell + 0.5,
            cell + 0.5,
            if (place % cells + place / cells) % 2 == 0 { inks.ground } else { inks.ground.towards(inks.dark, 0.08) },
        );
        let corners = match dice.chance(0.5) {
            true => [(x, y, 0.0), (x + cell, y + cell, PI)],
            false => [(x + cell, y, FRAC_PI_2), (x, y + cell, -FRAC_PI_2)],
        };
        for (turn, (cx, cy, from)) in corners.into_iter().enumerate() {
            for ring in 0..rings {
                let radius = cell * (0.5 + 0.16 * (ring as f32 - (rings - 1) as f32 / 2.0));
                let arc: Vec<_> = (0..=10)
                    .map(|step| {
                        let angle = from + FRAC_PI_2 * step as f32 / 10.0;
                        (cx + radius * angle.cos(), cy + radius * angle.sin())
                    })
                    .collect();
                canvas.line(&arc, cell * if rings == 1 { 0.3 } else { 0.075 }, colours[turn], 1.0);
            }
        }
        if dice.chance(0.06) {
            canvas.circle(x + cell / 2.0, y + cell / 2.0, cell * 0.2, inks.third);
        }
    }
}

/// Nested arches that run off the sleeve.
pub(super) fn rainbow(canvas: &mut Canvas, inks: &Palette, dice: &mut Dice) {
    canvas.ground(inks.ground);
    let (x, y) = (dice.pick(&[0.0_f32, 300.0, 300.0, 600.0]), dice.pick(&[600.0_f32, 600.0, 430.0]));
    let width = dice.span(34.0, 52.0);
    let colours = [inks.dark, inks.first, inks.second, inks.third, inks.ground.towards(inks.second, 0.4)];
    let turn = dice.below(colours.len());
    for (place, step) in (1..=7).rev().enumerate() {
        let radius = step as f32 * width + 30.0;
        canvas.circle(x, y, radius, colours[(place + turn) % colours.len()]);
        if y < 600.0 {
            canvas.rect(x - radius, y, radius * 2.0, 600.0 - y, colours[(place + turn) % colours.len()]);
        }
    }
    canvas.circle(x, y, width * 0.75, inks.ground);
    if x == 300.0 {
        canvas.circle(dice.span(90.0, 510.0), dice.span(70.0, 120.0), dice.span(24.0, 48.0), inks.first);
    }
    let angle = TAU / 8.0;
    if y < 600.0 && dice.chance(0.4) {
        canvas.slice(x, y, width * 0.75, angle, angle * 3.0, inks.dark);
    }
    type_bars(canvas, 34.0, 34.0, 330.0, inks.dark, dice);
}
