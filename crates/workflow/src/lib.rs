//! One function per thing a user can do, for the window and the command alike.
//!
//! This room joins the others and decides nothing clinical: no level, no consent, no wording of a document is made here.

pub mod contract;
mod csv_text;
pub mod desk;
mod failure;
pub mod failures;
pub mod knowledge_base;
pub mod matching;
pub mod reference;
mod selection;
mod typed_form;
mod verification;
mod view;
pub mod wording;

pub use desk::{Desk, Ports, Resources};
