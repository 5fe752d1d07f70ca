//! How long a collection of 100,000 takes to come in from a file and to leave as one, and how much memory.
//!
//! `cargo bench -p sillon --bench exchange` prints the table of docs/BENCHMARKS.md; with `-- 5000` over so many copies. The
//! file is invented and lies in a temporary folder; each command runs as people run it, in a process of its own.

#![allow(clippy::unwrap_used, clippy::print_stdout, clippy::disallowed_methods, reason = "a benchmark")]

use std::fmt::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

const HEADER: &str = "Catalog#,Artist,Title,Label,Format,Rating,Released,release_id,CollectionFolder,Date Added,\
Collection Media Condition,Collection Sleeve Condition,Collection Notes,Collection Cost\r\n";
const FORMATS: [&str; 6] =
    ["\"LP, Album\"", "\"2xLP, Album, RE, Blu\"", "\"12\"\", EP\"", "CD", "\"7\"\", Single\"", "\"LP, Album + CD\""];
const CONDITIONS: [&str; 4] = ["", "Near Mint (NM or M-)", "Very Good Plus (VG+)", "Mint (M)"];

fn main() {
    if std::env::args().any(|argument| argument == "--test") {
        return;
    }
    let copies = std::env::args().find_map(|argument| argument.parse().ok()).unwrap_or(100_000);
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("collection.csv");
    std::fs::write(&file, invent(copies)).unwrap();
    let megabytes = std::fs::metadata(&file).unwrap().len() as f64 / 1e6;
    println!("{copies} copies, a CSV of {megabytes:.1} MB\n");
    println!("| command | time | peak memory |");
    println!("|---|---|---|");
    let (data, other) = (folder.path().join("data"), folder.path().join("other"));
    let path = |name: &str| folder.path().join(name).display().to_string();
    let csv = path("collection.csv");
    row("`import collection.csv --dry-run`", &data, &["import", &csv, "--dry-run"]);
    row("`import collection.csv`", &data, &["import", &csv]);
    row("`import collection.csv` again", &data, &["import", &csv]);
    for (format, file) in [("csv", "out.csv"), ("json", "out.json"), ("markdown", "out.md")] {
        row(&format!("`export --format {format}`"), &data, &["export", "--format", format, "--output", &path(file)]);
    }
    row("`import out.json` into an empty database", &other, &["import", &path("out.json")]);
    row("`export --format json` there", &other, &["export", "--format", "json", "--output", &path("again.json")]);
    assert!(std::fs::read(&file).unwrap() == std::fs::read(path("out.csv")).unwrap(), "the CSV came out otherwise");
    assert!(std::fs::read(path("out.json")).unwrap() == std::fs::read(path("again.json")).unwrap(), "the JSON differs");
}

fn row(name: &str, data: &Path, arguments: &[&str]) {
    let (took, megabytes) = run(data, arguments);
    println!("| {name} | {:.1} s | {megabytes:.0} MB |", took.as_secs_f64());
}

/// The time of a command, and its highest resident memory in MB.
fn run(data: &Path, arguments: &[&str]) -> (Duration, f64) {
    let began = Instant::now();
    let mut child = Command::new(env!("CARGO_BIN_EXE_sillon"))
        .arg("--data-dir")
        .arg(data)
        .args(arguments)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut peak = 0.0_f64;
    loop {
        if let Some(status) = child.try_wait().unwrap() {
            assert!(status.success(), "{arguments:?}: {status}");
            return (began.elapsed(), peak);
        }
        if let Ok(status) = std::fs::read_to_string(format!("/proc/{}/status", child.id()))
            && let Some(line) = status.lines().find(|line| line.starts_with("VmHWM:"))
        {
            peak = peak.max(line.split_whitespace().nth(1).unwrap().parse::<f64>().unwrap() / 1024.0);
        }
        std::thread::sleep(Duration::from_millis(5));
    }
}

/// A file as discogs.com would export it of so many copies; one in a hundred is a second copy.
fn invent(copies: usize) -> String {
    let mut text = HEADER.to_owned();
    for number in 0..copies {
        let release = 100_000 + (number - usize::from(number % 100 == 99)) * 37;
        let number = number - usize::from(number % 100 == 99);
        let (artist, label) = (number * 7_919 % 30_000, number / 20);
        let date = format!(
            "20{:02}-{:02}-{:02} 12:{:02}:{:02}",
            5 + number % 20,
            1 + number % 12,
            1 + number % 28,
            number % 60,
            number / 60 % 60
        );
        let condition = CONDITIONS[number % CONDITIONS.len()];
        writeln!(
            text,
            "CAT {number:06},The Invented Band {artist} Feat. Somebody ({}),A Title of Some Length No. {number},Label {label:06},{},{},{},{release},{},{date},{condition},{condition},{},{}\r",
            number % 9 + 2,
            FORMATS[number % FORMATS.len()],
            if number % 3 == 0 { (number % 5 + 1).to_string() } else { String::new() },
            if number % 30 == 0 { 0 } else { 1950 + number % 75 },
            ["Uncategorized", "Jazz", "To sell"][number % 3],
            if number % 8 == 0 { "\"bought at the flea market, with a note\"" } else { "" },
            number % 40,
        )
        .unwrap();
    }
    text
}
