//! When work starts by itself.

use super::body::Body;
use super::query::{Asked, Nothing, refuse, word};
use super::words::{DailyWord, WeeklyWord, WhenWord};
use crate::error::problem::Problem;
use crate::error::{Accepted, WebError};
use crate::site::Site;
use axum::Json;
use axum::extract::State;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use sillon_core::schedule::{Schedule, Timing, When};
use utoipa::ToSchema;

/// What starts by itself, and when.
#[derive(Debug, Serialize, ToSchema)]
pub struct ScheduleDocument {
    /// The sync: `off` or `daily`.
    sync: TimingDocument,
    /// A sync that reads every page and compares each known row: `off` or `weekly`.
    full_sync: TimingDocument,
    /// The enrichment: `off`, `after_sync` (after every sync that added albums) or `daily`.
    enrichment: TimingDocument,
    /// The backup: `off` or `daily`; kept, and without effect, where the database is PostgreSQL's.
    backup: TimingDocument,
    /// The server's time zone, in which hours are meant.
    #[schema(example = "Europe/Paris")]
    time_zone: String,
}

/// What starts one kind of work.
#[derive(Debug, Serialize, ToSchema)]
pub struct TimingDocument {
    /// `off`, `after_sync`, `daily` or `weekly`.
    #[schema(example = "daily")]
    when: &'static str,
    /// The hour of a daily or weekly start, 0 to 23; kept while it is not used.
    #[schema(example = 4)]
    hour: u8,
}

/// What is to start by itself. Whatever is left out stays as it is.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ScheduleBody {
    /// The sync.
    #[schema(value_type = DailyBody)]
    #[serde(default)]
    sync: TimingBody,
    /// A sync that reads every page and compares each known row.
    #[schema(value_type = WeeklyBody)]
    #[serde(default)]
    full_sync: TimingBody,
    /// The enrichment.
    #[serde(default)]
    enrichment: TimingBody,
    /// The backup.
    #[schema(value_type = DailyBody)]
    #[serde(default)]
    backup: TimingBody,
}

/// What is to start one kind of work.
#[derive(Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TimingBody {
    /// `off`, `daily`, or of the enrichment `after_sync`.
    #[schema(value_type = Option<WhenWord>, inline, example = "daily")]
    when: Option<Value>,
    /// The hour of a daily start, 0 to 23.
    #[schema(value_type = Option<u8>, minimum = 0, maximum = 23, example = 4)]
    hour: Option<Value>,
}

/// What is to start a sync or a backup.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[allow(dead_code, reason = "describes to readers of the API what is read as the other")]
struct DailyBody {
    /// `off` or `daily`.
    #[schema(value_type = Option<DailyWord>, inline, example = "daily")]
    when: Option<Value>,
    /// The hour of a daily start, 0 to 23.
    #[schema(value_type = Option<u8>, minimum = 0, maximum = 23, example = 4)]
    hour: Option<Value>,
}

/// What is to start a sync that compares everything.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[allow(dead_code, reason = "describes to readers of the API what is read as the other")]
struct WeeklyBody {
    /// `off` or `weekly`: every seven days, counted from when it was chosen.
    #[schema(value_type = Option<WeeklyWord>, inline, example = "weekly")]
    when: Option<Value>,
    /// The hour of a weekly start, 0 to 23.
    #[schema(value_type = Option<u8>, minimum = 0, maximum = 23, example = 4)]
    hour: Option<Value>,
}

impl From<Timing> for TimingDocument {
    fn from(Timing { when, hour }: Timing) -> Self {
        Self { when: when.as_str(), hour }
    }
}

impl From<Schedule> for ScheduleDocument {
    fn from(Schedule { sync, full_sync, enrichment, backup }: Schedule) -> Self {
        let time_zone = zone_name(&TimeZone::system());
        Self {
            sync: sync.into(),
            full_sync: full_sync.into(),
            enrichment: enrichment.into(),
            backup: backup.into(),
            time_zone,
        }
    }
}

/// As people know it: `Europe/Paris`; its distance from UTC where it has no name.
pub fn zone_name(zone: &TimeZone) -> String {
    zone.iana_name().map_or_else(|| format!("UTC{}", zone.to_offset(Timestamp::now())), str::to_owned)
}

impl TimingBody {
    fn read(self, name: &str, stays: Timing, accepted: &[When]) -> Result<Timing, WebError> {
        let written = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        let when =
            self.when.map_or(Ok(stays.when), |value| parse_when(&format!("{name}.when"), &written(&value), accepted));
        let hour = self.hour.map_or(Ok(stays.hour), |value| parse_hour(&format!("{name}.hour"), &written(&value)));
        Ok(Timing { when: when?, hour: hour? })
    }
}

/// What starts that work, or a refusal that names the field.
pub fn parse_when(name: &str, value: &str, accepted: &[When]) -> Result<When, WebError> {
    let when = When::parse(value).filter(|when| accepted.contains(when));
    word(name, value, when, accepted.iter().map(|when| when.as_str()).collect())
}

/// An hour of the day, or a refusal that names the field.
pub fn parse_hour(name: &str, value: &str) -> Result<u8, WebError> {
    let hour = value.parse().ok().filter(|hour| *hour < 24);
    hour.ok_or_else(|| refuse(name, value, Accepted::Whole(0, Some(23))))
}

/// What starts by itself
#[utoipa::path(get, path = "/api/v1/schedule", tag = "services", responses(
    (status = 200, description = "What was chosen; a daily backup and nothing else where nothing was", body = ScheduleDocument),
))]
pub async fn show_schedule(
    State(site): State<Site>,
    Asked(()): Asked<Nothing>,
) -> Result<Json<ScheduleDocument>, WebError> {
    Ok(Json(site.engine.schedule().await?.into()))
}

/// Choose what starts by itself
///
/// It counts from now on: an hour that has passed today comes tomorrow. A start that was missed because the server was not
/// there is made up for once.
#[utoipa::path(put, path = "/api/v1/schedule", tag = "services", request_body = ScheduleBody, responses(
    (status = 200, description = "Kept", body = ScheduleDocument),
    (status = 422, description = "`invalid_parameter` or `invalid_body`", body = Problem, content_type = "application/problem+json"),
))]
pub async fn set_schedule(
    State(site): State<Site>,
    Asked(()): Asked<Nothing>,
    Body(ScheduleBody { sync, full_sync, enrichment, backup }): Body<ScheduleBody>,
) -> Result<Json<ScheduleDocument>, WebError> {
    let stays = site.engine.schedule().await?;
    let schedule = Schedule {
        sync: sync.read("sync", stays.sync, &When::OF_SYNC)?,
        full_sync: full_sync.read("full_sync", stays.full_sync, &When::OF_FULL_SYNC)?,
        enrichment: enrichment.read("enrichment", stays.enrichment, &When::OF_ENRICHMENT)?,
        backup: backup.read("backup", stays.backup, &When::OF_BACKUP)?,
    };
    site.engine.set_schedule(schedule).await?;
    Ok(Json(schedule.into()))
}
