//! An album's description: who wrote it, and what else was written.

use crate::api::draft::said_of;
use crate::i18n::{moments, text_with};
use crate::page::Page;
use crate::pages::enrichment::doubts_of;
use sillon_core::album::AlbumDetail;
use sillon_core::enrich::draft::{Draft, DraftState};
use sillon_core::enrich::text::{Author, Text, TextState};
use sillon_core::id::ReleaseId;

/// The shown description and the others.
pub(crate) struct DescriptionView {
    pub(crate) shown: Option<TextView>,
    /// Former, removed and refused ones, newest first.
    pub(crate) others: Vec<TextView>,
    /// One that is being written.
    pub(crate) draft: Option<DraftView>,
    /// Why the latest try brought none.
    pub(crate) setback: Option<Setback>,
}

/// A description in the making.
pub(crate) struct DraftView {
    /// Where its words come from.
    pub(crate) events: String,
    pub(crate) text: String,
    pub(crate) state: String,
}

/// What kept a text from being shown.
pub(crate) struct Setback {
    pub(crate) sentence: String,
    pub(crate) doubts: Vec<String>,
    /// Whether there is a text for a person to judge.
    pub(crate) in_review: bool,
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
            draft: None,
            setback: detail.texts.first().filter(|text| text.state == TextState::Review).map(|text| Setback {
                sentence: page.t("draft-review"),
                doubts: doubts_of(page.lang, text),
                in_review: true,
            }),
        }
    }

    /// Tells of one that is being written, or that a model failed to write.
    pub(crate) fn follow(&mut self, page: &Page, album: ReleaseId, draft: &Draft) {
        let Some(said) = said_of(draft, page.lang) else { return };
        if draft.state.is_active() {
            let events = format!("/api/v1/services/ai/enrich-album/{album}/events");
            self.draft = Some(DraftView { events, text: draft.text.clone(), state: said });
            self.setback = None;
        } else if draft.state == DraftState::Failed {
            self.setback = Some(Setback { sentence: said, doubts: Vec::new(), in_review: false });
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
