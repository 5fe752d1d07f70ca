//! Titles, taken apart into what names the work and what is said of the recording.

use super::edition::{Mark, Remark, classify, is_volume, split_trail};
use super::spelling::title_words;
use crate::fold::fold;
use std::collections::BTreeSet;
use strsim::normalized_damerau_levenshtein;

/// From so many letters on, one wrong letter is a slip and not another title.
const LONG: usize = 14;
/// Nor is it in a short word: `in A` is not `in B`.
const LONG_WORD: usize = 5;
/// What only resembles is never taken.
const AT_MOST: f64 = 0.75;

/// One title, or one of its two languages or sides.
#[derive(Clone, Debug)]
pub(super) struct Title {
    /// What names the work.
    core: Vec<String>,
    /// All of it, as one run of letters.
    full: String,
    /// What is said of the recording.
    pub(super) marks: BTreeSet<Mark>,
    residue: Vec<String>,
    /// Whether an edition is named.
    pub(super) edition: bool,
    /// Whether it calls itself a short play.
    pub(super) ep: bool,
}

/// How two titles stand to each other.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Likeness {
    /// 0 to 1; above 0.75 only for the same title.
    pub(super) score: f64,
    /// Whether not only the work but every word is the same.
    pub(super) whole: bool,
}

impl Title {
    /// Takes a title apart.
    pub(super) fn parse(text: &str) -> Self {
        // A trade mark folds to two letters.
        let folded = fold(&text.replace(['™', '®', '℠', '©', '℗'], " "));
        let full = title_words(&folded);
        let mut title = Self {
            core: Vec::new(),
            full: full.concat(),
            marks: BTreeSet::new(),
            residue: Vec::new(),
            edition: false,
            ep: false,
        };
        for (position, piece) in pieces(&folded).iter().enumerate() {
            let mut words = title_words(&piece.text);
            let (start, remark) = match (position, piece.kind) {
                (0, Kind::Plain) => split_trail(&words),
                (_, Kind::Plain) => (words.len(), None),
                (_, kind) => match classify(&words) {
                    Remark::Title => (words.len(), None),
                    Remark::Recording(marks, _) if !kind.may_tell(&marks, words.len()) => (words.len(), None),
                    remark => (0, Some(remark)),
                },
            };
            let rest = words.split_off(start);
            title.take(remark, &rest);
            title.core.append(&mut words);
        }
        title.drop_length();
        if title.core.is_empty() {
            title.core = full;
        }
        title
    }

    fn take(&mut self, remark: Option<Remark>, words: &[String]) {
        match remark {
            Some(Remark::Edition) => {
                self.ep |= words.iter().any(|word| word == "ep");
                self.edition |= words.iter().any(|word| !["ep", "lp", "single"].contains(&word.as_str()));
            }
            Some(Remark::Recording(marks, residue)) => {
                self.marks.extend(marks);
                self.residue.extend(residue);
            }
            Some(Remark::Title) | None => {}
        }
    }

    /// `My Iron Lung EP`: the length is no part of the title, unless nothing else is.
    fn drop_length(&mut self) {
        if self.core.len() > 1
            && let Some(length) = self.core.pop_if(|last| last == "ep" || last == "lp")
        {
            self.ep |= length == "ep";
        }
    }

    /// The work's title as one run of letters.
    pub(super) fn key(&self) -> String {
        self.core.concat()
    }

    /// Its words.
    pub(super) fn words(&self) -> &[String] {
        &self.core
    }

    /// Without its first words.
    pub(super) fn after(&self, words: usize) -> Self {
        let core = self.core[words..].to_vec();
        Self { full: core.concat(), core, ..self.clone() }
    }

    /// How alike the works' titles are.
    pub(super) fn likeness(&self, other: &Self) -> Likeness {
        if self.full == other.full {
            return Likeness { score: 1.0, whole: true };
        }
        let (left, right) = (self.key(), other.key());
        let score = if left == right {
            1.0
        } else if self.is_slip_of(other) {
            0.92
        } else if holds(&self.core, &other.core) || holds(&other.core, &self.core) {
            0.7
        } else {
            normalized_damerau_levenshtein(&left, &right) * AT_MOST
        };
        Likeness { score, whole: false }
    }

    fn is_slip_of(&self, other: &Self) -> bool {
        let letters = self.core.iter().map(|word| word.chars().count()).sum::<usize>();
        let mut differing = self.core.iter().zip(&other.core).filter(|(left, right)| left != right);
        let (first, second) = (differing.next(), differing.next());
        letters >= LONG
            && self.core.len() == other.core.len()
            && second.is_none()
            && first.is_some_and(|(left, right)| {
                let long = left.chars().count().min(right.chars().count()) >= LONG_WORD;
                let number = left.chars().chain(right.chars()).any(char::is_numeric);
                long && !number && strsim::damerau_levenshtein(left, right) == 1
            })
    }

    /// What is said of one recording and not of the other; empty when they may be one.
    pub(super) fn discord(&self, other: &Self) -> Vec<Mark> {
        let mut discord: Vec<Mark> = self.marks.symmetric_difference(&other.marks).copied().collect();
        let music = |title: &Self| title.marks.contains(&Mark::Soundtrack) || title.marks.contains(&Mark::Score);
        // That it is a soundtrack is often left out; what kind of one is not.
        if !(music(self) && music(other)) {
            discord.retain(|mark| !matches!(mark, Mark::Soundtrack | Mark::Score));
        }
        if discord.is_empty() && !self.says_the_same(other) {
            discord.extend(self.marks.union(&other.marks).next());
        }
        discord
    }

    /// Whether place, date and volume of two recordings agree. A soundtrack may leave its film out, but not its volume.
    fn says_the_same(&self, other: &Self) -> bool {
        let volumes = |title: &Self| title.residue.iter().filter(|word| is_volume(word)).cloned().collect::<Vec<_>>();
        let only_music = |title: &Self| title.marks.iter().all(|mark| matches!(mark, Mark::Soundtrack | Mark::Score));
        let may_be_silent = self.residue.is_empty() || other.residue.is_empty();
        let lenient = only_music(self) && only_music(other) && may_be_silent;
        self.residue == other.residue || (lenient && volumes(self) == volumes(other))
    }

    /// Whether it speaks of a concert in so many words, so that "(Live)" adds nothing.
    pub(super) fn is_of_a_concert(&self) -> bool {
        let says = ["live", "alive", "concert", "unplugged", "tour", "vivo", "bootleg", "stage", "konzert"];
        self.marks.contains(&Mark::Live)
            || self.core.first().is_some_and(|word| word == "at")
            || self.core.iter().any(|word| says.contains(&word.as_str()))
    }
}

/// Whether all words of the one stand together in the other.
fn holds(long: &[String], short: &[String]) -> bool {
    let letters: usize = short.iter().map(|word| word.chars().count()).sum();
    letters >= 3 && long.windows(short.len().max(1)).any(|window| window == short)
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Plain,
    Bracketed,
    Dashed,
    AfterColon,
}

impl Kind {
    /// Whether words in that place may speak of the recording. `Bach: Piano Sonatas` names the work after the colon.
    fn may_tell(self, marks: &BTreeSet<Mark>, words: usize) -> bool {
        match self {
            Self::Plain => false,
            Self::Bracketed => true,
            Self::Dashed => words <= 5,
            Self::AfterColon => marks.iter().all(|mark| matches!(mark, Mark::Soundtrack | Mark::Score)),
        }
    }
}

struct Piece {
    text: String,
    kind: Kind,
}

/// The title, what stands in brackets, and what follows a dash or a colon, in their order.
fn pieces(folded: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut rest = folded;
    while let Some(open) = rest.find(['(', '[', '{']) {
        let shut = match rest.as_bytes()[open] {
            b'(' => ')',
            b'[' => ']',
            _ => '}',
        };
        let Some(length) = rest[open..].find(shut) else { break };
        plain_pieces(&rest[..open], &mut pieces);
        pieces.push(Piece { text: rest[open + 1..open + length].to_owned(), kind: Kind::Bracketed });
        rest = &rest[open + length + 1..];
    }
    plain_pieces(rest, &mut pieces);
    pieces.retain(|piece| piece.text.chars().any(|letter| !letter.is_whitespace()));
    pieces
}

fn plain_pieces(text: &str, pieces: &mut Vec<Piece>) {
    let mut rest = text;
    let mut kind = Kind::Plain;
    loop {
        let dividers = [(" - ", Kind::Dashed), (" – ", Kind::Dashed), (" — ", Kind::Dashed), (": ", Kind::AfterColon)];
        let next =
            dividers.iter().filter_map(|(divider, kind)| rest.find(divider).map(|at| (at, divider.len(), *kind)));
        let Some((at, length, following)) = next.min_by_key(|(at, ..)| *at) else { break };
        pieces.push(Piece { text: rest[..at].to_owned(), kind });
        (rest, kind) = (&rest[at + length..], following);
    }
    pieces.push(Piece { text: rest.to_owned(), kind });
}

/// A title in each of its languages and as a whole; of a single also its A-side.
pub(super) fn forms(text: &str, a_side: bool) -> Vec<Title> {
    let mut texts = vec![text];
    let mut halves = text.split(" = ");
    if text.contains(" = ") {
        texts.extend(halves.by_ref());
    }
    if a_side && let Some((side, _)) = text.split_once(" / ") {
        texts.push(side);
    }
    texts.into_iter().map(str::trim).filter(|text| !text.is_empty()).map(Title::parse).collect()
}
