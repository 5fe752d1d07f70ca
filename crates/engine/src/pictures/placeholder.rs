//! The picture at 8 pixels, small enough to stand in the page itself.

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use fast_image_resize::images::Image;

pub(super) const SIDE: u32 = 8;

const FILE_HEADER: u32 = 14;
const INFO_HEADER: u32 = 40;
const BITS: u16 = 16;

/// A BMP of 16 bits a pixel, as a `data:` URL.
///
/// At this size a file is mostly its own head. Of one cover a JPEG took 315 bytes, a PNG 259, this 182; and its head is
/// the same for all square covers of a page, 54 bytes that base64 turns into the same 72 characters, so that a compressed
/// page hardly pays for it. A GIF or a WebP is smaller and wants a choice of 16 colours or a lossy encoder, which we do not
/// have. A hash of the picture wants a script. Every browser shows this one, without an inline style.
pub(super) fn data_url(picture: &Image<'_>) -> String {
    let (width, height) = (picture.width(), picture.height());
    let pixels = picture.buffer().as_chunks::<3>().0;
    let rows = pixels.chunks(width.max(1) as usize).rev();
    let body: Vec<u8> = rows.flat_map(row).collect();

    let start = FILE_HEADER + INFO_HEADER;
    let mut file = Vec::with_capacity(start as usize + body.len());
    file.extend(b"BM");
    file.extend((start + body.len() as u32).to_le_bytes());
    file.extend([0; 4]);
    file.extend(start.to_le_bytes());
    file.extend(INFO_HEADER.to_le_bytes());
    file.extend(width.to_le_bytes());
    file.extend(height.to_le_bytes());
    file.extend(1_u16.to_le_bytes());
    file.extend(BITS.to_le_bytes());
    // No compression, and nothing said of sizes, resolution and palette.
    file.extend([0; 24]);
    file.extend(body);
    format!("data:image/bmp;base64,{}", BASE64_STANDARD.encode(file))
}

/// Five bits a channel, blue lowest; rows end on a multiple of four bytes.
fn row(pixels: &[[u8; 3]]) -> Vec<u8> {
    let word = |[red, green, blue]: &[u8; 3]| {
        let five = |part: &u8| (u16::from(*part) * 31 + 127) / 255;
        five(red) << 10 | five(green) << 5 | five(blue)
    };
    let mut bytes: Vec<u8> = pixels.iter().flat_map(|pixel| word(pixel).to_le_bytes()).collect();
    bytes.resize(bytes.len().next_multiple_of(4), 0);
    bytes
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use fast_image_resize::PixelType;

    fn file_of(width: u32, height: u32, bytes: Vec<u8>) -> Vec<u8> {
        let url = data_url(&Image::from_vec_u8(width, height, bytes, PixelType::U8x3).unwrap());
        assert!(url.len() <= 266);
        BASE64_STANDARD.decode(url.strip_prefix("data:image/bmp;base64,").unwrap()).unwrap()
    }

    #[test]
    fn is_a_bitmap_from_the_bottom_up() {
        let (white, red, green, blue) = ([255; 3], [255, 0, 0], [0, 255, 0], [0, 0, 255]);
        let file = file_of(3, 2, [white, red, green, blue, [0; 3], white].concat());
        let word = |at: usize| u32::from_le_bytes(file[at..at + 4].try_into().unwrap());
        assert_eq!((&file[..2], word(2), word(10), word(14), word(18), word(22)), (&b"BM"[..], 70, 54, 40, 3, 2));
        assert_eq!((file[26], file[28], word(30)), (1, 16, 0));
        let body: [u8; 16] = [0x1f, 0, 0, 0, 0xff, 0x7f, 0, 0, 0xff, 0x7f, 0, 0x7c, 0xe0, 0x03, 0, 0];
        assert_eq!(file[54..], body);
    }

    #[test]
    fn the_heads_of_square_pictures_are_one() {
        assert_eq!(file_of(8, 8, vec![7; 192])[..54], file_of(8, 8, vec![200; 192])[..54]);
    }
}
