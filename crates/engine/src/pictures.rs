//! Covers and artist pictures at home: what comes from outside is checked, kept under the hash of its content, and
//! shrunk to the sizes that pages show.
//!
//! [`PictureStore`] keeps; [`PictureReader`], which the web is handed, only opens. Neither knows where a picture comes
//! from or whose it is: that stands in the database, beside the hash.

mod check;
mod colour;
mod error;
mod placeholder;
mod shelf;
mod shrink;
#[cfg(test)]
mod tests;

pub use check::Format;
pub use error::PictureError;
pub use shelf::{PictureFile, PictureReader, Size};

use sha2::{Digest, Sha256};
use shelf::{Hash, Shelf};
use std::io;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use tokio::sync::Semaphore;

/// Pictures in work at one time: more would take the processor from those who look at pages.
const AT_ONCE: usize = 2;

/// Pixels above which pictures are worked on one by one: the largest, of 40 megapixels, take 245 MB.
const LARGE: u64 = 8_000_000;

/// Keeps pictures in a folder. Cheap to clone; all clones share the bound on work.
#[derive(Clone, Debug)]
pub struct PictureStore {
    shelf: Arc<Shelf>,
    permits: Arc<Semaphore>,
    large: Arc<Mutex<()>>,
}

/// A picture that was kept, and what a page needs before its file is there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// SHA-256 of the original's bytes, as 64 hexadecimal digits in lower case: its name from now on.
    pub hash: String,
    /// What the original's bytes are.
    pub format: Format,
    /// Pixels across, as shown (a camera's orientation is obeyed).
    pub width: u32,
    /// Pixels down, as shown.
    pub height: u32,
    /// Length of the original.
    pub bytes: u64,
    /// The colour that stands for the picture: `#rrggbb`.
    pub colour: String,
    /// The picture at 8 pixels, as a `data:` URL of at most 266 characters.
    pub placeholder: String,
}

impl PictureStore {
    /// A store in `folder`, which is made for its owner alone.
    ///
    /// # Errors
    /// A folder that cannot be made.
    pub fn open(folder: PathBuf) -> io::Result<Self> {
        let (shelf, permits) = (Arc::new(Shelf::open(folder)?), Arc::new(Semaphore::new(AT_ONCE)));
        Ok(Self { shelf, permits, large: Arc::default() })
    }

    /// The same pictures, to look at only.
    pub fn reader(&self) -> PictureReader {
        PictureReader::new(self.shelf.clone())
    }

    /// Checks a picture and keeps it with its thumbnails; what is kept already is not written again. At most two are in
    /// work at one time, the others wait. A picture whose future is dropped may still be kept.
    ///
    /// # Errors
    /// See [`PictureError`]; nothing is kept then but, after [`PictureError::Disk`], some of its files.
    pub async fn keep(&self, bytes: Vec<u8>) -> Result<Kept, PictureError> {
        let permit = self.permits.clone().acquire_owned().await;
        let store = self.clone();
        // The permit goes with the work, which goes on when nobody waits for it any more.
        let work = move || permit.map(|_permit| store.keep_now(&bytes));
        match tokio::task::spawn_blocking(work).await {
            Ok(Ok(kept)) => kept,
            Ok(Err(closed)) => Err(PictureError::Disk(io::Error::other(closed))),
            // A decoder that panics met a file that it was not made for.
            Err(panic) => Err(PictureError::Broken(panic.to_string())),
        }
    }

    fn keep_now(&self, bytes: &[u8]) -> Result<Kept, PictureError> {
        let checked = check::inspect(bytes)?;
        let format = checked.format;
        let pixels = u64::from(checked.width) * u64::from(checked.height);
        let _alone = (pixels > LARGE).then(|| self.large.lock().unwrap_or_else(PoisonError::into_inner));
        let mut picture = shrink::pixels(checked.decode()?)?;
        let (width, height) = (picture.width(), picture.height());

        let hash = Hash::of(&Sha256::digest(bytes));
        for size in [Size::Large, Size::Medium, Size::Small] {
            picture = shrink::fit(picture, size.longest())?;
            let path = self.shelf.thumbnail(&hash, size);
            if !path.exists() {
                self.shelf.put(&path, &shrink::jpeg(&picture)?)?;
            }
        }
        // The original last: where it is, all of it is.
        let path = self.shelf.original(&hash, format);
        if !path.exists() {
            self.shelf.put(&path, bytes)?;
        }
        let colour = colour::dominant(&shrink::fit(picture.copy(), colour::SIDE)?);
        let placeholder = placeholder::data_url(&shrink::fit(picture, placeholder::SIDE)?);
        let (hash, bytes) = (hash.to_string(), bytes.len() as u64);
        Ok(Kept { hash, format, width, height, bytes, colour, placeholder })
    }
}
