//! An album's description: who wrote it, and what else was written.

use crate::i18n::{moments, text_with};
use crate::page::Page;
use sillon_core::album::AlbumDetail;
use sillon_core::enrich::text::{Author, Text, TextState};

/// The shown description and the others.
pub(crate) struct DescriptionView {
    pub(crate) shown: Option<TextView>,
    /// Former, removed and refused ones, newest first.
    pub(crate) others: Vec<TextView>,
}

/// One text.
pub(crate) struct TextView {
    pub(crate) id: String,
    pub(crate) body: String,
    pub(crate) language: String,
    /// `Écrite par …, 23 novembre 2026`.
    pub(crate) by: String,
    /// How it stands.
    pub(crate) state: String,
    pub(crate) locked: bool,
}

impl DescriptionView {
    pub(crate) fn of(page: &Page, detail: &AlbumDetail) -> Self {
        let (shown, others): (Vec<&Text>, Vec<&Text>) =
            detail.texts.iter().partition(|text| text.state == TextState::Shown);
        Self {
            shown: shown.first().map(|text| view(page, text)),
            others: others.into_iter().map(|text| view(page, text)).collect(),
        }
    }
}

fn view(page: &Page, text: &Text) -> TextView {
    let date = moments::date(page.lang, &page.zone, text.written_at);
    let by = match &text.author {
        Author::Model { name, .. } => {
            let values =
                [("model", name.as_str().into()), ("language", text.language.as_str().into()), ("date", date.into())];
            text_with(page.lang, "description-by-model", &values)
        }
        Author::Person => text_with(page.lang, "description-by-person", &[("date", date.into())]),
    };
    TextView {
        id: text.id.clone(),
        body: text.body.clone(),
        language: text.language.clone(),
        by,
        state: page.t(&format!("text-state-{}", text.state.as_str())),
        locked: text.locked,
    }
}
