//! The new client whom a page named: read, added, and named otherwise where the page is sent once
//! more with changes.

use crate::intake::form::{Fault, Fields};
use crate::method::person::Origin;
use crate::method::person::honorific::{self, Title};
use crate::method::person::twin::{OTHER, Reply, reply};
use crate::method::{Day, Fact, Id, Moment, Person, Record, Status, Step, Text, Viewer, from_code};
use crate::store::file::Loaded;
use crate::store::{self, Answer, Conn, submission};
use crate::views::twin::{ASKED, SAID};

/// The fields that say who a new client is.
const FIELDS: [&str; 6] =
    ["new-name", "new-reading", "new-locale", "new-origin", "new-pillar", "new-pillar-name"];

/// Names what a page says of the client whom it added, when it is sent once more.
pub(super) enum Named {
    /// Nothing that differs from what is known of them.
    Same,
    /// Something else than before.
    Changed(Box<Person>),
    /// Holds what it said before; since then it was changed elsewhere.
    Since,
    Faults(Vec<Fault>),
}

/// The client there is: the one who was chosen, or who was said to be the same as the new one that
/// was named.
pub(super) fn whom(fields: &Fields) -> Option<Id> {
    fields.get("client").parse().ok().or_else(|| same(fields))
}

/// Tells who was said to be the same as the one that was named. That is said of a name, and holds
/// for no other.
pub(super) fn same(fields: &Fields) -> Option<Id> {
    let said = || fields.get(SAID).parse().ok().filter(|_| fields.get(SAID) != OTHER);
    let asked =
        !fields.get("new-name").is_empty() && fields.get("new-name") == fields.get("twin-of");
    Some(()).filter(|()| asked).and_then(|()| said())
}

/// The new client that was named.
pub(super) fn newcomer(fields: &Fields) -> Result<Person, Fault> {
    let typed =
        |name: &str| Text::optional(fields.get(name)).map_err(|_| Fault::new(name, "fault-text"));
    let name = typed("new-name")?.ok_or_else(|| Fault::new("new-name", "fault-client"))?;
    let name =
        honorific::kept(name.as_str()).and_then(|(bare, _)| bare.parse().ok()).unwrap_or(name);
    typed("new-pillar-name")?;
    let locale = from_code(fields.get("new-locale")).unwrap_or_else(|| super::lang_of(&name));
    let direction = from_code(fields.get("new-origin"));
    let of = |direction| Origin {
        direction: Some(direction),
        how_they_knew_us: None,
        activity: None,
        on: None,
    };
    let origin = direction.map(of);
    Ok(Person {
        reading: typed("new-reading")?,
        origin,
        ..Person::named(Id::fresh(), name, locale)
    })
}

/// The title that is not kept with the name of the new client that was typed.
pub(super) fn title_taken(fields: &Fields) -> Option<&'static Title> {
    honorific::kept(fields.get("new-name"))
        .map(|(_, title)| title)
        .filter(|_| whom(fields).is_none())
}

/// The new client that was named, unless it may be somebody known and nobody has said who.
pub(super) fn unlike(
    conn: &mut Conn,
    viewer: &Viewer,
    fields: &Fields,
) -> Answer<Result<Person, Fault>> {
    let mut person = match newcomer(fields) {
        Ok(person) => person,
        Err(fault) => return Ok(Err(fault)),
    };
    let others = store::person::everybody(conn, viewer)?;
    match reply(&others, &person, fields.get(SAID), fields.get(ASKED)) {
        Reply::Another(apart) => person.apart_from = apart,
        Reply::Same(_) | Reply::Open(_) => return Ok(Err(Fault::new("new-name", "twin-fault"))),
    }
    Ok(Ok(person))
}

/// Adds them, with the day on which the work with them begins.
pub(super) fn add(
    conn: &mut Conn,
    viewer: &Viewer,
    fields: &Fields,
    (mut person, on): (Person, Day),
    now: Moment,
) -> Answer<Id> {
    if let Some(origin) = &mut person.origin {
        origin.on = Some(on);
    }
    person.pillars = pillar(conn, viewer, fields)?.into_iter().collect();
    let person = store::person::add(conn, viewer, person, now)?;
    let begun = Record::fresh(
        on,
        None,
        Fact::Status(Step { id: Id::fresh(), ..Step::new(on, Status::Prospect) }),
    );
    store::fact::record(conn, viewer, &person, now, |_| Ok(vec![begun]))?;
    Ok(person)
}

/// The pillar that was chosen for them or named, which is added where it is new.
pub(super) fn pillar(conn: &mut Conn, viewer: &Viewer, fields: &Fields) -> Answer<Option<Id>> {
    let named: Option<Text> = Text::optional(fields.get("new-pillar-name")).ok().flatten();
    Ok(match (named, fields.get("new-pillar").parse::<Id>()) {
        (Some(name), _) => Some(store::pillar::add(conn, viewer, &name)?),
        (None, Ok(id)) => {
            store::pillar::list(conn, viewer)?.into_iter().map(|p| p.id).find(|own| *own == id)
        }
        (None, Err(_)) => None,
    })
}

/// Notes that the page added this client, and what it said of them.
pub(super) fn keep(
    conn: &mut Conn,
    viewer: &Viewer,
    fields: &Fields,
    made: (&Id, &Id),
    now: Moment,
) -> Answer<()> {
    for key in [added(fields), said(fields)] {
        if submission::find(conn, viewer, &key)?.is_none() {
            submission::keep(conn, viewer, &key, made, now)?;
        }
    }
    Ok(())
}

/// Weighs what a page that was saved before says now of the client of its session.
pub(super) fn weigh(
    conn: &mut Conn,
    viewer: &Viewer,
    fields: &Fields,
    (loaded, today): (&Loaded, Day),
) -> Answer<Named> {
    let typed = match newcomer(fields) {
        Ok(typed) => typed,
        Err(fault) => return Ok(Named::Faults(vec![fault])),
    };
    if submission::find(conn, viewer, &added(fields))?.is_none() {
        // The session is with somebody who was known before, and who is not renamed by a page about
        // somebody new.
        let other = fields.get("new-name") != fields.get("twin-of");
        let fault = || Named::Faults(vec![Fault::new("new-name", "fault-name-known")]);
        return Ok(if other { fault() } else { Named::Same });
    }
    let known = &loaded.file.person;
    let pillar = pillar(conn, viewer, fields)?;
    let locale = from_code(fields.get("new-locale")).unwrap_or(known.locale);
    let (display_name, reading) = (typed.display_name, typed.reading);
    let mut wanted = Person { display_name, reading, locale, ..known.clone() };
    wanted.origin = match (typed.origin, &known.origin) {
        (Some(new), Some(known)) => Some(Origin { direction: new.direction, ..known.clone() }),
        (Some(new), None) => Some(new),
        (None, _) => None,
    };
    if pillar.as_ref() != known.pillars.first() {
        let rest = known.pillars.iter().skip(1).filter(|p| Some(*p) != pillar.as_ref());
        wanted.pillars = pillar.iter().chain(rest).cloned().collect();
    }
    if wanted == *known {
        return Ok(Named::Same);
    }
    if loaded.consultant != viewer.member
        || submission::find(conn, viewer, &said(fields))?.is_some()
    {
        return Ok(Named::Since);
    }
    let others = store::person::everybody(conn, viewer)?;
    match reply(&others, &wanted, fields.get(SAID), fields.get(ASKED)) {
        Reply::Another(apart) => wanted.apart_from.extend(apart),
        Reply::Same(_) | Reply::Open(_) => {
            return Ok(Named::Faults(vec![Fault::new("new-name", "twin-fault")]));
        }
    }
    Ok(Named::Changed(Box::new(wanted.renamed(known, today))))
}

/// Names what became of what the page says of the new client whom it added.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Profile {
    Changed,
    /// It was changed elsewhere since, and stays so.
    Stays,
}

impl Profile {
    /// Tells how the next page knows of it.
    pub(super) fn after(self) -> &'static str {
        match self {
            Profile::Changed => "profile",
            Profile::Stays => "profile-stays",
        }
    }
}

/// Makes the client what the page says, once the session is saved.
pub(super) fn rename(
    conn: &mut Conn,
    viewer: &Viewer,
    fields: &Fields,
    (named, made): (Named, (&Id, &Id)),
    now: Moment,
) -> Answer<Option<Profile>> {
    match named {
        Named::Changed(person) => {
            let version = store::file::load(conn, viewer, made.0)?.version;
            store::person::change(conn, viewer, &person, version, now)?;
            keep(conn, viewer, fields, made, now)?;
            Ok(Some(Profile::Changed))
        }
        Named::Since => Ok(Some(Profile::Stays)),
        Named::Same | Named::Faults(_) => Ok(None),
    }
}

/// The key of the page that was saved first, whatever page it has become since.
fn first_key(fields: &Fields) -> &str {
    if fields.get("again").is_empty() { fields.get("key") } else { fields.get("again") }
}

fn added(fields: &Fields) -> String {
    format!("{}:new", first_key(fields))
}

/// The digest of what the page says of the new client.
fn said(fields: &Fields) -> String {
    let of = FIELDS.map(|name| fields.get(name).trim());
    let mut all = Fields::default();
    all.set("key", first_key(fields));
    FIELDS.iter().zip(of).for_each(|(name, value)| all.set(name, value));
    super::save::print(&all)
}
