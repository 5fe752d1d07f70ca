//! Chance that falls the same way every time.
//!
//! An own generator, because a world made from a seed must stay the same when a library changes its algorithm.

/// A stream of numbers that depends on nothing but the parts it was made from.
#[derive(Debug, Clone)]
pub(crate) struct Dice(u64);

fn mix(mut z: u64) -> u64 {
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

impl Dice {
    pub(crate) fn new(parts: &[u64]) -> Self {
        Self(parts.iter().fold(0x9e37_79b9_7f4a_7c15, |state, part| {
            mix(state ^ part.wrapping_mul(0xd6e8_feb8_6659_fd93)).wrapping_add(0x632b_e59b_d9b4_e019)
        }))
    }

    pub(crate) fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        mix(self.0)
    }

    /// 0 up to, not including, `end`; 0 when `end` is 0.
    pub(crate) fn below(&mut self, end: usize) -> usize {
        match end {
            0 => 0,
            end => (self.roll() % end as u64) as usize,
        }
    }

    /// `low` to `high`, both included.
    pub(crate) fn between(&mut self, low: i64, high: i64) -> i64 {
        low + self.below((high - low).max(0) as usize + 1) as i64
    }

    /// 0.0 up to, not including, 1.0.
    pub(crate) fn unit(&mut self) -> f64 {
        (self.roll() >> 11) as f64 / (1_u64 << 53) as f64
    }

    pub(crate) fn span(&mut self, low: f32, high: f32) -> f32 {
        low + (high - low) * self.unit() as f32
    }

    pub(crate) fn chance(&mut self, probability: f64) -> bool {
        self.unit() < probability
    }

    pub(crate) fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        from[self.below(from.len())]
    }
}
