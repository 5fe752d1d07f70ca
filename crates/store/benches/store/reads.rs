//! How fast lists, searches and facets are answered: for each kind of question many random ones, their middle and the slowest
//! but one in a hundred.

use super::world::{Dice, GENRES};
use sillon_core::format::Support;
use sillon_core::id::{AccountId, ArtistId, FolderId, LabelId};
use sillon_core::query::{AlbumQuery, Filter, NameQuery, Named, Order, Sort, Value, Years};
use sillon_core::shop::Question;
use sillon_store::{Reader, Store};
use std::time::{Duration, Instant};

const ME: AccountId = AccountId::FIRST;
const ROUNDS: usize = 400;

type Ask = fn(&mut Dice) -> AlbumQuery;
type Say = fn(&mut Dice) -> String;

pub(crate) async fn measure(store: &Store) {
    let reader = store.reader();
    let before = resident();
    let began = Instant::now();
    let total = reader.list_albums(ME, &AlbumQuery::default()).await.unwrap().list.total;
    println!(
        "the catalogue of {total} albums: made in {:.2?}, {} MB more resident",
        began.elapsed(),
        resident() - before
    );
    let kinds: [(&str, Ask); 14] = [
        ("first pages, each sort", first_pages),
        ("any page, each sort", any_page),
        ("by master", |dice| AlbumQuery { by_master: true, ..any_page(dice) }),
        ("search, one letter", |dice| search(dice, |dice| dice.word().chars().take(1).collect())),
        ("search, two letters", |dice| search(dice, |dice| dice.word().chars().take(2).collect())),
        ("search, a word", |dice| search(dice, |dice| dice.word().to_owned())),
        ("search, two words", |dice| search(dice, |dice| format!("{} {}", dice.word(), dice.word()))),
        ("search, a phrase", |dice| search(dice, |dice| format!("\"{} {}\"", dice.word(), dice.word()))),
        ("search, a typo", |dice| search(dice, misspelt)),
        ("search, a typo and a word", |dice| search(dice, |dice| format!("{} {}", misspelt(dice), dice.word()))),
        ("search, nothing like it", |dice| search(dice, |dice| format!("xq{}zzyx", dice.roll(1_000)))),
        ("search, a catalogue number", |dice| search(dice, |dice| format!("CAT {}", dice.roll(9_000)))),
        ("search, fields", |dice| search(dice, fields)),
        ("filters", filtered),
    ];
    for (name, ask) in kinds {
        let mut dice = Dice(0x5eed);
        let took = rounds(async || drop(reader.list_albums(ME, &ask(&mut dice)).await.unwrap())).await;
        println!("list, {name}: {took}");
    }
    for (name, ask) in [kinds[0], kinds[3], kinds[5], kinds[8], kinds[13]] {
        let mut dice = Dice(0x5eed);
        let took = rounds(async || drop(reader.facets(ME, &ask(&mut dice)).await.unwrap())).await;
        println!("facets, {name}: {took}");
    }
    owned_and_artists(&reader).await;
}

async fn owned_and_artists(reader: &Reader) {
    let mut dice = Dice(0x5eed);
    let took = rounds(async || {
        let text =
            if dice.roll(2) == 0 { format!("CAT {}-{}", dice.roll(9_000), dice.roll(9)) } else { misspelt(&mut dice) };
        drop(reader.find_owned(ME, &text).await.unwrap());
    });
    println!("owned: {}", took.await);
    let kinds: [(&str, Say); 3] = [
        ("a catalogue number", |dice| format!("CAT {}-{}", dice.roll(9_000), dice.roll(9))),
        ("a word that many have", |dice| dice.word().to_owned()),
        ("a title and another number", |dice| format!("{} {} ZZ {}", dice.word(), dice.word(), dice.roll(9_000))),
    ];
    for (name, text) in kinds {
        let took = rounds(async || {
            let Some(question) = Question::parse(&text(&mut dice)) else { return };
            drop(reader.find_in_shop(ME, &question).await.unwrap());
        });
        println!("in a shop, {name}: {}", took.await);
    }
    for searched in [false, true] {
        let took = rounds(async || {
            let search = searched.then(|| dice.word().to_owned());
            let query = NameQuery { search, page: 1 + dice.roll(20) as u32, page_size: 100 };
            drop(reader.list_labels(ME, &query).await.unwrap());
        });
        println!("labels{}: {}", if searched { ", searched" } else { "" }, took.await);
    }
    for searched in [false, true] {
        let took = rounds(async || {
            let search = searched.then(|| dice.word().to_owned());
            let query = NameQuery { search, page: 1 + dice.roll(20) as u32, page_size: 30 };
            drop(reader.list_artists(ME, &query).await.unwrap());
        });
        println!("artists{}: {}", if searched { ", searched" } else { "" }, took.await);
    }
    println!("stats: {}", rounds(async || drop(reader.stats(ME).await.unwrap())).await);
}

fn sorted(dice: &mut Dice) -> AlbumQuery {
    let sort = Sort::ALL[dice.roll(Sort::ALL.len())];
    let order = if dice.roll(2) == 0 { Order::Ascending } else { Order::Descending };
    AlbumQuery { sort, order, page_size: 60, ..AlbumQuery::default() }
}

fn first_pages(dice: &mut Dice) -> AlbumQuery {
    AlbumQuery { page: 1 + dice.roll(10) as u32, ..sorted(dice) }
}

fn any_page(dice: &mut Dice) -> AlbumQuery {
    AlbumQuery { page: 1 + dice.roll(1_600) as u32, ..sorted(dice) }
}

fn search(dice: &mut Dice, text: impl FnOnce(&mut Dice) -> String) -> AlbumQuery {
    AlbumQuery { search: Some(text(dice)), ..sorted(dice) }
}

/// A word with two letters the wrong way round.
fn misspelt(dice: &mut Dice) -> String {
    let mut letters: Vec<char> = dice.word().chars().collect();
    let place = 1 + dice.roll(letters.len() - 2);
    letters.swap(place, place + 1);
    letters.into_iter().collect()
}

fn fields(dice: &mut Dice) -> String {
    let first = 1960 + dice.roll(50);
    format!("label:{} year:{first}-{} -genre:{} {}", dice.word(), first + 9, GENRES[dice.roll(3)], dice.word())
}

fn filtered(dice: &mut Dice) -> AlbumQuery {
    let mut filters: Vec<Filter> = Vec::new();
    for _ in 0..=dice.roll(3) {
        let value = match dice.roll(10) {
            0 => Value::Genre(GENRES[dice.roll(GENRES.len())].to_owned()),
            1 => Value::Style(format!("Style {}", dice.roll(300))),
            2 => Value::Format("LP".to_owned()),
            3 => Value::Support(Support::Vinyl),
            4 => Value::Decade(1960 + 10 * dice.roll(6) as i32),
            5 => Value::Year(Years::one(1960 + dice.roll(60) as i32)),
            6 => Value::Artist(Named::Id(ArtistId(1_000 + dice.roll(30_000) as i64))),
            7 => Value::Label(Named::Id(LabelId(100 + dice.roll(8_000) as i64))),
            8 => Value::Folder(Named::Id(FolderId(1 + dice.roll(9) as i64))),
            _ => Value::Rating(dice.roll(6) as u8),
        };
        filters.push(Filter { value, exclude: dice.roll(5) == 0 });
    }
    AlbumQuery { filters, ..sorted(dice) }
}

/// What the middle one and the slowest but one in a hundred took.
async fn rounds(mut work: impl AsyncFnMut()) -> String {
    let mut took: Vec<Duration> = Vec::with_capacity(ROUNDS);
    for _ in 0..ROUNDS {
        let began = Instant::now();
        work().await;
        took.push(began.elapsed());
    }
    took.sort_unstable();
    format!("p50 {:.2?}, p99 {:.2?}", took[ROUNDS / 2], took[ROUNDS * 99 / 100 - 1])
}

/// Memory of this process in MB, where the system tells.
fn resident() -> i64 {
    let pages = std::fs::read_to_string("/proc/self/statm").unwrap_or_default();
    let pages: i64 = pages.split(' ').nth(1).and_then(|pages| pages.parse().ok()).unwrap_or_default();
    pages * 4096 / 1_000_000
}
