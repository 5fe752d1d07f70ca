#![allow(clippy::unwrap_used)]
use super::*;
use crate::auth::Lock;
use crate::auth::scopes::{NEEDS, Need};
use axum::body::{Body, to_bytes};
use axum::http::header::CONTENT_TYPE;
use serde_json::Value;
use sillon_core::access::Scope;
use tower::ServiceExt;

fn nobody_s_door() -> Door {
    Door::new(Lock::Open, Box::new(|_| Box::pin(async { Ok(None) })))
}

/// What comes out of all the layers, for a handler that only a test would write.
async fn through_the_layers<T: 'static>(handler: impl axum::handler::Handler<T, ()>) -> Response {
    let routes = Router::new().route("/api/odd", get(handler));
    let router: Router =
        layer([routes, Router::new(), Router::new()], nobody_s_door(), Described::default(), &SiteConfig::default());
    router.oneshot(Request::get("/api/odd").body(Body::empty()).unwrap()).await.unwrap()
}

async fn code(response: Response) -> String {
    assert_eq!(response.headers()[CONTENT_TYPE], "application/problem+json");
    let body = to_bytes(response.into_body(), usize::MAX).await.unwrap();
    let document: Value = serde_json::from_slice(&body).unwrap();
    assert!(!document.to_string().contains("s3cret"), "{document}");
    document["code"].as_str().unwrap().to_owned()
}

fn calls() -> Vec<String> {
    let mut document = api().split_for_parts().1;
    document.merge(acts().split_for_parts().1);
    document.merge(uploads().split_for_parts().1);
    let document = serde_json::to_value(document).unwrap();
    let paths = document["paths"].as_object().unwrap().iter();
    let methods = paths.flat_map(|(path, item)| {
        item.as_object().unwrap().keys().map(move |method| format!("{} {path}", method.to_uppercase()))
    });
    methods.collect()
}

/// A call that lacks its scope in the table would be closed to every token, or open to each of them.
#[test]
fn every_call_has_its_scope_in_the_table_and_the_table_no_other_call() {
    let mut calls = calls();
    // What programs read beside the described calls.
    calls.extend(
        ["GET /images/{hash}/{file}", "GET /api/v1/openapi.json", "GET /openapi.json", "GET /metrics"]
            .map(String::from),
    );
    calls.sort();
    let mut table: Vec<String> = NEEDS.iter().map(|(method, path, _)| format!("{method} {path}")).collect();
    table.sort();
    assert_eq!(table, calls);
}

#[test]
fn what_only_looks_needs_to_read_and_what_changes_needs_more() {
    for (method, path, need) in NEEDS {
        let looks = method == "GET" && need != Need::Owner;
        assert_eq!(need == Need::Scope(Scope::Read), looks, "{method} {path}");
    }
}

#[test]
fn the_map_of_the_api() {
    let mut map = calls();
    map.sort();
    let expected = [
        "DELETE /api/v1/services/discogs/token",
        "DELETE /api/v1/sessions",
        "DELETE /api/v1/tokens/{id}",
        "DELETE /api/v1/views/{id}",
        "GET /api/v1/backups",
        "GET /api/v1/backups/{id}/file",
        "GET /api/v1/collection/albums",
        "GET /api/v1/collection/albums/{id}",
        "GET /api/v1/collection/artists",
        "GET /api/v1/collection/artists/{id}",
        "GET /api/v1/collection/checksum",
        "GET /api/v1/collection/edits",
        "GET /api/v1/collection/export",
        "GET /api/v1/collection/facets",
        "GET /api/v1/collection/import/events",
        "GET /api/v1/collection/import/progress",
        "GET /api/v1/collection/owned",
        "GET /api/v1/collection/stats",
        "GET /api/v1/schedule",
        "GET /api/v1/services/ai/enrich-album/{id}/events",
        "GET /api/v1/services/ai/enrich-all/events",
        "GET /api/v1/services/ai/enrich-all/progress",
        "GET /api/v1/services/discogs/sync/events",
        "GET /api/v1/services/discogs/sync/progress",
        "GET /api/v1/services/discogs/wantlist/sync/events",
        "GET /api/v1/services/discogs/wantlist/sync/progress",
        "GET /api/v1/services/status",
        "GET /api/v1/syncs",
        "GET /api/v1/syncs/{id}",
        "GET /api/v1/syncs/{id}/added",
        "GET /api/v1/tokens",
        "GET /api/v1/views",
        "GET /api/v1/wantlist",
        "PATCH /api/v1/collection/albums/{id}",
        "PATCH /api/v1/collection/albums/{id}/copies/{instance_id}",
        "PATCH /api/v1/views/{id}",
        "POST /api/v1/backups",
        "POST /api/v1/backups/{id}/restore",
        "POST /api/v1/collection/albums",
        "POST /api/v1/collection/albums/{id}/archive",
        "POST /api/v1/collection/albums/{id}/restore",
        "POST /api/v1/collection/edits",
        "POST /api/v1/collection/edits/{batch_id}/undo",
        "POST /api/v1/collection/import",
        "POST /api/v1/collection/import/cancel",
        "POST /api/v1/services/ai/enrich-album/{id}",
        "POST /api/v1/services/ai/enrich-all",
        "POST /api/v1/services/ai/enrich-all/cancel",
        "POST /api/v1/services/discogs/sync",
        "POST /api/v1/services/discogs/sync/cancel",
        "POST /api/v1/services/discogs/wantlist/sync",
        "POST /api/v1/services/discogs/wantlist/sync/cancel",
        "POST /api/v1/syncs/{id}/take-over",
        "POST /api/v1/syncs/{id}/undo",
        "POST /api/v1/tokens",
        "POST /api/v1/views",
        "PUT /api/v1/schedule",
        "PUT /api/v1/services/discogs/token",
    ];
    assert_eq!(map, expected);
}

#[tokio::test]
async fn a_panic_is_an_answer() {
    let response = through_the_layers(|| async {
        if true {
            panic!("s3cret");
        }
    });
    let response = response.await;
    assert_eq!(response.status(), StatusCode::INTERNAL_SERVER_ERROR);
    assert_eq!(response.headers()["x-content-type-options"], "nosniff");
    assert_eq!(code(response).await, "internal");
}

#[tokio::test]
async fn a_layer_s_bare_status_gets_words() {
    let response = through_the_layers(|| async { StatusCode::SERVICE_UNAVAILABLE }).await;
    assert_eq!((response.status(), &response.headers()["retry-after"]), (StatusCode::SERVICE_UNAVAILABLE, &2.into()));
    assert_eq!(code(response).await, "timeout");
}

#[tokio::test(start_paused = true)]
async fn an_act_upon_the_whole_collection_may_take_its_time() {
    let late = || async { tokio::time::sleep(2 * LONGEST_ANSWER).await };
    let groups = ["/api/quick", "/api/act", "/api/upload"].map(|path| Router::new().route(path, get(late)));
    let router: Router = layer(groups, nobody_s_door(), Described::default(), &SiteConfig::default());
    for (path, status) in [("/api/quick", 503), ("/api/act", 200), ("/api/upload", 200)] {
        let asked = router.clone().oneshot(Request::get(path).body(Body::empty()).unwrap());
        assert_eq!(asked.await.unwrap().status(), status, "{path}");
    }
}
