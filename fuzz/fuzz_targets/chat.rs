//! What a chat model answers: whole, as a stream that the network cuts anywhere, and the text that is in it.
#![no_main]

use libfuzzer_sys::fuzz_target;
use sillon_core::credit::Credit;
use sillon_core::enrich::facts::Facts;
use sillon_core::enrich::grounding::check;
use sillon_core::id::{ArtistId, ReleaseId};
use sillon_core::release::Release;

fuzz_target!(|body: &[u8]| {
    sillon_clients::ai::read_any(body);
    let Ok(text) = str::from_utf8(body) else { return };
    let facts = Facts::new(&release(), None);
    for language in ["fr", "en", "de", "ja"] {
        if let Ok(shown) = check(text, &facts, language, true) {
            assert!(!shown.trim().is_empty(), "what is shown says something");
            assert!(!shown.contains("</think>"), "thoughts are never shown");
            assert_eq!(
                check(&shown, &facts, language, true).as_deref(),
                Ok(shown.as_str()),
                "what passed passes again"
            );
        }
    }
});

fn release() -> Release {
    Release {
        id: ReleaseId(1),
        master_id: None,
        title: "Kind Of Blue".to_owned(),
        year: Some(1959),
        cover_url: None,
        thumb_url: None,
        credits: vec![Credit {
            artist_id: ArtistId(23_755),
            name: "Miles Davis".to_owned(),
            anv: String::new(),
            join: String::new(),
        }],
        labels: Vec::new(),
        formats: Vec::new(),
        genres: vec!["Jazz".to_owned()],
        styles: vec!["Modal".to_owned()],
    }
}
