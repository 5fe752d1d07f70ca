#![allow(clippy::unwrap_used)]
use super::*;
use serde_json::{Value, json, to_value};
use sillon_core::album::{CopyDetail, Source};
use sillon_core::collection::Note;
use sillon_core::credit::Credit;
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
    let detail =
        AlbumDetail { album: of_copy, copies: vec![copy], pressings: vec![album()], added_by, spotify_found_at };
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
    assert_eq!(document["tracks"], json!([]));
    let origins = json!({"spotify_url": {"source": "spotify", "found_at": "1970-01-01T00:00:01Z"}});
    assert_eq!(document["origins"], origins);
    assert_eq!(document["added_by"], "j1");
}
