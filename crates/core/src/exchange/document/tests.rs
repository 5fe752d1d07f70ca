//! The way through a document, and what is no document.
#![allow(clippy::unwrap_used)]

use super::*;
use crate::edit::{Change, Edit, Target};
use crate::exchange::problem::{Problem, ProblemKind};
use crate::id::ReleaseId;
use crate::limits::{INSTANTS, MOST_ID, MOST_TEXT};
use crate::valuation::Worth;
use proptest::prelude::*;
use rstest::rstest;
use serde_json::json;

/// Writes what was read again.
fn write(records: &[Record]) -> String {
    let mut front = Front::default();
    for record in records {
        match record.clone() {
            Record::Folder(folder) => front.folders.push(folder),
            Record::Field(field) => front.fields.push(field),
            Record::File(file) => front.files.push(file),
            Record::View(view) => front.views.push(view),
            Record::Valuation(valuation) => front.valuations.push(valuation),
            _ => {}
        }
    }
    let mut writer = Writer::default();
    writer.begin(&front).unwrap();
    let each = |writer: &mut Writer, take: fn(&mut Writer, &Record)| records.iter().for_each(|one| take(writer, one));
    each(&mut writer, |writer, record| {
        if let Record::Album(album) = record {
            writer.album(album).unwrap()
        }
    });
    writer.part(Part::Artists);
    each(&mut writer, |writer, record| {
        if let Record::Artist(artist) = record {
            writer.artist(artist).unwrap()
        }
    });
    writer.part(Part::Edits);
    each(&mut writer, |writer, record| {
        if let Record::Edit(edit) = record {
            writer.edit(&EditRecord(edit.clone())).unwrap();
        }
    });
    writer.part(Part::Wants);
    each(&mut writer, |writer, record| {
        if let Record::Want(want) = record {
            writer.want(want).unwrap()
        }
    });
    writer.end();
    String::from_utf8(writer.take()).unwrap()
}

fn read_all(text: &str) -> Result<Vec<Record>, Problem> {
    let mut records = Vec::new();
    read(text.as_bytes(), |record| {
        records.push(record);
        Ok(())
    })?;
    Ok(records)
}

fn edits() -> impl Strategy<Value = Edit> {
    let change = prop_oneof![
        "\\PC{0,8}".prop_map(Change::Title),
        prop::option::of(1900..2000).prop_map(Change::Year),
        prop::option::of("\\PC{1,8}").prop_map(Change::Country),
        any::<bool>().prop_map(Change::Archived),
        prop::option::of(1u8..=5).prop_map(Change::Rating),
        (1i64..5, prop::option::of("\\PC{1,8}")).prop_map(|(id, value)| Change::Note(FieldId(id), value)),
    ];
    (change, 1..u32::MAX, prop::option::of(1i64..9), prop::option::of(INSTANTS)).prop_map(
        |(change, number, copy, undone_at)| Edit {
            id: format!("e{number}"),
            batch_id: format!("b{}", number % 7),
            target: Target { release_id: ReleaseId(number.into()), instance_id: copy.map(InstanceId) },
            previous: change.clone(),
            change,
            made_at: number.into(),
            undone_at,
        },
    )
}

fn wants() -> impl Strategy<Value = WantRecord> {
    let times = (prop::option::of(INSTANTS), prop::option::of(INSTANTS));
    ("\\PC{0,8}", "\\PC{0,8}", 1i64..99, prop::option::of(1u8..=5), times).prop_map(
        |(title, notes, id, rating, (added_at, absent_since))| WantRecord {
            release: Release { title, ..Release::blank(ReleaseId(id)) },
            rating,
            notes,
            added_at,
            absent_since,
        },
    )
}

proptest! {
    #[test]
    fn what_is_written_reads_the_same(edits in prop::collection::vec(edits(), 0..6),
                                      wants in prop::collection::vec(wants(), 0..6)) {
        let view = SavedView { id: "v".into(), name: "Jazz".into(), query: "genre=Jazz".into(), created_at: 1 };
        let worth = Worth { minimum: 1, median: 2, maximum: 3, currency: "EUR".into() };
        let mut records = vec![Record::View(view), Record::Valuation(Valuation { day: 0, worth })];
        records.extend(edits.into_iter().map(Record::Edit));
        records.extend(wants.into_iter().map(Record::Want));
        let text = write(&records);
        let found = read_all(&text).unwrap();
        prop_assert_eq!(&found, &records);
        prop_assert_eq!(write(&found), text);
    }
}

const FIRST: &str = "{\"sillon\":{\"format\":\"collection\",\"version\":1},\"folders\":[],\"fields\":[],\"files\":[],\
\"albums\":[],\"artists\":[],\"edits\":[],\"wants\":[]}";

#[test]
fn a_document_of_the_first_version_reads_still() {
    assert_eq!(read_all(FIRST), Ok(vec![]));
    let newer = FIRST.replace("\"version\":1", "\"version\":3");
    assert_eq!(read_all(&newer), Err(ProblemKind::Newer { version: 3 }.whole()));
}

#[test]
fn an_edit_that_nobody_can_lay_over_an_album_is_refused_with_its_line() {
    let edit = "\n{\"id\":\"e\",\"batch_id\":\"b\",\"release_id\":1,\"field\":\"loudness\",\"value\":11,\"previous\":10,\"made_at\":1}";
    let refused = read_all(&FIRST.replace("\"edits\":[]", &format!("\"edits\":[{edit}]"))).unwrap_err();
    assert_eq!(refused.line, Some(2));
    assert!(matches!(&refused.kind, ProblemKind::Json { reason } if reason.contains("loudness")), "{refused}");
    let year = edit.replace("loudness", "year").replace("10", "\"ten\"");
    assert!(read_all(&FIRST.replace("\"edits\":[]", &format!("\"edits\":[{year}]"))).is_err());
}

/// Of two copies under one key only the first would come in.
#[test]
fn a_copy_that_stands_twice_is_refused_with_its_line() {
    let seed = include_str!("../../../../../fuzz/seeds/document/usual.json");
    let mut records = read_all(seed).unwrap();
    let first = records.iter().position(|record| matches!(record, Record::Album(_))).unwrap();
    let mut other = records[first].clone();
    let Record::Album(album) = &mut other else { unreachable!() };
    let id = album.copies[0].copy.instance_id;
    album.release.id = ReleaseId(987);
    album.supplement = None;
    album.copies.iter_mut().for_each(|copy| copy.copy.release_id = ReleaseId(987));
    records.insert(first + 1, other);
    let refused = read_all(&write(&records)).unwrap_err();
    let said = format!("the copy {id} is under the album 987 and before it");
    assert!(matches!(&refused.kind, ProblemKind::Json { reason } if reason.contains(&said)), "{refused}");
    assert_eq!(refused.line, Some(21));
}

#[test]
fn the_document_that_fuzzing_begins_with_is_written_as_it_stands() {
    let seed = include_str!("../../../../../fuzz/seeds/document/usual.json");
    assert_eq!(write(&read_all(seed).unwrap()), seed);
}

/// The usual document with one thing replaced, and the line on which that is.
fn usual_with(path: &str, value: Value) -> (String, u64) {
    let seed = include_str!("../../../../../fuzz/seeds/document/usual.json");
    let mut document: Value = serde_json::from_str(seed).unwrap();
    let (parent, member) = path.rsplit_once('/').unwrap();
    let parent = document.pointer_mut(parent).unwrap_or_else(|| panic!("{path}"));
    match member.parse::<usize>() {
        Ok(position) => parent[position] = value,
        Err(_) => parent[member] = value,
    }
    // As the writer lays it out: a record a line, its head first.
    let head = document["sillon"].take();
    let mut text = format!("{{\"sillon\":{head}");
    let (part, place) = path[1..].split_once('/').unwrap();
    let place: usize = place.split('/').next().unwrap().parse().unwrap();
    let (mut line, mut at) = (1, 0);
    for (name, records) in document.as_object().unwrap().iter().filter(|(name, _)| *name != "sillon") {
        text.push_str(&format!(",\n\"{name}\":["));
        line += 1;
        for (number, record) in records.as_array().unwrap().iter().enumerate() {
            text.push_str(if number == 0 { "\n" } else { ",\n" });
            text.push_str(&record.to_string());
            line += 1;
            if name == part && number == place {
                at = line;
            }
        }
        text.push(']');
    }
    text.push('}');
    (text, at)
}

#[rstest]
#[case::a_title("/albums/0/release/title")]
#[case::an_artist("/albums/0/release/credits/0/name")]
#[case::a_note("/albums/0/copies/0/copy/notes/0/value")]
#[case::a_cover("/albums/0/release/cover_url")]
#[case::a_folder("/folders/0/name")]
#[case::a_view("/views/0/query")]
#[case::what_an_edit_says("/edits/0/value")]
#[case::what_the_owner_wrote("/wants/0/notes")]
#[case::the_notes_of_a_release("/albums/0/details/document/notes")]
#[case::a_description("/albums/0/texts/0/body")]
fn a_text_that_is_too_long_is_refused_with_its_line(#[case] path: &str) {
    let (text, line) = usual_with(path, json!("x".repeat(MOST_TEXT + 1)));
    assert_eq!(read_all(&text).unwrap_err(), ProblemKind::TooLong.at(line));
    let (text, _) = usual_with(path, json!("x".repeat(MOST_TEXT)));
    assert!(!matches!(read_all(&text), Err(Problem { kind: ProblemKind::TooLong, .. })));
}

#[rstest]
#[case("/albums/0/release/id", json!(0), "release.id", 1, MOST_ID - 1)]
#[case("/albums/0/release/master_id", json!(-5), "master_id", 1, MOST_ID - 1)]
#[case("/albums/0/release/year", json!(i32::MAX), "year", 1, 9_999)]
#[case("/albums/0/release/credits/0/artist_id", json!(i64::MIN), "artist_id", 1, MOST_ID - 1)]
#[case("/albums/0/release/labels/0/label_id", json!(MOST_ID), "label_id", 1, MOST_ID - 1)]
#[case("/albums/0/release/formats/0/qty", json!(u32::MAX), "qty", 1, 1_000_000)]
#[case("/albums/0/copies/0/copy/instance_id", json!(i64::MAX), "instance_id", 1, MOST_ID - 1)]
#[case("/albums/0/copies/0/copy/rating", json!(6), "rating", 0, 5)]
#[case("/albums/0/copies/0/copy/folder_id", json!(0), "folder_id", 1, MOST_ID - 1)]
#[case("/albums/0/copies/0/copy/added_at", json!(i64::MAX), "added_at", *INSTANTS.start(), *INSTANTS.end())]
#[case("/albums/0/details/fetched_at", json!(i64::MIN), "fetched_at", *INSTANTS.start(), *INSTANTS.end())]
#[case("/valuations/0/worth/median", json!(i64::MAX), "median", 1 - MOST_ID, MOST_ID - 1)]
#[case("/wants/0/rating", json!(255), "rating", 0, 5)]
#[case("/edits/0/made_at", json!(i64::MIN), "made_at", *INSTANTS.start(), *INSTANTS.end())]
fn a_number_beyond_its_range_is_refused_with_its_line(
    #[case] path: &str,
    #[case] value: Value,
    #[case] field: &str,
    #[case] least: i64,
    #[case] most: i64,
) {
    let (text, line) = usual_with(path, value.clone());
    // A release's id is its copies' too, and the rule that they agree comes first.
    let text = if field == "release.id" { text.replace("\"release_id\":7", "\"release_id\":0") } else { text };
    let refused = read_all(&text).unwrap_err();
    let range = ProblemKind::Range { field: field.to_owned(), value: value.to_string(), least, most };
    assert_eq!(refused, range.at(line));
}

#[rstest]
#[case("/albums/0/copies/0/copy/rating", json!(-1))]
#[case("/albums/0/copies/0/copy/rating", json!(256))]
#[case("/albums/0/release/id", json!(u64::MAX))]
#[case("/albums/0/release/year", json!(1e300))]
#[case("/albums/0/details/document/videos", json!([{"url": "https://example.org/", "duration": -1}]))]
#[case("/albums/0/texts/0/state", json!("lost"))]
fn what_its_type_cannot_hold_is_refused_with_its_line(#[case] path: &str, #[case] value: Value) {
    let (text, line) = usual_with(path, value);
    let refused = read_all(&text).unwrap_err();
    assert!(matches!(refused.kind, ProblemKind::Json { .. }), "{refused}");
    assert_eq!(refused.line, Some(line));
}
