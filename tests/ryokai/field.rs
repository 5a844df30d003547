//! The declared fields of a session, by every way in and out: what is declared once is asked for,
//! kept, printed, corrected and told everywhere.

use ryokai::method::class::class_of;
use ryokai::method::field::{Line, Shape};
use ryokai::method::session::SessionField;
use ryokai::method::{Id, Lang, Session, code};
use ryokai::words::Words;

use crate::account::{entry, exported};
use crate::app::Browser;
use crate::correct::{begun, log, opened, save, to};
use crate::demo::day;
use crate::export::hand_over_by;

/// A value for each kind of field, and another one.
fn values(field: SessionField) -> [String; 2] {
    let form = field.declared().form;
    match field.declared().shape {
        Shape::Text | Shape::Notes => [format!("canary {form}"), format!("corrected {form}")],
        Shape::DayBefore => ["2026-01-07".into(), "2026-01-08".into()],
        Shape::DayAfter => ["2026-02-03".into(), "2026-02-04".into()],
        Shape::Choice("mode") => ["phone".into(), "visit".into()],
        Shape::Choice("initiator") => ["us".into(), "them".into()],
        Shape::Choice("closing") => ["courtesy".into(), "none".into()],
        Shape::Choice(_) => ["partly".into(), "no".into()],
    }
}

fn typed(which: usize) -> Vec<(&'static str, String)> {
    SessionField::ALL.iter().map(|f| (f.declared().form, values(*f)[which].clone())).collect()
}

/// The text that each field shows on pages.
fn shown(which: usize, lang: Lang) -> Vec<(SessionField, String)> {
    let mut session = Session::new(Id::fresh(), day("2026-01-09"));
    for field in SessionField::ALL {
        assert!(field.set(&mut session, &values(*field)[which]), "{field:?}");
    }
    let words = Words::of(lang);
    let said = |field: &SessionField| (*field, words.field(*field, &session).expect("a value"));
    SessionField::ALL.iter().map(said).collect()
}

async fn page_of(browser: &Browser, client: &Id, session: &str, rest: &str) -> String {
    let page = browser.get(&format!("/clients/{client}/sessions/{session}{rest}")).await;
    assert_eq!(page.status, 200, "{}", page.body);
    page.body
}

#[tokio::test(flavor = "multi_thread")]
async fn every_declared_field_goes_in_and_comes_out_everywhere() {
    let (app, browser, _, client) = begun().await;
    let fields = typed(0);
    let mut form: Vec<(&str, &str)> = fields.iter().map(|(n, v)| (*n, v.as_str())).collect();
    form.extend([("on", "2026-01-09"), ("minutes", "60")]);
    let session = log(&browser, &client, "k1", &form).await;

    let (page, lines) = (
        page_of(&browser, &client, &session, "").await,
        page_of(&browser, &client, &session, "/shorthand").await,
    );
    let choice = [("profile", "file"), ("lang", "ja")];
    let own = hand_over_by(&browser, &format!("/clients/{client}/summary"), &choice, "md").await;
    for (field, value) in shown(0, Lang::Ja) {
        assert!(page.contains(&value), "the page of the session lacks {field:?}: {page}");
        if let Line::Own { ja, .. } = field.declared().line {
            assert!(lines.contains(&format!("{ja}: ")), "the shorthand lacks {field:?}: {lines}");
        }
        if field.declared().shape.is_text() {
            assert!(
                own.body.contains(&value),
                "the consultant's file lacks {field:?}: {}",
                own.body
            );
        }
    }
    let reopened = opened(&browser, &client, &session).await;
    for (name, value) in &fields {
        let is = reopened.iter().find(|(n, _)| n == name).map(|(_, v)| v.as_str());
        assert_eq!(is, Some(value.as_str()), "{name} is opened again as it was");
    }

    let others = typed(1);
    let changes: Vec<(&str, &str)> = others.iter().map(|(n, v)| (*n, v.as_str())).collect();
    let saved = save(&browser, &reopened, &changes).await;
    assert!(to(&saved).contains("?done="), "{}", to(&saved));
    let page = page_of(&browser, &client, &session, "").await.replace(" lang=\"en\"", "");
    for ((field, was), (_, now)) in shown(0, Lang::Ja).into_iter().zip(shown(1, Lang::Ja)) {
        let label = Words::of(Lang::Ja).t(field.declared().label);
        let told =
            format!("<p class=\"state\">{label}</p><p><del>{was}</del> <ins>{now}</ins></p>");
        assert!(page.contains(&told), "the changes lack {field:?}: {told}\n{page}");
    }

    let sheet = entry(&exported(&app.db), "lists/sessions.csv");
    let (heads, cells) = sheet.split_once("\r\n").expect("a heading and a line");
    for field in SessionField::ALL {
        let Some(column) = field.declared().column else { continue };
        let head = Words::of(Lang::En).label("sheet", &column);
        assert!(heads.split(',').any(|h| h == head), "{field:?}: {heads}");
        if field.declared().shape.is_text() {
            assert!(cells.contains(&values(*field)[1]), "{field:?}: {cells}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_declared_field_is_taken_from_a_line() {
    for lang in [Lang::Ja, Lang::En] {
        let (_app, browser, _, client) = begun().await;
        let line = |field: &SessionField| match field.declared().line {
            Line::Own { ja, en, .. } => {
                let word = if lang == Lang::Ja { ja } else { en };
                Some(format!("{word}: {}", values(*field)[0]))
            }
            Line::Tag(_) => None,
        };
        let short: Vec<String> = SessionField::ALL.iter().filter_map(line).collect();
        let short = short.join("\n");
        let form = [("on", "2026-01-09"), ("minutes", "60"), ("short", short.as_str())];
        let session = log(&browser, &client, "k1", &form).await;
        let page = page_of(&browser, &client, &session, "").await;
        for (field, value) in shown(0, Lang::Ja) {
            if matches!(field.declared().line, Line::Own { .. }) {
                assert!(page.contains(&value), "{field:?}: {page}");
            }
        }
    }
}

#[test]
fn every_declared_field_says_what_it_is() {
    for field in SessionField::ALL {
        let declared = field.declared();
        let class = class_of(&Session::FIELDS, field.name());
        assert_eq!(class, Some(field.class()), "the class is that of the noun");
        let mut keys = vec![declared.label.to_owned()];
        keys.extend(declared.column.map(|column| format!("sheet-{column}")));
        if let Line::Own { key, .. } = declared.line {
            keys.push(key.to_owned());
        }
        if declared.shape.is_text() {
            keys.push(format!("left-out-{}", code(field).replace('_', "-")));
        }
        for lang in [Lang::Ja, Lang::En] {
            keys.iter().for_each(|key| assert!(Words::of(lang).has(key), "{lang:?} lacks {key}"));
        }
    }
}

#[test]
fn no_words_outlive_the_name() {
    let mut session = Session::new(Id::fresh(), day("2026-01-09"));
    for field in SessionField::ALL {
        field.set(&mut session, &values(*field)[0]);
    }
    let bare = session.bare();
    for field in SessionField::ALL {
        let declared = field.declared();
        assert!(!(declared.outlives && declared.shape.is_text()), "{field:?} holds words");
        let kept = if declared.outlives { field.of(&session) } else { None };
        assert_eq!(field.of(&bare), kept, "{field:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_to_begin_with_stands_in_the_summary_and_before_the_next_session() {
    let (_app, browser, _, client) = begun().await;
    let agenda = [("on", "2026-01-05"), ("minutes", "60"), ("next-agenda", "値上げの話から")];
    log(&browser, &client, "k1", &agenda).await;

    let summary = format!("/clients/{client}/summary");
    let sheet = hand_over_by(&browser, &summary, &[("profile", "client"), ("lang", "ja")], "md");
    let sheet = sheet.await.body;
    let next = sheet.split("## 次回").nth(1).unwrap_or_default();
    let next = next.split("## ").next().unwrap_or_default();
    assert!(next.contains("値上げの話から"), "{sheet}");

    let brief = format!("/clients/{client}/brief");
    let first = |page: &str| page.split("<section").nth(1).unwrap_or_default().to_owned();
    let page = browser.get(&brief).await.body;
    assert!(first(&page).contains("次回に話すこと"), "{page}");
    assert!(first(&page).contains("値上げの話から"), "{page}");
    let form = format!("/log?client={client}");
    assert!(browser.settled(&form).await.has("次回に話すこと：値上げの話から"), "on the log page");

    // A meeting that fell through leaves it standing, and one that was held takes its place.
    let id = client.to_string();
    let off = [("key", "k2"), ("act", "save"), ("client", id.as_str()), ("status", "no_show")];
    let off = [&off[..], &[("on", "2026-01-08")]].concat();
    assert_eq!(browser.send("/log", &off).await.status, 303);
    assert!(browser.get(&brief).await.has("値上げの話から"));
    log(&browser, &client, "k3", &[("on", "2026-01-09"), ("minutes", "60")]).await;
    let page = browser.get(&brief).await;
    assert!(!page.has("次回に話すこと"), "{}", page.body);
    let sheet = hand_over_by(&browser, &summary, &[("profile", "client"), ("lang", "ja")], "md");
    assert!(!sheet.await.has("値上げの話から"));
}
