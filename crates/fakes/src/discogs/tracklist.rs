//! The tracks of a release, positions as the sleeve has them.

use serde_json::{Value, json};

use super::View;
use super::release::contributor;
use crate::dice::Dice;
use crate::world::World;
use crate::world::album::Album;
use crate::world::scene::Look;
use crate::world::title::track_title;

const TOPIC: u64 = 20;

const MOVEMENTS: [&str; 8] =
    ["Allegro", "Adagio", "Presto", "Andante Con Moto", "Menuetto", "Largo", "Scherzo", "Rondo (Vivace)"];
const ROLES: [&str; 12] = [
    "Vocals",
    "Guitar",
    "Featuring",
    "Tenor Saxophone",
    "Written-By",
    "Bass",
    "Drums",
    "Piano",
    "Producer",
    "Remix",
    "Synthesizer [Modular]",
    "Trumpet, Flugelhorn",
];

pub(crate) fn tracklist(world: &World, album: &Album, view: &View) -> Vec<Value> {
    let mut dice = Dice::new(&[world.seed, TOPIC, album.index as u64]);
    let timed = dice.chance(0.48);
    let index_tracks = dice.chance(if album.scene.look == Look::Concert { 0.6 } else { 0.02 });
    let headings = dice.chance(0.07);
    let mut list = Vec::new();
    for (side, names) in positions(album, &mut dice).into_iter().enumerate() {
        if headings {
            let name = ["Side One", "Face B", "The Third Side", "Bonus"][side % 4];
            list.push(json!({"position": "", "type_": "heading", "title": name, "duration": ""}));
        }
        for (place, position) in names.into_iter().enumerate() {
            let title = match (side, place) {
                (0, 0) if dice.chance(0.4) => album.title.clone(),
                _ => track_title(album.scene, &mut dice),
            };
            list.push(match index_tracks && dice.chance(0.7) {
                true => index(&position, &title, timed, &mut dice),
                false => track(world, album, view, &position, &title, timed, &mut dice),
            });
        }
    }
    list
}

fn duration(timed: bool, dice: &mut Dice) -> String {
    match timed {
        true => format!("{}:{:02}", dice.between(1, 8), dice.between(0, 59)),
        false => String::new(),
    }
}

fn track(
    world: &World,
    album: &Album,
    view: &View,
    position: &str,
    title: &str,
    timed: bool,
    dice: &mut Dice,
) -> Value {
    let mut track = json!({"position": position, "type_": "track", "title": title});
    if album.compilation {
        track["artists"] = vec![contributor(world, album, view, "", dice)].into();
    }
    if dice.chance(0.18) {
        let people = dice.between(1, 3);
        track["extraartists"] = (0..people)
            .map(|_| {
                let role = dice.pick(&ROLES);
                contributor(world, album, view, role, dice)
            })
            .collect();
    }
    track["duration"] = duration(timed, dice).into();
    track
}

fn index(position: &str, title: &str, timed: bool, dice: &mut Dice) -> Value {
    let parts = dice.between(2, 4);
    let sub_tracks: Vec<Value> = (0..parts)
        .map(|part| {
            let letter = char::from(b'a' + part as u8);
            let name = format!("{}. {}", ["I", "II", "III", "IV"][part as usize], dice.pick(&MOVEMENTS));
            json!({"position": format!("{position}.{letter}"), "type_": "track", "title": name, "duration": duration(timed, dice)})
        })
        .collect();
    json!({"position": "", "type_": "index", "title": title, "duration": "", "sub_tracks": sub_tracks})
}

/// Positions a side or a disc.
fn positions(album: &Album, dice: &mut Dice) -> Vec<Vec<String>> {
    let media: Vec<_> =
        album.formats.iter().filter(|format| !["All Media", "Box Set"].contains(&format.name)).collect();
    let several = media.len() > 1;
    let mut sides = Vec::new();
    let mut letter = b'A';
    for format in media {
        let short = format.descriptions.contains(&"Single");
        for disc in 1..=format.qty.min(12) {
            match format.name {
                "Vinyl" | "Cassette" | "Flexi-disc" => {
                    let most = if short { 1 } else { dice.between(2, 6) };
                    for _ in 0..2 {
                        let side = char::from(letter.min(b'Z'));
                        letter += 1;
                        let name = |track| {
                            if most == 1 { side.to_string() } else { format!("{side}{track}") }
                        };
                        sides.push((1..=most).map(name).collect());
                    }
                }
                "File" if disc > 1 => {}
                name => {
                    let tracks = dice.between(7, 14);
                    let position = |track: i64| match (several, format.qty > 1) {
                        (true, _) => format!("{name}{disc}-{track}"),
                        (false, true) => format!("{disc}-{track:02}"),
                        _ => track.to_string(),
                    };
                    sides.push((1..=tracks).map(position).collect());
                }
            }
        }
    }
    sides
}
