//! A want as a cover with a few words under it.

use crate::page::Page;
use crate::pages::cover::Sleeve;
use sillon_core::want::{Standing, Want};

pub(super) struct Card {
    pub(super) sleeve: Sleeve,
    /// The album of the collection where it is there, else its page at Discogs.
    pub(super) href: String,
    pub(super) away: bool,
    /// For the style sheet: `held`, `pressing`, `gone`, `wanted`.
    pub(super) state: &'static str,
    /// How it stands; empty where it is simply wanted.
    pub(super) standing: String,
    /// The album of the collection that this speaks of, where the card itself leads elsewhere.
    pub(super) pressing: Option<String>,
    pub(super) notes: String,
    pub(super) since: Option<String>,
}

impl Card {
    pub(super) fn of(page: &Page, want: &Want) -> Self {
        let held = want.standing == Standing::Held;
        let id = want.release.id;
        let gone = want.absent_since.map(|at| page.named("want-gone", page.date(&at)));
        let standing = match want.standing {
            Standing::Held => page.t("want-held"),
            Standing::Pressing(_) => page.t("want-pressing"),
            Standing::Gone => gone.unwrap_or_default(),
            Standing::Wanted => String::new(),
        };
        Self {
            sleeve: Sleeve::of_release(page.lang, &want.release, None),
            href: if held { format!("/albums/{id}") } else { format!("https://www.discogs.com/release/{id}") },
            away: !held,
            state: want.standing.state().as_str(),
            standing,
            pressing: match want.standing {
                Standing::Pressing(album) => Some(format!("/albums/{album}")),
                _ => None,
            },
            notes: want.notes.clone(),
            since: want.added_at.map(|at| page.named("want-since", page.date(&at))),
        }
    }
}
