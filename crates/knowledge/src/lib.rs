//! Curated and imported knowledge, verified and indexed into a release.
//!
//! A knowledge base is a folder of small reviewable files (`knowledge-base/README.md`). [`Release::load`] reads it,
//! checks it and gives one immutable value with an identity; [`Release::verify`] lists everything that is wrong with a
//! folder. Every row says how it is known ([`Basis`](model::evidence::Basis)), and where.
//!
//! ```
//! let release = knowledge::Release::load("../../knowledge-base".as_ref())?;
//! let about: Vec<&str> = release.statements_about("NTRK3").map(|statement| statement.subject_text.as_str()).collect();
//! assert!(about.contains(&"NTRK1 fusion | NTRK2 fusion | NTRK3 fusion"));
//! # Ok::<(), knowledge::KnowledgeError>(())
//! ```
//!
//! What is absent: nothing here matches a patient, and no clinical fact stands in the code.

pub mod amp;
pub mod bridge;
pub mod conditions;
pub mod corpus;
pub mod criterion;
pub mod drug_names;
mod error;
mod folder;
pub mod genes;
pub mod hotspots;
pub mod import;
pub mod oncogenicity;
pub mod panel_omission;
pub mod panel_rules;
pub mod policies;
mod problem;
pub mod recurrence;
pub mod release;
pub mod statement;
mod terms;
pub mod test_names;
pub mod therapies;
pub mod thresholds;
pub mod tumor_types;
mod verify;

pub use error::KnowledgeError;
pub use folder::{SourceFile, read_folder};
pub use problem::{Problem, ProblemKind};
pub use release::Release;
pub use verify::Verification;
