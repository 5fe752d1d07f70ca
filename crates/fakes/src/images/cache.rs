use std::collections::{HashMap, VecDeque};
use std::sync::{Mutex, PoisonError};

use axum::body::Bytes;

/// About 20 MB of sleeves at 600 pixels.
const KEPT: usize = 256;

/// The pictures drawn last.
#[derive(Debug, Default)]
pub(crate) struct Sleeves(Mutex<Drawn>);

#[derive(Debug, Default)]
struct Drawn {
    bytes: HashMap<String, Bytes>,
    order: VecDeque<String>,
}

impl Sleeves {
    pub(crate) fn known(&self, address: &str) -> Option<Bytes> {
        let drawn = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        drawn.bytes.get(address).cloned()
    }

    pub(crate) fn keep(&self, address: String, bytes: Vec<u8>) -> Bytes {
        let bytes = Bytes::from(bytes);
        let mut drawn = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if drawn.bytes.insert(address.clone(), bytes.clone()).is_none() {
            drawn.order.push_back(address);
        }
        while drawn.order.len() > KEPT {
            if let Some(oldest) = drawn.order.pop_front() {
                drawn.bytes.remove(&oldest);
            }
        }
        bytes
    }
}
