//! Descriptions: one is shown, the others are kept, and a person's word goes before a model's.

use crate::support::{Fixture, ME, item};
use sillon_core::enrich::text::{Author, Text, TextState};
use sillon_core::enrich::{Facet, Origin, Outcome, Subject};
use sillon_core::id::ReleaseId;
use sillon_store::StoreError;

on_both!(
    the_newest_is_shown_and_the_former_kept,
    a_locked_text_gives_way_to_a_person_only,
    what_was_refused_waits_for_a_person,
    a_text_that_was_taken_away_is_kept,
    what_a_model_wrote_is_kept_with_its_row,
    what_is_written_late_is_not_kept,
    a_locked_text_settles_the_row,
    a_person_s_text_is_their_word,
    an_act_on_nothing_leaves_everything,
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

/// What the row of the album's descriptions says.
async fn row(db: &Fixture) -> Option<Origin> {
    let origins = db.reader().find_album(ME, ALBUM).await.unwrap().unwrap().origins;
    origins.into_iter().find(|origin| origin.facet == Facet::Descriptions)
}

async fn claim(db: &Fixture, owner: &str) {
    let claimed = db.store.claim(Facet::Descriptions, &[Subject::Release(ALBUM)], owner, 5, 100).await.unwrap();
    assert_eq!(claimed.len(), 1);
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

async fn what_a_model_wrote_is_kept_with_its_row(db: Fixture) {
    db.add(&[item(1, 10)]).await;
    claim(&db, "me").await;
    assert!(db.store.keep_text(ME, "me", &text("a", TextState::Shown, 6), 6).await.unwrap());
    let found = row(&db).await.unwrap();
    assert_eq!((found.outcome, found.source.as_str(), found.updated_at), (Outcome::Found, "plume", 6));
    db.store.ask_again(Facet::Descriptions, Subject::Release(ALBUM), 7).await.unwrap();
    claim(&db, "me").await;
    assert!(db.store.keep_text(ME, "me", &text("b", TextState::Review, 8), 8).await.unwrap());
    let absent = row(&db).await.unwrap();
    assert_eq!((absent.outcome, absent.trace.as_deref()), (Outcome::Absent, Some("kept for review")));
    assert_eq!(states(&db).await, [("b".into(), TextState::Review), ("a".into(), TextState::Shown)]);
    // The refused one is dropped; what was shown before stays, and is what the row says.
    db.store.remove_text(ME, ALBUM, "b", 9).await.unwrap();
    let left = row(&db).await.unwrap();
    assert_eq!((left.outcome, left.source.as_str()), (Outcome::Found, "person"));
    assert_eq!(states(&db).await, [("b".into(), TextState::Removed), ("a".into(), TextState::Shown)]);
}

async fn what_is_written_late_is_not_kept(db: Fixture) {
    db.add(&[item(1, 10)]).await;
    claim(&db, "other").await;
    for state in [TextState::Shown, TextState::Review] {
        assert!(!db.store.keep_text(ME, "me", &text("a", state, 6), 6).await.unwrap());
    }
    assert_eq!(states(&db).await, []);
    assert_eq!(row(&db).await.unwrap().outcome, Outcome::Pending);
}

async fn a_locked_text_settles_the_row(db: Fixture) {
    db.add(&[item(1, 10)]).await;
    claim(&db, "me").await;
    let mine = Text { author: Author::Person, locked: true, ..text("a", TextState::Shown, 6) };
    db.store.add_text(ME, &mine).await.unwrap();
    db.store.ask_again(Facet::Descriptions, Subject::Release(ALBUM), 7).await.unwrap();
    claim(&db, "me").await;
    assert!(db.store.keep_text(ME, "me", &text("b", TextState::Shown, 8), 8).await.unwrap());
    assert_eq!(states(&db).await, [("a".into(), TextState::Shown)]);
    let found = row(&db).await.unwrap();
    assert_eq!((found.outcome, found.source.as_str()), (Outcome::Found, "person"));
}

async fn a_person_s_text_is_their_word(db: Fixture) {
    db.add(&[item(1, 10)]).await;
    claim(&db, "me").await;
    let mine = Text { author: Author::Person, ..text("a", TextState::Shown, 6) };
    assert!(db.store.add_text(ME, &mine).await.unwrap());
    let said = row(&db).await.unwrap();
    assert_eq!((said.outcome, said.source.as_str()), (Outcome::Found, "person"));
    assert!(!db.store.keep_text(ME, "me", &text("b", TextState::Shown, 7), 7).await.unwrap());
    assert_eq!(states(&db).await, [("a".into(), TextState::Shown)]);
}

async fn an_act_on_nothing_leaves_everything(db: Fixture) {
    db.add(&[item(1, 10)]).await;
    claim(&db, "me").await;
    db.store.keep_text(ME, "me", &text("a", TextState::Shown, 6), 6).await.unwrap();
    let before = row(&db).await;
    assert!(matches!(db.store.show_text(ME, ALBUM, "nothing", 9).await, Err(StoreError::NotFound)));
    assert!(matches!(db.store.remove_text(ME, ALBUM, "nothing", 9).await, Err(StoreError::NotFound)));
    assert_eq!(row(&db).await, before);
    assert_eq!(states(&db).await, [("a".into(), TextState::Shown)]);
}
