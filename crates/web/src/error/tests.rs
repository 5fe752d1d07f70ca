#![allow(clippy::unwrap_used)]
use super::*;
use crate::i18n::Lang;
use rstest::rstest;
use serde_json::{json, to_value};
use sillon_core::edit::Reason;
use sillon_store::StoreError;

fn samples() -> Vec<WebError> {
    let parameter = |accepted| WebError::InvalidParameter { name: "page".into(), value: "0".into(), accepted };
    vec![
        WebError::NotFound,
        WebError::MethodNotAllowed,
        WebError::BadRequest,
        parameter(Accepted::Whole(1, None)),
        parameter(Accepted::Whole(1, Some(100))),
        parameter(Accepted::OneOf(vec!["asc", "desc"])),
        parameter(Accepted::Years),
        parameter(Accepted::FieldAndValue),
        parameter(Accepted::Names(vec!["page".into()])),
        parameter(Accepted::Names(vec![])),
        parameter(Accepted::Once),
        parameter(Accepted::WithoutNul),
        parameter(Accepted::Filters(100)),
        parameter(Accepted::Words(100, 2_000)),
        WebError::InvalidBody,
        WebError::InvalidFields(
            [Reason::Missing, Reason::TooLong(500), Reason::TooMany(50), Reason::Range(1860, 2100), Reason::Unknown]
                .map(|reason| Refusal { field: "title".into(), reason })
                .into(),
        ),
        WebError::EditUndone,
        WebError::NothingToUndo,
        WebError::NothingToTakeOver,
        WebError::UnsupportedMediaType,
        WebError::BodyTooLarge,
        WebError::Timeout,
        WebError::CrossSite,
        WebError::ForwardedRequest,
        WebError::TooCostly,
        WebError::HostRefused,
        WebError::AuthenticationRequired,
        WebError::WrongPassword,
        WebError::TooManyAttempts { retry_after: 4 },
        WebError::TooManyStreams,
        WebError::SyncRunning(JobId("j1".into())),
        WebError::SyncNotRunning,
        WebError::WantlistRunning(JobId("j3".into())),
        WebError::WantlistNotRunning,
        WebError::EnrichmentRunning(JobId("j2".into())),
        WebError::EnrichmentNotRunning,
        WebError::EnrichmentNotConfigured,
        WebError::BackupUnsupported,
        WebError::BackupDamaged("malformed".into()),
        WebError::BackupAltered("a view".into()),
        WebError::RestoreUnproven("disk full".into()),
        WebError::BackupNewer,
        WebError::JobRunning,
        WebError::DiscogsNotConfigured,
        WebError::TokenRefused,
        WebError::OtherAccount { kept: "collector".into(), new: "somebody_else".into() },
        WebError::TokenCharacters(sillon_core::credential::clean_credential("a “é”").unwrap_err()),
        WebError::TokenFixed,
        WebError::DiscogsUnreachable("reset".into()),
        WebError::DemoFailed("no port".into()),
        WebError::StorageBusy,
        WebError::StorageUnreachable("connection refused".into()),
        WebError::StorageReadOnly("cannot execute INSERT in a read-only transaction".into()),
        WebError::NotReady("closed".into()),
        WebError::Storage(StoreError::Unwritable("disk full".into())),
        WebError::Internal("panic".into()),
    ]
}

#[rstest]
fn every_error_has_words_in_every_language(#[values(Lang::Fr, Lang::En)] lang: Lang) {
    for error in samples() {
        let words = error.words(lang);
        let said = [Some(words.title), Some(words.sentence), words.way_out];
        for said in said.into_iter().flatten() {
            assert!(!said.is_empty() && !said.contains("localization") && !said.contains("{$"), "{error:?}: {said}");
        }
    }
}

#[test]
fn a_running_sync_is_named() {
    let problem = to_value(WebError::SyncRunning(JobId("j1".into())).problem(Lang::En)).unwrap();
    let expected = json!({
        "type": "urn:sillon:problem:sync_running",
        "title": "A sync is already running",
        "status": 409,
        "detail": "Only one sync runs at a time.",
        "code": "sync_running",
        "hint": "Follow it, or cancel it before you start another.",
        "job_id": "j1",
    });
    assert_eq!(problem, expected);
}

#[rstest]
#[case(Accepted::Whole(1, None), "“page” is “0”: a whole number from 1 up is expected.")]
#[case(Accepted::Whole(1, Some(100)), "“page” is “0”: a whole number from 1 to 100 is expected.")]
#[case(Accepted::OneOf(vec!["asc", "desc"]), "“page” is “0”: one of asc, desc is expected.")]
#[case(Accepted::Names(vec!["limit".into()]), "There is no parameter “page”. There are: limit.")]
#[case(Accepted::Names(vec![]), "There is no parameter “page”: this call takes none.")]
#[case(Accepted::Once, "“page” is given more than once.")]
fn a_bad_parameter_is_named_with_what_is_accepted(#[case] accepted: Accepted, #[case] detail: &str) {
    let problem = WebError::InvalidParameter { name: "page".into(), value: "0".into(), accepted }.problem(Lang::En);
    assert_eq!((problem.status, problem.parameter.as_deref(), problem.detail.as_str()), (422, Some("page"), detail));
}

#[test]
fn what_a_server_keeps_to_itself_is_not_said() {
    let problem = WebError::Storage(StoreError::Unwritable("/home/me/secret".into())).problem(Lang::En);
    assert!(!to_value(problem).unwrap().to_string().contains("secret"));
    let problem = WebError::from(StoreError::Unreachable("/run/secret/.s.PGSQL.5432".into())).problem(Lang::En);
    assert_eq!((problem.status, problem.code), (503, "storage_unreachable"));
    assert!(!to_value(problem).unwrap().to_string().contains("secret"));
}
