//! Serves a router on a listener until told to stop: the same call for the program, the demonstration and the tests. What a
//! client may take, of time and of room, is bounded here, for everything that is served.

mod body;
mod limits;
mod stream;

use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::serve::Listener;
use body::PacedBody;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::{GracefulShutdown, Watcher};
pub use limits::{Limits, make_room};
use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use stream::PatientStream;
use tokio::net::{TcpListener, TcpSocket, TcpStream};
use tokio::sync::Semaphore;
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;
use tower::ServiceExt;

/// Listens, with room for as many to wait as may be connected: the usual 128 places are taken at once by a crowd, and whoever
/// comes then is connected for all that they know, but not here.
///
/// # Errors
/// When the address cannot be had.
pub fn listen(address: SocketAddr) -> io::Result<TcpListener> {
    let socket = if address.is_ipv4() { TcpSocket::new_v4()? } else { TcpSocket::new_v6()? };
    // Else the port would be refused for a minute after a stop; on Windows it would be shared with anybody.
    #[cfg(not(windows))]
    socket.set_reuseaddr(true)?;
    socket.bind(address)?;
    socket.listen(limits::MOST_CONNECTIONS as u32)
}

/// Serves until `shutdown`, within the limits of the program.
///
/// # Errors
/// When the listener fails.
pub async fn serve(listener: TcpListener, router: Router, shutdown: CancellationToken) -> io::Result<()> {
    serve_within(Limits::default(), listener, router, shutdown).await
}

/// As [`serve`], within these limits. Whoever comes when all connections are taken waits to be accepted.
///
/// # Errors
/// When the listener fails.
pub async fn serve_within(
    limits: Limits,
    mut listener: TcpListener,
    router: Router,
    shutdown: CancellationToken,
) -> io::Result<()> {
    let room = Arc::new(Semaphore::new(limits.connections));
    let graceful = GracefulShutdown::new();
    let mut connections = JoinSet::new();
    loop {
        let came = async {
            let place = room.clone().acquire_owned().await;
            // It waits a moment by itself where the system has no socket to give.
            (place, Listener::accept(&mut listener).await)
        };
        tokio::select! {
            (place, (stream, from)) = came => {
                let (router, watcher) = (router.clone(), graceful.watcher());
                connections.spawn(async move {
                    let _place = place;
                    attend(limits, stream, from, router, watcher).await;
                });
            }
            Some(_) = connections.join_next() => {}
            () = shutdown.cancelled() => break,
        }
    }
    // Nobody new; idle connections end, open requests get their answer, and who still sends or reads after this is cut off.
    drop(listener);
    let _too_late = tokio::time::timeout(limits.last_call, graceful.shutdown()).await;
    connections.shutdown().await;
    Ok(())
}

/// One connection, to its end.
async fn attend(limits: Limits, stream: TcpStream, from: SocketAddr, router: Router, watcher: Watcher) {
    let answer = service_fn(move |mut request: hyper::Request<Incoming>| {
        request.extensions_mut().insert(ConnectInfo(from));
        router.clone().oneshot(request.map(|body| Body::new(PacedBody::new(body, limits))))
    });
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(limits.head)
        .max_buf_size(limits.head_bytes)
        .serve_connection(TokioIo::new(PatientStream::new(stream, limits)), answer);
    if let Err(error) = watcher.watch(connection).await {
        tracing::debug!(%error, "a connection broke off");
    }
}
