//! Long work as its page shows it: how far it is, and the press that calls it off. What the work
//! is, and what it ended in, is of the page.

use maud::{Markup, html};

use super::form;
use super::layout::Frame;

/// Names how far work is that goes on beside the requests.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Stand<T> {
    Running {
        done: usize,
        of: usize,
    },
    /// It came to its end, and this is what came of it.
    Whole(T),
    CalledOff,
    Failed,
}

impl<T> Stand<T> {
    pub fn is_running(&self) -> bool {
        matches!(self, Stand::Running { .. })
    }

    /// The same with what its page says of what came of it.
    pub fn map<U>(self, told: impl FnOnce(T) -> U) -> Stand<U> {
        match self {
            Stand::Running { done, of } => Stand::Running { done, of },
            Stand::Whole(made) => Stand::Whole(told(made)),
            Stand::CalledOff => Stand::CalledOff,
            Stand::Failed => Stand::Failed,
        }
    }
}

/// Work that goes on, in a sentence and a bar; the button sends `end` to the page it stands on. The
/// page asks for itself again meanwhile.
pub fn running(
    frame: &Frame<'_>,
    page: &str,
    (done, of): (usize, usize),
    (said, call_off): (&str, &str),
) -> Markup {
    let button = html! {
        (form::hidden("act", "end"))
        (form::submit(call_off))
    };
    html! {
        div role="status" {
            p { (said) }
            p {
                progress value=(done) max=(of) aria-label=(said) {}
            }
        }
        (form::post(page, frame.csrf, button))
    }
}
