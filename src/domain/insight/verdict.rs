//! All client rules over one file on one day. A pure function of the records, the day and the thresholds.

use super::reading::Reading;
use super::{Insight, Thresholds, encouragement, meaning, needs, permission, repair, upkeep};
use crate::domain::person::Status;
use crate::domain::{ClientFile, Day};

type Rule = fn(&Reading<'_>) -> Option<Insight>;

/// Rules about people whose status is prospect or active.
const LIVE: &[Rule] = &[
    needs::yes_man_drift,
    permission::told_without_permission,
    meaning::landing_unknown,
    meaning::intention_impact_gap,
    repair::silent_heart,
    repair::objection_not_opened,
    repair::rupture_waiting,
    needs::need_unvoiced,
    needs::acknowledged_need_idle,
    needs::want_unanswered,
    permission::agreement_lapsing,
    permission::ask_first,
    repair::repair_first,
    needs::message_held_too_long,
    meaning::message_without_need,
    meaning::topic_missed,
    upkeep::courtesy_only,
    upkeep::second_meeting_window,
    upkeep::keep_in_touch_due,
    upkeep::fell_to_rank_6,
    upkeep::only_we_go,
    meaning::client_promise_carried,
    meaning::too_smooth,
    repair::cancellation_pattern,
    upkeep::late_record,
    upkeep::no_client_words,
    needs::want_without_why,
    encouragement::asked_and_landed,
    encouragement::repaired,
    encouragement::in_their_own_words,
    encouragement::promises_kept,
];

/// Rules that leave only ended people in peace.
const NOT_ENDED: &[Rule] = &[upkeep::our_promise_overdue];

/// Rules that name every status.
const EVERY_STATUS: &[Rule] = &[upkeep::inbound_waiting, meaning::gift_why_missing, encouragement::came_back];

/// What the rules say about one person on `at`, in the order of the rules. Before the first status nothing is said.
pub fn verdict(file: &ClientFile, at: Day, thresholds: &Thresholds) -> Vec<Insight> {
    let reading = Reading::of(file, at, thresholds);
    let rules: &[&[Rule]] = match reading.standing.status {
        Some(Status::Prospect | Status::Active) => &[LIVE, NOT_ENDED, EVERY_STATUS],
        Some(Status::Paused | Status::Parked) => &[NOT_ENDED, EVERY_STATUS],
        Some(Status::Ended) => &[EVERY_STATUS],
        None => &[],
    };
    let mut fired: Vec<Insight> = rules.iter().copied().flatten().filter_map(|rule| rule(&reading)).collect();
    fired.sort_by_key(|insight| insight.rule);
    fired
}
