//! The page's words and lines. The script fills the same templates with the same words.

use crate::assets;
use crate::i18n::{Lang, figures, text, text_with};
use crate::page::Page;
use askama::Template;
use sillon_core::shop::{Answer, CopyInHand, Holding, Verdict, Wanted};

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
    /// For the style sheet.
    kind: String,
    hint: Option<String>,
    have: Vec<Line>,
    more: Option<String>,
    others: Vec<(Option<String>, Vec<Line>)>,
}

#[derive(Default)]
struct Line {
    href: String,
    title: String,
    artist: String,
    facts: String,
    numbers: String,
    copies: Vec<String>,
}

/// What the script says, by the name it has there: as it stands…
const SENTENCES: [(&str, &str); 23] = [
    ("have", "shop-have"),
    ("pressing", "shop-pressing"),
    ("not", "shop-not"),
    ("pressings", "shop-pressings"),
    ("wanted", "shop-wanted"),
    ("wanted-pressing", "shop-wanted-pressing"),
    ("wants", "shop-wants"),
    ("wants-pressings", "shop-wants-pressings"),
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
const COUNTED: [(&str, &str); 5] = [
    ("albums", "albums"),
    ("and-more", "and-more"),
    ("have-pressings", "shop-have-pressings"),
    ("have-many", "shop-have-many"),
    ("wanted-many", "shop-wanted-many"),
];

pub(crate) fn view(page: Page, asked: String, albums: u64, found: Option<(bool, &Answer)>) -> ShopPage {
    let lang = page.lang;
    let values = [("date", page.date_time(&page.now)), ("albums", page.counted("albums", albums))];
    ShopPage {
        as_of: said(lang, "shop-as-of", &values),
        answer: found.map(|(is_barcode, found)| answer(lang, is_barcode, found)),
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

fn answer(lang: Lang, is_barcode: bool, answer: &Answer) -> AnswerView {
    let (kind, verdict, releases) = match answer.verdict {
        Verdict::Have { releases: 1, .. } => ("have", text(lang, "shop-have"), 1),
        Verdict::Have { releases, works: 1 } => ("have", counted(lang, "shop-have-pressings", releases), releases),
        Verdict::Have { releases, .. } => ("have", counted(lang, "shop-have-many", releases), releases),
        Verdict::OtherPressing => ("pressing", text(lang, "shop-pressing"), 0),
        Verdict::Not => ("not", text(lang, "shop-not"), 0),
    };
    let wanted = wanted(lang, answer);
    let more = releases.saturating_sub(answer.have.len());
    let scope = answer.scope;
    let is_unknown = is_barcode && answer.verdict == Verdict::Not && scope.with_barcode < scope.albums;
    let hint = is_unknown.then(|| {
        let known = figures::number(lang, scope.with_barcode as u64);
        said(lang, "shop-barcodes-known", &[("known", known), ("albums", counted(lang, "albums", scope.albums))])
    });
    let lines = |holdings: &[Holding]| holdings.iter().map(|holding| Line::of(lang, holding)).collect::<Vec<_>>();
    let titled = |key: &str| Some(text(lang, key));
    let has_it = matches!(answer.verdict, Verdict::Have { .. });
    let of_wants = if matches!(answer.wanted, Wanted::Asked(_)) { "shop-wants" } else { "shop-wants-pressings" };
    let others = [
        (titled("shop-pressings").filter(|_| has_it), lines(&answer.pressings)),
        (titled(of_wants), answer.wants.iter().map(|want| Line::wanted(lang, want)).collect()),
        (titled("shop-near"), lines(&answer.near)),
    ];
    AnswerView {
        kind: if wanted.is_some() { format!("{kind} wanted") } else { kind.to_owned() },
        verdict: [Some(verdict), wanted].into_iter().flatten().collect::<Vec<_>>().join(" "),
        hint,
        have: lines(&answer.have),
        more: (more > 0).then(|| counted(lang, "and-more", more)),
        others: others.into_iter().filter(|(_, lines)| !lines.is_empty()).collect(),
    }
}

/// What is said of the wantlist. Of what is there "it" could be the wrong one: then it is counted.
fn wanted(lang: Lang, answer: &Answer) -> Option<String> {
    match (answer.wanted, answer.verdict) {
        (Wanted::Not, _) => None,
        (Wanted::OtherPressing, _) => Some(text(lang, "shop-wanted-pressing")),
        (Wanted::Asked(1), Verdict::Not | Verdict::OtherPressing) => Some(text(lang, "shop-wanted")),
        (Wanted::Asked(asked), _) => Some(counted(lang, "shop-wanted-many", asked)),
    }
}

impl Line {
    fn of(lang: Lang, holding: &Holding) -> Self {
        let year = holding.year.map(|year| year.to_string()).unwrap_or_default();
        let numbers: Vec<&str> =
            [holding.label.as_str()].into_iter().chain(holding.catnos.iter().map(String::as_str)).collect();
        Self {
            href: format!("/albums/{}", holding.id),
            title: holding.title.clone(),
            artist: holding.artist.clone(),
            facts: joined(&[&year, &holding.formats]),
            numbers: joined(&numbers),
            copies: holding.copies.iter().map(|copy| copy_line(lang, copy)).collect(),
        }
    }

    /// What the collection does not hold has its page at Discogs.
    fn wanted(lang: Lang, want: &Holding) -> Self {
        Self { href: format!("https://www.discogs.com/release/{}", want.id), ..Self::of(lang, want) }
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
