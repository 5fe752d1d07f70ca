//! Ink on ground, measured: every text is readable in both looks.

use crate::assets::sheet;
use std::collections::HashMap;

type Colour = [f64; 3];

/// Light and dark of each custom property that is a colour.
fn palette() -> HashMap<String, [Colour; 2]> {
    let sheet = sheet();
    let lines = sheet.lines().filter_map(|line| line.trim().strip_prefix("--")?.split_once(": light-dark("));
    let pairs = lines.filter_map(|(name, value)| {
        let (light, dark) = value.strip_suffix(");")?.split_once(", ")?;
        Some((name.to_owned(), [colour(light)?, colour(dark)?]))
    });
    pairs.collect()
}

fn colour(hex: &str) -> Option<Colour> {
    let value = u32::from_str_radix(hex.strip_prefix('#')?, 16).ok()?;
    Some([16, 8, 0].map(|shift| f64::from(value >> shift & 0xff) / 255.0))
}

fn luminance(colour: Colour) -> f64 {
    let linear = colour.map(|part| if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) });
    0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
}

fn contrast(one: Colour, other: Colour) -> f64 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

/// A ground with so much of another colour over it.
fn over(ground: Colour, above: Colour, share: f64) -> Colour {
    std::array::from_fn(|part| ground[part] * (1.0 - share) + above[part] * share)
}

#[test]
fn every_ink_is_readable_on_every_ground() {
    let palette = palette();
    for ink in ["ink", "quiet", "accent", "good", "wait", "bad"] {
        for ground in ["ground", "raised"] {
            assert_readable(&palette, ink, ground);
        }
    }
    assert_readable(&palette, "on-accent", "accent");
}

fn assert_readable(palette: &HashMap<String, [Colour; 2]>, ink: &str, ground: &str) {
    for (ink_colour, ground_colour) in palette[ink].into_iter().zip(palette[ground]) {
        let measured = contrast(ink_colour, ground_colour);
        assert!(measured >= 4.5, "{ink} on {ground}: {measured:.2}");
    }
}

/// Whatever the cover: black and white are the worst it can be.
#[test]
fn a_cover_shining_through_costs_no_contrast() {
    let sheet = sheet();
    let breath = sheet.split("--breath: ").nth(1).unwrap().split(';').next().unwrap();
    let breath: f64 = breath.parse().unwrap();
    let palette = palette();
    for ink in ["ink", "quiet", "accent", "wait"] {
        for (look, cover) in [(0, [0.0; 3]), (1, [1.0; 3])] {
            let measured = contrast(palette[ink][look], over(palette["ground"][look], cover, breath));
            assert!(measured >= 4.5, "{ink} over a cover, look {look}: {measured:.2}");
        }
    }
}

/// Colours of text come from the palette only, so that the two tests above see them all.
#[test]
fn inks_are_named_in_one_place() {
    for line in sheet().lines() {
        for (_, value) in line.split([';', '{']).filter_map(|rule| rule.trim().split_once("color: ")) {
            let word = value.trim_end_matches([' ', '}']);
            let named = ["var(--", "inherit", "currentColor", "color-mix(", "transparent"];
            assert!(named.iter().any(|start| word.starts_with(start)), "{line}");
        }
    }
}
