//! HL7 FHIR R4 (4.0.1) as JSON: the resources that a signed report is told in, <https://hl7.org/fhir/R4>.
//!
//! Only what a report needs is here, and only to be written. Numbers are written with the digits they arrived with.

mod datatypes;
mod resources;

pub use datatypes::{CodeableConcept, Coding, Extension, Identifier, Meta, Quantity, Reference, ResourceId};
pub use resources::{
    Bundle, BundleEntry, Collection, Component, DiagnosticReport, EntryRequest, Observation, ObservationValue, Patient,
    Range, Resource, Specimen, Task,
};
