//! Tokens of the API, and what each may do.

/// What a token may do. Each scope includes those before it: who may change the collection may read it too.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Scope {
    /// Look at everything that the API shows, exports included.
    Read,
    /// Start and stop jobs: syncs and enrichments.
    Sync,
    /// Change things: edits, imports, views, the schedule.
    Write,
}

/// A token as it is listed: what it opens is not in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ApiToken {
    /// Its key.
    pub id: String,
    /// What a person calls it; each name stands once.
    pub name: String,
    /// The furthest that it may go.
    pub scope: Scope,
    /// When it was made, in milliseconds UTC.
    pub created_at: i64,
    /// When it was last seen, in milliseconds UTC, to the minute.
    pub last_used_at: Option<i64>,
}

impl Scope {
    /// All of them, the narrowest first.
    pub const ALL: [Self; 3] = [Self::Read, Self::Sync, Self::Write];

    /// Its word: `read`, `sync` or `write`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Sync => "sync",
            Self::Write => "write",
        }
    }

    /// The scope of that word.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|scope| scope.as_str() == text)
    }

    /// Whether what needs `other` may be done with this one.
    pub fn includes(self, other: Self) -> bool {
        other <= self
    }

    /// This scope and all that it includes, the narrowest first.
    pub fn included(self) -> impl Iterator<Item = Self> {
        Self::ALL.into_iter().filter(move |scope| self.includes(*scope))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_scope_includes_those_before_it() {
        let included = |scope: Scope| scope.included().map(Scope::as_str).collect::<Vec<_>>();
        assert_eq!(included(Scope::Read), ["read"]);
        assert_eq!(included(Scope::Sync), ["read", "sync"]);
        assert_eq!(included(Scope::Write), ["read", "sync", "write"]);
        assert!(!Scope::Read.includes(Scope::Sync) && !Scope::Sync.includes(Scope::Write));
    }

    #[test]
    fn a_scope_is_read_from_its_word() {
        assert!(Scope::ALL.into_iter().all(|scope| Scope::parse(scope.as_str()) == Some(scope)));
        assert_eq!((Scope::parse("Read"), Scope::parse("admin"), Scope::parse("")), (None, None, None));
    }
}
