//! Who comes in: a password or a token where others can come to the door, and nobody else.

use crate::harness::client;
use reqwest::StatusCode;
use serde_json::Value;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};

/// Behind a proxy: others can come to the door, though only this machine is listened to.
fn sillon(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_sillon"));
    command.env_clear().env("HOME", folder).env("SILLON_DATA_DIR", folder.join("data")).current_dir(folder);
    command.env("SILLON_TRUSTED_PROXIES", "127.0.0.1").env("SILLON_LISTEN", "127.0.0.1:0");
    command
}

fn run(command: &mut Command) -> (Option<i32>, String, String) {
    let output = command.output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (output.status.code(), text(output.stdout), text(output.stderr))
}

struct Serving {
    child: Child,
    base: String,
}

impl Serving {
    fn start(command: &mut Command) -> Self {
        let mut child = command.arg("serve").stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let base = line.split_whitespace().find(|word| word.starts_with("http")).unwrap().to_owned();
        Self { child, base }
    }

    fn end(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

#[tokio::test]
async fn with_a_token_alone_the_api_answers_and_the_pages_are_closed() {
    let folder = tempfile::tempdir().unwrap();
    let (code, _, said) = run(sillon(folder.path()).arg("serve"));
    assert_eq!((code, said.lines().count()), (Some(2), 1), "{said}");
    assert!(said.contains("SILLON_PASSWORD") && said.contains("sillon token add"), "{said}");

    let (code, token, _) = run(sillon(folder.path()).args(["token", "add", "phone", "--scope", "read"]));
    let token = token.trim();
    assert!(code == Some(0) && token.starts_with("sillon_"), "{token}");
    let (code, _, said) = run(sillon(folder.path()).args(["token", "add", "phone", "--scope", "read"]));
    assert!(code == Some(2) && said.contains("this name"), "{said}");
    assert_eq!(run(sillon(folder.path()).args(["token", "add", "other", "--scope", "admin"])).0, Some(2));

    let serving = Serving::start(&mut sillon(folder.path()));
    let client = client();
    let url = |path: &str| format!("{}{path}", serving.base);
    let page = client.get(url("/")).send().await.unwrap();
    assert_eq!((page.status(), &page.headers()["location"]), (StatusCode::SEE_OTHER, &"/login".parse().unwrap()));
    assert_eq!(client.get(url("/login")).send().await.unwrap().status(), StatusCode::FORBIDDEN);
    let ask = |path: &str| client.get(url(path)).bearer_auth(token).send();
    assert_eq!(ask("/api/v1/collection/stats").await.unwrap().status(), StatusCode::OK);
    assert_eq!(ask("/metrics").await.unwrap().status(), StatusCode::OK);
    assert_eq!(ask("/").await.unwrap().status(), StatusCode::FORBIDDEN);
    let sync = client.post(url("/api/v1/services/discogs/sync")).bearer_auth(token).send().await.unwrap();
    let problem: Value = sync.json().await.unwrap();
    assert_eq!((&problem["status"], &problem["code"]), (&403.into(), &"insufficient_scope".into()));

    // Beside the running server, and at once.
    let (_, listed, _) = run(sillon(folder.path()).args(["token", "list", "--json"]));
    let listed: Value = serde_json::from_str(&listed).unwrap();
    assert_eq!((&listed[0]["name"], &listed[0]["scopes"][0]), (&"phone".into(), &"read".into()));
    assert_eq!(run(sillon(folder.path()).args(["token", "revoke", "phone"])).0, Some(0));
    assert_eq!(ask("/api/v1/collection/stats").await.unwrap().status(), StatusCode::UNAUTHORIZED);
    assert_eq!(run(sillon(folder.path()).args(["token", "revoke", "phone"])).0, Some(1));
    serving.end();
}

#[tokio::test]
async fn another_password_ends_every_session_and_may_come_as_its_hash() {
    let folder = tempfile::tempdir().unwrap();
    let client = client();
    let serving = Serving::start(sillon(folder.path()).env("SILLON_PASSWORD", "the first"));
    let log_in = async |base: &str, password: &str| {
        let request = client.post(format!("{base}/login")).header("content-type", "application/x-www-form-urlencoded");
        let request = request.header("x-forwarded-proto", "https").header("x-forwarded-for", "198.51.100.7");
        request.body(format!("password={password}")).send().await.unwrap()
    };
    let entered = log_in(&serving.base, "the+first").await;
    let cookie = entered.headers()["set-cookie"].to_str().unwrap().to_owned();
    assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax") && cookie.contains("Secure"), "{cookie}");
    let session = cookie.split(';').next().unwrap();
    let look = async |base: &str| client.get(base).header("cookie", session).send().await.unwrap().status();
    assert_eq!(look(&serving.base).await, StatusCode::OK);
    serving.end();

    let mut hashing = sillon(folder.path());
    let mut hashing = hashing.arg("password").stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    hashing.stdin.take().unwrap().write_all(b"the second\n").unwrap();
    let hash = String::from_utf8(hashing.wait_with_output().unwrap().stdout).unwrap();
    assert!(hash.starts_with("$argon2id$") && !hash.contains("second"), "{hash}");

    let serving = Serving::start(sillon(folder.path()).env("SILLON_PASSWORD", hash.trim()));
    assert_eq!(look(&serving.base).await, StatusCode::SEE_OTHER);
    assert_eq!(log_in(&serving.base, "the+first").await.status(), StatusCode::UNAUTHORIZED);
    assert_eq!(log_in(&serving.base, "the+second").await.status(), StatusCode::SEE_OTHER);
    serving.end();
}
