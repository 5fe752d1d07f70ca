#![allow(clippy::unwrap_used)]
use super::*;
use crate::collection::{Copy, Item, Note};
use crate::enrich::details::Details;
use crate::id::{ArtistId, LOCAL_IDS, LabelId};
use crate::release::Release;
use crate::sync::supplement::supplement;
use proptest::prelude::*;
use rstest::rstest;

fn held() -> Held {
    let Item { mut release, mut copy } = new_album(ReleaseId(1), InstanceId(2), &[], 0);
    release.title = "Tanz".into();
    release.genres = vec!["Rock".into()];
    copy.notes = vec![Note { field_id: FieldId(3), value: "from Ghent".into() }];
    Held { release, details: Details::default(), copies: vec![copy], archived: false }
}

fn apply(held: &mut Held, target: Target, change: &Change) {
    apply_to_release(&mut held.release, change);
    apply_to_details(&mut held.details, change);
    for copy in held.copies.iter_mut().filter(|copy| Some(copy.instance_id) == target.instance_id) {
        apply_to_copy(copy, change);
    }
    if let Change::Archived(archived) = change {
        held.archived = *archived;
    }
}

fn year(given: i64) -> AlbumPatch {
    AlbumPatch { year: Given::Value(given), ..AlbumPatch::default() }
}

fn title(given: &str) -> AlbumPatch {
    AlbumPatch { title: Given::Value(given.into()), ..AlbumPatch::default() }
}

fn genres(given: &[&str]) -> AlbumPatch {
    let words = given.iter().map(ToString::to_string).collect();
    AlbumPatch { genres: Given::Value(words), ..AlbumPatch::default() }
}

#[rstest]
#[case(title(" Kind\tof Blue\r\n"), Change::Title("Kind of Blue".into()))]
#[case(year(1959), Change::Year(Some(1959)))]
#[case(AlbumPatch { year: Given::Cleared, ..AlbumPatch::default() }, Change::Year(None))]
#[case(AlbumPatch { country: Given::Value("  ".into()), ..AlbumPatch::default() }, Change::Country(None))]
#[case(genres(&["Jazz", " ", "jazz", "Rock "]), Change::Genres(vec!["Jazz".into(), "Rock".into()]))]
#[case(AlbumPatch { styles: Given::Cleared, ..AlbumPatch::default() }, Change::Styles(vec![]))]
fn a_patch_is_tidied(#[case] patch: AlbumPatch, #[case] change: Change) {
    assert_eq!(patch.check(), Ok(vec![change]));
}

#[rstest]
#[case(title(" "), "title", Reason::Missing)]
#[case(AlbumPatch { title: Given::Cleared, ..AlbumPatch::default() }, "title", Reason::Missing)]
#[case(title(&"é".repeat(501)), "title", Reason::TooLong(500))]
#[case(year(1859), "year", Reason::Range(1860, 2100))]
#[case(year(i64::MAX), "year", Reason::Range(1860, 2100))]
#[case(genres(&(0..51).map(|n| n.to_string()).collect::<Vec<_>>().iter().map(String::as_str).collect::<Vec<_>>()),
    "genres", Reason::TooMany(50))]
fn a_patch_is_refused_with_its_field(#[case] patch: AlbumPatch, #[case] field: &str, #[case] reason: Reason) {
    assert_eq!(patch.check(), Err(vec![Refusal { field: field.into(), reason }]));
}

#[test]
fn all_that_is_wrong_is_said_at_once() {
    let format = FormatDraft { name: "Vinyl".into(), qty: Some(0), ..FormatDraft::default() };
    let patch = AlbumPatch { formats: Given::Value(vec![format]), ..title("") };
    let fields: Vec<String> = patch.check().unwrap_err().into_iter().map(|refusal| refusal.field).collect();
    assert_eq!(fields, ["title", "formats"]);
}

#[test]
fn a_name_that_nobody_numbers_has_an_id_of_ours_always_the_same() {
    let draft = |name: &str| ArtistDraft { name: name.into(), ..ArtistDraft::default() };
    let known = ArtistDraft { artist_id: Some(ArtistId(7)), ..draft("Nico") };
    let artists = vec![draft("Ida Sand"), draft(" Ida Sand "), known, draft("")];
    let patch = AlbumPatch { artists: Given::Value(artists), ..AlbumPatch::default() };
    let changes = patch.check().unwrap();
    let [Change::Artists(credits)] = changes.as_slice() else { unreachable!("{changes:?}") };
    let ids: Vec<i64> = credits.iter().map(|credit| credit.artist_id.0).collect();
    assert_eq!((ids.len(), ids[0], ids[2]), (3, ids[1], 7));
    assert!((LOCAL_IDS..(1 << 53)).contains(&ids[0]));
    let label = LabelDraft { name: "Ida Sand".into(), ..LabelDraft::default() };
    let labels = AlbumPatch { labels: Given::Value(vec![label]), ..AlbumPatch::default() }.check().unwrap();
    let [Change::Labels(lines)] = labels.as_slice() else { unreachable!("{labels:?}") };
    assert_ne!(lines[0].label_id, LabelId(ids[0]));
    assert_eq!(ArtistId::named("Various"), ArtistId::VARIOUS);
}

#[rstest]
#[case(CopyPatch { folder_id: Given::Value(9), ..CopyPatch::default() }, "folder_id", Reason::Unknown)]
#[case(CopyPatch { rating: Given::Value(6), ..CopyPatch::default() }, "rating", Reason::Range(0, 5))]
#[case(CopyPatch { fields: [(FieldId(9), Given::Cleared)].into(), ..CopyPatch::default() }, "field:9", Reason::Unknown)]
fn a_copy_is_checked_against_its_collection(#[case] patch: CopyPatch, #[case] field: &str, #[case] reason: Reason) {
    assert_eq!(patch.check(&[FolderId(1)], &[FieldId(1)]), Err(vec![Refusal { field: field.into(), reason }]));
}

#[test]
fn a_bulk_change_reaches_every_copy() {
    let mut held = held();
    held.copies.push(Copy { instance_id: InstanceId(3), ..held.copies[0].clone() });
    let wanted = BulkChange::Copies(vec![Change::Rating(Some(5))]);
    let changes = bulk(&wanted, &held);
    assert_eq!(changes.iter().map(|(target, _)| target.instance_id.unwrap().0).collect::<Vec<_>>(), [2, 3]);
    let removed = bulk(&BulkChange::RemoveGenre("ROCK".into()), &held);
    assert_eq!(removed, [(Target::album(ReleaseId(1)), Change::Genres(vec![]))]);
}

#[test]
fn a_bulk_word_is_tidied_or_refused() {
    assert_eq!(BulkChange::AddStyle(" Dub\n".into()).check(), Ok(BulkChange::AddStyle("Dub".into())));
    let refused = BulkChange::AddGenre(" ".into()).check().unwrap_err();
    assert_eq!(refused, [Refusal { field: "genres".into(), reason: Reason::Missing }]);
    assert!(BulkChange::RemoveStyle("x".repeat(101)).check().is_err());
}

fn any_change() -> impl Strategy<Value = Change> {
    let words = || prop::collection::vec("[a-c]{1,3}", 0..3);
    prop_oneof![
        "[a-z]{1,5}".prop_map(Change::Title),
        prop::option::of(1900..2000).prop_map(Change::Year),
        prop::option::of(1900..2000).prop_map(Change::OriginalYear),
        prop::option::of("[a-z]{1,5}").prop_map(Change::Country),
        words().prop_map(Change::Genres),
        words().prop_map(Change::Styles),
        any::<bool>().prop_map(Change::Archived),
        prop::option::of(1i64..4).prop_map(|id| Change::Folder(id.map(FolderId))),
        prop::option::of(1u8..=5).prop_map(Change::Rating),
        (1i64..5, prop::option::of("[a-z]{1,5}")).prop_map(|(id, value)| Change::Note(FieldId(id), value)),
    ]
}

fn target(change: &Change) -> Target {
    match change {
        Change::Folder(_) | Change::Rating(_) | Change::Note(..) => Target::copy(ReleaseId(1), InstanceId(2)),
        _ => Target::album(ReleaseId(1)),
    }
}

/// The order of a copy's notes means nothing.
fn settled(mut held: Held) -> Held {
    for copy in &mut held.copies {
        copy.notes.sort_by_key(|note| note.field_id);
    }
    held
}

proptest! {
    #[test]
    fn what_stood_there_before_undoes_a_change(changes in prop::collection::vec(any_change(), 0..8)) {
        let mut shown = held();
        let mut undo = Vec::new();
        for change in &changes {
            undo.push(shown.value(target(change), change).unwrap());
            apply(&mut shown, target(change), change);
            let shows = shown.value(target(change), change);
            prop_assert_eq!(shows.as_ref(), Some(change));
        }
        for change in undo.iter().rev() {
            apply(&mut shown, target(change), change);
        }
        prop_assert_eq!(settled(shown), held());
    }

    #[test]
    fn edits_of_different_fields_come_in_any_order(one in any_change(), other in any_change()) {
        prop_assume!(one.field() != other.field());
        let (mut forth, mut back) = (held(), held());
        for change in [&one, &other] {
            apply(&mut forth, target(change), change);
        }
        for change in [&other, &one] {
            apply(&mut back, target(change), change);
        }
        prop_assert_eq!(settled(forth), settled(back));
    }

    #[test]
    fn the_last_word_on_the_archive_counts(said in prop::collection::vec(any::<bool>(), 0..5)) {
        let changes: Vec<Change> = said.iter().map(|archived| Change::Archived(*archived)).collect();
        prop_assert_eq!(is_archived(&changes), said.last().copied().unwrap_or(false));
    }
}

/// A release as a file tells it, and as a listing does.
fn told() -> impl Strategy<Value = (Release, Release)> {
    let words = || prop::collection::vec("[a-c]", 0..2);
    let facts = || ("[a-c]", prop::option::of(1970..1973), words(), words(), prop::option::of("[a-c]"));
    let release = |local: bool| {
        facts().prop_map(move |(title, year, genres, styles, cover_url)| Release {
            title,
            year,
            genres,
            styles,
            cover_url: cover_url.filter(|_| !local),
            credits: vec![Credit {
                artist_id: ArtistId(if local { LOCAL_IDS } else { 5 }),
                name: "Can".into(),
                anv: String::new(),
                join: String::new(),
            }],
            ..Release::blank(ReleaseId(1))
        })
    };
    (release(true), release(false))
}

proptest! {
    /// What a person wrote stands over what a file said, that over what a listing added; with every edit taken back it
    /// reads as if there had never been one.
    #[test]
    fn the_upper_layer_wins_and_comes_off_whole((imported, listed) in told(),
                                                changes in prop::collection::vec(any_change(), 0..6)) {
        let added = supplement(&imported, &listed);
        let read = || added.as_ref().map_or_else(|| imported.clone(), |added| added.fill(&imported));
        let filled = read();
        prop_assert_eq!((&filled.title, filled.year), (&imported.title, imported.year.or(listed.year)));
        let first = |one: &Vec<String>, other: &Vec<String>| if one.is_empty() { other.clone() } else { one.clone() };
        prop_assert_eq!(&filled.genres, &first(&imported.genres, &listed.genres));
        prop_assert_eq!(&filled.styles, &first(&imported.styles, &listed.styles));
        prop_assert_eq!(&filled.cover_url, &listed.cover_url);
        prop_assert_eq!(&filled.credits, &listed.credits, "the same names, with their numbers");

        let mut shown = Held { release: filled.clone(), ..held() };
        let mut undo = Vec::new();
        for change in &changes {
            undo.push(shown.value(target(change), change).unwrap());
            apply(&mut shown, target(change), change);
        }
        for change in &changes {
            let last = changes.iter().rev().find(|other| other.field() == change.field());
            let shows = shown.value(target(change), change);
            prop_assert_eq!(shows.as_ref(), last);
        }
        for change in undo.iter().rev() {
            apply(&mut shown, target(change), change);
        }
        prop_assert_eq!(settled(shown), Held { release: read(), ..held() });
    }

    /// What was read once fills in no more.
    #[test]
    fn a_release_is_supplemented_once((imported, listed) in told()) {
        if let Some(added) = supplement(&imported, &listed) {
            let filled = added.fill(&imported);
            prop_assert_eq!(supplement(&filled, &listed), None);
            prop_assert_eq!(added.fill(&filled), filled);
        }
    }
}

#[rstest]
#[case(0)]
#[case(-1)]
#[case(i64::MIN)]
#[case(i64::MAX)]
#[case(crate::limits::MOST_ID)]
fn a_key_is_one_that_could_be_given(#[case] id: i64) {
    let artist = ArtistDraft { artist_id: Some(ArtistId(id)), name: "Low".into(), ..ArtistDraft::default() };
    let label = LabelDraft { label_id: Some(LabelId(id)), name: "Kranky".into(), ..LabelDraft::default() };
    let (artists, labels) = (Given::Value(vec![artist]), Given::Value(vec![label]));
    let refused = AlbumPatch { artists, labels, ..AlbumPatch::default() }.check().unwrap_err();
    let range = Reason::Range(1, crate::limits::MOST_ID - 1);
    assert_eq!(refused, [Refusal::new("artists", range), Refusal::new("labels", range)]);
}

#[rstest]
#[case(0)]
#[case(-1)]
#[case(1_000)]
#[case(i64::MAX)]
fn a_quantity_is_one_that_a_shelf_holds(#[case] qty: i64) {
    let format = FormatDraft { name: "CD".into(), qty: Some(qty), ..FormatDraft::default() };
    let formats = Given::Value(vec![format]);
    let refused = AlbumPatch { formats, ..AlbumPatch::default() }.check().unwrap_err();
    assert_eq!(refused, [Refusal::new("formats", Reason::Range(1, 999))]);
}
