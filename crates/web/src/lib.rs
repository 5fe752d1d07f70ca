//! HTTP: pages, JSON API, event streams.

pub mod api;
pub mod assets;
pub mod auth;
pub mod error;
pub mod events;
pub mod guard;
pub mod headers;
pub mod health;
pub mod i18n;
mod images;
mod input;
pub mod metrics;
pub mod openapi;
mod page;
pub mod pages;
pub mod routes;
pub mod site;
pub mod visitor;
pub mod worlds;

pub use routes::router;
