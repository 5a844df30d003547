//! The letter, the colour and the pattern of each pillar: always all three, never colour alone
//! (method §5).

use maud::{Markup, html};

/// Okabe and Ito's colours in the order of the pillars; a seventh pillar begins anew.
const COLOURS: [&str; 6] = ["c-blue", "c-orange", "c-green", "c-purple", "c-sky", "c-vermillion"];

/// The class that fills with the pillar's colour; paper for people without a pillar.
pub fn class(place: Option<usize>) -> &'static str {
    place.map_or("pp", |i| COLOURS[i % COLOURS.len()])
}

/// The letter of the pillar at a place, counted from 0.
pub fn letter(place: usize) -> String {
    let letter = u8::try_from(place).ok().filter(|i| *i < 26).map(|i| char::from(b'A' + i));
    letter.map_or_else(|| (place + 1).to_string(), String::from)
}

/// Tells what a shape is filled with: the pillar's pattern in the drawing of this suffix.
pub fn fill(place: usize, suffix: &str) -> String {
    format!("url(#dye{place}{suffix})")
}

/// The patterns of the first `n` pillars: plain, diagonal, dots, cross, horizontal, vertical.
pub fn patterns(n: usize, suffix: &str) -> Markup {
    html! {
        defs {
            @for i in 0..n {
                pattern
                    id=(format!("dye{i}{suffix}"))
                    width="8"
                    height="8"
                    patternUnits="userSpaceOnUse"
                {
                    rect width="8" height="8" class=(class(Some(i))) {}
                    @match i % COLOURS.len() {
                        0 => {}
                        1 => path
                            d="M-2 2L2 -2M0 8L8 0M6 10L10 6"
                            class="no l-black"
                            stroke-width="1.2" {},
                        2 => circle cx="4" cy="4" r="1.5" class="black" {},
                        3 => path d="M0 0L8 8M8 0L0 8" class="no l-black" {},
                        4 => path d="M0 4H8" class="no l-black" stroke-width="1.4" {},
                        _ => path d="M4 0V8" class="no l-black" stroke-width="1.4" {},
                    }
                }
            }
        }
    }
}
