//! Every word the program says, in both languages. Texts live in `words/<lang>/*.ftl` (Project
//! Fluent), never in code.

mod dates;
mod insight;
mod lines;
mod money;
mod names;
mod values;

pub use insight::{KnownNames, Piece};

use std::borrow::Cow;
use std::sync::LazyLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use serde::Serialize;

use crate::method::field::Shape;
use crate::method::session::SessionField;
use crate::method::{Lang, Session, Text, code, from_code};

static JA: LazyLock<Words> = LazyLock::new(|| Words::load(Lang::Ja));
static EN: LazyLock<Words> = LazyLock::new(|| Words::load(Lang::En));

/// The message files; one per part of the house, the same in both languages.
#[derive(rust_embed::RustEmbed)]
#[folder = "src/words"]
#[include = "*.ftl"]
struct Files;

/// The texts of one language.
pub struct Words {
    lang: Lang,
    bundle: FluentBundle<FluentResource>,
    dates: dates::Dates,
}

/// An argument of a message: a text or a number (numbers choose plurals).
pub type Arg<'a> = FluentValue<'a>;

impl Words {
    /// The texts of a language.
    pub fn of(lang: Lang) -> &'static Words {
        match lang {
            Lang::Ja => &JA,
            Lang::En => &EN,
        }
    }

    fn load(lang: Lang) -> Words {
        let tag = match lang {
            Lang::Ja => unic_langid::langid!("ja-JP"),
            Lang::En => unic_langid::langid!("en-GB"),
        };
        let mut bundle = FluentBundle::new_concurrent(vec![tag]);
        // Isolation marks would travel into exported documents.
        bundle.set_use_isolating(false);
        for path in Files::iter().filter(|p| p.starts_with(lang.tag())) {
            let Some(file) = Files::get(&path) else { continue };
            let source = String::from_utf8_lossy(&file.data).into_owned();
            // A broken file is caught by the tests; what could be read of it is used.
            let resource = FluentResource::try_new(source).unwrap_or_else(|(partial, _)| partial);
            bundle.add_resource_overriding(resource);
        }
        Words { lang, bundle, dates: dates::Dates::of(lang) }
    }

    pub fn lang(&self) -> Lang {
        self.lang
    }

    /// The text of a message without arguments.
    pub fn t(&self, key: &str) -> String {
        self.say(key, &[])
    }

    /// The text of a message with its arguments, for instance `say("session-count", &[("n",
    /// 3.into())])`.
    pub fn say(&self, key: &str, args: &[(&str, Arg<'_>)]) -> String {
        let Some(pattern) = self.bundle.get_message(key).and_then(|m| m.value()) else {
            tracing::error!(key, lang = self.lang.tag(), "no such message");
            return key.to_owned();
        };
        let args: FluentArgs<'_> =
            args.iter().map(|(name, value)| (*name, value.clone())).collect();
        self.bundle.format_pattern(pattern, Some(&args), &mut Vec::new()).into_owned()
    }

    /// True if the language has this message.
    pub fn has(&self, key: &str) -> bool {
        self.bundle.has_message(key)
    }

    /// The label of a value: `label("want-state", &WantState::Open)` is the message
    /// `want-state-open`.
    pub fn label(&self, family: &str, value: &impl Serialize) -> String {
        self.t(&label_key(family, value))
    }

    /// Tells what a session says in one of its fields, as people write it; none where it says
    /// nothing.
    pub fn field(&self, field: SessionField, session: &Session) -> Option<String> {
        let value = field.of(session)?;
        Some(match field.declared().shape {
            Shape::Choice(family) => self.label(family, &value),
            Shape::DayBefore | Shape::DayAfter => {
                from_code(&value).map_or(value, |day| self.day(day))
            }
            Shape::Text | Shape::Notes => value,
        })
    }

    /// A text in the quotation marks of the language it was said in. For the client's own words
    /// alone.
    pub fn quoted(text: &str, lang: Lang) -> String {
        match lang {
            Lang::Ja => format!("「{text}」"),
            Lang::En => format!("“{text}”"),
        }
    }
}

/// The message key of a value's label.
pub fn label_key(family: &str, value: &impl Serialize) -> String {
    format!("{family}-{}", code(value).replace('_', "-"))
}

/// A text as a message argument.
pub fn arg<'a>(text: impl Into<Cow<'a, str>>) -> Arg<'a> {
    FluentValue::String(text.into())
}

/// A recorded text as a message argument.
pub fn text_arg(text: &Text) -> Arg<'_> {
    arg(text.as_str())
}
