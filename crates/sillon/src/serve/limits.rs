//! What a client may take.

use std::time::Duration;

/// Enough for a thousand browsers, each with a stream and its idle connections.
pub(super) const MOST_CONNECTIONS: usize = 4_096;
/// Files that the program itself may have open besides: databases, pictures, uploads, calls to services.
const OWN_FILES: usize = 512;
/// However little the system gives.
const FEWEST_CONNECTIONS: usize = 64;

/// Of time and of room.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Connections at once.
    pub connections: usize,
    /// Until the whole head of a request is there; as long may a connection say nothing between two requests.
    pub head: Duration,
    /// Bytes of a head; a connection keeps no more than these in memory at a time.
    pub head_bytes: usize,
    /// So long is given for each [`Self::body_bytes`] of a body.
    pub body: Duration,
    /// See [`Self::body`].
    pub body_bytes: usize,
    /// How long a client may leave an answer where it is, reading nothing.
    pub reading: Duration,
    /// How long what a client still sends is read and thrown away after the last answer, so that it hears that answer.
    pub farewell: Duration,
    /// How long open requests may take once the server stops; event streams end by themselves at once.
    pub last_call: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            connections: MOST_CONNECTIONS,
            head: Duration::from_secs(30),
            head_bytes: 128 * 1024,
            body: Duration::from_secs(30),
            body_bytes: 32 * 1024,
            reading: Duration::from_secs(60),
            farewell: Duration::from_secs(1),
            last_call: Duration::from_secs(3),
        }
    }
}

impl Limits {
    /// As many connections as this number of open files leaves room for.
    fn with_files(files: usize) -> Self {
        let connections = files.saturating_sub(OWN_FILES).clamp(FEWEST_CONNECTIONS, MOST_CONNECTIONS);
        Self { connections, ..Self::default() }
    }

    /// Event streams at once: others must find a connection while all of these are taken.
    pub fn streams(&self) -> usize {
        (self.connections / 2).max(1)
    }
}

/// Raises the number of files that this process may have open as far as it is allowed to and as far as it is useful, and says
/// what fits in it. A system often starts its programs with 1,024, or 256.
pub fn make_room() -> Limits {
    Limits::with_files(open_files())
}

#[cfg(unix)]
fn open_files() -> usize {
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
    let wanted = (MOST_CONNECTIONS + OWN_FILES) as u64;
    let Rlimit { current, maximum } = getrlimit(Resource::Nofile);
    let (is, most) = (current.unwrap_or(u64::MAX), maximum.unwrap_or(u64::MAX));
    let raised = wanted.min(most);
    let files = match is < raised && setrlimit(Resource::Nofile, Rlimit { current: Some(raised), maximum }).is_ok() {
        true => raised,
        false => is,
    };
    usize::try_from(files).unwrap_or(usize::MAX)
}

#[cfg(not(unix))]
fn open_files() -> usize {
    usize::MAX
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_system_gives_is_shared_out() {
        let connections = |files| Limits::with_files(files).connections;
        assert_eq!([connections(0), connections(1_024), connections(20_000)], [64, 512, 4_096]);
        assert_eq!((Limits::default().streams(), Limits::with_files(0).streams()), (2_048, 32));
    }
}
