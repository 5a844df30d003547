//! How often somebody may try to sign in: per account and per address, counted in the database for all processes.

use std::net::IpAddr;

use chrono::TimeDelta;

use crate::domain::Moment;
use crate::store::login_attempt::{self, Counted};
use crate::store::{Answer, Conn};
use crate::web::token;

/// The time over which attempts are counted.
const WINDOW: TimeDelta = TimeDelta::minutes(15);
/// Attempts on one account, whether it exists or not. A guesser gets 960 a day; a person who forgot gets enough.
const PER_ACCOUNT: i64 = 10;
/// Attempts from one address: a whole office may sit behind it.
const PER_ADDRESS: i64 = 60;

/// What the attempts of one sign-in are counted under.
#[derive(Clone)]
pub struct Keys {
    account: String,
    address: String,
}

impl Keys {
    /// The account as it was typed, and the address; of an IPv6 address its network, since one household holds many.
    pub fn of(account: &str, address: IpAddr) -> Keys {
        let network = match address.to_canonical() {
            IpAddr::V4(v4) => v4.to_string(),
            IpAddr::V6(v6) => v6.segments()[..4].iter().map(|part| format!("{part:x}:")).collect(),
        };
        Keys { account: token::hash(&account.trim().to_lowercase()), address: token::hash(&network) }
    }
}

/// Counts one attempt before it is made, so that many at once are counted, too. None if it may be made, else the
/// seconds to wait.
pub fn attempt(conn: &mut Conn, keys: &Keys, now: Moment) -> Answer<Option<u32>> {
    let limits = [(Counted::Account, &keys.account, PER_ACCOUNT), (Counted::Address, &keys.address, PER_ADDRESS)];
    for (counted, key, most) in limits {
        let (tried, first) = login_attempt::recent(conn, counted, key, now - WINDOW)?;
        if tried >= most {
            let wait = first.unwrap_or(now) + WINDOW - now;
            return Ok(Some(u32::try_from(wait.num_seconds()).unwrap_or(0).max(1)));
        }
    }
    for (counted, key, _) in limits {
        login_attempt::record(conn, counted, key, now)?;
    }
    Ok(None)
}

/// After a sign-in: the account's attempts are forgotten, the address's are not, or one good account would unlock the
/// guessing of others. What is too old to count goes, too.
pub fn succeeded(conn: &mut Conn, keys: &Keys, now: Moment) -> Answer<()> {
    login_attempt::forget(conn, Counted::Account, &keys.account)?;
    login_attempt::sweep(conn, now - WINDOW)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_household_is_one_address() {
        let of = |ip: &str| Keys::of("a@b", ip.parse().expect("an address")).address;
        assert_eq!(of("2001:db8:1:2::1"), of("2001:db8:1:2:ffff::9"));
        assert_ne!(of("2001:db8:1:2::1"), of("2001:db8:1:3::1"));
        assert_ne!(of("192.0.2.1"), of("192.0.2.2"));
        assert_eq!(of("::ffff:192.0.2.1"), of("192.0.2.1"));
    }
}
