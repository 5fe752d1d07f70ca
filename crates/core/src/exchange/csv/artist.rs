//! `Artist`: the credit as one line. A name is cut off only where it certainly ends.

use crate::credit::Credit;
use crate::exchange::keys;

/// What joins two artists and is part of no artist's name, in lower case and without a full stop.
const CERTAIN: [&str; 7] = ["featuring", "feat", "ft", "vs", "versus", "=", "/"];

/// What may stand in a name too (`Earth, Wind & Fire`), but after a disambiguation or an asterisk no name goes on.
const AFTER_AN_END: [&str; 8] = ["&", "and", "with", "x", "+", "-", "presents", "meets"];

/// The credit of a cell. A name printed otherwise than the artist's own (`Nilsson*`) is known as printed only.
pub fn parse_artists(cell: &str) -> Vec<Credit> {
    let cell = cell.trim();
    if cell.is_empty() {
        return Vec::new();
    }
    let mut credits = Vec::new();
    let mut rest = cell;
    while let Some((name, join, after)) = cut(rest) {
        credits.push(credit(name, join));
        rest = after;
    }
    credits.push(credit(rest, ""));
    if render_artists(&credits) == cell { credits } else { vec![credit(cell, "")] }
}

fn credit(name: &str, join: &str) -> Credit {
    let (own, anv) = match name.strip_suffix('*') {
        Some(printed) if !printed.is_empty() => (printed, printed),
        _ => (name, ""),
    };
    // With its asterisk it is another key than an artist of just that name.
    Credit { artist_id: keys::artist_id(name), name: own.to_owned(), anv: anv.to_owned(), join: join.to_owned() }
}

/// The first artist, what joins it to the next, and the rest; `None` when no end is certain.
fn cut(text: &str) -> Option<(&str, &str, &str)> {
    let gaps = text.match_indices(' ').map(|(at, _)| at);
    for at in gaps {
        let (name, after) = (&text[..at], &text[at + 1..]);
        if let Some(name) = name.strip_suffix(',').filter(|name| ends(name) && !after.is_empty()) {
            return Some((name, ",", after));
        }
        let Some((word, next)) = after.split_once(' ') else { continue };
        let plain = word.strip_suffix('.').unwrap_or(word).to_lowercase();
        let has = |words: &[&str]| words.contains(&plain.as_str());
        let joins = has(&CERTAIN) || ((has(&AFTER_AN_END) || plain == "aka") && ends(name));
        if joins && !name.trim().is_empty() && !next.trim().is_empty() {
            return Some((name, word, next));
        }
    }
    None
}

/// Whether a name certainly ends here: `Jack White (2)`, `Nilsson*`.
fn ends(name: &str) -> bool {
    if name.ends_with('*') && name.len() > 1 {
        return true;
    }
    let digits = name.strip_suffix(')').and_then(|open| open.rsplit_once(" (")).map(|(_, digits)| digits);
    digits.is_some_and(|digits| !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()))
}

/// The cell: names with their disambiguation, names as printed with an asterisk, and what stands between them.
pub fn render_artists(credits: &[Credit]) -> String {
    let mut cell = String::new();
    for (position, credit) in credits.iter().enumerate() {
        if credit.anv.is_empty() {
            cell.push_str(&credit.name);
        } else {
            cell.push_str(&credit.anv);
            cell.push('*');
        }
        if position + 1 < credits.len() {
            match credit.join.trim() {
                "" | "," => cell.push_str(", "),
                join => {
                    cell.push(' ');
                    cell.push_str(join);
                    cell.push(' ');
                }
            }
        }
    }
    cell
}
