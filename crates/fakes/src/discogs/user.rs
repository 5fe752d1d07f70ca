use std::sync::Arc;

use axum::extract::{Path, RawQuery, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use serde_json::{Value, json};

use super::item::folder;
use super::{Caller, caller, error, found, knows, message, unauthenticated, view, visit};
use crate::hall::Hall;

/// Whom the token belongs to: the collection's owner, or somebody else where the world says so.
pub(crate) async fn identity(State(hall): State<Arc<Hall>>, RawQuery(query): RawQuery, headers: HeaderMap) -> Response {
    match caller(&hall, &headers, query.as_deref().unwrap_or_default()) {
        Caller::Nobody => return unauthenticated(),
        Caller::Wrong => return error(StatusCode::UNAUTHORIZED),
        Caller::Token => {}
    }
    let (id, username) = hall.world.with(|world| match world.owner {
        true => (4_110_226, world.username.clone()),
        false => (4_110_227, "a.visitor".to_owned()),
    });
    found(&json!({
        "id": id, "username": username, "resource_url": format!("http://{}/discogs/users/{username}", hall.host),
        "consumer_name": "Invented Consumer",
    }))
}

pub(crate) async fn profile(
    State(hall): State<Arc<Hall>>,
    Path(user): Path<String>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Response {
    let view = match view(&hall, &headers, query.as_deref().unwrap_or_default()) {
        Ok(view) => view,
        Err(refusal) => return *refusal,
    };
    hall.world.with(|world| {
        if !knows(world, &user) {
            return message(StatusCode::NOT_FOUND, "User does not exist or may have been deleted.");
        }
        let me = format!("/users/{}", world.username);
        let mut profile = json!({
            "id": 4_110_226, "username": world.username, "name": "Odile", "resource_url": view.link(&me), "uri": format!("https://www.discogs.com/user/{}", world.username),
            "profile": "Sillons, souffle et craquements.", "location": "Lyon", "home_page": "", "registered": "2012-02-11T03:12:40-08:00", "rank": 3, "num_pending": 0,
            "num_for_sale": 0, "num_lists": 2, "releases_contributed": 4, "releases_rated": 61, "rating_avg": 4.1, "activated": true, "curr_abbr": "EUR",
            "avatar_url": view.picture("artist", "4110226", 150), "banner_url": "",
            "inventory_url": view.link(&format!("{me}/inventory")), "collection_folders_url": view.link(&format!("{me}/collection/folders")),
            "collection_fields_url": view.link(&format!("{me}/collection/fields")), "wantlist_url": view.link(&format!("{me}/wants")),
        });
        if view.owner || !world.private {
            // Discogs counts these elsewhere: they may lag behind the listing.
            profile["num_collection"] = world.len().saturating_sub(world.len() / 300).into();
            profile["num_wantlist"] = world.wants.len().into();
        }
        found(&profile)
    })
}

pub(crate) async fn folders(
    State(hall): State<Arc<Hall>>,
    Path(user): Path<String>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Response {
    let view = match visit(&hall, &headers, query.as_deref().unwrap_or_default(), &user) {
        Ok(view) => view,
        Err(refusal) => return *refusal,
    };
    hall.world.with(|world| {
        let one = |id: i64, name: &str, count: usize| {
            let link = view.link(&format!("/users/{}/collection/folders/{id}", world.username));
            json!({"id": id, "name": name, "count": count, "resource_url": link})
        };
        let mut folders = vec![one(0, "All", world.len())];
        if view.owner {
            let mut counts = std::collections::HashMap::<i64, usize>::new();
            for copy in &world.copies {
                *counts.entry(folder(world, copy)).or_default() += 1;
            }
            let named = world.folders.iter().map(|(id, name)| one(*id, name, counts.get(id).copied().unwrap_or(0)));
            folders.extend(named);
        }
        found(&json!({ "folders": folders }))
    })
}

/// The owner sees every field, others those that are public.
pub(crate) async fn fields(
    State(hall): State<Arc<Hall>>,
    Path(user): Path<String>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Response {
    let view = match visit(&hall, &headers, query.as_deref().unwrap_or_default(), &user) {
        Ok(view) => view,
        Err(refusal) => return *refusal,
    };
    hall.world.with(|world| {
        let shown = |field: &&Value| view.owner || field["public"] == true;
        let fields: Vec<&Value> = world.fields.iter().filter(shown).collect();
        found(&json!({ "fields": fields }))
    })
}

pub(crate) async fn value(
    State(hall): State<Arc<Hall>>,
    Path(user): Path<String>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Response {
    match visit(&hall, &headers, query.as_deref().unwrap_or_default(), &user) {
        Ok(view) if view.owner => {
            let copies = hall.world.with(|world| world.len());
            let money = |each: usize| {
                let cents = copies * each;
                let (thousands, rest) = (cents / 100_000, cents / 100 % 1000);
                match thousands {
                    0 => format!("€{rest}.{:02}", cents % 100),
                    _ => format!("€{thousands},{rest:03}.{:02}", cents % 100),
                }
            };
            found(&json!({"maximum": money(4_039), "median": money(1_703), "minimum": money(887)}))
        }
        Ok(_) => error(StatusCode::FORBIDDEN),
        Err(refusal) => *refusal,
    }
}
