//! The figures of a whole collection, counted once for each state of it. Counting goes through every album: 50 ms at
//! 5,000, above a second at 100,000, and the collection's page wants them each time for its filters.

use sillon_core::id::AccountId;
use sillon_core::stats::Stats;
use sillon_store::{Reader, Result};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// A page may wait for so much counting.
const BEARABLE: Duration = Duration::from_millis(60);
/// After a count, rest so many times as long: while a great collection comes in, counting takes a twentieth of a core.
const REST: u32 = 20;

/// What was counted last. Cheap to clone; clones share.
#[derive(Clone, Debug, Default)]
pub(crate) struct Census(Arc<Mutex<Counted>>);

#[derive(Debug, Default)]
struct Counted {
    /// Albums and copies at that time. Rows are only ever added: the same number is the same collection.
    size: (u64, u64),
    stats: Arc<Stats>,
    took: Duration,
    rests_until: Option<Instant>,
    counting: bool,
}

impl Census {
    /// The figures as they are now.
    pub(crate) async fn exact(&self, reader: &Reader) -> Result<Arc<Stats>> {
        let counts = reader.counts(AccountId::FIRST).await?;
        let size = (counts.albums, counts.copies);
        if self.counted().size == size {
            return Ok(self.counted().stats.clone());
        }
        let begun = Instant::now();
        let stats = Arc::new(reader.stats(AccountId::FIRST).await?);
        let mut counted = self.counted();
        let took = begun.elapsed();
        (counted.size, counted.stats, counted.took) = (size, stats.clone(), took);
        counted.rests_until = Instant::now().checked_add(took * REST);
        Ok(stats)
    }

    /// The figures as they are now, if that is soon said; else the last ones, while the new are counted for the next who
    /// asks. While a great collection comes in, no page waits for it.
    pub(crate) async fn at_hand(&self, reader: &Reader) -> Result<Arc<Stats>> {
        let known = {
            let mut counted = self.counted();
            let is_slow = counted.took > BEARABLE;
            let rests = counted.rests_until.is_some_and(|until| Instant::now() < until);
            let starts = is_slow && !counted.counting && !rests;
            counted.counting |= starts;
            is_slow.then(|| (counted.stats.clone(), starts))
        };
        let Some((stats, starts)) = known else { return self.exact(reader).await };
        if starts {
            let (census, reader) = (self.clone(), reader.clone());
            tokio::spawn(async move {
                if let Err(error) = census.exact(&reader).await {
                    tracing::warn!(%error, "the collection could not be counted");
                }
                census.counted().counting = false;
            });
        }
        Ok(stats)
    }

    fn counted(&self) -> MutexGuard<'_, Counted> {
        // Nothing is left half written by a panic: each change is one assignment.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
