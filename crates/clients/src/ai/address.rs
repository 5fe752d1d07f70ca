//! Where to ask, from whatever was pasted.

use crate::http::below;
use url::Url;

/// The two addresses of a service.
#[derive(Clone)]
pub(super) struct Addresses {
    pub(super) chat: Url,
    pub(super) models: Url,
}

impl Addresses {
    /// `given` is the base, or the whole address of the chat or of the list of models; slashes at its end do not matter.
    pub(super) fn new(given: &Url) -> Self {
        let mut base = given.clone();
        base.set_fragment(None);
        base.set_query(None);
        let path = given.path().trim_end_matches('/');
        let ends = ["/chat/completions", "/chat", "/models"];
        let bare = ends.into_iter().find_map(|end| path.strip_suffix(end)).unwrap_or(path);
        base.set_path(bare.trim_end_matches('/'));
        Self { chat: below(&base, &["chat", "completions"]), models: below(&base, &["models"]) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("https://api.example.org/2/ai/7/openai/v1")]
    #[case("https://api.example.org/2/ai/7/openai/v1/")]
    #[case("https://api.example.org/2/ai/7/openai/v1//")]
    #[case("https://api.example.org/2/ai/7/openai/v1/chat/completions")]
    #[case("https://api.example.org/2/ai/7/openai/v1/chat/completions/")]
    #[case("https://api.example.org/2/ai/7/openai/v1/models?limit=3#top")]
    fn one_service_from_every_form_of_its_address(#[case] given: &str) {
        let addresses = Addresses::new(&given.parse().unwrap());
        assert_eq!(addresses.chat.as_str(), "https://api.example.org/2/ai/7/openai/v1/chat/completions");
        assert_eq!(addresses.models.as_str(), "https://api.example.org/2/ai/7/openai/v1/models");
    }

    #[test]
    fn a_bare_host_has_its_addresses_at_the_root() {
        let addresses = Addresses::new(&"http://127.0.0.1:8080".parse().unwrap());
        assert_eq!(addresses.chat.as_str(), "http://127.0.0.1:8080/chat/completions");
    }
}
