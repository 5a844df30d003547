//! Every component on one page, drawn by the views that draw it in the program, with the records of
//! the demonstration on a fixed day. A component that changes changes here.

use axum::Router;
use axum::extract::Query;
use axum::http::StatusCode;
use axum::routing::get;
use maud::{Markup, html};
use ryokai::app::App;
use ryokai::intake::import::{ImportFile, read};
use ryokai::method::insight::Thresholds;
use ryokai::method::landing::Landing;
use ryokai::method::network::{Network, Owner};
use ryokai::method::pillar::Pillar;
use ryokai::method::staircase::Staircase;
use ryokai::method::{ClientFile, Day, Done, Id, Lang, Moment, Stage, Standing, Terms};
use ryokai::method::{Verdict, ViolationKind};
use ryokai::picture::{landing, lanes, pillars, rings, staircase, want_need};
use ryokai::store::void::{Deed, Look};
use ryokai::views::form::{self, Faults, Field};
use ryokai::views::layout::{self, Frame};
use ryokai::views::refusal::Refusal;
use ryokai::views::told::{self, Told};
use ryokai::views::void::Notice;
use ryokai::views::{insight, job, quote, search, standing};
use ryokai::words::{KnownNames, Words};

/// Where the page stands.
pub const STYLE_GUIDE: &str = "/styleguide";

const DEMONSTRATION: &str = include_str!("../../tests/data/demo_sessions.json");

pub fn routes() -> Router<App> {
    Router::new().route(STYLE_GUIDE, get(show))
}

/// The language that a browser may ask for.
#[derive(serde::Deserialize)]
struct Asked {
    lang: Option<String>,
}

async fn show(Query(asked): Query<Asked>) -> Result<Markup, StatusCode> {
    let lang = if asked.lang.as_deref() == Some("en") { Lang::En } else { Lang::Ja };
    let broken = StatusCode::INTERNAL_SERVER_ERROR;
    let story = read(DEMONSTRATION).map_err(|_| broken)?;
    let case = Case::of(&story, lang).ok_or(broken)?;
    let notice = case.notice();
    let frame = Frame {
        words: case.words,
        member: "Sakura",
        csrf: "none",
        here: None,
        notice: Some(&notice),
        told: &[Told::Saved],
        about: None,
    };
    Ok(layout::page(&frame, "Style guide", case.page(&frame)))
}

/// What the components are drawn with: a client, everybody of their consultant, and a day.
struct Case {
    words: &'static Words,
    client: ClientFile,
    /// A client who was told something, and how it landed.
    landed: ClientFile,
    people: Vec<ClientFile>,
    pillars: Vec<Pillar>,
    consultant: Id,
    at: Day,
    moment: Moment,
}

impl Case {
    fn of(story: &ImportFile, lang: Lang) -> Option<Case> {
        let (client, landed, consultant) = match lang {
            Lang::Ja => ("c1", "c2", "k1"),
            Lang::En => ("c5", "c4", "k2"),
        };
        let files: Vec<ClientFile> = story.files().into_iter().map(|(_, file)| file).collect();
        let one = |id: &str| files.iter().find(|file| file.person.id.as_str() == id).cloned();
        let own = |of: Option<&Id>| of.is_some_and(|id| id.as_str() == consultant);
        let moment: Moment = "2025-12-31T09:00:00".parse().ok()?;
        Some(Case {
            words: Words::of(lang),
            client: one(client)?,
            landed: one(landed)?,
            people: files.iter().filter(|f| own(f.person.consultant.as_ref())).cloned().collect(),
            pillars: story.pillars.iter().filter(|p| own(Some(&p.consultant))).cloned().collect(),
            consultant: consultant.parse().ok()?,
            at: moment.date(),
            moment,
        })
    }

    /// The bar of undoing, for a draft that was thrown away.
    fn notice(&self) -> Notice {
        let done = Done::Discarded(Id::fresh());
        let look = Look { done, deed: Deed::Discarded, at: self.moment, own: true, undone: false };
        Notice { look, here: STYLE_GUIDE.to_owned() }
    }

    fn page(&self, frame: &Frame<'_>) -> Markup {
        html! {
            header.head {
                p.kick { (other(self.words.lang())) }
                h1 { "Style guide" }
                p.sub lang="en" {
                    "Each part as the views draw it, at the width and in the mode of the window."
                }
            }
            (part("Type", type_scale()))
            (part("Their words, and ours", self.words_of_theirs()))
            (part("What one can press", pressed()))
            (part("Fields", fields()))
            (part("Fields with faults", with_faults(self.words)))
            (part("Refusals", refusals(self.words)))
            (part("Where one stands", self.standing()))
            (part("Insights", self.insights()))
            (part("Work that goes on", work(frame)))
            (part("What was done", told::sentences(&[Told::Saved, Told::Parted], None, self.words)))
            (part("Search", search::field("", false, self.words)))
            (pictures(self))
        }
    }

    fn words_of_theirs(&self) -> Markup {
        html! {
            @for said in self.client.quotes.iter().take(2) {
                (quote::block(said, &self.client, "", self.words))
            }
            @if let Some(said) = self.client.quotes.last() {
                div.said.big lang=(said.lang.tag()) { (quote::inline(said, self.words)) }
            }
            p.guess lang="en" {
                b { "Guess" }
                "A guess is dashed and named."
            }
            p.strain lang="en" { "A strain is hatched and named." }
        }
    }

    fn standing(&self) -> Markup {
        let (file, words) = (&self.client, self.words);
        let now = Standing::of(file, self.at, &Terms::default());
        html! {
            p.stage { (standing::stage(&now, words)) }
            p { (standing::meaning(now.stage, words)) }
            @for over in standing::overlays(&now, words) {
                p.state { (over) }
            }
            (standing::proof(&now, file, words))
            @for lapse in standing::lapses(&now, words) {
                p { (lapse) }
            }
            (standing::closeness(&now, words))
            ul.rows {
                @for promise in file.promises.iter().take(3) {
                    li { (standing::promise(promise, words)) }
                }
            }
            dl.terms {
                @for stage in Stage::ALL {
                    dt { (words.label("stage", &stage.to_string())) }
                    dd { (standing::meaning(stage, words)) }
                }
            }
        }
    }

    fn insights(&self) -> Markup {
        let verdict = Verdict::of(&self.client, self.at, &Thresholds::default());
        let cast = KnownNames { people: &[&self.client.person], pillars: &self.pillars };
        html! {
            ul.rows {
                @for found in verdict.insights().into_iter().take(4) {
                    li { (insight::sentence(found, cast, self.words)) }
                }
            }
        }
    }
}

/// The same page in the other language.
fn other(lang: Lang) -> Markup {
    let there = if lang == Lang::Ja { Lang::En } else { Lang::Ja };
    html! {
        a href=(format!("{STYLE_GUIDE}?lang={}", there.tag())) hreflang=(there.tag()) {
            (Words::of(there).label("lang", &there))
        }
    }
}

fn part(name: &str, content: Markup) -> Markup {
    html! {
        section.sec {
            h2 lang="en" { (name) }
            div.body { (content) }
        }
    }
}

fn type_scale() -> Markup {
    html! {
        h3 lang="en" { "A heading of the third order" }
        p lang="en" { "Text, " span.quiet { "quiet text" } ", " small { "small text" } "." }
        p.fine lang="en" { "A fine note below something" }
        p.stage lang="en" { "A stage " span { "since 9 Jul 2025" } }
    }
}

fn pressed() -> Markup {
    html! {
        (form::submit("Save"))
        p.acts lang="en" {
            a.act href="#main" { "An act" }
            a.act href="#main" { "Another act" }
            button.plain type="button" { "A plain button" }
        }
        details lang="en" {
            summary { "What opens in place" }
            p { "Evidence: date, session, quote." }
        }
        p lang="en" {
            "A term "
            a.ask href="#main" aria-label="? A term" { "?" }
        }
    }
}

fn fields() -> Markup {
    let none = Faults::default();
    let options = ["One", "Two"].map(|name| (name.to_lowercase(), name.to_owned()));
    html! {
        div lang="en" {
            (Field::new("text", "A text", "As typed").hint("A hint below it").draw(&none))
            (Field::new("mail", "An address", "").kind("email").draw(&none))
            (Field::new("word", "A password", "").kind("password").draw(&none))
            (form::select("choice", "A choice", &options, "two", &none))
            (form::area("lines", "Several lines", "One\nTwo", &none))
            (form::file("file", "A file", ".csv", "A table of clients", &none))
            fieldset.choices {
                legend { "One of a few" }
                label.choice {
                    input type="radio" name="few" value="a" checked;
                    "This"
                }
                label.choice {
                    input type="radio" name="few" value="b";
                    "That"
                }
            }
        }
    }
}

fn with_faults(words: &Words) -> Markup {
    let mut faults = Faults::default();
    faults.text(words, "name-missing", "");
    faults.add("day-unread", words.t("fault-date-unreadable"));
    html! {
        (faults.summary(words))
        (Field::new("name-missing", &words.t("person-name"), "").draw(&faults))
        (Field::new("day-unread", &words.t("log-date"), "Smarch 1").draw(&faults))
    }
}

fn refusals(words: &Words) -> Markup {
    html! {
        (Refusal::Rules(vec![ViolationKind::NotTheirWords]).draw(words))
        (Refusal::Changed.draw(words))
        (Refusal::Busy.draw(words))
    }
}

fn work(frame: &Frame<'_>) -> Markup {
    job::running(frame, STYLE_GUIDE, (12, 40), ("12 / 40", "Stop"))
}

/// The six pictures with their tables.
fn pictures(case: &Case) -> Markup {
    let (file, words) = (&case.client, case.words);
    let stairs = Staircase::of(file, case.at, &Terms::default());
    let landed = Landing::of(&case.landed, case.at);
    let files: Vec<&ClientFile> = case.people.iter().collect();
    let owner = Owner { consultant: &case.consultant, capacity: 15, pillars: &case.pillars };
    let network = Network::of(&files, owner, case.at, &Thresholds::default());
    let (steps, map) =
        (staircase::figure(&stairs, file, words), want_need::figure(file, case.at, words));
    html! {
        (picture("P1", steps, staircase::table(&stairs, file, words)))
        (picture("P2", map, want_need::table(file, case.at, words)))
        (picture("P3", rings::figure(&network, words), rings::table(&network, words)))
        (picture("P4", pillars::figure(&network, words), pillars::table(&network, words)))
        (
            picture(
                "P5",
                landing::figure(&landed, &case.landed, words),
                landing::table(&landed, &case.landed, words),
            )
        )
        (picture("P6", lanes::figure(&network, words), lanes::table(&network, words)))
    }
}

fn picture(name: &str, figure: Markup, table: Markup) -> Markup {
    html! {
        section.sec {
            h2 { (name) }
            (figure)
            div.full { (table) }
        }
    }
}
