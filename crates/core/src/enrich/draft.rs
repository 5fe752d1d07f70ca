//! A description while a model writes it: for somebody who watches, never kept.

use crate::fault::Fault;
use serde::{Deserialize, Serialize};

/// How far a description is that was asked for one album.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DraftState {
    /// None was asked for, or what became of it is not known here.
    #[default]
    Idle,
    /// Asked for; its turn has not come.
    Waiting,
    /// A model writes.
    Writing,
    /// It passed the checks and is shown.
    Shown,
    /// A check refused it; it is kept for a person.
    Review,
    /// No model wrote it.
    Failed,
}

impl DraftState {
    /// Whether more is to come.
    pub fn is_active(self) -> bool {
        matches!(self, Self::Waiting | Self::Writing)
    }
}

/// The state of a description in the making: a state, not a log. Nothing of it was checked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Draft {
    /// How far it is.
    pub state: DraftState,
    /// Which try this is, from 1; the second comes after one that did not pass the checks.
    pub attempt: u32,
    /// What was written so far, without what the model thought. Empty once it is over.
    pub text: String,
    /// Why none was written.
    pub fault: Option<Fault>,
}

impl Draft {
    /// One that was asked for.
    pub fn asked() -> Self {
        Self { state: DraftState::Waiting, ..Self::default() }
    }

    /// One that is over.
    pub fn over(state: DraftState, fault: Option<Fault>) -> Self {
        Self { state, fault, ..Self::default() }
    }

    /// Begins a try: what an earlier one wrote is gone.
    pub fn begin(&mut self) {
        *self = Self { state: DraftState::Writing, attempt: self.attempt + 1, ..Self::default() };
    }

    /// Begins the same try anew, after an answer that broke off.
    pub fn begin_again(&mut self) {
        self.text.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_try_begins_with_an_empty_page() {
        let mut draft = Draft::asked();
        assert!(draft.state.is_active() && draft.attempt == 0);
        draft.begin();
        draft.text.push_str("Un disque de 1999.");
        draft.begin();
        assert_eq!((draft.state, draft.attempt, draft.text.as_str()), (DraftState::Writing, 2, ""));
        draft.text.push_str("Un di");
        draft.begin_again();
        assert_eq!((draft.attempt, draft.text.as_str()), (2, ""));
        assert!(!Draft::over(DraftState::Review, None).state.is_active());
    }
}
