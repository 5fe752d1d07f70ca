//! `sillon doctor`: what is configured, what answers, what to mend.

use super::print;
use crate::cli::Json;
use crate::compose::{Pace, Sillon, check_room};
use crate::failure::Failure;
use crate::settings::Settings;
use serde::Serialize;
use sillon_core::id::AccountId;
use sillon_core::schedule::{Schedule, Timing, When};
use sillon_engine::ConnectError;

/// What one look found.
#[derive(Debug, Serialize)]
struct Finding {
    subject: &'static str,
    state: State,
    said: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
enum State {
    Well,
    NotSet,
    ToMend,
}

pub(super) async fn run(settings: &Settings, format: Json) -> Result<(), Failure> {
    let findings = examine(settings).await;
    if format.json {
        print(serde_json::to_string(&findings).map_err(Failure::other)?);
    } else {
        for Finding { subject, state, said } in &findings {
            let mark = match state {
                State::Well => "✓",
                State::NotSet => "–",
                State::ToMend => "✗",
            };
            print(format_args!("{mark} {subject:<9} {said}"));
        }
    }
    match findings.iter().filter(|finding| finding.state == State::ToMend).count() {
        0 => Ok(()),
        1 => Err(Failure::other("one thing to mend")),
        more => Err(Failure::other(format!("{more} things to mend"))),
    }
}

async fn examine(settings: &Settings) -> Vec<Finding> {
    let finding = |subject, state, said: String| Finding { subject, state, said };
    let sillon = match Sillon::open(settings, Pace::default()).await {
        Ok(sillon) => sillon,
        Err(failure) => return vec![finding("data", State::ToMend, failure.to_string())],
    };
    let folder = settings.data_dir.display();
    let data = match sillon.store.counts(AccountId::FIRST).await {
        Ok(_) if let Some(why) = sillon.store.read_only() => finding(
            "data",
            State::ToMend,
            format!("{folder} can only be read ({why}): free some space or mend its permissions"),
        ),
        Ok(counts) => {
            let held = format!("{folder}: {} albums, {} copies", counts.albums, counts.copies);
            match check_room(settings) {
                Ok(()) => finding("data", State::Well, held),
                Err((full, error)) => {
                    let full = full.display();
                    let said = format!("{held}; nothing more can be written to {full} ({error}): free some space");
                    finding("data", State::ToMend, said)
                }
            }
        }
        Err(error) => finding("data", State::ToMend, Failure::from(error).to_string()),
    };
    let database = match sillon.store.reader().inspect(true).await {
        Ok(inspection) if inspection.is_whole() => {
            finding("database", State::Well, "nothing is gone, altered or damaged".to_owned())
        }
        Ok(inspection) => {
            let way = match inspection.is_repairable() {
                true => "run `sillon verify --repair`".to_owned(),
                false => super::verify::way_out(settings, false),
            };
            finding("database", State::ToMend, format!("{}: {way}", inspection.sentences().join("; ")))
        }
        Err(error) => finding("database", State::ToMend, Failure::from(error).to_string()),
    };
    let url = &settings.discogs.url;
    let discogs = match sillon.engine.check_discogs().await {
        Ok(Some(username)) => finding("discogs", State::Well, format!("{url} answers; the token is {username}'s")),
        Ok(None) => match &settings.discogs.username {
            Some(username) => {
                finding("discogs", State::Well, format!("no token: {username}'s public collection is read"))
            }
            None => finding(
                "discogs",
                State::NotSet,
                "no token: set SILLON_DISCOGS_TOKEN or give one on the Settings page".to_owned(),
            ),
        },
        Err(ConnectError::Refused) => finding(
            "discogs",
            State::ToMend,
            format!("{url} refuses the token: make another at https://www.discogs.com/settings/developers"),
        ),
        Err(error) => finding("discogs", State::ToMend, format!("{url}: {error}")),
    };
    let spotify = match sillon.engine.check_spotify().await {
        None => finding("spotify", State::NotSet, "not configured: albums get no Spotify link".to_owned()),
        Some(Ok(())) => finding("spotify", State::Well, "answers".to_owned()),
        Some(Err(error @ ConnectError::PremiumRequired(_))) => {
            finding("spotify", State::ToMend, format!("{error}: links wait until that changes"))
        }
        Some(Err(error)) => finding(
            "spotify",
            State::ToMend,
            format!("{error}: check SILLON_SPOTIFY_CLIENT_ID and SILLON_SPOTIFY_CLIENT_SECRET"),
        ),
    };
    let ai = match sillon.engine.check_ai().await {
        None => finding("ai", State::NotSet, "not configured: albums get no descriptions".to_owned()),
        Some(Ok(())) => finding("ai", State::Well, "answers".to_owned()),
        Some(Err(ConnectError::Refused)) => {
            finding("ai", State::ToMend, "the token is refused: check SILLON_AI_TOKEN".to_owned())
        }
        Some(Err(error)) => finding("ai", State::ToMend, format!("{error}: check SILLON_AI_URL")),
    };
    let access = access(settings, &sillon).await;
    let schedule = match sillon.engine.schedule().await {
        Ok(schedule) => finding("schedule", State::Well, told(schedule)),
        Err(error) => finding("schedule", State::ToMend, Failure::from(error).to_string()),
    };
    sillon.stop().await;
    vec![data, database, discogs, spotify, ai, schedule, access]
}

async fn access(settings: &Settings, sillon: &Sillon) -> Finding {
    let finding = |state, said: String| Finding { subject: "access", state, said };
    let listen = settings.listen;
    let tokens = match sillon.store.reader().list_api_tokens(AccountId::FIRST).await {
        Ok(tokens) => tokens.len(),
        Err(error) => return finding(State::ToMend, Failure::from(error).to_string()),
    };
    match (&settings.password, tokens) {
        (Some(_), tokens) => finding(State::Well, format!("{listen} with a password; tokens: {tokens}")),
        (None, tokens) if !settings.is_wide() => {
            finding(State::Well, format!("{listen}: this machine alone, no password; tokens: {tokens}"))
        }
        (None, 0) => finding(
            State::ToMend,
            format!("{listen} is open to the network: set SILLON_PASSWORD or make a token with `sillon token add`"),
        ),
        (None, tokens) => finding(State::Well, format!("{listen} without a password: pages closed; tokens: {tokens}")),
    }
}

/// Kept by a server alone.
fn told(schedule: Schedule) -> String {
    let told = |Timing { when, hour }: Timing| match when {
        When::Off => "never by itself".to_owned(),
        When::AfterSync => "after every sync that adds albums".to_owned(),
        When::Daily => format!("every day at {hour:02}:00"),
        When::Weekly => format!("every seven days at {hour:02}:00"),
    };
    let Schedule { sync, full_sync, enrichment, backup } = schedule;
    let [sync, full_sync, enrichment, backup] = [sync, full_sync, enrichment, backup].map(told);
    format!("sync {sync}, full sync {full_sync}, enrichment {enrichment}, backup {backup}, while the server runs")
}
