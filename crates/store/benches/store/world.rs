//! Invented items with the shape of real ones: about 1.15 credits, 1.2 labels, 1.2 formats, 1.2 genres, 2 styles and 2
//! notes each; artists and labels that come again.

use sillon_core::collection::{Copy, Item, Note};
use sillon_core::credit::Credit;
use sillon_core::enrich::details::{Details, Identifier, Track};
use sillon_core::enrich::{Facet, Subject};
use sillon_core::format::Format;
use sillon_core::id::{ArtistId, FieldId, FolderId, InstanceId, LabelId, MasterId, ReleaseId};
use sillon_core::label::LabelLine;
use sillon_core::release::Release;
use sillon_store::{Finding, Store};

const WORDS: [&str; 32] = [
    "Moon", "Blue", "Night", "River", "Élan", "Glass", "Harvest", "Static", "Velvet", "Signal", "Ænima", "Concrete",
    "Garden", "Mirror", "Echo", "Paper", "Winter", "Copper", "Shadow", "Ocean", "Machine", "Golden", "Silent", "Radio",
    "Ghost", "Summer", "Iron", "Desert", "Crystal", "Thunder", "Lonely", "Dancing",
];
pub(crate) const GENRES: [&str; 8] =
    ["Rock", "Electronic", "Jazz", "Pop", "Funk / Soul", "Classical", "Hip Hop", "Reggae"];

/// A small generator, so that every run measures the same collection.
pub(crate) struct Dice(pub(crate) u64);

impl Dice {
    pub(crate) fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % sides as u64) as usize
    }

    pub(crate) fn word(&mut self) -> &'static str {
        WORDS[self.roll(WORDS.len())]
    }
}

pub(crate) fn items(albums: usize) -> Vec<Item> {
    let mut dice = Dice(0x9e37_79b9_7f4a_7c15);
    (0..albums).map(|number| item(albums - number, &mut dice)).collect()
}

/// Newest first, as a listing gives them; release ids have nothing to do with that order.
fn item(number: usize, dice: &mut Dice) -> Item {
    let release = release(number, dice);
    let copy = Copy {
        instance_id: InstanceId(1_000_000_000 + number as i64 * 7),
        release_id: release.id,
        folder_id: Some(FolderId(1 + dice.roll(9) as i64)),
        rating: (dice.roll(3) == 0).then(|| 1 + dice.roll(5) as u8),
        added_at: Some(1_300_000_000_000 + number as i64 * 4_000_000),
        notes: [(1, "Near Mint (NM or M-)"), (2, "Very Good Plus (VG+)")]
            .map(|(field, value)| Note { field_id: FieldId(field), value: value.into() })
            .into(),
    };
    Item { release, copy }
}

fn release(number: usize, dice: &mut Dice) -> Release {
    // A bijection that scatters: multiplication by a number prime to 2^25.
    let id = ((number as i64 * 7_368_787) % (1 << 25)) + 1;
    let credits = 1 + usize::from(dice.roll(7) == 0);
    let cover = format!("https://i.discogs.com/{id:0>60}/rs:fit/g:sm/q:90/h:600/w:600/{id:0>90}.jpeg");
    let genre = dice.roll(GENRES.len()).min(dice.roll(GENRES.len()));
    let second_genre = (dice.roll(5) == 0).then(|| GENRES[(genre + 1) % GENRES.len()].to_owned());
    let second_format = (dice.roll(5) == 0).then(|| format("CD", &["Album", "Reissue"], ""));
    Release {
        id: ReleaseId(id),
        master_id: (dice.roll(20) > 0).then_some(MasterId(id / 3)),
        title: (0..=dice.roll(4)).map(|_| dice.word()).collect::<Vec<_>>().join(" "),
        year: (dice.roll(33) > 0).then(|| 1955 + dice.roll(70) as i32),
        thumb_url: Some(cover.replace("600", "150")),
        cover_url: Some(cover),
        credits: (0..credits).map(|_| credit(dice)).collect(),
        labels: (0..1 + usize::from(dice.roll(5) == 0)).map(|_| label(dice)).collect(),
        formats: std::iter::once(format("Vinyl", &["LP", "Album"], "180g")).chain(second_format).collect(),
        genres: std::iter::once(GENRES[genre].to_owned()).chain(second_genre).collect(),
        styles: (0..2).map(|_| format!("Style {}", dice.roll(300))).collect(),
    }
}

fn credit(dice: &mut Dice) -> Credit {
    let id = if dice.roll(20) == 0 { 194 } else { 1_000 + dice.roll(30_000) };
    let name = if id == 194 { "Various".into() } else { format!("The {} {}", WORDS[id % 32], WORDS[id / 32 % 32]) };
    Credit { artist_id: ArtistId(id as i64), name, anv: String::new(), join: ",".into() }
}

fn label(dice: &mut Dice) -> LabelLine {
    let id = 100 + dice.roll(8_000);
    let catno = format!("CAT {}-{}", dice.roll(9_000), dice.roll(9));
    LabelLine { label_id: LabelId(id as i64), name: format!("{} Records", WORDS[id % 32]), catno }
}

fn format(name: &str, descriptions: &[&str], text: &str) -> Format {
    let descriptions = descriptions.iter().map(ToString::to_string).collect();
    Format { name: name.into(), qty: 1, descriptions, text: text.into() }
}

/// Gives every album a track list and a barcode.
pub(crate) async fn detail(store: &Store, items: &[Item]) {
    let mut dice = Dice(0x7ac4);
    let began = std::time::Instant::now();
    for items in items.chunks(1_000) {
        let subjects: Vec<Subject> = items.iter().map(|item| Subject::Release(item.release.id)).collect();
        store.claim(Facet::Details, &subjects, "bench", 1, i64::MAX).await.unwrap();
        for subject in subjects {
            let title = |dice: &mut Dice| (0..=dice.roll(4)).map(|_| dice.word()).collect::<Vec<_>>().join(" ");
            let tracks = (0..12).map(|_| Track { title: title(&mut dice), ..Track::default() }).collect();
            let value = format!("5 0{:011}", dice.roll(1 << 33));
            let barcode = Identifier { kind: "Barcode".into(), value, description: String::new() };
            let details = Details {
                country: Some(["UK", "US", "France", "Germany", "Japan"][dice.roll(5)].to_owned()),
                original_year: Some(1955 + dice.roll(70) as i32),
                tracks,
                identifiers: vec![barcode],
                ..Details::default()
            };
            let document = serde_json::to_string(&details).unwrap();
            let finding = Finding { value: "", source: "discogs", score: None, trace: None, version: 1 };
            assert!(store.keep_details(subject, "bench", &document, &finding, 1).await.unwrap());
        }
    }
    println!("details of {} albums kept, one by one: {:.2?}", items.len(), began.elapsed());
}
