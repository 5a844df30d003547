//! `ryokai serve`: opens the database, listens, prints one line, and stops when it is told to.

use std::io::IsTerminal;

use tokio::net::TcpListener;
use tracing_subscriber::EnvFilter;

use crate::app::{App, Clock};
use crate::config::{Config, LogFormat};
use crate::mail::Mailer;
use crate::{scheduler, web};

use super::{Failure, private, scratch, words};
use crate::web::Routes;
use crate::web::setup::{self, Opening};
use crate::words::arg;

/// Serves until SIGTERM or Ctrl-C; requests in flight are finished first.
pub fn run(config: Config, clock: &Clock, more: Routes) -> Result<(), Failure> {
    log(&config);
    // A mail server that cannot be spoken to is said now, not in the night.
    Mailer::of(&config)?;
    let (place, address) = (config.database_url.to_string(), config.listen);
    scratch::sweep(&config);
    let app = App::new(super::open(&config, clock.now())?, config, clock.clone())?;
    for warning in private::warnings(&app.config.database_url, words()) {
        tracing::warn!("{warning}");
    }
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(async {
        let refused = |why| Failure::Listen { address: address.to_string(), why };
        let listener = TcpListener::bind(address).await.map_err(refused)?;
        let public =
            app.config.public_url.clone().unwrap_or(format!("http://{}", listener.local_addr()?));
        println!("ryokai: {public} — data in {place}");
        if let Some(opening) =
            setup::open(&app).await.map_err(|why| Failure::Said(why.to_string()))?
        {
            println!("{}", first_step(&opening, &public));
        }
        tokio::spawn(keep_scheduling(app.clone()));
        web::serve_with(listener, app, more, told_to_stop()).await?;
        Ok(())
    })
}

/// Says how the first owner gets in while nobody can sign in.
fn first_step(opening: &Opening, public: &str) -> String {
    let words = words();
    match opening {
        Opening::Link(path) => format!("{}\n  {public}{path}", words.t("cli-setup-link")),
        Opening::ByCommand(practices) => {
            let names = practices.iter().map(|p| p.name.to_string()).collect::<Vec<_>>().join(", ");
            let came = "ryokai member reset-password WHO --email ADDRESS --role owner";
            let new = "ryokai member add --name NAME --email ADDRESS --role owner";
            format!(
                "{}\n  {}\n    {came}\n  {}\n    {new}",
                words.say("cli-setup-command", &[("names", arg(names))]),
                words.t("cli-setup-who"),
                words.t("cli-setup-new"),
            )
        }
    }
}

/// Goes round at the start and every few minutes, for as long as the program runs.
async fn keep_scheduling(app: App) {
    let mut turns = tokio::time::interval(std::time::Duration::from_secs(300));
    loop {
        turns.tick().await;
        let app = app.clone();
        match tokio::task::spawn_blocking(move || scheduler::run_once(&app)).await {
            Ok(Ok(())) => {}
            Ok(Err(error)) => tracing::warn!(%error, "the round was not finished"),
            Err(error) => tracing::warn!(%error, "the round broke off"),
        }
    }
}

/// Starts the log, on standard error.
fn log(config: &Config) {
    let lines = tracing_subscriber::fmt()
        .with_env_filter(EnvFilter::new(&config.log))
        .with_ansi(std::io::stderr().is_terminal())
        .with_writer(std::io::stderr);
    match config.log_format {
        LogFormat::Text => lines.init(),
        LogFormat::Json => lines.json().init(),
    }
}

/// Returns when the process is told to stop.
async fn told_to_stop() {
    let interrupt = async { drop(tokio::signal::ctrl_c().await) };
    #[cfg(unix)]
    let terminate = async {
        match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
            Ok(mut signal) => drop(signal.recv().await),
            Err(_) => std::future::pending().await,
        }
    };
    #[cfg(not(unix))]
    let terminate = std::future::pending::<()>();
    tokio::select! { () = interrupt => {}, () = terminate => {} }
}
