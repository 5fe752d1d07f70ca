mod written;

use super::*;
use crate::enrich::facts::{Person, Song};
use proptest::prelude::*;
use rstest::rstest;
use std::collections::BTreeMap;
use std::path::PathBuf;

fn facts() -> Facts {
    let song = |title: &str| Song { title: title.into(), artist: String::new() };
    Facts {
        artist: "Les Oiseaux de Nuit & Ida Falk".into(),
        artist_names: vec!["Les Oiseaux de Nuit".into(), "Ida Falk".into()],
        title: "Le Temps clair".into(),
        original_year: Some(1974),
        labels: vec!["Disques du Nord".into()],
        genres: vec!["Jazz".into(), "Folk, World, & Country".into()],
        styles: vec!["Chanson".into(), "Jazz-Funk".into()],
        tracks: vec![song("Matin gris"), song("The Long Way Home"), song("M*A*S*H"), song("Hiver 1959")],
        people: vec![Person { name: "Per Holm".into(), roles: vec!["Flute".into()] }],
    }
}

#[rstest]
#[case(
    "fr",
    "Avec « Le Temps clair », Les Oiseaux de Nuit et Ida Falk signent un disque qui prend son temps. Paru en 1974 chez Disques du Nord, il garde la couleur de son époque."
)]
#[case(
    "fr",
    "Paru en 1974, Le Temps clair réunit Les Oiseaux de Nuit et Ida Falk autour d’un jazz teinté de chanson. La flûte de Per Holm traverse « Matin gris » et « The Long Way Home »."
)]
#[case(
    "fr",
    "Le groupe Les Oiseaux de Nuit mêle ici jazz-funk et chanson, dans l'esprit des années 1970. De « Hiver 1959 » à M*A*S*H, les titres s'enchaînent sans heurt."
)]
#[case(
    "en",
    "Ida Falk and Les Oiseaux de Nuit released Le Temps clair in 1974 on Disques du Nord. It moves between jazz and chanson, with Per Holm's flute on top."
)]
#[case(
    "en",
    "“Le Temps clair” finds Les Oiseaux de Nuit at ease with the jazz-funk of the seventies. From “Matin gris” to “The Long Way Home,” the songs never hurry."
)]
#[case(
    "de",
    "Das Album „Le Temps clair“ von Ida Falk und Les Oiseaux de Nuit erschien im Jahr 1974 bei Disques du Nord. Zwischen Jazz und Chanson bewegt sich die Musik mit der Flöte von Per Holm."
)]
#[case(
    "de",
    "Mit Le Temps clair legten Les Oiseaux de Nuit in den 1970er Jahren eine Mischung aus Jazz-Funk und Chanson vor. Die Stücke lassen sich Zeit."
)]
#[case(
    "it",
    "Pubblicato nel 1974 da Disques du Nord, Le Temps clair è un disco di Ida Falk e Les Oiseaux de Nuit. Il jazz incontra la chanson, con il flauto di Per Holm."
)]
#[case(
    "es",
    "Publicado en 1974 por Disques du Nord, Le Temps clair es un disco de Ida Falk y Les Oiseaux de Nuit. El jazz se cruza con la chanson y la flauta de Per Holm."
)]
#[case(
    "pt",
    "Lançado em 1974 pela Disques du Nord, Le Temps clair é um disco de Ida Falk com Les Oiseaux de Nuit. O jazz encontra a chanson na flauta de Per Holm."
)]
#[case(
    "pt-BR",
    "Em Le Temps clair, Ida Falk e Les Oiseaux de Nuit juntam o jazz e a chanson dos anos 70. A flauta de Per Holm não tem pressa."
)]
#[case(
    "nl",
    "Le Temps clair van Ida Falk en Les Oiseaux de Nuit verscheen in 1974 bij Disques du Nord. Het is een plaat tussen jazz en chanson, met de fluit van Per Holm."
)]
#[case(
    "sv",
    "Le Temps clair av Ida Falk och Les Oiseaux de Nuit kom ut 1974 på Disques du Nord. Skivan rör sig mellan jazz och chanson."
)]
fn good_texts_are_kept_as_they_are(#[case] language: &str, #[case] text: &str) {
    assert_eq!(check(text, &facts(), language, true).as_deref(), Ok(text));
}

#[rstest]
#[case(
    "<think>\nFrench. Short.\n</think>\n\n**Le Temps clair** des *Oiseaux de Nuit* est un disque de jazz qui prend son temps.\n"
)]
#[case("« Le Temps clair des Oiseaux de Nuit est un disque de jazz qui prend son temps. »")]
#[case(
    "## Présentation\n\nLe Temps clair des Oiseaux de Nuit est un disque\nde [jazz](https://example.org) qui prend son temps."
)]
#[case("Voici un résumé :\n\nLe Temps clair des Oiseaux de Nuit est un disque de jazz qui prend son temps.")]
fn wrappings_are_taken_off(#[case] text: &str) {
    let bare = "Le Temps clair des Oiseaux de Nuit est un disque de jazz qui prend son temps.";
    assert_eq!(check(text, &facts(), "fr", true).as_deref(), Ok(bare));
}

const GOOD: &str = "Les Oiseaux de Nuit livrent un disque de jazz qui prend son temps et n'en perd pas.";

#[rstest]
#[case("", "empty")]
#[case("  \n**  **\n", "empty")]
#[case("<think>Let me think about that", "empty")]
#[case("Aucune information disponible", "refusal")]
#[case("Aucune information disponible sur cet album des Oiseaux de Nuit pour le moment.", "refusal")]
#[case("Je suis désolé, je ne peux pas décrire cet album des Oiseaux de Nuit.", "refusal")]
#[case("I'm sorry, but I can't help with that.", "refusal")]
#[case("As an AI, I have no taste in the jazz of Les Oiseaux de Nuit.", "refusal")]
#[case("Es tut mir leid, dazu habe ich nichts.", "refusal")]
#[case("Lo siento, no puedo ayudarte.", "refusal")]
#[case("Sinto muito, não há informações sobre este disco.", "refusal")]
#[case("Mi dispiace, non ho informazioni.", "refusal")]
#[case("Album Le Temps clair par Les Oiseaux de Nuit", "too_short")]
#[case("Le Temps clair est un album des Oiseaux de Nuit.", "too_short")]
#[case(
    "This album by Les Oiseaux de Nuit is a bold and atmospheric journey that blends many styles into one.",
    "wrong_language"
)]
#[case(
    "Este disco de Les Oiseaux de Nuit es un viaje por los sonidos del jazz que no se parece a nada.",
    "wrong_language"
)]
#[case("Oiseaux Nuit jazz chanson disque temps clair flûte lenteur.", "wrong_language")]
#[case(
    "Les Oiseaux de Nuit livrent un disque de jazz. The record moves through its songs with the ease of an old band that never hurries.",
    "wrong_language"
)]
#[case("Les Oiseaux de Nuit livrent en 2017 un disque de jazz qui prend son temps.", "unknown_year")]
#[case("Les Oiseaux de Nuit livrent un disque dans la veine des années 1990, qui prend son temps.", "unknown_year")]
#[case("Les Oiseaux de Nuit livrent, avec le batteur Max Roach, un disque qui prend son temps.", "unknown_name")]
#[case("Les Oiseaux de Nuit livrent avec « Nuit blanche » un disque qui prend son temps.", "unknown_title")]
#[case("Miles Davis livre un disque de jazz qui prend son temps et n'en perd pas.", "artist_missing")]
#[case("Les Oiseaux de Nuit livrent un disque de jazz qui prend son", "unfinished")]
#[case("Les Oiseaux de Nuit livrent un disque qui prend F*ck son temps et n'en perd pas.", "markdown")]
#[case("Les Oiseaux de Nuit livrent un disque qui prend <b>son</b> temps et n'en perd pas.", "markdown")]
fn bad_texts_are_refused(#[case] text: &str, #[case] code: &str) {
    let doubts = check(text, &facts(), "fr", true).unwrap_err();
    assert!(doubts.iter().any(|doubt| doubt.code() == code), "{doubts:?}");
}

#[test]
fn what_the_model_did_not_finish_is_refused() {
    assert!(check(GOOD, &facts(), "fr", true).is_ok());
    let end = "jazz qui prend son temps et n'en perd pas.";
    let doubts = check(GOOD, &facts(), "fr", false).unwrap_err();
    assert!(matches!(&doubts[..], [Doubt::Unfinished(said)] if end.ends_with(said)), "{doubts:?}");
}

#[test]
fn more_than_was_asked_for_is_refused() {
    for times in [7, 30] {
        let text = vec![GOOD; times].join(" ");
        assert!(matches!(&check(&text, &facts(), "fr", true).unwrap_err()[..], [Doubt::TooLong(_)]));
    }
    assert!(check(&[GOOD; 6].join(" "), &facts(), "fr", true).is_ok());
}

#[test]
fn a_compilation_names_no_artist() {
    let facts = Facts { artist: "Various".into(), artist_names: vec![], ..facts() };
    let text = "Cette compilation réunit des titres de jazz et de chanson qui prennent leur temps.";
    assert_eq!(check(text, &facts, "fr", true).as_deref(), Ok(text));
}

#[test]
fn titles_of_the_album_are_no_refusal() {
    let facts = Facts { title: "I'm Sorry".into(), ..facts() };
    let text = "Avec « I'm Sorry », Les Oiseaux de Nuit livrent un disque de jazz qui prend son temps.";
    assert_eq!(check(text, &facts, "fr", true).as_deref(), Ok(text));
}

#[test]
fn doubts_are_stored_with_their_code() {
    let doubts = vec![Doubt::Empty, Doubt::UnknownYear("2017".into())];
    let stored = serde_json::to_value(&doubts).unwrap();
    assert_eq!(stored, serde_json::json!([{"code": "empty"}, {"code": "unknown_year", "said": "2017"}]));
    assert_eq!(serde_json::from_value::<Vec<Doubt>>(stored).unwrap(), doubts);
    assert!(doubts.iter().all(|doubt| serde_json::to_value(doubt).unwrap()["code"] == doubt.code()));
}

/// What a real model wrote when asked for French plain text; it lies beside the repository, where it is at hand at all.
fn recorded() -> BTreeMap<String, String> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/ai/real_descriptions_30.json");
    std::fs::read(path).map(|json| serde_json::from_slice(&json).unwrap()).unwrap_or_default()
}

#[test]
fn recorded_texts_are_refused() {
    let mut years = 0;
    for (title, text) in recorded() {
        // The artist is not recorded: none is missed.
        let facts = Facts { title: title.clone(), ..Facts::default() };
        let french = check(&text, &facts, "fr", true).unwrap_err();
        assert!(french.contains(&Doubt::WrongLanguage("en".into())), "{title}: {french:?}");
        let english = check(&text, &facts, "en", true).unwrap_err();
        assert!(!english.iter().any(|doubt| matches!(doubt, Doubt::WrongLanguage(_))), "{title}: {english:?}");
        years += usize::from(english.iter().any(|doubt| matches!(doubt, Doubt::UnknownYear(_))));
    }
    assert!(recorded().is_empty() || years > 0);
}

fn markdown() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("**".to_owned()),
        Just("*".to_owned()),
        Just("_".to_owned()),
        Just("`".to_owned()),
        Just("```\n".to_owned()),
        Just("\n# ".to_owned()),
        Just("\n- ".to_owned()),
        Just("[a](b)".to_owned()),
        Just("[".to_owned()),
        Just("](".to_owned()),
        Just("<think>".to_owned()),
        Just("</think>".to_owned()),
        Just("\"".to_owned()),
        Just("« ".to_owned()),
        Just(" »".to_owned()),
        Just(" 1974 ".to_owned()),
        Just(" Ida Falk ".to_owned()),
        Just(GOOD.to_owned()),
        "\\PC{0,8}",
    ];
    proptest::collection::vec(piece, 0..12).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn whatever_is_kept_is_plain(text in markdown(), language in "(fr|en|de|sv|)") {
        if let Ok(kept) = check(&text, &facts(), &language, true) {
            prop_assert!(!kept.contains('`') && !kept.contains("**") && !kept.contains("](") && !kept.contains("<think"));
            prop_assert!(!kept.contains('\n') && kept.trim() == kept && !kept.starts_with("# "));
            prop_assert_eq!(check(&kept, &facts(), &language, true), Ok(kept.clone()), "a second look finds nothing more");
        }
    }

    #[test]
    fn marked_up_good_texts_come_out_bare(mark in "(\\*|\\*\\*|_|__|`)", first in 0_usize..16, length in 1_usize..5) {
        let mut words: Vec<String> = GOOD.split(' ').map(str::to_owned).collect();
        let (first, last) = (first.min(words.len() - 1), (first + length).min(words.len() - 1));
        words[first].insert_str(0, &mark);
        words[last].push_str(&mark);
        prop_assert_eq!(check(&words.join(" "), &facts(), "fr", true), Ok(GOOD.to_owned()));
    }

    #[test]
    fn no_text_makes_it_panic(text in "\\PC{0,200}", title in "\\PC{0,20}", name in "\\PC{0,20}") {
        let facts = Facts { title, artist_names: vec![name], ..facts() };
        for language in ["fr", "de", "xx"] {
            if let Err(doubts) = check(&text, &facts, language, true) {
                prop_assert!(!doubts.is_empty());
            }
        }
    }
}
