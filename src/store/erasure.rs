//! The end of a record: a person's facts and everything made of them go, through the one door that
//! the database leaves open for it. What stays says who ordered it, when, why, and which whole
//! copies may still hold the person.

mod turns;

use diesel::prelude::*;

use super::schema::{audit as log, draft, erasing, export, insight_state, kept_hours, person};
use super::schema::{erasure, import, import_part, share, submission, upload};
use super::scope::{self, Access};
use super::whole_copy::{self, WholeCopy};
use super::{
    Answer, Conn, Db, audit, column, file, member, merge, person as people, recent, setting,
};
use crate::method::hours::log::{Ended, Ground};
use crate::method::mention::{Mention, is_about, mentions, sought};
use crate::method::retention::{Ending, EndsBecause, bare, years};
use crate::method::{ClientFile, Day, Id, Moment, Person, Viewer, code, moment};

pub use turns::finish;
use turns::go;
pub(super) use turns::leave;

/// One erasure that was ordered.
#[derive(Debug, Clone, PartialEq)]
pub struct Erasure {
    pub id: Id,
    /// Points at nobody once they are erased.
    pub person: Id,
    pub at: Moment,
    pub ending: Ending,
    pub reason: EndsBecause,
    /// The whole copies that may still hold the person.
    pub copies: Vec<WholeCopy>,
    /// Tells when what was deleted was taken out of the database's files as well.
    pub settled_at: Option<Moment>,
}

/// Ends a record of the viewer's own, and answers the id of the erasure; none while it is held, and
/// then nothing is changed. From here on nobody sees the person; their facts go with `finish`, and
/// the files of the database still have what was deleted until `purge`.
pub fn order(
    conn: &mut Conn,
    viewer: &Viewer,
    of: &Id,
    (ending, reason): (Ending, EndsBecause),
    now: Moment,
) -> Answer<Option<Id>> {
    let access = scope::enter_own_to_write(conn, viewer, of)?;
    let loaded = file::load(conn, viewer, of)?;
    if loaded.file.person.legal_hold {
        return Ok(None);
    }
    let holding = whole_copy::holding(conn, viewer, of)?;
    let id = note(conn, viewer, &access, ((ending, reason), &holding), now)?;
    beside(conn, viewer, &access, &loaded.file.person)?;
    for (joined, who) in merge::forget(conn, &access)? {
        beside(conn, viewer, &joined, &who)?;
        go(conn, viewer, &joined, None)?;
    }
    match ending {
        Ending::Erased => {
            keep_hours(conn, viewer, &loaded.file, now)?;
            keep_exports(conn, &access)?;
            go(conn, viewer, &access, None)?;
        }
        Ending::Pseudonymised => {
            let drawn = Id::fresh();
            let (_, last) = drawn.as_str().split_at(drawn.as_str().len().saturating_sub(6));
            let stays = bare(&loaded.file, column::text(&format!("C-{last}"))?);
            go(conn, viewer, &access, Some(stays))?;
        }
    }
    apart(conn, viewer, of, now)?;
    audit::write(conn, viewer, &code(&ending), (Some(of), &code(&reason)), now)?;
    Ok(Some(id))
}

/// Somebody else in whose record a person is named.
#[derive(Debug, Clone, PartialEq)]
pub struct Named {
    pub person: Person,
    pub mentions: Vec<Mention>,
}

/// The records of the viewer's other clients that name a person: they stay. The person's own file is
/// in memory afterwards, so that `order` does not read it while others wait to save.
pub fn named(conn: &mut Conn, viewer: &Viewer, of: &Id) -> Answer<Vec<Named>> {
    let files = file::load_all(conn, viewer)?;
    if !files.iter().any(|loaded| loaded.file.person.id == *of) {
        return Ok(Vec::new());
    }
    let names = sought(&file::load(conn, viewer, of)?.file.person);
    let others = files.iter().filter(|loaded| loaded.file.person.id != *of);
    let named = others.map(|loaded| Named {
        person: loaded.file.person.clone(),
        mentions: mentions(&loaded.file, &names, &[]),
    });
    Ok(named.filter(|named| !named.mentions.is_empty()).collect())
}

fn note(
    conn: &mut Conn,
    viewer: &Viewer,
    access: &Access,
    ((ending, reason), holding): ((Ending, EndsBecause), &[WholeCopy]),
    now: Moment,
) -> Answer<Id> {
    let (id, copies): (Id, Vec<&Id>) = (Id::fresh(), holding.iter().map(|copy| &copy.id).collect());
    diesel::insert_into(erasure::table)
        .values((
            erasure::id.eq(id.as_str()),
            erasure::practice.eq(viewer.practice.as_str()),
            erasure::person.eq(access.id()),
            erasure::ordered_by.eq(viewer.member.as_str()),
            erasure::ordered_at.eq(now),
            erasure::ending.eq(column::name(&ending)),
            erasure::reason.eq(column::name(&reason)),
            erasure::copies.eq(column::to_json("copies", &copies)?),
        ))
        .execute(conn)?;
    Ok(id)
}

/// Tells what was written about a person outside their journal: drafts, forms, acts with insights,
/// shares. Where only a name tells, it is looked for with those who work with the person alone: a
/// colleague who does not means somebody else by it.
fn beside(conn: &mut Conn, viewer: &Viewer, access: &Access, who: &Person) -> Answer<()> {
    let of = access.id();
    let mut workers: Vec<String> = share::table
        .filter(share::person.eq(of))
        .select(share::member)
        .order(share::member)
        .load(conn)?;
    workers.push(viewer.member.to_string());
    diesel::delete(draft::table.filter(draft::person.eq(of))).execute(conn)?;
    let loose: Vec<(String, String)> = draft::table
        .filter(draft::person.is_null().and(draft::member.eq_any(&workers)))
        .select((draft::id, draft::body))
        .load(conn)?;
    for (id, _) in loose.iter().filter(|(_, body)| is_about(body, who)) {
        diesel::delete(draft::table.find(id)).execute(conn)?;
    }
    diesel::delete(insight_state::table.filter(insight_state::person.eq(of))).execute(conn)?;
    let general: Vec<(String, String)> = insight_state::table
        .filter(
            insight_state::person
                .is_null()
                .and(insight_state::practice.eq(viewer.practice.as_str())),
        )
        .filter(insight_state::member.eq_any(&workers))
        .select((insight_state::id, insight_state::act))
        .load(conn)?;
    for (id, _) in general.iter().filter(|(_, act)| is_about(act, who)) {
        diesel::delete(insight_state::table.find(id)).execute(conn)?;
    }
    diesel::delete(submission::table.filter(submission::person.eq(of))).execute(conn)?;
    diesel::delete(share::table.filter(share::person.eq(of))).execute(conn)?;
    brought(conn, &workers, who)
}

/// Nobody is told apart any more from somebody who is gone.
fn apart(conn: &mut Conn, viewer: &Viewer, gone: &Id, now: Moment) -> Answer<()> {
    let naming = person::table
        .filter(scope::own(viewer))
        .filter(person::profile.like(format!("%{gone}%")))
        .select(person::id);
    for other in naming.load::<String>(conn)? {
        let Some(kept) = people::find(conn, viewer, &column::id(&other)?)? else { continue };
        let mut person = kept.person;
        if !person.apart_from.contains(gone) {
            continue;
        }
        person.apart_from.retain(|id| id != gone);
        people::change(conn, viewer, &person, kept.version, now)?;
    }
    Ok(())
}

/// Tells what files from elsewhere said of a person, on their way in or kept to be taken back.
fn brought(conn: &mut Conn, workers: &[String], who: &Person) -> Answer<()> {
    let waiting: Vec<(String, String)> = upload::table
        .filter(upload::member.eq_any(workers))
        .select((upload::id, upload::body))
        .load(conn)?;
    for (id, _) in waiting.iter().filter(|(_, body)| is_about(body, who)) {
        diesel::delete(upload::table.find(id)).execute(conn)?;
    }
    diesel::delete(import_part::table.filter(import_part::person.eq(who.id.as_str())))
        .execute(conn)?;
    let taken: Vec<(String, String)> = import::table
        .filter(import::member.eq_any(workers))
        .select((import::id, import::name))
        .load(conn)?;
    for (id, _) in taken.iter().filter(|(_, name)| is_about(name, who)) {
        diesel::update(import::table.find(id)).set(import::name.eq("")).execute(conn)?;
    }
    Ok(())
}

/// Opens the one door through which something of one person's journal can go.
pub(super) fn through_the_door(
    conn: &mut Conn,
    access: &Access,
    go: impl FnOnce(&mut Conn) -> Answer<()>,
) -> Answer<()> {
    let open = (erasing::person.eq(access.id()), erasing::closes.eq("never"));
    diesel::insert_into(erasing::table).values(open).execute(conn)?;
    go(conn)?;
    diesel::delete(erasing::table.find(access.id())).execute(conn)?;
    Ok(())
}

/// Adds what was worked with a person to the sums that outlive them.
fn keep_hours(conn: &mut Conn, viewer: &Viewer, file: &ClientFile, now: Moment) -> Answer<()> {
    let more = |minutes: u64| i64::try_from(minutes).unwrap_or(i64::MAX);
    let ground = Ground {
        terms: setting::hours_terms(conn, &viewer.practice)?,
        training_from: member::own(conn, viewer)?.training_from,
        at: moment::local(now, viewer.tz).date(),
        ended: Ended::default(),
    };
    for year in years(file, &ground) {
        let place = kept_hours::table.find((viewer.member.as_str(), year.year));
        let before: Option<Counted> =
            place.select(Counted::as_select()).get_result(conn).optional()?;
        let mut sum = before.unwrap_or(Counted { year: year.year, ..Counted::default() });
        sum.clients += 1;
        sum.sessions = sum.sessions.saturating_add(column::to_count(year.sessions));
        sum.minutes = sum.minutes.saturating_add(more(year.minutes));
        sum.paid = sum.paid.saturating_add(more(year.paid));
        sum.pro_bono = sum.pro_bono.saturating_add(more(year.pro_bono));
        sum.begun = sum.begun.saturating_add(column::to_count(year.begun));
        diesel::delete(place).execute(conn)?;
        let row = (kept_hours::member.eq(viewer.member.as_str()), sum);
        diesel::insert_into(kept_hours::table).values(row).execute(conn)?;
    }
    Ok(())
}

/// Turns each record of handing over into a line of the log: who, when, profile, fingerprint.
fn keep_exports(conn: &mut Conn, access: &Access) -> Answer<()> {
    type Row = (String, String, Moment, String, String, String);
    let rows: Vec<Row> = export::table
        .filter(export::person.eq(access.id()))
        .select((
            export::practice,
            export::member,
            export::made_at,
            export::profile,
            export::format,
            export::sha256,
        ))
        .load(conn)?;
    for (practice, member, made_at, profile, format, sha256) in rows {
        diesel::insert_into(log::table)
            .values((
                log::id.eq(Id::fresh().as_str()),
                log::practice.eq(practice),
                log::member.eq(member),
                log::done_at.eq(made_at),
                log::act.eq("handed_over"),
                log::person.eq(access.id()),
                log::detail.eq(format!("{profile} {format} {sha256}")),
            ))
            .execute(conn)?;
    }
    diesel::delete(export::table.filter(export::person.eq(access.id()))).execute(conn)?;
    Ok(())
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = erasure)]
struct Row {
    id: String,
    person: String,
    ordered_at: Moment,
    ending: String,
    reason: String,
    copies: String,
    settled_at: Option<Moment>,
}

/// The erasures that the viewer ordered, the latest first, `limit` at most.
pub fn list(conn: &mut Conn, viewer: &Viewer, limit: u32) -> Answer<Vec<Erasure>> {
    let rows: Vec<Row> = erasure::table
        .filter(erasure::ordered_by.eq(viewer.member.as_str()))
        .order((erasure::ordered_at.desc(), erasure::id.desc()))
        .limit(limit.into())
        .select(Row::as_select())
        .load(conn)?;
    rows.into_iter().map(|row| read(conn, row)).collect()
}

/// One erasure that the viewer ordered.
pub fn find(conn: &mut Conn, viewer: &Viewer, id: &Id) -> Answer<Erasure> {
    let own =
        erasure::table.find(id.as_str()).filter(erasure::ordered_by.eq(viewer.member.as_str()));
    let row = own.select(Row::as_select()).get_result(conn)?;
    read(conn, row)
}

fn read(conn: &mut Conn, row: Row) -> Answer<Erasure> {
    let ids: Vec<Id> = column::json("copies", &row.copies)?;
    Ok(Erasure {
        id: column::id(&row.id)?,
        person: column::id(&row.person)?,
        at: row.ordered_at,
        ending: column::named(&row.ending)?,
        reason: column::named(&row.reason)?,
        copies: whole_copy::some(conn, &ids)?,
        settled_at: row.settled_at,
    })
}

/// Holds what is counted of a member's erased clients in one year. Times are clock minutes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = kept_hours)]
pub struct Counted {
    pub year: i32,
    pub clients: i32,
    pub sessions: i32,
    pub minutes: i64,
    /// Those of them that the log of hours counts.
    pub paid: i64,
    pub pro_bono: i64,
    /// Clients whose first hour in the log was in this year.
    pub begun: i32,
}

impl Counted {
    /// Tells what all of it adds to a log of hours that is made on a day.
    pub fn ended(all: &[Counted], at: Day, recent_months: u32) -> Ended {
        let since = at.checked_sub_months(chrono::Months::new(recent_months)).unwrap_or(Day::MIN);
        let sum = |of: &dyn Fn(&Counted) -> i64| {
            all.iter().map(of).map(|n| u64::try_from(n).unwrap_or(0)).sum()
        };
        let recent =
            |year: &Counted| Day::from_ymd_opt(year.year, 1, 1).is_some_and(|first| first > since);
        Ended {
            clients: sum(&|year| year.begun.into()),
            paid: sum(&|year| year.paid),
            pro_bono: sum(&|year| year.pro_bono),
            recent: sum(&|year| if recent(year) { year.paid + year.pro_bono } else { 0 }),
        }
    }
}

/// Tells what still counts of the viewer's erased clients, by year.
pub fn counted(conn: &mut Conn, viewer: &Viewer) -> Answer<Vec<Counted>> {
    let own = kept_hours::table
        .filter(kept_hours::member.eq(viewer.member.as_str()))
        .order(kept_hours::year);
    Ok(own.select(Counted::as_select()).load(conn)?)
}

/// Finishes what was ordered, in memory and in the database's files as well; false if somebody was in
/// the way, and it must be tried again. Blocks, on a large database for a while.
pub fn purge(db: &Db, now: Moment) -> Answer<bool> {
    finish(db, now)?;
    let open = |conn: &mut Conn| {
        let rows = erasure::table
            .filter(erasure::settled_at.is_null())
            .select((erasure::id, erasure::person));
        Ok(rows.load::<(String, String)>(conn)?)
    };
    let (waiting, gone): (Vec<String>, Vec<String>) = db.read_blocking(open)?.into_iter().unzip();
    if waiting.is_empty() {
        return Ok(true);
    }
    // Whoever read them while they were being erased has put them back into memory.
    gone.iter().for_each(|person| recent::forget(person));
    if !db.scrub()? {
        return Ok(false);
    }
    db.write_blocking(move |conn| {
        let done = erasure::table.filter(erasure::id.eq_any(waiting));
        diesel::update(done).set(erasure::settled_at.eq(now)).execute(conn)?;
        Ok(true)
    })
}
