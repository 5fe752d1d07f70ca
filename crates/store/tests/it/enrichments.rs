//! What is kept beyond the collection: claims, findings, pictures, details, and when to ask again.

use crate::support::{Fixture, ME, album, item};
use sillon_core::enrich::details::{Details, Identifier};
use sillon_core::enrich::retry::{ABSENT_FOR, MOST_ATTEMPTS};
use sillon_core::enrich::{Facet, Image, Outcome, Picture, Subject};
use sillon_core::id::{ArtistId, JobId, MasterId, ReleaseId};
use sillon_core::job::{EnrichParams, JobKind};
use sillon_core::query::NameQuery;
use sillon_store::{Absence, Claim, Finding, lane_owner};

on_both!(
    a_row_has_one_worker,
    a_worker_that_went_away_leaves_its_rows,
    a_worker_that_was_killed_leaves_them_to_who_takes_its_job_over,
    what_was_found_stays,
    nothing_is_asked_again_after_ninety_days,
    failures_come_again_and_end,
    a_persons_word_stands,
    newest_albums_want_first,
    artists_want_pictures_once,
    details_are_kept_whole,
    a_picture_is_kept_once_by_its_content,
    coverage_counts_each_facet,
);

const LINKS: Facet = Facet::Links;

fn release(id: i64) -> Subject {
    Subject::Release(ReleaseId(id))
}

fn finding(value: &str) -> Finding<'_> {
    Finding { value, source: "spotify", score: Some(0.9), trace: Some("plain"), version: 2 }
}

async fn take(db: &Fixture, facet: Facet, subject: Subject, owner: &str, now: i64) -> Option<Claim> {
    db.store.claim(facet, &[subject], owner, now, now + 100).await.unwrap().pop()
}

async fn wanting(db: &Fixture, now: i64) -> Vec<i64> {
    let found = db.store.list_wanting(ME, LINKS, now, None).await.unwrap();
    found.into_iter().map(|(id, _)| id.0).collect()
}

async fn a_row_has_one_worker(db: Fixture) {
    db.add(&[item(1, 10), item(2, 20)]).await;
    let both = [release(10), release(20)];
    let mine = db.store.claim(LINKS, &both, "me", 5, 105).await.unwrap();
    assert_eq!(mine.iter().map(|claim| claim.subject).collect::<Vec<_>>(), both);
    assert_eq!(db.store.claim(LINKS, &both, "other", 6, 106).await.unwrap(), []);
    assert_eq!(wanting(&db, 6).await, [] as [i64; 0]);
    // Another facet of the same album is another row.
    assert_eq!(db.store.claim(Facet::Covers, &both, "other", 6, 106).await.unwrap().len(), 2);
    assert!(!db.store.mark_found(LINKS, both[0], "other", &finding("x"), 7).await.unwrap());
    db.store.unclaim_some(LINKS, &both[..1], "me").await.unwrap();
    assert_eq!(wanting(&db, 7).await, [10]);
    db.store.unclaim("me").await.unwrap();
    assert_eq!(wanting(&db, 7).await.len(), 2);
}

async fn a_worker_that_went_away_leaves_its_rows(db: Fixture) {
    db.add(&[item(1, 10)]).await;
    take(&db, LINKS, release(10), "me", 5).await.unwrap();
    assert_eq!(take(&db, LINKS, release(10), "other", 104).await, None);
    assert!(take(&db, LINKS, release(10), "other", 105).await.is_some());
    assert!(!db.store.mark_found(LINKS, release(10), "me", &finding("late"), 106).await.unwrap());
    assert!(db.store.mark_found(LINKS, release(10), "other", &finding("there"), 106).await.unwrap());
}

async fn a_worker_that_was_killed_leaves_them_to_who_takes_its_job_over(db: Fixture) {
    db.add(&[item(1, 10), item(2, 20)]).await;
    let job = JobId("0190a000-0000-7000-8000-000000000009".into());
    db.store.enqueue_job(ME, &job, EnrichParams::default(), 1).await.unwrap();
    db.store.claim_job(JobKind::Enrich, "killed", 5, 50).await.unwrap().unwrap();
    let lane = lane_owner("1");
    for (owner, subject) in [("killed", release(10)), (lane.as_str(), release(20))] {
        db.store.claim(LINKS, &[subject], owner, 5, 100_000).await.unwrap();
    }
    assert_eq!(wanting(&db, 60).await, [] as [i64; 0]);
    db.store.claim_job(JobKind::Enrich, "next", 60, 160).await.unwrap().unwrap();
    assert_eq!(wanting(&db, 60).await, [10], "a lane without a job goes on");
    db.store.claim(LINKS, &[release(10)], "next", 60, 100_000).await.unwrap();
    db.store.free_left_claims(70).await.unwrap();
    let left: &[i64] = if db.url.starts_with("sqlite") { &[20] } else { &[] };
    assert_eq!(wanting(&db, 70).await, left, "whose lease lives keeps what it has");
}

async fn what_was_found_stays(db: Fixture) {
    db.add(&[item(1, 10)]).await;
    take(&db, LINKS, release(10), "me", 5).await.unwrap();
    assert!(db.store.mark_found(LINKS, release(10), "me", &finding("https://first"), 6).await.unwrap());
    assert_eq!(take(&db, LINKS, release(10), "me", i64::MAX - 200).await, None);
    assert!(!db.store.mark_found(LINKS, release(10), "me", &finding("https://second"), 7).await.unwrap());
    assert!(!db.store.offer(LINKS, release(10), &finding("https://third"), 8).await.unwrap());
    let detail = db.reader().find_album(ME, ReleaseId(10)).await.unwrap().unwrap();
    assert_eq!(detail.album.spotify_url.as_deref(), Some("https://first"));
    assert_eq!(detail.spotify_found_at, Some(6));
    let origin = &detail.origins[0];
    assert_eq!((origin.facet, origin.outcome, origin.source.as_str()), (LINKS, Outcome::Found, "spotify"));
    assert_eq!((origin.score, origin.trace.as_deref()), (Some(0.9), Some("plain")));
}

async fn nothing_is_asked_again_after_ninety_days(db: Fixture) {
    db.add(&[item(1, 10)]).await;
    take(&db, LINKS, release(10), "me", 5).await.unwrap();
    let absence = Absence { source: "spotify", trace: "2 candidates", candidates: Some("[1]"), version: 2 };
    db.store.mark_absent(LINKS, release(10), "me", &absence, 6).await.unwrap();
    assert_eq!(wanting(&db, 5 + ABSENT_FOR).await, [] as [i64; 0]);
    assert_eq!(wanting(&db, 6 + ABSENT_FOR).await, [10]);
    let doubtful = db.reader().list_doubtful_links(ME, 10).await.unwrap();
    assert_eq!(doubtful, [(ReleaseId(10), "[1]".to_owned())]);
    // What came along with another answer fills the place.
    assert!(db.store.offer(LINKS, release(10), &finding("https://there"), 9).await.unwrap());
}

async fn failures_come_again_and_end(db: Fixture) {
    db.add(&[item(1, 10)]).await;
    let mut now = 0;
    for attempt in 0..MOST_ATTEMPTS {
        let claim = take(&db, LINKS, release(10), "me", now).await.unwrap();
        assert_eq!(claim.attempts, attempt);
        db.store.mark_failed(LINKS, &claim, "me", "spotify", "reset", now).await.unwrap();
        assert_eq!(wanting(&db, now + 1).await, [] as [i64; 0]);
        now += 600 * 60_000;
    }
    assert_eq!(wanting(&db, i64::MAX).await, [] as [i64; 0]);
    assert_eq!(db.store.retry_failed(LINKS, None, now).await.unwrap(), 1);
    assert_eq!(wanting(&db, now).await, [10]);
}

async fn a_persons_word_stands(db: Fixture) {
    db.add(&[item(1, 10)]).await;
    db.store.choose(LINKS, release(10), Some("https://mine"), 5).await.unwrap();
    assert_eq!(take(&db, LINKS, release(10), "me", i64::MAX - 200).await, None);
    db.store.choose(LINKS, release(10), None, 6).await.unwrap();
    assert_eq!(take(&db, LINKS, release(10), "me", i64::MAX - 200).await, None);
    let detail = db.reader().find_album(ME, ReleaseId(10)).await.unwrap().unwrap();
    assert_eq!((detail.album.spotify_url, detail.origins[0].source.as_str()), (None, "person"));
    db.store.ask_again(LINKS, release(10), 7).await.unwrap();
    assert!(take(&db, LINKS, release(10), "me", 8).await.is_some());
}

async fn newest_albums_want_first(db: Fixture) {
    let mut items = [item(1, 10), item(2, 20), item(3, 30)];
    for (item, added_at) in items.iter_mut().zip([Some(5), Some(9), None]) {
        item.copy.added_at = added_at;
    }
    db.add(&items).await;
    assert_eq!(wanting(&db, 1).await, [20, 10, 30]);
    let two = db.store.list_wanting(ME, LINKS, 1, Some(2)).await.unwrap();
    assert_eq!(two, [(ReleaseId(20), Some(9)), (ReleaseId(10), Some(5))]);
    let all = db.store.list_albums_newest_first(ME).await.unwrap();
    assert_eq!(all.iter().map(|(id, _)| id.0).collect::<Vec<_>>(), [20, 10, 30]);
}

async fn artists_want_pictures_once(db: Fixture) {
    let (mut first, mut various) = (album(10, "Björk", "Debut"), album(20, "Various", "Sampler"));
    first.release.credits[0].artist_id = ArtistId(7);
    various.release.credits[0].artist_id = ArtistId::VARIOUS;
    db.add(&[first, various]).await;
    let (bjork, images, covers) = (Subject::Artist(ArtistId(7)), Facet::Images, Facet::Covers);
    assert_eq!(db.store.list_artists_wanting(ME, images, 1).await.unwrap(), [ArtistId(7)]);
    assert_eq!(db.store.list_artists_wanting(ME, covers, 1).await.unwrap(), []);
    let picture = Picture { url: "https://i.example/7".into(), width: Some(600), height: None, link: None };
    let value = serde_json::to_string(&picture).unwrap();
    let finding = Finding { value: &value, source: "discogs", score: None, trace: None, version: 1 };
    assert!(db.store.offer(images, bjork, &finding, 2).await.unwrap());
    assert_eq!(db.store.list_artists_wanting(ME, images, 3).await.unwrap(), []);
    assert_eq!(db.store.list_artists_wanting(ME, covers, 3).await.unwrap(), [ArtistId(7)]);
    let query = NameQuery { search: None, page: 1, page_size: 10 };
    let card = db.reader().list_artists(ME, &query).await.unwrap().items.remove(0);
    assert_eq!((card.picture, card.picture_source.as_deref(), card.image), (Some(picture), Some("discogs"), None));
    let credits = db.store.load_credits(&[ReleaseId(10)]).await.unwrap();
    assert_eq!(credits[&ReleaseId(10)], [ArtistId(7)]);
    assert_eq!(db.store.artist_names(&[ArtistId(7)]).await.unwrap()[&ArtistId(7)], "Björk");
}

async fn details_are_kept_whole(db: Fixture) {
    let mut item = item(1, 10);
    item.release.master_id = Some(MasterId(99));
    db.add(&[item]).await;
    let barcode = Identifier { kind: "Barcode".into(), value: "5 012394 144777".into(), description: String::new() };
    let details = Details { original_year: Some(1992), identifiers: vec![barcode], ..Details::default() };
    let document = serde_json::to_string(&details).unwrap();
    take(&db, Facet::Details, release(10), "me", 5).await.unwrap();
    assert!(db.store.keep_details(release(10), "me", &document, &finding(""), 6).await.unwrap());
    assert!(!db.store.keep_details(release(10), "me", "{}", &finding(""), 7).await.unwrap());
    assert_eq!(db.reader().details(ReleaseId(10)).await.unwrap().as_ref(), Some(&details));
    assert_eq!(db.store.original_year(MasterId(99)).await.unwrap(), Some(1992));
    assert_eq!(db.store.original_year(MasterId(98)).await.unwrap(), None);
    let loaded = db.store.load_releases(ME, &[ReleaseId(10)]).await.unwrap().remove(0);
    assert_eq!((loaded.0.id, loaded.1), (ReleaseId(10), Some(details)));
}

async fn a_picture_is_kept_once_by_its_content(db: Fixture) {
    db.add(&[item(1, 10), item(2, 20)]).await;
    let image = Image {
        hash: "ab".repeat(32),
        format: "jpg".into(),
        width: 600,
        height: 590,
        bytes: 1_234,
        colour: "#aa3300".into(),
        placeholder: "data:image/jpeg;base64,AA==".into(),
    };
    for id in [10, 20] {
        take(&db, Facet::Covers, release(id), "me", 5).await.unwrap();
        assert!(db.store.keep_image(release(id), "me", &image, &finding(&image.hash), 6).await.unwrap());
    }
    let albums = db.reader().albums(ME, &[ReleaseId(20), ReleaseId(10)]).await.unwrap();
    assert_eq!(albums.iter().map(|album| album.cover.clone()).collect::<Vec<_>>(), [Some(image.clone()), Some(image)]);
}

async fn coverage_counts_each_facet(db: Fixture) {
    db.add(&[item(1, 10), item(2, 20), item(3, 30)]).await;
    for (id, owner) in [(10, "me"), (20, "me")] {
        take(&db, LINKS, release(id), owner, 5).await.unwrap();
    }
    db.store.mark_found(LINKS, release(10), "me", &finding("x"), 6).await.unwrap();
    let absence = Absence { candidates: Some("[]"), ..Absence::default() };
    db.store.mark_absent(LINKS, release(20), "me", &absence, 6).await.unwrap();
    let coverage = db.reader().coverage(ME).await.unwrap();
    let links = coverage.iter().find(|(facet, _)| *facet == LINKS).unwrap().1;
    assert_eq!((links.of, links.found, links.absent, links.failed, links.doubtful), (3, 1, 1, 0, 1));
    assert_eq!(links.missing(), 1);
    assert_eq!(coverage.len(), Facet::ALL.len());
}
