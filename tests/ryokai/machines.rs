//! The machines and the clock: the days before, on and after each boundary, and what holds of every
//! history.

use proptest::prelude::*;
use proptest::sample::select;
use ryokai::method::agreement::AgreementState;
use ryokai::method::contact::{Channel, Contact, Mover};
use ryokai::method::marker::{Family, Marker};
use ryokai::method::need::{Need, NeedBasis};
use ryokai::method::session::{Session, SessionStatus};
use ryokai::method::standing::{Missing, Suspension};
use ryokai::method::{
    AgreementEvent, AgreementKind, AgreementMove, ClientFile, Day, Delivery, Evidence, Exactness,
    Fact, Id, Lang, Message, NeedState, Permission, Promise, PromiseState, Quote, Reception,
    Record, Scope, Sign, Speaker, Standing, Step, Strain, StrainState, Terms, Violation,
    ViolationKind, Want, WantState,
};
use serde_json::json;

use crate::demo::day;
use crate::entry::{nobody, text};

use AgreementKind::{Consultation, Conversation};
use AgreementMove::{Declined, Given, Renewed, Sought, Withdrawn};

fn d(n: u64) -> Day {
    day("2025-01-01") + chrono::Days::new(n)
}

fn id(s: &str) -> Id {
    s.parse().expect("an id")
}

/// A history, told day by day.
#[derive(Clone, Default)]
struct Story {
    records: Vec<Record>,
}

impl Story {
    fn try_add(&mut self, fresh: Vec<Record>) -> Result<(), Vec<Violation>> {
        self.file().accept(&self.records, fresh.clone())?;
        self.records.extend(fresh);
        Ok(())
    }

    fn add(&mut self, record: Record) -> &mut Story {
        let place = record.noun();
        self.try_add(vec![record]).unwrap_or_else(|violations| panic!("{place}: {violations:?}"));
        self
    }

    fn rules(&mut self, record: Record) -> Vec<ViolationKind> {
        let violations = self.try_add(vec![record]).expect_err("a breach");
        violations.into_iter().map(|b| b.rule).collect()
    }

    fn session(&mut self, n: u64) -> &mut Story {
        self.add(session(n, SessionStatus::Held)).add(quote(n, Speaker::Client))
    }

    fn agree(&mut self, n: u64, kind: AgreementKind, event: AgreementMove) -> &mut Story {
        self.add(event_on(n, kind, event))
    }

    fn file(&self) -> ClientFile {
        let (file, violations) = ClientFile::from_records(nobody().person, &self.records);
        assert_eq!(violations, vec![]);
        file
    }

    fn at(&self, n: u64) -> Standing {
        Standing::of(&self.file(), d(n), &Terms::default())
    }

    fn states(&self, n: u64) -> (AgreementState, AgreementState, u8) {
        let s = self.at(n);
        (s.conversation.state, s.consultation.state, s.stage.number())
    }
}

fn session(n: u64, status: SessionStatus) -> Record {
    let json = json!({"id": format!("s{n}"), "on": d(n), "status": status});
    let session: Session = serde_json::from_value(json).expect("a session");
    Record::session(session)
}

fn quote(n: u64, speaker: Speaker) -> Record {
    let who = if speaker == Speaker::Client { "q" } else { "u" };
    Record::quote(
        d(n),
        Quote {
            id: id(&format!("{who}{n}")),
            session: Some(id(&format!("s{n}"))),
            contact: None,
            speaker,
            text: text("はい"),
            lang: Lang::Ja,
            exactness: Exactness::Verbatim,
            confirmed_by_client_on: None,
            recalled_on: None,
        },
    )
}

fn contact(n: u64, replied: Option<u64>) -> Record {
    Record::contact(Contact {
        id: Id::fresh(),
        on: d(n),
        initiator: Mover::Us,
        channel: Channel::Email,
        replied_on: replied.map(d),
        closing: None,
        note: None,
    })
}

fn event_on(n: u64, kind: AgreementKind, event: AgreementMove) -> Record {
    Record::agreement(AgreementEvent {
        id: Id::fresh(),
        kind,
        scope: Scope::Relationship,
        on: d(n),
        event,
        session: Some(id(&format!("s{n}"))),
        contact: None,
        quote: (event != Sought).then(|| id(&format!("q{n}"))),
        origin: None,
    })
}

fn step<S>(n: u64, to: S, words: bool) -> Step<S> {
    let quote = words.then(|| id(&format!("q{n}")));
    Step { id: Id::fresh(), session: Some(id(&format!("s{n}"))), quote, ..Step::new(d(n), to) }
}

fn marker(n: u64, sign: Sign) -> Record {
    Record::marker(Marker {
        id: Id::fresh(),
        session: id(&format!("s{n}")),
        on: d(n),
        family: sign.family(),
        sign,
        observed: None,
        just_before: None,
        quote: None,
    })
}

fn strain(n: u64) -> Vec<Record> {
    let opened = Strain {
        id: id(&format!("r{n}")),
        kind: Family::Withdrawal,
        opened_on: d(n),
        message: None,
        history: vec![],
    };
    let noticed = step(n, StrainState::Noticed, false);
    let fact = |step| Fact::StrainMoved { strain: id(&format!("r{n}")), step };
    vec![Record::strain(opened), Record::step(&noticed, fact)]
}

fn strain_to(of: u64, n: u64, to: StrainState, words: bool) -> Record {
    let fact = |step| Fact::StrainMoved { strain: id(&format!("r{of}")), step };
    Record::step(&step(n, to, words), fact)
}

fn trust() -> Story {
    let mut story = Story::default();
    story.session(0).agree(0, Conversation, Given).agree(0, Consultation, Given);
    story
}

#[test]
fn a_conversation_lapses_on_day_ninety_unless_they_meet_on_it() {
    let mut story = Story::default();
    story.session(0).agree(0, Conversation, Given);
    assert_eq!(story.states(89).0, AgreementState::Given);
    assert_eq!((story.states(90).0, story.states(90).2), (AgreementState::Lapsed, 1));
    let mut met = story.clone();
    met.session(90);
    assert_eq!(met.states(90).0, AgreementState::Given);
    assert_eq!(met.states(179).0, AgreementState::Given);
    assert_eq!(met.states(180).0, AgreementState::Lapsed);
    story.session(91);
    assert_eq!(story.states(91).0, AgreementState::Lapsed, "a lapse is sticky");
    assert_eq!(story.at(91).missing, Missing::ConversationLapsed);
    story.agree(91, Conversation, Renewed);
    assert_eq!(story.states(91).0, AgreementState::Renewed);
}

#[test]
fn an_answered_contact_carries_a_conversation_and_an_unanswered_one_does_not() {
    let mut story = Story::default();
    story.session(0).agree(0, Conversation, Given);
    let mut silent = story.clone();
    silent.add(contact(50, None));
    assert_eq!(silent.states(90).0, AgreementState::Lapsed);
    story.add(contact(50, Some(60)));
    assert_eq!(story.states(149).0, AgreementState::Given);
    assert_eq!(story.states(150).0, AgreementState::Lapsed);
    assert_eq!(story.at(59).last_two_way, Some(d(0)), "an answer counts from its own day");
}

#[test]
fn a_consultation_lapses_on_day_180_whatever_the_contact() {
    let mut story = trust();
    for n in [60, 120, 170] {
        story.session(n);
    }
    assert_eq!(story.states(179), (AgreementState::Given, AgreementState::Given, 3));
    assert_eq!(story.states(180), (AgreementState::Given, AgreementState::Lapsed, 2));
    story.session(180).agree(180, Consultation, Renewed);
    assert_eq!(story.states(180).1, AgreementState::Renewed, "words on the lapse date renew it");
    assert_eq!(story.states(259).2, 3);
}

#[test]
fn given_is_refused_in_force_and_renewed_before_any_yes() {
    let mut story = trust();
    let no_such =
        |from: &str, to: &str| vec![ViolationKind::NoSuchStep { from: from.into(), to: to.into() }];
    story.session(10);
    assert_eq!(story.rules(event_on(10, Conversation, Given)), no_such("given", "given"));
    assert_eq!(story.rules(event_on(10, Conversation, Sought)), no_such("given", "sought"));
    let mut fresh = Story::default();
    fresh.session(0);
    assert_eq!(fresh.rules(event_on(0, Conversation, Renewed)), no_such("none", "renewed"));
    assert_eq!(fresh.rules(event_on(0, Conversation, Withdrawn)), no_such("none", "withdrawn"));
}

#[test]
fn after_a_no_asking_again_takes_a_later_held_session() {
    let mut story = Story::default();
    story.session(0).agree(0, Consultation, Sought).agree(0, Consultation, Declined);
    let later = vec![ViolationKind::EvidenceMissing { needs: Evidence::LaterHeldSession }];
    assert_eq!(story.rules(event_on(0, Consultation, Sought)), later);
    story.add(session(1, SessionStatus::NoShow));
    assert_eq!(story.rules(event_on(1, Consultation, Sought)), later, "nobody came");
    story.session(2).agree(2, Consultation, Sought);
    story.agree(2, Consultation, Given);
    assert_eq!(story.states(2).1, AgreementState::Given);
}

#[test]
fn words_must_be_theirs_and_of_that_session() {
    let mut story = Story::default();
    story.session(0).session(5).add(quote(5, Speaker::Consultant));
    let with = |quote: &str| {
        let mut record = event_on(5, Conversation, Given);
        if let Fact::Agreement(e) = &mut record.fact {
            e.quote = Some(id(quote));
        }
        record
    };
    assert_eq!(story.rules(with("q0")), [ViolationKind::WordsFromElsewhere]);
    assert_eq!(story.rules(with("u5")), [ViolationKind::NotTheirWords]);
    assert!(
        story.rules(with("q9")).iter().any(|r| matches!(r, ViolationKind::UnknownReference { .. }))
    );
    story.add(with("q5"));
}

#[test]
fn a_topic_never_moves_the_relationship() {
    let mut story = Story::default();
    story.session(0).agree(0, Conversation, Given);
    let mut topic = event_on(0, Consultation, Given);
    if let Fact::Agreement(e) = &mut topic.fact {
        e.scope = Scope::Session(id("s0"));
    }
    story.add(topic);
    assert_eq!(story.states(0), (AgreementState::Given, AgreementState::None, 2));
}

#[test]
fn a_closed_heart_is_answered_by_later_words_or_a_repaired_strain() {
    let mut story = trust();
    story.session(10).add(marker(10, Sign::HeartClosed));
    assert_eq!(story.states(9).2, 3);
    assert!(matches!(story.at(10).suspensions[..], [Suspension::HeartClosed(_)]));
    assert_eq!(story.states(10).2, 2);
    let mut same_day = story.clone();
    same_day.agree(10, Consultation, Renewed);
    assert_eq!(same_day.states(10).2, 2, "words of the same day are not after it");
    let mut later = story.clone();
    later.session(11).agree(11, Consultation, Renewed);
    assert_eq!((later.states(10).2, later.states(11).2), (2, 3));
    story.try_add(strain(10)).expect("a strain");
    story.add(strain_to(10, 10, StrainState::Named, false)).session(12);
    assert_eq!(
        story.rules(strain_to(10, 12, StrainState::Repaired, false)),
        [ViolationKind::EvidenceMissing { needs: Evidence::Words }]
    );
    assert_eq!(story.states(12).2, 2);
    story.add(strain_to(10, 12, StrainState::Repaired, true));
    assert_eq!((story.states(11).2, story.states(12).2), (2, 3));
    assert!(!story.at(12).suspended());
}

#[test]
fn an_open_strain_suspends_until_it_ends() {
    let mut story = trust();
    story.session(10).try_add(strain(10)).expect("a strain");
    assert_eq!(story.at(10).open_strains, vec![id("r10")]);
    assert!(matches!(story.at(10).missing, Missing::StrainRepair { .. }));
    story.session(11).add(strain_to(10, 11, StrainState::EndedUnrepaired, false));
    assert_eq!((story.states(10).2, story.states(11).2), (2, 3));
}

#[test]
fn a_cycle_of_real_collaboration_lasts_180_days() {
    let mut story = trust();
    story.session(20);
    let need = Need {
        id: id("n"),
        on: d(20),
        session: Some(id("s20")),
        text: text("休める"),
        basis: NeedBasis::Inference,
        kind: None,
        hint_quote: None,
        client_wording: None,
        history: vec![],
    };
    story.add(Record::need(need));
    let message = Message {
        id: id("m"),
        on: d(20),
        session: None,
        text: text("値上げ"),
        why: Some(text("倒れてほしくない")),
        need: Some(id("n")),
        self_interest: false,
        history: vec![],
        deliveries: vec![],
    };
    story.add(Record::message(message));
    assert_eq!(story.at(20).missing, Missing::PermissionToTell);
    let told = Delivery {
        id: id("d"),
        session: id("s20"),
        on: d(20),
        permission: Some(Permission::Permitted),
        permission_quote: Some(id("q20")),
        reception: None,
        reception_on: None,
        reception_session: None,
        reception_quote: None,
        strain: None,
    };
    story.add(Record::delivered(&id("m"), told)).session(30);
    assert_eq!(story.at(20).missing, Missing::ReceivedInWords);
    let landed = Fact::Landed {
        message: id("m"),
        delivery: id("d"),
        reception: Reception::PushedBack,
        quote: Some(id("q30")),
    };
    story.add(Record::fresh(d(30), Some(&id("s30")), landed));
    assert_eq!(story.at(29).missing, Missing::ReceivedInWords);
    assert_eq!(story.at(30).missing, Missing::NeedInTheirWords);
    let owned = |n| {
        Record::step(&step(n, NeedState::Acknowledged, true), |step| Fact::NeedMoved {
            need: id("n"),
            step,
        })
    };
    story.add(owned(30));
    assert_eq!(story.at(30).missing, Missing::TheirStepDone);
    let promise = Promise {
        id: id("p"),
        by: Speaker::Client,
        made_on: d(30),
        session: Some(id("s30")),
        text: text("休む日を決める"),
        due_on: None,
        need: Some(id("n")),
        history: vec![],
    };
    story.add(Record::promise(promise));
    let done = step(40, PromiseState::Done, false);
    let done = Step { session: None, ..done };
    story.add(Record::step(&done, |step| Fact::PromiseMoved { promise: id("p"), step }));
    for n in [110, 170] {
        story.session(n);
    }
    assert_eq!((story.states(39).2, story.states(40).2), (3, 4));
    assert_eq!(story.at(40).missing, Missing::Nothing { leaves_on: d(200) });
    let stage = |file: &ClientFile| Standing::of(file, d(40), &Terms::default()).stage.number();
    let mut wordless = story.file();
    wordless.messages[0].deliveries[0].permission_quote = None;
    assert_eq!(
        (wordless.violations(), stage(&wordless)),
        (vec![], 3),
        "the words of the permission are not named"
    );
    wordless.messages[0].deliveries[0].permission = None;
    assert_eq!(
        (wordless.violations(), stage(&wordless)),
        (vec![], 3),
        "the permission is not named"
    );
    story.agree(170, Consultation, Renewed);
    assert_eq!((story.states(199).2, story.states(200).2), (4, 3));
}

/// A rank as the method numbers it.
fn number(rank: Option<ryokai::method::Rank>) -> Option<u8> {
    rank.map(ryokai::method::Rank::number)
}

#[test]
fn closeness_falls_by_one_each_silent_quarter() {
    let mut story = Story::default();
    assert_eq!(number(story.at(0).rank), None);
    story.session(0);
    assert_eq!((number(story.at(89).rank), number(story.at(90).rank)), (Some(5), Some(6)));
    story.session(89);
    assert_eq!(
        (number(story.at(89).rank), number(story.at(178).rank), number(story.at(179).rank)),
        (Some(4), Some(4), Some(5))
    );
    story.session(50);
    assert_eq!(number(story.at(89).rank), Some(3));
    let mut far = Story::default();
    far.session(0).session(50).session(90);
    assert_eq!(number(far.at(90).rank), Some(4), "the first is 90 days before the last");
    far.add(session(100, SessionStatus::CancelledByClient));
    assert_eq!(far.at(100).last_two_way, Some(d(90)));
}

/// One attempt to record something, with evidence that may or may not do.
#[derive(Debug, Clone)]
struct Try {
    on: u64,
    what: Act,
    words: WordsFrom,
    of: usize,
}

#[derive(Debug, Clone, Copy)]
enum Act {
    Agree(AgreementKind, AgreementMove),
    Want,
    WantTo(WantState),
    Need,
    NeedTo(NeedState),
    Told(Option<Permission>, Option<Reception>),
    Landed(Reception),
    Promise,
    Done,
    Sign(Sign),
    Strain,
    StrainTo(StrainState),
}

#[derive(Debug, Clone, Copy)]
enum WordsFrom {
    Here,
    Nowhere,
    Elsewhere,
    Us,
}

/// Days on which there is a session with words of both.
const DAYS: [u64; 7] = [0, 1, 60, 90, 150, 180, 300];

fn a_try() -> impl Strategy<Value = Try> {
    use AgreementMove as A;
    use NeedState as N;
    use StrainState as U;
    use WantState as W;
    let kind = select(vec![Conversation, Consultation]);
    let event = select(vec![A::Sought, A::Given, A::Given, A::Declined, A::Withdrawn, A::Renewed]);
    let wants = select(vec![W::Open, W::Answered, W::Deferred, W::Done, W::Withdrawn]);
    let needs = select(vec![
        N::Voiced,
        N::Acknowledged,
        N::Acknowledged,
        N::Addressed,
        N::Rejected,
        N::Hypothesis,
    ]);
    let permission = proptest::option::of(select(vec![
        Permission::Solicited,
        Permission::Permitted,
        Permission::Unasked,
        Permission::Imposed,
    ]));
    let reception = select(vec![Reception::Received, Reception::PushedBack, Reception::Closed]);
    let signs = select(vec![Sign::HeartClosed, Sign::FellSilent, Sign::Refuses]);
    let strains = select(vec![U::Named, U::Explored, U::Repaired, U::EndedUnrepaired]);
    let what = prop_oneof![
        4 => (kind, event).prop_map(|(k, e)| Act::Agree(k, e)),
        1 => Just(Act::Want),
        1 => wants.prop_map(Act::WantTo),
        1 => Just(Act::Need),
        2 => needs.prop_map(Act::NeedTo),
        2 => (permission, proptest::option::of(reception.clone())).prop_map(|(p, r)| Act::Told(p, r)),
        1 => reception.prop_map(Act::Landed),
        1 => Just(Act::Promise),
        1 => Just(Act::Done),
        1 => signs.prop_map(Act::Sign),
        1 => Just(Act::Strain),
        1 => strains.prop_map(Act::StrainTo),
    ];
    use WordsFrom as F;
    let words = select(vec![F::Here, F::Here, F::Here, F::Nowhere, F::Elsewhere, F::Us]);
    (select(DAYS.to_vec()), what, words, 0usize..4).prop_map(|(on, what, words, of)| Try {
        on,
        what,
        words,
        of,
    })
}

/// The records of an attempt, pointing at what is there.
fn records(t: &Try, story: &Story) -> Vec<Record> {
    let file = story.file();
    let elsewhere = DAYS.iter().find(|n| **n != t.on).copied().unwrap_or_default();
    let quote = match t.words {
        WordsFrom::Here => Some(id(&format!("q{}", t.on))),
        WordsFrom::Nowhere => None,
        WordsFrom::Elsewhere => Some(id(&format!("q{elsewhere}"))),
        WordsFrom::Us => Some(id(&format!("u{}", t.on))),
    };
    let (on, here) = (d(t.on), Some(id(&format!("s{}", t.on))));
    fn nth<T>(list: &[T], n: usize, of: impl Fn(&T) -> &Id) -> Id {
        list.get(n % list.len().max(1)).map(|r| of(r).clone()).unwrap_or_default()
    }
    fn moved<S: Clone>(
        t: &Try,
        to: S,
        quote: Option<Id>,
        wrap: impl FnOnce(Step<S>) -> Fact,
    ) -> Vec<Record> {
        vec![Record::step(&Step { quote, ..step(t.on, to, false) }, wrap)]
    }
    let the_need = nth(&file.needs, t.of, |n| &n.id);
    match t.what {
        Act::Agree(kind, event) => {
            let mut record = event_on(t.on, kind, event);
            if let Fact::Agreement(e) = &mut record.fact {
                e.quote = quote;
            }
            vec![record]
        }
        Act::Want => vec![Record::want(Want {
            id: Id::fresh(),
            on,
            session: here,
            contact: None,
            text: text("望み"),
            quote,
            needs: vec![],
            history: vec![],
        })],
        Act::WantTo(to) => {
            let want = nth(&file.wants, t.of, |w| &w.id);
            moved(t, to, quote, |step| Fact::WantMoved { want, step })
        }
        Act::Need => vec![Record::need(Need {
            id: Id::fresh(),
            on,
            session: here,
            text: text("奥"),
            basis: NeedBasis::Inference,
            kind: None,
            hint_quote: None,
            client_wording: None,
            history: vec![],
        })],
        Act::NeedTo(to) => moved(t, to, quote, |step| Fact::NeedMoved { need: the_need, step }),
        Act::Told(permission, reception) => {
            let message = Message {
                id: Id::fresh(),
                on,
                session: None,
                text: text("伝える"),
                why: Some(text("思い")),
                need: file.needs.first().map(|_| the_need),
                self_interest: false,
                history: vec![],
                deliveries: vec![],
            };
            let told = Delivery {
                id: Id::fresh(),
                session: here.unwrap_or_default(),
                on,
                permission,
                permission_quote: quote.clone(),
                reception,
                reception_on: reception.map(|_| on),
                reception_session: None,
                reception_quote: reception.and(quote),
                strain: None,
            };
            let of = message.id.clone();
            vec![Record::message(message), Record::delivered(&of, told)]
        }
        Act::Landed(reception) => {
            let message = nth(&file.messages, t.of, |m| &m.id);
            let delivery =
                file.message(&message).and_then(|m| m.deliveries.first()).map(|d| d.id.clone());
            let delivery = delivery.unwrap_or_default();
            vec![Record::fresh(
                on,
                here.as_ref(),
                Fact::Landed { message, delivery, reception, quote },
            )]
        }
        Act::Promise => vec![Record::promise(Promise {
            id: Id::fresh(),
            by: Speaker::Client,
            made_on: on,
            session: here,
            text: text("約束"),
            due_on: None,
            need: file.needs.first().map(|_| the_need),
            history: vec![],
        })],
        Act::Done => {
            let promise = nth(&file.promises, t.of, |p| &p.id);
            moved(t, PromiseState::Done, None, |step| Fact::PromiseMoved { promise, step })
        }
        Act::Sign(sign) => vec![marker(t.on, sign)],
        // Two strains of one day would share an id, which is refused.
        Act::Strain => strain(t.on),
        Act::StrainTo(to) => {
            let strain = nth(&file.strains, t.of, |r| &r.id);
            moved(t, to, quote, |step| Fact::StrainMoved { strain, step })
        }
    }
}

/// What is left of the attempts: only what the machines took.
fn history(tries: &[Try]) -> Story {
    let mut story = Story::default();
    for n in DAYS {
        story.session(n).add(quote(n, Speaker::Consultant));
    }
    for t in tries {
        let fresh = records(t, &story);
        let _ = story.try_add(fresh);
    }
    story
}

/// An independent look at §3.3–3.4: does this quote move the client's side in this session?
fn theirs(file: &ClientFile, quote: Option<&Id>, session: Option<&Id>) -> bool {
    let quote = quote.and_then(|id| file.quote(id));
    quote.is_some_and(|q| q.speaker == Speaker::Client && q.session.as_ref() == session)
}

const CHECKPOINTS: [u64; 12] = [0, 1, 2, 59, 60, 89, 90, 91, 180, 240, 300, 500];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn a_day_never_depends_on_what_came_after_it(tries in proptest::collection::vec(a_try(), 0..24)) {
        let story = history(&tries);
        for n in CHECKPOINTS {
            let until = story.records.iter().filter(|r| r.on <= d(n)).cloned().collect();
            prop_assert_eq!(Story { records: until }.at(n), story.at(n), "day {}", n);
        }
    }

    #[test]
    fn the_order_in_which_days_were_entered_changes_nothing(
        tries in proptest::collection::vec(a_try(), 0..24),
        order in Just(DAYS.to_vec()).prop_shuffle(),
    ) {
        let story = history(&tries);
        let of = |n: &u64| story.records.iter().filter(|r| r.on == d(*n)).cloned().collect::<Vec<_>>();
        let shuffled: Vec<Record> = order.iter().flat_map(of).collect();
        prop_assert_eq!(shuffled.len(), story.records.len());
        let accepted = nobody().accept(&[], shuffled.clone());
        prop_assert!(accepted.is_ok(), "{:?}", accepted.err());
        for n in CHECKPOINTS {
            prop_assert_eq!(Story { records: shuffled.clone() }.at(n), story.at(n), "day {}", n);
        }
    }

    #[test]
    fn a_file_that_grows_is_the_file_of_all_its_records(
        tries in proptest::collection::vec(a_try(), 0..24),
        cut in any::<proptest::sample::Index>(),
    ) {
        let mut records = history(&tries).records;
        records.sort_by_key(|r| r.on);
        let person = nobody().person;
        let (whole, _) = ClientFile::from_records(person.clone(), &records);
        let fresh = records.split_off(cut.index(records.len() + 1));
        let (file, _) = ClientFile::from_records(person, &records);
        let grown = file.accept(&records, fresh);
        let grown = grown.expect("the whole was accepted before");
        prop_assert_eq!(grown.file().as_ref(), &whole);
    }

    #[test]
    fn nothing_of_theirs_moves_without_their_words(tries in proptest::collection::vec(a_try(), 0..24)) {
        let file = history(&tries).file();
        for e in file.agreements.iter().filter(|e| e.event != Sought) {
            prop_assert!(theirs(&file, e.quote.as_ref(), e.session.as_ref()), "{:?}", e);
        }
        for w in &file.wants {
            prop_assert!(theirs(&file, w.quote.as_ref(), w.session.as_ref()));
            for s in w.history.iter().filter(|s| matches!(s.to, WantState::Deferred | WantState::Withdrawn)) {
                prop_assert!(theirs(&file, s.quote.as_ref(), s.session.as_ref()), "{:?}", s);
            }
        }
        for s in file.needs.iter().flat_map(|n| &n.history) {
            let free = s.to == NeedState::Voiced;
            prop_assert!(free || theirs(&file, s.quote.as_ref(), s.session.as_ref()), "{:?}", s);
        }
        for s in file.strains.iter().flat_map(|r| &r.history) {
            let free = !matches!(s.to, StrainState::Explored | StrainState::Repaired);
            prop_assert!(free || theirs(&file, s.quote.as_ref(), s.session.as_ref()), "{:?}", s);
        }
        for t in file.messages.iter().flat_map(|m| &m.deliveries) {
            let here = Some(&t.session);
            prop_assert!(!t.granted() || theirs(&file, t.permission_quote.as_ref(), here), "{:?}", t);
            let no = |e: &AgreementEvent| e.event == Declined && (e.on < t.on || e.session.as_ref() == here);
            prop_assert!(t.permission != Some(Permission::Imposed) || file.agreements.iter().any(no), "{:?}", t);
        }
        for n in CHECKPOINTS {
            let s = Standing::of(&file, d(n), &Terms::default());
            let yes = |kind| {
                file.agreements.iter().any(|e| e.kind == kind && e.on <= d(n) && matches!(e.event, Given | Renewed))
            };
            prop_assert!(s.stage.number() < 2 || yes(Conversation));
            prop_assert!(s.stage.number() < 3 || yes(Consultation));
            prop_assert!(s.stage.number() < 4 || s.cycle.is_some());
            let telling = s.cycle.as_ref().and_then(|c| file.messages.iter().flat_map(|m| &m.deliveries).find(|t| t.id == c.delivery));
            prop_assert!(telling.is_none_or(|t| t.granted() && t.permission_quote.is_some()));
        }
    }
}
