//! The catalogue: an index in memory of an account's albums, by which every list is sorted, filtered, searched and counted.
//!
//! It is derived from the database and made anew from it at any time; both databases have the same one. Each write that
//! touches an album gives it a new revision (triggers and `add_page` see to it). Before it answers, a reader asks for the
//! newest revision and takes in the albums with a newer one than it knows, a batch at a time; so it never answers from
//! before what was written before it was asked.

mod artists;
mod bits;
mod budget;
mod columns;
mod correct;
mod counts;
mod entry;
mod figures;
mod index;
mod load;
mod owned;
mod postings;
mod select;
mod shelf;
mod shop;
mod terms;
mod texts;
mod typo;
mod values;
mod words;

use crate::db::Db;
use crate::error::{Result, StoreError};
pub use budget::Budget;
use entry::Source;
pub(crate) use index::Index;
use index::Taken;
use sillon_core::id::AccountId;
use sillon_core::query::search::{Asked, Search};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError, RwLock, RwLockReadGuard};
use std::time::Duration;
pub(crate) use terms::Verified;
use terms::{has_phrase, parts};

/// Albums that are taken in at once. While they are, nobody reads: a few milliseconds.
const BATCH: u32 = 1_000;
/// Albums whose texts are looked at at once for a phrase.
const LOOKED_AT: usize = 500;
/// What reading an album's texts costs, an estimate with tracks and notes.
const READING: Duration = Duration::from_micros(40);

/// The catalogues of all accounts. Cheap to clone; clones share.
#[derive(Clone, Debug, Default)]
pub(crate) struct Catalogues(Arc<Mutex<HashMap<AccountId, Arc<Catalogue>>>>);

/// One account's.
#[derive(Debug, Default)]
pub(crate) struct Catalogue {
    /// Of the database of this generation.
    generation: i64,
    index: RwLock<Index>,
    /// How far albums were taken in; held by the one who takes in more.
    progress: tokio::sync::Mutex<Progress>,
}

#[derive(Debug, Default)]
struct Progress {
    /// Everything up to this revision was taken in.
    revision: i64,
    /// Revision and key of the last album that was.
    place: (i64, i64),
}

impl Catalogues {
    /// An account's catalogue, with all that was written before now.
    pub(crate) async fn fresh(&self, db: &Db, account: AccountId) -> Result<Arc<Catalogue>> {
        let (generation, newest) = load::newest(db, account).await?;
        let catalogue = self.of(account, generation);
        catalogue.catch_up(db, account, newest).await?;
        Ok(catalogue)
    }

    /// A new one where a backup has taken the database's place. Who still asks the old one is answered from what was.
    fn of(&self, account: AccountId, generation: i64) -> Arc<Catalogue> {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let new = || Arc::new(Catalogue { generation, ..Catalogue::default() });
        let held = all.entry(account).or_insert_with(new);
        if held.generation != generation {
            *held = new();
        }
        held.clone()
    }
}

impl Catalogue {
    async fn catch_up(self: &Arc<Self>, db: &Db, account: AccountId, newest: i64) -> Result<()> {
        let mut progress = self.progress.lock().await;
        if self.index.is_poisoned() {
            // Somebody fell over half-way: what is derived is made anew.
            *self.index.write().unwrap_or_else(PoisonError::into_inner) = Index::default();
            self.index.clear_poison();
            *progress = Progress::default();
        }
        if progress.revision >= newest {
            return Ok(());
        }
        let directory = load::directory(db, account).await?;
        let namesakes = directory.namesakes.clone();
        if self.ask(move |index| index.directory.namesakes != namesakes).await? {
            // Albums stand under the keys that stood for their folders and fields: all are taken in again, in their places.
            *progress = Progress::default();
        }
        self.change(|index| index.directory = directory).await?;
        loop {
            let lines = load::changed(db, account, progress.place, BATCH).await?;
            let Some((id, revision, ..)) = lines.last().copied() else { break };
            let sources = load::sources(db, account, &lines).await?;
            let (artists, labels) = load::names(db, &sources).await?;
            let albums = off_the_runtime(move || sources.iter().map(Taken::from).collect::<Vec<_>>()).await?;
            self.change(move |index| index.take_in(albums, &artists, &labels)).await?;
            // Taken in twice when this is dropped before it is noted, which changes nothing.
            progress.place = (revision, id);
            if lines.len() < BATCH as usize {
                break;
            }
        }
        progress.revision = newest;
        Ok(())
    }

    async fn change(self: &Arc<Self>, change: impl FnOnce(&mut Index) + Send + 'static) -> Result<()> {
        let catalogue = self.clone();
        off_the_runtime(move || {
            // A poisoned index is made anew by the next who comes.
            if let Ok(mut index) = catalogue.index.write() {
                change(&mut index);
            }
        })
        .await
    }

    /// Asks the index, within the budget of the request.
    pub(crate) async fn ask<T: Send + 'static>(
        self: &Arc<Self>,
        ask: impl FnOnce(&Index) -> T + Send + 'static,
    ) -> Result<T> {
        let catalogue = self.clone();
        budget::off_the_runtime(move || {
            let index: RwLockReadGuard<'_, Index> = catalogue.index.read().unwrap_or_else(PoisonError::into_inner);
            ask(&index)
        })
        .await
    }

    /// Reads what somebody typed, and looks in the database where a phrase cannot be told from the index alone.
    pub(crate) async fn read(
        self: &Arc<Self>,
        db: &Db,
        account: AccountId,
        text: Option<&str>,
    ) -> Result<(Search, Verified)> {
        let Some(text) = text.map(str::to_owned) else { return Ok(Default::default()) };
        let (search, doubtful) = self
            .ask(move |index| {
                let search = Search::parse(&text, &index.directory.fields);
                let doubtful = index.doubtful(&search);
                (search, doubtful)
            })
            .await?;
        let mut verified = Verified::new();
        for (term, ids) in doubtful {
            for ids in ids.chunks(LOOKED_AT) {
                budget::charge(READING * u32::try_from(ids.len()).unwrap_or(u32::MAX))?;
                let lines = load::lines(db, account, ids).await?;
                let sources = load::sources(db, account, &lines).await?;
                let search = search.clone();
                let found = budget::off_the_runtime(move || having_phrase(&search, term, &sources)).await?;
                verified.entry(term).or_default().extend(found);
            }
        }
        Ok((search, verified))
    }
}

/// Those of these albums that have a term's words one after the other.
fn having_phrase(search: &Search, term: usize, sources: &[Source]) -> Vec<i64> {
    let Some(Asked::Words { part, words, .. }) = search.terms.get(term).map(|term| &term.asked) else {
        return Vec::new();
    };
    let parts = parts(*part);
    let has = |source: &&Source| {
        entry::texts(source).iter().any(|(part, text)| parts.contains(part) && has_phrase(text, words))
    };
    sources.iter().filter(has).map(|source| source.release.id.0).collect()
}

/// Work of some milliseconds is not done where everybody waits for it.
async fn off_the_runtime<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T> {
    tokio::task::spawn_blocking(work).await.map_err(|_| StoreError::Db(sqlx::Error::WorkerCrashed))
}

#[cfg(test)]
mod plans;
#[cfg(test)]
mod tests;
