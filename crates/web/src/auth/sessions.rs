//! Sessions: who has shown the password.

use sha2::{Digest, Sha256};
use std::collections::HashMap;
use std::fmt::Write;
use std::time::{Duration, Instant};

/// How long a session lives after its last use.
pub(super) const LIFETIME: Duration = Duration::from_secs(30 * 24 * 3600);

/// More than a household has browsers; the one unused for longest makes room.
const MOST: usize = 256;

/// The sessions by the digests of their ids: a look into the memory gives none away, and the time a look-up takes tells
/// nothing about an id.
#[derive(Default)]
pub(super) struct Sessions {
    used_at: HashMap<[u8; 32], Instant>,
}

impl Sessions {
    /// Opens a session and returns its id.
    pub(super) fn open(&mut self, now: Instant) -> String {
        self.used_at.retain(|_, used_at| now.saturating_duration_since(*used_at) < LIFETIME);
        if self.used_at.len() >= MOST {
            let oldest = self.used_at.iter().min_by_key(|(_, used_at)| **used_at).map(|(key, _)| *key);
            oldest.map(|key| self.used_at.remove(&key));
        }
        let id = new_id();
        self.used_at.insert(digest(&id), now);
        id
    }

    /// Whether there is such a session; it lives on from now.
    pub(super) fn find(&mut self, id: &str, now: Instant) -> bool {
        let Some(used_at) = self.used_at.get_mut(&digest(id)) else { return false };
        let is_alive = now.saturating_duration_since(*used_at) < LIFETIME;
        if is_alive {
            *used_at = now;
        }
        is_alive
    }

    /// Whether there is such a session, which does not make it live longer.
    pub(super) fn is_alive(&self, id: &str, now: Instant) -> bool {
        self.used_at.get(&digest(id)).is_some_and(|used_at| now.saturating_duration_since(*used_at) < LIFETIME)
    }

    /// Ends a session, if there is such a one.
    pub(super) fn close(&mut self, id: &str) {
        self.used_at.remove(&digest(id));
    }

    /// Ends them all.
    pub(super) fn close_all(&mut self) {
        self.used_at.clear();
    }

    /// How many are alive.
    pub(super) fn count(&self, now: Instant) -> usize {
        self.used_at.values().filter(|used_at| now.saturating_duration_since(**used_at) < LIFETIME).count()
    }
}

fn new_id() -> String {
    rand::random::<[u8; 32]>().iter().fold(String::with_capacity(64), |mut id, byte| {
        // Writing to a String cannot fail.
        let _ = write!(id, "{byte:02x}");
        id
    })
}

fn digest(id: &str) -> [u8; 32] {
    Sha256::digest(id).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_session_lives_from_use_to_use() {
        let mut sessions = Sessions::default();
        let start = Instant::now();
        let id = sessions.open(start);
        assert_eq!(id.len(), 64);
        assert!(!sessions.find("another", start));
        let late = start + LIFETIME - Duration::from_secs(1);
        assert!(sessions.find(&id, late));
        assert!(sessions.find(&id, late + LIFETIME - Duration::from_secs(1)));
        assert!(!sessions.find(&id, late + LIFETIME * 2));
        let later = late + LIFETIME;
        assert!(sessions.is_alive(&id, later) && !sessions.is_alive(&id, later + LIFETIME), "{later:?}");
        sessions.close(&id);
        assert!(!sessions.find(&id, late) && !sessions.is_alive(&id, late));
    }

    #[test]
    fn the_one_unused_for_longest_makes_room() {
        let mut sessions = Sessions::default();
        let start = Instant::now();
        let ids: Vec<String> = (0..=MOST as u64).map(|at| sessions.open(start + Duration::from_secs(at))).collect();
        assert_eq!(sessions.used_at.len(), MOST);
        let now = start + Duration::from_secs(1_000);
        assert!(!sessions.find(&ids[0], now) && sessions.find(&ids[1], now) && sessions.find(&ids[MOST], now));
        assert_eq!((sessions.count(now), sessions.count(now + LIFETIME)), (MOST, 0));
        sessions.close_all();
        assert!(!sessions.find(&ids[1], now) && sessions.count(now) == 0);
    }
}
