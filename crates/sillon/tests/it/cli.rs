//! The command line: what it prints, where, and with which exit code.

use serde_json::Value;
use sillon_core::id::AccountId;
use sillon_fakes::{Act, On};
use sillon_fakes::{Fakes, FakesConfig, World};
use sillon_store::Store;
use std::net::TcpListener;
use std::path::Path;
use std::process::{Command, Output, Stdio};

pub(crate) fn sillon(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_sillon"));
    command.env_clear().env("HOME", folder).env("SILLON_DATA_DIR", folder.join("data")).current_dir(folder);
    command
}

pub(crate) fn against(fakes: &Fakes, folder: &Path) -> Command {
    let mut command = sillon(folder);
    command.env("SILLON_DISCOGS_URL", fakes.discogs_url()).env("SILLON_DISCOGS_TOKEN", fakes.token());
    command
}

pub(crate) fn told(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

pub(crate) fn printed(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

#[test]
fn a_sync_prints_its_figures_and_logs_four_things_in_order() {
    let folder = tempfile::tempdir().unwrap();
    let fakes = Fakes::start(FakesConfig::of(World::invent(51, 236))).unwrap();
    let output = against(&fakes, folder.path()).args(["sync", "--json"]).output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", told(&output));
    let figures: Value = serde_json::from_str(&printed(&output)).unwrap();
    assert_eq!((&figures["status"], &figures["total"]), (&"completed".into(), &236.into()));

    let log = told(&output);
    assert!(!log.contains(&fakes.token()));
    let lines: Vec<&str> = log.lines().filter(|line| line.to_lowercase().contains("discogs")).collect();
    let said: Vec<&str> = lines.iter().map(|line| &line[line.find("Discogs").unwrap()..]).collect();
    assert_eq!(said[0], "Discogs Optimisé : 236 albums dans la collection");
    assert!(said[1].starts_with("Discogs : Check rapide : 0 connus en ") && said[1].ends_with(" ms"), "{}", said[1]);
    let pages = &said[2..said.len() - 1];
    assert_eq!(pages.len(), 3, "{log}");
    assert!(pages.iter().all(|line| line.starts_with("Discogs : ") && line.ends_with(" albums sauvegardés")), "{log}");
    let (synced, skipped) = (&figures["synced"], &figures["skipped"]);
    let last = format!("Discogs : Synchronisation terminée : {synced} ajoutés, {skipped} ignorés, 0 erreurs");
    assert_eq!(said[said.len() - 1], last);

    let again = against(&fakes, folder.path()).arg("sync").output().unwrap();
    assert_eq!(printed(&again), "0 albums added, 236 already there, 0 errors\ncompared 100 of 236\n");
    assert!(told(&again).contains("Synchronisation terminée : 0 ajoutés, 236 ignorés, 0 erreurs"));
}

#[test]
fn a_refused_token_is_one_line_and_code_1() {
    let folder = tempfile::tempdir().unwrap();
    let fakes = Fakes::start(FakesConfig::of(World::invent(52, 20))).unwrap();
    let output =
        against(&fakes, folder.path()).env("SILLON_DISCOGS_TOKEN", "wr0ng-t0ken").arg("sync").output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    let log = told(&output);
    let last = log.lines().last().unwrap();
    assert!(last.starts_with("sillon: Discogs refuses the token") && last.contains("SILLON_DISCOGS_TOKEN"), "{last}");
    assert!(!log.contains("wr0ng-t0ken"));
}

#[test]
fn without_a_token_it_is_a_configuration_error() {
    let folder = tempfile::tempdir().unwrap();
    let output = sillon(folder.path()).arg("sync").output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(told(&output).contains("SILLON_DISCOGS_TOKEN"), "{}", told(&output));
}

#[test]
fn wrong_settings_and_usage_are_code_2_and_one_line() {
    let folder = tempfile::tempdir().unwrap();
    let cases: [(&str, &str, &str); 4] = [
        ("SILLON_LISTEN", "nowhere", "listen = \"nowhere\" (SILLON_LISTEN): expected an address"),
        ("SILLON_DISCOGS_PER_MINUTE", "0", "expected a whole number"),
        ("SILLON_LISTEN", "0.0.0.0:0", "SILLON_PASSWORD"),
        ("SILLON_COLOUR", "red", "unknown setting"),
    ];
    for (name, value, said) in cases {
        let output = sillon(folder.path()).env(name, value).output().unwrap();
        assert_eq!(output.status.code(), Some(2), "{name}={value}");
        assert_eq!(told(&output).lines().count(), 1, "{}", told(&output));
        assert!(told(&output).contains(said), "{}", told(&output));
    }
    assert_eq!(sillon(folder.path()).args(["sync", "--limit", "0"]).output().unwrap().status.code(), Some(2));
    assert_eq!(sillon(folder.path()).arg("--help").output().unwrap().status.code(), Some(0));
}

#[test]
fn what_cannot_be_used_is_one_line_and_code_1() {
    let folder = tempfile::tempdir().unwrap();
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let busy = sillon(folder.path()).args(["serve", "--listen", &address]).output().unwrap();
    assert_eq!((busy.status.code(), told(&busy).lines().count()), (Some(1), 1));
    assert!(told(&busy).contains(&address), "{}", told(&busy));

    // A file where the data folder should be: unusable for everybody, root included.
    std::fs::write(folder.path().join("data"), "a file").unwrap();
    let unusable = sillon(folder.path()).args(["serve", "--listen", "127.0.0.1:0"]).output().unwrap();
    assert_eq!((unusable.status.code(), told(&unusable).lines().count()), (Some(1), 1));
    assert!(told(&unusable).contains("data folder"), "{}", told(&unusable));
}

#[test]
fn the_config_lists_every_setting_with_its_place_and_masks_secrets() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("sillon.toml"), "log = \"warn\"\n").unwrap();
    let output =
        sillon(folder.path()).env("SILLON_DISCOGS_TOKEN", "hunter2").args(["config", "--json"]).output().unwrap();
    assert_eq!(output.status.code(), Some(0));
    let list: Vec<Value> = serde_json::from_str(&printed(&output)).unwrap();
    let find = |key: &str| list.iter().find(|setting| setting["key"] == key).unwrap();
    assert_eq!(
        (&find("discogs_token")["value"], &find("discogs_token")["source"]),
        (&"••••••••".into(), &"SILLON_DISCOGS_TOKEN".into())
    );
    assert!(find("log")["source"].as_str().unwrap().ends_with("sillon.toml"));
    assert_eq!(find("listen")["source"], "default");
    let table = sillon(folder.path()).env("SILLON_DISCOGS_TOKEN", "hunter2").arg("config").output().unwrap();
    assert!(!printed(&table).contains("hunter2") && printed(&table).lines().count() == list.len());
}

#[test]
fn the_doctor_says_what_answers_and_what_to_mend() {
    let folder = tempfile::tempdir().unwrap();
    let fakes = Fakes::start(FakesConfig::of(World::invent(53, 20))).unwrap();
    let well = against(&fakes, folder.path()).args(["doctor", "--json"]).output().unwrap();
    assert_eq!(well.status.code(), Some(0), "{}", told(&well));
    let findings: Vec<Value> = serde_json::from_str(&printed(&well)).unwrap();
    let discogs = findings.iter().find(|finding| finding["subject"] == "discogs").unwrap();
    assert!(discogs["said"].as_str().unwrap().contains(&fakes.username()), "{discogs}");

    fakes.script().act(On::service("discogs"), Act::discogs_error(401));
    let ill = against(&fakes, folder.path()).arg("doctor").output().unwrap();
    assert_eq!(ill.status.code(), Some(1));
    assert!(printed(&ill).contains("✗ discogs"), "{}", printed(&ill));
}

#[tokio::test]
async fn a_killed_server_goes_on_by_itself_at_the_next_start() {
    let folder = tempfile::tempdir().unwrap();
    let fakes = Fakes::start(FakesConfig::of(World::invent(54, 420))).unwrap();
    let gate = fakes.script().hold(On::path("discogs", "/users/").query("page=3"));
    let serve = || {
        let mut command = against(&fakes, folder.path());
        let mut child = command
            .args(["serve", "--listen", "127.0.0.1:0"])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut line = String::new();
        let stdout = child.stdout.take().unwrap();
        std::io::BufRead::read_line(&mut std::io::BufReader::new(stdout), &mut line).unwrap();
        let base = line.split_whitespace().find(|word| word.starts_with("http")).unwrap().to_owned();
        (child, base)
    };
    let client = crate::harness::client();
    let (mut child, base) = serve();
    client.post(format!("{base}/api/v1/services/discogs/sync")).send().await.unwrap();
    gate.wait_for(1).await;
    let url = format!("{base}/api/v1/services/discogs/sync/events");
    let mut events = client.get(url).send().await.unwrap();
    while let Some(chunk) = events.chunk().await.unwrap() {
        if String::from_utf8_lossy(&chunk).contains("\"current\":200") {
            break;
        }
    }
    child.kill().unwrap();
    child.wait().unwrap();
    gate.open();

    let (mut child, base) = serve();
    let events = client.get(format!("{base}/api/v1/services/discogs/sync/events")).send().await.unwrap();
    let told = events.text().await.unwrap();
    assert!(told.contains("event: done") && told.contains("\"status\":\"completed\""), "{told}");
    let stats: Value =
        client.get(format!("{base}/api/v1/collection/stats")).send().await.unwrap().json().await.unwrap();
    assert_eq!(stats["copies"], 420);
    child.kill().unwrap();
    child.wait().unwrap();
}

#[tokio::test]
async fn the_wantlist_is_synced_by_command_and_follows_where_that_was_chosen() {
    let folder = tempfile::tempdir().unwrap();
    let fakes = Fakes::start(FakesConfig::of(World::invent(58, 90))).unwrap();
    let output = against(&fakes, folder.path()).args(["sync", "--wantlist", "--limit", "4"]).output().unwrap();
    assert_eq!(
        (output.status.code(), printed(&output).as_str()),
        (Some(0), "4 wants added, 0 already there, 0 errors\n")
    );
    assert!(told(&output).contains("Discogs : Envies : 4 ajoutées, 0 connues, 0 erreurs"), "{}", told(&output));
    let output = against(&fakes, folder.path()).arg("sync").output().unwrap();
    assert_eq!(printed(&output).lines().count(), 1, "it does not follow unasked");

    let store = Store::open(&format!("sqlite://{}/data/sillon.db", folder.path().display())).await.unwrap();
    store.set_setting(AccountId::FIRST, "wantlist.follows", Some("true"), 1).await.unwrap();
    store.close().await;
    let output = against(&fakes, folder.path()).arg("sync").output().unwrap();
    let expected = "0 albums added, 90 already there, 0 errors\ncompared 90 of 90\n\
                    6 wants added, 4 already there, 0 errors\ncompared 4 of 4\n";
    assert_eq!((output.status.code(), printed(&output).as_str()), (Some(0), expected), "{}", told(&output));
    let output = against(&fakes, folder.path()).args(["sync", "--json"]).output().unwrap();
    let figures: Value = serde_json::from_str(&printed(&output)).unwrap();
    assert_eq!(figures["total"], 90, "one document, the one that was asked for");
}
