//! A practice to measure on: fifty sessions a client, each with words, a want or a promise, and
//! agreements renewed.

use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::client::{Visitor, hidden};
use crate::process::{self, binary};

pub const PER_CLIENT: usize = 50;
/// The period of the summary: half a year.
const FROM: &str = "2025-01-01";
const TO: &str = "2025-06-30";

/// A folder of its own, gone afterwards.
pub struct Folder(PathBuf, Option<String>);

impl Folder {
    pub fn new() -> Folder {
        Folder::beside(None)
    }

    /// With a database on a server, which must be empty.
    pub fn on(url: &str) -> Folder {
        Folder::beside(Some(url.to_owned()))
    }

    fn beside(server: Option<String>) -> Folder {
        let path = std::env::temp_dir().join(
            format!("ryokai-load-{}-{:?}", std::process::id(), Instant::now())
                .replace([' ', '{', '}', ':'], ""),
        );
        std::fs::create_dir_all(&path).expect("a temporary folder");
        Folder(path, server)
    }

    /// The file of the database; none on a server.
    pub fn file(&self) -> Option<PathBuf> {
        self.1.is_none().then(|| self.0.join("load.db"))
    }

    pub fn database(&self) -> String {
        if let Some(server) = &self.1 {
            return server.clone();
        }
        format!("sqlite:{}", self.0.join("load.db").display())
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

pub struct Imported {
    pub email: String,
    pub password: String,
    pub took: Duration,
}

/// Imports a practice of `sessions` sessions and gives its consultant a sign-in.
pub fn import(folder: &Folder, sessions: usize) -> Imported {
    let file = folder.0.join("practice.json");
    std::fs::write(&file, practice(sessions).to_string()).expect("the file is written");
    let email = "load@example.com".to_owned();
    let password = "a long quiet evening".to_owned();
    ryokai(
        folder,
        &[
            "member",
            "add",
            "--name",
            "Load",
            "--email",
            &email,
            "--role",
            "consultant",
            "--external-id",
            "k1",
            "--password-stdin",
        ],
        &password,
    );
    let begun = Instant::now();
    ryokai(folder, &["import", &file.display().to_string()], "");
    Imported { email, password, took: begun.elapsed() }
}

/// Writes the whole account to a ZIP; answers how long it took and the most memory it had, in
/// bytes.
pub fn export(folder: &Folder) -> (Duration, u64) {
    let begun = Instant::now();
    let mut child = Command::new(binary())
        .args(["--database-url", &folder.database(), "export", "--all", "-o"])
        .arg(folder.0.join("account.zip"))
        .stdout(Stdio::null())
        .spawn()
        .expect("the program starts");
    let mut most = 0;
    loop {
        most = most.max(process::peak(child.id()));
        if let Some(status) = child.try_wait().expect("it runs") {
            assert!(status.success(), "export failed");
            return (begun.elapsed(), most);
        }
        std::thread::sleep(Duration::from_millis(2));
    }
}

/// Writes a file of whole histories beside those that are there: two clients of so many sessions,
/// and many of a few.
pub fn histories(folder: &Folder, sessions: usize, others: usize) -> String {
    let clients = (LONG + 1..=LONG + others).map(|c| client(c, PER_CLIENT));
    let long = [client(LONG, sessions), client(TWIN, sessions)];
    let clients: Vec<Value> = long.into_iter().chain(clients).collect();
    let file = folder.0.join("histories.json");
    std::fs::write(&file, of(&clients).to_string()).expect("the file is written");
    file.display().to_string()
}

/// The id in the file, and the name, of the first client with a long history.
pub fn long() -> (String, String) {
    (format!("c{LONG}"), name(LONG))
}

/// The ids in the program of the two clients with long histories.
pub fn both(folder: &Folder) -> [String; 2] {
    let listed = Command::new(binary())
        .args(["--database-url", &folder.database(), "clients"])
        .output()
        .expect("the list of clients");
    let listed = String::from_utf8_lossy(&listed.stdout).into_owned();
    [LONG, TWIN].map(|c| {
        let line = listed.lines().find(|line| line.contains(&name(c))).expect("a client");
        line.split('\t').next().expect("an id").to_owned()
    })
}

/// The number of the client with the long history: behind all others.
const LONG: usize = 5_000;
/// The number of the one with another long history.
const TWIN: usize = 4_999;

fn name(c: usize) -> String {
    format!("Client {c:04}")
}

fn ryokai(folder: &Folder, args: &[&str], input: &str) {
    assert!(begun(folder, args, input).wait().expect("it ends").success(), "{args:?} failed");
}

/// How long a command takes.
pub fn timed(folder: &Folder, args: &[&str]) -> Duration {
    let begun = Instant::now();
    ryokai(folder, args, "");
    begun.elapsed()
}

/// The summaries of one month of every client, as one ZIP; answers how long that took.
pub fn month(folder: &Folder) -> Duration {
    let out = folder.0.join("month.zip").display().to_string();
    timed(folder, &["summary", "--all", "--month", "2025-05", "--output", &out])
}

/// Takes the account that was exported into an empty database; answers how long that took.
pub fn archive(from: &Folder) -> Duration {
    let empty = Folder::new();
    timed(&empty, &["import", &from.0.join("account.zip").display().to_string()])
}

/// Starts a command beside whatever else runs on the database.
pub fn begun(folder: &Folder, args: &[&str], input: &str) -> Child {
    use std::io::Write;
    let mut child = Command::new(binary())
        .args(["--database-url", &folder.database()])
        .args(args)
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("the program starts");
    child
        .stdin
        .take()
        .expect("its input")
        .write_all(format!("{input}\n").as_bytes())
        .expect("it reads");
    child
}

fn practice(sessions: usize) -> Value {
    let clients: Vec<Value> =
        (0..sessions.div_ceil(PER_CLIENT)).map(|c| client(c, PER_CLIENT.min(sessions))).collect();
    of(&clients)
}

fn of(clients: &[Value]) -> Value {
    json!({
        "consultants": [{"id": "k1", "name": "Load", "locale": "en", "tz": "Europe/London"}],
        "pillars": [{"id": "p1", "consultant": "k1", "name_en": "Work"}],
        "clients": clients,
    })
}

/// What a Japanese client says: of 1,536 sentences one.
fn said(seed: usize) -> String {
    const WHO: [&str; 8] =
        ["父が", "妻が", "社長が", "部下が", "お客さんが", "うちの店が", "自分が", "先代が"];
    const WHAT: [&str; 12] = [
        "値上げの話を",
        "来月の予定を",
        "材料の値段を",
        "新しい人を",
        "銀行の返事を",
        "跡継ぎのことを",
        "工場の移転を",
        "見積もりを",
        "休みの日を",
        "古い機械を",
        "給料の額を",
        "約束した品を",
    ];
    const HOW: [&str; 16] = [
        "まだ決めかねている",
        "どうしても言い出せない",
        "毎朝思い出してしまう",
        "一度は断った",
        "紙に書いて持ってきた",
        "誰にも話していない",
        "値段より先に考えたい",
        "先に家族へ伝えたい",
        "あきらめたわけではない",
        "半分だけ引き受けた",
        "来週までに答えたい",
        "夜になると迷う",
        "数字で見せてほしいと言う",
        "黙って聞いている",
        "自分から切り出した",
        "もう少し待ってほしい",
    ];
    let pick = |of: &[&'static str], by: usize| of[(seed / by) % of.len()];
    format!("{}{}{}。", pick(&WHO, 1), pick(&WHAT, 8), pick(&HOW, 96))
}

fn client(c: usize, sessions: usize) -> Value {
    let id = |part: &str, n: usize| format!("c{c}{part}{n}");
    let start = chrono::NaiveDate::from_ymd_opt(2025, 1, 6).expect("a day");
    let day = |n: usize| (start + chrono::Days::new(7 * n as u64)).to_string();
    let held = |n: usize| {
        json!({"id": id("s", n), "no": n + 1, "status": "held", "on": day(n), "minutes": 60, "mode": "online", "initiator": "agreed",
               "recorded_at": format!("{}T20:00:00", day(n)), "client_topic": format!("Topic {n} of the plan for this quarter"),
               "topic_covered": "yes", "checkout": "yes", "closing": "dated", "next_on": day(n + 1), "note": "Came with a list; left with one line."})
    };
    let quote = |n: usize, k: usize| {
        let japanese = k == 1 && c % 2 == 1;
        let text = if japanese {
            said(c * 7_919 + n)
        } else {
            format!("I would like to look at number {k} of week {n} with you before I decide.")
        };
        json!({"id": format!("c{c}q{n}x{k}"), "session": id("s", n), "speaker": "client",
               "lang": if japanese { "ja" } else { "en" }, "exactness": "verbatim", "text": text})
    };
    let agreement = |n: usize| {
        let event = if n == 0 { "given" } else { "renewed" };
        let kind = if n.is_multiple_of(2) { "conversation" } else { "consultation" };
        let event = if n == 1 { "given" } else { event };
        json!({"id": id("a", n), "kind": kind, "scope": "relationship", "on": day(n), "event": event, "session": id("s", n), "quote": format!("c{c}q{n}x0"), "origin": "volunteered"})
    };
    let promise = |n: usize| {
        json!({"id": id("p", n), "by": if n.is_multiple_of(2) { "client" } else { "consultant" }, "made_on": day(n), "session": id("s", n),
               "text": "Send the draft", "due_on": day(n + 1), "need": null, "history": [{"on": day(n + 1), "to": "done"}]})
    };
    json!({
        "id": format!("c{c}"), "consultant": "k1", "locale": "en", "display_name": name(c), "pillars": ["p1"],
        "origin": {"direction": "came_to_us", "on": day(0)},
        "status_history": [{"on": day(0), "to": "active"}],
        "sessions": (0..sessions).map(held).collect::<Vec<_>>(),
        "quotes": (0..sessions).flat_map(|n| [quote(n, 0), quote(n, 1)]).collect::<Vec<_>>(),
        "agreements": (0..sessions).map(agreement).collect::<Vec<_>>(),
        "commitments": (0..sessions).map(promise).collect::<Vec<_>>(),
        "wants": [{"id": id("w", 0), "on": day(0), "session": id("s", 0), "text": "A plan that holds", "quote": format!("c{c}q0x1"), "needs": [], "history": []}],
    })
}

/// The addresses that are measured.
pub struct Pages {
    pub today: String,
    pub client: String,
    pub list: String,
    pub session: String,
    summary: String,
    /// The sheet that was shown before it is handed over.
    seen: String,
    /// Everybody whose sessions are saved, in turn.
    people: Vec<String>,
    csrf: String,
}

impl Pages {
    pub async fn find(visitor: &Visitor, _: &Imported) -> Pages {
        let clients = body(visitor, "/clients").await;
        let client = link(&clients, "/clients/", |l| l.matches('/').count() == 2);
        let page = body(visitor, &client).await;
        let list = format!("{client}/sessions");
        let sessions = body(visitor, &list).await;
        let session =
            link(&sessions, &format!("{client}/sessions/"), |l| l.matches('/').count() == 4);
        let people = links(&clients, "/clients/", |l| l.matches('/').count() == 2);
        let people = people.iter().map(|l| l.trim_start_matches("/clients/").to_owned()).collect();
        let csrf = hidden(&page, "csrf").expect("a csrf token");
        let summary = format!("{client}/summary");
        let preview = body(visitor, &format!("{summary}?profile=client&from={FROM}&to={TO}")).await;
        let seen = hidden(&preview, "seen").expect("the fingerprint of the sheet");
        Pages { today: "/".into(), summary, seen, client, list, session, people, csrf }
    }

    /// The same pages, with saves of one client alone.
    pub fn of_one(self, client: &str) -> Pages {
        Pages { people: vec![client.to_owned()], ..self }
    }

    /// The nth new session of this client.
    pub fn save(&self, visitor: &Visitor, n: usize) -> Vec<u8> {
        let key = format!(
            "load-{}-{n}",
            std::time::SystemTime::now()
                .duration_since(std::time::UNIX_EPOCH)
                .map(|d| d.as_nanos())
                .unwrap_or(0)
        );
        let fields = [
            ("csrf", self.csrf.as_str()),
            ("key", &key),
            ("client", &self.people[n % self.people.len()]),
            ("act", "save"),
            ("on", "2026-03-02"),
            ("minutes", "60"),
            ("topic", "The plan"),
            ("covered", "yes"),
            ("q0", "This week I will try it my way."),
            ("closing", "none"),
            ("checkout", "yes"),
        ];
        visitor.post("/log", &fields)
    }

    pub fn pdf(&self, visitor: &Visitor) -> Vec<u8> {
        let fields = [
            ("csrf", self.csrf.as_str()),
            ("profile", "client"),
            ("format", "pdf"),
            ("from", FROM),
            ("to", TO),
            ("seen", &self.seen),
        ];
        visitor.post(&self.summary, &fields)
    }
}

async fn body(visitor: &Visitor, path: &str) -> String {
    let answer = visitor.get(path).await;
    assert_eq!(answer.status, 200, "{path}");
    String::from_utf8_lossy(&answer.body).into_owned()
}

fn link(html: &str, start: &str, fits: impl Fn(&str) -> bool) -> String {
    links(html, start, fits).into_iter().next().unwrap_or_else(|| panic!("no link to {start}…"))
}

fn links(html: &str, start: &str, fits: impl Fn(&str) -> bool) -> Vec<String> {
    let all = html.split("href=\"").skip(1).filter_map(|s| s.split('"').next());
    let plain = all.map(|l| l.split(['?', '#']).next().unwrap_or(l).to_owned());
    plain.filter(|l| l.starts_with(start) && fits(l)).collect()
}
