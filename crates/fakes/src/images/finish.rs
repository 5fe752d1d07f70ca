//! What turns a drawing into a photographed sleeve: grain, a slight fall of light towards the corners, and JPEG.

use image::ExtendedColorType;
use image::codecs::jpeg::JpegEncoder;
use tiny_skia::Pixmap;

use crate::dice::Dice;

pub(super) fn jpeg(pixels: &Pixmap, dice: &mut Dice) -> Option<Vec<u8>> {
    let (width, height) = (pixels.width(), pixels.height());
    let middle = width as f32 / 2.0;
    let mut noise = dice.roll() | 1;
    let mut bytes = Vec::with_capacity((width * height * 3) as usize);
    for (place, pixel) in pixels.pixels().iter().enumerate() {
        let x = (place as u32 % width) as f32 / middle - 1.0;
        let y = (place as u32 / width) as f32 / middle - 1.0;
        noise ^= noise << 13;
        noise ^= noise >> 7;
        noise ^= noise << 17;
        let grain = ((noise & 0xff) as f32 + (noise >> 8 & 0xff) as f32 - 255.0) / 255.0 * 5.0;
        let corner = (x * x + y * y) / 2.0;
        let light = 1.0 - 0.11 * corner * corner;
        for part in [pixel.red(), pixel.green(), pixel.blue()] {
            bytes.push((f32::from(part) * light + grain).clamp(0.0, 255.0) as u8);
        }
    }
    let mut out = Vec::with_capacity(96 << 10);
    JpegEncoder::new_with_quality(&mut out, 86).encode(&bytes, width, height, ExtendedColorType::Rgb8).ok()?;
    Some(out)
}
