//! The track list as it stands on a sleeve's back: side by side, headings over what follows.

use crate::page::Page;
use sillon_core::credit::render_credits;
use sillon_core::enrich::details::{Part, Track, TrackKind};

/// A side or a disc; all in one where the positions name none.
pub(crate) struct Side {
    /// `Face A`, `Disque 2`; none where there is but one.
    pub(crate) name: Option<String>,
    pub(crate) lines: Vec<Line>,
}

/// One line of it.
pub(crate) struct Line {
    pub(crate) heading: bool,
    /// Whether it is a part of the line before it.
    pub(crate) inside: bool,
    pub(crate) position: String,
    pub(crate) title: String,
    /// Its own artists, where they differ.
    pub(crate) artists: Option<String>,
    /// `Written-By – Ada Field`.
    pub(crate) parts: Vec<String>,
    pub(crate) duration: String,
}

/// A track's place: the side or disc, from its printed position.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Place {
    Side(char),
    Disc(String),
}

/// The lines, a new side where the positions begin one; a heading goes with what follows it.
pub(crate) fn sides(page: &Page, tracks: &[Track]) -> Vec<Side> {
    let mut sides: Vec<(Option<Place>, Vec<Line>)> = Vec::new();
    let mut headings: Vec<Line> = Vec::new();
    for track in tracks {
        if track.kind == TrackKind::Heading {
            headings.push(line(page, track, false));
            continue;
        }
        let place = place(track);
        let same = sides.last().is_some_and(|(last, _)| place.is_none() || *last == place);
        if !same {
            sides.push((place, Vec::new()));
        }
        if let Some((_, lines)) = sides.last_mut() {
            lines.append(&mut headings);
            lines.push(line(page, track, false));
            lines.extend(track.sub_tracks.iter().map(|part| line(page, part, true)));
        }
    }
    match sides.last_mut() {
        Some((_, lines)) => lines.append(&mut headings),
        None if headings.is_empty() => {}
        None => sides.push((None, headings)),
    }
    let several = sides.len() > 1;
    let named = |(place, lines): (Option<Place>, Vec<Line>)| {
        let name = place.filter(|_| several).map(|place| match place {
            Place::Side(letter) => page.named("tracks-side", letter.to_string()),
            Place::Disc(number) => page.named("tracks-disc", number),
        });
        Side { name, lines }
    };
    sides.into_iter().map(named).collect()
}

fn place(track: &Track) -> Option<Place> {
    let first = || track.sub_tracks.iter().map(|part| part.position.as_str()).find(|position| !position.is_empty());
    let position = Some(track.position.as_str()).filter(|position| !position.is_empty()).or_else(first)?;
    if let Some((disc, _)) = position.split_once(['-', '.']).filter(|(disc, _)| !disc.is_empty()) {
        let number = disc.trim_start_matches(|letter: char| letter.is_ascii_alphabetic());
        return Some(Place::Disc(if number.is_empty() { disc } else { number }.to_owned()));
    }
    let letter = position.chars().next().filter(char::is_ascii_uppercase)?;
    let rest = &position[1..];
    // `A`, `A1`, `B2a`: a side; `CD1`, `Video 1` are none.
    let is_side = rest.is_empty() || rest.starts_with(|next: char| next.is_ascii_digit());
    is_side.then_some(Place::Side(letter))
}

fn line(page: &Page, track: &Track, inside: bool) -> Line {
    let artists = Some(render_credits(&track.artists)).filter(|artists| !artists.is_empty());
    Line {
        heading: track.kind == TrackKind::Heading,
        inside,
        position: track.position.clone(),
        title: track.title.clone(),
        artists: artists.map(|artists| page.named("track-artists", artists)),
        parts: track.credits.iter().map(|Part { name, role, .. }| format!("{role} – {name}")).collect(),
        duration: track.duration.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::Lang;
    use crate::pages::sample;

    fn names(positions: &[(&str, TrackKind)]) -> Vec<(Option<String>, usize)> {
        let track = |(position, kind): &(&str, TrackKind)| Track {
            position: (*position).into(),
            kind: *kind,
            ..Track::default()
        };
        let tracks: Vec<Track> = positions.iter().map(track).collect();
        let sides = sides(&sample::page(Lang::En), &tracks);
        sides.into_iter().map(|side| (side.name, side.lines.len())).collect()
    }

    #[test]
    fn sides_begin_where_the_letter_changes_and_headings_go_along() {
        use TrackKind::{Heading, Track};
        let two = names(&[("A1", Track), ("A2", Track), ("", Heading), ("B", Track)]);
        assert_eq!(two, [(Some("Side A".into()), 2), (Some("Side B".into()), 2)]);
        let discs = names(&[("1-01", Track), ("CD2-1", Track)]);
        assert_eq!(discs, [(Some("Disc 1".into()), 1), (Some("Disc 2".into()), 1)]);
        assert_eq!(names(&[("1", Track), ("2", Track), ("", Track)]), [(None, 3)]);
        assert_eq!(names(&[("", Heading)]), [(None, 1)]);
        assert_eq!(names(&[]), []);
    }
}
