//! The door itself: who comes in, and by what.

use super::attempts::{Attempts, Way};
use super::lasting::Pass;
use super::password::{Password, Verdict};
use super::scopes::{Need, need};
use super::sessions::Sessions;
use super::{COOKIE, lock};
use crate::error::WebError;
use crate::visitor::Visitor;
use axum::extract::{MatchedPath, Request};
use axum::http::{HeaderMap, header};
use axum_extra::extract::CookieJar;
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use futures::future::BoxFuture;
use secrecy::{ExposeSecret, SecretString};
use sha2::{Digest, Sha256};
use sillon_core::access::{ApiToken, Scope};
use sillon_engine::TOKEN_PREFIX;
use sillon_store::StoreError;
use std::collections::HashMap;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

/// What stands before the pages and the API.
#[derive(Clone, Debug, Default)]
pub enum Lock {
    /// Nothing: only this machine is listened to.
    #[default]
    Open,
    /// A token with each call; there is no password, so the pages are closed.
    Tokens,
    /// The password, or a token with each call.
    Password(Password),
}

impl Lock {
    /// Whether anything is asked of whoever comes.
    pub fn is_shut(&self) -> bool {
        !matches!(self, Self::Open)
    }
}

/// Says which token a text is.
pub(crate) type Judge = dyn Fn(String) -> BoxFuture<'static, Result<Option<ApiToken>, StoreError>> + Send + Sync;

/// Everything that watches the door. It lives as long as the process: a restart, and so a change of the password, ends every session.
/// Cheap to clone.
#[derive(Clone)]
pub struct Door(Arc<Watch>);

/// What was said of a token, by its digest, and when.
type Judged = HashMap<[u8; 32], (Instant, Option<Scope>)>;

struct Watch {
    lock: Lock,
    judge: Box<Judge>,
    sessions: Mutex<Sessions>,
    attempts: Mutex<Attempts>,
    /// By the digests of tokens: when each was last judged for a stream, and which scope it had.
    judged: Mutex<Judged>,
}

/// So long what a token may do is taken as known by the streams that it opened: one look serves all of them.
const KNOWN_FOR: Duration = Duration::from_millis(400);

impl Door {
    pub(crate) fn new(lock: Lock, judge: Box<Judge>) -> Self {
        Self(Arc::new(Watch {
            lock,
            judge,
            sessions: Mutex::default(),
            attempts: Mutex::default(),
            judged: Mutex::default(),
        }))
    }

    /// How many browsers are signed in.
    pub(crate) fn count_sessions(&self) -> usize {
        lock(&self.0.sessions).count(Instant::now())
    }

    /// Signs every browser out.
    pub(crate) fn close_sessions(&self) {
        lock(&self.0.sessions).close_all();
    }

    pub(super) fn lock(&self) -> &Lock {
        &self.0.lock
    }

    /// Whether whoever knocks so may come in.
    pub(super) async fn admit(&self, knock: Knock) -> Result<(), WebError> {
        if let Some(Credential::Token(token)) = knock.credential {
            // Judged where nothing is locked too: a script learns what it may do before it goes elsewhere.
            let token = (self.0.judge)(token).await?.ok_or(WebError::InvalidToken)?;
            return match knock.need {
                Need::Nothing => Ok(()),
                Need::Scope(scope) if token.scope.includes(scope) => Ok(()),
                Need::Scope(scope) => Err(WebError::InsufficientScope(scope)),
                Need::Owner => Err(WebError::OwnerOnly),
            };
        }
        match &self.0.lock {
            Lock::Open => Ok(()),
            Lock::Tokens => Err(WebError::AuthenticationRequired),
            Lock::Password(_) if knock.has_session => Ok(()),
            Lock::Password(password) => match knock.credential {
                // Right before is right again: no try is spent on it.
                Some(Credential::Password(given)) if password.was_right(&given) => Ok(()),
                Some(Credential::Password(given)) => {
                    self.try_password(password, given, Way::Header, &knock.visitor).await
                }
                _ => Err(WebError::AuthenticationRequired),
            },
        }
    }

    /// What of a request the door looks at.
    pub(super) fn hear(&self, request: &Request) -> Knock {
        let matched = request.extensions().get::<MatchedPath>().map(MatchedPath::as_str);
        Knock {
            credential: Credential::of(request.headers()),
            need: need(request.method(), matched, request.uri().path()),
            has_session: self.has_session(request.headers()),
            visitor: Visitor::of(request),
        }
    }

    /// What a request is let in by, if it is.
    pub(super) fn pass(&self, request: &Request) -> Pass {
        match Credential::of(request.headers()) {
            Some(Credential::Token(token)) => {
                let matched = request.extensions().get::<MatchedPath>().map(MatchedPath::as_str);
                Pass::Token(token, need(request.method(), matched, request.uri().path()))
            }
            // As in `admit`: a session counts before a password.
            _ if self.0.lock.is_shut() && self.has_session(request.headers()) => {
                session_id(request.headers()).map_or(Pass::Lasting, Pass::Session)
            }
            _ => Pass::Lasting,
        }
    }

    /// Whether a pass would still let in. Looking does not keep a session alive.
    pub(super) async fn is_valid(&self, pass: &Pass) -> bool {
        match pass {
            Pass::Lasting => true,
            Pass::Session(id) => lock(&self.0.sessions).is_alive(id, Instant::now()),
            Pass::Token(token, need) => match (self.scope_of(token).await, need) {
                // The database does not answer: that revokes nothing.
                (Err(_), _) => true,
                (Ok(None), _) | (Ok(Some(_)), Need::Owner) => false,
                (Ok(Some(_)), Need::Nothing) => true,
                (Ok(Some(scope)), Need::Scope(needed)) => scope.includes(*needed),
            },
        }
    }

    /// The scope that a token has now, or had a moment ago; none for one that is revoked.
    async fn scope_of(&self, token: &str) -> Result<Option<Scope>, StoreError> {
        let (key, now): ([u8; 32], _) = (Sha256::digest(token).into(), Instant::now());
        let is_fresh = |at: &Instant| now.saturating_duration_since(*at) < KNOWN_FOR;
        if let Some((_, scope)) = lock(&self.0.judged).get(&key).filter(|(at, _)| is_fresh(at)) {
            return Ok(*scope);
        }
        let scope = (self.0.judge)(token.to_owned()).await?.map(|token| token.scope);
        let mut judged = lock(&self.0.judged);
        judged.retain(|_, (at, _)| is_fresh(at));
        judged.insert(key, (now, scope));
        Ok(scope)
    }

    pub(super) async fn try_password(
        &self,
        password: &Password,
        given: SecretString,
        way: Way,
        visitor: &Visitor,
    ) -> Result<(), WebError> {
        let begun = lock(&self.0.attempts).begin(Instant::now(), way, visitor);
        begun.map_err(|retry_after| WebError::TooManyAttempts { retry_after })?;
        match password.check(given).await {
            Verdict::Right => {
                lock(&self.0.attempts).forgive(Instant::now(), way, visitor);
                Ok(())
            }
            Verdict::Wrong => {
                tracing::warn!(address = %visitor.address, "a wrong password");
                Err(WebError::WrongPassword)
            }
            Verdict::Busy => {
                lock(&self.0.attempts).give_back(way, visitor);
                Err(WebError::TooManyAttempts { retry_after: 1 })
            }
        }
    }

    pub(super) fn has_session(&self, headers: &HeaderMap) -> bool {
        let id = session_id(headers);
        id.is_some_and(|id| lock(&self.0.sessions).find(&id, Instant::now()))
    }

    /// A new session, in the place of the one that the browser came with: an id from before the password was shown is worth nothing after.
    pub(super) fn open_session(&self, headers: &HeaderMap) -> String {
        let mut sessions = lock(&self.0.sessions);
        if let Some(former) = session_id(headers) {
            sessions.close(&former);
        }
        sessions.open(Instant::now())
    }

    pub(super) fn close_session(&self, headers: &HeaderMap) {
        if let Some(id) = session_id(headers) {
            lock(&self.0.sessions).close(&id);
        }
    }
}

fn session_id(headers: &HeaderMap) -> Option<String> {
    CookieJar::from_headers(headers).get(COOKIE).map(|cookie| cookie.value().to_owned())
}

/// What of a request the door looks at.
pub(super) struct Knock {
    credential: Option<Credential>,
    need: Need,
    has_session: bool,
    visitor: Visitor,
}

/// What the `Authorization` header holds.
enum Credential {
    Token(String),
    Password(SecretString),
}

impl Credential {
    /// A token or the password in `Bearer …`, or the password in `Basic …` (with any user name).
    fn of(headers: &HeaderMap) -> Option<Self> {
        let (scheme, value) = headers.get(header::AUTHORIZATION)?.to_str().ok()?.split_once(' ')?;
        let value = value.trim();
        match scheme.to_ascii_lowercase().as_str() {
            "bearer" if value.starts_with(TOKEN_PREFIX) => Some(Self::Token(value.to_owned())),
            "bearer" => Some(Self::Password(value.into())),
            "basic" => {
                let pair = SecretString::from(String::from_utf8(BASE64_STANDARD.decode(value).ok()?).ok()?);
                let (_, password) = pair.expose_secret().split_once(':')?;
                Some(Self::Password(password.into()))
            }
            _ => None,
        }
    }
}
