//! The whole map, and the layers that every request passes.

use crate::api::views;
use crate::api::{
    access, albums, artists, backups, draft, editing, enrichment, export, import, owned, proof, schedule, services,
    stats, sync, syncs, takeover, token, wantlist, wants,
};
use crate::auth::{Door, Judge};
use crate::error::WebError;
use crate::error::answer::answer;
use crate::error::page::error_page;
use crate::input::Described;
use crate::site::{Site, SiteConfig};
use crate::visitor::know_visitors;
use crate::{auth, guard, headers, health, images, input, metrics, openapi, pages, worlds};
use axum::Router;
use axum::extract::{DefaultBodyLimit, Request};
use axum::http::StatusCode;
use axum::middleware::from_fn;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use std::any::Any;
use std::time::Duration;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::limit::RequestBodyLimitLayer;
use tower_http::timeout::TimeoutLayer;
use tower_http::trace::TraceLayer;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// A form or a JSON body is far below; files are taken by routes of their own.
const LARGEST_BODY: usize = 256 * 1024;

/// Until the head of an answer; an event stream has sent its own long before.
const LONGEST_ANSWER: Duration = Duration::from_secs(30);

/// A file may be large and come over a slow line; an act upon the whole collection may take minutes on a small machine, and
/// whoever is told that it came to nothing must not find it done.
const LONGEST_ACT: Duration = Duration::from_secs(60 * 60);

/// Everything the server answers.
pub fn router(site: Site) -> Router {
    metrics::keep_up(site.shutdown.clone());
    let (api, mut document) = api().split_for_parts();
    let (acts, about_acts) = acts().split_for_parts();
    let (uploads, about_uploads) = uploads().split_for_parts();
    document.merge(about_acts);
    document.merge(about_uploads);
    openapi::complete(&mut document);
    let routes = Router::new()
        .merge(pages::router())
        .merge(headers::never_kept(api))
        .merge(openapi::router(&document))
        .merge(worlds::doors())
        .route("/images/{hash}/{file}", get(images::show_image))
        .route("/healthz", get(health::show_health))
        .route("/readyz", get(health::show_readiness))
        .route("/metrics", get(metrics::show_metrics))
        .fallback(|| async { WebError::NotFound });
    let engine = site.engine.clone();
    let judge: Box<Judge> = Box::new(move |token| {
        let engine = engine.clone();
        Box::pin(async move { engine.judge_api_token(&token).await })
    });
    let door = Door::new(site.config.lock.clone(), judge);
    let acts = pages::acts().merge(headers::never_kept(acts));
    let uploads = pages::uploads().merge(headers::never_kept(uploads));
    let described = Described::new(serde_json::to_value(&document).unwrap_or_default());
    layer([routes, acts, uploads], door, described, &site.config).with_state(site)
}

/// What takes a file: it goes to the disk as it comes and is bounded there.
fn uploads() -> OpenApiRouter<Site> {
    OpenApiRouter::new().routes(routes!(import::start_import)) // POST /api/v1/collection/import
}

/// What may take as long as the collection is large.
fn acts() -> OpenApiRouter<Site> {
    OpenApiRouter::new()
        .routes(routes!(editing::edit_selection)) //        POST   /api/v1/collection/edits
        .routes(routes!(editing::undo)) //                  POST   /api/v1/collection/edits/{batch_id}/undo
        .routes(routes!(backups::make_backup)) //           POST   /api/v1/backups
        .routes(routes!(backups::restore_backup)) //        POST   /api/v1/backups/{id}/restore
        .routes(routes!(takeover::undo_sync)) //            POST   /api/v1/syncs/{id}/undo
        .routes(routes!(takeover::take_over)) //            POST   /api/v1/syncs/{id}/take-over
}

/// `/api/v1`, described as it is built.
fn api() -> OpenApiRouter<Site> {
    OpenApiRouter::with_openapi(openapi::head())
        .routes(routes!(sync::start_sync)) //               POST   /api/v1/services/discogs/sync
        .routes(routes!(sync::show_progress)) //            GET    /api/v1/services/discogs/sync/progress
        .routes(routes!(sync::stream_progress)) //          GET    /api/v1/services/discogs/sync/events
        .routes(routes!(sync::cancel_sync)) //              POST   /api/v1/services/discogs/sync/cancel
        .routes(routes!(wantlist::start_wantlist)) //       POST   /api/v1/services/discogs/wantlist/sync
        .routes(routes!(wantlist::show_wantlist)) //        GET    /api/v1/services/discogs/wantlist/sync/progress
        .routes(routes!(wantlist::stream_wantlist)) //      GET    /api/v1/services/discogs/wantlist/sync/events
        .routes(routes!(wantlist::cancel_wantlist)) //      POST   /api/v1/services/discogs/wantlist/sync/cancel
        .routes(routes!(token::set_token, token::forget_token)) // PUT, DELETE /api/v1/services/discogs/token
        .routes(routes!(enrichment::start_enrichment)) //   POST   /api/v1/services/ai/enrich-all
        .routes(routes!(enrichment::show_enrichment)) //    GET    /api/v1/services/ai/enrich-all/progress
        .routes(routes!(enrichment::stream_enrichment)) //  GET    /api/v1/services/ai/enrich-all/events
        .routes(routes!(enrichment::cancel_enrichment)) //  POST   /api/v1/services/ai/enrich-all/cancel
        .routes(routes!(enrichment::enrich_album)) //       POST   /api/v1/services/ai/enrich-album/{id}
        .routes(routes!(draft::stream_draft)) //            GET    /api/v1/services/ai/enrich-album/{id}/events
        .routes(routes!(schedule::show_schedule, schedule::set_schedule)) // GET, PUT /api/v1/schedule
        .routes(routes!(services::show_status)) //          GET    /api/v1/services/status
        .routes(routes!(albums::list_albums)) //            GET    /api/v1/collection/albums
        .routes(routes!(albums::show_facets)) //            GET    /api/v1/collection/facets
        .routes(routes!(owned::find_owned)) //              GET    /api/v1/collection/owned
        .routes(routes!(albums::show_album)) //             GET    /api/v1/collection/albums/{id}
        .routes(routes!(import::show_import)) //            GET    /api/v1/collection/import/progress
        .routes(routes!(import::stream_import)) //          GET    /api/v1/collection/import/events
        .routes(routes!(import::cancel_import)) //          POST   /api/v1/collection/import/cancel
        .routes(routes!(export::show_export)) //            GET    /api/v1/collection/export
        .routes(routes!(editing::add_album)) //             POST   /api/v1/collection/albums
        .routes(routes!(editing::edit_album)) //            PATCH  /api/v1/collection/albums/{id}
        .routes(routes!(editing::edit_copy)) //             PATCH  /api/v1/collection/albums/{id}/copies/{instance_id}
        .routes(routes!(editing::archive)) //               POST   /api/v1/collection/albums/{id}/archive
        .routes(routes!(editing::restore)) //               POST   /api/v1/collection/albums/{id}/restore
        .routes(routes!(editing::list_edits)) //            GET    /api/v1/collection/edits
        .routes(routes!(artists::list_artists)) //          GET    /api/v1/collection/artists
        .routes(routes!(artists::show_artist)) //           GET    /api/v1/collection/artists/{id}
        .routes(routes!(wants::list_wants)) //              GET    /api/v1/wantlist
        .routes(routes!(stats::show_stats)) //              GET    /api/v1/collection/stats
        .routes(routes!(views::list_views, views::save_view)) // GET, POST /api/v1/views
        .routes(routes!(views::rename_view, views::remove_view)) // PATCH, DELETE /api/v1/views/{id}
        .routes(routes!(backups::list_backups)) //          GET    /api/v1/backups
        .routes(routes!(backups::show_backup)) //           GET    /api/v1/backups/{id}/file
        .routes(routes!(access::list_tokens, access::add_token)) // GET, POST /api/v1/tokens
        .routes(routes!(access::revoke_token)) //           DELETE /api/v1/tokens/{id}
        .routes(routes!(access::sign_out)) //               DELETE /api/v1/sessions
        .routes(routes!(syncs::list_syncs)) //              GET    /api/v1/syncs
        .routes(routes!(syncs::show_sync)) //               GET    /api/v1/syncs/{id}
        .routes(routes!(syncs::list_added)) //              GET    /api/v1/syncs/{id}/added
        .routes(routes!(proof::show_checksum)) //           GET    /api/v1/collection/checksum
}

/// From the inside out. Whatever refuses stands inside the layer that gives errors their words; whatever adds to every
/// answer, refusals too, stands outside of it.
fn layer<S: Clone + Send + Sync + 'static>(
    [routes, acts, uploads]: [Router<S>; 3],
    door: Door,
    described: Described,
    config: &SiteConfig,
) -> Router<S> {
    let small = || RequestBodyLimitLayer::new(LARGEST_BODY);
    let within = |longest| TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, longest);
    let knock = || from_fn(worlds::open_to_a_knock);
    let look = || {
        let described = described.clone();
        from_fn(move |request, next| input::check(described.clone(), request, next))
    };
    let limited = routes.layer(look()).layer(knock()).layer(small()).layer(within(LONGEST_ANSWER));
    let acts = acts.layer(look()).layer(knock()).layer(small()).layer(within(LONGEST_ACT));
    let uploads = uploads
        .layer(from_fn(input::check_head))
        .layer(knock())
        .layer(DefaultBodyLimit::disable())
        .layer(within(LONGEST_ACT));
    let guarded = guard::refuse_cross_site(auth::guard(limited.merge(acts).merge(uploads), door));
    let guarded = if config.lock.is_shut() { guarded } else { guard::answer_this_machine_alone(guarded) };
    let answering = know_visitors(guarded, &config.trusted_proxies)
        .layer(CatchPanicLayer::custom(panicked))
        .layer(from_fn(|request, next| answer(error_page, request, next)))
        .layer(from_fn(metrics::measure))
        .layer(TraceLayer::new_for_http().make_span_with(span).on_failure(()))
        .layer(CompressionLayer::new());
    headers::add_headers(answering, &config.image_hosts)
}

/// At DEBUG, and so are its lines: the paths in them do not belong in the log that a person reads.
fn span(request: &Request) -> tracing::Span {
    tracing::debug_span!("request", method = %request.method(), path = request.uri().path())
}

fn panicked(panic: Box<dyn Any + Send>) -> Response {
    let said = panic.downcast_ref::<String>().cloned();
    let said = said.or_else(|| panic.downcast_ref::<&str>().map(ToString::to_string));
    WebError::Internal(format!("panic: {}", said.unwrap_or_default())).into_response()
}

#[cfg(test)]
mod tests;
