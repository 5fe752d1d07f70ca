//! Discogs: who the token belongs to, the collection, and what its releases and artists are. Nothing but GET is
//! implemented, so nothing can be changed there.

mod client;
mod convert;
mod wire;

pub use client::{Discogs, Identity, LONGEST_PAUSE, ReleaseDetails};

/// Reads what may be an answer of any kind, as the calls do.
#[cfg(fuzzing)]
pub fn read_any(body: &[u8]) {
    use crate::http::decode;
    use sillon_core::collection::List;
    let _ = decode(body).and_then(convert::identity);
    let _ = decode::<wire::Folders>(body).map(convert::folders);
    let _ = decode::<wire::Fields>(body).map(convert::fields);
    let _ = decode(body).and_then(|worth| convert::worth(&worth));
    for list in [List::Collection, List::Wantlist] {
        let _ = decode(body).and_then(|page| convert::page(&page, list, 1));
    }
    if let Ok(subject) = decode(body).and_then(|subject| convert::subject(subject, 1)) {
        let _ = (convert::release(&subject), convert::year(&subject), convert::pictures(&subject, "artist"));
    }
}
