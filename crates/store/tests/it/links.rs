//! Links, settings and secrets.

use crate::support::{Fixture, ME, item};
use sillon_core::id::{AccountId, ReleaseId};
use sillon_store::LinkOutcome;

on_both!(each_album_is_asked_about_once, a_failed_try_comes_again_when_it_is_due, settings_and_secrets_are_kept);

async fn unlinked(db: &Fixture, now: i64) -> Vec<i64> {
    db.store.list_unlinked(ME, now, 10).await.unwrap().iter().map(|release| release.id.0).collect()
}

async fn each_album_is_asked_about_once(db: Fixture) {
    db.add(&[item(1, 10), item(2, 20), item(3, 30)]).await;
    assert_eq!(unlinked(&db, 0).await, [30, 20, 10]);
    assert_eq!(db.store.list_unlinked(ME, 0, 1).await.unwrap(), [item(3, 30).release]);
    let found = LinkOutcome::Found { url: "https://open.example/album/1", score: 0.97 };
    db.store.mark_link(ReleaseId(10), &found, 5).await.unwrap();
    db.store.mark_link(ReleaseId(20), &LinkOutcome::Absent { trace: "0 candidates" }, 6).await.unwrap();
    assert_eq!(unlinked(&db, i64::MAX).await, [30]);
    let other = LinkOutcome::Found { url: "https://open.example/album/2", score: 1.0 };
    db.store.mark_link(ReleaseId(10), &other, 7).await.unwrap();
    let detail = db.reader().find_album(ME, ReleaseId(10)).await.unwrap().unwrap();
    assert_eq!(detail.album.spotify_url.as_deref(), Some("https://open.example/album/1"));
    assert_eq!(detail.spotify_found_at, Some(5));
    assert_eq!(db.reader().find_album(ME, ReleaseId(20)).await.unwrap().unwrap().spotify_found_at, None);
}

async fn a_failed_try_comes_again_when_it_is_due(db: Fixture) {
    db.add(&[item(1, 10)]).await;
    db.store.mark_link(ReleaseId(10), &LinkOutcome::Failed { trace: "503", retry_at: 100 }, 5).await.unwrap();
    assert_eq!((unlinked(&db, 99).await, unlinked(&db, 100).await), (vec![], vec![10]));
    let found = LinkOutcome::Found { url: "https://open.example/album/1", score: 0.9 };
    db.store.mark_link(ReleaseId(10), &found, 110).await.unwrap();
    assert_eq!(unlinked(&db, i64::MAX).await, [] as [i64; 0]);
}

async fn settings_and_secrets_are_kept(db: Fixture) {
    assert_eq!(db.store.setting(ME, "username").await.unwrap(), None);
    for value in ["first", "ünïcode"] {
        db.store.set_setting(ME, "username", Some(value), 1).await.unwrap();
    }
    assert_eq!(db.store.setting(ME, "username").await.unwrap().as_deref(), Some("ünïcode"));
    assert_eq!(db.store.setting(AccountId(2), "username").await.unwrap(), None);
    db.store.set_setting(ME, "username", None, 2).await.unwrap();
    assert_eq!(db.store.setting(ME, "username").await.unwrap(), None);
    let sealed = [0, 255, 39, 0];
    db.store.set_secret(ME, "discogs", Some(&sealed), 1).await.unwrap();
    assert_eq!(db.store.secret(ME, "discogs").await.unwrap(), Some(sealed.to_vec()));
    db.store.set_secret(ME, "discogs", None, 2).await.unwrap();
    assert_eq!(db.store.secret(ME, "discogs").await.unwrap(), None);
}
