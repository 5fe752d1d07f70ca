use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use serde_json::Value;
use sillon_fakes::{Fakes, FakesConfig};

use crate::http::{Answer, discogs, listing, send};

fn fakes(seconds: u64) -> Fakes {
    Fakes::start(FakesConfig { spotify_token_seconds: seconds, ..FakesConfig::default() }).unwrap()
}

async fn token(fakes: &Fakes, secret: &str) -> Answer {
    let basic = format!("Basic {}", BASE64_STANDARD.encode(format!("{}:{secret}", fakes.spotify_client().0)));
    let headers = [("authorization", basic.as_str()), ("content-type", "application/x-www-form-urlencoded")];
    send("POST", &format!("{}/api/token", fakes.accounts_url()), &headers, "grant_type=client_credentials")
        .await
        .unwrap()
}

async fn search(fakes: &Fakes, token: &str, words: &str, rest: &str) -> Answer {
    let bearer = format!("Bearer {token}");
    let words: String = words.bytes().map(|byte| format!("%{byte:02X}")).collect();
    let url = format!("{}/v1/search?q={words}&{rest}", fakes.spotify_url());
    send("GET", &url, &[("authorization", &bearer)], "").await.unwrap()
}

#[tokio::test]
async fn tokens_are_checked_and_die() {
    let fakes = fakes(0);
    let wrong = token(&fakes, "wrong").await;
    assert_eq!((wrong.status, wrong.json()["error"].as_str()), (400, Some("invalid_client")));
    let given = token(&fakes, &fakes.spotify_client().1).await.json();
    assert_eq!((given["token_type"].as_str(), given["expires_in"].as_u64()), (Some("Bearer"), Some(0)));
    let dead = search(&fakes, given["access_token"].as_str().unwrap(), "x", "type=album").await;
    assert_eq!((dead.status, dead.json()["error"]["message"].as_str()), (401, Some("The access token expired")));
}

#[tokio::test]
async fn limits_above_ten_are_refused() {
    let fakes = fakes(3600);
    let given = token(&fakes, &fakes.spotify_client().1).await.json();
    let access = given["access_token"].as_str().unwrap();
    assert_eq!(search(&fakes, access, "x", "type=album&limit=10").await.status, 200);
    let refused = search(&fakes, access, "x", "type=album&limit=11").await;
    assert_eq!((refused.status, refused.json()["error"]["message"].as_str()), (400, Some("Invalid limit")));
    assert_eq!(search(&fakes, access, "x", "type=album,track").await.status, 400);
}

#[tokio::test]
async fn the_right_album_is_mostly_found_and_never_alone() {
    let fakes = fakes(3600);
    let given = token(&fakes, &fakes.spotify_client().1).await.json();
    let access = given["access_token"].as_str().unwrap();
    let page = discogs(&fakes, &listing(&fakes, "per_page=60")).await.json();
    let (mut asked, mut found, mut first) = (0, 0, 0);
    for item in page["releases"].as_array().unwrap() {
        let basic = &item["basic_information"];
        let (title, name) = (basic["title"].as_str().unwrap(), basic["artists"][0]["name"].as_str().unwrap());
        if title.contains('"')
            || name.ends_with(')')
            || [194, 355, 118_760].iter().any(|id| basic["artists"][0]["id"] == *id)
        {
            continue;
        }
        asked += 1;
        let query = format!("album:\"{title}\" artist:\"{name}\"");
        let answer = search(&fakes, access, &query, "type=album,artist&limit=5").await.json();
        let right = |album: &Value| album["name"] == title && album["artists"][0]["name"] == name;
        let albums = answer["albums"]["items"].as_array().unwrap();
        found += usize::from(albums.iter().any(right));
        first += usize::from(albums.first().is_some_and(right));
        assert!(albums.is_empty() || albums.len() > 1);
    }
    assert!(asked > 30 && found * 10 > asked * 7 && found < asked, "{found} of {asked}");
    assert!(first < found, "the first hit must not always be right");
}
