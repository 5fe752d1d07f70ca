//! The languages that a browser says it likes, and one that a cookie names. The file itself, without the rest of the crate, whose build takes minutes.
#![no_main]

#[path = "../../crates/web/src/i18n/lang.rs"]
mod lang;

use lang::Lang;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    if let Some(best) = Lang::preferred(text) {
        assert!(Lang::ALL.contains(&best));
        assert_eq!(Lang::parse(best.code()), Some(best), "a language is known by its own code");
        assert!(text.to_ascii_lowercase().contains(best.code()), "only what was asked for is liked best");
    }
    let _ = Lang::parse(text).map(Lang::own_name);
});
