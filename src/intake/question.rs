//! Answers to the questions about a saved session, as typed, and the records they make.

mod answer;
mod line;

use crate::intake::shorthand::{Context, Names};
use crate::intake::written::Habit;
use crate::method::moment::LocalTime;
use crate::method::{ClientFile, Session};

pub use answer::{Answer, Refused};
pub use line::Lack;

/// Tells who reads what is typed as an answer, and when.
#[derive(Clone, Copy)]
pub struct Reader<'n> {
    pub names: &'n Names,
    pub habit: Habit,
    /// The consultant's wall clock.
    pub now: LocalTime,
}

impl<'n> Reader<'n> {
    /// Tells what a line of the session is read against.
    pub fn context<'c>(&self, file: &'c ClientFile, session: &Session) -> Context<'c>
    where
        'n: 'c,
    {
        Context { file, day: session.on, habit: self.habit, names: self.names }
    }
}
