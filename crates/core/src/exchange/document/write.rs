//! Writes the document, a record a line.

use super::{AlbumRecord, ArtistRecord, SourceFile, VERSION};
use crate::collection::{Field, Folder};
use serde::Serialize;

/// Writes the parts in their order into memory, from where they are taken as they come.
#[derive(Debug, Default)]
pub struct Writer {
    text: Vec<u8>,
    in_list: bool,
}

impl Writer {
    /// What stands before the albums.
    ///
    /// # Errors
    /// A record that is no JSON: none is.
    pub fn begin(&mut self, folders: &[Folder], fields: &[Field], files: &[SourceFile]) -> serde_json::Result<()> {
        self.push(&format!("{{\"sillon\":{{\"format\":\"collection\",\"version\":{VERSION}}}"));
        self.list("folders", folders)?;
        self.list("fields", fields)?;
        self.list("files", files)?;
        self.open("albums");
        Ok(())
    }

    /// One album more.
    ///
    /// # Errors
    /// As above.
    pub fn album(&mut self, album: &AlbumRecord) -> serde_json::Result<()> {
        self.element(album)
    }

    /// The albums are over; what comes now are artists.
    pub fn artists(&mut self) {
        self.close();
        self.open("artists");
    }

    /// One artist more.
    ///
    /// # Errors
    /// As above.
    pub fn artist(&mut self, artist: &ArtistRecord) -> serde_json::Result<()> {
        self.element(artist)
    }

    /// The end.
    pub fn end(&mut self) {
        self.close();
        for kept_for_later in ["edits", "wants"] {
            self.open(kept_for_later);
            self.close();
        }
        self.push("}\n");
    }

    /// What was written since the last time.
    pub fn take(&mut self) -> Vec<u8> {
        std::mem::take(&mut self.text)
    }

    fn list<T: Serialize>(&mut self, name: &str, elements: &[T]) -> serde_json::Result<()> {
        self.open(name);
        elements.iter().try_for_each(|element| self.element(element))?;
        self.close();
        Ok(())
    }

    fn open(&mut self, name: &str) {
        self.push(&format!(",\n\"{name}\":["));
        self.in_list = false;
    }

    fn element<T: Serialize>(&mut self, element: &T) -> serde_json::Result<()> {
        self.push(if self.in_list { ",\n" } else { "\n" });
        self.in_list = true;
        serde_json::to_writer(&mut self.text, element)
    }

    fn close(&mut self) {
        self.push(if self.in_list { "\n]" } else { "]" });
    }

    fn push(&mut self, text: &str) {
        self.text.extend_from_slice(text.as_bytes());
    }
}
