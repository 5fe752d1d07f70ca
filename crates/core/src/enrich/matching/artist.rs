//! Whether a candidate's artists are those of a release's credit.

use super::CandidateArtist;
use super::spelling::{name_key, plain_words};
use crate::credit::{Credit, display_name};
use crate::fold::fold;
use strsim::normalized_damerau_levenshtein;

/// What only resembles is never taken: tribute bands choose names that do.
const AT_MOST: f64 = 0.75;
/// The name before `& The Wailers` says who it is only if it is long enough to be somebody's own.
const LONG: usize = 5;
/// What a leader's name is followed by where the band bears it.
const BANDS: [&str; 13] = [
    "trio",
    "quartet",
    "quartett",
    "quintet",
    "quintett",
    "sextet",
    "septet",
    "octet",
    "experience",
    "orchestra",
    "band",
    "group",
    "ensemble",
];
/// How services call a release of many artists.
const VARIOUS: [&str; 16] = [
    "various",
    "variousartists",
    "va",
    "variosartistas",
    "varios",
    "artistesvaries",
    "artistesdivers",
    "multiinterpretes",
    "verschiedene",
    "verschiedeneinterpreten",
    "diverse",
    "diversekunstler",
    "artistivari",
    "autorivari",
    "variousinterpreters",
    "variousartist",
];
/// Words of names under which others' songs are played.
const IMITATORS: [&str; 16] = [
    "karaoke",
    "tribute",
    "tributes",
    "cover",
    "covers",
    "lullaby",
    "rockabye",
    "renditions",
    "revival",
    "impersonators",
    "backing",
    "playback",
    "8bit",
    "medley",
    "ringtone",
    "soundalike",
];

/// The artists of a release, each in all spellings.
#[derive(Debug)]
pub(super) struct Artists {
    each: Vec<Artist>,
    wholes: Vec<String>,
    imitates: bool,
    /// Whether Discogs knows others of the first one's name.
    pub(super) has_namesakes: bool,
}

#[derive(Debug)]
struct Artist {
    keys: Vec<String>,
    leads: Vec<String>,
    is_guest: bool,
}

impl Artists {
    pub(super) fn new(credits: &[Credit]) -> Self {
        let named: Vec<&Credit> = credits.iter().filter(|credit| !credit.artist_id.is_placeholder()).collect();
        let mut each = Vec::with_capacity(named.len());
        let mut after_guest = false;
        for credit in &named {
            let names = spellings(credit);
            let keys = names.iter().map(|name| name_key(name)).collect();
            let leads = names.iter().filter_map(|name| lead(name)).collect();
            each.push(Artist { keys, leads, is_guest: after_guest });
            let join = fold(&credit.join);
            after_guest = ["feat", "ft", "with", "presents", "vs"].iter().any(|word| join.trim().starts_with(word));
        }
        let whole = |name: fn(&Credit) -> &str| {
            let names: Vec<&str> = named.iter().map(|credit| name(credit)).collect();
            name_key(&names.join(" & "))
        };
        let wholes = vec![whole(Credit::display_name), whole(|credit| display_name(&credit.name))];
        let imitates = named.iter().any(|credit| is_imitator(&credit.name) || is_imitator(&credit.anv));
        let has_namesakes = named.first().is_some_and(|credit| display_name(&credit.name) != credit.name.trim_end());
        Self { each, wholes, imitates, has_namesakes }
    }

    /// Whether nobody is named: Various, Unknown Artist, No Artist.
    pub(super) fn is_nobody(&self) -> bool {
        self.each.is_empty()
    }

    /// Whether a title is but the name of one of the artists.
    pub(super) fn are_called(&self, title: &str) -> bool {
        self.wholes.iter().any(|whole| whole == title)
            || self.each.iter().any(|one| one.keys.iter().any(|key| key == title))
    }

    /// How many of a title's words are but the artist's name before it: `The Beatles 1967-1970`.
    pub(super) fn named_before(&self, words: &[String]) -> Option<usize> {
        let keys = || self.wholes.iter().chain(self.each.iter().flat_map(|one| &one.keys));
        (1..words.len()).find(|&length| {
            let start = words[..length].concat();
            keys().any(|key| *key == start)
        })
    }

    /// How surely a candidate is theirs, 0 to 1.
    pub(super) fn likeness(&self, theirs: &[CandidateArtist]) -> f64 {
        if !self.imitates && theirs.iter().any(|artist| is_imitator(&artist.name)) {
            return 0.0;
        }
        let keys: Vec<Vec<String>> = theirs.iter().map(|artist| name_spellings(&artist.name)).collect();
        let Some(first) = keys.first() else { return 0.0 };
        if self.is_nobody() {
            return if keys.len() == 1 && first.iter().any(|key| VARIOUS.contains(&key.as_str())) { 1.0 } else { 0.0 };
        }
        let together = keys.iter().filter_map(|spellings| spellings.first()).cloned().collect::<String>();
        let named = |theirs: &[String], ours: &Artist| theirs.iter().any(|key| ours.keys.contains(key));
        let is_ours = |theirs: &Vec<String>| self.each.iter().any(|ours| named(theirs, ours));
        let leader = &self.each[0];
        if self.wholes.contains(&together) || (named(first, leader) && keys.iter().all(is_ours)) {
            1.0
        } else if named(first, leader) {
            0.95
        } else if keys.iter().any(|theirs| named(theirs, leader)) {
            0.92
        } else if self.each.iter().any(|ours| !ours.is_guest && named(first, ours)) {
            0.82
        } else if first.iter().any(|key| leader.leads.contains(key))
            || lead(&theirs[0].name).is_some_and(|lead| leader.keys.contains(&lead))
        {
            0.85
        } else {
            let pairs = first.iter().flat_map(|theirs| leader.keys.iter().map(move |ours| (theirs, ours)));
            pairs.map(|(theirs, ours)| normalized_damerau_levenshtein(theirs, ours)).fold(0.0, f64::max) * AT_MOST
        }
    }
}

/// The name as printed and the artist's own, each of them in both languages where it is bilingual.
pub(super) fn spellings(credit: &Credit) -> Vec<String> {
    let names = [credit.anv.as_str(), credit.name.as_str()];
    let bare = names.iter().map(|name| display_name(name).trim_end_matches('*'));
    let mut found: Vec<String> = bare.flat_map(|name| name.split(" = ")).map(str::trim).map(str::to_owned).collect();
    found.retain(|name| !name.is_empty());
    found
}

fn name_spellings(name: &str) -> Vec<String> {
    let mut spellings: Vec<String> = name.split(" = ").map(name_key).collect();
    // `!!! (Chk Chk Chk)`: what is in brackets is how to say it.
    if let Some((before, _)) = name.split_once(" (")
        && !before.chars().any(char::is_alphanumeric)
    {
        spellings.push(name_key(before));
    }
    spellings
}

/// `Bob Marley` of `Bob Marley & The Wailers`, and `Bill Evans` of `The Bill Evans Trio`, as a key.
fn lead(name: &str) -> Option<String> {
    let folded = fold(name);
    let dividers = [" & ", " and ", " et ", " und ", " with ", " y ", " + "];
    let divided = dividers.iter().filter_map(|divider| folded.find(divider)).min();
    let before_band =
        || folded.rsplit_once(' ').filter(|(_, last)| BANDS.contains(last)).map(|(before, _)| before.len());
    let at = divided.or_else(before_band)?;
    let key = name_key(&folded[..at]);
    (key.chars().count() >= LONG).then_some(key)
}

fn is_imitator(name: &str) -> bool {
    plain_words(name).iter().any(|word| IMITATORS.contains(&word.as_str()))
}
