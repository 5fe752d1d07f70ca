//! The password as it is kept: an argon2id hash, which a thief would have to guess against slowly. For the same reason it
//! is slow here, so that few are checked at a time, beside the runtime.

use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use argon2::{Argon2, Params};
use secrecy::{ExposeSecret, SecretString};
use sha2::{Digest, Sha256};
use std::fmt;
use std::sync::{Arc, Mutex};
use tokio::sync::Semaphore;

/// Checked at one time: each takes a core and 19 MiB for some 20 ms.
const AT_ONCE: usize = 2;
/// More than these are not even waited for.
const MOST_WAITING: usize = 16;
/// A hash from elsewhere may not cost more than this, in KiB and rounds.
const MOST_MEMORY: u32 = 1 << 18;
const MOST_ROUNDS: u32 = 16;

/// How every hash begins that is taken as one.
const PHC_PREFIX: &str = "$argon2";

/// The password's hash; the password itself is not kept. Cheap to clone.
#[derive(Clone)]
pub struct Password(Arc<Kept>);

struct Kept {
    hash: PasswordHash,
    /// Of this process alone.
    key: [u8; 32],
    /// The digest, under the key, of what was right before: a program that sends the password with each call waits once.
    right: Mutex<Option<[u8; 32]>>,
    turns: Arc<Semaphore>,
    places: Semaphore,
}

/// What came of a check.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    Right,
    Wrong,
    /// Not looked at: too many are waiting.
    Busy,
}

/// A hash that is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PasswordError {
    /// It looks like one and is none.
    #[error("it begins like an argon2 hash and is none; expected a password, or a whole $argon2id$v=19$… string")]
    NoHash,
    /// It is one of another kind.
    #[error("only argon2id is taken, with at most 256 MiB and 16 rounds")]
    OtherHash,
}

impl Password {
    /// Takes a password, or what [`hash`] made of one.
    ///
    /// # Errors
    /// See [`PasswordError`].
    pub fn of(given: &SecretString) -> Result<Self, PasswordError> {
        let text = given.expose_secret();
        let made;
        let phc = if text.starts_with(PHC_PREFIX) {
            text
        } else {
            made = hash(given)?;
            &made
        };
        let hash = parse(phc)?;
        let (turns, places) = (Arc::new(Semaphore::new(AT_ONCE)), Semaphore::new(MOST_WAITING));
        Ok(Self(Arc::new(Kept { hash, key: rand::random(), right: Mutex::default(), turns, places })))
    }

    /// Whether this was right before in this process: no hash is made for that.
    pub(super) fn was_right(&self, given: &SecretString) -> bool {
        let known = *super::lock(&self.0.right);
        known.is_some_and(|known| same(&known, &self.digest(given)))
    }

    /// Whether this is the password.
    pub(super) async fn check(&self, given: SecretString) -> Verdict {
        let Ok(_place) = self.0.places.try_acquire() else { return Verdict::Busy };
        // It ends with the work and not with whoever waits for it: a caller who leaves frees no core.
        let Ok(turn) = self.0.turns.clone().acquire_owned().await else { return Verdict::Busy };
        let password = self.clone();
        let checked = tokio::task::spawn_blocking(move || {
            let _turn = turn;
            let is_right =
                Argon2::default().verify_password(given.expose_secret().as_bytes(), &password.0.hash).is_ok();
            if is_right {
                *super::lock(&password.0.right) = Some(password.digest(&given));
            }
            is_right
        });
        match checked.await {
            Ok(true) => Verdict::Right,
            Ok(false) => Verdict::Wrong,
            Err(_) => Verdict::Busy,
        }
    }

    fn digest(&self, given: &SecretString) -> [u8; 32] {
        Sha256::new().chain_update(self.0.key).chain_update(given.expose_secret()).finalize().into()
    }
}

impl fmt::Debug for Password {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("Password(…)")
    }
}

/// The PHC string of a password: argon2id with 19 MiB and two rounds, as OWASP asks.
///
/// # Errors
/// [`PasswordError::NoHash`] when the system gives no randomness.
pub fn hash(password: &SecretString) -> Result<String, PasswordError> {
    let hashed = Argon2::default().hash_password(password.expose_secret().as_bytes());
    hashed.map(|hash| hash.to_string()).map_err(|_| PasswordError::NoHash)
}

/// Checks that a hash, if it is one, can be used.
///
/// # Errors
/// See [`PasswordError`].
pub fn check_setting(text: &str) -> Result<(), PasswordError> {
    if text.starts_with(PHC_PREFIX) { parse(text).map(drop) } else { Ok(()) }
}

fn parse(phc: &str) -> Result<PasswordHash, PasswordError> {
    let hash = PasswordHash::new(phc).map_err(|_| PasswordError::NoHash)?;
    if hash.hash.is_none() || hash.salt.is_none() {
        return Err(PasswordError::NoHash);
    }
    let params = Params::try_from(&hash).map_err(|_| PasswordError::NoHash)?;
    let is_taken = hash.algorithm.as_str() == "argon2id"
        && params.m_cost() <= MOST_MEMORY
        && params.t_cost() <= MOST_ROUNDS
        && params.p_cost() <= MOST_ROUNDS;
    if is_taken { Ok(hash) } else { Err(PasswordError::OtherHash) }
}

/// All bytes are compared, whatever the first ones say.
fn same(left: &[u8; 32], right: &[u8; 32]) -> bool {
    left.iter().zip(right).fold(0, |differences, (left, right)| differences | (left ^ right)) == 0
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use rstest::rstest;

    /// One round over 8 KiB: what is slow is not what is tested.
    const CHEAP: &str = "$argon2id$v=19$m=8,t=1,p=1$c2FsdHNhbHQ$";

    #[tokio::test]
    async fn only_the_whole_password_is_it() {
        let password = Password::of(&"à bon port".into()).unwrap();
        for wrong in ["", "à bon por", "à bon port ", "A bon port"] {
            assert_eq!(password.check(wrong.into()).await, Verdict::Wrong, "{wrong:?}");
            assert!(!password.was_right(&wrong.into()));
        }
        assert!(!password.was_right(&"à bon port".into()), "nobody showed it yet");
        assert_eq!(password.check("à bon port".into()).await, Verdict::Right);
        assert!(password.was_right(&"à bon port".into()) && !password.was_right(&"à bon por".into()));
    }

    #[tokio::test]
    async fn a_hash_is_taken_as_one_and_never_as_the_password() {
        let made = hash(&"sesame".into()).unwrap();
        assert!(made.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{made}");
        let password = Password::of(&made.clone().into()).unwrap();
        assert_eq!(password.check("sesame".into()).await, Verdict::Right);
        assert_eq!(password.check(made.into()).await, Verdict::Wrong);
    }

    #[rstest]
    #[case("$argon2id$v=19$m=19456,t=2,p=1$", PasswordError::NoHash)]
    #[case("$argon2id$hello", PasswordError::NoHash)]
    #[case("$argon2", PasswordError::NoHash)]
    #[case(&format!("{CHEAP}AAAAAAAAAAAAAAAAAAAAAA").replace("argon2id", "argon2i"), PasswordError::OtherHash)]
    #[case(&format!("{CHEAP}AAAAAAAAAAAAAAAAAAAAAA").replace("m=8", "m=4194304"), PasswordError::OtherHash)]
    #[case(&format!("{CHEAP}AAAAAAAAAAAAAAAAAAAAAA").replace("t=1", "t=4000"), PasswordError::OtherHash)]
    fn what_cannot_be_used_is_refused(#[case] text: &str, #[case] expected: PasswordError) {
        assert_eq!(check_setting(text), Err(expected));
        assert_eq!(Password::of(&text.into()).unwrap_err(), expected);
        assert_eq!(check_setting("just $argon2 inside"), Ok(()));
    }

    #[tokio::test]
    async fn a_crowd_is_sent_away() {
        let password = Password::of(&format!("{CHEAP}AAAAAAAAAAAAAAAAAAAAAA").into()).unwrap();
        let turns = password.0.turns.clone().acquire_many_owned(AT_ONCE as u32).await.unwrap();
        let mut waiting = tokio::task::JoinSet::new();
        for _ in 0..MOST_WAITING * 3 {
            let password = password.clone();
            waiting.spawn(async move { password.check("wrong".into()).await });
        }
        for _ in 0..MOST_WAITING * 2 {
            assert_eq!(waiting.join_next().await.unwrap().unwrap(), Verdict::Busy);
        }
        drop(turns);
        while let Some(verdict) = waiting.join_next().await {
            assert_eq!(verdict.unwrap(), Verdict::Wrong);
        }
    }

    #[test]
    fn it_does_not_print_itself() {
        assert_eq!(format!("{:?}", Password::of(&"sesame".into()).unwrap()), "Password(…)");
    }
}
