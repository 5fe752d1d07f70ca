//! Which of those whom Deezer finds is the artist, if it is any of them.

use crate::lenient::{number, text, web_address};
use serde_json::Value;
use sillon_core::credit::display_name;
use sillon_core::enrich::Picture;
use sillon_core::fold::fold;

/// How many times the listeners of all namesakes together make an artist the one whom everybody means.
const BY_FAR: i64 = 20;
/// Below so many listeners nobody is known well enough for that.
const KNOWN: i64 = 1_000;
/// The sizes that Deezer offers, largest first: name and pixels of an edge.
const SIZES: [(&str, u32); 3] = [("picture_xl", 1_000), ("picture_big", 500), ("picture_medium", 250)];
/// What the hash of nothing is: the picture of those who have none, where its place is not left empty.
const HASH_OF_NOTHING: &str = "d41d8cd98f00b204e9800998ecf8427e";

/// The picture of the only bearer of the name.
///
/// Of several bearers the one with by far the most listeners is taken: Deezer keeps a second and third entry of well-known
/// artists for wrongly filed tracks, with next to no listeners, and refusing all of those names would leave out the
/// best-known artists of a collection. Two who are both known stay in doubt, and doubt gives no picture. A name that
/// Discogs had to disambiguate has other bearers for certain, and the best known may well be one of them, so there only
/// a single bearer counts.
pub(super) fn choose(name: &str, artists: &[Value]) -> Option<Picture> {
    let bare = display_name(name);
    let wanted = folded(bare);
    let mut bearers: Vec<(i64, &Value)> = Vec::new();
    for artist in artists.iter().filter(|artist| folded(&text(artist, "name")) == wanted) {
        let Some(id) = number(artist, "id") else { continue };
        if bearers.iter().all(|(known, _)| *known != id) {
            bearers.push((id, artist));
        }
    }
    let listeners = |artist: &Value| number(artist, "nb_fan").unwrap_or_default().max(0);
    bearers.sort_by_key(|(_, artist)| std::cmp::Reverse(listeners(artist)));
    let (&(_, first), others) = bearers.split_first()?;
    let known = listeners(first);
    let rivals = others.iter().fold(0_i64, |sum, (_, artist)| sum.saturating_add(listeners(artist)));
    let is_disambiguated = bare.len() < name.trim_end().len();
    let is_by_far = known >= KNOWN && known / BY_FAR >= rivals;
    let is_certain = others.is_empty() || (!is_disambiguated && is_by_far);
    if is_certain { picture(first) } else { None }
}

fn folded(name: &str) -> String {
    fold(name).split_whitespace().collect::<Vec<_>>().join(" ")
}

fn picture(artist: &Value) -> Option<Picture> {
    let is_one = |url: &String| !url.contains("/images/artist//") && !url.contains(HASH_OF_NOTHING);
    let (url, edge) = SIZES.iter().find_map(|(key, edge)| Some((web_address(&text(artist, key))?, *edge)))?;
    let link = web_address(&text(artist, "link"));
    Some(url).filter(is_one).map(|url| Picture { url, width: Some(edge), height: Some(edge), link })
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;
    use serde_json::json;

    fn artist(id: i64, name: &str, fans: i64) -> Value {
        json!({"id": id, "name": name, "nb_fan": fans, "link": format!("https://www.deezer.com/artist/{id}"),
            "picture_xl": format!("https://cdn-images.dzcdn.net/images/artist/{id:032x}/1000x1000-000000-80-0-0.jpg")})
    }

    #[rstest]
    #[case("Björk", &[(1, "Bjork", 9)], Some(1))]
    #[case("Björk", &[(2, "Björk Tribute", 900_000), (1, "BJÖRK", 9)], Some(1))]
    #[case("Jack White (2)", &[(1, "Jack White", 9)], Some(1))]
    #[case("Sigur  Rós", &[(1, " sigur ros ", 9)], Some(1))]
    #[case("Low", &[(1, "Lowe", 9), (2, "The Low", 9)], None)]
    #[case("AC/DC", &[(1, "ACDC", 9_000_000)], None)]
    #[case("Low", &[], None)]
    // One and the same, twice in the list.
    #[case("Low", &[(1, "Low", 9), (1, "Low", 9)], Some(1))]
    // Left-overs beside the well-known one, whatever the order.
    #[case("Low", &[(1, "Low", 90_000), (2, "Low", 12), (3, "LOW", 0)], Some(1))]
    #[case("Low", &[(2, "Low", 12), (1, "Low", 90_000)], Some(1))]
    #[case("Low", &[(1, "Low", 20_000), (2, "Low", 1_000)], Some(1))]
    #[case("Low", &[(1, "Low", 20_000), (2, "Low", 600), (3, "Low", 600)], None)]
    // Two who are known, or nobody who is.
    #[case("Low", &[(1, "Low", 90_000), (2, "Low", 60_000)], None)]
    #[case("Low", &[(1, "Low", 40), (2, "Low", 0)], None)]
    #[case("Nirvana (2)", &[(1, "Nirvana", 9_000_000), (2, "Nirvana", 12)], None)]
    fn only_who_is_certain_is_taken(
        #[case] name: &str,
        #[case] found: &[(i64, &str, i64)],
        #[case] expected: Option<i64>,
    ) {
        let artists: Vec<Value> = found.iter().map(|(id, name, fans)| artist(*id, name, *fans)).collect();
        let link = choose(name, &artists).and_then(|picture| picture.link);
        assert_eq!(link, expected.map(|id| format!("https://www.deezer.com/artist/{id}")));
    }

    #[rstest]
    #[case(json!("https://e-cdns-images.dzcdn.net/images/artist/ab12/1000x1000-000000-80-0-0.jpg"), Some(1_000))]
    #[case(json!("https://e-cdns-images.dzcdn.net/images/artist//1000x1000-000000-80-0-0.jpg"), None)]
    #[case(json!("https://cdn-images.dzcdn.net/images/artist/d41d8cd98f00b204e9800998ecf8427e/1000x1000.jpg"), None)]
    #[case(json!("javascript:alert(1)"), Some(500))]
    #[case(json!(null), Some(500))]
    #[case(json!(7), Some(500))]
    fn the_largest_picture_that_is_one(#[case] largest: Value, #[case] edge: Option<u32>) {
        let mut artist = artist(1, "Low", 9);
        artist["picture_big"] = json!("https://cdn-images.dzcdn.net/images/artist/ab12/500x500.jpg");
        artist["picture_xl"] = largest;
        let picture = choose("Low", &[artist]);
        assert_eq!(picture.as_ref().and_then(|picture| picture.width), edge);
        assert_eq!(picture.and_then(|picture| picture.height), edge);
    }
}
