//! What a file brings, what a later listing makes of it, and the way through a document into another database.

mod person;
mod shown;

use crate::support::{Fixture, ME, album, item, job, release};
use sillon_core::collection::{Field, Folder, Item};
use sillon_core::enrich::text::{Author, Text, TextState};
use sillon_core::enrich::{Facet, Subject};
use sillon_core::exchange::csv::artist::parse_artists;
use sillon_core::exchange::csv::columns::Columns;
use sillon_core::exchange::csv::label::parse_labels;
use sillon_core::exchange::csv::line::Odd;
use sillon_core::exchange::csv::sheet::LineEnd;
use sillon_core::exchange::document::{SourceFile, SourceLine};
use sillon_core::exchange::keys::{copy_id, field_id, folder_id};
use sillon_core::id::{ArtistId, InstanceId, ReleaseId};
use sillon_core::sync::known::Recognition;
use sillon_core::sync::supplement::supplement;
use sillon_store::{Beside, Finding, PageChanges};

on_both!(
    a_copy_of_a_file_is_known_by_its_listed_number_once_it_is_recognised,
    a_supplement_fills_what_reads_and_leaves_what_was_imported,
    everything_comes_back_out_of_a_document,
    a_sheet_goes_in_the_order_of_its_file_or_of_its_labels,
);

/// The n-th copy of a release as a file tells it.
fn from_file(release_id: i64, occurrence: u32) -> Item {
    let id = ReleaseId(release_id);
    let mut item = item(copy_id(id, occurrence).0, release_id);
    item.release.master_id = None;
    (item.release.cover_url, item.release.thumb_url) = (None, None);
    (item.release.genres, item.release.styles) = (vec![], vec![]);
    item.release.credits = parse_artists(&format!("Artist {release_id}"));
    item.release.labels = parse_labels(&format!("Label {release_id}"), &format!("CAT {release_id}"));
    item
}

fn line(position: i64) -> SourceLine {
    let cells = if position == 1 { Odd::from([("Title".into(), " odd ".into())]) } else { Odd::new() };
    SourceLine { file: 77, position, cells }
}

async fn bring(db: &Fixture, items: &[Item]) {
    let lines: Vec<_> = (1..).zip(items).map(|(n, item)| (item.copy.instance_id, line(n))).collect();
    let beside = Beside { lines: &lines, ..Beside::default() };
    let changes = PageChanges { new_albums: items, beside, ..PageChanges::default() };
    db.store.add_page(ME, &job(1), &changes, 1_000).await.unwrap();
    let file = SourceFile { id: 77, name: "a.csv".into(), columns: Columns::standard(&[]), line_end: LineEnd::Lf };
    db.store.add_source_files(ME, &[file], 1).await.unwrap();
}

async fn recognise(db: &Fixture, instance_id: i64, copy: &Item) {
    let recognition = Recognition { instance_id: InstanceId(instance_id), copy_id: copy.copy.instance_id };
    let supplement = supplement(&copy.release, &release(copy.release.id.0)).unwrap();
    let beside = Beside { recognised: &[recognition], supplements: &[supplement], ..Beside::default() };
    let changes = PageChanges { beside, ..PageChanges::default() };
    db.store.add_page(ME, &job(2), &changes, 2_000).await.unwrap();
}

async fn a_copy_of_a_file_is_known_by_its_listed_number_once_it_is_recognised(db: Fixture) {
    let (first, second) = (from_file(10, 1), from_file(10, 2));
    bring(&db, &[first.clone(), second.clone()]).await;
    db.add(&[item(5, 20)]).await;
    let known = db.store.known(ME).await.unwrap();
    assert_eq!((known.accounted(), known.albums.len(), known.unlisted[&ReleaseId(10)].len()), (1, 2, 2));
    recognise(&db, 900, &second).await;
    let known = db.store.known(ME).await.unwrap();
    assert_eq!((known.accounted(), known.copy_id(InstanceId(900))), (2, second.copy.instance_id));
    let waiting: Vec<InstanceId> = known.unlisted[&ReleaseId(10)].iter().map(|copy| copy.instance_id).collect();
    assert_eq!(waiting, [first.copy.instance_id]);
}

async fn a_supplement_fills_what_reads_and_leaves_what_was_imported(db: Fixture) {
    let copy = from_file(10, 1);
    bring(&db, std::slice::from_ref(&copy)).await;
    recognise(&db, 900, &copy).await;
    recognise(&db, 900, &copy).await;
    let detail = db.reader().find_album(ME, ReleaseId(10)).await.unwrap().unwrap();
    assert_eq!(detail.album.release, release(10));
    let records = db.reader().load_records(ME, &[ReleaseId(10)]).await.unwrap();
    assert_eq!(records[0].release, copy.release);
    assert_eq!(records[0].copies[0].listed_as, Some(InstanceId(900)));
    assert_eq!(db.store.load_items(ME, &[copy.copy.instance_id]).await.unwrap()[0].release, release(10));
}

async fn everything_comes_back_out_of_a_document(db: Fixture) {
    let copy = from_file(10, 1);
    bring(&db, &[copy.clone(), from_file(11, 1)]).await;
    recognise(&db, 900, &copy).await;
    db.add(&[album(30, "Björk", "Début")]).await;
    let folders = [Folder { id: folder_id("Jazz"), name: "Jazz".into() }];
    let fields = [Field { id: field_id("Cost"), name: "Cost".into() }];
    db.store.add_directory(ME, &folders, &fields, 1).await.unwrap();
    let finding =
        Finding { value: "https://a", source: "spotify", score: Some(2.0 / 3.0), trace: Some("why"), version: 3 };
    for subject in [Subject::Release(ReleaseId(30)), Subject::Artist(ArtistId(1_030))] {
        db.store.offer(Facet::Links, subject, &finding, 5).await.unwrap();
    }
    let text = Text {
        id: "t1".into(),
        release_id: ReleaseId(30),
        body: "Quelques phrases.\n".into(),
        language: "fr".into(),
        author: Author::Model { name: "m".into(), prompt_version: 2 },
        state: TextState::Shown,
        doubts: Some("[\"empty\"]".into()),
        locked: false,
        written_at: 9,
    };
    db.store.add_text(ME, &text).await.unwrap();

    let reader = db.reader();
    let ids = reader.list_held_releases(ME).await.unwrap();
    assert_eq!(ids, [ReleaseId(10), ReleaseId(11), ReleaseId(30)]);
    let albums = reader.load_records(ME, &ids).await.unwrap();
    let artists = reader.list_artist_records(None, 10).await.unwrap();
    assert_eq!((albums[2].texts.len(), albums[2].enrichments[0].score, artists.len()), (1, Some(0.666_667), 1));
    let (directory, files) = (reader.directory(ME).await.unwrap(), reader.source_files(ME).await.unwrap());

    let other = if db.url.starts_with("sqlite:") { Fixture::sqlite().await } else { Fixture::postgres().await };
    other.store.add_directory(ME, &directory.0, &directory.1, 99).await.unwrap();
    other.store.add_source_files(ME, &files, 99).await.unwrap();
    for record in &albums {
        let items: Vec<Item> = record
            .copies
            .iter()
            .map(|copy| Item { release: record.release.clone(), copy: copy.copy.clone() })
            .collect();
        let lines: Vec<_> =
            record.copies.iter().filter_map(|copy| Some((copy.copy.instance_id, copy.line.clone()?))).collect();
        let recognised: Vec<Recognition> = record
            .copies
            .iter()
            .filter_map(|copy| Some(Recognition { instance_id: copy.listed_as?, copy_id: copy.copy.instance_id }))
            .collect();
        let supplements: Vec<_> = record.supplement.iter().cloned().collect();
        let beside = Beside { lines: &lines, recognised: &recognised, supplements: &supplements, ..Beside::default() };
        let changes = PageChanges { new_albums: &items, beside, ..PageChanges::default() };
        other.store.add_page(ME, &job(9), &changes, 99).await.unwrap();
    }
    for _ in 0..2 {
        other.store.add_learnt(ME, &albums, &artists).await.unwrap();
    }
    let read = other.reader();
    assert_eq!(read.load_records(ME, &ids).await.unwrap(), albums);
    assert_eq!(read.list_artist_records(None, 10).await.unwrap(), artists);
    assert_eq!((read.directory(ME).await.unwrap(), read.source_files(ME).await.unwrap()), (directory, files));
}

async fn a_sheet_goes_in_the_order_of_its_file_or_of_its_labels(db: Fixture) {
    let items = [from_file(12, 1), from_file(10, 1), from_file(11, 1)];
    bring(&db, &items).await;
    let order = |items: [usize; 3]| items.map(|n| copy_id(ReleaseId(10 + n as i64), 1)).to_vec();
    assert_eq!(db.reader().sheet_order(ME, None).await.unwrap(), (order([2, 0, 1]), Some(77)));
    let sheet = db.reader().load_sheet(ME, &order([2, 0, 1])).await.unwrap();
    assert_eq!(sheet[0].odd.get("Title").map(String::as_str), Some(" odd "));
    assert_eq!((sheet[1].shown.release.id, &sheet[1].imported), (ReleaseId(10), &None));
    db.add(&[item(5, 9)]).await;
    let (mixed, file) = db.reader().sheet_order(ME, None).await.unwrap();
    assert_eq!((&mixed[..3], file), (&order([0, 1, 2])[..], None));
    assert_eq!(db.reader().shelf_order(ME, None).await.unwrap().albums.len(), 4);
}
