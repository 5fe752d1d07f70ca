//! What is known of an album and may be told of it: all that a chat model is sent, and what its answer is held against.

use super::details::{Details, Part, Track, TrackKind};
use crate::credit::{Credit, display_name, render_credits};
use crate::release::Release;

/// The longest name or title, in characters; what is longer was not meant as one.
const LONGEST: usize = 200;

/// The facts of one album, each on one line of plain text. What is unknown is `None` or empty. Notes, prices, folders,
/// copies and the year of the pressing are not among them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    /// The credit as one line: `Kevin Rowland & Dexys Midnight Runners`.
    pub artist: String,
    /// Every name by which one of the artists may be called; empty where the credit is a stand-in such as Various.
    pub artist_names: Vec<String>,
    /// As printed.
    pub title: String,
    /// Year of the work. The year of the pressing never stands in for it.
    pub original_year: Option<i32>,
    /// Names of labels, each once.
    pub labels: Vec<String>,
    /// Discogs' genres.
    pub genres: Vec<String>,
    /// Discogs' styles.
    pub styles: Vec<String>,
    /// The pieces in order, without headings.
    pub tracks: Vec<Song>,
    /// Who did what, each person once, in the order of the first mention.
    pub people: Vec<Person>,
}

/// A piece of music on the album.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Song {
    /// Its title.
    pub title: String,
    /// Its own artists as one line, where they differ from the album's; else empty.
    pub artist: String,
}

/// Somebody credited on the album.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Person {
    /// The name to show.
    pub name: String,
    /// What they did, each once: `Bass`, `Written-By`.
    pub roles: Vec<String>,
}

impl Facts {
    /// Takes from a release and its details what may be told.
    pub fn new(release: &Release, details: Option<&Details>) -> Self {
        let mut facts = Self {
            artist: line(&render_credits(&release.credits)),
            artist_names: names(&release.credits),
            title: line(&release.title),
            original_year: details.and_then(|details| details.original_year),
            labels: once(release.labels.iter().map(|label| label.display_name())),
            genres: once(release.genres.iter().map(String::as_str)),
            styles: once(release.styles.iter().map(String::as_str)),
            ..Self::default()
        };
        if let Some(details) = details {
            facts.credit(&details.credits);
            facts.take(&details.tracks);
        }
        facts
    }

    fn take(&mut self, tracks: &[Track]) {
        for track in tracks {
            let title = line(&track.title);
            if track.kind != TrackKind::Heading && !title.is_empty() {
                self.tracks.push(Song { title, artist: line(&render_credits(&track.artists)) });
            }
            self.credit(&track.credits);
            self.take(&track.sub_tracks);
        }
    }

    fn credit(&mut self, parts: &[Part]) {
        for part in parts {
            let (name, role) = (line(display_name(&part.name)), line(&part.role));
            if name.is_empty() {
                continue;
            }
            let known = self.people.iter().position(|person| person.name == name);
            let place = known.unwrap_or_else(|| {
                self.people.push(Person { name, roles: Vec::new() });
                self.people.len() - 1
            });
            let roles = &mut self.people[place].roles;
            if !role.is_empty() && !roles.contains(&role) {
                roles.push(role);
            }
        }
    }

    /// Every name and title there is, in which a text's own may be looked up.
    pub(super) fn phrases(&self) -> impl Iterator<Item = &str> {
        let whole = [&self.artist, &self.title].into_iter().chain(&self.artist_names).chain(&self.labels);
        let songs = self.tracks.iter().flat_map(|song| [&song.title, &song.artist]);
        let people = self.people.iter().map(|person| &person.name);
        whole.chain(songs).chain(people).map(String::as_str).chain(self.terms()).filter(|phrase| !phrase.is_empty())
    }

    /// Words for kinds of music and of work: no names.
    pub(super) fn terms(&self) -> impl Iterator<Item = &str> {
        let roles = self.people.iter().flat_map(|person| &person.roles);
        self.genres.iter().chain(&self.styles).chain(roles).map(String::as_str)
    }
}

/// As printed and as known, without the stand-ins.
fn names(credits: &[Credit]) -> Vec<String> {
    let real = credits.iter().filter(|credit| !credit.artist_id.is_placeholder());
    once(real.flat_map(|credit| [credit.display_name(), display_name(&credit.name)]))
}

fn once<'a>(texts: impl Iterator<Item = &'a str>) -> Vec<String> {
    let mut kept = Vec::new();
    for text in texts.map(line) {
        if !text.is_empty() && !kept.contains(&text) {
            kept.push(text);
        }
    }
    kept
}

/// One line of bounded length without control characters: contributors write these, and a prompt is made of them.
fn line(text: &str) -> String {
    let spaced: String = text.chars().map(|letter| if letter.is_control() { ' ' } else { letter }).collect();
    spaced.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(LONGEST).collect()
}

#[cfg(test)]
mod tests;
