//! Rays, waves, contours, petals.

use std::f32::consts::{PI, TAU};

use super::type_bars::type_bars;
use crate::dice::Dice;
use crate::images::canvas::{Canvas, SIDE};
use crate::images::palette::Palette;

/// Rays from behind a disc of rings.
pub(super) fn sunburst(canvas: &mut Canvas, inks: &Palette, dice: &mut Dice) {
    canvas.ground(inks.ground);
    let (x, y) = (dice.pick(&[300.0_f32, 300.0, 150.0, 450.0]), dice.pick(&[300.0_f32, 380.0, 600.0]));
    let rays = 10 + 2 * dice.below(9);
    let twist = if dice.chance(0.4) { dice.span(-0.7, 0.7) } else { 0.0 };
    for ray in 0..rays {
        let from = ray as f32 / rays as f32 * TAU;
        let to = from + TAU / rays as f32 / 2.0;
        let colour = if ray % 2 == 0 { inks.second } else { inks.first };
        let edge = |angle: f32| {
            (1..=8).map(move |step| {
                let radius = step as f32 * 110.0;
                let turned = angle + twist * (step as f32 / 4.0);
                (x + radius * turned.cos(), y + radius * turned.sin())
            })
        };
        let mut points = vec![(x, y)];
        points.extend(edge(from));
        points.extend(edge(to).collect::<Vec<_>>().into_iter().rev());
        canvas.shape(&points, colour, 1.0);
    }
    let size = dice.span(95.0, 165.0);
    for (place, ink) in [inks.dark, inks.third, inks.first, inks.second, inks.dark, inks.ground].into_iter().enumerate()
    {
        canvas.circle(x, y, size * (1.0 - place as f32 * 0.165), ink);
    }
    if dice.chance(0.35) {
        for petal in 0..12 {
            let angle = petal as f32 / 12.0 * TAU;
            canvas.circle(x + size * 1.16 * angle.cos(), y + size * 1.16 * angle.sin(), 11.0, inks.dark);
        }
    }
}

/// Bands that swell and sink together.
pub(super) fn waves(canvas: &mut Canvas, inks: &Palette, dice: &mut Dice) {
    canvas.ground(inks.ground);
    let colours = [inks.dark, inks.first, inks.second, inks.third, inks.ground, inks.first.towards(inks.dark, 0.4)];
    let (a, b) = (dice.span(0.0, TAU), dice.span(0.0, TAU));
    let (long, short) = (dice.span(85.0, 150.0), dice.span(38.0, 64.0));
    let bands = 11 + dice.below(6);
    let upright = dice.chance(0.35);
    for band in 0..bands {
        let base = -40.0 + band as f32 * 720.0 / bands as f32;
        let swell = 34.0 + 26.0 * (band as f32 / 2.6).sin();
        let mut points: Vec<(f32, f32)> = (0..=60)
            .map(|step| {
                let t = step as f32 * 10.0;
                let lift = swell * (t / long + a + band as f32 * 0.28).sin() + 15.0 * (t / short + b).sin();
                (t, base + lift)
            })
            .collect();
        points.extend([(600.0, 700.0), (0.0, 700.0)]);
        if upright {
            points.iter_mut().for_each(|point| *point = (point.1, point.0));
        }
        canvas.shape(&points, colours[band % colours.len()], 1.0);
    }
    if dice.chance(0.6) {
        let (x, y) = (dice.span(160.0, 440.0), dice.span(140.0, 330.0));
        for (place, ink) in [inks.ground, inks.first, inks.third, inks.dark].into_iter().enumerate() {
            canvas.circle(x, y, 82.0 - 19.0 * place as f32, ink);
        }
    }
}

/// Heights on a map of nowhere.
pub(super) fn contours(canvas: &mut Canvas, inks: &Palette, dice: &mut Dice) {
    let night = dice.chance(0.45);
    let (ground, ink) = if night { (inks.dark, inks.third) } else { (inks.ground, inks.dark) };
    canvas.ground(ground);
    for _ in 0..2 + dice.below(2) {
        let (x, y) = (dice.span(120.0, 480.0), dice.span(120.0, 480.0));
        let phases: [f32; 4] = std::array::from_fn(|_| dice.span(0.0, TAU));
        let levels = 16 + dice.below(10);
        let reach = dice.span(330.0, 520.0);
        for level in (1..=levels).rev() {
            let share = level as f32 / levels as f32;
            let points: Vec<_> = (0..60)
                .map(|step| {
                    let angle = step as f32 / 60.0 * TAU;
                    let wobble = 0.16 * (2.0 * angle + phases[0] + share).sin()
                        + 0.1 * (3.0 * angle + phases[1] - share * 2.0).sin()
                        + 0.05 * (5.0 * angle + phases[2]).sin();
                    let radius = reach * share.powf(0.9) * (1.0 + wobble);
                    (x + radius * angle.cos(), y + radius * angle.sin())
                })
                .collect();
            let tint = ground.towards(inks.first, (1.0 - share) * 0.9);
            canvas.blob(&points, tint, 1.0);
            canvas.loop_line(&points, if level % 5 == 0 { 2.6 } else { 1.1 }, ink, 0.85);
        }
        canvas.circle(x, y, 7.0, inks.second);
    }
    canvas.rect(0.0, 520.0, 250.0, 80.0, ground);
    type_bars(canvas, 28.0, 538.0, 210.0, ink, dice);
}

/// Rows of signal, each hiding what lies behind it.
pub(super) fn ridges(canvas: &mut Canvas, inks: &Palette, dice: &mut Dice) {
    let paper = dice.chance(0.35);
    let (ground, ink) = if paper { (inks.ground, inks.dark) } else { (inks.dark, inks.ground) };
    let ground = if dice.chance(0.3) { inks.first.towards(inks.dark, 0.35) } else { ground };
    canvas.ground(ground);
    let rows = 24 + dice.below(14);
    let hills: Vec<(f32, f32)> =
        (0..1 + dice.below(3)).map(|_| (dice.span(150.0, 450.0), dice.span(45.0, 130.0))).collect();
    let drift = dice.span(-5.0, 5.0);
    for row in 0..rows {
        let y = 130.0 + row as f32 * 480.0 / rows as f32;
        let (a, b, c) = (dice.span(0.0, TAU), dice.span(0.0, TAU), dice.span(0.0, TAU));
        let line: Vec<(f32, f32)> = (0..=96)
            .map(|step| {
                let x = -10.0 + step as f32 * 620.0 / 96.0;
                let rise = |(middle, width): &(f32, f32)| {
                    (-((x - middle - drift * (row as f32 - 14.0)) / width).powi(2)).exp()
                };
                let window = hills.iter().map(rise).fold(0.0_f32, f32::max);
                let signal = (x / 13.0 + a).sin() * 0.5 + (x / 23.0 + b).sin() * 0.8 + (x / 41.0 + c).sin();
                (x, y - window * (signal.abs() * 40.0 + dice.span(0.0, 7.0)) - dice.span(0.0, 1.6))
            })
            .collect();
        let mut skirt = line.clone();
        skirt.extend([(610.0, 620.0), (-10.0, 620.0)]);
        canvas.shape(&skirt, ground.towards(inks.first, 0.5 * row as f32 / rows as f32), 1.0);
        let colour = ink.towards(inks.third, row as f32 / rows as f32);
        canvas.line(&line, 2.0, colour, 1.0);
    }
}

/// Flowers of compass and eye.
pub(super) fn petals(canvas: &mut Canvas, inks: &Palette, dice: &mut Dice) {
    let night = dice.chance(0.4);
    canvas.ground(if night { inks.dark } else { inks.ground });
    let stem = if night { inks.ground.towards(inks.second, 0.4) } else { inks.dark };
    let flowers = 3 + dice.below(3);
    for flower in 0..flowers {
        let share = flower as f32 / (flowers - 1) as f32;
        let (x, y) = (95.0 + 410.0 * share, 180.0 + 150.0 * ((flower * 7) % 3) as f32 / 2.0 + dice.span(-20.0, 20.0));
        let size = dice.span(62.0, 112.0);
        canvas.curve(
            &[(x, y), (x + dice.span(-40.0, 40.0), y + 190.0), (300.0 + (x - 300.0) * 0.5, 620.0)],
            7.0,
            stem,
            1.0,
        );
        let lean = y + size * 1.7;
        for side in [-1.0_f32, 1.0] {
            canvas.blob(
                &[
                    (x, lean),
                    (x + side * 22.0, lean - 46.0),
                    (x + side * 74.0, lean - 62.0),
                    (x + side * 48.0, lean - 4.0),
                ],
                stem,
                1.0,
            );
        }
        let count = [5, 6, 8, 10, 12][dice.below(5)];
        let (outer, inner) = (inks.any(dice), inks.any(dice));
        for petal in 0..count {
            let angle = petal as f32 / count as f32 * TAU;
            let across = PI / count as f32 * 0.95;
            let at = |turn: f32, reach: f32| {
                (x + size * reach * (angle + turn).cos(), y + size * reach * (angle + turn).sin())
            };
            canvas.blob(
                &[(x, y), at(-across, 0.65), at(-across * 0.45, 1.08), at(across * 0.45, 1.08), at(across, 0.65)],
                outer,
                1.0,
            );
            canvas.circle(at(0.0, 0.66).0, at(0.0, 0.66).1, size * 0.07, inks.ground);
        }
        canvas.circle(x, y, size * 0.34, if inner == outer { inks.dark } else { inner });
        canvas.circle(x, y, size * 0.17, inks.ground);
    }
}

/// A rosette in rings, as embroidered, carved or laid in tiles.
pub(super) fn ornament(canvas: &mut Canvas, inks: &Palette, dice: &mut Dice) {
    canvas.ground(if dice.chance(0.5) { inks.first } else { inks.ground });
    let fold = [8, 10, 12, 16][dice.below(4)];
    let border = 34.0;
    canvas.rect(border, border, SIDE - border * 2.0, SIDE - border * 2.0, inks.dark);
    canvas.rect(border + 9.0, border + 9.0, SIDE - border * 2.0 - 18.0, SIDE - border * 2.0 - 18.0, inks.ground);
    for ring in (0..5).rev() {
        let radius = 46.0 + ring as f32 * 47.0;
        let colour = [inks.first, inks.second, inks.dark, inks.third][dice.below(4)];
        let shape = dice.below(4);
        let slots = if ring == 0 { fold / 2 } else { fold };
        for slot in 0..slots {
            let angle = (slot as f32 + if ring % 2 == 0 { 0.0 } else { 0.5 }) / slots as f32 * TAU;
            let at =
                |turn: f32, reach: f32| (300.0 + reach * (angle + turn).cos(), 300.0 + reach * (angle + turn).sin());
            let half = PI / slots as f32 * 0.86;
            match shape {
                0 => canvas.shape(
                    &[at(0.0, radius + 25.0), at(half, radius), at(0.0, radius - 25.0), at(-half, radius)],
                    colour,
                    1.0,
                ),
                1 => canvas.circle(at(0.0, radius).0, at(0.0, radius).1, (radius * half * 0.8).min(21.0), colour),
                2 => canvas.blob(
                    &[
                        at(0.0, radius - 28.0),
                        at(half, radius),
                        at(half * 0.4, radius + 27.0),
                        at(-half * 0.4, radius + 27.0),
                        at(-half, radius),
                    ],
                    colour,
                    1.0,
                ),
                _ => canvas.shape(
                    &[at(-half, radius - 19.0), at(half, radius - 19.0), at(0.0, radius + 24.0)],
                    colour,
                    1.0,
                ),
            }
        }
    }
    canvas.circle(300.0, 300.0, 17.0, inks.first);
    for (x, y) in [(82.0, 82.0), (518.0, 82.0), (82.0, 518.0), (518.0, 518.0)] {
        canvas.circle(x, y, 25.0, inks.second);
        canvas.circle(x, y, 12.0, inks.dark);
    }
}
