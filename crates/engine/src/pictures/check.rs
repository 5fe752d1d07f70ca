//! What a file must be before it is decoded. Nothing that a file says of itself is believed before it has been bounded.

use super::PictureError;
use image::{DynamicImage, ImageDecoder, ImageError, ImageFormat, ImageReader, Limits};
use std::io::Cursor;

/// Below this a picture is a spacer.
const SHORTEST_SIDE: u32 = 16;
const LONGEST_SIDE: u32 = 12_000;
const MOST_PIXELS: u64 = 40_000_000;
/// Bytes of pixels: the most pixels, with transparency at 8 bits.
const MOST_MEMORY: u64 = 4 * MOST_PIXELS;

/// What a kept original is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// JPEG.
    Jpeg,
    /// PNG.
    Png,
    /// WebP.
    Webp,
    /// GIF, of which the first frame is shown.
    Gif,
}

impl Format {
    /// All that are kept.
    pub const ALL: [Self; 4] = [Self::Jpeg, Self::Png, Self::Webp, Self::Gif];

    /// How a file's name ends, without the dot.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Jpeg => "jpg",
            Self::Png => "png",
            Self::Webp => "webp",
            Self::Gif => "gif",
        }
    }

    /// The media type.
    pub fn media_type(self) -> &'static str {
        self.known().to_mime_type()
    }

    fn known(self) -> ImageFormat {
        match self {
            Self::Jpeg => ImageFormat::Jpeg,
            Self::Png => ImageFormat::Png,
            Self::Webp => ImageFormat::WebP,
            Self::Gif => ImageFormat::Gif,
        }
    }

    /// By the first bytes: a server's word and a name's ending are not asked.
    fn sniff(bytes: &[u8]) -> Option<Self> {
        let known = image::guess_format(bytes).ok()?;
        Self::ALL.into_iter().find(|format| format.known() == known)
    }
}

/// A file whose head is sound, not yet decoded.
pub(super) struct Checked<'a> {
    pub(super) format: Format,
    /// As stored: before the orientation.
    pub(super) width: u32,
    pub(super) height: u32,
    decoder: Box<dyn ImageDecoder + 'a>,
}

/// Reads the head only.
pub(super) fn inspect(bytes: &[u8]) -> Result<Checked<'_>, PictureError> {
    let format = Format::sniff(bytes).ok_or(PictureError::NotAPicture)?;
    if format == Format::Jpeg && !is_whole_jpeg(bytes) {
        return Err(PictureError::Broken("the end of the JPEG is missing".to_owned()));
    }
    let mut limits = Limits::no_limits();
    limits.max_alloc = Some(MOST_MEMORY);
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format.known());
    reader.limits(limits);
    let decoder = reader.into_decoder().map_err(broken)?;
    let (width, height) = decoder.dimensions();
    if width.min(height) < SHORTEST_SIDE {
        return Err(PictureError::TooSmall { width, height });
    }
    let pixels = u64::from(width) * u64::from(height);
    if width.max(height) > LONGEST_SIDE || pixels > MOST_PIXELS || decoder.total_bytes() > MOST_MEMORY {
        return Err(PictureError::TooLarge { width, height });
    }
    Ok(Checked { format, width, height, decoder: Box::new(decoder) })
}

impl Checked<'_> {
    /// All of the picture, the right way up.
    pub(super) fn decode(mut self) -> Result<DynamicImage, PictureError> {
        let (width, height) = (self.width, self.height);
        let orientation = self.decoder.orientation().map_err(broken)?;
        let decoded = DynamicImage::from_decoder(self.decoder);
        let mut picture = decoded.map_err(|error| match error {
            ImageError::Limits(_) => PictureError::TooLarge { width, height },
            other => broken(other),
        })?;
        picture.apply_orientation(orientation);
        Ok(picture)
    }
}

/// The decoder fills a JPEG that was cut short with grey and calls it good. In what follows the start of a scan, the
/// two bytes of the end's marker can be nothing else.
fn is_whole_jpeg(bytes: &[u8]) -> bool {
    let last = |marker: [u8; 2]| bytes.windows(2).rposition(|pair| pair == marker);
    matches!((last([0xff, 0xda]), last([0xff, 0xd9])), (Some(scan), Some(end)) if scan < end)
}

fn broken(error: ImageError) -> PictureError {
    PictureError::Broken(error.to_string())
}
