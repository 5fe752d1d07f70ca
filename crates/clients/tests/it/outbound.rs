//! Who is asked: only whom the settings name. An answer that leads elsewhere is not followed, by no client, with no
//! credential and without one.

use crate::support::{Scene, gate, quick};
use rstest::rstest;
use sillon_clients::ClientError;
use sillon_clients::ai::Ai;
use sillon_clients::deezer::Deezer;
use sillon_clients::http::Http;
use sillon_clients::spotify::Spotify;
use sillon_core::enrich::prompt::{MAX_TOKENS, Message, Role};
use sillon_fakes::{Act, Fakes, FakesConfig, On};

fn spotify(fakes: &Fakes) -> Spotify {
    let (id, secret) = fakes.spotify_client();
    let (api, accounts) = (fakes.spotify_url().parse().unwrap(), fakes.accounts_url().parse().unwrap());
    Spotify::new(Http::new(quick()), gate(), api, accounts, id, secret.into())
}

/// Makes one call to a service, and tells how it ended.
async fn ask(scene: &Scene, service: &str) -> Result<(), ClientError> {
    let fakes = &scene.fakes;
    match service {
        "discogs" => scene.discogs.fetch_identity().await.map(drop),
        "accounts" => spotify(fakes).check().await,
        "spotify" => {
            let page = scene.discogs.fetch_collection_page(&scene.username(), 1).await?;
            spotify(fakes).fetch_candidates(&page.found[0].release, None).await.map(drop)
        }
        "deezer" => {
            let deezer = Deezer::new(Http::new(quick()), gate(), fakes.deezer_url().parse().unwrap());
            deezer.fetch_artist_picture("Somebody").await.map(drop)
        }
        _ => {
            let token = fakes.ai_token().into();
            let ai = Ai::new(Http::new(quick()), gate(), fakes.ai_url().parse().unwrap(), token, None);
            let messages = [Message { role: Role::User, content: "Hello".into() }];
            ai.describe(&messages, MAX_TOKENS).await.map(drop)
        }
    }
}

#[rstest]
#[tokio::test]
async fn no_service_leads_a_call_or_a_credential_elsewhere(
    #[values("discogs", "spotify", "accounts", "deezer", "ai")] service: &str,
    #[values(301, 302, 303, 307, 308)] status: u16,
) {
    let scene = Scene::set();
    let elsewhere = Fakes::start(FakesConfig::default()).unwrap();
    let headers = vec![("location".to_owned(), format!("{}/", elsewhere.discogs_url()))];
    let answer = Act::Answer { status, headers, body: Vec::new().into() };
    scene.fakes.script().act(On::service(service), answer);
    let error = ask(&scene, service).await.unwrap_err();
    assert!(matches!(error, ClientError::Rejected { status: told, .. } if told == status), "{error:?}");
    assert_eq!(elsewhere.journal().all().len(), 0);
}
