//! The one colour that stands for a picture.

use fast_image_resize::images::Image;
use std::fmt::Write;

/// Enough for a mean; few enough to cost nothing.
pub(super) const SIDE: u32 = 48;

/// Each channel falls into one of 8 bands.
const BANDS: usize = 8;

#[derive(Clone, Copy, Default)]
struct Bin {
    weight: f32,
    sum: [f32; 3],
}

/// The colour that a person would name: the mean of the band of colours that counts most, where a vivid pixel counts for
/// more than a grey one, and white and black count for little. So a picture that is all grey is grey.
pub(super) fn dominant(picture: &Image<'_>) -> String {
    let mut bins = [Bin::default(); BANDS * BANDS * BANDS];
    for pixel in picture.buffer().as_chunks::<3>().0 {
        let place = pixel.iter().fold(0, |place, part| place * BANDS + usize::from(*part) * BANDS / 256);
        let (weight, bin) = (weight(*pixel), &mut bins[place]);
        bin.weight += weight;
        for (sum, part) in bin.sum.iter_mut().zip(pixel) {
            *sum += weight * f32::from(*part);
        }
    }
    let most = bins.iter().max_by(|one, other| one.weight.total_cmp(&other.weight)).copied().unwrap_or_default();
    most.sum.iter().fold("#".to_owned(), |mut colour, sum| {
        // A mean of bytes is a byte; writing to a String cannot fail.
        let _ = write!(colour, "{:02x}", (sum / most.weight.max(f32::MIN_POSITIVE)).round() as u8);
        colour
    })
}

/// What a pixel counts for: never nothing.
fn weight(pixel: [u8; 3]) -> f32 {
    let [red, green, blue] = pixel.map(|part| f32::from(part) / 255.0);
    let (most, least) = (red.max(green).max(blue), red.min(green).min(blue));
    let (chroma, light) = (most - least, f32::midpoint(most, least));
    let vividness = 0.04 + chroma * chroma;
    let in_between = if (0.1..=0.9).contains(&light) { 1.0 } else { 0.1 };
    vividness * in_between
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use fast_image_resize::PixelType;

    /// A picture of 100 pixels in these shares.
    fn colour_of(shares: &[(usize, [u8; 3])]) -> String {
        let bytes: Vec<u8> = shares.iter().flat_map(|(share, pixel)| pixel.repeat(*share)).collect();
        dominant(&Image::from_vec_u8(10, 10, bytes, PixelType::U8x3).unwrap())
    }

    #[test]
    fn a_vivid_patch_stands_for_a_white_or_black_sleeve() {
        assert_eq!(colour_of(&[(80, [250, 250, 250]), (20, [200, 40, 30])]), "#c8281e");
        assert_eq!(colour_of(&[(85, [5, 5, 5]), (15, [20, 60, 160])]), "#143ca0");
        assert_eq!(colour_of(&[(60, [128, 128, 128]), (40, [220, 180, 40])]), "#dcb428");
    }

    #[test]
    fn a_speck_does_not() {
        assert_eq!(colour_of(&[(99, [40, 90, 60]), (1, [255, 0, 0])]), "#285a3c");
    }

    #[test]
    fn a_picture_without_colour_keeps_its_tone() {
        assert_eq!(colour_of(&[(100, [0, 0, 0])]), "#000000");
        assert_eq!(colour_of(&[(100, [255, 255, 255])]), "#ffffff");
        assert_eq!(colour_of(&[(50, [120, 120, 120]), (50, [255, 255, 255])]), "#787878");
    }

    #[test]
    fn the_larger_of_two_alike_wins() {
        assert_eq!(colour_of(&[(60, [30, 60, 200]), (40, [200, 60, 30])]), "#1e3cc8");
    }
}
