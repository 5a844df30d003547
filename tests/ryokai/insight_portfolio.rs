//! The portfolio rules at their boundaries (method §4, R31–R35).

use ryokai::method::insight::{Thresholds, network_verdict};
use ryokai::method::pillar::Pillar;
use ryokai::method::portfolio::{Member, Portfolio};
use ryokai::method::{Id, Status, Text};

use crate::case::today;

fn id(s: &str) -> Id {
    s.parse().expect("an id")
}

/// A network contact of a rank, in these pillars.
fn contact(rank: u8, pillars: &[&str]) -> Member {
    Member {
        id: Id::fresh(),
        network: true,
        status: None,
        rank: rank.try_into().ok(),
        pillars: pillars.iter().map(|p| id(p)).collect(),
        fee: None,
        currency: None,
        minutes: 0,
    }
}

/// An active client with a monthly fee.
fn client(fee: Option<u64>, minutes: u64) -> Member {
    let currency: Option<Text> = "JPY".parse().ok();
    Member {
        network: false,
        status: Some(Status::Active),
        fee,
        currency,
        minutes,
        ..contact(3, &["p9"])
    }
}

fn fires(members: Vec<Member>, rule: &str) -> bool {
    let pillar = |p: &str| Pillar {
        id: id(p),
        consultant: id("k"),
        name: None,
        name_ja: None,
        name_en: None,
        order: None,
    };
    let portfolio =
        Portfolio::new(id("k"), 15, &["p1", "p2", "p3", "p4"].map(pillar), members, today());
    network_verdict(&portfolio, &Thresholds::default()).iter().any(|i| i.rule.code() == rule)
}

fn clients(fees: &[u64]) -> Vec<Member> {
    fees.iter().map(|fee| client(Some(*fee), 0)).collect()
}

/// So many contacts of a rank in each of the pillars p1, p2, …
fn spread(rank: u8, counts: &[usize]) -> Vec<Member> {
    let pillar = |(i, n): (usize, &usize)| vec![contact(rank, &[&format!("p{}", i + 1)]); *n];
    counts.iter().enumerate().flat_map(pillar).collect()
}

#[test]
fn r31_speaks_from_half_among_few_and_from_a_quarter_among_five() {
    assert!(fires(clients(&[150_000, 60_000]), "R31"));
    assert!(!fires(clients(&[700, 600, 400]), "R31"));
    assert!(fires(clients(&[500, 300, 200]), "R31"));
    assert!(!fires(clients(&[499, 301, 200]), "R31"));
    assert!(!fires(clients(&[1; 6]), "R31"));
    assert!(fires(clients(&[250, 190, 190, 190, 180]), "R31"));
    assert!(!fires(clients(&[249, 191, 190, 190, 180]), "R31"));
    assert!(!fires(clients(&[900]), "R31"), "one client has nobody to be compared with");
}

#[test]
fn r31_counts_minutes_where_fees_cannot_be_compared() {
    assert!(fires(vec![client(None, 120), client(Some(900), 60)], "R31"));
    assert!(fires(vec![client(Some(0), 120), client(Some(900), 60)], "R31"));
    let foreign = Member { currency: "GBP".parse().ok(), ..client(Some(900), 10) };
    assert!(fires(vec![foreign, client(Some(1), 200)], "R31"));
    assert!(!fires(vec![client(None, 0), client(None, 0)], "R31"), "nothing to divide");
}

#[test]
fn r31_looks_at_active_clients_alone() {
    let resting = |status| Member { status: Some(status), ..client(Some(900), 0) };
    assert!(!fires(vec![resting(Status::Paused), client(Some(100), 0)], "R31"));
    assert!(!fires(vec![resting(Status::Prospect), client(Some(100), 0)], "R31"));
    assert!(!fires(vec![contact(3, &["p1"]), client(Some(100), 0)], "R31"));
}

#[test]
fn r32_speaks_from_three_fifths_of_five_people() {
    assert!(fires(spread(4, &[5, 2]), "R32"));
    assert!(!fires(spread(4, &[2, 2, 2, 1]), "R32"));
    assert!(!fires(spread(4, &[3, 1]), "R32"));
    assert!(fires(spread(4, &[3, 2]), "R32"));
    assert!(!fires(spread(4, &[59, 41]), "R32"));
    assert!(fires(spread(4, &[60, 40]), "R32"));
    assert!(!fires(spread(5, &[5, 2]), "R32"), "only people still spoken with count");
}

#[test]
fn r33_speaks_from_three_tenths_in_two_pillars() {
    let with = |both: usize, one: usize, rank| {
        [vec![contact(rank, &["p1", "p2"]); both], vec![contact(rank, &["p1"]); one]].concat()
    };
    assert!(fires(with(3, 5, 5), "R33"));
    assert!(!fires(with(2, 6, 5), "R33"));
    assert!(fires(with(3, 7, 5), "R33"));
    assert!(!fires(with(2, 2, 5), "R33"), "four people say nothing");
    assert!(!fires(with(3, 5, 6), "R33"));
}

#[test]
fn r34_speaks_below_a_third_of_six_people() {
    let with = |deep: usize, wide: usize| {
        [vec![contact(3, &["p1"]); deep], vec![contact(5, &["p2"]); wide]].concat()
    };
    assert!(fires(with(2, 7), "R34"));
    assert!(!fires(with(5, 2), "R34"));
    assert!(fires(with(33, 67), "R34"));
    assert!(!fires(with(34, 66), "R34"));
    assert!(!fires(with(0, 5), "R34"), "five people say nothing");
}

#[test]
fn r35_counts_close_contacts_outside_the_largest_pillar() {
    let with = |outside: usize, inside: usize| {
        [vec![contact(3, &["p2"]); outside], vec![contact(4, &["p1"]); inside]].concat()
    };
    assert!(fires(with(0, 5), "R35") && fires(with(1, 5), "R35"));
    assert!(!fires(with(2, 5), "R35"));
    // Of two equal pillars the first in order is the largest.
    assert!(!fires(with(2, 2), "R35"));
    assert!(!fires(Vec::new(), "R35"), "with nobody near it is silent");
    assert!(!fires(spread(5, &[9]), "R35"));
    let close_client = Member { pillars: vec![id("p2")], ..client(None, 0) };
    assert!(
        fires([vec![close_client; 2], spread(4, &[5])].concat(), "R35"),
        "clients are not counted on"
    );
}

#[test]
fn people_are_live_clients_and_contacts_with_a_rank() {
    let ended = Member { status: Some(Status::Ended), ..client(None, 0) };
    let unknown = Member { rank: None, ..contact(3, &["p1"]) };
    let portfolio = Portfolio::new(
        id("k"),
        15,
        &[],
        vec![ended, unknown, contact(3, &["p1"]), client(None, 0)],
        today(),
    );
    assert_eq!(portfolio.people().count(), 2);
    let figures = portfolio.figures();
    assert_eq!((figures.active_clients, figures.capacity, figures.near_share), (1, 15, Some(1.0)));
    assert_eq!((figures.hhi, figures.effective_pillars), (Some(0.5), Some(2.0)));
}
