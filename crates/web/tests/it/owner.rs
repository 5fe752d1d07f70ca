//! Another person's token: asked about before its first row.

use crate::home::{Home, json, text};
use axum::http::{Request, StatusCode};
use sillon_core::id::AccountId;
use sillon_fakes::World;

const SYNC: &str = "/api/v1/services/discogs/sync";

/// A collection that was read from somebody else's account.
async fn of_another() -> Home {
    let home = Home::of(World::invent(1, 12)).await;
    home.sync().await;
    let kept = r#"{"id":1,"username":"collector"}"#;
    home.store.set_setting(AccountId::FIRST, "discogs.account", Some(kept), 1).await.unwrap();
    home
}

#[tokio::test]
async fn another_person_is_asked_about_and_confirmed() {
    let home = of_another().await;
    let (name, rows) = (home.fakes.username(), home.store.counts(AccountId::FIRST).await.unwrap());
    for path in [SYNC.to_owned(), format!("{SYNC}?dry_run=true"), format!("{SYNC}?confirm=nobody")] {
        let refused = home.post(&path).await;
        assert_eq!(refused.status(), StatusCode::CONFLICT, "{path}");
        let refused = json(refused).await;
        assert_eq!(refused["code"], "other_account");
        assert!(refused["detail"].as_str().unwrap().contains("collector"), "{refused}");
        assert!(refused["hint"].as_str().unwrap().contains(&format!("confirm={name}")), "{refused}");
    }
    let wants = home.post("/api/v1/services/discogs/wantlist/sync").await;
    assert_eq!(json(wants).await["code"], "other_account");
    let page = text(home.send(Request::get("/settings"), "").await).await;
    assert!(page.contains("collector") && page.contains("name=\"confirm\""), "{page}");
    assert_eq!(home.store.counts(AccountId::FIRST).await.unwrap(), rows);

    assert_eq!(home.post(&format!("{SYNC}?confirm={name}")).await.status(), StatusCode::ACCEPTED);
    home.end_of_sync().await;
    let kept = home.store.setting(AccountId::FIRST, "discogs.account").await.unwrap().unwrap();
    assert!(kept.contains(&name), "{kept}");
    home.sync().await;
    home.end().await;
}

#[tokio::test]
async fn a_run_that_learns_it_first_ends_before_its_first_row() {
    let home = of_another().await;
    home.store.set_secret(AccountId::FIRST, "discogs.identity", None, 1).await.unwrap();
    assert_eq!(home.post(SYNC).await.status(), StatusCode::ACCEPTED);
    home.end_of_sync().await;
    let progress = home.json(&format!("{SYNC}/progress")).await;
    assert_eq!((&progress["status"], &progress["error_code"]), (&"error".into(), &"other_account".into()));
    assert_eq!(home.post(SYNC).await.status(), StatusCode::CONFLICT);
    home.end().await;
}

#[tokio::test]
async fn the_same_person_under_a_new_name_is_not_asked() {
    let home = of_another().await;
    let kept = r#"{"id":4110226,"username":"earlier"}"#;
    home.store.set_setting(AccountId::FIRST, "discogs.account", Some(kept), 1).await.unwrap();
    home.sync().await;
    home.end().await;
}
