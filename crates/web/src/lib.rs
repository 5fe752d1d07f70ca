//! HTTP: pages, JSON API, event streams.

pub mod error;
pub mod i18n;
pub mod site;
