//! A sync by the API, and what is there afterwards.

use crate::home::{Home, json, problem};
use axum::http::{Request, StatusCode};
use serde_json::{Value, json};
use sillon_core::progress::Status;
use sillon_fakes::World;
use sillon_fakes::{Act, On};

#[tokio::test]
async fn a_sync_is_started_watched_and_kept_in_the_ledger() {
    let home = Home::of(World::invent(1, 130)).await;
    let idle = home.json("/api/v1/services/discogs/sync/progress").await;
    assert_eq!((&idle["status"], &idle["job_id"]), (&json!("idle"), &Value::Null));

    let gate = home.fakes.script().hold(On::path("discogs", "/users/").query("page=1"));
    let started = home.post("/api/v1/services/discogs/sync?limit=1000").await;
    assert_eq!(started.status(), StatusCode::ACCEPTED);
    let started = json(started).await;
    assert_eq!((&started["status"], &started["message"]), (&json!("started"), &json!("The sync has started.")));
    gate.wait_for(1).await;

    let twice = home.post("/api/v1/services/discogs/sync").await;
    assert_eq!(twice.status(), StatusCode::CONFLICT);
    let twice = json(twice).await;
    assert_eq!((&twice["code"], &twice["job_id"]), (&json!("sync_running"), &started["job_id"]));
    let running = home.json("/api/v1/services/status").await;
    assert_eq!(running["jobs"]["sync"]["status"], "running");
    gate.open();
    assert_eq!(home.end_of_sync().await.status, Status::Completed);

    let done = home.json("/api/v1/services/discogs/sync/progress").await;
    assert_eq!((&done["status"], &done["current"], &done["total"]), (&json!("completed"), &json!(130), &json!(130)));
    assert_eq!((&done["percent_complete"], &done["job_id"]), (&json!(100.0), &started["job_id"]));
    assert!(done["finished_at"].as_str().unwrap().ends_with('Z'));

    let syncs = home.json("/api/v1/syncs").await;
    assert_eq!((&syncs["total"], &syncs["items"][0]["id"]), (&json!(1), &started["job_id"]));
    assert_eq!((&syncs["items"][0]["limit"], &syncs["items"][0]["albums_before"]), (&json!(1000), &json!(0)));
    let sync = home.json(&format!("/api/v1/syncs/{}", started["job_id"].as_str().unwrap())).await;
    assert_eq!(sync["albums_after"].as_u64().unwrap(), sync["added"].as_array().unwrap().len() as u64);
    assert_eq!(sync["entries"], json!([]));
    home.end().await;
}

#[tokio::test]
async fn a_running_sync_is_cancelled_and_only_a_running_one() {
    let home = Home::of(World::invent(2, 230)).await;
    assert_eq!(
        problem(home.post("/api/v1/services/discogs/sync/cancel").await).await,
        (409, "sync_not_running".into())
    );
    let gate = home.fakes.script().hold(On::path("discogs", "/users/").query("page=2"));
    let started = json(home.post("/api/v1/services/discogs/sync").await).await;
    gate.wait_for(1).await;
    let cancelled = home.post("/api/v1/services/discogs/sync/cancel").await;
    assert_eq!(cancelled.status(), StatusCode::ACCEPTED);
    let cancelled = json(cancelled).await;
    assert_eq!((&cancelled["status"], &cancelled["job_id"]), (&json!("cancelling"), &started["job_id"]));
    gate.open();
    assert_eq!(home.end_of_sync().await.status, Status::Cancelled);
    home.end().await;
}

#[tokio::test]
async fn albums_are_listed_filtered_and_shown() {
    let home = Home::of(World::invent(3, 150)).await;
    home.sync().await;
    let first = home.json("/api/v1/collection/albums").await;
    let total = first["total"].as_u64().unwrap();
    assert_eq!((&first["page"], &first["page_size"]), (&json!(1), &json!(30)));
    assert_eq!(first["pages"], total.div_ceil(30));
    assert_eq!(first["items"].as_array().unwrap().len(), 30);

    let second = home.json("/api/v1/collection/albums?page=2").await;
    assert_ne!(first["items"][0]["id"], second["items"][0]["id"]);
    let past = home.json("/api/v1/collection/albums?page=99").await;
    assert_eq!((&past["items"], &past["total"], &past["page"]), (&json!([]), &json!(total), &json!(99)));

    let titles = home.json("/api/v1/collection/albums?sort=title&page_size=100").await;
    let descending = home.json("/api/v1/collection/albums?sort=title&order=desc&page_size=100").await;
    assert_ne!(titles["items"][0]["id"], descending["items"][0]["id"]);

    let album = &first["items"][0];
    let detail = home.json(&format!("/api/v1/collection/albums/{}", album["id"])).await;
    assert_eq!(detail["title"], album["title"]);
    assert_eq!(detail["copies"].as_array().unwrap().len() as u64, album["copies"].as_u64().unwrap());
    let credits = detail["credits"].as_array().unwrap();
    assert_eq!(credits[0]["display_name"], album["artists"][0]);
    assert_eq!(problem(home.get("/api/v1/collection/albums/4").await).await, (404, "not_found".into()));
    home.end().await;
}

#[tokio::test]
async fn artists_and_figures_agree_with_the_albums() {
    let home = Home::of(World::invent(4, 120)).await;
    home.sync().await;
    let stats = home.json("/api/v1/collection/stats").await;
    let albums = home.json("/api/v1/collection/albums").await;
    assert_eq!(stats["albums"], albums["total"]);
    let supports = stats["supports"].as_array().unwrap().iter().map(|count| count["albums"].as_u64().unwrap());
    assert!(supports.sum::<u64>() >= stats["albums"].as_u64().unwrap());
    let sum = |series: &str| {
        let counts = stats[series].as_array().unwrap().iter().map(|count| count["albums"].as_u64().unwrap());
        counts.sum::<u64>()
    };
    assert_eq!(sum("ratings"), stats["albums"].as_u64().unwrap(), "unrated albums are counted too");
    assert!(sum("formats") >= stats["albums"].as_u64().unwrap() && sum("top_artists") > 0);
    let lacking = stats["missing"].as_array().unwrap().iter().find(|count| count["name"] == "description").unwrap();
    assert_eq!(lacking["albums"], stats["albums"]);
    assert_eq!(
        (&stats["countries"], &stats["pressed"], &stats["first_pressings"]),
        (&json!([]), &json!([]), &json!(0))
    );

    let artists = home.json("/api/v1/collection/artists?page_size=100").await;
    let artist = &artists["items"][0];
    let shown = home.json(&format!("/api/v1/collection/artists/{}", artist["id"])).await;
    assert_eq!(&shown, artist);
    let by_artist = home.json(&format!("/api/v1/collection/albums?artist={}", artist["id"])).await;
    assert_eq!(by_artist["total"], artist["album_count"]);
    let searched = home.send(search_for(artist["name"].as_str().unwrap()), "").await;
    let searched = json(searched).await;
    assert!(searched["items"].as_array().unwrap().contains(artist), "{searched}");
    assert_eq!(problem(home.get("/api/v1/collection/artists/999999999").await).await, (404, "not_found".into()));
    home.end().await;
}

#[tokio::test]
async fn albums_are_counted_and_what_is_owned_is_told() {
    let home = Home::of(World::invent(4, 60)).await;
    home.sync().await;
    let list = home.json("/api/v1/collection/albums?facets=true&page_size=1").await;
    let counted = home.json("/api/v1/collection/facets").await;
    assert_eq!(list["facets"], counted["facets"]);
    assert_eq!((&list["corrected"], &list["mistakes"]), (&Value::Null, &json!([])));
    let facets = counted["facets"].as_array().unwrap();
    // Any value of any facet asks for as many albums as it says.
    for facet in facets.iter().filter(|facet| facet["facet"] != "field") {
        let value = &facet["values"][0];
        let text: String = value["value"].as_str().unwrap().bytes().map(|byte| format!("%{byte:02X}")).collect();
        let asked = format!("/api/v1/collection/albums?{}={text}", facet["facet"].as_str().unwrap());
        assert_eq!(home.json(&asked).await["total"], value["albums"], "{asked}");
    }
    let title = list["items"][0]["title"].as_str().unwrap();
    let text: String = title.bytes().map(|byte| format!("%{byte:02X}")).collect();
    let owned = home.json(&format!("/api/v1/collection/owned?q={text}")).await;
    assert_eq!(owned["matched_by"], "title", "{owned}");
    assert!(owned["exact"].as_array().unwrap().contains(&list["items"][0]), "{owned}");
    let mistaken = home.json("/api/v1/collection/albums?search=year:soon").await;
    let detail = "“soon” is no year: write 1959, 1970-79 or 1970s.";
    assert_eq!(mistaken["mistakes"], json!([{"term": "year:soon", "detail": detail}]));
    home.end().await;
}

fn search_for(name: &str) -> axum::http::request::Builder {
    let encoded: String = name.bytes().map(|byte| format!("%{byte:02X}")).collect();
    axum::http::Request::get(format!("/api/v1/collection/artists?search={encoded}"))
}

#[tokio::test]
async fn a_refused_token_ends_in_a_sentence_in_the_reader_s_language() {
    let home = Home::of(World::invent(5, 12)).await;
    home.fakes.script().act(On::service("discogs"), Act::discogs_error(401));
    assert_eq!(home.sync().await.status, Status::Error);
    let path = "/api/v1/services/discogs/sync/progress";
    let english = home.json(path).await;
    assert_eq!(english["error_code"], "token_refused");
    let french = axum::http::Request::get(path).header("accept-language", "fr");
    let french = json(home.send(french, "").await).await;
    assert!(english["error"].as_str().unwrap().starts_with("Discogs refuses the token."), "{english}");
    assert!(french["error"].as_str().unwrap().starts_with("Discogs refuse le jeton."), "{french}");
    home.end().await;
}

#[tokio::test]
async fn the_process_tells_how_it_is() {
    let home = Home::unconnected().await;
    assert_eq!(home.json("/healthz").await["status"], "ok");
    assert_eq!(home.json("/readyz").await["status"], "ready");
    let metrics = crate::home::text(home.get("/metrics").await).await;
    assert!(metrics.contains("http_requests_total{method=\"GET\",route=\"/readyz\",status=\"200\"}"), "{metrics}");
    home.end().await;
}

#[tokio::test]
async fn a_view_is_given_another_name() {
    let home = Home::unconnected().await;
    let send = async |request: axum::http::request::Builder, body: Value| {
        let answer = home.send(request.header("content-type", "application/json"), body.to_string()).await;
        (answer.status(), crate::home::json(answer).await)
    };
    let (_, jazz) = send(Request::post("/api/v1/views"), json!({"name": "Jazz", "query": "genre=Jazz"})).await;
    let (_, rock) = send(Request::post("/api/v1/views"), json!({"name": "Rock", "query": "genre=Rock"})).await;
    let place = format!("/api/v1/views/{}", jazz["id"].as_str().unwrap());
    let (status, renamed) = send(Request::patch(&place), json!({"name": "  Blue notes "})).await;
    assert_eq!((status, &renamed["name"]), (StatusCode::OK, &json!("Blue notes")));
    for member in ["id", "query", "created_at"] {
        assert_eq!(renamed[member], jazz[member], "{member}");
    }
    let (status, refused) = send(Request::patch(&place), json!({"name": rock["name"]})).await;
    assert_eq!((status, &refused["code"]), (StatusCode::UNPROCESSABLE_ENTITY, &json!("invalid_fields")));
    let (status, _) = send(Request::patch(&place), json!({"query": "genre=Pop"})).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    let (status, _) = send(Request::patch("/api/v1/views/none"), json!({"name": "X"})).await;
    assert_eq!(status, StatusCode::NOT_FOUND);
    home.end().await;
}
