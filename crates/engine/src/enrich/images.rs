//! The facet `images`: where an artist's picture is to be had. Spotify's came along with the links; here Discogs is asked
//! by its own id, then Deezer by the exact name.

use super::desk::Desk;
use super::lane::{Asking, Done, Trouble};
use super::tally::Tally;
use sillon_clients::ClientError;
use sillon_core::credit::display_name;
use sillon_core::enrich::{Facet, Picture, Subject};
use sillon_core::fault::{Fault, FaultCode};
use sillon_core::id::ArtistId;
use sillon_core::progress::Service;
use sillon_store::{Absence, Claim, Finding, StoreError};
use std::time::Duration;

/// The version of this way of looking.
const VERSION: i64 = 1;
const DEEZER: &str = "deezer";
/// Its ordinary pause is of 5 s.
const WORTH_TELLING: Duration = Duration::from_secs(60);

pub(crate) struct Images;

impl Asking for Images {
    async fn ask(&self, desk: &Desk, tally: &Tally, claim: &Claim) -> Result<Done, Trouble> {
        let Subject::Artist(id) = claim.subject else { return Ok(Done::Elsewhere) };
        let Some(name) = desk.store.artist_names(&[id]).await?.remove(&id) else { return Ok(Done::Elsewhere) };
        tally.in_hand(display_name(&name).to_owned(), None);
        let found = match at_discogs(desk, id).await? {
            Some(picture) => Some((picture, "discogs")),
            None => match at_deezer(desk, &name).await {
                Ok(picture) => picture.map(|picture| (picture, DEEZER)),
                // A sleeping Deezer is no reason to stop asking Discogs for others.
                Err(error) => {
                    let (trace, now) = (error.to_string(), desk.now());
                    tell(desk, tally, &error);
                    desk.store.mark_failed(Facet::Images, claim, &desk.owner, DEEZER, &trace, now).await?;
                    return Ok(Done::Failed);
                }
            },
        };
        let Some((picture, source)) = found else {
            let absence =
                Absence { trace: "neither Discogs nor Deezer has one", version: VERSION, ..Absence::default() };
            desk.store.mark_absent(Facet::Images, claim.subject, &desk.owner, &absence, desk.now()).await?;
            return Ok(Done::Absent);
        };
        let value = serde_json::to_string(&picture).map_err(StoreError::from)?;
        let finding = Finding { value: &value, source, score: None, trace: None, version: VERSION };
        let kept = desk.store.mark_found(Facet::Images, claim.subject, &desk.owner, &finding, desk.now()).await?;
        Ok(if kept { Done::Found } else { Done::Elsewhere })
    }
}

/// That Deezer is left alone for a while.
fn tell(desk: &Desk, tally: &Tally, error: &ClientError) {
    let service = Service::Deezer;
    if desk.remotes.is_failing(service) {
        tally.stop(service, Fault::new(FaultCode::ProviderUnavailable, error.to_string()), None);
    } else if let ClientError::RateLimited { retry_after } = error
        && *retry_after > WORTH_TELLING
    {
        let until = desk.remotes.clock().after(*retry_after);
        tally.stop(service, Fault::new(FaultCode::ProviderResting, ""), Some(until));
    }
}

/// Without a token Discogs shows no pictures, and an artist that a person named has no number there: it is not even asked.
async fn at_discogs(desk: &Desk, id: ArtistId) -> Result<Option<Picture>, Trouble> {
    if id.is_local() {
        return Ok(None);
    }
    let Some(credential) = desk.remotes.credential(desk.account).await? else { return Ok(None) };
    desk.after_the_sync().await?;
    match desk.remotes.discogs(Some(credential.token)).fetch_artist_picture(id).await {
        Ok(picture) => Ok(picture),
        Err(ClientError::NotFound) => Ok(None),
        Err(error) => Err(error.into()),
    }
}

async fn at_deezer(desk: &Desk, name: &str) -> Result<Option<Picture>, ClientError> {
    match desk.remotes.deezer.fetch_artist_picture(display_name(name)).await {
        Err(ClientError::NotFound) => Ok(None),
        answer => answer,
    }
}
