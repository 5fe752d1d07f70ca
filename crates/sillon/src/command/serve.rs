//! `sillon serve` and `sillon demo`: the server.

use super::print;
use crate::compose::{Pace, ServerLock, Sillon};
use crate::demo;
use crate::failure::Failure;
use crate::serve::{listen, make_room, serve_within};
use crate::settings::Settings;
use axum::Router;
use sillon_core::id::AccountId;
use sillon_web::events::Streams;
use sillon_web::site::{DatabaseFaults, Site};
use sillon_web::worlds::worlds;
use std::net::SocketAddr;
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

pub(super) async fn run(settings: Settings, shutdown: CancellationToken) -> Result<(), Failure> {
    // Bound first: a busy port is told before a database is opened.
    let listener = bind(settings.listen)?;
    let _lock = ServerLock::take(&settings.data_dir)?;
    let sillon = Sillon::start(&settings, Pace::default(), shutdown.clone()).await?;
    let limits = make_room();
    let site = match sillon.site(&settings, false).await {
        Ok(site) => Site { streams: Streams::at_most(limits.streams()), ..site },
        Err(failure) => {
            sillon.stop().await;
            return Err(failure);
        }
    };
    // The password is hashed by now; what was given goes.
    drop(settings);
    sillon.keep_schedule();
    let (streams, faults) = (site.streams.clone(), site.faults.clone());
    let router = with_demo_door(sillon_web::router(site), &streams, &shutdown);
    warm_up(&sillon, &shutdown);
    look_for_faults(&sillon, faults, &shutdown);
    announce(&listener, "");
    let served = serve_within(limits, listener, router, shutdown).await;
    sillon.stop().await;
    served.map_err(|error| Failure::other(format!("the server failed: {error}")))
}

pub(super) async fn demo(settings: &Settings, shutdown: CancellationToken) -> Result<(), Failure> {
    if settings.is_wide() {
        return Err(Failure::usage("the demonstration is shown on this machine only: listen on 127.0.0.1"));
    }
    let listener = bind(settings.listen)?;
    let demo = demo::start(shutdown.clone()).await?;
    let limits = make_room();
    let site = demo.sillon.site(&demo.settings, true).await?;
    let router = sillon_web::router(Site { streams: Streams::at_most(limits.streams()), ..site });
    announce(&listener, " · invented data, nothing is kept");
    let served = serve_within(limits, listener, router, shutdown).await;
    demo.stop().await;
    served.map_err(|error| Failure::other(format!("the server failed: {error}")))
}

/// Lets a newcomer look around in an invented collection: another whole program behind the same port, so that nothing
/// of it can enter the real database. Both share the places for event streams.
pub fn with_demo_door(real: Router, streams: &Streams, shutdown: &CancellationToken) -> Router {
    let (streams, shutdown) = (streams.clone(), shutdown.clone());
    worlds(real, move || {
        let (streams, shutdown) = (streams.clone(), shutdown.child_token());
        Box::pin(async move {
            let demo = demo::start(shutdown.clone()).await.map_err(|failure| failure.to_string())?;
            let site = demo.sillon.site(&demo.settings, true).await.map_err(|failure| failure.to_string())?;
            let router = sillon_web::router(Site { streams, ..site });
            // It lives as long as the server: browsers come and go.
            tokio::spawn(async move {
                shutdown.cancelled().await;
                demo.stop().await;
            });
            Ok(router)
        })
    })
}

/// Lists are answered from an index in memory: it is made while the first browser is still on its way.
fn warm_up(sillon: &Sillon, shutdown: &CancellationToken) {
    let (reader, shutdown) = (sillon.store.reader(), shutdown.clone());
    tokio::spawn(shutdown.run_until_cancelled_owned(async move {
        if let Err(error) = reader.warm_up(AccountId::FIRST).await {
            tracing::warn!(%error, "the collection could not be made ready; the first page will try again");
        }
    }));
}

/// Says in the log and on the Settings page what of the database is gone or altered, above all the triggers that guard the
/// imported rows.
fn look_for_faults(sillon: &Sillon, faults: DatabaseFaults, shutdown: &CancellationToken) {
    let (reader, shutdown) = (sillon.store.reader(), shutdown.clone());
    tokio::spawn(shutdown.run_until_cancelled_owned(async move {
        match reader.inspect(false).await {
            Ok(inspection) => {
                for fault in inspection.sentences() {
                    tracing::warn!(fault, "the database is not as it should be: run `sillon verify`");
                }
                faults.set(inspection);
            }
            Err(error) => tracing::warn!(%error, "the database could not be inspected: run `sillon verify`"),
        }
    }));
}

fn bind(address: SocketAddr) -> Result<TcpListener, Failure> {
    listen(address).map_err(|error| {
        let way_out = match error.kind() {
            std::io::ErrorKind::AddrInUse => "another program listens there: stop it, or choose another with --listen",
            std::io::ErrorKind::PermissionDenied => "ports below 1024 need rights: choose another with --listen",
            _ => "choose another with --listen",
        };
        Failure::other(format!("cannot listen on {address}: {way_out}"))
    })
}

fn announce(listener: &TcpListener, note: &str) {
    match listener.local_addr() {
        Ok(address) => print(format_args!("sillon  http://{address}{note}")),
        Err(_) => print(format_args!("sillon is listening{note}")),
    }
}
