//! What chat models and the gateways before them do wrong.

use serde_json::{Value, json};

use super::Act;

fn choice(value: &mut Value) -> &mut Value {
    &mut value["choices"][0]
}

fn content(value: &Value) -> String {
    value["choices"][0]["message"]["content"].as_str().unwrap_or_default().to_owned()
}

/// A rewriting of the real completion's text; a streamed answer passes unchanged.
fn says(change: impl Fn(&str) -> String + Send + Sync + 'static) -> Act {
    Act::rewrite(move |value| {
        if value["choices"].is_array() {
            let text = change(&content(value));
            choice(value)["message"]["content"] = text.into();
        }
    })
}

impl Act {
    /// All tokens went into thinking: `content` is null, `reasoning` is long, `finish_reason` is `length`.
    #[must_use]
    pub fn chat_only_reasons() -> Self {
        Self::rewrite(|value| {
            if value["choices"].is_array() {
                let choice = choice(value);
                choice["message"] = json!({"role": "assistant", "content": null, "reasoning": "The user wants a short text about an album. Let me think."});
                choice["finish_reason"] = "length".into();
            }
        })
    }

    /// The thinking stands before the text, in `<think>`.
    #[must_use]
    pub fn chat_thinks_aloud() -> Self {
        says(|text| format!("<think>\nThe user wants French. Keep it short.\n</think>\n\n{text}"))
    }

    /// Markdown instead of plain text.
    #[must_use]
    pub fn chat_markdown() -> Self {
        says(|text| format!("**Critique de l'album**\n\n# Présentation\n\n*{text}*\n\n- un point\n- un autre"))
    }

    /// English instead of the language asked for.
    #[must_use]
    pub fn chat_english() -> Self {
        says(|_| {
            "This album is a bold and atmospheric journey that blends many styles into a haunting, cinematic experience for the listener.".to_owned()
        })
    }

    /// Cut off in the middle of a sentence, `finish_reason` being `length`.
    #[must_use]
    pub fn chat_cut_off() -> Self {
        Self::rewrite(|value| {
            if value["choices"].is_array() {
                let text = content(value);
                let half: String = text.chars().take(text.chars().count() * 2 / 3).collect();
                choice(value)["message"]["content"] = half.into();
                choice(value)["finish_reason"] = "length".into();
            }
        })
    }

    /// An error in Infomaniak's envelope.
    #[must_use]
    pub fn chat_error_infomaniak(status: u16, code: &str, description: &str) -> Self {
        Self::json(
            status,
            json!({"result": "error", "error": {"code": code, "description": description, "errors": []}}),
        )
    }

    /// An error in OpenAI's envelope.
    #[must_use]
    pub fn chat_error_openai(status: u16, message: &str) -> Self {
        Self::json(
            status,
            json!({"error": {"message": message, "type": "server_error", "param": null, "code": status}}),
        )
    }
}
