//! The benchmark command: `cargo bench --bench load`. Starts the built program on a temporary
//! database, drives it over HTTP on loopback, and prints one table. It measures; it never judges,
//! and it is no part of `cargo test`.

#![allow(clippy::disallowed_methods, reason = "a benchmark reads clocks")]
#![allow(
    clippy::exit,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stderr,
    clippy::print_stdout,
    clippy::unreachable,
    clippy::unwrap_used,
    reason = "a benchmark stops and prints where it likes"
)]

#[path = "load/client.rs"]
mod client;
#[path = "load/data.rs"]
mod data;
#[path = "load/long.rs"]
mod long;
#[path = "load/process.rs"]
mod process;
#[path = "load/report.rs"]
mod report;
#[path = "load/search.rs"]
mod search;
#[path = "load/turns.rs"]
mod turns;

use std::time::{Duration, Instant};

use client::Visitor;
use process::Server;
use report::{Figure, Table};

/// How long each figure is measured.
const SPAN: Duration = Duration::from_secs(4);

fn main() {
    // `cargo test --benches` passes this; a benchmark is no test.
    if std::env::args().any(|a| a == "--test") {
        return;
    }
    let runtime =
        tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build();
    match runtime {
        Ok(runtime) => runtime.block_on(measure()),
        Err(error) => eprintln!("no runtime: {error}"),
    }
}

async fn measure() {
    let mut table = Table::default();
    // `-- turns` measures long work beside saves alone; whole archives, long files and search are
    // measured only where they are asked for: `-- whole long search`.
    let parts = ["pages", "whole", "long", "search", "turns"];
    let asked: Vec<String> = std::env::args().filter(|a| parts.contains(&a.as_str())).collect();
    let wanted = |part: &str| {
        let usual = asked.is_empty() && ["pages", "turns"].contains(&part);
        usual || asked.iter().any(|a| a == part)
    };
    let sizes: &[usize] = if wanted("pages") || wanted("whole") { &[100, 10_000] } else { &[] };
    for sessions in sizes.iter().copied() {
        let folder = data::Folder::new();
        let imported = data::import(&folder, sessions);
        let (took, most) = data::export(&folder);
        let exported =
            format!("{:.1} s, at most {} resident", took.as_secs_f64(), report::megabytes(most));
        table.fact(&format!("export of {sessions} sessions"), exported);
        let mut server = Server::start(&folder);
        if sessions == 100 {
            table.fact("binary size", report::megabytes(process::binary_size()));
            table.fact(
                "start to first answer",
                format!("{:.0} ms", server.started_in.as_secs_f64() * 1e3),
            );
            table.fact("resident, idle", report::megabytes(server.resident()));
        }
        table.fact(
            &format!("import of {sessions} sessions"),
            format!("{:.1} s", imported.took.as_secs_f64()),
        );
        let visitor = Visitor::sign_in(&server.address, &imported.email, &imported.password).await;
        let pages = data::Pages::find(&visitor, &imported).await;
        for connections in [1, 16] {
            for (name, path) in [
                ("list a client's sessions", &pages.list),
                ("open a session", &pages.session),
                ("today", &pages.today),
            ] {
                let figure = get(&server, &visitor, path, connections).await;
                table.row(name, connections, sessions, figure);
            }
            let figure = save(&server, &visitor, &pages, connections).await;
            table.row("save a session", connections, sessions, figure);
        }
        // The saves above have changed the sheet: it is looked at again before it is handed over.
        let pages = data::Pages::find(&visitor, &imported).await;
        let figure = pdf(&server, &visitor, &pages).await;
        table.row("client summary as PDF", 1, sessions, figure);
        table.fact(
            &format!("client page, {sessions} sessions, compressed and not"),
            format!(
                "{} and {}",
                report::kilobytes(visitor.weight(&pages.client).await),
                report::kilobytes(visitor.get(&pages.client).await.body.len())
            ),
        );
        table.fact(
            &format!("resident, after load, {sessions} sessions"),
            report::megabytes(server.resident()),
        );
        server.stop();
        if !wanted("whole") {
            continue;
        }
        let whole = |took: Duration| format!("{:.1} s", took.as_secs_f64());
        let clients = sessions.div_ceil(data::PER_CLIENT);
        let what =
            format!("archive of {sessions} sessions into an empty database, one transaction");
        table.fact(&what, whole(data::archive(&folder)));
        table
            .fact(&format!("summaries of a month, {clients} clients"), whole(data::month(&folder)));
    }
    if wanted("long") {
        long::measure(&mut table).await;
    }
    if wanted("search") {
        search::measure(&mut table).await;
    }
    if wanted("turns") {
        turns::measure(&mut table).await;
    }
    table.print();
}

/// As many GETs of one page as fit in the span.
async fn get(server: &Server, visitor: &Visitor, path: &str, connections: usize) -> Figure {
    run(server, connections, SPAN, |_| visitor.request("GET", path, "")).await
}

async fn save(
    server: &Server,
    visitor: &Visitor,
    pages: &data::Pages,
    connections: usize,
) -> Figure {
    run(server, connections, SPAN, |n| pages.save(visitor, n)).await
}

async fn pdf(server: &Server, visitor: &Visitor, pages: &data::Pages) -> Figure {
    // The first one warms the fonts.
    visitor.send(&pages.pdf(visitor)).await;
    run(server, 1, SPAN, |_| pages.pdf(visitor)).await
}

/// Keeps `connections` busy with the requests that `make` gives, and counts what came back as
/// meant.
async fn run(
    server: &Server,
    connections: usize,
    span: Duration,
    make: impl Fn(usize) -> Vec<u8>,
) -> Figure {
    let counter = std::sync::atomic::AtomicUsize::new(0);
    let cpu = server.cpu();
    let begun = Instant::now();
    let workers = (0..connections).map(|_| async {
        let mut line = client::Connection::open(&server.address).await;
        let mut took = Vec::new();
        while begun.elapsed() < span {
            let n = counter.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
            let request = make(n);
            let sent = Instant::now();
            let answer = line.send(&request).await;
            took.push(sent.elapsed());
            assert!(
                answer.status < 400,
                "{} answered {}",
                String::from_utf8_lossy(&request[..60.min(request.len())]),
                answer.status
            );
        }
        took
    });
    let took: Vec<Duration> = futures_join(workers).await.into_iter().flatten().collect();
    Figure::of(took, begun.elapsed(), server.cpu() - cpu)
}

async fn futures_join<F: Future>(all: impl Iterator<Item = F>) -> Vec<F::Output> {
    let mut pending: Vec<_> = all.map(|f| Some(Box::pin(f))).collect();
    let mut out: Vec<Option<F::Output>> = pending.iter().map(|_| None).collect();
    std::future::poll_fn(move |cx| {
        let mut waiting = false;
        for (slot, done) in pending.iter_mut().zip(out.iter_mut()) {
            if let Some(future) = slot {
                match future.as_mut().poll(cx) {
                    std::task::Poll::Ready(value) => {
                        *done = Some(value);
                        *slot = None;
                    }
                    std::task::Poll::Pending => waiting = true,
                }
            }
        }
        if waiting {
            std::task::Poll::Pending
        } else {
            std::task::Poll::Ready(out.drain(..).flatten().collect())
        }
    })
    .await
}
