//! Spotify: a best effort, and quick to leave alone.

use crate::support::{Scene, quick};
use sillon_clients::http::Http;
use sillon_clients::spotify::Spotify;
use sillon_clients::{ClientError, Gate, GateConfig};
use sillon_core::enrich::matching::match_album;
use sillon_core::enrich::portraits::portraits;
use sillon_core::release::Release;
use sillon_fakes::{Act, FakesConfig, On};
use std::time::Duration;

struct Stage {
    scene: Scene,
    gate: Gate,
    spotify: Spotify,
    releases: Vec<Release>,
}

async fn stage(config: FakesConfig, secret: Option<&str>) -> Stage {
    let scene = Scene::with(config, quick(), crate::support::gate());
    let gate = Gate::new(GateConfig { calls: 1000, window: Duration::from_secs(30) });
    let (id, right) = scene.fakes.spotify_client();
    let (api, accounts) = (scene.fakes.spotify_url(), scene.fakes.accounts_url());
    let secret = secret.map_or(right, str::to_owned).into();
    let (api, accounts) = (api.parse().unwrap(), accounts.parse().unwrap());
    let spotify = Spotify::new(Http::new(quick()), gate.clone(), api, accounts, id, secret);
    let page = scene.discogs.fetch_collection_page(&scene.username(), 1).await.unwrap();
    let releases = page.found.into_iter().map(|item| item.release).collect();
    Stage { scene, gate, spotify, releases }
}

async fn ready() -> Stage {
    stage(FakesConfig::default(), None).await
}

#[tokio::test]
async fn many_searches_share_one_token() {
    let stage = ready().await;
    let mut matched = 0;
    for release in &stage.releases {
        let found = stage.spotify.fetch_candidates(release, None).await.unwrap();
        assert!(found.albums.len() <= 10 && found.artists.len() <= 10);
        matched += usize::from(match_album(release, None, &found.albums).taken.is_some());
    }
    assert!(matched > stage.releases.len() / 2, "{matched} of {}", stage.releases.len());
    let journal = stage.scene.fakes.journal();
    assert_eq!((journal.calls("accounts"), journal.calls("spotify")), (1, stage.releases.len()));
    assert!(
        journal
            .of("spotify")
            .iter()
            .all(|call| call.query.contains("&type=album%2Cartist&limit=10") && call.authorized)
    );
}

#[tokio::test]
async fn a_barcode_takes_one_search_or_a_second_in_words() {
    let stage = ready().await;
    let release = &stage.releases[0];
    stage.scene.fakes.script().act(
        On::service("spotify").nth(1),
        Act::json(
            200,
            serde_json::json!({"albums": {"items": [{
                "name": release.title, "id": "a", "external_urls": {"spotify": "https://open.spotify.com/album/a"},
            }]}}),
        ),
    );
    let found = stage.spotify.fetch_candidates(release, Some("5 012394 144777")).await.unwrap();
    assert!(found.albums.iter().all(|album| album.by_barcode) && found.albums.len() == 1);
    let journal = stage.scene.fakes.journal();
    assert_eq!(journal.calls("spotify"), 1);
    assert!(journal.of("spotify")[0].query.starts_with("q=upc%3A5012394144777&"));
    let found = stage.spotify.fetch_candidates(release, Some("0000000000000")).await.unwrap();
    assert!(found.albums.iter().all(|album| !album.by_barcode));
    assert_eq!(journal.calls("spotify"), 3, "an unknown barcode is followed by the words");
    assert!(!journal.of("spotify")[2].query.contains("upc"));
}

#[tokio::test]
async fn the_search_brings_portraits_of_the_taken_albums_artists() {
    let stage = ready().await;
    let mut pictured = 0;
    for release in &stage.releases {
        let found = stage.spotify.fetch_candidates(release, None).await.unwrap();
        let Some(taken) = match_album(release, None, &found.albums).taken else { continue };
        for (artist_id, picture) in portraits(&release.credits, &taken, &found.artists) {
            assert!(release.credits.iter().any(|credit| credit.artist_id == artist_id));
            assert_eq!(picture.width, Some(640));
            assert!(picture.link.is_some_and(|link| link.contains("/artist/")));
            pictured += 1;
        }
    }
    assert!(pictured > stage.releases.len() / 4, "{pictured} of {}", stage.releases.len());
    assert_eq!(stage.scene.fakes.journal().calls("spotify"), stage.releases.len());
}

#[tokio::test]
async fn an_expired_token_is_asked_for_anew() {
    let stage = stage(FakesConfig { spotify_token_seconds: 61, ..FakesConfig::default() }, None).await;
    stage.spotify.fetch_candidates(&stage.releases[0], None).await.unwrap();
    let short = self::stage(FakesConfig { spotify_token_seconds: 60, ..FakesConfig::default() }, None).await;
    for release in &short.releases[..2] {
        short.spotify.fetch_candidates(release, None).await.unwrap();
    }
    assert_eq!(short.scene.fakes.journal().calls("accounts"), 2, "within a minute of its end it counts as expired");
}

#[tokio::test]
async fn a_refused_token_is_renewed_once() {
    let stage = ready().await;
    let refusal =
        || Act::json(401, serde_json::json!({"error": {"status": 401, "message": "The access token expired"}}));
    stage.scene.fakes.script().act(On::service("spotify").nth(1), refusal());
    stage.spotify.fetch_candidates(&stage.releases[0], None).await.unwrap();
    assert_eq!(stage.scene.fakes.journal().calls("accounts"), 2);
    stage.scene.fakes.script().act(On::service("spotify"), refusal());
    let error = stage.spotify.fetch_candidates(&stage.releases[0], None).await.unwrap_err();
    assert_eq!(error, ClientError::Unauthorized);
    assert_eq!(stage.scene.fakes.journal().calls("accounts"), 3);
}

#[tokio::test]
async fn a_wrong_secret_is_told_and_nothing_is_searched() {
    let stage = stage(FakesConfig::default(), Some("wrong")).await;
    let error = stage.spotify.fetch_candidates(&stage.releases[0], None).await.unwrap_err();
    assert_eq!(error, ClientError::Unauthorized);
    assert_eq!(stage.scene.fakes.journal().calls("spotify"), 0);
    assert!(stage.scene.fakes.journal().of("accounts").iter().all(|call| call.body == "grant_type=client_credentials"));
}

#[tokio::test]
async fn asked_to_wait_it_leaves_spotify_alone() {
    let stage = ready().await;
    stage.scene.fakes.script().act(On::service("spotify"), Act::too_many(Some(86_400)));
    for release in &stage.releases[..3] {
        let error = stage.spotify.fetch_candidates(release, None).await.unwrap_err();
        assert!(
            matches!(error, ClientError::RateLimited { retry_after } if (86_000..=86_400).contains(&retry_after.as_secs())),
            "{error:?}"
        );
    }
    assert!(stage.gate.is_open());
    assert_eq!(stage.scene.fakes.journal().calls("spotify"), 1);
}

#[tokio::test]
async fn a_dead_spotify_is_asked_five_times() {
    let stage = ready().await;
    stage.scene.fakes.script().act(On::service("spotify"), Act::Reset);
    for release in &stage.releases[..20] {
        stage.spotify.fetch_candidates(release, None).await.unwrap_err();
    }
    assert!(stage.gate.is_open());
    let calls = stage.scene.fakes.journal().calls("spotify");
    assert!((5..=6).contains(&calls), "{calls}");
}

#[tokio::test]
async fn nulls_among_the_albums_are_passed_over() {
    let stage = ready().await;
    let spoil = Act::rewrite(|answer| answer["albums"]["items"] = serde_json::json!([null, {"name": ""}, null]));
    stage.scene.fakes.script().act(On::service("spotify"), spoil);
    assert_eq!(stage.spotify.fetch_candidates(&stage.releases[0], None).await.unwrap().albums, []);
}
