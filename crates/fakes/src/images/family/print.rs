//! Ink, scissors, screens and stone.

use std::f32::consts::{FRAC_1_SQRT_2, PI, TAU};

use super::type_bars::type_bars;
use crate::dice::Dice;
use crate::images::canvas::{Canvas, SIDE};
use crate::images::palette::{Ink, Palette};
use crate::images::portrait::head;

/// Blocks of flat colour around one tinted photograph of nobody, and much room for type.
pub(super) fn blocks(canvas: &mut Canvas, inks: &Palette, dice: &mut Dice) {
    let (photo, tint) = if dice.chance(0.5) { (inks.first, inks.ground) } else { (inks.dark, inks.first) };
    canvas.ground(inks.ground);
    let split = dice.span(180.0, 300.0);
    let upright = dice.chance(0.5);
    let (x, y, width, height) =
        if upright { (split, 0.0, SIDE - split, SIDE) } else { (0.0, split, SIDE, SIDE - split) };
    canvas.rect(x, y, width, height, photo);
    match dice.below(3) {
        0 => head(
            canvas,
            x + width * 0.5,
            y + height * 0.5,
            width.min(height) * 0.0042,
            tint,
            inks.dark.towards(photo, 0.25),
            dice,
        ),
        1 => {
            for key in 0..14 {
                let at = x + key as f32 * width / 14.0;
                canvas.rect(at + 2.0, y + height * 0.18, width / 14.0 - 4.0, height * 0.82, tint);
                if key % 7 != 2 && key % 7 != 6 {
                    canvas.rect(
                        at + width / 14.0 * 0.68,
                        y + height * 0.18,
                        width / 14.0 * 0.6,
                        height * 0.48,
                        inks.dark,
                    );
                }
            }
        }
        _ => {
            let (cx, cy, size) = (x + width * 0.5, y + height * 0.5, width.min(height) * 0.44);
            for ring in 0..7 {
                canvas.circle(
                    cx,
                    cy,
                    size * (1.0 - ring as f32 * 0.115),
                    if ring % 2 == 0 { inks.dark } else { inks.dark.towards(tint, 0.22) },
                );
            }
            canvas.circle(cx, cy, size * 0.3, inks.third);
            canvas.circle(cx, cy, size * 0.045, inks.ground);
        }
    }
    let squares = 2 + dice.below(4);
    for square in 0..squares {
        let at = 34.0 + square as f32 * 46.0;
        let colour = [inks.first, inks.second, inks.third, inks.dark][square % 4];
        let (sx, sy) = if upright { (34.0, 560.0 - at) } else { (at, split - 62.0) };
        canvas.rect(sx, sy, 36.0, 36.0, colour);
    }
    type_bars(canvas, 34.0, 36.0, if upright { split - 50.0 } else { 480.0 }, inks.dark, dice);
}

/// A field of dots whose size follows a soft light.
pub(super) fn halftone(canvas: &mut Canvas, inks: &Palette, dice: &mut Dice) {
    canvas.ground(inks.ground);
    let (x, y, reach) = (dice.span(200.0, 400.0), dice.span(200.0, 400.0), dice.span(200.0, 300.0));
    let subject = dice.below(3);
    if subject == 0 {
        canvas.circle(x, y, reach * 0.7, inks.second);
    }
    canvas.multiply();
    let cell = dice.span(15.0, 24.0);
    let ink = inks.first;
    let rows = (SIDE / cell) as i32 + 2;
    for row in -rows..rows {
        for column in -rows..rows * 2 {
            let (u, v) = (column as f32 * cell, row as f32 * cell);
            let (px, py) = ((u + v) * FRAC_1_SQRT_2, (v - u) * FRAC_1_SQRT_2 + 300.0);
            if !(-cell..SIDE + cell).contains(&px) || !(-cell..SIDE + cell).contains(&py) {
                continue;
            }
            let away = (px - x).hypot(py - y) / reach;
            let light = match subject {
                0 => 1.0 - (away * 0.75).min(1.0),
                1 => (away * 3.2).cos() * 0.5 + 0.5 - away * 0.18,
                _ => ((px / 90.0).sin() + (py / 120.0 + px / 210.0).cos()) * 0.3 + 0.5,
            };
            let radius = cell * 0.72 * light.clamp(0.0, 1.0);
            if radius > 0.6 {
                canvas.circle(px, py, radius, ink);
            }
        }
    }
    canvas.opaque();
    if dice.chance(0.6) {
        canvas.rect(0.0, 0.0, SIDE, 104.0, inks.dark);
        type_bars(canvas, 30.0, 32.0, 420.0, inks.ground, dice);
    } else {
        type_bars(canvas, 30.0, 530.0, 340.0, inks.dark, dice);
    }
}

/// Papers torn and laid over each other, each with its white edge and shadow.
pub(super) fn collage(canvas: &mut Canvas, inks: &Palette, dice: &mut Dice) {
    canvas.ground(inks.ground.towards(inks.second, 0.18));
    for layer in 0..5 + dice.below(3) {
        let (x, y) = (dice.span(90.0, 510.0), dice.span(90.0, 510.0));
        let (width, height) = (dice.span(120.0, 330.0), dice.span(100.0, 280.0));
        let tilt = dice.span(-0.5, 0.5);
        let corners = [(-0.5, -0.5), (0.5, -0.5), (0.5, 0.5), (-0.5, 0.5)];
        let mut edge = Vec::new();
        for place in 0..4 {
            let (from, to): ((f32, f32), (f32, f32)) = (corners[place], corners[(place + 1) % 4]);
            for step in 0..14 {
                let share = step as f32 / 14.0;
                let (u, v) = (
                    (from.0 + (to.0 - from.0) * share) * width + dice.span(-3.5, 3.5),
                    (from.1 + (to.1 - from.1) * share) * height + dice.span(-3.5, 3.5),
                );
                edge.push((x + u * tilt.cos() - v * tilt.sin(), y + u * tilt.sin() + v * tilt.cos()));
            }
        }
        let moved = |by: f32, grow: f32| -> Vec<(f32, f32)> {
            edge.iter().map(|(px, py)| (x + (px - x) * grow + by, y + (py - y) * grow + by)).collect()
        };
        canvas.shape(&moved(6.0, 1.03), inks.dark, 0.22);
        canvas.shape(&moved(0.0, 1.035), Ink(0xfa_f6_ec), 1.0);
        let ink = [inks.first, inks.dark, inks.second, inks.third][layer % 4];
        canvas.shape(&edge, ink, 1.0);
        let over = if ink == inks.dark { inks.ground } else { inks.dark };
        match dice.below(4) {
            0 => {
                for row in 0..7 {
                    for column in 0..7 {
                        let (u, v) =
                            ((column as f32 / 6.0 - 0.5) * width * 0.75, (row as f32 / 6.0 - 0.5) * height * 0.7);
                        canvas.circle_thin(
                            x + u * tilt.cos() - v * tilt.sin(),
                            y + u * tilt.sin() + v * tilt.cos(),
                            4.0,
                            over,
                            0.55,
                        );
                    }
                }
            }
            1 => {
                for row in 0..6 {
                    let v = (row as f32 / 5.0 - 0.5) * height * 0.72;
                    let at = |u: f32| (x + u * tilt.cos() - v * tilt.sin(), y + u * tilt.sin() + v * tilt.cos());
                    canvas.line(&[at(-width * 0.38), at(width * dice.span(0.1, 0.38))], 3.0, over, 0.5);
                }
            }
            2 => head(canvas, x, y, width.min(height) * 0.0036, over.towards(ink, 0.15), ink.towards(over, 0.3), dice),
            _ => {}
        }
    }
}

/// Shapes cut from coloured paper with a sure hand.
pub(super) fn cut_paper(canvas: &mut Canvas, inks: &Palette, dice: &mut Dice) {
    canvas.ground(inks.ground);
    let panels = 2 + dice.below(2);
    for panel in 0..panels * panels {
        let size = SIDE / panels as f32;
        let (x, y) = ((panel % panels) as f32 * size, (panel / panels) as f32 * size);
        let ground = [inks.first, inks.ground, inks.third, inks.second, inks.dark][dice.below(5)];
        canvas.rect(x, y, size + 0.5, size + 0.5, ground);
        let mut ink = inks.any_or_dark(dice);
        if ink == ground {
            ink = inks.ground;
        }
        if ink == ground {
            ink = inks.dark;
        }
        let (cx, cy) = (x + size / 2.0, y + size / 2.0);
        let arms = 3 + dice.below(5);
        let phase = dice.span(0.0, TAU);
        let points: Vec<_> = (0..arms * 4)
            .map(|step| {
                let angle = phase + step as f32 / (arms * 4) as f32 * TAU;
                let reach = match step % 4 {
                    0 => 0.47,
                    2 => 0.16,
                    _ => 0.3,
                } * size
                    * dice.span(0.86, 1.0);
                (cx + reach * angle.cos(), cy + reach * angle.sin())
            })
            .collect();
        canvas.blob(&points, ink, 1.0);
    }
}

/// Slabs in hard side light.
pub(super) fn concrete(canvas: &mut Canvas, inks: &Palette, dice: &mut Dice) {
    canvas.ground(inks.ground);
    canvas.fade(0.0, SIDE, (inks.second, 0.85), (inks.ground, 0.2));
    let towers = 2 + dice.below(3);
    for tower in 0..towers {
        let width = dice.span(110.0, 220.0);
        let x = 20.0 + tower as f32 * (560.0 / towers as f32) + dice.span(-20.0, 20.0);
        let top = dice.span(90.0, 300.0);
        let side = width * 0.3;
        let lit = inks.ground.towards(inks.first, dice.span(0.15, 0.4));
        canvas.rect(x, top, width, SIDE - top, lit);
        canvas.shape(
            &[(x + width, top), (x + width + side, top + 34.0), (x + width + side, 600.0), (x + width, 600.0)],
            inks.dark,
            0.92,
        );
        let floors = ((SIDE - top) / 27.0) as usize;
        let balconies = dice.chance(0.5);
        for floor in 0..floors {
            let y = top + 15.0 + floor as f32 * 27.0;
            if balconies {
                canvas.rect(x, y, width, 9.0, inks.dark);
                canvas.rect(x, y + 9.0, width, 4.0, inks.second);
            } else {
                for window in 0..(width / 25.0) as usize {
                    canvas.rect(
                        x + 7.0 + window as f32 * 25.0,
                        y,
                        14.0,
                        14.0,
                        if dice.chance(0.05) { inks.third } else { inks.dark },
                    );
                }
            }
        }
    }
    match dice.below(3) {
        0 => canvas.circle(dice.span(90.0, 510.0), dice.span(70.0, 130.0), dice.span(30.0, 58.0), inks.third),
        1 => canvas.rect(0.0, dice.span(420.0, 520.0), SIDE, 44.0, inks.third),
        _ => {
            for wire in 0..4 {
                let y = 44.0 + wire as f32 * 17.0;
                canvas.curve(&[(0.0, y), (200.0, y + 40.0), (420.0, y + 30.0), (600.0, y - 20.0)], 2.2, inks.dark, 1.0);
            }
        }
    }
}

/// Somebody from the side, in two inks.
pub(super) fn profile(canvas: &mut Canvas, inks: &Palette, dice: &mut Dice) {
    canvas.ground(inks.ground);
    let (x, y) = (dice.span(220.0, 380.0), dice.span(230.0, 280.0));
    match dice.below(4) {
        0 => canvas.circle(x, y + 20.0, dice.span(180.0, 230.0), inks.second),
        1 => {
            for stripe in 0..12 {
                canvas.rect(0.0, stripe as f32 * 50.0, SIDE, 25.0, inks.second.towards(inks.ground, 0.35));
            }
        }
        2 => canvas.rect(0.0, 0.0, dice.span(240.0, 360.0), SIDE, inks.first),
        _ => canvas.fade(0.0, SIDE, (inks.third, 1.0), (inks.ground, 1.0)),
    }
    head(canvas, x, y + 40.0, dice.span(1.5, 1.95), inks.dark, inks.first, dice);
    type_bars(canvas, 34.0, 34.0, 300.0, inks.dark, dice);
}

/// A label in a frame on marbled or striped paper: serious music.
pub(super) fn cartouche(canvas: &mut Canvas, inks: &Palette, dice: &mut Dice) {
    canvas.ground(inks.first);
    if dice.chance(0.5) {
        for stripe in 0..30 {
            canvas.rect(stripe as f32 * 20.0, 0.0, 10.0, SIDE, inks.first.towards(inks.dark, 0.22));
        }
    } else {
        for vein in 0..46 {
            let y = vein as f32 * 14.0 - 20.0;
            let (a, b) = (dice.span(0.0, TAU), dice.span(8.0, 26.0));
            let line: Vec<_> =
                (0..=20).map(|step| (step as f32 * 30.0, y + b * (step as f32 / 2.6 + a + y / 60.0).sin())).collect();
            canvas.curve(
                &line,
                dice.span(2.0, 7.0),
                [inks.second, inks.third, inks.dark, inks.ground][dice.below(4)],
                0.7,
            );
        }
    }
    let (width, height) = (dice.span(330.0, 420.0), dice.span(230.0, 330.0));
    let (x, y) = ((SIDE - width) / 2.0, dice.span(90.0, 200.0));
    canvas.rect(x, y, width, height, inks.ground);
    for (inset, thick) in [(10.0, 4.0), (19.0, 1.5)] {
        let frame = [
            (x + inset, y + inset),
            (x + width - inset, y + inset),
            (x + width - inset, y + height - inset),
            (x + inset, y + height - inset),
            (x + inset, y + inset),
        ];
        canvas.line(&frame, thick, inks.dark, 1.0);
    }
    let middle = x + width / 2.0;
    for row in 0..4 {
        let long = dice.span(0.3, 0.62) * width;
        let thick = if row == 0 { 15.0 } else { 6.0 };
        canvas.rect(middle - long / 2.0, y + 52.0 + row as f32 * 26.0, long, thick, inks.dark);
    }
    let foot = y + height - 62.0;
    match dice.below(3) {
        0 => {
            for leaf in 0..10 {
                let angle = PI * (0.15 + 0.7 * leaf as f32 / 9.0);
                canvas.circle(middle + 66.0 * angle.cos(), foot - 24.0 + 46.0 * angle.sin(), 7.5, inks.second);
            }
        }
        1 => {
            for string in 0..5 {
                canvas.line(
                    &[
                        (middle - 24.0 + string as f32 * 12.0, foot - 34.0),
                        (middle - 24.0 + string as f32 * 12.0, foot + 22.0),
                    ],
                    2.0,
                    inks.dark,
                    1.0,
                );
            }
            canvas.curve(
                &[(middle - 24.0, foot + 22.0), (middle - 66.0, foot), (middle - 40.0, foot - 44.0)],
                6.0,
                inks.first,
                1.0,
            );
            canvas.curve(
                &[(middle + 24.0, foot + 22.0), (middle + 66.0, foot), (middle + 40.0, foot - 44.0)],
                6.0,
                inks.first,
                1.0,
            );
        }
        _ => canvas.ring(middle, foot - 6.0, 28.0, 9.0, inks.first),
    }
}
