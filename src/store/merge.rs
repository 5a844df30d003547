//! Two people who are one: joined, found under either address, and told apart again within a day.
//! The journal of the one is written down once more with the other; their own row and journal stay
//! as they were, and are shown to nobody.

mod parting;
mod passing;

use std::collections::{HashMap, HashSet};

use diesel::prelude::*;
use serde::{Deserialize, Serialize};

use super::conn::each;
use super::person::Kept;
use super::schema::{draft, export, insight_state, merge, merged, person, share};
use super::scope::{self, Access};
use super::standing::{self, Shown};
use super::{
    Answer, Conn, Db, StoreError, audit, column, fact as facts, file, person as people, search,
    share as shares,
};
use crate::intake::form::Fields;
use crate::method::merge::{Half, One, Pair, Part};
use crate::method::{Id, Moment, Person, Record, Text, Viewer};

pub use parting::{Parting, Two, look, part};
use passing::Coming;
pub use passing::clear;

/// For how long two are told apart again as if they had never been joined.
const HOURS: i64 = 24;

/// Every column that points at a person, and where it stands once that person is joined to another.
/// A test holds it against the tables: none is forgotten.
pub const POINTERS: &[(&str, &str, &str)] = &[
    ("fact", "person", "written down once more with who goes on"),
    ("share", "person", "colleagues of both see the one; who saw neither before sees neither"),
    ("draft", "person", "goes along"),
    ("export", "person", "goes along"),
    ("insight_state", "person", "goes along"),
    ("standing", "person", "stays; made anew for who goes on"),
    ("verdict", "person", "stays; made anew for who goes on"),
    ("search", "person", "stays; made anew for who goes on"),
    ("passing", "person", "says which of the facts nobody reads until they are one"),
    ("search_due", "person", "stays; brought in line once they are two again"),
    ("submission", "person", "stays; its address leads to who goes on"),
    ("import_part", "person", "stays; taking that file back names who goes on"),
    ("audit", "person", "stays; read with who goes on"),
    ("erasure", "person", "names somebody who is gone already"),
    ("erasing", "person", "stands only within one transaction"),
    ("leaving", "person", "names somebody who is on their way out"),
    ("merge", "kept", "stays"),
    ("merge", "gone", "stays"),
    ("merged", "person", "says that they are joined"),
    ("merged", "into_person", "says to whom"),
];

/// Holds what came along with the one who was joined, by its ids.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
struct Moved {
    /// Records in the journal of who goes on.
    records: Vec<Id>,
    drafts: Vec<Id>,
    exports: Vec<Id>,
    acts: Vec<Id>,
    /// Colleagues with whom who goes on is shared since.
    shares: Vec<Id>,
}

/// One of two who may be one, as their own consultant sees them.
#[derive(Debug, Clone)]
pub struct Side {
    pub loaded: file::Loaded,
    /// Tells when they were added.
    pub since: Moment,
    /// The colleagues they are shared with.
    pub shared: Vec<(Id, Text)>,
}

impl Side {
    pub fn person(&self) -> &Person {
        &self.loaded.file.person
    }

    fn half(&self) -> Half<'_> {
        Half { file: &self.loaded.file, records: &self.loaded.records }
    }
}

/// Both, who was added first before the other. `NotFound` unless both are the viewer's own, and
/// two.
pub fn sides(conn: &mut Conn, viewer: &Viewer, one: &Id, other: &Id) -> Answer<[Side; 2]> {
    if one == other {
        return Err(StoreError::NotFound);
    }
    let [one, other] = [side(conn, viewer, one)?, side(conn, viewer, other)?];
    let first = (one.since, &one.person().id) <= (other.since, &other.person().id);
    Ok(if first { [one, other] } else { [other, one] })
}

fn side(conn: &mut Conn, viewer: &Viewer, id: &Id) -> Answer<Side> {
    let loaded = file::load(conn, viewer, id)?;
    if loaded.consultant != viewer.member {
        return Err(StoreError::NotFound);
    }
    let since = person::table.find(id.as_str()).select(person::created_at).get_result(conn)?;
    Ok(Side { loaded, since, shared: shares::list(conn, viewer, id)? })
}

/// Two who can be joined: made while reading, since whoever writes keeps the others waiting.
pub struct Ready {
    sides: [Side; 2],
    one: One,
    written: facts::Writers,
    shown: Shown,
    /// The stamp under which the records stand with who goes on already, read by nobody yet.
    brought: Option<i64>,
}

/// Makes one of two, the second joined to the first; `Refused` lists what the machines have against
/// it.
pub fn prepare(
    conn: &mut Conn,
    viewer: &Viewer,
    sides: [Side; 2],
    picked: &HashSet<Part>,
    now: Moment,
) -> Answer<Ready> {
    let today = crate::method::moment::local(now, viewer.tz).date();
    let pair = Pair { kept: sides[0].half(), gone: sides[1].half(), picked };
    let one = pair.join(today).map_err(StoreError::Refused)?;
    let under = |id: Id| one.renamed.get(&id).cloned().unwrap_or(id);
    let written = facts::written(conn, viewer, &sides[1].person().id)?;
    let written = written.into_iter().map(|w| (under(w.record), (w.at, w.by))).collect();
    let both = (Some(sides[0].loaded.file.as_ref()), one.accepted.file().as_ref());
    let shown = Shown::of(conn, viewer, both, now)?;
    Ok(Ready { sides, one, written, shown, brought: None })
}

/// Writes a long journal down with who goes on, turn by turn, so that others save in between; nobody
/// reads it until `join`. `Stale` if somebody writes to who goes on meanwhile. Blocks.
pub fn bring(db: &Db, viewer: &Viewer, ready: Ready, now: Moment) -> Answer<Ready> {
    let records = ready.one.accepted.fresh();
    if records.len() <= facts::TURN {
        return Ok(ready);
    }
    let kept = &ready.sides[0];
    let (id, stamp) = (kept.person().id.clone(), scope::drawn());
    clear(db, Some(&id), now)?;
    let coming = Coming {
        viewer: viewer.clone(),
        into: (id, kept.loaded.version),
        records: records.to_vec(),
        written: ready.written.clone(),
        stamp,
        from: 0,
        now,
    };
    let brought = db.write_in_turns(coming, |conn, coming| coming.turn(conn));
    let ready = Ready { brought: Some(stamp), ..ready };
    match brought {
        Ok(_) => Ok(ready),
        Err(error) => {
            settle(db, viewer, Some(&ready), now)?;
            // Somebody else joins another one to the same person at the same moment.
            Err(if matches!(error, StoreError::Taken) { StoreError::Stale } else { error })
        }
    }
}

/// Clears away what a joining brought that did not come about, and what a parting left; lets
/// everything of those who are joined or parted be found. The clock does the same. Blocks.
pub fn settle(db: &Db, viewer: &Viewer, ready: Option<&Ready>, now: Moment) -> Answer<()> {
    if let Some((ready, stamp)) = ready.and_then(|ready| Some((ready, ready.brought?))) {
        let kept = ready.sides[0].person().id.clone();
        db.write_blocking(move |conn| passing::give_up(conn, &kept, stamp))?;
    }
    clear(db, None, now)?;
    search::fill(db, viewer).map(drop)
}

/// Joins them; answers the id of the merge. `Stale` if somebody has written to either since.
pub fn join(conn: &mut Conn, viewer: &Viewer, ready: &Ready, now: Moment) -> Answer<Id> {
    let mut order: Vec<(&Id, i64)> =
        ready.sides.iter().map(|s| (&s.person().id, s.loaded.version)).collect();
    // Always in one order, so that two who join the same two never wait for each other.
    order.sort_unstable();
    let entered = order.iter().map(|(id, version)| scope::enter_at(conn, viewer, id, *version));
    let entered = entered.collect::<Answer<Vec<Access>>>()?;
    let [kept, gone] = &ready.sides;
    let of = |side: &Side| entered.iter().find(|a| a.id() == side.person().id.as_str()).cloned();
    let (Some(into), Some(from)) = (of(kept), of(gone)) else { return Err(StoreError::NotFound) };
    let one = &ready.one.accepted;
    people::write(conn, &into, &one.file().person)?;
    let version = match ready.brought {
        Some(stamp) => {
            passing::arrive(conn, &into, stamp)?;
            facts::stand(conn, &into, one, now)?
        }
        None => facts::journal_as(conn, viewer, &into, (one, &ready.written), now)?,
    };
    standing::keep(conn, viewer, &into, (one.file(), version), &ready.shown)?;
    let moved = Moved {
        records: one.fresh().iter().map(|r| r.id.clone()).collect(),
        drafts: drafts(conn, (&from, &into), None)?,
        exports: exports(conn, &from, &into)?,
        acts: acts(conn, &from, &into)?,
        shares: share_both(conn, viewer, (&from, &into), now)?,
    };
    let id = Id::fresh();
    diesel::insert_into(merge::table)
        .values((
            merge::id.eq(id.as_str()),
            merge::practice.eq(viewer.practice.as_str()),
            merge::member.eq(viewer.member.as_str()),
            merge::kept.eq(into.id()),
            merge::gone.eq(from.id()),
            merge::done_at.eq(now),
            merge::profile_before.eq(column::to_json("profile", kept.person())?),
            merge::profile_after.eq(column::to_json("profile", &one.file().person)?),
            merge::moved.eq(column::to_json("moved", &moved)?),
        ))
        .execute(conn)?;
    diesel::insert_into(merged::table)
        .values((merged::person.eq(from.id()), merged::into_person.eq(into.id())))
        .execute(conn)?;
    audit::write(conn, viewer, "joined", (Some(&kept.person().id), from.id()), now)?;
    Ok(id)
}

/// Lets the drafts about one be about the other; those of `only`, or all. Answers which.
fn drafts(conn: &mut Conn, (from, to): (&Access, &Access), only: Option<&[Id]>) -> Answer<Vec<Id>> {
    let rows: Vec<(String, String)> = draft::table
        .filter(draft::person.eq(from.id()))
        .select((draft::id, draft::body))
        .load(conn)?;
    let wanted = |id: &str| only.is_none_or(|only| only.iter().any(|own| own.as_str() == id));
    let mut moved = Vec::new();
    for (id, body) in rows.into_iter().filter(|(id, _)| wanted(id)) {
        let fields: Option<Fields> = serde_json::from_str(&body).ok();
        let body = match fields {
            Some(mut fields) => {
                fields.set("client", to.id());
                // Anything that it says by a number is meant of the journal that its page was made
                // of.
                let made_of = fields.get("seen-of").to_owned();
                if only.is_none() && made_of.is_empty() && !fields.get("seen").is_empty() {
                    fields.set("seen-of", from.id());
                } else if only.is_some() && made_of == to.id() {
                    fields = fields.without(&["seen-of"]);
                }
                column::to_json("draft", &fields)?
            }
            None => body,
        };
        let row = (draft::person.eq(to.id()), draft::body.eq(body));
        diesel::update(draft::table.find(&id)).set(row).execute(conn)?;
        moved.push(column::id(&id)?);
    }
    Ok(moved)
}

fn exports(conn: &mut Conn, from: &Access, to: &Access) -> Answer<Vec<Id>> {
    let ids: Vec<String> =
        export::table.filter(export::person.eq(from.id())).select(export::id).load(conn)?;
    let rows = export::table.filter(export::person.eq(from.id()));
    diesel::update(rows).set(export::person.eq(to.id())).execute(conn)?;
    ids.iter().map(|id| column::id(id)).collect()
}

fn acts(conn: &mut Conn, from: &Access, to: &Access) -> Answer<Vec<Id>> {
    let of = || insight_state::table.filter(insight_state::person.eq(from.id()));
    let ids: Vec<String> = of().select(insight_state::id).load(conn)?;
    diesel::update(of()).set(insight_state::person.eq(to.id())).execute(conn)?;
    ids.iter().map(|id| column::id(id)).collect()
}

/// Lets the colleagues who see the one see the other; answers who is new to it. The page says so
/// before.
fn share_both(
    conn: &mut Conn,
    viewer: &Viewer,
    (from, to): (&Access, &Access),
    now: Moment,
) -> Answer<Vec<Id>> {
    let of = |conn: &mut Conn, access: &Access| -> Answer<Vec<String>> {
        let rows = share::table.filter(share::person.eq(access.id())).order(share::member);
        Ok(rows.select(share::member).load(conn)?)
    };
    let known = of(conn, to)?;
    let new: Vec<String> =
        of(conn, from)?.into_iter().filter(|member| !known.contains(member)).collect();
    for member in &new {
        let row = (
            share::person.eq(to.id()),
            share::member.eq(member),
            share::shared_by.eq(viewer.member.as_str()),
            share::shared_at.eq(now),
        );
        diesel::insert_into(share::table).values(row).execute(conn)?;
    }
    new.iter().map(|id| column::id(id)).collect()
}

/// One joining that holds.
#[derive(Debug, Clone, PartialEq)]
pub struct Merge {
    pub id: Id,
    pub at: Moment,
    /// Tells who goes on, as they were before.
    pub before: Person,
    /// Tells who was joined to them, as they were.
    pub gone: Person,
    /// True while the two can be told apart again, the last one first.
    pub open: bool,
    /// Until when that is.
    pub until: Moment,
}

type Row = (String, Moment, String, String);

/// Whom one of the viewer's own people was made of, the latest first; nothing for anybody else's.
pub fn of(conn: &mut Conn, viewer: &Viewer, id: &Id, now: Moment) -> Answer<Vec<Merge>> {
    let rows: Vec<Row> = merge::table
        .inner_join(person::table.on(person::id.eq(merge::kept)))
        .filter(scope::own(viewer))
        .filter(merge::kept.eq(id.as_str()).and(merge::undone_at.is_null()))
        .order((merge::done_at.desc(), merge::id.desc()))
        .select((merge::id, merge::done_at, merge::profile_before, merge::gone))
        .load(conn)?;
    let mut out = Vec::new();
    for (n, (id, at, before, gone)) in rows.into_iter().enumerate() {
        let gone: String = person::table.find(gone).select(person::profile).get_result(conn)?;
        out.push(Merge {
            id: column::id(&id)?,
            at,
            before: column::json("profile", &before)?,
            gone: column::json("profile", &gone)?,
            open: n == 0 && now < at + chrono::TimeDelta::hours(HOURS),
            until: at + chrono::TimeDelta::hours(HOURS),
        });
    }
    Ok(out)
}

/// Tells who goes on where somebody was joined; the same person where nobody was.
pub(super) fn latest(conn: &mut Conn, id: &Id) -> Answer<Id> {
    let mut id = id.clone();
    // Nobody is joined to somebody who was joined to them, so this ends.
    loop {
        let row = merged::table.find(id.as_str()).select(merged::into_person);
        let into: Option<String> = each!(conn, row.get_result(conn)).optional()?;
        match into {
            Some(into) => id = column::id(&into)?,
            None => return Ok(id),
        }
    }
}

/// Tells who goes on where somebody was joined to another one whom the viewer may see; none
/// otherwise.
pub fn survivor(conn: &mut Conn, viewer: &Viewer, id: &Id) -> Answer<Option<Kept>> {
    let into = latest(conn, id)?;
    if into == *id { Ok(None) } else { people::find(conn, viewer, &into) }
}

/// The journal of somebody who was joined to another one, as it stands with who goes on.
pub struct Brought {
    pub kept: Id,
    pub records: Vec<Record>,
    /// Records that go by another id there.
    pub renamed: HashMap<Id, Id>,
}

/// Tells what somebody brought along who was joined to another one whom the viewer may see; none
/// otherwise.
pub fn brought(conn: &mut Conn, viewer: &Viewer, gone: &Id) -> Answer<Option<Brought>> {
    let Some(kept) = survivor(conn, viewer, gone)? else { return Ok(None) };
    let access = scope::enter(conn, viewer, &kept.person.id)?;
    let all = scope::joined(conn, &access)?;
    let own = |id: &Id| all.iter().find(|a| a.id() == id.as_str());
    let Some(of) = own(gone) else { return Ok(None) };
    let records = facts::all(conn, of)?;
    let mut renamed: HashMap<Id, Id> = HashMap::new();
    // Step by step, where who they were joined to was joined in turn; the copies stand in the order
    // of the journal.
    let mut at = of.clone();
    while at.id() != access.id() {
        let open = merge::table.filter(merge::gone.eq(at.id()).and(merge::undone_at.is_null()));
        let (into, moved): (String, String) =
            open.select((merge::kept, merge::moved)).get_result(conn)?;
        let moved: Moved = column::json("moved", &moved)?;
        let there: Vec<Id> = facts::all(conn, &at)?.into_iter().map(|r| r.id).collect();
        let step: HashMap<Id, Id> =
            there.into_iter().zip(moved.records).filter(|(was, is)| was != is).collect();
        for record in &records {
            let now = renamed.get(&record.id).unwrap_or(&record.id);
            if let Some(new) = step.get(now) {
                renamed.insert(record.id.clone(), new.clone());
            }
        }
        let into = column::id(&into)?;
        let Some(next) =
            own(&into).cloned().or_else(|| (into.as_str() == access.id()).then(|| access.clone()))
        else {
            return Ok(None);
        };
        at = next;
    }
    let records = crate::method::merge::under(&records, &renamed);
    Ok(Some(Brought { kept: kept.person.id, records, renamed }))
}

/// Lets go of everything that says who a person was made of, before they are erased. Answers those
/// who were joined to them, who go with them; nobody else points at these any more.
pub(super) fn forget(conn: &mut Conn, access: &Access) -> Answer<Vec<(Access, Person)>> {
    let joined = scope::joined(conn, access)?;
    let ids: Vec<&str> = joined.iter().chain([access]).map(Access::id).collect();
    diesel::delete(merged::table.filter(merged::into_person.eq_any(ids.clone()))).execute(conn)?;
    let told = merge::kept.eq_any(ids.clone()).or(merge::gone.eq_any(ids));
    diesel::delete(merge::table.filter(told)).execute(conn)?;
    let mut out = Vec::new();
    for joined in joined {
        let profile: String =
            person::table.find(joined.id()).select(person::profile).get_result(conn)?;
        out.push((joined, column::json("profile", &profile)?));
    }
    Ok(out)
}

/// Says who is joined to whom after an account was taken in: both of one consultant, nobody twice,
/// and nobody in the end to themselves.
pub(super) fn rejoin(conn: &mut Conn) -> Answer<()> {
    let open = merge::table.filter(merge::undone_at.is_null()).order((merge::done_at, merge::id));
    let rows: Vec<(String, String)> = open.select((merge::gone, merge::kept)).load(conn)?;
    let mut into: HashMap<String, String> = HashMap::new();
    for (gone, kept) in rows {
        let mut whose =
            |id: &str| person::table.find(id).select(person::consultant).get_result::<String>(conn);
        let (one, other) = (whose(&gone)?, whose(&kept)?);
        let mut end = kept.as_str();
        while let Some(next) = into.get(end) {
            end = next;
        }
        if one != other || end == gone || into.contains_key(&gone) {
            return Err(StoreError::unreadable("merge", "it joins people who cannot be joined"));
        }
        into.insert(gone, kept);
    }
    for (gone, kept) in &into {
        let row = (merged::person.eq(gone), merged::into_person.eq(kept));
        diesel::insert_into(merged::table).values(row).execute(conn)?;
    }
    Ok(())
}
