use crate::dice::Dice;
use crate::images::canvas::Canvas;
use crate::images::palette::Ink;

/// Lines that look like set type from across the room: a bold one and a few small ones, each of a few words.
pub(super) fn type_bars(canvas: &mut Canvas, x: f32, y: f32, width: f32, ink: Ink, dice: &mut Dice) {
    // A third of all sleeves trust their picture.
    if dice.chance(0.33) {
        return;
    }
    line(canvas, x, y, width, 17.0, ink, dice);
    for row in 0..1 + dice.below(2) {
        line(canvas, x, y + 29.0 + row as f32 * 13.0, width * 0.62, 5.0, ink, dice);
    }
}

fn line(canvas: &mut Canvas, x: f32, y: f32, width: f32, height: f32, ink: Ink, dice: &mut Dice) {
    let mut at = x;
    for _ in 0..2 + dice.below(3) {
        let word = dice.span(2.0, 6.5) * height.max(6.0);
        if at + word > x + width {
            break;
        }
        canvas.rect(at, y, word, height, ink);
        at += word + height * 0.55 + 2.0;
    }
}
