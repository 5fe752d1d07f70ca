//! Who made what, by name: thinking of every album for every search would cost more than what is measured against it.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::discogs::barcode;
use crate::world::World;
use crate::world::album::Album;
use crate::world::artist::{Artist, plain};

/// Beyond these a collection is for measuring, not for searching.
const MOST: usize = 20_000;

#[derive(Debug, Default)]
pub(crate) struct Catalogue(Mutex<Names>);

#[derive(Debug, Default)]
struct Names {
    albums: usize,
    by_title: HashMap<String, Vec<usize>>,
    by_artist: HashMap<String, Vec<usize>>,
    by_barcode: HashMap<String, usize>,
}

/// Letters and digits in lower case and without marks, one space between words; as with Spotify, `Øyer` is `oyer`, and
/// quotes do not divide a word.
pub(crate) fn fold(text: &str) -> String {
    let bare: String = text.to_lowercase().nfkd().filter(|c| !is_combining_mark(*c) && !"'’".contains(*c)).collect();
    let spelt = [("æ", "ae"), ("œ", "oe"), ("ß", "ss"), ("þ", "th"), ("ð", "d"), ("ø", "o"), ("ł", "l")];
    let bare = spelt.iter().fold(bare, |text, (letter, spelt)| text.replace(letter, spelt));
    let words = bare.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join(" ")
}

/// Whether the words of `part` stand in `text`; both folded.
pub(crate) fn holds(text: &str, part: &str) -> bool {
    !part.is_empty() && format!(" {text} ").contains(&format!(" {part} "))
}

impl Catalogue {
    fn with<T>(&self, world: &World, look: impl FnOnce(&Names) -> T) -> T {
        let mut names = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        names.learn(world);
        look(&names)
    }

    /// Albums by one of their titles.
    pub(crate) fn titled(&self, world: &World, title: &str) -> Vec<Album> {
        let found = self.with(world, |names| names.by_title.get(&fold(title)).cloned().unwrap_or_default());
        found.into_iter().filter_map(|index| world.album(index)).collect()
    }

    /// Albums of every artist whom the text names.
    pub(crate) fn by_artists_in(&self, world: &World, text: &str) -> Vec<Album> {
        let text = fold(text);
        let found: Vec<usize> = self.with(world, |names| {
            let named = names.by_artist.iter().filter(|(name, _)| holds(&text, name));
            named.flat_map(|(_, albums)| albums.iter().copied()).collect()
        });
        found.into_iter().filter_map(|index| world.album(index)).collect()
    }

    /// The artists whom the text names, each once.
    pub(crate) fn artists_in(&self, world: &World, text: &str) -> Vec<Artist> {
        let mut artists: Vec<Artist> = self.by_artists_in(world, text).into_iter().map(|album| album.artist).collect();
        artists.sort_by_key(|artist| artist.id);
        artists.dedup_by_key(|artist| artist.id);
        artists
    }

    /// The album that bears this barcode.
    pub(crate) fn barcoded(&self, world: &World, code: &str) -> Option<Album> {
        let found = self.with(world, |names| names.by_barcode.get(code).copied());
        world.album(found?)
    }
}

impl Names {
    /// Albums are only ever added.
    fn learn(&mut self, world: &World) {
        while self.albums < world.album_count().min(MOST) {
            let index = self.albums;
            self.albums += 1;
            let Some(album) = world.album(index) else {
                continue;
            };
            let parts = album.title.split(" = ").chain([album.title.as_str()]);
            for title in parts.map(fold) {
                let albums = self.by_title.entry(title).or_default();
                if albums.last() != Some(&index) {
                    albums.push(index);
                }
            }
            self.by_artist.entry(fold(plain(&album.artist.name))).or_default().push(index);
            self.by_barcode.insert(barcode(&album), index);
        }
    }
}
