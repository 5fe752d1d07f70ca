//! The pictures of a release or an artist.

use crate::discogs::wire::id;
use crate::lenient::{list, number, text, web_address};
use serde_json::Value;
use sillon_core::enrich::Picture;

/// The primary one first; nearly one release in five has none, and then the first of the secondary ones stands for it.
/// What has no address is none: Discogs tells none to those without a token.
pub(in crate::discogs) fn pictures(of: &Value, kind: &str) -> Vec<Picture> {
    let page =
        web_address(&text(of, "uri")).or_else(|| id(of, "id").map(|id| format!("https://www.discogs.com/{kind}/{id}")));
    let is_primary = |image: &&Value| text(image, "type") == "primary";
    let (first, rest): (Vec<_>, Vec<_>) = list(of, "images").partition(is_primary);
    first.into_iter().chain(rest).filter_map(|image| to_picture(image, page.as_deref())).collect()
}

fn to_picture(image: &Value, page: Option<&str>) -> Option<Picture> {
    let addresses = [text(image, "uri"), text(image, "resource_url")];
    let url = addresses.iter().find_map(|address| web_address(address)).filter(|url| !url.contains("spacer.gif"))?;
    let pixels = |key| number(image, key).filter(|pixels| *pixels > 0).and_then(|pixels| pixels.try_into().ok());
    Some(Picture { url, width: pixels("width"), height: pixels("height"), link: page.map(str::to_owned) })
}
