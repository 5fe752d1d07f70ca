//! What can come of a call, other than its answer.

use std::time::Duration;

/// Why there is no answer, named by what the caller will do. No message ever holds a credential or a URL.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ClientError {
    /// The service asks for a wait that is longer than a call may take: come back after it.
    #[error("asked to wait {} s", retry_after.as_secs())]
    RateLimited {
        /// How long from now on.
        retry_after: Duration,
    },
    /// The token or the client's secret is not accepted: stop, and ask for another.
    #[error("credential refused")]
    Unauthorized,
    /// The credential is good but not for this: somebody else's private collection, say.
    #[error("not allowed: {message}")]
    Forbidden {
        /// The service's own words.
        message: String,
    },
    /// The service serves only apps whose owner pays for it. It does not pass with time.
    #[error("a paid subscription is required: {message}")]
    SubscriptionRequired {
        /// The service's own words.
        message: String,
    },
    /// An answer, not a fault: there is no such thing.
    #[error("not found")]
    NotFound,
    /// Refused, reset, timed out, 5xx, HTML, truncated: tried again, and still so.
    #[error("no usable answer: {0}")]
    Transient(String),
    /// The service does not accept the request as it is; to repeat it would change nothing.
    #[error("refused{}: {message}", by_status(*status))]
    Rejected {
        /// The HTTP status; 0 where we refuse ourselves, without asking.
        status: u16,
        /// The service's own words.
        message: String,
    },
    /// A whole answer of the wrong shape.
    #[error("unexpected answer at {path}: {message}")]
    Decode {
        /// The place in the JSON, as `pagination.items`.
        path: String,
        /// What was found there and what was expected.
        message: String,
    },
    /// More was sent than is taken; reading stopped there.
    #[error("the answer is larger than {limit} bytes")]
    TooLarge {
        /// The most that is taken.
        limit: usize,
    },
}

fn by_status(status: u16) -> String {
    if status == 0 { String::new() } else { format!(" with status {status}") }
}
