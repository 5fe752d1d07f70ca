//! A picture in a page: as it is kept here in several sizes, else as it stands at its source.

use super::source::is_address;
use sillon_core::enrich::Image;

/// What an `<img>` needs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Picture {
    pub(crate) src: String,
    /// Its sizes, where it is kept here; empty otherwise.
    pub(crate) srcset: String,
    /// A tiny picture that stands there until it has come: a `data:` address. Styles in the page are forbidden, so that
    /// this is a picture of its own.
    pub(crate) placeholder: Option<String>,
    /// The colour that stands for it, `#rrggbb`: under the tiny picture, and what the album's page takes on.
    pub(crate) colour: Option<String>,
    /// In pixels: the room that it takes before it has come.
    pub(crate) width: u32,
    pub(crate) height: u32,
}

impl Picture {
    /// The kept one where there is one, else the one at this address, a square of so many pixels.
    pub(crate) fn of(kept: Option<&Image>, address: Option<&String>, pixels: u32) -> Option<Self> {
        let at_source = || {
            address.filter(|address| is_address(address)).map(|address| Self {
                src: address.clone(),
                srcset: String::new(),
                placeholder: None,
                colour: None,
                width: pixels,
                height: pixels,
            })
        };
        kept.map(Self::kept).or_else(at_source)
    }

    fn kept(image: &Image) -> Self {
        let at = |pixels: u32| format!("/images/{}/{pixels}.jpg", image.hash);
        let sizes = [160, 320, 640].map(|pixels| format!("{} {pixels}w", at(pixels)));
        let placeholder = Some(image.placeholder.clone()).filter(|address| address.starts_with("data:image/"));
        Self {
            src: at(320),
            srcset: sizes.join(", "),
            placeholder,
            colour: Some(image.colour.clone()).filter(|colour| is_colour(colour)),
            width: image.width.max(1),
            height: image.height.max(1),
        }
    }
}

fn is_colour(colour: &str) -> bool {
    let digits = colour.strip_prefix('#').unwrap_or_default();
    digits.len() == 6 && digits.bytes().all(|byte| byte.is_ascii_hexdigit())
}

#[cfg(test)]
mod tests {
    use super::super::sample;
    use super::*;

    #[test]
    fn a_kept_picture_goes_before_its_source() {
        let address = "https://i.discogs.com/1.jpg".to_owned();
        let kept = Picture::of(Some(&sample::image()), Some(&address), 600).unwrap();
        assert!(kept.src.starts_with("/images/") && kept.srcset.ends_with("/640.jpg 640w"), "{kept:?}");
        let away = Picture::of(None, Some(&address), 150).unwrap();
        assert_eq!((away.src, away.srcset.as_str(), away.width), (address, "", 150));
        assert_eq!(Picture::of(None, None, 150), None);
    }

    #[test]
    fn only_a_picture_is_a_placeholder() {
        let image = Image { placeholder: "https://elsewhere.example/".into(), ..sample::image() };
        assert_eq!(Picture::of(Some(&image), None, 600).unwrap().placeholder, None);
    }

    #[test]
    fn only_a_colour_is_one() {
        let colour = |colour: &str| {
            let image = Image { colour: colour.into(), ..sample::image() };
            Picture::of(Some(&image), None, 600).unwrap().colour
        };
        assert_eq!(colour("#8d3325").as_deref(), Some("#8d3325"));
        for other in ["", "red", "#8d332", "#8d33250", "url(https://elsewhere.example/)", "8d3325"] {
            assert_eq!(colour(other), None, "{other}");
        }
    }
}
