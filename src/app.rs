//! Holds what every request shares: the database, the settings, the clock, the password pool. Made
//! once at the start.

use std::sync::Arc;

use crate::config::Config;
use crate::method::{Moment, moment};
use crate::password::{Hasher, PasswordError};
use crate::rate_limit::RateLimiter;
use crate::store::Db;

/// Tells the time; tests hand in one that stands still.
#[derive(Clone)]
pub struct Clock(Arc<dyn Fn() -> Moment + Send + Sync>);

impl Clock {
    /// The machine's clock.
    #[allow(clippy::disallowed_methods, reason = "the one place where the clock is read")]
    pub fn real() -> Clock {
        Clock::new(|| chrono::Utc::now().naive_utc())
    }

    pub fn new(tell: impl Fn() -> Moment + Send + Sync + 'static) -> Clock {
        Clock(Arc::new(tell))
    }

    /// Now, in UTC, to the microsecond.
    pub fn now(&self) -> Moment {
        moment::to_micros((self.0)())
    }
}

/// The running program; cheap to clone.
#[derive(Clone)]
pub struct App {
    pub db: Db,
    pub config: Arc<Config>,
    pub clock: Clock,
    pub hasher: Hasher,
    pub rate_limiter: Arc<RateLimiter>,
}

impl App {
    /// The program over an open database. Blocks for one password hash.
    pub fn new(db: Db, config: Config, clock: Clock) -> Result<App, PasswordError> {
        let hasher = Hasher::new(config.hashing_slots, config.hashing_queue)?;
        Ok(App { db, config: Arc::new(config), clock, hasher, rate_limiter: Arc::default() })
    }
}
