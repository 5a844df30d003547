//! The network of a consultant, its pictures (P3, P4, P6), and the grid of what was told (P5): what
//! they say and draw.

use ryokai::method::insight::Thresholds;
use ryokai::method::landing::Landing;
use ryokai::method::network::{Network, Owner, Part, Tie};
use ryokai::method::pillar::Pillar;
use ryokai::method::{ClientFile, Day, Id, Lang, Permission, Reception};
use ryokai::picture::{landing, lanes, pillars, rings};
use ryokai::words::Words;
use serde_json::json;

use crate::demo::{self, day};

/// What a network is made of.
pub struct World {
    pub files: Vec<ClientFile>,
    pub pillars: Vec<Pillar>,
    consultant: Id,
}

impl World {
    fn demo(consultant: &str) -> World {
        let (files, pillars) = (demo::people(consultant), demo::pillars(consultant));
        World { files, pillars, consultant: consultant.parse().expect("an id") }
    }

    /// People of whom only the days of contact are known, all in one of these pillars.
    pub fn of(people: Vec<serde_json::Value>, pillars: usize) -> World {
        let consultant: Id = "k".parse().expect("an id");
        let read = |v| serde_json::from_value(v).expect("a file");
        let pillar = |i| read_pillar(i, &consultant);
        World {
            files: people.into_iter().map(read).collect(),
            pillars: (0..pillars).map(pillar).collect(),
            consultant,
        }
    }

    pub fn on(&self, at: &str) -> Network<'_> {
        let files: Vec<&ClientFile> = self.files.iter().collect();
        let owner = Owner { consultant: &self.consultant, capacity: 15, pillars: &self.pillars };
        Network::of(&files, owner, day(at), &Thresholds::default())
    }
}

fn read_pillar(i: usize, consultant: &Id) -> Pillar {
    let name = format!("Circle {i}").parse().expect("a text");
    let id = format!("p{i}").parse().expect("an id");
    Pillar {
        id,
        consultant: consultant.clone(),
        name: Some(name),
        name_ja: None,
        name_en: None,
        order: None,
    }
}

/// A peer in a pillar, met on these days.
pub fn peer(id: &str, pillar: &str, days: &[&str]) -> serde_json::Value {
    let contact = |(i, on): (usize, &&str)| json!({"id": format!("{id}.t{i}"), "on": on, "initiator": "us", "channel": "other", "replied_on": on});
    let contacts: Vec<_> = days.iter().enumerate().map(contact).collect();
    json!({"id": id, "kind": "peer", "display_name": format!("Person {id}"), "pillars": [pillar], "contacts": contacts})
}

fn tie<'n, 'f>(network: &'n Network<'f>, id: &str) -> &'n Tie<'f> {
    network.ties.iter().find(|tie| tie.person.id.as_str() == id).expect("somebody of that id")
}

/// All three pictures with their tables, one element on a line so that a change can be read.
fn drawn(network: &Network<'_>, lang: Lang) -> String {
    let words = Words::of(lang);
    let parts = [
        rings::figure(network, words),
        rings::table(network, words),
        pillars::figure(network, words),
        pillars::table(network, words),
        pillars::months(network, words),
        lanes::figure(network, words),
        lanes::table(network, words),
    ];
    parts.map(|p| p.into_string().replace("><", ">\n<")).join("\n")
}

#[test]
fn madokas_network_in_japanese_is_drawn_as_before() {
    insta::assert_snapshot!(drawn(&World::demo("k1").on("2025-12-31"), Lang::Ja));
}

#[test]
fn owens_network_in_english_is_drawn_as_before() {
    insta::assert_snapshot!(drawn(&World::demo("k2").on("2025-12-31"), Lang::En));
}

#[test]
fn the_landing_of_what_kana_was_told_is_drawn_as_before() {
    let file = demo::client("c2");
    let (landing, words) = (Landing::of(&file, day("2025-12-31")), Words::of(Lang::Ja));
    let parts = [landing::figure(&landing, &file, words), landing::table(&landing, &file, words)];
    insta::assert_snapshot!(parts.map(|p| p.into_string().replace("><", ">\n<")).join("\n"));
}

#[test]
fn ranks_are_those_the_demonstration_expects() {
    for consultant in ["k1", "k2"] {
        for at in ["2025-05-31", "2025-09-30", "2025-12-31"] {
            let expected = demo::json()["expected"]["states"][at][consultant]["ranks"].clone();
            let world = World::demo(consultant);
            let network = world.on(at);
            let people = network.people();
            assert_eq!(
                people.len(),
                expected.as_object().expect("ranks").len(),
                "{consultant} at {at}"
            );
            for tie in people {
                assert_eq!(
                    tie.rank.map(|rank| u64::from(rank.number())),
                    expected[tie.person.id.as_str()].as_u64(),
                    "{}",
                    tie.person.id
                );
            }
        }
    }
}

#[test]
fn a_dot_drifts_with_every_silent_day_and_falls_a_ring_on_the_ninetieth() {
    let world = World::of(vec![peer("a", "p0", &["2025-01-01", "2025-02-01", "2025-03-01"])], 1);
    for (at, rank, to_next, drift, fresh) in [
        ("2025-03-01", 3, 90, 0.0, true),
        ("2025-04-15", 3, 45, 0.5, true),
        ("2025-05-29", 3, 1, 89.0 / 90.0, true),
        ("2025-05-30", 4, 90, 0.0, false),
    ] {
        let network = world.on(at);
        let tie = tie(&network, "a");
        assert_eq!(
            (tie.rank.map(|rank| rank.number()), tie.to_next, tie.fresh),
            (Some(rank), Some(to_next), fresh),
            "{at}"
        );
        assert!((tie.drift - drift).abs() < 1e-9, "{at}: {}", tie.drift);
    }
}

#[test]
fn a_fall_is_announced_fourteen_days_before_and_not_to_kin() {
    let met = peer("a", "p0", &["2025-01-01"]);
    let mut kin = peer("b", "p0", &["2025-01-01"]);
    kin["declared_rank"] = json!(1);
    let world = World::of(vec![met, kin], 1);
    let soon = |at: &str, id: &str| tie(&world.on(at), id).falls_soon;
    assert!(!soon("2025-03-17", "a") && soon("2025-03-18", "a"));
    assert!(!soon("2025-03-18", "b"), "kin never falls");
    assert!(!soon("2025-06-20", "a"), "there is no ring beyond the sixth");
    let svg = drawn(&world.on("2025-03-18"), Lang::Ja);
    assert!(svg.contains("(あと14日)"), "{svg}");
}

#[test]
fn the_radius_is_that_of_the_method() {
    let world = World::of(vec![peer("a", "p0", &["2025-01-01", "2025-02-01", "2025-03-01"])], 1);
    // One sector: the only dot stands straight below the middle, 30 + 44·2 + 44·45/90 = 140 away
    // from it.
    let svg = rings::figure(&world.on("2025-04-15"), Words::of(Lang::En)).into_string();
    assert!(svg.contains("viewBox=\"0 0 640 640\"") && svg.contains("M320 452.5"), "{svg}");
}

#[test]
fn over_sixty_people_stand_in_strips() {
    let id = |i: usize| format!("n{i:03}");
    let people = |n: usize| (0..n).map(|i| peer(&id(i), "p0", &["2025-03-01"])).collect::<Vec<_>>();
    let strip = Words::of(Lang::En).t("rings-strip-fresh");
    for (n, strips) in [(60, false), (61, true), (400, true)] {
        let world = World::of(people(n), 1);
        let svg = drawn(&world.on("2025-04-15"), Lang::En);
        assert_eq!(svg.contains(&strip), strips, "{n} people");
        assert_eq!(svg.matches("href=\"#w").count(), 2 * n);
        assert_eq!(svg.matches("id=\"w").count(), n);
        assert!(!svg.contains("NaN") && !svg.contains("inf"));
    }
}

#[test]
fn over_six_pillars_are_bars_alone() {
    let people = |n: usize| {
        let both =
            |i: usize| peer(&format!("n{i}"), &format!("p{i}"), &["2025-03-01", "2025-04-01"]);
        World::of((0..n).map(both).collect(), n)
    };
    let slices = |n: usize| {
        let world = people(n);
        let svg = pillars::figure(&world.on("2025-04-15"), Words::of(Lang::En)).into_string();
        assert_eq!(
            svg.matches("height=\"12\"").count(),
            2 * n,
            "a bar for each pillar in each drawing"
        );
        svg.matches("fill-rule=\"evenodd\"").count()
    };
    assert_eq!((slices(6), slices(7)), (12, 0));
}

#[test]
fn month_ends_hold_the_share_of_the_largest_pillar() {
    let world = World::demo("k1");
    let network = world.on("2025-12-31");
    let days: Vec<Day> = network.months.iter().map(|m| m.on).collect();
    assert_eq!((days.len(), days[0], days[8]), (9, day("2025-04-30"), day("2025-12-31")));
    let last = network.months[8].top.clone().expect("a largest pillar");
    assert_eq!((last.0.as_str(), last.1), ("p1", 86));
    let between = world.on("2026-01-20");
    assert_eq!(
        between.months[8].on,
        day("2025-12-31"),
        "a month that has not ended is not on the line"
    );
}

#[test]
fn without_a_pillar_those_remain_who_are_near_through_another() {
    let world = World::demo("k1");
    let network = world.on("2025-12-31");
    let losses = network.losses();
    let remain =
        |i: usize| losses[i].remain.iter().map(|t| t.person.id.as_str()).collect::<Vec<_>>();
    assert_eq!((losses[0].pillar.as_str(), losses[0].lost, remain(0)), ("p1", 6, vec!["c3"]));
    assert_eq!((losses[1].pillar.as_str(), losses[1].lost, remain(1)), ("p2", 1, vec!["c1"]));
    assert_eq!(network.bearing(), 2);
}

#[test]
fn a_lane_ends_with_the_second_meeting_or_with_the_clock() {
    let world = World::of(
        vec![
            peer("soon", "p0", &["2025-03-01", "2025-03-11"]),
            peer("late", "p0", &["2025-02-01", "2025-07-01"]),
            peer("open", "p0", &["2025-06-20"]),
            peer("past", "p0", &["2024-06-01", "2024-06-09"]),
        ],
        1,
    );
    let network = world.on("2025-07-10");
    let lanes: Vec<_> =
        network.lanes.iter().map(|l| (l.person.id.as_str(), l.days, l.second.is_some())).collect();
    assert_eq!(
        lanes,
        [("open", 20, false), ("soon", 10, true), ("late", 150, true)],
        "the latest first, one year back"
    );
    assert_eq!(network.windows, [14, 30, 90]);
}

#[test]
fn who_rests_stands_in_no_ring_and_no_lane() {
    let mut rests = peer("a", "p0", &["2025-06-20"]);
    rests["status_history"] =
        json!([{"on": "2025-06-20", "to": "prospect"}, {"on": "2025-07-01", "to": "parked"}]);
    let world = World::of(vec![rests, peer("b", "p0", &["2025-06-20"])], 1);
    let network = world.on("2025-07-10");
    let ids =
        |ties: Vec<&Tie<'_>>| ties.iter().map(|t| t.person.id.to_string()).collect::<Vec<_>>();
    assert_eq!(
        (ids(network.people()), ids(network.parked())),
        (vec!["b".to_owned()], vec!["a".to_owned()])
    );
    assert_eq!((network.lanes.len(), ids(network.others())), (1, vec!["b".to_owned()]));
    assert_eq!(tie(&network, "a").status_since, Some(day("2025-07-01")));
    // The day before, nobody rested.
    assert_eq!(world.on("2025-06-30").people().len(), 2);
}

#[test]
fn clients_are_known_by_their_status_and_the_network_by_its_kind() {
    let world = World::demo("k1");
    let network = world.on("2025-12-31");
    let parts = ["c1", "c2", "c3", "n1"].map(|id| tie(&network, id).part());
    assert_eq!(parts, [Part::Client, Part::Former, Part::Client, Part::Peer]);
    assert_eq!(tie(&world.on("2025-04-30"), "c3").part(), Part::Prospect);
}

#[test]
fn new_people_are_counted_in_the_quarter_they_came() {
    let world = World::demo("k1");
    let network = world.on("2025-12-31");
    let quarters: Vec<_> = network.quarters.iter().map(|q| (q.year, q.no, q.came, q.all)).collect();
    assert_eq!(quarters, [(2025, 2, 1, 3)]);
    assert!(world.on("2025-03-31").quarters.is_empty(), "they had not come yet");
}

#[test]
fn every_network_can_be_drawn_at_every_checkpoint_in_both_languages() {
    for consultant in ["k1", "k2"] {
        let world = World::demo(consultant);
        for month in 4..=12 {
            for lang in [Lang::Ja, Lang::En] {
                let network = world.on(&format!("2025-{month:02}-28"));
                let svg = drawn(&network, lang);
                assert_eq!(svg.matches("<title ").count(), 6, "three pictures, each drawn twice");
                assert_eq!(svg.matches("<desc ").count(), 6);
                assert!(!svg.contains("style=") && !svg.contains("NaN") && !svg.contains("inf"));
            }
        }
    }
}

#[test]
fn a_telling_stands_where_its_permission_and_its_reception_put_it() {
    let file = demo::client("c2");
    let landing = Landing::of(&file, day("2025-12-31"));
    let numbers = |row, column| -> Vec<usize> {
        let here = |s: &ryokai::method::landing::Square<'_>| {
            s.delivery.permission == Some(row) && s.reception == column
        };
        (1..).zip(&landing.squares).filter(|(_, square)| here(square)).map(|(no, _)| no).collect()
    };
    let all: usize = landing.squares.len();
    assert!(all >= 2, "{all} tellings");
    assert_eq!(numbers(Permission::Unasked, Some(Reception::Closed)), [1]);
    assert_eq!(numbers(Permission::Imposed, Some(Reception::Closed)), [2]);
    assert!(numbers(Permission::Permitted, None).is_empty());
    // What became known later is not yet known.
    let first = landing.squares[0].delivery.on;
    let early = Landing::of(&file, first);
    assert!(early.squares.len() <= all && early.squares.iter().all(|s| s.delivery.on <= first));
    let svg = landing::figure(&landing, &file, Words::of(Lang::Ja)).into_string();
    for no in 1..=all {
        assert_eq!(svg.matches(&format!("href=\"#t{no}\"")).count(), 2);
    }
}
