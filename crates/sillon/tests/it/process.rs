//! The program in a process of its own, over stand-ins in this one: what it takes of the system can be looked at, and the system
//! can do to it what it does to any other.
#![cfg(target_os = "linux")]

use crate::cli::against;
use crate::harness::client;
use reqwest::{Client, Response, StatusCode};
use serde_json::Value;
use sillon_fakes::{Fakes, FakesConfig, World};
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::time::Duration;
use tempfile::TempDir;

pub(crate) const COMPLETED: &str = "\"status\":\"completed\"";

/// Longer than anything takes, on a machine that has other work to do: what hangs is told, and not waited for.
pub(crate) const LATE: Duration = Duration::from_secs(90);

pub(crate) struct Server {
    child: Child,
    pub(crate) base: String,
    pub(crate) client: Client,
    pub(crate) folder: TempDir,
    pub(crate) fakes: Fakes,
    settings: Settings,
}

/// Further settings, by the names of the environment.
type Settings = Vec<(&'static str, String)>;

/// What a process holds of the system.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Holds {
    /// Resident memory now, and the most there ever was, in kB.
    pub(crate) memory: u64,
    pub(crate) peak: u64,
    /// Open files, sockets among them.
    pub(crate) files: usize,
}

impl Server {
    pub(crate) fn start(world: World) -> Self {
        Self::start_with(world, |_| Settings::new())
    }

    pub(crate) fn start_with(world: World, settings: impl Fn(&Fakes) -> Settings) -> Self {
        let mut config = FakesConfig::of(world);
        config.rate_limit = 100_000;
        let fakes = Fakes::start(config).unwrap();
        let folder = tempfile::tempdir().unwrap();
        let settings = settings(&fakes);
        let (child, base) = spawn(command(&fakes, folder.path()).envs(settings.iter().cloned()));
        Self { child, base, client: client(), folder, fakes, settings }
    }

    /// The largest file that the process may write from now on, in bytes.
    pub(crate) fn limit_files(&self, most: &str) {
        let mut limit = Command::new("prlimit");
        limit.args(["--pid", &self.id().to_string()]).arg(format!("--fsize={most}:unlimited"));
        assert!(limit.status().unwrap().success());
    }

    /// Another program in its place, over a folder of its own: the stand-ins stay.
    pub(crate) fn of(mut command: Command, folder: TempDir, fakes: Fakes) -> Self {
        let (child, base) = spawn(&mut command);
        Self { child, base, client: client(), folder, fakes, settings: Settings::new() }
    }

    /// After it ended: over the same folder.
    pub(crate) fn start_again(&mut self) {
        self.start_again_under(Limits::default());
    }

    /// After it ended: over the same folder, on a system that gives it less.
    pub(crate) fn start_again_under(&mut self, limits: Limits) {
        let mut command = limits.command(&self.program(), &["serve", "--listen", "127.0.0.1:0"]);
        (self.child, self.base) = spawn(&mut command);
        self.client = client();
    }

    /// A command of the program over the same folder, to its end.
    pub(crate) fn run_under(&self, limits: Limits, words: &[&str]) -> Output {
        limits.command(&self.program(), words).output().unwrap()
    }

    fn program(&self) -> Command {
        let mut program = against(&self.fakes, self.folder.path());
        program.env("SILLON_DISCOGS_PER_MINUTE", "100000").envs(self.settings.iter().cloned());
        program
    }

    /// SIGKILL: what it had not written is lost.
    pub(crate) fn kill(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    pub(crate) fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    pub(crate) fn id(&self) -> u32 {
        self.child.id()
    }

    pub(crate) fn url(&self, path: &str) -> String {
        format!("{}{path}", self.base)
    }

    /// Where it listens.
    pub(crate) fn address(&self) -> &str {
        self.base.strip_prefix("http://").unwrap()
    }

    pub(crate) async fn get(&self, path: &str) -> Response {
        self.client.get(self.url(path)).send().await.unwrap()
    }

    pub(crate) async fn json(&self, path: &str) -> Value {
        self.get(path).await.json().await.unwrap()
    }

    pub(crate) async fn start_sync(&self) {
        let started = self.client.post(self.url("/api/v1/services/discogs/sync")).send().await.unwrap();
        assert_eq!(started.status(), StatusCode::ACCEPTED);
    }

    /// The state in which the events find the sync, sooner or later.
    pub(crate) async fn sync_comes_to(&self, state: &str) -> Value {
        loop {
            let mut events = self.get("/api/v1/services/discogs/sync/events").await;
            let mut told = String::new();
            while let Some(chunk) = events.chunk().await.unwrap() {
                told.push_str(&String::from_utf8_lossy(&chunk));
                if told.contains(state) {
                    return self.json("/api/v1/services/discogs/sync/progress").await;
                }
            }
        }
    }

    pub(crate) fn holds(&self) -> Holds {
        let process = PathBuf::from(format!("/proc/{}", self.id()));
        let status = std::fs::read_to_string(process.join("status")).unwrap();
        let read = |name: &str| {
            let line = status.lines().find(|line| line.starts_with(name)).unwrap();
            line.split_whitespace().nth(1).unwrap().parse().unwrap()
        };
        let files = std::fs::read_dir(process.join("fd")).unwrap().count();
        Holds { memory: read("VmRSS:"), peak: read("VmHWM:"), files }
    }

    /// Until it has no more files open than this; every look is a request too.
    pub(crate) async fn comes_back_to(&self, files: usize) {
        let falling = async {
            while self.holds().files > files {
                assert_eq!(self.get("/healthz").await.status(), StatusCode::OK);
            }
        };
        if tokio::time::timeout(LATE, falling).await.is_err() {
            let open = std::fs::read_dir(format!("/proc/{}/fd", self.id())).unwrap();
            let open: Vec<_> = open.filter_map(|file| std::fs::read_link(file.ok()?.path()).ok()).collect();
            panic!("more than {files} are open: {open:?}");
        }
    }

    /// SIGTERM, as a service manager sends it; then its exit code.
    pub(crate) async fn ends_when_told(&mut self) -> Option<i32> {
        let told = Command::new("kill").args(["-TERM", &self.id().to_string()]).status().unwrap();
        assert!(told.success());
        let placeholder = Command::new("true").spawn().unwrap();
        let mut child = std::mem::replace(&mut self.child, placeholder);
        tokio::task::spawn_blocking(move || child.wait().unwrap().code()).await.unwrap()
    }

    pub(crate) fn stop(mut self) {
        assert_eq!(self.child.try_wait().unwrap(), None, "it never went down");
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _already_gone = self.child.kill();
        let _reaped = self.child.wait();
    }
}

/// What the system gives a process.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Limits {
    /// As on a full disk: no byte of a file can be written.
    pub(crate) no_room: bool,
    /// Whether what it logs goes to the file `log` in its folder.
    pub(crate) log: bool,
    /// As the user of this number, whom rights of files bind; root is bound by none.
    pub(crate) user: Option<u32>,
}

impl Limits {
    /// Without the trap the system would end a process that meets the limit of a file's size, and not tell it. Of open files
    /// it is given fewer than most systems give.
    fn command(self, program: &Command, words: &[&str]) -> Command {
        let room = if self.no_room { "ulimit -S -f 0;" } else { "" };
        let user =
            self.user.map_or_else(String::new, |user| format!("setpriv --reuid={user} --regid={user} --clear-groups"));
        let mut shell = Command::new("/bin/sh");
        let log = if self.log { "2>log" } else { "" };
        let script = format!("trap '' XFSZ; ulimit -S -n 512; {room} exec {user} \"$0\" \"$@\" {log}");
        shell.args(["-c", &script]).arg(program.get_program()).args(words);
        shell.env_clear().envs(program.get_envs().filter_map(|(name, value)| Some((name, value?))));
        shell.current_dir(program.get_current_dir().unwrap());
        shell
    }
}

fn command(fakes: &Fakes, folder: &Path) -> Command {
    let mut command = Limits::default().command(&against(fakes, folder), &["serve", "--listen", "127.0.0.1:0"]);
    command.env("SILLON_DISCOGS_PER_MINUTE", "100000");
    command
}

/// Waits until it says where it listens.
fn spawn(command: &mut Command) -> (Child, String) {
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
    let lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let told = lines.map_while(Result::ok).find(|line| line.contains("http://")).unwrap();
    let base = told.split_whitespace().find(|word| word.starts_with("http://")).unwrap().to_owned();
    (child, base)
}
