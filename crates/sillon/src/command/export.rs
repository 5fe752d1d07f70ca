//! `sillon export`: the whole collection as a file.

use crate::cli::Export;
use crate::compose::{Pace, Sillon};
use crate::failure::Failure;
use crate::settings::Settings;
use futures::TryStreamExt;
use sillon_core::id::AccountId;
use sillon_engine::export::export;
use std::path::Path;
use tokio::fs;
use tokio::io::{AsyncWrite, AsyncWriteExt};

pub(super) async fn run(settings: &Settings, asked: &Export) -> Result<(), Failure> {
    let sillon = Sillon::open(settings, Pace::default()).await?;
    let outcome = match &asked.output {
        Some(path) => to_file(&sillon, asked, path).await,
        None => write(&sillon, asked, tokio::io::stdout()).await.map_err(|error| match error.kind() {
            std::io::ErrorKind::BrokenPipe => Failure::other("whoever read the export stopped reading"),
            _ => Failure::other(format!("the export broke off: {error}")),
        }),
    };
    sillon.stop().await;
    outcome
}

/// Beside the file first, so that one that is there is only ever replaced by a whole one.
async fn to_file(sillon: &Sillon, asked: &Export, path: &Path) -> Result<(), Failure> {
    let failed = |error: std::io::Error| {
        Failure::other(format!("{} cannot be written: {error}; choose another place with --output", path.display()))
    };
    let mut beside = path.as_os_str().to_owned();
    beside.push(".part");
    let written = async {
        let file = fs::File::create(&beside).await?;
        write(sillon, asked, file).await?;
        fs::rename(&beside, path).await
    };
    let outcome: std::io::Result<()> = written.await;
    if outcome.is_err() {
        let _nothing_to_remove = fs::remove_file(&beside).await;
    }
    outcome.map_err(failed)
}

async fn write(sillon: &Sillon, asked: &Export, mut out: impl AsyncWrite + Unpin) -> std::io::Result<()> {
    let mut bytes = std::pin::pin!(export(sillon.store.reader(), AccountId::FIRST, asked.format, None));
    while let Some(piece) = bytes.try_next().await.map_err(std::io::Error::other)? {
        out.write_all(&piece).await?;
    }
    out.flush().await
}
