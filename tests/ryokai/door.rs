//! The two doors: a snapshot that cannot write, and a transaction that is kept whole or not at all.

use diesel::connection::SimpleConnection;
use diesel::sql_types::BigInt;
use diesel::{QueryableByName, RunQueryDsl, sql_query};
use ryokai::store::{Conn, StoreError};

use crate::db::TestDb;

#[derive(QueryableByName)]
struct Count {
    #[diesel(sql_type = BigInt)]
    n: i64,
}

fn practices(conn: &mut Conn) -> Result<i64, StoreError> {
    Ok(sql_query("SELECT COUNT(*) AS n FROM practice").get_result::<Count>(conn)?.n)
}

fn found(conn: &mut Conn, name: &str) -> Result<(), StoreError> {
    conn.batch_execute(&format!(
        "INSERT INTO practice (id, name, created_at) VALUES ('{name}', '{name}', '2025-04-01 00:00:00')"
    ))?;
    Ok(())
}

#[test]
fn the_reading_door_cannot_write() {
    let db = TestDb::new();
    assert!(matches!(db.read_blocking(|conn| found(conn, "a")), Err(StoreError::Database(_))));
    assert_eq!(db.read_blocking(practices).expect("a count"), 0);
}

#[test]
fn the_writing_door_keeps_all_or_nothing() {
    let db = TestDb::new();
    let failed = db.write_blocking(|conn| {
        found(conn, "a")?;
        found(conn, "b")?;
        found(conn, "a")
    });
    assert!(matches!(failed, Err(StoreError::Taken)), "{failed:?}");
    assert_eq!(db.read_blocking(practices).expect("a count"), 0);
    db.write_blocking(|conn| found(conn, "a")).expect("written");
    assert_eq!(db.read_blocking(practices).expect("a count"), 1);
}

#[test]
fn work_that_panics_is_taken_back_and_the_door_stays_open() {
    let db = TestDb::new();
    let broken = db.write_blocking(|conn| -> Result<(), StoreError> {
        found(conn, "a")?;
        std::panic::panic_any("on purpose")
    });
    assert!(matches!(broken, Err(StoreError::BrokenOff)));
    db.write_blocking(|conn| found(conn, "b")).expect("written");
    assert_eq!(db.read_blocking(practices).expect("a count"), 1);
}

#[test]
fn acts_that_share_a_commit_stand_and_fall_alone() {
    let db = TestDb::new();
    let runtime =
        tokio::runtime::Builder::new_multi_thread().enable_all().build().expect("a runtime");
    let kept = runtime.block_on(async {
        let acts = (0..200).map(|i| {
            let db = db.db();
            // Every second act fails after it has written.
            tokio::spawn(async move {
                db.write(move |conn| {
                    found(conn, &format!("p{i}"))?;
                    if i % 2 == 0 { Ok(()) } else { Err(StoreError::Stale) }
                })
                .await
            })
        });
        let mut kept = 0;
        for act in acts.collect::<Vec<_>>() {
            kept += i64::from(act.await.expect("a task").is_ok());
        }
        kept
    });
    assert_eq!(kept, 100);
    assert_eq!(db.read_blocking(practices).expect("a count"), 100);
}

#[test]
fn a_caller_who_hangs_up_leaves_no_open_transaction() {
    let db = TestDb::new();
    let runtime =
        tokio::runtime::Builder::new_multi_thread().enable_all().build().expect("a runtime");
    runtime.block_on(async {
        for i in 0..20 {
            let gone = db.db();
            // Polled once and dropped: the caller is gone while the act is under way.
            let mut act =
                Box::pin(
                    async move { gone.write(move |conn| found(conn, &format!("p{i}"))).await },
                );
            let once = std::future::poll_fn(|cx| {
                let _ = std::future::Future::poll(act.as_mut(), cx);
                std::task::Poll::Ready(())
            });
            once.await;
            drop(act);
        }
        db.write(|conn| found(conn, "last")).await.expect("the door is free");
    });
    let count = db.read_blocking(practices).expect("a count");
    assert!(count >= 1, "{count}");
}
