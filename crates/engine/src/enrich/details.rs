//! The facet `details`: a release's own page at Discogs, asked for once, and the year of its master.

use super::desk::{Desk, line};
use super::lane::{Asking, Done, Trouble};
use super::tally::Tally;
use sillon_clients::ClientError;
use sillon_core::enrich::{Facet, Subject};
use sillon_core::id::MasterId;
use sillon_store::{Absence, Claim, Finding, StoreError};

const DISCOGS: &str = "discogs";
/// The version of what is read of a page.
const VERSION: i64 = 1;

pub(crate) struct DetailPages;

impl Asking for DetailPages {
    async fn ask(&self, desk: &Desk, tally: &Tally, claim: &Claim) -> Result<Done, Trouble> {
        let Subject::Release(id) = claim.subject else { return Ok(Done::Elsewhere) };
        let Some((release, _)) = desk.store.load_releases(desk.account, &[id]).await?.pop() else {
            return Ok(Done::Elsewhere);
        };
        tally.in_hand(line(&release), release.thumb_url.clone());
        desk.after_the_sync().await?;
        let token = desk.remotes.credential(desk.account).await?.map(|credential| credential.token);
        let discogs = desk.remotes.discogs(token);
        let page = match discogs.fetch_release(id).await {
            Ok(page) => page,
            Err(ClientError::NotFound) => {
                let absence =
                    Absence { source: DISCOGS, trace: "gone from Discogs", version: VERSION, candidates: None };
                desk.store.mark_absent(Facet::Details, claim.subject, &desk.owner, &absence, desk.now()).await?;
                return Ok(Done::Absent);
            }
            Err(error) => return Err(error.into()),
        };
        let mut details = page.details;
        if let Some(master) = release.master_id.or(page.release.master_id) {
            details.original_year = original_year(desk, &discogs, master).await?;
        }
        let document = serde_json::to_string(&details).map_err(StoreError::from)?;
        let finding = Finding { value: "", source: DISCOGS, score: None, trace: None, version: VERSION };
        let kept = desk.store.keep_details(claim.subject, &desk.owner, &document, &finding, desk.now()).await?;
        if kept {
            desk.store.supplement_release(desk.account, &page.release, desk.now()).await?;
        }
        Ok(if kept { Done::Found } else { Done::Elsewhere })
    }
}

/// The year of a work: another pressing's page may have told it already.
async fn original_year(
    desk: &Desk,
    discogs: &sillon_clients::discogs::Discogs,
    master: MasterId,
) -> Result<Option<i32>, Trouble> {
    if let Some(year) = desk.store.original_year(master).await? {
        return Ok(Some(year));
    }
    match discogs.fetch_master_year(master).await {
        Ok(year) => Ok(year),
        Err(ClientError::NotFound) => Ok(None),
        Err(error) => Err(error.into()),
    }
}
