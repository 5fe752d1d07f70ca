//! The pages people see. Every one of them is whole without a script.

mod album;
mod artists;
mod collection;
mod cover;
mod editing;
mod enrichment;
mod labels;
mod ledger;
mod picture;
mod preferences;
#[cfg(test)]
mod sample;
mod settings;
mod source;
mod stats;
#[cfg(test)]
mod tests;
mod topic;
mod views;

pub(crate) use views::canonical as canonical_query;

use crate::assets;
use crate::site::Site;
use axum::Router;
use axum::routing::{get, post};

/// Every page, every form they post, and the files they are made with.
pub fn router() -> Router<Site> {
    Router::new()
        .route("/", get(collection::show))
        .route("/albums/random", get(collection::random))
        .route("/albums/new", get(editing::form::blank).post(editing::form::add))
        .route("/albums/{id}", get(album::show))
        .route("/albums/{id}/edit", get(editing::form::show).post(editing::form::save))
        .route("/albums/{id}/archive", post(editing::archive::put_away))
        .route("/albums/{id}/restore", post(editing::archive::restore))
        .route("/albums/{id}/description", post(album::actions::describe))
        .route("/albums/{id}/enrich", post(album::actions::enrich))
        .route("/select", get(editing::select::show).post(editing::select::apply))
        .route("/archive", get(editing::archive::show))
        .route("/edits", get(editing::list::show))
        .route("/edits/{batch}/undo", post(editing::done::undo))
        .route("/artists", get(artists::list))
        .route("/artists/{id}", get(artists::show))
        .route("/labels", get(labels::list))
        .route("/labels/{id}", get(topic::label))
        .route("/genres/{name}", get(topic::genre))
        .route("/styles/{name}", get(topic::style))
        .route("/decades/{first}", get(topic::decade))
        .route("/views", get(views::show).post(views::save))
        .route("/views/{id}/rename", post(views::rename))
        .route("/views/{id}/remove", post(views::remove))
        .route("/stats", get(stats::show))
        .route("/settings", get(settings::show))
        .route("/settings/discogs/token", post(settings::actions::connect))
        .route("/settings/discogs/token/forget", post(settings::actions::disconnect))
        .route("/settings/discogs/sync", post(settings::actions::start))
        .route("/settings/discogs/sync/cancel", post(settings::actions::cancel))
        .route("/settings/enrichment", get(enrichment::show))
        .route("/settings/enrichment/start", post(enrichment::actions::start))
        .route("/settings/enrichment/cancel", post(enrichment::actions::cancel))
        .route("/settings/enrichment/retry", post(enrichment::actions::retry))
        .route("/settings/enrichment/check", post(enrichment::actions::check))
        .route("/settings/enrichment/link", post(enrichment::actions::choose_link))
        .route("/settings/enrichment/text", post(enrichment::actions::judge_text))
        .route("/syncs/{id}", get(ledger::show))
        .route("/fragments/sync", get(settings::fragment))
        .route("/fragments/enrichment", get(enrichment::fragment))
        .route("/preferences", post(preferences::save))
        .merge(assets::router())
}
