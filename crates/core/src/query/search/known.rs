//! What can stand before a colon, and what its values are.

use super::Part;
use crate::fold::fold;
use crate::id::FieldId;
use crate::query::{Facet, Missing, Value, Years};

/// What can stand before a colon.
pub(super) enum Known {
    Part(Part),
    Facet(Facet),
}

impl Known {
    /// The word before the colon, without regard to case, accents and signs; `fields` are the owner's own.
    pub(super) fn of(word: &str, fields: &[(FieldId, String)]) -> Option<Self> {
        let letters = |text: &str| fold(text).chars().filter(|letter| letter.is_alphanumeric()).collect::<String>();
        let asked = letters(word);
        let own =
            || fields.iter().find(|(_, name)| letters(name) == asked).map(|(id, _)| Self::Facet(Facet::Field(*id)));
        let part = Part::from_word(word).map(Self::Part);
        part.or_else(|| Facet::from_word(word).map(Self::Facet)).or_else(own)
    }
}

/// The values of a facet whose values are no names; the inner `None` where the text says none.
pub(super) fn read_values(facet: Facet, text: &str, unfinished: bool) -> Option<Option<Vec<Value>>> {
    let years = || if unfinished { Years::parse_unfinished(text) } else { Years::parse(text) };
    Some(match facet {
        Facet::Year | Facet::Decade if facet == Facet::Year || text.contains('-') => {
            years().map(|years| vec![Value::Year(years)])
        }
        Facet::Decade => years().map(|years| vec![Value::Decade(years.first / 10 * 10)]),
        Facet::OriginalYear => years().map(|years| vec![Value::OriginalYear(years)]),
        Facet::Rating => read_ratings(text),
        Facet::Missing => {
            let whole = Missing::from_word(text);
            let begun = || Missing::ALL.into_iter().find(|missing| missing.as_str().starts_with(&fold(text)));
            whole.or_else(|| begun().filter(|_| unfinished)).map(|missing| vec![Value::Missing(missing)])
        }
        _ => return None,
    })
}

/// `5`, `4-5`, `4+`; 0 is unrated.
fn read_ratings(text: &str) -> Option<Vec<Value>> {
    let stars = |text: &str| text.trim().parse::<u8>().ok().filter(|stars| *stars <= 5);
    let (least, most) = match (text.strip_suffix(['+', '-']), text.split_once('-')) {
        (Some(least), _) => (stars(least)?, 5),
        (None, Some((least, most))) => (stars(least)?, stars(most)?),
        (None, None) => (stars(text)?, stars(text)?),
    };
    (least <= most).then(|| (least..=most).map(Value::Rating).collect())
}
