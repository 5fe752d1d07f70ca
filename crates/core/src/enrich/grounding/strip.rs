//! Plain text of what a model answers, and the markup that is left of it.

use super::lexicon::Lexicon;
use super::residue::{without_address, without_end_tokens};
use unicode_normalization::UnicodeNormalization;

/// One paragraph without thinking, end tokens, Markdown, introduction, quotation marks around the whole, and sentences to the
/// person who asked.
pub(super) fn plain(text: &str) -> String {
    let mut text: String = without_thinking(text).nfc().collect();
    // What is taken off may have hidden more of it, and nothing is ever put on.
    loop {
        let plainer = plainer(&text);
        if plainer == text {
            return text;
        }
        text = plainer;
    }
}

fn plainer(text: &str) -> String {
    let lines: Vec<&str> = text.lines().map(str::trim).filter(|line| !is_rule(line)).collect();
    let mut kept: Vec<String> =
        lines.iter().filter(|line| !is_heading(line)).map(|line| inline(unprefixed(line))).collect();
    if kept.iter().all(|line| line.trim().is_empty()) {
        kept = lines.iter().map(|line| inline(unprefixed(line))).collect();
    }
    let opening = kept.iter().position(|line| !line.trim().is_empty());
    if let Some(opening) = opening.filter(|at| kept[*at].trim_end().ends_with(':') && kept.len() > at + 1) {
        kept.drain(..=opening);
    }
    let joined = kept.join(" ");
    let spaced = joined.split([' ', '\t']).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
    without_address(unquoted(spaced.trim())).to_owned()
}

/// What a model says, without what it thinks aloud in `<think>…</think>` before and without the tokens that end its turn. A
/// block that never ends is all thought; one that never began ends a thought all the same.
pub fn without_thinking(text: &str) -> String {
    let text = without_thoughts(text);
    let ended = without_end_tokens(&text);
    // Most texts end without one: white space stays as it is, since more may follow it.
    if ended.len() == text.trim().len() { text } else { ended.to_owned() }
}

fn without_thoughts(text: &str) -> String {
    let mut text = text.to_owned();
    loop {
        let lower = text.to_ascii_lowercase();
        let (open, close) = (lower.find("<think"), lower.find("</think"));
        match (open, close) {
            (Some(open), Some(close)) if open < close => text.replace_range(open..tag_end(&text, close), ""),
            (_, Some(close)) => text.replace_range(..tag_end(&text, close), ""),
            (Some(open), None) => text.truncate(open),
            (None, None) => return text,
        }
    }
}

fn tag_end(text: &str, tag: usize) -> usize {
    text[tag..].find('>').map_or(text.len(), |end| tag + end + 1)
}

/// `---`, `***`, `===`, a code fence.
fn is_rule(line: &str) -> bool {
    let is_line_of =
        |mark: char| line.chars().count() >= 3 && line.chars().all(|letter| letter == mark || letter == ' ');
    line.starts_with("```") || line.starts_with("~~~") || ['-', '*', '_', '='].into_iter().any(is_line_of)
}

/// `## Title`, or a whole line in bold that is no sentence.
fn is_heading(line: &str) -> bool {
    let bold = ["**", "__"].into_iter().any(|mark| {
        let inner = line.strip_prefix(mark).and_then(|rest| rest.strip_suffix(mark));
        inner.is_some_and(|inner| !inner.contains(mark) && !super::sentence::is_whole(inner))
    });
    bold || (line.starts_with('#') && line.trim_start_matches('#').starts_with(' '))
}

/// Without what marks a heading, a quotation or an item of a list.
fn unprefixed(line: &str) -> &str {
    let line = line.trim_start_matches(['>', ' ']);
    let bare = line.trim_start_matches('#');
    let line = if bare.starts_with(' ') { bare.trim_start() } else { line };
    if let Some(item) = ["- ", "* ", "+ ", "• "].into_iter().find_map(|bullet| line.strip_prefix(bullet)) {
        return item.trim_start();
    }
    let digits = line.len() - line.trim_start_matches(|letter: char| letter.is_ascii_digit()).len();
    let numbered = line[digits..].strip_prefix(". ").or_else(|| line[digits..].strip_prefix(") "));
    numbered.filter(|_| (1..=2).contains(&digits)).map_or(line, str::trim_start)
}

/// Without emphasis, code and the targets of links. A mark inside a word is no emphasis: `M*A*S*H`.
fn inline(line: &str) -> String {
    let line = unlinked(line);
    let letters: Vec<char> = line.chars().collect();
    let mut plain = String::with_capacity(line.len());
    let mut at = 0;
    while at < letters.len() {
        let mark = letters[at];
        let length = letters[at..].iter().take_while(|letter| **letter == mark).count();
        let before = at.checked_sub(1).is_some_and(|before| letters[before].is_alphanumeric());
        let after = letters.get(at + length).is_some_and(|letter| letter.is_alphanumeric());
        match mark {
            '*' | '_' if !(before && after) => {}
            '`' if before && after && length == 1 => plain.push('\''),
            '`' => {}
            '~' if length == 2 => {}
            '\\' if length == 1 && letters.get(at + 1).is_some_and(char::is_ascii_punctuation) => {}
            _ => plain.extend(std::iter::repeat_n(mark, length)),
        }
        at += length;
    }
    plain
}

/// `[text](target)` and `![text](target)` as their text.
fn unlinked(line: &str) -> String {
    let mut plain = String::with_capacity(line.len());
    let mut rest = line;
    while let Some((before, label, after)) = link(rest) {
        plain.push_str(before.strip_suffix('!').unwrap_or(before));
        plain.push_str(label);
        rest = after;
    }
    plain.push_str(rest);
    plain
}

/// What precedes the first link, its text, and what follows it.
fn link(line: &str) -> Option<(&str, &str, &str)> {
    let middle = line.find("](")?;
    let open = line[..middle].rfind('[')?;
    let close = middle + 2 + line[middle + 2..].find(')')?;
    Some((&line[..open], &line[open + 1..middle], &line[close + 1..]))
}

/// Without one pair of quotation marks around the whole; a text that merely begins and ends with a quotation keeps both.
fn unquoted(text: &str) -> &str {
    for (open, close) in [('"', '"'), ('«', '»'), ('“', '”'), ('„', '“'), ('\'', '\''), ('‘', '’')] {
        let inner = text.strip_prefix(open).and_then(|rest| rest.strip_suffix(close));
        if let Some(inner) = inner.filter(|inner| !inner.contains([open, close])) {
            return inner.trim_matches([' ', '\u{a0}', '\u{202f}']);
        }
    }
    text
}

/// The first word with markup in it that the facts do not hold just so.
pub(super) fn leftover<'a>(text: &'a str, lexicon: &Lexicon) -> Option<&'a str> {
    text.split_whitespace().find(|word| {
        let bare = word.trim_matches(['«', '»', '"', '“', '”', '„', ',', '.', ';', ':', '(', ')', '!', '?', '’', '\'']);
        is_marked(word) && !lexicon.has_written(word) && !lexicon.has_written(bare)
    })
}

fn is_marked(word: &str) -> bool {
    let is_tag = word
        .find('<')
        .is_some_and(|at| word[at + 1..].starts_with(|next: char| next.is_ascii_alphabetic() || next == '/'));
    let is_row = matches!(word, "|" | "#" | "##" | "###" | "####" | "---");
    word.contains(['*', '_', '`']) || word.contains("](") || word.contains("~~") || is_tag || is_row
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("  Un disque.\n\n Un autre. ", "Un disque. Un autre.")]
    #[case("<think>\nHm.\n</think>\n\nUn disque.", "Un disque.")]
    #[case("Hm.</think>Un disque.", "Un disque.")]
    #[case("<THINK>Hm.</Think><thinking>Hm.</thinking>Un disque.", "Un disque.")]
    #[case("<think>All of it", "")]
    #[case("**Présentation**\n\n# Alba\n\n*Alba* est **un** `disque`.", "Alba est un disque.")]
    #[case("**Alba est un disque.**", "Alba est un disque.")]
    #[case("- Un disque.\n- Un autre.\n1. Un tiers.", "Un disque. Un autre. Un tiers.")]
    #[case("```text\nUn disque.\n```", "Un disque.")]
    #[case("Voir [Alba](https://example.org/a) et ![ceci](x.png).", "Voir Alba et ceci.")]
    #[case("« Un disque. »", "Un disque.")]
    #[case("\"Un disque.\"", "Un disque.")]
    #[case("« Alba » est comme « Aube »", "« Alba » est comme « Aube »")]
    #[case("Voici une description :\n\nUn disque.", "Un disque.")]
    #[case("Titres : un, deux.", "Titres : un, deux.")]
    #[case("M*A*S*H revient.", "M*A*S*H revient.")]
    #[case("#1 Record est là.", "#1 Record est là.")]
    #[case("# Alba", "Alba")]
    #[case("1984. Un disque.", "1984. Un disque.")]
    #[case("Un\n---\ndeux.", "Un deux.")]
    #[case("\\*Alba\\* plaît.", "Alba plaît.")]
    #[case("Cafe\u{301}.", "Café.")]
    #[case("", "")]
    fn takes_off_what_is_no_text(#[case] text: &str, #[case] expected: &str) {
        assert_eq!(plain(text), expected);
    }
}
