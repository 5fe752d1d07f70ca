//! Whether a streaming service's album is the one in hand. For now only a plain match is taken; all else is left.

use crate::credit::Credit;
use crate::fold::{fold, words};
use crate::release::Release;
use strsim::normalized_damerau_levenshtein;

/// The least score at which a candidate is taken.
pub const THRESHOLD: f64 = 0.9;

/// An album that a service offers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// Its title there.
    pub title: String,
    /// Its artists there.
    pub artists: Vec<String>,
    /// Year of its release there.
    pub year: Option<i32>,
    /// Its page.
    pub url: String,
}

/// The candidate that is this release, if one surely is, with its score from [`THRESHOLD`] to 1.
pub fn match_album<'a>(release: &Release, candidates: &'a [Candidate]) -> Option<(&'a Candidate, f64)> {
    let scored = candidates.iter().map(|candidate| (candidate, score(release, candidate)));
    scored.filter(|(_, score)| *score >= THRESHOLD).max_by(|(_, left), (_, right)| left.total_cmp(right))
}

/// How surely a candidate is this release, 0 to 1: the worse of title and artist, a little less for a distant year.
fn score(release: &Release, candidate: &Candidate) -> f64 {
    let title = title_forms(&release.title)
        .iter()
        .map(|form| similarity(form, &plain_title(&candidate.title)))
        .fold(0.0, f64::max);
    let artist = if release.credits.iter().all(|credit| credit.artist_id.is_placeholder()) {
        0.0
    } else {
        artist_score(&release.credits, &candidate.artists)
    };
    let far = release.year.zip(candidate.year).is_some_and(|(ours, theirs)| theirs > ours + 1);
    (title.min(artist) - if far { 0.02 } else { 0.0 }).max(0.0)
}

fn artist_score(credits: &[Credit], artists: &[String]) -> f64 {
    let names = credits.iter().flat_map(|credit| [credit.display_name(), crate::credit::display_name(&credit.name)]);
    let first = artists.first().map(|artist| words(artist).join(" ")).unwrap_or_default();
    names.map(|name| similarity(&words(name).join(" "), &first)).fold(0.0, f64::max)
}

/// A bilingual title counts in each of its languages.
fn title_forms(title: &str) -> Vec<String> {
    let halves = title.split(" = ").map(plain_title);
    let mut forms: Vec<String> = halves.collect();
    forms.push(plain_title(title));
    forms
}

/// Folded words without what services append: `(Remastered 2011)`, `[Deluxe Edition]`, `- EP`.
fn plain_title(title: &str) -> String {
    let folded = fold(title);
    let is_edition = |words: &str| {
        ["remaster", "deluxe", "edition", "version", "bonus", "expanded", "anniversary", "mono", "stereo"]
            .iter()
            .any(|word| words.contains(word))
    };
    let cut = folded.find(['(', '[']).filter(|at| *at > 0 && is_edition(&folded[*at..]));
    let bare = cut.map_or(folded.as_str(), |at| &folded[..at]);
    let mut parts = words(bare);
    if parts.len() > 1 && parts.last().is_some_and(|last| last == "ep" || last == "lp") {
        parts.pop();
    }
    parts.join(" ")
}

fn similarity(left: &str, right: &str) -> f64 {
    if left.is_empty() || right.is_empty() { 0.0 } else { normalized_damerau_levenshtein(left, right) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::{ArtistId, ReleaseId};
    use rstest::rstest;

    fn release(artist: &str, artist_id: i64, title: &str) -> Release {
        Release {
            id: ReleaseId(1),
            master_id: None,
            title: title.into(),
            year: Some(1992),
            cover_url: None,
            thumb_url: None,
            credits: vec![Credit {
                artist_id: ArtistId(artist_id),
                name: artist.into(),
                anv: String::new(),
                join: String::new(),
            }],
            labels: vec![],
            formats: vec![],
            genres: vec![],
            styles: vec![],
        }
    }

    fn candidate(artist: &str, title: &str) -> Candidate {
        Candidate { title: title.into(), artists: vec![artist.into()], year: Some(1992), url: title.into() }
    }

    #[rstest]
    #[case("The Young Gods", 9, "T.V. Sky", "The Young Gods", "TV Sky", true)]
    #[case("Nirvana (2)", 9, "Nevermind", "Nirvana", "Nevermind (Remastered 2011)", true)]
    #[case("Vex'd", 9, "Degenerate", "Vex'd", "Degenerate", true)]
    #[case("Blur", 9, "Leisure E.P.", "Blur", "Leisure EP", true)]
    #[case("Kino (2)", 9, "Группа Крови = Blood Type", "Kino", "Группа крови", true)]
    #[case("Various", 194, "Jazz 'Round Midnight", "Various Artists", "Jazz 'Round Midnight", false)]
    #[case("Low", 9, "Trust", "Slow", "Trust", false)]
    #[case("Low", 9, "Trust", "Low", "Trust Me", false)]
    #[case("Kraftwerk", 9, "Autobahn", "Karaoke Kraftwerk", "Autobahn", false)]
    #[case("!!!", 9, "!!!", "???", "!!!", false)]
    fn takes_only_a_plain_match(
        #[case] artist: &str,
        #[case] artist_id: i64,
        #[case] title: &str,
        #[case] their_artist: &str,
        #[case] their_title: &str,
        #[case] taken: bool,
    ) {
        let offered = [candidate("Somebody Else", title), candidate(their_artist, their_title)];
        let found = match_album(&release(artist, artist_id, title), &offered);
        assert_eq!(found.map(|(candidate, _)| candidate.url.as_str()), taken.then_some(their_title));
    }

    #[test]
    fn no_candidates_no_match() {
        assert_eq!(match_album(&release("A", 9, "B"), &[]), None);
    }
}
