//! The mark as pictures, for home screens that take no SVG: drawn when they are asked for.

use tiny_skia::{Color, FillRule, LineCap, Paint, PathBuilder, Pixmap, Stroke, Transform};

/// The mark is drawn in a square of so many units.
const UNITS: f32 = 32.0;
/// Its grooves, from the outside in.
const GROOVES: [f32; 3] = [14.4, 10.4, 6.4];
const HOLE: f32 = 2.0;
/// Where a groove begins and ends, in degrees from three o'clock, clockwise: the gap is at half past one.
const GROOVE: (i16, i16) = (-12, 282);
/// Paper and the accent, as in `material.css`.
const GROUND: [u8; 3] = [0xFB, 0xFA, 0xF7];
const INK: [u8; 3] = [0xA8, 0x32, 0x1F];

/// `icon-192.png`, `icon-512.png`, `icon-180.png`; and `icon-maskable-512.png`, which leaves what a mask may take.
pub(super) fn load(name: &str) -> Option<Vec<u8>> {
    let (size, share) = match name {
        "icon-180.png" => (180, 0.76),
        "icon-192.png" => (192, 0.84),
        "icon-512.png" => (512, 0.84),
        "icon-maskable-512.png" => (512, 0.6),
        _ => return None,
    };
    draw(size, share)
}

/// A square of so many pixels, of whose width the mark takes this share.
fn draw(size: u16, share: f32) -> Option<Vec<u8>> {
    let mut picture = Pixmap::new(size.into(), size.into())?;
    picture.fill(Color::from_rgba8(GROUND[0], GROUND[1], GROUND[2], 0xFF));
    let mut ink = Paint::default();
    ink.set_color_rgba8(INK[0], INK[1], INK[2], 0xFF);
    ink.anti_alias = true;
    let scale = f32::from(size) * share / UNITS;
    let margin = f32::from(size) * (1.0 - share) / 2.0;
    let place = Transform::from_scale(scale, scale).post_translate(margin, margin);
    let stroke = Stroke { width: 2.0, line_cap: LineCap::Round, ..Stroke::default() };
    let middle = UNITS / 2.0;
    for radius in GROOVES {
        let mut groove = PathBuilder::new();
        for degrees in (GROOVE.0..=GROOVE.1).step_by(2) {
            let (sine, cosine) = f32::from(degrees).to_radians().sin_cos();
            let (x, y) = (middle + radius * cosine, middle + radius * sine);
            if degrees == GROOVE.0 { groove.move_to(x, y) } else { groove.line_to(x, y) }
        }
        picture.stroke_path(&groove.finish()?, &ink, &stroke, place, None);
    }
    picture.fill_path(&PathBuilder::from_circle(middle, middle, HOLE)?, &ink, FillRule::Winding, place, None);
    picture.encode_png().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_mark_is_drawn_in_each_size_and_keeps_clear_of_a_mask() {
        for (name, size, safe) in [("icon-192.png", 192, false), ("icon-maskable-512.png", 512, true)] {
            let picture = Pixmap::decode_png(&load(name).unwrap()).unwrap();
            assert_eq!((picture.width(), picture.height()), (size, size));
            let inked = picture.pixels().iter().enumerate().filter(|(_, pixel)| pixel.blue() < 0x80);
            let middle = f64::from(size) / 2.0;
            let reach = inked.map(|(at, _)| {
                let at = u32::try_from(at).unwrap();
                (f64::from(at % size) - middle).hypot(f64::from(at / size) - middle)
            });
            let reach = reach.fold(0.0, f64::max);
            assert!(reach > middle / 2.0, "{name}: {reach}");
            // What a mask leaves at the least: a circle of four fifths.
            assert!(!safe || reach < middle * 0.8, "{name}: {reach}");
        }
        assert_eq!(load("icon-9000.png"), None);
    }
}
