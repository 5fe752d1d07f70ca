//! One invented release, whole.

use super::artist::{Artist, NO_ARTIST, UNKNOWN, VARIOUS, artist, plain};
use super::format::{Format, formats};
use super::ids::{LABELS, MASTERS, RELEASES};
use super::scene::{SCENES, Scene};
use super::title::album_title;
use crate::dice::Dice;

const TOPIC: u64 = 2;

/// What is decided before an album is thought of in full: who made it, and which of its scene's albums it is.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Plan {
    pub(crate) artist: u32,
    pub(crate) rank: u32,
}

#[derive(Debug, Clone)]
pub(crate) struct Credit {
    pub(crate) id: i64,
    pub(crate) name: String,
    pub(crate) anv: String,
    pub(crate) join: &'static str,
}

#[derive(Debug, Clone)]
pub(crate) struct Label {
    pub(crate) id: i64,
    pub(crate) name: String,
    pub(crate) catno: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Cover {
    Sleeve,
    Spacer,
    Missing,
}

#[derive(Debug, Clone)]
pub(crate) struct Album {
    pub(crate) index: usize,
    pub(crate) release_id: i64,
    pub(crate) master_id: Option<i64>,
    pub(crate) title: String,
    /// Of this pressing; 0 where nobody knows.
    pub(crate) year: i64,
    /// Of the music.
    pub(crate) original_year: i64,
    pub(crate) country: Option<&'static str>,
    pub(crate) credits: Vec<Credit>,
    pub(crate) labels: Vec<Label>,
    pub(crate) formats: Vec<Format>,
    pub(crate) genres: Vec<&'static str>,
    pub(crate) styles: Vec<&'static str>,
    pub(crate) cover: Cover,
    pub(crate) scene: &'static Scene,
    pub(crate) artist: Artist,
    pub(crate) compilation: bool,
}

const JOINS: [&str; 24] = [
    "&",
    "&",
    "&",
    "&",
    "&",
    "And",
    "And",
    "/",
    "/",
    ",",
    "Featuring",
    "Feat.",
    "Vs.",
    "With",
    "x",
    "+",
    "-",
    "Presents",
    "AKA",
    "Et",
    "Meets",
    "with",
    "Avec",
    "Und",
];

/// Album `index` of a world with `artists` artists.
pub(crate) fn album(seed: u64, artists: usize, index: usize, plan: Plan) -> Album {
    let mut dice = Dice::new(&[seed, TOPIC, index as u64]);
    let maker = artist(seed, plan.artist as usize);
    let scene = maker.scene;
    let compilation = dice.chance(0.035);
    let title = match dice.chance(0.02) {
        true => plain(&maker.name).to_owned(),
        false => album_title(scene, seed, plan.rank as usize, &mut dice),
    };
    let original_year = (maker.since + dice.between(0, 18)).min(scene.years.1);
    let reissued = original_year < 2008 && dice.chance(0.3);
    let pressed = match reissued {
        true => dice.between((original_year + 6).max(1975), 2025),
        false => original_year,
    };
    let formats = formats(pressed, original_year, compilation, &mut dice);
    let credits = credits(seed, artists, &maker, compilation, &mut dice);
    let labels = labels(seed, &maker, pressed, &mut dice);
    Album {
        index,
        release_id: RELEASES.id(seed, index),
        master_id: (!dice.chance(0.05)).then(|| MASTERS.id(seed, index)),
        title,
        year: if dice.chance(0.03) { 0 } else { pressed },
        original_year,
        country: (!dice.chance(0.01)).then(|| dice.pick(scene.countries)),
        credits,
        labels,
        formats,
        genres: genres(scene, &mut dice),
        styles: styles(scene, &mut dice),
        cover: match dice.below(1000) {
            0..=9 => Cover::Missing,
            10..=14 => Cover::Spacer,
            _ => Cover::Sleeve,
        },
        scene,
        artist: maker,
        compilation,
    }
}

fn genres(scene: &Scene, dice: &mut Dice) -> Vec<&'static str> {
    let others = scene.genres[1..].iter().copied().filter(|_| dice.chance(0.22));
    let mut genres: Vec<_> = others.collect();
    genres.insert(0, scene.genres[0]);
    genres
}

fn styles(scene: &Scene, dice: &mut Dice) -> Vec<&'static str> {
    let mut styles = Vec::new();
    for _ in 0..[0, 1, 1, 1, 1, 2, 2, 2, 3, 3][dice.below(10)] {
        let style = dice.pick(scene.styles);
        if !styles.contains(&style) {
            styles.push(style);
        }
    }
    styles
}

fn credit(artist: &Artist) -> Credit {
    Credit { id: artist.id, name: artist.name.clone(), anv: String::new(), join: "" }
}

fn nobody((id, name): (i64, &str)) -> Credit {
    Credit { id, name: name.to_owned(), anv: String::new(), join: "" }
}

fn credits(seed: u64, artists: usize, maker: &Artist, compilation: bool, dice: &mut Dice) -> Vec<Credit> {
    if compilation {
        return vec![nobody(VARIOUS)];
    }
    let mut first = credit(maker);
    match dice.below(1000) {
        0..=3 => return vec![nobody(UNKNOWN)],
        4..=6 => return vec![nobody(NO_ARTIST)],
        7..=16 => {
            first.join = ",";
            return vec![first];
        }
        _ => {}
    }
    if let Some(other) = &maker.other_script {
        if dice.chance(0.4) {
            let mut second = first.clone();
            first.join = "=";
            second.anv.clone_from(other);
            return vec![first, second];
        }
        if dice.chance(0.2) {
            first.anv.clone_from(other);
        }
    } else if dice.chance(0.05) {
        first.anv = variation(maker, dice);
    }
    let mut credits = vec![first];
    let more = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 2][dice.below(20)];
    for _ in 0..more {
        let Some(guest) = guest(seed, artists, maker, dice) else {
            break;
        };
        if credits.iter().all(|credit| credit.id != guest.id) {
            let enumerated = more == 2 && credits.len() == 1;
            if let Some(last) = credits.last_mut() {
                last.join = if enumerated { "," } else { dice.pick(&JOINS) };
            }
            credits.push(credit(&guest));
        }
    }
    credits
}

/// Somebody of the same scene, if a few tries find one.
fn guest(seed: u64, artists: usize, maker: &Artist, dice: &mut Dice) -> Option<Artist> {
    (0..12)
        .map(|_| artist(seed, dice.below(artists)))
        .find(|guest| std::ptr::eq(guest.scene, maker.scene) && guest.index != maker.index)
}

fn variation(maker: &Artist, dice: &mut Dice) -> String {
    let name = plain(&maker.name);
    match name.split_once(' ') {
        Some((given, rest)) if maker.person && dice.chance(0.7) => {
            format!("{}. {rest}", given.chars().next().unwrap_or('X'))
        }
        _ => name.to_uppercase(),
    }
}

fn labels(seed: u64, maker: &Artist, year: i64, dice: &mut Dice) -> Vec<Label> {
    let scene = maker.scene;
    if year > 1985 && dice.chance(0.06) {
        return vec![Label {
            id: LABELS.id(seed, 1_000 + maker.index),
            name: format!("Not On Label ({} Self-released)", plain(&maker.name)),
            catno: "none".to_owned(),
        }];
    }
    let home = match dice.chance(0.75) {
        true => maker.index % scene.labels.len(),
        false => dice.below(scene.labels.len()),
    };
    let mut labels = vec![label(seed, scene, home, year, dice)];
    match dice.below(100) {
        0..=6 => {
            let mut twin = labels[0].clone();
            twin.catno = format!("{}-{}", twin.catno, ["A", "ST", "2", "LP"][dice.below(4)]);
            labels.push(twin);
        }
        7..=13 => labels.push(label(seed, scene, (home + 1) % scene.labels.len(), year, dice)),
        _ => {}
    }
    labels
}

fn label(seed: u64, scene: &Scene, place: usize, year: i64, dice: &mut Dice) -> Label {
    let (name, letters) = scene.labels[place];
    let number = dice.between(1, 40) + (year - 1950).max(0) * 40;
    let catno = match dice.below(100) {
        0..=1 => "none".to_owned(),
        _ if letters.ends_with(['-', ' ']) => format!("{letters}{number:04}"),
        2..=40 => format!("{letters}-{number}"),
        41..=70 => format!("{letters}{:03}", number % 1000),
        _ => format!("{letters} {number}"),
    };
    let scene_place = SCENES.iter().position(|other| std::ptr::eq(*other, scene)).unwrap_or(0);
    Label { id: LABELS.id(seed, scene_place * 20 + place), name: name.to_owned(), catno }
}
