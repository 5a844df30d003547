//! Finding what was written: the page, and the part of it that follows what is typed.

use axum::Router;
use axum::extract::Query;
use axum::routing::get;
use maud::Markup;
use serde::Deserialize;

use crate::app::App;
use crate::error::Error;
use crate::intake::form::Fields;
use crate::method::search::{SearchGroup, SearchQuery};
use crate::method::{Day, Id, Viewer, from_code, moment};
use crate::paths;
use crate::store::search::{Search, Whose, Within};
use crate::store::{self, Answer, Conn};
use crate::views::layout::Place;
use crate::views::search::{self as view, Asked, Found, OfDraft, OfPerson, Page, Period};
use crate::web::extract::MemberContext;

/// People on one page, and texts of each of them; texts of one person alone.
const PEOPLE: usize = 10;
const OF_EACH: usize = 5;
const OF_ONE: usize = 50;
/// People whom the filter names.
const NAMED: usize = 6;

pub fn routes() -> Router<App> {
    Router::new().route(paths::SEARCH, get(show))
}

/// The question as it stands in the address.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Wish {
    q: String,
    kind: String,
    client: String,
    when: String,
    from: String,
    to: String,
    whose: String,
    page: String,
    /// `results` for the part that follows what is typed.
    part: String,
}

async fn show(context: MemberContext, Query(wish): Query<Wish>) -> Result<Markup, Error> {
    let named = |name: String, of: &[&str]| Some(name).filter(|name| of.contains(&name.as_str()));
    let name = named(wish.when, &Period::NAMES).unwrap_or_default();
    let own = name == "days";
    let kept = |typed: String| if own { typed.trim().to_owned() } else { String::new() };
    let asked = Asked {
        typed: wish.q,
        group: from_code::<SearchGroup>(&wish.kind),
        client: wish.client.parse().ok(),
        whose: named(wish.whose, &["own", "shared"]).unwrap_or_default(),
        page: wish.page.parse().unwrap_or(0).min(100_000),
        period: Period { name, from: kept(wish.from), to: kept(wish.to) },
    };
    let mut unread = Vec::new();
    let mut read = |field: &'static str, typed: &str| {
        let day = context.day_back(typed);
        if day.is_none() && !typed.is_empty() {
            unread.push(field);
        }
        day
    };
    let (from, to) = (read("from", &asked.period.from), read("to", &asked.period.to));
    let within = Within {
        whose: match asked.whose.as_str() {
            "own" => Whose::Own,
            "shared" => Whose::Shared,
            _ => Whose::All,
        },
        from: from.or_else(|| asked.period.begins(context.today)),
        to,
    };
    let query = SearchQuery::of(&asked.typed);
    let (viewer, sought) = (context.viewer.clone(), (asked.clone(), query.clone()));
    let (found, waiting, anybody) = context
        .app
        .db
        .read(move |conn| {
            let waiting = store::search::waiting(conn, &viewer)?;
            let (asked, query) = &sought;
            let found = (!query.is_empty()).then(|| find(conn, &viewer, (asked, query), &within));
            let anybody = store::person::any(conn, &viewer)?;
            Ok((found.transpose()?, waiting, anybody))
        })
        .await?;
    let words = context.words;
    let page = Page { asked: &asked, query: &query, found, unread, waiting, anybody, words };
    if wish.part == "results" {
        return Ok(view::results(&page));
    }
    Ok(context.page(Place::Search, &words.t("search-title"), view::page(&page)))
}

fn find(
    conn: &mut Conn,
    viewer: &Viewer,
    (asked, query): (&Asked, &SearchQuery),
    within: &Within,
) -> Answer<Found> {
    let search = Search::of(conn, viewer, query, within)?;
    let counts = search.counts(conn)?;
    let group = asked.group;
    let all = counts.people(group);
    let page = usize::try_from(asked.page).unwrap_or(0);
    let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    let total = counts.total(group, asked.client.as_ref());
    let chosen =
        all.iter().filter(|share| asked.client.as_ref().is_none_or(|id| share.person == *id));
    let one = asked.client.is_some();
    let (skip, most) = if one { (page * OF_ONE, OF_ONE) } else { (0, OF_EACH) };
    let chosen: Vec<_> =
        chosen.skip(if one { 0 } else { page * PEOPLE }).take(PEOPLE).cloned().collect();
    let ids: Vec<Id> = chosen.iter().map(|share| share.person.clone()).collect();
    let texts = search.texts(conn, &ids, group, (skip, most), query.is_one_letter())?;
    let mut named: Vec<Id> = all.iter().take(NAMED).map(|share| share.person.clone()).collect();
    named.extend(asked.client.clone().filter(|id| !named.contains(id)));
    let known: Vec<Id> = ids.iter().chain(&named).cloned().collect();
    let known = store::person::some(conn, viewer, &known)?;
    let person = |id: &Id| known.iter().find(|person| person.id == *id).cloned();
    let mut shown: Vec<OfPerson> = Vec::new();
    for share in &chosen {
        let hits = texts.iter().filter(|(of, _)| *of == share.person).map(|(_, hit)| hit.clone());
        let hits = hits.collect();
        shown.extend(person(&share.person).map(|person| OfPerson { person, n: share.n, hits }));
    }
    let (first, len, of) = if one {
        (skip, texts.len(), total)
    } else {
        (page * PEOPLE, chosen.len(), count(all.len()))
    };
    let people = named.iter().filter_map(|id| Some((person(id)?, counts.total(group, Some(id)))));
    let anywhere = if total == 0 {
        Search::of(conn, viewer, query, &Within::default())?.counts(conn)?.total(None, None)
    } else {
        total
    };
    Ok(Found {
        groups: counts.groups(asked.client.as_ref()),
        people: people.collect(),
        total,
        place: (count(first + 1).min(of), count(first + len), of),
        more: count(first + len) < of,
        shown,
        drafts: drafts(conn, viewer, (asked, query), within)?,
        anywhere,
        shared: store::share::any(conn, viewer)?,
    })
}

/// The viewer's own drafts that hold what is looked for.
fn drafts(
    conn: &mut Conn,
    viewer: &Viewer,
    (asked, query): (&Asked, &SearchQuery),
    within: &Within,
) -> Answer<Vec<OfDraft>> {
    let wanted = matches!(asked.group, None | Some(SearchGroup::Drafts));
    if !wanted || asked.page > 0 || within.whose == Whose::Shared {
        return Ok(Vec::new());
    }
    let mut out = Vec::new();
    let most = u32::try_from(store::draft::MOST).unwrap_or(u32::MAX);
    for (draft, person) in store::draft::begun(conn, viewer, most)? {
        let on: Day = moment::local(draft.updated_at, viewer.tz).date();
        let about = asked.client.is_none() || asked.client == draft.person;
        let then = within.from.is_none_or(|from| on >= from) && within.to.is_none_or(|to| on <= to);
        let Ok(fields) = serde_json::from_str::<Fields>(&draft.body) else { continue };
        let text = fields.texts().collect::<Vec<_>>().join("\n");
        if about && then && query.finds(&text) {
            let name = person.map(|person| person.display_name.to_string());
            let name = name.or_else(|| Some(fields.get("new-name").to_owned()));
            let name = name.filter(|name| !name.is_empty());
            out.push(OfDraft { id: draft.id, name, on: Some(on), text });
        }
    }
    Ok(out)
}
