//! The time of day: taken from here and nowhere else, so that a test can set it.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

/// Tells the time in milliseconds UTC since 1970.
#[derive(Clone)]
pub struct Clock(Arc<dyn Fn() -> i64 + Send + Sync>);

impl Clock {
    /// The system's clock.
    pub fn system() -> Self {
        Self(Arc::new(|| jiff::Timestamp::now().as_millisecond()))
    }

    /// A clock that tells what the function says.
    pub fn from_fn(now: impl Fn() -> i64 + Send + Sync + 'static) -> Self {
        Self(Arc::new(now))
    }

    /// Now, in milliseconds UTC.
    pub fn now(&self) -> i64 {
        (self.0)()
    }

    /// So much later than now, in milliseconds UTC.
    pub(crate) fn after(&self, delay: Duration) -> i64 {
        self.now().saturating_add(millis(delay))
    }
}

impl fmt::Debug for Clock {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("Clock")
    }
}

/// A span in milliseconds, as the database counts.
pub(crate) fn millis(span: Duration) -> i64 {
    i64::try_from(span.as_millis()).unwrap_or(i64::MAX)
}
