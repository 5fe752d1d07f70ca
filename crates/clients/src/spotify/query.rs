//! What to ask Spotify for.

use sillon_core::credit::display_name;
use sillon_core::fold::fold;
use sillon_core::release::Release;

/// Artist and title as plain words; empty when there is nothing to ask for. The artist goes by his own name rather than as
/// printed, and stand-ins such as Various not at all. Of a bilingual title the first half is taken, and of a single its
/// A-side. The year is that of the pressing, so it would only mislead.
pub(super) fn words(release: &Release) -> String {
    let artist = release.credits.iter().find(|credit| !credit.artist_id.is_placeholder());
    let artist = artist.map(|credit| display_name(&credit.name).trim_end_matches('*')).unwrap_or_default();
    let title = release.title.split(" = ").next().unwrap_or_default();
    let is_single = release.formats.iter().flat_map(|format| &format.descriptions).any(|said| said.ends_with("Single"));
    let title = if is_single { title.split(" / ").next().unwrap_or_default() } else { title };
    let title = plain(title);
    if title.is_empty() { title } else { format!("{} {title}", plain(artist)).trim().to_owned() }
}

/// The query for a barcode; none where its digits are too few or too many for one.
pub(super) fn barcode(text: &str) -> Option<String> {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    (8..=14).contains(&digits.len()).then(|| format!("upc:{digits}"))
}

/// Folded, and without what the search would take for its own syntax: double quotes, `field:`, and `NOT` and `OR`, which
/// must be upper case. With a single quote Spotify finds nothing.
fn plain(text: &str) -> String {
    let bare: String = text.chars().filter(|letter| !matches!(letter, '\'' | '’' | '‘' | '`' | '´')).collect();
    let spaced = bare.replace(['"', '“', '”', '„', '«', '»', ':', '*', '(', ')', '[', ']'], " ");
    spaced.split_whitespace().map(folded).collect::<Vec<_>>().join(" ")
}

/// Marks matter in scripts other than ours: `が` is not `か`, nor `й` `и`.
fn folded(word: &str) -> String {
    let folded = fold(word);
    if folded.is_ascii() { folded } else { word.to_lowercase() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;
    use sillon_core::credit::Credit;
    use sillon_core::id::{ArtistId, ReleaseId};

    #[rstest]
    #[case(&[(9, "Jack White (2)")], "Lazaretto", "jack white lazaretto")]
    #[case(&[(9, "David Bowie")], "\"Heroes\"", "david bowie heroes")]
    #[case(&[(9, "Кино")], "Группа Крови = Blood Type", "кино группа крови")]
    #[case(&[(194, "Various")], "Pulp Fiction: Music From The Motion Picture", "pulp fiction music from the motion picture")]
    #[case(&[(355, "Unknown Artist"), (9, "Low")], "Trust", "low trust")]
    #[case(&[(9, "Either/Or")], "This OR That", "either/or this or that")]
    #[case(&[(9, "!!!")], "!!!", "!!! !!!")]
    #[case(&[(9, "Vex'd")], "Degenerate", "vexd degenerate")]
    #[case(&[(9, "Sigur Rós")], "Ágætis Byrjun", "sigur ros agaetis byrjun")]
    #[case(&[(9, "Чайковский")], "ガラスの少年", "чайковский ガラスの少年")]
    #[case(&[(9, "Outkast")], "Speakerboxxx / The Love Below", "outkast speakerboxxx / the love below")]
    #[case(&[], "Untitled", "untitled")]
    #[case(&[(9, "Low")], "", "")]
    fn asks_in_plain_words(#[case] credits: &[(i64, &str)], #[case] title: &str, #[case] query: &str) {
        let credits = credits.iter().map(|(id, name)| Credit {
            artist_id: ArtistId(*id),
            name: (*name).to_owned(),
            anv: "as printed".to_owned(),
            join: String::new(),
        });
        let release = Release {
            id: ReleaseId(1),
            master_id: None,
            title: title.to_owned(),
            year: Some(2022),
            cover_url: None,
            thumb_url: None,
            credits: credits.collect(),
            labels: vec![],
            formats: vec![],
            genres: vec![],
            styles: vec![],
        };
        assert_eq!(words(&release), query);
    }

    #[rstest]
    #[case("5 012394 144777", Some("upc:5012394144777"))]
    #[case("none", None)]
    #[case("123", None)]
    fn asks_for_a_barcode(#[case] text: &str, #[case] query: Option<&str>) {
        assert_eq!(barcode(text).as_deref(), query);
    }
}
