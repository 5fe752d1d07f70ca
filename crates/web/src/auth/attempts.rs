//! Wrong passwords cost time.
//!
//! Each address pays for itself: after its third wrong one the wait doubles, up to a minute. All addresses together pay
//! too, so that many of them gain little: they share an allowance of wrong ones that refills slowly. The owner is not
//! locked out by that: an address from which the right password came before, and the machine itself, answer only for
//! themselves; and neither sessions nor tokens pass here at all.

use crate::visitor::Visitor;
use std::collections::HashMap;
use std::hash::Hash;
use std::net::{IpAddr, Ipv6Addr};
use std::time::{Duration, Instant};

const FREE: u32 = 3;
const LONGEST: u64 = 60;
/// An address that was quiet for so long begins anew.
const FORGOTTEN: Duration = Duration::from_secs(24 * 3600);
/// More than a household has; the one quiet for longest makes room.
const MOST_ADDRESSES: usize = 4_096;
/// So many wrong passwords may come from everywhere together, and one more each time this passes.
const TOGETHER: u32 = 60;
const REFILL: Duration = Duration::from_secs(10);

/// How the password comes. Apart, so that a script with an old password does not lock its owner out of the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Way {
    Form,
    Header,
}

/// Every wrong password of late.
#[derive(Default)]
pub(super) struct Attempts {
    failures: HashMap<(Way, IpAddr), Failures>,
    /// Where the right one came from, and when.
    known: HashMap<IpAddr, Instant>,
    spent: u32,
    refilled_at: Option<Instant>,
}

struct Failures {
    count: u32,
    last: Instant,
    not_before: Instant,
}

impl Attempts {
    /// Takes a try, counted as a wrong one until [`Attempts::forgive`] says otherwise: tries made at one time count like tries made in
    /// turn. Else says in how many seconds one may be made.
    pub(super) fn begin(&mut self, now: Instant, way: Way, visitor: &Visitor) -> Result<(), u64> {
        let address = source(visitor);
        if let Some(failures) = self.failures.get(&(way, address)).filter(|failures| failures.not_before > now) {
            return Err(seconds(failures.not_before - now));
        }
        if !self.stands_for_itself(visitor) {
            self.refill(now);
            if self.spent >= TOGETHER {
                let since = self.refilled_at.map(|at| now.saturating_duration_since(at)).unwrap_or_default();
                return Err(seconds(REFILL.saturating_sub(since)));
            }
            self.spent += 1;
        }
        make_room(&mut self.failures, |failures| failures.last, now);
        let failures = self.failures.entry((way, address)).or_insert(Failures { count: 0, last: now, not_before: now });
        failures.count = failures.count.saturating_add(1);
        failures.last = now;
        let wait = failures.count.checked_sub(FREE).map_or(0, |beyond| 1_u64.checked_shl(beyond).unwrap_or(LONGEST));
        failures.not_before = now + Duration::from_secs(wait.min(LONGEST));
        Ok(())
    }

    /// The try was right.
    pub(super) fn forgive(&mut self, now: Instant, way: Way, visitor: &Visitor) {
        let address = source(visitor);
        if !self.stands_for_itself(visitor) {
            self.spent = self.spent.saturating_sub(1);
        }
        self.failures.remove(&(way, address));
        make_room(&mut self.known, |at| *at, now);
        self.known.insert(address, now);
    }

    /// The try was not looked at after all.
    pub(super) fn give_back(&mut self, way: Way, visitor: &Visitor) {
        if !self.stands_for_itself(visitor) {
            self.spent = self.spent.saturating_sub(1);
        }
        if let Some(failures) = self.failures.get_mut(&(way, source(visitor))) {
            failures.count = failures.count.saturating_sub(1);
            failures.not_before = failures.last;
        }
    }

    fn stands_for_itself(&self, visitor: &Visitor) -> bool {
        visitor.is_local() || self.known.contains_key(&source(visitor))
    }

    fn refill(&mut self, now: Instant) {
        let from = *self.refilled_at.get_or_insert(now);
        let passed = now.saturating_duration_since(from).as_secs() / REFILL.as_secs();
        if passed > 0 {
            self.spent = self.spent.saturating_sub(u32::try_from(passed).unwrap_or(u32::MAX));
            self.refilled_at = Some(now);
        }
    }
}

/// Who has one address of IPv6 has 2⁶⁴ of them.
fn source(visitor: &Visitor) -> IpAddr {
    match visitor.address.to_canonical() {
        IpAddr::V6(address) => {
            let [a, b, c, d, ..] = address.segments();
            IpAddr::V6(Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0))
        }
        address => address,
    }
}

fn seconds(wait: Duration) -> u64 {
    u64::try_from(wait.as_millis().div_ceil(1000)).unwrap_or(LONGEST).max(1)
}

fn make_room<K: Clone + Eq + Hash, V>(map: &mut HashMap<K, V>, used_at: impl Fn(&V) -> Instant, now: Instant) {
    if map.len() < MOST_ADDRESSES {
        return;
    }
    map.retain(|_, value| now.saturating_duration_since(used_at(value)) < FORGOTTEN);
    if map.len() >= MOST_ADDRESSES {
        let oldest = map.iter().min_by_key(|(_, value)| used_at(value)).map(|(key, _)| key.clone());
        oldest.map(|key| map.remove(&key));
    }
}

#[cfg(test)]
mod tests;
