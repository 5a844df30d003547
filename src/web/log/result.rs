//! The result of saving: what changed on the staircase, the missing piece, and what is asked.

use maud::Markup;

use crate::error::Error;
use crate::method::{ClientFile, Id, Standing};
use crate::paths;
use crate::store;
use crate::views::layout::Place;
use crate::views::log_result::{Outcome, body};
use crate::views::question::{Asked, Back};
use crate::web::extract::{Address, MemberContext};
use crate::web::question;

pub(super) async fn page(
    context: MemberContext,
    Address((person, session)): Address<(Id, Id)>,
) -> Result<Markup, Error> {
    show(&context, person, session, None).await
}

/// The result; with an answer that was not taken, and why.
pub(super) async fn show(
    context: &MemberContext,
    person: Id,
    session: Id,
    refused: Option<(String, String)>,
) -> Result<Markup, Error> {
    let (id, today) = (person.clone(), context.today);
    let (file, terms, verdict, states, alone) = context
        .read(move |conn, viewer| {
            let loaded = store::file::load(conn, viewer, &id)?;
            let verdict = store::verdict::of(conn, viewer, &loaded, today)?;
            let done = store::insight::of_people(conn, viewer, std::slice::from_ref(&id))?;
            let states = store::insight::aside(&done, Some(&id), &id);
            let alone = store::person::lately(conn, viewer, 2)?.len() == 1;
            let terms = store::setting::terms(conn, &viewer.practice)?;
            Ok((loaded.file, terms, verdict, states, alone))
        })
        .await?;
    let saved = file.session(&session).ok_or(Error::NotFound)?;
    let (questions, key) = (file.questions(&session, &terms), Id::fresh().to_string());
    let asked = Asked {
        file: &file,
        session: saved,
        questions: &questions,
        csrf: &context.csrf,
        key: &key,
        back: Back::Result,
        refused: refused.as_ref().map(|(typed, why)| (typed.as_str(), why.as_str())),
        reader: question::reader(context),
        words: context.words,
    };
    let (before, back) = (without(&file, &session), paths::session_result(&person, &session));
    let outcome = Outcome {
        words: context.words,
        file: &file,
        session: saved,
        asked,
        first: alone && file.sessions.len() == 1,
        before: Standing::of(&before, saved.on, &terms),
        after: Standing::of(&file, saved.on, &terms),
        now: Standing::of(&file, context.today, &terms),
        panel: context.panel(&file.person, &verdict, &states, &back),
    };
    Ok(context.page(Place::Log, &context.words.t("log-result-title"), body(&outcome)))
}

/// The file as it stood before this session was written down.
fn without(file: &ClientFile, session: &Id) -> ClientFile {
    let records: Vec<_> =
        file.to_records().into_iter().filter(|r| r.session.as_ref() != Some(session)).collect();
    ClientFile::from_records(file.person.clone(), &records).0
}
