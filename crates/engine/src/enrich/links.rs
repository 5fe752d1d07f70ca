//! The facet `links`: one search at Spotify for each album; a sure match is taken, the rest is for a person.

use super::desk::Desk;
use super::lane::{Asking, Done, Trouble};
use super::tally::Tally;
use sillon_clients::spotify::Spotify;
use sillon_core::enrich::details::Details;
use sillon_core::enrich::matching::{MATCHER_VERSION, match_album};
use sillon_core::enrich::portraits::portraits;
use sillon_core::enrich::{Facet, Subject};
use sillon_core::release::Release;
use sillon_store::{Absence, Claim, Finding, Store, StoreError};

const SPOTIFY: &str = "spotify";

pub(crate) struct Links;

impl Asking for Links {
    async fn ask(&self, desk: &Desk, tally: &Tally, claim: &Claim) -> Result<Done, Trouble> {
        let (Subject::Release(id), Some(spotify)) = (claim.subject, &desk.remotes.spotify) else {
            return Ok(Done::Elsewhere);
        };
        let Some((release, details)) = desk.store.load_releases(desk.account, &[id]).await?.pop() else {
            return Ok(Done::Elsewhere);
        };
        tally.in_hand(super::desk::line(&release), release.thumb_url.clone());
        find(&desk.store, spotify, &desk.owner, &release, details.as_ref(), desk.now()).await
    }
}

/// Searches for one claimed release and keeps what came of it, with the pictures of artists that came along.
pub(super) async fn find(
    store: &Store,
    spotify: &Spotify,
    owner: &str,
    release: &Release,
    details: Option<&Details>,
    now: i64,
) -> Result<Done, Trouble> {
    let barcode = details.and_then(Details::barcode);
    let found = spotify.fetch_candidates(release, barcode.as_deref()).await?;
    let verdict = match_album(release, details, &found.albums);
    let (subject, trace) = (Subject::Release(release.id), verdict.trace.as_str());
    let Some(taken) = verdict.taken else {
        let candidates = serde_json::to_string(&verdict.doubtful).map_err(StoreError::from)?;
        let candidates = (!verdict.doubtful.is_empty()).then_some(candidates.as_str());
        let absence = Absence { source: SPOTIFY, trace, candidates, version: MATCHER_VERSION };
        store.mark_absent(Facet::Links, subject, owner, &absence, now).await?;
        return Ok(Done::Absent);
    };
    for (artist, picture) in portraits(&release.credits, &taken, &found.artists) {
        let value = serde_json::to_string(&picture).map_err(StoreError::from)?;
        let finding = Finding { value: &value, source: SPOTIFY, score: None, trace: None, version: MATCHER_VERSION };
        store.offer(Facet::Images, Subject::Artist(artist), &finding, now).await?;
    }
    let finding = Finding {
        value: &taken.candidate.url,
        source: SPOTIFY,
        score: Some(taken.score),
        trace: Some(trace),
        version: MATCHER_VERSION,
    };
    let kept = store.mark_found(Facet::Links, subject, owner, &finding, now).await?;
    Ok(if kept { Done::Found } else { Done::Elsewhere })
}
