//! An invented collection, and what can happen to it.

pub(crate) mod album;
pub(crate) mod artist;
mod change;
mod dates;
pub(crate) mod format;
pub(crate) mod ids;
pub(crate) mod scene;
pub(crate) mod shelf;
pub(crate) mod title;
mod want;

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use jiff::Timestamp;
use serde_json::{Map, Value};

use crate::dice::Dice;
use album::{Album, Plan, album};
use artist::{Artist, artist};
pub(crate) use dates::pacific;
use want::WANTED;
pub(crate) use want::Want;

const TOPIC: u64 = 4;

/// Where a copy's JSON comes from.
#[derive(Debug, Clone)]
pub(crate) enum Source {
    /// Album `index`, rendered when asked for.
    Invented(u32),
    /// As it stands.
    Raw(Arc<Value>),
}

#[derive(Debug, Clone)]
pub(crate) struct Copy {
    pub(crate) instance_id: i64,
    pub(crate) added_at: i64,
    pub(crate) source: Source,
}

/// A collector and the collection. Made from a seed, it holds a few numbers an album and thinks of the rest when asked;
/// or it serves the JSON items it was given, as they are.
#[derive(Debug, Clone)]
pub struct World {
    pub(crate) seed: u64,
    pub(crate) username: String,
    pub(crate) owner: bool,
    pub(crate) private: bool,
    pub(crate) folders: Vec<(i64, String)>,
    pub(crate) fields: Vec<Value>,
    /// Oldest first.
    pub(crate) copies: Vec<Copy>,
    /// Newest first.
    pub(crate) wants: Vec<Want>,
    thought_of: usize,
    pub(crate) patches: HashMap<i64, Map<String, Value>>,
    pub(crate) recovered: HashMap<i64, u32>,
    pub(crate) gone: HashSet<i64>,
    plans: Vec<Plan>,
    ranks: Vec<u32>,
    artists: usize,
    instances: i64,
}

impl World {
    /// `albums` different releases, one copy of each. The same seed and number give the same world, byte for byte.
    #[must_use]
    pub fn invent(seed: u64, albums: usize) -> Self {
        let mut world = Self::empty(seed);
        world.artists = (albums * 10 / 22).max(1);
        world.plans.reserve_exact(albums);
        world.copies.reserve_exact(albums);
        for at in dates::added(seed, albums) {
            let index = world.plan();
            world.keep(index, at);
        }
        world.want_some(albums / 9);
        world
    }

    /// A collection of these items, as Discogs' listing gives them, served verbatim; the newest first by their `date_added`,
    /// in the order given where that is missing or the same.
    #[must_use]
    pub fn from_items(items: Vec<Value>) -> Self {
        let mut world = Self::empty(0);
        world.copies = items.into_iter().rev().map(change::raw).collect();
        world.copies.sort_by_key(|copy| copy.added_at);
        world
    }

    fn empty(seed: u64) -> Self {
        Self {
            seed,
            username: "odile.sillon".to_owned(),
            owner: true,
            private: false,
            folders: shelf::default_folders(),
            fields: shelf::default_fields(),
            copies: Vec::new(),
            wants: Vec::new(),
            thought_of: 0,
            patches: HashMap::new(),
            recovered: HashMap::new(),
            gone: HashSet::new(),
            plans: Vec::new(),
            ranks: vec![0; scene::SCENES.len()],
            artists: 1,
            instances: 0,
        }
    }

    /// Second copies of `extra` releases, spread over the years.
    #[must_use]
    pub fn with_copies(mut self, extra: usize) -> Self {
        let mut dice = Dice::new(&[self.seed, TOPIC, extra as u64]);
        let owned = self.copies.len();
        let mut twins = Vec::new();
        for _ in 0..if owned == 0 { 0 } else { extra } {
            let one = &self.copies[dice.below(owned)];
            let later = &self.copies[dice.below(owned)];
            let (source, added_at) = (one.source.clone(), one.added_at.max(later.added_at) + 3);
            twins.push((source, added_at));
        }
        for (source, added_at) in twins {
            let instance_id = self.next_instance();
            self.copies.push(Copy { instance_id, added_at, source });
        }
        self.copies.sort_by_key(|copy| copy.added_at);
        self
    }

    /// Whether the token that the stand-ins accept belongs to the collection's owner, which is so by default.
    #[must_use]
    pub fn owner(mut self, owner: bool) -> Self {
        self.owner = owner;
        self
    }

    /// Whether only the owner may see the collection; everybody may by default.
    #[must_use]
    pub fn private(mut self, private: bool) -> Self {
        self.private = private;
        self
    }

    /// The collector's name.
    #[must_use]
    pub fn named(mut self, username: &str) -> Self {
        username.clone_into(&mut self.username);
        self
    }

    /// Other fields than the default ones, as `/collection/fields` lists them.
    #[must_use]
    pub fn with_fields(mut self, fields: Vec<Value>) -> Self {
        self.fields = fields;
        self
    }

    /// Other folders than the default ones: ids from 1 and names. 1 is the one for what is in no other.
    #[must_use]
    pub fn with_folders(mut self, folders: Vec<(i64, String)>) -> Self {
        self.folders = folders;
        self
    }

    fn plan(&mut self) -> u32 {
        let index = self.plans.len();
        let mut dice = Dice::new(&[self.seed, TOPIC, index as u64]);
        // Low numbers come up more often: some artists have a shelf of their own, many have one record.
        let maker = (dice.unit().powf(1.6) * self.artists as f64) as usize;
        let scene = artist(self.seed, maker).scene;
        let place = scene::SCENES.iter().position(|other| std::ptr::eq(*other, scene)).unwrap_or(0);
        self.plans.push(Plan { artist: maker as u32, rank: self.ranks[place] });
        self.ranks[place] += 1;
        index as u32
    }

    fn keep(&mut self, index: u32, added_at: i64) -> i64 {
        let instance_id = self.next_instance();
        self.copies.push(Copy { instance_id, added_at, source: Source::Invented(index) });
        instance_id
    }

    fn next_instance(&mut self) -> i64 {
        let mut dice = Dice::new(&[self.seed, TOPIC, self.instances.unsigned_abs(), 1]);
        self.instances += 1;
        64_000_000 + self.instances * 1_373 + dice.between(0, 1_300)
    }

    /// How many copies the collection holds.
    #[must_use]
    pub fn len(&self) -> usize {
        self.copies.len()
    }

    /// Whether the collection holds nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.copies.is_empty()
    }

    pub(crate) fn album(&self, index: usize) -> Option<Album> {
        if (WANTED..WANTED + self.thought_of).contains(&index) {
            return self.wanted(index);
        }
        let plan = *self.plans.get(index)?;
        Some(album(self.seed, self.artists, index, plan))
    }

    pub(crate) fn album_of_release(&self, release_id: i64) -> Option<Album> {
        self.album(ids::RELEASES.index(self.seed, release_id)?)
    }

    pub(crate) fn album_of_master(&self, master_id: i64) -> Option<Album> {
        self.album(ids::MASTERS.index(self.seed, master_id)?).filter(|album| album.master_id.is_some())
    }

    pub(crate) fn artist_of(&self, artist_id: i64) -> Option<Artist> {
        let index = ids::ARTISTS.index(self.seed, artist_id)?;
        (index < self.artists).then(|| artist(self.seed, index))
    }

    pub(crate) fn album_count(&self) -> usize {
        self.plans.len()
    }

    pub(crate) fn artist_count(&self) -> usize {
        self.artists
    }

    fn now(&self) -> i64 {
        let newest = self.copies.iter().map(|copy| copy.added_at).max().unwrap_or(0);
        Timestamp::now().as_second().max(newest + 1)
    }
}
