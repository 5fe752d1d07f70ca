//! `/artists/{id}`: who somebody is, with pictures.

use std::sync::Arc;

use axum::extract::{Path, RawQuery, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use serde_json::{Value, json};

use super::{View, found, message, view};
use crate::dice::Dice;
use crate::hall::Hall;
use crate::world::World;
use crate::world::artist::{Artist, NO_ARTIST, UNKNOWN, VARIOUS, artist as invent, plain};

const TOPIC: u64 = 22;

pub(crate) async fn artist(
    State(hall): State<Arc<Hall>>,
    Path(id): Path<String>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Response {
    let view = match view(&hall, &headers, query.as_deref().unwrap_or_default()) {
        Ok(view) => view,
        Err(refusal) => return *refusal,
    };
    let id: i64 = id.parse().unwrap_or(-1);
    if let Some((id, name)) = [VARIOUS, UNKNOWN, NO_ARTIST].into_iter().find(|(nobody, _)| *nobody == id) {
        return found(&json!({
            "id": id, "name": name, "resource_url": view.link(&format!("/artists/{id}")), "uri": format!("https://www.discogs.com/artist/{id}"),
            "releases_url": view.link(&format!("/artists/{id}/releases")), "profile": "", "data_quality": "Needs Vote",
        }));
    }
    hall.world.with(|world| match world.artist_of(id) {
        Some(artist) => found(&whole(world, &artist, &view)),
        None => message(StatusCode::NOT_FOUND, "The requested resource was not found."),
    })
}

fn whole(world: &World, artist: &Artist, view: &View) -> Value {
    let mut dice = Dice::new(&[world.seed, TOPIC, artist.index as u64]);
    let id = artist.id;
    let mut answer = json!({
        "id": id, "name": artist.name, "resource_url": view.link(&format!("/artists/{id}")),
        "uri": format!("https://www.discogs.com/artist/{id}"), "releases_url": view.link(&format!("/artists/{id}/releases")),
        "profile": profile(artist, &mut dice), "data_quality": "Needs Vote",
        "namevariations": [plain(&artist.name).to_uppercase()],
    });
    if let Some(other) = &artist.other_script {
        answer["namevariations"] = json!([other]);
    }
    if !dice.chance(0.12) {
        let count = 1 + dice.below(3);
        answer["images"] = (0..count).map(|place| {
            let name = if place == 0 { id.to_string() } else { format!("{id}-{place}") };
            let uri = view.picture("artist", &name, 600);
            let rank = if place == 0 { "primary" } else { "secondary" };
            json!({"type": rank, "uri": uri, "resource_url": uri, "uri150": view.picture("artist", &name, 150), "width": 600, "height": 600})
        }).collect();
    }
    if dice.chance(0.4) {
        answer["urls"] = json!([format!("https://{id}.example/"), "https://en.wikipedia.org/wiki/Invention"]);
    }
    if !artist.person {
        let people = dice.between(2, 5) as usize;
        answer["members"] = (1..=people).map(|place| {
            let member = invent(world.seed, artist.index + 67 * (2 * place + 1));
            json!({"id": member.id, "name": member.name, "resource_url": view.link(&format!("/artists/{}", member.id)), "active": place < 4})
        }).collect();
    }
    answer
}

fn profile(artist: &Artist, dice: &mut Dice) -> String {
    let (kind, style) =
        (if artist.person { "musician" } else { "group" }, artist.scene.styles[dice.below(artist.scene.styles.len())]);
    let country = artist.scene.countries[0];
    match dice.below(4) {
        0 => String::new(),
        1 => format!("{style} {kind} from {country}, active since {}.", artist.since),
        2 => format!(
            "{kind} ({country}).\r\n\r\nKnown for [b]{style}[/b]. Not to be confused with [a={}].",
            plain(&artist.name)
        ),
        _ => format!("{country} {kind}, first recorded in {}.", artist.since),
    }
}
