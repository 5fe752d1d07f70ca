//! What lies behind the front: the back, the label, the insert.

use super::palette_of;
use super::type_bars::type_bars;
use crate::dice::Dice;
use crate::images::canvas::{Canvas, SIDE};
use crate::world::scene::Look;

/// Two columns of small lines, a bar code after 1980.
pub(in crate::images) fn back(canvas: &mut Canvas, look: Look, year: i64, dice: &mut Dice) {
    let inks = palette_of(look, year, dice);
    canvas.ground(inks.ground);
    type_bars(canvas, 40.0, 44.0, 420.0, inks.dark, dice);
    for column in 0..2 {
        for row in 0..6 + dice.below(4) {
            let (x, y) = (40.0 + column as f32 * 270.0, 150.0 + row as f32 * 30.0);
            canvas.rect(x, y, 16.0, 7.0, inks.first);
            canvas.rect(x + 26.0, y, dice.span(70.0, 200.0), 7.0, inks.dark);
        }
    }
    if year > 1980 {
        canvas.rect(440.0, 500.0, 120.0, 66.0, inks.ground.towards(inks.third, 0.1));
        let mut x = 450.0;
        while x < 546.0 {
            let bar = dice.span(1.0, 4.5);
            canvas.rect(x, 507.0, bar, 50.0, inks.dark);
            x += bar + dice.span(1.5, 4.0);
        }
    }
    canvas.rect(0.0, 588.0, SIDE, 12.0, inks.first);
}

/// The middle of a record.
pub(in crate::images) fn label(canvas: &mut Canvas, look: Look, dice: &mut Dice) {
    let inks = palette_of(look, 1970, dice);
    canvas.ground(inks.dark.towards(inks.ground, 0.04));
    for groove in 0..34 {
        canvas.ring(300.0, 300.0, 292.0 - groove as f32 * 3.6, 1.0, inks.dark.towards(inks.ground, 0.16));
    }
    canvas.circle(300.0, 300.0, 168.0, inks.first);
    canvas.slice(300.0, 300.0, 168.0, 0.0, std::f32::consts::PI, inks.second);
    canvas.ring(300.0, 300.0, 158.0, 3.0, inks.ground);
    type_bars(canvas, 220.0, 190.0, 170.0, inks.ground, dice);
    type_bars(canvas, 210.0, 350.0, 180.0, inks.dark, dice);
    canvas.circle(300.0, 300.0, 9.0, inks.ground);
}

/// A folded sheet of words.
pub(in crate::images) fn insert(canvas: &mut Canvas, look: Look, dice: &mut Dice) {
    let inks = palette_of(look, 1970, dice);
    canvas.ground(inks.ground.towards(inks.third, 0.08));
    for column in 0..3 {
        for row in 0..30 {
            if row % 8 != 7 {
                let x = 36.0 + column as f32 * 182.0;
                canvas.rect_thin(x, 60.0 + row as f32 * 17.0, dice.span(80.0, 158.0), 4.5, inks.dark, 0.8);
            }
        }
    }
    canvas.rect_thin(298.0, 0.0, 4.0, SIDE, inks.dark, 0.08);
    canvas.rect_thin(0.0, 298.0, SIDE, 4.0, inks.dark, 0.08);
}
