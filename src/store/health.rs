//! Is the database itself sound? Each engine is asked in its own way.

use diesel::prelude::*;
use diesel::sql_query;
use diesel::sql_types::Text;

use super::{Answer, Conn};

#[derive(QueryableByName)]
struct Line {
    #[diesel(sql_type = Text)]
    line: String,
}

/// Tells what the engine finds wrong with its own file; empty if it is sound. PostgreSQL looks
/// after its files itself.
pub fn check(conn: &mut Conn) -> Answer<Vec<String>> {
    let Conn::Sqlite(conn) = conn else { return Ok(Vec::new()) };
    let mut lines: Vec<Line> =
        sql_query("SELECT integrity_check AS line FROM pragma_integrity_check")
            .load::<Line>(conn)?;
    lines.retain(|l| l.line != "ok");
    lines.extend(
        sql_query(r#"SELECT "table" AS line FROM pragma_foreign_key_check"#).load::<Line>(conn)?,
    );
    Ok(lines.into_iter().map(|l| l.line).collect())
}
