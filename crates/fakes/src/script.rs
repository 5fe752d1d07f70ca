//! Misbehaviour on demand: which calls are to go wrong, and how.

mod act;
mod chat;
mod gate;
mod perform;

use std::sync::{Arc, Mutex, PoisonError};

pub use act::Act;
pub use gate::Gate;
pub(crate) use perform::perform;

use crate::world::World;

type Change = Box<dyn FnOnce(&mut World) + Send>;

enum Then {
    Change(Option<Change>),
    Hold(Gate),
    Act(Act),
}

/// Which calls something happens to: `On::path("discogs", "/users/").nth(2)`.
#[derive(Debug, Clone)]
pub struct On {
    service: String,
    path: String,
    query: String,
    first: usize,
    last: usize,
    seen: usize,
}

impl On {
    /// Every call to a service: `discogs`, `spotify`, `accounts`, `deezer`, `ai` or `images`.
    #[must_use]
    pub fn service(service: &str) -> Self {
        Self::path(service, "/")
    }

    /// Every call to a service whose path starts so.
    #[must_use]
    pub fn path(service: &str, path: &str) -> Self {
        Self {
            service: service.to_owned(),
            path: path.to_owned(),
            query: String::new(),
            first: 1,
            last: usize::MAX,
            seen: 0,
        }
    }

    /// Only calls with this `name=value` in their query.
    #[must_use]
    pub fn query(mut self, pair: &str) -> Self {
        pair.clone_into(&mut self.query);
        self
    }

    /// Only the n-th such call, counted from 1 and from the moment the rule is given.
    #[must_use]
    pub fn nth(mut self, n: usize) -> Self {
        (self.first, self.last) = (n, n);
        self
    }

    /// Only the first `times` such calls.
    #[must_use]
    pub fn times(mut self, times: usize) -> Self {
        (self.first, self.last) = (1, times);
        self
    }

    /// All such calls from the n-th on.
    #[must_use]
    pub fn from(mut self, n: usize) -> Self {
        (self.first, self.last) = (n, usize::MAX);
        self
    }

    fn strikes(&mut self, service: &str, path: &str, query: &str) -> bool {
        let meant = self.service == service
            && path.starts_with(&self.path)
            && (self.query.is_empty() || query.split('&').any(|pair| pair == self.query));
        self.seen += usize::from(meant);
        meant && (self.first..=self.last).contains(&self.seen)
    }
}

/// What one call has to go through, in this order.
#[derive(Default)]
pub(crate) struct Fate {
    pub(crate) changes: Vec<Change>,
    pub(crate) gates: Vec<Gate>,
    pub(crate) act: Option<Act>,
}

/// The rules in force. Clones share them; they can be given while requests are under way.
#[derive(Clone, Default)]
pub struct Script(Arc<Mutex<Vec<(On, Then)>>>);

impl std::fmt::Debug for Script {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Script").field(&self.rules().len()).finish()
    }
}

impl Script {
    fn rules(&self) -> std::sync::MutexGuard<'_, Vec<(On, Then)>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Does `act` to these calls. Where several rules strike one call, the one given first acts.
    pub fn act(&self, on: On, act: Act) {
        self.rules().push((on, Then::Act(act)));
    }

    /// Changes the world just before the first of these calls is answered, once.
    pub fn change(&self, on: On, change: impl FnOnce(&mut World) + Send + 'static) {
        self.rules().push((on, Then::Change(Some(Box::new(change)))));
    }

    /// Holds these calls, after they are in the journal, until the gate is opened. Held calls have not yet read the world.
    pub fn hold(&self, on: On) -> Gate {
        let gate = Gate::shut();
        self.rules().push((on, Then::Hold(gate.clone())));
        gate
    }

    /// Behaves again. Calls already held stay held.
    pub fn clear(&self) {
        self.rules().clear();
    }

    pub(crate) fn fate(&self, service: &str, path: &str, query: &str) -> Fate {
        let mut fate = Fate::default();
        for (on, then) in self.rules().iter_mut() {
            if !on.strikes(service, path, query) {
                continue;
            }
            match then {
                Then::Change(change) => fate.changes.extend(change.take()),
                Then::Hold(gate) => fate.gates.push(gate.clone()),
                Then::Act(act) if fate.act.is_none() => fate.act = Some(act.clone()),
                Then::Act(_) => {}
            }
        }
        fate
    }
}
