//! The definitions of `insight_rules.json` a second time, word by word, over a file that holds only
//! what was known by then.

use std::collections::BTreeSet;

use ryokai::method::contact::Mover;
use ryokai::method::gift::{Direction, Landing};
use ryokai::method::insight::RuleId;
use ryokai::method::marker::Family;
use ryokai::method::session::{
    Checkout, Closing, Covered, Initiator, SessionKind, SessionStatus as Met,
};
use ryokai::method::{
    AgreementMove, AgreementState, ClientFile, Day, Delivery, Message, MessageState, NeedState,
    Permission, PromiseState, Reception, Session, Sign, Speaker, Standing, Status, Step,
    StrainState, Terms, WantState,
};

/// The rules that fire by the definitions. Agreements and rank are `Standing`'s, which has tests of
/// its own.
pub fn fired(file: &ClientFile, at: Day) -> BTreeSet<RuleId> {
    let known = Known { f: crate::history::known_by(file, at), at };
    let status = now(&known.f.status_history);
    let live = matches!(status, Some(Status::Prospect | Status::Active));
    let every = |rule: RuleId| {
        matches!(rule.code(), "R22" | "R23" | "G04")
            || (rule.code() == "R24" && status != Some(Status::Ended))
    };
    let speaks = |rule: &RuleId| status.is_some() && (live || every(*rule)) && known.holds(*rule);
    RuleId::all().filter(speaks).collect()
}

/// The last step in time, and of one day the last recorded.
fn last<S>(history: &[Step<S>]) -> Option<&Step<S>> {
    history.iter().max_by_key(|s| s.on)
}

fn now<S: Copy>(history: &[Step<S>]) -> Option<S> {
    last(history).map(|s| s.to)
}

struct Known {
    f: ClientFile,
    at: Day,
}

impl Known {
    fn age(&self, on: Day) -> i64 {
        (self.at - on).num_days()
    }

    fn held(&self) -> Vec<&Session> {
        let mut held: Vec<_> = self.f.sessions.iter().filter(|s| s.status == Met::Held).collect();
        held.sort_by_key(|s| (s.on, s.no));
        held
    }

    fn latest(&self, n: usize) -> Vec<&Session> {
        let held = self.held();
        held[held.len().saturating_sub(n)..].to_vec()
    }

    fn held_after(&self, on: Day) -> usize {
        self.held().iter().filter(|s| s.on > on).count()
    }

    fn tellings(&self) -> Vec<(&Message, &Delivery)> {
        self.f.messages.iter().flat_map(|m| m.deliveries.iter().map(move |d| (m, d))).collect()
    }

    fn state(&self, m: &Message) -> MessageState {
        if m.deliveries.is_empty() {
            now(&m.history).unwrap_or(MessageState::Held)
        } else {
            MessageState::Delivered
        }
    }

    fn untold(&self) -> Vec<&Message> {
        let waiting =
            |m: &&Message| [MessageState::Held, MessageState::Planned].contains(&self.state(m));
        self.f.messages.iter().filter(waiting).collect()
    }

    fn two_way(&self) -> BTreeSet<Day> {
        self.held()
            .iter()
            .map(|s| s.on)
            .chain(self.f.contacts.iter().filter_map(|c| c.replied_on))
            .collect()
    }

    fn standing(&self) -> Standing {
        Standing::of(&self.f, self.at, &Terms::default())
    }

    fn consulted(&self) -> bool {
        let s = self.standing();
        s.consultation.state.in_force() && !s.suspended()
    }

    /// A next date from today on that no other session has met or called off, and before a day if
    /// one is given.
    fn ahead(&self, before: Option<Day>) -> bool {
        self.f.sessions.iter().any(|s| {
            let Some(next) =
                s.next_on.filter(|next| *next >= self.at && before.is_none_or(|b| *next < b))
            else {
                return false;
            };
            !self.f.sessions.iter().any(|other| {
                let meets = if other.status == Met::Held {
                    other.on == next
                } else {
                    other.planned_for == Some(next)
                };
                other.id != s.id && other.on >= s.on && meets
            })
        })
    }

    fn strain_since(&self, on: Day) -> bool {
        self.f.strains.iter().any(|r| r.opened_on >= on)
    }

    fn signs(&self, sessions: usize, family: Family) -> Vec<(Day, Sign)> {
        let latest = self.latest(sessions);
        let inside = self
            .f
            .markers
            .iter()
            .filter(|m| m.family == family && latest.iter().any(|s| s.id == m.session));
        inside.map(|m| (m.on, m.sign)).collect()
    }

    fn overdue(&self) -> bool {
        let open =
            |h: &[_]| matches!(now(h), None | Some(PromiseState::Open | PromiseState::Carried));
        let ours = |p: &&ryokai::method::Promise| p.by == Speaker::Consultant;
        self.f
            .promises
            .iter()
            .filter(ours)
            .any(|p| open(&p.history) && p.due_on.is_some_and(|due| due < self.at))
    }

    fn holds(&self, rule: RuleId) -> bool {
        match rule.code() {
            "R01" | "R08" | "R09" | "R10" | "R14" | "R15" | "R30" | "R36" => {
                self.needs_and_wants(rule)
            }
            "R02" | "R03" | "R04" | "R12" | "R13" | "G01" => self.telling(rule),
            "R05" | "R06" | "R07" | "R27" | "G02" => self.repair(rule),
            "R16" | "R26" | "R28" | "R29" => self.sessions(rule),
            "R11" | "R17" | "R18" | "R19" | "R20" | "R21" | "R22" | "G04" => self.contact(rule),
            "R23" | "R24" | "R25" | "G03" | "G05" => self.rest(rule),
            _ => false,
        }
    }

    fn needs_and_wants(&self, rule: RuleId) -> bool {
        let became = |made: Day, step: Option<Day>| step.unwrap_or(made);
        match rule.code() {
            "R01" => {
                let four = self.latest(4);
                if four.len() < 4 {
                    return false;
                }
                let (t, latest) = (four[0].on, four[3].on);
                let aimed = self.tellings().iter().any(|(m, d)| m.need.is_some() && d.on >= t);
                let served = |w: &&ryokai::method::Want| {
                    w.history.iter().any(|s| {
                        s.on >= t && [WantState::Answered, WantState::Done].contains(&s.to)
                    })
                };
                let guess = self.f.needs.iter().any(|n| {
                    n.on < latest && matches!(now(&n.history), None | Some(NeedState::Hypothesis))
                });
                let kept = self.untold().iter().any(|m| m.on < latest);
                !aimed && self.f.wants.iter().filter(served).count() >= 2 && (guess || kept)
            }
            "R08" => self.f.needs.iter().any(|n| {
                let since = became(n.on, last(&n.history).map(|s| s.on));
                matches!(now(&n.history), None | Some(NeedState::Hypothesis))
                    && (self.age(since) >= 60 || self.held_after(since) >= 3)
            }),
            "R09" => self.f.needs.iter().any(|n| {
                let Some(step) = last(&n.history).filter(|s| s.to == NeedState::Acknowledged)
                else {
                    return false;
                };
                let promised = self
                    .f
                    .promises
                    .iter()
                    .any(|p| p.need.as_ref() == Some(&n.id) && p.made_on >= step.on);
                let told = self
                    .tellings()
                    .iter()
                    .any(|(m, d)| m.need.as_ref() == Some(&n.id) && d.on >= step.on);
                self.age(step.on) >= 30 && !promised && !told
            }),
            "R10" => self.f.wants.iter().any(|w| {
                let since = became(w.on, last(&w.history).map(|s| s.on));
                matches!(now(&w.history), None | Some(WantState::Open))
                    && (self.age(since) >= 30 || self.held_after(since) >= 2)
            }),
            "R14" => {
                self.consulted()
                    && self.untold().iter().any(|m| m.need.is_some() && self.age(m.on) >= 45)
            }
            "R15" => self.untold().iter().any(|m| m.need.is_none()),
            "R36" => {
                let open = |w: &&ryokai::method::Want| {
                    matches!(now(&w.history), None | Some(WantState::Open))
                };
                self.f.wants.iter().filter(open).count() >= 6
            }
            _ => self.f.wants.iter().any(|w| {
                now(&w.history) != Some(WantState::Withdrawn)
                    && w.needs.is_empty()
                    && self.held_after(w.on) >= 2
            }),
        }
    }

    fn telling(&self, rule: RuleId) -> bool {
        let planned = self.untold().iter().any(|m| self.state(m) == MessageState::Planned);
        let in_latest = |d: &Delivery, n| self.latest(n).iter().any(|s| s.id == d.session);
        let all = self.tellings();
        // Nobody is told off, or praised, for a telling whose permission or whose words are not
        // named.
        let named = |d: &Delivery| match d.permission {
            Some(Permission::Unasked) => true,
            Some(_) => d.permission_quote.is_some(),
            None => false,
        };
        let tellings: Vec<_> = all.into_iter().filter(|(_, d)| named(d)).collect();
        match rule.code() {
            "R02" => tellings.iter().any(|(_, d)| {
                in_latest(d, 1)
                    && [Some(Permission::Unasked), Some(Permission::Imposed)]
                        .contains(&d.permission)
            }),
            "R03" => tellings.iter().any(|(_, d)| {
                d.reception.is_none() && (self.age(d.on) >= 7 || self.held_after(d.on) > 0)
            }),
            "R04" => {
                let opened = |d: &Delivery| {
                    let state = d
                        .strain
                        .as_ref()
                        .and_then(|id| self.f.strain(id))
                        .and_then(|r| now(&r.history));
                    matches!(
                        state,
                        Some(
                            StrainState::Explored
                                | StrainState::Repaired
                                | StrainState::EndedUnrepaired
                        )
                    )
                };
                let heavy = |d: &Delivery| {
                    matches!(d.reception, Some(Reception::Burdened | Reception::Closed))
                };
                tellings.iter().any(|(_, d)| self.age(d.on) < 90 && heavy(d) && !opened(d))
                    || self.f.gifts.iter().any(|g| {
                        g.direction == Direction::Out
                            && self.age(g.on) < 90
                            && g.landing == Landing::Burdened
                            && g.talked_on.is_none()
                    })
            }
            "R12" => planned && !self.consulted(),
            "R13" => {
                planned
                    && self.f.strains.iter().any(|r| now(&r.history).is_some_and(StrainState::open))
            }
            _ => tellings.iter().any(|(_, d)| {
                let good = matches!(
                    d.reception,
                    Some(Reception::Received | Reception::Thinking | Reception::PushedBack)
                );
                let asked =
                    matches!(d.permission, Some(Permission::Solicited | Permission::Permitted));
                in_latest(d, 2) && asked && good && d.reception_quote.is_some()
            }),
        }
    }

    fn repair(&self, rule: RuleId) -> bool {
        match rule.code() {
            "R05" => {
                let signs = self.signs(2, Family::Withdrawal);
                let enough = signs.len() >= 2 || signs.iter().any(|(_, s)| *s == Sign::HeartClosed);
                enough
                    && signs
                        .iter()
                        .map(|(on, _)| *on)
                        .min()
                        .is_some_and(|first| !self.strain_since(first))
            }
            "R06" => {
                self.signs(2, Family::Confrontation).iter().any(|(on, _)| !self.strain_since(*on))
            }
            "R07" => self.f.strains.iter().any(|r| {
                last(&r.history).is_some_and(|s| {
                    s.to.open() && (self.age(s.on) >= 14 || self.held_after(s.on) > 0)
                })
            }),
            "R27" => {
                let marked = |signs: &[Sign]| -> Vec<Day> {
                    self.f
                        .markers
                        .iter()
                        .filter(|m| signs.contains(&m.sign))
                        .map(|m| m.on)
                        .collect()
                };
                let told = self.tellings().into_iter().filter(|(_, d)| {
                    d.permission == Some(Permission::Unasked)
                        || (d.permission == Some(Permission::Imposed)
                            && d.permission_quote.is_some())
                });
                let causes: Vec<Day> =
                    told.map(|(_, d)| d.on).chain(marked(&[Sign::HeartClosed])).collect();
                let off = |s: &&Session| {
                    [Met::CancelledByClient, Met::NoShow, Met::RescheduledByClient]
                        .contains(&s.status)
                };
                let effects: Vec<Day> = self
                    .f
                    .sessions
                    .iter()
                    .filter(off)
                    .map(|s| s.on)
                    .chain(marked(&[Sign::VagueNext, Sign::ComplainsTerms]))
                    .collect();
                causes.iter().any(|c| {
                    self.age(*c) < 60 && effects.iter().any(|e| e >= c && self.age(*e) < 60)
                })
            }
            _ => self.f.strains.iter().any(|r| {
                r.history.iter().any(|s| s.to == StrainState::Repaired && self.age(s.on) < 30)
            }),
        }
    }

    fn sessions(&self, rule: RuleId) -> bool {
        let latest = self.latest(1);
        let Some(one) = latest.first() else { return false };
        match rule.code() {
            "R16" => {
                let missed =
                    self.latest(3).iter().filter(|s| s.topic_covered != Some(Covered::Yes)).count();
                one.topic_covered == Some(Covered::No) || missed >= 2
            }
            "R26" => {
                let mut five = self.held();
                five.retain(|s| s.kind != SessionKind::FirstMeeting);
                if five.len() < 5 {
                    return false;
                }
                let five = &five[five.len() - 5..];
                let inside = |id: &ryokai::method::Id| five.iter().any(|s| s.id == *id);
                let friction = self.f.markers.iter().any(|m| inside(&m.session))
                    || self.tellings().iter().any(|(m, d)| {
                        inside(&d.session)
                            && (m.need.is_some() || d.reception == Some(Reception::PushedBack))
                    })
                    || self.f.agreements.iter().any(|e| {
                        [AgreementMove::Declined, AgreementMove::Withdrawn].contains(&e.event)
                            && e.session.as_ref().is_some_and(inside)
                    });
                let easy = |s: &&Session| {
                    s.topic_covered == Some(Covered::Yes)
                        && [Some(Checkout::Yes), Some(Checkout::NotAsked)].contains(&s.checkout)
                };
                !friction && five.iter().all(easy)
            }
            "R28" => {
                let end = one.ended_at.unwrap_or(one.on.and_hms_opt(17, 0, 0).expect("a time"));
                one.recorded_at.is_some_and(|at| (at - end).num_seconds() > 48 * 3600)
            }
            _ => !self
                .f
                .quotes
                .iter()
                .any(|q| q.session.as_ref() == Some(&one.id) && q.speaker == Speaker::Client),
        }
    }

    fn contact(&self, rule: RuleId) -> bool {
        let two_way = self.two_way();
        let last = two_way.last().copied();
        let silence = last.map(|day| self.age(day));
        let rank = self.standing().rank.map(|rank| rank.number());
        match rule.code() {
            "R11" => {
                let s = self.standing();
                [&s.conversation, &s.consultation].into_iter().any(|a| {
                    let soon =
                        |day: Day| (day - self.at).num_days() <= 14 && !self.ahead(Some(day));
                    a.state == AgreementState::Lapsed
                        || (a.state.in_force() && a.lapses_on.is_some_and(soon))
                })
            }
            "R17" => {
                let kind = self
                    .held()
                    .iter()
                    .any(|s| Some(s.on) == last && s.closing == Some(Closing::Courtesy))
                    || self.f.contacts.iter().any(|c| {
                        c.replied_on.is_some()
                            && c.replied_on == last
                            && c.closing == Some(Closing::Courtesy)
                    });
                kind && !self.ahead(None) && silence >= Some(7)
            }
            "R18" => two_way.len() == 1 && !self.ahead(None) && silence >= Some(14),
            "R19" => {
                silence.is_some_and(|n| n % 90 >= 76)
                    && matches!(rank, Some(2..=5))
                    && !self.ahead(None)
            }
            "R20" => rank == Some(6),
            "R21" => {
                let who = |i: Option<Initiator>| i.map_or(Initiator::Agreed, |i| i);
                let mover = |m| if m == Mover::Us { Initiator::Us } else { Initiator::Them };
                let mut all: Vec<(Day, bool, Initiator)> = self
                    .held()
                    .iter()
                    .map(|s| (s.on, who(s.initiator)))
                    .chain(self.f.contacts.iter().map(|c| (c.on, mover(c.initiator))))
                    .map(|(on, i)| (on, i != Initiator::Us, i))
                    .collect();
                all.sort_by_key(|(on, not_us, _)| (*on, *not_us));
                let run = all.len() >= 3
                    && all[all.len() - 3..].iter().all(|(_, _, i)| *i == Initiator::Us);
                run && !all.iter().any(|(on, _, i)| *i == Initiator::Them && self.age(*on) < 120)
            }
            "R22" => self.f.contacts.iter().any(|c| {
                c.initiator == Mover::Them && self.age(c.on) >= 2 && c.replied_on.is_none()
            }),
            _ => self
                .f
                .contacts
                .iter()
                .filter(|c| c.initiator == Mover::Them && self.age(c.on) < 30)
                .any(|c| {
                    two_way
                        .iter()
                        .rfind(|day| **day < c.on)
                        .is_some_and(|day| (c.on - *day).num_days() >= 60)
                }),
        }
    }

    fn rest(&self, rule: RuleId) -> bool {
        match rule.code() {
            "R23" => self.f.gifts.iter().any(|g| {
                self.age(g.on) >= 7
                    && (g.why.is_none() || (g.direction == Direction::In && g.thanked_on.is_none()))
            }),
            "R24" => self.overdue(),
            "R25" => self.f.promises.iter().any(|p| {
                let open = matches!(
                    now(&p.history),
                    None | Some(PromiseState::Open | PromiseState::Carried)
                );
                p.by == Speaker::Client
                    && open
                    && p.history.iter().filter(|s| s.to == PromiseState::Carried).count() >= 2
            }),
            "G03" => self.f.needs.iter().any(|n| {
                n.history.iter().any(|s| {
                    s.to == NeedState::Acknowledged && s.quote.is_some() && self.age(s.on) < 30
                })
            }),
            _ => {
                let mut ends: Vec<(Day, bool)> = Vec::new();
                for p in self.f.promises.iter().filter(|p| p.by == Speaker::Consultant) {
                    if let Some(s) = last(&p.history).filter(|s| {
                        [PromiseState::Done, PromiseState::Missed, PromiseState::Dropped]
                            .contains(&s.to)
                    }) {
                        ends.push((
                            s.on,
                            s.to != PromiseState::Done || p.due_on.is_none_or(|due| s.on > due),
                        ));
                    }
                }
                ends.sort();
                ends.len() >= 3
                    && ends[ends.len() - 3..].iter().all(|(_, late)| !late)
                    && !self.overdue()
            }
        }
    }
}
