//! Who made the invented music.

use super::ids::ARTISTS;
use super::scene::{SCENES, Scene};
use crate::dice::Dice;

const TOPIC: u64 = 1;

/// Nobody in particular, as Discogs files it.
pub(crate) const VARIOUS: (i64, &str) = (194, "Various");
pub(crate) const UNKNOWN: (i64, &str) = (355, "Unknown Artist");
pub(crate) const NO_ARTIST: (i64, &str) = (118_760, "No Artist");

#[derive(Debug, Clone)]
pub(crate) struct Artist {
    pub(crate) id: i64,
    pub(crate) index: usize,
    /// As Discogs names it, with a number in brackets where others bear the same name.
    pub(crate) name: String,
    /// The name in another script.
    pub(crate) other_script: Option<String>,
    pub(crate) scene: &'static Scene,
    pub(crate) person: bool,
    /// The first year of recording.
    pub(crate) since: i64,
}

/// `native|other` taken apart.
pub(crate) fn halves(word: &str) -> (&str, Option<&str>) {
    word.split_once('|').map_or((word, None), |(native, other)| (native, Some(other)))
}

/// Artist `index` of a world: the scene by a wheel that every 67 artists turns once, the name by the artist's rank in it, so that
/// names come twice only when all combinations are used up.
pub(crate) fn artist(seed: u64, index: usize) -> Artist {
    let wheel: usize = SCENES.iter().map(|scene| scene.weight).sum();
    let mut place = (index % wheel * 29 + (seed % 67) as usize) % wheel;
    let mut scene = SCENES[0];
    for candidate in SCENES {
        scene = candidate;
        if place < candidate.weight {
            break;
        }
        place -= candidate.weight;
    }
    let rank = index / wheel * scene.weight + place;
    let mut dice = Dice::new(&[seed, TOPIC, index as u64]);
    let bands = scene.bands.len();
    let person = rank >= 2 * bands || rank % 2 == 1;
    let (name, other_script) = if person {
        person_name(scene, seed, rank, &mut dice)
    } else {
        script(scene, scene.bands[(rank / 2 + (seed % 1009) as usize) % bands])
    };
    let (first, last) = scene.years;
    let since = dice.between(first, first + (last - first) * 7 / 10);
    let name = match dice.chance(0.06) && !name.ends_with(')') {
        true => format!("{name} ({})", dice.between(2, 9)),
        false => name,
    };
    Artist { id: ARTISTS.id(seed, index), index, name, other_script, scene, person, since }
}

/// Discogs names Japanese artists in Latin letters, most others as they write themselves.
fn script(scene: &Scene, word: &str) -> (String, Option<String>) {
    match halves(word) {
        (native, Some(other)) if scene.family_first => (other.to_owned(), Some(native.to_owned())),
        (native, other) => (native.to_owned(), other.map(str::to_owned)),
    }
}

fn person_name(scene: &Scene, seed: u64, rank: usize, dice: &mut Dice) -> (String, Option<String>) {
    let product = scene.given.len() * scene.family.len() / scene.cultures;
    let number = (rank * 7919 + (seed % 10_007) as usize) % product;
    let place = number % scene.given.len();
    let culture = place % scene.cultures;
    let (given, other_given) = halves(scene.given[place]);
    let (family, other_family) = halves(scene.family[number / scene.given.len() * scene.cultures + culture]);
    let ensemble = match scene.cultures {
        1 => dice.pick(scene.ensembles),
        _ if dice.chance(0.6) => "{}",
        _ => scene.ensembles[culture],
    };
    let (native, other) = match (other_given, other_family) {
        (Some(g), Some(f)) if scene.family_first => (format!("{g} {f}"), Some(format!("{family}{given}"))),
        (Some(g), Some(f)) => (format!("{given} {family}"), Some(format!("{g} {f}"))),
        _ => (format!("{given} {family}"), None),
    };
    (ensemble.replace("{}", &native), other)
}

/// A name without the number that Discogs appends to tell namesakes apart.
pub(crate) fn plain(name: &str) -> &str {
    match name.rsplit_once(" (") {
        Some((plain, number)) if number.strip_suffix(')').is_some_and(|n| n.parse::<u32>().is_ok()) => plain,
        _ => name,
    }
}
