//! The other client rules at their boundaries: upkeep, records, gifts, promises, encouragement
//! (method §4, the Test lines).

use serde_json::{Value, json};

use crate::case::{Case, ago, client};

/// A contact so many days ago, answered so many days ago or not at all.
fn contact(days: i64, initiator: &str, replied: Option<i64>) -> Value {
    json!({"id": format!("k{days}{initiator}"), "on": ago(days), "initiator": initiator, "channel": "email",
           "replied_on": replied.map(ago)})
}

fn promise(id: &str, by: &str, due: i64, steps: &[(i64, &str)]) -> Value {
    let history: Vec<Value> =
        steps.iter().map(|(days, to)| json!({"on": ago(*days), "to": to})).collect();
    json!({"id": id, "by": by, "made_on": ago(120), "text": "A list", "due_on": ago(due), "history": history})
}

#[test]
fn r17_waits_seven_days_after_kind_words_without_a_date() {
    let with = |days, own: Value| client().held("s1", days, own);
    with(7, json!({"closing": "courtesy"})).fires("R17");
    with(6, json!({"closing": "courtesy"})).silent("R17");
    with(7, json!({"closing": "dated"})).silent("R17");
    with(7, json!({"closing": "courtesy", "next_on": ago(0)})).silent("R17");
    with(7, json!({"closing": "courtesy", "next_on": ago(1)})).fires("R17");
    let mut kind = contact(9, "us", Some(7));
    kind["closing"] = json!("courtesy");
    client().add("contacts", kind).fires("R17");
}

#[test]
fn an_appointment_is_ahead_until_it_was_held_or_called_off() {
    let base = client().held("s1", 20, json!({"closing": "courtesy", "next_on": ago(0)}));
    base.silent("R17");
    let off = |days: i64| json!({"id": "x", "on": ago(days), "status": "cancelled_by_client", "planned_for": ago(0)});
    base.clone().add("sessions", off(5)).fires("R17");
    // A cancellation from before the date was set is another one.
    base.add("sessions", off(21)).silent("R17");
}

#[test]
fn r18_is_early_at_fourteen_days_and_late_at_thirty() {
    let once = |days| client().held("s1", days, json!({}));
    once(13).silent("R18");
    let level = |days| format!("{:?}", once(days).insight("R18").expect("it fires").args);
    assert!(level(14).contains("early") && level(29).contains("early"));
    assert!(level(30).contains("late"));
    once(14).held("s2", 13, json!({})).silent("R18");
    client().held("s1", 14, json!({"next_on": ago(-3)})).silent("R18");
}

#[test]
fn r19_speaks_in_the_last_fortnight_of_a_quarter() {
    let since = |days| client().held("s1", days, json!({}));
    since(76).fires("R19");
    since(75).silent("R19");
    since(89).fires("R19");
    client().held("s1", 76, json!({"next_on": ago(0)})).silent("R19");
    since(76).set("declared_rank", json!(1)).silent("R19");
    since(166).set("declared_rank", json!(2)).fires("R19");
    since(165).set("declared_rank", json!(2)).silent("R19");
}

#[test]
fn r20_speaks_from_rank_six() {
    client().held("s1", 90, json!({})).fires("R20");
    client().held("s1", 89, json!({})).silent("R20");
}

#[test]
fn r21_speaks_when_the_last_three_approaches_were_ours() {
    let with = |first: [&str; 3]| {
        (0..3).fold(client(), |c: Case, n| {
            c.held(
                &format!("s{n}"),
                30 - i64::try_from(n).expect("small"),
                json!({"initiator": first[n]}),
            )
        })
    };
    with(["us", "us", "us"]).fires("R21");
    with(["us", "us", "them"]).silent("R21");
    with(["us", "agreed", "us"]).silent("R21");
    with(["us", "us", "us"]).add("contacts", contact(119, "them", None)).silent("R21");
    with(["us", "us", "us"]).add("contacts", contact(120, "them", None)).fires("R21");
    // Unanswered approaches count; on one day ours come first.
    client()
        .held("s1", 30, json!({"initiator": "us"}))
        .add("contacts", contact(20, "us", None))
        .silent("R21");
    client()
        .add("contacts", contact(20, "us", None))
        .add("contacts", json!({"id": "k2", "on": ago(19), "initiator": "us", "channel": "email"}))
        .add("contacts", json!({"id": "k3", "on": ago(18), "initiator": "us", "channel": "email"}))
        .held("s1", 18, json!({"initiator": "agreed"}))
        .silent("R21");
}

#[test]
fn r22_waits_two_days_whatever_the_status() {
    let with = |days, replied| client().add("contacts", contact(days, "them", replied));
    with(2, None).fires("R22");
    with(1, None).silent("R22");
    with(9, Some(9)).silent("R22");
    with(9, Some(0)).silent("R22");
    with(9, Some(-1)).fires("R22");
    client().add("contacts", contact(9, "us", None)).silent("R22");
    with(9, None)
        .add("status_history", json!({"on": ago(20), "to": "ended", "note": "completed"}))
        .fires("R22");
}

#[test]
fn r23_waits_seven_days_for_the_why_and_the_thanks() {
    let gift = |days: i64, own: Value| {
        let mut gift = json!({"id": "g", "on": ago(days), "direction": "in", "what": "Oysters"});
        gift.as_object_mut()
            .expect("an object")
            .extend(own.as_object().expect("an object").clone());
        client().add("gifts", gift)
    };
    gift(7, json!({})).fires("R23");
    gift(6, json!({})).silent("R23");
    gift(7, json!({"why": "Thanks", "why_on": ago(1)})).fires("R23");
    gift(7, json!({"why": "Thanks", "why_on": ago(1), "thanked_on": ago(0)})).silent("R23");
    gift(7, json!({"why": "Thanks", "why_on": ago(-1), "thanked_on": ago(0)})).fires("R23");
    gift(7, json!({"direction": "out", "why": "Thanks"})).silent("R23");
    gift(7, json!({})).add("status_history", json!({"on": ago(20), "to": "parked"})).fires("R23");
}

#[test]
fn r24_speaks_the_day_after_and_leaves_only_the_ended_in_peace() {
    let with = |due, steps: &[(i64, &str)]| {
        client().add("commitments", promise("p", "consultant", due, steps))
    };
    with(1, &[]).fires("R24");
    with(1, &[(3, "carried")]).fires("R24");
    with(1, &[(0, "done")]).silent("R24");
    with(0, &[]).silent("R24");
    client().add("commitments", promise("p", "client", 1, &[])).silent("R24");
    with(1, &[]).add("status_history", json!({"on": ago(20), "to": "parked"})).fires("R24");
    with(1, &[])
        .add("status_history", json!({"on": ago(20), "to": "ended", "note": "completed"}))
        .silent("R24");
}

#[test]
fn r25_speaks_of_a_promise_carried_twice() {
    let with =
        |steps: &[(i64, &str)]| client().add("commitments", promise("p", "client", 9, steps));
    with(&[(30, "carried"), (10, "carried")]).fires("R25");
    with(&[(30, "carried")]).silent("R25");
    with(&[(30, "carried"), (-1, "carried")]).silent("R25");
    with(&[(30, "carried"), (10, "carried"), (5, "done")]).silent("R25");
}

/// Sessions without friction, one every ten days, the last ten days ago.
fn smooth(n: i64) -> Case {
    (1..=n).fold(client(), |c, i| {
        c.held(&format!("s{i}"), i * 10, json!({"topic_covered": "yes", "checkout": "yes"}))
    })
}

#[test]
fn r26_speaks_of_five_sessions_without_friction() {
    smooth(5).fires("R26");
    smooth(4).silent("R26");
    smooth(4)
        .held("f", 60, json!({"kind": "first_meeting", "topic_covered": "yes", "checkout": "yes"}))
        .silent("R26");
    let told = |reception: Value| {
        json!({"id": "m", "on": ago(90), "text": "Raise", "why": "Rest", "deliveries": [
        {"session": "s2", "on": ago(20), "permission": "permitted", "reception": reception, "reception_on": ago(20)}]})
    };
    smooth(5).add("messages", told(json!("pushed_back"))).silent("R26");
    smooth(5).add("messages", told(json!("received"))).fires("R26");
    let no = |session: &str| json!({"id": "a", "kind": "consultation", "scope": "topic:m", "on": ago(20), "event": "declined", "session": session});
    smooth(5).add("agreements", no("s2")).silent("R26");
    smooth(6).add("agreements", no("s6")).fires("R26");
    smooth(5)
        .add(
            "markers",
            json!({"id": "k", "session": "s1", "on": ago(10), "family": "withdrawal", "sign": "laughed_off"}),
        )
        .silent("R26");
    smooth(4).held("s5", 5, json!({"topic_covered": "yes", "checkout": "partly"})).silent("R26");
    smooth(4).held("s5", 5, json!({"topic_covered": "yes", "checkout": "not_asked"})).fires("R26");
}

#[test]
fn r27_speaks_of_the_order_of_events_within_sixty_days() {
    let with = |told: i64, off: i64| {
        client()
            .held("s1", told, json!({}))
            .add(
                "messages",
                json!({"id": "m", "on": ago(200), "text": "Raise", "why": "Rest", "deliveries": [
                {"session": "s1", "on": ago(told), "permission": "unasked"}]}),
            )
            .add(
                "sessions",
                json!({"id": "x", "on": ago(off), "status": "cancelled_by_client", "planned_for": ago(off - 7)}),
            )
    };
    with(40, 20).fires("R27");
    with(40, 40).fires("R27");
    with(40, 41).silent("R27");
    with(59, 20).fires("R27");
    with(60, 20).silent("R27");
    with(80, 70).silent("R27");
    let closed = client().held("s1", 20, json!({})).add(
        "markers",
        json!({"id": "k", "session": "s1", "on": ago(20), "family": "withdrawal", "sign": "heart_closed"}),
    );
    closed.silent("R27");
    closed
        .add(
            "markers",
            json!({"id": "l", "session": "s1", "on": ago(20), "family": "withdrawal", "sign": "vague_next"}),
        )
        .fires("R27");
}

#[test]
fn r28_speaks_beyond_forty_eight_hours() {
    let with = |own: Value| client().held("s1", 9, own);
    let at = |days: i64, time: &str| format!("{}T{time}", ago(days));
    with(json!({"ended_at": at(9, "10:00:00"), "recorded_at": at(7, "11:00:00")})).fires("R28");
    with(json!({"ended_at": at(9, "10:00:00"), "recorded_at": at(7, "10:00:00")})).silent("R28");
    // Without a recorded end it is five in the afternoon.
    with(json!({"recorded_at": at(7, "17:00:01")})).fires("R28");
    with(json!({"recorded_at": at(7, "17:00:00")})).silent("R28");
    with(json!({})).silent("R28");
}

#[test]
fn r29_speaks_of_a_latest_session_without_their_words() {
    let base = client().held("s1", 9, json!({}));
    base.fires("R29");
    base.clone().said("q", "s1").silent("R29");
    base.said("q", "s1").held("s2", 8, json!({})).fires("R29");
    let ours = json!({"id": "q", "session": "s1", "speaker": "consultant", "text": "Hm", "lang": "en", "exactness": "gist"});
    client().held("s1", 9, json!({})).add("quotes", ours).fires("R29");
}

#[test]
fn r30_waits_two_sessions_for_the_need_behind_a_want() {
    let want = |needs: Value, history: Value| json!({"id": "w", "on": ago(30), "text": "A name", "needs": needs, "history": history});
    let two = || client().held("s1", 20, json!({})).held("s2", 10, json!({}));
    two().add("wants", want(json!([]), json!([]))).fires("R30");
    client()
        .held("s0", 30, json!({}))
        .held("s1", 20, json!({}))
        .add("wants", want(json!([]), json!([])))
        .silent("R30");
    two().add("wants", want(json!([]), json!([{"on": ago(2), "to": "withdrawn"}]))).silent("R30");
    let need =
        |days: i64| json!({"id": "n", "on": ago(days), "text": "Rest", "basis": "inference"});
    two().add("wants", want(json!(["n"]), json!([]))).add("needs", need(0)).silent("R30");
    two().add("wants", want(json!(["n"]), json!([]))).add("needs", need(-1)).fires("R30");
}

#[test]
fn g01_asks_for_permission_reception_and_words() {
    let told = |session: &str, days: i64, permission: &str, reception: &str, quote: Value| {
        [("s1", 30), ("s2", 20), ("s3", 10)].into_iter().fold(client(), |c, (id, d)| c.held(id, d, json!({}))).said("q", session).add(
            "messages",
            json!({"id": "m", "on": ago(90), "text": "Raise", "why": "Rest", "deliveries": [{"session": session, "on": ago(days),
                "permission": permission, "permission_quote": "q", "reception": reception, "reception_on": ago(days), "reception_quote": quote}]}),
        )
    };
    told("s2", 20, "permitted", "thinking", json!("q")).fires("G01");
    told("s3", 10, "solicited", "pushed_back", json!("q")).fires("G01");
    told("s1", 30, "permitted", "thinking", json!("q")).silent("G01");
    told("s2", 20, "unasked", "thinking", json!("q")).silent("G01");
    told("s2", 20, "permitted", "burdened", json!("q")).silent("G01");
    told("s2", 20, "permitted", "thinking", Value::Null).silent("G01");
}

#[test]
fn g02_and_g03_speak_for_thirty_days() {
    let mended = |days: i64| {
        client().add(
            "ruptures",
            json!({"id": "r", "kind": "withdrawal", "opened_on": ago(60), "history": [
        {"on": ago(60), "to": "noticed"}, {"on": ago(50), "to": "named"}, {"on": ago(days), "to": "repaired"}]}),
        )
    };
    mended(29).fires("G02");
    mended(30).silent("G02");
    let owned = |days: i64, quote: Value, after: Value| {
        let history = json!([{"on": ago(days), "to": "acknowledged", "session": "s1", "quote": quote}, after]);
        client()
            .held("s1", days, json!({}))
            .said("q", "s1")
            .add("needs", json!({"id": "n", "on": ago(90), "text": "Rest", "basis": "inference", "history": history}))
    };
    let later = json!({"on": ago(1), "to": "addressed"});
    owned(29, json!("q"), later.clone()).fires("G03");
    owned(30, json!("q"), later.clone()).silent("G03");
    owned(29, json!("q"), json!({"on": ago(1), "to": "rejected"})).fires("G03");
    owned(29, Value::Null, later).silent("G03");
}

#[test]
fn g04_speaks_of_a_return_after_sixty_days_whatever_the_status() {
    let with = |came: i64, last: i64| {
        client().held("s1", last, json!({})).add("contacts", contact(came, "them", None))
    };
    with(0, 92).fires("G04");
    with(10, 70).fires("G04");
    with(10, 69).silent("G04");
    with(29, 100).fires("G04");
    with(30, 100).silent("G04");
    client().add("contacts", contact(5, "them", Some(5))).silent("G04");
    with(10, 70).add("status_history", json!({"on": ago(65), "to": "parked"})).fires("G04");
}

#[test]
fn g05_speaks_of_three_promises_kept_by_their_day() {
    let kept = |n: usize| {
        (0..n).fold(client(), |c: Case, i| {
            let due = 50 - i64::try_from(i).expect("small") * 10;
            c.add("commitments", promise(&format!("p{i}"), "consultant", due, &[(due, "done")]))
        })
    };
    kept(3).fires("G05");
    kept(2).silent("G05");
    kept(3).add("commitments", promise("late", "consultant", 12, &[(11, "done")])).silent("G05");
    // On one day, what was not on time counts last; an old lateness is past.
    kept(3).add("commitments", promise("late", "consultant", 31, &[(30, "done")])).silent("G05");
    kept(3).add("commitments", promise("late", "consultant", 80, &[(60, "missed")])).fires("G05");
    kept(3)
        .add("commitments", promise("late", "consultant", 40, &[(40, "renegotiated")]))
        .fires("G05");
    kept(3).add("commitments", promise("due", "consultant", 1, &[])).silent("G05");
    kept(3).add("commitments", promise("due", "consultant", 0, &[])).fires("G05");
}
