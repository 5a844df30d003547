//! The shorthand: examples of the method, places of remarks, and the way there and back.

use ryokai::intake::entry::{Item, Open};
use ryokai::intake::shorthand::{self, Context, Expected, Parsed, Problem};
use ryokai::intake::written::day::read as read_written;
use ryokai::intake::written::{Habit, Seen, Sense};
use ryokai::method::session::{Checkout, Closing, Covered, Mode};
use ryokai::method::{
    AgreementEvent, AgreementKind, AgreementMove, ClientFile, Day, Delivery, Exactness, Fact, Id,
    Lang, NeedState, Permission, PromiseState, Quote, Reception, Scope, Sign, Speaker,
    ViolationKind, Want, WantState,
};
use ryokai::words::Words;

use crate::demo::{self, day};
use crate::entry::{nobody, text};

fn read_on(s: &str, file: &ClientFile, on: &str) -> Parsed {
    shorthand::parse(s, &Context { file, day: day(on), habit: habit(), names: Words::names() })
}

fn read(s: &str) -> Parsed {
    read_on(s, &nobody(), "2025-06-04")
}

/// The items of lines that were all understood.
fn items(s: &str) -> Vec<Item> {
    let parsed = read(s);
    assert_eq!(parsed.remarks, vec![], "{s}");
    parsed.entry.items
}

/// The fact of the last item.
fn what(s: &str) -> Fact {
    fact(items(s).last().expect("an item")).clone()
}

fn fact(item: &Item) -> &Fact {
    item.fact().expect("a fact")
}

fn agreement(item: &Item) -> &AgreementEvent {
    let Fact::Agreement(agreed) = fact(item) else { panic!("an agreement: {item:?}") };
    agreed
}

/// The text of words in their line.
fn quoted(item: &Item) -> Option<&str> {
    item.quote().map(|said| said.text.as_str())
}

fn places(s: &str) -> Vec<(usize, usize, Problem)> {
    read(s).remarks.iter().map(|r| (r.line, r.column, r.problem)).collect()
}

#[test]
fn the_example_of_the_method_reads_as_written() {
    let parsed = read(
        "題:講座の名前を決めたい\n言:先月は休みがゼロでした、でも楽しいので\n潜:休めるようになりたい\n伝:値上げの話 !3 >5\n\
         印:心が閉じた\n我:講座名の案を10個 @6/10\n次:7/16",
    );
    assert_eq!(parsed.remarks, vec![]);
    let e = parsed.entry;
    assert_eq!(e.session.client_topic, Some(text("講座の名前を決めたい")));
    assert_eq!(e.session.next_on, Some(day("2025-07-16")));
    let [said, need, told, sign, promise] = &e.items[..] else { panic!("five items") };
    assert_eq!(quoted(said), Some("先月は休みがゼロでした、でも楽しいので"));
    assert!(matches!(fact(need), Fact::Need(n)
        if n.text == text("休めるようになりたい") && n.hint_quote.is_none()));
    assert!(matches!(fact(told), Fact::Message(m) if m.text == text("値上げの話")));
    let (_, delivery) = told.telling().expect("a telling");
    assert_eq!(
        (delivery.permission, delivery.reception),
        (Some(Permission::Unasked), Some(Reception::Closed))
    );
    assert!(matches!(fact(sign), Fact::Marker(m) if m.sign == Sign::HeartClosed));
    assert!(matches!(fact(promise), Fact::Promise(p)
        if p.by == Speaker::Consultant && p.due_on == Some(day("2025-06-10"))));
}

#[test]
fn every_full_width_form_reads_as_the_narrow_one() {
    let narrow = "min:60\nq:yes ~\na:?\ns#1: !2 >1\np:call them @7/18 #1";
    let wide = "min:60\nq:yes ~\na:?\ns#1: !2 >1\np:call them @7/18 #1";
    let file = demo::client("c4");
    let of = |s| {
        let parsed = read_on(s, &file, "2025-06-04");
        assert_eq!(parsed.remarks, vec![]);
        (parsed.entry.session.minutes, parsed.entry.items)
    };
    let (wide, narrow) = (of(wide), of(narrow));
    assert_eq!((wide.0, wide.1.len()), (narrow.0, narrow.1.len()));
    let both = || wide.1.iter().zip(&narrow.1);
    let names: Vec<(Id, Id)> = both().flat_map(|(wide, narrow)| wide.names(narrow)).collect();
    for (wide, narrow) in both() {
        let mut wide = wide.clone();
        wide.rename(&names);
        assert_eq!((&wide.records, wide.open), (&narrow.records, narrow.open));
    }
}

#[test]
fn their_words_are_never_folded() {
    for (line, said) in
        [("言:10%だけ!?", "10%だけ!?"), ("q: really ?", "really ?"), ("言:「はい」", "はい")]
    {
        assert_eq!(quoted(&items(line)[0]), Some(said));
    }
}

#[test]
fn a_want_and_an_agreement_rest_on_the_nearest_words_above() {
    let items = items("言:一つ\n言:二つ\n望:休みたい\n会話:\n相談: ?");
    let words = items[1].id();
    assert!(matches!(fact(&items[2]), Fact::Want(want) if want.quote.as_ref() == words));
    let yes = agreement(&items[3]);
    assert_eq!((yes.kind, yes.quote.as_ref()), (AgreementKind::Conversation, words));
    assert_eq!(items[3].open, Some(Open::Event));
    let no = agreement(&items[4]);
    assert_eq!((no.kind, no.quote.as_ref()), (AgreementKind::Consultation, words));
    assert_eq!((no.event, items[4].open), (AgreementMove::Declined, None));
    assert!(
        matches!(what("望:休みたい"), Fact::Want(Want { quote: None, .. })),
        "the machine asks for words"
    );
}

#[test]
fn words_in_quotation_marks_are_a_quote_of_their_own() {
    for line in
        ["望:休みたい「休みがゼロで」", "w: 休みたい “休みがゼロで”", "w:休みたい \"休みがゼロで\""]
    {
        let items = items(line);
        assert_eq!(quoted(&items[0]), Some("休みがゼロで"), "{line}");
        assert!(matches!(fact(&items[1]), Fact::Want(want)
            if want.text == text("休みたい") && want.quote.as_ref() == items[0].id()));
    }
    let said = &items("相談:「あなたに『相談』したい」~")[0];
    assert_eq!(quoted(said), Some("あなたに『相談』したい"));
    assert!(matches!(fact(said), Fact::Quote(Quote { exactness: Exactness::Gist, .. })));
    assert_eq!(said.open, None);
    assert!(matches!(what("望:「休みたい」"), Fact::Want(want) if want.text == text("休みたい")));
}

#[test]
fn after_a_no_a_nod_is_not_enough() {
    let parsed = read(
        "言:今日はその話は、ちょっと……。\n相談:いまの言葉 ?\n言:またご連絡します。\n印:次を濁した\n相談:もう一度聞くと、うなずいてくれた",
    );
    assert_eq!(parsed.remarks, vec![]);
    let nod = agreement(parsed.entry.items.last().expect("an item"));
    assert_eq!(nod.quote, None);
    assert_eq!(parsed.entry.session.note, None);
}

#[test]
fn what_stands_behind_an_agreement_is_what_they_said() {
    for line in ["相談:またお願いします", "b: またお願いします", "相談：「またお願いします」"]
    {
        let parsed = read(&format!("言:値上げの話は、まだ怖いです\n{line}"));
        let items = &parsed.entry.items;
        assert_eq!(agreement(&items[2]).quote.as_ref(), items[1].id(), "{line}");
        assert_eq!(quoted(&items[1]), Some("またお願いします"), "{line}");
        assert_eq!((parsed.remarks, parsed.entry.session.note), (vec![], None));
    }
    // A finger that points up takes the words above; what stands beside their words is ours.
    let parsed = read("言:いいですよ\n会話:いまの言葉");
    let items = &parsed.entry.items;
    assert_eq!(agreement(&items[1]).quote.as_ref(), items[0].id());
    let parsed = read("会話:料理教室の話をしてよい「いいですよ」");
    assert_eq!(parsed.entry.session.note, Some(text("料理教室の話をしてよい")));
}

#[test]
fn a_telling_names_its_evidence() {
    let file = demo::client("c4");
    let parsed =
        read_on("q:go on\ns#1: !2 >1「that is fair」\nlanded#1: thinking", &file, "2025-10-01");
    assert_eq!(parsed.remarks, vec![]);
    let items = parsed.entry.items;
    let (message, delivery) = items[2].telling().expect("a telling");
    assert_eq!(*message, file.messages[0].id);
    let Delivery { permission_quote, reception_quote, .. } = delivery;
    assert_eq!(
        (permission_quote.as_ref(), reception_quote.as_ref()),
        (items[0].id(), items[1].id())
    );
    assert!(matches!(fact(&items[3]), Fact::Landed { reception: Reception::Thinking, .. }));
}

#[test]
fn a_message_that_was_told_before_anything_more_is_named_is_told() {
    let parsed = read("胸: 値段のこと\n伝#1:\n伝#1: !0");
    assert_eq!(parsed.remarks, []);
    let told = parsed.entry.items.iter().filter_map(Item::telling);
    assert_eq!(told.filter(|(_, delivery)| delivery.permission.is_none()).count(), 2);
}

#[test]
fn moves_read_in_both_languages() {
    let file = demo::client("c5");
    let of = |s: &str| {
        let parsed = read_on(s, &file, "2025-12-20");
        assert_eq!(parsed.remarks, vec![], "{s}");
        parsed.entry.items
    };
    let moved = |s: &str| fact(of(s).last().expect("an item")).clone();
    assert!(matches!(moved("w#2: done"), Fact::WantMoved { step, .. }
        if step.to == WantState::Done && step.note.is_none()));
    assert!(matches!(moved("望#2: お断りした 専門の外"), Fact::WantMoved { step, .. }
        if step.to == WantState::Declined && step.note == Some(text("専門の外"))));
    let items = of("言:そうです\n潜#1: 本人が認めた");
    assert!(matches!(fact(&items[1]), Fact::NeedMoved { step, .. }
        if step.to == NeedState::Acknowledged && step.quote.as_ref() == items[0].id()));
    assert!(matches!(moved("約#3: 済んだ"), Fact::PromiseMoved { step, .. }
        if step.to == PromiseState::Done));
    assert!(matches!(moved("o#1: dropped closed the shop"), Fact::PromiseMoved { step, .. }
        if step.to == PromiseState::Dropped && step.note == Some(text("closed the shop"))));
}

#[test]
fn lines_may_point_at_later_lines_and_count_on() {
    let items = items(
        "言:休みがない\n望:名前を決めたい #1\n潜:休めるように\n胸:値上げの話\n思:倒れてほしくない\n相談: ? #胸1",
    );
    let id = |i: usize| items[i].id().expect("an id").clone();
    assert!(matches!(fact(&items[1]), Fact::Want(want) if want.needs == [id(2)]));
    assert!(matches!(fact(&items[3]), Fact::Message(m) if m.why == Some(text("倒れてほしくない"))));
    assert_eq!(agreement(&items[4]).scope, Scope::Topic(id(3)));
}

#[test]
fn the_fields_of_the_session_are_read_by_key_and_by_name() {
    let e = read(
        "date: 2025-06-04\nmin: 45分\nmode: visit\ninit: as agreed\nt: the lease =2\nclose: 1\nask: 4\nnote: a\nnote: b\nend: 17:30",
    );
    assert_eq!(e.remarks, vec![]);
    let e = e.entry;
    assert_eq!(
        (e.on, e.session.minutes, e.session.mode),
        (Some(day("2025-06-04")), Some(45), Some(Mode::Visit))
    );
    assert_eq!(
        (e.session.topic_covered, e.session.closing, e.session.checkout),
        (Some(Covered::Partly), Some(Closing::Dated), Some(Checkout::NotAsked))
    );
    assert_eq!(e.session.note, Some(text("a\nb")));
    assert_eq!(e.session.ended_at, day("2025-06-04").and_hms_opt(17, 30, 0));
}

#[test]
fn other_dates_are_seen_from_the_day_written() {
    let e = read("次:+2w\n日:5/1").entry;
    assert_eq!((e.on, e.session.next_on), (Some(day("2025-05-01")), Some(day("2025-05-15"))));
}

#[test]
fn signs_read_by_name_code_and_key() {
    for (line, sign) in [
        ("x: h", Sign::HeartClosed),
        ("x:2", Sign::FellSilent),
        ("印:次を濁した", Sign::VagueNext),
        ("x:not_that_topic", Sign::NotThatTopic),
        ("x: agreed too fast", Sign::QuickAgreement),
        ("x:13", Sign::Refuses),
    ] {
        assert!(
            matches!(what(line), Fact::Marker(m) if m.sign == sign && m.observed.is_none()),
            "{line}"
        );
    }
    assert!(matches!(what("印:黙った ペンを置いた\n直前:料金の話"),
        Fact::Marker(m) if m.observed == Some(text("ペンを置いた"))
            && m.just_before == Some(text("料金の話"))));
}

#[test]
fn a_line_that_begins_with_white_space_goes_on() {
    assert!(
        matches!(what("言:一行目\n  二行目\n\u{3000}三行目"), Fact::Quote(said) if said.text == text("一行目\n二行目\n三行目"))
    );
}

#[test]
fn remarks_name_the_line_and_the_column() {
    assert_eq!(places("言:はい\nなにかの覚え"), [(2, 1, Problem::NoPrefix)]);
    assert_eq!(places("\n猫:にゃあ"), [(2, 1, Problem::UnknownPrefix)]);
    assert_eq!(places("言:"), [(1, 2, Problem::NothingSaid)]);
    assert_eq!(places("我:送る @13/40"), [(1, 6, Problem::UnreadableDate)]);
    assert_eq!(places("潜:休む #9"), [(1, 6, Problem::NoSuchNumber)]);
    assert_eq!(places("次:いつか"), [(1, 3, Problem::UnreadableDate)]);
    assert_eq!(places("分:長い"), [(1, 3, Problem::UnreadableMinutes)]);
    assert_eq!(places("印:まばたき"), [(1, 3, Problem::UnknownSign)]);
    assert_eq!(places("思:なぜ"), [(1, 3, Problem::NothingAbove)]);
    assert_eq!(places("題:あ\n題:い"), [(2, 3, Problem::Twice)]);
    assert_eq!(places("亀裂:目をそらした"), [(1, 4, Problem::FamilyMissing)]);
    assert_eq!(places("望#1:済んだ"), [(1, 5, Problem::UnknownState)]);
    assert_eq!(places("題#1:あ"), [(1, 1, Problem::NoNumberHere)]);
    assert_eq!(places("言:あ =なにか"), [(1, 5, Problem::UnknownValue)]);
    assert_eq!(places("言:あ\u{7}"), [(1, 3, Problem::Control)]);
}

#[test]
fn no_line_is_lost() {
    let parsed = read("猫:にゃあ\n  つづき\n言:はい\n我:送る @13/40");
    let typed: Vec<_> =
        parsed.entry.items.iter().map(|i| (i.line, i.typed.as_str(), i.is_unread())).collect();
    assert_eq!(
        typed,
        [
            (Some(1), "猫:にゃあ\n  つづき", true),
            (Some(3), "言:はい", false),
            // The promise stands without the day that is asked about.
            (Some(4), "我:送る @13/40", false),
            (Some(4), "我:送る @13/40", true)
        ]
    );
}

/// How a consultant in Japan writes days.
pub fn habit() -> Habit {
    Habit::of(Lang::Ja, chrono_tz::Asia::Tokyo)
}

fn read_day(written: &str, from: Day, sense: Sense) -> Option<Day> {
    read_written(written, &Seen { from, sense, habit: habit() }).ok()
}

#[test]
fn every_date_form_is_understood() {
    // 2025-06-04 is a Wednesday.
    for (written, expected) in [
        ("7/18", "2025-07-18"),
        ("7/18", "2025-07-18"),
        ("3/1", "2026-03-01"),
        ("6/4", "2025-06-04"),
        ("2/29", "2028-02-29"),
        ("2025-07-18", "2025-07-18"),
        ("2025/7/18", "2025-07-18"),
        ("2025年7月18日", "2025-07-18"),
        ("7月18日", "2025-07-18"),
        ("18日", "2025-06-18"),
        ("3日", "2025-07-03"),
        ("+3d", "2025-06-07"),
        ("+2w", "2025-06-18"),
        ("+1m", "2025-07-04"),
        ("2週間後", "2025-06-18"),
        ("今日", "2025-06-04"),
        ("明日", "2025-06-05"),
        ("昨日", "2025-06-03"),
        ("来週金", "2025-06-13"),
        ("来週の金曜日", "2025-06-13"),
        ("今週水", "2025-06-04"),
        ("今週月", "2025-06-02"),
        ("再来週月", "2025-06-16"),
        ("金", "2025-06-06"),
        ("水", "2025-06-11"),
        ("fri", "2025-06-06"),
        ("Wednesday", "2025-06-11"),
        ("next fri", "2025-06-13"),
        ("last mon", "2025-05-26"),
        ("18 Jul", "2025-07-18"),
        ("Jul 18", "2025-07-18"),
        ("18 July 2026", "2026-07-18"),
        ("18th July", "2025-07-18"),
    ] {
        let got = read_day(written, day("2025-06-04"), Sense::Ahead);
        assert_eq!(got, Some(day(expected)), "{written}");
    }
    let back = |s| read_day(s, day("2025-01-05"), Sense::Back);
    assert_eq!(back("12/28"), Some(day("2024-12-28")));
    assert_eq!(back("fri"), Some(day("2025-01-03")));
    for none in
        ["", "13/40", "2025-02-30", "いつか", "+", "+99999999999w", "7/", "0/0", "next", "-"]
    {
        assert_eq!(read_day(none, day("2025-06-04"), Sense::Ahead), None, "{none}");
    }
    for edge in [Day::MAX, Day::MIN] {
        for s in ["+9999y", "-9999y", "来週金", "last mon", "2/29", "31日", "fri", "明日"] {
            let _ = read_day(s, edge, Sense::Ahead);
            let _ = read_day(s, edge, Sense::Back);
        }
    }
}

#[test]
fn dates_of_several_words_stand_behind_a_promise() {
    for (line, due) in
        [("p: call them @next fri", "2025-06-13"), ("p:call them @18 Jul 2026", "2026-07-18")]
    {
        let expected = text("call them");
        assert!(
            matches!(what(line), Fact::Promise(p) if p.text == expected && p.due_on == Some(day(due)))
        );
    }
    assert_eq!(places("p: call them @7/18 #q1"), [(1, 20, Problem::Misplaced)]);
}

#[test]
fn no_two_values_of_a_family_are_written_alike() {
    for sign in Sign::ALL {
        for lang in [Lang::Ja, Lang::En] {
            let line = format!("x: {}", Words::of(lang).label("sign", &sign));
            assert!(matches!(what(&line), Fact::Marker(m) if m.sign == sign), "{line}");
        }
    }
}

#[test]
fn every_prefix_is_explained_in_both_languages() {
    for row in shorthand::GRAMMAR.iter() {
        for lang in [Lang::Ja, Lang::En] {
            assert!(Words::of(lang).has(row.key), "{}", row.key);
        }
    }
}

/// What was known before `on`, or by its end, of a file in which one session is held on that day.
fn known(file: &ClientFile, on: Day, inclusive: bool) -> ClientFile {
    let gone = |d: Day| d > on || (d == on && !inclusive);
    let mut f = file.clone();
    f.sessions.retain(|s| !gone(s.on));
    let sessions: Vec<Id> = f.sessions.iter().map(|s| s.id.clone()).collect();
    f.contacts.retain(|c| !gone(c.on));
    f.quotes.retain(|q| {
        q.session.as_ref().is_some_and(|id| sessions.contains(id))
            || q.contact.as_ref().is_some_and(|id| f.contacts.iter().any(|c| c.id == *id))
    });
    f.agreements.retain(|a| !gone(a.on));
    f.needs.retain(|n| !gone(n.on));
    f.needs.iter_mut().for_each(|n| n.history.retain(|s| !gone(s.on)));
    f.wants.retain(|w| !gone(w.on));
    f.wants.iter_mut().for_each(|w| {
        w.history.retain(|s| !gone(s.on));
        w.needs.retain(|id| f.needs.iter().any(|n| n.id == *id));
    });
    f.messages.retain(|m| !gone(m.on));
    for m in &mut f.messages {
        m.history.retain(|s| !gone(s.on));
        m.deliveries.retain(|d| !gone(d.on));
        m.need = m.need.take().filter(|id| f.needs.iter().any(|n| n.id == *id && n.on <= m.on));
        for d in &mut m.deliveries {
            if d.reception_on.is_some_and(gone) {
                (d.reception, d.reception_on, d.reception_quote) = (None, None, None);
            }
            d.strain = None;
        }
    }
    f.markers.retain(|m| !gone(m.on));
    f.strains.retain(|r| !gone(r.opened_on));
    f.strains.iter_mut().for_each(|r| r.history.retain(|s| !gone(s.on)));
    f.promises.retain(|p| !gone(p.made_on));
    for p in &mut f.promises {
        p.history.retain(|s| !gone(s.on));
        // The file may link a promise to a need that was found later; a line written that day could
        // not.
        p.need =
            p.need.take().filter(|id| f.needs.iter().any(|n| n.id == *id && n.on <= p.made_on));
    }
    // Neither is ever written in a session.
    f.gifts.clear();
    f.status_history.clear();
    f.person.sponsor = None;
    f
}

/// The file with every id that `before` does not have replaced by its place, and records without a
/// session as well.
pub fn without_ids(file: &ClientFile, before: &ClientFile) -> String {
    let ids = |f: &ClientFile| {
        f.to_records().into_iter().map(|r| r.id).collect::<std::collections::HashSet<_>>()
    };
    let known = ids(before);
    let (again, violations) = ClientFile::from_records(file.person.clone(), &file.to_records());
    assert_eq!(violations, vec![]);
    let mut json = serde_json::to_string_pretty(&again).expect("json");
    let mut fresh: Vec<Id> = ids(&again).difference(&known).cloned().collect();
    fresh.sort_by_key(|id| (json.find(&format!("\"{id}\"")), std::cmp::Reverse(id.as_str().len())));
    for (i, id) in fresh.iter().enumerate() {
        json = json.replace(&format!("\"{id}\""), &format!("\"#{i}\""));
        json = json.replace(&format!(":{id}\""), &format!(":#{i}\""));
    }
    json
}

/// Prints a session of `after`, reads it against `before` and proposes it: the same facts must come
/// back.
pub fn there_and_back(before: &ClientFile, after: &ClientFile, session: &Id) {
    let saved = after.session(session).expect("a session").clone();
    let now = saved.recorded_at.expect("a time");
    for lang in [Lang::Ja, Lang::En] {
        let page = shorthand::print(after, session, Words::names(), lang);
        let parsed = shorthand::parse(
            &page,
            &Context { file: before, day: saved.on, habit: habit(), names: Words::names() },
        );
        assert_eq!(parsed.remarks, vec![], "{page}");
        let again = parsed.entry.propose(before, &before.to_records(), Id::fresh(), now);
        let again = again.unwrap_or_else(|faults| panic!("{faults:?}\n{page}"));
        let refused: Vec<&[ViolationKind]> =
            again.unkept.iter().map(|u| &u.rules[..]).filter(|r| !r.is_empty()).collect();
        assert_eq!(refused, [&[] as &[ViolationKind]; 0], "{page}");
        let (got, saved) = (without_ids(again.accepted.file(), before), without_ids(after, before));
        let differs = got.lines().zip(saved.lines()).enumerate().find(|(_, (a, b))| a != b);
        assert!(got == saved, "{differs:?}\n{page}");
    }
}

#[test]
fn every_demonstration_session_reads_back_as_it_was() {
    let mut read = 0;
    for file in demo::clients() {
        for s in file.sessions.iter().filter(|s| s.held()) {
            let (before, mut after) = (known(&file, s.on, false), known(&file, s.on, true));
            for m in &mut after.messages {
                // Steps and records of that day which were not written in the session are not its
                // shorthand.
                m.history.retain(|step| step.on < s.on || step.session.is_some());
                // The file leaves to the day in which session a message was written down; the
                // journal names it.
                if m.on == s.on {
                    m.session = Some(s.id.clone());
                }
                let landed = m.deliveries.iter_mut().filter(|d| d.reception_on == Some(s.on));
                landed.for_each(|d| d.reception_session = Some(s.id.clone()));
            }
            there_and_back(&before, &after, &s.id);
            read += 1;
        }
    }
    assert_eq!(read, 40);
}

/// Lines that cannot be read, one for each thing that can be wrong, and one of the things that
/// could.
const WRONG: &[(&str, &str)] = &[
    ("without a colon", "next:"),
    ("foo: bar", "m:"),
    ("x#1: heart closed", "landed:"),
    ("w#9: done", "#w1"),
    ("m: something #9", "#n1"),
    ("b: =given #m9", "#m1"),
    ("kind: lunch", "First meeting"),
    ("status: late", "No show"),
    ("mode: boat", "Online"),
    ("init: dog", "They moved first"),
    ("close: slowly", "Courtesy"),
    ("ask: perhaps", "Not asked"),
    ("t: the price =9", "=Partly"),
    ("q: yes ~loud", "~Nearly"),
    ("q: yes =cat", "=Client"),
    ("a: =kindly", "=Withdrawn"),
    ("n: to rest =blue", "=inference"),
    ("s: the price !9", "!2"),
    ("s: the price >9", ">5"),
    ("landed#1: warmly", "Thinking"),
    ("x: shouted", "Fell silent"),
    ("w#1: gone", "Postponed by agreement"),
    ("r: a strain", "="),
    ("why: for them", "m:"),
    ("seen: a look", "x:"),
];

#[test]
fn a_line_that_cannot_be_read_says_what_would_be_understood_there() {
    let file = demo::client("c5");
    let context =
        Context { file: &file, day: day("2026-01-10"), habit: habit(), names: Words::names() };
    for (line, one) in WRONG {
        let parsed = shorthand::parse(line, &context);
        let remark = *parsed.remarks.first().unwrap_or_else(|| panic!("{line} is read"));
        for lang in [Lang::En, Lang::Ja] {
            let said = shorthand::expected(&remark, line, &parsed, &context, lang);
            let Expected::OneOf(list) = said else { panic!("{line}: {said:?}") };
            assert!(
                !list.is_empty() && list.iter().all(|one| !one.trim().is_empty()),
                "{line}: {list:?}"
            );
            let found =
                list.iter().any(|item| item.to_lowercase().starts_with(&one.to_lowercase()));
            assert!(found || lang == Lang::Ja, "{line}: {list:?}");
        }
    }
    // A value that is listed is a value that is read.
    for prefix in ["kind", "status", "mode", "init", "close", "ask"] {
        let line = format!("{prefix}: ?!");
        let parsed = shorthand::parse(&line, &context);
        for lang in [Lang::En, Lang::Ja] {
            let said = shorthand::expected(&parsed.remarks[0], &line, &parsed, &context, lang);
            let Expected::OneOf(list) = said else { panic!("{line}: {said:?}") };
            for value in list {
                assert_eq!(
                    shorthand::parse(&format!("{prefix}: {value}"), &context).remarks,
                    vec![],
                    "{value}"
                );
            }
        }
    }
    let empty = shorthand::parse("q:", &context);
    let told = shorthand::expected(&empty.remarks[0], "q:", &empty, &context, Lang::En);
    assert_eq!(told, Expected::Told("grammar-quote"));
}
