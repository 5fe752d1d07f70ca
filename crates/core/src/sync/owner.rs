//! Whose collection it is: the account at Discogs that the rows were read from.

use serde::{Deserialize, Serialize};

/// An account at Discogs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Owner {
    /// Its number, which never changes; `None` where only the user name is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<i64>,
    /// The user name, which its owner may change.
    pub username: String,
}

impl Owner {
    /// Whether both are one person's: by the number where both have one, else by the user name.
    pub fn is_same(&self, other: &Self) -> bool {
        match (self.id, other.id) {
            (Some(mine), Some(theirs)) => mine == theirs,
            _ => self.is_named(&other.username),
        }
    }

    /// Whether this is the user name; Discogs tells no capitals apart.
    pub fn is_named(&self, username: &str) -> bool {
        self.username.eq_ignore_ascii_case(username.trim())
    }

    /// As found, with the number that was known of the same person before.
    pub fn or_id_of(self, kept: Option<&Self>) -> Self {
        let known = kept.filter(|kept| kept.is_same(&self)).and_then(|kept| kept.id);
        Self { id: self.id.or(known), ..self }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    fn owner(id: Option<i64>, username: &str) -> Owner {
        Owner { id, username: username.into() }
    }

    #[rstest]
    #[case(owner(Some(1), "a"), owner(Some(1), "renamed"), true)]
    #[case(owner(Some(1), "a"), owner(Some(2), "a"), false)]
    #[case(owner(None, "a"), owner(Some(2), "A"), true)]
    #[case(owner(Some(1), "a"), owner(None, "b"), false)]
    fn a_person_is_known_by_the_number_then_by_the_name(#[case] kept: Owner, #[case] new: Owner, #[case] same: bool) {
        assert_eq!(kept.is_same(&new), same);
    }

    #[test]
    fn a_number_is_not_forgotten() {
        assert_eq!(owner(None, "A").or_id_of(Some(&owner(Some(1), "a"))), owner(Some(1), "A"));
        assert_eq!(owner(None, "b").or_id_of(Some(&owner(Some(1), "a"))), owner(None, "b"));
    }
}
