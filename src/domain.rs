//! The method, pure: facts in, derived views out. No database, web, clock, await or I/O may live here.

pub mod agreement;
pub mod breach;
pub mod check;
pub mod class;
pub mod contact;
<<<<<<< HEAD
pub mod email;
pub mod entry;
=======
pub mod disclosure;
>>>>>>> 50ccf24 (Hand over by allow-list: disclosure, one document model, HTML, Markdown and JSON)
pub mod fact;
pub mod file;
pub mod gift;
pub mod glance;
pub mod id;
pub mod journal;
pub mod marker;
pub mod message;
pub mod moment;
pub mod need;
pub mod person;
pub mod pillar;
pub mod promise;
pub mod quote;
pub mod role;
pub mod rupture;
pub mod session;
pub mod standing;
pub mod step;
pub mod text;
pub mod want;

pub use agreement::{AgreementEvent, AgreementKind, AgreementMove, AgreementState, Scope};
pub use breach::{Breach, Rule};
pub use check::Accepted;
pub use class::Class;
pub use email::Email;
pub use entry::{Entry, EntryFault, Proposal};
pub use fact::{Fact, Record};
pub use file::ClientFile;
pub use glance::Glance;
pub use id::Id;
pub use marker::{Marker, Sign};
pub use message::{Delivery, Message, MessageState, Permission, Reception};
pub use moment::{Day, Moment};
pub use need::{Need, NeedState};
pub use person::{Person, Status};
pub use promise::{Promise, PromiseState};
pub use quote::{Exactness, Lang, Quote, Speaker};
pub use role::{Act, Role, Viewer};
pub use rupture::{Rupture, RuptureState};
pub use session::Session;
pub use standing::{Standing, Terms};
pub use step::{Evidence, Step, code, from_code};
pub use text::Text;
pub use want::{Want, WantState};
