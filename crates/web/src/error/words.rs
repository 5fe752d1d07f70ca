//! What a person reads of an error, in their language.

use super::{Accepted, WebError};
use crate::api::plan::file_sentence;
use crate::i18n::{Lang, moments, text, text_with};
use fluent_templates::fluent_bundle::FluentValue;
use jiff::tz::TimeZone;
use sillon_core::edit::Reason;

/// What a person reads of an error.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Words {
    /// What happened, in a few words.
    pub title: String,
    /// What happened, in a sentence.
    pub sentence: String,
    /// What can be done, where something can.
    pub way_out: Option<String>,
}

impl WebError {
    /// What a person reads, in their language.
    pub fn words(&self, lang: Lang) -> Words {
        let stem = format!("problem-{}", self.code().replace('_', "-"));
        let sentence = match self {
            Self::InvalidParameter { name, value, accepted } => parameter_sentence(lang, name, value, accepted),
            Self::TooManyAttempts { retry_after } => {
                text_with(lang, &format!("{stem}-detail"), &[("seconds", FluentValue::from(*retry_after))])
            }
            Self::InsufficientScope(scope) => {
                text_with(lang, &format!("{stem}-detail"), &[("scope", FluentValue::from(scope.as_str()))])
            }
            Self::SyncWaiting(_, _, until) => {
                let now = jiff::Timestamp::now().as_millisecond();
                let time = moments::clock_from(lang, &TimeZone::system(), now, *until);
                text_with(lang, "problem-sync-waiting-detail", &[("time", time.into())])
            }
            Self::OtherAccount { kept, new } => text_with(
                lang,
                &format!("{stem}-detail"),
                &[("kept", kept.as_str().into()), ("new", new.as_str().into())],
            ),
            Self::TokenCharacters(kinds) => {
                let kinds = kinds.0.iter().map(|kind| text(lang, &format!("token-{}", kind.as_str())));
                let kinds = kinds.collect::<Vec<_>>().join(", ");
                text_with(lang, &format!("{stem}-detail"), &[("kinds", kinds.into())])
            }
            // The first fault says more than that there are some.
            Self::FileRefused(problems) if !problems.is_empty() => file_sentence(&problems[0], lang),
            Self::InvalidFields(refusals) => {
                let said: Vec<String> = refusals
                    .iter()
                    .map(|refusal| {
                        let reason = reason_words(lang, refusal.reason);
                        text_with(
                            lang,
                            "refused-field",
                            &[("name", refusal.field.as_str().into()), ("reason", reason.into())],
                        )
                    })
                    .collect();
                said.join(" ")
            }
            _ => text(lang, &format!("{stem}-detail")),
        };
        let hint = format!("{stem}-hint");
        let way_out = match self {
            Self::OtherAccount { new, .. } => Some(text_with(lang, &hint, &[("new", new.as_str().into())])),
            _ => self.has_hint().then(|| text(lang, &hint)),
        };
        Words { title: text(lang, &stem), sentence, way_out }
    }

    fn has_hint(&self) -> bool {
        !matches!(
            self,
            Self::InvalidParameter { .. }
                | Self::BadRequest
                | Self::MethodNotAllowed
                | Self::SyncNotRunning
                | Self::WantlistNotRunning
                | Self::InvalidFields(_)
                | Self::EditUndone
                | Self::NothingToUndo
                | Self::NothingToTakeOver
                | Self::EnrichmentNotRunning
                | Self::ImportNotRunning
        )
    }
}

/// What is wrong with a value, as a sentence that stands beside its field.
pub fn reason_words(lang: Lang, reason: Reason) -> String {
    let key = format!("refused-{}", reason.as_str().replace('_', "-"));
    match reason {
        Reason::Missing | Reason::Unknown | Reason::Taken => text(lang, &key),
        Reason::TooLong(most) | Reason::TooMany(most) => text_with(lang, &key, &[("most", most.to_string().into())]),
        Reason::Range(least, most) => {
            text_with(lang, &key, &[("least", least.to_string().into()), ("most", most.to_string().into())])
        }
    }
}

fn parameter_sentence(lang: Lang, name: &str, value: &str, accepted: &Accepted) -> String {
    let named = |key: &str, more: &[(&'static str, FluentValue<'_>)]| {
        let mut values = vec![("name", FluentValue::from(name)), ("value", FluentValue::from(value))];
        values.extend_from_slice(more);
        text_with(lang, key, &values)
    };
    // Numbers are handed over as text: they are values to type, not figures to group.
    match accepted {
        Accepted::Whole(least, None) => named("problem-parameter-least", &[("least", least.to_string().into())]),
        Accepted::Whole(least, Some(most)) => {
            named("problem-parameter-range", &[("least", least.to_string().into()), ("most", most.to_string().into())])
        }
        Accepted::Years => named("problem-parameter-years", &[]),
        Accepted::FieldAndValue => named("problem-parameter-field", &[]),
        Accepted::OneOf(words) => named("problem-parameter-one-of", &[("words", words.join(", ").into())]),
        Accepted::Names(names) if names.is_empty() => named("problem-parameter-none", &[]),
        Accepted::Names(names) => named("problem-parameter-unknown", &[("names", names.join(", ").into())]),
        Accepted::WholeCollection => named("problem-parameter-whole", &[]),
        Accepted::Once => named("problem-parameter-once", &[]),
        Accepted::WithoutNul => named("problem-parameter-nul", &[]),
        Accepted::Filters(most) => named("problem-parameter-filters", &[("most", most.to_string().into())]),
        Accepted::Words(words, letters) => named(
            "problem-parameter-words",
            &[("words", words.to_string().into()), ("letters", letters.to_string().into())],
        ),
    }
}
