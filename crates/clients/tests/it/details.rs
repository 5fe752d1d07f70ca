//! Releases, master releases and artists, one at a time.

use crate::recorded::recordings;
use crate::support::{Scene, discogs, quick};
use serde_json::{Value, json};
use sillon_clients::{ClientError, Gate, GateConfig};
use sillon_core::enrich::details::{Track, TrackKind};
use sillon_core::id::{ArtistId, LOCAL_IDS, MasterId, ReleaseId};
use sillon_fakes::{Act, FakesConfig, On};
use std::time::Duration;
use url::Url;

fn length(list: &Value) -> usize {
    list.as_array().map_or(0, Vec::len)
}

#[tokio::test]
async fn every_recorded_release_is_read() {
    let gate = Gate::new(GateConfig { calls: 1000, window: Duration::from_secs(60) });
    let scene = Scene::with(FakesConfig { rate_limit: 1000, ..FakesConfig::default() }, quick(), gate);
    for (name, recording) in recordings("releases") {
        compare(&scene, &name, &recording).await;
    }
}

/// What was recorded is what was read, told in other words than the reading itself.
async fn compare(scene: &Scene, name: &str, raw: &Value) {
    scene.fakes.script().clear();
    scene.fakes.script().act(On::path("discogs", "/releases/"), Act::json(200, raw.clone()));
    let read = scene.discogs.fetch_release(ReleaseId(raw["id"].as_i64().unwrap())).await.unwrap();
    let details = &read.details;
    assert_eq!(details.tracks.len(), length(&raw["tracklist"]), "{name}");
    for (track, raw) in details.tracks.iter().zip(raw["tracklist"].as_array().unwrap()) {
        assert_eq!((&json!(track.position), &json!(track.title)), (&raw["position"], &raw["title"]), "{name}");
        assert_eq!(json!(track.duration), raw["duration"], "{name}");
        assert_eq!(json!(track.kind), raw["type_"], "{name}");
        assert_eq!(track.credits.len(), length(&raw["extraartists"]), "{name}: {}", track.title);
        assert!([0, length(&raw["artists"])].contains(&track.artists.len()), "{name}: {}", track.title);
        assert_eq!(track.sub_tracks.len(), length(&raw["sub_tracks"]), "{name}: {}", track.title);
    }
    assert_eq!(details.credits.len(), length(&raw["extraartists"]), "{name}");
    for (part, raw) in details.credits.iter().zip(raw["extraartists"].as_array().into_iter().flatten()) {
        assert_eq!((json!(part.artist_id), json!(part.role)), (raw["id"].clone(), raw["role"].clone()), "{name}");
        assert_eq!(json!(part.tracks), raw["tracks"], "{name}");
    }
    assert_eq!(details.identifiers.len(), length(&raw["identifiers"]), "{name}");
    for (identifier, raw) in details.identifiers.iter().zip(raw["identifiers"].as_array().unwrap()) {
        assert_eq!(json!(identifier.kind), raw["type"], "{name}");
        assert_eq!(identifier.value, raw["value"].as_str().unwrap().trim(), "{name}");
    }
    assert_eq!(details.companies.len(), length(&raw["companies"]), "{name}");
    let urls = |list: &Value| -> Vec<Value> {
        list.as_array().into_iter().flatten().map(|entry| entry["uri"].clone()).collect()
    };
    assert_eq!(details.videos.iter().map(|video| json!(video.url)).collect::<Vec<_>>(), urls(&raw["videos"]), "{name}");
    let pictures: Vec<Value> = read.pictures.iter().map(|picture| json!(picture.url)).collect();
    let images = urls(&raw["images"]);
    assert!(pictures.len() == images.len() && images.iter().all(|url| pictures.contains(url)), "{name}");
    let mut primary = raw["images"].as_array().into_iter().flatten().filter(|image| image["type"] == "primary");
    let front = primary.next().map(|image| &image["uri"]).or(images.first());
    assert_eq!(pictures.first(), front, "{name}");
    let page = Url::parse(raw["uri"].as_str().unwrap()).unwrap();
    assert!(read.pictures.iter().all(|picture| picture.link.as_deref() == Some(page.as_str())), "{name}");
    assert!(read.pictures.iter().all(|picture| picture.width.is_some() && picture.height.is_some()), "{name}");
    assert_eq!(read.release.master_id.map(|id| id.0), raw["master_id"].as_i64(), "{name}");
    assert_eq!(details.country.as_deref(), raw["country"].as_str(), "{name}");
    assert_eq!(details.released.as_deref(), raw["released"].as_str(), "{name}");
    assert_eq!(details.notes.is_some(), raw["notes"].is_string(), "{name}");
}

#[tokio::test]
async fn releases_of_a_collection_have_tracks_and_years() {
    let scene = Scene::set();
    let page = scene.discogs.fetch_collection_page(&scene.username(), 1).await.unwrap();
    let (mut parts, mut own_artists, mut barcodes, mut pictures) = (0, 0, 0, 0);
    for item in page.found.iter().take(30) {
        let read = scene.discogs.fetch_release(item.release.id).await.unwrap();
        let names =
            |track: &Track| !track.title.is_empty() && (track.kind != TrackKind::Track || !track.position.is_empty());
        assert!(!read.details.tracks.is_empty() && read.details.tracks.iter().all(names), "{}", item.release.title);
        assert_eq!(read.release.master_id, item.release.master_id);
        parts += read.details.tracks.iter().map(|track| track.sub_tracks.len()).sum::<usize>();
        own_artists += read.details.tracks.iter().filter(|track| !track.artists.is_empty()).count();
        barcodes += usize::from(read.details.barcode().is_some());
        pictures += usize::from(!read.pictures.is_empty());
    }
    assert!(
        parts > 0 && own_artists > 0 && barcodes > 5 && pictures > 20,
        "{parts} {own_artists} {barcodes} {pictures}"
    );
    for item in page.found.iter().filter(|item| item.release.master_id.is_some()).take(10) {
        let year = scene.discogs.fetch_master_year(item.release.master_id.unwrap()).await.unwrap().unwrap();
        assert!(item.release.year.is_none_or(|pressed| year <= pressed), "{year} {}", item.release.title);
    }
    assert!(scene.fakes.journal().all().iter().all(|call| call.authorized && call.method == "GET"));
}

#[tokio::test]
async fn an_unknown_year_is_none() {
    let scene = Scene::set();
    scene.fakes.script().act(On::path("discogs", "/masters/"), Act::json(200, json!({"id": 5, "year": 0})));
    assert_eq!(scene.discogs.fetch_master_year(MasterId(5)).await, Ok(None));
}

#[tokio::test]
async fn what_is_gone_is_not_found_and_what_is_ours_is_not_asked_for() {
    let scene = Scene::set();
    let (release, master, artist) = (ReleaseId(999_999_999), MasterId(999_999_999), ArtistId(999_999_999));
    assert_eq!(scene.discogs.fetch_release(release).await, Err(ClientError::NotFound));
    assert_eq!(scene.discogs.fetch_master_year(master).await, Err(ClientError::NotFound));
    assert_eq!(scene.discogs.fetch_artist_picture(artist).await, Err(ClientError::NotFound));
    assert_eq!(scene.fakes.journal().calls("discogs"), 3);
    assert_eq!(scene.discogs.fetch_release(ReleaseId(LOCAL_IDS)).await, Err(ClientError::NotFound));
    assert_eq!(scene.discogs.fetch_master_year(MasterId(0)).await, Err(ClientError::NotFound));
    assert_eq!(scene.discogs.fetch_artist_picture(ArtistId(-1)).await, Err(ClientError::NotFound));
    for nobody in [ArtistId::VARIOUS, ArtistId::UNKNOWN, ArtistId::NONE] {
        assert_eq!(scene.discogs.fetch_artist_picture(nobody).await, Ok(None));
    }
    assert_eq!(scene.fakes.journal().calls("discogs"), 3);
}

#[tokio::test]
async fn another_release_than_asked_for_is_not_believed() {
    let scene = Scene::set();
    for body in [json!({"id": 6, "title": "another"}), json!({"message": "maintenance"}), json!([1]), json!(null)] {
        scene.fakes.script().clear();
        scene.fakes.script().act(On::path("discogs", "/releases/"), Act::json(200, body.clone()));
        let error = scene.discogs.fetch_release(ReleaseId(5)).await.unwrap_err();
        let ClientError::Decode { path, .. } = error else { panic!("{body}: {error:?}") };
        assert_eq!(path, "id", "{body}");
    }
}

#[tokio::test]
async fn an_artist_has_a_picture_or_none() {
    let scene = Scene::set();
    let page = scene.discogs.fetch_collection_page(&scene.username(), 1).await.unwrap();
    let credits = page.found.iter().flat_map(|item| &item.release.credits);
    let mut artists: Vec<ArtistId> = credits.map(|credit| credit.artist_id).collect();
    artists.sort();
    artists.dedup();
    artists.retain(|artist| !artist.is_placeholder());
    let mut found = 0;
    for artist in artists.iter().take(25) {
        let Some(picture) = scene.discogs.fetch_artist_picture(*artist).await.unwrap() else { continue };
        found += 1;
        assert!(picture.url.contains(&format!("/images/artist/{artist}/")), "{}", picture.url);
        assert_eq!((picture.width, picture.height), (Some(600), Some(600)));
        assert_eq!(picture.link, Some(format!("https://www.discogs.com/artist/{artist}")));
    }
    assert!(found > 15, "{found} of 25");
    scene.fakes.script().act(On::path("discogs", "/artists/"), Act::rewrite(|artist| artist["images"] = json!(null)));
    assert_eq!(scene.discogs.fetch_artist_picture(artists[0]).await, Ok(None));
}

#[tokio::test]
async fn of_secondary_pictures_the_first_and_none_without_a_token() {
    let scene = Scene::set();
    let images =
        json!([{"type": "secondary", "uri": ""}, {"type": "secondary", "uri": "https://i.discogs.com/a.jpeg"}]);
    scene
        .fakes
        .script()
        .act(On::path("discogs", "/artists/").nth(1), Act::json(200, json!({"id": 7, "images": images})));
    let picture = scene.discogs.fetch_artist_picture(ArtistId(7)).await.unwrap().unwrap();
    assert_eq!((picture.url.as_str(), picture.width), ("https://i.discogs.com/a.jpeg", None));
    let page = scene.discogs.fetch_collection_page(&scene.username(), 1).await.unwrap();
    let nobody = discogs(&scene.fakes, quick(), &scene.gate, None);
    let read = nobody.fetch_release(page.found[0].release.id).await.unwrap();
    assert!(read.pictures.is_empty() && !read.details.tracks.is_empty());
}
