//! Finding: searches that forgive, several values of a facet, counts, pressings, and what is owned.

use crate::support::{Fixture, ME, album, format, item, job};
use sillon_core::album::MatchedBy;
use sillon_core::collection::{Field, Folder, Item, Note};
use sillon_core::enrich::details::{Details, Identifier, Track};
use sillon_core::enrich::{Facet as Kind, Subject};
use sillon_core::id::{FieldId, FolderId, InstanceId, MasterId, ReleaseId};
use sillon_core::query::{AlbumQuery, Facet, Filter, Missing, NameQuery, Named, Order, Sort, Value, Years};
use sillon_core::shop::Question;
use sillon_store::{Finding, PageChanges};

on_both!(
    a_slip_of_the_finger_is_forgiven,
    fields_and_phrases_narrow_a_search,
    tracks_notes_and_barcodes_are_found,
    a_term_that_says_nothing_is_set_aside,
    values_of_a_facet_are_joined_by_or,
    facets_count_without_their_own_filters,
    pressings_stand_together_on_request,
    what_is_owned_is_told_by_barcode_number_or_title,
    what_is_learnt_later_is_found,
    a_name_given_later_is_known,
    a_name_is_found_in_every_spelling,
    a_title_of_signs_is_found,
    many_filters_by_name_are_counted_as_one_is,
);

async fn found(db: &Fixture, search: &str) -> (Vec<i64>, Option<String>) {
    let query = AlbumQuery {
        search: Some(search.to_owned()),
        sort: Sort::Title,
        order: Order::Ascending,
        ..AlbumQuery::default()
    };
    let found = db.reader().list_albums(ME, &query).await.unwrap();
    (found.list.items.iter().map(|album| album.release.id.0).collect(), found.corrected)
}

async fn filtered(db: &Fixture, filters: Vec<Filter>) -> Vec<i64> {
    let query = AlbumQuery { filters, order: Order::Ascending, ..AlbumQuery::default() };
    let found = db.reader().list_albums(ME, &query).await.unwrap();
    found.list.items.iter().map(|album| album.release.id.0).collect()
}

/// Keeps details as a worker does.
async fn detail(db: &Fixture, id: i64, details: Details) {
    let subject = Subject::Release(ReleaseId(id));
    db.store.claim(Kind::Details, &[subject], "me", 1, 2).await.unwrap();
    let document = serde_json::to_string(&details).unwrap();
    let finding = Finding { value: "", source: "discogs", score: None, trace: None, version: 1 };
    assert!(db.store.keep_details(subject, "me", &document, &finding, 1).await.unwrap());
}

fn barcode(value: &str) -> Identifier {
    Identifier { kind: "Barcode".into(), value: value.into(), description: String::new() }
}

fn track(title: &str) -> Track {
    Track { title: title.into(), ..Track::default() }
}

async fn a_slip_of_the_finger_is_forgiven(db: Fixture) {
    db.add(&[
        album(1, "Miles Davis", "Kind of Blue"),
        album(2, "The Beatles", "Abbey Road"),
        album(3, "Кино", "Группа крови"),
        album(4, "Dave Davies", "Chosen People"),
        album(5, "R.E.M.", "Murmur"),
    ])
    .await;
    let corrected = |text: &str| Some(text.to_owned());
    let cases: [(&str, &[i64], Option<String>); 14] = [
        ("beatels", &[2], corrected("beatles")),
        ("beatl", &[2], None),
        ("baetl", &[2], corrected("beatles")),
        ("eatles", &[2], corrected("beatles")),
        ("miles davsi", &[1], corrected("miles davis")),
        // Somebody has the word, but not with the other.
        ("miles davies", &[1], corrected("miles davis")),
        ("davies", &[4], None),
        ("групна", &[3], corrected("группа")),
        ("kidn of blue", &[1], corrected("kind of blue")),
        ("mlies davsi", &[1], corrected("miles davis")),
        ("artist:beatels abbey", &[2], corrected("artist:beatles abbey")),
        // Short words are too many; two slips are too far; what is quoted or left out is meant.
        ("ref", &[], None),
        ("baetels", &[], None),
        ("\"beatels\"", &[], None),
    ];
    for (text, expected, corrected) in cases {
        assert_eq!(found(&db, text).await, (expected.to_vec(), corrected), "{text:?}");
    }
}

/// By list, counts of facets, artists and what is owned.
async fn a_name_is_found_in_every_spelling(db: Fixture) {
    let names: [(&str, &[&str]); 15] = [
        ("AC/DC", &["acdc", "AC/DC", "ac dc", "ac-dc", "AC⚡DC", "\"ac dc\""]),
        ("R.E.M.", &["rem", "R.E.M.", "r e m", "r.e.m", "\"r e m\""]),
        ("N.W.A", &["nwa", "n w a", "N.W.A."]),
        ("a-ha", &["aha", "a-ha", "a ha"]),
        ("T. Rex", &["trex", "t rex", "t. rex", "t-rex", "T.Rex"]),
        ("Guns N' Roses", &["guns n' roses", "guns n roses", "gunsnroses", "guns'n'roses"]),
        ("Wu-Tang Clan", &["wu tang", "wutang", "wu-tang clan", "wutang clan"]),
        ("Jay-Z", &["jay z", "jayz", "jay-z"]),
        ("P!nk", &["p!nk", "pink", "pnk"]),
        ("Ke$ha", &["ke$ha", "kesha"]),
        ("Sunn O)))", &["sunn o", "sunno", "sunn o)))"]),
        ("MGMT", &["mgmt", "m.g.m.t", "m g m t"]),
        ("L'Impératrice", &["imperatrice", "l'impératrice", "limperatrice", "l imperatrice"]),
        ("+/-", &["+/-", "+ / -", "+/"]),
        ("Blink-182", &["blink 182", "blink182", "blink-182"]),
    ];
    let items: Vec<_> = (1..).zip(&names).map(|(id, (name, _))| album(id, name, "Titel")).collect();
    db.add(&items).await;
    for (id, (name, spellings)) in (1..).zip(names) {
        for spelling in spellings {
            assert_eq!(found(&db, spelling).await, (vec![id], None), "{spelling:?} for {name}");
            let query = AlbumQuery { search: Some((*spelling).to_owned()), ..AlbumQuery::default() };
            let facets = db.reader().facets(ME, &query).await.unwrap();
            let artists = facets.iter().find(|counts| counts.facet == Facet::Artist).unwrap();
            assert_eq!(artists.values.len(), 1, "{spelling:?} for {name}");
            if !spelling.contains('"') {
                let names = NameQuery { search: Some((*spelling).to_owned()), page: 1, page_size: 10 };
                let artists = db.reader().list_artists(ME, &names).await.unwrap();
                assert_eq!(
                    artists.items.iter().map(|card| card.name.as_str()).collect::<Vec<_>>(),
                    [name],
                    "{spelling:?}"
                );
                let owned = db.reader().find_owned(ME, spelling).await.unwrap();
                assert_eq!(
                    owned.exact.iter().map(|album| album.release.id.0).collect::<Vec<_>>(),
                    [id],
                    "{spelling:?}"
                );
                let question = Question::parse(spelling).unwrap();
                let answer = db.reader().find_in_shop(ME, &question).await.unwrap();
                // There each word may be the beginning of a longer one, of the label too.
                assert!(answer.have.iter().any(|held| held.id.0 == id), "{spelling:?} in a shop");
            }
        }
    }
}

async fn a_title_of_signs_is_found(db: Fixture) {
    let titles = ["( )", "!!!", "+", "÷", "*", "...", "#1's", "=", "???", "Miles & Davis", "&"];
    let items: Vec<_> = (1..).zip(titles).map(|(id, title)| album(id, "Somebody", title)).collect();
    db.add(&items).await;
    let cases: [(&str, &[i64]); 20] = [
        ("( )", &[1]),
        ("()", &[1]),
        ("title:( )", &[1]),
        ("somebody ( )", &[1]),
        ("!!!", &[2]),
        ("! ! !", &[2]),
        ("+", &[3]),
        ("÷", &[4]),
        ("*", &[5]),
        ("...", &[6]),
        ("…", &[6]),
        ("#1's", &[7]),
        ("=", &[8]),
        ("???", &[9]),
        // What is between words is asked for only where it is a name beside them.
        ("miles & davis", &[10]),
        ("somebody &", &[11]),
        // Nobody has these: nothing is found, and never everything.
        ("§§§", &[]),
        ("[ ]", &[]),
        ("\"\"", &[]),
        ("- -", &[]),
    ];
    for (text, expected) in cases {
        assert_eq!(found(&db, text).await, (expected.to_vec(), None), "{text:?}");
    }
}

async fn many_filters_by_name_are_counted_as_one_is(db: Fixture) {
    db.add(&[album(1, "Nina Simone", "Baltimore"), album(2, "808", "Newbuild"), album(3, "Can", "Tago Mago")]).await;
    let named = |name: &str| Filter::from(Value::Artist(Named::Name(name.into())));
    let number = Filter::from(Value::parse(Facet::Artist, "808").unwrap());
    let filters = vec![named("NINA SIMONE"), number.clone(), named("nobody"), named("nina simone")];
    assert_eq!(filtered(&db, filters.clone()).await, [1, 2]);
    let query = AlbumQuery { filters, ..AlbumQuery::default() };
    let facets = db.reader().facets(ME, &query).await.unwrap();
    let artists = facets.iter().find(|counts| counts.facet == Facet::Artist).unwrap();
    let mut counted: Vec<(&str, u64, bool)> =
        artists.values.iter().map(|value| (value.name.as_str(), value.albums, value.chosen)).collect();
    counted.sort_unstable();
    assert_eq!(counted, [("808", 1, true), ("Can", 1, false), ("Nina Simone", 1, true), ("nobody", 0, true)]);
    assert_eq!(filtered(&db, vec![Filter { exclude: true, ..number }]).await, [1, 3]);
}

async fn fields_and_phrases_narrow_a_search(db: Fixture) {
    let mut items = [
        album(1, "Miles Davis", "Kind of Blue"),
        album(2, "Jan Garbarek", "Blue Kind of Wind"),
        album(3, "Keith Jarrett", "The Köln Concert"),
        album(4, "Miles Kane", "Colour of the Trap"),
    ];
    for (item, (label, year, genre)) in items.iter_mut().zip([
        ("Columbia", 1959, "Jazz"),
        ("ECM Records", 1976, "Jazz"),
        ("ECM Records", 1975, "Jazz"),
        ("Blue Note (2)", 2011, "Rock"),
    ]) {
        item.release.labels[0].name = label.into();
        (item.release.year, item.release.genres) = (Some(year), vec![genre.into()]);
    }
    items[2].release.formats = vec![format("CD", &["Album"])];
    db.add(&items).await;
    let cases: [(&str, &[i64]); 19] = [
        ("\"kind of blue\"", &[1]),
        ("\"of blue\" miles", &[1]),
        ("kind of blue", &[2, 1]),
        ("\"blue note\"", &[4]),
        ("label:\"blue note\"", &[4]),
        ("label:ecm", &[2, 3]),
        ("label:ecm year:1970-75", &[3]),
        ("year:1970s", &[2, 3]),
        ("year:197", &[2, 3]),
        ("year:1959", &[1]),
        ("label:ecm format:lp", &[2]),
        ("-genre:jazz", &[4]),
        ("miles -genre:rock", &[1]),
        ("miles -kane", &[1]),
        ("genre:rock genre:jazz miles", &[4, 1]),
        ("artiste:miles", &[4, 1]),
        ("title:miles", &[]),
        ("koln format:cd", &[3]),
        ("\"jan garbarek\"", &[2]),
    ];
    for (text, expected) in cases {
        assert_eq!(found(&db, text).await, (expected.to_vec(), None), "{text:?}");
    }
}

async fn tracks_notes_and_barcodes_are_found(db: Fixture) {
    let mut items = [item(1, 10), item(2, 20), item(3, 30)];
    items[0].copy.notes.push(Note { field_id: FieldId(4), value: "Signed by the whole band".into() });
    items[2].release.credits[0].anv = "The Third Man".into();
    db.add(&items).await;
    let of = |title: &str, number: &str| Details {
        tracks: vec![track("Intro"), Track { sub_tracks: vec![track(title)], ..track("Suite") }],
        identifiers: vec![barcode(number)],
        country: Some("UK & Europe".into()),
        ..Details::default()
    };
    detail(&db, 20, of("So What Now", "0 12394-14477 7")).await;
    detail(&db, 30, of("Now So What", "5 012394 144777")).await;
    let cases: [(&str, &[i64]); 15] = [
        ("signed band", &[10]),
        ("\"whole band\"", &[10]),
        ("\"signed band\"", &[]),
        ("notes:flea", &[10, 20, 30]),
        ("near", &[]),
        ("so what", &[20, 30]),
        ("\"so what now\"", &[20]),
        ("track:\"now so\"", &[30]),
        ("-\"now so\" intro", &[20]),
        ("012394144777", &[20]),
        ("12394144777", &[20]),
        ("5 012394 144777", &[30]),
        ("barcode:5012394144777", &[30]),
        ("\"third man\"", &[30]),
        ("country:uk", &[20, 30]),
    ];
    for (text, expected) in cases {
        assert_eq!(found(&db, text).await.0, expected, "{text:?}");
    }
}

async fn a_term_that_says_nothing_is_set_aside(db: Fixture) {
    db.add(&[album(1, "A", "Moon"), album(2, "B", "Sun")]).await;
    let query = AlbumQuery { search: Some("year:soon moon foo:bar".into()), ..AlbumQuery::default() };
    let answer = db.reader().list_albums(ME, &query).await.unwrap();
    assert_eq!(answer.list.total, 0);
    let query = AlbumQuery { search: Some("year:soon moon".into()), ..AlbumQuery::default() };
    let answer = db.reader().list_albums(ME, &query).await.unwrap();
    assert_eq!((answer.list.total, answer.mistakes.len()), (1, 1));
    assert_eq!((answer.mistakes[0].facet, answer.mistakes[0].text.as_str()), (Facet::Year, "soon"));
}

/// Five albums that differ in what facets are about.
fn shelf() -> [Item; 5] {
    let mut items = [item(1, 1), item(2, 2), item(3, 3), item(4, 4), item(5, 5)];
    let genres: [&[&str]; 5] = [&["Rock"], &["Jazz"], &["Rock", "Jazz"], &["Pop"], &[]];
    for (item, genres) in items.iter_mut().zip(genres) {
        item.release.genres = genres.iter().map(ToString::to_string).collect();
        item.release.year = Some(1970 + i32::try_from(item.release.id.0).unwrap() * 4);
        item.copy.folder_id = Some(FolderId(item.release.id.0 % 2 + 1));
    }
    items[4].release.year = None;
    items[4].copy.rating = None;
    (items[3].release.cover_url, items[3].release.thumb_url) = (None, None);
    items[1].copy.notes = vec![
        Note { field_id: FieldId(1), value: "Mint (M)".into() },
        Note { field_id: FieldId(4), value: "Shelf A".into() },
    ];
    items
}

async fn values_of_a_facet_are_joined_by_or(db: Fixture) {
    db.add(&shelf()).await;
    let folders = [Folder { id: FolderId(1), name: "Jazz".into() }, Folder { id: FolderId(2), name: "Élan".into() }];
    db.store.add_directory(ME, &folders, &[], 1).await.unwrap();
    let genre = |name: &str| Filter::from(Value::Genre(name.into()));
    let not = |value: Value| Filter { value, exclude: true };
    let cases: [(Vec<Filter>, &[i64]); 15] = [
        (vec![genre("rock"), genre("pop")], &[1, 3, 4]),
        (vec![genre("rock"), genre("pop"), not(Value::Genre("Jazz".into()))], &[1, 4]),
        (vec![not(Value::Genre("Jazz".into()))], &[1, 4, 5]),
        (vec![genre("rock"), Value::Year(Years { first: 1980, last: 1999 }).into()], &[3]),
        (vec![Value::Decade(1970).into(), Value::Decade(1980).into()], &[1, 2, 3, 4]),
        (vec![Value::Folder(Named::Id(FolderId(2))).into()], &[1, 3, 5]),
        (vec![Value::Folder(Named::Name("elan".into())).into()], &[1, 3, 5]),
        (vec![Value::Rating(0).into()], &[5]),
        (vec![Value::Rating(4).into(), Value::Rating(0).into()], &[1, 2, 3, 4, 5]),
        (vec![Value::Missing(Missing::Year).into()], &[5]),
        (vec![Value::Missing(Missing::Cover).into()], &[4]),
        (vec![Value::Missing(Missing::Cover).into(), Value::Missing(Missing::Year).into()], &[4, 5]),
        (vec![Value::Field(FieldId(1), "mint (m)".into()).into()], &[2]),
        (vec![Value::Field(FieldId(4), "Shelf A".into()).into()], &[2]),
        (vec![not(Value::Field(FieldId(1), "Near Mint (NM or M-)".into()))], &[2]),
    ];
    for (filters, expected) in cases {
        assert_eq!(filtered(&db, filters.clone()).await, expected, "{filters:?}");
    }
    assert_eq!(found(&db, "folder:elan").await.0, [1, 3, 5]);
    assert_eq!(found(&db, "-folder:jazz").await.0, [1, 3, 5]);
    assert_eq!(found(&db, "missing:cover").await.0, [4]);
    assert_eq!(found(&db, "media:mint -media:near").await.0, [2]);
}

async fn facets_count_without_their_own_filters(db: Fixture) {
    db.add(&shelf()).await;
    let fields = [Field { id: FieldId(4), name: "Place".into() }];
    db.store.add_directory(ME, &[Folder { id: FolderId(2), name: "Élan".into() }], &fields, 1).await.unwrap();
    let counted = async |filters: Vec<Filter>, facet: Facet| {
        let query = AlbumQuery { filters, ..AlbumQuery::default() };
        let facets = db.reader().facets(ME, &query).await.unwrap();
        let counts = facets.into_iter().find(|counts| counts.facet == facet);
        let values = counts.map(|counts| counts.values).unwrap_or_default();
        let shown = values.into_iter().map(|value| {
            let chosen = if value.chosen { "*" } else { "" };
            format!("{}{chosen} {}", value.name, value.albums)
        });
        shown.collect::<Vec<_>>().join(", ")
    };
    let jazz = || vec![Value::Genre("jazz".into()).into()];
    assert_eq!(counted(vec![], Facet::Genre).await, "Jazz 2, Rock 2, Pop 1");
    assert_eq!(counted(jazz(), Facet::Genre).await, "Jazz* 2, Rock 2, Pop 1");
    assert_eq!(counted(jazz(), Facet::Decade).await, "1970 1, 1980 1");
    assert_eq!(counted(vec![], Facet::Decade).await, "1970 2, 1980 2");
    assert_eq!(counted(vec![], Facet::Folder).await, "Élan 3, 1 2");
    assert_eq!(counted(vec![], Facet::Rating).await, "4 4, 0 1");
    assert_eq!(counted(vec![], Facet::MEDIA).await, "Near Mint (NM or M-) 4, Mint (M) 1");
    assert_eq!(counted(vec![], Facet::Field(FieldId(4))).await, "Shelf A 1");
    assert_eq!(counted(vec![], Facet::Missing).await, "cover 1, description 5, link 5, details 5, year 1");
    assert_eq!(counted(vec![], Facet::Support).await, "Vinyle 5");
    let nobody = vec![Value::Genre("Polka".into()).into()];
    assert_eq!(counted(nobody, Facet::Genre).await, "Jazz 2, Rock 2, Pop 1, Polka* 0");
    let facets = db.reader().facets(ME, &AlbumQuery::default()).await.unwrap();
    let place = facets.iter().find(|counts| counts.facet == Facet::Field(FieldId(4))).unwrap();
    assert_eq!(place.name.as_deref(), Some("Place"));
}

async fn pressings_stand_together_on_request(db: Fixture) {
    let titles = ["Aladdin", "Blackstar", "Changes", "Diamond", "Earthling"];
    let mut items: Vec<Item> = (1..).zip(titles).map(|(id, title)| album(id, "Bowie", title)).collect();
    for (item, master) in items.iter_mut().zip([7, 8, 7, 0, 8]) {
        item.release.master_id = (master > 0).then_some(MasterId(master));
    }
    db.add(&items).await;
    let listed = async |order: Order, page: u32| {
        let query =
            AlbumQuery { by_master: true, sort: Sort::Title, order, page, page_size: 2, ..AlbumQuery::default() };
        let list = db.reader().list_albums(ME, &query).await.unwrap().list;
        assert_eq!(list.total, 5);
        list.items.iter().map(|album| album.release.id.0).collect::<Vec<_>>()
    };
    let pages =
        [listed(Order::Ascending, 1).await, listed(Order::Ascending, 2).await, listed(Order::Ascending, 3).await];
    assert_eq!(pages.concat(), [1, 3, 2, 5, 4]);
    let pages =
        [listed(Order::Descending, 1).await, listed(Order::Descending, 2).await, listed(Order::Descending, 3).await];
    assert_eq!(pages.concat(), [5, 2, 4, 3, 1]);
}

async fn what_is_owned_is_told_by_barcode_number_or_title(db: Fixture) {
    let mut items =
        [album(1, "Miles Davis", "Kind of Blue"), album(2, "Miles Davis", "Kind of Blue"), album(3, "A", "Other")];
    for item in &mut items[..2] {
        item.release.master_id = Some(MasterId(7));
    }
    items[0].release.labels[0].catno = "CL 1355".into();
    items[1].release.labels[0].catno = "PC-8163".into();
    db.add(&items).await;
    detail(&db, 2, Details { identifiers: vec![barcode("0 74646-49352 1")], ..Details::default() }).await;
    type Case<'a> = (&'a str, Option<MatchedBy>, &'a [i64], &'a [i64]);
    let cases: [Case<'_>; 9] = [
        ("074646493521", Some(MatchedBy::Barcode), &[2], &[1]),
        ("0074646493521", Some(MatchedBy::Barcode), &[2], &[1]),
        ("74646 49352-1", Some(MatchedBy::Barcode), &[2], &[1]),
        ("cl1355", Some(MatchedBy::Catno), &[1], &[2]),
        ("PC 8163", Some(MatchedBy::Catno), &[2], &[1]),
        ("kind of blue", Some(MatchedBy::Title), &[1, 2], &[]),
        ("davis other", None, &[], &[]),
        ("999999999999", None, &[], &[]),
        ("", None, &[], &[]),
    ];
    for (text, matched_by, exact, pressings) in cases {
        let owned = db.reader().find_owned(ME, text).await.unwrap();
        let ids =
            |albums: &[sillon_core::album::Album]| albums.iter().map(|album| album.release.id.0).collect::<Vec<_>>();
        assert_eq!(owned.matched_by, matched_by, "{text:?}");
        assert_eq!((ids(&owned.exact), ids(&owned.pressings)), (exact.to_vec(), pressings.to_vec()), "{text:?}");
    }
    let owned = db.reader().find_owned(ME, "kind of bleu").await.unwrap();
    assert_eq!((owned.corrected.as_deref(), owned.exact.len()), (Some("kind of blue"), 2));
}

async fn what_is_learnt_later_is_found(db: Fixture) {
    db.add(&[item(1, 10), item(2, 20)]).await;
    let missing = async |missing: Missing| filtered(&db, vec![Value::Missing(missing).into()]).await;
    assert_eq!(missing(Missing::Link).await, [10, 20]);
    let subject = Subject::Release(ReleaseId(10));
    db.store.choose(Kind::Links, subject, Some("https://open.spotify.com/album/1"), 1).await.unwrap();
    assert_eq!(missing(Missing::Link).await, [20]);
    db.store.choose(Kind::Links, subject, None, 2).await.unwrap();
    assert_eq!(missing(Missing::Link).await, [10, 20]);
    assert_eq!(missing(Missing::Details).await, [10, 20]);
    detail(&db, 20, Details { original_year: Some(1959), ..Details::default() }).await;
    assert_eq!(missing(Missing::Details).await, [10]);
    assert_eq!(filtered(&db, vec![Value::OriginalYear(Years::one(1959)).into()]).await, [20]);
    let by_original = AlbumQuery { sort: Sort::OriginalYear, order: Order::Ascending, ..AlbumQuery::default() };
    let listed = db.reader().list_albums(ME, &by_original).await.unwrap().list.items;
    assert_eq!(listed.iter().map(|album| album.release.id.0).collect::<Vec<_>>(), [20, 10]);
    // A further copy, in another folder.
    let mut second = item(9, 10);
    second.copy.instance_id = InstanceId(9);
    second.copy.folder_id = Some(FolderId(5));
    let changes = PageChanges { new_copies: std::slice::from_ref(&second), ..PageChanges::default() };
    db.store.add_page(ME, &job(2), &changes, 5).await.unwrap();
    let folder = |id: i64| vec![Filter::from(Value::Folder(Named::Id(FolderId(id))))];
    assert_eq!((filtered(&db, folder(1)).await, filtered(&db, folder(5)).await), (vec![10, 20], vec![10]));
    assert_eq!(db.reader().stats(ME).await.unwrap().copies, 3);
}

async fn a_name_given_later_is_known(db: Fixture) {
    db.add(&[item(1, 10)]).await;
    assert_eq!(found(&db, "folder:jazz").await.0, [] as [i64; 0]);
    db.store.add_directory(ME, &[Folder { id: FolderId(1), name: "Jazz".into() }], &[], 1).await.unwrap();
    assert_eq!(found(&db, "folder:jazz").await.0, [10]);
}
