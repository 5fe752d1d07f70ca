//! The collection as a text to read: by artist, in the order of a shelf.

use crate::collection::{Copy, Field, Folder, default_fields};
use crate::credit::render_credits;
use crate::format::render_formats;
use crate::id::FolderId;
use crate::release::Release;
use std::fmt::Write as _;

/// Writes the parts in their order into memory, from where they are taken as they come.
#[derive(Debug)]
pub struct Markdown {
    text: String,
    artist: Option<String>,
    folders: Vec<Folder>,
    fields: Vec<Field>,
}

impl Markdown {
    /// Begins: so many albums and copies, with the names of folders and fields.
    pub fn begin(albums: u64, copies: u64, folders: Vec<Folder>, mut fields: Vec<Field>) -> Self {
        for usual in default_fields() {
            if !fields.iter().any(|field| field.id == usual.id) {
                fields.push(usual);
            }
        }
        let count = |number: u64, one: &str| if number == 1 { format!("1 {one}") } else { format!("{number} {one}s") };
        let copies = if copies == 1 { "1 copy".to_owned() } else { format!("{copies} copies") };
        let text = format!("# Collection\n\n{}, {copies}.\n", count(albums, "album"));
        Self { text, artist: None, folders, fields }
    }

    /// One album more; those of an artist come together.
    pub fn album(&mut self, release: &Release, copies: &[Copy]) {
        let artist = render_credits(&release.credits);
        if self.artist.as_ref() != Some(&artist) {
            let shown = if artist.is_empty() { "–".to_owned() } else { escape(&artist) };
            self.push(format_args!("\n## {shown}\n\n"));
            self.artist = Some(artist);
        }
        let title = escape(release.title.trim());
        match release.id.discogs() {
            Some(id) => self.push(format_args!("- **[{title}](https://www.discogs.com/release/{id})**")),
            None => self.push(format_args!("- **{title}**")),
        }
        let year = release.year.map(|year| year.to_string());
        let facts = [year, Some(labels(release)), Some(escape(&render_formats(&release.formats)))];
        for fact in facts.into_iter().flatten().filter(|fact| !fact.is_empty()) {
            self.push(format_args!(" · {fact}"));
        }
        self.text.push('\n');
        for copy in copies {
            let line = self.copy(copy);
            if !line.is_empty() {
                self.push(format_args!("  - {line}\n"));
            }
        }
    }

    /// What was written since the last time.
    pub fn take(&mut self) -> Vec<u8> {
        std::mem::take(&mut self.text).into_bytes()
    }

    fn copy(&self, copy: &Copy) -> String {
        let mut parts = Vec::new();
        if let Some(stars) = copy.rating {
            parts.push((1..=5).map(|star| if star <= stars { '★' } else { '☆' }).collect());
        }
        let mut notes: Vec<_> = copy.notes.iter().filter(|note| !note.value.trim().is_empty()).collect();
        notes.sort_by_key(|note| note.field_id);
        for note in notes {
            let name = self.fields.iter().find(|field| field.id == note.field_id);
            let name = name.map_or_else(|| note.field_id.to_string(), |field| field.name.clone());
            parts.push(format!("{}: {}", escape(&name), escape(note.value.trim())));
        }
        // Where everything is filed says nothing.
        let folder = copy.folder_id.filter(|id| *id != FolderId(1));
        if let Some(folder) = folder.and_then(|id| self.folders.iter().find(|folder| folder.id == id)) {
            parts.push(escape(&folder.name));
        }
        parts.join(" · ")
    }

    fn push(&mut self, text: std::fmt::Arguments<'_>) {
        // Writing into a String cannot fail.
        let _ = self.text.write_fmt(text);
    }
}

fn labels(release: &Release) -> String {
    let mut shown: Vec<String> = Vec::new();
    for line in &release.labels {
        let line = escape(format!("{} {}", line.display_name(), line.catno).trim());
        if !line.is_empty() && !shown.contains(&line) {
            shown.push(line);
        }
    }
    shown.join(", ")
}

/// On one line, and no sign of it is Markdown.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len() + 4);
    for sign in text.split_whitespace().collect::<Vec<_>>().join(" ").chars() {
        if matches!(sign, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|' | '~') {
            escaped.push('\\');
        }
        escaped.push(sign);
    }
    escaped
}
