//! Connections: accepting them, giving each a bounded time to say what it wants, and ending them in
//! peace.

use std::io;
use std::net::SocketAddr;
use std::pin::pin;
use std::time::Duration;

use axum::Router;
use axum::extract::ConnectInfo;
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use hyper_util::server::conn::auto::Builder;
use hyper_util::service::TowerToHyperService;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::task::JoinSet;
use tower::ServiceBuilder;

use crate::app::App;

/// The longest a connection may take to send the head of a request.
const HEAD_TIME: Duration = Duration::from_secs(30);

/// Serves until `stop` is done; requests in flight are then finished, within the time one request
/// may take.
pub async fn serve(
    listener: TcpListener,
    app: App,
    stop: impl Future<Output = ()>,
) -> io::Result<()> {
    serve_with(listener, app, Router::new(), stop).await
}

/// The same with further pages beside those of the program.
pub async fn serve_with(
    listener: TcpListener,
    app: App,
    more: Router<App>,
    stop: impl Future<Output = ()>,
) -> io::Result<()> {
    let patience = Duration::from_secs(app.config.request_seconds.into());
    let pages = super::router(app, more);
    let (stopping, told) = watch::channel(());
    let mut connections = JoinSet::new();
    let mut stop = pin!(stop);
    loop {
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            () = &mut stop => break,
        };
        match accepted {
            Ok((stream, peer)) => {
                drop(connections.spawn(attend(stream, peer, pages.clone(), told.clone())))
            }
            Err(why) => {
                // Most often there are too many open files: the next connection must wait for one
                // to end.
                tracing::warn!(%why, "a connection was not accepted");
                tokio::time::sleep(Duration::from_millis(100)).await;
            }
        }
        while connections.try_join_next().is_some() {}
    }
    drop((listener, stopping));
    let finished = async { while connections.join_next().await.is_some() {} };
    if tokio::time::timeout(patience, finished).await.is_err() {
        tracing::warn!("stopped with requests unfinished");
    }
    Ok(())
}

/// One connection, to its end.
async fn attend(stream: TcpStream, peer: SocketAddr, pages: Router, mut told: watch::Receiver<()>) {
    // Small answers shall not wait for more to send along.
    drop(stream.set_nodelay(true));
    let service = ServiceBuilder::new()
        .map_request(move |mut request: axum::http::Request<_>| {
            request.extensions_mut().insert(ConnectInfo(peer));
            request
        })
        .service(pages);
    let mut builder = Builder::new(TokioExecutor::new()).http1_only();
    builder.http1().timer(TokioTimer::new()).header_read_timeout(HEAD_TIME);
    let mut connection =
        pin!(builder.serve_connection(TokioIo::new(stream), TowerToHyperService::new(service)));
    let ended = tokio::select! {
        ended = &mut connection => ended,
        // The sender is dropped when the server stops.
        _ = told.changed() => {
            connection.as_mut().graceful_shutdown();
            connection.await
        }
    };
    if let Err(why) = ended {
        tracing::debug!(why, "a connection broke off");
    }
}
