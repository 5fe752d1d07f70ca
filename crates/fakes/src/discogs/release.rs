//! `/releases/{id}`: all that is known of one pressing.

use std::sync::Arc;

use axum::extract::{Path, RawQuery, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use serde_json::{Value, json};

use super::item::{cover, credits, formats, labels, patch, picture_id};
use super::tracklist::tracklist;
use super::{View, found, message, view};
use crate::dice::Dice;
use crate::hall::Hall;
use crate::world::album::{Album, Cover};
use crate::world::artist::{artist, plain};
use crate::world::{World, pacific};

const TOPIC: u64 = 21;

/// Some releases of a collection are gone from the database: one in so many.
const GONE: usize = 331;

pub(crate) async fn release(
    State(hall): State<Arc<Hall>>,
    Path(id): Path<String>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Response {
    let view = match view(&hall, &headers, query.as_deref().unwrap_or_default()) {
        Ok(view) => view,
        Err(refusal) => return *refusal,
    };
    hall.world.with(|world| {
        let album = id.parse().ok().and_then(|id| world.album_of_release(id));
        match album.filter(|album| album.index % GONE != GONE - 1 && !world.gone.contains(&album.release_id)) {
            Some(album) => found(&whole(world, &album, &view)),
            None => message(StatusCode::NOT_FOUND, "That release does not exist or may have been deleted."),
        }
    })
}

/// A person or band of the world in a role, as `extraartists` and a compilation's tracks name them.
pub(crate) fn contributor(world: &World, album: &Album, view: &View, role: &str, dice: &mut Dice) -> Value {
    let near = album.artist.index + 67 * dice.below(5);
    let someone = artist(world.seed, near % world.artist_count());
    json!({
        "name": someone.name, "anv": "", "join": "", "role": role, "tracks": "", "id": someone.id,
        "resource_url": view.link(&format!("/artists/{}", someone.id)),
    })
}

fn whole(world: &World, album: &Album, view: &View) -> Value {
    let mut dice = Dice::new(&[world.seed, TOPIC, album.index as u64]);
    let id = album.release_id;
    let quality = ["Correct", "Needs Vote", "Needs Vote", "Complete and Correct", "Needs Major Changes"][dice.below(5)];
    let artists_sort = album.credits.iter().map(|credit| plain(&credit.name)).collect::<Vec<_>>().join(" ");
    let have = dice.between(12, 4_000);
    let submitter = json!({"username": "discophile_42", "resource_url": view.link("/users/discophile_42")});
    let mut release = json!({
        "id": id, "status": "Accepted", "year": album.year, "resource_url": view.link(&format!("/releases/{id}")),
        "uri": format!("https://www.discogs.com/release/{id}-{}", slug(&format!("{artists_sort} {}", album.title))),
        "artists": with_thumbnails(credits(&album.credits, view), "artist", 0.83, view, &mut dice),
        "artists_sort": artists_sort,
        "labels": with_thumbnails(labels(&album.labels, view), "label", 0.9, view, &mut dice),
        "series": [],
        "companies": companies(album, view, &mut dice),
        "formats": formats(&album.formats),
        "data_quality": quality,
        "community": {
            "have": have, "want": dice.between(3, 1_900), "rating": {"count": have / 9, "average": dice.between(320, 500) as f64 / 100.0},
            "submitter": submitter, "contributors": [submitter], "data_quality": quality, "status": "Accepted",
        },
        "format_quantity": album.formats.iter().map(|format| format.qty).sum::<i64>(),
        "date_added": pacific(1_100_000_000 + dice.between(0, 500_000_000)),
        "date_changed": pacific(1_650_000_000 + dice.between(0, 100_000_000)),
        "num_for_sale": dice.between(0, 60),
        "lowest_price": if dice.chance(0.02) { Value::Null } else { json!(dice.between(100, 9_000) as f64 / 100.0) },
        "title": album.title,
        "country": album.country,
        "identifiers": identifiers(album, &mut dice),
        "videos": videos(album, &mut dice),
        "genres": album.genres,
        "styles": album.styles,
        "tracklist": tracklist(world, album, view),
        "images": images(world, album, view, &mut dice),
        "thumb": cover(world, album, view, 150),
        "estimated_weight": 85 + 230 * album.formats.iter().map(|format| format.qty).sum::<i64>(),
        "blocked_from_sale": false, "is_offensive": false,
    });
    if let Some(master) = album.master_id {
        release["master_id"] = master.into();
        release["master_url"] = view.link(&format!("/masters/{master}")).into();
    }
    if album.year > 0 {
        let (released, formatted) = released(album.year, &mut dice);
        release["released"] = released.into();
        release["released_formatted"] = formatted.into();
    }
    if dice.chance(0.62) {
        release["notes"] = notes(album, &mut dice).into();
    }
    if dice.chance(0.58) {
        let roles = [
            "Producer",
            "Engineer",
            "Mixed By",
            "Lacquer Cut By",
            "Artwork",
            "Photography By",
            "Liner Notes",
            "Mastered By",
        ];
        let people = dice.below(5) + 1;
        release["extraartists"] = (0..people)
            .map(|_| {
                let role = dice.pick(&roles);
                contributor(world, album, view, role, &mut dice)
            })
            .collect();
    }
    patch(world, id, &mut release);
    release
}

fn slug(text: &str) -> String {
    let words = text.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join("-")
}

fn with_thumbnails(mut entities: Vec<Value>, kind: &str, share: f64, view: &View, dice: &mut Dice) -> Vec<Value> {
    for entity in &mut entities {
        let id = entity["id"].to_string();
        if dice.chance(share) && !["194", "355", "118760"].contains(&id.as_str()) {
            entity["thumbnail_url"] = view.picture(kind, &id, 600).into();
        }
    }
    entities
}

fn companies(album: &Album, view: &View, dice: &mut Dice) -> Vec<Value> {
    let kinds = [
        ("13", "Phonographic Copyright (p)"),
        ("14", "Copyright (c)"),
        ("17", "Pressed By"),
        ("23", "Recorded At"),
        ("9", "Distributed By"),
    ];
    let Some(label) = album.labels.first() else {
        return Vec::new();
    };
    let wanted = dice.below(4);
    kinds[..wanted]
        .iter()
        .map(|(kind, name)| {
            json!({
                "name": label.name, "catno": "", "entity_type": kind, "entity_type_name": name, "id": label.id,
                "resource_url": view.link(&format!("/labels/{}", label.id)),
            })
        })
        .collect()
}

/// A whole date, a month without its day, or the year alone.
fn released(year: i64, dice: &mut Dice) -> (String, String) {
    const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let (month, day) = (dice.between(1, 12), dice.between(1, 28));
    let name = MONTHS[month as usize - 1];
    match dice.below(100) {
        0..=44 => (year.to_string(), year.to_string()),
        45..=58 => (format!("{year}-{month:02}-00"), format!("{name} {year}")),
        _ => (format!("{year}-{month:02}-{day:02}"), format!("{day:02} {name} {year}")),
    }
}

/// The barcode of a pressing, thirteen digits; it depends on nothing but the album.
pub(crate) fn barcode(album: &Album) -> String {
    let mut dice = Dice::new(&[TOPIC, 1, album.release_id.unsigned_abs()]);
    let digits: Vec<u32> =
        format!("37{:010}", dice.roll() % 10_000_000_000).chars().filter_map(|c| c.to_digit(10)).collect();
    let sum: u32 =
        digits.iter().enumerate().map(|(place, digit)| if place % 2 == 0 { *digit } else { digit * 3 }).sum();
    let text: String = digits.iter().map(u32::to_string).collect();
    format!("{text}{}", (10 - sum % 10) % 10)
}

fn identifiers(album: &Album, dice: &mut Dice) -> Vec<Value> {
    let mut list = Vec::new();
    let code = barcode(album);
    if album.year >= 1979 {
        let spaced = format!("{} {} {} {}", &code[..1], &code[1..7], &code[7..12], &code[12..]);
        let printed = if dice.chance(0.45) { spaced } else { code };
        list.push(match dice.chance(0.5) {
            true => json!({"type": "Barcode", "value": printed, "description": "Text"}),
            false => json!({"type": "Barcode", "value": printed}),
        });
    }
    let catno = album.labels.first().map_or("none", |label| label.catno.as_str());
    for side in ["A", "B"].iter().take(dice.below(3)) {
        list.push(json!({"type": "Matrix / Runout", "value": format!("{catno} {side}1 ▵ 0{}", dice.between(1, 9)), "description": format!("Side {side} runout")}));
    }
    if dice.chance(0.3) {
        list.push(
            json!({"type": "Rights Society", "value": (dice.pick(&["SACEM", "GEMA", "BIEM", "ASCAP", "JASRAC"]))}),
        );
    }
    list
}

fn videos(album: &Album, dice: &mut Dice) -> Vec<Value> {
    let wanted = dice.below(4);
    (0..wanted).map(|_| {
        let description = if dice.chance(0.1) { Value::Null } else { json!("Full album") };
        json!({
            "uri": format!("https://www.youtube.com/watch?v={:011x}", dice.roll() & 0xfff_ffff_ffff),
            "title": format!("{} - {}", plain(&album.artist.name), album.title), "description": description, "duration": dice.between(95, 2_900), "embed": true,
        })
    }).collect()
}

fn notes(album: &Album, dice: &mut Dice) -> String {
    let all = [
        format!("Recorded in {}.\r\nAll rights reserved.", album.original_year),
        "Comes with a printed inner sleeve.".to_owned(),
        "Enregistré en public.\r\n\r\nLivret de 12 pages.".to_owned(),
        "Track durations are not listed on the release.".to_owned(),
        format!("Made in {}. ℗ {}", album.country.unwrap_or("Europe"), album.original_year),
    ];
    all[dice.below(all.len())].clone()
}

fn images(world: &World, album: &Album, view: &View, dice: &mut Dice) -> Vec<Value> {
    if album.cover == Cover::Missing && !world.recovered.contains_key(&album.release_id) {
        return Vec::new();
    }
    let id = picture_id(world, album.release_id);
    let primary = !dice.chance(0.18);
    let kinds = ["release", "back", "label", "insert"];
    let wanted = 1 + dice.below(4);
    kinds[..wanted].iter().enumerate().map(|(place, kind)| {
        let uri = view.picture(kind, &id, 600);
        let rank = if place == 0 && primary { "primary" } else { "secondary" };
        json!({"type": rank, "uri": uri, "resource_url": uri, "uri150": view.picture(kind, &id, 150), "width": 600, "height": 600})
    }).collect()
}
