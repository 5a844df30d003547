//! The zones a member has lived in. A clock time is recorded without its zone; it keeps the one
//! that held when it was recorded, wherever the member lives later.

use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

use crate::method::moment::{LocalTime, Moment, instant};

/// A zone, and until when it held.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Past {
    pub until: Moment,
    pub tz: Tz,
}

/// The zones of a member, the earliest first, and the one that holds now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Zones {
    pub past: Vec<Past>,
    pub now: Tz,
}

impl Zones {
    /// The zone of what was recorded when a member's clock showed this; the one of now for what has
    /// no such time.
    pub fn at(&self, recorded: Option<LocalTime>) -> Tz {
        let held = recorded
            .and_then(|at| self.past.iter().find(|past| instant(at, past.tz) <= past.until));
        held.map_or(self.now, |past| past.tz)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::NaiveDateTime;

    #[test]
    fn what_was_recorded_keeps_the_zone_of_its_time() {
        let at = |s: &str| Some(s.parse::<NaiveDateTime>().expect("a time"));
        let past = |until: &str, tz| Past { until: until.parse().expect("a moment"), tz };
        let zones = Zones {
            past: vec![
                past("2026-01-10T00:00:00", chrono_tz::Asia::Tokyo),
                past("2026-02-10T00:00:00", chrono_tz::America::New_York),
            ],
            now: chrono_tz::Europe::London,
        };
        assert_eq!(zones.at(at("2026-01-10T09:00:00")), chrono_tz::Asia::Tokyo);
        assert_eq!(zones.at(at("2026-01-10T09:00:01")), chrono_tz::America::New_York);
        assert_eq!(zones.at(at("2026-02-10T09:00:00")), chrono_tz::Europe::London);
        assert_eq!(zones.at(None), chrono_tz::Europe::London);
    }
}
