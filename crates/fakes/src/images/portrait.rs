//! Pictures of people who do not exist: heads in two inks, alone or as a group.

use std::f32::consts::TAU;

use super::canvas::{Canvas, SIDE};
use super::family::palette_of;
use super::palette::Ink;
use crate::dice::Dice;
use crate::world::scene::Look;

pub(super) fn portrait(canvas: &mut Canvas, look: Look, band: bool, dice: &mut Dice) {
    let inks = palette_of(look, 1970, dice);
    canvas.ground(inks.ground);
    match dice.below(4) {
        0 => canvas.fade(0.0, SIDE, (inks.second, 1.0), (inks.ground, 1.0)),
        1 => canvas.circle(300.0, 290.0, 240.0, inks.second),
        2 => {
            canvas.rect(0.0, 0.0, SIDE, SIDE, inks.third);
            canvas.rect(300.0, 0.0, 300.0, SIDE, inks.second);
        }
        _ => {
            for ray in 0..24 {
                let from = ray as f32 / 24.0 * TAU;
                canvas.slice(300.0, 300.0, 460.0, from, from + TAU / 48.0, inks.second);
            }
        }
    }
    if band {
        let people = 3 + dice.below(2);
        for place in 0..people {
            let x = 300.0 + (place as f32 - (people - 1) as f32 / 2.0) * 420.0 / people as f32;
            let back = place % 2 == 0;
            let ink = if back { inks.dark.towards(inks.first, 0.35) } else { inks.dark };
            head(canvas, x, if back { 250.0 } else { 310.0 }, 1.05, ink, inks.first, dice);
        }
    } else {
        head(canvas, 300.0, 300.0, 1.9, inks.dark, inks.first, dice);
    }
    // A coarse screen, as of a newspaper.
    canvas.multiply();
    for row in 0..43 {
        let y = row as f32 * 14.0;
        let shift = (row % 2) as f32 * 7.0;
        let dots: Vec<_> = (0..43).map(|column| (column as f32 * 14.0 + shift, y, 1.4 + 3.4 * (y / SIDE))).collect();
        canvas.dots(&dots, inks.first, 0.35);
    }
    canvas.opaque();
}

/// A head with its shoulders around `x`, `y`; at `scale` 1 it is about 230 high.
pub(super) fn head(canvas: &mut Canvas, x: f32, y: f32, scale: f32, ink: Ink, light: Ink, dice: &mut Dice) {
    let side = if dice.chance(0.5) { 1.0 } else { -1.0 };
    let at = |u: f32, v: f32| (x + u * scale * side, y + v * scale);
    let map = |points: &[(f32, f32)]| points.iter().map(|(u, v)| at(*u, *v)).collect::<Vec<_>>();
    let wide = dice.span(95.0, 125.0);
    canvas.blob(
        &map(&[(-wide, 330.0), (-wide, 130.0), (-40.0, 92.0), (0.0, 96.0), (40.0, 92.0), (wide, 130.0), (wide, 330.0)]),
        ink,
        1.0,
    );
    canvas.shape(&map(&[(-24.0, 30.0), (22.0, 40.0), (30.0, 112.0), (-34.0, 112.0)]), ink, 1.0);
    let (nose, chin) = (dice.span(58.0, 72.0), dice.span(66.0, 78.0));
    let face = [
        (-52.0, -42.0),
        (-30.0, -82.0),
        (18.0, -84.0),
        (46.0, -56.0),
        (47.0, -28.0),
        (nose, 2.0),
        (nose - 6.0, 14.0),
        (45.0, 18.0),
        (51.0, 30.0),
        (45.0, 40.0),
        (46.0, chin - 14.0),
        (30.0, chin),
        (0.0, chin - 14.0),
        (-36.0, 34.0),
        (-56.0, 4.0),
    ];
    canvas.blob(&map(&face), ink, 1.0);
    let lit = [
        (40.0, -50.0),
        (45.0, -26.0),
        (nose - 4.0, 3.0),
        (40.0, 18.0),
        (44.0, 30.0),
        (38.0, chin - 14.0),
        (26.0, chin - 10.0),
        (22.0, 20.0),
        (28.0, -20.0),
    ];
    canvas.blob(&map(&lit), light, 0.85);
    match dice.below(6) {
        0 => canvas.blob(
            &map(&[
                (-60.0, 66.0),
                (-88.0, 10.0),
                (-72.0, -78.0),
                (-10.0, -112.0),
                (44.0, -84.0),
                (28.0, -62.0),
                (-20.0, -50.0),
                (-30.0, 10.0),
            ]),
            ink,
            1.0,
        ),
        1 => {
            let (cx, cy) = at(-6.0, -56.0);
            for puff in 0..11 {
                let angle = puff as f32 / 11.0 * TAU;
                canvas.circle(cx + 50.0 * scale * angle.cos(), cy + 38.0 * scale * angle.sin(), 30.0 * scale, ink);
            }
        }
        2 => {
            canvas.shape(&map(&[(-84.0, -60.0), (88.0, -66.0), (88.0, -56.0), (-84.0, -48.0)]), ink, 1.0);
            canvas.shape(&map(&[(-52.0, -58.0), (-44.0, -118.0), (38.0, -122.0), (48.0, -62.0)]), ink, 1.0);
            canvas.line(&map(&[(-49.0, -66.0), (46.0, -72.0)]), 9.0 * scale, light, 0.9);
        }
        3 => {
            let (cx, cy) = at(-46.0, -86.0);
            canvas.circle(cx, cy, 30.0 * scale, ink);
        }
        4 => {
            canvas.line(&map(&[(28.0, -22.0), (54.0, -20.0)]), 15.0 * scale, ink, 1.0);
            canvas.line(&map(&[(-40.0, -20.0), (40.0, -22.0)]), 5.0 * scale, ink, 1.0);
        }
        _ => canvas.blob(&map(&[(30.0, 50.0), (52.0, 44.0), (46.0, 110.0), (20.0, 116.0), (-10.0, 70.0)]), ink, 1.0),
    }
}
