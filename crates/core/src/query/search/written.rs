//! A search as one text that reads the same.

use super::{Asked, Part, Search, Term, read};
use std::fmt;

impl fmt::Display for Search {
    /// One text that reads the same: its terms with a space between.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mistakes = self.mistakes.iter().map(|mistake| read::written(mistake.facet.as_str(), &mistake.text, None));
        let last = self.terms.len().saturating_sub(1);
        let terms = self.terms.iter().enumerate().map(|(place, term)| term.written(place == last));
        out.write_str(&mistakes.chain(terms).collect::<Vec<_>>().join(" "))
    }
}

impl Term {
    /// Only a phrase at the end can be left open: it would take in what follows.
    pub(super) fn written(&self, is_last: bool) -> String {
        let (field, text, phrase) = match &self.asked {
            Asked::Words { part, text, phrase, words, .. } => {
                let unfinished = is_last && words.last().is_some_and(|word| word.beginning);
                (part.map_or("", Part::as_str), text, phrase.then_some(!unfinished))
            }
            Asked::Named { field, text, .. } => (field.as_str(), text, None),
            Asked::Values { values, text } => (values.first().map_or("", |value| value.facet().as_str()), text, None),
        };
        let written = read::written(field, text, phrase);
        if self.exclude { format!("-{written}") } else { written }
    }
}
