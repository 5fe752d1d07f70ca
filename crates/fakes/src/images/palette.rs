//! Colours that were chosen to go together.

use tiny_skia::Color;

use crate::dice::Dice;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Ink(pub(super) u32);

impl Ink {
    pub(super) fn color(self, alpha: f32) -> Color {
        let [_, red, green, blue] = self.0.to_be_bytes();
        let part = |byte: u8| f32::from(byte) / 255.0;
        Color::from_rgba(part(red), part(green), part(blue), alpha.clamp(0.0, 1.0)).unwrap_or(Color::BLACK)
    }

    /// `share` of the way to another colour.
    pub(super) fn towards(self, other: Self, share: f32) -> Self {
        let (from, to) = (self.0.to_be_bytes(), other.0.to_be_bytes());
        let mixed = std::array::from_fn(|place| {
            let (a, b) = (f32::from(from[place]), f32::from(to[place]));
            (a + (b - a) * share).round().clamp(0.0, 255.0) as u8
        });
        Self(u32::from_be_bytes(mixed))
    }
}

/// A ground, a dark ink, and three more in falling order of weight.
#[derive(Debug, Clone, Copy)]
pub(super) struct Palette {
    pub(super) ground: Ink,
    pub(super) dark: Ink,
    pub(super) first: Ink,
    pub(super) second: Ink,
    pub(super) third: Ink,
}

impl Palette {
    pub(super) fn colours(&self) -> [Ink; 3] {
        [self.first, self.second, self.third]
    }

    pub(super) fn any(&self, dice: &mut Dice) -> Ink {
        dice.pick(&self.colours())
    }

    pub(super) fn any_or_dark(&self, dice: &mut Dice) -> Ink {
        dice.pick(&[self.dark, self.first, self.second, self.third])
    }
}

const fn set(inks: [u32; 5]) -> Palette {
    let [ground, dark, first, second, third] = inks;
    Palette { ground: Ink(ground), dark: Ink(dark), first: Ink(first), second: Ink(second), third: Ink(third) }
}

/// Paper and printer's inks of the fifties and sixties.
pub(super) const PRINT: [Palette; 10] = [
    set([0xf1e7d0, 0x1b1a1e, 0xd1432b, 0x1f5f8b, 0xe8a628]),
    set([0xefe4cc, 0x14213a, 0x1d6fa3, 0xe2b23c, 0xbf3b2b]),
    set([0xf3ead7, 0x20201d, 0xe4792b, 0x2b7a6f, 0x8f2d3f]),
    set([0xe9e2cf, 0x17202a, 0x2f6f5e, 0xd8a13a, 0xc7502f]),
    set([0xf5ecd9, 0x231f20, 0xc8102e, 0x6d8f9c, 0xf0b323]),
    set([0xeee6d3, 0x1a1626, 0x5b3b8c, 0xd96c3f, 0x84b0a6]),
    set([0xf0e5d8, 0x26211d, 0xa63d2f, 0xd9a566, 0x456268]),
    set([0xe6e3d6, 0x0f1c24, 0x0f6b78, 0xf08a4b, 0xd6c28a]),
    set([0xf4e9cf, 0x2a1b15, 0xe0512f, 0x7a9e7e, 0xf2b950]),
    set([0xf2e8dc, 0x1c1c2b, 0x2d4b9b, 0xe8615a, 0xf3c55b]),
];

/// Air, water, stone.
pub(super) const MIST: [Palette; 8] = [
    set([0xd9dfe0, 0x22303a, 0x7e99a6, 0xb7c4c7, 0xe7cfb1]),
    set([0xe4ddd3, 0x2f3437, 0x9aa5a3, 0xc9b8a3, 0xd98f5f]),
    set([0xcfd8dc, 0x18242e, 0x49697e, 0x93a9b5, 0xf0e3c8]),
    set([0xe8e3dc, 0x3a3a3f, 0xa8a39d, 0xc6c0b9, 0x8c3f34]),
    set([0xdfe5df, 0x1f2f2a, 0x6f8f83, 0xaebfb3, 0xf1d9a7]),
    set([0xe5dfe6, 0x2a2638, 0x7f7796, 0xb9aec4, 0xf0c9b3]),
    set([0xd6dbe3, 0x141c2c, 0x3e5578, 0x8aa0bd, 0xf2b88c]),
    set([0xece6da, 0x33302a, 0x8b8672, 0xc2bba5, 0x5f7f8f]),
];

/// Warm rooms, brass, velvet.
pub(super) const WARM: [Palette; 8] = [
    set([0xf6d9a8, 0x3a1420, 0xd9482b, 0xf19a37, 0x8c2f5e]),
    set([0xf3c98b, 0x2b1a12, 0xb5451f, 0xe38b29, 0x5a7d5a]),
    set([0xfbe3c0, 0x401827, 0xe2572b, 0xf4a93d, 0x2f8f86]),
    set([0xf7d6b5, 0x2a1836, 0x7b2d6b, 0xe75a4d, 0xf6b64b]),
    set([0xf2dcb3, 0x1f2a1f, 0x4e7a3a, 0xe0a02f, 0xc8442b]),
    set([0xffe1b8, 0x4a1d0f, 0xc23b22, 0xf58f29, 0xffc24b]),
    set([0xf5d7cf, 0x35132c, 0xb83264, 0xf07b5a, 0xf7c25e]),
    set([0xefcf9a, 0x231512, 0x8a3b1d, 0xd9742e, 0x2d5f6b]),
];

/// Poster colours of a garage and an art school.
pub(super) const LOUD: [Palette; 9] = [
    set([0xf7efe1, 0x191320, 0xff4f3f, 0x2a55c9, 0xffc83d]),
    set([0xfdf3e4, 0x23113a, 0xf0307a, 0x1aa6a0, 0xfdb833]),
    set([0xf0eee6, 0x111111, 0xe93a2c, 0x3a7d44, 0xf4c542]),
    set([0xffe9d6, 0x1d1f3a, 0xf26b4e, 0x5d3fbf, 0x38b6a8]),
    set([0xf4f0e6, 0x15252d, 0x00857c, 0xff7a5c, 0xf6d365]),
    set([0xfbe9e7, 0x2b0f2e, 0x9c1f6e, 0xff6b4a, 0x4fc3c7]),
    set([0xfff3c9, 0x24202b, 0xe8505b, 0x14a098, 0x5b4b9a]),
    set([0xe9f0ea, 0x10222b, 0x1f7a8c, 0xf25f4c, 0xffd166]),
    set([0xf6e7ee, 0x1e1a3d, 0x4b50c8, 0xf2567b, 0xffb85c]),
];

/// Night, tubes, screens.
pub(super) const NIGHT: [Palette; 9] = [
    set([0x0d0b1e, 0x05040f, 0xff3f8e, 0x2de2e6, 0xffb347]),
    set([0x101a2c, 0x070c16, 0xf25f5c, 0x3fb8af, 0xffe066]),
    set([0x140f24, 0x090614, 0x9d4edd, 0x48bfe3, 0xff8fab]),
    set([0x0b1d26, 0x051016, 0x18c29c, 0xf4d35e, 0xee6c4d]),
    set([0x1a0f1f, 0x0c0610, 0xff5d5d, 0xff9f5b, 0x7a5cff]),
    set([0x0e1420, 0x06090f, 0x5fa8ff, 0xd7e3fc, 0xff7f6a]),
    set([0x171717, 0x0a0a0a, 0xd8ff5b, 0x8c8c8c, 0xf2f2ea]),
    set([0x1b1035, 0x0d081c, 0xff6ec7, 0x6a8dff, 0xffd36e]),
    set([0x10241f, 0x07120f, 0x7bd389, 0xf6e8b1, 0xe4572e]),
];

/// Seaside afternoons.
pub(super) const SEASIDE: [Palette; 6] = [
    set([0xbfe6ef, 0x17365c, 0x2a9dd6, 0xff7e67, 0xfff1d6]),
    set([0xffd9c7, 0x2b2d6e, 0xff8a8a, 0x58b8d6, 0xfff3b8]),
    set([0xf9c7d1, 0x2a1f5c, 0x7c5cd6, 0xffa45c, 0x4fd0d0]),
    set([0xd7f0e6, 0x133b4a, 0x1fa8a0, 0xf77f6a, 0xfde8a9]),
    set([0xfde2b3, 0x3b1f4a, 0xf56f5f, 0x4a8fd6, 0xfff6e0]),
    set([0xcfe0fb, 0x1d2450, 0x4d6fd8, 0xf58fb0, 0xffe9a8]),
];

/// Concrete and one signal colour.
pub(super) const STARK: [Palette; 6] = [
    set([0xe8e6e1, 0x111111, 0x4a4a48, 0x9a9893, 0xd7261e]),
    set([0xdcdad4, 0x161616, 0x2e2e2e, 0x8b8b86, 0xe8c31e]),
    set([0xf0efec, 0x0c0c0c, 0x3c3c3c, 0xb4b2ad, 0x1a4fd0]),
    set([0x1c1c1c, 0x080808, 0xe6e4df, 0x7c7a76, 0xe23b2e]),
    set([0xd3d6d6, 0x12181a, 0x3d4a4e, 0x8d999b, 0xf26a1b]),
    set([0xe4e0d6, 0x18140f, 0x5b5347, 0xa79d8c, 0x2f6f5e]),
];
