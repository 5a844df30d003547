//! How long a save waits while another page of the same member brings in the largest file and takes
//! it back, joins two long histories and parts them, and while commands beside the server bring in
//! whole histories and erase a client.

use std::process::Child;
use std::time::{Duration, Instant};

use crate::client::{Connection, Visitor, header, hidden};
use crate::data::{self, Pages};
use crate::process::Server;
use crate::report::Table;

/// Rows of the largest file that may come in.
const ROWS: usize = 20_000;
/// Sessions of the longest history.
const SESSIONS: usize = 3_000;

pub async fn measure(table: &mut Table) {
    let folder = data::Folder::new();
    let imported = data::import(&folder, 100);
    let mut server = Server::start(&folder);
    let visitor = Visitor::sign_in(&server.address, &imported.email, &imported.password).await;
    let pages = Pages::find(&visitor, &imported).await;
    let csrf = hidden(&text(&visitor.get("/log").await.body), "csrf").expect("a csrf token");

    let file: String = (0..ROWS).map(|n| format!("Person {n:05},p{n}@example.com\n")).collect();
    let request = visitor.upload("/import", &csrf, "clients", &format!("Name,Email\n{file}"));
    let columns = location(&visitor.send(&request).await.head);
    let chosen = selects(&text(&visitor.get(&columns).await.body));
    let fields: Vec<(&str, &str)> = [("csrf", csrf.as_str())]
        .into_iter()
        .chain(chosen.iter().map(|(n, v)| (n.as_str(), v.as_str())))
        .collect();
    let rows = location(&visitor.send(&visitor.post(&columns, &fields)).await.head);
    let take = visitor.post(&rows, &[("csrf", csrf.as_str()), ("act", "take"), ("from", "0")]);
    told(table, &of_rows("import"), waits(&server, &visitor, &pages, &take).await);

    let start = text(&visitor.get("/import").await.body);
    let undo = start
        .split("action=\"")
        .filter_map(|a| a.split('"').next())
        .find(|a| a.ends_with("/undo"))
        .expect("a way back")
        .to_owned();
    let undo = visitor.post(&undo, &[("csrf", csrf.as_str())]);
    told(table, &of_rows("undo of that import"), waits(&server, &visitor, &pages, &undo).await);

    let file = data::histories(&folder, SESSIONS, 100);
    let import = data::begun(&folder, &["import", &file], "");
    let what = format!("import of two histories of {SESSIONS} sessions and 100 of 50");
    told(table, &what, ends(&server, &visitor, &pages, import).await);

    let [one, other] = data::both(&folder);
    let address = format!("/clients/{one}/merge");
    let page = text(&visitor.get(&format!("{address}?with={other}")).await.body);
    let (_, form) = page.split_once(&format!("action=\"{address}\"")).expect("the form");
    let field = |name: &str| hidden(form, name).unwrap_or_default();
    let versions = [field("version-0"), field("version-1")];
    let fields = [
        ("csrf", csrf.as_str()),
        ("with", &other),
        ("version-0", &versions[0]),
        ("version-1", &versions[1]),
    ];
    let join = visitor.post(&address, &fields);
    let what = format!("joining two histories of {SESSIONS} sessions");
    told(table, &what, sent(&server, &visitor, &pages, join).await);
    let mut page = text(&visitor.get(&format!("/clients/{one}")).await.body);
    if !page.contains("/merged/") {
        page = text(&visitor.get(&format!("/clients/{other}")).await.body);
    }
    let part = page
        .split("action=\"")
        .filter_map(|a| a.split('"').next())
        .find(|a| a.contains("/merged/"))
        .expect("a way back")
        .to_owned();
    let part = visitor.post(&part, &[("csrf", csrf.as_str())]);
    told(table, "telling them apart again", sent(&server, &visitor, &pages, part).await);

    let (id, name) = data::long();
    let erase = data::begun(&folder, &["erase", "--client", &id, "--reason", "asked"], &name);
    let what = format!("erasure of a client with {SESSIONS} sessions");
    told(table, &what, ends(&server, &visitor, &pages, erase).await);
    server.stop();
}

fn of_rows(what: &str) -> String {
    format!("{what} of {ROWS} rows")
}

fn told(table: &mut Table, what: &str, (whole, mut took): (Duration, Vec<Duration>)) {
    took.sort_unstable();
    let ms = |d: Option<&Duration>| {
        format!("{:.0} ms", d.copied().unwrap_or_default().as_secs_f64() * 1e3)
    };
    let p99 = took.get(took.len().saturating_mul(99) / 100);
    let value = format!(
        "{:.1} s; {} saves meanwhile, p50 {}, p99 {}, longest {}",
        whole.as_secs_f64(),
        took.len(),
        ms(took.get(took.len() / 2)),
        ms(p99),
        ms(took.last())
    );
    table.fact(&format!("{what} beside saves"), value);
}

/// Starts the work and saves one session after another until it is done; answers how long it took,
/// and each save.
async fn waits(
    server: &Server,
    visitor: &Visitor,
    pages: &Pages,
    start: &[u8],
) -> (Duration, Vec<Duration>) {
    let begun = Instant::now();
    let page = location(&visitor.send(start).await.head);
    let mut line = Connection::open(&server.address).await;
    let mut took = Vec::new();
    loop {
        let sent = Instant::now();
        let answer = line.send(&pages.save(visitor, took.len())).await;
        took.push(sent.elapsed());
        assert!(answer.status < 400, "saving answered {}", answer.status);
        if took.len() % 20 == 0 && header(&visitor.get(&page).await.head, "refresh").is_none() {
            return (begun.elapsed(), took);
        }
    }
}

/// Saves one session after another until a command has ended; answers how long it took, and each
/// save.
async fn ends(
    server: &Server,
    visitor: &Visitor,
    pages: &Pages,
    mut command: Child,
) -> (Duration, Vec<Duration>) {
    let begun = Instant::now();
    let mut line = Connection::open(&server.address).await;
    let mut took = Vec::new();
    loop {
        let sent = Instant::now();
        let answer = line.send(&pages.save(visitor, took.len())).await;
        took.push(sent.elapsed());
        assert!(answer.status < 400, "saving answered {}", answer.status);
        if let Some(status) = command.try_wait().expect("it runs") {
            assert!(status.success(), "the command failed");
            return (begun.elapsed(), took);
        }
    }
}

/// Saves one session after another until a request is answered; answers how long it took, and each
/// save.
async fn sent(
    server: &Server,
    visitor: &Visitor,
    pages: &Pages,
    request: Vec<u8>,
) -> (Duration, Vec<Duration>) {
    let begun = Instant::now();
    let address = server.address.clone();
    let work = tokio::spawn(async move { Connection::open(&address).await.send(&request).await });
    let mut line = Connection::open(&server.address).await;
    let mut took = Vec::new();
    loop {
        let sent = Instant::now();
        let answer = line.send(&pages.save(visitor, took.len())).await;
        took.push(sent.elapsed());
        assert!(answer.status < 400, "saving answered {}", answer.status);
        if work.is_finished() {
            let answer = work.await.expect("an answer");
            assert_eq!(answer.status, 303, "{}", text(&answer.body));
            return (begun.elapsed(), took);
        }
    }
}

fn location(head: &str) -> String {
    header(head, "location").unwrap_or_else(|| panic!("an address in {head}")).to_owned()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// The selects of a page as they stand.
fn selects(html: &str) -> Vec<(String, String)> {
    let value = |tag: &str, name: &str| {
        Some(tag.split(&format!("{name}=\"")).nth(1)?.split('"').next()?.to_owned())
    };
    let read = |select: &str| {
        let option = select
            .split("</select>")
            .next()?
            .split("<option ")
            .find(|o| o.contains(" selected"))?;
        Some((value(select, "name")?, value(option, "value")?))
    };
    html.split("<select ").skip(1).filter_map(read).collect()
}
