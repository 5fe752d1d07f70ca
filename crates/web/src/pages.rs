//! The pages people see. Every one of them is whole without a script.

mod access;
mod album;
mod artists;
mod backups;
mod collection;
mod cover;
mod database;
mod editing;
mod enrichment;
mod exchange;
mod labels;
mod ledger;
mod names;
mod picture;
mod preferences;
#[cfg(test)]
mod sample;
mod settings;
mod shop;
pub(crate) mod source;
mod stats;
#[cfg(test)]
mod tests;
mod topic;
mod views;

pub(crate) use views::canonical as canonical_query;
mod wantlist;

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
        .route("/select", get(editing::select::show))
        .route("/archive", get(editing::archive::show))
        .route("/edits", get(editing::list::show))
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
        .route("/settings/backups", get(backups::show))
        .route("/settings/database", get(database::show))
        .route("/settings/access", get(access::show))
        .route("/settings/access/tokens", post(access::add))
        .route("/settings/access/tokens/{id}/revoke", post(access::revoke))
        .route("/settings/import", get(exchange::show))
        .route("/settings/import/start", post(exchange::actions::start))
        .route("/settings/import/forget", post(exchange::actions::forget))
        .route("/settings/import/cancel", post(exchange::actions::cancel))
        .route("/syncs", get(ledger::runs::list))
        .route("/syncs/{id}", get(ledger::show))
        .route("/fragments/sync", get(settings::fragment))
        .route("/fragments/enrichment", get(enrichment::fragment))
        .route("/fragments/import", get(exchange::fragment))
        .route("/preferences", post(preferences::save))
        .merge(assets::router())
}

/// The forms whose acts may take as long as the collection is large.
pub fn acts() -> Router<Site> {
    Router::new()
        .route("/select", post(editing::select::apply))
        .route("/edits/{batch}/undo", post(editing::done::undo))
        .route("/settings/backups", post(backups::actions::make))
        .route("/settings/backups/{id}/restore", post(backups::actions::restore))
        .route("/syncs/{id}/undo", post(ledger::actions::undo))
        .route("/syncs/{id}/take-over", post(ledger::actions::take_over))
}

/// The form that takes a file: as large as the API takes it, and never held in memory.
pub fn uploads() -> Router<Site> {
    Router::new().route("/settings/import", post(exchange::actions::stage))
}
