//! The document model: what stands on the paper, in one language, whatever format it is written in.

mod client;
mod file;
mod phrase;
mod sponsor;
mod supervisor;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use schemars::JsonSchema;
use serde::Serialize;

use crate::method::disclosure::pseudonymiser::Pseudonymised;
use crate::method::disclosure::{ClientCopy, ConsultantFile, Profile, SponsorCopy, SupervisorCopy};
use crate::method::letterhead::{Letterhead, Logo, LogoKind};
use crate::method::{Day, Lang, Text};
use crate::words::Words;

/// The key of the section that holds the log of the file.
pub const LOG: &str = "log";

/// A whole document.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Document {
    pub profile: Profile,
    pub lang: Lang,
    /// The heading on the paper.
    pub title: String,
    /// The name of the document when it lies among others: whose it is, and what.
    pub name: String,
    /// Missing where weeks stand instead of days.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub made_on: Option<Day>,
    /// The day or week in words, as the foot of each page shows it.
    pub made: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub head: Option<Head>,
    pub facts: Vec<Line>,
    /// Sections without content do not stand here.
    pub sections: Vec<Section>,
}

/// The head of the practice: its name, its colour, its logo.
#[derive(Debug, Clone, Default, PartialEq, Serialize, JsonSchema)]
pub struct Head {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub practice: Option<String>,
    /// As `#rrggbb`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub accent: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub logo: Option<Picture>,
}

/// A picture.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Picture {
    pub media_type: &'static str,
    /// The picture itself, in Base64.
    pub base64: String,
    /// Width and height in dots, where it has them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub size: Option<(u32, u32)>,
}

impl Head {
    /// The head of a practice.
    pub fn of(letterhead: &Letterhead) -> Head {
        let picture = |logo: &Logo| Picture {
            media_type: logo.media_type(),
            base64: STANDARD.encode(logo.bytes()),
            size: match logo.kind {
                LogoKind::Png(width, height) => Some((width, height)),
                LogoKind::Svg => None,
            },
        };
        Head {
            practice: letterhead.practice.as_ref().map(Text::to_string),
            accent: letterhead.accent.as_ref().map(ToString::to_string),
            logo: letterhead.logo.as_ref().map(picture),
        }
    }

    /// The head of a document; none where the practice has none.
    fn on(letterhead: &Letterhead) -> Option<Head> {
        (*letterhead != Letterhead::default()).then(|| Head::of(letterhead))
    }
}

impl Picture {
    /// The picture itself; nothing if it cannot be read any more.
    pub fn bytes(&self) -> Vec<u8> {
        STANDARD.decode(&self.base64).unwrap_or_default()
    }
}

/// A label with its text.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Line {
    pub label: String,
    pub text: String,
}

/// One section.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Section {
    /// The same in every language.
    pub key: &'static str,
    pub heading: String,
    /// The heading in the pieces between which it may break; one piece where the language breaks by
    /// itself.
    pub phrases: Vec<String>,
    pub blocks: Vec<Block>,
}

/// One piece of a section.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case", tag = "block")]
pub enum Block {
    /// One thing, with the client's words beside it and what it rests on below it.
    Item(Item),
    /// A guess of ours: framed with dashes, and called a guess.
    Guess {
        label: String,
        item: Item,
    },
    Table(Table),
    /// A drawing beside the tables that hold the same; only formats that can draw show it.
    #[schemars(skip)]
    Picture {
        alt: String,
        svg: String,
    },
    /// A paragraph in ordinary or, for `fine`, small type.
    Paragraph {
        text: String,
        fine: bool,
    },
}

/// One thing said, wanted, told or promised.
#[derive(Debug, Clone, Default, PartialEq, Serialize, JsonSchema)]
pub struct Item {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<Span>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub words: Vec<Span>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
}

/// A text in its own language. For words of the client the marks of that language are part of it.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Span {
    pub lang: Lang,
    pub text: String,
}

/// A table with one row of headings. Every row has as many cells.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Table {
    pub head: Vec<String>,
    pub rows: Vec<Vec<String>>,
    /// Tells where a picture beside it points to its rows: row 1 is `<anchor>1`.
    #[serde(skip)]
    pub anchor: Option<&'static str>,
}

impl Document {
    /// The client's copy, in a language.
    pub fn client(copy: &ClientCopy, words: &Words) -> Document {
        client::document(copy, words)
    }

    /// The consultant's own file, in a language.
    pub fn file(file: &ConsultantFile, words: &Words) -> Document {
        file::document(file, words)
    }

    /// The pseudonymised copy, in a language.
    pub fn supervisor(copy: &SupervisorCopy, words: &Words) -> Document {
        supervisor::document(copy, words)
    }

    /// The sponsor's copy, in a language.
    pub fn sponsor(copy: &SponsorCopy, words: &Words) -> Document {
        sponsor::document(copy, words)
    }

    /// Every text that stands on the paper, with the name of its place: what is before it, or the
    /// heading above it.
    pub fn texts(&self) -> Vec<(&str, &str)> {
        let practice = self.head.iter().filter_map(|head| head.practice.as_deref());
        let mut out: Vec<(&str, &str)> = practice.map(|name| (self.title.as_str(), name)).collect();
        out.extend(self.facts.iter().map(|fact| (fact.label.as_str(), fact.text.as_str())));
        for section in &self.sections {
            let texts = section.blocks.iter().flat_map(Block::texts);
            out.extend(texts.map(|text| (section.heading.as_str(), text)));
        }
        out
    }

    /// The same document as data and plain text hold it: the tables say what the pictures draw.
    pub fn undrawn(&self) -> Document {
        let mut document = self.clone();
        for section in &mut document.sections {
            section.blocks.retain(|block| !matches!(block, Block::Picture { .. }));
        }
        document
    }
}

impl Section {
    /// The section, unless there is nothing in it. Bars in the heading mark where it may break.
    fn of(key: &'static str, heading: &str, blocks: Vec<Block>) -> Option<Section> {
        let phrases: Vec<String> = heading.split('|').map(str::to_owned).collect();
        (!blocks.is_empty()).then(|| Section { key, heading: phrases.concat(), phrases, blocks })
    }
}

impl Span {
    /// A recorded text, in the language it is most likely in.
    fn text(text: &Text) -> Span {
        Span { lang: Lang::of(text.as_str()), text: text.to_string() }
    }

    /// A text behind the veil, in its own language: what was taken out is said in brackets.
    pub fn pseudonymised(pseudonymised: &Pseudonymised) -> Span {
        Span { lang: pseudonymised.lang(), text: supervisor::written(pseudonymised) }
    }

    /// Words of the client, in the marks of their language.
    fn words(text: &Text, lang: Lang) -> Span {
        Span { lang, text: Words::quoted(text.as_str(), lang) }
    }
}

impl Block {
    fn texts(&self) -> Vec<&str> {
        match self {
            Block::Item(item) | Block::Guess { item, .. } => item.texts(),
            Block::Table(table) => {
                table.head.iter().chain(table.rows.iter().flatten()).map(String::as_str).collect()
            }
            // The letters of a drawing stand in it as they are; all its marks are plain ones.
            Block::Picture { svg, .. } => vec![svg],
            Block::Paragraph { text, .. } => vec![text],
        }
    }
}

impl Item {
    fn texts(&self) -> Vec<&str> {
        let spans = self.text.iter().chain(&self.words).map(|span| span.text.as_str());
        spans.chain(self.from.as_deref()).collect()
    }

    fn block(self) -> Block {
        Block::Item(self)
    }
}
