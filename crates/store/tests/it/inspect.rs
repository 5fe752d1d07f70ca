//! What is gone is noticed, and what can be made again is.

use crate::backup::Place;
use crate::support::{Connected, Fixture, ME, album, item, job};
use sillon_store::PageChanges;
use sqlx::Connection;

on_both!(what_is_gone_is_noticed_and_made_again, derived_rows_are_made_again, an_untouched_database_is_whole);

async fn filled(db: &Fixture) -> Connected {
    db.add(&[album(1, "A", "First"), album(2, "B", "Second"), item(3, 2)]).await;
    let second = PageChanges { new_copies: &[item(4, 1)], ..PageChanges::default() };
    db.store.add_page(ME, &job(2), &second, 2_000).await.unwrap();
    db.connect().await
}

async fn run(connection: &mut Connected, statements: &[&str]) {
    for statement in statements {
        connection.execute((*statement).to_owned()).await.unwrap();
    }
}

async fn an_untouched_database_is_whole(db: Fixture) {
    crate::schema::fill(&db).await;
    let found = db.reader().inspect(true).await.unwrap();
    assert!(found.is_whole() && found.compared && found.notes().is_empty(), "{:?}", found.sentences());
}

async fn what_is_gone_is_noticed_and_made_again(db: Fixture) {
    let mut other = filled(&db).await;
    let triggers = match other {
        Connected::Sqlite(_) => vec!["DROP TRIGGER copies_refuse_delete", "DROP TRIGGER texts_revise"],
        Connected::Postgres(_) => {
            vec![
                "DROP TRIGGER copies_refuse_change ON copies",
                "ALTER TABLE releases DISABLE TRIGGER releases_refuse_change",
            ]
        }
    };
    run(&mut other, &triggers).await;
    run(&mut other, &["DROP INDEX copies_by_job", "DROP VIEW full_releases", "CREATE TABLE zz (x INTEGER)"]).await;
    let found = db.reader().inspect(false).await.unwrap();
    let said = found.sentences();
    assert!(said.contains(&"the index \"copies_by_job\" on \"copies\" is missing".to_owned()), "{said:?}");
    assert!(said.contains(&"the view \"full_releases\" is missing".to_owned()), "{said:?}");
    assert!(said.iter().filter(|said| said.starts_with("the trigger ")).count() >= 2, "{said:?}");
    assert_eq!(found.notes(), ["the table \"zz\" is not sillon's: a backup leaves it out"]);
    assert!(!found.is_whole() && found.is_repairable());

    let repaired = db.store.repair(&found).await.unwrap();
    assert_eq!(repaired.sentences().len(), said.len(), "{:?}", repaired.sentences());
    let after = db.reader().inspect(true).await.unwrap();
    assert!(after.is_whole(), "{:?}", after.sentences());
    for statement in ["DELETE FROM copies", "UPDATE releases SET title = 'HACKED'"] {
        let refusal = other.execute(statement.to_owned()).await.unwrap_err();
        assert!(refusal.contains("append-only"), "{refusal}");
    }
}

async fn derived_rows_are_made_again(db: Fixture) {
    let mut other = filled(&db).await;
    assert_eq!(db.reader().counts(ME).await.unwrap().albums, 2);
    run(
        &mut other,
        &[
            "DELETE FROM album_index WHERE release_id = 1",
            "UPDATE album_index SET copies = 9 WHERE release_id = 2",
            "DELETE FROM artist_index",
            "DELETE FROM revisions",
        ],
    )
    .await;
    let found = db.reader().inspect(false).await.unwrap();
    let gaps: Vec<(&str, u64)> = found.derived.iter().map(|gap| (gap.table, gap.rows)).collect();
    assert_eq!(gaps, [("album_index", 2), ("artist_index", 2), ("revisions", 1)]);
    let repaired = db.store.repair(&found).await.unwrap();
    assert_eq!(repaired.derived, found.derived);
    assert!(db.reader().inspect(true).await.unwrap().is_whole());
    let fresh = sillon_store::Store::open(&db.url).await.unwrap();
    let counts = fresh.reader().counts(ME).await.unwrap();
    assert_eq!((counts.albums, counts.copies), (2, 4));
    let names = sillon_core::query::NameQuery { search: None, page: 1, page_size: 30 };
    assert_eq!(fresh.reader().list_artists(ME, &names).await.unwrap().total, 2);
    fresh.close().await;
}

#[tokio::test]
async fn a_trigger_of_somebody_else_goes_and_a_lost_table_needs_a_backup() {
    let db = Fixture::sqlite().await;
    let mut other = filled(&db).await;
    run(&mut other, &["CREATE TRIGGER zz AFTER INSERT ON copies BEGIN DELETE FROM texts; END"]).await;
    let found = db.reader().inspect(false).await.unwrap();
    assert_eq!(found.sentences(), ["the trigger \"zz\" on \"copies\" is not sillon's"]);
    assert_eq!(db.store.repair(&found).await.unwrap().sentences(), ["the trigger \"zz\" was removed"]);
    run(&mut other, &["DROP TABLE album_index"]).await;
    let found = db.reader().inspect(false).await.unwrap();
    assert!(found.is_repairable(), "it is derived");
    db.store.repair(&found).await.unwrap();
    assert!(db.reader().inspect(true).await.unwrap().is_whole());
    run(&mut other, &["DROP TABLE edits"]).await;
    let found = db.reader().inspect(true).await.unwrap();
    assert!(!found.is_whole() && !found.is_repairable(), "{:?}", found.sentences());
}

#[tokio::test]
async fn a_page_of_random_bytes_is_noticed() {
    let place = Place::new().await;
    let items: Vec<_> = (1..400).map(|id| album(id, "A", &format!("Title {id}"))).collect();
    place.db.add(&items).await;
    place.db.store.close().await;
    let file = place.file().path().to_owned();
    let mut bytes = std::fs::read(&file).unwrap();
    let (page, middle) = (8192, bytes.len() / 8192 / 2);
    for (place, byte) in bytes[middle * page..(middle + 1) * page].iter_mut().enumerate() {
        *byte = (place * 7919 % 251) as u8;
    }
    std::fs::write(&file, &bytes).unwrap();
    let store = sillon_store::Store::open(&place.db.url).await.unwrap();
    let found = store.reader().inspect(true).await.unwrap();
    assert!(found.damage.is_some() && !found.is_whole() && !found.is_repairable());
    assert!(found.sentences()[0].starts_with("the database file is damaged: "), "{:?}", found.sentences());
    store.close().await;
    let mut plain = sqlx::SqliteConnection::connect(&place.db.url).await.unwrap();
    let _still_opens: i64 = sqlx::query_scalar("SELECT 1").fetch_one(&mut plain).await.unwrap();
}
