//! What was changed of an album, act by act, newest first.

use super::words::Directory;
use crate::page::Page;
use sillon_core::edit::{Edit, Field};

/// One act as it is listed.
pub(crate) struct Act {
    pub(crate) batch_id: String,
    pub(crate) made_at: i64,
    pub(crate) undone_at: Option<i64>,
    pub(crate) lines: Vec<Line>,
}

/// One changed field.
pub(crate) struct Line {
    pub(crate) field: String,
    pub(crate) previous: String,
    pub(crate) value: String,
    /// An album that came by hand: there was nothing before.
    pub(crate) added: bool,
}

impl Line {
    pub(crate) fn of(page: &Page, directory: &Directory, edit: &Edit) -> Self {
        Self {
            field: directory.name(page, edit.change.field()),
            previous: directory.value(page, &edit.previous),
            value: directory.value(page, &edit.change),
            added: edit.change.field() == Field::Added,
        }
    }
}

/// The edits of an album, newest first, as acts.
pub(crate) fn acts(page: &Page, directory: &Directory, edits: &[Edit]) -> Vec<Act> {
    let mut acts: Vec<Act> = Vec::new();
    for edit in edits {
        let line = Line::of(page, directory, edit);
        match acts.last_mut() {
            Some(act) if act.batch_id == edit.batch_id => act.lines.insert(0, line),
            _ => acts.push(Act {
                batch_id: edit.batch_id.clone(),
                made_at: edit.made_at,
                undone_at: edit.undone_at,
                lines: vec![line],
            }),
        }
    }
    acts
}
