//! Curated and imported knowledge, verified and indexed into a release.

pub mod criterion;
pub mod statement;
