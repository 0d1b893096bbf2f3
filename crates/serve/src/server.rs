//! The server: takes connections, bounds them, and ends in good order.

use std::convert::Infallible;
use std::net::{SocketAddr, TcpListener};
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use sayso_app::Engine;
use tokio::sync::Semaphore;
use tokio::time::{sleep, timeout};

use crate::answer::answer;
use crate::state::{Fetch, Settings, State, StateError, Tell};

/// Connections that are open at once; more of them wait to be taken.
const CONNECTIONS: usize = 512;

/// A head that has not arrived by then is given up; so is a connection on which nothing more is asked.
const HEAD_WAIT: Duration = Duration::from_secs(20);

/// Bytes of a head, and header fields in it.
const HEAD_BYTES: usize = 32 << 10;
const FIELDS: usize = 64;

/// A connection is closed after this at the latest: one who never reads what is answered would hold it for ever.
const CONNECTION_LIFE: Duration = Duration::from_secs(900);

/// Where no connection can be taken, for want of file handles for instance.
const BREATH: Duration = Duration::from_millis(100);

/// Answers that are under way when the server is asked to end get this long.
const LAST_WAIT: Duration = Duration::from_secs(10);

#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    #[error(transparent)]
    State(#[from] StateError),
    #[error("can't listen on `{address}`: {error}")]
    Listen { address: SocketAddr, error: std::io::Error },
    #[error("the server can't start: {0}")]
    Start(std::io::Error),
    /// Everybody on the network could read the store.
    #[error("`{0}` is open to the network, and there is no token")]
    NoToken(SocketAddr),
}

/// A server that listens, and does not answer yet.
pub struct Server {
    listener: TcpListener,
    address: SocketAddr,
    state: Arc<State>,
}

impl Server {
    /// Opens the store and the port.
    ///
    /// # Errors
    /// When either can't be, or the address is open to the network and there is no token.
    pub fn bind(settings: Settings, engine: Engine, fetcher: Option<Box<dyn Fetch>>, tell: Tell) -> Result<Self, ServeError> {
        let address = settings.listen;
        if !address.ip().is_loopback() && settings.token_hash.is_none() {
            return Err(ServeError::NoToken(address));
        }
        let state = State::new(settings, engine, fetcher, tell)?;
        let listener = TcpListener::bind(address).map_err(|error| ServeError::Listen { address, error })?;
        listener.set_nonblocking(true).map_err(ServeError::Start)?;
        let address = listener.local_addr().map_err(ServeError::Start)?;
        Ok(Self { listener, address, state })
    }

    /// Where it listens: the port that the system chose, where 0 was asked for.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Answers until Ctrl-C or the system asks it to end; then ends what is under way. A second Ctrl-C ends it at once.
    ///
    /// # Errors
    /// When it can't start.
    pub fn run(self) -> Result<(), ServeError> {
        let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().map_err(ServeError::Start)?;
        runtime.block_on(self.serve(asked_to_end()))?;
        // What still works on a thread that blocks is not waited for.
        runtime.shutdown_background();
        Ok(())
    }

    async fn serve(self, end: impl Future<Output = ()>) -> Result<(), ServeError> {
        let Self { listener, address: _, state } = self;
        let listener = tokio::net::TcpListener::from_std(listener).map_err(ServeError::Start)?;
        let places = Arc::new(Semaphore::new(CONNECTIONS));
        let graceful = GracefulShutdown::new();
        let mut http = http1::Builder::new();
        http.timer(TokioTimer::new()).header_read_timeout(HEAD_WAIT).max_buf_size(HEAD_BYTES).max_headers(FIELDS);
        let mut end = std::pin::pin!(end);
        loop {
            let taken = async {
                let place = Arc::clone(&places).acquire_owned().await;
                (place, listener.accept().await)
            };
            let (place, accepted) = tokio::select! {
                taken = taken => taken,
                () = &mut end => break,
            };
            let Ok((stream, peer)) = accepted else {
                sleep(BREATH).await;
                continue;
            };
            let _ = stream.set_nodelay(true);
            let shared = Arc::clone(&state);
            let service = service_fn(move |request| {
                let state = Arc::clone(&shared);
                async move { Ok::<_, Infallible>(answer(state, peer.ip(), request).await) }
            });
            let connection = graceful.watch(http.serve_connection(TokioIo::new(stream), service));
            let state = Arc::clone(&state);
            tokio::spawn(async move {
                let _place = place;
                state.metrics.connections.fetch_add(1, Ordering::Relaxed);
                // What a client does wrong is the client's.
                let _ = timeout(CONNECTION_LIFE, connection).await;
                state.metrics.connections.fetch_sub(1, Ordering::Relaxed);
            });
        }
        drop(listener);
        state.tell("ending; what is under way is answered first");
        tokio::select! {
            _ = timeout(LAST_WAIT, graceful.shutdown()) => {}
            () = asked_to_end() => {}
        }
        Ok(())
    }
}

/// Waits for Ctrl-C, or for the system's request to end.
async fn asked_to_end() {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut terminate) = signal(SignalKind::terminate()) {
            tokio::select! {
                _ = terminate.recv() => {}
                _ = tokio::signal::ctrl_c() => {}
            }
            return;
        }
    }
    let _ = tokio::signal::ctrl_c().await;
}
