//! Tokens, client ids and secrets as people paste them.
//!
//! What people and programs put around a value (quotes, spaces, invisible characters, the name of the setting, the name of the
//! scheme) is removed; a value with characters that no token has is refused by naming their kind, never the value.

use std::collections::BTreeSet;
use std::fmt;

/// Pairs of quotation marks that are put around a value.
const QUOTES: [(char, &str); 9] = [
    ('"', "\"”"),
    ('\'', "'’"),
    ('`', "`´"),
    ('“', "”\"“"),
    ('”', "”\""),
    ('„', "“”\""),
    ('‘', "’'‘"),
    ('’', "’'"),
    ('«', "»"),
];
/// The ends of names that are pasted with the value, as `SILLON_DISCOGS_TOKEN=…` or `Authorization: …`.
const NAMES: [&str; 8] =
    ["token", "secret", "key", "client_id", "username", "authorization", "credential", "credentials"];
/// Words before the value in a header.
const SCHEMES: [&str; 3] = ["bearer", "discogs", "token"];
/// Words before a name in a shell's file.
const COMMANDS: [&str; 2] = ["export", "set"];

/// A kind of character that no token has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Foreign {
    /// Spaces or line breaks within the value.
    Spaces,
    /// Quotation marks within the value, or at one end only.
    Quotes,
    /// Control characters.
    Controls,
    /// Letters and signs beyond ASCII, such as accented letters, dashes or bullets.
    NonAscii,
}

impl Foreign {
    /// The kind's name in a message's key.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Spaces => "spaces",
            Self::Quotes => "quotes",
            Self::Controls => "controls",
            Self::NonAscii => "non-ascii",
        }
    }
}

impl fmt::Display for Foreign {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            Self::Spaces => "spaces or line breaks",
            Self::Quotes => "quotation marks",
            Self::Controls => "control characters",
            Self::NonAscii => "letters or signs beyond ASCII (accents, dashes, bullets)",
        })
    }
}

/// The value has characters that no token has. It does not hold the value.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("it contains characters that no token has: {}; copy it again, without what is around it", listed(.0))]
pub struct BadCredential(pub BTreeSet<Foreign>);

fn listed(kinds: &BTreeSet<Foreign>) -> String {
    kinds.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
}

/// The value of a token, client id or secret without what was pasted around it; empty when nothing else was there.
///
/// # Errors
/// The kinds of characters in it that no token has.
pub fn clean_credential(text: &str) -> Result<String, BadCredential> {
    let value = unwrap_value(text);
    let foreign: BTreeSet<Foreign> = value.chars().filter_map(foreign).collect();
    if foreign.is_empty() { Ok(value) } else { Err(BadCredential(foreign)) }
}

/// The value without quotation marks, invisible characters, spaces and names around it; its own characters are not judged.
pub fn unwrap_value(text: &str) -> String {
    let visible: String = text.chars().filter(|letter| !is_invisible(*letter)).collect();
    let mut value = visible.trim();
    while let Some(inner) = without_quotes(value).or_else(|| without_prefix(value)) {
        value = inner.trim();
    }
    value.to_owned()
}

fn foreign(letter: char) -> Option<Foreign> {
    match letter {
        letter if letter.is_whitespace() => Some(Foreign::Spaces),
        letter if letter.is_control() => Some(Foreign::Controls),
        '"' | '\'' | '`' | '´' | '‘'..='‟' | '«' | '»' | '‹' | '›' => Some(Foreign::Quotes),
        letter if !letter.is_ascii() => Some(Foreign::NonAscii),
        _ => None,
    }
}

/// Characters that are not seen where they are: byte order marks, zero-width and direction marks, soft hyphens.
fn is_invisible(letter: char) -> bool {
    matches!(letter,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\0')
}

fn without_quotes(value: &str) -> Option<&str> {
    let (first, last) = (value.chars().next()?, value.chars().next_back()?);
    let closes = QUOTES.iter().find(|(opens, _)| *opens == first)?.1;
    let inner = value.strip_prefix(first)?.strip_suffix(last)?;
    closes.contains(last).then_some(inner)
}

/// Without `NAME=`, `NAME:` or a scheme's name and a space.
fn without_prefix(value: &str) -> Option<&str> {
    if let Some((word, rest)) = value.split_once(char::is_whitespace) {
        let word = word.to_ascii_lowercase();
        let is_name_to_come = !rest.trim_start().starts_with(['=', ':']);
        if is_name_to_come && (SCHEMES.contains(&word.as_str()) || COMMANDS.contains(&word.as_str())) {
            return Some(rest);
        }
    }
    let at = value.find(['=', ':'])?;
    let name = value[..at].trim().trim_matches(['"', '\'']).to_ascii_lowercase().replace('-', "_");
    let is_named = NAMES.iter().any(|known| {
        name.strip_suffix(known).is_some_and(|before| {
            (before.is_empty() || before.ends_with(['_', ' ']))
                && before.chars().all(|letter| letter.is_ascii_alphanumeric() || "_ ".contains(letter))
        })
    });
    is_named.then(|| &value[at + 1..])
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    const TOKEN: &str = "AbCd-Ef_01.23==";

    #[rstest]
    #[case("AbCd-Ef_01.23==")]
    #[case(" \tAbCd-Ef_01.23==\r\n")]
    #[case("\"AbCd-Ef_01.23==\"")]
    #[case("'AbCd-Ef_01.23=='")]
    #[case("“AbCd-Ef_01.23==”")]
    #[case("„AbCd-Ef_01.23==“")]
    #[case("‘AbCd-Ef_01.23==’")]
    #[case("«\u{a0}AbCd-Ef_01.23==\u{a0}»")]
    #[case("`AbCd-Ef_01.23==`")]
    #[case("\"'AbCd-Ef_01.23=='\"")]
    #[case("\u{feff}AbCd-Ef_01.23==")]
    #[case("AbCd-\u{200b}Ef_01.23==\u{200d}")]
    #[case("\u{a0}\u{202f}AbCd-Ef_01.23==\u{3000}")]
    #[case("\u{202a}AbCd-Ef_01.23==\u{202c}")]
    #[case("Discogs token=AbCd-Ef_01.23==")]
    #[case("discogs  token = AbCd-Ef_01.23==")]
    #[case("token=AbCd-Ef_01.23==")]
    #[case("Token: AbCd-Ef_01.23==")]
    #[case("token AbCd-Ef_01.23==")]
    #[case("Bearer AbCd-Ef_01.23==")]
    #[case("Authorization: Bearer AbCd-Ef_01.23==")]
    #[case("Authorization: Discogs token=AbCd-Ef_01.23==")]
    #[case("\"Authorization: Discogs token=AbCd-Ef_01.23==\"")]
    #[case("SILLON_DISCOGS_TOKEN=AbCd-Ef_01.23==")]
    #[case("export SILLON_AI_TOKEN='AbCd-Ef_01.23=='")]
    #[case("discogs_token = \"AbCd-Ef_01.23==\"")]
    #[case("SILLON_SPOTIFY_CLIENT_SECRET=\"AbCd-Ef_01.23==\"")]
    #[case("spotify-client-id: AbCd-Ef_01.23==")]
    fn what_is_around_a_token_is_removed(#[case] pasted: &str) {
        assert_eq!(clean_credential(pasted).as_deref(), Ok(TOKEN));
    }

    #[rstest]
    #[case("")]
    #[case("\"\"")]
    #[case(" \u{feff}'' ")]
    #[case("SILLON_DISCOGS_TOKEN=")]
    fn nothing_stays_nothing(#[case] pasted: &str) {
        assert_eq!(clean_credential(pasted).as_deref(), Ok(""));
    }

    #[rstest]
    #[case("Ab Cd", &[Foreign::Spaces])]
    #[case("Ab\nCd", &[Foreign::Spaces])]
    #[case("\"AbCd", &[Foreign::Quotes])]
    #[case("AbCd”", &[Foreign::Quotes])]
    #[case("Ab\u{7}Cd", &[Foreign::Controls])]
    #[case("ÀbCd", &[Foreign::NonAscii])]
    #[case("••••••", &[Foreign::NonAscii])]
    #[case("my “tökèn”", &[Foreign::Spaces, Foreign::Quotes, Foreign::NonAscii])]
    fn what_no_token_has_is_named_and_the_value_is_not(#[case] pasted: &str, #[case] kinds: &[Foreign]) {
        let refused = clean_credential(pasted).unwrap_err();
        assert_eq!(refused.0.iter().copied().collect::<Vec<_>>(), kinds);
        assert!(!format!("{refused} {refused:?}").contains(pasted), "{refused}");
    }

    #[rstest]
    #[case("eyJh.eyJz.x:y=")]
    #[case("sk-proj-a=b:c")]
    #[case("token")]
    #[case("mytoken=1")]
    fn a_token_with_signs_of_its_own_stays_whole(#[case] token: &str) {
        assert_eq!(clean_credential(token).as_deref(), Ok(token));
    }
}
