//! Tells which rows an export may hold: the practices, the members and the people, found out once
//! and in the order of the file.

use std::collections::HashMap;

use diesel::prelude::*;

use super::Reach;
use crate::method::{Act, Id, Viewer};
use crate::store::schema::{leaving, member, merged, person, practice};
use crate::store::{Answer, Conn, StoreError, column, member as members};

/// Holds what an export holds. Ids are sorted by their bytes, which both engines agree on.
#[derive(Debug, Clone)]
pub struct Within {
    pub(super) practices: Vec<String>,
    pub(super) members: Vec<String>,
    /// Tells whose people, and what they are seen by, are in it.
    pub(super) keepers: Vec<String>,
    /// Tells whose drafts are in it.
    pub(super) writers: Vec<String>,
    pub(super) people: Vec<String>,
    /// The authority under which each person's documents are made.
    consultants: HashMap<String, Viewer>,
    /// True for every practice.
    database: bool,
    /// True where somebody's people are left out.
    own: bool,
}

impl Within {
    /// Finds it out. `Forbidden` if the viewer's role does not include it.
    pub fn of(conn: &mut Conn, reach: &Reach) -> Answer<Within> {
        let practices = match reach {
            Reach::Database => sorted(practice::table.select(practice::id).load(conn)?),
            Reach::Practice(id) => vec![id.to_string()],
            Reach::Own(viewer) if viewer.may(Act::ManagePractice) => {
                vec![viewer.practice.to_string()]
            }
            Reach::Own(_) => return Err(StoreError::Forbidden),
        };
        let rows: Vec<(String, bool)> = member::table
            .filter(member::practice.eq_any(&practices))
            .select((member::id, member::in_account))
            .load(conn)?;
        let tells = |(id, lets): &&(String, bool)| match reach {
            Reach::Own(viewer) => *lets || id == viewer.member.as_str(),
            Reach::Database | Reach::Practice(_) => true,
        };
        let keepers: Vec<String> = rows.iter().filter(tells).map(|(id, _)| id.clone()).collect();
        let people = person::table
            .filter(person::consultant.eq_any(&keepers))
            .select((person::id, person::consultant));
        let mut kept: HashMap<String, String> =
            people.load::<(String, String)>(conn)?.into_iter().collect();
        for gone in leaving::table.select(leaving::person).load::<String>(conn)? {
            kept.remove(&gone);
        }
        let joined: Vec<String> = merged::table.select(merged::person).load(conn)?;
        let mut viewers = HashMap::new();
        for practice in &practices {
            let all = members::viewers(conn, &column::id(practice)?)?;
            viewers.extend(all.into_iter().map(|v| (v.member.to_string(), v)));
        }
        let whose =
            |(person, of): (&String, &String)| Some((person.clone(), viewers.get(of)?.clone()));
        let members = sorted(rows.into_iter().map(|(id, _)| id).collect());
        let writers = match reach {
            Reach::Own(viewer) => vec![viewer.member.to_string()],
            Reach::Database | Reach::Practice(_) => members.clone(),
        };
        Ok(Within {
            // Of somebody who is joined to another one there is no document: theirs is that of who
            // goes on.
            consultants: kept
                .iter()
                .filter(|(id, _)| !joined.contains(*id))
                .filter_map(whose)
                .collect(),
            people: sorted(kept.into_keys().collect()),
            database: *reach == Reach::Database,
            own: matches!(reach, Reach::Own(_)),
            practices,
            members,
            keepers: sorted(keepers),
            writers,
        })
    }

    /// Everybody whose file is in it, with the authority of whose client they are.
    pub fn files(&self) -> Answer<Vec<(&Viewer, Id)>> {
        let file = |person| self.consultants.get(person).map(|viewer| (viewer, person));
        self.people
            .iter()
            .filter_map(file)
            .map(|(viewer, id)| Ok((viewer, column::id(id)?)))
            .collect()
    }

    /// True if a row about this person, or about nobody, is in it. What was done with the file of
    /// somebody who is left out, or gone, is in a whole export alone.
    pub(super) fn tells_of(&self, person: Option<&str>) -> bool {
        !self.own || person.is_none_or(|id| self.holds(id))
    }

    /// True if this person is in it.
    pub(super) fn holds(&self, id: &str) -> bool {
        self.people.binary_search_by(|p| p.as_str().cmp(id)).is_ok()
    }

    /// True if a copy of this practice, or of them all, is one of those it tells of.
    pub(super) fn copied(&self, practice: Option<&str>) -> bool {
        practice.map_or(self.database, |id| self.practices.iter().any(|p| p == id))
    }
}

fn sorted(mut ids: Vec<String>) -> Vec<String> {
    ids.sort_unstable();
    ids
}
