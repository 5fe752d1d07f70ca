//! What providers do wrong: one that sleeps starves no other, one that refuses is left alone, and nothing is lost.

use super::{row, synced};
use rstest::rstest;
use sillon_core::enrich::Facet;
use sillon_core::fault::FaultCode;
use sillon_core::progress::{Service, Status};
use sillon_fakes::{Act, On};

#[tokio::test]
async fn a_refused_credential_stops_that_provider_with_one_message() {
    let story = synced(61, 30).await;
    story.script().act(On::service("ai"), Act::chat_error_infomaniak(401, "not_authorized", "Authorization required"));
    let progress = story.enrich("?only=descriptions,covers").await;
    assert_eq!(progress.status, Status::Completed);
    let stopped: Vec<_> = progress.stopped.iter().map(|stopped| (stopped.service, stopped.fault.code)).collect();
    assert_eq!(stopped, [(Service::Ai, FaultCode::CredentialRefused)]);
    assert!(story.journal().calls("ai") <= 8, "{} calls", story.journal().calls("ai"));
    assert!(row(&progress, Facet::Covers).found > 20, "{progress:?}");
    story.script().clear();
    let later = story.enrich("?only=descriptions").await;
    assert_eq!(row(&later, Facet::Descriptions).done(), 30, "nothing was lost");
    story.end().await;
}

#[tokio::test]
async fn a_long_pause_is_kept_over_a_restart() {
    let mut story = synced(62, 20).await;
    story.script().act(On::service("ai"), Act::json(429, serde_json::json!({})).with_header("Retry-After", "7200"));
    let progress = story.enrich("?only=descriptions,covers").await;
    let stopped = &progress.stopped[0];
    assert_eq!((stopped.service, stopped.fault.code), (Service::Ai, FaultCode::ProviderResting), "{progress:?}");
    assert!(stopped.until.is_some());
    assert!(row(&progress, Facet::Covers).found > 10);
    let asked = story.journal().calls("ai");
    assert!(asked <= 8, "{asked}");
    story.script().clear();
    story.stop().await;
    story.start().await;
    let again = story.enrich("?only=descriptions").await;
    assert_eq!(again.stopped[0].fault.code, FaultCode::ProviderResting);
    assert_eq!(story.journal().calls("ai"), asked, "it is left alone until then");
    story.end().await;
}

#[rstest]
#[case::reset(Act::Reset)]
#[case::html(Act::html(502))]
#[case::truncated(Act::Truncate)]
#[case::empty(Act::Empty)]
#[case::server_error(Act::chat_error_openai(500, "worker lost"))]
#[tokio::test]
async fn a_provider_that_fails_again_and_again_is_left_alone(#[case] act: Act) {
    let story = synced(63, 12).await;
    story.script().act(On::path("ai", "/chat"), act);
    let progress = story.enrich("?only=descriptions,details").await;
    assert_eq!(progress.status, Status::Completed);
    assert_eq!(progress.stopped[0].fault.code, FaultCode::ProviderUnavailable, "{progress:?}");
    let descriptions = row(&progress, Facet::Descriptions);
    assert_eq!(descriptions.found, 0, "{descriptions:?}");
    assert!(story.journal().calls_to("ai", "/chat") < 30, "{} calls", story.journal().calls_to("ai", "/chat"));
    assert_eq!(row(&progress, Facet::Details).found, 12);
    story.end().await;
}

#[tokio::test]
async fn a_release_that_is_gone_is_absent_and_the_album_stays() {
    let story = synced(64, 10).await;
    let gone = story.fakes.world().with(|world| {
        let gone = world.release_ids()[3];
        world.lose_release(gone);
        gone
    });
    let progress = story.enrich("?only=details").await;
    let details = row(&progress, Facet::Details);
    assert_eq!((details.found, details.absent, details.failed), (9, 1, 0));
    let album = story.json(&format!("/api/v1/collection/albums/{gone}")).await;
    assert_eq!(album["tracks"], serde_json::json!([]));
    assert_eq!(story.albums().await.len(), 10);
    story.end().await;
}

#[tokio::test]
async fn a_picture_that_is_none_harms_nothing() {
    let story = synced(65, 12).await;
    // A picture of 60,000 pixels a side, if its head is to be believed.
    let head = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\xea\x60\0\0\xea\x60\x08\x02\0\0\0\0\0\0\0";
    let bomb = Act::Answer {
        status: 200,
        headers: vec![("content-type".to_owned(), "image/png".to_owned())],
        body: head.as_slice().into(),
    };
    story.script().act(On::service("images").times(6), bomb);
    let progress = story.enrich("?only=covers").await;
    let covers = row(&progress, Facet::Covers);
    assert_eq!(progress.status, Status::Completed);
    assert_eq!(covers.done(), covers.total, "{covers:?}");
    assert!(covers.found >= 4 && covers.absent >= 6, "{covers:?}");
    story.end().await;
}
