//! Tokens of the API: found by their digest, listed without it.

use crate::support::{Fixture, ME};
use sillon_core::access::{ApiToken, Scope};
use sillon_store::StoreError;

on_both!(a_token_is_found_by_its_digest_until_it_is_removed, a_name_stands_once, the_last_use_only_moves_on);

fn token(id: &str, name: &str, scope: Scope, created_at: i64) -> ApiToken {
    ApiToken { id: id.into(), name: name.into(), scope, created_at, last_used_at: None }
}

async fn a_token_is_found_by_its_digest_until_it_is_removed(db: Fixture) {
    let (home, phone) = (token("a", "home", Scope::Read, 1), token("b", "phone", Scope::Write, 2));
    db.store.add_api_token(ME, &home, &[1; 32]).await.unwrap();
    db.store.add_api_token(ME, &phone, &[2; 32]).await.unwrap();
    assert_eq!(db.reader().list_api_tokens(ME).await.unwrap(), [phone.clone(), home.clone()]);
    assert_eq!(db.reader().find_api_token(ME, &[2; 32]).await.unwrap(), Some(phone));
    assert_eq!(db.reader().find_api_token(ME, &[3; 32]).await.unwrap(), None);
    db.store.remove_api_token(ME, "b").await.unwrap();
    assert_eq!(db.reader().find_api_token(ME, &[2; 32]).await.unwrap(), None);
    assert!(matches!(db.store.remove_api_token(ME, "b").await, Err(StoreError::NotFound)));
    assert_eq!(db.reader().list_api_tokens(ME).await.unwrap(), [home]);
}

async fn a_name_stands_once(db: Fixture) {
    db.store.add_api_token(ME, &token("a", "home", Scope::Read, 1), &[1; 32]).await.unwrap();
    let again = db.store.add_api_token(ME, &token("b", "home", Scope::Sync, 2), &[2; 32]).await;
    assert!(matches!(again, Err(StoreError::Conflict)), "{again:?}");
}

async fn the_last_use_only_moves_on(db: Fixture) {
    db.store.add_api_token(ME, &token("a", "home", Scope::Read, 1), &[1; 32]).await.unwrap();
    for (now, expected) in [(5_000, 5_000), (4_000, 5_000), (6_000, 6_000)] {
        db.store.mark_api_token_used(ME, "a", now).await.unwrap();
        let found = db.reader().find_api_token(ME, &[1; 32]).await.unwrap().unwrap();
        assert_eq!(found.last_used_at, Some(expected));
    }
}
