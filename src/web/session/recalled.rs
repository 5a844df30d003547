//! Words of a signed session that were remembered later.

use axum::response::Response;
use serde::Deserialize;

use super::{again, gone_back, open};
use crate::error::Error;
use crate::intake::correction;
use crate::method::void::Run;
use crate::method::{AgreementKind, Done, Id, Text};
use crate::store::{self, StoreError};
use crate::views::session::Typed;
use crate::web::extract::{Address, MemberForm};
use crate::web::submission;

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Remembered {
    key: String,
    words: String,
    conversation: String,
    consultation: String,
}

pub(super) async fn act(
    Address((person, session)): Address<(Id, Id)>,
    MemberForm { context, form }: MemberForm<Remembered>,
) -> Result<Response, Error> {
    let opened = open(&context, &person, &session).await?;
    let mut typed = Typed { key: form.key, recalled: form.words, ..Typed::default() };
    let Ok(text) = typed.recalled.parse::<Text>() else {
        typed.faults.add("recalled", context.words.t("session-addendum-empty"));
        return Ok(again(&context, &person, &opened, &typed));
    };
    let ticked = [
        (form.conversation, AgreementKind::Conversation),
        (form.consultation, AgreementKind::Consultation),
    ];
    let kinds: Vec<AgreementKind> =
        ticked.into_iter().filter(|(on, _)| on == "1").map(|(_, kind)| kind).collect();
    let count = kinds.len();
    let (id, of, now, today) = (person.clone(), session.clone(), context.now, context.today);
    let count = count + 1;
    match submission::once(&context, move |conn, viewer| {
        let made = store::fact::record(conn, viewer, &id, now, |loaded| {
            let session = loaded
                .file
                .session(&of)
                .filter(|s| s.signed_on.is_some())
                .ok_or(StoreError::NotFound)?;
            let whole = (&*loaded.file, loaded.records.as_slice());
            Ok(correction::recalled(whole, session, text.clone(), &kinds, today))
        })?;
        let first = made.fresh().first().map_or_else(|| of.clone(), |record| record.id.clone());
        Ok((id.clone(), first))
    })
    .await
    {
        Ok((person, first)) => {
            let done = Done::Written(Run { person: person.clone(), first, count });
            gone_back(&context, &person, &session, Some(done)).await
        }
        Err(cause) => {
            typed.faults.refuse(cause.try_into()?);
            Ok(again(&context, &person, &opened, &typed))
        }
    }
}
