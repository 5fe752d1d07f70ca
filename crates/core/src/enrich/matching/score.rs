//! The weighing: the worse of artist and title, less what speaks against it.

use super::artist::Artists;
use super::edition::Mark;
use super::kind::{self, Kind};
use super::title::{Title, forms};
use super::year::{self, Standing, Years};
use super::{AlbumType, Candidate, DOUBTFUL, Match, Reason};
use crate::enrich::details::Details;
use crate::release::Release;

/// Another recording is never taken.
const ANOTHER_RECORDING: f64 = 0.3;
/// Nor is a title that others share, where the year does not tell.
const UNSURE_YEAR: f64 = 0.25;
/// What a hit by barcode is worth at least, where artist and title do not contradict it.
const BY_BARCODE: f64 = 0.9;
/// Letters from which a title is hardly anybody else's.
const TELLING: usize = 6;
/// Letters from which a title alone tells a release of many artists.
const TELLING_ALONE: usize = 8;
/// Words that any artist's title may consist of.
const COMMON: [&str; 60] = [
    "greatest",
    "hits",
    "best",
    "of",
    "the",
    "very",
    "collection",
    "anthology",
    "gold",
    "essential",
    "essentials",
    "live",
    "concert",
    "singles",
    "album",
    "demo",
    "demos",
    "untitled",
    "vol",
    "pt",
    "ep",
    "lp",
    "one",
    "two",
    "three",
    "first",
    "second",
    "third",
    "debut",
    "classics",
    "songs",
    "music",
    "compilation",
    "sampler",
    "retrospective",
    "platinum",
    "ultimate",
    "definitive",
    "early",
    "years",
    "christmas",
    "remixes",
    "unplugged",
    "bbc",
    "sessions",
    "peel",
    "acoustic",
    "in",
    "at",
    "on",
    "a",
    "more",
    "complete",
    "works",
    "selected",
    "collected",
    "soundtrack",
    "original",
    "various",
    "artists",
];
/// Further words that say little where no artist is named.
const COMMON_ALONE: [&str; 24] = [
    "house", "party", "dance", "summer", "disco", "rock", "pop", "love", "jazz", "soul", "techno", "hip", "hop",
    "punk", "motion", "picture", "from", "and", "chill", "lounge", "party", "club", "movie", "film",
];

/// A release as the weighing needs it.
pub(super) struct Ours {
    artists: Artists,
    titles: Vec<Title>,
    kind: Kind,
    years: Years,
    tracks: Option<u32>,
    is_bootleg: bool,
    /// Whether others are likely to have made something of the same title.
    is_weak: bool,
    is_short: bool,
    is_edition: bool,
}

impl Ours {
    pub(super) fn new(release: &Release, details: Option<&Details>) -> Self {
        let artists = Artists::new(&release.credits);
        let whole = Title::parse(&release.title);
        let kind = Kind::new(release, whole.ep);
        let is_split = release.credits.iter().any(|credit| credit.join.trim() == "/");
        let titles = with_bare(&artists, forms(&release.title, kind == Kind::Single && !is_split));
        let said = |word: &str| {
            let mut formats = release.formats.iter().flat_map(|format| &format.descriptions);
            formats.any(|one| one.contains(word))
        };
        let is_common = titles.iter().any(|title| is_common(title.words(), artists.is_nobody()));
        let key = whole.key();
        Self {
            is_weak: is_common || artists.are_called(&key),
            is_short: is_short(&key),
            is_edition: whole.edition || said("Remastered") || said("Deluxe"),
            is_bootleg: said("Unofficial"),
            years: Years::new(release, details),
            tracks: kind::track_count(details),
            artists,
            titles,
            kind,
        }
    }

    pub(super) fn judge(&self, candidate: &Candidate) -> Match {
        let artist = self.artists.likeness(&candidate.artists);
        if artist < DOUBTFUL {
            let reasons = vec![artist_reason(candidate, artist)];
            return Match { candidate: candidate.clone(), score: 0.0, reasons };
        }
        let a_side = candidate.album_type == AlbumType::Single && self.kind == Kind::Single;
        let theirs = with_bare(&self.artists, forms(&candidate.title, a_side));
        let pairs = self.titles.iter().flat_map(|ours| theirs.iter().map(move |theirs| (ours, theirs)));
        let judged = pairs.map(|(ours, theirs)| self.judge_titled(candidate, artist, ours, theirs));
        let best = judged.max_by(|left, right| left.0.total_cmp(&right.0));
        let (score, reasons) = best.unwrap_or_default();
        Match { candidate: candidate.clone(), score: (score * 1000.0).round() / 1000.0, reasons }
    }

    fn judge_titled(&self, candidate: &Candidate, artist: f64, ours: &Title, theirs: &Title) -> (f64, Vec<Reason>) {
        let title = ours.likeness(theirs);
        let mut reasons = vec![artist_reason(candidate, artist), title_reason(candidate, title.score)];
        let mut score = artist.min(title.score);
        let mut weigh = |reason: Reason, cost: f64| {
            score -= cost;
            reasons.push(reason);
        };
        let weak = self.is_weak || self.artists.are_called(&theirs.key());
        let standing = self.years.standing(candidate.year);
        let needs_year = weak || (self.is_short && self.artists.has_namesakes) || (self.is_short && is_far(standing));
        let unsure = needs_year && !self.years.is_of_the_work(candidate.year);
        weigh(
            self.year_reason(candidate, standing, unsure),
            self.year_cost(candidate, standing, unsure, theirs.edition),
        );
        if weak && (artist < 0.95 || self.artists.is_nobody()) {
            weigh(Reason::CommonTitle, 0.25);
        }
        if self.artists.is_nobody() && matches!(standing, Standing::Later(4..)) && !theirs.edition {
            weigh(Reason::NoArtist, 0.2);
        }
        let discord = if title.whole { Vec::new() } else { self.recording_discord(ours, theirs) };
        for mark in &discord {
            weigh(Reason::InOneOnly(*mark), ANOTHER_RECORDING);
        }
        if self.is_bootleg && (ours.is_of_a_concert() || theirs.is_of_a_concert()) {
            weigh(Reason::UnofficialConcert, 0.25);
        }
        let kind = kind::discord(self.kind, candidate, theirs.ep);
        let another_kind = kind.as_ref().is_some_and(|(_, cost)| *cost >= ANOTHER_RECORDING);
        if let Some((reason, cost)) = kind {
            weigh(reason, cost);
        }
        if let Some((reason, cost)) = kind::tracks_discord(self.tracks, candidate, theirs.edition) {
            weigh(reason, cost);
        }
        // Of several right ones, the edition that the sleeve names.
        if theirs.edition != self.is_edition {
            score -= 0.01;
        }
        let contradicts = !discord.is_empty() || another_kind;
        if candidate.by_barcode && artist >= 0.85 && title.score >= 0.7 && !contradicts && score < BY_BARCODE {
            score = BY_BARCODE;
            reasons.push(Reason::Barcode);
        }
        (score.clamp(0.0, 1.0), reasons)
    }

    fn recording_discord(&self, ours: &Title, theirs: &Title) -> Vec<Mark> {
        let mut discord = ours.discord(theirs);
        if discord == [Mark::Live] && !ours.marks.contains(&Mark::Live) && ours.is_of_a_concert() {
            discord.clear();
        }
        discord
    }

    fn year_cost(&self, candidate: &Candidate, standing: Standing, unsure: bool, edition: bool) -> f64 {
        if unsure {
            return UNSURE_YEAR;
        }
        let cost = year::penalty(standing, edition);
        let same_tracks = self.tracks.is_some() && self.tracks == candidate.total_tracks;
        if same_tracks && matches!(standing, Standing::Later(_)) { cost.min(0.1) } else { cost }
    }

    fn year_reason(&self, candidate: &Candidate, standing: Standing, unsure: bool) -> Reason {
        let near = matches!(standing, Standing::Same | Standing::Before);
        match (candidate.year, self.years.known()) {
            (Some(year), _) if near && !unsure => Reason::Year(year),
            (Some(theirs), Some(ours)) if theirs != ours => Reason::OtherYear { theirs, ours },
            (Some(year), Some(_)) => Reason::ReissueYear(year),
            _ => Reason::UnknownYear,
        }
    }
}

/// Each title, and where the artist's name stands before it, also without.
fn with_bare(artists: &Artists, mut titles: Vec<Title>) -> Vec<Title> {
    let bare: Vec<Title> =
        titles.iter().filter_map(|title| artists.named_before(title.words()).map(|words| title.after(words))).collect();
    titles.extend(bare);
    titles
}

fn artist_reason(candidate: &Candidate, artist: f64) -> Reason {
    let name = candidate.artists.first().map_or("nobody", |artist| artist.name.as_str());
    if artist >= 0.8 { Reason::Artist } else { Reason::OtherArtist(short(name)) }
}

fn title_reason(candidate: &Candidate, title: f64) -> Reason {
    if title > 0.75 { Reason::Title } else { Reason::OtherTitle(short(&candidate.title)) }
}

fn short(text: &str) -> String {
    let mut cut: String = text.chars().take(40).collect();
    if cut.len() < text.len() {
        cut.push('…');
    }
    format!("“{cut}”")
}

fn is_far(standing: Standing) -> bool {
    matches!(standing, Standing::Later(4..) | Standing::TooEarly(_))
}

fn is_common(words: &[String], alone: bool) -> bool {
    let is_common = |word: &&String| {
        COMMON.contains(&word.as_str())
            || word.bytes().all(|byte| byte.is_ascii_digit())
            || (alone && COMMON_ALONE.contains(&word.as_str()))
    };
    let telling: Vec<&String> = words.iter().filter(|word| !is_common(word)).collect();
    let letters: usize = telling.iter().map(|word| weight(word)).sum();
    telling.is_empty() || (alone && letters < TELLING_ALONE)
}

fn is_short(key: &str) -> bool {
    weight(key) < TELLING
}

/// How much a word tells: a letter of a syllabic or ideographic script as much as two or three of an alphabet.
fn weight(word: &str) -> usize {
    let of = |letter: char| if letter >= '\u{2e80}' { 3 } else { 1 };
    word.chars().map(of).sum()
}
