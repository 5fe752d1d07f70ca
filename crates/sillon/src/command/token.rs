//! `sillon token`: tokens of the API, beside the server or before its first start.

use super::print;
use crate::cli::{Json, NewToken, Token};
use crate::compose::{Pace, Sillon};
use crate::failure::Failure;
use crate::settings::Settings;
use jiff::Timestamp;
use secrecy::ExposeSecret;
use serde_json::{Value, json};
use sillon_core::access::{ApiToken, Scope};
use sillon_core::edit::Reason;
use sillon_core::id::AccountId;
use sillon_engine::EditError;

pub(super) async fn run(settings: &Settings, asked: &Token) -> Result<(), Failure> {
    let sillon = Sillon::open(settings, Pace::default()).await?;
    let outcome = match asked {
        Token::Add(token) => add(&sillon, token).await,
        Token::List(format) => list(&sillon, *format).await,
        Token::Revoke(token) => revoke(&sillon, &token.name).await,
    };
    sillon.stop().await;
    outcome
}

async fn add(sillon: &Sillon, asked: &NewToken) -> Result<(), Failure> {
    let made = sillon.engine.add_api_token(&asked.name, asked.scope).await.map_err(failure)?;
    let token = made.token.expose_secret();
    if asked.json.json {
        let mut document = described(&made.listed);
        document["token"] = token.into();
        print(document);
    } else {
        print(token);
    }
    Ok(())
}

async fn list(sillon: &Sillon, format: Json) -> Result<(), Failure> {
    let tokens = sillon.store.reader().list_api_tokens(AccountId::FIRST).await?;
    if format.json {
        print(Value::from_iter(tokens.iter().map(described)));
        return Ok(());
    }
    for token in tokens {
        let used = token.last_used_at.map_or_else(|| "never used".to_owned(), |at| format!("last used {}", told(at)));
        print(format_args!("{:<24} {:<5}  made {}  {used}", token.name, token.scope.as_str(), told(token.created_at)));
    }
    Ok(())
}

async fn revoke(sillon: &Sillon, named: &str) -> Result<(), Failure> {
    let tokens = sillon.store.reader().list_api_tokens(AccountId::FIRST).await?;
    let found = tokens.iter().find(|token| token.name == named || token.id == named);
    let token =
        found.ok_or_else(|| Failure::other(format!("there is no token {named:?}; `sillon token list` lists them")))?;
    sillon.engine.revoke_api_token(&token.id).await.map_err(failure)
}

fn described(token: &ApiToken) -> Value {
    let scopes: Vec<&str> = token.scope.included().map(Scope::as_str).collect();
    let (made, used) = (told(token.created_at), token.last_used_at.map(told));
    json!({"id": token.id, "name": token.name, "scopes": scopes, "created_at": made, "last_used_at": used})
}

fn told(at: i64) -> String {
    Timestamp::from_millisecond(at).map(|at| at.to_string()).unwrap_or_default()
}

fn failure(error: EditError) -> Failure {
    match error {
        EditError::Refused(refusals) => match refusals.first().map(|refusal| refusal.reason) {
            Some(Reason::Taken) => Failure::usage("another token has this name: choose another, or revoke it first"),
            _ => Failure::usage("a token's name has 1 to 80 characters"),
        },
        EditError::Store(error) => error.into(),
        EditError::NotFound | EditError::Undone | EditError::NothingToUndo | EditError::NothingToTakeOver => {
            Failure::other("this token is gone already")
        }
    }
}
