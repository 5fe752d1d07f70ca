#![allow(clippy::unwrap_used)]

mod table;

use super::*;
use crate::credit::display_name;
use crate::enrich::details::{Details, Track};
use rstest::rstest;
use table::{Case, candidate, release};

#[test]
fn no_wrong_link_and_nine_in_ten_right_ones() {
    let cases = table::cases();
    assert!(cases.len() >= 150, "{} cases", cases.len());
    let (mut wrong, mut missed, mut findable) = (Vec::new(), Vec::new(), 0);
    for case in &cases {
        let verdict = match_album(&case.release, case.details.as_ref(), &case.candidates());
        let line = || format!("{} – {}: {}", case.artist, case.release.title, verdict.trace);
        findable += usize::from(case.is_findable());
        match &verdict.taken {
            Some(taken) if !case.is_right(&taken.candidate) => {
                wrong.push(format!("{} → {:?}", line(), taken.candidate.title));
            }
            None if case.is_findable() => missed.push(line()),
            _ => {}
        }
    }
    let found = findable - missed.len() - wrong.len();
    assert!(wrong.is_empty(), "wrong links:\n{}", wrong.join("\n"));
    assert!(found * 10 >= findable * 9, "{found} of {findable} found; missed:\n{}", missed.join("\n"));
}

/// Most of the table's candidates have a rival in the right one; none may be taken even where that one is not offered.
#[test]
fn no_wrong_link_where_the_right_one_is_not_offered() {
    for case in table::cases() {
        let wrong: Vec<Candidate> = case.candidates().into_iter().filter(|one| !case.is_right(one)).collect();
        let verdict = match_album(&case.release, case.details.as_ref(), &wrong);
        assert_eq!(verdict.taken, None, "{} – {}: {}", case.artist, case.release.title, verdict.trace);
    }
}

/// Nor may anything by others that is offered for another release.
#[test]
fn no_link_to_what_is_offered_for_others() {
    let cases = table::cases();
    for case in &cases {
        let is_theirs = |name: &str| {
            case.release.credits.iter().any(|credit| name_key(display_name(&credit.name)) == name_key(name))
        };
        let offered = cases.iter().filter(|other| other.artist != case.artist).flat_map(Case::candidates);
        let others =
            offered.filter(|one| !case.is_right(one) && !one.artists.iter().any(|artist| is_theirs(&artist.name)));
        let verdict = match_album(&case.release, case.details.as_ref(), &others.collect::<Vec<_>>());
        assert_eq!(verdict.taken, None, "{} – {}: {}", case.artist, case.release.title, verdict.trace);
    }
}

#[test]
fn a_trace_says_why() {
    let album = release("Kraftwerk | Autobahn | 1974 | LP, Album");
    let offered =
        [candidate("Kraftwerk | Autobahn (Live) | 1994 | album 5"), candidate("Somebody | Else | 1990 | album 9")];
    let verdict = match_album(&album, None, &offered);
    let why = "2 candidates, best 0.48 < 0.80: artist ok, title ok, year 1994 ≠ 1974, live in one only";
    assert_eq!(verdict.trace, why);
    assert_eq!(match_album(&album, None, &[]).trace, "no candidates");
    let verdict = match_album(&album, None, &[candidate("Kraftwerk | Autobahn | 1974 | album 5")]);
    assert_eq!(verdict.trace, "1 candidate, taken at 1.00: artist ok, title ok, year 1974");
}

#[test]
fn doubtful_ones_are_few_and_the_best_first() {
    let album = release("Swans | Soundtracks For The Blind | 1996 | LP, Album");
    let title = "Swans | Soundtracks for the Blind";
    let offered: Vec<Candidate> = ["(Live) | 1998 | album 9", "(Demos) | 1996 | album 9", "(Live) | 1996 | album 9"]
        .into_iter()
        .chain(["(Remixes) | 1996 | album 9", "(Instrumental) (Live) [Remix] | 1996 | album 9"])
        .map(|rest| candidate(&format!("{title} {rest}")))
        .chain([candidate("The Unrelated | Nothing Alike | 1996 | album 9")])
        .collect();
    let verdict = match_album(&album, None, &offered);
    assert_eq!(verdict.taken, None);
    assert_eq!(verdict.doubtful.len(), 3);
    assert!(verdict.doubtful.is_sorted_by(|left, right| left.score >= right.score));
    assert!(verdict.doubtful.iter().all(|one| (0.5..THRESHOLD).contains(&one.score)), "{:?}", verdict.doubtful);
}

#[test]
fn namesakes_with_one_title_are_left_to_a_person() {
    let album = release("Eden | Aftermath Of Winter | 2003 | LP, Album");
    let offered = ["Eden | Aftermath Of Winter | 2003 | album 9", "Eden#2 | Aftermath Of Winter | 2003 | album 9"];
    let verdict = match_album(&album, None, &offered.map(candidate));
    assert_eq!((verdict.taken, verdict.doubtful.len()), (None, 2));
    assert!(verdict.trace.contains("another artist of that name"), "{}", verdict.trace);
}

#[rstest]
#[case("Fleetwood Mac | Fleetwood Mac | 1968 | album 12", true)]
#[case("Fleetwood Mac | Fleetwood Mac (Live) | 1968 | album 12", false)]
#[case("Somebody Else | Fleetwood Mac | 1968 | album 12", false)]
#[case("Fleetwood Mac | Rumours | 1977 | album 12", false)]
fn a_barcode_settles_only_what_artist_and_title_allow(#[case] offered: &str, #[case] taken: bool) {
    let album = release("Fleetwood Mac | Fleetwood Mac | 2012 | LP, Album, Reissue");
    let found = Candidate { by_barcode: true, ..candidate(offered) };
    assert_eq!(match_album(&album, None, &[found]).taken.is_some(), taken);
}

#[test]
fn details_tell_by_the_number_of_tracks() {
    let album = release("Percy Loomis | Waltz For Tall Grass | 1962 | LP, Album");
    let details = |tracks: usize| Details { tracks: vec![Track::default(); tracks], ..Details::default() };
    let late = [candidate("Percy Loomis | Waltz For Tall Grass | 2008 | album 9")];
    assert_eq!(match_album(&album, None, &late).taken, None);
    assert!(match_album(&album, Some(&details(9)), &late).taken.is_some());
    let excerpt = [candidate("Percy Loomis | Waltz For Tall Grass | 1962 | album 3")];
    assert!(match_album(&album, None, &excerpt).taken.is_some());
    assert_eq!(match_album(&album, Some(&details(9)), &excerpt).taken, None);
}
