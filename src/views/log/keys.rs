//! The keys of the log page, shown on `?`.

use maud::{Markup, html};

use super::LogPage;

/// Each part of the map: its head, and its keys with what they do.
const MAP: [(&str, &[(&str, &str)]); 5] = [
    (
        "keys-writing",
        &[
            ("Enter", "keys-enter"),
            ("Shift Enter", "keys-break"),
            ("Esc", "keys-esc"),
            ("Tab", "keys-tab"),
            ("Ctrl Enter", "keys-save"),
        ],
    ),
    (
        "keys-begin",
        &[
            ("q:", "line-kind-said"),
            ("t:", "line-kind-topic"),
            ("s:", "line-kind-told"),
            ("m:", "line-kind-held"),
            ("p:", "line-kind-theirs"),
            ("o:", "line-kind-ours"),
            ("x:", "line-kind-sign"),
            ("-:", "line-kind-note"),
            ("next:", "log-next"),
        ],
    ),
    (
        "keys-line",
        &[
            ("↑ ↓", "keys-walk"),
            ("w n", "keys-marks"),
            ("a b", "keys-agreements"),
            ("r x", "keys-how"),
            ("1–4", "keys-permission"),
            ("e", "keys-evidence"),
            ("d c", "keys-promise"),
            ("Alt ↑ ↓", "keys-move"),
            ("Backspace", "keys-remove"),
            ("Enter", "keys-back"),
        ],
    ),
    ("keys-text", &[("@", "keys-date"), ("~", "keys-gist")]),
    ("keys-anywhere", &[("z", "keys-undo"), ("?", "keys-map")]),
];

pub(super) fn map(page: &LogPage<'_>) -> Markup {
    html! {
        dialog #keys.map aria-labelledby="keys-head" {
            h2 #keys-head { (page.t("keys-title")) }
            div.grid {
                @for (head, keys) in MAP {
                    section {
                        h3 { (page.t(head)) }
                        dl {
                            @for (key, means) in keys {
                                dt { @for one in key.split(' ') { kbd.k { (one) } " " } }
                                dd { (page.t(means)) }
                            }
                        }
                    }
                }
            }
            form method="dialog" { button.act.plain { (page.t("keys-close")) } }
        }
    }
}
