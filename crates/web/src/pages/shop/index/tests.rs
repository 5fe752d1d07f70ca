#![allow(clippy::unwrap_used)]
use super::*;
use serde_json::{Value, json};
use sillon_core::id::MasterId;

fn document(holdings: impl IntoIterator<Item = Holding>, wants: impl IntoIterator<Item = Holding>) -> String {
    let mut document = Document::default();
    let mut text = document.head();
    for holding in holdings {
        document.add(&holding, &mut text).unwrap();
    }
    text.push_str(document.end_of_albums());
    for want in wants {
        document.add_want(&want, &mut text).unwrap();
    }
    text + &document.tail().unwrap()
}

fn copy(media: &str, sleeve: &str, is_absent: bool) -> CopyInHand {
    CopyInHand { media: media.into(), sleeve: sleeve.into(), is_absent }
}

fn holding(number: i64) -> Holding {
    Holding {
        id: ReleaseId(number),
        master_id: Some(MasterId(700)),
        title: "Ágætis \"byrjun\"".into(),
        artist: "Sigur Rós".into(),
        year: Some(1999),
        formats: "CD, Album".into(),
        label: "Smekkleysa".into(),
        catnos: vec!["SM79CD".into()],
        barcodes: vec!["5690351107920".into()],
        copies: vec![copy("Mint (M)", "", false), copy("", "", true)],
    }
}

#[test]
fn the_format_is_what_it_says() {
    let bare = Holding {
        master_id: None,
        year: None,
        label: String::new(),
        catnos: vec![],
        barcodes: vec![],
        copies: vec![copy("", "", false)],
        ..holding(8)
    };
    let written: Value = serde_json::from_str(&document(
        [holding(7), bare],
        [Holding { title: "Von".into(), ..holding(9) }, holding(10)],
    ))
    .unwrap();
    let expected = json!({
        "version": 1,
        "albums": [
            [7, 700, "Ágætis \"byrjun\"", 1, 1999, 2, 3, ["SM79CD"], ["5690351107920"], [[4, 0], [0, 0, 1]]],
            [8, 0, "Ágætis \"byrjun\"", 1, 0, 2, 0, [], [], [[0, 0]]],
        ],
        "wants": [
            [9, 700, "Von", 1, 1999, 2, 3, ["SM79CD"], ["5690351107920"]],
            [10, 700, "Ágætis \"byrjun\"", 1, 1999, 2, 3, ["SM79CD"], ["5690351107920"]],
        ],
        "words": ["", "Sigur Rós", "CD, Album", "Smekkleysa", "Mint (M)"],
    });
    assert_eq!(written, expected);
}

#[test]
fn an_empty_collection_is_a_document_too() {
    let written: Value = serde_json::from_str(&document([], [])).unwrap();
    assert_eq!(written, json!({"version": 1, "albums": [], "wants": [], "words": [""]}));
}

#[test]
fn the_table_of_words_does_not_grow_for_ever() {
    let many = (0..30_000).map(|number| Holding { artist: format!("Artist {number}"), ..holding(number) });
    let written: Value = serde_json::from_str(&document(many, [])).unwrap();
    assert_eq!(written["words"].as_array().unwrap().len(), MOST_WORDS);
    assert_eq!(written["albums"][29_999][3], "Artist 29999");
    assert_eq!(written["albums"][29_999][5], 2, "what is in the table stays in use");
}

/// Titles, names and numbers as long as Discogs' are: 5,000 albums with everything known and 1,000 wants stay below a
/// megabyte.
#[test]
fn five_thousand_albums_and_a_wantlist_are_below_a_megabyte() {
    let invented = |number: i64| Holding {
        id: ReleaseId(20_000_000 + number * 977),
        master_id: (number % 8 > 0).then_some(MasterId(3_000_000 + number / 2)),
        title: format!("An Album With a Middling Title {number}"),
        artist: format!("Some Artist & The Others {}", number % 2_200),
        year: Some(1955 + i32::try_from(number % 70).unwrap()),
        formats: format!("2 × Vinyl, LP, Album, Reissue, Stereo, {}", number % 900),
        label: format!("Records of a Label {}", number % 1_500),
        catnos: (0..=number % 2).map(|side| format!("ABCD {}-{side}", 100_000 + number)).collect(),
        barcodes: (0..=number % 2).map(|side| (5_012_394_144_777 + number * 2 + side).to_string()).collect(),
        copies: vec![copy("Near Mint (NM or M-)", "Very Good Plus (VG+)", false); 1 + usize::from(number % 20 == 0)],
    };
    let bytes = document((0..5_000).map(invented), (5_000..6_000).map(invented)).len();
    assert!((500_000..1_000_000).contains(&bytes), "{bytes} bytes");
}

#[test]
fn another_state_has_another_tag() {
    let tags = [tag("1 1", false), tag("1 2", false), tag("1 1", true)];
    assert!(tags[0] != tags[1] && tags[0] != tags[2] && tags[0].starts_with("W/\""));
    assert_eq!(tags[0], tag("1 1", false));
}
