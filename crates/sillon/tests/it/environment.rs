//! The program under a person's own language, time zone, home and variables.

use crate::process::Server;
use rstest::rstest;
use serde_json::Value;
use sillon_fakes::{Fakes, FakesConfig, World};
use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt;
use std::process::Command;

#[rstest]
#[case::turkish(b"LANG=tr_TR.UTF-8 TZ=Pacific/Kiritimati", "Zoë’s own home".as_bytes())]
#[case::plain(b"LC_ALL=C TZ=America/St_Johns", b"home")]
#[case::unknown_zone(b"LANG=xx_YY TZ=No/Where", b"home")]
#[case::a_variable_that_is_no_text(b"LANG=de_DE LS_COLORS=\xff\xfe", b"home")]
fn the_data_folder_is_in_the_home_in_every_environment(#[case] variables: &[u8], #[case] home: &[u8]) {
    let folder = tempfile::tempdir().unwrap();
    let home = folder.path().join(OsStr::from_bytes(home));
    std::fs::create_dir(&home).unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_sillon"));
    command.env_clear().env("HOME", &home).current_dir(folder.path());
    for variable in variables.split(|byte| *byte == b' ') {
        let equals = variable.iter().position(|byte| *byte == b'=').unwrap();
        command.env(OsStr::from_bytes(&variable[..equals]), OsStr::from_bytes(&variable[equals + 1..]));
    }
    let output = command.args(["token", "add", "phone", "--scope", "read"]).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    assert!(home.join(".local/share/sillon").is_dir());
}

#[test]
fn a_chosen_place_for_data_is_used_in_place_of_the_home() {
    let folder = tempfile::tempdir().unwrap();
    let share = folder.path().join("my share");
    let mut command = Command::new(env!("CARGO_BIN_EXE_sillon"));
    command.env_clear().env("HOME", "/nowhere").env("XDG_DATA_HOME", &share).current_dir(folder.path());
    let output = command.args(["token", "add", "phone", "--scope", "read"]).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    assert!(share.join("sillon").is_dir());
}

#[tokio::test]
async fn the_demonstration_needs_no_proxy_and_asks_none() {
    let folder = tempfile::tempdir().unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_sillon"));
    command.env_clear().env("HOME", folder.path()).current_dir(folder.path());
    // Nothing listens there: a call that goes by the environment's proxy comes to nothing.
    for name in ["http_proxy", "HTTP_PROXY", "https_proxy", "ALL_PROXY"] {
        command.env(name, "http://127.0.0.1:9");
    }
    command.args(["demo", "--listen", "127.0.0.1:0"]);
    let fakes = Fakes::start(FakesConfig::of(World::invent(1, 1))).unwrap();
    let server = Server::of(command, folder, fakes);
    let progress = server.sync_comes_to("\"synced\":100,").await;
    assert_eq!(progress["error"], Value::Null, "{progress}");
    server.stop();
}
