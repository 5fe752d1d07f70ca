//! Starts on a disk that cannot be written: it is full, or its rights changed. What is there can be read, exported and verified;
//! what would be written is refused in a sentence; and once the cause is gone, all goes on.
#![cfg(target_os = "linux")]

use crate::cli::{printed, told};
use crate::process::{COMPLETED, Limits, Server};
use reqwest::StatusCode;
use serde_json::{Value, json};
use sillon_fakes::World;
use std::fs::{self, Permissions};
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::path::Path;
use std::process::Command;

const FULL: Limits = Limits { no_room: true, log: false, user: None };
const EXPORT: &str = "/api/v1/collection/export?format=json";
/// Nobody, on every Linux.
const NOBODY: u32 = 65_534;
const ALBUMS: usize = 24;

impl Server {
    /// A collection, and its export.
    async fn with_collection(seed: u64) -> (Self, String) {
        let server = Self::start(World::invent(seed, ALBUMS));
        server.start_sync().await;
        server.sync_comes_to(COMPLETED).await;
        assert_eq!(server.write(3).await.status(), StatusCode::OK);
        let export = server.get(EXPORT).await.text().await.unwrap();
        assert_eq!(server.json("/api/v1/collection/stats").await["copies"], ALBUMS);
        (server, export)
    }

    /// Whether a file is in the data folder.
    fn has(&self, name: &str) -> bool {
        self.data().join(name).exists()
    }

    async fn answers_readers(&self, export: &str) {
        assert_eq!(self.get("/healthz").await.status(), StatusCode::OK);
        for page in ["/", "/artists", "/stats", "/settings", "/settings/enrichment", "/settings/backups", "/edits"] {
            assert_eq!(self.get(page).await.status(), StatusCode::OK, "{page}");
        }
        for (language, said) in
            [("en", "The database can only be read ("), ("fr", "La base de données ne peut qu’être lue (")]
        {
            for path in ["/settings", "/settings/database"] {
                let page = self.client.get(self.url(path)).header("accept-language", language).send().await.unwrap();
                assert!(page.text().await.unwrap().contains(said), "{path} {language}");
            }
        }
        let list = self.json("/api/v1/collection/albums?page_size=100&sort=title").await;
        assert_eq!(list["total"], ALBUMS, "{list}");
        let title = list["items"][0]["title"].as_str().unwrap().split(' ').next().unwrap();
        let found = self.client.get(self.url("/api/v1/collection/albums")).query(&[("search", title)]);
        assert_ne!(found.send().await.unwrap().json::<Value>().await.unwrap()["total"], 0, "{title}");
        assert_eq!(self.get(EXPORT).await.text().await.unwrap(), export, "the same bytes as before");
    }

    async fn refuses_writers(&self) {
        let requests = [
            self.client.put(self.url("/api/v1/schedule")).json(&json!({"sync": {"hour": 4}})),
            self.client.post(self.url("/api/v1/services/discogs/sync")),
            self.client.post(self.url("/api/v1/services/ai/enrich-all")),
            self.client.post(self.url("/api/v1/collection/albums")).json(&json!({"title": "New"})),
            self.client.post(self.url("/api/v1/collection/import")).body("{}"),
        ];
        for request in requests {
            let refused = request.header("accept-language", "en").send().await.unwrap();
            let (url, status) = (refused.url().clone(), refused.status());
            let problem: Value = refused.json().await.unwrap();
            assert_eq!(
                (status, &problem["code"]),
                (StatusCode::INTERNAL_SERVER_ERROR, &json!("storage_failed")),
                "{url}"
            );
            assert!(problem["hint"].as_str().unwrap().contains("disk"), "{url}: {problem}");
        }
        let ready = self.get("/readyz").await;
        assert_eq!(ready.status(), StatusCode::SERVICE_UNAVAILABLE);
        assert_eq!(ready.json::<Value>().await.unwrap()["code"], "not_ready");
    }

    fn commands_read(&self, limits: Limits) {
        let verified = self.run_under(limits, &["verify"]);
        assert_eq!(verified.status.code(), Some(0), "{}{}", printed(&verified), told(&verified));
        assert!(
            printed(&verified).contains("equal: ") && printed(&verified).contains("whole: "),
            "{}",
            printed(&verified)
        );
        let exported = self.run_under(limits, &["export", "--format", "csv"]);
        assert_eq!(exported.status.code(), Some(0), "{}", told(&exported));
        assert_eq!(printed(&exported).lines().count(), ALBUMS + 1);
        let synced = self.run_under(limits, &["sync"]);
        assert_eq!(synced.status.code(), Some(1), "{}", printed(&synced));
        assert!(told(&synced).contains("the database cannot be written: "), "{}", told(&synced));
        let doctor = self.run_under(limits, &["doctor"]);
        assert_eq!(doctor.status.code(), Some(1));
        let said = printed(&doctor);
        let data = said.lines().find(|line| line.contains(" data ")).unwrap();
        assert!(data.starts_with('✗') && data.contains("can only be read"), "{said}");
        assert!(said.contains("✓ database"), "{said}");
    }

    async fn goes_on(&self, export: &str) {
        assert_eq!(self.get("/readyz").await.status(), StatusCode::OK);
        assert_eq!(self.get(EXPORT).await.text().await.unwrap(), export);
        assert_eq!(self.write(5).await.status(), StatusCode::OK);
        self.fakes.world().with(World::add_newest);
        self.start_sync().await;
        self.sync_comes_to("\"synced\":1").await;
        assert_eq!(self.json("/api/v1/collection/stats").await["copies"], ALBUMS + 1);
    }
}

#[tokio::test]
async fn on_a_full_disk_after_an_orderly_stop() {
    let (mut server, export) = Server::with_collection(431).await;
    assert_eq!(server.ends_when_told().await, Some(0));
    assert!(!server.has("sillon.db-wal"), "all of it is in one file");
    server.start_again_under(FULL);
    server.answers_readers(&export).await;
    server.refuses_writers().await;
    server.commands_read(FULL);
    assert_eq!(server.ends_when_told().await, Some(0));
    server.start_again();
    server.goes_on(&export).await;
    server.stop();
}

#[tokio::test]
async fn on_a_full_disk_after_a_crash() {
    let (mut server, export) = Server::with_collection(432).await;
    // Nothing is carried over any more, so that the log has what the file lacks.
    assert_eq!(server.write(9).await.status(), StatusCode::OK);
    server.kill();
    assert!(server.has("sillon.db-wal") && server.has("sillon.db-shm"));
    server.commands_read(FULL);
    server.start_again_under(FULL);
    server.answers_readers(&export).await;
    server.refuses_writers().await;
    assert_eq!(server.json("/api/v1/schedule").await["sync"]["hour"], 9);
    server.kill();
    server.start_again();
    assert_eq!(server.json("/api/v1/schedule").await["sync"]["hour"], 9, "nothing of the log was lost");
    server.goes_on(&export).await;
    server.stop();
}

/// Takes away, from nobody in particular, the right to write into a folder and its files.
fn shut(folder: &Path, shut: bool) {
    let (of_folder, of_file) = if shut { (0o555, 0o444) } else { (0o755, 0o644) };
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            self::shut(&path, shut);
        } else {
            fs::set_permissions(path, Permissions::from_mode(of_file)).unwrap();
        }
    }
    fs::set_permissions(folder, Permissions::from_mode(of_folder)).unwrap();
}

/// Somebody whom rights of files bind: the user who runs the tests, or nobody where that is root. None where nobody cannot run
/// the program, which is said.
#[allow(clippy::print_stderr, reason = "what is skipped is said")]
fn bound_by_rights(folder: &Path) -> Option<Limits> {
    if fs::metadata(folder).unwrap().uid() != 0 {
        return Some(Limits::default());
    }
    fs::set_permissions(folder, Permissions::from_mode(0o755)).unwrap();
    let mut attempt = Command::new("setpriv");
    let user = NOBODY.to_string();
    attempt.args(["--reuid", &user, "--regid", &user, "--clear-groups", env!("CARGO_BIN_EXE_sillon"), "--version"]);
    match attempt.output() {
        Ok(output) if output.status.success() => Some(Limits { user: Some(NOBODY), ..Limits::default() }),
        other => {
            eprintln!("skipped: root is bound by no rights, and nobody cannot run the program: {other:?}");
            None
        }
    }
}

#[tokio::test]
async fn on_a_read_only_database_after_an_orderly_stop() {
    let (mut server, export) = Server::with_collection(433).await;
    let Some(limits) = bound_by_rights(server.folder.path()) else { return };
    assert_eq!(server.ends_when_told().await, Some(0));
    shut(&server.data(), true);
    server.start_again_under(limits);
    server.answers_readers(&export).await;
    server.refuses_writers().await;
    server.commands_read(limits);
    assert_eq!(server.ends_when_told().await, Some(0));
    shut(&server.data(), false);
    server.start_again();
    server.goes_on(&export).await;
    server.stop();
}

#[tokio::test]
async fn on_a_read_only_database_that_has_its_log_beside_it() {
    let (mut server, export) = Server::with_collection(434).await;
    let Some(limits) = bound_by_rights(server.folder.path()) else { return };
    assert_eq!(server.write(9).await.status(), StatusCode::OK);
    server.kill();
    // As in a copy of the folder: the index of the log is not worth copying.
    fs::remove_file(server.data().join("sillon.db-shm")).unwrap();
    assert!(server.data().join("sillon.db-wal").metadata().unwrap().len() > 0);
    shut(&server.data(), true);
    server.start_again_under(limits);
    server.answers_readers(&export).await;
    server.refuses_writers().await;
    assert_eq!(server.json("/api/v1/schedule").await["sync"]["hour"], 9, "what only the log has is read too");
    server.commands_read(limits);
    assert_eq!(server.ends_when_told().await, Some(0));
    shut(&server.data(), false);
    server.start_again();
    assert_eq!(server.json("/api/v1/schedule").await["sync"]["hour"], 9);
    server.goes_on(&export).await;
    server.stop();
}

#[tokio::test]
async fn doctor_tells_of_a_full_disk_beside_a_server_that_runs() {
    let (server, _) = Server::with_collection(435).await;
    let data_of = |limits: Limits| {
        let doctor = server.run_under(limits, &["doctor", "--json"]);
        let findings: Vec<Value> = serde_json::from_str(&printed(&doctor)).unwrap();
        let data = findings.into_iter().find(|finding| finding["subject"] == "data").unwrap();
        (doctor.status.code(), data["state"].clone(), data["said"].as_str().unwrap().to_owned())
    };
    let (code, state, said) = data_of(FULL);
    assert_eq!((code, state), (Some(1), json!("to_mend")), "{said}");
    assert!(said.contains("24 albums") && said.contains("free some space"), "{said}");
    let (code, state, said) = data_of(Limits::default());
    assert_eq!((code, state), (Some(0), json!("well")), "{said}");
    let left: Vec<_> = fs::read_dir(server.data()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert!(left.iter().all(|name| !name.to_string_lossy().contains("probe")), "{left:?}");
    server.stop();
}
