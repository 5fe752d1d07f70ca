//! Invented records, to look at the pages without a database.
#![allow(clippy::unwrap_used)]

mod enriched;
mod facets;

use crate::i18n::Lang;
use crate::page::{Liking, Page, SyncView, Theme};
use crate::pages::editing::words::Directory;
pub(crate) use enriched::{details, enriching, facts, image, offers, origins, texts};
pub(crate) use facets::facets;
use jiff::tz::TimeZone;
use sillon_core::album::{Album, AlbumDetail, CopyDetail, ListPage, Source};
use sillon_core::artist::ArtistCard;
use sillon_core::backup::{BackupId, Reason};
use sillon_core::collection::{Folder, List, Note};
use sillon_core::credit::{Credit, render_credits};
use sillon_core::edit::{Change, Edit, Target};
use sillon_core::enrich::Picture;
use sillon_core::format::{Format, render_formats};
use sillon_core::id::{ArtistId, FieldId, FolderId, InstanceId, JobId, LabelId, MasterId, ReleaseId};
use sillon_core::job::{Starter, SyncParams};
use sillon_core::label::LabelLine;
use sillon_core::progress::{ApiCalls, Phase, Progress, Service, Status, Wait, WaitReason};
use sillon_core::proof::{Checksum, Proof, Sum};
use sillon_core::receipt::{Drift, DriftField, Entry, Receipt};
use sillon_core::release::Release;
use sillon_core::shop::{CopyInHand, Holding};
use sillon_core::stats::Stats;
use sillon_core::valuation::{DAY, Valuation, Worth, day_of};
use sillon_core::want::{Standing, Want};
use sillon_engine::Backup;
use sillon_store::{Record, SyncDetail};

/// 22 November 2026, 21:04 UTC.
pub(crate) const NOW: i64 = 1_795_381_440_000;

const RECORDS: [(&str, &str, i32, &str, &str); 12] = [
    ("Léonie Vasseur", "Les Marées", 1978, "Vinyl", "LP"),
    ("The Paper Orchard", "Small Hours, Long Shadows", 1994, "CD", "Album"),
    ("Toma Reyes Quartet", "At the Blue Lantern", 1961, "Vinyl", "LP"),
    ("Kōji Aramaki", "静かな部屋 = A Quiet Room", 1983, "Cassette", "Album"),
    (
        "Sœur Électrique",
        "Œuvres pour machines à tisser, ondes Martenot et petit orchestre de chambre (1971–1974)",
        2019,
        "Vinyl",
        "LP",
    ),
    ("Maribel & The Static", "Heat", 2007, "File", "EP"),
    ("Nadir Okonkwo", "Lagos After Rain", 1976, "Vinyl", "LP"),
    ("Bruno \"Bix\" Kaltenbach", "<Live> & Loud", 1969, "Vinyl", "LP"),
    ("Hollow Pines", "Timberline", 2015, "Vinyl", "7\""),
    ("Ana Sol", "Canciones del andén", 0, "CD", "Album"),
    ("Orchestre de la Gare", "Dernier train", 1955, "Shellac", "10\""),
    ("Various", "Cold Wave, Warm Rooms: Twenty-Two Bedroom Recordings", 2021, "Vinyl", "Compilation"),
];

pub(crate) fn page(lang: Lang) -> Page {
    Page {
        lang,
        theme: Theme::System,
        liking: Liking::default(),
        section: None,
        here: "/?sort=title".into(),
        now: NOW,
        zone: TimeZone::UTC,
        demo: false,
        locked: false,
        sync: SyncView::of(lang, NOW, Progress::default()),
        enriching: SyncView::of(lang, NOW, Progress::default()),
        as_of: Some(NOW - 3_600_000),
        origin: "https://www.discogs.com/".into(),
        search: String::new(),
        search_within: vec![],
        search_told: false,
    }
}

pub(crate) fn directory() -> Directory {
    let fields = sillon_core::collection::default_fields();
    Directory { folders: vec![Folder { id: FolderId(2), name: "Salon, étagère du haut".into() }], fields }
}

/// One act that is in force, and one that was undone.
pub(crate) fn edits() -> Vec<Edit> {
    let edit = |batch: i64, change: Change, previous: Change, undone_at| Edit {
        id: format!("0193000{batch}-0000-7000-8000-000000000001"),
        batch_id: format!("0193000{batch}-0000-7000-8000-000000000000"),
        target: Target::album(ReleaseId(25_000_148)),
        change,
        previous,
        made_at: NOW - 3_600_000 * (9 - batch),
        undone_at,
    };
    vec![
        edit(2, Change::Title("Les <Marées>".into()), Change::Title("Les Marées".into()), None),
        edit(2, Change::Note(FieldId(3), None), Change::Note(FieldId(3), Some("aux puces".into())), None),
        edit(1, Change::Year(None), Change::Year(Some(1978)), Some(NOW - 60_000)),
    ]
}

pub(crate) fn running() -> Progress {
    Progress {
        status: Status::Running,
        phase: Phase::Collection,
        job_id: Some(JobId("01930000-0000-7000-8000-000000000001".into())),
        current: 1_520,
        total: 2_360,
        current_album: Some("Nadir Okonkwo – Lagos After Rain".into()),
        current_cover: cover(6),
        synced: 1_498,
        skipped: 20,
        errors: 2,
        started_at: Some(NOW - 12_000),
        eta_seconds: Some(9),
        waiting: Some(Wait { service: Service::Discogs, until: NOW + 11_400, reason: WaitReason::RateLimit }),
        api_calls: ApiCalls { discogs: 18, ..ApiCalls::default() },
        ..Progress::default()
    }
}

pub(crate) fn completed() -> Progress {
    Progress {
        status: Status::Completed,
        phase: Phase::Done,
        current: 2_360,
        synced: 2_338,
        waiting: None,
        eta_seconds: None,
        finished_at: Some(NOW - 180_000),
        started_at: Some(NOW - 207_000),
        ..running()
    }
}

/// One in four has no cover, as in a public collection.
fn cover(number: i64) -> Option<String> {
    (number % 4 != 3).then(|| format!("/covers/{}.svg", number % 24))
}

pub(crate) fn album(number: i64) -> Album {
    let (artist, title, year, medium, size) = RECORDS[usize::try_from(number).unwrap() % RECORDS.len()];
    let artist_id = if artist == "Various" { ArtistId::VARIOUS } else { ArtistId(1000 + number % 12) };
    let release = Release {
        id: ReleaseId(25_000_000 + number * 37),
        master_id: Some(MasterId(52_401)),
        title: title.into(),
        year: (year > 0).then_some(year),
        cover_url: cover(number),
        thumb_url: cover(number),
        credits: vec![Credit { artist_id, name: artist.into(), anv: String::new(), join: String::new() }],
        labels: vec![
            LabelLine { label_id: LabelId(7), name: "Disques du Levant (2)".into(), catno: "DL 4471".into() },
            LabelLine { label_id: LabelId(7), name: "Disques du Levant (2)".into(), catno: "DL-4471-S".into() },
            LabelLine { label_id: LabelId(8), name: "1972".into(), catno: String::new() },
        ],
        formats: vec![
            Format {
                name: medium.into(),
                qty: 1 + u32::from(number % 5 == 2),
                descriptions: vec![size.into(), "Album".into(), "Reissue".into()],
                text: "180 g, Gatefold".into(),
            },
            Format {
                name: "All Media".into(),
                qty: 1,
                descriptions: vec!["Limited Edition".into()],
                text: String::new(),
            },
        ],
        genres: vec!["Jazz".into(), "Funk / Soul".into()],
        styles: vec!["Modal".into(), "Spiritual Jazz".into()],
    };
    Album {
        release,
        source: Source::Discogs,
        copies: 1 + u32::from(number % 9 == 4),
        added_at: Some(NOW - number * 86_400_000),
        created_at: NOW - 200_000,
        rating: Some(4),
        spotify_url: Some("https://open.spotify.com/album/none".into()),
        description: None,
        cover: (number % 6 == 4).then(image),
        archived: false,
    }
}

/// The same record, as a shop asks for it.
pub(crate) fn holding(number: i64, copies: Vec<CopyInHand>) -> Holding {
    let release = album(number).release;
    Holding {
        id: release.id,
        master_id: Some(MasterId(number)),
        artist: render_credits(&release.credits),
        formats: render_formats(&release.formats),
        title: release.title,
        year: release.year,
        label: "Disques du Levant".into(),
        catnos: vec!["DL 4471".into()],
        barcodes: Vec::new(),
        copies,
    }
}

pub(crate) fn albums(count: i64, total: u64, page: u32) -> ListPage<Album> {
    ListPage { items: (0..count).map(album).collect(), total, page, page_size: 60 }
}

pub(crate) fn detail(number: i64) -> AlbumDetail {
    let field = |id, name: &str, value: &str| (name.to_owned(), Note { field_id: FieldId(id), value: value.into() });
    AlbumDetail {
        album: album(number),
        copies: vec![
            CopyDetail {
                instance_id: InstanceId(1),
                folder: Some((FolderId(2), "Salon, étagère du haut".into())),
                rating: Some(4),
                added_at: Some(NOW - 900 * 86_400_000),
                fields: vec![
                    field(1, "Media Condition", "Near Mint (NM or M-)"),
                    field(2, "Sleeve Condition", "Very Good Plus (VG+)"),
                    field(3, "Notes", "Trouvé aux puces de Carouge.\nInsert manquant."),
                ],
                absent_since: None,
            },
            CopyDetail {
                instance_id: InstanceId(2),
                folder: None,
                rating: None,
                added_at: None,
                fields: vec![],
                absent_since: Some(NOW - 3 * 86_400_000),
            },
        ],
        pressings: (3..7).map(album).collect(),
        added_by: JobId("01930000-0000-7000-8000-000000000001".into()),
        spotify_found_at: None,
        details: Some(details()),
        texts: texts(),
        candidates: None,
        origins: origins(),
        edits: edits(),
    }
}

pub(crate) fn artist(number: i64) -> ArtistCard {
    let (name, ..) = RECORDS[usize::try_from(number).unwrap() % RECORDS.len()];
    ArtistCard {
        id: ArtistId(1000 + number),
        name: name.into(),
        discogs_name: format!("{name} (2)"),
        albums: 1 + u64::try_from(number).unwrap() * 3 % 7,
        cover_url: cover(number),
        picture: Some(Picture {
            url: "https://i.scdn.co/image/none".into(),
            width: Some(640),
            height: Some(640),
            link: Some("https://open.spotify.com/artist/none".into()),
        }),
        picture_source: Some("spotify".into()),
        image: (number % 2 == 0).then(image),
    }
}

pub(crate) fn stats() -> Stats {
    let words = |list: &[(&str, u64)]| list.iter().map(|(name, count)| ((*name).to_owned(), *count)).collect();
    Stats {
        albums: 2_338,
        copies: 2_360,
        artists: 1_204,
        labels: 731,
        decades: vec![
            (1950, 41),
            (1960, 212),
            (1970, 624),
            (1980, 431),
            (1990, 388),
            (2000, 214),
            (2010, 301),
            (2020, 96),
        ],
        genres: words(&[
            ("Rock", 842),
            ("Electronic", 611),
            ("Jazz", 590),
            ("Funk / Soul", 312),
            ("Folk, World, & Country", 240),
            ("Pop", 201),
            ("Hip Hop", 120),
            ("Latin", 84),
            ("Classical", 61),
            ("Stage & Screen", 40),
            ("Reggae", 31),
        ]),
        styles: words(&[("Modal", 143), ("Ambient", 131), ("Post-Punk", 120), ("Soul-Jazz", 88), ("Krautrock", 61)]),
        supports: words(&[("Vinyle", 1_771), ("CD", 480), ("Cassette", 61), ("Digital", 21), ("Shellac", 5)]),
        top_labels: words(&[("Blue Note", 88), ("ECM Records", 71), ("Disques du Levant", 40), ("4AD", 31)]),
        added: (0..30)
            .filter(|month| month % 7 != 3)
            .map(|month| (1_704_067_200_000 + month * 2_678_400_000, u64::try_from(12 + month * 37 % 90).unwrap()))
            .collect(),
        repressed: vec![(1950, 1950, 12), (1950, 2010, 3), (1960, 1960, 80), (1960, 2010, 41), (1980, 1980, 22)],
        first_pressings: 92,
    }
}

pub(crate) fn receipt(progress: Progress) -> Receipt {
    Receipt {
        job_id: JobId("01930000-0000-7000-8000-000000000001".into()),
        list: List::Collection,
        origin: sillon_core::receipt::Origin::Discogs,
        params: SyncParams::by(Starter::Page),
        progress,
        albums_before: 0,
        albums_after: 2_338,
        copies_before: 0,
        copies_after: 2_360,
        listing_whole: true,
        absent: 1,
        drifted: 2,
        refused: 1,
        remarks: Vec::new(),
        proof: {
            let checksum = Checksum { rows: 4_721, sum: Sum(0x89fb_f651_741a_eeaa_94c3_8026_21d6_91d9) };
            Some(Proof { before: checksum, after: checksum, standing: checksum, seal: 2, intact: Some(true) })
        },
    }
}

pub(crate) fn sync_detail() -> SyncDetail {
    let (instance_id, release_id) = (InstanceId(1), ReleaseId(25_000_000));
    let drift = |field, kept: &str, listed: &str| {
        Entry::Drifted(Drift {
            instance_id,
            release_id,
            field,
            kept: kept.into(),
            listed: listed.into(),
            changes: vec![],
        })
    };
    SyncDetail {
        receipt: receipt(completed()),
        added: (0..18).map(album).collect(),
        wanted: vec![],
        entries: vec![
            drift(DriftField::Year, "1978", ""),
            drift(DriftField::AddedAt, "1709467440000", "1709553840000"),
            Entry::Absent { instance_id, release_id },
            Entry::Returned { instance_id, release_id: ReleaseId(25_000_037) },
            Entry::Refused { instance_id: None, shown_as: "T.V. Sky".into(), reason: "instance_id: missing".into() },
        ],
    }
}

pub(crate) fn wants(count: i64) -> Vec<Want> {
    let want = |number: i64| {
        let Album { release, added_at, created_at, .. } = album(number);
        let standing = match number % 5 {
            1 => Standing::Held,
            2 => Standing::Pressing(ReleaseId(25_000_000)),
            3 => Standing::Gone,
            _ => Standing::Wanted,
        };
        let absent_since = (standing == Standing::Gone).then_some(NOW - 86_400_000);
        let notes = if number % 4 == 0 { "Premier pressage,\navec l’insert <!>".to_owned() } else { String::new() };
        Want { release, rating: None, notes, added_at, created_at, absent_since, standing }
    };
    (0..count).map(want).collect()
}

pub(crate) fn valuations(days: i64) -> Vec<Valuation> {
    let said = |day: i64| {
        let median = 1_012_345 + day * 1_300 + day * day % 7 * 6_000;
        let worth = Worth { minimum: median * 55 / 100, median, maximum: median * 240 / 100, currency: "EUR".into() };
        Valuation { day: day_of(NOW) - (days - 1 - day) * DAY, worth }
    };
    (0..days).map(said).collect()
}

/// One for each reason, newest first; the last does not read.
pub(crate) fn backups() -> Vec<Backup> {
    let made = |(age, reason): (i64, Reason)| {
        let (made_at, schema) = (NOW - age * 86_400_000, 10);
        let record = Record {
            made_at,
            reason,
            schema,
            albums: 1_234 - age,
            copies: 1_300,
            checksum: "5f".repeat(32),
            schema_checksum: None,
        };
        let id = BackupId { made_at, reason, schema };
        Backup { id, bytes: 3_411_968, record: (age < 5).then_some(record) }
    };
    (0..).zip(Reason::ALL).map(made).collect()
}
