//! A collection comes in from a file, and leaves as one.

mod command;
mod owner;
mod page;

use crate::harness::{Scene, Story};
use reqwest::StatusCode;
use serde_json::{Value, json};
use sillon_core::progress::Status;
use sillon_fakes::World;
use std::collections::HashSet;

const HEADER: &str = "Catalog#,Artist,Title,Label,Format,Rating,Released,release_id,CollectionFolder,Date Added,\
Collection Media Condition,Collection Sleeve Condition,Collection Notes,Collection Cost\r\n";

/// As discogs.com exports it: repeated releases, a blank date, quotes, a further field.
pub(crate) const FILE: [&str; 5] = [
    "SIL 1,Vår*,Les Marées,Sillage (2),\"2xLP, Album, RE, Blu\",4,2022,10,Jazz,2023-09-19 22:43:28,Near Mint (NM or M-),,\"\"\"signed\"\"\",12",
    "SIL 1,Vår*,Les Marées,Sillage (2),\"2xLP, Album, RE, Blu\",,2022,10,Uncategorized,2024-01-02 03:04:05,,,,",
    "none,\"Thou (2), Ragana (2)\",\"7\"\" EP\",Sillage (2),\"7\"\", EP\",,0,20,Jazz,,,,,15.50",
    "\"T 9, T 10\",Various,Tides,\"Tide, Tide\",\"LP, Comp + CD\",,1999,30,To sell,2020-07-07 08:45:30,,,,",
    "none,The Odd Ones Feat. Jah Call,  Odd ,Ván,Box,5,1987,40,Uncategorized,2019-05-15 13:57:01,,,,",
];

pub(crate) fn file(rows: &[&str]) -> String {
    let rows = rows.iter().map(|row| format!("{row}\r\n"));
    std::iter::once(HEADER.to_owned()).chain(rows).collect()
}

/// Without a token: nothing can be asked.
pub(crate) async fn unconnected(world: World) -> Story {
    let mut scene = Scene::of(world);
    scene.token = false;
    scene.begin().await
}

#[tokio::test]
async fn a_file_comes_in_without_a_token_or_a_call_and_leaves_as_it_came() {
    let story = unconnected(World::invent(301, 5)).await;
    let dry = story.send_file("?dry_run=true&name=mine.csv", file(&FILE)).await;
    let plan: Value = dry.json().await.unwrap();
    let expected = json!({"kind": "csv", "file": "mine.csv", "sound": true, "copies": 5, "new_albums": 4, "new_copies": 5,
                          "known": 0, "new_wants": 0, "new_edits": 0, "remarks": [], "problems": []});
    assert_eq!(plan, expected);
    assert_eq!(story.albums().await.len(), 0, "a dry run writes nothing");

    let first = story.import(file(&FILE)).await;
    assert_eq!((first.status, first.synced, first.copies_added), (Status::Completed, 4, 1));
    assert_eq!(story.export("csv").await, file(&FILE));
    let album = story.json("/api/v1/collection/albums/10").await;
    assert_eq!(
        (&album["artists"], &album["support"], &album["copies"][0]["folder"]["name"]),
        (&json!(["Vår"]), &json!("Vinyle"), &json!("Jazz"))
    );
    assert_eq!(album["copies"][0]["added_at"], "2023-09-20T05:43:28Z");
    assert_eq!(story.json("/api/v1/collection/albums/20").await["artists"], json!(["Thou", "Ragana"]));

    let again = story.import(file(&FILE)).await;
    assert_eq!((again.synced, again.copies_added, again.skipped), (0, 0, 5));
    assert_eq!(story.export("csv").await, file(&FILE));
    let receipt = &story.json("/api/v1/syncs").await["items"][1];
    assert_eq!(
        (&receipt["origin"], &receipt["albums_after"], &receipt["copies_after"]),
        (&json!("csv"), &json!(4), &json!(5))
    );
    assert_eq!(story.journal().calls("discogs"), 0);
    story.end().await;
}

#[tokio::test]
async fn a_wrong_file_is_refused_whole_with_its_lines() {
    let story = unconnected(World::invent(302, 5)).await;
    let wrong = FILE[3].replace(",30,", ",1.00001E+05,");
    let text = file(&[FILE[0], &wrong, "SIL 1,too,few", FILE[4]]);
    let dry: Value = story.send_file("?dry_run=true", text.clone()).await.json().await.unwrap();
    assert_eq!((&dry["sound"], dry["problems"].as_array().unwrap().len()), (&json!(false), 2));
    let refused = story.client.post(story.url("/api/v1/collection/import")).header("accept-language", "fr").body(text);
    let refused = refused.send().await.unwrap();
    assert_eq!(refused.status(), StatusCode::UNPROCESSABLE_ENTITY);
    let problem: Value = refused.json().await.unwrap();
    assert_eq!(problem["code"], "file_refused");
    assert!(problem["detail"].as_str().unwrap().starts_with("Ligne 3 : « release_id »"), "{problem}");
    let lines: Vec<&Value> = problem["problems"].as_array().unwrap().iter().map(|fault| &fault["line"]).collect();
    assert_eq!(lines, [&json!(3), &json!(4)]);
    assert_eq!((story.albums().await.len(), story.json("/api/v1/syncs").await["total"].as_u64()), (0, Some(0)));
    let waiting = std::fs::read_dir(story.folder.path().join("data/imports")).unwrap().count();
    assert_eq!(waiting, 0, "a refused file is not kept");
    story.end().await;
}

/// The file first, the sync later: only what the file lacks is added, nothing is doubled or called a drift, and covers appear.
#[tokio::test]
async fn a_sync_after_a_file_adds_only_what_is_new_and_covers_appear() {
    let world = || World::invent(303, 230).with_copies(7);
    let source = Story::of(world()).await;
    source.sync().await;
    let csv = source.export("csv").await;
    assert_eq!(csv.lines().count(), 238);
    let covered = |albums: Vec<Value>| -> HashSet<String> {
        let covered = albums.into_iter().filter(|album| album["images"] != json!([]));
        covered.map(|album| format!("{} {} {}", album["id"], album["genres"], album["formats"])).collect()
    };
    let shown = covered(source.albums().await);
    source.end().await;

    let mut scene = Scene::of(world());
    scene.token = true;
    let story = scene.begin().await;
    let brought = story.import(csv.clone()).await;
    assert_eq!(brought.synced + brought.copies_added, 237);
    assert!(story.albums().await.iter().all(|album| album["images"] == json!([])), "a CSV knows no covers");
    let before = story.details().await;
    story.fakes.world().with(|world| {
        world.add_newest();
        let release = world.release_ids()[5];
        world.add_copy(release).unwrap();
    });
    let synced = story.sync().await;
    assert_eq!((synced.status, synced.synced, synced.copies_added, synced.errors), (Status::Completed, 1, 1, 0));
    assert_eq!(story.json("/api/v1/collection/stats").await["copies"], 239);
    let receipt = &story.json("/api/v1/syncs").await["items"][0];
    assert_eq!((&receipt["drifted"], &receipt["absent"]), (&json!(0), &json!(0)), "{receipt}");
    let filled = covered(story.albums().await);
    assert!(
        shown.len() > 200 && filled.is_superset(&shown),
        "every cover, genre and format that a sync alone would show"
    );
    let after = story.details().await;
    for old in &before {
        let new = after.iter().find(|album| album["id"] == old["id"]).unwrap();
        assert_eq!(
            (&new["title"], &new["year"], &new["created_at"]),
            (&old["title"], &old["year"], &old["created_at"])
        );
    }
    story.journal().clear();
    let again = story.sync().await;
    assert_eq!(
        (again.synced, again.copies_added, story.journal().calls("discogs")),
        (0, 0, 1),
        "one page is enough again"
    );
    assert_eq!(story.import(csv).await.skipped, 237, "and the file brings nothing more");
    story.end().await;
}

#[tokio::test]
async fn everything_goes_into_a_document_and_out_of_it_again() {
    let mut scene = Scene::of(World::invent(304, 14).with_copies(4));
    (scene.spotify, scene.ai) = (true, true);
    let source = scene.begin().await;
    source.sync().await;
    source.enrich("?only=links,images,details,descriptions").await;
    let document = source.export("json").await;
    let (csv, markdown) = (source.export("csv").await, source.export("markdown").await);
    source.end().await;
    let read: Value = serde_json::from_str(&document).unwrap();
    assert_eq!((&read["sillon"]["version"], read["albums"].as_array().unwrap().len()), (&json!(2), 14));
    assert!(read["albums"].as_array().unwrap().iter().any(|album| album.get("details").is_some()));
    assert!(read["albums"].as_array().unwrap().iter().any(|album| album.get("texts").is_some()));

    let story = unconnected(World::invent(305, 1)).await;
    let progress = story.import(document.clone()).await;
    assert_eq!((progress.status, progress.synced, progress.copies_added), (Status::Completed, 14, 4));
    assert_eq!(story.export("json").await, document);
    assert_eq!((story.export("csv").await, story.export("markdown").await), (csv, markdown));
    let again = story.import(serde_json::to_string_pretty(&read).unwrap()).await;
    assert_eq!((again.synced, again.copies_added, again.skipped), (0, 0, 18), "however it is laid out");
    assert_eq!(story.export("json").await, document);
    let newer = document.replacen("\"version\":2", "\"version\":3", 1);
    let problem: Value = story.send_file("", newer).await.json().await.unwrap();
    assert_eq!((&problem["code"], &problem["problems"][0]["code"]), (&json!("file_refused"), &json!("newer")));
    story.end().await;
}

#[tokio::test]
async fn an_import_outlives_its_process() {
    let mut story = unconnected(World::invent(306, 1)).await;
    let rows: Vec<String> = (1..=6_000)
        .map(|id| format!("C {id},Artist {id},Title {id},Label,LP,,1999,{id},Uncategorized,2020-07-07 08:45:30,,,,"))
        .collect();
    let text = file(&rows.iter().map(String::as_str).collect::<Vec<_>>());
    let started: Value = story.send_file("", text.clone()).await.json().await.unwrap();
    let mut watch = story.sillon().engine.watch_import();
    watch.wait_for(|progress| progress.current > 0 || !progress.status.is_active()).await.unwrap();
    drop(watch);
    story.stop().await;
    story.start().await;
    let progress = story.end_of_import().await;
    assert_eq!((progress.status, progress.synced, progress.current), (Status::Completed, 6_000, 6_000));
    assert_eq!(progress.job_id.unwrap().0, started["job_id"].as_str().unwrap(), "the same run");
    assert_eq!(story.export("csv").await, text);
    let waiting = std::fs::read_dir(story.folder.path().join("data/imports")).unwrap().count();
    assert_eq!(waiting, 0, "the file is gone when it is in");
    story.end().await;
}

#[tokio::test]
async fn an_export_is_a_private_download_and_nothing_else_is_taken() {
    let story = unconnected(World::invent(307, 1)).await;
    story.import(file(&FILE)).await;
    let export = story.get("/api/v1/collection/export?format=markdown").await;
    let header = |name: &str| export.headers()[name].to_str().unwrap().to_owned();
    assert!(header("content-disposition").ends_with(".md\""), "{}", header("content-disposition"));
    assert_eq!(
        (header("cache-control"), header("content-type")),
        ("private, no-store".into(), "text/markdown; charset=utf-8".into())
    );
    let text = export.text().await.unwrap();
    assert!(
        text.contains("## Various\n\n- **[Tides](https://www.discogs.com/release/30)** · 1999 · Tide T 9, Tide T 10"),
        "{text}"
    );
    assert_eq!(story.get("/api/v1/collection/export?format=xls").await.status(), StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(story.post("/api/v1/collection/import/cancel").await.status(), StatusCode::CONFLICT);
    assert_eq!(story.send_file("?dryrun=true", file(&FILE)).await.status(), StatusCode::UNPROCESSABLE_ENTITY);
    story.end().await;
}
