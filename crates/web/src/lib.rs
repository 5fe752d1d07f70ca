//! HTTP: pages, JSON API, event streams.

pub mod api;
pub mod error;
pub mod events;
pub mod i18n;
pub mod site;
