//! HTTP: pages, JSON API, event streams.

pub mod i18n;
pub mod site;
