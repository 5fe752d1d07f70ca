//! Texts as good models write them, about albums that everybody knows; the bad ones know more than they were told.

use super::super::*;
use crate::enrich::facts::{Person, Song};
use rstest::rstest;

fn song(title: &str) -> Song {
    Song { title: title.into(), artist: String::new() }
}

fn person(name: &str, role: &str) -> Person {
    Person { name: name.into(), roles: vec![role.into()] }
}

fn sky() -> Facts {
    Facts {
        artist: "The Young Gods".into(),
        artist_names: vec!["The Young Gods".into()],
        title: "T.V. Sky".into(),
        original_year: Some(1992),
        labels: vec!["Play It Again Sam Records".into()],
        genres: vec!["Electronic".into(), "Rock".into()],
        styles: vec!["Industrial".into(), "Alternative Rock".into()],
        tracks: vec![
            song("Our House"),
            song("Gasoline Man"),
            song("T.V. Sky"),
            song("Skinflowers"),
            song("Dame Chance"),
            song("The Night Dance"),
            song("She Rains"),
            song("Summer Eyes"),
        ],
        people: vec![person("Roli Mosimann", "Producer"), person("Franz Treichler", "Vocals")],
    }
}

fn blue() -> Facts {
    Facts {
        artist: "Miles Davis".into(),
        artist_names: vec!["Miles Davis".into()],
        title: "Kind Of Blue".into(),
        original_year: Some(1959),
        labels: vec!["Columbia".into()],
        genres: vec!["Jazz".into()],
        styles: vec!["Modal".into()],
        tracks: vec![
            song("So What"),
            song("Freddie Freeloader"),
            song("Blue In Green"),
            song("All Blues"),
            song("Flamenco Sketches"),
        ],
        people: vec![
            person("Julian Adderley", "Alto Saxophone"),
            person("Paul Chambers (3)", "Bass"),
            person("Jimmy Cobb", "Drums"),
            person("Bill Evans", "Piano"),
            person("John Coltrane", "Tenor Saxophone"),
            person("Irving Townsend", "Producer"),
        ],
    }
}

fn pepper() -> Facts {
    Facts {
        artist: "The Beatles".into(),
        artist_names: vec!["The Beatles".into()],
        title: "Sgt. Pepper's Lonely Hearts Club Band".into(),
        original_year: Some(1967),
        labels: vec!["Parlophone".into()],
        genres: vec!["Rock".into()],
        styles: vec!["Pop Rock".into(), "Psychedelic Rock".into()],
        tracks: vec![
            song("With A Little Help From My Friends"),
            song("Lucy In The Sky With Diamonds"),
            song("A Day In The Life"),
        ],
        people: vec![person("George Martin", "Producer"), person("Geoff Emerick", "Engineer")],
    }
}

#[rstest]
#[case(
    "fr",
    sky(),
    "Sorti en 1992 chez Play It Again Sam Records, T.V. Sky voit The Young Gods marier le rock alternatif à l'électronique industrielle. Produit par Roli Mosimann, l'album s'ouvre sur « Our House » et se referme sur la longue dérive de « Summer Eyes ». La voix de Franz Treichler y traverse des titres comme « Gasoline Man » ou « Skinflowers »."
)]
#[case(
    "fr",
    sky(),
    "T.V. Sky est un album des Young Gods paru en 1992. Il mêle rock industriel et musique électronique, sous la houlette du producteur Roli Mosimann. Parmi ses morceaux figurent Gasoline Man, Skinflowers et She Rains."
)]
#[case(
    "en",
    sky(),
    "Released in 1992 on Play It Again Sam Records, T.V. Sky finds The Young Gods fusing industrial and alternative rock with electronics. Produced by Roli Mosimann and fronted by Franz Treichler, it runs from “Our House” to “Summer Eyes.”"
)]
#[case(
    "de",
    sky(),
    "„T.V. Sky“ von The Young Gods erschien 1992 bei Play It Again Sam Records. Das von Roli Mosimann produzierte Album verbindet Industrial, Alternative Rock und elektronische Klänge. Zu den Stücken zählen „Gasoline Man“ und „Skinflowers“, getragen vom Gesang Franz Treichlers."
)]
#[case(
    "fr",
    blue(),
    "Paru en 1959 sur le label Columbia, Kind of Blue réunit autour de Miles Davis les saxophonistes John Coltrane et Julian Adderley, le pianiste Bill Evans, le contrebassiste Paul Chambers et le batteur Jimmy Cobb. De « So What » à « Flamenco Sketches », ces cinq pièces explorent le jazz modal."
)]
#[case(
    "fr",
    blue(),
    "Avec Kind of Blue, publié en 1959 chez Columbia, Miles Davis s'entoure notamment de John Coltrane, Bill Evans et Jimmy Cobb. Le sextet y déploie un jazz modal à travers des thèmes comme So What, Blue in Green ou All Blues. Une production signée Irving Townsend."
)]
#[case(
    "it",
    blue(),
    "Pubblicato nel 1959 dalla Columbia, Kind of Blue vede Miles Davis accanto a John Coltrane, Bill Evans, Paul Chambers e Jimmy Cobb. Il disco esplora il jazz modale in brani come «So What» e «All Blues»."
)]
#[case(
    "es",
    blue(),
    "Publicado en 1959 por Columbia, Kind of Blue reúne a Miles Davis con John Coltrane, Julian Adderley, Bill Evans, Paul Chambers y Jimmy Cobb. El álbum recorre el jazz modal en cinco piezas, de «So What» a «Flamenco Sketches»."
)]
#[case(
    "de",
    blue(),
    "Kind of Blue erschien 1959 bei Columbia und versammelt um den Trompeter Miles Davis die Saxofonisten John Coltrane und Julian Adderley, den Pianisten Bill Evans, den Bassisten Paul Chambers und den Schlagzeuger Jimmy Cobb. Die fünf Stücke, darunter „So What“ und „Blue in Green“, stehen für modalen Jazz. Produziert wurde das Album von Irving Townsend."
)]
#[case(
    "pt",
    blue(),
    "Lançado em 1959 pela Columbia, Kind of Blue reúne Miles Davis, John Coltrane e Bill Evans num álbum de jazz modal. As cinco faixas vão de «So What» a «Flamenco Sketches»."
)]
#[case(
    "en",
    blue(),
    "Kind of Blue, issued by Columbia in 1959, brings Miles Davis together with tenor saxophonist John Coltrane, alto saxophonist Julian Adderley and pianist Bill Evans. Modal jazz runs through its five pieces, among them So What and Freddie Freeloader."
)]
#[case(
    "fr",
    pepper(),
    "Publié en 1967 par Parlophone, Sgt. Pepper's Lonely Hearts Club Band marque l'incursion des Beatles dans le rock psychédélique. Produit par George Martin et enregistré par Geoff Emerick, il enchaîne « With a Little Help from My Friends », « Lucy in the Sky with Diamonds » et « A Day in the Life »."
)]
#[case(
    "en",
    pepper(),
    "Sgt. Pepper's Lonely Hearts Club Band is a 1967 album by The Beatles, produced by George Martin with engineer Geoff Emerick. Pop rock and psychedelic rock meet in songs such as \"Lucy in the Sky with Diamonds\" and \"A Day in the Life.\""
)]
#[case(
    "de",
    pepper(),
    "Mit „Sgt. Pepper’s Lonely Hearts Club Band“ legten die Beatles 1967 bei Parlophone ein Album zwischen Pop Rock und Psychedelic Rock vor. George Martin produzierte, Geoff Emerick saß am Mischpult. Zu hören sind unter anderem „Lucy in the Sky with Diamonds“ und „A Day in the Life“."
)]
#[case(
    "fr",
    pepper(),
    "En 1967, The Beatles signent Sgt. Pepper’s Lonely Hearts Club Band, disque phare du Psychedelic Rock. Le producteur George Martin y façonne un univers sonore foisonnant, de Lucy In The Sky With Diamonds à A Day In The Life. Un sommet de pop, typique de la fin des années 1960."
)]
#[case(
    "en",
    pepper(),
    "The Beatles' Sgt. Pepper's Lonely Hearts Club Band, released on Parlophone in 1967, blends Pop Rock and Psychedelic Rock. George Martin's production ties together songs from “With a Little Help From My Friends” to “A Day in the Life”, a kaleidoscopic 1960s statement."
)]
fn what_the_facts_hold_is_kept(#[case] language: &str, #[case] facts: Facts, #[case] text: &str) {
    assert_eq!(check(text, &facts, language, true).as_deref(), Ok(text));
}

#[rstest]
#[case("fr", pepper(), "En 1967, les Beatles signent Sgt. Pepper’s Lonely Hearts Club Band aux studios d'Abbey Road. John Lennon et Paul McCartney y rivalisent d'audace.", &["Abbey Road", "John Lennon", "Paul McCartney"])]
#[case("en", blue(), "Kind of Blue by Miles Davis features Wynton Kelly on one track and was recorded at the 30th Street Studio in New York.", &["Wynton Kelly", "Street Studio", "New York"])]
#[case("de", blue(), "Das Album von Miles Davis wurde in New York mit Wynton Kelly aufgenommen und ist ein Meilenstein des Jazz.", &["New York", "Wynton Kelly"])]
#[case("fr", sky(), "Les Suisses de The Young Gods livrent avec T.V. Sky un album à la croisée du rock et de l'électronique, dans le sillage de Nine Inch Nails.", &["Nine Inch Nails"])]
fn what_they_do_not_hold_is_named(
    #[case] language: &str,
    #[case] facts: Facts,
    #[case] text: &str,
    #[case] names: &[&str],
) {
    let expected: Vec<_> = names.iter().map(|name| Doubt::UnknownName((*name).to_owned())).collect();
    assert_eq!(check(text, &facts, language, true), Err(expected));
}
