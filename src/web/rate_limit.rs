//! Tells how often somebody may try to sign in, counted in the database for all processes. A
//! stranger is counted by account and network together, so that they lock nobody out but
//! themselves; a browser in which the member has signed in before is counted by itself alone.

use std::net::IpAddr;

use chrono::TimeDelta;

use crate::method::{Id, Moment};
use crate::rate_limit;
use crate::store::login_attempt::{self, Counted};
use crate::store::{Answer, Conn};
use crate::web::token;

/// The time over which attempts are counted.
const WINDOW: TimeDelta = TimeDelta::minutes(15);
/// Sets how far the clocks of several machines may lie apart. What is dated later was counted by a
/// clock that was wrong.
const SKEW: TimeDelta = TimeDelta::minutes(1);
/// Attempts of a known browser on its account.
const PER_DEVICE: i64 = 10;
/// Attempts of one network on one account, whether it exists or not. A guesser gets 960 a day; a
/// person who forgot gets enough.
const PER_ACCOUNT_AND_ADDRESS: i64 = 10;
/// Attempts of one network: a whole office may sit behind it.
const PER_ADDRESS: i64 = 60;
/// Attempts on one account from everywhere, known browsers left aside: for guessers who have many
/// networks.
const PER_ACCOUNT: i64 = 300;

/// Holds what the attempts of one sign-in are counted under, each with the most there may be.
#[derive(Clone)]
pub struct Keys(Vec<(Counted, String, i64)>);

impl Keys {
    /// A stranger: the account as it was typed, and the network.
    pub fn of(account: &str, address: IpAddr) -> Keys {
        let (account, network) = (folded(account), rate_limit::network(address).to_string());
        Keys(vec![
            (
                Counted::AccountAndAddress,
                token::hash(&format!("{account} {network}")),
                PER_ACCOUNT_AND_ADDRESS,
            ),
            (Counted::Address, token::hash(&network), PER_ADDRESS),
            (Counted::Account, token::hash(&account), PER_ACCOUNT),
        ])
    }

    /// A browser that is known to belong to the account, by the hash of its token.
    pub fn of_device(account: &str, device: &str) -> Keys {
        let key = token::hash(&format!("{} {device}", folded(account)));
        Keys(vec![(Counted::Device, key, PER_DEVICE)])
    }
}

fn folded(account: &str) -> String {
    account.trim().to_lowercase()
}

/// An attempt that was counted, so that it can be given back.
#[must_use]
pub struct Attempt {
    keys: Keys,
    counted: Vec<Id>,
}

/// The seconds to wait before the next attempt; none if it may be made.
pub fn wait(conn: &mut Conn, keys: &Keys, now: Moment) -> Answer<Option<u32>> {
    for (counted, key, most) in &keys.0 {
        let (tried, first) = login_attempt::recent(conn, *counted, key, (now - WINDOW, now))?;
        if tried >= *most {
            let wait = first.unwrap_or(now) + WINDOW - now;
            return Ok(Some(u32::try_from(wait.num_seconds()).unwrap_or(0).max(1)));
        }
    }
    Ok(None)
}

/// Counts one attempt before it is made, so that many at once are counted, too; or answers the
/// seconds to wait. What does not count any more goes.
pub fn attempt(conn: &mut Conn, keys: Keys, now: Moment) -> Answer<Result<Attempt, u32>> {
    if let Some(seconds) = wait(conn, &keys, now)? {
        return Ok(Err(seconds));
    }
    login_attempt::sweep(conn, (now - WINDOW, now + SKEW))?;
    let count = |(counted, key, _): &(Counted, String, i64)| {
        login_attempt::record(conn, *counted, key, now)
    };
    let counted = keys.0.iter().map(count).collect::<Answer<Vec<Id>>>()?;
    Ok(Ok(Attempt { keys, counted }))
}

/// Takes an attempt out of the count: it was right, or was not made because the program had too
/// much to do.
pub fn give_back(conn: &mut Conn, attempt: &Attempt) -> Answer<()> {
    login_attempt::give_back(conn, &attempt.counted)
}

/// After the right password the slips before it are forgotten as well. What the whole network did
/// is not, nor what others tried on the account: one good account would unlock the guessing of
/// others.
pub fn succeeded(conn: &mut Conn, attempt: &Attempt) -> Answer<()> {
    give_back(conn, attempt)?;
    for (counted, key, _) in &attempt.keys.0 {
        if matches!(counted, Counted::AccountAndAddress | Counted::Device) {
            login_attempt::forget(conn, *counted, key)?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_household_is_one_network() {
        let of = |ip: &str| {
            Keys::of("a@b", ip.parse().expect("an address")).0.into_iter().map(|(_, key, _)| key)
        };
        assert!(of("2001:db8:1:2::1").eq(of("2001:db8:1:2:ffff::9")));
        assert!(of("::ffff:192.0.2.1").eq(of("192.0.2.1")));
        for (one, other) in [("2001:db8:1:2::1", "2001:db8:1:3::1"), ("192.0.2.1", "192.0.2.2")] {
            let same: Vec<bool> = of(one).zip(of(other)).map(|(a, b)| a == b).collect();
            assert_eq!(same, [false, false, true], "only the account is the same");
        }
    }
}
