use serde_json::{Value, json};

use crate::catalogue::Catalogue;
use crate::dice::Dice;
use crate::world::World;
use crate::world::artist::plain;

const TOPIC: u64 = 40;

/// Whoever bears the name, in whatever case, among those who only sound like it; for some nobody, for some namesakes.
pub(super) fn find(catalogue: &Catalogue, world: &World, words: &str, host: &str) -> Vec<Value> {
    let named = catalogue.artists_in(world, words).into_iter().max_by_key(|artist| artist.name.len());
    let Some(artist) = named else {
        return stray(words, host);
    };
    let mut dice = Dice::new(&[TOPIC, artist.id.unsigned_abs()]);
    let name = plain(&artist.name).to_owned();
    let fans = dice.between(2_000, 900_000);
    let number = artist.id * 10;
    let mut found = vec![entry(number, &format!("{name} Tribute Band"), fans / 40, &nobody(host), 1)];
    let pictured = match dice.below(8) {
        0 => nobody(host),
        _ => portrait(host, artist.id),
    };
    let written = if dice.chance(0.2) { name.to_uppercase() } else { name.clone() };
    let right = entry(number, &written, fans, &pictured, 0);
    match artist.index % 12 {
        // Deezer does not have everybody.
        3 => {}
        // Somebody else of the same name, hardly less known.
        5 => found.extend([entry(number, &name, fans * 2 / 3, &portrait(host, artist.id + 1), 2), right]),
        // Left-overs of wrongly filed tracks.
        7 => {
            found.insert(0, right);
            found.push(entry(number, &name, 3, &nobody(host), 3));
            found.push(entry(number, &name, 0, &portrait(host, artist.id + 1), 4));
        }
        place => found.insert(usize::from(place % 2 == 0), right),
    }
    found
}

/// What a search engine finds when there is nobody to find.
fn stray(words: &str, host: &str) -> Vec<Value> {
    let letters: i64 = words.bytes().map(i64::from).sum();
    match letters % 2 {
        0 => Vec::new(),
        _ => vec![entry(letters, &format!("{words} & The Inventions"), 12, &nobody(host), 5)],
    }
}

/// The picture's address of those who have none: the place of its hash is empty.
fn nobody(host: &str) -> Box<dyn Fn(u32) -> String> {
    let host = host.to_owned();
    Box::new(move |size| format!("http://{host}/images/artist//{size}x{size}-000000-80-0-0.jpg"))
}

fn portrait(host: &str, id: i64) -> Box<dyn Fn(u32) -> String> {
    let host = host.to_owned();
    Box::new(move |size| format!("http://{host}/images/artist/{id}/{size}.jpeg"))
}

fn entry(number: i64, name: &str, fans: i64, picture: &dyn Fn(u32) -> String, twin: i64) -> Value {
    let id = number + twin;
    json!({
        "id": id, "name": name, "link": format!("https://www.deezer.com/artist/{id}"),
        "picture": format!("https://api.deezer.com/artist/{id}/image"),
        "picture_small": picture(56), "picture_medium": picture(250), "picture_big": picture(500), "picture_xl": picture(1_000),
        "nb_album": 1 + fans % 30, "nb_fan": fans, "radio": true,
        "tracklist": format!("https://api.deezer.com/artist/{id}/top?limit=50"), "type": "artist",
    })
}
