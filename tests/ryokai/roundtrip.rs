//! Shorthand there and back, and what no text can do to its reader: properties over random entries
//! and texts.

use proptest::prelude::*;
use proptest::sample::select;
use ryokai::intake::Entry;
use ryokai::intake::entry::Item;
use ryokai::intake::shorthand::{self, Context};
use ryokai::method::agreement::AgreementOrigin;
use ryokai::method::hours::{Hours, Pay, SessionRole};
use ryokai::method::marker::Family;
use ryokai::method::need::{NeedBasis, NeedKind};
use ryokai::method::session::{
    Checkout, Closing, Covered, Initiator, Mode, SessionField, SessionKind, SessionStatus,
};
use ryokai::method::transition::{StepRequest, Subject};
use ryokai::method::{
    AgreementEvent, AgreementKind, AgreementMove, ClientFile, Day, Delivery, Exactness, Id, Lang,
    Marker, Message, MessageState, Need, NeedState, Permission, Person, Promise, PromiseState,
    Quote, Reception, Scope, Session, Sign, Speaker, Strain, StrainState, Text, Want, WantState,
    code,
};
use ryokai::words::Words;

use crate::demo::{self, day};
use crate::entry::text;
use crate::shorthand::{habit, there_and_back};

const ON: &str = "2026-01-10";

/// Texts that look like structure.
pub fn a_text() -> impl Strategy<Value = Text> {
    let parts = [
        "あ",
        "a",
        " ",
        "\n",
        "\u{3000}",
        "\t",
        "\\",
        "「",
        "」",
        "『",
        "』",
        "\u{201c}",
        "\u{201d}",
        "\"",
        "\u{ff02}",
        "~",
        "〜",
        "?",
        "?",
        "@",
        "@",
        "#",
        "#",
        "!",
        ">",
        "=",
        ":",
        ":",
        "1",
        "7/18",
        "next fri",
        "q1",
        "望",
        "done",
        "\u{2028}",
        "‼",
        "か\u{3099}",
    ];
    proptest::collection::vec(select(parts.to_vec()), 1..12)
        .prop_filter_map("a text", |parts| parts.concat().parse().ok())
}

fn maybe_text() -> impl Strategy<Value = Option<Text>> {
    proptest::option::of(a_text())
}

fn a_day() -> impl Strategy<Value = Day> {
    (0u64..900).prop_map(|n| day("2025-01-01") + chrono::Days::new(n))
}

/// The name by which generated items point at the one of this place in their entry.
fn name(place: usize) -> Id {
    format!("item{place}").parse().expect("an id")
}

/// One of the fixed items at the head of the entry, any item, or a record of the file.
fn a_link(head: usize, known: Vec<Id>) -> impl Strategy<Value = Id> {
    let known = if known.is_empty() { vec![Id::default()] } else { known };
    prop_oneof![4 => Just(name(head)), 1 => (0usize..14).prop_map(name), 2 => select(known)]
}

fn a_said() -> impl Strategy<Value = Item> {
    let exactness =
        proptest::option::of(select(vec![Exactness::Verbatim, Exactness::Near, Exactness::Gist]));
    let speaker = prop_oneof![5 => Just(Speaker::Client), 1 => Just(Speaker::Consultant)];
    let lang = proptest::option::of(select(vec![Lang::Ja, Lang::En]));
    (a_text(), exactness, speaker, lang).prop_map(|(text, exactness, speaker, lang)| {
        let quote = Quote::drawn(speaker, text);
        let lang = lang.unwrap_or(quote.lang);
        Item::words(Quote { lang, ..quote }, exactness)
    })
}

fn a_message(need: BoxedStrategy<Id>) -> impl Strategy<Value = Message> {
    (a_text(), maybe_text(), proptest::option::of(need), any::<bool>()).prop_map(
        |(text, why, need, self_interest)| Message {
            why,
            need,
            self_interest,
            ..Message::drawn(text)
        },
    )
}

fn a_move<S: serde::Serialize>(
    of: BoxedStrategy<Id>,
    subject: fn(Id) -> Subject,
    to: &[S],
    words: BoxedStrategy<Option<Id>>,
) -> BoxedStrategy<Item> {
    let file = ClientFile::new(Person::named(Id::fresh(), text("水野"), Lang::Ja));
    let to: Vec<String> = to.iter().map(code).collect();
    (of, select(to), words, maybe_text())
        .prop_map(move |(of, to, quote, reason)| {
            let request = StepRequest { quote, reason, ..StepRequest::to(&to) };
            subject(of).record(&file, &request).expect("a step").into()
        })
        .boxed()
}

fn an_item(file: &ClientFile) -> BoxedStrategy<Item> {
    let ids = |list: Vec<&Id>| list.into_iter().cloned().collect::<Vec<Id>>();
    let quotes = ids(file.quotes.iter().map(|r| &r.id).collect());
    let words =
        proptest::option::weighted(0.8, prop_oneof![a_link(0, quotes.clone()), a_link(1, quotes)])
            .boxed();
    let want = a_link(2, ids(file.wants.iter().map(|r| &r.id).collect())).boxed();
    let need = a_link(3, ids(file.needs.iter().map(|r| &r.id).collect())).boxed();
    let message = a_link(4, ids(file.messages.iter().map(|r| &r.id).collect())).boxed();
    let promise = a_link(5, ids(file.promises.iter().map(|r| &r.id).collect())).boxed();
    let strain = a_link(6, ids(file.strains.iter().map(|r| &r.id).collect())).boxed();
    let wants = proptest::collection::vec(want.clone(), 0..3);
    let needs = proptest::collection::vec(need.clone(), 0..3);
    let some_need = proptest::option::of(need.clone());
    let speaker = select(vec![Speaker::Client, Speaker::Consultant]);
    use AgreementMove as A;
    let scope = prop_oneof![
        3 => Just(Scope::Relationship),
        1 => want.clone().prop_map(Scope::Topic),
        1 => message.clone().prop_map(Scope::Topic),
        1 => Just(Scope::Session(Id::default())),
    ];
    let origin = proptest::option::weighted(
        0.3,
        select(vec![AgreementOrigin::Sought, AgreementOrigin::Volunteered]),
    );
    let event = proptest::option::of(select(vec![
        A::Sought,
        A::Given,
        A::Declined,
        A::Withdrawn,
        A::Renewed,
    ]));
    let kind = select(vec![AgreementKind::Conversation, AgreementKind::Consultation]);
    let agreed = (kind, event, scope, words.clone(), origin).prop_map(
        |(kind, event, scope, quote, origin)| {
            let drawn = AgreementEvent::drawn(kind);
            Item::agreement(AgreementEvent { scope, quote, origin, ..drawn }, event)
        },
    );
    use Permission as P;
    use Reception as R;
    let reception = select(vec![R::Received, R::Thinking, R::PushedBack, R::Burdened, R::Closed]);
    let told = prop_oneof![
        3 => message.clone().prop_map(Ok),
        1 => a_message(need.clone()).prop_map(Err),
    ];
    let permission = proptest::option::weighted(
        0.8,
        select(vec![P::Solicited, P::Permitted, P::Unasked, P::Imposed]),
    );
    let landed = (proptest::option::of(reception.clone()), words.clone());
    let telling = (told, permission, words.clone(), landed, proptest::option::of(strain.clone()))
        .prop_map(|(message, permission, permission_quote, landed, strain)| {
            let (reception, reception_quote) = landed;
            let delivery = Delivery {
                permission,
                permission_quote,
                reception,
                reception_quote,
                strain,
                ..Delivery::drawn()
            };
            match message {
                Ok(held) => Item::told(&held, delivery),
                Err(new) => Item::told_new(new, delivery),
            }
        });
    use NeedState as N;
    use PromiseState as S;
    use StrainState as U;
    use WantState as W;
    let basis = select(vec![NeedBasis::Inference, NeedBasis::Hint, NeedBasis::Said]);
    let need_kind = proptest::option::of(select(vec![
        NeedKind::Functional,
        NeedKind::Emotional,
        NeedKind::Social,
    ]));
    let family = select(vec![Family::Withdrawal, Family::Confrontation]);
    let speech = prop_oneof![
        a_said(),
        (a_text(), words.clone(), needs).prop_map(|(text, quote, needs)| {
            Item::from(Want { quote, needs, ..Want::drawn(text) })
        }),
        (a_text(), basis, need_kind, words.clone(), wants).prop_map(
            |(text, basis, kind, hint_quote, wants)| {
                Item::need(Need { basis, kind, hint_quote, ..Need::drawn(text) }, wants)
            }
        ),
        agreed,
        a_message(need.clone()).prop_map(Item::from),
        telling,
        (message.clone(), reception, words.clone())
            .prop_map(|(message, reception, words)| Item::landed(message, reception, words)),
        (select(Sign::ALL.to_vec()), maybe_text(), maybe_text(), words.clone()).prop_map(
            |(sign, observed, just_before, quote)| {
                Item::from(Marker { observed, just_before, quote, ..Marker::drawn(sign) })
            }
        ),
        (speaker, a_text(), proptest::option::of(a_day()), some_need).prop_map(
            |(by, text, due_on, need)| {
                Item::from(Promise { due_on, need, ..Promise::drawn(by, text) })
            }
        ),
        (family, proptest::option::of(message.clone()), maybe_text()).prop_map(
            |(kind, message, note)| {
                Item::strain(Strain { message, ..Strain::drawn(kind) }, note)
            }
        ),
        Just(Item::unread()),
    ];
    let of_want = [W::Open, W::Answered, W::Deferred, W::Declined, W::Done, W::Withdrawn];
    let of_need = [N::Hypothesis, N::Voiced, N::Acknowledged, N::Addressed, N::Rejected, N::LetGo];
    let of_message = [MessageState::Held, MessageState::Planned, MessageState::Dropped];
    let of_promise = [S::Carried, S::Done, S::Missed, S::Renegotiated, S::Dropped];
    let of_strain = [U::Named, U::Explored, U::Repaired, U::EndedUnrepaired];
    let moves = prop_oneof![
        a_move(want, Subject::Want, &of_want, words.clone()),
        a_move(need, Subject::Need, &of_need, words.clone()),
        a_move(message, Subject::Message, &of_message, words.clone()),
        a_move(promise, Subject::Promise, &of_promise, words.clone()),
        a_move(strain, Subject::Strain, &of_strain, words),
    ];
    prop_oneof![speech, moves].boxed()
}

/// What a session counts as.
fn an_hour() -> impl Strategy<Value = Hours> {
    let group = proptest::option::of((2u32..=1000, maybe_text()));
    let (role, pay) =
        (select(SessionRole::ALL.to_vec()), proptest::option::of(select(Pay::ALL.to_vec())));
    (role, group, pay, maybe_text(), any::<bool>()).prop_map(
        |(role, of, pay, payer, direct_report)| {
            let (heads, group) = of.map_or((None, None), |(heads, name)| (Some(heads), name));
            Hours { role, heads, group, pay, payer, direct_report }
        },
    )
}

/// The session's own fields.
fn a_head() -> impl Strategy<Value = Entry> {
    let modes =
        vec![Mode::Online, Mode::Visit, Mode::Office, Mode::Phone, Mode::Event, Mode::Other];
    let kind = select(vec![SessionKind::Session, SessionKind::FirstMeeting]);
    let status = prop_oneof![
        4 => Just(SessionStatus::Held),
        1 => select(vec![
            SessionStatus::CancelledByClient,
            SessionStatus::CancelledByUs,
            SessionStatus::NoShow,
            SessionStatus::RescheduledByClient,
        ]),
    ];
    let when = (
        proptest::option::of(a_day()),
        proptest::option::of(0u64..90),
        proptest::option::of(0i64..400_000),
    );
    let how = (
        proptest::option::of(select(modes)),
        proptest::option::of(select(vec![Initiator::Them, Initiator::Us, Initiator::Agreed])),
        proptest::option::of(select(vec![Covered::Yes, Covered::Partly, Covered::No])),
        proptest::option::of(select(vec![Closing::Dated, Closing::Courtesy, Closing::None])),
        proptest::option::of(select(vec![
            Checkout::Yes,
            Checkout::Partly,
            Checkout::No,
            Checkout::NotAsked,
        ])),
    );
    (
        kind,
        status,
        1u32..=1440,
        when,
        how,
        proptest::collection::vec(maybe_text(), SessionField::texts().count()),
        proptest::option::of(an_hour()),
    )
        .prop_map(
            |(
                kind,
                status,
                minutes,
                (planned_for, next, ended),
                (mode, initiator, covered, closing, checkout),
                texts,
                hours,
            )| {
                let on = day(ON);
                let mut entry = Entry::new(on);
                entry.session = Session {
                    minutes: Some(minutes),
                    kind,
                    status,
                    planned_for,
                    mode,
                    initiator,
                    topic_covered: covered,
                    closing,
                    next_on: next.map(|n| on + chrono::Days::new(n)),
                    checkout,
                    hours,
                    ended_at: ended.and_then(|s| {
                        Some(on.and_hms_opt(0, 0, 0)? + chrono::TimeDelta::seconds(s))
                    }),
                    ..entry.session
                };
                for (field, text) in SessionField::texts().zip(&texts) {
                    text.iter().for_each(|text| {
                        field.set(&mut entry.session, text.as_str());
                    });
                }
                entry
            },
        )
}

/// An entry that begins with one thing of each kind, so that most links find something.
fn an_entry(file: &ClientFile) -> impl Strategy<Value = Entry> + use<> {
    let texts = proptest::collection::vec(a_text(), 7);
    (a_head(), texts, proptest::collection::vec((an_item(file), a_text()), 0..7)).prop_map(
        |(mut e, texts, rest)| {
            let text = |i: usize| texts[i].clone();
            let said = |i: usize| Item::words(Quote::drawn(Speaker::Client, text(i)), None);
            let first = [
                said(0),
                said(1),
                Want { quote: Some(name(0)), ..Want::drawn(text(2)) }.into(),
                Item::need(Need::drawn(text(3)), vec![]),
                Message { why: Some(text(4)), ..Message::drawn(text(4)) }.into(),
                Promise::drawn(Speaker::Client, text(5)).into(),
                Item::strain(Strain::drawn(Family::Withdrawal), Some(text(6))),
            ];
            let typed = rest.iter().map(|(_, typed)| typed.to_string());
            let typed = first.iter().map(|_| String::new()).chain(typed).collect::<Vec<_>>();
            let items = first.into_iter().chain(rest.iter().map(|(item, _)| drawn_again(item)));
            let ids: Vec<Id> =
                items.zip(typed).map(|(item, typed)| e.add(None, typed, item)).collect();
            let names: Vec<(Id, Id)> =
                ids.into_iter().enumerate().map(|(place, id)| (name(place), id)).collect();
            e.items.iter_mut().for_each(|item| item.rename(&names));
            e
        },
    )
}

/// The item under fresh ids: one that was generated once may come again.
fn drawn_again(item: &Item) -> Item {
    let mut again = item.clone();
    let names: Vec<(Id, Id)> =
        item.records.iter().map(|record| (record.id.clone(), Id::fresh())).collect();
    again.rename(&names);
    again
}

/// As the journal gives them.
fn files() -> Vec<ClientFile> {
    let journal =
        |file: ClientFile| ClientFile::from_records(file.person.clone(), &file.to_records()).0;
    ["c1", "c2", "c4", "c5"].into_iter().map(demo::client).map(journal).collect()
}

fn an_entry_of_a_file() -> impl Strategy<Value = (ClientFile, Entry)> {
    select(files()).prop_flat_map(|file| {
        let entry = an_entry(&file);
        (Just(file), entry)
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn a_saved_session_prints_and_reads_back_as_itself((file, entry) in an_entry_of_a_file(), hours in 0i64..120) {
        let now = day(ON).and_hms_opt(20, 0, 0).expect("a time") + chrono::TimeDelta::hours(hours);
        let saved = entry.propose(&file, &file.to_records(), Id::fresh(), now).expect("a proposal");
        prop_assert_eq!(saved.understood.len() + saved.unkept.len(), entry.items.len(), "every item is somewhere");
        there_and_back(&file, saved.accepted.file(), &saved.session);
    }

    #[test]
    fn each_session_of_a_day_prints_its_own_and_reads_back((base, entries) in several_entries_of_a_day()) {
        let mut file = base;
        let mut printed = Vec::new();
        for (n, entry) in entries.into_iter().enumerate() {
            let now = day(ON).and_hms_opt(20, n.try_into().expect("a minute"), 0).expect("a time");
            let saved = entry.propose(&file, &file.to_records(), Id::fresh(), now).expect("a proposal");
            there_and_back(&file, saved.accepted.file(), &saved.session);
            file = ClientFile::clone(saved.accepted.file());
            printed.push((saved.session.clone(), unnumbered(&page(&file, &saved.session))));
        }
        for (session, alone) in printed {
            let beside = unnumbered(&page(&file, &session));
            prop_assert_eq!(beside, alone, "what other sessions of the day hold is not its own");
        }
    }

    #[test]
    fn no_text_can_stop_the_reader(s in any::<String>(), lines in proptest::collection::vec(a_line(), 0..8)) {
        let file = demo::client("c5");
        let context = Context { file: &file, day: day(ON), habit: habit(), names: Words::names() };
        for text in [s, lines.join("\n")] {
            let parsed = shorthand::parse(&text, &context);
            let count = text.split(['\n', '\r']).count();
            for remark in &parsed.remarks {
                prop_assert!((1..=count).contains(&remark.line) && remark.column >= 1, "{:?} of {:?}", remark, text);
                let there = parsed.entry.items.iter().any(|i| i.line == Some(remark.line) || i.typed.contains('\n'));
                prop_assert!(there, "{:?} of {:?}", remark, text);
            }
            let at = day("2026-03-01").and_hms_opt(20, 0, 0).expect("a time");
            let _ = parsed.entry.propose(&file, &file.to_records(), Id::fresh(), at);
        }
    }
}

/// Sessions of one day with one client, in the order written.
fn several_entries_of_a_day() -> impl Strategy<Value = (ClientFile, Vec<Entry>)> {
    select(files()).prop_flat_map(|file| {
        let entries = proptest::collection::vec(an_entry(&file), 2..4);
        (Just(file), entries)
    })
}

fn page(file: &ClientFile, session: &Id) -> String {
    shorthand::print(file, session, Words::names(), Lang::Ja)
}

/// The page without the numbers of what lines point at: they count on with every session.
fn unnumbered(page: &str) -> String {
    let mut behind_sign = false;
    let kept = |c: &char| {
        behind_sign = *c == '#' || (behind_sign && !c.is_whitespace() && *c != ':');
        !(behind_sign && c.is_ascii_digit())
    };
    page.chars().filter(kept).collect()
}

#[test]
fn how_it_landed_is_printed_in_the_session_in_which_it_became_known() {
    let mut file = ClientFile::new(Person::named(Id::fresh(), text("水野"), Lang::Ja));
    let morning = [
        ("言: どうぞ\n伝: 値上げの話 !2\n思: 倒れてほしくない\n胸: 休みの話", 9),
        ("届#1: 1 #-", 15),
    ];
    let mut pages = Vec::new();
    for (typed, hour) in morning {
        let now = day(ON).and_hms_opt(hour, 0, 0).expect("a time");
        let context = Context { file: &file, day: day(ON), habit: habit(), names: Words::names() };
        let parsed = shorthand::parse(&format!("分: 30\n{typed}"), &context);
        assert_eq!(parsed.remarks, vec![], "{typed}");
        let saved =
            parsed.entry.propose(&file, &file.to_records(), Id::fresh(), now).expect("a proposal");
        assert_eq!(saved.unkept, vec![], "{typed}");
        file = ClientFile::clone(saved.accepted.file());
        pages.push(saved.session);
    }
    let (first, second) = (page(&file, &pages[0]), page(&file, &pages[1]));
    assert!(first.contains("休みの話") && !first.contains("届"), "{first}");
    assert!(second.contains("届#1: 受け取った") && !second.contains("胸"), "{second}");
    // A file of another program does not say in which session: the day decides, and the telling.
    for message in &mut file.messages {
        message.session = None;
        message.deliveries.iter_mut().for_each(|told| told.reception_session = None);
    }
    assert!(page(&file, &pages[0]).contains("休みの話") && !page(&file, &pages[1]).contains("胸"));
}

/// A line that begins well.
fn a_line() -> impl Strategy<Value = String> {
    let prefixes: Vec<String> =
        shorthand::GRAMMAR.iter().flat_map(|row| [row.ja.to_owned(), row.en.to_owned()]).collect();
    (select(prefixes), proptest::option::of(0usize..9), a_text()).prop_map(|(prefix, of, text)| {
        let of = of.map(|n| format!("#{n}")).unwrap_or_default();
        format!("{prefix}{of}:{text}")
    })
}
