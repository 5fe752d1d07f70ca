//! HTTP: pages, JSON API, event streams.

pub mod assets;
pub mod i18n;
mod page;
pub mod pages;
pub mod site;
