//! Tells how what was told has landed: every telling by the permission it had and its reception
//! (method §5 P5). No drawing here.

use crate::method::message::Delivery;
use crate::method::{ClientFile, Day, Message, Permission, Reception};

/// The rows of the grid, top to bottom.
pub const ROWS: [Permission; 4] =
    [Permission::Solicited, Permission::Permitted, Permission::Unasked, Permission::Imposed];

/// The columns of the grid, left to right; the last is not known yet.
pub const COLUMNS: [Option<Reception>; 6] = [
    Some(Reception::Received),
    Some(Reception::Thinking),
    Some(Reception::PushedBack),
    Some(Reception::Burdened),
    Some(Reception::Closed),
    None,
];

/// Everything told to one person up to a day, oldest first; a square's number is its place, counted
/// from 1. Tellings whose permission is not known come last, and have no place in the grid.
#[derive(Debug, Clone, PartialEq)]
pub struct Landing<'f> {
    pub at: Day,
    pub squares: Vec<Square<'f>>,
}

/// One telling.
#[derive(Debug, Clone, PartialEq)]
pub struct Square<'f> {
    pub message: &'f Message,
    pub delivery: &'f Delivery,
    /// As far as it was known on the day.
    pub reception: Option<Reception>,
}

impl<'f> Landing<'f> {
    /// The tellings of `file` up to `at`, from nothing but records dated on or before it.
    pub fn of(file: &'f ClientFile, at: Day) -> Landing<'f> {
        let all = file.messages.iter().flat_map(|m| m.deliveries.iter().map(move |d| (m, d)));
        let mut told: Vec<_> = all.filter(|(_, d)| d.on <= at).collect();
        told.sort_by_key(|(m, d)| (d.leave().is_none(), d.on, m.on));
        let square = |(message, delivery): (&'f Message, &'f Delivery)| Square {
            message,
            delivery,
            reception: delivery.landed(at),
        };
        Landing { at, squares: told.into_iter().map(square).collect() }
    }
}
