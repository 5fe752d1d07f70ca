//! Writes the document, a record a line.

use super::{AlbumRecord, ArtistRecord, EditRecord, Front, VERSION, WantRecord};
use serde::Serialize;

/// Writes the parts in their order into memory, from where they are taken as they come.
#[derive(Debug, Default)]
pub struct Writer {
    text: Vec<u8>,
    in_list: bool,
}

/// A part that follows the albums, in this order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// Of [`ArtistRecord`]s.
    Artists,
    /// Of [`EditRecord`]s.
    Edits,
    /// Of [`WantRecord`]s.
    Wants,
}

impl Writer {
    /// What stands before the albums, and their beginning.
    ///
    /// # Errors
    /// A record that is no JSON: none is.
    pub fn begin(&mut self, front: &Front) -> serde_json::Result<()> {
        self.push(&format!("{{\"sillon\":{{\"format\":\"collection\",\"version\":{VERSION}}}"));
        self.list("folders", &front.folders)?;
        self.list("fields", &front.fields)?;
        self.list("files", &front.files)?;
        self.list("views", &front.views)?;
        self.list("valuations", &front.valuations)?;
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

    /// One artist more.
    ///
    /// # Errors
    /// As above.
    pub fn artist(&mut self, artist: &ArtistRecord) -> serde_json::Result<()> {
        self.element(artist)
    }

    /// One edit more.
    ///
    /// # Errors
    /// As above.
    pub fn edit(&mut self, edit: &EditRecord) -> serde_json::Result<()> {
        self.element(edit)
    }

    /// One want more.
    ///
    /// # Errors
    /// As above.
    pub fn want(&mut self, want: &WantRecord) -> serde_json::Result<()> {
        self.element(want)
    }

    /// The part before is over; what comes now is of this one.
    pub fn part(&mut self, part: Part) {
        self.close();
        self.open(match part {
            Part::Artists => "artists",
            Part::Edits => "edits",
            Part::Wants => "wants",
        });
    }

    /// The end.
    pub fn end(&mut self) {
        self.close();
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
