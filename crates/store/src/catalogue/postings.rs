//! The albums that have one word or one value.

use super::bits::Bits;

/// Ordinals in ascending order: most words and values have one, so that one costs no allocation; a list while it is short,
/// bits once they are no larger. A library's compressed sets were weighed: within the albums of one collection, plain bits
/// are at most 12 kB for 100,000, need no containers, and are combined and counted faster.
#[derive(Clone, Debug)]
pub(crate) enum Postings {
    One(u32),
    #[allow(clippy::box_collection, reason = "keeps the other kinds small: there are hundreds of thousands")]
    List(Box<Vec<u32>>),
    Bits(Box<Bits>),
}

/// A shorter list stays one, whatever the ordinals are.
const SHORT: usize = 64;

impl Postings {
    /// Adds an ordinal that is not below any that is there.
    pub(crate) fn push(&mut self, ordinal: u32) {
        match self {
            Self::One(only) if *only == ordinal => {}
            Self::One(only) => *self = Self::List(Box::new(vec![*only, ordinal])),
            Self::List(list) => {
                if list.last() == Some(&ordinal) {
                    return;
                }
                list.push(ordinal);
                if list.len() > SHORT && list.len() > ordinal as usize / 32 {
                    let mut bits = Bits::empty(ordinal as usize + 1);
                    list.iter().for_each(|ordinal| bits.insert(*ordinal));
                    *self = Self::Bits(Box::new(bits));
                }
            }
            Self::Bits(bits) => bits.insert(ordinal),
        }
    }

    /// From ordinals in ascending order; `None` of none.
    pub(crate) fn of(ordinals: impl IntoIterator<Item = u32>) -> Option<Self> {
        let mut ordinals = ordinals.into_iter();
        let mut postings = Self::One(ordinals.next()?);
        ordinals.for_each(|ordinal| postings.push(ordinal));
        if let Self::List(list) = &mut postings {
            list.shrink_to_fit();
        }
        Some(postings)
    }

    /// Adds them to a set.
    pub(crate) fn add_to(&self, set: &mut Bits) {
        match self {
            Self::One(only) => set.insert(*only),
            Self::List(list) => list.iter().for_each(|ordinal| set.insert(*ordinal)),
            Self::Bits(bits) => set.or(bits),
        }
    }

    /// How many of them are in a set.
    pub(crate) fn count_in(&self, set: &Bits) -> usize {
        match self {
            Self::One(only) => usize::from(set.contains(*only)),
            Self::List(list) => list.iter().filter(|ordinal| set.contains(**ordinal)).count(),
            Self::Bits(bits) => bits.count_in(set),
        }
    }

    /// Whether one of them is in a set.
    pub(crate) fn meet(&self, set: &Bits) -> bool {
        match self {
            Self::One(only) => set.contains(*only),
            Self::List(list) => list.iter().any(|ordinal| set.contains(*ordinal)),
            Self::Bits(bits) => bits.meets(set),
        }
    }

    /// In ascending order.
    pub(crate) fn ordinals(&self) -> Vec<u32> {
        match self {
            Self::One(only) => vec![*only],
            Self::List(list) => list.to_vec(),
            Self::Bits(bits) => bits.iter().collect(),
        }
    }

    /// Under new ordinals, which keep the order of the old; those that have none are gone.
    pub(crate) fn renumbered(&self, new: &[Option<u32>]) -> Option<Self> {
        Self::of(self.ordinals().into_iter().filter_map(|ordinal| new.get(ordinal as usize).copied().flatten()))
    }
}
