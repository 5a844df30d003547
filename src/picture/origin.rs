//! Tells how somebody came, as a shape: to us ●, we went ▲, introduced ■, not recorded ◆ (method §5
//! P3, P6).

use maud::{Markup, html};

use super::text_metrics::n;
use crate::method::person::OriginDirection;
use crate::words::Words;

/// Every shape there is, in the order of the key.
pub const ALL: [Option<OriginDirection>; 4] = [
    Some(OriginDirection::CameToUs),
    Some(OriginDirection::WeWent),
    Some(OriginDirection::Introduced),
    None,
];

/// The shape at a place, `r` being half its size.
pub fn sign(
    origin: Option<OriginDirection>,
    (x, y): (f64, f64),
    r: f64,
    class: &str,
    stroke: &str,
) -> Markup {
    match origin {
        Some(OriginDirection::CameToUs) => {
            html! {
                circle cx=(n(x)) cy=(n(y)) r=(n(r)) class=(class) stroke-width=(stroke) {}
            }
        }
        Some(OriginDirection::WeWent) => {
            let r = r * 1.15;
            let d = format!(
                "M{} {}L{} {foot}H{}Z",
                n(x),
                n(y - r),
                n(x + r),
                n(x - r),
                foot = n(y + r * 0.75)
            );
            html! {
                path d=(d) class=(class) stroke-width=(stroke) {}
            }
        }
        Some(OriginDirection::Introduced) => {
            let r = r * 0.9;
            html! {
                rect
                    x=(n(x - r))
                    y=(n(y - r))
                    width=(n(2.0 * r))
                    height=(n(2.0 * r))
                    class=(class)
                    stroke-width=(stroke) {}
            }
        }
        None => {
            let r = r * 1.15;
            let d = format!(
                "M{x} {}L{} {y}L{x} {}L{} {y}Z",
                n(y - r),
                n(x + r),
                n(y + r),
                n(x - r),
                x = n(x),
                y = n(y)
            );
            html! {
                path d=(d) class=(class) stroke-width=(stroke) {}
            }
        }
    }
}

/// Tells how they came, in a word.
pub fn label(origin: Option<OriginDirection>, words: &Words) -> String {
    origin.map_or_else(
        || words.t("network-origin-unknown"),
        |direction| words.label("origin", &direction),
    )
}

/// The shapes as entries of a key.
pub fn key(words: &Words) -> Markup {
    html! {
        @for origin in ALL {
            li {
                svg viewBox="0 0 16 16" { (sign(origin, (8.0, 8.0), 5.5, "pp l-ink", "1.5")) }
                (label(origin, words))
            }
        }
    }
}
