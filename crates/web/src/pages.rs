//! The pages people see. Every one of them is whole without a script.

mod album;
mod artists;
mod census;
mod collection;
mod cover;
mod enrichment;
mod exchange;
mod ledger;
mod picture;
mod preferences;
#[cfg(test)]
mod sample;
mod settings;
mod shop;
mod source;
mod stats;
#[cfg(test)]
mod tests;
mod wantlist;

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
        .route("/albums/{id}/description", post(album::actions::describe))
        .route("/albums/{id}/enrich", post(album::actions::enrich))
        .route("/artists", get(artists::list))
        .route("/artists/{id}", get(artists::show))
        .route("/shop", get(shop::show))
        .route("/shop/index", get(shop::index::show))
        .route("/manifest.webmanifest", get(shop::app::manifest))
        .route("/sw.js", get(shop::app::worker))
        .route("/stats", get(stats::show))
        .route("/wantlist", get(wantlist::show))
        .route("/wantlist/sync", post(wantlist::actions::start))
        .route("/wantlist/sync/cancel", post(wantlist::actions::cancel))
        .route("/wantlist/follow", post(wantlist::actions::follow))
        .route("/fragments/wantlist", get(wantlist::fragment))
        .route("/settings", get(settings::show))
        .route("/settings/discogs/token", post(settings::actions::connect))
        .route("/settings/discogs/token/forget", post(settings::actions::disconnect))
        .route("/settings/discogs/sync", post(settings::actions::start))
        .route("/settings/discogs/sync/cancel", post(settings::actions::cancel))
        .route("/settings/schedule", post(settings::timing::choose))
        .route("/settings/enrichment", get(enrichment::show))
        .route("/settings/enrichment/start", post(enrichment::actions::start))
        .route("/settings/enrichment/cancel", post(enrichment::actions::cancel))
        .route("/settings/enrichment/retry", post(enrichment::actions::retry))
        .route("/settings/enrichment/check", post(enrichment::actions::check))
        .route("/settings/enrichment/link", post(enrichment::actions::choose_link))
        .route("/settings/enrichment/text", post(enrichment::actions::judge_text))
        .route("/settings/import", get(exchange::show))
        .route("/settings/import/start", post(exchange::actions::start))
        .route("/settings/import/forget", post(exchange::actions::forget))
        .route("/settings/import/cancel", post(exchange::actions::cancel))
        .route("/syncs/{id}", get(ledger::show))
        .route("/fragments/sync", get(settings::fragment))
        .route("/fragments/enrichment", get(enrichment::fragment))
        .route("/fragments/import", get(exchange::fragment))
        .route("/preferences", post(preferences::save))
        .layer(Extension(census::Census::default()))
        .merge(assets::router())
}

/// The form that takes a file: as large as the API takes it, and never held in memory.
pub fn uploads() -> Router<Site> {
    Router::new().route("/settings/import", post(exchange::actions::stage))
}
