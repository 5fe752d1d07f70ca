//! What to ask Spotify for.

use sillon_core::credit::display_name;
use sillon_core::release::Release;

/// Artist and title as plain words; empty when there is nothing to ask for. The artist goes by his own name rather than as
/// printed, and stand-ins such as Various not at all. Of a bilingual title the first half is taken. The year is that of
/// the pressing, so it would only mislead.
pub(super) fn words(release: &Release) -> String {
    let artist = release.credits.iter().find(|credit| !credit.artist_id.is_placeholder());
    let artist = artist.map(|credit| display_name(&credit.name)).unwrap_or_default();
    let title = release.title.split(" = ").next().unwrap_or_default();
    let title = plain(title);
    if title.is_empty() { title } else { format!("{} {title}", plain(artist)).trim().to_owned() }
}

/// Without what the search would take for its own syntax: quotes, `field:`, and `NOT` and `OR`, which must be upper case.
fn plain(text: &str) -> String {
    let spaced = text.to_lowercase().replace(['"', '“', '”', '„', '«', '»', ':', '*', '(', ')', '[', ']'], " ");
    spaced.split_whitespace().collect::<Vec<_>>().join(" ")
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
}
