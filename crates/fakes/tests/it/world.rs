use std::collections::HashSet;

use serde_json::{Value, json};
use sillon_fakes::{Fakes, FakesConfig, World};

use crate::http::{Answer, discogs, listing};

async fn page(fakes: &Fakes, query: &str) -> Vec<Value> {
    let answer: Answer = discogs(fakes, &listing(fakes, query)).await;
    answer.json()["releases"].as_array().unwrap().clone()
}

#[tokio::test]
async fn one_seed_one_world() {
    let text = async |seed| {
        let fakes = Fakes::start(FakesConfig::of(World::invent(seed, 236))).unwrap();
        let host = fakes.image_host();
        let mut text = String::new();
        for number in 1..=3 {
            text.push_str(&Value::from(page(&fakes, &format!("per_page=100&page={number}")).await).to_string());
        }
        let id = fakes.world().with(|world| world.release_ids()[5]);
        text.push_str(&discogs(&fakes, &format!("/releases/{id}")).await.json().to_string());
        text.replace(&host, "host")
    };
    let (one, again, other) = (text(8).await, text(8).await, text(9).await);
    assert_eq!(one, again);
    assert_ne!(one, other);
}

#[tokio::test]
async fn the_quirks_are_there_as_often_as_they_should() {
    let fakes = Fakes::start(FakesConfig { rate_limit: 1_000, ..FakesConfig::of(World::invent(4, 5_000)) }).unwrap();
    let mut items = Vec::new();
    for number in 1..=50 {
        items.extend(page(&fakes, &format!("per_page=100&page={number}")).await);
    }
    let share = |test: &dyn Fn(&Value) -> bool| {
        items.iter().filter(|item| test(&item["basic_information"])).count() as f64 / 5_000.0
    };
    let near = |what: &str, share: f64, low: f64, high: f64| assert!((low..high).contains(&share), "{what}: {share}");
    near("no master", share(&|b| b["master_id"] == 0 && b["master_url"].is_null()), 0.04, 0.06);
    near("no year", share(&|b| b["year"] == 0), 0.02, 0.04);
    near("no cover", share(&|b| b["cover_image"] == ""), 0.005, 0.02);
    near("spacer", share(&|b| b["cover_image"].as_str().unwrap().ends_with("spacer.gif")), 0.001, 0.01);
    near("suffix", share(&|b| b["artists"][0]["name"].as_str().unwrap().ends_with(')')), 0.02, 0.12);
    near("anv", share(&|b| b["artists"][0]["anv"] != ""), 0.02, 0.1);
    near(
        "bilingual",
        share(&|b| b["artists"][0]["join"] == "=" && b["artists"][0]["id"] == b["artists"][1]["id"]),
        0.01,
        0.1,
    );
    near("various", share(&|b| b["artists"][0]["id"] == 194), 0.02, 0.05);
    near("nobody", share(&|b| [355, 118_760].iter().any(|id| b["artists"][0]["id"] == *id)), 0.002, 0.02);
    near("no catno", share(&|b| b["labels"][0]["catno"] == "none"), 0.02, 0.1);
    near("vinyl", share(&|b| b["formats"][0]["name"] == "Vinyl"), 0.6, 0.95);
    let titles: HashSet<&str> =
        items.iter().take(300).map(|item| item["basic_information"]["title"].as_str().unwrap()).collect();
    assert!(titles.len() > 290, "{}", titles.len());
}

#[tokio::test]
async fn second_copies_share_a_release() {
    let world = World::invent(5, 100).with_copies(10);
    assert_eq!(world.len(), 110);
    let fakes = Fakes::start(FakesConfig::of(world)).unwrap();
    let (instances, releases) = fakes.world().with(|world| (world.instance_ids(), world.release_ids()));
    assert_eq!(instances.iter().collect::<HashSet<_>>().len(), 110);
    assert_eq!(releases.iter().collect::<HashSet<_>>().len(), 100);
}

#[tokio::test]
async fn the_world_moves_while_it_is_served() {
    let fakes = Fakes::start(FakesConfig::of(World::invent(6, 20))).unwrap();
    let world = fakes.world();
    let added = world.with(World::add_newest);
    assert_eq!(page(&fakes, "").await[0]["instance_id"], added);
    assert!(world.with(|world| world.remove_instance(added)));
    let first = page(&fakes, "").await[0].clone();
    let id = first["id"].as_i64().unwrap();

    let keys = json!({"title": "Another Title", "year": 0});
    world.with(|world| world.edit_release(id, keys.as_object().unwrap().clone()));
    world.with(|world| world.change_cover(id));
    let edited = page(&fakes, "").await[0].clone();
    assert_eq!(
        (&edited["basic_information"]["title"], &edited["basic_information"]["year"]),
        (&json!("Another Title"), &json!(0))
    );
    assert_ne!(edited["basic_information"]["cover_image"], first["basic_information"]["cover_image"]);
    assert_eq!(edited["instance_id"], first["instance_id"]);
    assert_eq!(discogs(&fakes, &format!("/releases/{id}")).await.json()["title"], "Another Title");

    let twin = world.with(|world| world.add_copy(id)).unwrap();
    assert_eq!(page(&fakes, "").await[0]["instance_id"], twin);
    let instances = discogs(&fakes, &format!("/users/{}/collection/releases/{id}", fakes.username())).await.json();
    assert_eq!(instances["pagination"]["items"], 2);

    world.with(|world| world.lose_release(id));
    assert_eq!(discogs(&fakes, &format!("/releases/{id}")).await.status, 404);
}

#[tokio::test]
async fn raw_items_are_served_as_they_are() {
    let odd = json!({"instance_id": "seven", "basic_information": null});
    let old = json!({"instance_id": 1, "id": 11, "date_added": "2015-01-01T00:00:00-08:00", "basic_information": {"title": "Old"}});
    let new = json!({"instance_id": 2, "id": 12, "date_added": "2020-01-01T00:00:00-08:00", "basic_information": {"title": "New"}});
    let fakes = Fakes::start(FakesConfig::of(World::from_items(vec![old.clone(), new.clone()]))).unwrap();
    fakes.world().with(|world| world.insert_raw(1, odd.clone()));
    assert_eq!(page(&fakes, "").await, [new, odd, old]);
}

#[test]
fn a_hundred_thousand_albums_are_cheap_to_hold() {
    let world = World::invent(1, 100_000);
    assert_eq!(world.release_ids().iter().collect::<HashSet<_>>().len(), 100_000);
    assert_eq!(world.instance_ids().iter().collect::<HashSet<_>>().len(), 100_000);
}

#[test]
fn some_of_what_is_wanted_is_there_and_the_list_can_change() {
    let mut world = World::invent(4, 900);
    let wants = world.want_ids();
    assert_eq!((wants.len(), world.wanted_and_held().len()), (100, 11));
    let newest = world.add_want();
    assert_eq!(world.want_ids()[0], newest);
    assert_eq!(world.want_ids()[1..], wants);
    assert!(world.remove_want(wants[5]) && !world.remove_want(wants[5]));
    assert!(world.buy_wanted(newest).is_some() && world.buy_wanted(wants[5]).is_none());
    assert!(world.wanted_and_held().contains(&newest));
}
