//! Artist credits: who made a release, as its sleeve says it.

use crate::id::ArtistId;
use serde::{Deserialize, Serialize};

/// One artist of a release's credit, in the order of the sleeve.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Credit {
    /// Who.
    pub artist_id: ArtistId,
    /// The artist's name at Discogs, with its disambiguation (`Jack White (2)`).
    pub name: String,
    /// Artist name variation: the name as printed on this release; empty when it is the artist's own.
    pub anv: String,
    /// What stands between this artist and the next: `,`, `&`, `Feat.`, `=`…
    pub join: String,
}

impl Credit {
    /// The name to show: as printed on the release, else the artist's, without the disambiguation.
    pub fn display_name(&self) -> &str {
        display_name(if self.anv.is_empty() { &self.name } else { &self.anv })
    }
}

/// A name without Discogs' disambiguation: `Jack White (2)` is shown as `Jack White`.
pub fn display_name(name: &str) -> &str {
    let trimmed = name.trim_end();
    let Some(open) = trimmed.strip_suffix(')').and_then(|start| start.rfind('(').map(|at| (start, at))) else {
        return trimmed;
    };
    let (start, at) = open;
    let digits = &start[at + 1..];
    let before = start[..at].trim_end();
    let is_suffix = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    if is_suffix && before.len() < at && !before.is_empty() { before } else { trimmed }
}

/// The whole credit as one line: `Kevin Rowland & Dexys Midnight Runners`. The last join leads nowhere and is dropped.
pub fn render_credits(credits: &[Credit]) -> String {
    let mut line = String::new();
    for (position, credit) in credits.iter().enumerate() {
        line.push_str(credit.display_name());
        if position + 1 < credits.len() {
            match credit.join.trim() {
                "" | "," => line.push_str(", "),
                join => {
                    line.push(' ');
                    line.push_str(join);
                    line.push(' ');
                }
            }
        }
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    fn credit(name: &str, anv: &str, join: &str) -> Credit {
        Credit { artist_id: ArtistId(1), name: name.into(), anv: anv.into(), join: join.into() }
    }

    #[rstest]
    #[case("Jack White (2)", "Jack White")]
    #[case("Nirvana", "Nirvana")]
    #[case("!!!", "!!!")]
    #[case("(2)", "(2)")]
    #[case("Sunn O)))", "Sunn O)))")]
    #[case("Opus(3)", "Opus(3)")]
    #[case("Live (at home)", "Live (at home)")]
    #[case("坂本龍一 (12)", "坂本龍一")]
    #[case("", "")]
    fn strips_only_a_disambiguation(#[case] name: &str, #[case] shown: &str) {
        assert_eq!(display_name(name), shown);
    }

    #[rstest]
    #[case(vec![], "")]
    #[case(vec![credit("A (2)", "", ",")], "A")]
    #[case(vec![credit("A", "", ","), credit("B", "", "Feat."), credit("C", "", "")], "A, B Feat. C")]
    #[case(vec![credit("Cheap Trick", "", "="), credit("Cheap Trick", "チープ・トリック", "")], "Cheap Trick = チープ・トリック")]
    #[case(vec![credit("A", "", ""), credit("B", "", "")], "A, B")]
    fn reads_as_the_sleeve(#[case] credits: Vec<Credit>, #[case] line: &str) {
        assert_eq!(render_credits(&credits), line);
    }
}
