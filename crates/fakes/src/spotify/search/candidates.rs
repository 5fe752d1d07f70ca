use serde_json::{Value, json};

use crate::catalogue::{Catalogue, fold, holds};
use crate::dice::Dice;
use crate::world::World;
use crate::world::album::Album;
use crate::world::artist::{Artist, plain};

const TOPIC: u64 = 30;

/// What a query asks for: `album:"…" artist:"…" upc:…` or plain words, folded to lower case.
#[derive(Debug, Default)]
pub(crate) struct Wanted {
    album: String,
    artist: String,
    upc: String,
    words: String,
}

impl Wanted {
    pub(crate) fn parse(query: &str) -> Self {
        let mut wanted = Self::default();
        let mut rest = query.to_lowercase();
        for name in ["album", "artist", "upc", "year", "tag", "genre"] {
            let Some(start) = rest.find(&format!("{name}:")) else {
                continue;
            };
            let after = start + name.len() + 1;
            let (value, end) = match rest[after..].strip_prefix('"') {
                Some(quoted) => {
                    let length = quoted.find('"').unwrap_or(quoted.len());
                    (quoted[..length].to_owned(), (after + length + 2).min(rest.len()))
                }
                // An unquoted value runs up to the next field, or to the end.
                None => {
                    let length = next_field(&rest[after..]).unwrap_or(rest.len() - after);
                    (rest[after..after + length].trim().to_owned(), after + length)
                }
            };
            match name {
                "album" => wanted.album = value,
                "artist" => wanted.artist = value,
                "upc" => wanted.upc = value,
                _ => {}
            }
            rest.replace_range(start..end, " ");
        }
        wanted.words = rest.split_whitespace().collect::<Vec<_>>().join(" ");
        wanted
    }
}

fn next_field(text: &str) -> Option<usize> {
    ["album:", "artist:", "upc:", "year:", "tag:", "genre:"].iter().filter_map(|field| text.find(field)).min()
}

/// Albums and artists, in the order of an indifferent search engine.
pub(crate) fn find(catalogue: &Catalogue, world: &World, wanted: &Wanted, host: &str) -> (Vec<Value>, Vec<Value>) {
    let asked = if wanted.artist.is_empty() { &wanted.words } else { &wanted.artist };
    let by_artist = catalogue.artists_in(world, asked);
    let artists = by_artist.iter().map(|found| artist(found, host)).collect();
    let albums = match best(catalogue, world, wanted) {
        Some(album) => around(&album, host),
        None => stray(world, wanted, host),
    };
    (albums, artists)
}

fn best(catalogue: &Catalogue, world: &World, wanted: &Wanted) -> Option<Album> {
    if !wanted.upc.is_empty() {
        return catalogue.barcoded(world, &wanted.upc);
    }
    let name = |album: &Album| fold(plain(&album.artist.name));
    if !wanted.album.is_empty() {
        let asked = fold(&wanted.artist);
        let mut titled = catalogue.titled(world, &wanted.album).into_iter();
        return titled.find(|album| asked.is_empty() || holds(&asked, &name(album)) || holds(&name(album), &asked));
    }
    let words = fold(&wanted.words);
    let meant =
        |album: &Album| album.title.split(" = ").chain([album.title.as_str()]).any(|title| holds(&words, &fold(title)));
    let named = catalogue.by_artists_in(world, &wanted.words).into_iter().filter(meant);
    named.max_by_key(|album| (album.title.len(), std::cmp::Reverse(album.index)))
}

/// The right album among those that look like it; for one in fourteen nothing, for as many only the others.
fn around(album: &Album, host: &str) -> Vec<Value> {
    let mut dice = Dice::new(&[TOPIC, album.release_id.unsigned_abs()]);
    let fate = dice.below(14);
    if fate == 0 {
        return Vec::new();
    }
    let name = plain(&album.artist.name);
    let year = album.original_year;
    let right = entry(album, &album.title, name, year, 0, host);
    let mut others = vec![
        entry(album, &format!("{} (Karaoke Version)", album.title), "Studio Karaoké Invention", 2014, 1, host),
        entry(album, &format!("A Tribute To {name}"), "The Tribute Invention Band", 2009, 2, host),
        entry(album, &album.title, "Les Homonymes", year + 11, 3, host),
    ];
    if fate != 1 {
        others.insert(dice.below(3), right);
        if dice.chance(0.4) {
            let remastered = format!("{} ({} Remaster)", album.title, year + 30);
            others.insert(dice.below(4), entry(album, &remastered, name, year + 30, 4, host));
        }
    }
    others
}

/// What a search engine finds when there is nothing to find.
fn stray(world: &World, wanted: &Wanted, host: &str) -> Vec<Value> {
    let asked = format!("{}{}{}", wanted.album, wanted.artist, wanted.words);
    let letters: u64 = asked.bytes().map(u64::from).sum();
    if !wanted.upc.is_empty() || letters.is_multiple_of(3) {
        return Vec::new();
    }
    let album = world.album(letters as usize % world.album_count().max(1));
    album
        .map(|album| entry(&album, &album.title, plain(&album.artist.name), album.original_year, 5, host))
        .into_iter()
        .collect()
}

const LETTERS: &[u8; 62] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

fn spotify_id(number: i64, twin: u64) -> String {
    let mut dice = Dice::new(&[TOPIC, 1, number.unsigned_abs(), twin]);
    (0..22).map(|_| char::from(LETTERS[dice.below(LETTERS.len())])).collect()
}

fn pictures(kind: &str, id: i64, host: &str) -> Value {
    let one = |size: u32| json!({"height": size, "width": size, "url": format!("http://{host}/images/{kind}/{id}/{size}.jpeg")});
    json!([one(640), one(300), one(64)])
}

fn person(name: &str, id: &str, host: &str) -> Value {
    json!({
        "external_urls": {"spotify": format!("https://open.spotify.com/artist/{id}")}, "href": format!("http://{host}/spotify/v1/artists/{id}"),
        "id": id, "name": name, "type": "artist", "uri": format!("spotify:artist:{id}"),
    })
}

fn artist(artist: &Artist, host: &str) -> Value {
    let mut found = person(plain(&artist.name), &spotify_id(artist.id, 9), host);
    found["images"] = if artist.index % 9 == 8 { json!([]) } else { pictures("artist", artist.id, host) };
    found
}

fn entry(album: &Album, title: &str, name: &str, year: i64, twin: u64, host: &str) -> Value {
    let id = spotify_id(album.release_id, twin);
    let artist_id = spotify_id(if twin == 0 || twin >= 4 { album.artist.id } else { album.release_id }, 9 + twin % 4);
    let says = |word| album.formats.first().is_some_and(|format| format.descriptions.contains(&word));
    // Spotify calls a short play a single, too.
    let (single, short) = (says("Single"), says("EP"));
    json!({
        "album_type": if single || short { "single" } else if album.compilation { "compilation" } else { "album" },
        "total_tracks": if single { 2 } else if short { 5 } else { 10 }, "external_urls": {"spotify": format!("https://open.spotify.com/album/{id}")},
        "href": format!("http://{host}/spotify/v1/albums/{id}"), "id": id, "images": pictures("release", album.release_id, host), "name": title,
        "release_date": year.to_string(), "release_date_precision": "year", "type": "album", "uri": format!("spotify:album:{id}"),
        "artists": [person(name, &artist_id, host)],
    })
}
