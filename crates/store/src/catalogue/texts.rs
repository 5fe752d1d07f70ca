//! Many short texts in one allocation, and orders over them.

use std::cmp::Ordering;

/// Texts by their numbers, in the order in which they were added.
#[derive(Clone, Debug, Default)]
pub(crate) struct Texts {
    letters: String,
    ends: Vec<u32>,
}

impl Texts {
    /// Adds a text and tells its number.
    pub(crate) fn push(&mut self, text: &str) -> u32 {
        self.letters.push_str(text);
        self.ends.push(u32::try_from(self.letters.len()).unwrap_or(u32::MAX));
        u32::try_from(self.ends.len() - 1).unwrap_or(u32::MAX)
    }

    /// The text of that number.
    pub(crate) fn get(&self, number: u32) -> &str {
        let number = number as usize;
        let start = number.checked_sub(1).and_then(|before| self.ends.get(before)).map_or(0, |end| *end as usize);
        self.ends.get(number).and_then(|end| self.letters.get(start..*end as usize)).unwrap_or_default()
    }
}

/// Merges numbers that are in order into others that are, in place.
pub(crate) fn merge(into: &mut Vec<u32>, new: &[u32], compare: impl Fn(u32, u32) -> Ordering) {
    let (mut kept, mut added) = (into.len(), new.len());
    into.resize(kept + added, 0);
    // From the back: each of the new is put behind all that stand before it, which move once.
    while let Some(number) = added.checked_sub(1).and_then(|last| new.get(last).copied()) {
        let at = into[..kept].partition_point(|held| compare(*held, number) == Ordering::Less);
        into.copy_within(at..kept, at + added);
        into[at + added - 1] = number;
        (kept, added) = (at, added - 1);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn merging_is_sorting(mut one: Vec<u32>, mut other: Vec<u32>) {
            one.sort_unstable();
            other.sort_unstable();
            let mut expected = [one.clone(), other.clone()].concat();
            expected.sort_unstable();
            merge(&mut one, &other, |a, b| a.cmp(&b));
            prop_assert_eq!(one, expected);
        }
    }

    #[test]
    fn texts_are_told_by_their_numbers() {
        let mut texts = Texts::default();
        let numbers = ["moon", "", "élan"].map(|text| texts.push(text));
        assert_eq!(numbers.map(|number| texts.get(number)), ["moon", "", "élan"]);
        assert_eq!(texts.get(9), "");
    }
}
