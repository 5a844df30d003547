//! `ryokai member`: who works in the practice, and how they sign in. A password is read, or
//! invented and printed once.

use chrono_tz::Tz;
use clap::{Args, Subcommand, ValueEnum};

use super::{Failure, Office};
use crate::method::{Email, Id, Lang, Role, Text};
use crate::password;
use crate::store::member::{self, Member, NewMember};
use crate::words::{Words, arg};

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Add somebody who can sign in; a password is invented and printed unless one is given
    Add(Add),
    /// List everybody of the practice: name, address, role, state, id
    List,
    /// Give somebody a new password and sign them out everywhere
    ResetPassword(Reset),
}

#[derive(Debug, Args)]
pub struct Add {
    /// The name colleagues see
    #[arg(long)]
    name: Text,
    /// The mail address to sign in with
    #[arg(long)]
    email: Email,
    /// What they may do besides keeping their own clients
    #[arg(long, value_enum, default_value_t = As::Consultant)]
    role: As,
    /// The language of their pages
    #[arg(long, value_enum, default_value_t = In::Ja)]
    lang: In,
    /// Their time zone (IANA)
    #[arg(long, value_name = "ZONE", default_value = "Asia/Tokyo")]
    tz: Tz,
    /// The id they have in files that will be imported
    #[arg(long, value_name = "ID")]
    external_id: Option<Id>,
    #[command(flatten)]
    password: Password,
}

#[derive(Debug, Args)]
pub struct Reset {
    /// Their mail address, name, or id (ours, or the one of the file they came with)
    #[arg(value_name = "WHO")]
    who: String,
    /// The mail address to sign in with from now on; needed once for somebody who came with a file
    #[arg(long)]
    email: Option<Email>,
    /// What they may do from now on
    #[arg(long, value_enum)]
    role: Option<As>,
    #[command(flatten)]
    password: Password,
}

#[derive(Debug, Args)]
struct Password {
    /// Read the password from the first line of standard input
    #[arg(long)]
    password_stdin: bool,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum As {
    Owner,
    Consultant,
}

impl As {
    fn role(self) -> Role {
        match self {
            As::Owner => Role::Owner,
            As::Consultant => Role::Consultant,
        }
    }
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum In {
    Ja,
    En,
}

impl Command {
    pub fn run(&self, office: &Office) -> Result<(), Failure> {
        match self {
            Command::Add(add) => add.run(office),
            Command::List => list(office),
            Command::ResetPassword(reset) => reset.run(office),
        }
    }
}

impl Add {
    fn run(&self, office: &Office) -> Result<(), Failure> {
        let password = self.password.choose(self.email.as_str(), office.words)?;
        let new = NewMember {
            name: self.name.clone(),
            email: Some(self.email.clone()),
            password_hash: Some(password::hash(&password.text)?),
            role: self.role.role(),
            lang: match self.lang {
                In::Ja => Lang::Ja,
                In::En => Lang::En,
            },
            tz: self.tz,
            capacity: 15,
            external_id: self.external_id.clone(),
        };
        let (practice, now) = (office.practice.id.clone(), office.now);
        office.db.write_blocking(move |conn| member::add(conn, &practice, &new, now))?;
        password.print(self.email.as_str(), office.words);
        Ok(())
    }
}

impl Reset {
    fn run(&self, office: &Office) -> Result<(), Failure> {
        let found = find(office, &self.who)?;
        let address = self.email.as_ref().map(|e| e.as_str().to_owned()).or(found.email.clone());
        let Some(address) = address else {
            return Err(Failure::Asked(office.words.t("cli-member-no-address")));
        };
        let password = self.password.choose(&address, office.words)?;
        let change = Change { email: self.email.clone(), role: self.role.map(As::role) };
        set(office, &found, change, &password)?;
        password.print(&address, office.words);
        Ok(())
    }
}

/// The address and role that may change together with a password.
struct Change {
    email: Option<Email>,
    role: Option<Role>,
}

/// Sets a member's password, and their address and role where one is given.
fn set(office: &Office, of: &Member, change: Change, password: &Chosen) -> Result<(), Failure> {
    let (practice, id, hash) =
        (office.practice.id.clone(), of.id.clone(), password::hash(&password.text)?);
    Ok(office.db.write_blocking(move |conn| {
        if let Some(email) = &change.email {
            member::set_email(conn, &practice, &id, email)?;
        }
        if let Some(role) = change.role {
            member::set_role(conn, &practice, &id, role)?;
        }
        member::set_password(conn, &practice, &id, &hash)
    })?)
}

/// Lets somebody sign in with an invented password, which is printed.
pub fn let_in(office: &Office, of: &Member, email: Email) -> Result<(), Failure> {
    let password = Chosen { text: password::invent()?, invented: true };
    set(office, of, Change { email: Some(email.clone()), role: None }, &password)?;
    password.print(email.as_str(), office.words);
    Ok(())
}

fn find(office: &Office, who: &str) -> Result<Member, Failure> {
    let mut all = office.db.read_blocking(|conn| member::list_of(conn, &office.practice.id))?;
    let named = |m: &Member| {
        m.email.as_deref() == Some(who.trim().to_lowercase().as_str())
            || m.name.as_str() == who
            || m.id.as_str() == who
            || m.external_id.as_ref().is_some_and(|id| id.as_str() == who)
    };
    all.retain(named);
    match (all.pop(), all.pop()) {
        (Some(found), None) => Ok(found),
        _ => Err(Failure::Asked(office.words.say("cli-member-unknown", &[("who", arg(who))]))),
    }
}

fn list(office: &Office) -> Result<(), Failure> {
    let words = office.words;
    for m in office.db.read_blocking(|conn| member::list_of(conn, &office.practice.id))? {
        let state = match (m.active, m.signs_in) {
            (false, _) => words.t("cli-member-inactive"),
            (true, false) => words.t("cli-member-no-sign-in"),
            (true, true) => words.t("cli-member-active"),
        };
        let role = words.label("role", &m.role);
        println!("{}\t{}\t{role}\t{state}\t{}", m.name, m.email.as_deref().unwrap_or("-"), m.id);
    }
    Ok(())
}

/// A password to be set.
struct Chosen {
    text: String,
    /// Printed once, because nobody knows it yet.
    invented: bool,
}

impl Password {
    fn choose(&self, address: &str, words: &Words) -> Result<Chosen, Failure> {
        if !self.password_stdin {
            return Ok(Chosen { text: password::invent()?, invented: true });
        }
        let mut line = String::new();
        std::io::stdin().read_line(&mut line)?;
        // Some shells send a byte-order mark before it.
        let text = line.trim_start_matches('\u{feff}').trim_end_matches(['\r', '\n']).to_owned();
        match password::judge(&text, address) {
            Ok(()) => Ok(Chosen { text, invented: false }),
            Err(weak) => Err(Failure::Asked(crate::views::password::weak(words, weak))),
        }
    }
}

impl Chosen {
    fn print(&self, address: &str, words: &Words) {
        if self.invented {
            let parts = [("address", arg(address)), ("password", arg(self.text.as_str()))];
            println!("{}", words.say("cli-member-sign-in", &parts));
        } else {
            println!("{}", words.say("cli-member-set", &[("address", arg(address))]));
        }
    }
}
