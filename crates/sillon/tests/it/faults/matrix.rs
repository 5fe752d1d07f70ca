//! Discogs with every kind of fault, at the call that asks whose token it is and at a page of each listing: what is told, how often it is
//! asked, what stays, and that the next sync ends with all of it.

use crate::enrich::matrix::kind::Kind;
use crate::enrich::matrix::provider::Provider;
use crate::harness::{Scene, Story};
use crate::rows::{IMPORTED, Kept, Rows, first_lost, rows};
use futures::StreamExt;
use rstest::rstest;
use serde_json::Value;
use sillon_core::fault::FaultCode;
use sillon_core::progress::{Progress, Status};
use sillon_fakes::{Call, On, World};
use sillon_web::i18n::{Lang, text};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

/// Cells at work at once.
const AT_ONCE: usize = 4;
/// Three pages.
const COPIES: usize = 230;
/// Two.
const WANTS: usize = 130;
/// Longer than any run of so few takes, on a machine that has other work to do.
const LATE: Duration = Duration::from_secs(60);
/// What was there before: albums that the listing does not hold.
const LINES: usize = 2;
const FILE: &str = "Catalog#,Artist,Title,Label,Format,Rating,Released,release_id,CollectionFolder,Date Added,\
Collection Media Condition,Collection Sleeve Condition,Collection Notes\r
CL 1,Can,Tago Mago,Spoon,LP,5,1971,900000001,Uncategorized,2020-01-02 03:04:05,,,\"à garder\"\r
CL 2,Neu!,Neu! 75,Brain,LP,,1975,900000002,Uncategorized,2020-01-02 03:04:06,,,\r\n";

/// Which call fails.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    Identity,
    Page,
    WantsPage,
}

impl Place {
    fn calls(self) -> On {
        match self {
            Self::Identity => On::path("discogs", "/oauth/identity"),
            Self::Page => On::path("discogs", "/users/").query("page=3"),
            Self::WantsPage => On::path("discogs", "/users/").query("page=2"),
        }
    }

    fn is_struck(self, call: &Call) -> bool {
        let has = |pair: &str| call.query.split('&').any(|one| one == pair);
        match self {
            Self::Identity => call.path.starts_with("/oauth/identity"),
            Self::Page => call.path.contains("/collection/") && has("page=3"),
            Self::WantsPage => call.path.contains("/wants") && has("page=2"),
        }
    }

    fn path(self) -> &'static str {
        match self {
            Self::WantsPage => "/api/v1/services/discogs/wantlist/sync",
            Self::Identity | Self::Page => "/api/v1/services/discogs/sync",
        }
    }

    async fn start(self, story: &Story) {
        assert_eq!(story.post(self.path()).await.status(), 202, "{self:?}");
    }

    async fn end(self, story: &Story) -> Progress {
        let end = async {
            match self {
                Self::WantsPage => story.end_of_wants().await,
                Self::Identity | Self::Page => story.end_of_sync().await,
            }
        };
        tokio::time::timeout(LATE, end).await.unwrap_or_else(|_| panic!("{self:?}: it does not end"))
    }

    /// Waits until the run waits for the end of a pause.
    async fn wait(self, story: &Story) -> Progress {
        let engine = &story.sillon().engine;
        let mut watch = if self == Self::WantsPage { engine.watch_wantlist() } else { engine.watch_sync() };
        let waits = |progress: &Progress| progress.waiting.is_some_and(|wait| wait.until - wait_now() > 600_000);
        let wait = watch.wait_for(waits);
        tokio::time::timeout(LATE, wait).await.unwrap_or_else(|_| panic!("{self:?}: it does not wait")).unwrap().clone()
    }

    async fn cancel(self, story: &Story) {
        assert_eq!(story.post(&format!("{}/cancel", self.path())).await.status(), 202, "{self:?}");
        assert_eq!(self.end(story).await.status, Status::Cancelled, "{self:?}");
    }

    /// What of the list was saved before the fault, and comes to be in it.
    fn saved_of_all(self) -> (usize, usize) {
        match self {
            Self::Identity => (0, COPIES),
            Self::Page => (200, COPIES),
            Self::WantsPage => (100, WANTS),
        }
    }

    /// As many of its rows as there are, those that were there before apart.
    fn listed(self, rows: &Rows) -> usize {
        match self {
            Self::WantsPage => rows["wants"].len(),
            Self::Identity | Self::Page => rows["copies"].len() - LINES,
        }
    }
}

/// What becomes of the run that meets the fault.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Outcome {
    /// It ends with this code.
    Fails(FaultCode),
    /// It waits until the pause is over.
    Waits,
    /// It is completed without what did not come, and says so.
    Notes,
}

/// What becomes of the run, and how often the call is made.
fn expected(place: Place, kind: Kind) -> (Outcome, usize) {
    match (place, kind) {
        // A page that is not there: the listing is read again, and is the same.
        (Place::Page | Place::WantsPage, Kind::Status(404)) => (Outcome::Notes, 2),
        (_, Kind::TooMany(Some(60..))) => (Outcome::Waits, 1),
        _ => {
            let (code, calls) = failure(place, kind);
            (Outcome::Fails(code), calls)
        }
    }
}

fn failure(place: Place, kind: Kind) -> (FaultCode, usize) {
    use FaultCode as Code;
    let private = if place == Place::WantsPage { Code::WantlistPrivate } else { Code::CollectionPrivate };
    match kind {
        Kind::Status(401) => (Code::TokenRefused, 1),
        Kind::Status(403) if place == Place::Identity => (Code::TokenRefused, 1),
        Kind::Status(403) => (private, 1),
        Kind::Status(404) => (Code::UserUnknown, 1),
        // An answer, and the same the next time.
        Kind::Status(422) | Kind::WrongType | Kind::Oversized | Kind::RedirectLoop => (Code::DiscogsUnavailable, 1),
        Kind::TooMany(_) => (Code::DiscogsUnavailable, 11),
        // No call arrives, or the one that is cut off.
        Kind::Refused => (Code::DiscogsUnavailable, usize::from(place != Place::Identity)),
        _ if kind.takes_time() => (Code::DiscogsUnavailable, 2),
        _ => (Code::DiscogsUnavailable, 5),
    }
}

fn wait_now() -> i64 {
    sillon_engine::Clock::system().now()
}

async fn begin(kind: Kind) -> (Story, Arc<AtomicI64>) {
    let off = Arc::new(AtomicI64::new(0));
    let mut world = World::invent(28, COPIES);
    while world.want_ids().len() < WANTS {
        world.add_want();
    }
    let mut scene = Scene::of(world);
    scene.fakes.rate_limit = 100_000;
    scene.more.push(("discogs_per_minute", "100000".to_owned()));
    scene.pace.window = Duration::from_millis(50);
    scene.pace.longest_window = scene.pace.window;
    scene.pace.http.backoff = Duration::from_millis(1);
    if kind.takes_time() {
        scene.pace.http.timeout = Duration::from_millis(1500);
        scene.pace.http.attempts = 2;
    }
    let clock = off.clone();
    scene.pace.clock = sillon_engine::Clock::from_fn(move || wait_now() + clock.load(Ordering::Relaxed));
    (scene.begin().await, off)
}

/// A sync that meets the fault.
async fn meet(story: &Story, place: Place, kind: Kind) -> Progress {
    if let Some(act) = kind.act(Provider::DiscogsRelease) {
        story.script().act(place.calls(), act);
        place.start(story).await;
    } else if place == Place::Identity {
        story.fakes.refuse("discogs").await.unwrap();
        place.start(story).await;
    } else {
        // Discogs goes away as soon as the pages before are saved.
        let gate = story.script().hold(place.calls());
        let engine = &story.sillon().engine;
        let mut watch = if place == Place::WantsPage { engine.watch_wantlist() } else { engine.watch_sync() };
        place.start(story).await;
        let (saved, _) = place.saved_of_all();
        watch.wait_for(|progress| progress.current as usize == saved).await.unwrap();
        story.journal().wait_until(|all| all.iter().any(|call| place.is_struck(call))).await;
        story.fakes.refuse("discogs").await.unwrap();
        gate.open();
    }
    match expected(place, kind) {
        (Outcome::Waits, _) => place.wait(story).await,
        _ => place.end(story).await,
    }
}

async fn assert_told(cell: &str, story: &Story, place: Place, code: FaultCode) {
    for (lang, name) in [(Lang::En, "en"), (Lang::Fr, "fr")] {
        let request = story.client.get(story.url(&format!("{}/progress", place.path())));
        let answer = request.header("accept-language", name).send().await.unwrap().text().await.unwrap();
        assert!(!answer.contains(&story.fakes.token()), "{cell}: the token is told");
        let document: Value = serde_json::from_str(&answer).unwrap();
        assert_eq!(document["error_code"], code.as_str(), "{cell}: {document}");
        let told = document["error"].as_str().unwrap();
        let remedy = text(lang, &format!("remedy-{}", code.as_str().replace('_', "-")));
        assert!(told.len() > remedy.len() && told.ends_with(&remedy), "{cell}: {told:?} lacks {remedy:?}");
    }
}

async fn cell(place: Place, kind: Kind) {
    let cell = format!("{place:?} × {kind:?}");
    let (mut story, off) = begin(kind).await;
    let file = story.folder.path().join("data/sillon.db");
    let tables: Vec<Kept> = IMPORTED.into_iter().chain([("wants", "1")]).collect();
    assert_eq!(story.import(FILE).await.status, Status::Completed);
    let before = rows(&file, &tables).await;

    let progress = meet(&story, place, kind).await;
    let (outcome, calls) = expected(place, kind);
    let told = (progress.status, progress.error.map(|fault| fault.code));
    match outcome {
        Outcome::Fails(code) => {
            assert_eq!(told, (Status::Error, Some(code)), "{cell}");
            assert_told(&cell, &story, place, code).await;
        }
        Outcome::Waits => assert_eq!(told, (Status::Running, None), "{cell}"),
        Outcome::Notes => {
            assert_eq!(told, (Status::Completed, None), "{cell}");
            let note = progress.listing.unwrap_or_else(|| panic!("{cell}: nothing is said"));
            assert_eq!((note.missing_pages.len(), note.listed as usize), (1, place.saved_of_all().0), "{cell}");
        }
    }
    let asked = |story: &Story| story.journal().of("discogs").iter().filter(|call| place.is_struck(call)).count();
    assert_eq!(asked(&story), calls, "{cell}: calls");
    let (saved, all) = place.saved_of_all();
    let left = rows(&file, &tables).await;
    assert_eq!(first_lost(&before, &left), None, "{cell}: lost or changed");
    assert_eq!(place.listed(&left), saved, "{cell}: whole pages, nothing half");

    story.script().clear();
    if kind == Kind::Refused {
        story.fakes.welcome("discogs").unwrap();
    }
    if outcome == Outcome::Waits {
        let calls = story.journal().calls("discogs");
        place.cancel(&story).await;
        place.start(&story).await;
        place.wait(&story).await;
        story.stop().await;
        story.start().await;
        place.wait(&story).await;
        assert_eq!(story.journal().calls("discogs"), calls, "{cell}: it is left alone");
        // What waits goes on by itself.
        off.fetch_add(3 * 3_600_000, Ordering::Relaxed);
    } else {
        place.start(&story).await;
    }
    let again = place.end(&story).await;
    assert_eq!((again.status, &again.error), (Status::Completed, &None), "{cell}, later");
    let complete = rows(&file, &tables).await;
    assert_eq!(first_lost(&left, &complete), None, "{cell}, later: lost or changed");
    assert_eq!(place.listed(&complete), all, "{cell}, later: {again:?}");
    story.end().await;
}

#[rstest]
#[case::identity(Place::Identity)]
#[case::page(Place::Page)]
#[case::page_of_wants(Place::WantsPage)]
#[tokio::test]
async fn every_fault_is_told_and_passes(#[case] place: Place) {
    let cells: Vec<_> = Kind::ALL.into_iter().map(|kind| cell(place, kind)).collect();
    futures::stream::iter(cells).buffer_unordered(AT_ONCE).collect::<Vec<()>>().await;
}
