#![allow(clippy::unwrap_used)]
use super::super::query::ask_text;
use super::*;
use crate::i18n::Lang;
use rstest::rstest;

fn ask(query: &str) -> Result<AlbumQuery, WebError> {
    ask_text::<AlbumParams>(query)
}

#[test]
fn nothing_asked_is_the_newest_thirty() {
    assert_eq!(ask("").unwrap(), AlbumQuery::default());
    let empty = "page=&page_size=&search=&artist=&format=&genre=&style=&label=&year=&decade=&support=&sort=&order=";
    assert_eq!(ask(empty).unwrap(), AlbumQuery::default());
}

#[test]
fn every_parameter_is_read() {
    let query = "page=3&page_size=100&search=kind+of%20blue&artist=Miles+Davis&format=LP&genre=Jazz&style=Modal\
                 &label=1866&year=1959&decade=1955&support=vinyle&sort=year&order=asc";
    let expected = AlbumQuery {
        search: Some("kind of blue".into()),
        artist: Some(Named::Name("Miles Davis".into())),
        label: Some(Named::Id(LabelId(1866))),
        format: Some("LP".into()),
        genre: Some("Jazz".into()),
        style: Some("Modal".into()),
        year: Some(1959),
        decade: Some(1950),
        support: Some(Support::Vinyl),
        sort: Sort::Year,
        order: Order::Ascending,
        page: 3,
        page_size: 100,
    };
    assert_eq!(ask(query).unwrap(), expected);
}

#[rstest]
#[case("sort=title", Order::Ascending)]
#[case("sort=added_at", Order::Descending)]
#[case("sort=rating", Order::Descending)]
#[case("sort=added&order=asc", Order::Ascending)]
fn each_sort_has_its_natural_order(#[case] query: &str, #[case] order: Order) {
    assert_eq!(ask(query).unwrap().order, order);
}

#[rstest]
#[case("page=0", "page", "“page” is “0”: a whole number from 1 up is expected.")]
#[case("page=-1", "page", "“page” is “-1”: a whole number from 1 up is expected.")]
#[case("page=two", "page", "“page” is “two”: a whole number from 1 up is expected.")]
#[case("page_size=101", "page_size", "“page_size” is “101”: a whole number from 1 to 100 is expected.")]
#[case("page_size=0", "page_size", "“page_size” is “0”: a whole number from 1 to 100 is expected.")]
#[case("year=19x9", "year", "“year” is “19x9”: a whole number from 1 to 9999 is expected.")]
#[case("decade=70s", "decade", "“decade” is “70s”: a whole number from 1 to 9999 is expected.")]
#[case("sort=colour", "sort", "“sort” is “colour”: one of added, artist, title, year, label, rating is expected.")]
#[case("order=up", "order", "“order” is “up”: one of asc, desc is expected.")]
fn a_bad_value_is_named(#[case] query: &str, #[case] name: &str, #[case] detail: &str) {
    let problem = ask(query).unwrap_err().problem(Lang::En);
    assert_eq!((problem.status, problem.code), (422, "invalid_parameter"));
    assert_eq!((problem.parameter.as_deref(), problem.detail.as_str()), (Some(name), detail));
}

#[test]
fn an_unknown_support_is_told_what_there_is() {
    let detail = ask("support=vynil").unwrap_err().problem(Lang::Fr).detail;
    assert!(detail.contains("vynil") && detail.contains("Vinyle") && detail.contains("MiniDisc"), "{detail}");
}

#[test]
fn an_unknown_name_is_told_what_there_is() {
    let problem = ask("pagesize=5").unwrap_err().problem(Lang::En);
    assert_eq!(problem.parameter.as_deref(), Some("pagesize"));
    assert!(problem.detail.contains("page_size"), "{}", problem.detail);
}
