//! Changes as people read them.

use crate::i18n::{figures, text_with};
use crate::page::Page;
use crate::pages::cover::artist;
use sillon_core::collection::{Field, Folder};
use sillon_core::edit::Change;
use sillon_core::edit::Field as Changed;
use sillon_core::format::render_formats;
use sillon_core::label::LabelLine;

/// What the collection calls its folders and fields.
#[derive(Clone, Debug, Default)]
pub(crate) struct Directory {
    pub(crate) folders: Vec<Folder>,
    pub(crate) fields: Vec<Field>,
}

impl Directory {
    pub(crate) fn of((folders, fields): (Vec<Folder>, Vec<Field>)) -> Self {
        Self { folders, fields }
    }

    /// What a field is called.
    pub(crate) fn name(&self, page: &Page, field: Changed) -> String {
        match field {
            Changed::Note(id) => {
                let named = self.fields.iter().find(|field| field.id == id);
                named.map_or_else(|| id.to_string(), |field| field.name.clone())
            }
            other => page.t(&format!("edit-field-{}", other.word().replace('_', "-"))),
        }
    }

    /// What stands in a field; `–` for nothing.
    pub(crate) fn value(&self, page: &Page, change: &Change) -> String {
        let said = match change {
            Change::Title(title) => title.clone(),
            Change::Artists(credits) if credits.is_empty() => String::new(),
            Change::Artists(credits) => artist(page.lang, credits),
            Change::Year(year) | Change::OriginalYear(year) => year.map(|year| year.to_string()).unwrap_or_default(),
            Change::Cover(value) | Change::Country(value) | Change::Note(_, value) => value.clone().unwrap_or_default(),
            Change::Labels(labels) => labels.iter().map(label).collect::<Vec<_>>().join(" · "),
            Change::Formats(formats) => render_formats(formats),
            Change::Genres(words) | Change::Styles(words) => words.join(", "),
            Change::Archived(archived) => page.t(if *archived { "edit-in-archive" } else { "edit-in-collection" }),
            Change::Added(added) => page.t(if *added { "edit-in-collection" } else { "edit-nowhere" }),
            Change::Folder(folder) => {
                let named = folder.and_then(|id| self.folders.iter().find(|folder| folder.id == id));
                let number = || folder.map(|id| id.to_string()).unwrap_or_default();
                named.map_or_else(number, |folder| folder.name.clone())
            }
            Change::Rating(rating) => rating.map(|stars| stars_of(page, stars)).unwrap_or_default(),
        };
        if said.is_empty() { "–".to_owned() } else { said }
    }
}

fn stars_of(page: &Page, stars: u8) -> String {
    figures::counted(page.lang, "stars", stars.into())
}

fn label(line: &LabelLine) -> String {
    let name = line.display_name();
    if line.catno.is_empty() { name.to_owned() } else { format!("{name} – {}", line.catno) }
}

/// A message with one name and one count in it.
pub(super) fn said(page: &Page, key: &str, name: &str, count: u64) -> String {
    let shown = figures::number(page.lang, count);
    text_with(page.lang, key, &[("name", name.into()), ("count", count.into()), ("shown", shown.into())])
}
