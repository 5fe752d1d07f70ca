//! What is for a person to decide: links that none was sure of, and texts that a check refused.

use crate::api::album::{doubts, parse_candidates};
use crate::error::WebError;
use crate::i18n::{Lang, figures, text, text_with};
use crate::pages::cover::Sleeve;
use crate::pages::source::is_address;
use crate::site::Site;
use sillon_core::album::Album;
use sillon_core::enrich::grounding::Doubt;
use sillon_core::enrich::matching::{Match, Reason};
use sillon_core::enrich::text::Text;
use sillon_core::id::{AccountId, ReleaseId};
use std::collections::HashMap;

/// So many of each kind at a time.
const AT_ONCE: u32 = 20;

/// The list, oldest first.
#[derive(Default)]
pub(crate) struct Review {
    pub(crate) links: Vec<DoubtfulLink>,
    pub(crate) texts: Vec<RefusedText>,
}

/// An album, and what may be its page at Spotify.
pub(crate) struct DoubtfulLink {
    pub(crate) sleeve: Sleeve,
    pub(crate) offers: Vec<Offer>,
    /// The page that the forms lead back to: `album`, or nothing for the list.
    pub(crate) back: &'static str,
}

/// One of the albums that the service offers.
pub(crate) struct Offer {
    pub(crate) id: String,
    pub(crate) title: String,
    pub(crate) artists: String,
    /// `1978 · 9 titres`.
    pub(crate) facts: String,
    pub(crate) url: Option<String>,
    /// How surely, and what was weighed.
    pub(crate) why: String,
}

/// A description that was kept aside.
pub(crate) struct RefusedText {
    pub(crate) sleeve: Sleeve,
    pub(crate) id: String,
    pub(crate) body: String,
    pub(crate) language: String,
    pub(crate) doubts: Vec<String>,
}

impl Review {
    pub(crate) fn is_empty(&self) -> bool {
        self.links.is_empty() && self.texts.is_empty()
    }

    pub(crate) fn of(lang: Lang, links: &[(ReleaseId, String)], texts: &[Text], albums: &[Album]) -> Self {
        let albums: HashMap<ReleaseId, &Album> = albums.iter().map(|album| (album.release.id, album)).collect();
        let link = |(id, candidates): &(ReleaseId, String)| {
            Some(DoubtfulLink::of(lang, Sleeve::of(lang, albums.get(id)?), candidates, ""))
        };
        let refused = |text: &Text| {
            Some(RefusedText {
                sleeve: Sleeve::of(lang, albums.get(&text.release_id)?),
                id: text.id.clone(),
                body: text.body.clone(),
                language: text.language.clone(),
                doubts: doubts_of(lang, text),
            })
        };
        Self { links: links.iter().filter_map(link).collect(), texts: texts.iter().filter_map(refused).collect() }
    }
}

impl DoubtfulLink {
    pub(crate) fn of(lang: Lang, sleeve: Sleeve, candidates: &str, back: &'static str) -> Self {
        let offers = parse_candidates(candidates).iter().map(|found| Offer::of(lang, found)).collect();
        Self { sleeve, offers, back }
    }
}

impl Offer {
    pub(crate) fn of(lang: Lang, found: &Match) -> Self {
        let candidate = &found.candidate;
        let tracks = candidate.total_tracks.map(|count| figures::counted(lang, "review-tracks", u64::from(count)));
        let facts: Vec<String> = candidate.year.map(|year| year.to_string()).into_iter().chain(tracks).collect();
        let reasons: Vec<String> = found.reasons.iter().map(|reason| said_for(lang, reason)).collect();
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a share of 100")]
        let hundredths = (found.score.clamp(0.0, 1.0) * 100.0).round() as u64;
        let score = figures::percent(lang, hundredths, 100);
        Self {
            id: candidate.id.clone(),
            title: candidate.title.clone(),
            artists: candidate.artists.iter().map(|artist| artist.name.as_str()).collect::<Vec<_>>().join(", "),
            facts: facts.join(" · "),
            url: Some(candidate.url.clone()).filter(|url| is_address(url)),
            why: text_with(lang, "review-why", &[("score", score.into()), ("reasons", reasons.join(", ").into())]),
        }
    }
}

/// A reason of the matching in the reader's words; what another version wrote stands as it is.
fn said_for(lang: Lang, reason: &Reason) -> String {
    let key = format!("reason-{}", reason.code().replace('_', "-"));
    let named = |name: &str| text_with(lang, &key, &[("name", name.to_owned().into())]);
    let differ =
        |theirs: String, ours: String| text_with(lang, &key, &[("theirs", theirs.into()), ("ours", ours.into())]);
    match reason {
        Reason::Other(words) => words.clone(),
        Reason::OtherArtist(name) | Reason::OtherTitle(name) => named(name),
        Reason::Year(year) | Reason::ReissueYear(year) => named(&year.to_string()),
        Reason::OtherYear { theirs, ours } => differ(theirs.to_string(), ours.to_string()),
        Reason::Tracks { theirs, ours } => differ(theirs.to_string(), ours.to_string()),
        _ => text(lang, &key),
    }
}

/// What a check had to say of a text, in sentences.
pub(crate) fn doubts_of(lang: Lang, text: &Text) -> Vec<String> {
    doubts(text).iter().map(|doubt| said_of(lang, doubt)).collect()
}

fn said_of(lang: Lang, doubt: &Doubt) -> String {
    let key = format!("doubt-{}", doubt.code().replace('_', "-"));
    text_with(lang, &key, &[("name", doubt.said().to_owned().into())])
}

/// What there is to review now.
pub(crate) async fn load_review(site: &Site, lang: Lang) -> Result<Review, WebError> {
    let links = site.reader.list_doubtful_links(AccountId::FIRST, AT_ONCE).await?;
    let texts = site.reader.texts_in_review(AccountId::FIRST, AT_ONCE).await?;
    let ids: Vec<ReleaseId> = links.iter().map(|(id, _)| *id).chain(texts.iter().map(|text| text.release_id)).collect();
    let albums = site.reader.albums(AccountId::FIRST, &ids).await?;
    Ok(Review::of(lang, &links, &texts, &albums))
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("artist ok", "même artiste")]
    #[case("artist “The Looms”", "artiste “The Looms”")]
    #[case("year 1975 ≠ 1994", "année 1975 au lieu de 1994")]
    #[case("live in one only", "un seul des deux est en public")]
    #[case("words of another version", "words of another version")]
    fn reasons_are_the_reader_s(#[case] words: &str, #[case] said: &str) {
        assert_eq!(said_for(Lang::Fr, &Reason::from(words.to_owned())), said);
    }

    #[rstest]
    fn every_reason_has_words(#[values(Lang::Fr, Lang::En)] lang: Lang) {
        let said: Vec<String> = Reason::samples().iter().map(|reason| said_for(lang, reason)).collect();
        for (reason, said) in Reason::samples().iter().zip(&said) {
            assert!(!said.contains("localization") && !said.contains('$'), "{reason:?}: {said}");
            assert_eq!(said, &said_for(lang, reason));
        }
        let distinct: std::collections::BTreeSet<&String> = said.iter().collect();
        assert_eq!(distinct.len(), said.len(), "{said:?}");
    }

    #[rstest]
    fn every_doubt_has_a_sentence(#[values(Lang::Fr, Lang::En)] lang: Lang) {
        let piece = || "x1".to_owned();
        let doubts = [
            Doubt::Empty,
            Doubt::Unfinished(piece()),
            Doubt::WrongLanguage(piece()),
            Doubt::Refusal(piece()),
            Doubt::Markdown(piece()),
            Doubt::UnknownYear(piece()),
            Doubt::UnknownName(piece()),
            Doubt::UnknownTitle(piece()),
            Doubt::ArtistMissing(piece()),
            Doubt::TooShort(piece()),
            Doubt::TooLong(piece()),
        ];
        for doubt in doubts {
            assert!(!said_of(lang, &doubt).contains("localization"), "{doubt:?}");
        }
    }

    #[test]
    fn what_cannot_be_read_offers_nothing() {
        assert!(parse_candidates("nonsense").is_empty());
    }
}
