//! When work starts by itself: what was chosen, and whether it is due.

use serde::{Deserialize, Serialize};

/// What starts a kind of work.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum When {
    /// A person alone.
    #[default]
    Off,
    /// Every sync that added albums.
    AfterSync,
    /// An hour of the day.
    Daily,
    /// An hour of every seventh day.
    Weekly,
}

impl When {
    /// What can start a sync.
    pub const OF_SYNC: [Self; 2] = [Self::Off, Self::Daily];
    /// What can start a sync that compares everything.
    pub const OF_FULL_SYNC: [Self; 2] = [Self::Off, Self::Weekly];
    /// What can start a backup.
    pub const OF_BACKUP: [Self; 2] = [Self::Off, Self::Daily];
    /// What can start an enrichment.
    pub const OF_ENRICHMENT: [Self; 3] = [Self::Off, Self::AfterSync, Self::Daily];

    /// As stored, and as in the API.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Off => "off",
            Self::AfterSync => "after_sync",
            Self::Daily => "daily",
            Self::Weekly => "weekly",
        }
    }

    /// How many days there are between two starts; `None` where it is not the calendar that starts.
    pub fn days(self) -> Option<i64> {
        match self {
            Self::Off | Self::AfterSync => None,
            Self::Daily => Some(1),
            Self::Weekly => Some(7),
        }
    }

    /// From what is asked for.
    pub fn parse(text: &str) -> Option<Self> {
        let all = [Self::Off, Self::AfterSync, Self::Daily, Self::Weekly];
        all.into_iter().find(|when| when.as_str() == text)
    }
}

/// What was chosen for one kind of work.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Timing {
    /// What starts it.
    pub when: When,
    /// The hour of a daily or weekly start, 0 to 23, where the server is; kept while it is not used.
    pub hour: u8,
}

/// What was chosen for all.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Schedule {
    /// Of the sync.
    pub sync: Timing,
    /// Of a sync that reads the whole listing and compares it.
    pub full_sync: Timing,
    /// Of the enrichment.
    pub enrichment: Timing,
    /// Of the backup.
    pub backup: Timing,
}

impl Default for Schedule {
    fn default() -> Self {
        let at = |when, hour| Timing { when, hour };
        let full_sync = at(When::Off, 4);
        Self { sync: at(When::Off, 4), full_sync, enrichment: at(When::Off, 5), backup: at(When::Daily, 3) }
    }
}

/// A moment on the calendar where the server is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LocalHour {
    /// Days since 1970-01-01.
    pub day: i64,
    /// 0 to 23.
    pub hour: u8,
}

/// The day whose start at that hour is the latest one that has come. Counted in days of the calendar: an hour that a change of
/// the clocks repeats or leaves out starts nothing twice, and nothing never.
pub fn latest_start(hour: u8, now: LocalHour) -> i64 {
    if now.hour >= hour { now.day } else { now.day - 1 }
}

/// Whether a daily start is due, the one of the day `served` being the last that was made, or passed over when the hour was
/// chosen. However many were missed, one is due.
pub fn is_daily_due(hour: u8, now: LocalHour, served: i64) -> bool {
    is_due(1, hour, now, served)
}

/// As [`is_daily_due`], of a start every few days.
pub fn is_due(days: i64, hour: u8, now: LocalHour, served: i64) -> bool {
    latest_start(hour, now) >= served.saturating_add(days)
}

/// Whether one of these runs, newest first, calls for an enrichment: it added albums, and ended after the one that was
/// `served` last. Each is its key and the albums that it added.
pub fn calls_for_enrichment<'a>(runs: impl IntoIterator<Item = (&'a str, u64)>, served: Option<&str>) -> bool {
    runs.into_iter().take_while(|(id, _)| Some(*id) != served).any(|(_, added)| added > 0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    fn at(day: i64, hour: u8) -> LocalHour {
        LocalHour { day, hour }
    }

    #[rstest]
    #[case::chosen_in_the_morning_for_the_evening(21, at(100, 9), false)]
    #[case::before_its_hour(21, at(100, 20), false)]
    #[case::at_its_hour(21, at(100, 21), true)]
    #[case::the_process_was_down_then(21, at(101, 3), true)]
    #[case::for_a_week(21, at(107, 8), true)]
    #[case::a_clock_set_back(21, at(98, 23), false)]
    fn a_day_is_due_once_its_hour_has_come(#[case] hour: u8, #[case] now: LocalHour, #[case] due: bool) {
        let served = latest_start(hour, at(100, 8));
        assert_eq!(is_daily_due(hour, now, served), due);
        if due {
            assert!(!is_daily_due(hour, now, latest_start(hour, now)), "missed days are made up for once");
        }
    }

    #[test]
    fn an_hour_that_comes_twice_or_never_starts_once() {
        let served = latest_start(2, at(300, 2));
        assert!(!is_daily_due(2, at(300, 3), served) && !is_daily_due(2, at(300, 2), served), "clocks went back");
        let served = latest_start(2, at(89, 1));
        assert!(is_daily_due(2, at(89, 3), served), "clocks went from 2 to 3");
    }

    #[rstest]
    #[case::a_day_later(101, 4, false)]
    #[case::before_its_hour(107, 3, false)]
    #[case::a_week_later(107, 4, true)]
    #[case::missed_twice(121, 9, true)]
    fn a_weekly_start_comes_every_seven_days(#[case] day: i64, #[case] hour: u8, #[case] due: bool) {
        assert_eq!(is_due(7, 4, at(day, hour), 100), due);
        assert!(is_due(7, 4, at(day, hour), i64::MIN), "never served");
    }

    #[rstest]
    #[case(&[], None, false)]
    #[case(&[("b", 0), ("a", 3)], None, true)]
    #[case(&[("b", 0), ("a", 3)], Some("a"), false)]
    #[case(&[("c", 0), ("b", 2), ("a", 3)], Some("a"), true)]
    #[case(&[("c", 4)], Some("c"), false)]
    fn a_sync_that_added_albums_calls_once(
        #[case] runs: &[(&str, u64)],
        #[case] served: Option<&str>,
        #[case] calls: bool,
    ) {
        assert_eq!(calls_for_enrichment(runs.iter().copied(), served), calls);
    }

    #[test]
    fn words_are_read_as_they_are_written() {
        assert!(When::OF_ENRICHMENT.iter().all(|when| When::parse(when.as_str()) == Some(*when)));
        assert!(When::OF_FULL_SYNC.iter().all(|when| When::parse(when.as_str()) == Some(*when)));
        assert_eq!(When::parse("monthly"), None);
        let kept = serde_json::to_string(&Schedule::default()).unwrap();
        assert_eq!(serde_json::from_str::<Schedule>(&kept).unwrap(), Schedule::default());
        assert_eq!(serde_json::from_str::<Schedule>("{}").unwrap(), Schedule::default());
        assert_eq!(Schedule::default().backup.when, When::Daily, "a backup is made unless somebody says otherwise");
    }
}
