#![allow(clippy::unwrap_used)]
use super::*;
use proptest::prelude::*;
use rstest::rstest;

fn parse(text: &str) -> Search {
    Search::parse(text, &[(FieldId(4), "Shelf".into())])
}

/// A term in few signs, for tables.
fn shown(term: &Term) -> String {
    let words = |words: &[Word]| {
        let word = |word: &Word| format!("{}{}", word.text, if word.beginning { "*" } else { "" });
        words.iter().map(word).collect::<Vec<_>>().join(" ")
    };
    let asked = match &term.asked {
        Asked::Words { part, words: asked, compact, phrase, .. } => {
            let compact = compact.as_ref().map(|compact| format!("|{}", words(std::slice::from_ref(compact))));
            let (open, close) = if *phrase { ("\"", "\"") } else { ("", "") };
            let part = part.map_or(String::new(), |part| format!("{}=", part.as_str()));
            format!("{part}{open}{}{close}{}", words(asked), compact.unwrap_or_default())
        }
        Asked::Named { facet, words: asked, .. } => format!("{facet:?}~{}", words(asked)),
        Asked::Values { values, .. } => values.iter().map(|value| value.parameter().1).collect::<Vec<_>>().join("|"),
    };
    format!("{}{asked}", if term.exclude { "-" } else { "" })
}

#[rstest]
#[case("kind of blue", "kind, of, blue*")]
#[case("\"kind of blue\"", "\"kind of blue\"")]
#[case("\"kind of blu", "\"kind of blu*\"")]
#[case(
    "label:ecm year:1970-79 format:lp -genre:rock \"kind of blue\"",
    "label=ecm, 1970-1979, Format~lp, -Genre~rock, \"kind of blue\""
)]
#[case("AC/DC", "ac dc*")]
#[case("a-ha", "a ha*")]
#[case("-live", "-live*")]
#[case("- live", "symbolx2d, live*")]
#[case("R.E.M.", "rem*")]
#[case("388567-4 miles", "388567 4|3885674, miles*")]
#[case("12\" vinyl", "12, vinyl*")]
#[case("format:12\"", "Format~12*")]
#[case("artiste:\"Miles Davis\"", "artist=\"miles davis\"")]
#[case("barcode:5-012394-144777", "barcode=5012394144777*")]
#[case("année:197", "1970-1979")]
#[case("décennie:1970s", "1970")]
#[case("rating:4+", "4|5")]
#[case("rating:0", "0")]
#[case("missing:cov", "cover")]
#[case("sans:pochette", "cover")]
#[case("shelf:a3", "Field(FieldId(4))~a3*")]
#[case("foo:bar", "foo bar*")]
#[case("label:", "")]
#[case("http://x", "http x*")]
#[case("!!!", "symbolx21x21x21*")]
#[case("坂本龍一", "坂本 本龍 龍一*")]
#[case("", "")]
#[case("( )", "symbolx28x29*")]
#[case("()", "symbolx28x29*")]
#[case("title:( )", "title=symbolx28x29*")]
#[case("sigur rós ( )", "sigur, ros, symbolx28x29*")]
#[case("\"( )\"", "\"symbolx28x29\"")]
#[case("...", "symbolx2ex2ex2e*")]
#[case("÷", "symbolxf7*")]
#[case("#1's", "1s*")]
// Nothing in it can be looked for: it finds what is called so, and never everything.
#[case("\"\"", "symbolx22x22*")]
#[case("artist:", "")]
#[case("miles miles -miles -miles live", "miles, -miles, live*")]
fn reads_what_was_typed(#[case] text: &str, #[case] expected: &str) {
    let terms: Vec<String> = parse(text).terms.iter().map(shown).collect();
    assert_eq!(terms.join(", "), expected);
}

#[test]
fn the_whole_text_may_be_a_catalogue_number() {
    assert_eq!(parse("SD 19129").compact.as_deref(), Some("sd19129"));
    for other in ["abbey road", "label:x 12", "\"SD\" 12", "sd19129"] {
        assert_eq!(parse(other).compact, None, "{other}");
    }
}

#[rstest]
#[case("ac dc", &["acdc*", "acdc*"])]
#[case("ac dc live", &["acdc", "acdc", ""])]
#[case("AC/DC", &["acdc*", "acdc*"])]
#[case("r e m", &["rem*", "rem*", "rem*"])]
#[case("t. rex", &["trex*", "trex*"])]
#[case("p!nk", &["pink* pnk*", "pink* pnk*"])]
#[case("kind of blue", &["", "", ""])]
#[case("artist:ac dc", &["", ""])]
#[case("ac -dc", &["", ""])]
fn words_have_other_spellings(#[case] text: &str, #[case] expected: &[&str]) {
    let search = parse(text);
    let words = search.terms.iter().flat_map(|term| match &term.asked {
        Asked::Words { words, .. } => words.clone(),
        _ => Vec::new(),
    });
    let spelt = |word: Word| {
        let mut also: Vec<String> =
            word.also.iter().map(|other| format!("{}{}", other.text, if other.beginning { "*" } else { "" })).collect();
        also.sort();
        also.join(" ")
    };
    assert_eq!(words.map(spelt).collect::<Vec<_>>(), expected);
}

#[rstest]
#[case("year:abc miles", Facet::Year, "abc")]
#[case("year:1979-1970", Facet::Year, "1979-1970")]
#[case("rating:11", Facet::Rating, "11")]
#[case("missing:hope", Facet::Missing, "hope")]
fn a_value_that_says_nothing_is_named(#[case] text: &str, #[case] facet: Facet, #[case] value: &str) {
    assert_eq!(parse(text).mistakes, [Mistake { facet, text: value.into() }]);
    assert!(parse(text).terms.len() < 2);
}

#[test]
fn other_words_can_take_the_place_of_some() {
    let search = parse("label:ecm miels -rock davs");
    let taken = |term, taken: &str| Correction { term, word: 0, taken: taken.into() };
    assert_eq!(search.corrected(&[taken(1, "miles"), taken(3, "davis")]), "label:ecm miles -rock davis");
    assert_eq!(
        parse("Shelf:a3 miels").corrected(&[taken(1, "miles")]),
        "Shelf:a3 miles",
        "an own field keeps its name"
    );
    assert_eq!(parse("ac/dx").corrected(&[Correction { term: 0, word: 1, taken: "dc".into() }]), "ac dc");
}

/// Once the repeated term is gone, signs or words follow one another that did not before.
#[rstest]
#[case(
    "genrnoter:e:Fu nk/ enrnk/ SoulSoul nk/noter:e:Fu nk/ SoulSoul nk/ Soul",
    "genrnoter:e:Fu nk/ enrnk/ SoulSoul nk/noter:e:Fu nk/ nk/ Soul"
)]
#[case("x ( x ) y", "x () y")]
#[case("\"a b\" ( \"a b\" ) y", "\"a b\" () y")]
#[case("label:x ( étiquette:x ) y", "label:x () y")]
#[case("-live ac -live dc", "-live ac dc")]
#[case("m g m t", "m g m t")]
#[case("a .. note: !! b", "a ..!! b")]
fn what_is_said_twice_is_asked_once_and_reads_the_same(#[case] text: &str, #[case] expected: &str) {
    let search = parse(text);
    assert_eq!(search.to_string(), expected);
    assert_eq!(parse(expected).to_string(), expected);
}

#[test]
fn only_the_last_phrase_is_left_open() {
    assert_eq!(parse("\"並\"0").to_string(), "\"並\" 0");
    assert_eq!(parse("miles \"kind of").to_string(), "miles \"kind of");
}

fn typed() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        "\\PC{0,6}",
        "[a-z]{1,4}",
        Just("label:".to_owned()),
        Just("shelf:".to_owned()),
        Just("year:".to_owned()),
        Just("-".to_owned()),
        Just("\"".to_owned()),
        Just(" ".to_owned()),
        "[0-9]{1,4}",
    ];
    proptest::collection::vec(piece, 0..10).prop_map(|pieces| pieces.concat())
}

fn terms(search: &Search) -> Vec<(bool, Option<Part>, bool)> {
    let term = |term: &Term| match &term.asked {
        Asked::Words { part, phrase, .. } => (term.exclude, *part, *phrase),
        _ => (term.exclude, None, false),
    };
    search.terms.iter().map(term).collect()
}

proptest! {
    #[test]
    fn no_text_is_too_odd(text in typed()) {
        let _ = parse(&text).to_string();
    }

    #[test]
    fn whatever_is_typed_keeps_its_terms_and_its_form_once_it_is_written(text in typed()) {
        let search = Search { mistakes: Vec::new(), ..parse(&text) };
        let again = parse(&search.to_string());
        prop_assert_eq!(again.to_string(), search.to_string());
        // Only whether the last word is finished may be told by what stood behind it and asked for nothing.
        prop_assert_eq!(terms(&again), terms(&search));
        prop_assert!(again.mistakes.is_empty());
    }

    #[test]
    fn what_is_written_reads_the_same(text in "(-?(label:|year:|genre:|foo:)?([a-z0-9]{1,5}|\"[a-z ]{1,8}\") ){0,5}x") {
        let search = parse(&text);
        prop_assert_eq!(parse(&search.to_string()), search);
    }
}
