//! Profile × release → findings. Pure: the day, the tumour and the knowledge are arguments.
//!
//! The way of one statement: [`evaluate`] asks whether the profile meets its subject (met, not met, **not assessed**),
//! [`tumor_type`] and [`origin`] relate it to the case, [`tiering`] gives level and access as of a day, and
//! [`lattice`] lets the narrower statement win. Each step leaves a [`Reason`](model::finding::Reason).

mod amp;
pub mod conditions;
pub mod conflicts;
mod considered;
mod difference;
pub mod evaluate;
pub mod indexed_profile;
mod interpret;
mod label;
pub mod lattice;
pub mod oncogenicity;
pub mod origin;
pub mod panel_omission;
pub mod protein_equivalence;
pub mod reachability;
mod shown;
pub mod tiering;
pub mod treatment;
pub mod tumor_type;

use model::interval::CallableRegions;

pub use considered::{Considered, considered};
pub use difference::{Answer, FindingDifference, FindingStanding, differences};
pub use interpret::{Context, Interpretation, OpenStatement, interpret};

/// Where a reader has to note records that it sets aside, so that wild type can be told apart from "filtered".
pub fn wild_type_places(release: &knowledge::Release, assembly: model::assembly::Assembly) -> CallableRegions {
    evaluate::wild_type::places(release, assembly)
}

/// Version of the rules in this crate; printed beside the knowledge release on every document.
pub const ENGINE_VERSION: &str = concat!("shirube-engine ", env!("CARGO_PKG_VERSION"));

#[cfg(test)]
mod level_engine;
