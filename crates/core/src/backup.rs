//! Backups: why each was made, what it is called, and which are no longer needed.

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use std::fmt;

const TIME: &str = "%Y%m%dT%H%M%S%.3fZ";
const PREFIX: &str = "sillon-";
const SUFFIX: &str = ".db";

/// Why a backup was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reason {
    /// A person asked for it.
    Manual,
    /// A program asked for it, with a token: the newest of these take the place of the others, so that none fills the disk.
    Token,
    /// The day's.
    Daily,
    /// A file was about to be brought in.
    Import,
    /// The database was about to be brought up to a newer schema.
    Migration,
    /// Another backup was about to take its place.
    Restore,
}

impl Reason {
    /// Every reason.
    pub const ALL: [Self; 6] = [Self::Manual, Self::Token, Self::Daily, Self::Import, Self::Migration, Self::Restore];

    /// As in names and in the API.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Manual => "manual",
            Self::Token => "token",
            Self::Daily => "daily",
            Self::Import => "import",
            Self::Migration => "migration",
            Self::Restore => "restore",
        }
    }

    /// From a name.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reason| reason.as_str() == text)
    }

    /// Whether the program removes such backups by itself when newer ones have come. What a person asked for stays, and so
    /// does what was there before a migration: no newer one can say it again.
    pub fn is_renewed(self) -> bool {
        match self {
            Self::Token | Self::Daily | Self::Import | Self::Restore => true,
            Self::Manual | Self::Migration => false,
        }
    }
}

/// What a backup is called: when it was made, why, and the schema that it holds. Nothing else can be written in its place, so
/// that a name from outside never is a path. Ordered by time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct BackupId {
    /// Milliseconds UTC.
    pub made_at: i64,
    /// Why.
    pub reason: Reason,
    /// The schema's version.
    pub schema: i64,
}

impl BackupId {
    /// From its text; none for anything that is not exactly one.
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.split('-');
        let (at, reason, schema) = (parts.next()?, parts.next()?, parts.next()?);
        let at = DateTime::strptime(TIME, at).ok()?.to_zoned(TimeZone::UTC).ok()?;
        let id = Self {
            made_at: at.timestamp().as_millisecond(),
            reason: Reason::parse(reason)?,
            schema: schema.strip_prefix('v')?.parse().ok()?,
        };
        (id.to_string() == text).then_some(id)
    }

    /// The name of its file.
    pub fn file_name(&self) -> String {
        format!("{PREFIX}{self}{SUFFIX}")
    }

    /// From the name of its file.
    pub fn of_file_name(name: &str) -> Option<Self> {
        Self::parse(name.strip_prefix(PREFIX)?.strip_suffix(SUFFIX)?)
    }
}

impl fmt::Display for BackupId {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let at = Timestamp::from_millisecond(self.made_at).unwrap_or(Timestamp::UNIX_EPOCH);
        write!(out, "{}-{}-v{}", at.strftime(TIME), self.reason.as_str(), self.schema)
    }
}

/// Those that have been replaced: of each reason that is renewed, all but the newest `keep`.
pub fn surplus(backups: &[BackupId], keep: usize) -> Vec<BackupId> {
    let mut newest_first = backups.to_vec();
    newest_first.sort_unstable_by(|one, other| other.cmp(one));
    let of = |reason: Reason| newest_first.iter().copied().filter(move |id| id.reason == reason).skip(keep);
    Reason::ALL.into_iter().filter(|reason| reason.is_renewed()).flat_map(of).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use rstest::rstest;

    fn id(made_at: i64, reason: Reason) -> BackupId {
        BackupId { made_at, reason, schema: 10 }
    }

    #[test]
    fn a_name_tells_time_reason_and_schema() {
        let id = id(1_795_420_512_123, Reason::Daily);
        assert_eq!(id.to_string(), "20261123T075512.123Z-daily-v10");
        assert_eq!(id.file_name(), "sillon-20261123T075512.123Z-daily-v10.db");
        assert_eq!(BackupId::of_file_name(&id.file_name()), Some(id));
    }

    #[rstest]
    #[case("")]
    #[case("../../etc/passwd")]
    #[case("20261123T075512.123Z-daily-v10/..")]
    #[case("20261123T075512.123Z-daily-v+10")]
    #[case("20261123T075512.123Z-daily-v010")]
    #[case("20261123T075512.123Z-weekly-v10")]
    #[case("20261123T075512.123Z-daily-v10-x")]
    #[case("20261323T075512.123Z-daily-v10")]
    #[case("20261123T075512Z-daily-v10")]
    fn nothing_else_is_a_name(#[case] text: &str) {
        assert_eq!(BackupId::parse(text), None);
    }

    proptest! {
        #[test]
        fn every_name_reads_as_it_was_written(at in 0_i64..4_000_000_000_000, schema in 0_i64..99_999, which in 0_usize..5) {
            let id = BackupId { made_at: at, reason: Reason::ALL[which], schema };
            prop_assert_eq!(BackupId::parse(&id.to_string()), Some(id));
        }

        #[test]
        fn no_text_becomes_a_path(text in ".*") {
            if let Some(id) = BackupId::parse(&text) {
                prop_assert!(!id.file_name().contains(['/', '\\', '\0']));
            }
        }
    }

    #[test]
    fn the_newest_of_each_stay_and_what_cannot_come_again_stays() {
        let daily: Vec<_> = (1..=5).map(|day| id(day, Reason::Daily)).collect();
        let others = [id(0, Reason::Migration), id(1, Reason::Manual), id(2, Reason::Import), id(3, Reason::Import)];
        let all: Vec<_> = others.into_iter().chain(daily.iter().copied()).collect();
        assert_eq!(surplus(&all, 3), [daily[1], daily[0]]);
        assert_eq!(surplus(&all, 1).len(), 5);
        assert_eq!(surplus(&all, 9), []);
    }
}
