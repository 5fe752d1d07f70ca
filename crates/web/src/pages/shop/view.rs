//! The page's words and lines. The script fills the same templates with the same words.

use super::Found;
use crate::assets;
use crate::i18n::{Lang, figures, text, text_with};
use crate::page::Page;
use askama::Template;
use sillon_core::shop::{CopyInHand, Holding, Verdict};

#[derive(Template)]
#[template(path = "shop.html")]
pub(crate) struct ShopPage {
    page: Page,
    asked: String,
    as_of: String,
    answer: Option<AnswerView>,
    words: Vec<(String, String)>,
    /// An empty line, for the script to fill.
    line: Line,
    touch_icon: String,
}

struct AnswerView {
    verdict: String,
    kind: &'static str,
    hint: Option<String>,
    have: Vec<Line>,
    more: Option<String>,
    others: Vec<(Option<String>, Vec<Line>)>,
}

#[derive(Default)]
struct Line {
    id: i64,
    title: String,
    artist: String,
    facts: String,
    numbers: String,
    copies: Vec<String>,
}

/// What the script says, by the name it has there: as it stands…
const SENTENCES: [(&str, &str); 19] = [
    ("have", "shop-have"),
    ("pressing", "shop-pressing"),
    ("not", "shop-not"),
    ("pressings", "shop-pressings"),
    ("near", "shop-near"),
    ("barcodes-known", "shop-barcodes-known"),
    ("media", "shop-media"),
    ("sleeve", "shop-sleeve"),
    ("ungraded", "shop-ungraded"),
    ("absent", "shop-absent"),
    ("as-of", "shop-as-of"),
    ("ready", "shop-ready"),
    ("offline", "shop-offline"),
    ("signed-out", "shop-signed-out"),
    ("no-index", "shop-no-index"),
    ("scan", "shop-scan"),
    ("scan-stop", "shop-scan-stop"),
    ("camera-refused", "shop-camera-refused"),
    ("camera-missing", "shop-camera-missing"),
];

/// …and with a number, in the singular and the plural.
const COUNTED: [(&str, &str); 4] = [
    ("albums", "albums"),
    ("and-more", "and-more"),
    ("have-pressings", "shop-have-pressings"),
    ("have-many", "shop-have-many"),
];

pub(crate) fn view(page: Page, asked: String, albums: u64, found: Option<&Found>) -> ShopPage {
    let lang = page.lang;
    let values = [("date", page.date_time(&page.now)), ("albums", page.counted("albums", albums))];
    ShopPage {
        as_of: said(lang, "shop-as-of", &values),
        answer: found.map(|found| answer(lang, found)),
        words: words(lang),
        line: Line::default(),
        touch_icon: assets::url("icon-180.png"),
        asked,
        page,
    }
}

/// Where a value belongs, the script finds its name in braces.
fn words(lang: Lang) -> Vec<(String, String)> {
    let places = ["name", "date", "albums", "known"].map(|name| (name, format!("{{{name}}}")));
    let sentences = SENTENCES.into_iter().map(|(word, key)| (word.to_owned(), said(lang, key, &places)));
    let counted = COUNTED.into_iter().flat_map(|(word, key)| {
        [("one", 1), ("other", 2)].map(|(plural, count)| {
            let values = [("count", count.into()), ("shown", "{shown}".into())];
            (format!("{word}-{plural}"), text_with(lang, key, &values))
        })
    });
    sentences.chain(counted).collect()
}

fn said(lang: Lang, key: &str, values: &[(&'static str, String)]) -> String {
    let values: Vec<_> = values.iter().map(|(name, value)| (*name, value.as_str().into())).collect();
    text_with(lang, key, &values)
}

fn answer(lang: Lang, found: &Found) -> AnswerView {
    let lines = |holdings: &[Holding]| holdings.iter().map(|holding| Line::of(lang, holding)).collect::<Vec<_>>();
    let answer = &found.answer;
    let (kind, verdict) = match answer.verdict {
        Verdict::Have { releases: 1, .. } => ("have", text(lang, "shop-have")),
        Verdict::Have { releases, works: 1 } => ("have", counted(lang, "shop-have-pressings", releases)),
        Verdict::Have { releases, .. } => ("have", counted(lang, "shop-have-many", releases)),
        Verdict::OtherPressing => ("pressing", text(lang, "shop-pressing")),
        Verdict::Not => ("not", text(lang, "shop-not")),
    };
    let releases = match answer.verdict {
        Verdict::Have { releases, .. } => releases,
        _ => 0,
    };
    let more = releases.saturating_sub(answer.have.len());
    let is_unknown = found.is_barcode && answer.verdict == Verdict::Not && answer.with_barcode < answer.seen;
    let hint = is_unknown.then(|| {
        let known = figures::number(lang, answer.with_barcode as u64);
        said(lang, "shop-barcodes-known", &[("known", known), ("albums", counted(lang, "albums", answer.seen))])
    });
    let others = [
        (None, lines(&answer.pressings)),
        (Some(text(lang, "shop-pressings")), lines(&found.further)),
        (Some(text(lang, "shop-near")), lines(&answer.near)),
    ];
    AnswerView {
        verdict,
        kind,
        hint,
        have: lines(&answer.have),
        more: (more > 0).then(|| counted(lang, "and-more", more)),
        others: others.into_iter().filter(|(_, lines)| !lines.is_empty()).collect(),
    }
}

impl Line {
    fn of(lang: Lang, holding: &Holding) -> Self {
        let year = holding.year.map(|year| year.to_string()).unwrap_or_default();
        let numbers: Vec<&str> =
            [holding.label.as_str()].into_iter().chain(holding.catnos.iter().map(String::as_str)).collect();
        Self {
            id: holding.id.0,
            title: holding.title.clone(),
            artist: holding.artist.clone(),
            facts: joined(&[&year, &holding.formats]),
            numbers: joined(&numbers),
            copies: holding.copies.iter().map(|copy| copy_line(lang, copy)).collect(),
        }
    }
}

fn copy_line(lang: Lang, copy: &CopyInHand) -> String {
    let graded = [("shop-media", &copy.media), ("shop-sleeve", &copy.sleeve)];
    let graded = graded.into_iter().filter(|(_, condition)| !condition.is_empty());
    let mut parts: Vec<String> =
        graded.map(|(key, condition)| said(lang, key, &[("name", condition.clone())])).collect();
    if parts.is_empty() {
        parts.push(text(lang, "shop-ungraded"));
    }
    if copy.is_absent {
        parts.push(text(lang, "shop-absent"));
    }
    parts.join(" · ")
}

fn joined(parts: &[&str]) -> String {
    parts.iter().copied().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
}

fn counted(lang: Lang, key: &str, count: usize) -> String {
    figures::counted(lang, key, count as u64)
}
