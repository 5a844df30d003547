//! The lines of the log page in their other view.

use std::sync::Arc;

use axum::response::{IntoResponse, Response};

use super::{Ground, log_ground, read, show, writer};
use crate::error::Error;
use crate::intake::form::Fields;
use crate::intake::log_form::View;
use crate::method::{ClientFile, Id, Person, Text};
use crate::views::layout::Place;
use crate::web::extract::MemberContext;

/// The page with its lines in the view that was asked for, and what is understood of the text that
/// stands there.
pub(super) async fn turned(
    context: &MemberContext,
    fields: &Fields,
    view: View,
) -> Result<Response, Error> {
    let ground = log_ground(context, fields).await?;
    let (file, writer) = (file_of(context, &ground), writer(&context.viewer, context.today));
    let fields = match view {
        View::Shorthand => fields.to_shorthand(&file, &writer),
        View::Lines => fields.to_lines(&file, &writer),
    };
    let reading = Some(read(context, &ground, &fields))
        .filter(|_| fields.in_shorthand() || !fields.get("short").trim().is_empty());
    let body = show(context, &ground, &fields, &[], reading, None);
    Ok(context.page(Place::Log, &context.words.t("log-title"), body).into_response())
}

/// The file of the client who is chosen, or that of nobody yet.
pub(super) fn file_of(context: &MemberContext, ground: &Ground) -> Arc<ClientFile> {
    let nobody = || ClientFile::new(Person::named(Id::fresh(), Text::dash(), context.viewer.lang));
    let chosen = ground.chosen.as_ref().map(|(file, _)| Arc::clone(file));
    chosen.unwrap_or_else(|| Arc::new(nobody()))
}
