//! The page of the settings, as a browser without script sends its forms.

use super::{FILE, file, unconnected};
use reqwest::StatusCode;
use reqwest::header::{CONTENT_TYPE, LOCATION};
use sillon_core::progress::Status;
use sillon_fakes::World;

fn form(name: &str, content: &str) -> String {
    format!(
        "--edge\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\nContent-Type: text/csv\r\n\r\n{content}\r\n--edge--\r\n"
    )
}

#[tokio::test]
async fn it_shows_first_what_a_file_would_do_and_then_does_it() {
    let story = unconnected(World::invent(311, 1)).await;
    let start = story.get("/").await.text().await.unwrap();
    assert!(start.contains("href=\"/settings/import\""), "the first start leads there");
    let send = |name: &str, content: &str| {
        let request = story.client.post(story.url("/settings/import"));
        request.header(CONTENT_TYPE, "multipart/form-data; boundary=edge").body(form(name, content)).send()
    };
    let sent = send("ma collection.csv", &file(&FILE)).await.unwrap();
    assert_eq!(sent.status(), StatusCode::SEE_OTHER);
    let place = sent.headers()[LOCATION].to_str().unwrap().to_owned();
    let page = story.get(place.split('#').next().unwrap()).await.text().await.unwrap();
    assert!(page.contains("ma collection.csv") && page.contains("Les Marées"), "{page}");
    let key = page.split("name=\"key\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    assert_eq!(story.albums().await.len(), 0, "only looked at");
    let fields = [("key", key.as_str()), ("name", "ma collection.csv")];
    let started = story.client.post(story.url("/settings/import/start")).form(&fields).send().await.unwrap();
    assert_eq!(started.status(), StatusCode::SEE_OTHER);
    assert_eq!(story.end_of_import().await.status, Status::Completed);
    let done = story.get("/settings/import").await.text().await.unwrap();
    assert!(done.contains("/syncs/") && done.contains("data-sync=\"completed\""), "{done}");
    let sync = story.json("/api/v1/syncs").await["items"][0]["id"].as_str().unwrap().to_owned();
    assert!(story.get(&format!("/syncs/{sync}")).await.text().await.unwrap().contains("ma collection.csv"));
    let stale = story.get(place.split('#').next().unwrap()).await.text().await.unwrap();
    assert!(stale.contains("class=\"notice bad\""), "the file is gone");

    let wrong = send("wrong.csv", &file(&["too,few"])).await.unwrap();
    assert_eq!(wrong.status(), StatusCode::OK, "a page that says what is wrong");
    let page = wrong.text().await.unwrap();
    assert!(page.contains("wrong.csv") && page.contains("14") && !page.contains("name=\"key\""), "{page}");
    let nothing = send("", "").await.unwrap();
    assert!(nothing.headers()[LOCATION].to_str().unwrap().contains("notice=empty"));
    story.end().await;
}
