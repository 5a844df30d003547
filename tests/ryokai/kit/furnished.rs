//! A practice with a client of the demonstration in it.

use ryokai::method::{ClientFile, Id, Viewer};
use ryokai::store::{fact, member, person};

use crate::app::{Browser, TestApp};
use crate::demo;

/// When the demonstration clients were written down: the day before the program's clock stands.
fn now() -> ryokai::method::Moment {
    "2026-01-14T03:00:00".parse().expect("a moment")
}

/// Whoever set up the practice, as the store knows them.
pub async fn owner(app: &TestApp) -> Viewer {
    let first = |conn: &mut ryokai::store::Conn| {
        let practice = ryokai::store::practice::choose(conn, None)?;
        Ok(member::viewers(conn, &practice.id)?.remove(0))
    };
    app.db.db().read(first).await.expect("the owner")
}

/// Puts a demonstration client into the practice, as their consultant had written it; answers the
/// id.
pub async fn keep(app: &TestApp, viewer: &Viewer, client: &str) -> Id {
    let mut file: ClientFile = demo::client(client);
    let id = Id::fresh();
    file.person.id = id.clone();
    let (viewer, kept) = (viewer.clone(), id.clone());
    let write = move |conn: &mut ryokai::store::Conn| {
        person::add(conn, &viewer, file.person.clone(), now())?;
        fact::record(conn, &viewer, &kept, now(), |_| Ok(file.to_records())).map(drop)
    };
    app.db.db().write(write).await.expect("a kept client");
    id
}

pub async fn furnished(lang: &'static str, client: &str) -> (TestApp, Browser, Id) {
    let app = TestApp::new().await;
    let browser = app.signed_up(lang).await;
    let id = keep(&app, &owner(&app).await, client).await;
    (app, browser, id)
}
