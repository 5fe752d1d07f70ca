use std::collections::HashSet;

use serde_json::json;
use sillon_fakes::{Fakes, FakesConfig, World};

use crate::http::{discogs, listing};

fn fakes(albums: usize) -> Fakes {
    Fakes::start(FakesConfig::of(World::invent(3, albums))).unwrap()
}

/// In the order of the alphabet: JSON's own order depends on what else is built with it.
fn names(urls: &serde_json::Value) -> Vec<String> {
    let mut names: Vec<String> = urls.as_object().unwrap().keys().cloned().collect();
    names.sort();
    names
}

#[tokio::test]
async fn urls_are_quirky() {
    let fakes = fakes(236);
    for (page, expected) in
        [(1, vec!["last", "next"]), (2, vec!["first", "last", "next", "prev"]), (3, vec!["first", "prev"])]
    {
        let answer = discogs(&fakes, &listing(&fakes, &format!("page={page}&per_page=100"))).await.json();
        assert_eq!(names(&answer["pagination"]["urls"]), expected);
    }
    let single = Fakes::start(FakesConfig::of(World::invent(3, 33))).unwrap();
    let answer = discogs(&single, &listing(&single, "per_page=100")).await.json();
    assert_eq!(answer["pagination"], json!({"page": 1, "pages": 1, "per_page": 100, "items": 33, "urls": {}}));
}

#[tokio::test]
async fn sizes_are_clamped_and_the_end_is_a_404() {
    let fakes = fakes(236);
    let answer = discogs(&fakes, &listing(&fakes, "per_page=500")).await.json();
    assert_eq!(answer["pagination"]["per_page"], 100);
    assert_eq!(answer["releases"].as_array().unwrap().len(), 100);
    let default = discogs(&fakes, &listing(&fakes, "")).await.json();
    assert_eq!(default["pagination"]["per_page"], 50);
    let beyond = discogs(&fakes, &listing(&fakes, "page=4&per_page=100")).await;
    assert_eq!(beyond.status, 404);
    assert!(beyond.json()["message"].as_str().unwrap().contains("outside of valid range"));
    for wrong in ["sort=colour", "sort=added&sort_order=up", "page=0", "per_page=x"] {
        assert_eq!(discogs(&fakes, &listing(&fakes, wrong)).await.status, 422, "{wrong}");
    }
}

#[tokio::test]
async fn an_empty_collection_has_one_empty_page() {
    let fakes = fakes(0);
    let answer = discogs(&fakes, &listing(&fakes, "")).await;
    assert_eq!((answer.status, answer.json()["pagination"]["items"].as_i64()), (200, Some(0)));
}

#[tokio::test]
async fn pages_hold_every_copy_once_newest_first() {
    let fakes = fakes(236);
    let mut instances = Vec::new();
    let mut dates: Vec<String> = Vec::new();
    for page in 1..=3 {
        let query = format!("page={page}&per_page=100&sort=added&sort_order=desc");
        for item in discogs(&fakes, &listing(&fakes, &query)).await.json()["releases"].as_array().unwrap() {
            instances.push(item["instance_id"].as_i64().unwrap());
            dates.push(item["date_added"].as_str().unwrap().to_owned());
            assert_eq!(item["id"], item["basic_information"]["id"]);
        }
    }
    assert_eq!(instances.iter().collect::<HashSet<_>>().len(), 236);
    assert_eq!(instances, fakes.world().with(|world| world.instance_ids()));
    assert!(dates.iter().all(|date| date.ends_with("-08:00") || date.ends_with("-07:00")));
    let oldest = discogs(&fakes, &listing(&fakes, "sort=added&sort_order=asc&per_page=1")).await.json();
    assert_eq!(oldest["releases"][0]["instance_id"], *instances.last().unwrap());
}

#[tokio::test]
async fn every_sort_sorts() {
    let fakes = fakes(60);
    for sort in ["label", "artist", "title", "catno", "format", "rating", "year"] {
        let ask = async |order: &str| {
            discogs(&fakes, &listing(&fakes, &format!("sort={sort}&sort_order={order}&per_page=100"))).await.json()
        };
        let (up, down) = (ask("asc").await, ask("desc").await);
        let (up, mut down) = (up["releases"].as_array().unwrap().clone(), down["releases"].as_array().unwrap().clone());
        down.reverse();
        assert_eq!(up, down, "{sort}");
    }
    let titles = discogs(&fakes, &listing(&fakes, "sort=title&per_page=100")).await.json();
    let titles: Vec<String> = titles["releases"]
        .as_array()
        .unwrap()
        .iter()
        .map(|item| item["basic_information"]["title"].as_str().unwrap().to_lowercase())
        .collect();
    assert!(titles.is_sorted());
}

#[tokio::test]
async fn folders_add_up() {
    let fakes = fakes(120);
    let answer = discogs(&fakes, &format!("/users/{}/collection/folders", fakes.username())).await.json();
    let folders = answer["folders"].as_array().unwrap();
    assert_eq!((folders[0]["id"].as_i64(), folders[0]["count"].as_i64()), (Some(0), Some(120)));
    let mut sum = 0;
    for folder in &folders[1..] {
        let path = format!("/users/{}/collection/folders/{}/releases", fakes.username(), folder["id"]);
        let items = discogs(&fakes, &path).await.json()["pagination"]["items"].as_i64().unwrap();
        assert_eq!(folder["count"], items);
        sum += items;
    }
    assert_eq!(sum, 120);
}
