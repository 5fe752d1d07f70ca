//! A port of its own for each service, so that nobody can be at home at one while the others answer.

use std::collections::HashMap;
use std::io;
use std::net::SocketAddr;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use axum::Router;
use tokio::net::TcpSocket;
use tokio::runtime::Handle;
use tokio::task::JoinHandle;

use crate::wire::{Doorstep, Scissors};

const SERVICES: [&str; 6] = ["discogs", "spotify", "accounts", "deezer", "ai", "images"];
const WAITING: u32 = 1024;

pub(crate) struct Porches {
    runtime: Handle,
    each: HashMap<&'static str, Porch>,
}

struct Porch {
    address: SocketAddr,
    shut: Arc<AtomicBool>,
    state: Mutex<State>,
}

enum State {
    /// The port is taken, and nobody listens: connections are refused.
    Shut(TcpSocket),
    Open(JoinHandle<()>),
    /// Between the two.
    Passing,
}

fn bind(address: SocketAddr) -> io::Result<TcpSocket> {
    let socket = TcpSocket::new_v4()?;
    socket.set_reuseaddr(true)?;
    socket.bind(address)?;
    Ok(socket)
}

impl Porches {
    pub(crate) fn build(runtime: &Handle) -> io::Result<Self> {
        let porch = || {
            let socket = bind(SocketAddr::from(([127, 0, 0, 1], 0)))?;
            let address = socket.local_addr()?;
            io::Result::Ok(Porch { address, shut: Arc::default(), state: Mutex::new(State::Shut(socket)) })
        };
        let each = SERVICES.into_iter().map(|service| Ok((service, porch()?))).collect::<io::Result<_>>()?;
        Ok(Self { runtime: runtime.clone(), each })
    }

    pub(crate) fn host(&self, service: &str) -> String {
        self.each.get(service).map(|porch| porch.address.to_string()).unwrap_or_default()
    }

    pub(crate) fn open_all(&self, app: &Router) -> io::Result<()> {
        SERVICES.into_iter().try_for_each(|service| self.open(service, app.clone()))
    }

    pub(crate) fn open(&self, service: &str, app: Router) -> io::Result<()> {
        let porch = self.porch(service)?;
        let mut state = porch.state();
        let State::Shut(socket) = std::mem::replace(&mut *state, State::Passing) else {
            return Err(io::ErrorKind::AddrInUse.into());
        };
        porch.shut.store(false, Ordering::SeqCst);
        let _inside = self.runtime.enter();
        let doorstep = Doorstep { listener: socket.listen(WAITING)?, shut: Arc::clone(&porch.shut) };
        let app = app.into_make_service_with_connect_info::<Scissors>();
        *state = State::Open(self.runtime.spawn(async move {
            // Serving never ends by itself.
            let _ = axum::serve(doorstep, app).await;
        }));
        Ok(())
    }

    pub(crate) async fn shut(&self, service: &str) -> io::Result<()> {
        let porch = self.porch(service)?;
        porch.shut.store(true, Ordering::SeqCst);
        let before = std::mem::replace(&mut *porch.state(), State::Passing);
        if let State::Open(serving) = before {
            serving.abort();
            let _aborted = serving.await;
        }
        *porch.state() = State::Shut(bind(porch.address)?);
        Ok(())
    }

    fn porch(&self, service: &str) -> io::Result<&Porch> {
        self.each.get(service).ok_or_else(|| io::ErrorKind::NotFound.into())
    }
}

impl Porch {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
