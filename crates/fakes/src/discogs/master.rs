//! `/masters/{id}`: what all pressings of one music share, and the year it first came out.

use std::sync::Arc;

use axum::extract::{Path, RawQuery, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use serde_json::{Value, json};

use super::item::{credits, formats, picture_id};
use super::tracklist::tracklist;
use super::{View, found, message, view};
use crate::hall::Hall;
use crate::world::World;
use crate::world::album::Album;

pub(crate) async fn master(
    State(hall): State<Arc<Hall>>,
    Path(id): Path<String>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Response {
    answer(&hall, &id, query.as_deref(), &headers, whole)
}

pub(crate) async fn versions(
    State(hall): State<Arc<Hall>>,
    Path(id): Path<String>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Response {
    answer(&hall, &id, query.as_deref(), &headers, |_, album, view| {
        let label = album.labels.first();
        let version = json!({
            "id": album.release_id, "title": album.title, "country": album.country, "released": album.year.to_string(), "status": "Accepted",
            "label": label.map(|label| &label.name), "catno": label.map(|label| &label.catno), "format": formats(&album.formats)[0]["descriptions"],
            "major_formats": [album.formats[0].name], "resource_url": view.link(&format!("/releases/{}", album.release_id)), "thumb": "",
        });
        json!({"pagination": {"page": 1, "pages": 1, "per_page": 50, "items": 1, "urls": {}}, "versions": [version]})
    })
}

fn answer(
    hall: &Hall,
    id: &str,
    query: Option<&str>,
    headers: &HeaderMap,
    render: impl Fn(&World, &Album, &View) -> Value,
) -> Response {
    let view = match view(hall, headers, query.unwrap_or_default()) {
        Ok(view) => view,
        Err(refusal) => return *refusal,
    };
    hall.world.with(|world| match id.parse().ok().and_then(|id| world.album_of_master(id)) {
        Some(album) => found(&render(world, &album, &view)),
        None => message(StatusCode::NOT_FOUND, "That master release does not exist or may have been deleted."),
    })
}

fn whole(world: &World, album: &Album, view: &View) -> Value {
    let id = album.master_id.unwrap_or(0);
    let main = view.link(&format!("/releases/{}", album.release_id));
    let cover = picture_id(world, album.release_id);
    let uri = view.picture("release", &cover, 600);
    json!({
        "id": id, "main_release": album.release_id, "most_recent_release": album.release_id, "resource_url": view.link(&format!("/masters/{id}")),
        "uri": format!("https://www.discogs.com/master/{id}"), "versions_url": view.link(&format!("/masters/{id}/versions")),
        "main_release_url": main, "most_recent_release_url": main, "num_for_sale": 12, "lowest_price": 8.5,
        "images": [{"type": "primary", "uri": uri, "resource_url": uri, "uri150": view.picture("release", &cover, 150), "width": 600, "height": 600}],
        "genres": album.genres, "styles": album.styles, "year": album.original_year, "tracklist": tracklist(world, album, view),
        "artists": credits(&album.credits, view), "title": album.title, "data_quality": "Correct", "videos": [],
    })
}
