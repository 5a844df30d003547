//! The daily mail: counts and links, in the member's language, to those who asked for it. No word
//! and no name from any client's file is in it.

use crate::app::App;
use crate::mail::Mailer;
use crate::method::reminder::Counts;
use crate::method::{Viewer, moment};
use crate::paths;
use crate::store::{Conn, StoreError, reminder};
use crate::words::Words;

/// Sends the mail of the day to a member, if it is due by the program's clock and there is
/// something to write about.
pub(super) fn send(app: &App, mailer: &Mailer, viewer: &Viewer) -> Result<(), StoreError> {
    let now = app.clock.now();
    let local = moment::local(now, viewer.tz);
    let today = local.date();
    let asked = app.db.read_blocking(|conn| reminder::asked(conn, viewer))?;
    let Some(asked) = asked.filter(|asked| asked.reminder.due(local, asked.quiet)) else {
        return Ok(());
    };
    let own = viewer.clone();
    if !app.db.write_blocking(move |conn| reminder::claim(conn, &own, today))? {
        return Ok(());
    }
    let counts = app.db.read_blocking(|conn: &mut Conn| reminder::counts(conn, viewer, today))?;
    if counts.is_empty() {
        return Ok(());
    }
    let words = Words::of(viewer.lang);
    let subject = words.say("mail-subject", &[("n", counts.total().into())]);
    if let Err(error) = mailer.send(&asked.address, &subject, text(app, &counts, words), now) {
        tracing::warn!(%error, "the daily mail was not sent; the next round tries again");
        let own = viewer.clone();
        app.db.write_blocking(move |conn| reminder::release(conn, &own, today))?;
    }
    Ok(())
}

fn text(app: &App, counts: &Counts, words: &Words) -> String {
    let place =
        app.config.public_url.clone().unwrap_or_else(|| format!("http://{}", app.config.listen));
    let lines = [
        (counts.waiting, words.say("mail-waiting", &[("n", counts.waiting.into())])),
        (counts.meetings, words.say("mail-meetings", &[("n", counts.meetings.into())])),
        (counts.due, words.say("mail-due", &[("n", counts.due.into())])),
        (counts.looks, words.say("mail-looks", &[("n", counts.looks.into())])),
    ];
    let said = lines.into_iter().filter(|(n, _)| *n > 0).map(|(_, line)| line);
    let link = |path: String| format!("{place}{path}");
    let foot = [
        String::new(),
        link(paths::today()),
        String::new(),
        words.t("mail-why"),
        link(paths::reminder()),
    ];
    said.chain(foot).collect::<Vec<_>>().join("\n") + "\n"
}
