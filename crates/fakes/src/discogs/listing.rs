//! Lists in pages: the collection, the copies of one release, the wantlist.

use std::sync::Arc;

use axum::extract::{Path, Query, RawQuery, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use serde_json::{Value, json};

use super::item::{basic_information, folder, item};
use super::pages::{Asked, Page};
use super::{View, error, found, message, view, visit};
use crate::hall::Hall;
use crate::world::{Copy, Want, World, pacific};

type Answer = Result<Response, Box<Response>>;

const SORTS: [&str; 8] = ["label", "artist", "title", "catno", "format", "rating", "added", "year"];

pub(crate) async fn collection(
    State(hall): State<Arc<Hall>>,
    Path((user, folder_id)): Path<(String, String)>,
    Query(asked): Query<Asked>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Response {
    // Sorting 100,000 items by anything but their date takes a while.
    let listed = tokio::task::spawn_blocking(move || {
        let view = visit(&hall, &headers, query.as_deref().unwrap_or_default(), &user)?;
        hall.world.with(|world| list(world, &view, &folder_id, &asked))
    });
    settle(listed.await.unwrap_or_else(|_| Ok(error(StatusCode::INTERNAL_SERVER_ERROR))))
}

fn settle(answer: Answer) -> Response {
    answer.unwrap_or_else(|refusal| *refusal)
}

fn list(world: &World, view: &View, folder_id: &str, asked: &Asked) -> Answer {
    let not_found = || Box::new(error(StatusCode::NOT_FOUND));
    let id: i64 = folder_id.parse().map_err(|_| not_found())?;
    if id != 0 && !view.owner {
        return Err(Box::new(error(StatusCode::FORBIDDEN)));
    }
    if id != 0 && !world.folders.iter().any(|(known, _)| *known == id) {
        return Err(not_found());
    }
    let sort = asked.sort.as_deref().unwrap_or("added");
    let order = asked.sort_order.as_deref();
    if !SORTS.contains(&sort) || order.is_some_and(|order| !["asc", "desc"].contains(&order)) {
        return Err(Box::new(message(StatusCode::UNPROCESSABLE_ENTITY, "Invalid sort key or order.")));
    }
    let descending = order.map_or(sort == "added", |order| order == "desc");
    let mut copies: Vec<&Copy> = world.copies.iter().filter(|copy| id == 0 || folder(world, copy) == id).collect();
    if sort != "added" {
        copies.sort_by_cached_key(|copy| key(&item(world, copy, view), sort));
    }
    if descending {
        copies.reverse();
    }
    let page = Page::of(asked, copies.len())?;
    let address = view.link(&format!("/users/{}/collection/folders/{id}/releases", world.username));
    let releases: Vec<Value> = copies[page.range()].iter().map(|copy| item(world, copy, view)).collect();
    Ok(found(&json!({"pagination": page.pagination(&address, asked), "releases": releases})))
}

/// What an item is sorted by: numbers as padded text, names folded to lower case.
fn key(item: &Value, sort: &str) -> String {
    let basic = &item["basic_information"];
    let text = |value: &Value| value.as_str().unwrap_or_default().to_lowercase();
    match sort {
        "artist" => text(&basic["artists"][0]["name"]),
        "title" => text(&basic["title"]),
        "label" => text(&basic["labels"][0]["name"]),
        "catno" => text(&basic["labels"][0]["catno"]),
        "format" => text(&basic["formats"][0]["name"]),
        "year" => format!("{:05}", basic["year"].as_i64().unwrap_or(0)),
        _ => format!("{:05}", item["rating"].as_i64().unwrap_or(0)),
    }
}

pub(crate) async fn instances(
    State(hall): State<Arc<Hall>>,
    Path((user, release_id)): Path<(String, i64)>,
    Query(asked): Query<Asked>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Response {
    let answer = || {
        let view = visit(&hall, &headers, query.as_deref().unwrap_or_default(), &user)?;
        hall.world.with(|world| {
            let of_it = |copy: &&Copy| world.release_id(copy) == Some(release_id);
            let copies: Vec<&Copy> = world.copies.iter().rev().filter(of_it).collect();
            let page = Page::of(&asked, copies.len())?;
            let address = view.link(&format!("/users/{user}/collection/releases/{release_id}"));
            let releases: Vec<Value> = copies[page.range()].iter().map(|copy| item(world, copy, &view)).collect();
            Ok(found(&json!({"pagination": page.pagination(&address, &asked), "releases": releases})))
        })
    };
    settle(answer())
}

/// The wantlist. Here `notes` is a text.
pub(crate) async fn wants(
    State(hall): State<Arc<Hall>>,
    Path(user): Path<String>,
    Query(asked): Query<Asked>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Response {
    let answer = || {
        let query = query.as_deref().unwrap_or_default();
        let seen = visit(&hall, &headers, query, &user)?;
        let shown = view(&hall, &headers, query)?;
        hall.world.with(|world| {
            let page = Page::of(&asked, world.wants.len())?;
            let address = seen.link(&format!("/users/{user}/wants"));
            let wants: Vec<Value> =
                world.wants[page.range()].iter().filter_map(|wanted| want(world, wanted, &shown)).collect();
            Ok(found(&json!({"pagination": page.pagination(&address, &asked), "wants": wants})))
        })
    };
    settle(answer())
}

fn want(world: &World, want: &Want, view: &View) -> Option<Value> {
    let album = world.album(want.index)?;
    let mut item = json!({
        "id": album.release_id,
        "resource_url": view.link(&format!("/releases/{}", album.release_id)),
        "rating": 0,
        "date_added": pacific(want.added_at),
        "basic_information": basic_information(world, &album, view),
    });
    if view.owner {
        item["notes"] = want.notes.into();
    }
    Some(item)
}
