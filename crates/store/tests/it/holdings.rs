//! The collection as a shop asks for it.

use crate::support::{Fixture, ME, album, item};
use serde_json::Value;
use sillon_core::collection::Note;
use sillon_core::edit::{Change, Edit, Target};
use sillon_core::enrich::details::{Details, Identifier};
use sillon_core::enrich::{Facet, Subject};
use sillon_core::id::{FieldId, InstanceId, MasterId, ReleaseId};
use sillon_core::label::LabelLine;
use sillon_core::shop::{Answer, CopyInHand, Holding, Question, Verdict, Wanted};
use sillon_store::{Finding, PageChanges};

on_both!(
    a_holding_has_what_it_is_known_by,
    holdings_are_listed_by_their_keys_to_the_end,
    what_a_person_changed_is_what_a_shop_is_told,
    the_wantlist_is_told_without_what_is_held,
    questions_have_the_answers_that_the_pages_give,
    more_than_can_be_looked_at_is_counted,
    the_state_changes_with_what_is_held,
);

async fn list(db: &Fixture, after: i64, limit: u32) -> Vec<Holding> {
    db.reader().list_holdings(ME, ReleaseId(after), limit).await.unwrap()
}

async fn keep_barcode(db: &Fixture, release: i64, identifiers: &[(&str, &str)]) {
    let identifier = |(kind, value): &(&str, &str)| Identifier {
        kind: (*kind).into(),
        value: (*value).into(),
        description: String::new(),
    };
    let details = Details { identifiers: identifiers.iter().map(identifier).collect(), ..Details::default() };
    let document = serde_json::to_string(&details).unwrap();
    let subject = Subject::Release(ReleaseId(release));
    db.store.claim(Facet::Details, &[subject], "me", 1, 100).await.unwrap();
    let finding = Finding { value: "", source: "discogs", score: None, trace: None, version: 1 };
    assert!(db.store.keep_details(subject, "me", &document, &finding, 2).await.unwrap());
}

async fn a_holding_has_what_it_is_known_by(db: Fixture) {
    let mut first = album(10, "Nirvana (2)", "Bleach");
    let label = first.release.labels[0].clone();
    first.release.labels = vec![
        LabelLine { name: "Sub Pop (3)".into(), catno: "SP 34".into(), ..label.clone() },
        LabelLine { catno: "SP 34".into(), ..label.clone() },
        LabelLine { catno: String::new(), ..label },
    ];
    let mut second = first.clone();
    second.copy.instance_id.0 += 1;
    second.copy.added_at = None;
    second.copy.notes = vec![Note { field_id: FieldId(2), value: "Fair (F)".into() }];
    let changes = PageChanges { new_albums: &[first.clone()], new_copies: &[second], ..PageChanges::default() };
    db.store.add_page(ME, &crate::support::job(1), &changes, 1_000).await.unwrap();
    keep_barcode(
        &db,
        10,
        &[
            ("Barcode", "0 98787-00341 6"),
            ("barcode", "0098787003416"),
            ("Matrix / Runout", "123456789"),
            ("Barcode", "none"),
        ],
    )
    .await;
    let mut held = list(&db, 0, 10).await.pop().unwrap();
    held.copies.sort_by(|a, b| b.media.cmp(&a.media));
    let expected = Holding {
        id: ReleaseId(10),
        master_id: Some(MasterId(510)),
        title: "Bleach".into(),
        artist: "Nirvana".into(),
        year: Some(1978),
        formats: "Vinyl, LP, Album".into(),
        label: "Sub Pop".into(),
        catnos: vec!["SP 34".into()],
        barcodes: vec!["98787003416".into()],
        copies: vec![
            CopyInHand { media: "Near Mint (NM or M-)".into(), ..CopyInHand::default() },
            CopyInHand { sleeve: "Fair (F)".into(), ..CopyInHand::default() },
        ],
    };
    assert_eq!(held, expected);
}

async fn holdings_are_listed_by_their_keys_to_the_end(db: Fixture) {
    let items: Vec<_> = (1..=7).map(|number| item(100 - number, number * 3)).collect();
    db.add(&items).await;
    let mut seen = Vec::new();
    let mut last = i64::MIN;
    loop {
        let batch = list(&db, last, 3).await;
        let Some(end) = batch.last() else { break };
        last = end.id.0;
        seen.extend(batch.iter().map(|holding| holding.id.0));
    }
    assert_eq!(seen, [3, 6, 9, 12, 15, 18, 21]);
}

fn edit(number: u32, target: Target, change: Change) -> Edit {
    let previous = change.clone();
    let id = format!("edit-{number:03}");
    Edit { batch_id: id.clone(), id, target, change, previous, made_at: 9, undone_at: None }
}

async fn what_a_person_changed_is_what_a_shop_is_told(db: Fixture) {
    db.add(&[item(1, 10), item(2, 20), item(3, 30)]).await;
    let state = db.reader().holdings_state(ME).await.unwrap();
    let (album, copy) = (Target::album(ReleaseId(10)), Target::copy(ReleaseId(10), InstanceId(1)));
    let edits = [
        edit(1, album, Change::Title("Renamed".into())),
        edit(2, album, Change::Year(None)),
        edit(3, copy, Change::Note(FieldId(1), Some("Poor (P)".into()))),
        edit(4, Target::album(ReleaseId(20)), Change::Archived(true)),
    ];
    db.store.add_edits(ME, &edits).await.unwrap();
    assert_ne!(db.reader().holdings_state(ME).await.unwrap(), state);
    let listed = list(&db, i64::MIN, 10).await;
    assert_eq!(listed.iter().map(|holding| holding.id.0).collect::<Vec<_>>(), [10, 30], "what is put away is left out");
    assert_eq!((listed[0].title.as_str(), listed[0].year), ("Renamed", None));
    assert_eq!(listed[0].copies[0].media, "Poor (P)");
    assert_eq!(list(&db, i64::MIN, 1).await[0].id.0, 10);
    assert_eq!(list(&db, 10, 1).await[0].id.0, 30, "a batch is as long as was asked for");
    for (asked, ids) in [("renamed", vec![10]), ("title 10", vec![]), ("cat 20", vec![]), ("cat 30", vec![30])] {
        assert_eq!(ids_of(&ask(&db, asked).await.have), ids, "{asked}");
    }
}

async fn want(db: &Fixture, items: &[sillon_core::collection::Item]) {
    db.store.add_wants(ME, &crate::support::job(3), items, &[], 5).await.unwrap();
}

async fn the_wantlist_is_told_without_what_is_held(db: Fixture) {
    let mut other = item(0, 77);
    other.release.master_id = Some(MasterId(510));
    db.add(&[item(1, 10), item(2, 20)]).await;
    want(&db, &[item(0, 30), item(0, 10), other, item(0, 20)]).await;
    let wanted = db.reader().list_wanted(ME).await.unwrap();
    assert_eq!(ids_of(&wanted), [30, 77]);
    assert!(wanted.iter().all(|want| want.copies.is_empty()));
    let answer = ask(&db, "cat 77").await;
    assert_eq!((answer.verdict, answer.wanted), (Verdict::OtherPressing, Wanted::Asked(1)));
    assert_eq!((ids_of(&answer.pressings), ids_of(&answer.wants)), (vec![10], vec![77]));
    db.store.add_edits(ME, &[edit(1, Target::album(ReleaseId(20)), Change::Archived(true))]).await.unwrap();
    assert_eq!(ids_of(&db.reader().list_wanted(ME).await.unwrap()), [20, 30, 77], "what is put away is not held");
}

fn ids_of(holdings: &[Holding]) -> Vec<i64> {
    holdings.iter().map(|holding| holding.id.0).collect()
}

async fn ask(db: &Fixture, text: &str) -> Answer {
    db.reader().find_in_shop(ME, &Question::parse(text).unwrap()).await.unwrap()
}

/// The collection and the wantlist that `core::shop` is held to, as items.
fn from_vectors(vectors: &Value, list: &str) -> Vec<sillon_core::collection::Item> {
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let rows = vectors["index"][list].as_array().unwrap().iter();
    let items = rows.map(|row| {
        let id = row[0].as_i64().unwrap();
        let mut made = album(id, row[3].as_str().unwrap(), row[2].as_str().unwrap());
        let release = &mut made.release;
        let number = |value: &Value| Some(value.as_i64().unwrap()).filter(|number| *number > 0);
        release.master_id = number(&row[1]).map(MasterId);
        release.year = number(&row[4]).map(|year| i32::try_from(year).unwrap());
        let formats = text(&row[5]);
        let mut words = formats.trim_start_matches("2 × ").split(", ").map(str::to_owned);
        release.formats[0].name = words.next().unwrap();
        release.formats[0].qty = if formats.starts_with('2') { 2 } else { 1 };
        release.formats[0].descriptions = words.collect();
        let line = LabelLine { name: text(&row[6]), ..release.labels[0].clone() };
        let mut catnos: Vec<String> = row[7].as_array().unwrap().iter().map(text).collect();
        catnos.resize(catnos.len().max(1), String::new());
        release.labels = catnos.into_iter().map(|catno| LabelLine { catno, ..line.clone() }).collect();
        made
    });
    items.collect()
}

async fn questions_have_the_answers_that_the_pages_give(db: Fixture) {
    let vectors: Value = serde_json::from_str(include_str!("../../../core/src/shop/vectors.json")).unwrap();
    db.add(&from_vectors(&vectors, "albums")).await;
    want(&db, &from_vectors(&vectors, "wants")).await;
    for row in ["albums", "wants"].iter().flat_map(|list| vectors["index"][list].as_array().unwrap()) {
        if let Some(barcode) = row[8][0].as_str() {
            keep_barcode(&db, row[0].as_i64().unwrap(), &[("Barcode", barcode)]).await;
        }
    }
    let ids = |value: &Value| value.as_array().into_iter().flatten().map(|id| id.as_i64().unwrap()).collect::<Vec<_>>();
    for row in vectors["questions"].as_array().unwrap() {
        let (text, expected) = (row[0].as_str().unwrap(), &row[1]);
        if expected.is_null() {
            continue;
        }
        let answer = ask(&db, text).await;
        let found = [&answer.have, &answer.pressings, &answer.wants, &answer.near].map(|found| ids_of(found));
        assert_eq!(found, ["have", "pressings", "wants", "near"].map(|name| ids(&expected[name])), "{text}");
        assert_eq!((answer.scope.albums, answer.scope.answering), (17, 0));
    }
    let unknown = ask(&db, "4006408123456").await;
    assert_eq!(unknown.scope.with_barcode, 4);
}

async fn more_than_can_be_looked_at_is_counted(db: Fixture) {
    let items: Vec<_> = (1..=230).map(|id| album(id, "Many", &format!("Number {id:03}"))).collect();
    db.add(&items).await;
    db.add(&[album(500, "Zed", "Many")]).await;
    let answer = ask(&db, "many").await;
    assert_eq!(answer.verdict, Verdict::Have { releases: 231, works: 20 });
    assert_eq!(ids_of(&answer.have)[..3], [500, 1, 2], "whose title it is comes first");
    assert!(answer.pressings.is_empty());
}

async fn the_state_changes_with_what_is_held(db: Fixture) {
    let state = async || db.reader().holdings_state(ME).await.unwrap();
    let empty = state().await;
    db.add(&[item(1, 10)]).await;
    let one = state().await;
    assert_ne!(empty, one);
    assert_eq!(state().await, one);
    db.store.add_directory(ME, &[], &[], 9).await.unwrap();
    assert_eq!(state().await, one, "a sync that brings nothing changes nothing");
    keep_barcode(&db, 10, &[("Barcode", "0 98787-00341 6")]).await;
    let enriched = state().await;
    assert_ne!(enriched, one, "a barcode came");
    want(&db, &[item(0, 30)]).await;
    assert_ne!(state().await, enriched, "something is wanted");
}
