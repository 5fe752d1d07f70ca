use super::*;
use crate::enrich::matching::{Candidate, CandidateArtist};
use rstest::rstest;

fn credit(id: i64, name: &str, anv: &str) -> Credit {
    Credit { artist_id: ArtistId(id), name: name.into(), anv: anv.into(), join: String::new() }
}

fn taken(artists: &[(&str, &str)]) -> Match {
    let artist = |(id, name): &(&str, &str)| CandidateArtist { id: (*id).into(), name: (*name).into() };
    let candidate = Candidate { artists: artists.iter().map(artist).collect(), ..Candidate::default() };
    Match { candidate, score: 1.0, reasons: vec![] }
}

fn found(id: &str, name: &str) -> FoundArtist {
    let picture = Picture { url: format!("https://i/{id}"), width: Some(640), height: Some(640), link: None };
    FoundArtist { id: id.into(), name: name.into(), picture: Some(picture) }
}

#[rstest]
#[case::the_very_one(&[credit(1, "Björk", "")], &[("b", "Björk")], &[found("b", "Björk")], &[(1, "https://i/b")])]
#[case::as_printed(&[credit(1, "Harry Nilsson", "Nilsson*")], &[("n", "Nilsson")], &[found("n", "Nilsson")], &[(1, "https://i/n")])]
#[case::namesake(&[credit(1, "Nirvana (2)", "")], &[("n2", "Nirvana")], &[found("n1", "Nirvana"), found("n2", "Nirvana")], &[(1, "https://i/n2")])]
#[case::found_but_not_the_albums(&[credit(1, "Nirvana", "")], &[("n2", "Nirvana")], &[found("n1", "Nirvana")], &[])]
#[case::called_otherwise(&[credit(1, "Prince And The Revolution", "")], &[("p", "Prince")], &[found("p", "Prince")], &[])]
#[case::nobody(&[credit(194, "Various", "")], &[("v", "Various")], &[found("v", "Various")], &[])]
#[case::each_of_two(
    &[credit(1, "Ali Farka Touré", ""), credit(2, "Ry Cooder", "")],
    &[("a", "Ali Farka Toure"), ("r", "Ry Cooder")],
    &[found("r", "Ry Cooder"), found("a", "Ali Farka Toure")],
    &[(1, "https://i/a"), (2, "https://i/r")]
)]
#[case::two_of_one_name(&[credit(1, "John Williams", ""), credit(2, "John Williams (4)", "")], &[("j", "John Williams")], &[found("j", "John Williams")], &[])]
#[case::bilingual_once(&[credit(1, "Cheap Trick", ""), credit(1, "Cheap Trick", "チープ・トリック")], &[("c", "Cheap Trick")], &[found("c", "Cheap Trick")], &[(1, "https://i/c")])]
#[case::without_a_key(&[credit(1, "Low", "")], &[("", "Low")], &[found("", "Low")], &[])]
fn a_picture_is_of_the_artist_of_the_taken_album(
    #[case] credits: &[Credit],
    #[case] artists: &[(&str, &str)],
    #[case] found: &[FoundArtist],
    #[case] expected: &[(i64, &str)],
) {
    let pictures = portraits(credits, &taken(artists), found);
    let pictures: Vec<(i64, &str)> = pictures.iter().map(|(id, picture)| (id.0, picture.url.as_str())).collect();
    assert_eq!(pictures, expected);
}

#[test]
fn an_artist_without_a_picture_has_none() {
    let bare = FoundArtist { picture: None, ..found("b", "Björk") };
    assert_eq!(portraits(&[credit(1, "Björk", "")], &taken(&[("b", "Björk")]), &[bare]), []);
}
