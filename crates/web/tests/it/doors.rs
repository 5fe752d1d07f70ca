//! Tokens: made, shown once, and good for exactly what their scope says, on the whole map.

use crate::home::{Home, json, problem, text};
use axum::http::request::Builder;
use axum::http::{Request, StatusCode};
use secrecy::ExposeSecret;
use serde_json::{Value, json};
use sillon_core::access::Scope;
use sillon_core::id::AccountId;
use sillon_fakes::World;

const PASSWORD: &str = "open sesame";

async fn locked() -> Home {
    Home::open(World::invent(1, 12), false, Some(PASSWORD)).await
}

fn bearer(request: Builder, credential: &str) -> Builder {
    request.header("authorization", format!("Bearer {credential}")).header("accept-language", "en")
}

async fn make(home: &Home, name: &str, scope: Scope) -> String {
    home.engine.add_api_token(name, scope).await.unwrap().token.expose_secret().to_owned()
}

/// Every call of the description, with every scope: it goes through where the description says so, and only there.
#[tokio::test]
async fn each_call_takes_the_scopes_that_it_describes() {
    let home = locked().await;
    let document = json(home.send(bearer(Request::get("/api/v1/openapi.json"), PASSWORD), "").await).await;
    let mut walked = 0;
    for scope in Scope::ALL {
        let token = make(&home, scope.as_str(), scope).await;
        for (path, item) in document["paths"].as_object().unwrap() {
            for (method, operation) in item.as_object().unwrap() {
                let ways = operation["security"].as_array().unwrap();
                let needed = ways.iter().find_map(|way| Scope::parse(way["token"][0].as_str()?));
                let target = path.replace("{id}", "1").replace("{instance_id}", "1").replace("{batch_id}", "1");
                let request = Request::builder().method(method.to_uppercase().as_str()).uri(target);
                let answer = home.send(bearer(request, &token), "").await;
                let place = format!("{method} {path} with {}", scope.as_str());
                match needed {
                    Some(needed) if scope.includes(needed) => {
                        assert!(!matches!(answer.status().as_u16(), 401 | 403), "{place}: {}", answer.status());
                    }
                    Some(_) => assert_eq!(problem(answer).await, (403, "insufficient_scope".to_owned()), "{place}"),
                    None => assert_eq!(problem(answer).await, (403, "owner_only".to_owned()), "{place}"),
                }
                walked += 1;
            }
        }
    }
    assert!(walked > 3 * 45, "{walked}");
    home.end().await;
}

#[tokio::test]
async fn a_token_is_made_shown_once_used_and_revoked() {
    let home = locked().await;
    let owner = |request: Builder| bearer(request, PASSWORD).header("content-type", "application/json");
    let body = json!({"name": "phone", "scopes": ["read", "sync"]}).to_string();
    let made = home.send(owner(Request::post("/api/v1/tokens")), body.clone()).await;
    assert_eq!((made.status(), &made.headers()["cache-control"]), (StatusCode::CREATED, &"no-store".parse().unwrap()));
    let made = json(made).await;
    let token = made["token"].as_str().unwrap().to_owned();
    assert!(token.starts_with("sillon_") && token.len() == 71);
    assert_eq!((&made["name"], &made["scopes"]), (&json!("phone"), &json!(["read", "sync"])));
    assert_eq!(made["last_used_at"], Value::Null);

    let again = home.send(owner(Request::post("/api/v1/tokens")), body).await;
    assert_eq!(problem(again).await, (422, "invalid_fields".to_owned()));
    for scopes in [json!([]), json!(["admin"])] {
        let body = json!({"name": "other", "scopes": scopes}).to_string();
        let refused = home.send(owner(Request::post("/api/v1/tokens")), body).await;
        assert_eq!(problem(refused).await, (422, "invalid_parameter".to_owned()));
    }

    let used = home.send(bearer(Request::get("/api/v1/views"), &token), "").await;
    assert_eq!(used.status(), StatusCode::OK);
    let path = format!("/api/v1/tokens/{}", made["id"].as_str().unwrap());
    let listed = text(home.send(owner(Request::get("/api/v1/tokens")), "").await).await;
    assert!(listed.contains("phone") && !listed.contains(&token));
    assert_eq!(home.send(owner(Request::delete(&path)), "").await.status(), StatusCode::NO_CONTENT);
    assert_eq!(problem(home.send(owner(Request::delete(&path)), "").await).await, (404, "not_found".to_owned()));

    let gone = home.send(bearer(Request::get("/api/v1/views"), &token), "").await;
    assert_eq!(gone.headers()["www-authenticate"], "Bearer realm=\"sillon\", error=\"invalid_token\"");
    assert_eq!(problem(gone).await, (401, "invalid_token".to_owned()));
    home.end().await;
}

#[tokio::test]
async fn the_last_use_is_noted_beside_the_call() {
    let home = locked().await;
    let token = make(&home, "phone", Scope::Read).await;
    home.send(bearer(Request::get("/api/v1/views"), &token), "").await;
    let (store, engine) = (home.store.clone(), home.engine.clone());
    home.shutdown.cancel();
    engine.stopped().await;
    let listed = store.reader().list_api_tokens(AccountId::FIRST).await.unwrap();
    assert!(listed[0].last_used_at.is_some(), "{listed:?}");
    store.close().await;
}

#[tokio::test]
async fn the_page_makes_a_token_and_shows_it_this_once() {
    let home = Home::unconnected().await;
    let form = |path: &str| {
        Request::post(path).header("content-type", "application/x-www-form-urlencoded").header("accept-language", "en")
    };
    let made = home.send(form("/settings/access/tokens"), "name=phone&scope=sync").await;
    assert_eq!(made.headers()["cache-control"], "no-store");
    let page = text(made).await;
    let token = page.split("sillon_").nth(1).unwrap()[..64].to_owned();
    assert!(page.contains("Read, start jobs") && page.contains("never used"), "{page}");
    let again = text(home.get("/settings/access").await).await;
    assert!(again.contains("phone") && !again.contains(&token));
    let taken = text(home.send(form("/settings/access/tokens"), "name=phone&scope=read").await).await;
    assert!(taken.contains("role=\"alert\"") && !taken.contains("sillon_"), "{taken}");

    let id = home.store.reader().list_api_tokens(AccountId::FIRST).await.unwrap()[0].id.clone();
    let revoke = format!("/settings/access/tokens/{id}/revoke");
    for _ in 0..2 {
        let revoked = home.send(form(&revoke), "").await;
        assert_eq!(revoked.headers()["location"], "/settings/access#tokens");
    }
    assert!(text(home.get("/settings/access").await).await.contains("No token so far"));
    home.end().await;
}

/// Nothing that a token asks for stays for good.
#[tokio::test]
async fn a_token_s_backups_take_each_other_s_place() {
    let home = locked().await;
    let token = make(&home, "cron", Scope::Write).await;
    for _ in 0..9 {
        assert_eq!(home.send(bearer(Request::post("/api/v1/backups"), &token), "").await.status(), StatusCode::CREATED);
    }
    assert_eq!(home.send(bearer(Request::post("/api/v1/backups"), PASSWORD), "").await.status(), StatusCode::CREATED);
    let listed = json(home.send(bearer(Request::get("/api/v1/backups"), &token), "").await).await;
    let count =
        |reason: &str| listed["items"].as_array().unwrap().iter().filter(|backup| backup["reason"] == reason).count();
    assert_eq!((count("token"), count("manual")), (7, 1));
    home.end().await;
}
