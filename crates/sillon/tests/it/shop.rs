//! In a shop: the collection as its owner left it, and what they want.

use crate::harness::Story;
use reqwest::StatusCode;
use serde_json::{Value, json};
use sillon_fakes::World;
use std::collections::BTreeSet;

fn rows<'a>(index: &'a Value, list: &str) -> &'a [Value] {
    index[list].as_array().unwrap()
}

fn ids<'a>(rows: impl IntoIterator<Item = &'a Value>) -> BTreeSet<i64> {
    rows.into_iter().map(|row| row.get(0).unwrap_or(&row["id"]).as_i64().unwrap()).collect()
}

/// A catalogue number as numbers are compared.
fn compact(catno: &Value) -> String {
    catno.as_str().unwrap_or_default().to_lowercase().chars().filter(|letter| letter.is_alphanumeric()).collect()
}

async fn ask(story: &Story, question: &str) -> String {
    let question = url::form_urlencoded::byte_serialize(question.as_bytes()).collect::<String>();
    story.get(&format!("/shop?q={question}")).await.text().await.unwrap()
}

#[tokio::test]
async fn a_shop_is_told_what_its_owner_changed_put_away_and_wants() {
    let story = Story::of(World::invent(331, 450)).await;
    story.sync().await;
    story.sync_wants().await;
    let albums = story.albums().await;
    let tag = story.get("/shop/index").await.headers()["etag"].clone();
    let (edited, away) = (&albums[0], &albums[1]);
    let place = |album: &Value| format!("/api/v1/collection/albums/{}", album["id"]);
    let change = json!({"title": "Qwertz Uiop", "labels": [{"name": "Nobody", "catno": "QZX 77041"}]});
    let answer = story.client.patch(story.url(&place(edited))).json(&change).send().await.unwrap();
    assert_eq!(answer.status(), StatusCode::OK);
    assert_eq!(story.post(&format!("{}/archive", place(away))).await.status(), StatusCode::OK);

    let answer = story.get("/shop/index").await;
    assert_ne!(answer.headers()["etag"], tag);
    let index: Value = answer.json().await.unwrap();
    let held = ids(rows(&index, "albums"));
    assert_eq!((held.len(), held.contains(&away["id"].as_i64().unwrap())), (449, false));
    let row = rows(&index, "albums").iter().find(|row| row[0] == edited["id"]).unwrap();
    assert_eq!((&row[2], &row[7]), (&json!("Qwertz Uiop"), &json!(["QZX 77041"])));
    for question in ["qwertz", "qzx77041", "uiop QZX"] {
        let said = ask(&story, question).await;
        assert!(said.contains("Vous l’avez.") && said.contains(&format!("/albums/{}\"", edited["id"])), "{question}");
    }

    let wants = story.wants("").await;
    let open: Vec<&Value> =
        wants.iter().filter(|want| ["wanted", "pressing"].contains(&want["state"].as_str().unwrap())).collect();
    assert_eq!(ids(rows(&index, "wants")), ids(open.iter().copied()));
    // Which of them is told by its number alone.
    let numbers: Vec<String> = rows(&index, "albums")
        .iter()
        .chain(rows(&index, "wants"))
        .flat_map(|row| row[7].as_array().unwrap())
        .map(compact)
        .collect();
    let told = |want: &&&Value| {
        let catno = compact(&want["labels"][0]["catno"]);
        catno.chars().any(|letter| letter.is_ascii_digit())
            && numbers.iter().filter(|number| number.starts_with(&catno)).count() == 1
    };
    for (state, sentence) in [
        ("wanted", "Vous ne l’avez pas. Il est dans vos envies."),
        ("pressing", "Vous en avez un autre pressage. Il est dans vos envies."),
    ] {
        let want = open.iter().filter(|want| want["state"] == state).find(told).unwrap();
        let said = ask(&story, want["labels"][0]["catno"].as_str().unwrap()).await;
        assert!(
            said.contains(sentence) && said.contains(&format!("discogs.com/release/{}\"", want["id"])),
            "{state}: {said}"
        );
    }
    story.end().await;
}

#[tokio::test]
async fn what_is_put_away_counts_nowhere() {
    let story = Story::of(World::invent(332, 12)).await;
    story.sync().await;
    let album = story.albums().await[0]["id"].clone();
    story.post(&format!("/api/v1/collection/albums/{album}/archive")).await;
    story.sync().await;
    let receipt = story.json("/api/v1/syncs?page_size=1").await["items"][0].clone();
    assert_eq!((&receipt["albums_before"], &receipt["albums_after"]), (&json!(11), &json!(11)));
    assert_eq!(story.json("/api/v1/collection/stats").await["albums"], 11);
    let heading = story.get("/").await.text().await.unwrap();
    assert!(heading.contains(">11 albums</h1>"));
    story.end().await;
}
