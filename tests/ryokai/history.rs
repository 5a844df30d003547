//! Histories that obey the machines, made up from a script of numbers: every script is a valid
//! file.

use chrono::Days;
use proptest::prelude::*;
use ryokai::method::{
    ClientFile, Day, Evidence, Id, Lang, Person, need, person, promise, strain, want,
};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

/// One of the values, chosen by a number.
fn one_of<'v>(values: &[&'v str], choice: u8) -> &'v str {
    values[usize::from(choice) % values.len()]
}

/// One act: days since the last one, what is done, and two choices.
pub type Act = (u8, u8, u8, u8);

/// Scripts of some length: of everything that can happen, or of a few kinds of acts that belong
/// together.
pub fn scripts() -> impl Strategy<Value = Vec<Act>> {
    let all: Vec<u8> = (0..17).collect();
    let wants = vec![0, 4, 4, 5, 6, 14, 14];
    let meetings = vec![1, 2, 3, 3];
    let promises = vec![5, 11, 15, 15, 15];
    let strains = vec![0, 8, 9, 10, 10, 10];
    let endings = vec![2, 2, 6, 7, 7];
    prop::sample::select(vec![all.clone(), all, wants, meetings, promises, strains, endings])
        .prop_flat_map(|acts| {
            prop::collection::vec(
                (0..24_u8, prop::sample::select(acts), any::<u8>(), any::<u8>()),
                0..60,
            )
        })
}

/// The file that a script makes, and the day of its last act.
pub fn play(script: &[Act]) -> (ClientFile, Day) {
    let mut stage = Play { file: json!({}), day: crate::demo::day("2025-01-06"), n: 0 };
    let person =
        Person::named("c".parse().expect("an id"), "Kana".parse().expect("a name"), Lang::En);
    stage.file = serde_json::to_value(ClientFile::new(person)).expect("a file");
    stage.push("status_history", json!({"on": stage.day, "to": "active"}));
    for (wait, act, a, b) in script {
        stage.day = stage.later(i64::from(*wait));
        stage.act(*act, *a, *b);
    }
    let mut file: ClientFile = serde_json::from_value(stage.file).expect("a client");
    file.number_parts();
    (file, stage.day)
}

struct Play {
    file: Value,
    day: Day,
    n: usize,
}

impl Play {
    fn later(&self, days: i64) -> Day {
        let by = Days::new(days.unsigned_abs());
        (if days < 0 { self.day.checked_sub_days(by) } else { self.day.checked_add_days(by) })
            .expect("a day")
    }

    /// The day some days on, or none for half of the choices.
    fn maybe(&self, choice: u8) -> Option<Day> {
        (choice.is_multiple_of(2)).then(|| self.later(i64::from(choice / 8)))
    }

    fn id(&mut self, kind: &str) -> String {
        self.n += 1;
        format!("{kind}{}", self.n)
    }

    fn push(&mut self, list: &str, line: Value) {
        self.file[list].as_array_mut().expect("a list").push(line);
    }

    /// One of the records of a list, chosen by a number.
    fn pick(&self, list: &str, choice: u8) -> Option<usize> {
        let n = self.file[list].as_array().map_or(0, Vec::len);
        (n > 0).then(|| usize::from(choice) % n)
    }

    fn some_id(&self, list: &str, choice: u8) -> Value {
        self.pick(list, choice).map_or(Value::Null, |i| self.file[list][i]["id"].clone())
    }

    /// Today's held session, made if there is none.
    fn session(&mut self) -> String {
        let today = json!(self.day);
        let sessions = self.file["sessions"].as_array().expect("sessions");
        match sessions.iter().find(|s| s["on"] == today && s["status"] == "held") {
            Some(s) => s["id"].as_str().expect("an id").to_owned(),
            None => self.hold(7, 5),
        }
    }

    fn hold(&mut self, a: u8, b: u8) -> String {
        let id = self.id("s");
        let next = (a.is_multiple_of(3)).then(|| self.later(i64::from(b % 40)));
        let recorded = self.later(i64::from(b % 4)).and_hms_opt(u32::from(a % 24), 0, 0);
        let line = json!({
            "id": id, "no": self.n, "on": self.day, "status": "held", "minutes": 60, "recorded_at": recorded, "next_on": next,
            "kind": if a.is_multiple_of(11) { "first_meeting" } else { "session" },
            "initiator": one_of(&["them", "us", "agreed"], b),
            "topic_covered": one_of(&["yes", "yes", "yes", "partly", "no"], a),
            "checkout": one_of(&["yes", "not_asked", "yes", "partly"], b),
            "closing": one_of(&["dated", "courtesy", "none"], a),
        });
        self.push("sessions", line);
        id
    }

    /// Words of the client, said today in a session.
    fn words(&mut self) -> (String, String) {
        let (session, id) = (self.session(), self.id("q"));
        let line = json!({"id": id, "session": session, "speaker": "client", "text": "So", "lang": "en", "exactness": "near"});
        self.push("quotes", line);
        (session, id)
    }

    /// One more step of a record's machine, if it has one to that state, with all it could ask for.
    fn step<S: Serialize + DeserializeOwned + Copy>(
        &mut self,
        (list, i): (&str, usize),
        start: Option<S>,
        to: S,
        evidence: impl Fn(Option<S>, S) -> Option<Evidence>,
    ) {
        let history = &self.file[list][i]["history"];
        let last = history.as_array().and_then(|h| h.last()).map(|s| s["to"].clone());
        let from = last.map_or(start, |code| serde_json::from_value(code).ok());
        if evidence(from, to).is_none() {
            return;
        }
        let (session, quote) = self.words();
        let line =
            json!({"on": self.day, "to": to, "session": session, "quote": quote, "note": "why"});
        self.file[list][i]["history"].as_array_mut().expect("steps").push(line);
    }

    fn act(&mut self, act: u8, a: u8, b: u8) {
        match act {
            0 | 1 => drop(self.hold(a, b)),
            2 => self.call_off(a, b),
            3 => self.contact(a, b),
            4 => self.want(a),
            5 => self.need(a),
            6 => self.message(a, b),
            7 | 8 => self.tell(a, b),
            9 => self.sign(a),
            10 => self.strain(a, b),
            11 => self.promise(a, b),
            12 => self.gift(a, b),
            13 => self.agree(a),
            14 => self.move_want_or_need(a, b),
            15 => self.move_promise(a, b),
            _ => self.status(a, b),
        }
    }

    fn call_off(&mut self, a: u8, b: u8) {
        let status = one_of(
            &["cancelled_by_client", "no_show", "rescheduled_by_client", "cancelled_by_us"],
            a,
        );
        let planned =
            self.file["sessions"].as_array().and_then(|s| s.last()).map(|s| s["next_on"].clone());
        let line = json!({"id": self.id("x"), "on": self.day, "status": status, "planned_for": planned, "next_on": self.maybe(b)});
        self.push("sessions", line);
    }

    fn contact(&mut self, a: u8, b: u8) {
        let line = json!({"id": self.id("k"), "on": self.day, "channel": "email", "replied_on": self.maybe(b),
            "initiator": if a.is_multiple_of(4) { "them" } else { "us" }, "closing": if a.is_multiple_of(5) { "courtesy" } else { "none" }});
        self.push("contacts", line);
    }

    fn want(&mut self, a: u8) {
        let (session, quote) = self.words();
        let needs: Vec<Value> = [self.some_id("needs", a)]
            .into_iter()
            .filter(|n| a.is_multiple_of(3) && !n.is_null())
            .collect();
        let line = json!({"id": self.id("w"), "on": self.day, "session": session, "text": "A name", "quote": quote, "needs": needs, "history": []});
        self.push("wants", line);
    }

    fn need(&mut self, a: u8) {
        // Noted now, or only some days on.
        let on = self.later(i64::from(a % 2) * i64::from(a / 16));
        let line = json!({"id": self.id("n"), "on": on, "text": "Rest", "basis": "inference", "history": []});
        self.push("needs", line);
    }

    fn message(&mut self, a: u8, b: u8) {
        use ryokai::method::{MessageState as S, message};
        let told = |m: &Value| m["deliveries"].as_array().is_some_and(|d| !d.is_empty());
        match self
            .pick("messages", a)
            .filter(|i| !b.is_multiple_of(3) && !told(&self.file["messages"][*i]))
        {
            Some(i) => {
                let to = [S::Planned, S::Held, S::Dropped][usize::from(b / 3) % 3];
                self.step(("messages", i), None, to, |from, to| {
                    message::evidence(from.unwrap_or_default(), to)
                });
            }
            None => {
                let need =
                    if !a.is_multiple_of(3) { self.some_id("needs", a) } else { Value::Null };
                let line = json!({"id": self.id("m"), "on": self.day, "text": "Raise",
                    "why": (!b.is_multiple_of(4)).then_some("Care"), "need": need,
                    "self_interest": b.is_multiple_of(2), "history": [], "deliveries": []});
                self.push("messages", line);
            }
        }
    }

    fn tell(&mut self, a: u8, b: u8) {
        let dropped = |m: &Value| {
            m["history"].as_array().and_then(|h| h.last()).is_some_and(|s| s["to"] == "dropped")
        };
        let Some(i) = self.pick("messages", a).filter(|i| !dropped(&self.file["messages"][*i]))
        else {
            return;
        };
        let (session, quote) = self.words();
        let permission = one_of(&["solicited", "permitted", "unasked"], a);
        let mut line = json!({"session": session, "on": self.day, "permission": permission, "permission_quote": quote});
        // Some tellings lack their words, some even their permission.
        match a % 10 {
            3 => line["permission_quote"] = Value::Null,
            7 => ["permission", "permission_quote"]
                .iter()
                .for_each(|field| line[*field] = Value::Null),
            _ => {}
        }
        if !b.is_multiple_of(5) {
            line["reception"] = json!(one_of(
                &["received", "thinking", "pushed_back", "burdened", "closed"],
                b / 5
            ));
            line["reception_on"] =
                json!(self.later(if b.is_multiple_of(2) { 0 } else { i64::from(b % 16) }));
            line["reception_quote"] = if b.is_multiple_of(2) { json!(quote) } else { Value::Null };
        }
        if b.is_multiple_of(7) {
            line["rupture"] = self.some_id("ruptures", a);
        }
        self.file["messages"][i]["deliveries"].as_array_mut().expect("tellings").push(line);
    }

    fn sign(&mut self, a: u8) {
        use ryokai::method::Sign;
        let sign = Sign::ALL[usize::from(a) % Sign::ALL.len()];
        let line = json!({"id": self.id("i"), "session": self.session(), "on": self.day, "family": sign.family(), "sign": sign});
        self.push("markers", line);
    }

    fn strain(&mut self, a: u8, b: u8) {
        use ryokai::method::StrainState as S;
        let i = match self.pick("ruptures", a).filter(|_| !b.is_multiple_of(4)) {
            Some(i) => i,
            None => {
                let line = json!({"id": self.id("r"), "kind": "withdrawal", "opened_on": self.day, "history": []});
                self.push("ruptures", line);
                self.file["ruptures"].as_array().map_or(0, |r| r.len() - 1)
            }
        };
        for to in [
            S::Noticed,
            [S::Named, S::Explored, S::Repaired, S::EndedUnrepaired][usize::from(b / 4) % 4],
        ] {
            self.step(("ruptures", i), None, to, strain::evidence);
        }
    }

    fn promise(&mut self, a: u8, b: u8) {
        let need = if a.is_multiple_of(3) { self.some_id("needs", a) } else { Value::Null };
        let line = json!({"id": self.id("p"), "by": if b.is_multiple_of(3) { "client" } else { "consultant" }, "made_on": self.day,
            "text": "A list", "due_on": self.later(i64::from(if !a.is_multiple_of(4) { a | 128 } else { a % 32 })), "need": need, "history": []});
        self.push("commitments", line);
    }

    fn gift(&mut self, a: u8, b: u8) {
        let line = json!({"id": self.id("g"), "on": self.day, "direction": if a.is_multiple_of(2) { "in" } else { "out" }, "what": "A book",
            "why": (!b.is_multiple_of(3)).then_some("Thanks"), "why_on": self.maybe(b), "thanked_on": self.maybe(a), "talked_on": self.maybe(b / 2),
            "landing": one_of(&["burdened", "fine"], b)});
        self.push("gifts", line);
    }

    fn agree(&mut self, a: u8) {
        let (session, quote) = self.words();
        let (kind, event) = (
            one_of(&["conversation", "consultation"], a),
            one_of(&["given", "renewed", "declined", "withdrawn"], a / 2),
        );
        let line = json!({"id": self.id("a"), "kind": kind, "scope": "relationship", "on": self.day, "event": event, "session": session, "quote": quote});
        self.push("agreements", line);
        let file: ClientFile = serde_json::from_value(self.file.clone()).expect("a client");
        // What the machine refuses was not said.
        if file.violations().iter().any(|b| b.place.starts_with("agreements")) {
            self.file["agreements"].as_array_mut().expect("events").pop();
        }
    }

    fn move_want_or_need(&mut self, a: u8, b: u8) {
        use ryokai::method::{NeedState as N, WantState as W};
        if let (true, Some(i)) = (b.is_multiple_of(2), self.pick("wants", a)) {
            let to = [W::Answered, W::Deferred, W::Declined, W::Done, W::Withdrawn, W::Open]
                [usize::from(b / 2) % 6];
            return self.step(("wants", i), None, to, |from, to| {
                want::evidence(from.unwrap_or_default(), to)
            });
        }
        let noted = |n: &Value| {
            n["on"].as_str().is_some_and(|on| on.parse().is_ok_and(|on: Day| on <= self.day))
        };
        if let Some(i) = self.pick("needs", a).filter(|i| noted(&self.file["needs"][*i])) {
            let to = [N::Voiced, N::Acknowledged, N::Addressed, N::Rejected, N::LetGo]
                [usize::from(b / 2) % 5];
            self.step(("needs", i), None, to, |from, to| {
                need::evidence(from.unwrap_or_default(), to)
            });
        }
    }

    fn move_promise(&mut self, a: u8, b: u8) {
        use ryokai::method::PromiseState as P;
        let Some(i) = self.pick("commitments", a) else { return };
        let to = [
            P::Done,
            P::Carried,
            P::Done,
            P::Carried,
            P::Done,
            P::Missed,
            P::Dropped,
            P::Renegotiated,
        ][usize::from(b) % 8];
        self.step(("commitments", i), None, to, |from, to| {
            promise::evidence(from.unwrap_or_default(), to)
        });
    }

    fn status(&mut self, a: u8, b: u8) {
        use ryokai::method::Status as S;
        let last =
            self.file["status_history"].as_array().and_then(|h| h.last()).map(|s| s["to"].clone());
        let from = last.and_then(|code| serde_json::from_value(code).ok());
        let to = if !b.is_multiple_of(3) {
            S::Active
        } else {
            [S::Paused, S::Parked, S::Ended][usize::from(a) % 3]
        };
        if person::evidence(from, to).is_some() {
            self.push("status_history", json!({"on": self.day, "to": to, "note": "completed"}));
        }
    }
}

/// The file with everything taken away that was not yet known on a day.
pub fn known_by(file: &ClientFile, at: Day) -> ClientFile {
    let mut f = file.clone();
    fn steps<S>(history: &mut Vec<ryokai::method::Step<S>>, at: Day) {
        history.retain(|s| s.on <= at);
    }
    let later = |on: Option<Day>| on.is_some_and(|on| on > at);
    steps(&mut f.status_history, at);
    f.sessions.retain(|s| s.on <= at);
    f.contacts.retain(|c| c.on <= at);
    f.contacts.iter_mut().filter(|c| later(c.replied_on)).for_each(|c| c.replied_on = None);
    let sessions: Vec<Id> = f.sessions.iter().map(|s| s.id.clone()).collect();
    f.quotes.retain(|q| q.session.as_ref().is_none_or(|s| sessions.contains(s)));
    f.agreements.retain(|e| e.on <= at);
    f.needs.retain(|n| n.on <= at);
    f.needs.iter_mut().for_each(|n| steps(&mut n.history, at));
    let needs: Vec<Id> = f.needs.iter().map(|n| n.id.clone()).collect();
    f.wants.retain(|w| w.on <= at);
    f.wants.iter_mut().for_each(|w| steps(&mut w.history, at));
    f.wants.iter_mut().for_each(|w| w.needs.retain(|n| needs.contains(n)));
    f.markers.retain(|m| m.on <= at);
    f.strains.retain(|r| r.opened_on <= at);
    f.strains.iter_mut().for_each(|r| steps(&mut r.history, at));
    f.promises.retain(|p| p.made_on <= at);
    f.promises.iter_mut().for_each(|p| steps(&mut p.history, at));
    f.messages.retain(|m| m.on <= at);
    for m in &mut f.messages {
        steps(&mut m.history, at);
        m.need = m.need.take().filter(|n| needs.contains(n));
        m.deliveries.retain(|d| d.on <= at);
        m.deliveries.iter_mut().filter(|d| later(d.reception_on)).for_each(|d| d.reception = None);
    }
    f.gifts.retain(|g| g.on <= at);
    for g in &mut f.gifts {
        g.why = g.why.take().filter(|_| !later(g.why_on));
        g.thanked_on = g.thanked_on.filter(|on| *on <= at);
        g.talked_on = g.talked_on.filter(|on| *on <= at);
    }
    f
}
