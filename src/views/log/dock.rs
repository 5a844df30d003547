//! The foot of the log page, always in sight: what is kept, Save, and for the script what could not
//! be sent and why; and two texts of one draft side by side.

use maud::{Markup, html};

use super::LogPage;
use crate::paths;
use crate::words::arg;

/// Shows the save state and Save at the foot of the screen, wherever one is on the page.
pub(super) fn foot(page: &LogPage<'_>) -> Markup {
    let save = if page.correcting.is_some() { "form-save-correction" } else { "form-save" };
    html! {
        div #foot.savebar {
            div.state {
                (dock(page))
                p #saved.saved aria-live="polite" {
                    @if let Some(saved) = &page.saved { (saved) }
                }
                p.saved.unsaid {
                    (page.t("log-save-hint"))
                    " "
                    span.keys { "Ctrl+Enter" }
                }
                p #undo-line.saved role="status" hidden {
                    span {}
                    button.plain type="button" { (page.t("void-undo")) }
                }
            }
            button.btn type="submit" form="log" name="act" value="save" { (page.t(save)) }
        }
    }
}

/// One sentence at the foot of the screen. The script chooses among those that the page brings
/// along.
fn dock(page: &LogPage<'_>) -> Markup {
    html! {
        section
            #dock
            .dock
            role="status"
            hidden
            data-offline=(page.t("dock-offline"))
            data-noserver=(page.t("dock-noserver"))
            data-nologin=(page.t("dock-nologin"))
            data-another=(page.t("dock-another"))
            data-toolarge=(page.t("dock-toolarge"))
            data-nocopy=(page.t("dock-nocopy"))
            data-restored=(page.t("dock-restored"))
            data-elsewhere=(page.t("dock-elsewhere"))
            data-refused=(page.words.say("dock-refused", &[("what", arg("{what}"))]))
            data-status=(page.words.say("dock-status", &[("status", arg("{status}"))]))
            data-taken=(page.t("dock-taken"))
            data-gone=(page.t("dock-gone"))
            data-signout=(page.t("dock-signout"))
        {
            p #dock-said {}
            a #dock-login.act href=(paths::login()) target="_blank" hidden { (page.t("dock-login")) }
            button #dock-go.act.plain type="button" hidden { (page.t("dock-go")) }
        }
    }
}

/// Two texts of one draft, side by side: the member chooses, and the other one stays as a draft of
/// its own.
pub(super) fn copies(page: &LogPage<'_>) -> Markup {
    let one = |of: &str, title: &str, take: &str| {
        html! {
            article data-of=(of) {
                h3 { (page.t(title)) }
                dl.facts hidden {}
                p {
                    button.act.plain type="button" { (page.t(take)) }
                }
            }
        }
    };
    html! {
        section #copies.copies hidden {
            h2 tabindex="-1" { (page.t("copies-title")) }
            p.state { (page.t("copies-about")) }
            (one("ours", "copies-ours", "copies-take-ours"))
            (one("theirs", "copies-theirs", "copies-take-theirs"))
        }
    }
}
