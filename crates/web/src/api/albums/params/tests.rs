#![allow(clippy::unwrap_used)]
use super::super::super::query::ask_text;
use super::*;
use crate::i18n::Lang;
use rstest::rstest;
use sillon_core::format::Support;
use sillon_core::id::{FieldId, FolderId, LabelId};
use sillon_core::query::{Missing, Named, Years};

fn ask(query: &str) -> Result<AlbumQuery, WebError> {
    ask_text::<AlbumParams>(query).map(|question| question.query)
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
    let filters = [
        Value::Artist(Named::Name("Miles Davis".into())),
        Value::Label(Named::Id(LabelId(1866))),
        Value::Support(Support::Vinyl),
        Value::Format("LP".into()),
        Value::Genre("Jazz".into()),
        Value::Style("Modal".into()),
        Value::Decade(1950),
        Value::Year(Years::one(1959)),
    ];
    let expected = AlbumQuery {
        search: Some("kind of blue".into()),
        filters: filters.map(Filter::from).into(),
        sort: Sort::Year,
        order: Order::Ascending,
        by_master: false,
        page: 3,
        page_size: 100,
    };
    assert_eq!(ask(query).unwrap(), expected);
}

#[test]
fn a_facet_may_be_given_several_times_and_left_out() {
    let query = "genre=Jazz&genre=Rock&exclude=format:CD&year=1970-79&folder=3&media=Mint+(M)&field=4:Shelf+A&rating=0\
                 &missing=cover&country=France&original_year=1959&exclude=field:4:B&group=master&facets=true";
    let question = ask_text::<AlbumParams>(query).unwrap();
    let left_out = |value| Filter { value, exclude: true };
    let expected = [
        Value::Genre("Jazz".into()).into(),
        Value::Genre("Rock".into()).into(),
        Value::Year(Years { first: 1970, last: 1979 }).into(),
        Value::OriginalYear(Years::one(1959)).into(),
        Value::Country("France".into()).into(),
        Value::Folder(Named::Id(FolderId(3))).into(),
        Value::Field(FieldId(1), "Mint (M)".into()).into(),
        Value::Rating(0).into(),
        Value::Missing(Missing::Cover).into(),
        Value::Field(FieldId(4), "Shelf A".into()).into(),
        left_out(Value::Format("CD".into())),
        left_out(Value::Field(FieldId(4), "B".into())),
    ];
    assert_eq!(question.query.filters, expected);
    assert!(question.query.by_master && question.facets);
}

#[rstest]
#[case("sort=title", Order::Ascending)]
#[case("sort=original_year", Order::Ascending)]
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
#[case("year=19x9", "year", "“year” is “19x9”: a year is expected, or some in a row, as in 1970-79.")]
#[case("decade=70s", "decade", "“decade” is “70s”: a whole number from 0 to 9999 is expected.")]
#[case(
    "sort=colour",
    "sort",
    "“sort” is “colour”: one of added, artist, title, year, original_year, label, rating is expected."
)]
#[case("rating=6", "rating", "“rating” is “6”: a whole number from 0 to 5 is expected.")]
#[case("field=x", "field", "“field” is “x”: a field’s number, a colon and a text are expected, as in 4:Shelf A.")]
#[case("group=artist", "group", "“group” is “artist”: one of master is expected.")]
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
