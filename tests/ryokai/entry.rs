//! What one entry becomes: recorded, kept as typed, or put right first.

use ryokai::intake::entry::{FaultRule, Field, Item, Unkept, is_late};
use ryokai::intake::{Entry, Proposal};
use ryokai::method::agreement::{AgreementOrigin, AgreementState};
use ryokai::method::moment::LocalTime;
use ryokai::method::session::Closing;
use ryokai::method::transition::{StepRequest, Subject};
use ryokai::method::{
    AgreementEvent, AgreementKind, AgreementMove, ClientFile, Delivery, Evidence, Exactness, Id,
    Lang, Message, Need, NeedState, Permission, Person, Quote, Record, Scope, Speaker, Standing,
    Terms, Text, ViolationKind, Want, WantState,
};

use crate::demo::{self, day};

pub fn text(s: &str) -> Text {
    s.parse().expect("a text")
}

pub fn now(s: &str) -> LocalTime {
    format!("{s}:00").parse().expect("a time")
}

pub fn nobody() -> ClientFile {
    ClientFile::new(Person::named(Id::fresh(), text("早川 佳奈"), Lang::Ja))
}

pub fn entry(on: &str) -> Entry {
    let mut entry = Entry::new(day(on));
    entry.session.minutes = Some(60);
    entry
}

fn said(words: &str) -> Quote {
    Quote::drawn(Speaker::Client, text(words))
}

fn say(e: &mut Entry, words: &str) -> Option<Id> {
    Some(e.add(None, words, Item::words(said(words), None)))
}

fn agreed(kind: AgreementKind, event: Option<AgreementMove>, words: Option<Id>) -> Item {
    Item::agreement(AgreementEvent { quote: words, ..AgreementEvent::drawn(kind) }, event)
}

fn told(message: Message, permission: Permission, words: Option<Id>) -> Item {
    let permission = Some(permission);
    Item::told_new(message, Delivery { permission, permission_quote: words, ..Delivery::drawn() })
}

fn meant(message: &str) -> Message {
    Message { why: Some(text("倒れてほしくない")), ..Message::drawn(text(message)) }
}

/// Proposes on the evening of the session.
pub fn propose(file: &ClientFile, e: &Entry) -> Proposal {
    let evening = e.on.and_then(|on| on.and_hms_opt(20, 0, 0)).expect("a day");
    e.propose(file, &file.to_records(), Id::fresh(), evening).expect("a proposal")
}

fn rules(unkept: &[Unkept]) -> Vec<&[ViolationKind]> {
    unkept.iter().map(|u| u.rules.as_slice()).collect()
}

#[test]
fn a_first_session_gives_what_was_said_and_renews_it_next_time() {
    let mut e = entry("2025-04-16");
    let words = say(&mut e, "いろいろ話させてください");
    e.add(None, "", agreed(AgreementKind::Conversation, None, words));
    e.session.next_on = Some(day("2025-05-14"));
    let first = propose(&nobody(), &e);
    assert_eq!(first.unkept, vec![]);
    assert_eq!(first.understood.len(), 2);
    let file = first.accepted.file();
    assert_eq!((file.sessions[0].no, file.sessions[0].closing), (Some(1), Some(Closing::Dated)));
    assert_eq!(file.agreements[0].event, AgreementMove::Given);
    assert_eq!(file.agreements[0].origin, Some(AgreementOrigin::Volunteered));
    assert_eq!(Standing::of(file, day("2025-04-16"), &Terms::default()).stage.number(), 2);

    let mut e = entry("2025-05-14");
    let words = say(&mut e, "また話したい");
    e.add(None, "", agreed(AgreementKind::Conversation, None, words));
    let second = propose(file, &e);
    assert_eq!(second.accepted.file().agreements[1].event, AgreementMove::Renewed);
    assert_eq!(second.accepted.file().sessions[1].no, Some(2));
}

#[test]
fn an_agreement_without_words_never_moves() {
    let mut e = entry("2025-04-16");
    e.add(Some(3), "相談:うなずいた", agreed(AgreementKind::Consultation, None, None));
    say(&mut e, "はい");
    let p = propose(&nobody(), &e);
    assert_eq!(rules(&p.unkept), [[ViolationKind::EvidenceMissing { needs: Evidence::Words }]]);
    assert_eq!((p.unkept[0].item, p.unkept[0].line), (0, Some(3)));
    let file = p.accepted.file();
    assert_eq!(file.agreements, vec![]);
    assert_eq!(file.quotes.len(), 1, "the rest is recorded");
    assert_eq!(file.sessions[0].unkept, vec![text("相談:うなずいた")]);
}

#[test]
fn our_own_words_are_no_evidence() {
    let mut e = entry("2025-04-16");
    let ours = Quote::drawn(Speaker::Consultant, text("どうぞ"));
    let quote = Some(e.add(None, "", Item::words(ours, None)));
    e.add(None, "w", Want { quote, ..Want::drawn(text("休みたい")) });
    assert_eq!(rules(&propose(&nobody(), &e).unkept), [[ViolationKind::NotTheirWords]]);
}

#[test]
fn telling_after_a_no_needs_a_no() {
    let mut e = entry("2025-04-16");
    let words = say(&mut e, "その話は、ちょっと");
    e.add(None, "伝:値上げ !4", told(meant("値上げ"), Permission::Imposed, words.clone()));
    let p = propose(&nobody(), &e);
    assert_eq!(rules(&p.unkept), [[ViolationKind::ImposedWithoutNo]]);
    assert_eq!(p.accepted.file().messages, vec![], "neither the message nor its telling");

    e.add(None, "", agreed(AgreementKind::Consultation, Some(AgreementMove::Declined), words));
    let p = propose(&nobody(), &e);
    assert_eq!(p.unkept, vec![], "a later line may be what an earlier one rests on");
    assert_eq!(p.accepted.file().messages[0].deliveries[0].permission, Some(Permission::Imposed));
}

#[test]
fn a_no_while_the_agreement_is_in_force_is_a_no_to_what_was_told() {
    let file = demo::client("c2");
    let mut e = entry("2025-07-17");
    let words = say(&mut e, "今日はその話は");
    e.add(
        None,
        "",
        agreed(AgreementKind::Consultation, Some(AgreementMove::Declined), words.clone()),
    );
    e.add(None, "", told(meant("休みの話"), Permission::Imposed, words));
    let p = propose(&file, &e);
    assert_eq!(p.unkept, vec![]);
    let after = p.accepted.file();
    let no = after.agreements.iter().find(|e| e.on == day("2025-07-17")).expect("an event");
    let told = after.messages.iter().find(|m| m.on == day("2025-07-17")).expect("a message");
    assert_eq!((no.event, &no.scope), (AgreementMove::Declined, &Scope::Topic(told.id.clone())));
}

#[test]
fn nobody_asks_twice_in_one_session() {
    let mut e = entry("2025-04-16");
    let words = say(&mut e, "今はいいです");
    e.add(None, "", agreed(AgreementKind::Consultation, Some(AgreementMove::Declined), words));
    e.add(
        None,
        "相談:もう一度尋ねた",
        agreed(AgreementKind::Consultation, Some(AgreementMove::Sought), None),
    );
    let p = propose(&nobody(), &e);
    assert_eq!(
        rules(&p.unkept),
        [[ViolationKind::EvidenceMissing { needs: Evidence::LaterHeldSession }]]
    );
    let state =
        |f: &ClientFile| Standing::of(f, day("2025-04-16"), &Terms::default()).consultation.state;
    assert_eq!(state(p.accepted.file()), AgreementState::Declined);
}

#[test]
fn words_written_late_are_the_gist_unless_said_otherwise() {
    let mut e = entry("2025-04-16");
    say(&mut e, "はい");
    e.add(None, "", Item::words(said("確か"), Some(Exactness::Verbatim)));
    let propose = |at: &str| e.propose(&nobody(), &[], Id::fresh(), now(at)).expect("a proposal");
    let exact =
        |p: Proposal| p.accepted.file().quotes.iter().map(|q| q.exactness).collect::<Vec<_>>();
    assert_eq!(exact(propose("2025-04-18T17:00")), [Exactness::Verbatim, Exactness::Verbatim]);
    assert_eq!(exact(propose("2025-04-18T17:01")), [Exactness::Gist, Exactness::Verbatim]);
    let ended = Some(now("2025-04-16T19:00"));
    assert!(!is_late(day("2025-04-16"), ended, now("2025-04-18T19:00")));
    assert!(is_late(day("2025-04-16"), ended, now("2025-04-18T19:01")));
}

#[test]
fn words_written_twice_are_one_quote() {
    let mut e = entry("2025-04-16");
    say(&mut e, "休みがゼロでした");
    let quote = say(&mut e, "休みがゼロでした");
    e.add(None, "", Want { quote, ..Want::drawn(text("休みたい")) });
    let p = propose(&nobody(), &e);
    let file = p.accepted.file();
    assert_eq!(file.quotes.len(), 1);
    assert_eq!(file.wants[0].quote.as_ref(), Some(&file.quotes[0].id));
    assert_eq!(p.understood[1].records, vec![file.quotes[0].id.clone()]);
}

#[test]
fn lines_of_one_entry_may_point_at_each_other() {
    let mut e = entry("2025-04-16");
    let words = say(&mut e, "休みがゼロでした");
    let basis = ryokai::method::need::NeedBasis::Hint;
    let need = Need { basis, hint_quote: words.clone(), ..Need::drawn(text("休める")) };
    let (of, needs) = (need.id.clone(), vec![need.id.clone()]);
    let want = Want { quote: words.clone(), needs, ..Want::drawn(text("名前を決めたい")) };
    let want = e.add(None, "", want);
    e.add(None, "", Item::need(need, vec![]));
    let step = |of: Subject, to: &str, quote| {
        let request = StepRequest { quote, ..StepRequest::to(to) };
        of.record(&nobody(), &request).expect("a step")
    };
    e.add(None, "", step(Subject::Need(of), "acknowledged", words));
    e.add(None, "", step(Subject::Want(want), "answered", None));
    let p = propose(&nobody(), &e);
    assert_eq!(p.unkept, vec![]);
    let file = p.accepted.file();
    assert_eq!(file.wants[0].needs, vec![file.needs[0].id.clone()]);
    assert_eq!(file.needs[0].state(day("2025-04-16")), NeedState::Acknowledged);
    assert_eq!(file.wants[0].state(day("2025-04-16")), WantState::Answered);
    let of_session = |r: &Record| r.session.as_ref() == Some(&p.session);
    assert!(p.accepted.fresh().iter().all(of_session), "every record is locked with its session");
}

#[test]
fn an_entry_without_what_makes_a_session_is_put_right_first() {
    let faults = |e: &Entry| {
        let at = now("2025-04-16T20:00");
        let faults = e.propose(&nobody(), &[], Id::fresh(), at).expect_err("faults");
        faults.into_iter().map(|f| (f.field, f.rule)).collect::<Vec<_>>()
    };
    assert_eq!(
        faults(&Entry::default()),
        [(Field::On, FaultRule::Missing), (Field::Minutes, FaultRule::Missing)]
    );
    let mut e = entry("2025-04-17");
    e.session.minutes = Some(1441);
    e.session.next_on = Some(day("2025-04-16"));
    assert_eq!(
        faults(&e),
        [
            (Field::On, FaultRule::InFuture),
            (Field::Minutes, FaultRule::OutOfRange),
            (Field::NextOn, FaultRule::BeforeSession),
        ]
    );
}

#[test]
fn a_telling_without_its_permission_or_its_intention_is_recorded_as_told() {
    let mut e = entry("2025-04-16");
    let permission = Some(Permission::Permitted);
    for delivery in [Delivery::drawn(), Delivery { permission, ..Delivery::drawn() }] {
        e.add(None, "", Item::told_new(Message::drawn(text("値上げ")), delivery));
    }
    let p = propose(&nobody(), &e);
    assert_eq!(p.unkept, vec![]);
    let told = |i: usize| &p.accepted.file().messages[i];
    assert_eq!(
        (told(0).deliveries[0].permission, told(0).deliveries[0].leave(), &told(0).why),
        (None, None, &None)
    );
    assert_eq!(
        (told(1).deliveries[0].permission, told(1).deliveries[0].leave()),
        (permission, None)
    );
}

#[test]
fn what_nobody_could_read_is_kept_as_typed() {
    let mut e = entry("2025-04-16");
    e.add(Some(1), "??\u{7} なに", Item::unread());
    let p = propose(&nobody(), &e);
    assert_eq!(rules(&p.unkept), [&[] as &[ViolationKind]]);
    assert_eq!(p.accepted.file().sessions[0].unkept, vec![text("?? なに")]);
}
