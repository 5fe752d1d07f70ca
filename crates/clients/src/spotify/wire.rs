//! Spotify's answers as they come.

use serde::Deserialize;
use serde_json::Value;
use sillon_core::linking::Candidate;
use url::Url;

#[derive(Deserialize)]
pub(super) struct Token {
    pub(super) access_token: String,
    /// Seconds.
    pub(super) expires_in: u64,
}

#[derive(Deserialize)]
pub(super) struct Search {
    albums: Albums,
}

/// `items` may hold nulls.
#[derive(Deserialize)]
struct Albums {
    items: Vec<Value>,
}

pub(super) fn candidates(search: Search) -> Vec<Candidate> {
    search.albums.items.iter().filter_map(candidate).collect()
}

/// An album that was taken down keeps its place but not its name; without a page there is nothing to link to.
fn candidate(album: &Value) -> Option<Candidate> {
    let title = album.get("name")?.as_str().filter(|name| !name.trim().is_empty())?;
    let url = album.pointer("/external_urls/spotify")?.as_str()?;
    // It will stand in a page as a link.
    let is_page = Url::parse(url).is_ok_and(|url| matches!(url.scheme(), "https" | "http"));
    let artists = album.get("artists").and_then(Value::as_array).into_iter().flatten();
    let artists = artists.filter_map(|artist| artist.get("name")?.as_str()).map(str::to_owned).collect();
    let released = album.get("release_date").and_then(Value::as_str).and_then(|date| date.get(..4));
    let year = released.and_then(|year| year.parse().ok()).filter(|year| *year > 0);
    is_page.then(|| Candidate { title: title.to_owned(), artists, year, url: url.to_owned() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn read(items: Value) -> Vec<Candidate> {
        candidates(serde_json::from_value(json!({"albums": {"items": items}})).unwrap())
    }

    #[test]
    fn odd_albums_are_passed_over() {
        let page = json!({"spotify": "https://open.spotify.com/album/1"});
        let found = read(json!([
            null,
            {},
            {"name": "", "external_urls": page},
            {"name": "No page"},
            {"name": "A script", "external_urls": {"spotify": "javascript:alert(1)"}},
            {"name": "Bare", "external_urls": page, "artists": null, "release_date": "0000"},
            {"name": "Whole", "external_urls": page, "artists": [{"name": "A"}, null, {"name": "B"}], "release_date": "1992-05"},
        ]));
        let found: Vec<_> = found.iter().map(|one| (one.title.as_str(), one.artists.len(), one.year)).collect();
        assert_eq!(found, [("Bare", 0, None), ("Whole", 2, Some(1992))]);
    }
}
