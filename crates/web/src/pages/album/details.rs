//! What the album's own page at Discogs tells.

use super::tracks::{Side, sides};
use crate::i18n::moments;
use crate::page::Page;
use crate::pages::collection::question::filtered;
use crate::pages::source::is_address;
use sillon_core::enrich::details::{Details, Part};

/// An album's details for its page.
pub(crate) struct DetailsView {
    pub(crate) sides: Vec<Side>,
    /// Each role with those who had it.
    pub(crate) roles: Vec<(String, Vec<Person>)>,
    /// Name, and where the others are.
    pub(crate) country: Option<(String, String)>,
    pub(crate) released: Option<String>,
    /// Year, and where the others are.
    pub(crate) original_year: Option<(String, String)>,
    /// Role, and name with number.
    pub(crate) companies: Vec<(String, String)>,
    /// Kind, value, and where it stands.
    pub(crate) identifiers: Vec<(String, String, String)>,
    pub(crate) notes: Option<String>,
    /// Title, duration and address.
    pub(crate) videos: Vec<(String, String, String)>,
}

/// Somebody who took part.
pub(crate) struct Person {
    pub(crate) name: String,
    /// The tracks it is about; empty for all.
    pub(crate) tracks: String,
}

impl DetailsView {
    pub(crate) fn of(page: &Page, details: &Details) -> Self {
        let video = |url: &String, title: &String, duration: Option<u32>| {
            let title = if title.is_empty() { url.clone() } else { title.clone() };
            (title, duration.map(|seconds| moments::duration(u64::from(seconds))).unwrap_or_default(), url.clone())
        };
        let videos = details.videos.iter().filter(|video| is_address(&video.url));
        let company = |name: &str, catno: &str| [name, catno].join(" ").trim().to_owned();
        Self {
            sides: sides(page, &details.tracks),
            roles: roles(&details.credits),
            country: details.country.clone().map(|name| (name.clone(), filtered("country", &name))),
            released: details.released.as_deref().map(|released| date(page, released)),
            original_year: details.original_year.map(|year| year.to_string()).map(|year| {
                let href = filtered("original_year", &year);
                (year, href)
            }),
            companies: details.companies.iter().map(|one| (one.role.clone(), company(&one.name, &one.catno))).collect(),
            identifiers: details
                .identifiers
                .iter()
                .map(|one| (one.kind.clone(), one.value.clone(), one.description.clone()))
                .collect(),
            notes: details.notes.clone().filter(|notes| !notes.trim().is_empty()),
            videos: videos.map(|one| video(&one.url, &one.title, one.duration)).collect(),
        }
    }
}

/// Those of one role together, in the order in which the roles come.
fn roles(credits: &[Part]) -> Vec<(String, Vec<Person>)> {
    let mut roles: Vec<(String, Vec<Person>)> = Vec::new();
    for part in credits {
        let person = Person { name: part.name.clone(), tracks: part.tracks.clone() };
        match roles.iter_mut().find(|(role, _)| *role == part.role) {
            Some((_, people)) => people.push(person),
            None => roles.push((part.role.clone(), vec![person])),
        }
    }
    roles
}

/// `1999-03-00` as `mars 1999`; what is no date stands as it is.
fn date(page: &Page, released: &str) -> String {
    let mut numbers = released.split('-').map(|part| part.parse::<u16>().ok());
    let parts = (numbers.next().flatten(), numbers.next().flatten(), numbers.next().flatten());
    match parts {
        (Some(year), Some(month @ 1..=12), Some(day @ 1..=31)) => {
            let day = if day == 1 && page.lang == crate::i18n::Lang::Fr { "1er".to_owned() } else { day.to_string() };
            format!("{day} {} {year}", page.t(&format!("month-{month}")))
        }
        (Some(year), Some(month @ 1..=12), _) => format!("{} {year}", page.t(&format!("month-{month}"))),
        (Some(year), ..) => year.to_string(),
        _ => released.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::Lang;
    use crate::pages::sample;
    use rstest::rstest;

    #[rstest]
    #[case("1999", "1999")]
    #[case("1999-03-00", "mars 1999")]
    #[case("1999-03-01", "1er mars 1999")]
    #[case("1999-00-00", "1999")]
    #[case("sometime", "sometime")]
    fn dates_are_as_exact_as_they_are_known(#[case] released: &str, #[case] shown: &str) {
        assert_eq!(date(&sample::page(Lang::Fr), released), shown);
    }
}
