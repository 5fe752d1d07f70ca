//! Invented answers of an enrichment.

use super::{NOW, album, cover};
use crate::i18n::Lang;
use crate::pages::enrichment::{Facts, Review};
use sillon_core::credit::Credit;
use sillon_core::enrich::details::{Company, Details, Identifier, Part, Track, TrackKind, Video};
use sillon_core::enrich::matching::{Candidate, CandidateArtist, Match, Reason};
use sillon_core::enrich::text::{Author, Text, TextState};
use sillon_core::enrich::{Coverage, Facet, Image, Origin, Outcome};
use sillon_core::fault::{Fault, FaultCode};
use sillon_core::id::{ArtistId, JobId, ReleaseId};
use sillon_core::progress::{FacetProgress, Phase, Progress, Service, Status, Stopped, Wait, WaitReason};
use sillon_core::schedule::{Timing, When};
use sillon_engine::{CredentialSource, ServiceStatus, Widening};

pub(crate) fn image() -> Image {
    Image {
        hash: "5e".repeat(32),
        format: "jpg".into(),
        width: 600,
        height: 600,
        bytes: 48_000,
        colour: "#8d3325".into(),
        placeholder: "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPj/HwADBwIAMCbHYQAAAABJRU5ErkJggg==".into(),
    }
}

pub(crate) fn details() -> Details {
    let track = |position: &str, title: &str, duration: &str| Track {
        position: position.into(),
        title: title.into(),
        duration: duration.into(),
        ..Track::default()
    };
    let guest = Credit { artist_id: ArtistId(9), name: "Ana Sol".into(), anv: String::new(), join: String::new() };
    let part = |name: &str, role: &str, tracks: &str| Part {
        artist_id: 7,
        name: name.into(),
        role: role.into(),
        tracks: tracks.into(),
    };
    let identifier = |kind: &str, value: &str, description: &str| Identifier {
        kind: kind.into(),
        value: value.into(),
        description: description.into(),
    };
    Details {
        country: Some("France".into()),
        released: Some("1978-03-00".into()),
        original_year: Some(1976),
        notes: Some("Recorded <live> in one take.\nGatefold sleeve.".into()),
        tracks: vec![
            Track { kind: TrackKind::Heading, ..track("", "La nuit", "") },
            track("A1", "Marée haute", "4:12"),
            Track {
                artists: vec![guest], credits: vec![part("Ada Field", "Bass", "")], ..track("A2", "L’estran", "")
            },
            Track {
                kind: TrackKind::Index,
                sub_tracks: vec![track("B1a", "Aube", "2:01"), track("B1b", "Midi", "3:40")],
                ..track("", "Suite des heures", "")
            },
            track("B2", "Jusant", "6:30"),
        ],
        credits: vec![
            part("Ada Field", "Bass", ""),
            part("Tom Brun", "Drums", "A1 to B2"),
            part("Lou Ker", "Bass", ""),
        ],
        identifiers: vec![
            identifier("Barcode", "3 259120 017223", "Text"),
            identifier("Matrix / Runout", "DL 4471 A1 <etched>", ""),
        ],
        companies: vec![Company { id: 3, name: "Studio du Port".into(), role: "Recorded At".into(), catno: "".into() }],
        videos: vec![
            Video {
                url: "https://www.youtube.com/watch?v=none".into(),
                title: "Les Marées".into(),
                duration: Some(252),
            },
            Video { url: "javascript:alert(1)".into(), title: "Hostile".into(), duration: None },
        ],
    }
}

fn text(id: &str, state: TextState, author: Author, body: &str) -> Text {
    Text {
        id: id.into(),
        release_id: ReleaseId(25_000_148),
        body: body.into(),
        language: "fr".into(),
        author,
        state,
        doubts: None,
        locked: state == TextState::Shown,
        written_at: NOW - 86_400_000,
    }
}

pub(crate) fn texts() -> Vec<Text> {
    let model = || Author::Model { name: "mistral-small".into(), prompt_version: 1 };
    vec![
        text("t3", TextState::Shown, Author::Person, "Un disque <calme>, enregistré au bord de l’eau."),
        text("t2", TextState::Former, model(), "Un premier texte."),
        text("t1", TextState::Removed, model(), "Un autre texte."),
    ]
}

pub(crate) fn origins() -> Vec<Origin> {
    let origin = |facet, source: &str| Origin {
        facet,
        outcome: Outcome::Found,
        source: source.into(),
        score: Some(0.94),
        trace: None,
        updated_at: NOW,
        retry_at: None,
    };
    vec![origin(Facet::Links, "person"), origin(Facet::Covers, "discogs"), origin(Facet::Details, "discogs")]
}

pub(crate) fn enriching() -> Progress {
    let row = |facet, total, found, absent, failed| FacetProgress {
        total,
        found,
        absent,
        failed,
        ..FacetProgress::new(facet)
    };
    Progress {
        status: Status::Running,
        phase: Phase::Enrichment,
        job_id: Some(JobId("01930000-0000-7000-8000-000000000002".into())),
        current: 410,
        total: 2_900,
        synced: 380,
        skipped: 22,
        errors: 8,
        current_album: Some("Kōji Aramaki – 静かな部屋".into()),
        current_cover: cover(3),
        started_at: Some(NOW - 60_000),
        waiting: Some(Wait { service: Service::Spotify, until: NOW + 1_680_000, reason: WaitReason::RateLimit }),
        facets: vec![
            row(Facet::Links, 1_200, 300, 20, 0),
            row(Facet::Images, 0, 0, 0, 0),
            row(Facet::Descriptions, 1_700, 80, 2, 8),
        ],
        stopped: vec![Stopped {
            service: Service::Ai,
            fault: Fault::new(FaultCode::CredentialRefused, "401 <unauthorized>"),
            until: None,
        }],
        ..Progress::default()
    }
}

fn service(service: Service, credential: Option<CredentialSource>, reachable: Option<bool>) -> ServiceStatus {
    let username = (service == Service::Discogs).then(|| "leonie".to_owned());
    ServiceStatus {
        service,
        credential,
        username,
        reachable,
        waiting: None,
        breaker_open: false,
        premium_required: false,
        calls: 3,
    }
}

pub(crate) fn facts(lang: Lang, progress: Progress) -> Facts {
    let configured = Some(CredentialSource::Settings);
    let coverage = Coverage { of: 2_338, found: 1_204, absent: 96, failed: 7, doubtful: 3 };
    Facts {
        services: vec![
            service(Service::Discogs, configured, Some(true)),
            service(Service::Spotify, configured, Some(false)),
            service(Service::Deezer, None, None),
            service(Service::Ai, None, None),
        ],
        coverage: Facet::ALL.map(|facet| (facet, coverage)).into(),
        provided: vec![Facet::Links, Facet::Images, Facet::Covers, Facet::Details],
        progress,
        widening: Widening { all: true, facets: Facet::ALL.into() },
        timing: Timing { when: When::AfterSync, hour: 5 },
        review: review(lang),
    }
}

/// What may be an album's page at Spotify, as it is stored.
pub(crate) fn offers() -> String {
    let offer = |id: &str, score, url: &str| Match {
        candidate: Candidate {
            id: id.into(),
            title: "Les Marées (Remastered) <2>".into(),
            artists: vec![CandidateArtist { id: "a".into(), name: "Léonie Vasseur".into() }],
            year: Some(2011),
            total_tracks: Some(9),
            url: url.into(),
            ..Candidate::default()
        },
        score,
        reasons: vec![Reason::Artist, Reason::OtherYear { theirs: 2011, ours: 1978 }],
    };
    let offers = [offer("s1", 0.71, "https://open.spotify.com/album/s1"), offer("s2", 0.55, "javascript:alert(1)")];
    serde_json::to_string(&offers).unwrap()
}

fn review(lang: Lang) -> Review {
    let links = [(album(0).release.id, offers())];
    let model = Author::Model { name: "mistral-small".into(), prompt_version: 1 };
    let mut refused = text("t9", TextState::Review, model, "Sorti en 2017, un <chef-d’œuvre>.");
    refused.release_id = album(1).release.id;
    refused.doubts = Some(r#"[{"code":"unknown_year","said":"2017"}]"#.into());
    Review::of(lang, &links, &[refused], &[album(0), album(1)])
}
