//! What one service takes of the common language, learnt from its refusals.

use serde_json::{Value, json};
use sillon_core::enrich::prompt::Message;

/// Facts are to be told, not varied.
const TEMPERATURE: f32 = 0.3;

/// Which options are sent. All, until one is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Dialect {
    /// `reasoning_effort`: a model that thinks first spends its tokens on that.
    effort: bool,
    temperature: bool,
    /// `max_tokens`, which the newest models call `max_completion_tokens`.
    max_tokens: bool,
}

impl Default for Dialect {
    fn default() -> Self {
        Self { effort: true, temperature: true, max_tokens: true }
    }
}

impl Dialect {
    /// The dialect without the option that a refusal names, if it names one that was sent.
    pub(super) fn without(self, refusal: &str) -> Option<Self> {
        let names = |option: &str| refusal.contains(option);
        if self.effort && names("reasoning_effort") {
            return Some(Self { effort: false, ..self });
        }
        if self.max_tokens && names("max_completion_tokens") {
            return Some(Self { max_tokens: false, ..self });
        }
        (self.temperature && names("temperature")).then_some(Self { temperature: false, ..self })
    }

    pub(super) fn body(self, model: &str, messages: &[Message], max_tokens: u32, stream: bool) -> Value {
        let mut body = json!({"model": model, "messages": messages, "stream": stream});
        body[if self.max_tokens { "max_tokens" } else { "max_completion_tokens" }] = max_tokens.into();
        if self.temperature {
            body["temperature"] = TEMPERATURE.into();
        }
        if self.effort {
            body["reasoning_effort"] = "none".into();
        }
        body
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_option_is_given_up_once() {
        let whole = Dialect::default();
        let effortless = whole.without("Unsupported value: 'reasoning_effort' does not support 'none'.").unwrap();
        assert_eq!(effortless.without("reasoning_effort"), None);
        let newest = effortless.without("'max_tokens' is not supported. Use 'max_completion_tokens' instead.").unwrap();
        let least = newest.without("Unsupported value: 'temperature'").unwrap();
        assert_eq!(
            least.body("m", &[], 9, false),
            json!({"model": "m", "messages": [], "stream": false, "max_completion_tokens": 9})
        );
        assert_eq!(whole.without("The messages.0.content must be a string."), None);
    }
}
