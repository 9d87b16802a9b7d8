//! Nouns and their notation.
//!
//! What a variant, a finding, a clinical fact, a ledger and a report *are*, spelled as the field spells them
//! (GA4GH VRS and VA-Spec, HGVS, Sequence Ontology, AMP, C-CAT). Nothing here decides anything clinical, reads a
//! file, asks a clock or draws a page: time, randomness and secrets enter through the traits of [`ports`].
//!
//! There is no floating point in this room. Numbers that are compared with a cut-off or hashed are integers with a
//! unit, or [`Decimal`] values that keep the digits they arrived with.

pub mod assembly;
pub mod assessed;
pub mod biomarker;
pub mod breakend;
pub mod canonical;
pub mod case_input;
pub mod clinical;
pub mod consequence;
pub mod copy_number;
pub mod evidence;
pub mod expression;
pub mod finding;
pub mod form_content;
pub mod hgvs;
pub mod ids;
pub mod interval;
pub mod ledger;
pub mod notice;
pub mod oncogenicity;
pub mod panel_rule;
pub mod pedigree;
pub mod person;
pub mod population;
pub mod ports;
pub mod profile;
pub mod rearrangement_call;
pub mod record_batch;
pub mod reference;
pub mod report_content;
pub mod small_variant;
pub mod stated_fact;
pub mod structural;
pub mod structural_variant;
pub mod therapy;
pub mod tumor_type;
pub mod variation;

pub use rust_decimal::Decimal;
