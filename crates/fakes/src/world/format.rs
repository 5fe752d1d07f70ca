//! What an invented release is pressed on.

use crate::dice::Dice;

#[derive(Debug, Clone)]
pub(crate) struct Format {
    pub(crate) name: &'static str,
    pub(crate) qty: i64,
    pub(crate) descriptions: Vec<&'static str>,
    pub(crate) text: Option<&'static str>,
}

impl Format {
    fn new(name: &'static str, qty: i64, descriptions: &[&'static str]) -> Self {
        Self { name, qty, descriptions: descriptions.to_vec(), text: None }
    }
}

const TEXTS: [&str; 24] = [
    "Gatefold",
    "180g",
    "180 Gram",
    "180g, Gatefold",
    "Clear",
    "Blue Translucent",
    "Red [Cherry]",
    "White",
    "Green Marbled",
    "Orange & Black Splatter",
    "Black, Obi Strip",
    "Gold",
    "Die-cut Sleeve",
    "Tip-On Sleeve",
    "Pressed At Ring Road",
    "Fold-out Poster",
    "Half-Speed Master",
    "Eco-Mix",
    "Cream [Coke Bottle]",
    "Ice-Blue, Numbered Obi",
    "Laminated Cover",
    "Flipback Sleeve",
    "Second Pressing",
    "Screen-printed Sleeve",
];

/// The formats of a pressing of `year`, first issued in `original`.
pub(crate) fn formats(year: i64, original: i64, compilation: bool, dice: &mut Dice) -> Vec<Format> {
    let long = if compilation { "Compilation" } else { "Album" };
    let mut formats = match dice.below(1000) {
        0..=569 => vec![long_player(year, long, dice)],
        570..=659 => vec![single(dice)],
        660..=729 => vec![maxi(dice)],
        730..=849 if year >= 1984 => {
            vec![Format::new("CD", 1 + i64::from(dice.chance(0.12)), &[long])]
        }
        850..=899 if year >= 1972 => vec![Format::new("Cassette", 1, &[long])],
        900..=914 if year >= 2005 => {
            vec![Format::new("File", dice.between(5, 12), &["FLAC", long])]
        }
        915..=929 if year >= 1999 => vec![Format::new("CDr", 1, &[long])],
        930..=949 => boxed(year, long, dice),
        950..=969 if year >= 2006 => {
            vec![long_player(year, long, dice), Format::new("CD", 1, &[long])]
        }
        970..=979 => vec![
            Format::new("Vinyl", 2, &["LP"]),
            Format::new("Vinyl", 1, &["7\"", "45 RPM"]),
            Format::new("All Media", 1, &[long, "Limited Edition"]),
        ],
        980..=983 => vec![Format::new("Flexi-disc", 1, &["7\"", "33 ⅓ RPM", "Single Sided"])],
        984..=987 if (1992..2012).contains(&year) => vec![Format::new("Minidisc", 1, &[long])],
        988..=991 if year >= 2000 => vec![Format::new("DVD", 1, &["DVD-Video", "NTSC"])],
        992..=994 if year >= 2010 => vec![Format::new("Blu-ray", 1, &["Blu-ray Audio", long])],
        995..=997 if year >= 2000 => {
            vec![Format::new("SACD", 1, &["Hybrid", "Multichannel", long])]
        }
        _ => vec![long_player(year, long, dice)],
    };
    if let Some(first) = formats.first_mut() {
        age(first, year, original, dice);
    }
    if dice.chance(0.014) {
        formats.iter_mut().for_each(|format| format.descriptions.clear());
    }
    formats
}

fn long_player(year: i64, long: &'static str, dice: &mut Dice) -> Format {
    let qty = if dice.chance(0.13) { dice.between(2, 3) } else { 1 };
    let mut format = Format::new("Vinyl", qty, &["LP", long]);
    match year {
        ..=1967 if dice.chance(0.6) => format.descriptions.push("Mono"),
        1958..=1985 if dice.chance(0.55) => format.descriptions.push("Stereo"),
        _ => {}
    }
    format
}

fn single(dice: &mut Dice) -> Format {
    let mut format = Format::new("Vinyl", 1, &["7\"", "45 RPM"]);
    format.descriptions.push(if dice.chance(0.3) { "EP" } else { "Single" });
    format
}

fn maxi(dice: &mut Dice) -> Format {
    match dice.below(4) {
        0 => Format::new("Vinyl", 1, &["10\"", "EP"]),
        1 => Format::new("Vinyl", 1, &["12\"", "45 RPM", "Maxi-Single"]),
        2 => Format::new("Vinyl", 2, &["12\"", "Album"]),
        _ => Format::new("Vinyl", 1, &["12\"", "33 ⅓ RPM", "EP"]),
    }
}

fn boxed(year: i64, long: &'static str, dice: &mut Dice) -> Vec<Format> {
    let mut container = Format::new("Box Set", 1, &["Limited Edition"]);
    container.text = (year > 1995).then_some("Anniversary Edition");
    let mut formats = vec![Format::new("Vinyl", dice.between(3, 8), &["LP", long])];
    if year >= 1990 {
        formats.push(Format::new("CD", dice.between(1, 2), &[long, "Remastered"]));
    }
    formats.push(container);
    formats
}

fn age(format: &mut Format, year: i64, original: i64, dice: &mut Dice) {
    if year > original && year > 0 {
        format.descriptions.push(if dice.chance(0.8) { "Reissue" } else { "Repress" });
        if year >= 1988 && dice.chance(0.35) {
            format.descriptions.push("Remastered");
        }
    }
    if year >= 2005 && dice.chance(0.25) {
        format.descriptions.push("Limited Edition");
        if dice.chance(0.2) {
            format.descriptions.push("Numbered");
        }
    } else if dice.chance(0.03) {
        format.descriptions.push(["Promo", "Club Edition", "White Label", "Test Pressing"][dice.below(4)]);
    }
    if format.name == "Vinyl" && dice.chance(0.5) {
        format.text = Some(dice.pick(&TEXTS));
    }
}
