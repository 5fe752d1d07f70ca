//! What the program said, wherever it said it.

use reqwest::Response;

/// Outputs by where they came from, and what must not be in them.
pub(super) struct Outputs {
    secrets: Vec<String>,
    seen: Vec<(String, Vec<u8>)>,
}

impl Outputs {
    pub(super) fn of(secrets: &[&str]) -> Self {
        Self { secrets: secrets.iter().map(ToString::to_string).collect(), seen: Vec::new() }
    }

    /// One more secret, made by the program itself.
    pub(super) fn hide(&mut self, secret: &str) {
        assert!(secret.len() >= 16, "too short to be looked for: {secret:?}");
        self.secrets.push(secret.to_owned());
    }

    pub(super) fn add(&mut self, place: impl Into<String>, bytes: &[u8]) {
        self.seen.push((place.into(), bytes.to_vec()));
    }

    /// Headers and body. The cookie that hands a session over is where its id belongs.
    pub(super) async fn add_answer(&mut self, place: String, answer: Response) {
        let headers = answer.headers().iter().filter(|(name, _)| *name != "set-cookie");
        let mut bytes: Vec<u8> = headers.flat_map(|(_, value)| [value.as_bytes(), b"\n"].concat()).collect();
        bytes.extend(answer.bytes().await.unwrap());
        self.seen.push((place, bytes));
    }

    pub(super) fn assert_clean(&self) {
        for (place, bytes) in &self.seen {
            for secret in &self.secrets {
                let found = bytes.windows(secret.len()).any(|window| window == secret.as_bytes());
                assert!(!found, "{secret} stands in {place}");
            }
        }
    }
}
