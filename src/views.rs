//! Pages and their pieces: data in, `Markup` out. No database, no request, no `.await`; every text
//! from `words`, every link from `paths`.
//!
//! A page is a function `page(words, data…) -> Markup` of its body; `layout::page(&frame, title,
//! body)` puts it into the frame (rail or bottom bar, skip link, foot), `layout::plain` into a page
//! for someone who is not signed in.

pub mod access;
pub mod account;
pub mod amend;
pub mod batch;
pub mod brief;
pub mod calendar;
pub mod client;
pub mod clients;
pub mod contact;
pub mod correct;
pub mod digest;
pub mod draft;
pub mod entry;
pub mod erasure;
pub mod error;
pub mod example;
pub mod form;
pub mod gift;
pub mod hours;
pub mod incoming;
pub mod insight;
pub mod job;
mod lang;
pub mod layout;
pub mod letterhead;
pub mod log;
pub mod log_result;
pub mod login;
pub mod member;
pub mod merge;
pub mod method;
pub mod network;
pub mod password;
pub mod person;
pub mod pillar;
pub mod practice;
pub mod question;
pub mod quote;
pub mod refusal;
pub mod reminder;
pub mod retention;
pub mod search;
pub mod session;
pub mod settings;
pub mod setup;
pub mod share;
pub mod standing;
pub mod step;
pub mod summary;
pub mod tip;
pub mod today;
pub mod told;
pub mod twin;
pub mod violation;
pub mod void;
pub mod zone;
