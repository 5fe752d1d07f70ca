//! The labelled cases, as text: `=` a release, `+` what is offered and right, `-` what is offered and wrong.
//!
//! `= artist | title | pressing year/year of the work | descriptions of its format`, the year of the work only where the
//! details are known; artists as `name>as printed {join} next`. `+ artist; artist | title | year | type tracks`, where
//! `#2` tells artists of one name apart.

use super::super::*;
use crate::credit::Credit;
use crate::format::Format;
use crate::id::{ArtistId, ReleaseId};

const TEXTS: [&str; 6] = [
    include_str!("cases/rock.txt"),
    include_str!("cases/dance.txt"),
    include_str!("cases/languages.txt"),
    include_str!("cases/jazz_soul.txt"),
    include_str!("cases/various.txt"),
    include_str!("cases/odd.txt"),
];

pub(super) struct Case {
    pub(super) artist: String,
    pub(super) release: Release,
    pub(super) details: Option<Details>,
    offered: Vec<(Candidate, bool)>,
}

impl Case {
    pub(super) fn candidates(&self) -> Vec<Candidate> {
        self.offered.iter().map(|(candidate, _)| candidate.clone()).collect()
    }

    pub(super) fn is_right(&self, candidate: &Candidate) -> bool {
        self.offered.iter().any(|(offered, right)| *right && offered == candidate)
    }

    pub(super) fn is_findable(&self) -> bool {
        self.offered.iter().any(|(_, right)| *right)
    }
}

pub(super) fn cases() -> Vec<Case> {
    let mut cases: Vec<Case> = Vec::new();
    for line in TEXTS.iter().flat_map(|text| text.lines()).filter(|line| !line.trim().is_empty()) {
        let (sign, rest) = line.split_at(2);
        match sign {
            "= " => cases.push(case(rest)),
            "+ " => cases.last_mut().unwrap().offered.push((candidate(rest), true)),
            "- " => cases.last_mut().unwrap().offered.push((candidate(rest), false)),
            _ => panic!("{line}"),
        }
    }
    cases
}

fn case(line: &str) -> Case {
    let fields = fields(line);
    let original_year = fields[2].split_once('/').map(|(_, original)| original.parse().unwrap());
    let details = original_year.map(|year| Details { original_year: Some(year), ..Details::default() });
    Case { artist: fields[0].to_owned(), release: release(line), details, offered: Vec::new() }
}

pub(super) fn release(line: &str) -> Release {
    let fields = fields(line);
    let year = fields[2].split('/').next().unwrap_or_default();
    let descriptions = fields.get(3).into_iter().flat_map(|said| said.split(", ")).map(str::to_owned).collect();
    Release {
        id: ReleaseId(1),
        master_id: None,
        title: fields[1].to_owned(),
        year: (!year.is_empty()).then(|| year.parse().unwrap()),
        cover_url: None,
        thumb_url: None,
        credits: credits(fields[0]),
        labels: vec![],
        formats: vec![Format { name: "Vinyl".into(), qty: 1, descriptions, text: String::new() }],
        genres: vec![],
        styles: vec![],
    }
}

fn credits(text: &str) -> Vec<Credit> {
    let mut credits = Vec::new();
    for part in text.split('}') {
        let (artist, join) = part.split_once('{').unwrap_or((part, ""));
        let (name, anv) = artist.trim().split_once('>').unwrap_or((artist.trim(), ""));
        let artist_id = match name {
            "Various" => ArtistId::VARIOUS,
            "Unknown Artist" => ArtistId::UNKNOWN,
            "No Artist" => ArtistId::NONE,
            other => ArtistId(1000 + other.bytes().map(i64::from).sum::<i64>()),
        };
        credits.push(Credit { artist_id, name: name.to_owned(), anv: anv.to_owned(), join: join.to_owned() });
    }
    credits
}

pub(super) fn candidate(line: &str) -> Candidate {
    let fields = fields(line);
    let artist = |name: &str| {
        let shown = name.split('#').next().unwrap_or_default().to_owned();
        CandidateArtist { id: name.to_owned(), name: shown }
    };
    let (album_type, tracks) = fields[3].split_once(' ').unwrap();
    Candidate {
        id: line.to_owned(),
        title: fields[1].to_owned(),
        artists: fields[0].split("; ").map(artist).collect(),
        year: Some(fields[2].parse().unwrap()),
        album_type: match album_type {
            "album" => AlbumType::Album,
            "single" => AlbumType::Single,
            "compilation" => AlbumType::Compilation,
            other => panic!("{other}"),
        },
        total_tracks: Some(tracks.parse().unwrap()),
        url: format!("https://open.spotify.com/album/{}", line.len()),
        by_barcode: false,
    }
}

fn fields(line: &str) -> Vec<&str> {
    line.split('|').map(str::trim).collect()
}
