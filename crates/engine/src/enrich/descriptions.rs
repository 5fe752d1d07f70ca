//! The facet `descriptions`: a chat model writes from the stored facts alone, and what it wrote is checked before it is
//! shown.

use super::desk::{Desk, line};
use super::lane::{Asking, Done, Trouble};
use super::tally::Tally;
use sillon_clients::ai::{Ai, Completion};
use sillon_core::enrich::facts::Facts;
use sillon_core::enrich::grounding::{Doubt, check};
use sillon_core::enrich::prompt::{MAX_TOKENS, PROMPT_VERSION, render_prompt};
use sillon_core::enrich::text::{Author, Text, TextState};
use sillon_core::enrich::{Facet, Subject};
use sillon_core::id::ReleaseId;
use sillon_store::{Absence, Claim, Finding, StoreError};

pub(crate) struct Descriptions;

impl Asking for Descriptions {
    async fn ask(&self, desk: &Desk, tally: &Tally, claim: &Claim) -> Result<Done, Trouble> {
        let (Subject::Release(id), Some(ai)) = (claim.subject, &desk.remotes.ai) else { return Ok(Done::Elsewhere) };
        let Some((release, details)) = desk.store.load_releases(desk.account, &[id]).await?.pop() else {
            return Ok(Done::Elsewhere);
        };
        tally.in_hand(line(&release), release.thumb_url.clone());
        let texts = desk.store.reader().texts(desk.account, id).await?;
        if let Some(locked) = texts.iter().find(|text| text.state == TextState::Shown && text.locked) {
            // Nothing a model writes could take its place: it is not even asked.
            let finding = Finding { value: &locked.id, source: "person", score: None, trace: None, version: 0 };
            desk.store.mark_found(Facet::Descriptions, claim.subject, &desk.owner, &finding, desk.now()).await?;
            return Ok(Done::Found);
        }
        let facts = Facts::new(&release, details.as_ref());
        let language = desk.remotes.ai_language();
        let (written, verdict) = write(desk, ai, &facts, language).await?;
        let source = written.model.as_str();
        let text = |body: &str, state, doubts| Text {
            id: uuid::Uuid::now_v7().to_string(),
            release_id: id,
            body: body.to_owned(),
            language: language.to_owned(),
            author: Author::Model { name: source.to_owned(), prompt_version: PROMPT_VERSION },
            state,
            doubts,
            locked: false,
            written_at: desk.now(),
        };
        match verdict {
            Ok(body) => keep(desk, claim, id, &text(&body, TextState::Shown, None), source).await,
            Err(doubts) => {
                let reasons = serde_json::to_string(&doubts).map_err(StoreError::from)?;
                desk.store.add_text(desk.account, &text(&written.text, TextState::Review, Some(reasons))).await?;
                let absence = Absence { source, trace: "kept for review", candidates: None, version: PROMPT_VERSION };
                desk.store.mark_absent(Facet::Descriptions, claim.subject, &desk.owner, &absence, desk.now()).await?;
                Ok(Done::Absent)
            }
        }
    }
}

async fn keep(desk: &Desk, claim: &Claim, id: ReleaseId, text: &Text, source: &str) -> Result<Done, Trouble> {
    tracing::debug!(release = id.0, "described");
    desk.store.add_text(desk.account, text).await?;
    let finding = Finding { value: &text.id, source, score: None, trace: None, version: PROMPT_VERSION };
    let kept = desk.store.mark_found(Facet::Descriptions, claim.subject, &desk.owner, &finding, desk.now()).await?;
    Ok(if kept { Done::Found } else { Done::Elsewhere })
}

/// Lets a text be written, and once more with the reasons where the first does not pass.
async fn write(
    desk: &Desk,
    ai: &Ai,
    facts: &Facts,
    language: &str,
) -> Result<(Completion, Result<String, Vec<Doubt>>), Trouble> {
    let mut doubts = Vec::new();
    loop {
        if !desk.spend_request().await? {
            return Err(Trouble::Budget);
        }
        let written = ai.describe(&render_prompt(facts, language, &doubts), MAX_TOKENS).await?;
        match check(&written.text, facts, language, written.finished) {
            Err(refused) if doubts.is_empty() => doubts = refused,
            verdict => return Ok((written, verdict)),
        }
    }
}
