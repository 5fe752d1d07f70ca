#![allow(clippy::unwrap_used)]
use super::*;
use crate::fold;
use crate::spelling::of_name;
use serde_json::{Value, json};

fn vectors() -> Value {
    serde_json::from_str(include_str!("vectors.json")).unwrap()
}

fn rows<'a>(vectors: &'a Value, name: &str) -> impl Iterator<Item = (String, &'a Value)> {
    let rows = vectors[name].as_array().unwrap().iter();
    rows.map(|row| (row[0].as_str().unwrap().to_owned(), &row[1]))
}

fn holdings(vectors: &Value, list: &str) -> Vec<Holding> {
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let texts = |value: &Value| value.as_array().unwrap().iter().map(text).collect();
    let number = |value: &Value| Some(value.as_i64().unwrap()).filter(|number| *number > 0);
    let holding = |row: &Value| Holding {
        id: ReleaseId(row[0].as_i64().unwrap()),
        master_id: number(&row[1]).map(MasterId),
        title: text(&row[2]),
        artist: text(&row[3]),
        year: number(&row[4]).map(|year| i32::try_from(year).unwrap()),
        formats: text(&row[5]),
        label: text(&row[6]),
        catnos: texts(&row[7]),
        barcodes: texts(&row[8]),
        copies: Vec::new(),
    };
    vectors["index"][list].as_array().unwrap().iter().map(holding).collect()
}

fn answer((albums, wants): &(Vec<Holding>, Vec<Holding>), text: &str) -> Value {
    let Some(question) = Question::parse(text) else { return Value::Null };
    let mut search = Search::new(question);
    albums.iter().for_each(|album| search.look_at(album.clone()));
    wants.iter().for_each(|want| search.look_at_want(want.clone()));
    let mut answer = search.end(Scope::default());
    let works = answer.works();
    let of_works = albums.iter().filter(|album| album.master_id.is_some_and(|master| works.contains(&master)));
    answer.add_pressings(of_works.cloned().collect());
    let ids = |holdings: &[Holding]| holdings.iter().map(|holding| holding.id.0).collect::<Vec<_>>();
    let mut said = match answer.verdict {
        Verdict::Have { releases, works } => json!({"verdict": "have", "releases": releases, "works": works}),
        Verdict::OtherPressing => json!({"verdict": "pressing"}),
        Verdict::Not => json!({"verdict": "not"}),
    };
    match answer.wanted {
        Wanted::Asked(asked) => said["wanted"] = json!(asked),
        Wanted::OtherPressing => said["wanted"] = json!("pressing"),
        Wanted::Not => {}
    }
    let lists =
        [("have", answer.have), ("pressings", answer.pressings), ("wants", answer.wants), ("near", answer.near)];
    for (name, holdings) in lists.iter().filter(|(_, holdings)| !holdings.is_empty()) {
        said[*name] = json!(ids(holdings));
    }
    said
}

#[test]
fn words_are_folded_as_the_script_folds_them() {
    for (text, expected) in rows(&vectors(), "words") {
        assert_eq!(fold::words(&text).join(" "), expected.as_str().unwrap(), "{text}");
    }
}

#[test]
fn words_have_the_other_spellings_that_the_script_gives() {
    let vectors = vectors();
    for (text, expected) in rows(&vectors, "asked") {
        let question = Question::parse(&text).unwrap();
        let spelt = question.words().iter().map(|word| word.spellings().collect::<Vec<_>>().join(" "));
        assert_eq!(json!(spelt.collect::<Vec<_>>()), *expected, "{text}");
    }
    for (text, expected) in rows(&vectors, "named") {
        let spellings: Vec<String> = of_name(&text).into_iter().collect();
        assert_eq!(spellings.join(" "), expected.as_str().unwrap(), "{text}");
    }
}

#[test]
fn a_barcode_is_its_digits_however_it_is_printed() {
    for (text, expected) in rows(&vectors(), "barcodes") {
        assert_eq!(barcode_digits(&text).as_deref(), expected.as_str(), "{text}");
    }
}

#[test]
fn questions_have_the_answers_that_the_script_gives() {
    let vectors = vectors();
    let lists = (holdings(&vectors, "albums"), holdings(&vectors, "wants"));
    for (text, expected) in rows(&vectors, "questions") {
        assert_eq!(answer(&lists, &text), *expected, "{text}");
    }
}

#[test]
fn only_the_closest_are_shown_and_all_are_counted() {
    let holdings: Vec<Holding> = (1..=50)
        .map(|id| Holding {
            id: ReleaseId(id),
            master_id: Some(MasterId(7)),
            title: format!("Volume {id:02}"),
            ..holdings(&vectors(), "albums")[0].clone()
        })
        .collect();
    let mut search = Search::new(Question::parse("miles volume").unwrap());
    holdings.iter().rev().for_each(|holding| search.look_at(holding.clone()));
    let answer = search.clone().end(Scope::default());
    assert_eq!(answer.verdict, Verdict::Have { releases: 50, works: 1 });
    assert_eq!(answer.have.iter().map(|holding| holding.id.0).collect::<Vec<_>>(), (1..=20).collect::<Vec<_>>());
    assert_eq!(answer.works(), []);
    let answer = search.end(Scope { answering: 4_000, ..Scope::default() });
    assert_eq!(answer.verdict, Verdict::Have { releases: 4_000, works: 1 }, "more than could be looked at");
}
