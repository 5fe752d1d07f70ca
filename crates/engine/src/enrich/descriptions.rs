//! The facet `descriptions`: a chat model writes from the stored facts alone, and what it wrote is checked before it is
//! shown.

use super::desk::{Desk, line};
use super::lane::{Asking, Done, Trouble, is_this_ones};
use super::tally::Tally;
use sillon_clients::ClientError;
use sillon_clients::ai::{Ai, Completion};
use sillon_core::enrich::draft::{Draft, DraftState};
use sillon_core::enrich::facts::Facts;
use sillon_core::enrich::grounding::{Doubt, check};
use sillon_core::enrich::prompt::{MAX_TOKENS, Message, PROMPT_VERSION, render_prompt};
use sillon_core::enrich::text::{Author, Text, TextState};
use sillon_core::enrich::{Facet, Subject};
use sillon_core::id::ReleaseId;
use sillon_store::{Claim, Finding, StoreError};

pub(crate) struct Descriptions;

impl Asking for Descriptions {
    async fn ask(&self, desk: &Desk, tally: &Tally, claim: &Claim) -> Result<Done, Trouble> {
        let done = self.describe(desk, tally, claim).await?;
        if let Subject::Release(id) = claim.subject {
            let state = match done {
                Done::Found => DraftState::Shown,
                Done::Absent => DraftState::Review,
                Done::Failed => DraftState::Failed,
                Done::Elsewhere => DraftState::Idle,
            };
            desk.drafts.change(id, |draft| *draft = Draft::over(state, None));
        }
        Ok(done)
    }
}

impl Descriptions {
    async fn describe(&self, desk: &Desk, tally: &Tally, claim: &Claim) -> Result<Done, Trouble> {
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
        let (written, verdict) = write(desk, ai, id, &facts, language).await?;
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
        let text = match verdict {
            Ok(body) => text(&body, TextState::Shown, None),
            Err(doubts) => {
                let reasons = serde_json::to_string(&doubts).map_err(StoreError::from)?;
                text(&written.text, TextState::Review, Some(reasons))
            }
        };
        keep(desk, &text).await
    }
}

async fn keep(desk: &Desk, text: &Text) -> Result<Done, Trouble> {
    let kept = desk.store.keep_text(desk.account, &desk.owner, text, desk.now()).await?;
    tracing::debug!(release = text.release_id.0, kept, "described");
    Ok(match text.state {
        _ if !kept => Done::Elsewhere,
        TextState::Shown => Done::Found,
        _ => Done::Absent,
    })
}

/// Lets a text be written, and once more with the reasons where the first does not pass.
async fn write(
    desk: &Desk,
    ai: &Ai,
    id: ReleaseId,
    facts: &Facts,
    language: &str,
) -> Result<(Completion, Result<String, Vec<Doubt>>), Trouble> {
    let mut doubts = Vec::new();
    loop {
        desk.drafts.change(id, Draft::begin);
        let messages = render_prompt(facts, language, &doubts);
        let written = match desk.is_watched {
            true => stream(desk, ai, id, &messages).await?,
            false => ask(desk, ai, &messages).await?,
        };
        match check(&written.text, facts, language, written.finished) {
            Err(refused) if doubts.is_empty() => doubts = refused,
            verdict => return Ok((written, verdict)),
        }
    }
}

async fn ask(desk: &Desk, ai: &Ai, messages: &[Message]) -> Result<Completion, Trouble> {
    if !desk.spend_request().await? {
        return Err(Trouble::Budget);
    }
    Ok(ai.describe(messages, MAX_TOKENS).await?)
}

/// The same, shown as it is written. A stream is never tried again by itself: where one breaks off, or is not to be had, the
/// text is asked for as any other.
async fn stream(desk: &Desk, ai: &Ai, id: ReleaseId, messages: &[Message]) -> Result<Completion, Trouble> {
    if !desk.spend_request().await? {
        return Err(Trouble::Budget);
    }
    match read(desk, ai, id, messages).await {
        Err(error) if is_this_ones(&error) => {
            tracing::debug!(release = id.0, %error, "a stream broke off: the text is asked for whole");
            desk.drafts.change(id, Draft::begin_again);
            ask(desk, ai, messages).await
        }
        outcome => Ok(outcome?),
    }
}

async fn read(desk: &Desk, ai: &Ai, id: ReleaseId, messages: &[Message]) -> Result<Completion, ClientError> {
    let mut pieces = ai.stream(messages, MAX_TOKENS).await?;
    let mut text = String::new();
    while let Some(piece) = pieces.next().await {
        let piece = piece?;
        text.push_str(&piece);
        desk.drafts.change(id, |draft| draft.text.push_str(&piece));
    }
    Ok(Completion { text: text.trim().to_owned(), model: pieces.model().to_owned(), finished: pieces.finished() })
}
