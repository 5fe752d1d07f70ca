//! Deezer: a picture for a name, or none.

use crate::support::{Scene, quick};
use sillon_clients::deezer::Deezer;
use sillon_clients::http::Http;
use sillon_clients::{ClientError, Gate, GateConfig};
use sillon_core::credit::display_name;
use sillon_core::id::ArtistId;
use sillon_fakes::{Act, FakesConfig, On};
use std::collections::BTreeMap;
use std::time::Duration;
use url::form_urlencoded;

fn stage(calls: u32) -> (Scene, Gate, Deezer) {
    let scene = Scene::with(FakesConfig::default(), quick(), crate::support::gate());
    let gate = Gate::new(GateConfig { calls, window: Duration::from_secs(5) });
    let deezer = Deezer::new(Http::new(quick()), gate.clone(), scene.fakes.deezer_url().parse().unwrap());
    (scene, gate, deezer)
}

async fn artists(scene: &Scene) -> BTreeMap<ArtistId, String> {
    let page = scene.discogs.fetch_collection_page(&scene.username(), 1).await.unwrap();
    let credits = page.found.iter().flat_map(|item| &item.release.credits);
    let artists = credits.filter(|credit| !credit.artist_id.is_placeholder());
    artists.map(|credit| (credit.artist_id, credit.name.clone())).collect()
}

#[tokio::test]
async fn most_artists_get_a_picture_and_none_another_ones() {
    let (scene, _, deezer) = stage(50);
    let (mut found, mut asked) = (0, Vec::new());
    for (id, name) in artists(&scene).await.iter().take(50) {
        asked.push(display_name(name).to_owned());
        let Some(picture) = deezer.fetch_artist_picture(name).await.unwrap() else { continue };
        found += 1;
        assert_eq!((picture.width, picture.height), (Some(1_000), Some(1_000)));
        assert_eq!(picture.url, format!("http://{}/images/artist/{id}/1000.jpeg", scene.fakes.image_host()), "{name}");
        assert!(picture.link.unwrap().starts_with("https://www.deezer.com/artist/"));
    }
    assert!(found * 2 > asked.len() && found < asked.len(), "{found} of {}", asked.len());
    let calls = scene.fakes.journal().of("deezer");
    assert!(calls.iter().all(|call| !call.authorized && call.user_agent.starts_with("sillon/")));
    assert!(calls.iter().all(|call| call.path == "/search/artist" && call.query.ends_with("&limit=5")));
    let words = |query: &str| form_urlencoded::parse(query.as_bytes()).next().unwrap().1.into_owned();
    assert_eq!(calls.iter().map(|call| words(&call.query)).collect::<Vec<_>>(), asked, "one call an artist");
}

#[tokio::test]
async fn nobody_is_not_asked_for() {
    let (scene, _, deezer) = stage(50);
    assert_eq!(deezer.fetch_artist_picture("  ").await, Ok(None));
    assert_eq!(scene.fakes.journal().calls("deezer"), 0);
    assert_eq!(deezer.fetch_artist_picture("Nobody Of This World").await, Ok(None));
}

#[tokio::test]
async fn beyond_the_quota_it_is_left_alone_for_five_seconds() {
    let (scene, gate, deezer) = stage(50);
    scene.fakes.script().act(On::service("deezer"), Act::deezer_quota());
    for _ in 0..3 {
        let error = deezer.fetch_artist_picture("Low").await.unwrap_err();
        let ClientError::RateLimited { retry_after } = error else { panic!("{error:?}") };
        assert!((4.0..5.6).contains(&retry_after.as_secs_f64()), "{retry_after:?}");
    }
    assert!(gate.is_open());
    assert_eq!(scene.fakes.journal().calls("deezer"), 1);
}

#[tokio::test]
async fn our_gate_keeps_to_the_quota() {
    let (scene, gate, deezer) = stage(50);
    for name in artists(&scene).await.values().take(50) {
        deezer.fetch_artist_picture(name).await.unwrap();
    }
    assert!(gate.pace(1) > Duration::ZERO);
    assert_eq!(scene.fakes.journal().over_limit(), 0);
}

#[tokio::test]
async fn faults_pass_or_are_told() {
    let (scene, _, deezer) = stage(50);
    scene.fakes.script().act(On::service("deezer").times(2), Act::html(503));
    assert!(deezer.fetch_artist_picture("Low").await.is_ok());
    assert_eq!(scene.fakes.journal().calls("deezer"), 3);
    scene.fakes.script().act(On::service("deezer"), Act::Reset);
    let error = deezer.fetch_artist_picture("Low").await.unwrap_err();
    assert!(matches!(error, ClientError::Transient(_)), "{error:?}");
}
