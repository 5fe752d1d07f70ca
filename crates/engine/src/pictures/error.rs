//! Why a picture is not kept.

use std::io;

/// Why a picture is not kept, named by what the caller does about it.
#[derive(Debug, thiserror::Error)]
pub enum PictureError {
    /// These bytes are no JPEG, PNG, WebP or GIF: the address leads elsewhere; do not ask it again.
    #[error("not a picture")]
    NotAPicture,
    /// A spacer or a dot: treat it as no picture at all.
    #[error("too small: {width} × {height} pixels")]
    TooSmall {
        /// Pixels across.
        width: u32,
        /// Pixels down.
        height: u32,
    },
    /// More than is decoded here: ask for a smaller one where there is one.
    #[error("too large: {width} × {height} pixels")]
    TooLarge {
        /// Pixels across, as the file claims.
        width: u32,
        /// Pixels down, as the file claims.
        height: u32,
    },
    /// It begins as a picture and cannot be read to its end: cut short on its way, perhaps; worth one more try.
    #[error("a broken picture: {0}")]
    Broken(String),
    /// The folder cannot be written: stop, the next one will not fare better.
    #[error("the folder of pictures cannot be written: {0}")]
    Disk(#[from] io::Error),
}
