//! Settings › Access: tokens of the API, and the browsers that are signed in.

use crate::auth::Door;
use crate::error::{WebError, reason_words};
use crate::page::{Page, Section, html};
use crate::site::Site;
use askama::Template;
use axum::extract::{Path, State};
use axum::http::HeaderValue;
use axum::http::header::CACHE_CONTROL;
use axum::response::{Redirect, Response};
use axum::{Extension, Form};
use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;
use sillon_core::access::{ApiToken, Scope};
use sillon_core::id::AccountId;
use sillon_engine::{EditError, NewToken};

#[derive(Template)]
#[template(path = "access.html")]
pub(crate) struct AccessPage {
    page: Page,
    tokens: Vec<TokenRow>,
    /// Word and sentence of each scope.
    scopes: Vec<(&'static str, String)>,
    /// The one that was just made, shown this once.
    made: Option<Made>,
    refused: Option<String>,
    /// How many browsers are signed in, where a password is asked for.
    signed_in: u64,
}

struct TokenRow {
    id: String,
    name: String,
    /// What it may do, when it was made and last used.
    told: String,
}

struct Made {
    name: String,
    token: SecretString,
}

impl Made {
    fn token(&self) -> &str {
        self.token.expose_secret()
    }
}

/// What came of a form.
#[derive(Default)]
pub(crate) struct Outcome {
    made: Option<Made>,
    refused: Option<String>,
}

impl Outcome {
    pub(crate) fn made(NewToken { token, listed }: NewToken) -> Self {
        Self { made: Some(Made { name: listed.name, token }), refused: None }
    }
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Sent {
    name: String,
    scope: String,
}

pub(crate) fn view(page: Page, tokens: &[ApiToken], signed_in: u64, outcome: Outcome) -> AccessPage {
    let page = page.at(Section::Settings);
    let rows = tokens.iter().map(|token| TokenRow {
        id: token.id.clone(),
        name: token.name.clone(),
        told: [
            page.t(&format!("scope-{}", token.scope.as_str())),
            page.named("token-made", page.date(&token.created_at)),
            token
                .last_used_at
                .map_or_else(|| page.t("token-never-used"), |at| page.named("token-used", page.date_time(&at))),
        ]
        .join(" · "),
    });
    let scope = |scope: Scope| (scope.as_str(), page.t(&format!("scope-{}-text", scope.as_str())));
    let Outcome { made, refused } = outcome;
    AccessPage { tokens: rows.collect(), scopes: Scope::ALL.map(scope).to_vec(), made, refused, signed_in, page }
}

async fn answer(site: &Site, page: Page, door: &Door, outcome: Outcome) -> Result<Response, WebError> {
    let tokens = site.reader.list_api_tokens(AccountId::FIRST).await?;
    let signed_in = u64::try_from(door.count_sessions()).unwrap_or(u64::MAX);
    Ok(html(&view(page, &tokens, signed_in, outcome)))
}

/// `GET /settings/access`.
pub(crate) async fn show(
    State(site): State<Site>,
    Extension(door): Extension<Door>,
    page: Page,
) -> Result<Response, WebError> {
    answer(&site, page, &door, Outcome::default()).await
}

/// `POST /settings/access/tokens`: the answer itself shows the token, which no address and no second look may hold.
pub(crate) async fn add(
    State(site): State<Site>,
    Extension(door): Extension<Door>,
    page: Page,
    Form(sent): Form<Sent>,
) -> Result<Response, WebError> {
    let scope = Scope::parse(&sent.scope).ok_or(WebError::InvalidBody)?;
    let outcome = match site.engine.add_api_token(&sent.name, scope).await {
        Ok(made) => Outcome::made(made),
        Err(EditError::Refused(refusals)) => {
            let said: Vec<String> = refusals.iter().map(|refusal| reason_words(page.lang, refusal.reason)).collect();
            let refused = format!("{} : {}", page.t("token-name"), said.join(" "));
            Outcome { made: None, refused: Some(refused) }
        }
        Err(error) => return Err(error.into()),
    };
    let mut shown = answer(&site, page, &door, outcome).await?;
    shown.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    Ok(shown)
}

/// `POST /settings/access/tokens/{id}/revoke`.
pub(crate) async fn revoke(State(site): State<Site>, Path(id): Path<String>) -> Result<Redirect, WebError> {
    match site.engine.revoke_api_token(&id).await {
        // Revoked in another window: that is what was asked for.
        Ok(()) | Err(EditError::NotFound) => Ok(Redirect::to("/settings/access#tokens")),
        Err(error) => Err(error.into()),
    }
}
