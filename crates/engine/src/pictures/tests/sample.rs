//! Pictures to keep, and a folder that disappears.

use super::super::{PictureStore, Size};
use image::{DynamicImage, ImageFormat, Rgb, RgbImage};
use std::io::Cursor;
use std::path::Path;
use tempfile::TempDir;
use tokio::io::AsyncReadExt;

pub(super) struct Home {
    pub(super) store: PictureStore,
    folder: TempDir,
}

impl Home {
    pub(super) fn open() -> Self {
        let folder = tempfile::tempdir().unwrap();
        Self { store: PictureStore::open(folder.path().join("images")).unwrap(), folder }
    }

    pub(super) fn path(&self) -> std::path::PathBuf {
        self.folder.path().join("images")
    }

    /// Every file that was left, by its path in the folder.
    pub(super) fn files(&self) -> Vec<String> {
        fn walk(folder: &Path, found: &mut Vec<String>, root: &Path) {
            for entry in std::fs::read_dir(folder).into_iter().flatten() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    walk(&path, found, root);
                } else {
                    found.push(path.strip_prefix(root).unwrap().display().to_string());
                }
            }
        }
        let mut found = Vec::new();
        walk(&self.path(), &mut found, &self.path());
        found
    }

    pub(super) async fn read(&self, hash: &str, size: Size) -> (&'static str, Vec<u8>) {
        let mut opened = self.store.reader().open_file(hash, size).await.unwrap().unwrap();
        let mut bytes = Vec::new();
        opened.file.read_to_end(&mut bytes).await.unwrap();
        assert_eq!(bytes.len() as u64, opened.bytes);
        (opened.media_type, bytes)
    }

    pub(super) async fn decode(&self, hash: &str, size: Size) -> DynamicImage {
        image::load_from_memory(&self.read(hash, size).await.1).unwrap()
    }
}

/// Red at the left, blue at the right.
pub(super) fn halves(width: u32, height: u32) -> DynamicImage {
    let colour = |x, _| if x < width / 2 { Rgb([210, 30, 40]) } else { Rgb([30, 50, 220]) };
    RgbImage::from_fn(width, height, colour).into()
}

pub(super) fn encode(picture: &DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    picture.write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

/// A JPEG whose camera says how it was held.
pub(super) fn turned(mut jpeg: Vec<u8>, orientation: u8) -> Vec<u8> {
    // One entry: orientation (0x0112), a short, once.
    let entry = [0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0];
    let exif = [&b"Exif\0\0MM\0\x2a\0\0\0\x08\0\x01"[..], &entry, &[0; 4]].concat();
    let head = [0xff, 0xe1, 0, exif.len() as u8 + 2];
    jpeg.splice(2..2, head.into_iter().chain(exif));
    jpeg
}
