//! The facet `covers`: the bytes of a cover or a picture, fetched once, checked, and kept by their content.

use super::desk::{Desk, line};
use super::lane::{Asking, Done, Trouble};
use super::tally::Tally;
use crate::faults::Halt;
use crate::pictures::{Kept, PictureError};
use sillon_clients::{ClientError, Gate};
use sillon_core::enrich::{Facet, Image, Subject};
use sillon_core::fault::{Fault, FaultCode};
use sillon_store::{Absence, Claim, Finding};
use std::sync::atomic::Ordering;
use url::Url;

const VERSION: i64 = 1;

pub(crate) struct Covers;

impl Asking for Covers {
    async fn ask(&self, desk: &Desk, tally: &Tally, claim: &Claim) -> Result<Done, Trouble> {
        let Some((address, source)) = address(desk, tally, claim.subject).await? else {
            return absent(desk, claim, "", "there is no picture").await;
        };
        let Ok(url) = Url::parse(&address) else { return absent(desk, claim, &source, "no address").await };
        desk.remotes.pictures_asked.fetch_add(1, Ordering::Relaxed);
        let fetched = match desk.remotes.pictures.fetch(&url).await {
            Ok(fetched) => fetched,
            Err(ClientError::NotFound) => return absent(desk, claim, &source, "gone").await,
            Err(error @ (ClientError::Rejected { .. } | ClientError::TooLarge { .. })) => {
                return absent(desk, claim, &source, &error.to_string()).await;
            }
            // A host of pictures that refuses one refuses that one: there is no credential to mend.
            Err(error @ (ClientError::Unauthorized | ClientError::Forbidden { .. })) => {
                return Err(ClientError::Transient(error.to_string()).into());
            }
            // One host that is down is no reason to leave the others alone.
            Err(error @ ClientError::RateLimited { .. })
                if desk.remotes.pictures.gate(&url).is_some_and(Gate::is_failing) =>
            {
                return Err(ClientError::Transient(error.to_string()).into());
            }
            Err(error) => return Err(error.into()),
        };
        let image = match desk.pictures.keep(fetched.bytes).await {
            Ok(kept) => image(kept),
            Err(PictureError::Disk(error)) => {
                return Err(Halt::Failed(Fault::new(FaultCode::StorageFailed, error.to_string())).into());
            }
            Err(error) => return absent(desk, claim, &source, &error.to_string()).await,
        };
        let finding =
            Finding { value: &image.hash, source: &source, score: None, trace: Some(&address), version: VERSION };
        let kept = desk.store.keep_image(claim.subject, &desk.owner, &image, &finding, desk.now()).await?;
        Ok(if kept { Done::Found } else { Done::Elsewhere })
    }
}

/// Where the picture is, and whose it is.
async fn address(desk: &Desk, tally: &Tally, subject: Subject) -> Result<Option<(String, String)>, Trouble> {
    match subject {
        Subject::Release(id) => {
            let Some((release, _)) = desk.store.load_releases(desk.account, &[id]).await?.pop() else {
                return Ok(None);
            };
            tally.in_hand(line(&release), release.thumb_url.clone());
            Ok(release.cover_url.or(release.thumb_url).map(|address| (address, "discogs".to_owned())))
        }
        Subject::Artist(id) => {
            let picture = desk.store.artist_pictures(&[id]).await?.remove(&id);
            Ok(picture.map(|(picture, source)| (picture.url, source)))
        }
    }
}

async fn absent(desk: &Desk, claim: &Claim, source: &str, trace: &str) -> Result<Done, Trouble> {
    let absence = Absence { source, trace, candidates: None, version: VERSION };
    desk.store.mark_absent(Facet::Covers, claim.subject, &desk.owner, &absence, desk.now()).await?;
    Ok(Done::Absent)
}

fn image(kept: Kept) -> Image {
    let Kept { hash, format, width, height, bytes, colour, placeholder } = kept;
    Image { hash, format: format.extension().to_owned(), width, height, bytes, colour, placeholder }
}
