use super::*;
use crate::discogs::convert::tests::pointers;
use crate::lenient::salvage;
use rstest::rstest;
use serde_json::json;
use sillon_core::enrich::Picture;
use sillon_core::enrich::details::Part;
use sillon_core::id::{ArtistId, MasterId};
use sillon_core::limits::MOST_TEXT;

fn whole() -> Value {
    let artist = json!({"name": "Low (2)", "anv": "", "join": "", "role": "", "tracks": "", "id": 9});
    json!({
        "id": 31, "uri": "https://www.discogs.com/release/31-Low-Trust", "title": "Trust", "country": "US", "year": 1999,
        "master_id": 5, "released": "1999-03-00", "notes": "Recorded in a church.\r\nMade in Canada.\r\n", "artists": [artist],
        "tracklist": [
            {"position": "", "type_": "heading", "title": "Side One", "duration": ""},
            {"position": "A1", "type_": "track", "title": "(That's How You Sing) Amazing Grace", "duration": "7:12", "artists": [artist],
             "extraartists": [{"name": "Gerry (3)", "anv": "G.", "join": "", "role": "Bass", "tracks": "", "id": 12}]},
            {"position": "", "type_": "index", "title": "Suite", "duration": "", "sub_tracks": [
                {"position": "A2.a", "type_": "track", "title": "I", "duration": "1:00"},
                {"position": "A2.b", "type_": "track", "title": "II", "duration": "2:00",
                 "artists": [{"name": "Guest", "id": 13, "join": ""}]}]},
        ],
        "extraartists": [{"name": "Tchad Blake", "anv": "", "join": "", "role": "Mixed By", "tracks": "A1 to A3", "id": 14}],
        "identifiers": [{"type": "Barcode", "value": "7 32586 21234 5", "description": "Text"}, {"type": "Barcode", "value": " "}],
        "companies": [{"name": "Chairkickers", "catno": "none", "entity_type": "13", "entity_type_name": "Phonographic Copyright (p)", "id": 8}],
        "videos": [{"uri": "https://www.youtube.com/watch?v=x", "title": "Low - Canada", "description": null, "duration": 226, "embed": true},
                   {"uri": "javascript:alert(1)", "title": "no"}],
        "images": [
            {"type": "secondary", "uri": "https://i.discogs.com/back.jpeg", "resource_url": "x", "width": 600, "height": 593},
            {"type": "secondary", "uri": "", "resource_url": "", "width": 600, "height": 600},
            {"type": "primary", "uri": "https://i.discogs.com/front.jpeg", "width": 600, "height": 0},
        ],
    })
}

fn with(key: &str, value: Value) -> ReleaseDetails {
    let mut page = whole();
    page[key] = value;
    release(&page)
}

#[test]
fn a_whole_page_is_read_whole() {
    let track = |position: &str, title: &str, duration: &str| Track {
        position: position.into(),
        title: title.into(),
        duration: duration.into(),
        ..Track::default()
    };
    let part = |artist_id, name: &str, role: &str, tracks: &str| Part {
        artist_id,
        name: name.into(),
        role: role.into(),
        tracks: tracks.into(),
    };
    let guest = Credit { artist_id: ArtistId(13), name: "Guest".into(), anv: String::new(), join: String::new() };
    let details = Details {
        country: Some("US".into()),
        released: Some("1999-03-00".into()),
        original_year: None,
        notes: Some("Recorded in a church.\nMade in Canada.".into()),
        tracks: vec![
            Track { kind: TrackKind::Heading, ..track("", "Side One", "") },
            Track {
                credits: vec![part(12, "G.", "Bass", "")],
                ..track("A1", "(That's How You Sing) Amazing Grace", "7:12")
            },
            Track {
                kind: TrackKind::Index,
                sub_tracks: vec![
                    track("A2.a", "I", "1:00"),
                    Track { artists: vec![guest], ..track("A2.b", "II", "2:00") },
                ],
                ..track("", "Suite", "")
            },
        ],
        credits: vec![part(14, "Tchad Blake", "Mixed By", "A1 to A3")],
        identifiers: vec![Identifier {
            kind: "Barcode".into(),
            value: "7 32586 21234 5".into(),
            description: "Text".into(),
        }],
        companies: vec![Company {
            id: 8,
            name: "Chairkickers".into(),
            role: "Phonographic Copyright (p)".into(),
            catno: String::new(),
        }],
        videos: vec![Video {
            url: "https://www.youtube.com/watch?v=x".into(),
            title: "Low - Canada".into(),
            duration: Some(226),
        }],
    };
    let picture = |name: &str, height| Picture {
        url: format!("https://i.discogs.com/{name}.jpeg"),
        width: Some(600),
        height,
        link: Some("https://www.discogs.com/release/31-Low-Trust".into()),
    };
    let pictures = vec![picture("front", None), picture("back", Some(593))];
    let told = Release {
        master_id: Some(MasterId(5)),
        title: "Trust".into(),
        year: Some(1999),
        cover_url: Some("https://i.discogs.com/front.jpeg".into()),
        credits: vec![Credit {
            artist_id: ArtistId(9),
            name: "Low (2)".into(),
            anv: String::new(),
            join: String::new(),
        }],
        ..Release::blank(ReleaseId(31))
    };
    assert_eq!(release(&whole()), ReleaseDetails { details, release: told, pictures });
}

#[rstest]
#[case(json!(null))]
#[case(json!("x"))]
#[case(json!(7))]
#[case(json!({}))]
#[case(json!([null, 7, "", []]))]
fn a_list_of_the_wrong_type_is_empty(#[case] wrong: Value) {
    let mut page = whole();
    for key in ["tracklist", "extraartists", "identifiers", "companies", "videos", "images", "artists"] {
        page[key] = wrong.clone();
    }
    let read = release(&page);
    let nothing = Details {
        country: Some("US".into()),
        released: Some("1999-03-00".into()),
        notes: read.details.notes.clone(),
        ..Details::default()
    };
    assert_eq!((read.details, read.pictures), (nothing, vec![]));
}

#[test]
fn an_odd_track_costs_no_other() {
    for odd in [json!(null), json!(true), json!("Intro"), json!({}), json!({"title": [], "position": {}}), json!([[]])]
    {
        let mut page = whole();
        page["tracklist"][1] = odd.clone();
        let titles: Vec<String> = release(&page).details.tracks.into_iter().map(|track| track.title).collect();
        assert_eq!(titles, ["Side One", "Suite"], "{odd}");
    }
    let half_an_emoji = whole().to_string().replace("Side One", "\\ud83d");
    let read = release(&salvage(&half_an_emoji));
    assert_eq!(read.details.tracks[0].kind, TrackKind::Heading);
    assert_eq!(read.details.tracks[1..], release(&whole()).details.tracks[1..]);
}

#[test]
fn whatever_stands_wherever_the_rest_is_kept() {
    let mut places = Vec::new();
    pointers(&whole(), "", &mut places);
    assert!(places.len() > 80, "{}", places.len());
    let titles =
        |page: &Value| -> Vec<String> { release(page).details.tracks.into_iter().map(|track| track.title).collect() };
    let all = titles(&whole());
    for place in &places {
        for odd in [json!(null), json!(true), json!(-1), json!(1e300), json!("\u{0}"), json!([[]]), json!({"a": {}})] {
            let mut page = whole();
            *page.pointer_mut(place).unwrap() = odd.clone();
            let kept = titles(&page);
            let hit = place.strip_prefix("/tracklist/").and_then(|rest| rest.split('/').next()?.parse::<usize>().ok());
            let others = all.iter().enumerate().filter(|(at, _)| Some(*at) != hit).map(|(_, title)| title);
            assert!(place == "/tracklist" || others.into_iter().all(|title| kept.contains(title)), "{odd} at {place}");
        }
    }
}

#[test]
fn numbers_are_read_as_they_were_meant() {
    let read = release(&json!({
        "id": "31", "master_id": "5", "released": 1999,
        "tracklist": [{"position": 1, "type_": "track", "title": 1979, "duration": null, "extraartists": null}],
        "videos": [{"uri": "https://example.org/", "duration": "95"}],
        "images": [{"uri": "https://i.discogs.com/a.jpeg", "width": "600", "height": -1}],
    }));
    let track = &read.details.tracks[0];
    assert_eq!((track.position.as_str(), track.title.as_str(), track.duration.as_str()), ("1", "1979", ""));
    assert_eq!((read.release.master_id, read.details.released.as_deref()), (Some(MasterId(5)), Some("1999")));
    assert_eq!(read.details.videos[0].duration, Some(95));
    assert_eq!((read.pictures[0].width, read.pictures[0].height), (Some(600), None));
    assert_eq!(read.pictures[0].link.as_deref(), Some("https://www.discogs.com/release/31"));
}

#[rstest]
#[case("country", json!(null))]
#[case("country", json!(" "))]
fn nothing_is_not_a_text(#[case] key: &str, #[case] value: Value) {
    assert_eq!(with(key, value).details.country, None);
}

#[rstest]
#[case(json!([{"name": "", "anv": "Printed (2)", "id": 3}]), &[(3, "Printed")])]
#[case(json!([{"name": "Nobody's Id (4)", "id": 0, "role": "Bass"}]), &[(0, "Nobody's Id")])]
#[case(json!([{"id": 5, "role": "Bass"}, {"name": " "}]), &[])]
fn a_part_needs_a_name(#[case] people: Value, #[case] expected: &[(i64, &str)]) {
    let parts = with("extraartists", people).details.credits;
    let parts: Vec<_> = parts.iter().map(|part| (part.artist_id, part.name.as_str())).collect();
    assert_eq!(parts, expected);
}

#[rstest]
#[case(json!([{"type": "primary", "uri": "https://st.discogs.com/1/images/spacer.gif"}]), &[])]
#[case(json!([{"type": "primary", "uri": "file:///etc/passwd"}]), &[])]
#[case(json!([{"type": "secondary", "uri": "https://i/2"}, {"type": "secondary", "uri": "https://i/3"}]), &["https://i/2", "https://i/3"])]
#[case(json!([{"uri": "https://i/2"}, {"type": "primary", "resource_url": "https://i/1"}]), &["https://i/1", "https://i/2"])]
fn pictures_with_an_address(#[case] images: Value, #[case] expected: &[&str]) {
    let pictures = with("images", images).pictures;
    assert_eq!(pictures.iter().map(|picture| picture.url.as_str()).collect::<Vec<_>>(), expected);
}

#[rstest]
#[case("/country")]
#[case("/released")]
#[case("/notes")]
#[case("/tracklist/1/title")]
#[case("/tracklist/1/extraartists/0/role")]
#[case("/extraartists/0/name")]
#[case("/identifiers/0/value")]
#[case("/companies/0/name")]
#[case("/videos/0/title")]
#[case("/images/0/uri")]
fn a_text_that_is_too_long_is_left_out_and_the_rest_is_kept(#[case] place: &str) {
    let mut without = whole();
    *without.pointer_mut(place).unwrap() = json!("");
    let mut long = whole();
    *long.pointer_mut(place).unwrap() = json!("x".repeat(MOST_TEXT + 1));
    assert_eq!(release(&long), release(&without));
    assert_ne!(release(&whole()), release(&without), "it is read where it is short");
}

#[test]
fn tracks_within_tracks_end() {
    let mut track = json!({"title": "deep"});
    for _ in 0..40 {
        track = json!({"title": "deep", "sub_tracks": [track]});
    }
    let read = with("tracklist", json!([track])).details.tracks;
    assert!(read[0].sub_tracks[0].sub_tracks[0].sub_tracks.is_empty());
}
