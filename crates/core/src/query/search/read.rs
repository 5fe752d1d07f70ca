//! Cutting what was typed into terms, and writing a term back.

const OPENING: [char; 4] = ['"', '“', '„', '«'];
const CLOSING: [char; 4] = ['"', '”', '“', '»'];

/// One term as it was typed.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Token {
    /// With a `-` before it.
    pub(super) exclude: bool,
    /// The word before the colon.
    pub(super) field: Option<String>,
    /// What follows, without its quotes.
    pub(super) text: String,
    /// In quotes.
    pub(super) quoted: bool,
    /// Quotes that were closed, or a space after it: it is finished.
    pub(super) closed: bool,
}

impl Token {
    /// Whether it has no letter and no digit.
    fn is_mere_signs(&self) -> bool {
        !self.quoted && !self.text.is_empty() && !self.text.contains(char::is_alphanumeric)
    }

    /// Field and text, where the field is none.
    pub(super) fn whole(&self) -> String {
        match &self.field {
            Some(field) => format!("{field}:{}", self.text),
            None => self.text.clone(),
        }
    }
}

/// The terms of a text. Signs that follow one another are one term, with or without spaces between them: `( )` is a title.
pub(super) fn tokens(text: &str) -> Vec<Token> {
    let mut rest = text.trim();
    let mut found: Vec<Token> = Vec::new();
    while !rest.is_empty() {
        let (token, after) = token(rest);
        match found.last_mut().filter(|last| last.is_mere_signs()) {
            Some(last) if token.is_mere_signs() && token.field.is_none() => last.text.push_str(&token.text),
            _ => found.push(token),
        }
        rest = after.trim_start();
    }
    found
}

fn token(text: &str) -> (Token, &str) {
    let after_dash = text
        .strip_prefix('-')
        .filter(|rest| rest.starts_with(|letter: char| letter.is_alphanumeric() || OPENING.contains(&letter)));
    let (exclude, text) = (after_dash.is_some(), after_dash.unwrap_or(text));
    let (field, text) = field(text).map_or((None, text), |(field, rest)| (Some(field.to_owned()), rest));
    if let Some(quoted) = text.strip_prefix(OPENING) {
        let (inside, after, closed) = match quoted.find(CLOSING) {
            Some(end) => (&quoted[..end], quoted[end..].trim_start_matches(CLOSING), true),
            None => (quoted, "", false),
        };
        let text = inside.trim().to_owned();
        return (Token { exclude, field, text, quoted: true, closed }, after);
    }
    let end = text.find(char::is_whitespace).unwrap_or(text.len());
    let (text, after) = text.split_at(end);
    (Token { exclude, field, text: text.to_owned(), quoted: false, closed: false }, after)
}

/// The word before a colon, and what follows.
fn field(text: &str) -> Option<(&str, &str)> {
    let (field, rest) = text.split_once(':')?;
    let is_word = |letter: char| letter.is_alphanumeric() || matches!(letter, '_' | '-');
    (!field.is_empty() && field.chars().all(is_word)).then_some((field, rest))
}

/// A term as it would be typed; a phrase with whether its quotes are closed.
pub(super) fn written(field: &str, text: &str, phrase: Option<bool>) -> String {
    let phrase = phrase.or_else(|| text.contains(char::is_whitespace).then_some(true));
    let (open, close) = (if phrase.is_some() { "\"" } else { "" }, if phrase == Some(true) { "\"" } else { "" });
    let colon = if field.is_empty() { "" } else { ":" };
    format!("{field}{colon}{open}{text}{close}")
}
