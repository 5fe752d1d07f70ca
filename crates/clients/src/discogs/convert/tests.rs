use super::item::item;
use super::*;
use crate::http::decode;
use rstest::rstest;
use serde_json::json;
use sillon_core::collection::{Copy, Item, Note};
use sillon_core::credit::{Credit, render_credits};
use sillon_core::format::Format;
use sillon_core::id::{ArtistId, InstanceId, LabelId, MasterId, ReleaseId};
use sillon_core::label::LabelLine;
use sillon_core::limits::MOST_TEXT;
use sillon_core::release::Release;

fn whole() -> Value {
    json!({
        "id": 31, "instance_id": 7001, "date_added": "2023-09-19T22:43:28-07:00", "rating": 4, "folder_id": 12,
        "basic_information": {
            "id": 31, "master_id": 5, "title": "T.V. Sky", "year": 2022,
            "thumb": "https://i.example/150.jpeg", "cover_image": "https://i.example/600.jpeg",
            "formats": [{"name": "Vinyl", "qty": "2", "text": "180g", "descriptions": ["LP", "Album"]}],
            "labels": [{"name": "Two (2)", "catno": "T 1", "id": 8}, {"name": "Two (2)", "catno": "none", "id": 8}],
            "artists": [{"name": "A (2)", "anv": "Aa", "join": "&", "id": 1}, {"name": "B", "anv": "", "join": "", "id": 2}],
            "genres": ["Rock"], "styles": ["Industrial", ""],
        },
        "notes": [{"field_id": 1, "value": "Near Mint (NM or M-)"}, {"field_id": 2, "value": ""}],
    })
}

fn read(value: &Value) -> Item {
    item(List::Collection, &value.to_string()).unwrap()
}

/// The whole item with one of its release's fields replaced.
fn release_with(key: &str, value: Value) -> Release {
    let mut item = whole();
    item["basic_information"][key] = value;
    read(&item).release
}

fn copy_with(key: &str, value: Value) -> Copy {
    let mut item = whole();
    item[key] = value;
    read(&item).copy
}

#[test]
fn a_whole_item_is_read_whole() {
    let label = |catno: &str| LabelLine { label_id: LabelId(8), name: "Two (2)".into(), catno: catno.into() };
    let credit = |id, name: &str, anv: &str, join: &str| Credit {
        artist_id: ArtistId(id),
        name: name.into(),
        anv: anv.into(),
        join: join.into(),
    };
    let release = Release {
        id: ReleaseId(31),
        master_id: Some(MasterId(5)),
        title: "T.V. Sky".into(),
        year: Some(2022),
        cover_url: Some("https://i.example/600.jpeg".into()),
        thumb_url: Some("https://i.example/150.jpeg".into()),
        credits: vec![credit(1, "A (2)", "Aa", "&"), credit(2, "B", "", "")],
        labels: vec![label("T 1"), label("")],
        formats: vec![Format {
            name: "Vinyl".into(),
            qty: 2,
            descriptions: vec!["LP".into(), "Album".into()],
            text: "180g".into(),
        }],
        genres: vec!["Rock".into()],
        styles: vec!["Industrial".into()],
    };
    let copy = Copy {
        instance_id: InstanceId(7001),
        release_id: ReleaseId(31),
        folder_id: Some(FolderId(12)),
        rating: Some(4),
        added_at: Some(1_695_188_608_000),
        notes: vec![Note { field_id: FieldId(1), value: "Near Mint (NM or M-)".into() }],
    };
    assert_eq!(read(&whole()), Item { release, copy });
}

#[test]
fn an_item_is_kept_with_what_it_has() {
    let bare = read(&json!({"id": 31, "instance_id": 7001, "basic_information": {"year": 1999}}));
    assert_eq!((bare.release.id, bare.copy.instance_id), (ReleaseId(31), InstanceId(7001)));
    assert_eq!((bare.release.title.as_str(), bare.release.credits.len(), bare.copy.notes.len()), ("", 0, 0));
}

#[rstest]
#[case::null(json!({"id": 31, "instance_id": 7001, "basic_information": null}))]
#[case::missing(json!({"id": 31, "instance_id": 7001, "rating": 4}))]
#[case::empty(json!({"id": 31, "instance_id": 7001, "basic_information": {}}))]
#[case::of_another_type(json!({"id": 31, "instance_id": 7001, "basic_information": ["T.V. Sky"]}))]
#[case::only_a_number(json!({"id": 31, "instance_id": 7001, "basic_information": {"id": 31, "master_id": 5}}))]
#[case::only_empty_fields(json!({"id": 31, "instance_id": 7001, "basic_information": {"id": 31, "title": " ", "year": 0,
    "artists": [], "labels": null, "formats": [{}], "genres": [""], "styles": [], "thumb": "", "cover_image": ""}}))]
fn a_row_that_tells_nothing_of_its_release_is_unreadable_for_now(#[case] row: Value) {
    for (list, id) in [(List::Collection, 7001), (List::Wantlist, 31)] {
        let line = item(list, &row.to_string()).unwrap_err();
        assert_eq!(line.instance_id, Some(InstanceId(id)));
        assert!(line.reason.contains("basic_information"), "{}", line.reason);
    }
}

#[rstest]
#[case(json!(null))]
#[case(json!("x"))]
#[case(json!(7))]
#[case(json!({}))]
#[case(json!([null, 7, "", []]))]
fn a_field_of_the_wrong_type_is_not_there(#[case] wrong: Value) {
    let mut item = whole();
    for key in ["date_added", "rating", "folder_id"] {
        item[key] = wrong.clone();
    }
    for key in ["formats", "labels", "artists", "genres", "styles", "title", "thumb", "cover_image"] {
        item["basic_information"][key] = wrong.clone();
    }
    let Item { release, copy } = read(&item);
    assert!(release.formats.is_empty() && release.labels.is_empty() && release.credits.is_empty());
    assert!(release.genres.is_empty() && release.styles.is_empty());
    assert_eq!(copy.added_at, None);
    assert_eq!((copy.instance_id, copy.release_id), (InstanceId(7001), ReleaseId(31)));
}

/// The path of every value inside.
pub(super) fn pointers(value: &Value, at: &str, found: &mut Vec<String>) {
    let keys: Vec<String> = match value {
        Value::Object(fields) => fields.keys().cloned().collect(),
        Value::Array(entries) => (0..entries.len()).map(|place| place.to_string()).collect(),
        _ => Vec::new(),
    };
    for key in keys {
        let inside = format!("{at}/{key}");
        found.push(inside.clone());
        if let Some(value) = value.pointer(&format!("/{key}")) {
            pointers(value, &inside, found);
        }
    }
}

#[test]
fn only_a_missing_copy_or_release_costs_the_item() {
    let mut places = Vec::new();
    pointers(&whole(), "", &mut places);
    assert!(places.len() > 40);
    for place in &places {
        for odd in [
            json!(null),
            json!(true),
            json!(-1),
            json!(1e300),
            json!(u64::MAX),
            json!("\u{0}"),
            json!([[]]),
            json!({"a": {}}),
        ] {
            let mut item = whole();
            *item.pointer_mut(place).unwrap() = odd.clone();
            let outcome = super::item::item(List::Collection, &item.to_string());
            let costs_the_item = ["/instance_id", "/basic_information"].contains(&place.as_str());
            assert_eq!(outcome.is_err(), costs_the_item, "{odd} at {place}: {outcome:?}");
        }
    }
}

#[rstest]
#[case(json!(0), None)]
#[case(json!(""), None)]
#[case(json!(null), None)]
#[case(json!("1992"), Some(1992))]
#[case(json!(1992), Some(1992))]
#[case(json!(19_920), None)]
#[case(json!(-1), None)]
fn reads_a_year(#[case] year: Value, #[case] expected: Option<i32>) {
    assert_eq!(release_with("year", year).year, expected);
}

#[rstest]
#[case(json!(0))]
#[case(json!(null))]
#[case(json!("none"))]
fn no_master(#[case] master_id: Value) {
    assert_eq!(release_with("master_id", master_id).master_id, None);
}

#[rstest]
#[case("")]
#[case("https://st.discogs.com/0123/images/spacer.gif")]
#[case("javascript:alert(1)")]
#[case(" JavaScript:alert(1)")]
#[case("data:image/svg+xml,<svg onload=\"alert(1)\"/>")]
#[case("ftp://example.org/cover.jpeg")]
#[case("file:///etc/passwd")]
#[case("//example.org/cover.jpeg")]
#[case("/cover.jpeg")]
#[case("cover.jpeg")]
fn no_picture(#[case] url: &str) {
    assert_eq!(release_with("cover_image", json!(url)).cover_url, None);
    assert_eq!(release_with("thumb", json!(url)).thumb_url, None);
}

#[rstest]
#[case("none")]
#[case("None")]
#[case(" NONE ")]
fn no_catno(#[case] catno: &str) {
    let labels = release_with("labels", json!([{"name": "L", "id": 1, "catno": catno}])).labels;
    assert_eq!(labels[0].catno, "");
}

#[rstest]
#[case(json!("28"), 28)]
#[case(json!(3), 3)]
#[case(json!("0"), 1)]
#[case(json!("many"), 1)]
#[case(json!(null), 1)]
#[case(json!(-2), 1)]
#[case(json!(1_000_000), 1_000_000)]
#[case(json!(1_000_001), 1)]
#[case(json!(u32::MAX), 1)]
#[case(json!(i64::MAX), 1)]
fn reads_a_quantity(#[case] qty: Value, #[case] expected: u32) {
    assert_eq!(release_with("formats", json!([{"name": "CD", "qty": qty}])).formats[0].qty, expected);
}

#[test]
fn artists_that_lack_something() {
    let artists = json!([
        {"name": "Nobody's Id", "id": 0, "join": ","},
        {"name": "", "anv": "Printed", "id": 3, "join": ","},
        {"name": "", "anv": "", "id": 4},
        {"id": 5},
        null,
        {"name": "B", "id": 2},
    ]);
    let credits = release_with("artists", artists).credits;
    assert_eq!(render_credits(&credits), "Nobody's Id, Printed, B");
    let keys: Vec<_> = credits.iter().map(|credit| (credit.artist_id, credit.name.as_str())).collect();
    assert_eq!(keys, [(ArtistId::UNKNOWN, "Unknown Artist"), (ArtistId(3), "Printed"), (ArtistId(2), "B")]);
}

#[rstest]
#[case(json!(0), None)]
#[case(json!(5), Some(5))]
#[case(json!(6), None)]
#[case(json!(-1), None)]
#[case(json!(256 + 5), None)]
#[case(json!(u64::MAX), None)]
#[case(json!("3"), Some(3))]
fn reads_a_rating(#[case] rating: Value, #[case] expected: Option<u8>) {
    assert_eq!(copy_with("rating", rating).rating, expected);
}

#[rstest]
#[case("2012-01-14T13:52:34-08:00", Some(1_326_577_954_000))]
#[case("2012-01-14T21:52:34Z", Some(1_326_577_954_000))]
#[case("2012-01-14T13:52:34", None)]
#[case("2012-13-14T13:52:34-08:00", None)]
#[case("", None)]
fn reads_a_date(#[case] date: &str, #[case] expected: Option<i64>) {
    assert_eq!(copy_with("date_added", json!(date)).added_at, expected);
}

#[rstest]
#[case(json!([{"field_id": 3, "value": " "}, {"field_id": 4, "value": "Shelf 2"}, {"value": "lost"}]), &[(4, "Shelf 2")])]
#[case(json!("a wantlist's"), &[(3, "a wantlist's")])]
#[case(json!(""), &[])]
#[case(json!(null), &[])]
fn reads_notes(#[case] notes: Value, #[case] expected: &[(i64, &str)]) {
    let notes = copy_with("notes", notes).notes;
    let notes: Vec<_> = notes.iter().map(|note| (note.field_id.0, note.value.as_str())).collect();
    assert_eq!(notes, expected);
}

#[rstest]
#[case("instance_id", json!(null), None, "instance_id")]
#[case("instance_id", json!("x"), None, "instance_id")]
#[case("instance_id", json!(-7), None, "instance_id")]
#[case("instance_id", json!(u64::MAX), None, "instance_id")]
#[case("instance_id", json!(1e300), None, "instance_id")]
#[case("id", json!(-31), Some(7001), "basic_information.id")]
#[case("id", json!(u64::MAX), Some(7001), "basic_information.id")]
#[case("instance_id", json!(1_i64 << 40), None, "instance_id")]
#[case("id", json!(0), Some(7001), "basic_information.id")]
fn without_a_key_there_is_nothing_to_keep(
    #[case] key: &str,
    #[case] value: Value,
    #[case] instance_id: Option<i64>,
    #[case] place: &str,
) {
    let mut odd = whole();
    odd[key] = value.clone();
    odd["basic_information"][key] = value;
    let line = item(List::Collection, &odd.to_string()).unwrap_err();
    assert_eq!((line.instance_id, line.shown_as.as_str()), (instance_id.map(InstanceId), "T.V. Sky"));
    assert!(line.reason.ends_with(place), "{}", line.reason);
}

#[test]
fn an_odd_item_does_not_spoil_its_page() {
    let half_an_emoji = r#"{"instance_id": 9, "basic_information": {"title": "\ud83d"}}"#;
    let body = format!(
        r#"{{"pagination": {{"page": 2, "pages": 3, "per_page": 100, "items": 236, "urls": {{}}}},
            "releases": [{half_an_emoji}, null, [], "text", {}]}}"#,
        whole()
    );
    let page = page(&decode(body.as_bytes()).unwrap(), List::Collection, 2).unwrap();
    assert_eq!((page.page, page.pages, page.items), (2, 3, 236));
    assert_eq!(page.found, [read(&whole())]);
    let keys: Vec<_> = page.unreadable.iter().map(|line| line.instance_id).collect();
    assert_eq!(keys, [Some(InstanceId(9)), None, None, None]);
    assert!(page.unreadable[0].shown_as.starts_with(r#"{"instance_id": 9"#));
}

#[rstest]
#[case::of_the_release("/basic_information/title", "basic_information.title")]
#[case("/basic_information/artists/0/name", "basic_information.artists.0.name")]
#[case("/basic_information/artists/1/join", "basic_information.artists.1.join")]
#[case("/basic_information/labels/0/catno", "basic_information.labels.0.catno")]
#[case("/basic_information/formats/0/text", "basic_information.formats.0.text")]
#[case("/basic_information/genres/0", "basic_information.genres.0")]
#[case("/basic_information/cover_image", "basic_information.cover_image")]
#[case::of_the_copy("/notes/0/value", "notes.0.value")]
fn a_row_with_a_text_that_is_too_long_is_unreadable(#[case] place: &str, #[case] told: &str) {
    let mut row = whole();
    *row.pointer_mut(place).unwrap() = json!("x".repeat(MOST_TEXT));
    assert!(item(List::Collection, &row.to_string()).is_ok());
    *row.pointer_mut(place).unwrap() = json!("x".repeat(MOST_TEXT + 1));
    for (list, id) in [(List::Collection, 7001), (List::Wantlist, 31)] {
        let line = item(list, &row.to_string()).unwrap_err();
        assert_eq!(line.instance_id, Some(InstanceId(id)));
        assert_eq!(line.reason, format!("a text is longer than 64 KB at {told}"));
        assert!(line.shown_as.chars().count() <= 80, "{}", line.shown_as.len());
    }
}

#[test]
fn a_row_with_a_text_that_is_too_long_does_not_spoil_its_page() {
    let mut long = whole();
    long["instance_id"] = json!(7002);
    long["basic_information"]["title"] = json!("T ".repeat(5 << 20));
    let body = json!({"pagination": {"page": 1, "pages": 1, "per_page": 100, "items": 2}, "releases": [long, whole()]});
    let page = page(&decode(body.to_string().as_bytes()).unwrap(), List::Collection, 1).unwrap();
    assert_eq!(page.found, [read(&whole())]);
    assert_eq!(page.unreadable[0].instance_id, Some(InstanceId(7002)));
    assert_eq!(page.unreadable[0].shown_as.chars().count(), 80);
}

#[test]
fn names_and_sums_that_are_too_long_are_none() {
    let long = "x".repeat(MOST_TEXT + 1);
    let answer = json!({"fields": [{"id": 1, "name": long}, {"id": 3, "name": "Notes"}]});
    let fields = fields(serde_json::from_value(answer).unwrap());
    assert_eq!(fields.iter().map(|field| field.name.as_str()).collect::<Vec<_>>(), ["", "Notes"]);
    let named = |name: &str| identity(serde_json::from_value(json!({"id": 1, "username": name})).unwrap());
    assert!(matches!(named(&long).unwrap_err(), ClientError::Decode { path, .. } if path == "username"));
    assert_eq!(named("somebody").unwrap().id, Some(1));
    let sums = json!({"minimum": format!("${long}1"), "median": "$1", "maximum": "$1"}).to_string();
    let ClientError::Decode { message, .. } = worth(&decode(sums.as_bytes()).unwrap()).unwrap_err() else { panic!() };
    assert!(message.len() < 300, "{}", message.len());
}

#[rstest]
#[case(json!({"releases": []}), ".")]
#[case(json!({"pagination": null, "releases": []}), "pagination")]
#[case(json!({"pagination": {"page": 1, "pages": 1, "per_page": 100}, "releases": []}), "pagination")]
#[case(json!({"pagination": {"page": 1, "pages": 1, "per_page": 100, "items": "many"}, "releases": []}), "pagination.items")]
#[case(json!({"pagination": {"page": 1, "pages": 1, "per_page": 100, "items": -1}, "releases": []}), "pagination.items")]
#[case(json!({"pagination": {"page": 1, "pages": 1, "per_page": 100, "items": u64::MAX}, "releases": []}), "pagination.items")]
#[case(json!({"pagination": {"page": 1, "pages": 5_000_000_000_u64, "per_page": 100, "items": 0}, "releases": []}), "pagination.pages")]
#[case(json!({"pagination": {"page": 1, "pages": 1, "per_page": 100, "items": 0}, "releases": null}), "releases")]
#[case(json!({"pagination": {"page": 3, "pages": 3, "per_page": 100, "items": 0}, "releases": []}), "pagination.page")]
fn a_page_must_say_which_it_is(#[case] body: Value, #[case] place: &str) {
    let body = body.to_string();
    let error = decode(body.as_bytes()).and_then(|answer| page(&answer, List::Collection, 1)).unwrap_err();
    let ClientError::Decode { path, .. } = error else { panic!("{error:?}") };
    assert_eq!(path, place);
}

#[test]
fn folder_0_is_no_folder() {
    let answer = json!({"folders": [{"id": 0, "name": "All"}, {"id": 1, "name": "Uncategorized"}, null, {"id": 9}]});
    let folders = folders(serde_json::from_value(answer).unwrap());
    let names: Vec<_> = folders.iter().map(|folder| (folder.id.0, folder.name.as_str())).collect();
    assert_eq!(names, [(1, "Uncategorized"), (9, "")]);
}

#[test]
fn a_want_is_keyed_by_its_release_and_keeps_its_text() {
    let mut want = whole();
    want.as_object_mut().unwrap().retain(|key, _| !["instance_id", "folder_id"].contains(&key.as_str()));
    want["notes"] = "First pressing only".into();
    let kept = item(List::Wantlist, &want.to_string()).unwrap();
    assert_eq!(
        (kept.copy.instance_id, kept.copy.release_id, kept.copy.folder_id),
        (InstanceId(31), ReleaseId(31), None)
    );
    assert_eq!(kept.copy.notes[0].value, "First pressing only");
    assert_eq!(kept.release, read(&whole()).release);
    let line = item(List::Wantlist, r#"{"basic_information": {"title": "Lost"}}"#).unwrap_err();
    assert_eq!((line.instance_id, line.shown_as.as_str()), (None, "Lost"));
    let half = item(List::Wantlist, r#"{"id": 31, "notes": "\ud83d"}"#).unwrap_err();
    assert_eq!(half.instance_id, Some(InstanceId(31)));
    let half = item(List::Wantlist, r#"{"id": -31, "notes": "\ud83d"}"#).unwrap_err();
    assert_eq!(half.instance_id, None);
}

#[test]
fn sums_in_an_unknown_writing_are_no_answer() {
    let answer = |median| {
        decode::<wire::Worth>(json!({"minimum": "$1.00", "median": median, "maximum": "$3"}).to_string().as_bytes())
    };
    assert_eq!(worth(&answer("$2.50").unwrap()).unwrap().median, 250);
    assert!(matches!(worth(&answer("much").unwrap()).unwrap_err(), ClientError::Decode { .. }));
}
