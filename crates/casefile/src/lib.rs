//! The case: command in, events out, state from events. Pure.
//!
//! [`decide()`] holds every rule and changes nothing; [`evolve()`] holds no rule and changes the state. What is not an event
//! did not happen. Who may do what is one table, [`permission`].

pub mod amendment;
pub mod case;
pub mod command;
pub mod confirmation;
pub mod consent;
pub mod correction;
pub mod decide;
pub mod envelope;
pub mod event;
pub mod evolve;
pub mod institution;
pub mod milestone;
pub mod omission;
pub mod panel;
pub mod permission;
pub mod programme;
pub mod proof;
pub mod referral;
pub mod refusal;
pub mod releases;
pub mod retention;
pub mod role;
pub mod tumors;
pub mod upcast;

pub use case::Case;
pub use command::{Command, Context};
pub use decide::{blockers, conclusion_blockers, convening_blocker, decide, omission_blocker};
pub use event::CaseEvent;
pub use evolve::{evolve, replay};
pub use refusal::Refusal;
