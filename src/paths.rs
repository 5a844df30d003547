//! Every address of the program once: the pattern for the router and, beside it, the function that
//! writes the link. A dead link does not compile. Ids consist of letters that need no escaping
//! (`method::id`).

use crate::method::Id;

/// Declares the addresses: `NAME link(part, …) "/pattern/{part}"`.
macro_rules! paths {
    ($( #[doc = $doc:literal] $name:ident $link:ident ( $($part:ident),* ) $pattern:literal; )+) => {
        $(
            #[doc = $doc]
            pub const $name: &str = $pattern;

            #[doc = concat!("The link to: ", $doc)]
            pub fn $link($($part: impl std::fmt::Display),*) -> String {
                format!($pattern)
            }
        )+

        /// All patterns, so that a test can walk them.
        pub const ALL: &[&str] = &[$( $pattern ),+];
    };
}

paths! {
    /// Today: the page one lands on.
    TODAY today() "/";
    /// Signing in.
    LOGIN login() "/login";
    /// Signing out.
    LOGOUT logout() "/logout";
    /// Setting up the practice and its owner, at the first visit.
    SETUP setup() "/setup";
    /// One's own settings.
    SETTINGS settings() "/settings";
    /// Changing one's password.
    PASSWORD password() "/settings/password";
    /// Changing the address one signs in with.
    EMAIL email() "/settings/email";
    /// Ending one of one's logins.
    LOGIN_END login_end(login) "/settings/logins/{login}/end";
    /// One's own quiet hours, and the daily mail.
    REMINDER reminder() "/settings/reminder";
    /// Shows what holds for the whole practice.
    PRACTICE practice() "/settings/practice";
    /// The members of the practice.
    MEMBERS members() "/settings/members";
    /// Changing one member: whether they may sign in, or their password.
    MEMBER member(member) "/settings/members/{member}";
    /// The head of the practice's documents.
    LETTERHEAD letterhead() "/settings/letterhead";
    /// The circles one's people come from.
    PILLARS pillars() "/settings/pillars";
    /// The hours of coaching, and the log of them to take away.
    HOURS hours() "/hours";
    /// Shows how the practice counts hours where sources disagree.
    HOURS_TERMS hours_terms() "/hours/terms";
    /// The secret link to one's calendar.
    CALENDAR calendar() "/settings/calendar";
    /// Reading another calendar for sessions to log.
    CALENDAR_READ calendar_read() "/settings/calendar/read";
    /// One's calendar, for whoever holds its secret.
    FEED feed(token) "/calendar/{token}";
    /// Adding somebody, client or not.
    PERSON_NEW person_new() "/people/new";
    /// Bringing in what comes from other programs.
    INCOMING incoming() "/import";
    /// Shows which column of a file is what.
    INCOMING_COLUMNS incoming_columns(upload) "/import/{upload}/columns";
    /// Shows what every row of a file would bring.
    INCOMING_ROWS incoming_rows(upload) "/import/{upload}/rows";
    /// Taking back the last file.
    INCOMING_UNDO incoming_undo(import) "/import/{import}/undo";
    /// Recording a contact with anybody, in one line.
    CONTACT_QUICK contact_quick() "/contact";
    /// Shows what a contact that was just recorded changes.
    CONTACT contact(person, contact) "/clients/{person}/contacts/{contact}";
    /// Everything in one ZIP.
    ACCOUNT account() "/settings/account";
    /// Letting one's clients be in it, or no longer.
    ACCOUNT_JOIN account_join() "/settings/account/joins";
    /// The clients, by name.
    CLIENTS clients() "/clients";
    /// One client.
    CLIENT client(person) "/clients/{person}";
    /// Shows who a client is, to be changed.
    PROFILE profile(person) "/clients/{person}/profile";
    /// Shows what to read before meeting a client.
    BRIEF brief(person) "/clients/{person}/brief";
    /// All sessions with a client, newest first.
    SESSIONS sessions(person) "/clients/{person}/sessions";
    /// One session as it was recorded.
    SESSION session(person, session) "/clients/{person}/sessions/{session}";
    /// Every open question about one client, session by session.
    QUESTIONS questions(person) "/clients/{person}/questions";
    /// Answering what a session still lacks.
    QUESTION question(person, session) "/clients/{person}/sessions/{session}/question";
    /// Taking back a session, or one of its records, with what hangs on it.
    TAKE_BACK take_back(person, session) "/clients/{person}/sessions/{session}/take-back";
    /// Signing a session.
    SIGN sign(person, session) "/clients/{person}/sessions/{session}/sign";
    /// Adding a line below a signed session.
    ADDENDA addenda(person, session) "/clients/{person}/sessions/{session}/addenda";
    /// Undoing what one act did, or taking back a record where it is shown.
    UNDO undo() "/undo";
    /// Shows what was taken back of one person's record, to be had again.
    TAKEN_BACK taken_back(person) "/clients/{person}/taken-back";
    /// Words of a signed session that were remembered later.
    RECALLED recalled(person, session) "/clients/{person}/sessions/{session}/words";
    /// Noting at once what all sessions of a client count as that nobody has noted yet.
    HOURS_ALL hours_all(person) "/clients/{person}/hours";
    /// Noting what a session counts as in the log of hours.
    HOURS_NOTE hours_note(person, session) "/clients/{person}/sessions/{session}/hours";
    /// A session as a calendar has it.
    SESSION_ICS session_ics(person, session) "/clients/{person}/sessions/{session}/calendar";
    /// A session as shorthand.
    SHORTHAND shorthand(person, session) "/clients/{person}/sessions/{session}/shorthand";
    /// Recording a step of one record: a want, a need, a promise and so on.
    STEP step(person, noun, record) "/clients/{person}/steps/{noun}/{record}";
    /// Recording a contact outside a session.
    CONTACTS contacts(person) "/clients/{person}/contacts";
    /// Correcting a contact or a gift.
    AMEND amend(person, passed) "/clients/{person}/correct/{passed}";
    /// Recording a gift.
    GIFTS gifts(person) "/clients/{person}/gifts";
    /// Finding what was written, wherever it stands.
    SEARCH search() "/search";
    /// The people one knows, near and far.
    NETWORK network() "/network";
    /// One insight about a client, and setting it aside.
    INSIGHT insight(person, rule) "/clients/{person}/insights/{rule}";
    /// A month of one's own practice, as a whole.
    DIGEST digest() "/digest";
    /// One insight about one's own practice, set aside.
    DIGEST_INSIGHT digest_insight(rule) "/digest/insights/{rule}";
    /// A client who does not exist, to look at.
    EXAMPLE example() "/example";
    /// The terms of the method.
    METHOD method() "/method";
    /// Colleagues who may work with one client too.
    SHARES shares(person) "/clients/{person}/shares";
    /// Ending one sharing.
    SHARE_END share_end(person, member) "/clients/{person}/shares/{member}/end";
    /// The page on which a session is written down.
    LOG log() "/log";
    /// Retention what is being written as a draft.
    LOG_DRAFT log_draft() "/log/draft";
    /// Throwing a draft away.
    LOG_DISCARD log_discard() "/log/draft/discard";
    /// The drafts that were thrown away and can still be taken up again.
    LOG_DISCARDED log_discarded() "/log/discarded";
    /// Everything that was begun and is not saved yet.
    LOG_DRAFTS log_drafts() "/log/drafts";
    /// Shows what was understood of what is being written.
    LOG_READING log_reading() "/log/reading";
    /// Shows what saving a session changed.
    SESSION_RESULT session_result(person, session) "/clients/{person}/sessions/{session}/result";
    /// Handing over one client's summary.
    SUMMARY summary(person) "/clients/{person}/summary";
    /// The documents of all clients of a month.
    BATCH batch() "/summaries";
    /// Making one of two people who are one.
    MERGE merge(person) "/clients/{person}/merge";
    /// Two who were made one: what both were, and telling them apart again.
    MERGED merged(person, merge) "/clients/{person}/merge/{merge}";
    /// Shows how long one client's record is kept, and what ends it.
    RETENTION retention(person) "/clients/{person}/keeping";
    /// Everything that is kept of one client, in one ZIP.
    ACCESS access(person) "/clients/{person}/access";
    /// Ending one client's record.
    ERASE erase(person) "/clients/{person}/erase";
    /// The records whose time is over.
    REVIEW review() "/review";
    /// Tells whether the process is alive.
    HEALTHZ healthz() "/healthz";
    /// Tells whether the process can answer from its database.
    READYZ readyz() "/readyz";
    /// A file of the program under the hash of its content.
    ASSET asset(hash, name) "/static/{hash}/{name}";
    /// The icon, where browsers look for it unasked.
    FAVICON favicon() "/favicon.ico";
    /// The key with which the member's browser encrypts what it keeps.
    DEVICE_KEY device_key() "/device/key";
    /// The script that answers on a device without a network.
    WORKER worker() "/worker.js";
    /// The log page for a time without a network.
    OFFLINE offline() "/offline";
    /// The manifest by which a device keeps ryokai among its programs.
    MANIFEST manifest() "/manifest.webmanifest";
}

/// One insight about a client, with the page to come back to.
pub fn insight_from(
    person: impl std::fmt::Display,
    rule: impl std::fmt::Display,
    back: &str,
) -> String {
    format!("{}?back={}", insight(person, rule), escaped(back))
}

/// The digest of one month, named by any of its days.
pub fn digest_of(day: impl std::fmt::Display) -> String {
    format!("{DIGEST}?on={day}")
}

/// Signing in, with the page to go to afterwards.
pub fn login_for(next: &str) -> String {
    format!("{LOGIN}?next={}", escaped(next))
}

/// Making one of these two.
pub fn merge_with(person: impl std::fmt::Display, other: impl std::fmt::Display) -> String {
    format!("{}?with={other}", merge(person))
}

/// Handing over the summary of one session.
pub fn summary_of(person: impl std::fmt::Display, session: impl std::fmt::Display) -> String {
    format!("{}?session={session}", summary(person))
}

/// Signing in, in this language.
pub fn login_in(lang: &str) -> String {
    format!("{LOGIN}?lang={lang}")
}

/// Signing in, in this language, with the page to go to afterwards.
pub fn login_next_in(next: &str, lang: &str) -> String {
    format!("{LOGIN}?lang={lang}&next={}", escaped(next))
}

/// The log page for a time without a network, in this language.
pub fn offline_in(lang: &str) -> String {
    format!("{OFFLINE}?lang={lang}")
}

/// The manifest of the program, in this language.
pub fn manifest_in(lang: &str) -> String {
    format!("{MANIFEST}?lang={lang}")
}

/// Setting up, in this language.
pub fn setup_in(lang: &str) -> String {
    format!("{SETUP}?lang={lang}")
}

/// Setting up with the link that was printed at the start.
pub fn setup_with(token: &str) -> String {
    format!("{SETUP}?token={}", escaped(token))
}

/// Setting up with that link, in this language.
pub fn setup_with_in(token: &str, lang: &str) -> String {
    format!("{SETUP}?lang={lang}&token={}", escaped(token))
}

/// One part of Today, whole.
pub fn today_all(part: &str) -> String {
    format!("{}?all={part}", today())
}

/// The network, its people who are no clients put together by pillar.
pub fn network_by_pillar() -> String {
    format!("{}?by=pillar", network())
}

/// The records whose time is over, with what an erasure did above them.
pub fn review_after(erasure: impl std::fmt::Display) -> String {
    format!("{}?erasure={erasure}", review())
}

/// Bringing in, with what taking back this import came to.
pub fn incoming_undone(import: impl std::fmt::Display) -> String {
    format!("{}?undone={import}", incoming())
}

/// A value in the query of an address.
pub fn escaped(value: &str) -> String {
    let plain = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.' | b'~' | b'/');
    value
        .bytes()
        .map(|b| if plain(b) { char::from(b).to_string() } else { format!("%{b:02X}") })
        .collect()
}

/// Logging a session with a client.
pub fn log_with(person: &impl std::fmt::Display) -> String {
    format!("{}?client={person}", log())
}

/// The log page of an address, under another key.
pub fn log_under(query: Option<&str>, key: &impl std::fmt::Display) -> String {
    let parts = query.into_iter().flat_map(|query| query.split('&'));
    let kept =
        parts.filter(|part| !part.is_empty() && !part.starts_with("key=")).map(str::to_owned);
    format!("{}?{}", log(), kept.chain([format!("key={key}")]).collect::<Vec<_>>().join("&"))
}

/// Correcting a session on the log page.
pub fn correct(person: impl std::fmt::Display, session: impl std::fmt::Display) -> String {
    format!("{}?client={person}&session={session}", log())
}

/// A session, with what has just been done to it.
pub fn session_after(
    person: impl std::fmt::Display,
    of: impl std::fmt::Display,
    what: &str,
) -> String {
    format!("{}?after={what}", session(person, of))
}

/// Taking back one record of a session.
pub fn take_back_one(
    person: impl std::fmt::Display,
    session: impl std::fmt::Display,
    record: impl std::fmt::Display,
) -> String {
    format!("{}?record={record}", take_back(person, session))
}

/// Logging a session of a day, with whom and how long it was as far as that is known.
pub fn log_of(
    person: Option<&impl std::fmt::Display>,
    on: impl std::fmt::Display,
    minutes: Option<u32>,
) -> String {
    let person = person.map(|person| format!("&client={person}")).unwrap_or_default();
    let minutes = minutes.map(|n| format!("&minutes={n}")).unwrap_or_default();
    format!("{}?on={on}{minutes}{person}", log())
}

/// The documents of a month, as they were chosen: the names and values of the page's fields.
pub fn batch_of(chosen: [(&str, &str); 4]) -> String {
    let fields: Vec<String> =
        chosen.iter().map(|(name, value)| format!("{name}={}", escaped(value))).collect();
    format!("{}?{}", batch(), fields.join("&"))
}

/// Going on with a draft.
pub fn log_draft_of(draft: &impl std::fmt::Display) -> String {
    format!("{}?draft={draft}", log())
}

/// The name under which an address carries what the act before it did.
const DONE: &str = "done";

/// An address with what the act before it did: the page says so, and offers to undo it.
pub fn after(address: &str, done: &impl std::fmt::Display) -> String {
    asking(&without_done(address), DONE, &done.to_string())
}

/// The name under which an address carries a sentence about the act before it.
pub const TOLD: &str = "told";

/// An address with what is told of the act before it, by its code (`views::told`).
pub fn told(address: &str, code: &str) -> String {
    asking(address, TOLD, code)
}

/// The profile with a title put back behind or before the name, for somebody whose name it is part
/// of.
pub fn profile_titled(person: impl std::fmt::Display, title: &str) -> String {
    asking(&profile(person), "titled", title)
}

/// An address with one more value in its query.
fn asking(address: &str, name: &str, value: &str) -> String {
    let (page, place) =
        address.split_once('#').map_or((address, None), |(page, place)| (page, Some(place)));
    let joint = if page.contains('?') { '&' } else { '?' };
    let place = place.map(|place| format!("#{place}")).unwrap_or_default();
    format!("{page}{joint}{name}={}{place}", escaped(value))
}

/// The same address, saying nothing of what was done before.
pub fn without_done(address: &str) -> String {
    let (page, place) =
        address.split_once('#').map_or((address, None), |(page, place)| (page, Some(place)));
    let (path, query) = page.split_once('?').unwrap_or((page, ""));
    let said = |pair: &&str| pair.split('=').next() != Some(DONE);
    let rest: Vec<&str> = query.split('&').filter(|pair| !pair.is_empty()).filter(said).collect();
    let query = if rest.is_empty() { String::new() } else { format!("?{}", rest.join("&")) };
    format!("{path}{query}{}", place.map(|place| format!("#{place}")).unwrap_or_default())
}

/// Tells where a record stands on the page of its person.
pub fn record(person: impl std::fmt::Display, record: impl std::fmt::Display) -> String {
    format!("{}#{}", client(person), place(record))
}

/// The name of the place of a record on a page.
pub fn place(record: impl std::fmt::Display) -> String {
    format!("r-{record}")
}

/// Recording a step, with the page to come back to.
pub fn step_from(step: &str, back: &str) -> String {
    format!("{step}?back={}", escaped(back))
}

/// True if a text is an address within this site, so that one may be sent there after signing in.
pub fn is_local(path: &str) -> bool {
    path.starts_with('/')
        && !path.starts_with("//")
        && !path.contains('\\')
        && !path.chars().any(|c| c.is_control() || c.is_whitespace())
}

/// The person whose page an address names, or a page below it.
pub fn client_of(address: &str) -> Option<Id> {
    let rest = address.strip_prefix(CLIENTS)?.strip_prefix('/')?;
    rest.split(['/', '?', '#']).next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_fill_their_pattern() {
        assert_eq!(today(), "/");
        assert_eq!(share_end("p1", "m1"), "/clients/p1/shares/m1/end");
    }

    #[test]
    fn an_address_says_what_was_done_before_once_and_keeps_its_place() {
        assert_eq!(after("/clients/x", &"d~1"), "/clients/x?done=d~1");
        assert_eq!(after("/clients/x?a=b&done=d~1#s5", &"d~2"), "/clients/x?a=b&done=d~2#s5");
        assert_eq!(without_done("/clients/x?done=d~1#s5"), "/clients/x#s5");
        assert_eq!(without_done("/?a=b&donee=c"), "/?a=b&donee=c");
    }

    #[test]
    fn only_addresses_of_this_site_are_local() {
        assert!(is_local("/") && is_local("/clients/x?after=1"));
        for away in [
            "",
            "//evil.example",
            "https://evil.example",
            "/\\evil.example",
            "/a\nb",
            "javascript:x",
        ] {
            assert!(!is_local(away), "{away}");
        }
    }
}
