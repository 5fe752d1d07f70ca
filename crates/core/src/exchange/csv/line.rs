//! A line of the file as an item, and an item as a line.

use super::artist::{parse_artists, render_artists};
use super::columns::{Column, Columns, field_ids};
use super::date::{DateOrder, Pacific};
use super::format::{parse_formats, render_formats};
use super::label::{parse_labels, render_catnos, render_labels};
use super::number::{whole, year};
use crate::collection::{Copy, Field, Folder, Item, Note};
use crate::exchange::keys::{self, MOST_COPIES, MOST_ID, MOST_RELEASE_ID};
use crate::exchange::problem::{ProblemKind, shorten};
use crate::fold::fold;
use crate::id::{FieldId, FolderId, ReleaseId};
use crate::label::LabelLine;
use crate::release::Release;
use std::collections::{BTreeMap, HashMap};

/// Cells that would be written otherwise than they were in the file, by the names of their columns. A further column of one name has its place behind it.
pub type Odd = BTreeMap<String, String>;

/// A copy, for a line to be written of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// As it is shown.
    pub shown: Item,
    /// As it was imported, where a person changed something of it.
    pub imported: Option<Item>,
    /// What of it stood otherwise in its file.
    pub odd: Odd,
}

/// Reads and writes the lines of one set of columns, with the names of a collection's folders and fields.
#[derive(Clone, Debug)]
pub struct Lines {
    columns: Columns,
    fields: Vec<Vec<FieldId>>,
    folder_ids: HashMap<String, FolderId>,
    folder_names: HashMap<FolderId, String>,
    zone: Pacific,
    order: DateOrder,
}

impl Lines {
    /// With the folders and fields that the collection knows; what else the file names gets keys of ours.
    pub fn new(columns: Columns, folders: &[Folder], fields: &[Field]) -> Self {
        let ids = |(column, nth): (&Column, usize)| match column {
            Column::Field(name) => field_ids(name, nth, fields),
            _ => Vec::new(),
        };
        let mut folder_ids: HashMap<String, FolderId> = HashMap::new();
        for folder in folders {
            // Of two folders of a name, the one that Discogs numbered.
            let id = folder_ids.entry(folder.name.clone()).or_insert(folder.id);
            *id = folder.id.min(*id);
        }
        let mut folder_names: HashMap<FolderId, String> =
            folders.iter().map(|folder| (folder.id, folder.name.clone())).collect();
        folder_names.entry(FolderId(1)).or_insert_with(|| "Uncategorized".to_owned());
        let fields = columns.numbered().map(ids).collect();
        let (zone, order) = (Pacific::default(), DateOrder::default());
        Self { columns, fields, folder_ids, folder_names, zone, order }
    }

    /// With dates in that order.
    pub fn with_dates(self, order: DateOrder) -> Self {
        Self { order, ..self }
    }

    /// The columns.
    pub fn columns(&self) -> &Columns {
        &self.columns
    }

    /// Of which release a line is a copy.
    ///
    /// # Errors
    /// A cell that is no release id.
    pub fn release_id(&self, cells: &[&str]) -> Result<ReleaseId, ProblemKind> {
        let cell = self.cell(cells, &Column::ReleaseId);
        let id = whole(cell).map(ReleaseId);
        // One of ours stands in an export of ours: an album that was added by hand.
        let id = id.filter(|id| (1..MOST_RELEASE_ID).contains(&id.0) || (id.is_local() && id.0 < MOST_ID));
        id.ok_or_else(|| wrong(&Column::ReleaseId, cell))
    }

    /// The folder a line names that the collection does not know: once, it is known from then on.
    pub fn new_folder(&mut self, cells: &[&str]) -> Option<Folder> {
        let name = self.cell(cells, &Column::Folder);
        if name.is_empty() || name == "Uncategorized" || self.folder_ids.contains_key(name) {
            return None;
        }
        let folder = Folder { id: keys::folder_id(name), name: name.to_owned() };
        self.folder_ids.insert(folder.name.clone(), folder.id);
        self.folder_names.insert(folder.id, folder.name.clone());
        Some(folder)
    }

    /// The item of a line, as the n-th copy of its release in the file, counted from 1.
    ///
    /// # Errors
    /// A cell that does not read.
    pub fn item(&self, cells: &[&str], occurrence: u32) -> Result<Item, ProblemKind> {
        let release_id = self.release_id(cells)?;
        if occurrence >= MOST_COPIES {
            return Err(ProblemKind::TooManyCopies { value: release_id.to_string() });
        }
        let cell = |column: Column| self.cell(cells, &column);
        let release = Release {
            id: release_id,
            master_id: None,
            title: cell(Column::Title).to_owned(),
            year: self.year(cells),
            cover_url: None,
            thumb_url: None,
            credits: parse_artists(cell(Column::Artist)),
            labels: parse_labels(cell(Column::Label), cell(Column::Catno)),
            formats: parse_formats(cell(Column::Format)),
            genres: Vec::new(),
            styles: Vec::new(),
        };
        let folder = cell(Column::Folder);
        let known = self.folder_ids.get(folder).copied();
        let copy = Copy {
            instance_id: keys::copy_id(release_id, occurrence),
            release_id,
            folder_id: (!folder.is_empty()).then(|| known.unwrap_or_else(|| keys::folder_id(folder))),
            rating: self.rating(cells),
            added_at: self.added_at(cells),
            notes: self.notes(cells),
        };
        Ok(Item { release, copy })
    }

    fn year(&self, cells: &[&str]) -> Option<i32> {
        year(self.cell(cells, &Column::Released)).filter(|year| *year > 0)
    }

    fn rating(&self, cells: &[&str]) -> Option<u8> {
        let stars = whole(self.cell(cells, &Column::Rating))?;
        u8::try_from(stars).ok().filter(|stars| (1..=5).contains(stars))
    }

    /// When the copy was added, in milliseconds UTC, where the cell says so for certain.
    pub fn added_at(&self, cells: &[&str]) -> Option<i64> {
        self.zone.parse(self.cell(cells, &Column::DateAdded), self.order)
    }

    /// The cell of a column; empty where the file has no such column.
    pub fn date_cell<'a>(&self, cells: &[&'a str]) -> &'a str {
        self.cell(cells, &Column::DateAdded)
    }

    /// The columns whose cell says something that is not understood, with the cell. Nothing depends on them: their value
    /// is unknown.
    pub fn unknown<'a>(&self, cells: &[&'a str]) -> Vec<(Column, &'a str)> {
        let says_something = |column: &Column| !matches!(self.cell(cells, column).trim(), "" | "0");
        let understood = |column: &Column| match column {
            Column::Released => year(self.cell(cells, column)).is_some(),
            Column::Rating => whole(self.cell(cells, column)).is_some_and(|stars| (0..=5).contains(&stars)),
            _ => self.added_at(cells).is_some(),
        };
        let columns = [Column::Released, Column::Rating, Column::DateAdded].into_iter();
        let columns = columns.filter(|column| says_something(column) && !understood(column));
        columns.map(|column| (column.clone(), self.cell(cells, &column))).collect()
    }

    fn notes(&self, cells: &[&str]) -> Vec<Note> {
        let values = self.fields.iter().zip(cells).filter(|(_, value)| !value.is_empty());
        let mut notes: Vec<Note> = values
            .filter_map(|(ids, value)| Some(Note { field_id: *ids.first()?, value: (*value).to_owned() }))
            .collect();
        notes.sort_by_key(|note| note.field_id);
        notes
    }

    fn cell<'a>(&self, cells: &[&'a str], column: &Column) -> &'a str {
        let position = self.columns.0.iter().position(|known| known == column);
        position.and_then(|position| cells.get(position)).copied().unwrap_or_default()
    }

    /// An item as a line; a cell that is known to stand otherwise in the file is written so.
    pub fn render(&self, item: &Item, odd: &Odd) -> Vec<String> {
        let cells = self.columns.numbered().zip(&self.fields).map(|((column, nth), ids)| {
            let kept = if odd.is_empty() { None } else { odd.get(&odd_key(column, nth)) };
            kept.cloned().unwrap_or_else(|| self.render_cell(item, column, ids))
        });
        cells.collect()
    }

    /// A copy as a line. A cell that stood otherwise in the file is written so, unless a person changed what it tells.
    pub fn render_row(&self, row: &Row) -> Vec<String> {
        let Some(imported) = row.imported.as_ref().filter(|_| !row.odd.is_empty()) else {
            return self.render(&row.shown, &row.odd);
        };
        let mut odd = row.odd.clone();
        for ((column, nth), ids) in self.columns.numbered().zip(&self.fields) {
            if !tell_the_same(imported, &row.shown, column, ids) {
                odd.remove(&odd_key(column, nth));
            }
        }
        self.render(&row.shown, &odd)
    }

    fn render_cell(&self, Item { release, copy }: &Item, column: &Column, ids: &[FieldId]) -> String {
        match column {
            Column::Catno => render_catnos(&release.labels),
            Column::Artist => render_artists(&release.credits),
            Column::Title => release.title.clone(),
            Column::Label => render_labels(&release.labels),
            Column::Format => render_formats(&release.formats),
            Column::Rating => copy.rating.map(|stars| stars.to_string()).unwrap_or_default(),
            Column::Released => release.year.unwrap_or_default().to_string(),
            Column::ReleaseId => release.id.to_string(),
            Column::Folder => copy.folder_id.and_then(|id| self.folder_names.get(&id)).cloned().unwrap_or_default(),
            Column::DateAdded => self.zone.render(copy.added_at),
            Column::Field(_) => note(copy, ids).unwrap_or_default().to_owned(),
        }
    }

    /// The cells that would not come out as they stood.
    pub fn odd(&self, item: &Item, cells: &[&str]) -> Odd {
        let rendered = self.render(item, &Odd::new());
        let pairs = self.columns.numbered().zip(cells).zip(rendered);
        let odd = pairs.filter(|((_, cell), rendered)| rendered != *cell);
        odd.map(|(((column, nth), cell), _)| (odd_key(column, nth), (*cell).to_owned())).collect()
    }
}

/// What a kept cell goes by: the column's name, and for a further field of the same name which of them it is.
fn odd_key(column: &Column, nth: usize) -> String {
    // No name has a control character.
    if nth == 0 { column.name() } else { format!("{}\u{1f}{nth}", column.name()) }
}

/// The value of the first of these fields that has one.
fn note<'a>(copy: &'a Copy, ids: &[FieldId]) -> Option<&'a str> {
    copy.notes.iter().find(|note| ids.contains(&note.field_id)).map(|note| note.value.as_str())
}

/// Whether what a column is written of is the same in both.
fn tell_the_same(one: &Item, other: &Item, column: &Column, ids: &[FieldId]) -> bool {
    let ((release, copy), (other, other_copy)) = ((&one.release, &one.copy), (&other.release, &other.copy));
    match column {
        Column::Catno | Column::Label => release.labels == other.labels,
        Column::Artist => release.credits == other.credits,
        Column::Title => release.title == other.title,
        Column::Format => release.formats == other.formats,
        Column::Rating => copy.rating == other_copy.rating,
        Column::Released => release.year == other.year,
        Column::ReleaseId => release.id == other.id,
        Column::Folder => copy.folder_id == other_copy.folder_id,
        Column::DateAdded => copy.added_at == other_copy.added_at,
        Column::Field(_) => note(copy, ids) == note(other_copy, ids),
    }
}

/// What the file is sorted by: the labels, then the catalogue numbers, whatever their case and accents.
pub fn sort_key(lines: &[LabelLine]) -> String {
    let (labels, catnos) = (render_labels(lines), render_catnos(lines));
    format!("{}\u{0}{}", fold(&labels), fold(&catnos))
}

fn wrong(column: &Column, value: &str) -> ProblemKind {
    ProblemKind::Cell { column: column.name(), value: shorten(value) }
}
