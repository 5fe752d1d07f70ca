//! The proof that a run touched nothing: a sum over the rows that were there, taken before it and after it.

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;

/// A sum over rows that does not depend on their order: 128 bits of a hash of each, added up.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Checksum {
    /// How many rows.
    pub rows: u64,
    /// The sum of their hashes.
    pub sum: Sum,
}

/// Shown and stored as 32 hexadecimal digits.
#[derive(Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct Sum(pub u128);

impl Checksum {
    /// Takes in one more row.
    pub fn add(&mut self, hash: u128) {
        self.rows += 1;
        self.sum.0 = self.sum.0.wrapping_add(hash);
    }

    /// Both together: that of the rows of either.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self { rows: self.rows + other.rows, sum: Sum(self.sum.0.wrapping_add(other.sum.0)) }
    }
}

impl Sum {
    /// From what is stored.
    pub fn parse(text: &str) -> Option<Self> {
        let is_sum = text.len() == 32 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
        u128::from_str_radix(text, 16).ok().filter(|_| is_sum).map(Self)
    }
}

impl fmt::Display for Sum {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{:032x}", self.0)
    }
}

impl fmt::Debug for Sum {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, out)
    }
}

impl Serialize for Sum {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Sum {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = String::deserialize(from)?;
        Self::parse(&text).ok_or_else(|| serde::de::Error::custom("expected 32 hexadecimal digits"))
    }
}

/// What a run proves of the imported rows that were there before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proof {
    /// Those rows before the run.
    pub before: Checksum,
    /// The same rows after it.
    pub after: Checksum,
    /// All rows after it, those that came meanwhile too: what a later look compares with.
    pub standing: Checksum,
    /// Which rows `standing` speaks of: those that bear a smaller number.
    pub seal: i64,
    /// Whether what the run before left was still so when this one began; `None` where none was proven before.
    pub intact: Option<bool>,
}

impl Proof {
    /// Whether nothing that was there was changed or removed.
    pub fn holds(&self) -> bool {
        self.before == self.after
    }
}

/// What a look at the collection finds, beside what the last run left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Verification {
    /// All rows now.
    pub now: Checksum,
    /// What the last proven run left; `None` before the first.
    pub standing: Option<Checksum>,
    /// The same rows now.
    pub found: Option<Checksum>,
}

impl Verification {
    /// Whether every row that the last run left is there and reads as it did; `None` where there was no run.
    pub fn holds(&self) -> Option<bool> {
        self.standing.map(|standing| self.found == Some(standing))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_order_of_rows_is_no_matter_and_each_row_is(mut hashes in prop::collection::vec(any::<u128>(), 1..20),
                                                          other in any::<u128>()) {
            let sum = |hashes: &[u128]| {
                let mut sum = Checksum::default();
                hashes.iter().for_each(|hash| sum.add(*hash));
                sum
            };
            let whole = sum(&hashes);
            let (some, rest) = hashes.split_at(hashes.len() / 2);
            prop_assert_eq!(sum(rest).and(sum(some)), whole);
            prop_assert_ne!(sum(&hashes[1..]), whole);
            let changed = hashes[0] != other;
            hashes[0] = other;
            prop_assert_eq!(sum(&hashes) != whole, changed);
        }

        #[test]
        fn a_sum_reads_as_it_is_written(sum in any::<u128>()) {
            let text = Sum(sum).to_string();
            prop_assert_eq!(text.len(), 32);
            prop_assert_eq!(Sum::parse(&text), Some(Sum(sum)));
        }
    }

    #[test]
    fn nothing_else_is_a_sum() {
        for text in ["", "0", "+0000000000000000000000000000000", "g0000000000000000000000000000000"] {
            assert_eq!(Sum::parse(text), None, "{text}");
        }
    }
}
