#![allow(clippy::unwrap_used)]
use super::*;
use rstest::rstest;
use serde_json::{Value, json, to_value};
use sillon_core::album::{CopyDetail, Source};
use sillon_core::collection::Note;
use sillon_core::credit::Credit;
use sillon_core::edit::{Change, Edit, Target};
use sillon_core::enrich::details::{Details, Part, Track, TrackKind};
use sillon_core::enrich::text::{Author, Text, TextState};
use sillon_core::enrich::{Facet, Outcome};
use sillon_core::format::Format;
use sillon_core::id::{FieldId, FolderId, InstanceId, JobId, LabelId, MasterId, ReleaseId};
use sillon_core::label::LabelLine;

fn credit(id: i64, name: &str, anv: &str, join: &str) -> Credit {
    Credit { artist_id: ArtistId(id), name: name.into(), anv: anv.into(), join: join.into() }
}

fn album() -> Album {
    let format = |name: &str, text: &str| Format {
        name: name.into(),
        qty: 1,
        descriptions: vec!["Album".into()],
        text: text.into(),
    };
    Album {
        release: Release {
            id: ReleaseId(25_050_472),
            master_id: Some(MasterId(52_401)),
            title: "Soft Machinery".into(),
            year: None,
            cover_url: Some("https://i.discogs.com/cover.jpeg".into()),
            thumb_url: Some("https://i.discogs.com/thumb.jpeg".into()),
            credits: vec![credit(1, "Ada Field (2)", "", "&"), credit(2, "The Looms", "Looms", "=")],
            labels: vec![LabelLine { label_id: LabelId(9), name: "Paper (3)".into(), catno: String::new() }],
            formats: vec![format("All Media", ""), format("Vinyl", "Red"), format("CD", "")],
            genres: vec!["Rock".into()],
            styles: vec![],
        },
        source: Source::Discogs,
        copies: 2,
        added_at: Some(0),
        created_at: 1_000,
        rating: None,
        spotify_url: None,
        description: None,
        cover: None,
        archived: false,
    }
}

#[test]
fn an_album_in_a_list() {
    let expected = json!({
        "id": 25_050_472, "title": "Soft Machinery", "year": null,
        "artists": ["Ada Field", "Looms"], "artist_credit": "Ada Field & Looms",
        "support": "Vinyle", "supports": ["Vinyle", "CD"],
        "formats": [
            {"name": "All Media", "qty": 1, "descriptions": ["Album"], "text": null},
            {"name": "Vinyl", "qty": 1, "descriptions": ["Album"], "text": "Red"},
            {"name": "CD", "qty": 1, "descriptions": ["Album"], "text": null},
        ],
        "labels": [{"id": 9, "name": "Paper", "catno": null}],
        "genres": ["Rock"], "styles": [],
        "source": "discogs", "discogs_id": 25_050_472,
        "discogs_url": "https://www.discogs.com/release/25050472", "master_id": 52_401, "spotify_url": null,
        "images": ["https://i.discogs.com/cover.jpeg"], "thumb_url": "https://i.discogs.com/thumb.jpeg",
        "ai_info": null, "copies": 2, "rating": null,
        "added_at": "1970-01-01T00:00:00Z", "created_at": "1970-01-01T00:00:01Z",
        "archived": false,
    });
    assert_eq!(to_value(AlbumDocument::from(album())).unwrap(), expected);
}

#[test]
fn a_release_made_by_hand_is_not_at_discogs() {
    let mut album = album();
    album.release.id = ReleaseId(LOCAL_IDS + 1);
    let document = to_value(AlbumDocument::from(album)).unwrap();
    assert_eq!((&document["discogs_id"], &document["discogs_url"]), (&Value::Null, &Value::Null));
}

#[test]
fn without_a_cover_the_thumbnail_stands_in() {
    let mut album = album();
    album.release.cover_url = None;
    assert_eq!(to_value(AlbumDocument::from(album)).unwrap()["images"], json!(["https://i.discogs.com/thumb.jpeg"]));
}

#[rstest]
#[case("javascript:alert(1)")]
#[case("data:text/html,<script>alert(1)</script>")]
#[case("ftp://example.org/cover.jpeg")]
#[case("//example.org/cover.jpeg")]
#[case("/cover.jpeg")]
#[case("")]
fn what_is_no_address_of_the_web_is_no_picture(#[case] url: &str) {
    let mut album = album();
    album.release.cover_url = Some(url.into());
    let document = to_value(AlbumDocument::from(album.clone())).unwrap();
    assert_eq!(document["images"], json!(["https://i.discogs.com/thumb.jpeg"]));
    album.release.thumb_url = Some(url.into());
    let document = to_value(AlbumDocument::from(album)).unwrap();
    assert_eq!((&document["images"], &document["thumb_url"]), (&json!([]), &Value::Null));
}

#[test]
fn a_kept_cover_goes_before_the_source_s() {
    let mut album = album();
    album.cover = Some(Image {
        hash: "ab".repeat(32),
        format: "jpg".into(),
        width: 600,
        height: 600,
        bytes: 1,
        colour: "#102030".into(),
        placeholder: "data:image/png;base64,AA==".into(),
    });
    let kept = format!("/images/{}/640.jpg", "ab".repeat(32));
    assert_eq!(
        to_value(AlbumDocument::from(album)).unwrap()["images"],
        json!([kept, "https://i.discogs.com/cover.jpeg"])
    );
}

#[test]
fn an_album_in_full() {
    let copy = CopyDetail {
        instance_id: InstanceId(77),
        folder: Some((FolderId(1), "Uncategorized".into())),
        rating: Some(4),
        added_at: None,
        fields: vec![("Media Condition".into(), Note { field_id: FieldId(1), value: "Mint (M)".into() })],
        absent_since: Some(0),
    };
    let mut of_copy = album();
    of_copy.spotify_url = Some("https://open.spotify.com/album/1".into());
    let (added_by, spotify_found_at) = (JobId("j1".into()), Some(1_000));
    let track =
        |position: &str, title: &str| Track { position: position.into(), title: title.into(), ..Track::default() };
    let index = Track { kind: TrackKind::Index, sub_tracks: vec![track("A1a", "Dawn")], ..track("", "Suite") };
    let details = Details {
        country: Some("France".into()),
        original_year: Some(1971),
        tracks: vec![index],
        credits: vec![Part { name: "Ada".into(), role: "Bass".into(), ..Part::default() }],
        ..Details::default()
    };
    let author = Author::Model { name: "m".into(), prompt_version: 3 };
    let text = Text {
        id: "t1".into(),
        release_id: ReleaseId(25_050_472),
        body: "Words.".into(),
        language: "en".into(),
        author,
        state: TextState::Review,
        doubts: Some(r#"[{"code":"unknown_year","said":"2017"},{"code":"of a later version"}]"#.into()),
        locked: false,
        written_at: 0,
    };
    let origin = sillon_core::enrich::Origin {
        facet: Facet::Links,
        outcome: Outcome::Found,
        source: "spotify".into(),
        score: Some(0.9),
        trace: Some("title ok".into()),
        updated_at: 1_000,
        retry_at: None,
    };
    let detail = AlbumDetail {
        album: of_copy,
        copies: vec![copy],
        pressings: vec![album()],
        added_by,
        spotify_found_at,
        details: Some(details),
        texts: vec![text],
        candidates: None,
        origins: vec![origin],
        edits: vec![Edit {
            id: "e1".into(),
            batch_id: "b1".into(),
            target: Target::copy(ReleaseId(25_050_472), InstanceId(77)),
            change: Change::Note(FieldId(1), None),
            previous: Change::Note(FieldId(1), Some("Mint (M)".into())),
            made_at: 0,
            undone_at: None,
        }],
    };
    let document = to_value(AlbumDetailDocument::from(detail)).unwrap();
    let copies = json!([{
        "instance_id": 77, "folder": {"id": 1, "name": "Uncategorized"}, "rating": 4, "added_at": null,
        "fields": [{"id": 1, "name": "Media Condition", "value": "Mint (M)"}], "absent_since": "1970-01-01T00:00:00Z",
    }]);
    assert_eq!(document["copies"], copies);
    let credits = json!([
        {"artist_id": 1, "display_name": "Ada Field", "name": "Ada Field (2)", "anv": null, "join": "&"},
        {"artist_id": 2, "display_name": "Looms", "name": "The Looms", "anv": "Looms", "join": "="},
    ]);
    assert_eq!(document["credits"], credits);
    assert_eq!(document["pressings"][0]["copies"], 2);
    assert_eq!((&document["country"], &document["original_year"]), (&json!("France"), &json!(1971)));
    let track = json!({
        "position": null, "kind": "index", "title": "Suite", "duration": null, "artists": [], "extra_artists": [],
        "sub_tracks": [{
            "position": "A1a", "kind": "track", "title": "Dawn", "duration": null, "artists": [], "extra_artists": [],
            "sub_tracks": [],
        }],
    });
    assert_eq!(document["tracks"], json!([track]));
    let part = json!({"artist_id": null, "name": "Ada", "role": "Bass", "tracks": null});
    assert_eq!(document["extra_artists"], json!([part]));
    let text = json!({
        "id": "t1", "body": "Words.", "language": "en", "author": "model", "model": "m", "prompt_version": 3,
        "state": "review", "doubts": [{"code": "unknown_year", "said": "2017"}], "locked": false,
        "written_at": "1970-01-01T00:00:00Z",
    });
    assert_eq!(document["texts"], json!([text]));
    let edit = json!({
        "id": "e1", "batch_id": "b1", "album_id": 25_050_472, "instance_id": 77, "field": "field:1", "value": null,
        "previous": "Mint (M)", "made_at": "1970-01-01T00:00:00Z", "undone_at": null,
    });
    assert_eq!(document["edits"], json!([edit]));
    let origin = json!({
        "facet": "links", "outcome": "found", "source": "spotify", "score": 0.9, "trace": "title ok",
        "updated_at": "1970-01-01T00:00:01Z", "retry_at": null,
    });
    assert_eq!(document["enrichment"], json!([origin]));
    let origins = json!({"spotify_url": {"source": "spotify", "found_at": "1970-01-01T00:00:01Z"}});
    assert_eq!(document["origins"], origins);
    assert_eq!(document["added_by"], "j1");
}
