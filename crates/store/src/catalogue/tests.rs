//! The catalogue against a plain model: albums in a list, looked through one by one and sorted by what they are.

use super::entry::{Heard, Known, Source, part, texts, words_in};
use super::index::{Directory, Index, NamesById, Taken};
use super::select::Selection;
use super::terms::{Verified, has_phrase, parts};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::{select, subsequence};
use sillon_core::credit::Credit;
use sillon_core::fold;
use sillon_core::format::{Format, supports};
use sillon_core::id::{ArtistId, FieldId, FolderId, LabelId, MasterId, ReleaseId};
use sillon_core::label::LabelLine;
use sillon_core::query::search::{Asked, Search, Term};
use sillon_core::query::words::{Word, compact, index_words};
use sillon_core::query::{Facet, Filter, Missing, Named, Order, Sort, Value, Years};
use sillon_core::release::Release;
use std::cmp::Ordering;
use std::collections::BTreeMap;

const WORDS: [&str; 8] = ["moon", "Moor", "blue", "élan", "AC/DC", "坂本龍一", "R.E.M.", "7"];
const NAMES: [&str; 4] = ["The Moon", "Blue Élan (2)", "Various", "!!!"];
const GENRES: [&str; 3] = ["Rock", "Jazz", "Funk / Soul"];

fn text() -> impl Strategy<Value = String> {
    vec(select(&WORDS[..]), 0..4).prop_map(|words| words.join(" "))
}

fn release() -> impl Strategy<Value = Release> {
    let credits = vec((0..4_usize, option::of(text())), 0..3);
    let labels = vec((0..3_i64, select(&["CAT 12-3", "cat 12", "", "Moon"][..])), 0..3);
    let formats = vec(select(&["Vinyl", "CD", "Box Set"][..]), 0..3);
    let years = option::of(1968..1973);
    let genres = subsequence(&GENRES[..], 0..=3);
    (1..10_i64, option::of(1..4_i64), text(), years, credits, labels, formats, genres, any::<bool>()).prop_map(
        |(id, master, title, year, credits, labels, formats, genres, covered)| Release {
            id: ReleaseId(id),
            master_id: master.map(MasterId),
            title,
            year,
            cover_url: covered.then(String::new),
            thumb_url: None,
            credits: credits
                .into_iter()
                .map(|(artist, anv)| Credit {
                    artist_id: ArtistId(artist as i64),
                    name: NAMES[artist].into(),
                    anv: anv.unwrap_or_default(),
                    join: String::new(),
                })
                .collect(),
            labels: labels
                .into_iter()
                .map(|(id, catno)| LabelLine {
                    label_id: LabelId(id),
                    name: WORDS[id as usize].into(),
                    catno: catno.into(),
                })
                .collect(),
            formats: formats
                .into_iter()
                .map(|name| Format { name: name.into(), qty: 1, descriptions: vec!["LP".into()], text: String::new() })
                .collect(),
            genres: genres.into_iter().map(str::to_owned).collect(),
            styles: vec![],
        },
    )
}

fn source() -> impl Strategy<Value = Source> {
    let notes = vec((select(&[1_i64, 3, 4][..]), text()), 0..3);
    let details = option::of((vec(text(), 0..3), option::of(1968..1973), option::of(select(&["UK", "France"][..]))));
    let dates = option::of(0..3_i64);
    (
        release(),
        1..3_u32,
        dates,
        option::of(1..=5_u8),
        vec(1..3_i64, 0..3),
        notes,
        details,
        (any::<bool>(), proptest::bool::weighted(0.1)),
    )
        .prop_map(|(release, copies, added_at, rating, folders, notes, details, (has_link, is_archived))| Source {
            release,
            copies,
            added_at,
            rating,
            folders,
            notes: notes.into_iter().map(|(field, text)| (FieldId(field), text)).collect(),
            has_details: details.is_some(),
            is_archived,
            details: details.map(|(tracks, original_year, country)| Known {
                country: country.map(str::to_owned),
                original_year,
                tracks: tracks.into_iter().map(|title| Heard { title, sub_tracks: vec![] }).collect(),
                identifiers: vec![],
            }),
            has_cover: false,
            has_link,
            has_description: false,
        })
}

fn value() -> impl Strategy<Value = Value> {
    prop_oneof![
        select(&GENRES[..]).prop_map(|name| Value::Genre(name.to_uppercase())),
        select(&["vinyl", "LP"][..]).prop_map(|name| Value::Format(name.into())),
        (0..4_i64).prop_map(|id| Value::Artist(Named::Id(ArtistId(id)))),
        select(&["the moon", "blue elan"][..]).prop_map(|name| Value::Artist(Named::Name(name.into()))),
        (0..3_i64).prop_map(|id| Value::Label(Named::Id(LabelId(id)))),
        (1..3_i64).prop_map(|id| Value::Folder(Named::Id(FolderId(id)))),
        (1968..1973, 0..3).prop_map(|(first, more)| Value::Year(Years { first, last: first + more })),
        (1968..1973).prop_map(|year| Value::OriginalYear(Years::one(year))),
        select(&[1960, 1970][..]).prop_map(Value::Decade),
        (0..=5_u8).prop_map(Value::Rating),
        select(&Missing::ALL[..]).prop_map(Value::Missing),
        select(&["UK", "france"][..]).prop_map(|name| Value::Country(name.into())),
        text().prop_map(|text| Value::Field(FieldId(4), text)),
    ]
}

fn filter() -> impl Strategy<Value = Filter> {
    (value(), any::<bool>()).prop_map(|(value, exclude)| Filter { value, exclude })
}

fn search() -> impl Strategy<Value = String> {
    let term = prop_oneof![
        select(&WORDS[..]).prop_map(str::to_owned),
        "[mbrc]",
        (text()).prop_map(|text| format!("\"{text}\"")),
        select(&WORDS[..]).prop_map(|word| format!("-{word}")),
        select(&["title:", "artist:", "label:", "track:", "notes:", "genre:", "folder:", "catno:"][..])
            .prop_flat_map(|field| select(&WORDS[..]).prop_map(move |word| format!("{field}{word}"))),
        select(&["year:1970", "year:1969-", "genre:jazz", "-genre:rock", "cat12", "12-3", "folder:jazz"][..])
            .prop_map(str::to_owned),
    ];
    vec(term, 0..3).prop_map(|terms| terms.join(" "))
}

/// Albums as they stand after all was written.
type Model = BTreeMap<i64, Source>;

fn directory() -> Directory {
    let fields = vec![(FieldId(4), "Shelf".into())];
    Directory { folders: [(1, "Jazz".to_owned())].into(), fields, ..Directory::default() }
}

fn build(batches: &[Vec<Source>]) -> (Index, Model) {
    let (mut index, mut model) = (Index::default(), Model::new());
    index.directory = directory();
    let artists: NamesById = (0..).zip(NAMES.map(str::to_owned)).collect();
    let labels: NamesById = (0..).zip(WORDS.map(str::to_owned)).collect();
    for batch in batches {
        // As the database gives them: an album once in a batch.
        let batch: Model = batch.iter().map(|source| (source.release.id.0, source.clone())).collect();
        let taken: Vec<Taken> = batch.values().map(Taken::from).collect();
        index.take_in(taken, &artists, &labels);
        model.extend(batch);
        model.retain(|_, source| !source.is_archived);
    }
    (index, model)
}

fn has_words(source: &Source, parts: &[char], words: &[Word]) -> bool {
    let in_texts = |word: &Word| {
        let one_spelling = Word { also: vec![], ..word.clone() };
        let numbers = source.release.labels.iter().filter_map(|label| compact(&label.catno));
        let numbers = numbers.filter(|number| parts.contains(&part::NUMBER) && one_spelling.is_met_by(number));
        let texts = texts(source);
        let mut texts = texts.iter().filter(|(part, _)| parts.contains(part));
        let meets = |part: &char, held: &String| {
            if part::SPELT.contains(part) { word.is_met_by(held) } else { one_spelling.is_met_by(held) }
        };
        numbers.count() > 0 || texts.any(|(part, text)| words_in(*part, text).iter().any(|held| meets(part, held)))
    };
    words.iter().all(in_texts)
}

fn has_term(source: &Source, term: &Term) -> bool {
    match &term.asked {
        Asked::Words { part, words, phrase: true, .. } if words.len() > 1 => {
            texts(source).iter().any(|(held, text)| parts(*part).contains(held) && has_phrase(text, words))
        }
        Asked::Words { part, words, compact, .. } => {
            let number = |compact: &Word| has_words(source, &[part::NUMBER], std::slice::from_ref(compact));
            has_words(source, parts(*part), words) || compact.as_ref().is_some_and(number)
        }
        Asked::Named { facet, words, .. } => {
            let names: Vec<&str> = match facet {
                Facet::Genre => source.release.genres.iter().map(String::as_str).collect(),
                Facet::Folder if source.folders.contains(&1) => vec!["Jazz"],
                _ => vec![],
            };
            names.iter().any(|name| words.iter().all(|word| index_words(name).iter().any(|held| word.is_met_by(held))))
        }
        Asked::Values { values, .. } => values.iter().any(|value| has_value(source, value)),
    }
}

fn has_value(source: &Source, value: &Value) -> bool {
    let Source { release, .. } = source;
    let same = |one: &str, other: &str| fold::fold(one.trim()) == fold::fold(other.trim());
    let year = release.year.unwrap_or_default();
    match value {
        Value::Genre(name) => release.genres.iter().any(|held| same(held, name)),
        Value::Format(name) => release
            .formats
            .iter()
            .any(|format| same(&format.name, name) || format.descriptions.iter().any(|held| same(held, name))),
        Value::Support(support) => supports(&release.formats).contains(support),
        Value::Artist(Named::Id(id)) => release.credits.iter().any(|credit| credit.artist_id == *id),
        Value::Artist(Named::Name(name)) => {
            release.credits.iter().any(|credit| same(sillon_core::credit::display_name(&credit.name), name))
        }
        Value::Label(Named::Id(id)) => release.labels.iter().any(|label| label.label_id == *id),
        Value::Folder(Named::Id(id)) => source.folders.contains(&id.0),
        Value::Year(years) => release.year.is_some() && years.contains(year),
        Value::Decade(first) => release.year.is_some() && (*first..first + 10).contains(&year),
        Value::OriginalYear(years) => {
            source.details.as_ref().and_then(|details| details.original_year).is_some_and(|year| years.contains(year))
        }
        Value::Rating(stars) => source.rating.unwrap_or_default() == *stars,
        Value::Country(name) => {
            source.details.as_ref().and_then(|details| details.country.as_ref()).is_some_and(|held| same(held, name))
        }
        Value::Field(field, text) => {
            source.notes.iter().any(|(held, note)| held == field && !note.trim().is_empty() && same(note, text))
        }
        Value::Missing(missing) => match missing {
            Missing::Cover => release.cover_url.is_none(),
            Missing::Description => true,
            Missing::Link => !source.has_link,
            Missing::Details => source.details.is_none(),
            Missing::Year => release.year.is_none(),
        },
        other => unreachable!("{other:?} is not asked here"),
    }
}

fn is_found(source: &Source, search: &Search) -> bool {
    let by_number =
        search.compact.as_ref().is_some_and(|compact| has_words(source, &[part::NUMBER], &[Word::new(compact, true)]));
    let facet = |term: &Term| match &term.asked {
        Asked::Named { facet, .. } => Some(*facet),
        Asked::Values { values, .. } => Some(values[0].facet()),
        Asked::Words { .. } => None,
    };
    let asked = || search.terms.iter().filter(|term| !term.exclude);
    let all = asked().all(|term| match facet(term) {
        None => has_term(source, term),
        of => asked().filter(|other| facet(other) == of).any(|other| has_term(source, other)),
    });
    let excluded = search.terms.iter().any(|term| term.exclude && has_term(source, term));
    (all || by_number) && !excluded
}

fn passes(source: &Source, filters: &[Filter]) -> bool {
    let excluded = filters.iter().any(|filter| filter.exclude && has_value(source, &filter.value));
    let asked = || filters.iter().filter(|filter| !filter.exclude);
    let all = asked().all(|filter| {
        let facet = filter.value.facet();
        asked().filter(|other| other.value.facet() == facet).any(|other| has_value(source, &other.value))
    });
    all && !excluded
}

fn compare(sort: Sort, order: Order, one: &Source, other: &Source) -> Ordering {
    let key = |name: &str| fold::sort_key(name);
    let artist = |source: &Source| {
        let credit = source.release.credits.first();
        (
            credit.map(|credit| key(credit.display_name())).unwrap_or_default(),
            source.release.year,
            key(&source.release.title),
        )
    };
    let label = |source: &Source| {
        let label = source.release.labels.first();
        label.map(|label| (key(label.display_name()), fold::fold(&label.catno))).unwrap_or_default()
    };
    let original = |source: &Source| source.details.as_ref().and_then(|details| details.original_year);
    let ids = one.release.id.cmp(&other.release.id);
    let dates = one.added_at.cmp(&other.added_at).then(ids);
    // What is unknown comes last, whichever end is first.
    let known = |one: Option<i64>, other: Option<i64>| match order {
        Order::Ascending => one.is_none().cmp(&other.is_none()).then(one.cmp(&other)).then(dates),
        Order::Descending => one.cmp(&other).then(dates),
    };
    let years = |year: Option<i32>| year.map(i64::from);
    let ascending = match sort {
        Sort::Added => dates,
        Sort::Artist => artist(one).cmp(&artist(other)).then(ids),
        Sort::Title => key(&one.release.title).cmp(&key(&other.release.title)).then(ids),
        Sort::Label => label(one).cmp(&label(other)).then(ids),
        Sort::Year => known(years(one.release.year), years(other.release.year)),
        Sort::OriginalYear => known(years(original(one)), years(original(other))),
        Sort::Rating => known(one.rating.map(Into::into), other.rating.map(Into::into)),
    };
    if order == Order::Descending { ascending.reverse() } else { ascending }
}

/// What the database would be asked about phrases.
fn verify(index: &Index, model: &Model, search: &Search) -> Verified {
    let doubtful = index.doubtful(search).into_iter().map(|(term, ids)| {
        let Asked::Words { part, words, .. } = &search.terms[term].asked else {
            unreachable!("only phrases are doubted")
        };
        let has = |id: &i64| {
            texts(&model[id]).iter().any(|(held, text)| parts(*part).contains(held) && has_phrase(text, words))
        };
        (term, ids.into_iter().filter(has).collect())
    });
    doubtful.collect()
}

fn selected(index: &Index, model: &Model, text: &str, filters: &[Filter]) -> (Search, Selection, bool) {
    let search = Search::parse(text, &index.directory.fields);
    let searched = index.search(&search, &verify(index, model, &search));
    let corrected = !searched.corrections.is_empty();
    let selection = index.select(&searched, filters);
    (search, selection, corrected)
}

fn sorts() -> impl Strategy<Value = (Sort, Order)> {
    (select(&Sort::ALL[..]), select(&[Order::Ascending, Order::Descending][..]))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn finds_what_looking_through_all_finds(
        batches in vec(vec(source(), 0..6), 0..6),
        text in search(),
        filters in vec(filter(), 0..4),
        (sort, order) in sorts(),
        first in 0..4_usize,
        most in 1..6_usize,
    ) {
        let (index, model) = build(&batches);
        let (search, selection, corrected) = selected(&index, &model, &text, &filters);
        let found: Vec<&Source> = model.values().filter(|source| is_found(source, &search)).collect();
        if corrected {
            prop_assert!(found.is_empty(), "{text:?} was corrected though it finds something");
            return Ok(());
        }
        let mut found: Vec<&Source> = found.into_iter().filter(|source| passes(source, &filters)).collect();
        found.sort_by(|one, other| compare(sort, order, one, other));
        let expected: Vec<i64> = found.iter().map(|source| source.release.id.0).collect();
        let set = selection.all();
        prop_assert_eq!(set.len(), expected.len(), "{:?}", search);
        prop_assert_eq!(index.page(&set, (sort, order), 0, 100), expected.clone(), "{:?} {:?} {:?}", search, sort, order);
        let page: Vec<i64> = expected.into_iter().skip(first).take(most).collect();
        prop_assert_eq!(index.page(&set, (sort, order), first, most), page);
    }

    #[test]
    fn counts_what_looking_through_all_counts(
        batches in vec(vec(source(), 0..6), 0..6),
        filters in vec(filter(), 0..4),
        value in value(),
    ) {
        let (index, model) = build(&batches);
        let (_, selection, _) = selected(&index, &model, "", &filters);
        let query = sillon_core::query::AlbumQuery { filters: filters.clone(), ..Default::default() };
        let others: Vec<Filter> =
            filters.into_iter().filter(|filter| filter.exclude || filter.value.facet() != value.facet()).collect();
        let expected = model.values().filter(|source| passes(source, &others) && has_value(source, &value)).count();
        for counts in index.facets(&query, &selection).iter().filter(|counts| counts.facet == value.facet()) {
            let same = |name: &str| fold::fold(name.trim()) == fold::fold(value.parameter().1.trim_start_matches("4:").trim());
            let counted = counts.values.iter().find(|counted| match &value {
                Value::Genre(_) | Value::Format(_) | Value::Country(_) | Value::Field(..) => same(&counted.name),
                _ => counted.value == value,
            });
            if !matches!(value, Value::Artist(Named::Name(_))) {
                prop_assert_eq!(counted.map_or(0, |counted| counted.albums), expected as u64, "{:?}", counts);
            }
        }
    }

    #[test]
    fn pressings_stand_together(batches in vec(vec(source(), 0..6), 0..6), (sort, order) in sorts()) {
        let (index, model) = build(&batches);
        let listed = index.page_by_master(&index.live, (sort, order), 0, 100);
        let mut sorted = listed.clone();
        sorted.sort_unstable();
        prop_assert_eq!(sorted, model.keys().copied().collect::<Vec<_>>());
        let mut masters: Vec<Option<i64>> = listed.iter().map(|id| model[id].release.master_id.map(|id| id.0)).collect();
        masters.dedup();
        let mut once = masters.iter().flatten().copied().collect::<Vec<_>>();
        once.sort_unstable();
        once.dedup();
        prop_assert_eq!(once.len(), masters.iter().flatten().count(), "{:?}", listed);
        for first in 0..listed.len() {
            let page = index.page_by_master(&index.live, (sort, order), first, 3);
            prop_assert_eq!(page.as_slice(), listed.get(first..(first + 3).min(listed.len())).unwrap());
        }
    }

    #[test]
    fn no_question_is_too_odd(batches in vec(vec(source(), 0..6), 0..3), text in "\\PC{0,16}") {
        let (index, model) = build(&batches);
        let _ = selected(&index, &model, &text, &[]);
        let _ = index.owned(&text);
    }
}
