//! What goes well.

use crate::support::{Scene, discogs, gate, quick};
use futures::future::try_join_all;
use sillon_clients::ClientError;
use sillon_core::collection::List;
use sillon_fakes::{Act, FakesConfig, On, World};
use std::collections::HashSet;

#[tokio::test]
async fn the_token_names_its_owner_and_what_is_his() {
    let scene = Scene::set();
    let identity = scene.discogs.fetch_identity().await.unwrap();
    assert_eq!(identity.username, scene.username());
    let folders = scene.discogs.fetch_folders(&identity.username).await.unwrap();
    assert!(folders.iter().any(|folder| folder.id.0 == 1 && folder.name == "Uncategorized"));
    assert!(folders.iter().all(|folder| folder.id.0 > 0));
    let fields = scene.discogs.fetch_fields(&identity.username).await.unwrap();
    assert!(fields.iter().any(|field| field.id.0 == 1 && field.name == "Media Condition"));
}

#[tokio::test]
async fn pages_read_together_make_up_the_collection() {
    let scene = Scene::with(FakesConfig::of(World::invent(7, 236).with_copies(4)), quick(), gate());
    let username = scene.username();
    let pages = try_join_all((1..=3).map(|page| scene.discogs.fetch_collection_page(&username, page))).await.unwrap();
    assert_eq!(
        pages.iter().map(|page| (page.page, page.pages, page.items)).collect::<Vec<_>>(),
        [(1, 3, 240), (2, 3, 240), (3, 3, 240)]
    );
    assert!(pages.iter().all(|page| page.unreadable.is_empty()));
    let copies = pages.iter().flat_map(|page| &page.found).map(|item| item.copy.instance_id);
    assert_eq!(copies.collect::<HashSet<_>>().len(), 240);
    let added: Vec<_> = pages.iter().flat_map(|page| &page.found).map(|item| item.copy.added_at.unwrap()).collect();
    assert!(added.is_sorted_by(|newer, older| newer >= older));
    assert_eq!(scene.fakes.journal().calls("discogs"), 3);
    assert_eq!(scene.gate.calls(), 3);
}

#[tokio::test]
async fn a_wantlist_is_read_page_by_page_as_a_collection() {
    let scene = Scene::with(FakesConfig::of(World::invent(7, 1_000)), quick(), gate());
    let username = scene.username();
    let pages = (1..=2).map(|page| scene.discogs.fetch_page(List::Wantlist, &username, page));
    let pages = try_join_all(pages).await.unwrap();
    assert_eq!(pages.iter().map(|page| (page.pages, page.items)).collect::<Vec<_>>(), [(2, 111), (2, 111)]);
    let wants: Vec<_> = pages.iter().flat_map(|page| &page.found).collect();
    assert_eq!(wants.iter().map(|want| want.release.id).collect::<HashSet<_>>().len(), 111);
    assert!(wants.iter().all(|want| want.copy.instance_id.0 == want.release.id.0 && want.copy.folder_id.is_none()));
    assert!(wants.iter().any(|want| want.copy.notes.iter().any(|note| note.value == "Avec l'insert !")));
    let asked = scene.fakes.journal().all();
    assert!(asked.iter().all(|call| call.path.ends_with("/wants")), "{asked:?}");
}

#[tokio::test]
async fn the_owner_alone_is_told_what_the_collection_would_fetch() {
    let scene = Scene::with(FakesConfig::of(World::invent(7, 1_000)), quick(), gate());
    let worth = scene.discogs.fetch_worth(&scene.username()).await.unwrap();
    assert_eq!((worth.minimum, worth.median, worth.maximum), (887_000, 1_703_000, 4_039_000));
    assert_eq!(worth.currency, "EUR");
    let nobody = discogs(&scene.fakes, quick(), &scene.gate, None);
    let refused = nobody.fetch_worth(&scene.username()).await.unwrap_err();
    assert!(matches!(refused, ClientError::Forbidden { .. }), "{refused}");
}

#[tokio::test]
async fn a_page_can_be_fetched_in_a_task_of_its_own() {
    let scene = Scene::set();
    let (discogs, username) = (scene.discogs.clone(), scene.username());
    let task = tokio::spawn(async move { discogs.fetch_collection_page(&username, 1).await });
    assert!(task.await.unwrap().is_ok());
}

#[tokio::test]
async fn beyond_the_last_page_and_for_strangers_there_is_nothing() {
    let scene = Scene::set();
    let beyond = scene.discogs.fetch_collection_page(&scene.username(), 4).await;
    assert_eq!(beyond.unwrap_err(), ClientError::NotFound);
    let stranger = scene.discogs.fetch_collection_page("no/such user?", 1).await;
    assert_eq!(stranger.unwrap_err(), ClientError::NotFound);
    let asked = scene.fakes.journal().all();
    assert!(asked.last().unwrap().path.starts_with("/users/no%2Fsuch%20user%3F/collection/"), "{asked:?}");
}

#[tokio::test]
async fn without_a_token_a_public_collection_has_no_pictures() {
    let scene = Scene::set();
    let nobody = discogs(&scene.fakes, quick(), &scene.gate, None);
    let page = nobody.fetch_collection_page(&scene.username(), 1).await.unwrap();
    assert_eq!((page.found.len(), page.unreadable.len()), (100, 0));
    assert!(page.found.iter().all(|item| item.release.cover_url.is_none() && item.copy.folder_id.is_none()));
    assert_eq!(nobody.fetch_identity().await.unwrap_err(), ClientError::Unauthorized);
    assert!(scene.fakes.journal().all().iter().all(|call| !call.authorized));
}

#[tokio::test]
async fn an_odd_line_is_listed_and_the_rest_is_kept() {
    let scene = Scene::set();
    let spoil = Act::rewrite(|page| {
        page["releases"][3]["basic_information"]["artists"] = serde_json::Value::Null;
        page["releases"][5]["instance_id"] = "lost".into();
    });
    scene.fakes.script().act(On::path("discogs", "/users/"), spoil);
    let page = scene.discogs.fetch_collection_page(&scene.username(), 1).await.unwrap();
    assert_eq!((page.found.len(), page.unreadable.len()), (99, 1));
    assert!(page.found[3].release.credits.is_empty());
}

/// `{"id": 1, "username": "zipped"}`
const ZIPPED: &[u8] = &[
    31, 139, 8, 0, 0, 0, 0, 0, 2, 3, 171, 86, 202, 76, 81, 178, 82, 48, 212, 81, 80, 42, 45, 78, 45, 202, 75, 204, 77,
    5, 114, 149, 170, 50, 11, 10, 82, 83, 148, 106, 1, 2, 100, 47, 143, 31, 0, 0, 0,
];
/// Twenty thousand spaces.
const ZIPPED_SPACES: &[u8] = &[
    31, 139, 8, 0, 0, 0, 0, 0, 2, 3, 237, 193, 49, 1, 0, 0, 0, 194, 160, 42, 235, 159, 210, 26, 30, 64, 1, 0, 0, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 240, 96, 40, 196, 8, 133, 32, 78, 0, 0,
];

fn zipped(body: &'static [u8]) -> Act {
    let headers = vec![("content-encoding".to_owned(), "gzip".to_owned())];
    Act::Answer { status: 200, headers, body: body.into() }
}

#[tokio::test]
async fn a_compressed_answer_is_read() {
    let scene = Scene::set();
    scene.fakes.script().act(On::service("discogs"), zipped(ZIPPED));
    assert_eq!(scene.discogs.fetch_identity().await.unwrap().username, "zipped");
}

#[tokio::test]
async fn the_size_that_counts_is_the_one_unpacked() {
    let http = sillon_clients::http::HttpConfig { max_body: 10_000, ..quick() };
    let scene = Scene::with(FakesConfig::default(), http, gate());
    scene.fakes.script().act(On::service("discogs"), zipped(ZIPPED_SPACES));
    let error = scene.discogs.fetch_identity().await.unwrap_err();
    assert_eq!(error, ClientError::TooLarge { limit: 10_000 });
}
