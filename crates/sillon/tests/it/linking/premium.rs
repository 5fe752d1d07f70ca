//! Spotify answers only apps whose owner has a Premium account (since March 2026, in plain text, at the search alone): it is said,
//! and Spotify is not asked again until somebody changes something.

use crate::cli::{against, printed, told};
use crate::harness::{Scene, Story};
use serde_json::{Value, json};
use sillon_core::enrich::Facet;
use sillon_core::fault::FaultCode;
use sillon_core::id::AccountId;
use sillon_core::progress::{Service, Status};
use sillon_fakes::{Act, Fakes, FakesConfig, On, World};
use std::process::Output;
use std::time::Duration;

const ANSWER: &str = "Active premium subscription required for the owner of the app. When the subscription status changes, \
    it can take a few hours before requests are allowed again.";

fn premium_required() -> Act {
    let headers = vec![("content-type".to_owned(), "text/plain".to_owned())];
    Act::Answer { status: 403, headers, body: ANSWER.into() }
}

/// A program whose Spotify app was refused during its first sync.
async fn refused(seed: u64) -> Story {
    let mut scene = Scene::of(World::invent(seed, 60));
    scene.spotify = true;
    scene.fakes.rate_limit = 100_000;
    scene.more.push(("discogs_per_minute", "100000".to_owned()));
    let story = scene.begin().await;
    story.script().act(On::path("spotify", "/v1/search"), premium_required());
    let progress = story.sync().await;
    assert_eq!((progress.status, progress.current), (Status::Completed, 60), "the collection is there all the same");
    while noted(&story).await.is_none() {
        tokio::task::yield_now().await;
    }
    let asked = story.journal().calls("spotify");
    assert!((1..=8).contains(&asked), "{asked} searches: those that were under way, and none after them");
    story.journal().clear();
    story
}

async fn noted(story: &Story) -> Option<String> {
    story.sillon().store.setting(AccountId::FIRST, "spotify.premium_required").await.unwrap()
}

/// How often anything of Spotify's was asked, its tokens among it.
fn asked(story: &Story) -> usize {
    story.journal().calls("spotify") + story.journal().calls("accounts")
}

/// By the run, or by the links that a start goes on with beside it.
async fn is_tried(story: &Story, what: &str) {
    let journal = story.journal();
    let tried = tokio::time::timeout(Duration::from_secs(60), journal.wait_for("accounts", 1)).await;
    assert!(tried.is_ok(), "{what} is tried");
}

async fn page(story: &Story, language: &str) -> String {
    let page = story.client.get(story.url("/settings/enrichment")).header("accept-language", language);
    page.send().await.unwrap().text().await.unwrap()
}

#[tokio::test]
async fn it_is_said_once_and_no_run_asks_again() {
    let mut story = refused(45).await;
    let progress = story.enrich("?only=links").await;
    let stopped = &progress.stopped[0];
    assert_eq!(
        (stopped.service, stopped.fault.code, stopped.until),
        (Service::Spotify, FaultCode::PremiumRequired, None)
    );
    let links = crate::enrich::row(&progress, Facet::Links);
    assert_eq!((links.found + links.failed, links.left, links.ended), (0, links.total, true), "{links:?}");
    story.fakes.world().with(World::add_newest);
    story.sync().await;
    story.stop().await;
    story.start().await;
    story.enrich("").await;
    assert_eq!(asked(&story), 0, "neither a run, nor a sync, nor a start asks again");

    let document = story.json("/api/v1/services/ai/enrich-all/progress").await;
    let message = document["stopped"][0]["message"].as_str().unwrap();
    assert_eq!((&document["stopped"][0]["code"], message.contains("Premium")), (&json!("premium_required"), true));
    let services = story.json("/api/v1/services/status").await["services"].clone();
    assert_eq!(
        (&services["spotify"]["premium_required"], &services["ai"]["premium_required"]),
        (&json!(true), &json!(false))
    );
    for (language, state, remedy) in [
        ("en", "Requires the owner of the app to have a Premium account", "test Spotify on the enrichment page"),
        ("fr", "Exige un compte Premium du propriétaire", "testez Spotify sur la page de l’enrichissement"),
    ] {
        let page = page(&story, language).await;
        assert!(page.contains(state) && page.contains(remedy), "{language}: {page}");
    }
    story.end().await;
}

#[tokio::test]
async fn a_check_that_is_refused_too_says_why_and_one_that_works_lets_links_come() {
    let story = refused(46).await;
    let checked = story.form("/settings/enrichment/check", "service=spotify").await;
    assert_eq!(checked.headers()["location"], "/settings/enrichment?notice=premium&service=spotify#services");
    let shown = story.get("/settings/enrichment?notice=premium&service=spotify").await.text().await.unwrap();
    assert!(shown.contains("Premium"), "{shown}");
    assert_eq!(story.journal().calls("spotify"), 1, "a check is one search");
    assert!(noted(&story).await.is_some());

    story.script().clear();
    let checked = story.form("/settings/enrichment/check", "service=spotify").await;
    assert_eq!(checked.headers()["location"], "/settings/enrichment?notice=answers&service=spotify#services");
    assert_eq!(noted(&story).await, None);
    let progress = story.enrich("?only=links").await;
    let links = crate::enrich::row(&progress, Facet::Links);
    assert!(progress.stopped.is_empty() && links.found > 30 && links.failed == 0, "{progress:?}");
    assert_eq!(story.json("/api/v1/services/status").await["services"]["spotify"]["premium_required"], false);
    story.end().await;
}

#[tokio::test]
async fn another_app_and_another_secret_are_tried() {
    let mut story = refused(47).await;
    let mine = noted(&story).await.unwrap();
    assert!(!mine.contains(&story.fakes.spotify_client().1), "the secret is not kept");
    story.restart_with(|settings| settings.spotify.as_mut().unwrap().client_secret = "another".to_owned().into()).await;
    story.enrich("?only=links").await;
    is_tried(&story, "another secret").await;
    assert_eq!(story.journal().calls("spotify"), 0, "the stand-in does not know it");

    let (id, secret) = story.fakes.spotify_client();
    story.restart_with(|settings| settings.spotify.as_mut().unwrap().client_secret = secret.into()).await;
    story.journal().clear();
    story.enrich("?only=links").await;
    assert_eq!(asked(&story), 0, "the first app is still known to be refused");

    story.restart_with(|settings| settings.spotify.as_mut().unwrap().client_id = format!("{id}2")).await;
    story.enrich("?only=links").await;
    is_tried(&story, "another app").await;
    story.end().await;
}

fn doctor(fakes: &Fakes, folder: &std::path::Path) -> Output {
    let (id, secret) = fakes.spotify_client();
    let mut command = against(fakes, folder);
    command.env("SILLON_SPOTIFY_URL", fakes.spotify_url()).env("SILLON_SPOTIFY_ACCOUNTS_URL", fakes.accounts_url());
    command.env("SILLON_SPOTIFY_CLIENT_ID", id).env("SILLON_SPOTIFY_CLIENT_SECRET", secret);
    command.args(["doctor", "--json"]).output().unwrap()
}

fn spotify_of(output: &Output) -> Value {
    let findings: Vec<Value> = serde_json::from_str(&printed(output)).unwrap();
    findings.into_iter().find(|finding| finding["subject"] == "spotify").unwrap()
}

// The stand-ins are in this process: they must answer while the command is waited for.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn doctor_makes_one_search_and_reports_it() {
    let folder = tempfile::tempdir().unwrap();
    let fakes = Fakes::start(FakesConfig::of(World::invent(48, 3))).unwrap();
    fakes.script().act(On::path("spotify", "/v1/search"), premium_required());
    let output = doctor(&fakes, folder.path());
    assert_eq!(output.status.code(), Some(1), "{}", told(&output));
    let said = spotify_of(&output);
    assert_eq!(said["state"], "to_mend");
    let said = said["said"].as_str().unwrap();
    assert!(said.contains("Premium") && !said.contains("SILLON_SPOTIFY_CLIENT_ID"), "{said}");
    assert_eq!(fakes.journal().calls_to("spotify", "/v1/search"), 1);

    fakes.script().clear();
    let output = doctor(&fakes, folder.path());
    assert_eq!(spotify_of(&output), json!({"subject": "spotify", "state": "well", "said": "answers"}));
}
