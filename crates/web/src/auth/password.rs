//! Comparing passwords without telling by the time taken how much of one was right.

use secrecy::{ExposeSecret, SecretString};
use sha2::{Digest, Sha256};

/// The password's digest under a key of this process; the password itself is not kept.
pub(super) struct Password {
    key: [u8; 32],
    digest: [u8; 32],
}

impl Password {
    pub(super) fn new(password: &SecretString) -> Self {
        let key = rand::random();
        Self { key, digest: digest(&key, password.expose_secret()) }
    }

    /// Whether this is the password. All bytes of the digests are compared, whatever the first ones say.
    pub(super) fn is(&self, given: &str) -> bool {
        let given = digest(&self.key, given);
        self.digest.iter().zip(given).fold(0, |differences, (left, right)| differences | (left ^ right)) == 0
    }
}

fn digest(key: &[u8; 32], text: &str) -> [u8; 32] {
    Sha256::new().chain_update(key).chain_update(text).finalize().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_whole_password_is_it() {
        let password = Password::new(&SecretString::from("à bon port"));
        assert!(password.is("à bon port"));
        for wrong in ["", "à bon por", "à bon port ", "A bon port"] {
            assert!(!password.is(wrong), "{wrong:?}");
        }
    }
}
