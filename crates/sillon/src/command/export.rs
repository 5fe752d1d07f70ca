//! `sillon export`: the collection, or what a search finds of it, as a file.

use crate::cli::Export;
use crate::compose::{Pace, Sillon};
use crate::failure::Failure;
use crate::settings::Settings;
use futures::TryStreamExt;
use sillon_core::id::{AccountId, ReleaseId};
use sillon_core::query::AlbumQuery;
use sillon_core::query::search::Mistake;
use sillon_engine::export::export;
use std::path::Path;
use tokio::fs;
use tokio::io::{AsyncWrite, AsyncWriteExt};

pub(super) async fn run(settings: &Settings, asked: &Export) -> Result<(), Failure> {
    let sillon = Sillon::open(settings, Pace::default()).await?;
    let outcome = match select(&sillon, asked).await {
        Ok(selected) => put(&sillon, asked, selected).await,
        Err(failure) => Err(failure),
    };
    sillon.stop().await;
    outcome
}

/// The albums that the search finds; none where nothing is searched for.
#[allow(clippy::print_stderr, reason = "what was searched for instead is said beside the file")]
async fn select(sillon: &Sillon, asked: &Export) -> Result<Option<Vec<ReleaseId>>, Failure> {
    let Some(search) = asked.search.clone().filter(|search| !search.trim().is_empty()) else { return Ok(None) };
    if !asked.format.takes_selection() {
        let sentence = "JSON holds everything and is always whole: leave out --search, or ask for csv or markdown";
        return Err(Failure::usage(sentence));
    }
    let query = AlbumQuery { search: Some(search), ..AlbumQuery::default() };
    let found = sillon.store.reader().select_albums(AccountId::FIRST, &query).await?;
    if let Some(Mistake { facet, text }) = found.mistakes.first() {
        return Err(Failure::usage(format!(
            "--search: {}:{text} says nothing: mend it or leave it out",
            facet.as_str()
        )));
    }
    if let Some(corrected) = found.corrected {
        eprintln!("sillon: nothing is found with these words; searched for instead: {corrected}");
    }
    Ok(Some(found.albums))
}

async fn put(sillon: &Sillon, asked: &Export, selected: Option<Vec<ReleaseId>>) -> Result<(), Failure> {
    match &asked.output {
        Some(path) => to_file(sillon, asked, selected, path).await,
        None => write(sillon, asked, selected, tokio::io::stdout()).await.map_err(|error| match error.kind() {
            std::io::ErrorKind::BrokenPipe => Failure::other("whoever read the export stopped reading"),
            _ => Failure::other(format!("the export broke off: {error}")),
        }),
    }
}

/// Beside the file first, so that one that is there is only ever replaced by a whole one.
async fn to_file(
    sillon: &Sillon,
    asked: &Export,
    selected: Option<Vec<ReleaseId>>,
    path: &Path,
) -> Result<(), Failure> {
    let failed = |error: std::io::Error| {
        Failure::other(format!("{} cannot be written: {error}; choose another place with --output", path.display()))
    };
    let mut beside = path.as_os_str().to_owned();
    beside.push(".part");
    let written = async {
        let file = fs::File::create(&beside).await?;
        write(sillon, asked, selected, file).await?;
        fs::rename(&beside, path).await
    };
    let outcome: std::io::Result<()> = written.await;
    if outcome.is_err() {
        let _nothing_to_remove = fs::remove_file(&beside).await;
    }
    outcome.map_err(failed)
}

async fn write(
    sillon: &Sillon,
    asked: &Export,
    selected: Option<Vec<ReleaseId>>,
    mut out: impl AsyncWrite + Unpin,
) -> std::io::Result<()> {
    let mut bytes = std::pin::pin!(export(sillon.store.reader(), AccountId::FIRST, asked.format, selected));
    while let Some(piece) = bytes.try_next().await.map_err(std::io::Error::other)? {
        out.write_all(&piece).await?;
    }
    out.flush().await
}
