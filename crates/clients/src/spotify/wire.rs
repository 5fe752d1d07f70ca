//! Spotify's answers as they come.

use super::Found;
use crate::error::ClientError;
use serde::Deserialize;
use serde_json::Value;
use sillon_core::enrich::Picture;
use sillon_core::enrich::matching::{AlbumType, Candidate, CandidateArtist};
use sillon_core::enrich::portraits::FoundArtist;
use sillon_core::limits::is_too_long;
use url::Url;

/// Wider pictures are of no use here.
const WIDEST: u64 = 640;

#[derive(Deserialize)]
pub(super) struct Token {
    pub(super) access_token: String,
    /// Seconds.
    pub(super) expires_in: u64,
}

/// What is usable of an answer. Spotify drops keys, and sends nulls among the items: what lacks is passed over. An answer
/// with no list at all is none: it does not say that there is nothing.
pub(super) fn found(answer: &Value) -> Result<Found, ClientError> {
    let list = |kind: &str| answer.pointer(kind).and_then(Value::as_array);
    let (albums, artists) = (list("/albums/items"), list("/artists/items"));
    if albums.or(artists).is_none() {
        return Err(ClientError::Decode { path: "albums.items".to_owned(), message: "no list".to_owned() });
    }
    Ok(Found {
        albums: albums.into_iter().flatten().filter_map(candidate).collect(),
        artists: artists.into_iter().flatten().filter_map(artist).collect(),
    })
}

/// An album that was taken down keeps its place but not its name; without a page there is nothing to link to.
fn candidate(album: &Value) -> Option<Candidate> {
    let url = page(album)?;
    let title = text(album, "name").filter(|name| !name.trim().is_empty())?;
    let artists = album.get("artists").and_then(Value::as_array).into_iter().flatten();
    let artists = artists.filter_map(|artist| {
        let name = text(artist, "name")?.to_owned();
        Some(CandidateArtist { id: text(artist, "id").unwrap_or_default().to_owned(), name })
    });
    let year = text(album, "release_date").and_then(|date| date.get(..4)).and_then(|year| year.parse().ok());
    Some(Candidate {
        id: text(album, "id").unwrap_or_default().to_owned(),
        title: title.to_owned(),
        artists: artists.collect(),
        year: year.filter(|year| *year > 0),
        album_type: match text(album, "album_type") {
            Some("album") => AlbumType::Album,
            Some("single") => AlbumType::Single,
            Some("compilation") => AlbumType::Compilation,
            _ => AlbumType::Unknown,
        },
        total_tracks: number(album, "total_tracks"),
        url,
        by_barcode: false,
    })
}

fn artist(artist: &Value) -> Option<FoundArtist> {
    let id = text(artist, "id").filter(|id| !id.is_empty())?;
    let name = text(artist, "name").filter(|name| !name.trim().is_empty())?;
    let images = artist.get("images").and_then(Value::as_array).into_iter().flatten();
    let link = page(artist);
    let picture = images.filter_map(|image| picture(image, link.as_deref())).max_by_key(|picture| {
        let width = u64::from(picture.width.unwrap_or_default());
        // The widest that is not too wide, else the least of those that are.
        if width <= WIDEST { (true, width) } else { (false, u64::MAX - width) }
    });
    Some(FoundArtist { id: id.to_owned(), name: name.to_owned(), picture })
}

fn picture(image: &Value, link: Option<&str>) -> Option<Picture> {
    let url = text(image, "url").filter(|url| is_web(url))?.to_owned();
    let (width, height) = (number(image, "width"), number(image, "height"));
    Some(Picture { url, width, height, link: link.map(str::to_owned) })
}

fn page(of: &Value) -> Option<String> {
    text(of.get("external_urls")?, "spotify").filter(|url| is_web(url)).map(str::to_owned)
}

/// It will stand in a page as a link.
fn is_web(url: &str) -> bool {
    Url::parse(url).is_ok_and(|url| matches!(url.scheme(), "https" | "http"))
}

/// What is too long to be kept is as good as missing.
fn text<'a>(of: &'a Value, key: &str) -> Option<&'a str> {
    of.get(key)?.as_str().filter(|text| !is_too_long(text))
}

fn number(of: &Value, key: &str) -> Option<u32> {
    of.get(key)?.as_u64()?.try_into().ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;
    use serde_json::json;
    use sillon_core::enrich::matching::Match;
    use sillon_core::limits::MOST_TEXT;

    #[test]
    fn odd_albums_are_passed_over() {
        let page = json!({"spotify": "https://open.spotify.com/album/1"});
        let found = found(&json!({"albums": {"items": [
            null,
            {},
            {"name": "", "external_urls": page},
            {"name": "No page"},
            {"name": "A script", "external_urls": {"spotify": "javascript:alert(1)"}},
            {"name": "Bare", "external_urls": page, "artists": null, "release_date": "0000", "total_tracks": null},
            {"name": "x".repeat(MOST_TEXT + 1), "external_urls": page},
            {"name": "Far", "external_urls": {"spotify": format!("https://open.spotify.com/{}", "x".repeat(MOST_TEXT))}},
            {"name": "Whole", "id": "w", "external_urls": page, "album_type": "compilation", "total_tracks": 12,
             "artists": [{"name": "A", "id": "a"}, null, {"name": "B"}], "release_date": "1992-05"},
        ]}}))
        .unwrap();
        let read: Vec<_> = found.albums.iter().map(|one| (one.title.as_str(), one.artists.len(), one.year)).collect();
        assert_eq!(read, [("Bare", 0, None), ("Whole", 2, Some(1992))]);
        let whole = &found.albums[1];
        assert_eq!((whole.album_type, whole.total_tracks, whole.id.as_str()), (AlbumType::Compilation, Some(12), "w"));
        assert_eq!(whole.artists[0], CandidateArtist { id: "a".into(), name: "A".into() });
    }

    #[rstest]
    #[case(json!({"albums": {"items": []}}))]
    #[case(json!({"albums": {"items": null}, "artists": {"items": [null, {"id": "1"}, {"name": "no id"}]}}))]
    fn an_answer_with_little_in_it_brings_nothing(#[case] answer: Value) {
        assert_eq!(found(&answer), Ok(Found::default()));
    }

    #[rstest]
    #[case(json!({}))]
    #[case(json!(null))]
    #[case(json!([7]))]
    #[case(json!({"albums": null, "artists": {}}))]
    fn an_answer_with_no_list_says_nothing_of_what_there_is(#[case] answer: Value) {
        assert!(matches!(found(&answer), Err(ClientError::Decode { .. })));
    }

    #[rstest]
    #[case(json!([{"url": "https://i/640", "width": 640}, {"url": "https://i/320", "width": 320}]), Some("https://i/640"))]
    #[case(json!([{"url": "https://i/1000", "width": 1000}, {"url": "https://i/200", "width": 200}]), Some("https://i/200"))]
    #[case(json!([{"url": "https://i/1500", "width": 1500}, {"url": "https://i/1000", "width": 1000}]), Some("https://i/1000"))]
    #[case(json!([{"url": "https://i/any", "width": null}]), Some("https://i/any"))]
    #[case(json!([null, {"url": null, "width": 640}, {"url": "data:image/png,", "width": 640}]), None)]
    #[case(json!([]), None)]
    #[case(json!(null), None)]
    fn the_widest_picture_of_use(#[case] images: Value, #[case] url: Option<&str>) {
        let page = "https://open.spotify.com/artist/1";
        let answer = json!({"artists": {"items": [
            {"id": "1", "name": "Low", "images": images, "external_urls": {"spotify": page}},
        ]}});
        let picture = found(&answer).unwrap().artists.remove(0).picture;
        assert_eq!(picture.as_ref().map(|one| one.url.as_str()), url);
        assert!(picture.is_none_or(|one| one.link.as_deref() == Some(page)));
    }

    #[test]
    fn a_doubtful_match_is_kept_as_json() {
        let page = json!({"spotify": "https://open.spotify.com/album/1"});
        let album = json!({"name": "Low", "id": "l", "external_urls": page, "album_type": "single"});
        let candidate = found(&json!({"albums": {"items": [album]}})).unwrap().albums.remove(0);
        let kept = Match { candidate, score: 0.71, reasons: vec!["title ok".to_owned().into()] };
        let text = serde_json::to_string(&kept).unwrap();
        assert!(text.contains(r#""album_type":"single""#), "{text}");
        assert_eq!(serde_json::from_str::<Match>(&text).unwrap(), kept);
        let sparse: Match =
            serde_json::from_str(r#"{"candidate":{"album_type":"new"},"score":0.5,"reasons":[]}"#).unwrap();
        assert_eq!(sparse.candidate.album_type, AlbumType::Unknown);
    }
}
