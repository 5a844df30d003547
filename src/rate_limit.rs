//! Tells how often an address may ask for what needs no sign-in but a secret in its link. Counted
//! in memory, because reading writes nothing; several processes each count for themselves.

use std::collections::HashMap;
use std::net::{IpAddr, Ipv6Addr};
use std::sync::{Mutex, PoisonError};

use chrono::TimeDelta;

use crate::method::Moment;

/// The time over which requests are counted.
const WINDOW: TimeDelta = TimeDelta::minutes(15);
/// Requests of one address in that time: a whole office of calendars may sit behind it.
const MOST: u32 = 120;
/// Addresses that are remembered at once.
const ADDRESSES: usize = 10_000;

/// The requests of late, by address.
#[derive(Default)]
pub struct RateLimiter(Mutex<HashMap<IpAddr, (Moment, u32)>>);

impl RateLimiter {
    /// Counts a request. None if it may be answered, else the seconds to wait.
    pub fn again(&self, from: IpAddr, now: Moment) -> Option<u32> {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if known.len() >= ADDRESSES {
            known.retain(|_, (since, _)| now - *since < WINDOW);
        }
        if known.len() >= ADDRESSES {
            known.clear();
        }
        let (since, count) = known.entry(network(from)).or_insert((now, 0));
        if now - *since >= WINDOW {
            (*since, *count) = (now, 0);
        }
        *count = count.saturating_add(1);
        let wait = (*since + WINDOW - now).num_seconds();
        (*count > MOST).then(|| u32::try_from(wait).unwrap_or(0).max(1))
    }
}

/// Of an IPv6 address its network, since one household holds many.
pub fn network(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(v6) => {
            let [a, b, c, d, ..] = v6.segments();
            IpAddr::V6(Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0))
        }
        v4 => v4,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_address_waits_and_the_others_do_not() {
        let rate_limiter = RateLimiter::default();
        let now: Moment = "2026-01-15T00:00:00".parse().expect("a moment");
        let ip = |s: &str| s.parse::<IpAddr>().expect("an address");
        for _ in 0..MOST {
            assert_eq!(rate_limiter.again(ip("2001:db8::1"), now), None);
        }
        assert_eq!(
            rate_limiter.again(ip("2001:db8::ffff:1"), now),
            Some(900),
            "the same household"
        );
        assert_eq!(rate_limiter.again(ip("192.0.2.1"), now), None);
        assert_eq!(rate_limiter.again(ip("2001:db8::1"), now + WINDOW), None, "later");
    }
}
