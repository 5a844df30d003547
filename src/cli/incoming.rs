//! `ryokai import --csv | --vcard | --notes | --undo`: what comes from other programs, taken in
//! whole or not at all.

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use clap::Args;

use super::progress::Progress;
use super::{Failure, Office, one_of};
use crate::intake::incoming::{
    Candidate, Choice, Field, Kind, MAX_BYTES, Note, Plan, Unfit, Upload,
};
use crate::intake::written::DayOrder;
use crate::method::{Viewer, from_code};
use crate::store::{StoreError, incoming as store, member};
use crate::views::incoming as view;
use crate::words::{Words, arg};

/// Holds what comes from other programs.
#[derive(Debug, Default, Args)]
#[command(next_help_heading = "From other programs")]
#[command(group = clap::ArgGroup::new("met").args(["sessions", "notes"]))]
pub struct Elsewhere {
    /// A table of clients (CSV; UTF-8 or Shift_JIS)
    #[arg(long, value_name = "FILE", conflicts_with_all = ["file", "vcard", "notes", "undo"])]
    csv: Option<PathBuf>,
    /// The table holds past sessions
    #[arg(long, requires = "csv")]
    sessions: bool,
    /// What a column is, against the suggestion; `Heading=` leaves it out. Fields: name,
    /// family_name, given_name, reading, family_reading, given_reading, mail, phone, role,
    /// organisation, kind, purpose, fee, currency; of sessions date, start, end, minutes, status,
    /// mode, topic, note
    #[arg(long, value_name = "HEADING=FIELD", requires = "csv")]
    map: Vec<String>,
    /// Which figure of days such as 10/11/2026 or 10/11/12 comes first, where no day of the table
    /// shows it
    #[arg(long, value_name = "ORDER", requires = "met")]
    #[arg(value_parser = one_of::<DayOrder>(&["day-first", "month-first", "year-first"]))]
    dates: Option<DayOrder>,
    /// Address cards (vCard 2.1, 3.0 or 4.0)
    #[arg(long, value_name = "FILE", conflicts_with_all = ["file", "notes", "undo"])]
    vcard: Option<PathBuf>,
    /// A folder of notes (.md, .txt), one file a session, into the private notes of sessions
    #[arg(long, value_name = "DIR", conflicts_with_all = ["file", "undo"])]
    notes: Option<PathBuf>,
    /// Take the last such file back, as far as nothing was built upon it
    #[arg(long, conflicts_with = "file")]
    undo: bool,
    /// Whose clients they are: mail address, name or id of a member; needed where there are several
    #[arg(long, value_name = "WHO")]
    member: Option<String>,
    /// Change people who are there already instead of leaving them alone
    #[arg(long)]
    update: bool,
    /// Add whoever has the name of somebody known, where nothing else tells whether they are one
    #[arg(long, conflicts_with = "update")]
    namesakes: bool,
    /// Take in the other rows where some cannot be read
    #[arg(long)]
    leave_out: bool,
    /// Say what would come in, and write nothing
    #[arg(long)]
    dry_run: bool,
}

impl Elsewhere {
    /// True if anything of it was asked for.
    pub fn asked(&self) -> bool {
        self.undo || self.csv.is_some() || self.vcard.is_some() || self.notes.is_some()
    }

    pub fn run(&self, office: &Office) -> Result<(), Failure> {
        let viewer = self.viewer(office)?;
        if self.undo {
            return undo(office, &viewer);
        }
        let mut upload = self.read(office.words)?;
        self.map(&mut upload, office.words)?;
        println!("{}", view::columns_in_words(&upload, office.words));
        let (own, what, today) = (viewer.clone(), upload.kind.what(), office.today(&viewer));
        let ground = office.db.read_blocking(move |conn| store::ground(conn, &own, what, today))?;
        if self.update {
            let known = Plan::of(&upload, &ground);
            let same = |c: &&Candidate| {
                (c.twin.is_some() || c.asked) && c.choices().contains(&Choice::Update)
            };
            let twins = known.candidates.iter().filter(same);
            upload.choices = twins.map(|c| (c.place, Choice::Update)).collect();
        }
        if self.namesakes {
            let known = Plan::of(&upload, &ground);
            upload.choices = known
                .candidates
                .iter()
                .filter(|c| c.asked)
                .map(|c| (c.place, Choice::Add))
                .collect();
        }
        let plan = Plan::of(&upload, &ground);
        for candidate in plan.candidates.iter().filter(|_| self.dry_run) {
            println!("{}", view::understood_in_words(candidate, &ground, office.words));
        }
        let told = |c: &&Candidate| c.twin.is_some() || c.hint.is_some() || !c.faults.is_empty();
        for candidate in plan.candidates.iter().filter(told) {
            println!("{}", view::row_in_words(candidate, &ground, office.words));
        }
        if !self.leave_out && !self.dry_run && plan.faulty().next().is_some() {
            let n = plan.faulty().count();
            return Err(Failure::Said(
                office.words.say("incoming-cli-unreadable", &[("n", n.into())]),
            ));
        }
        let rows = u64::try_from(plan.candidates.len()).unwrap_or(0);
        let out: Vec<String> = plan.staying_out().map(|c| c.line.to_string()).collect();
        self.take(office, viewer, upload, rows)?;
        if out.is_empty() {
            return Ok(());
        }
        let lines = out.join(&office.words.t("quote-joint"));
        let asked = plan.candidates.iter().filter(|c| c.asked && c.choice == Choice::Skip).count();
        if asked > 0 {
            println!("{}", office.words.say("incoming-cli-asked", &[("n", asked.into())]));
        }
        let said = [("n", out.len().into()), ("lines", arg(lines))];
        Err(Failure::Partly(office.words.say("incoming-cli-partly", &said)))
    }

    fn take(
        &self,
        office: &Office,
        viewer: Viewer,
        upload: Upload,
        rows: u64,
    ) -> Result<(), Failure> {
        let (words, today, now) = (office.words, office.today(&viewer), office.now);
        let own = viewer.clone();
        let progress = Progress::new(rows);
        progress.watch();
        let taken = if self.dry_run {
            let each = &mut || progress.step();
            office.db.read_blocking(|conn| store::dry_run(conn, &viewer, &upload, today, each))
        } else {
            let shown = progress.clone();
            store::import_rows(
                &office.db,
                &viewer,
                (None, upload),
                (today, now),
                Box::new(move || shown.step()),
            )
        };
        let taken = taken.map_err(|error| match error {
            StoreError::Refused(violations) => {
                let lines = violations.iter().map(|b| view::refused(b, words));
                let head = words.say("incoming-refused", &[("n", violations.len().into())]);
                Failure::Said(std::iter::once(head).chain(lines).collect::<Vec<_>>().join("\n"))
            }
            other => other.into(),
        });
        let taken = progress.ended(taken, words)?;
        println!("{}", view::taken(&taken, self.dry_run, words));
        if taken.is_nothing() && !self.dry_run {
            let last = office.db.read_blocking(move |conn| store::last(conn, &own))?;
            println!("{}", view::nothing(last.as_ref(), words));
        }
        Ok(())
    }

    /// Tells whose clients they are.
    fn viewer(&self, office: &Office) -> Result<Viewer, Failure> {
        let Some(who) = self.member.as_deref() else {
            return office.only_viewer(&office.words.t("incoming-cli-whose"));
        };
        let members = office.db.read_blocking(|conn| member::list_of(conn, &office.practice.id))?;
        let called = |m: &&member::Member| {
            m.email.as_deref() == Some(&who.to_lowercase())
                || m.id.as_str() == who
                || m.name.as_str() == who
        };
        let found: Vec<_> = members.iter().filter(called).collect();
        let one = found.first().filter(|_| found.len() == 1);
        let viewers = office.viewers()?;
        let viewer = one.and_then(|m| viewers.into_iter().find(|v| v.member == m.id));
        viewer.ok_or_else(|| {
            Failure::Asked(office.words.say("cli-member-unknown", &[("who", arg(who))]))
        })
    }

    fn read(&self, words: &Words) -> Result<Upload, Failure> {
        let unreadable = |name: &str, fault| Failure::Said(view::unreadable(name, &fault, words));
        if let Some(folder) = &self.notes {
            let mut notes = Vec::new();
            gather(folder, folder, &mut notes)?;
            notes.sort_by(|a, b| a.name.cmp(&b.name));
            return Upload::of_notes(&notes).map_err(|(name, fault)| unreadable(&name, fault));
        }
        let (kind, file) = match (&self.csv, &self.vcard) {
            (Some(file), _) if self.sessions => (Kind::Sessions, file),
            (Some(file), _) => (Kind::Clients, file),
            (None, Some(file)) => (Kind::Vcard, file),
            (None, None) => return Err(Failure::Asked(words.t("incoming-cli-whose"))),
        };
        let name = file.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
        Upload::read(kind, &name, &bytes(file)?).map_err(|fault| unreadable(&name, fault))
    }

    /// Puts the columns as `--map` says.
    fn map(&self, upload: &mut Upload, words: &Words) -> Result<(), Failure> {
        for told in &self.map {
            let wrong =
                || Failure::Asked(words.say("incoming-cli-map", &[("told", arg(told.as_str()))]));
            let (heading, field) = told.rsplit_once('=').ok_or_else(wrong)?;
            let column =
                upload.table.headings.iter().position(|h| h == heading).ok_or_else(wrong)?;
            let fields = Field::all(upload.kind.what());
            let field: Option<Field> = match field {
                "" => None,
                field => Some(from_code(field).filter(|f| fields.contains(f)).ok_or_else(wrong)?),
            };
            // Whatever was suggested for the field gives way.
            upload
                .mapping
                .0
                .iter_mut()
                .filter(|f| field.is_some() && **f == field)
                .for_each(|f| *f = None);
            upload.mapping.0[column] = field;
        }
        upload.days = self.dates;
        let unfit = upload.unfit();
        let mut lines: Vec<String> = unfit.iter().map(|u| view::unfit(*u, words)).collect();
        lines.extend(unfit.contains(&Unfit::NoOrder).then(|| words.t("incoming-cli-order")));
        if lines.is_empty() { Ok(()) } else { Err(Failure::Said(lines.join("\n"))) }
    }
}

/// A file's bytes, and one more than are read: what is larger is never held.
fn bytes(file: &Path) -> Result<Vec<u8>, Failure> {
    let named = |why| Failure::File { file: file.display().to_string(), why };
    let mut bytes = Vec::new();
    File::open(file)
        .map_err(named)?
        .take(MAX_BYTES as u64 + 1)
        .read_to_end(&mut bytes)
        .map_err(named)?;
    Ok(bytes)
}

/// The notes of a folder and those below it, by their names from `root` on.
fn gather(root: &Path, folder: &Path, notes: &mut Vec<Note>) -> Result<(), Failure> {
    let named = |why| Failure::File { file: folder.display().to_string(), why };
    for entry in std::fs::read_dir(folder).map_err(named)? {
        let entry = entry.map_err(named)?;
        let (path, kind) = (entry.path(), entry.file_type().map_err(named)?);
        let note = path.extension().is_some_and(|e| e == "md" || e == "txt");
        if kind.is_dir() {
            gather(root, &path, notes)?;
        } else if kind.is_file() && note {
            let name = path.strip_prefix(root).unwrap_or(&path).to_string_lossy().into_owned();
            notes.push(Note { name, bytes: bytes(&path)? });
        }
    }
    Ok(())
}

/// Takes the last file back and says what stayed.
fn undo(office: &Office, viewer: &Viewer) -> Result<(), Failure> {
    let words = office.words;
    let own = viewer.clone();
    let last = office.db.read_blocking(move |conn| store::last(conn, &own))?;
    let Some(last) = last else { return Err(Failure::Said(words.t("incoming-nothing-to-undo"))) };
    let reason = words
        .t("incoming-undo-reason")
        .parse()
        .map_err(|_| Failure::Said(words.t("form-control")))?;
    let own = viewer.clone();
    let people = office.db.read_blocking(|conn| store::parts(conn, &own, &last.id))?;
    let progress = Progress::new(u64::try_from(people).unwrap_or(u64::MAX));
    progress.watch();
    let shown = progress.clone();
    let undone = store::undo(
        &office.db,
        viewer,
        &last.id,
        (reason, office.now),
        Box::new(move || shown.step()),
    );
    let undone = progress.ended(undone.map_err(Failure::from), words)?;
    println!("{}", view::undone(&undone, words));
    Ok(())
}
