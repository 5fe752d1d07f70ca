#![allow(clippy::unwrap_used)]
use super::form::nothing;
use super::sheet::Sheet;
use sillon_core::collection::Note;
use sillon_core::credit::Credit;
use sillon_core::edit::{AlbumPatch, Change, CopyPatch, Given, Held};
use sillon_core::format::Format;
use sillon_core::id::{ArtistId, FieldId, InstanceId, LabelId};
use sillon_core::label::LabelLine;

fn held() -> Held {
    let mut held = nothing();
    held.release.title = "Lazaretto ".into();
    held.release.credits = vec![
        Credit { artist_id: ArtistId(1), name: "Jack White (2)".into(), anv: String::new(), join: " & ".into() },
        Credit { artist_id: ArtistId(2), name: "Nico (3)".into(), anv: "Nico*".into(), join: ",".into() },
    ];
    held.release.labels =
        vec![LabelLine { label_id: LabelId(5), name: "Third Man (2)".into(), catno: "TMR-271".into() }];
    let words = vec!["LP".to_owned(), "Album".to_owned()];
    held.release.formats = vec![Format { name: "Vinyl".into(), qty: 1, descriptions: words, text: "Blue".into() }];
    held.release.genres = vec!["Folk, World, & Country".into()];
    held.copies[0].notes = vec![Note { field_id: FieldId(3), value: "one\ntwo".into() }];
    held
}

/// The form with one field's values replaced.
fn with(name: &str, values: &[&str]) -> Sheet {
    let mut sheet = Sheet::of(&held());
    sheet.0.retain(|(known, _)| known != name);
    sheet.0.extend(values.iter().map(|value| (name.to_owned(), (*value).to_owned())));
    sheet
}

#[test]
fn a_form_that_nobody_touched_changes_nothing() {
    let sheet = with("copy0-field3", &["one\r\ntwo"]);
    assert_eq!(sheet.album(&held()), AlbumPatch::default());
    let untouched = [(FieldId(3), Given::Untouched)].into();
    assert_eq!(
        sheet.copy(&held(), InstanceId(0), &[FieldId(3)]),
        CopyPatch { fields: untouched, ..CopyPatch::default() }
    );
}

#[test]
fn a_name_that_stood_there_keeps_its_artist() {
    let changes = with("artist", &["Nico*", "Jack White", "Somebody New", ""]).album(&held()).check().unwrap();
    let [Change::Artists(credits)] = changes.as_slice() else { unreachable!("{changes:?}") };
    let names: Vec<(&str, &str)> = credits.iter().map(|credit| (credit.name.as_str(), credit.anv.as_str())).collect();
    assert_eq!(names, [("Nico (3)", "Nico*"), ("Jack White (2)", ""), ("Somebody New", "")]);
    assert_eq!(credits[1].artist_id, ArtistId(1));
}

#[test]
fn what_is_emptied_is_cleared_and_what_is_no_number_is_refused() {
    let cleared = with("label", &[]).album(&held()).check().unwrap();
    assert_eq!(cleared, [Change::Labels(vec![])]);
    let refused = with("year", &["long ago"]).album(&held()).check().unwrap_err();
    assert_eq!(refused[0].field, "year");
    let genres = with("genre", &["Folk, World, & Country", "Jazz"]).album(&held()).check().unwrap();
    assert_eq!(genres, [Change::Genres(vec!["Folk, World, & Country".into(), "Jazz".into()])]);
}
