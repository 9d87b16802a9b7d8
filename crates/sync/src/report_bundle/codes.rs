//! Codes: those of the guide, of LOINC, and of systems of our own where none says what a Japanese report says.
//!
//! Read in the published package `hl7.fhir.uv.genomics-reporting` 3.0.0 (snapshots and examples). Of the answer list of
//! chromosomes the package shows 3, 9, 16 and X; the others follow from their numbers.

use formats::fhir::{CodeableConcept, Coding, Meta};
use model::assembly::Assembly;

/// The guide.
pub const IG: &str = "http://hl7.org/fhir/uv/genomics-reporting";
/// LOINC.
pub const LOINC: &str = "http://loinc.org";
/// HGVS.
pub const HGVS: &str = "http://varnomen.hgvs.org";
/// Units.
pub const UCUM: &str = "http://unitsofmeasure.org";
const CATEGORY: &str = "http://terminology.hl7.org/CodeSystem/observation-category";
const SECTION: &str = "http://terminology.hl7.org/CodeSystem/v2-0074";

/// Answers of LOINC list LL2938-0, chromosomes 1 to 22, X and Y.
const CHROMOSOMES: [(&str, &str); 24] = [
    ("1", "LA21254-0"),
    ("2", "LA21255-7"),
    ("3", "LA21256-5"),
    ("4", "LA21257-3"),
    ("5", "LA21258-1"),
    ("6", "LA21259-9"),
    ("7", "LA21260-7"),
    ("8", "LA21261-5"),
    ("9", "LA21262-3"),
    ("10", "LA21263-1"),
    ("11", "LA21264-9"),
    ("12", "LA21265-6"),
    ("13", "LA21266-4"),
    ("14", "LA21267-2"),
    ("15", "LA21268-0"),
    ("16", "LA21269-8"),
    ("17", "LA21270-6"),
    ("18", "LA21271-4"),
    ("19", "LA21272-2"),
    ("20", "LA21273-0"),
    ("21", "LA21274-8"),
    ("22", "LA21275-5"),
    ("X", "LA21276-3"),
    ("Y", "LA21277-1"),
];

/// A system of our own: evidence levels, access, kinds of recommendation. No registry knows it; this file is its
/// definition, and its codes are those of the product.
pub fn own(name: &str) -> String {
    format!("urn:x-shirube:{name}")
}

/// The profile of a resource.
pub fn profile(name: &str) -> Meta {
    Meta { profile: vec![format!("{IG}/StructureDefinition/{name}")] }
}

/// A code that the guide keeps until LOINC has one.
pub fn to_be_decided(code: &str) -> Coding {
    Coding::new(&format!("{IG}/CodeSystem/tbd-codes-cs"), code)
}

/// The category `GE`.
pub fn genetics() -> CodeableConcept {
    Coding::new(SECTION, "GE").into()
}

/// The two categories of every finding.
pub fn categories() -> Vec<CodeableConcept> {
    vec![Coding::new(CATEGORY, "laboratory").into(), genetics()]
}

/// LOINC's answer for a chromosome; `None` for the mitochondrial genome and unplaced contigs.
pub fn chromosome(contig: &str) -> Option<Coding> {
    let (_, code) = CHROMOSOMES.iter().find(|(name, _)| *name == contig)?;
    Some(Coding::new(LOINC, code).shown(&format!("Chromosome {contig}")))
}

/// LOINC's answer for an assembly; `None` where it has none.
pub fn assembly(assembly: Assembly) -> Option<Coding> {
    match assembly {
        Assembly::GRCh37 => Some(Coding::new(LOINC, "LA14029-5").shown("GRCh37")),
        Assembly::GRCh38 => Some(Coding::new(LOINC, "LA26806-2").shown("GRCh38")),
    }
}
