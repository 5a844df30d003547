//! Each client rule at its boundary, on both sides: repair, permission, needs and meaning (method
//! §4, the Test lines).

use serde_json::{Value, json};

use crate::case::{Case, ago, client};

/// A need noted so many days ago, with its steps.
fn need(days: i64, history: Value) -> Value {
    json!({"id": "n1", "on": ago(days), "text": "Rest", "basis": "inference", "history": history})
}

/// A message written so many days ago.
fn message(days: i64, need: Value, history: Value, deliveries: Value) -> Value {
    json!({"id": "m1", "on": ago(days), "text": "Raise prices", "why": "Rest", "need": need, "history": history, "deliveries": deliveries})
}

/// A telling so many days ago, in a session.
fn told(session: &str, days: i64, permission: &str) -> Value {
    json!({"session": session, "on": ago(days), "permission": permission, "permission_quote": "q-yes"})
}

/// The telling as it stands before its permission, or the words of it, are named.
fn unnamed(telling: &Value) -> [Value; 2] {
    let without = |fields: &[&str]| {
        let mut telling = telling.clone();
        fields.iter().for_each(|field| telling[*field] = Value::Null);
        telling
    };
    [without(&["permission_quote"]), without(&["permission", "permission_quote"])]
}

/// The same with how it landed the same day.
fn landed(session: &str, days: i64, permission: &str, reception: &str) -> Value {
    json!({"session": session, "on": ago(days), "permission": permission, "permission_quote": "q-yes", "reception": reception,
           "reception_on": ago(days), "reception_quote": "q-landing"})
}

fn want(id: &str, days: i64, history: Value) -> Value {
    json!({"id": id, "on": ago(days), "text": "A name", "history": history})
}

fn marker(session: &str, days: i64, family: &str, sign: &str) -> Value {
    json!({"id": format!("k-{session}-{sign}"), "session": session, "on": ago(days), "family": family, "sign": sign})
}

/// A strain whose steps are given as (days ago, state).
fn strain(steps: &[(i64, &str)]) -> Value {
    let history: Vec<Value> =
        steps.iter().map(|(days, to)| json!({"on": ago(*days), "to": to})).collect();
    json!({"id": "r1", "kind": "withdrawal", "opened_on": ago(steps[0].0), "history": history})
}

fn step(days: i64, to: &str) -> Value {
    json!({"on": ago(days), "to": to})
}

/// Both agreements given in session `s0`, so many days ago.
fn trusted(days: i64) -> Case {
    client().held("s0", days, json!({})).agreed("a", "conversation", "given", ("s0", days)).agreed(
        "b",
        "consultation",
        "given",
        ("s0", days),
    )
}

fn four_sessions() -> Case {
    [(1, 40), (2, 30), (3, 20), (4, 10)]
        .into_iter()
        .fold(client(), |c, (n, days)| c.held(&format!("s{n}"), days, json!({})))
}

#[test]
fn r01_speaks_when_two_wants_were_served_and_nothing_was_said_to_a_need() {
    let answered = |days| json!([step(days, "answered")]);
    let two = four_sessions()
        .add("wants", want("w1", 50, answered(30)))
        .add("wants", want("w2", 50, answered(40)));
    let held = |c: Case, deliveries| {
        c.add("needs", need(60, json!([step(55, "voiced")])))
            .add("messages", message(30, json!("n1"), json!([]), deliveries))
    };
    held(two.clone(), json!([])).fires("R01");
    held(two.clone(), json!([told("s4", 10, "permitted")])).silent("R01");
    two.silent("R01");
    // The same want answered twice counts once; an answer before the first of the four does not
    // count.
    let twice = json!([step(40, "answered"), step(35, "open"), step(30, "answered")]);
    held(four_sessions().add("wants", want("w1", 50, twice)), json!([])).silent("R01");
    held(
        four_sessions()
            .add("wants", want("w1", 50, answered(41)))
            .add("wants", want("w2", 50, answered(40))),
        json!([]),
    )
    .silent("R01");
    // What arose on the day of the latest session was not there before it.
    let late = |days| two.clone().add("needs", need(days, json!([])));
    late(10).silent("R01");
    late(11).fires("R01");
}

#[test]
fn r01_needs_four_sessions() {
    let three = [(1, 30), (2, 20), (3, 10)]
        .into_iter()
        .fold(client(), |c, (n, d)| c.held(&format!("s{n}"), d, json!({})));
    let served = |id| want(id, 50, json!([step(20, "done")]));
    let three = three
        .add("wants", served("w1"))
        .add("wants", served("w2"))
        .add("needs", need(40, json!([])));
    three.silent("R01");
    three.held("s0", 40, json!({})).fires("R01");
}

#[test]
fn r02_speaks_of_the_latest_session_alone_and_of_a_no_first() {
    let with = |permission| {
        client()
            .held("s1", 5, json!({}))
            .add("messages", message(9, Value::Null, json!([]), json!([told("s1", 5, permission)])))
    };
    with("unasked").fires("R02");
    with("imposed").fires("R02");
    with("permitted").silent("R02");
    with("solicited").silent("R02");
    with("unasked").held("s2", 4, json!({})).silent("R02");
    let both = json!([told("s1", 5, "unasked"), told("s1", 5, "imposed")]);
    let both =
        client().held("s1", 5, json!({})).add("messages", message(9, Value::Null, json!([]), both));
    let insight = both.insight("R02").expect("it fires");
    assert_eq!(insight.parts, ["m1.d2", "m1.d1"].map(|id| id.parse().expect("an id")));
}

#[test]
fn no_rule_speaks_because_of_a_telling_whose_permission_is_not_named() {
    let with = |telling: Value| {
        client()
            .held("s1", 9, json!({}))
            .held("s2", 8, json!({"status": "cancelled_by_client"}))
            .add("messages", message(90, Value::Null, json!([]), json!([telling])))
    };
    for (rule, telling) in [
        ("R02", told("s1", 9, "imposed")),
        ("R03", told("s1", 9, "permitted")),
        ("R04", landed("s1", 9, "permitted", "burdened")),
        ("R27", told("s1", 9, "imposed")),
        ("G01", landed("s1", 9, "solicited", "received")),
    ] {
        with(telling.clone()).fires(rule);
        unnamed(&telling).into_iter().for_each(|telling| with(telling).silent(rule));
    }
    // What was said to a need was said, whatever its permission was: nobody is told off for leaving
    // it unsaid.
    let answered = |id| want(id, 50, json!([step(30, "answered")]));
    let drift = four_sessions().add("wants", answered("w1")).add("wants", answered("w2"));
    let drift = |telling| {
        drift
            .clone()
            .add("needs", need(60, json!([step(55, "voiced")])))
            .add("messages", message(30, json!("n1"), json!([]), telling))
    };
    drift(json!([])).fires("R01");
    for telling in unnamed(&told("s4", 10, "permitted")) {
        drift(json!([telling])).silent("R01");
    }
}

#[test]
fn r03_waits_seven_days_or_until_the_next_session() {
    let with = |days| {
        client().held("s1", days, json!({})).add(
            "messages",
            message(90, Value::Null, json!([]), json!([told("s1", days, "permitted")])),
        )
    };
    with(7).fires("R03");
    with(6).silent("R03");
    with(6).held("s2", 5, json!({})).fires("R03");
    let known = |on: i64| {
        let mut d = landed("s1", 9, "permitted", "received");
        d["reception_on"] = json!(ago(on));
        client()
            .held("s1", 9, json!({}))
            .add("messages", message(90, Value::Null, json!([]), json!([d])))
    };
    known(0).silent("R03");
    known(-1).fires("R03");
}

#[test]
fn r04_speaks_for_ninety_days_until_it_was_talked_about() {
    let with = |days, reception, state: Option<&str>| {
        let mut d = landed("s1", days, "permitted", reception);
        d["rupture"] = json!(state.map(|_| "r1"));
        let c = client()
            .held("s1", days, json!({}))
            .add("messages", message(100, Value::Null, json!([]), json!([d])));
        match state {
            Some(state) => c.add("ruptures", strain(&[(days, "noticed"), (1, state)])),
            None => c,
        }
    };
    with(14, "burdened", None).fires("R04");
    with(14, "closed", Some("named")).fires("R04");
    with(14, "burdened", Some("explored")).silent("R04");
    with(14, "burdened", Some("ended_unrepaired")).silent("R04");
    with(14, "pushed_back", None).silent("R04");
    with(89, "burdened", None).fires("R04");
    with(90, "burdened", None).silent("R04");
    let gift = |days, talked: Value| {
        client().add("gifts", json!({"id": "g", "on": ago(days), "direction": "out", "what": "A book", "landing": "burdened", "talked_on": talked}))
    };
    gift(89, Value::Null).fires("R04");
    gift(90, Value::Null).silent("R04");
    gift(9, json!(ago(0))).silent("R04");
}

#[test]
fn r05_speaks_of_two_signs_or_one_closed_heart_in_two_sessions() {
    let base =
        || client().held("s1", 30, json!({})).held("s2", 20, json!({})).held("s3", 10, json!({}));
    base().add("markers", marker("s3", 10, "withdrawal", "heart_closed")).fires("R05");
    base().add("markers", marker("s1", 30, "withdrawal", "heart_closed")).silent("R05");
    let one = base().add("markers", marker("s3", 10, "withdrawal", "short_answers"));
    one.silent("R05");
    one.clone().add("markers", marker("s2", 20, "confrontation", "refuses")).silent("R05");
    let two = one.add("markers", marker("s2", 20, "withdrawal", "fell_silent"));
    two.fires("R05");
    two.clone().add("ruptures", strain(&[(20, "noticed")])).silent("R05");
    two.add("ruptures", strain(&[(21, "noticed")])).fires("R05");
}

#[test]
fn r06_speaks_until_a_strain_is_noted_or_two_sessions_passed() {
    let base = client()
        .held("s1", 30, json!({}))
        .add("markers", marker("s1", 30, "confrontation", "refuses"));
    base.fires("R06");
    base.clone().add("ruptures", strain(&[(29, "noticed")])).silent("R06");
    base.clone().add("ruptures", strain(&[(31, "noticed")])).fires("R06");
    let next = base.held("s2", 20, json!({}));
    next.fires("R06");
    next.held("s3", 10, json!({})).silent("R06");
}

#[test]
fn r07_waits_fourteen_days_or_until_the_next_session() {
    let named = |days| {
        client()
            .held("s1", days, json!({}))
            .add("ruptures", strain(&[(days, "noticed"), (days, "named")]))
    };
    named(14).fires("R07");
    named(13).silent("R07");
    named(13).held("s2", 12, json!({})).fires("R07");
    client().add("ruptures", strain(&[(40, "named"), (20, "repaired")])).silent("R07");
}

#[test]
fn r08_waits_sixty_days_or_three_sessions() {
    let with = |days, history| client().add("needs", need(days, history));
    with(60, json!([])).fires("R08");
    let young = with(59, json!([])).held("s1", 58, json!({})).held("s2", 50, json!({}));
    young.silent("R08");
    young.held("s3", 40, json!({})).fires("R08");
    with(90, json!([step(1, "voiced")])).silent("R08");
    // It became a guess again.
    let again = |days| {
        with(90, json!([step(80, "voiced"), step(70, "rejected"), step(days, "hypothesis")]))
    };
    again(59).silent("R08");
    again(60).fires("R08");
}

#[test]
fn r09_waits_thirty_days_for_a_linked_step() {
    let with = |days| {
        client()
            .held("s1", days, json!({}))
            .add("needs", need(90, json!([step(days, "acknowledged")])))
    };
    with(30).fires("R09");
    with(29).silent("R09");
    let promise = |days: i64, need: &str| json!({"id": "p", "by": "client", "made_on": ago(days), "text": "Rest", "need": need});
    with(30).add("commitments", promise(30, "n1")).silent("R09");
    with(30).add("commitments", promise(31, "n1")).fires("R09");
    with(30).add("commitments", promise(30, "n2")).fires("R09");
    with(30)
        .add("messages", message(80, json!("n1"), json!([]), json!([told("s1", 30, "permitted")])))
        .silent("R09");
    // It came back: acknowledged anew.
    client()
        .add(
            "needs",
            need(
                90,
                json!([step(60, "acknowledged"), step(50, "addressed"), step(29, "acknowledged")]),
            ),
        )
        .silent("R09");
}

#[test]
fn r10_waits_thirty_days_or_two_sessions() {
    let with = |days, history| client().add("wants", want("w1", days, history));
    with(30, json!([])).fires("R10");
    with(30, json!([step(3, "deferred")])).silent("R10");
    let one = with(29, json!([])).held("s1", 20, json!({}));
    one.silent("R10");
    one.held("s2", 10, json!({})).fires("R10");
    let reopened = |days| with(90, json!([step(80, "answered"), step(days, "open")]));
    reopened(29).silent("R10");
    reopened(30).fires("R10");
}

#[test]
fn r11_warns_fourteen_days_ahead_unless_a_date_comes_first() {
    // The conversation lives on by a session ten days ago; the consultation runs on its words.
    let with = |days, own| trusted(days).held("s1", 60.min(days), json!({})).held("s2", 10, own);
    with(166, json!({})).held("s3", 100, json!({})).fires("R11");
    with(165, json!({})).held("s3", 100, json!({})).silent("R11");
    let ahead = |days: i64| with(166, json!({"next_on": ago(days)})).held("s3", 100, json!({}));
    ahead(-13).silent("R11");
    ahead(-14).fires("R11");
    with(166, json!({}))
        .held("s3", 100, json!({}))
        .agreed("b2", "consultation", "renewed", ("s2", 10))
        .silent("R11");
    let lapsed =
        client().held("s0", 90, json!({})).agreed("a", "conversation", "given", ("s0", 90));
    lapsed.fires("R11");
    assert!(!lapsed.insight("R11").expect("it fires").quiet, "news is not a quiet line");
    let long =
        client().held("s0", 104, json!({})).agreed("a", "conversation", "given", ("s0", 104));
    assert!(long.insight("R11").expect("it fires").quiet, "after a fortnight it is one");
    client().held("s0", 90, json!({})).silent("R11");
}

#[test]
fn r12_speaks_of_a_plan_without_an_agreement_to_rely_on() {
    let planned = |c: Case| {
        c.add("messages", message(9, Value::Null, json!([step(8, "planned")]), json!([])))
    };
    planned(client()).fires("R12");
    planned(trusted(30)).silent("R12");
    client().add("messages", message(9, Value::Null, json!([]), json!([]))).silent("R12");
    planned(trusted(30).add("ruptures", strain(&[(5, "noticed")]))).fires("R12");
    planned(trusted(30).add("markers", marker("s0", 30, "withdrawal", "heart_closed")))
        .fires("R12");
    planned(trusted(180).held("s1", 95, json!({})).held("s2", 10, json!({}))).fires("R12");
}

#[test]
fn r13_speaks_of_a_plan_during_an_open_strain() {
    let planned =
        client().add("messages", message(9, Value::Null, json!([step(8, "planned")]), json!([])));
    planned.clone().add("ruptures", strain(&[(9, "noticed"), (9, "named")])).fires("R13");
    planned.clone().add("ruptures", strain(&[(9, "named"), (0, "repaired")])).silent("R13");
    planned.add("ruptures", strain(&[(9, "named"), (-1, "repaired")])).fires("R13");
}

#[test]
fn r14_waits_forty_five_days_with_a_consultation_to_rely_on() {
    let held = |c: Case, days| {
        c.add("needs", need(100, json!([])))
            .add("messages", message(days, json!("n1"), json!([]), json!([])))
    };
    held(trusted(60), 45).fires("R14");
    held(trusted(60), 44).silent("R14");
    held(client(), 45).silent("R14");
    held(trusted(180).held("s1", 95, json!({})).held("s2", 10, json!({})), 45).silent("R14");
    trusted(60).add("messages", message(50, Value::Null, json!([]), json!([]))).silent("R14");
}

#[test]
fn r15_speaks_of_something_held_that_serves_no_need() {
    let with =
        |need: Value, history| client().add("messages", message(9, need, history, json!([])));
    with(Value::Null, json!([])).fires("R15");
    with(Value::Null, json!([step(2, "dropped")])).silent("R15");
    with(json!("n1"), json!([])).add("needs", need(9, json!([]))).silent("R15");
    // A link counts once the need is there.
    with(json!("n1"), json!([])).add("needs", need(-1, json!([]))).fires("R15");
}

#[test]
fn r16_speaks_of_one_no_or_two_of_three_not_reached() {
    let with = |covered: [&str; 3]| {
        let days = [30, 20, 10];
        (0..3).fold(client(), |c, n| {
            c.held(
                &format!("s{n}"),
                days[n],
                json!({"topic_covered": covered[n], "client_topic": "Dad"}),
            )
        })
    };
    with(["yes", "yes", "no"]).fires("R16");
    with(["yes", "no", "yes"]).silent("R16");
    with(["yes", "partly", "yes"]).silent("R16");
    with(["yes", "partly", "partly"]).fires("R16");
    with(["partly", "partly", "yes"]).fires("R16");
    with(["partly", "partly", "yes"]).held("s4", 5, json!({"topic_covered": "yes"})).silent("R16");
    // What was not recorded is not a no.
    client().held("s1", 9, json!({})).held("s2", 5, json!({})).silent("R16");
}

#[test]
fn r36_speaks_of_six_wants_open_at_once() {
    let with = |open: usize, rest: Value| {
        let settled = want("w0", 5, json!([rest]));
        let all = (1..=open).map(|n| want(&format!("w{n}"), 5, json!([])));
        all.chain([settled]).fold(client(), |case, want| case.add("wants", want))
    };
    with(6, step(1, "done")).fires("R36");
    with(5, step(1, "deferred")).silent("R36");
    with(5, step(1, "open")).fires("R36");
    let insight = with(7, step(1, "done")).insight("R36").expect("it fires");
    assert_eq!(insight.facts.len(), 7, "each open want is evidence");
}
