use super::*;
use crate::id::{ArtistId, LabelId, ReleaseId};
use crate::label::LabelLine;

fn credit(artist_id: i64, name: &str, anv: &str, join: &str) -> Credit {
    Credit { artist_id: ArtistId(artist_id), name: name.into(), anv: anv.into(), join: join.into() }
}

fn release() -> Release {
    let label = |name: &str, catno: &str| LabelLine { label_id: LabelId(1), name: name.into(), catno: catno.into() };
    Release {
        id: ReleaseId(1),
        master_id: None,
        title: "Trois  Saisons\n".into(),
        year: Some(2022),
        cover_url: None,
        thumb_url: None,
        credits: vec![credit(9, "Anna Lind (2)", "A. Lind", "&"), credit(194, "Various", "", "")],
        labels: vec![label("Nord (3)", "N 1"), label("Nord (3)", "N 1 CD")],
        formats: vec![],
        genres: vec!["Jazz".into()],
        styles: vec!["Hard Bop".into()],
    }
}

fn part(name: &str, role: &str) -> Part {
    Part { name: name.into(), role: role.into(), ..Part::default() }
}

fn track(title: &str, kind: TrackKind) -> Track {
    Track { title: title.into(), kind, ..Track::default() }
}

#[test]
fn without_details_the_years_are_unknown() {
    let facts = Facts::new(&release(), None);
    assert_eq!(facts.original_year, None, "the pressing's year is not the work's");
    assert_eq!(facts.artist, "A. Lind & Various");
    assert_eq!(facts.artist_names, ["A. Lind", "Anna Lind"]);
    assert_eq!((facts.title.as_str(), facts.labels), ("Trois Saisons", vec!["Nord".to_owned()]));
    assert!(facts.tracks.is_empty() && facts.people.is_empty());
}

#[test]
fn details_add_the_year_the_tracks_and_the_people() {
    let details = Details {
        original_year: Some(1961),
        released: Some("2022-05-06".into()),
        notes: Some("Bought in a rainy market.".into()),
        credits: vec![part("Jo Berg (2)", "Bass"), part("Jo Berg (2)", "Producer"), part("Jo Berg (2)", "Bass")],
        tracks: vec![
            track("Side A", TrackKind::Heading),
            Track { sub_tracks: vec![track("Prélude", TrackKind::Track)], ..track("Suite", TrackKind::Index) },
            Track {
                artists: vec![credit(5, "Ida", "", "")],
                credits: vec![part("Per Holm", "Flute")],
                ..track("Neige", TrackKind::Track)
            },
        ],
        ..Details::default()
    };
    let facts = Facts::new(&release(), Some(&details));
    assert_eq!(facts.original_year, Some(1961));
    let songs: Vec<_> = facts.tracks.iter().map(|song| (song.title.as_str(), song.artist.as_str())).collect();
    assert_eq!(songs, [("Suite", ""), ("Prélude", ""), ("Neige", "Ida")]);
    let people: Vec<_> = facts.people.iter().map(|person| (person.name.as_str(), person.roles.join(", "))).collect();
    assert_eq!(people, [("Jo Berg", "Bass, Producer".to_owned()), ("Per Holm", "Flute".to_owned())]);
    let all: Vec<_> = facts.phrases().collect();
    assert!(!all.iter().any(|phrase| phrase.contains("rainy") || phrase.contains("2022") || phrase.contains("Side A")));
}
