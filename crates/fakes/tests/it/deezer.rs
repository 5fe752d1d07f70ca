use std::collections::BTreeSet;

use serde_json::Value;
use sillon_fakes::{Act, Fakes, FakesConfig, On};

use crate::http::{discogs, listing, send};

async fn search(fakes: &Fakes, name: &str) -> Value {
    let words: String = name.bytes().map(|byte| format!("%{byte:02X}")).collect();
    let url = format!("{}/search/artist?q={words}&limit=5", fakes.deezer_url());
    let answer = send("GET", &url, &[], "").await.unwrap();
    assert_eq!(answer.status, 200);
    answer.json()
}

async fn names(fakes: &Fakes) -> BTreeSet<String> {
    let page = discogs(fakes, &listing(fakes, "per_page=100")).await.json();
    let items = page["releases"].as_array().unwrap().iter();
    let names = items.map(|item| item["basic_information"]["artists"][0]["name"].as_str().unwrap().to_owned());
    names.filter(|name| name != "Various" && !name.ends_with(')')).collect()
}

#[tokio::test]
async fn most_are_found_some_without_picture_and_some_twice() {
    let fakes = Fakes::start(FakesConfig { deezer_limit: 1_000, ..FakesConfig::default() }).unwrap();
    let (mut found, mut faceless, mut namesakes, mut asked) = (0, 0, 0, 0);
    for name in names(&fakes).await {
        asked += 1;
        let answer = search(&fakes, &name).await;
        let data = answer["data"].as_array().unwrap();
        let same = |entry: &&Value| entry["name"].as_str().unwrap().to_lowercase() == name.to_lowercase();
        let bearers: Vec<_> = data.iter().filter(same).collect();
        found += usize::from(!bearers.is_empty());
        namesakes += usize::from(bearers.len() > 1);
        let Some(first) = bearers.first() else { continue };
        let picture = first["picture_xl"].as_str().unwrap();
        if picture.contains("/images/artist//") {
            faceless += 1;
        } else {
            assert_eq!(send("GET", picture, &[], "").await.unwrap().header("content-type"), Some("image/jpeg"));
        }
    }
    assert!(found < asked && found * 10 > asked * 8, "{found} of {asked}");
    assert!(faceless > 0 && namesakes > 0, "{faceless} {namesakes} of {asked}");
}

#[tokio::test]
async fn errors_look_like_successes() {
    let fakes = Fakes::start(FakesConfig { deezer_limit: 2, ..FakesConfig::default() }).unwrap();
    let url = format!("{}/search/artist", fakes.deezer_url());
    let nothing = send("GET", &url, &[], "").await.unwrap();
    assert_eq!((nothing.status, nothing.json()["error"]["code"].as_u64()), (200, Some(501)));
    assert!(search(&fakes, "x").await["data"].is_array());
    let refused = search(&fakes, "x").await;
    assert_eq!(refused["error"]["code"], 4);
    assert_eq!(fakes.journal().over_limit(), 1);
    fakes.script().act(On::service("deezer"), Act::deezer_quota());
    assert_eq!(search(&fakes, "x").await["error"], refused["error"]);
}
