//! Where pictures lie: `ab/cd/{hash}.{extension}` beside `ab/cd/{hash}.{size}.jpg`. A file that is there is whole.

use super::check::Format;
use std::fmt::{self, Write as _};
use std::fs::{self, DirBuilder, OpenOptions};
use std::io::{self, ErrorKind, Write as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

/// Where files are written before they are whole.
const INCOMING: &str = "incoming";

/// After this, nobody is still writing.
const ABANDONED: Duration = Duration::from_secs(60 * 60);

/// What can be asked of a picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Size {
    /// A JPEG with its longest side at most 160 pixels.
    Small,
    /// At most 320.
    Medium,
    /// At most 640.
    Large,
    /// The bytes that came.
    Original,
}

impl Size {
    /// The longest side in pixels, for what is shrunk; an original has any.
    pub(super) fn longest(self) -> u32 {
        match self {
            Self::Small => 160,
            Self::Medium => 320,
            Self::Large => 640,
            Self::Original => u32::MAX,
        }
    }
}

/// A SHA-256 in hexadecimal digits: nothing else becomes part of a path.
#[derive(Clone, Debug)]
pub(super) struct Hash(String);

impl Hash {
    pub(super) fn of(digest: &[u8]) -> Self {
        Self(digest.iter().fold(String::new(), |mut hash, byte| {
            // Writing to a String cannot fail.
            let _ = write!(hash, "{byte:02x}");
            hash
        }))
    }

    pub(super) fn parse(text: &str) -> Option<Self> {
        let is_digit = |byte: u8| matches!(byte, b'0'..=b'9' | b'a'..=b'f');
        (text.len() == 64 && text.bytes().all(is_digit)).then(|| Self(text.to_owned()))
    }
}

impl fmt::Display for Hash {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

/// The folder.
#[derive(Debug)]
pub(super) struct Shelf {
    folder: PathBuf,
}

impl Shelf {
    pub(super) fn open(folder: PathBuf) -> io::Result<Self> {
        let shelf = Self { folder };
        let incoming = shelf.folder.join(INCOMING);
        // On a disk that can only be read, the pictures that are there are shown all the same.
        if !shelf.folder.is_dir() {
            make_folder(&incoming)?;
        } else if make_folder(&incoming).is_err() {
            return Ok(shelf);
        }
        // What a killed process left. Another one may be at work in the same folder: its files are younger. The disk keeps
        // its own time, whatever the engine's clock is set to.
        for file in fs::read_dir(&incoming)?.flatten() {
            let age = file.metadata().and_then(|about| about.modified()).ok().and_then(|at| at.elapsed().ok());
            if age.is_some_and(|age| age > ABANDONED) {
                let _ = fs::remove_file(file.path());
            }
        }
        Ok(shelf)
    }

    pub(super) fn original(&self, hash: &Hash, format: Format) -> PathBuf {
        self.file(hash, format.extension())
    }

    pub(super) fn thumbnail(&self, hash: &Hash, size: Size) -> PathBuf {
        self.file(hash, &format!("{}.jpg", size.longest()))
    }

    fn file(&self, Hash(hash): &Hash, ending: &str) -> PathBuf {
        self.folder.join(&hash[..2]).join(&hash[2..4]).join(format!("{hash}.{ending}"))
    }

    /// Writes a file beside its place and moves it there: whoever looks sees all of it or nothing.
    pub(super) fn put(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        let incoming = self.folder.join(INCOMING).join(uuid::Uuid::now_v7().to_string());
        let moved = write(&incoming, bytes)
            .and_then(|()| path.parent().map_or(Ok(()), make_folder))
            .and_then(|()| fs::rename(&incoming, path));
        if moved.is_err() {
            let _ = fs::remove_file(&incoming);
        }
        moved
    }
}

fn make_folder(path: &Path) -> io::Result<()> {
    let mut folder = DirBuilder::new();
    folder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut folder, 0o700);
    folder.create(path)
}

fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path)?;
    file.write_all(bytes)?;
    // Else a power cut may leave the name without the bytes, and what is there is never written again.
    file.sync_all()
}

/// Opens what was kept, and can do nothing else. Cheap to clone.
#[derive(Clone, Debug)]
pub struct PictureReader {
    shelf: Arc<Shelf>,
}

/// A kept file, open.
#[derive(Debug)]
pub struct PictureFile {
    /// At its beginning.
    pub file: tokio::fs::File,
    /// Its length.
    pub bytes: u64,
    /// What it is.
    pub media_type: &'static str,
}

impl PictureReader {
    pub(super) fn new(shelf: Arc<Shelf>) -> Self {
        Self { shelf }
    }

    /// Opens a picture by its hash; `None` for what is no hash in lower case, and for what was never kept.
    ///
    /// # Errors
    /// A file that is there and cannot be read.
    pub async fn open_file(&self, hash: &str, size: Size) -> io::Result<Option<PictureFile>> {
        let Some(hash) = Hash::parse(hash) else { return Ok(None) };
        if size != Size::Original {
            return open(&self.shelf.thumbnail(&hash, size), Format::Jpeg).await;
        }
        for format in Format::ALL {
            if let Some(file) = open(&self.shelf.original(&hash, format), format).await? {
                return Ok(Some(file));
            }
        }
        Ok(None)
    }
}

async fn open(path: &Path, format: Format) -> io::Result<Option<PictureFile>> {
    match tokio::fs::File::open(path).await {
        Ok(file) => {
            let bytes = file.metadata().await?.len();
            Ok(Some(PictureFile { file, bytes, media_type: format.media_type() }))
        }
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}
