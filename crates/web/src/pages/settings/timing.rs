//! What starts by itself: the form under a kind of work.

use crate::api::schedule::{parse_hour, parse_when, zone_name};
use crate::error::WebError;
use crate::page::Page;
use crate::site::Site;
use axum::Form;
use axum::extract::State;
use axum::response::Redirect;
use serde::Deserialize;
use sillon_core::schedule::{Timing, When};

/// The form of one kind of work.
pub(crate) struct TimingView {
    /// `sync`, `full_sync`, `enrichment` or `backup`.
    pub(crate) of: &'static str,
    /// What is started.
    pub(crate) title: String,
    pub(crate) whens: Vec<Choice>,
    pub(crate) hours: Vec<Choice>,
    /// `Every day at`.
    pub(crate) hour_label: String,
    /// In whose time the hours are.
    pub(crate) hint: String,
    /// What is chosen, in a word or two.
    pub(crate) chosen: String,
}

pub(crate) struct Choice {
    pub(crate) value: String,
    pub(crate) label: String,
    pub(crate) chosen: bool,
}

impl TimingView {
    pub(crate) fn of_sync(page: &Page, timing: Timing) -> Self {
        Self::of(page, "sync", timing, &When::OF_SYNC)
    }

    pub(crate) fn of_full_sync(page: &Page, timing: Timing) -> Self {
        let (title, hour_label) = (page.t("schedule-full-title"), page.t("schedule-hour-of-week"));
        Self { title, hour_label, ..Self::of(page, "full_sync", timing, &When::OF_FULL_SYNC) }
    }

    pub(crate) fn of_enrichment(page: &Page, timing: Timing) -> Self {
        Self::of(page, "enrichment", timing, &When::OF_ENRICHMENT)
    }

    pub(crate) fn of_backup(page: &Page, timing: Timing) -> Self {
        Self::of(page, "backup", timing, &When::OF_BACKUP)
    }

    fn of(page: &Page, of: &'static str, timing: Timing, whens: &[When]) -> Self {
        let named = |when: &When| page.t(&format!("schedule-{}", when.as_str().replace('_', "-")));
        let when =
            |when: &When| Choice { value: when.as_str().to_owned(), label: named(when), chosen: *when == timing.when };
        let clock = |hour: u8| format!("{hour:02}:00");
        let hour = |hour: u8| Choice { value: hour.to_string(), label: clock(hour), chosen: hour == timing.hour };
        let chosen = match timing.when {
            When::Daily => page.named("schedule-daily-at", clock(timing.hour)),
            When::Weekly => page.named("schedule-weekly-at", clock(timing.hour)),
            other => named(&other),
        };
        Self {
            of,
            title: page.t("schedule-title"),
            whens: whens.iter().map(when).collect(),
            hours: (0..24).map(hour).collect(),
            hour_label: page.t("schedule-hour"),
            hint: page.named("schedule-zone", zone_name(&page.zone)),
            chosen,
        }
    }
}

/// What is chosen for one kind of work.
#[derive(Debug, Deserialize)]
pub(crate) struct TimingForm {
    of: String,
    when: String,
    hour: String,
}

/// `POST /settings/schedule`.
pub(crate) async fn choose(State(site): State<Site>, Form(form): Form<TimingForm>) -> Result<Redirect, WebError> {
    let mut schedule = site.engine.schedule().await?;
    let (timing, whens, place) = match form.of.as_str() {
        "sync" => (&mut schedule.sync, &When::OF_SYNC[..], "/settings?notice=scheduled#discogs"),
        "full_sync" => (&mut schedule.full_sync, &When::OF_FULL_SYNC[..], "/settings?notice=scheduled#discogs"),
        "enrichment" => {
            (&mut schedule.enrichment, &When::OF_ENRICHMENT[..], "/settings/enrichment?notice=scheduled#enrichment")
        }
        "backup" => (&mut schedule.backup, &When::OF_BACKUP[..], "/settings/backups?notice=scheduled"),
        _ => return Err(WebError::InvalidBody),
    };
    *timing = Timing { when: parse_when("when", &form.when, whens)?, hour: parse_hour("hour", &form.hour)? };
    site.engine.set_schedule(schedule).await?;
    Ok(Redirect::to(place))
}
