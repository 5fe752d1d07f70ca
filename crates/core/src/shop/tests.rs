#![allow(clippy::unwrap_used)]
use super::*;
use crate::fold;
use serde_json::{Value, json};

fn vectors() -> Value {
    serde_json::from_str(include_str!("vectors.json")).unwrap()
}

fn rows<'a>(vectors: &'a Value, name: &str) -> impl Iterator<Item = (String, &'a Value)> {
    let rows = vectors[name].as_array().unwrap().iter();
    rows.map(|row| (row[0].as_str().unwrap().to_owned(), &row[1]))
}

fn holdings(vectors: &Value) -> Vec<Holding> {
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
    vectors["index"]["albums"].as_array().unwrap().iter().map(holding).collect()
}

fn answer(holdings: &[Holding], text: &str) -> Value {
    let Some(question) = Question::parse(text) else { return Value::Null };
    let mut search = Search::new(question);
    for holding in holdings {
        search.look_at(holding.clone());
    }
    let answer = search.end();
    let ids = |holdings: &[Holding]| holdings.iter().map(|holding| holding.id.0).collect::<Vec<_>>();
    let pressings = [ids(&answer.pressings), answer.further_pressings.iter().map(|id| id.0).collect()].concat();
    match answer.verdict {
        Verdict::Have { releases, works } => json!({
            "verdict": "have", "releases": releases, "works": works, "have": ids(&answer.have), "pressings": pressings
        }),
        Verdict::OtherPressing => json!({"verdict": "pressing", "have": ids(&answer.have), "pressings": pressings}),
        Verdict::Not if answer.near.is_empty() => json!({"verdict": "not"}),
        Verdict::Not => json!({"verdict": "not", "near": ids(&answer.near)}),
    }
}

#[test]
fn words_are_folded_as_the_script_folds_them() {
    for (text, expected) in rows(&vectors(), "words") {
        assert_eq!(fold::words(&text).join(" "), expected.as_str().unwrap(), "{text}");
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
    let holdings = holdings(&vectors);
    for (text, expected) in rows(&vectors, "questions") {
        assert_eq!(answer(&holdings, &text), *expected, "{text}");
    }
}

#[test]
fn only_the_closest_are_shown_and_all_are_counted() {
    let holdings: Vec<Holding> = (1..=50)
        .map(|id| Holding {
            id: ReleaseId(id),
            master_id: Some(MasterId(7)),
            title: format!("Volume {id:02}"),
            ..holdings(&vectors())[0].clone()
        })
        .collect();
    let mut search = Search::new(Question::parse("miles volume").unwrap());
    holdings.iter().rev().for_each(|holding| search.look_at(holding.clone()));
    let answer = search.end();
    assert_eq!(answer.verdict, Verdict::Have { releases: 50, works: 1 });
    assert_eq!(answer.have.iter().map(|holding| holding.id.0).collect::<Vec<_>>(), (1..=20).collect::<Vec<_>>());
    assert_eq!(answer.further_pressings, []);
}
