//! Tells where in a practice what a file names goes: its consultants and pillars, found or made.

use std::collections::{HashMap, HashSet};

use diesel::prelude::*;

use crate::intake::import::{Consultant, ImportFile};
use crate::method::{Id, Moment, Person, Role, Viewer, Violation, ViolationKind};
use crate::store::schema::{member, pillar};
use crate::store::{Answer, Conn, column, member as members, pillar as pillars};

/// Tells where in the practice each of the file's own ids went.
pub(super) struct Homes {
    pub consultants: HashMap<Id, Viewer>,
    pillars: HashMap<Id, Id>,
    /// Tells whose a person is who names no consultant.
    pub only: Option<Viewer>,
    /// Members and pillars that came with the file.
    pub added: (Vec<Id>, Vec<Id>),
}

/// Consultants and pillars that share an id.
pub(super) fn duplicates(file: &ImportFile) -> Vec<Violation> {
    fn twice<'f>(list: &str, ids: impl Iterator<Item = &'f Id>) -> Vec<Violation> {
        let mut seen = HashSet::new();
        let again = ids.enumerate().filter(|(_, id)| !seen.insert(*id));
        again
            .map(|(i, id)| Violation {
                place: format!("{list}[{i}]"),
                record: id.clone(),
                rule: ViolationKind::DuplicateId { id: id.clone() },
            })
            .collect()
    }
    let mut out = twice("consultants", file.consultants.iter().map(|c| &c.id));
    out.extend(twice("pillars", file.pillars.iter().map(|p| &p.id)));
    out
}

/// Finds or makes a home for every consultant and pillar.
pub(super) fn settle(
    conn: &mut Conn,
    practice: &Id,
    file: &ImportFile,
    now: Moment,
) -> Answer<Homes> {
    let mut consultants = HashMap::new();
    let mut added = (Vec::new(), Vec::new());
    for consultant in &file.consultants {
        let id = match known_member(conn, practice, consultant)? {
            Some(id) => id,
            None => {
                let id = members::add(conn, practice, &new_member(consultant), now)?;
                members::set_training(conn, &id, consultant.training_from)?;
                added.0.push(id.clone());
                id
            }
        };
        consultants.insert(consultant.id.clone(), id);
    }
    let viewers = members::viewers(conn, practice)?;
    let viewer = |id: &Id| viewers.iter().find(|v| v.member == *id).cloned();
    let consultants: HashMap<Id, Viewer> = consultants
        .into_iter()
        .filter_map(|(theirs, ours)| Some((theirs, viewer(&ours)?)))
        .collect();
    let only = match (consultants.len(), viewers.len()) {
        (1, _) => consultants.values().next().cloned(),
        (0, 1) => viewers.first().cloned(),
        _ => None,
    };
    let mut homes = Homes { consultants, pillars: HashMap::new(), only, added };
    for theirs in &file.pillars {
        let Some(viewer) = homes.consultants.get(&theirs.consultant) else { continue };
        let known: Option<String> = pillar::table
            .filter(
                pillar::member
                    .eq(viewer.member.as_str())
                    .and(pillar::external_id.eq(theirs.id.as_str())),
            )
            .select(pillar::id)
            .get_result(conn)
            .optional()?;
        let ours = match known {
            Some(id) => column::id(&id)?,
            None => {
                let ours = crate::method::pillar::Pillar { id: Id::fresh(), ..theirs.clone() };
                let ours = pillars::add_from_file(conn, viewer, &ours, Some(&theirs.id))?;
                homes.added.1.push(ours.clone());
                ours
            }
        };
        homes.pillars.insert(theirs.id.clone(), ours);
    }
    Ok(homes)
}

/// The member who came with that id before, or who bears that name.
fn known_member(conn: &mut Conn, practice: &Id, consultant: &Consultant) -> Answer<Option<Id>> {
    let all = members::list_of(conn, practice)?;
    let came = all.iter().find(|m| m.external_id.as_ref() == Some(&consultant.id));
    let named = || all.iter().find(|m| m.external_id.is_none() && m.name == consultant.name);
    Ok(came.or_else(named).map(|m| m.id.clone()))
}

fn new_member(consultant: &Consultant) -> members::NewMember {
    members::NewMember {
        name: consultant.name.clone(),
        email: None,
        password_hash: None,
        role: Role::Consultant,
        lang: consultant.locale,
        tz: consultant.tz,
        capacity: consultant.capacity,
        external_id: Some(consultant.id.clone()),
    }
}

impl Homes {
    /// The person as they will be stored, but for the id, and whose they are.
    pub fn person(&self, theirs: &Person) -> Result<(&Viewer, Person), Vec<Violation>> {
        let unknown = |field: &str, id: &Id| Violation {
            place: String::new(),
            record: theirs.id.clone(),
            rule: ViolationKind::UnknownReference { field: field.into(), id: id.clone() },
        };
        let viewer = match &theirs.consultant {
            Some(id) => self.consultants.get(id).ok_or_else(|| unknown("consultant", id)),
            None => self.only.as_ref().ok_or_else(|| unknown("consultant", &theirs.id)),
        };
        let pillars = theirs
            .pillars
            .iter()
            .map(|id| self.pillars.get(id).ok_or_else(|| unknown("pillars", id)));
        let (pillars, lost): (Vec<_>, Vec<_>) = pillars.partition(|p| p.is_ok());
        let lost: Vec<Violation> = lost
            .into_iter()
            .filter_map(Result::err)
            .chain(viewer.as_ref().err().cloned())
            .collect();
        match viewer {
            Ok(viewer) if lost.is_empty() => {
                let pillars = pillars.into_iter().filter_map(Result::ok).cloned().collect();
                Ok((
                    viewer,
                    Person { consultant: Some(viewer.member.clone()), pillars, ..theirs.clone() },
                ))
            }
            _ => Err(lost),
        }
    }
}

/// Takes the members and pillars away again that came with a file which did not come in.
pub(super) fn leave(conn: &mut Conn, (members, pillars): &(Vec<Id>, Vec<Id>)) -> Answer<()> {
    let ids = |all: &[Id]| all.iter().map(Id::to_string).collect::<Vec<_>>();
    diesel::delete(pillar::table.filter(pillar::id.eq_any(ids(pillars)))).execute(conn)?;
    diesel::delete(member::table.filter(member::id.eq_any(ids(members)))).execute(conn)?;
    Ok(())
}
