//! The sponsor's copy on paper: how many sessions there were, and which goals are agreed on.
//! Nothing else stands there.

use super::phrase::Phrase;
use super::{Block, Document, Head, Item, Line, Section, Span};
use crate::method::Lang;
use crate::method::disclosure::{Profile, SponsorCopy};
use crate::words::{Words, arg};

pub(super) fn document(copy: &SponsorCopy, words: &Words) -> Document {
    let phrase = Phrase::about(words, std::iter::empty());
    let made_on = copy.edition.as_of;
    let own = match words.lang() {
        Lang::Ja => copy.names.ja.get(),
        Lang::En => copy.names.en.get(),
    };
    let client = words.on_document(own.as_ref().unwrap_or(copy.names.any.get()).as_str());
    let line = |key: &str, text: String| Line { label: phrase.t(key), text };
    let made = [words.day(made_on), copy.issuer.consultant.clone()];
    let reader = words.say("name-on-document", &[("name", arg(copy.reader.as_str()))]);
    let mut facts = vec![
        line("sponsor-for", reader),
        line("sponsor-client", client.clone()),
        line("summary-made-on", phrase.list(&made)),
    ];
    facts.extend(copy.edition.first_day().map(|from| {
        let args =
            [("from", arg(words.day(from))), ("to", arg(words.day(copy.edition.last_day())))];
        line("summary-period", phrase.say("sponsor-span", &args))
    }));
    facts.extend(copy.edition.revised_on.map(|on| {
        line("summary-revised", phrase.with("summary-revised-on", "day", &words.day(on)))
    }));
    let sections = [
        Section::of("attendance", &phrase.t("sponsor-attendance"), attendance(copy, &phrase)),
        Section::of("goals", &phrase.t("sponsor-goals"), goals(copy, &phrase)),
        Section::of(
            "about",
            &phrase.t("summary-about"),
            vec![fine(phrase.with("sponsor-about", "name", &client))],
        ),
    ];
    Document {
        profile: Profile::Sponsor,
        lang: words.lang(),
        title: phrase.t("sponsor-title"),
        name: phrase.with("sponsor-name", "name", &client),
        made_on: Some(made_on),
        made: phrase.with("summary-made", "day", &words.date(made_on)),
        head: Head::on(&copy.issuer.letterhead),
        facts,
        sections: sections.into_iter().flatten().collect(),
    }
}

fn attendance(copy: &SponsorCopy, phrase: &Phrase<'_>) -> Vec<Block> {
    let held = copy.attended.map(|n| phrase.say("sponsor-held", &[("n", n.into())]));
    held.map(|text| Block::Paragraph { text, fine: false }).into_iter().collect()
}

/// The goals; that there is none yet is said, since an empty page would read as if something were
/// kept back.
fn goals(copy: &SponsorCopy, phrase: &Phrase<'_>) -> Vec<Block> {
    match copy.goals.as_deref() {
        None => Vec::new(),
        Some([]) => vec![Block::Paragraph { text: phrase.t("sponsor-no-goal"), fine: false }],
        Some(goals) => {
            let item = |goal: &_| {
                let goal: &crate::method::disclosure::Disclosed<crate::method::Text> = goal;
                Item { text: Some(Span::text(goal.get())), ..Item::default() }.block()
            };
            goals.iter().map(item).collect()
        }
    }
}

fn fine(text: String) -> Block {
    Block::Paragraph { text, fine: true }
}
