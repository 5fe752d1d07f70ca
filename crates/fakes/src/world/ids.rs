//! Ids that look scattered, as Discogs' do, yet lead back to what they stand for without a table.

/// A range of ids: `base` up to `base + prime`.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Ids {
    base: i64,
    prime: u64,
}

pub(crate) const RELEASES: Ids = Ids { base: 1_000, prime: 32_452_843 };
pub(crate) const MASTERS: Ids = Ids { base: 2_000, prime: 2_750_159 };
/// Above 194, 355 and 118760, which stand for nobody.
pub(crate) const ARTISTS: Ids = Ids { base: 200_000, prime: 15_485_863 };
pub(crate) const LABELS: Ids = Ids { base: 3_000, prime: 1_299_709 };

impl Ids {
    fn key(self, seed: u64) -> u64 {
        1 + seed.wrapping_mul(2_654_435_761).wrapping_add(777_767_777) % (self.prime - 1)
    }

    pub(crate) fn id(self, seed: u64, index: usize) -> i64 {
        let scattered = (index as u64 + 1) % self.prime * self.key(seed) % self.prime;
        self.base + scattered as i64
    }

    /// The index that `id` was made from, if it lies in the range.
    pub(crate) fn index(self, seed: u64, id: i64) -> Option<usize> {
        let scattered = u64::try_from(id - self.base).ok().filter(|n| (1..self.prime).contains(n))?;
        let back = self.power(self.key(seed), self.prime - 2);
        usize::try_from(scattered * back % self.prime).ok().map(|n| n - 1)
    }

    /// By Fermat, `power(key, prime - 2)` undoes a multiplication by `key`.
    fn power(self, mut base: u64, mut exponent: u64) -> u64 {
        let mut result = 1;
        while exponent > 0 {
            if exponent & 1 == 1 {
                result = result * base % self.prime;
            }
            base = base * base % self.prime;
            exponent >>= 1;
        }
        result
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_id_leads_back_to_its_index() {
        for ids in [RELEASES, MASTERS, ARTISTS, LABELS] {
            for seed in [0, 1, 42, u64::MAX] {
                for index in [0, 1, 99, 99_999] {
                    assert_eq!(ids.index(seed, ids.id(seed, index)), Some(index));
                }
            }
            assert_eq!(ids.index(1, 0), None);
            assert_eq!(ids.index(1, i64::MAX), None);
        }
    }
}
