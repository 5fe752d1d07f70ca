//! The command line.

use crate::settings::Flags;
use clap::{Args, Parser, Subcommand};
use sillon_core::access::Scope;
use sillon_core::enrich::Facet;
use sillon_engine::export::ExportFormat;
use std::path::PathBuf;

/// A self-hosted home for a record collection.
#[derive(Debug, Parser)]
#[command(name = "sillon", version, about, disable_help_subcommand = true)]
pub struct Cli {
    /// The settings file [default: sillon.toml in the working folder, where there is one]
    #[arg(long, global = true, value_name = "PATH")]
    config: Option<PathBuf>,
    /// Where the database is [default: ~/.local/share/sillon]
    #[arg(long, global = true, value_name = "PATH")]
    data_dir: Option<PathBuf>,
    /// Begin an empty database although the data folder holds backups or pictures of another
    #[arg(long, global = true)]
    new: bool,
    #[command(subcommand)]
    command: Option<Command>,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Run the server: web pages, API and background jobs (what happens without a command)
    Serve(Listen),
    /// Run the server over an invented collection: no account, no network, nothing kept
    Demo(Listen),
    /// Sync with Discogs once, in the foreground
    Sync(Sync),
    /// Fill in what albums and artists lack, once, in the foreground
    Enrich(Enrich),
    /// Bring in the CSV that discogs.com exports, or an export of sillon: no token, no call
    Import(Import),
    /// Write the collection, or what a search finds of it, as a file
    Export(Export),
    /// Make a verified copy of all data, while a server runs or not
    Backup(Backup),
    /// Put a backup back, while a server runs or not; what was there is kept as a backup
    Restore(Restore),
    /// Make, list and revoke tokens of the API
    #[command(subcommand)]
    Token(Token),
    /// Read a password from the standard input and print its hash, for SILLON_PASSWORD
    Password,
    /// Check that nothing is gone or damaged: every imported row, tables, triggers and indexes, derived rows, the file's pages
    Verify(Verify),
    /// Check the configuration and the services
    Doctor(Json),
    /// List every setting, its value (secrets masked) and where it came from
    Config(Json),
}

/// Where to listen.
#[derive(Clone, Debug, Default, Args)]
pub struct Listen {
    /// Address and port [default: 127.0.0.1:8000]
    #[arg(long, value_name = "ADDRESS:PORT")]
    listen: Option<String>,
}

/// What to sync.
#[derive(Clone, Debug, Args)]
pub struct Sync {
    /// The most new albums (or wants) to add; the rest come with the next sync
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    pub limit: Option<u32>,
    /// Say what would be added, and write nothing
    #[arg(long)]
    pub dry_run: bool,
    /// Read every page and compare each known album, not only the pages that may hold something new
    #[arg(long)]
    pub full: bool,
    /// Go on although the token belongs to another Discogs account than so far: this one
    #[arg(long, value_name = "NAME")]
    pub confirm: Option<String>,
    /// The wantlist instead of the collection
    #[arg(long)]
    pub wantlist: bool,
    /// How the result is printed.
    #[command(flatten)]
    pub json: Json,
}

/// What to fill in.
#[derive(Debug, Args)]
pub struct Enrich {
    /// The most albums to look at, newest first
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    pub limit: Option<u32>,
    /// Only these: links, images, covers, details, descriptions
    #[arg(long, value_name = "FACETS", value_delimiter = ',', value_parser = facet)]
    pub only: Vec<Facet>,
    /// How the result is printed.
    #[command(flatten)]
    pub json: Json,
}

/// What to bring in.
#[derive(Debug, Args)]
pub struct Import {
    /// The file; `-` is the standard input
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// Say what would be added, and write nothing
    #[arg(long)]
    pub dry_run: bool,
    /// How the result is printed.
    #[command(flatten)]
    pub json: Json,
}

/// What to write.
#[derive(Debug, Args)]
pub struct Export {
    /// csv (discogs.com's own columns), json (everything) or markdown (for reading)
    #[arg(long, value_name = "FORMAT", value_parser = export_format)]
    pub format: ExportFormat,
    /// Only what this finds, as in the search field: "label:ecm year:1970-79" (csv and markdown)
    #[arg(long, value_name = "TEXT")]
    pub search: Option<String>,
    /// Where to [default: the standard output]
    #[arg(long, value_name = "FILE")]
    pub output: Option<PathBuf>,
}

/// Where to back up.
#[derive(Debug, Args)]
pub struct Backup {
    /// The file to write [default: a new one in `backups` in the data folder]
    #[arg(value_name = "FILE")]
    pub file: Option<PathBuf>,
    /// How the result is printed.
    #[command(flatten)]
    pub json: Json,
}

/// What to do with tokens.
#[derive(Debug, Subcommand)]
pub enum Token {
    /// Make a token and print it, this once
    Add(NewToken),
    /// List the tokens: names, scopes, when they were made and last used
    List(Json),
    /// Revoke a token: it opens nothing from now on
    Revoke(RevokedToken),
}

/// A token to make.
#[derive(Debug, Args)]
pub struct NewToken {
    /// What it is called; each name once
    #[arg(value_name = "NAME")]
    pub name: String,
    /// read, sync (start and stop jobs) or write; each includes those before it
    #[arg(long, value_name = "SCOPE", value_parser = scope)]
    pub scope: Scope,
    /// How the result is printed.
    #[command(flatten)]
    pub json: Json,
}

/// What to do about what is gone.
#[derive(Debug, Args)]
pub struct Verify {
    /// Make triggers, indexes, views and derived rows again that are gone; imported rows and edits are not touched
    #[arg(long)]
    pub repair: bool,
    /// How the result is printed.
    #[command(flatten)]
    pub json: Json,
}

/// What to put back.
#[derive(Debug, Args)]
pub struct Restore {
    /// The backup, by its path, or by its name in `backups` in the data folder, or by its key in the API
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// How the result is printed.
    #[command(flatten)]
    pub json: Json,
}

/// A token to revoke.
#[derive(Debug, Args)]
pub struct RevokedToken {
    /// Its name or its id
    #[arg(value_name = "NAME")]
    pub name: String,
}

fn scope(text: &str) -> Result<Scope, String> {
    Scope::parse(text).ok_or_else(|| format!("expected {}", Scope::ALL.map(Scope::as_str).join(", ")))
}

fn export_format(text: &str) -> Result<ExportFormat, String> {
    ExportFormat::parse(text)
        .ok_or_else(|| format!("expected {}", ExportFormat::ALL.map(ExportFormat::as_str).join(", ")))
}

fn facet(text: &str) -> Result<Facet, String> {
    Facet::parse(text).ok_or_else(|| format!("expected {}", Facet::ALL.map(Facet::as_str).join(", ")))
}

/// How a result is printed.
#[derive(Clone, Copy, Debug, Args)]
pub struct Json {
    /// Print the result as JSON
    #[arg(long)]
    pub json: bool,
}

impl Cli {
    /// The command, and what the flags say of settings.
    pub fn into_parts(self) -> (Command, Flags) {
        let command = self.command.unwrap_or(Command::Serve(Listen::default()));
        let listen = match &command {
            Command::Serve(listen) | Command::Demo(listen) => listen.listen.clone(),
            Command::Sync(_) | Command::Enrich(_) | Command::Import(_) => None,
            Command::Export(_) | Command::Backup(_) | Command::Restore(_) | Command::Verify(_) => None,
            Command::Token(_) | Command::Password | Command::Doctor(_) | Command::Config(_) => None,
        };
        let data_dir = self.data_dir.map(|path| ("data_dir", path.display().to_string()));
        let values = listen.map(|listen| ("listen", listen)).into_iter().chain(data_dir).collect();
        (command, Flags { config: self.config, new_database: self.new, values })
    }
}
