//! Secrets at rest: sealed with a key that is not in the database.

use chacha20poly1305::aead::{Aead, Generate, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use secrecy::{ExposeSecret, SecretBox, SecretString};
use std::fmt;
use std::sync::Arc;

const NONCE_BYTES: usize = 24;

/// 32 random bytes, kept in a file that only the owner can read.
#[derive(Clone)]
pub struct Key(Arc<SecretBox<[u8; 32]>>);

impl Key {
    /// A key from its bytes.
    pub fn new(bytes: [u8; 32]) -> Self {
        Self(Arc::new(SecretBox::new(Box::new(bytes))))
    }

    /// A fresh key's bytes from the system's random source.
    pub fn generate() -> [u8; 32] {
        chacha20poly1305::Key::generate().into()
    }
}

impl fmt::Debug for Key {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("Key(…)")
    }
}

/// Why a sealed secret could not be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a stored secret cannot be read with this key file")]
pub struct VaultError;

/// Seals `secret` under its name, so that one sealed value cannot stand in for another.
pub(crate) fn seal(key: &Key, name: &str, secret: &SecretString) -> Result<Vec<u8>, VaultError> {
    let nonce = XNonce::generate();
    let payload = Payload { msg: secret.expose_secret().as_bytes(), aad: name.as_bytes() };
    let sealed = cipher(key).encrypt(&nonce, payload).map_err(|_| VaultError)?;
    Ok([nonce.as_slice(), &sealed].concat())
}

/// Opens what [`seal`] made under the same name.
pub(crate) fn open(key: &Key, name: &str, sealed: &[u8]) -> Result<SecretString, VaultError> {
    let (nonce, sealed) = sealed.split_at_checked(NONCE_BYTES).ok_or(VaultError)?;
    let nonce = XNonce::try_from(nonce).map_err(|_| VaultError)?;
    let payload = Payload { msg: sealed, aad: name.as_bytes() };
    let opened = cipher(key).decrypt(&nonce, payload).map_err(|_| VaultError)?;
    String::from_utf8(opened).map(SecretString::from).map_err(|_| VaultError)
}

fn cipher(key: &Key) -> XChaCha20Poly1305 {
    XChaCha20Poly1305::new(&(*key.0.expose_secret()).into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn opens_only_with_its_key_and_name() {
        let key = Key::new([7; 32]);
        let sealed = seal(&key, "discogs.token", &"s3cret".into()).unwrap();
        assert!(!sealed.windows(6).any(|bytes| bytes == b"s3cret"));
        assert_eq!(open(&key, "discogs.token", &sealed).unwrap().expose_secret(), "s3cret");
        assert_eq!(open(&key, "spotify.secret", &sealed).unwrap_err(), VaultError);
        assert_eq!(open(&Key::new([8; 32]), "discogs.token", &sealed).unwrap_err(), VaultError);
        assert_eq!(open(&key, "discogs.token", &sealed[..10]).unwrap_err(), VaultError);
    }

    #[test]
    fn the_same_secret_is_never_sealed_alike() {
        let key = Key::new([7; 32]);
        assert_ne!(seal(&key, "a", &"x".into()).unwrap(), seal(&key, "a", &"x".into()).unwrap());
    }

    #[test]
    fn a_key_does_not_print_itself() {
        assert_eq!(format!("{:?}", Key::new([65; 32])), "Key(…)");
    }
}
