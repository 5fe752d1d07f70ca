//! Skies, water, windows.

use std::f32::consts::TAU;

use super::type_bars::type_bars;
use crate::dice::Dice;
use crate::images::canvas::{Canvas, SIDE};
use crate::images::palette::Palette;

/// A line between two airs, in a wide quiet frame.
pub(super) fn horizon(canvas: &mut Canvas, inks: &Palette, dice: &mut Dice) {
    let level = dice.span(300.0, 430.0);
    let (sky, low) = (inks.second, inks.third);
    canvas.ground(sky);
    canvas.fade(0.0, level, (inks.first, 1.0), (low, 1.0));
    let sun = dice.span(150.0, 450.0);
    canvas.glow(sun, level - 20.0, 260.0, inks.ground, 0.75);
    if dice.chance(0.55) {
        canvas.circle_thin(sun, level - dice.span(20.0, 120.0), dice.span(18.0, 46.0), inks.ground, 0.9);
    }
    canvas.fade(level, SIDE - level, (inks.second.towards(low, 0.5), 1.0), (inks.dark, 1.0));
    for _ in 0..40 {
        let depth = dice.unit() as f32;
        let y = level + 4.0 + (SIDE - level) * depth * depth;
        let width = 12.0 + 130.0 * depth;
        let x = sun + dice.span(-1.0, 1.0) * (40.0 + 170.0 * depth) - width / 2.0;
        canvas.rect_thin(x, y, width, 0.8 + 2.4 * depth, inks.ground, 0.10 + 0.20 * (1.0 - depth));
    }
    if dice.chance(0.35) {
        let (x, size) = (dice.span(140.0, 460.0), dice.span(16.0, 30.0));
        canvas.shape(
            &[
                (x - size, level + 3.0),
                (x + size, level + 3.0),
                (x + size * 0.6, level + 8.0),
                (x - size * 0.6, level + 8.0),
            ],
            inks.dark,
            1.0,
        );
        canvas.shape(&[(x, level), (x, level - size * 1.7), (x + size * 0.7, level - 2.0)], inks.dark, 0.9);
    }
    if dice.chance(0.6) {
        for (x, y, w, h) in
            [(0.0, 0.0, SIDE, 64.0), (0.0, 536.0, SIDE, 64.0), (0.0, 0.0, 64.0, SIDE), (536.0, 0.0, 64.0, SIDE)]
        {
            canvas.rect(x, y, w, h, inks.ground);
        }
        type_bars(canvas, 64.0, 22.0, 300.0, inks.dark.towards(inks.ground, 0.3), dice);
    }
}

/// Ranges of hills, paler the further off.
pub(super) fn hills(canvas: &mut Canvas, inks: &Palette, dice: &mut Dice) {
    canvas.ground(inks.ground);
    canvas.fade(0.0, 460.0, (inks.second, 1.0), (inks.third, 1.0));
    let (x, y) = (dice.span(120.0, 480.0), dice.span(110.0, 230.0));
    let radius = dice.span(38.0, 92.0);
    canvas.glow(x, y, radius * 2.6, inks.ground, 0.5);
    canvas.circle(x, y, radius, if dice.chance(0.5) { inks.ground } else { inks.first });
    let ranges = 4 + dice.below(3);
    let peaks = dice.chance(0.4);
    for range in 0..ranges {
        let depth = range as f32 / (ranges - 1) as f32;
        let base = 250.0 + 270.0 * depth;
        let (a, b, c) = (dice.span(0.0, TAU), dice.span(0.0, TAU), dice.span(0.0, TAU));
        let height = 74.0 - 30.0 * depth;
        let mut points: Vec<(f32, f32)> = (0..=40)
            .map(|step| {
                let x = step as f32 * 15.0;
                let wave = (x / 118.0 + a).sin() * 0.6 + (x / 53.0 + b).sin() * 0.28;
                let jag = if peaks { (((x / 61.0 + c).sin()).abs() - 0.5) * 1.1 + dice.span(-0.07, 0.07) } else { 0.0 };
                (x, base - height * (wave + jag))
            })
            .collect();
        points.extend([(600.0, 600.0), (0.0, 600.0)]);
        canvas.shape(&points, inks.third.towards(inks.first, 0.5).towards(inks.dark, 0.12 + 0.86 * depth), 1.0);
        if range + 1 < ranges {
            canvas.fade(base, 110.0, (inks.third, 0.0), (inks.third, 0.28));
        }
    }
    if dice.chance(0.5) {
        for _ in 0..3 + dice.below(5) {
            let (x, y) = (x + dice.span(-150.0, 150.0), y + dice.span(-40.0, 110.0));
            canvas.curve(
                &[(x - 9.0, y - 3.0), (x - 3.0, y - 5.0), (x, y), (x + 3.0, y - 5.0), (x + 9.0, y - 3.0)],
                1.8,
                inks.dark,
                0.9,
            );
        }
    }
}

/// Points, lines between the near ones, a planet.
pub(super) fn stars(canvas: &mut Canvas, inks: &Palette, dice: &mut Dice) {
    let night = inks.dark.towards(inks.first, 0.08);
    canvas.ground(night);
    canvas.glow(dice.span(0.0, 600.0), dice.span(0.0, 600.0), 420.0, inks.first, 0.38);
    canvas.glow(dice.span(0.0, 600.0), dice.span(0.0, 600.0), 340.0, inks.second, 0.26);
    for _ in 0..240 {
        let size = dice.span(0.4, 1.6);
        canvas.circle_thin(
            dice.span(0.0, 600.0),
            dice.span(0.0, 600.0),
            size,
            inks.third.towards(inks.second, dice.unit() as f32),
            dice.span(0.3, 1.0),
        );
    }
    if dice.chance(0.5) {
        let (x, y, radius) = (dice.span(180.0, 420.0), dice.span(200.0, 400.0), dice.span(70.0, 150.0));
        canvas.circle(x, y, radius, inks.first);
        canvas.circle_thin(x + radius * 0.32, y + radius * 0.12, radius * 0.98, night, 0.72);
        let tilt = dice.span(-0.4, 0.4);
        let orbit: Vec<_> = (0..48)
            .map(|step| {
                let angle = step as f32 / 48.0 * TAU;
                let (dx, dy) = (radius * 1.75 * angle.cos(), radius * 0.42 * angle.sin());
                (x + dx * tilt.cos() - dy * tilt.sin(), y + dx * tilt.sin() + dy * tilt.cos())
            })
            .collect();
        canvas.loop_line(&orbit, 3.0, inks.third, 0.95);
    } else {
        let knots: Vec<(f32, f32)> = (0..15).map(|_| (dice.span(70.0, 530.0), dice.span(70.0, 530.0))).collect();
        for (place, a) in knots.iter().enumerate() {
            let mut near: Vec<_> = knots[place + 1..].iter().collect();
            near.sort_by(|p, q| distance(*a, **p).total_cmp(&distance(*a, **q)));
            for b in near.into_iter().take(2) {
                canvas.line(&[*a, *b], 1.4, inks.second, 0.75);
            }
        }
        for (x, y) in knots {
            let size = dice.span(3.0, 9.0);
            canvas.glow(x, y, size * 4.0, inks.third, 0.6);
            canvas.circle(x, y, size, inks.third);
        }
    }
}

fn distance(a: (f32, f32), b: (f32, f32)) -> f32 {
    (a.0 - b.0).hypot(a.1 - b.1)
}

/// A striped sun over a plane of lines that meet far away.
pub(super) fn grid(canvas: &mut Canvas, inks: &Palette, dice: &mut Dice) {
    let level = dice.span(330.0, 400.0);
    canvas.ground(inks.dark);
    canvas.fade(0.0, level, (inks.dark, 1.0), (inks.first.towards(inks.dark, 0.45), 1.0));
    for _ in 0..70 {
        canvas.circle_thin(dice.span(0.0, 600.0), dice.span(0.0, level * 0.7), dice.span(0.5, 1.5), inks.third, 0.8);
    }
    let (x, radius) = (dice.span(220.0, 380.0), dice.span(105.0, 160.0));
    let middle = level - radius * dice.span(0.35, 0.85);
    canvas.glow(x, middle, radius * 2.1, inks.first, 0.5);
    let rows = 60;
    for row in 0..rows {
        let share = row as f32 / rows as f32;
        let y = middle - radius + share * radius * 2.0;
        let half = (radius * radius - (y - middle).powi(2)).max(0.0).sqrt();
        let gap = share > 0.45 && row % 6 < ((share - 0.4) * 7.0) as i32;
        if y < level && !gap {
            canvas.rect(
                x - half,
                y,
                half * 2.0,
                radius * 2.0 / rows as f32 + 0.6,
                inks.third.towards(inks.first, share),
            );
        }
    }
    canvas.rect(0.0, level, SIDE, SIDE - level, inks.dark);
    for row in 0..14 {
        let depth = (row as f32 / 13.0).powi(2);
        canvas.rect_thin(0.0, level + depth * (SIDE - level), SIDE, 1.0 + 2.2 * depth, inks.second, 0.9);
    }
    for column in -16..=16 {
        let far = 300.0 + column as f32 * 22.0;
        let near = 300.0 + column as f32 * 125.0;
        canvas.line(&[(far, level), (near, SIDE)], 1.5, inks.second, 0.8);
    }
    canvas.fade(level, 60.0, (inks.first, 0.55), (inks.first, 0.0));
}

/// Houses with some windows lit.
pub(super) fn skyline(canvas: &mut Canvas, inks: &Palette, dice: &mut Dice) {
    canvas.ground(inks.second);
    canvas.fade(0.0, 480.0, (inks.dark.towards(inks.first, 0.4), 1.0), (inks.second.towards(inks.third, 0.5), 1.0));
    let (x, y) = (dice.span(140.0, 460.0), dice.span(110.0, 250.0));
    canvas.glow(x, y, 170.0, inks.third, 0.6);
    canvas.circle(x, y, dice.span(40.0, 80.0), inks.third);
    for layer in 0..3 {
        let shade = inks.first.towards(inks.dark, 0.3 + 0.35 * layer as f32);
        let mut x = dice.span(-40.0, 0.0);
        while x < SIDE {
            let width = dice.span(38.0, 92.0);
            let top = dice.span(250.0, 420.0) + layer as f32 * 62.0;
            canvas.rect(x, top, width, SIDE - top, shade);
            if dice.chance(0.25) {
                canvas.rect(x + width * 0.46, top - 34.0, 3.5, 34.0, shade);
            }
            let (columns, pitch) = ((width / 15.0) as usize, 19.0);
            for row in 0..((SIDE - top) / pitch) as usize {
                for column in 0..columns {
                    if dice.chance(0.28) {
                        canvas.rect(
                            x + 6.0 + column as f32 * 15.0,
                            top + 11.0 + row as f32 * pitch,
                            7.0,
                            9.5,
                            if dice.chance(0.8) { inks.third } else { inks.second },
                        );
                    }
                }
            }
            x += width + dice.span(0.0, 9.0);
        }
    }
}

/// A pool or a bay, a palm, an afternoon.
pub(super) fn seaside(canvas: &mut Canvas, inks: &Palette, dice: &mut Dice) {
    let level = dice.span(280.0, 350.0);
    canvas.ground(inks.ground);
    canvas.fade(0.0, level, (inks.first, 1.0), (inks.ground, 1.0));
    let (x, y) = (dice.span(140.0, 460.0), dice.span(120.0, level - 30.0));
    canvas.circle(x, y, dice.span(46.0, 88.0), inks.second);
    for _ in 0..3 {
        let (x, y, width) = (dice.span(0.0, 480.0), dice.span(50.0, level - 70.0), dice.span(70.0, 170.0));
        for puff in 0..5 {
            let share = puff as f32 / 4.0;
            canvas.circle_thin(
                x + width * share,
                y - (share * 3.1).sin() * 16.0,
                12.0 + (share * 3.1).sin() * 15.0,
                inks.third,
                0.92,
            );
        }
        canvas.rect_thin(x, y, width, 12.0, inks.third, 0.92);
    }
    canvas.rect(0.0, level, SIDE, SIDE - level, inks.first);
    canvas.fade(level, 160.0, (inks.ground, 0.55), (inks.ground, 0.0));
    for row in 0..26 {
        let depth = row as f32 / 26.0;
        let y = level + 8.0 + depth * depth * (SIDE - level);
        let width = 30.0 + 130.0 * depth;
        let x = dice.span(-40.0, 580.0);
        let wave: Vec<_> =
            (0..=8).map(|step| (x + width * step as f32 / 8.0, y + (step % 2) as f32 * (1.5 + 4.5 * depth))).collect();
        canvas.curve(&wave, 1.2 + 2.8 * depth, inks.third, 0.8);
    }
    if dice.chance(0.6) {
        let left = dice.chance(0.5);
        let (foot, head) = if left { (70.0, 130.0) } else { (530.0, 460.0) };
        let top = dice.span(130.0, 200.0);
        canvas.curve(&[(foot, 610.0), (foot, 400.0), (head, top)], 15.0, inks.dark, 1.0);
        for leaf in 0..9 {
            let angle = -3.5 + leaf as f32 * 0.5;
            let reach = dice.span(105.0, 150.0);
            let tip = (head + reach * angle.cos(), top + reach * angle.sin() * 0.55 + 52.0);
            let arch = (head + reach * 0.55 * angle.cos(), top - 34.0 + reach * 0.3 * angle.sin());
            canvas.blob(&[(head, top - 6.0), arch, tip, (arch.0, arch.1 + 27.0), (head, top + 8.0)], inks.dark, 1.0);
        }
    } else {
        canvas.rect(0.0, 480.0, SIDE, 120.0, inks.third);
        canvas.rect(0.0, 480.0, SIDE, 9.0, inks.second);
        for post in 0..9 {
            canvas.rect(20.0 + post as f32 * 68.0, 400.0, 6.0, 86.0, inks.dark);
        }
        canvas.rect(0.0, 396.0, SIDE, 8.0, inks.dark);
    }
}
