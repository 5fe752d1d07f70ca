//! Lists of albums by every question that the pages offer.

use crate::support::{Fixture, ME, album, credit, format, item, job};
use sillon_core::album::Album;
use sillon_core::collection::{Field, Folder, Item};
use sillon_core::format::Support;
use sillon_core::id::{AccountId, ArtistId, FieldId, FolderId, LabelId, MasterId, ReleaseId};
use sillon_core::query::{AlbumQuery, Filter, Named, Order, Sort, Value, Years};
use sillon_store::PageChanges;

on_both!(
    search_finds_names_as_people_type_them,
    search_joins_words_and_finds_labels_and_catalogue_numbers,
    each_filter_finds_its_albums,
    each_sort_goes_both_ways_with_the_unknown_last,
    pages_never_overlap_where_all_tie,
    an_album_shows_its_copies_and_pressings,
    another_account_sees_nothing,
);

async fn found(db: &Fixture, query: AlbumQuery) -> Vec<i64> {
    let page = db.reader().list_albums(ME, &query).await.unwrap().list;
    assert_eq!(page.total, page.items.len() as u64, "{query:?}");
    page.items.iter().map(|album| album.release.id.0).collect()
}

async fn search(db: &Fixture, text: &str) -> Vec<i64> {
    let search = Some(text.to_owned());
    found(db, AlbumQuery { search, sort: Sort::Title, order: Order::Ascending, ..AlbumQuery::default() }).await
}

async fn search_finds_names_as_people_type_them(db: Fixture) {
    let names = [
        (1, "AC/DC", "Back in Black"),
        (2, "a-ha", "Hunting High and Low"),
        (3, "R.E.M.", "Murmur"),
        (4, "!!!", "Thr!!!er"),
        (5, "†††", "EP †"),
        (6, "坂本龍一", "千のナイフ"),
        (7, "Кино", "Группа крови"),
        (8, "Björk", "Homogenic"),
        (9, "Jack White (2)", "Blunderbuss"),
        (10, "Cheap Trick", "O'Brien’s \"50%\" * (AND) NOT -x_"),
    ];
    db.add(&names.map(|(id, artist, title)| album(id, artist, title))).await;
    let cases: &[(&str, &[i64])] = &[
        ("ac/dc", &[1]),
        ("AC DC", &[1]),
        ("a-ha", &[2]),
        ("r.e.m.", &[3]),
        ("rem", &[3]),
        ("!!!", &[4]),
        ("†††", &[5]),
        ("坂本龍一", &[6]),
        ("坂本", &[6]),
        ("本龍", &[6]),
        ("坂", &[6]),
        ("一", &[6]),
        ("ナイフ", &[6]),
        ("坂一", &[]),
        ("кино", &[7]),
        ("КИН", &[7]),
        ("группа кро", &[7]),
        ("bjork", &[8]),
        ("BJÖ", &[8]),
        ("homo", &[8]),
        ("moge", &[]),
        ("white", &[9]),
        ("white 2", &[]),
        ("obriens 50", &[10]),
        ("\"and\" not", &[10]),
        ("' OR 1=1 --", &[]),
        ("\" * : ( ) ' \\ & | ! <->", &[]),
        ("   ", &[1, 6, 9, 10, 5, 8, 2, 3, 4, 7]),
    ];
    for (text, expected) in cases {
        let mut found = search(&db, text).await;
        found.sort_unstable();
        let mut expected = expected.to_vec();
        expected.sort_unstable();
        assert_eq!(found, expected, "{text:?}");
    }
}

async fn search_joins_words_and_finds_labels_and_catalogue_numbers(db: Fixture) {
    let mut first = album(1, "Miles Davis", "Kind of Blue");
    first.release.labels[0].name = "Columbia (3)".into();
    first.release.labels[0].catno = "388 567-4".into();
    let mut second = album(2, "Miles Davis", "Sketches of Spain");
    second.release.labels[0].catno = "SD19129".into();
    second.release.credits[0].anv = "M. Davis Sextet".into();
    db.add(&[first, second]).await;
    let cases: &[(&str, &[i64])] = &[
        ("miles", &[1, 2]),
        ("miles blue", &[1]),
        ("blue miles", &[1]),
        ("columbia dav", &[1]),
        ("388 567-4", &[1]),
        ("388567", &[1]),
        ("388567-4", &[1]),
        ("3885674", &[1]),
        ("567", &[1]),
        ("sd 19129", &[2]),
        ("SD-191", &[2]),
        ("sextet", &[2]),
        ("dav miles", &[]),
    ];
    for (text, expected) in cases {
        assert_eq!(search(&db, text).await, *expected, "{text:?}");
    }
}

async fn each_filter_finds_its_albums(db: Fixture) {
    let mut items = [item(1, 1), item(2, 2), item(3, 3), item(4, 4)];
    items[0].release.credits = vec![credit(72, "Björk"), credit(194, "Various")];
    items[1].release.credits.push(credit(72, "Björk"));
    items[1].release.labels[0].name = "One Little Indian (2)".into();
    items[1].release.formats = vec![format("All Media", &["Limited Edition"]), format("CD", &["Album"])];
    items[1].release.year = Some(1979);
    items[2].release.formats = vec![format("Vinyl", &["7\""]), format("CD", &[])];
    items[2].release.genres = vec!["Funk / Soul".into(), "Jazz".into()];
    items[2].release.year = Some(1980);
    items[3].release.formats = vec![];
    items[3].release.styles = vec!["Synth-pop".into()];
    items[3].release.year = None;
    db.add(&items).await;
    let named = |name: &str| Named::Name(name.into());
    let search = "title".to_owned();
    let cases: [(Vec<Value>, &[i64]); 17] = [
        (vec![], &[1, 2, 3, 4]),
        (vec![Value::Artist(Named::Id(ArtistId(72)))], &[1, 2]),
        (vec![Value::Artist(Named::Name("bjork".into()))], &[1, 2]),
        (vec![Value::Artist(Named::Name("bjo".into()))], &[]),
        (vec![Value::Artist(Named::Name("Various".into()))], &[1]),
        (vec![Value::Label(Named::Id(LabelId(2_003)))], &[3]),
        (vec![Value::Label(Named::Name("One LITTLE Indian".into()))], &[2]),
        (vec![Value::Format("vinyl".into())], &[1, 3]),
        (vec![Value::Format("lp".into())], &[1]),
        (vec![Value::Format("limited edition".into())], &[2]),
        (vec![Value::Genre("FUNK / soul".into())], &[3]),
        (vec![Value::Style("synth-pop".into())], &[4]),
        (vec![Value::Support(Support::Cd)], &[2, 3]),
        (vec![Value::Support(Support::Other)], &[4]),
        (vec![Value::Year(Years::one(1978))], &[1]),
        (vec![Value::Decade(1970)], &[1, 2]),
        (vec![Value::Artist(named("bjork")), Value::Genre("rock".into()), Value::Year(Years::one(1979))], &[2]),
    ];
    let ascending = || AlbumQuery { order: Order::Ascending, ..AlbumQuery::default() };
    for (values, expected) in cases {
        let filters = values.into_iter().map(Filter::from).collect();
        let query = AlbumQuery { filters, ..ascending() };
        assert_eq!(found(&db, query.clone()).await, expected, "{query:?}");
    }
    let filters = vec![Value::Support(Support::Vinyl).into(), Value::Decade(1980).into()];
    assert_eq!(found(&db, AlbumQuery { search: Some(search), filters, ..ascending() }).await, [3]);
}

async fn each_sort_goes_both_ways_with_the_unknown_last(db: Fixture) {
    let sleeve =
        |id: i64, artist: &str, title: &str, year: Option<i32>, rating: Option<u8>, label: &str, catno: &str| {
            let mut item = album(id, artist, title);
            item.release.year = year;
            item.copy.rating = rating;
            item.release.labels[0].name = label.into();
            item.release.labels[0].catno = catno.into();
            item.copy.added_at = (id != 3).then_some(1_000_000 - id);
            item
        };
    db.add(&[
        sleeve(1, "The Beatles", "Help!", Some(1965), Some(5), "Parlophone", "B"),
        sleeve(2, "ABBA", "Waterloo", None, None, "Polar", "A"),
        sleeve(3, "Élan", "The Return", Some(1965), Some(2), "Parlophone", "A"),
        sleeve(4, "The Beatles", "Abbey Road", Some(1969), None, "Apple", "Z"),
    ])
    .await;
    let cases: [(Sort, Order, [i64; 4]); 12] = [
        (Sort::Added, Order::Descending, [1, 2, 4, 3]),
        (Sort::Added, Order::Ascending, [3, 4, 2, 1]),
        (Sort::Artist, Order::Ascending, [2, 1, 4, 3]),
        (Sort::Artist, Order::Descending, [3, 4, 1, 2]),
        (Sort::Title, Order::Ascending, [4, 1, 3, 2]),
        (Sort::Title, Order::Descending, [2, 3, 1, 4]),
        (Sort::Year, Order::Ascending, [3, 1, 4, 2]),
        (Sort::Year, Order::Descending, [4, 1, 3, 2]),
        (Sort::Label, Order::Ascending, [4, 3, 1, 2]),
        (Sort::Label, Order::Descending, [2, 1, 3, 4]),
        (Sort::Rating, Order::Ascending, [3, 1, 4, 2]),
        (Sort::Rating, Order::Descending, [1, 3, 2, 4]),
    ];
    for (sort, order, expected) in cases {
        assert_eq!(
            found(&db, AlbumQuery { sort, order, ..AlbumQuery::default() }).await,
            expected,
            "{sort:?} {order:?}"
        );
    }
}

async fn pages_never_overlap_where_all_tie(db: Fixture) {
    let same = |id: i64| {
        let mut item = album(id, "Various", "Untitled");
        (item.copy.added_at, item.release.year, item.copy.rating) = (Some(7), None, None);
        item.release.labels.clear();
        item
    };
    db.add(&(1..=25).map(same).collect::<Vec<Item>>()).await;
    for sort in Sort::ALL {
        for order in [Order::Ascending, Order::Descending] {
            let mut seen: Vec<i64> = Vec::new();
            for page in 1..=4 {
                let query = AlbumQuery { sort, order, page, page_size: 10, ..AlbumQuery::default() };
                let list = db.reader().list_albums(ME, &query).await.unwrap().list;
                assert_eq!((list.total, list.pages()), (25, 3));
                seen.extend(list.items.iter().map(|album| album.release.id.0));
            }
            if order == Order::Descending && !matches!(sort, Sort::Year | Sort::Rating) {
                seen.reverse();
            }
            seen.sort_unstable();
            assert_eq!(seen, (1..=25).collect::<Vec<_>>(), "{sort:?} {order:?}");
        }
    }
}

async fn an_album_shows_its_copies_and_pressings(db: Fixture) {
    let mut items = [item(1, 10), item(2, 20), item(3, 30)];
    for item in &mut items[..2] {
        item.release.master_id = Some(MasterId(7));
    }
    items[0].copy.folder_id = Some(FolderId(5));
    db.add(&items).await;
    let second = item(9, 10);
    let changes = PageChanges { new_copies: std::slice::from_ref(&second), ..PageChanges::default() };
    db.store.add_page(ME, &job(2), &changes, 5_000).await.unwrap();
    let folders = [Folder { id: FolderId(5), name: "Jazz".into() }];
    let fields = [Field { id: FieldId(3), name: "Remarques".into() }];
    db.store.add_directory(ME, &folders, &fields, 1).await.unwrap();
    let renamed = [Folder { id: FolderId(5), name: "Renamed".into() }];
    db.store.add_directory(ME, &renamed, &[], 2).await.unwrap();

    let detail = db.reader().find_album(ME, ReleaseId(10)).await.unwrap().unwrap();
    assert_eq!(detail.album.release, items[0].release);
    assert_eq!(detail.pressings.iter().map(|album: &Album| album.release.id.0).collect::<Vec<_>>(), [20]);
    assert_eq!(detail.copies.len(), 2);
    let copy = &detail.copies[0];
    assert_eq!((copy.instance_id.0, &copy.folder), (1, &Some((FolderId(5), "Jazz".to_owned()))));
    let fields: Vec<(&str, &str)> =
        copy.fields.iter().map(|(name, note)| (name.as_str(), note.value.as_str())).collect();
    assert_eq!(fields, [("Media Condition", "Near Mint (NM or M-)"), ("Remarques", "From the flea market")]);
    assert_eq!(db.reader().find_album(ME, ReleaseId(99)).await.unwrap(), None);
}

async fn another_account_sees_nothing(db: Fixture) {
    db.add(&[item(1, 10)]).await;
    let other = AccountId(2);
    assert_eq!(db.reader().list_albums(other, &AlbumQuery::default()).await.unwrap().list.items, []);
    assert_eq!(db.reader().find_album(other, ReleaseId(10)).await.unwrap(), None);
    assert!(db.store.known(other).await.unwrap().copies.is_empty());
    let changes = PageChanges { new_albums: &[item(1, 10)], ..PageChanges::default() };
    db.store.add_page(other, &job(3), &changes, 1).await.unwrap();
    assert_eq!(db.reader().list_albums(other, &AlbumQuery::default()).await.unwrap().list.total, 1);
    assert_eq!(search(&db, "title").await, [10]);
}
