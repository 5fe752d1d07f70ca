//! Reading what a draft says: each value tidied and bounded, each refusal noted.

use super::Change;
use super::draft::{ArtistDraft, FormatDraft, Given, LabelDraft};
use super::refusal::{Reason, Refusal};
use crate::credit::Credit;
use crate::format::Format;
use crate::id::{ArtistId, LabelId, local_id};
use crate::label::LabelLine;
use crate::limits::IDS;

const LONGEST_NAME: usize = 200;
pub(super) const LONGEST_WORD: usize = 100;
const MOST_LINES: usize = 50;
const MOST_DISCS: i64 = 999;
/// From the first cylinders to a little beyond what is announced.
const YEARS: (i64, i64) = (1860, 2100);

/// What was read so far.
#[derive(Default)]
pub(super) struct Check {
    pub(super) changes: Vec<Change>,
    refusals: Vec<Refusal>,
}

impl Check {
    pub(super) fn refuse(&mut self, field: &str, reason: Reason) {
        let refusal = Refusal::new(field, reason);
        if !self.refusals.contains(&refusal) {
            self.refusals.push(refusal);
        }
    }

    pub(super) fn end(self) -> Result<Vec<Change>, Vec<Refusal>> {
        if self.refusals.is_empty() { Ok(self.changes) } else { Err(self.refusals) }
    }

    /// One line: no control characters, no space around it.
    pub(super) fn text(&mut self, field: &str, text: &str, longest: usize) -> String {
        let line: String = text.chars().map(|letter| if letter.is_control() { ' ' } else { letter }).collect();
        self.bounded(field, line.trim().to_owned(), longest)
    }

    /// Several lines.
    pub(super) fn lines(&mut self, field: &str, text: &str, longest: usize) -> String {
        let text = text.replace("\r\n", "\n");
        let kept: String =
            text.chars().filter(|letter| !letter.is_control() || matches!(letter, '\n' | '\t')).collect();
        self.bounded(field, kept.trim().to_owned(), longest)
    }

    fn bounded(&mut self, field: &str, text: String, longest: usize) -> String {
        if text.chars().count() > longest {
            self.refuse(field, Reason::TooLong(longest));
        }
        text
    }

    pub(super) fn year(&mut self, field: &str, given: Given<i64>, change: fn(Option<i32>) -> Change) {
        match given {
            Given::Untouched => {}
            Given::Cleared => self.changes.push(change(None)),
            Given::Value(year) => match i32::try_from(year) {
                Ok(short) if (YEARS.0..=YEARS.1).contains(&year) => self.changes.push(change(Some(short))),
                _ => self.refuse(field, Reason::Range(YEARS.0, YEARS.1)),
            },
        }
    }

    /// Lines of which each may be refused or, being empty, left out.
    pub(super) fn list<D, T>(
        &mut self,
        field: &str,
        given: Given<Vec<D>>,
        mut read: impl FnMut(&mut Self, D) -> Option<T>,
        change: impl FnOnce(Vec<T>) -> Change,
    ) {
        let drafts = match given {
            Given::Untouched => return,
            Given::Cleared => Vec::new(),
            Given::Value(drafts) => drafts,
        };
        let lines: Vec<T> = drafts.into_iter().filter_map(|draft| read(self, draft)).collect();
        if lines.len() > MOST_LINES {
            self.refuse(field, Reason::TooMany(MOST_LINES));
        }
        self.changes.push(change(lines));
    }

    pub(super) fn artist(&mut self, draft: ArtistDraft) -> Option<Credit> {
        let name = filled(self.text("artists", &draft.name, LONGEST_NAME))?;
        let anv = self.text("artists", &draft.anv, LONGEST_NAME);
        let join = self.text("artists", &draft.join, LONGEST_WORD);
        let artist_id = draft.artist_id.unwrap_or_else(|| ArtistId::named(&name));
        self.id("artists", artist_id.0);
        Some(Credit { artist_id, name, anv, join })
    }

    pub(super) fn label(&mut self, draft: LabelDraft) -> Option<LabelLine> {
        let name = filled(self.text("labels", &draft.name, LONGEST_NAME))?;
        let catno = self.text("labels", &draft.catno, LONGEST_WORD);
        let label_id = draft.label_id.unwrap_or_else(|| LabelId(local_id("label", &name)));
        self.id("labels", label_id.0);
        Some(LabelLine { label_id, name, catno })
    }

    fn id(&mut self, field: &str, id: i64) {
        if !IDS.contains(&id) {
            self.refuse(field, Reason::Range(*IDS.start(), *IDS.end()));
        }
    }

    pub(super) fn format(&mut self, draft: FormatDraft) -> Option<Format> {
        let name = filled(self.text("formats", &draft.name, LONGEST_WORD))?;
        let words = draft.descriptions.iter().map(|word| self.text("formats", word, LONGEST_WORD));
        let descriptions: Vec<String> = words.filter_map(filled).collect();
        if descriptions.len() > MOST_LINES {
            self.refuse("formats", Reason::TooMany(MOST_LINES));
        }
        let text = self.text("formats", &draft.text, LONGEST_NAME);
        let qty = draft.qty.unwrap_or(1);
        if !(1..=MOST_DISCS).contains(&qty) {
            self.refuse("formats", Reason::Range(1, MOST_DISCS));
        }
        Some(Format { name, qty: u32::try_from(qty).unwrap_or(1), descriptions, text })
    }
}

pub(super) fn filled(text: String) -> Option<String> {
    Some(text).filter(|text| !text.is_empty())
}

pub(super) fn each_once(words: Vec<String>) -> Vec<String> {
    let mut once: Vec<String> = Vec::with_capacity(words.len());
    for word in words {
        if !once.iter().any(|known| known.to_lowercase() == word.to_lowercase()) {
            once.push(word);
        }
    }
    once
}
