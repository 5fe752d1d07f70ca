//! Years and decades that the facts do not hold.

use super::lexicon::{Lexicon, Word};
use crate::enrich::facts::Facts;

/// When there were records.
const YEARS: std::ops::RangeInclusive<i32> = 1880..=2099;

/// Before the number or the word for a decade: `années 90`, `anni '90`, `años noventa`, `jaren tachtig`.
const BEFORE: [&str; 4] = ["annees", "anni", "anos", "jaren"];
/// Behind the number of a decade, joined to it: `1990s`, `90er`, `1990ern`.
const BEHIND: [&str; 4] = ["s", "er", "ern", "ers"];

/// Words that are decades by themselves.
const NAMED: [(&str, i32); 24] = [
    ("twenties", 20),
    ("thirties", 30),
    ("forties", 40),
    ("fifties", 50),
    ("sixties", 60),
    ("seventies", 70),
    ("eighties", 80),
    ("nineties", 90),
    ("zwanziger", 20),
    ("dreissiger", 30),
    ("vierziger", 40),
    ("funfziger", 50),
    ("sechziger", 60),
    ("siebziger", 70),
    ("achtziger", 80),
    ("neunziger", 90),
    ("zwanzigern", 20),
    ("dreissigern", 30),
    ("vierzigern", 40),
    ("funfzigern", 50),
    ("sechzigern", 60),
    ("siebzigern", 70),
    ("achtzigern", 80),
    ("neunzigern", 90),
];

/// Numbers that are decades behind one of [`BEFORE`], the longer first.
const COUNTED: [(&str, i32); 32] = [
    ("vingt", 20),
    ("trente", 30),
    ("quarante", 40),
    ("cinquante", 50),
    ("soixante dix", 70),
    ("soixante", 60),
    ("quatre vingt dix", 90),
    ("quatre vingt", 80),
    ("quatre vingts", 80),
    ("venti", 20),
    ("trenta", 30),
    ("quaranta", 40),
    ("cinquanta", 50),
    ("sessanta", 60),
    ("settanta", 70),
    ("ottanta", 80),
    ("novanta", 90),
    ("cincuenta", 50),
    ("sesenta", 60),
    ("setenta", 70),
    ("ochenta", 80),
    ("noventa", 90),
    ("veinte", 20),
    ("cinquenta", 50),
    ("sessenta", 60),
    ("oitenta", 80),
    ("vijftig", 50),
    ("zestig", 60),
    ("zeventig", 70),
    ("tachtig", 80),
    ("negentig", 90),
    ("twintig", 20),
];

/// The beginnings of a year in words. None can be held against a number here, and nobody needs one.
const SPELT: [&str; 14] = [
    "mil neuf cent",
    "mille neuf cent",
    "deux mille",
    "nineteen hundred",
    "two thousand",
    "mil novecientos",
    "dos mil",
    "millenovecento",
    "duemila",
    "mil novecentos",
    "dois mil",
    "neunzehnhundert",
    "zweitausend",
    "negentienhonderd",
];
/// Tens, behind `nineteen` or `twenty`.
const TENS: [&str; 9] = ["ten", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];

/// As they are written. A decade is known where the original year lies in it.
pub(super) fn unknown<'a>(text: &'a str, words: &[Word<'_>], facts: &Facts, lexicon: &Lexicon) -> Vec<&'a str> {
    let mut found = Vec::new();
    for place in 0..words.len() {
        let Some((time, length)) = read(&words[place..], is_counted(words, place)) else { continue };
        let said = &words[place..place + length];
        let is_written = said.iter().all(|word| lexicon.has(&word.folded));
        let is_known = facts.original_year.is_some_and(|year| time.holds(year)) || is_written;
        let start = if is_counted(words, place) { words[place - 1].at.start } else { said[0].at.start };
        if !is_known {
            found.push(&text[start..said[length - 1].at.end]);
        }
    }
    found
}

fn is_counted(words: &[Word<'_>], place: usize) -> bool {
    place.checked_sub(1).is_some_and(|before| BEFORE.contains(&words[before].folded.as_str()))
}

enum Time {
    Year(i32),
    Decade(i32),
    /// In words.
    Spelt,
    /// The century is not said.
    ShortDecade(i32),
}

impl Time {
    fn holds(&self, year: i32) -> bool {
        match self {
            Self::Year(said) => *said == year,
            Self::Spelt => false,
            Self::Decade(said) => year - year.rem_euclid(10) == *said,
            Self::ShortDecade(said) => (year - year.rem_euclid(10)).rem_euclid(100) == *said,
        }
    }
}

/// The time that the first words tell, and how many words tell it.
fn read(words: &[Word<'_>], counted: bool) -> Option<(Time, usize)> {
    let first = words.first()?.folded.as_str();
    let digits = first.len() - first.trim_start_matches(|letter: char| letter.is_ascii_digit()).len();
    let (number, behind) = first.split_at(digits);
    if let Ok(number) = number.parse::<i32>() {
        let is_decade = number % 10 == 0 && (counted || BEHIND.contains(&behind));
        return match digits {
            4 if !YEARS.contains(&number) => None,
            4 if is_decade => Some((Time::Decade(number), 1)),
            4 => Some((Time::Year(number), 1)),
            2 if is_decade => Some((Time::ShortDecade(number), 1)),
            _ => None,
        };
    }
    if let Some((_, decade)) = NAMED.iter().find(|(name, _)| *name == first) {
        return Some((Time::ShortDecade(*decade), 1));
    }
    let is_said = |name: &str| {
        let mut said = words.iter().map(|word| word.folded.as_str());
        name.split(' ').all(|part| said.next() == Some(part))
    };
    if let Some(length) = spelt(words) {
        return Some((Time::Spelt, length));
    }
    let (name, decade) = COUNTED.iter().find(|(name, _)| counted && is_said(name))?;
    Some((Time::ShortDecade(*decade), name.split(' ').count()))
}

/// How many of the first words begin a year in words: `mil neuf cent`, `nineteen seventy`, `neunzehnhundertvierundsiebzig`.
fn spelt(words: &[Word<'_>]) -> Option<usize> {
    let begins = |name: &&&str| {
        let parts = name.split(' ').count();
        let said = words.iter().take(parts).map(|word| word.folded.as_str());
        let mut pairs = name.split(' ').zip(said);
        words.len() >= parts
            && pairs.all(|(part, said)| said.starts_with(part) && (parts == 1 || said.len() <= part.len() + 1))
    };
    if let Some(name) = SPELT.iter().find(begins) {
        return Some(name.split(' ').count());
    }
    let (first, second) = (words.first()?.folded.as_str(), words.get(1)?.folded.as_str());
    (first == "nineteen" && TENS.contains(&second)).then_some(2)
}

#[cfg(test)]
mod tests {
    use super::super::lexicon;
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("Paru en 1974.", &[])]
    #[case("Paru en 2017, enregistré en 1974.", &["2017"])]
    #[case("Les années 1970 et les années 70.", &[])]
    #[case("Les années 1990, les années 90, les années quatre-vingt-dix.", &["années 1990", "années 90", "années quatre-vingt-dix"])]
    #[case("Les années soixante-dix puis soixante.", &[])]
    #[case("The 1970s, the ’70s, the seventies.", &[])]
    #[case("The 1960s, the '60s, the sixties.", &["1960s", "60s", "sixties"])]
    #[case("Die 80er, die 1980er, die Achtziger.", &["80er", "1980er", "Achtziger"])]
    #[case("Gli anni '80, los años ochenta, os anos 80.", &["anni '80", "años ochenta", "anos 80"])]
    #[case("Douze titres, 45 tours, 1200 copies, 99 ballons.", &[])]
    #[case("Entre 1974-1976.", &["1976"])]
    #[case("Le titre « Hiver 1959 » revient.", &[])]
    #[case("Sorti en 1970.", &["1970"])]
    #[case("Sorti en 1974 (１９７５).", &["１９７５"])]
    #[case("Vendu 20 años después.", &[])]
    #[case("Paru en mil neuf cent soixante-quinze, en mille neuf cents et plus.", &["mil neuf cent", "mille neuf cents"])]
    #[case("Released in nineteen seventy-five, nineteen songs.", &["nineteen seventy"])]
    #[case("Erschienen neunzehnhundertfünfundsiebzig. Uscito nel millenovecentosettanta.", &["neunzehnhundertfünfundsiebzig", "millenovecentosettanta"])]
    fn times_are_held_against_the_facts(#[case] text: &str, #[case] expected: &[&str]) {
        let facts = Facts { original_year: Some(1974), title: "Hiver 1959".into(), ..Facts::default() };
        assert_eq!(unknown(text, &lexicon::words(text), &facts, &Lexicon::new(&facts)), expected);
    }

    #[test]
    fn without_an_original_year_every_time_is_unknown() {
        let facts = Facts::default();
        let text = "Sorti en 1974, dans les années 70.";
        assert_eq!(unknown(text, &lexicon::words(text), &facts, &Lexicon::new(&facts)), ["1974", "années 70"]);
    }
}
