//! The collection as a shop asks for it.

use crate::support::{Fixture, ME, album, item};
use sillon_core::collection::Note;
use sillon_core::enrich::details::{Details, Identifier};
use sillon_core::enrich::{Facet, Subject};
use sillon_core::id::{FieldId, MasterId, ReleaseId};
use sillon_core::job::EnrichParams;
use sillon_core::label::LabelLine;
use sillon_core::shop::{CopyInHand, Holding};
use sillon_store::{Finding, PageChanges};

on_both!(
    a_holding_has_what_it_is_known_by,
    holdings_are_listed_by_their_keys_to_the_end,
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
    let found = db.reader().find_holdings(ME, &[ReleaseId(12), ReleaseId(5), ReleaseId(3)]).await.unwrap();
    assert_eq!(found.iter().map(|holding| holding.id.0).collect::<Vec<_>>(), [3, 12]);
}

async fn the_state_changes_with_what_is_held(db: Fixture) {
    let state = async || db.reader().holdings_state(ME).await.unwrap();
    let empty = state().await;
    db.add(&[item(1, 10)]).await;
    let one = state().await;
    assert_ne!(empty, one);
    assert_eq!(state().await, one);
    db.add(&[item(1, 10)]).await;
    assert_eq!(state().await, one, "what was there already changes nothing");
    db.store.enqueue_job(ME, &crate::support::job(2), EnrichParams::default(), 5).await.unwrap();
    assert_ne!(state().await, one, "an enrichment may bring barcodes");
}
