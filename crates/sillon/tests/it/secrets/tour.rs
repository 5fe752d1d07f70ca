//! Every place that the map of routes has is asked for, with every credential, and with forms and bodies that hold secrets.

use super::outputs::Outputs;
use super::{DISCOGS, PASSWORD, REFUSED, Serving, WRONG_PASSWORD};
use serde_json::{Value, json};
use std::path::Path;

pub(super) async fn take(serving: &Serving, outputs: &mut Outputs, token: &str) {
    let albums: Value = serving.ask("GET", "/api/v1/collection/albums").send().await.unwrap().json().await.unwrap();
    let album = albums["items"][0]["id"].to_string();
    let syncs: Value = serving.ask("GET", "/api/v1/syncs").send().await.unwrap().json().await.unwrap();
    let sync = syncs["items"][0]["id"].as_str().unwrap().to_owned();
    for path in paths(serving).await {
        let id = if path.contains("syncs") { &sync } else { &album };
        let path = filled(&path, id);
        // A draft's stream stays open while nobody asks for a draft.
        if path.ends_with("/events") {
            continue;
        }
        for credential in ["", token, WRONG_PASSWORD, PASSWORD] {
            let mut request = serving.client.get(serving.url(&path)).header("accept-language", "en");
            request = match credential {
                "" => request.header("cookie", &serving.session),
                credential => request.bearer_auth(credential),
            };
            outputs.add_answer(format!("GET {path} with {credential:?}"), request.send().await.unwrap()).await;
        }
        if !changes_the_door(&path) {
            let form = format!("token={REFUSED}&password={WRONG_PASSWORD}&key={DISCOGS}");
            let request = serving.ask("POST", &path).header("content-type", "application/x-www-form-urlencoded");
            outputs.add_answer(format!("POST {path}"), request.body(form).send().await.unwrap()).await;
            for method in ["POST", "PUT", "PATCH", "DELETE"] {
                serving.send(outputs, method, &path, json!({"token": REFUSED})).await;
            }
        }
    }
    let login = serving.client.post(serving.url("/login")).header("content-type", "application/x-www-form-urlencoded");
    let refused = login.body(format!("password={WRONG_PASSWORD}")).send().await.unwrap();
    outputs.add_answer("a wrong password".to_owned(), refused).await;
}

/// What would end the session, forget the token, or open another world: the rest of the tour is to see them at work. And a file that
/// is sent to be imported is kept, whatever stands in it.
fn changes_the_door(path: &str) -> bool {
    path.starts_with("/logout")
        || path.contains("/import")
        || path.starts_with("/login")
        || path.starts_with("/demo")
        || path.contains("/token")
        || path.contains("/sessions")
}

fn filled(path: &str, id: &str) -> String {
    path.split('/').map(|part| if part.starts_with('{') { id } else { part }).collect::<Vec<_>>().join("/")
}

/// The API's as it describes them, and the pages' as they stand in the source.
async fn paths(serving: &Serving) -> Vec<String> {
    let document: Value = serving.ask("GET", "/api/v1/openapi.json").send().await.unwrap().json().await.unwrap();
    let described = document["paths"].as_object().unwrap().keys().cloned();
    let web = Path::new(env!("CARGO_MANIFEST_DIR")).join("../web/src");
    let sources = ["pages.rs", "routes.rs", "openapi.rs"].map(|name| std::fs::read_to_string(web.join(name)).unwrap());
    let quoted = sources.iter().flat_map(|source| source.split("route(\"").skip(1));
    let quoted = quoted.filter_map(|rest| rest.split('"').next()).map(str::to_owned);
    let others = ["/login", "/docs/", "/api/v1/openapi.json", "/nowhere"].map(str::to_owned);
    let mut paths: Vec<String> = described.chain(quoted).chain(others).collect();
    paths.sort();
    paths.dedup();
    assert!(paths.len() > 100, "{paths:?}");
    paths
}
