//! `ryokai doctor`: is the database sound, does every file obey the machines, is every derived row
//! a fresh replay? Besides, it warns of files that others can read.

use super::progress::Progress;
use super::{Failure, Office, private};
use crate::method::ClientFile;
use crate::store::account::{Reach, Within};
use crate::store::{
    Conn, DatabaseUrl, Db, file, health, migration, practice, search, standing, verdict,
};
use crate::views;
use crate::words::{Words, arg};

/// Looks at the whole database, every practice of it, and lists what is wrong with it.
pub fn run(
    db: &Db,
    url: &DatabaseUrl,
    words: &'static Words,
    now: crate::method::Moment,
) -> Result<(), Failure> {
    for warning in private::warnings(url, words) {
        eprintln!("{warning}");
    }
    // The migrations' own table is made on asking, which the reading door would refuse.
    let (version, latest) = db.write_blocking(migration::version)?;
    println!("{}", words.say("cli-doctor-schema", &[("version", arg(version))]));
    let mut wrong = db.read_blocking(health::check)?;
    if !latest {
        wrong.push(words.t("cli-doctor-outdated"));
    }
    let all = Reach::Database;
    let people =
        db.read_blocking(|conn| Within::of(conn, &all)?.files().map(|files| files.len()))?;
    let progress = Progress::new(u64::try_from(people).unwrap_or(0));
    progress.watch();
    let looked = db.read_blocking(practice::all)?.into_iter().try_fold(0, |people, practice| {
        let office = Office { db: db.clone(), practice, words, now };
        Ok(people + look_at(&office, &mut wrong, &progress)?)
    });
    let people: usize = progress.ended(looked, words)?;
    if wrong.is_empty() {
        println!("{}", words.say("cli-doctor-well", &[("people", people.into())]));
        Ok(())
    } else {
        let head = words.say("cli-doctor-wrong", &[("n", wrong.len().into())]);
        Err(Failure::Said(std::iter::once(head).chain(wrong).collect::<Vec<_>>().join("\n")))
    }
}

/// Looks at one practice; answers how many people it has.
fn look_at(
    office: &Office,
    wrong: &mut Vec<String>,
    progress: &Progress,
) -> Result<usize, Failure> {
    let mut people = 0;
    for viewer in office.viewers()? {
        for loaded in office.db.read_blocking(|conn| file::load_all(conn, &viewer))? {
            if loaded.consultant != viewer.member {
                continue;
            }
            people += 1;
            progress.step()?;
            let (file, dangling) =
                ClientFile::from_records(loaded.file.person.clone(), &loaded.records);
            let violations = dangling.into_iter().chain(file.violations());
            let id = &file.person.id;
            wrong.extend(
                violations.map(|b| format!("{id}: {}", views::violation::line(&b, office.words))),
            );
        }
        let differing = |conn: &mut Conn| {
            let mut ids = standing::differing(conn, &viewer)?;
            ids.extend(verdict::differing(conn, &viewer)?);
            ids.extend(search::differing(conn, &viewer)?);
            Ok(ids)
        };
        for id in office.db.read_blocking(differing)? {
            wrong.push(office.words.say("cli-doctor-differs", &[("id", arg(id.to_string()))]));
        }
    }
    Ok(people)
}
