#![allow(clippy::unwrap_used)]
use super::*;
use rstest::rstest;
use serde_json::json;
use sillon_core::enrich::Facet;
use sillon_core::fault::FaultCode;
use sillon_core::id::JobId;
use sillon_core::progress::Service;

#[test]
fn the_document_is_the_contract_s() {
    let progress = Progress {
        status: Status::Running,
        phase: Phase::Collection,
        job_id: Some(JobId("0192".into())),
        dry_run: false,
        current: 120,
        total: 236,
        current_album: Some("Miles Davis – Kind of Blue".into()),
        current_cover: Some("https://i.discogs.com/x.jpeg".into()),
        synced: 118,
        skipped: 2,
        errors: 0,
        left: 0,
        links_pending: 3,
        waits_for: None,
        copies_added: 1,
        started_at: Some(1_709_316_245_000),
        finished_at: None,
        eta_seconds: Some(3),
        waiting: Some(Wait { service: Service::Discogs, until: 1_709_316_257_500, reason: WaitReason::RateLimit }),
        api_calls: ApiCalls { discogs: 2, spotify: 40, ..ApiCalls::default() },
        error: None,
        compared: Some(100),
        filled: Some(8),
        listing: None,
        facets: vec![],
        stopped: vec![],
    };
    let expected = concat!(
        r#"{"status":"running","phase":"collection","current":120,"total":236,"#,
        r#""current_album":"Miles Davis – Kind of Blue","synced":118,"skipped":2,"errors":0,"left":0,"percent_complete":50.8,"#,
        r#""job_id":"0192","started_at":"2024-03-01T18:04:05Z","finished_at":null,"eta_seconds":3,"#,
        r#""waiting":{"service":"discogs","until":"2024-03-01T18:04:17.5Z","reason":"rate limit"},"links_pending":3,"#,
        r#""api_calls":{"discogs":2,"spotify":40,"deezer":0,"ai":0,"images":0},"error":null,"error_code":null,"error_detail":null,"#,
        r#""dry_run":false,"copies_added":1,"compared":100,"filled":8,"listing":null,"current_cover":"https://i.discogs.com/x.jpeg","facets":[],"stopped":[]}"#,
    );
    assert_eq!(serde_json::to_string(&ProgressDocument::new(&progress, Lang::Fr)).unwrap(), expected);
}

#[rstest]
#[case(JobKind::Sync, json!("discogs"), "sync")]
#[case(JobKind::Wantlist, json!("discogs"), "wantlist")]
#[case(JobKind::Import, json!(null), "import")]
fn a_run_that_waits_for_another_job_says_for_which(
    #[case] kind: JobKind,
    #[case] service: serde_json::Value,
    #[case] reason: &str,
    #[values(Lang::Fr, Lang::En)] lang: Lang,
) {
    let progress = Progress { status: Status::Waiting, waits_for: Some(kind), ..Progress::default() };
    let document = serde_json::to_value(ProgressDocument::new(&progress, lang)).unwrap();
    let waiting = &document["waiting"];
    assert_eq!((&document["status"], &waiting["service"]), (&json!("waiting"), &service));
    assert_eq!((&waiting["until"], &waiting["reason"]), (&json!(null), &json!(reason)));
    assert!(waiting["message"].as_str().is_some_and(|said| said.contains(' ')), "{waiting}");
}

#[test]
fn a_run_that_its_services_ended_says_what_each_of_them_said() {
    let stop = |service, code| Stopped { service, fault: Fault::new(code, "401"), until: None };
    let stopped =
        vec![stop(Service::Spotify, FaultCode::ProviderUnavailable), stop(Service::Ai, FaultCode::CredentialRefused)];
    let error = Some(Fault::new(FaultCode::CredentialRefused, "spotify: 503; ai: 401"));
    let progress = Progress { status: Status::Error, error, stopped, ..Progress::default() };
    let document = serde_json::to_value(ProgressDocument::new(&progress, Lang::En)).unwrap();
    let said = document["error"].as_str().unwrap();
    assert!(said.contains("Spotify does not answer") && said.contains("refuses the token"), "{said}");
    assert_eq!(document["error_code"], "credential_refused");
}

#[test]
fn before_the_first_run_all_is_nothing() {
    let document = serde_json::to_value(ProgressDocument::new(&Progress::default(), Lang::Fr)).unwrap();
    assert_eq!(document["status"], "idle");
    assert_eq!(document["phase"], "waiting");
    assert_eq!(document["percent_complete"], json!(0.0));
    assert_eq!(document["job_id"], json!(null));
    assert_eq!(document["waiting"], json!(null));
}

#[test]
fn a_fault_is_a_sentence_a_code_and_a_detail() {
    let fault = Fault::new(FaultCode::StorageFailed, "disk full");
    let progress = Progress { status: Status::Error, error: Some(fault), ..Progress::default() };
    let document = serde_json::to_value(ProgressDocument::new(&progress, Lang::En)).unwrap();
    let said = "The database could not be written. The disk may be full or read-only. What has arrived stays.";
    assert_eq!((&document["error"], &document["error_code"]), (&json!(said), &json!("storage_failed")));
    assert_eq!(document["error_detail"], "disk full");
}

#[rstest]
fn every_fault_has_a_sentence(#[values(Lang::Fr, Lang::En)] lang: Lang) {
    use FaultCode as F;
    let all = [F::TokenRefused, F::CollectionPrivate, F::UserUnknown, F::DiscogsUnavailable, F::ListingMoved];
    let providers =
        [F::CredentialRefused, F::PremiumRequired, F::ProviderResting, F::ProviderUnavailable, F::BudgetSpent];
    let all = all.into_iter().chain([F::StorageFailed, F::NotConfigured, F::Internal]).chain(providers);
    let other = Fault::other_account("collector", "somebody_else");
    assert!(sentence(&other, lang).contains("collector") && sentence(&other, lang).contains("somebody_else"));
    for code in all {
        let fault = Fault::new(code, "x");
        for said in [sentence(&fault, lang), provider_sentence(Service::Ai, &fault, lang)] {
            assert!(said.ends_with('.') && !said.contains("localization"), "{code:?}: {said}");
        }
    }
}

#[test]
fn an_enrichment_tells_its_facets_and_who_is_left_alone() {
    let facet = FacetProgress {
        facet: Facet::Links,
        total: 9,
        found: 4,
        absent: 1,
        failed: 2,
        left: 0,
        left_reason: None,
        ended: true,
    };
    let fault = Fault::new(FaultCode::ProviderResting, "429");
    let stopped = Stopped { service: Service::Spotify, fault, until: Some(0) };
    let progress = Progress { facets: vec![facet], stopped: vec![stopped], ..Progress::default() };
    let document = serde_json::to_value(ProgressDocument::new(&progress, Lang::En)).unwrap();
    let facets = json!([{"facet": "links", "total": 9, "found": 4, "absent": 1, "failed": 2, "left": 0, "left_reason": null, "ended": true}]);
    assert_eq!(document["facets"], facets);
    let said = "Spotify asks for a pause.";
    let stopped = json!([{
        "service": "spotify", "code": "provider_resting", "message": said, "detail": "429", "until": "1970-01-01T00:00:00Z",
    }]);
    assert_eq!(document["stopped"], stopped);
}
