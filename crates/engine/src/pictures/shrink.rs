//! From a decoded picture to the sizes that pages show.

use super::PictureError;
use fast_image_resize::images::Image;
use fast_image_resize::{PixelType, ResizeOptions, Resizer};
use image::codecs::jpeg::JpegEncoder;
use image::{DynamicImage, ExtendedColorType};

/// Where grain and gradients of a sleeve still look untouched.
const QUALITY: u8 = 82;

/// The pixels at 8 bits in three channels, on white where something shines through.
pub(super) fn pixels(picture: DynamicImage) -> Result<Image<'static>, PictureError> {
    let (width, height) = (picture.width(), picture.height());
    let bytes = if picture.color().has_alpha() {
        over_white(picture.into_rgba8().into_raw())
    } else {
        picture.into_rgb8().into_raw()
    };
    Image::from_vec_u8(width, height, bytes, PixelType::U8x3).map_err(broken)
}

/// In place: at the largest, a second buffer would be 120 MB.
fn over_white(mut bytes: Vec<u8>) -> Vec<u8> {
    let pixels = bytes.len() / 4;
    for pixel in 0..pixels {
        let opacity = u32::from(bytes[pixel * 4 + 3]);
        for part in 0..3 {
            let colour = u32::from(bytes[pixel * 4 + part]);
            // At most 255: a mean of two bytes.
            bytes[pixel * 3 + part] = ((colour * opacity + 255 * (255 - opacity) + 127) / 255) as u8;
        }
    }
    bytes.truncate(pixels * 3);
    bytes
}

/// The picture with its longest side at most `longest` pixels; a smaller one stays as it is.
pub(super) fn fit(picture: Image<'static>, longest: u32) -> Result<Image<'static>, PictureError> {
    let (width, height) = (picture.width(), picture.height());
    let present = width.max(height);
    if present <= longest {
        return Ok(picture);
    }
    let side = |side: u32| ((side * longest + present / 2) / present).max(1);
    let mut smaller = Image::new(side(width), side(height), picture.pixel_type());
    // Lanczos, by default.
    Resizer::new().resize(&picture, &mut smaller, &ResizeOptions::new()).map_err(broken)?;
    Ok(smaller)
}

/// The picture as a JPEG.
pub(super) fn jpeg(picture: &Image<'_>) -> Result<Vec<u8>, PictureError> {
    let mut bytes = Vec::with_capacity(64 << 10);
    let mut encoder = JpegEncoder::new_with_quality(&mut bytes, QUALITY);
    let (width, height) = (picture.width(), picture.height());
    let written = encoder.encode(picture.buffer(), width, height, ExtendedColorType::Rgb8);
    written.map_err(broken)?;
    Ok(bytes)
}

fn broken(error: impl std::error::Error) -> PictureError {
    PictureError::Broken(error.to_string())
}
