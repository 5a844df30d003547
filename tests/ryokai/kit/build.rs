//! Small builders: a practice, its members, their people, and a session to write down.

use ryokai::method::{
    Day, Email, Fact, Id, Lang, Moment, Person, Record, Role, Session, Status, Step, Text, Viewer,
};
use ryokai::store::member::NewMember;
use ryokai::store::{Db, member, person, practice};

/// The moment at which tests write, 2025-07-01 03:00 UTC: noon in Tokyo.
pub fn now() -> Moment {
    "2025-07-01T03:00:00".parse().expect("a moment")
}

pub fn day(s: &str) -> Day {
    s.parse().expect("a day")
}

pub fn id(s: &str) -> Id {
    s.parse().expect("an id")
}

pub fn text(s: &str) -> Text {
    s.parse().expect("a text")
}

/// A practice of that name.
pub fn practice(db: &Db, name: &str) -> Id {
    let name = text(name);
    db.write_blocking(move |conn| practice::found(conn, &name, now())).expect("a practice")
}

/// An active member of a practice who signs in with `<name>@example.org`.
pub fn member(db: &Db, practice: &Id, name: &str, role: Role) -> Viewer {
    let new = NewMember {
        name: text(name),
        email: Some(format!("{name}@example.org").parse::<Email>().expect("an address")),
        password_hash: None,
        role,
        lang: Lang::Ja,
        tz: chrono_tz::Asia::Tokyo,
        capacity: 15,
        external_id: None,
    };
    let practice = practice.clone();
    db.write_blocking(move |conn| {
        let id = member::add(conn, &practice, &new, now())?;
        member::viewer(conn, &id)
    })
    .expect("a member")
}

/// A client of the viewer's, with an empty file.
pub fn client(db: &Db, viewer: &Viewer, name: &str) -> Id {
    let (viewer, new) = (viewer.clone(), Person::named(Id::fresh(), text(name), Lang::Ja));
    db.write_blocking(move |conn| person::add(conn, &viewer, new, now())).expect("a client")
}

/// A held session, as a file would have it.
pub fn session(id: &str, on: &str) -> Record {
    let session: Session =
        serde_json::from_value(serde_json::json!({"id": id, "on": on})).expect("a session");
    Record::session(session)
}

/// A call of theirs that nobody has answered yet.
pub fn contact(id: &str, on: &str) -> Record {
    let contact = serde_json::json!({"id": id, "on": on, "initiator": "them", "channel": "phone"});
    Record::contact(serde_json::from_value(contact).expect("a contact"))
}

/// The work with them begins, or goes on.
pub fn active(on: &str) -> Record {
    let step = Step { id: Id::fresh(), ..Step::new(day(on), Status::Active) };
    Record::fresh(day(on), None, Fact::Status(step))
}

/// Writes records of a client's.
pub fn record(db: &Db, viewer: &Viewer, person: &Id, records: Vec<Record>) {
    let (viewer, person) = (viewer.clone(), person.clone());
    let write = move |conn: &mut ryokai::store::Conn| {
        ryokai::store::fact::record(conn, &viewer, &person, now(), |_| Ok(records)).map(drop)
    };
    db.write_blocking(write).expect("records");
}
