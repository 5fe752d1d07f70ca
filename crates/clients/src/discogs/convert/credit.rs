//! Who made a release or a track, and who did what on it.

use crate::discogs::wire::id;
use crate::lenient::{list, printed, text};
use serde_json::Value;
use sillon_core::credit::{Credit, display_name};
use sillon_core::enrich::details::Part;
use sillon_core::id::ArtistId;

/// A name without a key is credited to "Unknown Artist", printed on this release as that name: so it is shown, and no
/// artist of that name is invented. A key without any name would leave a nameless artist for ever.
pub(super) fn to_credit(artist: &Value) -> Option<Credit> {
    let (name, anv, join) = (text(artist, "name"), text(artist, "anv"), text(artist, "join"));
    let printed = if anv.is_empty() { name.clone() } else { anv.clone() };
    if printed.trim().is_empty() {
        return None;
    }
    Some(match id(artist, "id").map(ArtistId) {
        Some(artist_id) if name.is_empty() => Credit { artist_id, name: printed, anv: String::new(), join },
        Some(artist_id) => Credit { artist_id, name, anv, join },
        None => Credit { artist_id: ArtistId::UNKNOWN, name: "Unknown Artist".to_owned(), anv: printed, join },
    })
}

pub(super) fn credits(of: &Value) -> Vec<Credit> {
    list(of, "artists").filter_map(to_credit).collect()
}

pub(super) fn parts(of: &Value) -> Vec<Part> {
    list(of, "extraartists").filter_map(to_part).collect()
}

fn to_part(artist: &Value) -> Option<Part> {
    let names = [text(artist, "anv"), text(artist, "name")];
    let name = names.iter().map(|name| display_name(name).trim()).find(|name| !name.is_empty())?;
    Some(Part {
        artist_id: id(artist, "id").unwrap_or_default(),
        name: name.to_owned(),
        role: text(artist, "role"),
        tracks: printed(artist, "tracks"),
    })
}
