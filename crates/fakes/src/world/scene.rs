//! Places and times in which invented music was made: their names, titles, labels and the vocabulary Discogs files them under.

mod american;
mod electric;
mod european;
mod far;
mod southern;
mod stage;

/// How the titles of a scene are put together from a head and a tail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Look {
    Bop,
    Mist,
    Soul,
    Rock,
    Chanson,
    Machine,
    City,
    Concrete,
    North,
    Street,
    Dub,
    Folk,
    Concert,
    Screen,
}

/// A bilingual name or word is written `native|other`.
#[derive(Debug)]
pub(crate) struct Scene {
    /// How many of the wheel's slots it has.
    pub(crate) weight: usize,
    pub(crate) look: Look,
    /// The first is always there, the others sometimes.
    pub(crate) genres: &'static [&'static str],
    pub(crate) styles: &'static [&'static str],
    pub(crate) countries: &'static [&'static str],
    /// First and last year of recording.
    pub(crate) years: (i64, i64),
    pub(crate) bands: &'static [&'static str],
    pub(crate) given: &'static [&'static str],
    pub(crate) family: &'static [&'static str],
    /// `{}` is the person's name.
    pub(crate) ensembles: &'static [&'static str],
    pub(crate) titles: &'static [&'static str],
    pub(crate) heads: &'static [&'static str],
    pub(crate) tails: &'static [&'static str],
    /// Name and the letters of its catalogue numbers.
    pub(crate) labels: &'static [(&'static str, &'static str)],
    /// Given names, family names and ensembles go round so many cultures, and only the same ones meet.
    pub(crate) cultures: usize,
    /// Heads and tails go round so many languages, likewise.
    pub(crate) tongues: usize,
    /// Names of family before given, and no space in native script.
    pub(crate) family_first: bool,
}

/// All scenes, in a fixed order.
pub(crate) static SCENES: [&Scene; 14] = [
    &american::BOP,
    &european::MIST,
    &american::SOUL,
    &electric::ROCK,
    &european::CHANSON,
    &electric::MACHINE,
    &far::CITY,
    &far::CONCRETE,
    &far::NORTH,
    &american::STREET,
    &southern::DUB,
    &southern::FOLK,
    &stage::CONCERT,
    &stage::SCREEN,
];

#[cfg(test)]
mod tests {
    use super::SCENES;

    #[test]
    fn rounds_come_out_even() {
        for scene in SCENES {
            assert_eq!(scene.given.len() % scene.cultures, 0, "{}", scene.given[0]);
            assert_eq!(scene.family.len() % scene.cultures, 0, "{}", scene.family[0]);
            assert!(scene.cultures == 1 || scene.ensembles.len() == scene.cultures);
            assert_eq!(scene.heads.len() % scene.tongues, 0, "{}", scene.heads[0]);
            assert_eq!(scene.tails.len() % scene.tongues, 0, "{}", scene.tails[0]);
        }
    }
}
