//! The pages people see. Every one of them is whole without a script.

mod album;
mod artists;
mod census;
mod collection;
mod cover;
mod ledger;
mod preferences;
#[cfg(test)]
mod sample;
mod settings;
mod stats;
#[cfg(test)]
mod tests;

use crate::assets;
use crate::site::Site;
use axum::routing::{get, post};
use axum::{Extension, Router};

/// Every page, every form they post, and the files they are made with.
pub fn router() -> Router<Site> {
    Router::new()
        .route("/", get(collection::show))
        .route("/albums/random", get(collection::random))
        .route("/albums/{id}", get(album::show))
        .route("/artists", get(artists::list))
        .route("/artists/{id}", get(artists::show))
        .route("/stats", get(stats::show))
        .route("/settings", get(settings::show))
        .route("/settings/discogs/token", post(settings::actions::connect))
        .route("/settings/discogs/token/forget", post(settings::actions::disconnect))
        .route("/settings/discogs/sync", post(settings::actions::start))
        .route("/settings/discogs/sync/cancel", post(settings::actions::cancel))
        .route("/syncs/{id}", get(ledger::show))
        .route("/fragments/sync", get(settings::fragment))
        .route("/preferences", post(preferences::save))
        .layer(Extension(census::Census::default()))
        .merge(assets::router())
}
