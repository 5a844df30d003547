//! The pages of a SQLite file: what moving rows leaves between them is overwritten, so that words
//! that were deleted stand nowhere in the file.
//!
//! Deleting overwrites the row itself (`secure_delete`). When SQLite parts or joins pages it moves
//! other rows as well, and their former bytes stay in the unused middle of a page; a row deleted
//! later is gone from its place and not from there. Nothing of a row that is kept is in that
//! middle.

use diesel::prelude::*;
use diesel::sql_types::{BigInt, Binary, Integer};
use diesel::{QueryableByName, sql_query};

use super::{Answer, Conn};

/// Pages of one turn: two megabytes, read and written in some hundredths of a second.
const TURN: i64 = 512;
/// Up to here no first byte of a page that holds no rows can be that of one that does: it belongs
/// to the number of another page.
const MOST: i64 = 1 << 24;

#[derive(QueryableByName)]
struct Page {
    #[diesel(sql_type = BigInt)]
    number: i64,
    #[diesel(sql_type = Binary)]
    bytes: Vec<u8>,
}

#[derive(QueryableByName)]
struct Count {
    #[diesel(sql_type = BigInt)]
    pages: i64,
}

/// True if the pages can be read and written one by one: on SQLite, where the program is built with
/// the table of its pages.
pub(super) fn can_be_written(conn: &mut Conn) -> Answer<bool> {
    let Conn::Sqlite(conn) = conn else { return Ok(false) };
    let built =
        sql_query("SELECT COUNT(*) AS pages FROM pragma_module_list WHERE name = 'sqlite_dbpage'");
    let there = built.get_result::<Count>(conn)?.pages;
    let page_count = sql_query("SELECT page_count AS pages FROM pragma_page_count");
    Ok(there > 0 && page_count.get_result::<Count>(conn)?.pages < MOST)
}

/// Overwrites the unused middle of some pages from number `next` on, and moves `next` behind them;
/// true once all were seen. What is written meanwhile goes where nothing was, or over it.
pub(super) fn overwrite_unused(conn: &mut Conn, next: &mut i64) -> Answer<bool> {
    let Conn::Sqlite(conn) = conn else { return Ok(true) };
    let pages = sql_query(
        "SELECT pgno AS number, data AS bytes FROM sqlite_dbpage WHERE pgno >= ? AND pgno < ?",
    );
    let until = *next + TURN;
    let pages: Vec<Page> = pages.bind::<BigInt, _>(*next).bind::<BigInt, _>(until).load(conn)?;
    let last = pages.is_empty();
    for Page { number, mut bytes } in pages {
        if zero_unused(&mut bytes, number == 1) {
            sql_query("UPDATE sqlite_dbpage SET data = ? WHERE pgno = ?")
                .bind::<Binary, _>(bytes)
                .bind::<BigInt, _>(number)
                .execute(conn)?;
        }
    }
    *next = until;
    Ok(last)
}

/// Holds what emptying the log of a SQLite file answers.
#[derive(QueryableByName)]
struct Log {
    #[diesel(sql_type = Integer)]
    busy: i32,
}

/// Moves the log of a SQLite file into the file, and empties it; false if somebody is reading an
/// older state. The part that keeps a writer waiting is done only once nobody is in its way.
pub(super) fn empty_log(conn: &mut Conn) -> Answer<bool> {
    let Conn::Sqlite(conn) = conn else { return Ok(true) };
    sql_query("PRAGMA busy_timeout = 50").execute(conn)?;
    sql_query("PRAGMA wal_checkpoint(PASSIVE)").execute(conn)?;
    Ok(sql_query("PRAGMA wal_checkpoint(TRUNCATE)").get_result::<Log>(conn)?.busy == 0)
}

/// Sets where the parts of a page's header are: see "B-tree Pages" of SQLite's file format.
const FILE_HEADER: usize = 100;
const CELLS: usize = 3;
const CONTENT: usize = 5;

/// Overwrites what lies between the list of a page's rows and the rows; false if the page holds no
/// rows, or nothing is there.
fn zero_unused(page: &mut [u8], first: bool) -> bool {
    let header = if first { FILE_HEADER } else { 0 };
    let length = match page.get(header) {
        Some(0x02 | 0x05) => 12,
        Some(0x0a | 0x0d) => 8,
        _ => return false,
    };
    let two = |at: usize| match page.get(header + at..header + at + 2) {
        Some(&[high, low]) => Some(usize::from(high) << 8 | usize::from(low)),
        _ => None,
    };
    let (Some(cells), Some(content)) = (two(CELLS), two(CONTENT)) else { return false };
    // A page of 65,536 bytes without any row says 0.
    let content = if content == 0 { page.len() } else { content };
    let Some(unused) = page.get_mut(header + length + 2 * cells..content) else { return false };
    let anything = unused.iter().any(|byte| *byte != 0);
    unused.fill(0);
    anything
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A page of 64 bytes with two rows of 8 bytes at its end, and something in its middle.
    fn page(kind: u8, header: usize) -> Vec<u8> {
        let mut page = vec![0xaa; header + 64];
        page[header] = kind;
        let end = u8::try_from(header + 64).expect("small");
        page[header + CELLS..header + CONTENT + 2].copy_from_slice(&[0, 2, 0, end - 16]);
        page
    }

    #[test]
    fn the_middle_is_overwritten_and_no_row_and_no_header() {
        for (kind, length) in [(0x02, 12), (0x05, 12), (0x0a, 8), (0x0d, 8)] {
            for header in [0, FILE_HEADER] {
                let before = page(kind, header);
                let mut after = before.clone();
                assert!(zero_unused(&mut after, header > 0), "something was there");
                let (from, to) = (header + length + 4, header + 48);
                assert_eq!(after[..from], before[..from]);
                assert!(after[from..to].iter().all(|byte| *byte == 0));
                assert_eq!(after[to..], before[to..]);
                assert!(!zero_unused(&mut after, header > 0), "nothing is left to do");
            }
        }
    }

    #[test]
    fn pages_without_rows_and_broken_ones_are_left_alone() {
        for mut other in [page(0, 0), page(1, 0), vec![], vec![0x0d], vec![0x0d; 7]] {
            let before = other.clone();
            assert!(!zero_unused(&mut other, false));
            assert_eq!(other, before);
        }
        let mut crossed = page(0x0d, 0);
        crossed[CONTENT + 1] = 9;
        let before = crossed.clone();
        assert!(!zero_unused(&mut crossed, false));
        assert_eq!(crossed, before);
    }
}
