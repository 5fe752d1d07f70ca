use std::collections::{HashMap, VecDeque};
use std::sync::{Mutex, PoisonError};

use axum::body::Bytes;

/// The pictures drawn last.
#[derive(Debug)]
pub(crate) struct Sleeves {
    drawn: Mutex<Drawn>,
    most: usize,
}

#[derive(Debug, Default)]
struct Drawn {
    bytes: HashMap<String, Bytes>,
    order: VecDeque<String>,
}

impl Sleeves {
    pub(crate) fn keeping(most: usize) -> Self {
        Self { drawn: Mutex::default(), most }
    }

    pub(crate) fn known(&self, address: &str) -> Option<Bytes> {
        let drawn = self.drawn.lock().unwrap_or_else(PoisonError::into_inner);
        drawn.bytes.get(address).cloned()
    }

    pub(crate) fn keep(&self, address: String, bytes: Vec<u8>) -> Bytes {
        let bytes = Bytes::from(bytes);
        let mut drawn = self.drawn.lock().unwrap_or_else(PoisonError::into_inner);
        if drawn.bytes.insert(address.clone(), bytes.clone()).is_none() {
            drawn.order.push_back(address);
        }
        while drawn.order.len() > self.most {
            if let Some(oldest) = drawn.order.pop_front() {
                drawn.bytes.remove(&oldest);
            }
        }
        bytes
    }
}
