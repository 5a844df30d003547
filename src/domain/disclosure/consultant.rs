//! The consultant's own file: everything recorded up to a day, with what was derived from it (method §6.3).

use super::{Edition, Issuer};
use crate::domain::standing::{Change, changes};
use crate::domain::{ClientFile, Standing, Terms};

/// The whole record, for the consultant's own eyes.
#[derive(Debug, Clone, PartialEq)]
pub struct ConsultantFile {
    pub edition: Edition,
    pub issuer: Issuer,
    /// The facts up to the day of the edition. The period does not cut it: a file is whole or it is none.
    pub file: ClientFile,
    pub standing: Standing,
    /// Every day on which the standing changed.
    pub changes: Vec<Change>,
}

impl ConsultantFile {
    /// The file as it was known on the day of the edition.
    pub fn of(file: &ClientFile, edition: Edition, issuer: Issuer, terms: &Terms) -> ConsultantFile {
        let known: Vec<_> = file.to_records().into_iter().filter(|r| r.on <= edition.as_of).collect();
        let (file, _) = ClientFile::from_records(file.person.clone(), &known);
        let standing = Standing::of(&file, edition.as_of, terms);
        let changes = changes(&file, edition.as_of, terms);
        ConsultantFile { edition, issuer, file, standing, changes }
    }
}
