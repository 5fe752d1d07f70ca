//! The schedule: work that starts by itself. What was chosen and what was served is in the settings, so that a restart makes
//! up for one missed start, and one alone; a second process that looks finds it served.

use crate::clock::Clock;
use crate::engine::{Engine, StartError};
use crate::repeated;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use sillon_core::backup::Reason;
use sillon_core::job::{EnrichParams, Starter, SyncParams};
use sillon_core::schedule::{LocalHour, Schedule, Timing, When, calls_for_enrichment, is_due, latest_start};
use sillon_store::StoreError;
use std::time::Duration;
use tokio::time::{MissedTickBehavior, interval};
use tokio_util::sync::CancellationToken;

const CHOSEN: &str = "schedule";
/// The day of the last daily start, and the last sync that was looked at.
const SYNC_DAY: &str = "schedule.sync.day";
const FULL_SYNC_DAY: &str = "schedule.full_sync.day";
const ENRICHMENT_DAY: &str = "schedule.enrichment.day";
const ENRICHMENT_SYNC: &str = "schedule.enrichment.sync";
const BACKUP_DAY: &str = "schedule.backup.day";
/// When a scheduled sync was last refused because the token belongs to another account, in milliseconds UTC.
const REFUSED_AT: &str = "schedule.sync.refused";
/// How often the clock is looked at.
const LOOK: Duration = Duration::from_secs(1);
/// More syncs than end between two looks.
const RUNS: u32 = 8;

impl Engine {
    /// What was chosen; a daily backup and nothing else where nothing was.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn schedule(&self) -> Result<Schedule, StoreError> {
        let kept = self.store().setting(self.account(), CHOSEN).await?;
        Ok(kept.and_then(|kept| serde_json::from_str(&kept).ok()).unwrap_or_default())
    }

    /// Keeps what is chosen; hours are those of the server's time zone. What was due before is not made up for: it counts from now on.
    ///
    /// # Errors
    /// When the database cannot be read or written.
    pub async fn set_schedule(&self, schedule: Schedule) -> Result<(), StoreError> {
        let before = self.schedule().await?;
        let here = local(self.remotes().clock(), &TimeZone::system());
        if schedule.sync != before.sync {
            self.serve(SYNC_DAY, &latest_start(schedule.sync.hour, here).to_string()).await?;
        }
        if schedule.full_sync != before.full_sync {
            self.serve(FULL_SYNC_DAY, &latest_start(schedule.full_sync.hour, here).to_string()).await?;
        }
        if schedule.enrichment != before.enrichment {
            self.serve(ENRICHMENT_DAY, &latest_start(schedule.enrichment.hour, here).to_string()).await?;
            let runs = self.store().reader().list_syncs(self.account(), 1, 1).await?;
            let last = runs.items.first().map_or("", |receipt| &receipt.job_id.0);
            self.serve(ENRICHMENT_SYNC, last).await?;
        }
        if schedule.backup != before.backup {
            self.serve(BACKUP_DAY, &latest_start(schedule.backup.hour, here).to_string()).await?;
        }
        let kept = serde_json::to_string(&schedule)?;
        self.serve(CHOSEN, &kept).await
    }

    /// Starts what is due, until `shutdown`. For a server: a command that does one thing does not keep it.
    pub fn keep_schedule(&self, shutdown: CancellationToken) {
        let engine = self.clone();
        self.tasks().spawn(async move {
            let mut look = interval(LOOK);
            look.set_missed_tick_behavior(MissedTickBehavior::Delay);
            loop {
                tokio::select! {
                    () = shutdown.cancelled() => return,
                    _ = look.tick() => {}
                }
                if let Err(error) = engine.start_what_is_due().await
                    && repeated::is_due("schedule", &error)
                {
                    tracing::warn!(error = &error as &dyn std::error::Error, "the schedule could not be looked at");
                }
            }
        });
    }

    async fn start_what_is_due(&self) -> Result<(), StoreError> {
        let schedule = self.schedule().await?;
        let here = local(self.remotes().clock(), &TimeZone::system());
        // First of all, so that it holds what was before the day's work.
        if self.backups().are_possible()
            && let Some(day) = self.due_day(schedule.backup, BACKUP_DAY, here).await?
        {
            self.back_up_the_day(&day).await?;
        }
        // The one that compares everything goes first: it does what the other does too.
        if let Some(day) = self.due_day(schedule.full_sync, FULL_SYNC_DAY, here).await?
            && self.start_scheduled_sync(true).await?
        {
            self.serve(FULL_SYNC_DAY, &day).await?;
        }
        if let Some(day) = self.due_day(schedule.sync, SYNC_DAY, here).await? {
            self.appraise_again().await?;
            if self.start_scheduled_sync(false).await? {
                self.serve(SYNC_DAY, &day).await?;
            }
        }
        if let Some(day) = self.due_day(schedule.enrichment, ENRICHMENT_DAY, here).await?
            && self.start_scheduled_enrichment().await?
        {
            self.serve(ENRICHMENT_DAY, &day).await?;
        }
        if schedule.enrichment.when == When::AfterSync {
            self.enrich_after_syncs().await?;
        }
        Ok(())
    }

    /// `false` when it has to wait: for an import, or where everything is to be compared for a sync that does not do that.
    async fn start_scheduled_sync(&self, full: bool) -> Result<bool, StoreError> {
        let started = self.start_sync(SyncParams { full, ..SyncParams::by(Starter::Schedule) }).await;
        self.keep_refusal(&started).await?;
        let waits = match &started {
            Err(StartError::Busy(_)) => true,
            // One that runs already is what was wanted.
            Err(StartError::Running(_)) => full,
            _ => false,
        };
        self.note("sync", started).map(|()| !waits)
    }

    async fn keep_refusal<T: Sync>(&self, started: &Result<T, StartError>) -> Result<(), StoreError> {
        match started {
            Err(StartError::OtherAccount { .. }) => self.serve(REFUSED_AT, &self.now().to_string()).await,
            Ok(_) if self.scheduled_sync_refused_at().await?.is_some() => {
                self.store().set_setting(self.account(), REFUSED_AT, None, self.now()).await
            }
            _ => Ok(()),
        }
    }

    /// When a scheduled sync was last refused because the token belongs to another account, in milliseconds UTC; `None` once
    /// a later one began.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn scheduled_sync_refused_at(&self) -> Result<Option<i64>, StoreError> {
        let kept = self.store().setting(self.account(), REFUSED_AT).await?;
        Ok(kept.and_then(|at| at.parse().ok()))
    }

    /// The day that a daily or weekly start is due for.
    async fn due_day(&self, timing: Timing, key: &str, here: LocalHour) -> Result<Option<String>, StoreError> {
        let Some(days) = timing.when.days() else { return Ok(None) };
        let served = self.store().setting(self.account(), key).await?;
        let served = served.and_then(|day| day.parse().ok()).unwrap_or(i64::MIN);
        let due = is_due(days, timing.hour, here, served);
        Ok(due.then(|| latest_start(timing.hour, here).to_string()))
    }

    /// Where it fails, the failure is told and it is tried again an hour later; nothing else waits for it.
    async fn back_up_the_day(&self, day: &str) -> Result<(), StoreError> {
        let is_first = self.store().setting(self.account(), BACKUP_DAY).await?.is_none();
        let has_nothing_yet = is_first && self.store().counts(self.account()).await?.copies == 0;
        if has_nothing_yet || (!self.backups().failed_lately(self.now()) && self.back_up(Reason::Daily).await.is_ok()) {
            self.serve(BACKUP_DAY, day).await?;
        }
        Ok(())
    }

    async fn enrich_after_syncs(&self) -> Result<(), StoreError> {
        let runs = self.store().reader().list_syncs(self.account(), 1, RUNS).await?.items;
        let Some(newest) = runs.first().map(|receipt| receipt.job_id.0.as_str()) else { return Ok(()) };
        let served = self.store().setting(self.account(), ENRICHMENT_SYNC).await?;
        if served.as_deref() == Some(newest) {
            return Ok(());
        }
        let added = runs.iter().map(|receipt| {
            let added = if receipt.params.dry_run { 0 } else { receipt.progress.synced };
            (receipt.job_id.0.as_str(), added)
        });
        if !calls_for_enrichment(added, served.as_deref()) || self.start_scheduled_enrichment().await? {
            self.serve(ENRICHMENT_SYNC, newest).await?;
        }
        Ok(())
    }

    /// `false` when one is running: it does not know what came since, so another follows it.
    async fn start_scheduled_enrichment(&self) -> Result<bool, StoreError> {
        match self.start_enrichment(EnrichParams::default()).await {
            Err(StartError::Running(_)) => Ok(false),
            started => self.note("enrichment", started).map(|()| true),
        }
    }

    fn note<T>(&self, work: &str, started: Result<T, StartError>) -> Result<(), StoreError> {
        match started {
            Ok(_) => tracing::info!(work, "started by the schedule"),
            Err(StartError::Running(_)) => tracing::debug!(work, "runs already"),
            Err(StartError::Busy(_)) => tracing::debug!(work, "waits for the file that is imported"),
            Err(StartError::NotConfigured) => tracing::warn!(work, "scheduled, but nobody to ask is configured"),
            Err(StartError::OtherAccount { kept, new }) => {
                tracing::warn!(
                    work,
                    "not started: so far this was the collection of {kept}, the token is of {new}; confirm on the Settings page"
                );
            }
            Err(StartError::Store(error)) => return Err(error),
        }
        Ok(())
    }

    async fn serve(&self, key: &str, value: &str) -> Result<(), StoreError> {
        self.store().set_setting(self.account(), key, Some(value), self.now()).await
    }
}

/// The settings by which nothing more starts by itself today: what a backup says was served may be long ago.
pub fn today_as_served(clock: &Clock) -> Vec<(&'static str, String)> {
    let today = local(clock, &TimeZone::system()).day.to_string();
    [SYNC_DAY, FULL_SYNC_DAY, ENRICHMENT_DAY, BACKUP_DAY].map(|key| (key, today.clone())).into()
}

/// Where the hour hand stands.
fn local(clock: &Clock, zone: &TimeZone) -> LocalHour {
    let at = Timestamp::from_millisecond(clock.now()).unwrap_or(Timestamp::UNIX_EPOCH).to_zoned(zone.clone());
    let day = at.date().duration_since(Date::constant(1970, 1, 1)).as_hours() / 24;
    LocalHour { day, hour: at.hour().unsigned_abs() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_and_hours_are_the_zone_s() {
        // 2026-11-22 23:30 UTC.
        let clock = Clock::from_fn(|| 1_795_390_200_000);
        let utc = local(&clock, &TimeZone::UTC);
        assert_eq!(utc, LocalHour { day: 20_779, hour: 23 });
        let east = TimeZone::fixed(jiff::tz::offset(1));
        assert_eq!(local(&clock, &east), LocalHour { day: utc.day + 1, hour: 0 });
    }
}
