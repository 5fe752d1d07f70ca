//! A release's own page. Whatever can be read of it is kept; a track that lacks something costs no other.

use super::credit::{credits, parts};
use super::item::to_release;
use super::picture::pictures;
use crate::discogs::client::ReleaseDetails;
use crate::discogs::wire::id;
use crate::lenient::{list, number, printed, text, web_address};
use serde_json::Value;
use sillon_core::credit::Credit;
use sillon_core::enrich::details::{Company, Details, Identifier, Track, TrackKind, Video};
use sillon_core::id::ReleaseId;
use sillon_core::release::Release;

/// Nobody lists parts of parts of parts.
const DEPTH: u32 = 3;

pub(in crate::discogs) fn release(value: &Value) -> ReleaseDetails {
    let own = credits(value);
    let details = Details {
        country: line(value, "country"),
        released: line(value, "released").filter(|date| date != "0"),
        original_year: None,
        notes: notes(value),
        tracks: tracks(value, "tracklist", &own, DEPTH),
        credits: parts(value),
        identifiers: list(value, "identifiers").filter_map(to_identifier).collect(),
        companies: list(value, "companies").filter_map(to_company).collect(),
        videos: list(value, "videos").filter_map(to_video).collect(),
    };
    let pictures = pictures(value, "release");
    // Where a listing has `cover_image`, the page has a list of pictures.
    let told = to_release(ReleaseId(id(value, "id").unwrap_or_default()), value);
    let cover_url = told.cover_url.or_else(|| pictures.first().map(|picture| picture.url.clone()));
    ReleaseDetails { details, release: Release { cover_url, ..told }, pictures }
}

fn line(of: &Value, key: &str) -> Option<String> {
    Some(printed(of, key).trim().to_owned()).filter(|text| !text.is_empty())
}

/// Discogs ends its lines as forms on the web do.
fn notes(value: &Value) -> Option<String> {
    Some(text(value, "notes").replace("\r\n", "\n").trim().to_owned()).filter(|notes| !notes.is_empty())
}

fn tracks(of: &Value, key: &str, own: &[Credit], depth: u32) -> Vec<Track> {
    let Some(depth) = depth.checked_sub(1) else { return Vec::new() };
    list(of, key).map(|track| to_track(track, own, depth)).filter(|track| *track != Track::default()).collect()
}

fn to_track(track: &Value, own: &[Credit], depth: u32) -> Track {
    let sub_tracks = tracks(track, "sub_tracks", own, depth);
    let kind = match text(track, "type_").as_str() {
        "heading" => TrackKind::Heading,
        "index" => TrackKind::Index,
        _ => TrackKind::Track,
    };
    let artists = credits(track);
    Track {
        position: printed(track, "position"),
        kind,
        title: printed(track, "title"),
        duration: printed(track, "duration"),
        artists: if artists == own { Vec::new() } else { artists },
        credits: parts(track),
        sub_tracks,
    }
}

fn to_identifier(identifier: &Value) -> Option<Identifier> {
    let value = line(identifier, "value")?;
    Some(Identifier { kind: text(identifier, "type"), value, description: printed(identifier, "description") })
}

fn to_company(company: &Value) -> Option<Company> {
    let catno = line(company, "catno").filter(|catno| !catno.eq_ignore_ascii_case("none"));
    Some(Company {
        id: id(company, "id").unwrap_or_default(),
        name: line(company, "name")?,
        role: text(company, "entity_type_name"),
        catno: catno.unwrap_or_default(),
    })
}

fn to_video(video: &Value) -> Option<Video> {
    let duration = number(video, "duration").filter(|seconds| *seconds > 0);
    Some(Video {
        url: web_address(&text(video, "uri"))?,
        title: printed(video, "title"),
        duration: duration.and_then(|seconds| seconds.try_into().ok()),
    })
}

#[cfg(test)]
mod tests;
