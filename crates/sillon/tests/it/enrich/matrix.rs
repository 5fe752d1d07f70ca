//! Every provider with every kind of fault: how a run ends, what it leaves, and that a later one fills it in.

mod expected;
pub(crate) mod kind;
pub(crate) mod provider;

use crate::harness::{Scene, Story};
use expected::{Expected, Left, expected};
use futures::StreamExt;
use kind::Kind;
use provider::Provider;
use rstest::rstest;
use sillon_core::enrich::{Coverage, Facet};
use sillon_core::id::AccountId;
use sillon_core::progress::{Progress, Status};
use sillon_engine::Clock;
use sillon_fakes::{Act, World};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

/// Cells at work at once, a provider.
const AT_ONCE: usize = 4;
const ALBUMS: usize = 12;
const HOUR: i64 = 3_600_000;
/// Longer than any run of so few albums takes, on a machine that has other work to do.
const LATE: Duration = Duration::from_secs(60);

/// A program with everybody to ask, whose clock can be set forward.
async fn begin(provider: Provider, kind: Kind) -> (Story, Arc<AtomicI64>) {
    let ahead = Arc::new(AtomicI64::new(0));
    let mut scene = Scene::of(World::invent(81, ALBUMS));
    scene.ai = true;
    // Spotify brings pictures of artists along: nobody else would be asked for any.
    scene.spotify = provider.facet() != Facet::Images;
    scene.fakes.rate_limit = 100_000;
    scene.fakes.widest_picture = 64;
    scene.more.push(("discogs_per_minute", "100000".to_owned()));
    scene.pace.window = Duration::from_millis(50);
    scene.pace.longest_window = scene.pace.window;
    scene.pace.http.backoff = Duration::from_millis(1);
    if kind.takes_time() {
        // Honest answers come in time on a machine that has other work to do, too.
        (scene.pace.http.timeout, scene.pace.http.attempts) = (Duration::from_millis(1500), 2);
    }
    let clock = Arc::clone(&ahead);
    scene.pace.clock = Clock::from_fn(move || Clock::system().now() + clock.load(Ordering::Relaxed));
    (scene.begin().await, ahead)
}

/// What is so in every cell, the fault apart.
fn set(story: &Story, provider: Provider) {
    if provider == Provider::Deezer {
        // Deezer is only asked for whom Discogs has no picture of.
        story.script().act(Provider::DiscogsArtist.calls(), Act::discogs_error(404));
    }
}

pub(crate) async fn links_at_rest(story: &Story) {
    let mut left = story.sillon().engine.watch_links();
    left.wait_for(|left| *left == 0).await.unwrap();
}

pub(crate) async fn coverage(story: &Story) -> Vec<(Facet, Coverage)> {
    let all = story.sillon().store.reader().coverage(AccountId::FIRST).await.unwrap();
    all.into_iter().filter(|(facet, _)| story.sillon().engine.provides(*facet)).collect()
}

/// Whether everybody was asked and answered, and mostly with something.
pub(crate) fn is_whole(coverage: &Coverage) -> bool {
    let Coverage { of, found, absent, failed, .. } = *coverage;
    failed == 0 && found + absent == of && found * 2 > of
}

async fn assert_no_secret_is_told(story: &Story, cell: &str) {
    let secrets = [story.fakes.token(), story.fakes.ai_token(), story.fakes.spotify_client().1];
    for path in ["/settings", "/api/v1/services/status", "/api/v1/services/ai/enrich-all/progress"] {
        let told = story.get(path).await.text().await.unwrap();
        assert!(secrets.iter().all(|secret| !told.contains(secret)), "{cell}: {path} tells a secret");
    }
}

fn assert_ended_as_expected(cell: &str, provider: Provider, kind: Kind, progress: &Progress, asked: usize) {
    let Expected { stopped, calls, .. } = expected(provider, kind);
    assert_eq!(progress.status, Status::Completed, "{cell}: {progress:?}");
    let told: Vec<_> = progress.stopped.iter().map(|one| (one.service, one.fault.code)).collect();
    let wanted: Vec<_> = stopped.into_iter().map(|code| (provider.service(), code)).collect();
    assert_eq!(told, wanted, "{cell}: {progress:?}");
    let rests = matches!(kind, Kind::TooMany(Some(60..)));
    assert!(progress.stopped.iter().all(|one| one.until.is_some() == rests), "{cell}: {:?}", progress.stopped);
    assert!(asked <= calls, "{cell}: {asked} calls");
    assert!(asked > 0 || kind == Kind::Refused, "{cell}: nobody was asked");
}

fn assert_left_as_expected(cell: &str, provider: Provider, kind: Kind, coverage: &[(Facet, Coverage)]) {
    let left = expected(provider, kind).left;
    for (facet, of) in coverage {
        if *facet != provider.facet() {
            // A service that asks for a pause, or is not there, is so for all that it fills in.
            let shared = provider.door() == "discogs" && matches!(facet, Facet::Details | Facet::Images);
            let all_of_it = matches!(kind, Kind::Refused | Kind::TooMany(_));
            assert!(is_whole(of) || (shared && all_of_it), "{cell}: {facet:?} {of:?}");
            continue;
        }
        // Some albums have no cover at all.
        let none_there = u64::from(*facet == Facet::Covers);
        let is_left = match left {
            Left::Due => of.found == 0 && of.absent <= none_there,
            Left::Pending => of.found == 0 && of.failed == 0 && of.absent <= none_there,
            Left::Absent => of.found == 0 && of.failed == 0 && of.absent == of.of,
            Left::FilledIn => is_whole(of),
        };
        assert!(is_left, "{cell}: {of:?} is not {left:?}");
    }
}

async fn cell(provider: Provider, kind: Kind) {
    let cell = format!("{provider:?} × {kind:?}");
    let (mut story, ahead) = begin(provider, kind).await;
    let everywhere = provider.door() == "discogs";
    if let Some(act) = kind.act(provider) {
        story.script().act(provider.calls(), act);
    } else if !everywhere {
        story.fakes.refuse(provider.door()).await.unwrap();
    }
    set(&story, provider);
    story.sync().await;
    if kind == Kind::Refused && everywhere {
        story.fakes.refuse("discogs").await.unwrap();
    }
    links_at_rest(&story).await;
    let progress = tokio::time::timeout(LATE, story.enrich("")).await;
    let Ok(progress) = progress else { panic!("{cell}: it does not end") };
    let asked = provider.asked(&story.fakes);
    assert_ended_as_expected(&cell, provider, kind, &progress, asked);
    assert_left_as_expected(&cell, provider, kind, &coverage(&story).await);
    assert_no_secret_is_told(&story, &cell).await;

    story.script().clear();
    set(&story, provider);
    if kind == Kind::Refused {
        story.fakes.welcome(provider.door()).unwrap();
    }
    story.stop().await;
    let later = if expected(provider, kind).left == Left::Absent { 91 * 24 * HOUR } else { 25 * HOUR };
    ahead.store(later, Ordering::Relaxed);
    story.start().await;
    links_at_rest(&story).await;
    let again = story.enrich("").await;
    assert_eq!((again.status, &again.stopped), (Status::Completed, &vec![]), "{cell}, later: {again:?}");
    for (facet, of) in coverage(&story).await {
        assert!(is_whole(&of), "{cell}, later: {facet:?} {of:?}");
    }
    story.end().await;
}

#[rstest]
#[case::spotify_token(Provider::SpotifyToken)]
#[case::spotify_search(Provider::SpotifySearch)]
#[case::discogs_release(Provider::DiscogsRelease)]
#[case::discogs_artist(Provider::DiscogsArtist)]
#[case::deezer(Provider::Deezer)]
#[case::images(Provider::Images)]
#[case::ai(Provider::Ai)]
#[tokio::test]
async fn every_fault_is_told_and_passes(#[case] provider: Provider) {
    let cells: Vec<_> = provider.kinds().map(|kind| cell(provider, kind)).collect();
    futures::stream::iter(cells).buffer_unordered(AT_ONCE).collect::<Vec<()>>().await;
}
