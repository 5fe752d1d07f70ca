//! Where sentences end.

/// A capital with fewer letters behind it is an abbreviation before a dot: `Mr. Bungle`, `R.E.M.`.
const SHORT: usize = 3;

/// The sentences, roughly: a dot counts when a capital follows it and no abbreviation precedes it.
pub(super) fn split(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut start = 0;
    for (at, mark) in text.char_indices().filter(|(_, mark)| matches!(mark, '.' | '!' | '?' | '…')) {
        let end = at + mark.len_utf8();
        let rest = text[end..].trim_start_matches(['"', '»', '”', '“', ')', '\u{a0}']);
        let is_spaced = rest.starts_with(char::is_whitespace) || rest.len() < text[end..].len();
        let next = rest.trim_start().chars().find(|letter| letter.is_alphanumeric());
        let before = text[start..at].rsplit(|letter: char| !letter.is_alphanumeric()).next().unwrap_or_default();
        let is_short = before.starts_with(char::is_uppercase) && before.chars().count() <= SHORT;
        let is_end = mark != '.' || !is_short;
        if is_end && is_spaced && next.is_some_and(|letter| !letter.is_lowercase()) {
            found.push(text[start..end].trim());
            start = end;
        }
    }
    let rest = text[start..].trim();
    if rest.chars().any(char::is_alphanumeric) {
        found.push(rest);
    }
    found
}

/// Whether it ends as a sentence does.
pub(super) fn is_whole(text: &str) -> bool {
    let bare = text.trim_end_matches(['"', '»', '”', '“', '’', '\'', ')', ' ', '\u{a0}', '\u{202f}']);
    bare.ends_with(['.', '!', '?', '…', '。', '！', '？'])
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("Un. Deux.", 1)]
    #[case("Voici un disque. Il est beau ! Et long…", 3)]
    #[case("« Alba » finit ainsi. « Non » aussi.", 2)]
    #[case("Mr. Bungle joue R.E.M. et Vol. 3 sans faute.", 1)]
    #[case("Er singt „Ja.“ Sie singt nicht.", 1)]
    #[case("", 0)]
    #[case("...", 0)]
    fn counts_roughly(#[case] text: &str, #[case] count: usize) {
        assert_eq!(split(text).len(), count, "{:?}", split(text));
    }

    #[rstest]
    #[case("Fini.", true)]
    #[case("Il chante « Alba. »", true)]
    #[case("(Fini.)", true)]
    #[case("masters of dark,", false)]
    #[case("Album Alba par Ida", false)]
    fn ends_are_seen(#[case] text: &str, #[case] whole: bool) {
        assert_eq!(is_whole(text), whole);
    }
}
