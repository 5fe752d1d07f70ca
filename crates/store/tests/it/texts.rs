//! Descriptions: one is shown, the others are kept, and a person's word goes before a model's.

use crate::support::{Fixture, ME, item};
use sillon_core::enrich::text::{Author, Text, TextState};
use sillon_core::id::ReleaseId;
use sillon_store::StoreError;

on_both!(
    the_newest_is_shown_and_the_former_kept,
    a_locked_text_gives_way_to_a_person_only,
    what_was_refused_waits_for_a_person,
    a_text_that_was_taken_away_is_kept,
);

const ALBUM: ReleaseId = ReleaseId(10);

fn text(id: &str, state: TextState, written_at: i64) -> Text {
    Text {
        id: id.into(),
        release_id: ALBUM,
        body: format!("About {id}."),
        language: "en".into(),
        author: Author::Model { name: "plume".into(), prompt_version: 3 },
        state,
        doubts: (state == TextState::Review).then(|| "[\"year\"]".to_owned()),
        locked: false,
        written_at,
    }
}

async fn states(db: &Fixture) -> Vec<(String, TextState)> {
    let texts = db.reader().texts(ME, ALBUM).await.unwrap();
    texts.into_iter().map(|text| (text.id, text.state)).collect()
}

async fn the_newest_is_shown_and_the_former_kept(db: Fixture) {
    db.add(&[item(1, 10)]).await;
    let (first, second) = (text("a", TextState::Shown, 1), text("b", TextState::Shown, 2));
    assert!(db.store.add_text(ME, &first).await.unwrap());
    assert!(db.store.add_text(ME, &second).await.unwrap());
    assert_eq!(states(&db).await, [("b".into(), TextState::Shown), ("a".into(), TextState::Former)]);
    assert_eq!(db.reader().texts(ME, ALBUM).await.unwrap()[0], second);
    let album = db.reader().albums(ME, &[ALBUM]).await.unwrap().remove(0);
    assert_eq!(album.description.as_deref(), Some("About b."));
    db.store.show_text(ME, ALBUM, "a", 3).await.unwrap();
    assert_eq!(states(&db).await, [("b".into(), TextState::Former), ("a".into(), TextState::Shown)]);
}

async fn a_locked_text_gives_way_to_a_person_only(db: Fixture) {
    db.add(&[item(1, 10)]).await;
    assert!(matches!(db.store.lock_text(ME, ALBUM, true).await, Err(StoreError::NotFound)));
    db.store.add_text(ME, &text("a", TextState::Shown, 1)).await.unwrap();
    db.store.lock_text(ME, ALBUM, true).await.unwrap();
    assert!(!db.store.add_text(ME, &text("b", TextState::Shown, 2)).await.unwrap());
    assert_eq!(states(&db).await, [("a".into(), TextState::Shown)]);
    let mine = Text { author: Author::Person, ..text("c", TextState::Shown, 3) };
    assert!(db.store.add_text(ME, &mine).await.unwrap());
    assert_eq!(states(&db).await, [("c".into(), TextState::Shown), ("a".into(), TextState::Former)]);
}

async fn what_was_refused_waits_for_a_person(db: Fixture) {
    db.add(&[item(1, 10)]).await;
    db.store.add_text(ME, &text("a", TextState::Review, 1)).await.unwrap();
    let waiting = db.reader().texts_in_review(ME, 10).await.unwrap();
    assert_eq!(waiting, [text("a", TextState::Review, 1)]);
    assert_eq!(db.reader().albums(ME, &[ALBUM]).await.unwrap()[0].description, None);
    db.store.show_text(ME, ALBUM, "a", 2).await.unwrap();
    assert_eq!(db.reader().texts_in_review(ME, 10).await.unwrap(), []);
    assert!(matches!(db.store.show_text(ME, ALBUM, "nothing", 3).await, Err(StoreError::NotFound)));
    assert_eq!(states(&db).await, [("a".into(), TextState::Shown)]);
}

async fn a_text_that_was_taken_away_is_kept(db: Fixture) {
    db.add(&[item(1, 10)]).await;
    db.store.add_text(ME, &text("a", TextState::Shown, 1)).await.unwrap();
    db.store.remove_text(ME, ALBUM, "a", 2).await.unwrap();
    assert_eq!(states(&db).await, [("a".into(), TextState::Removed)]);
    assert_eq!(db.reader().albums(ME, &[ALBUM]).await.unwrap()[0].description, None);
    assert!(matches!(db.store.remove_text(ME, ALBUM, "b", 3).await, Err(StoreError::NotFound)));
}
