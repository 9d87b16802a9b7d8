//! CATS documents in.

mod biomarkers;
mod stated;
mod structural;
mod variants;

use std::collections::BTreeSet;

use formats::cats::{CatsDocument, ConfigOptions, ReferenceGenome};
use model::assembly::Assembly;
use model::ledger::Bin;
use model::notice::Notice;
use model::profile::{AlterationClass, MolecularProfile, TestDescription};

use crate::ImportOptions;
use crate::error::{IntakeError, Question, Refusal};
use crate::json_document::{self, wrong_field};
use crate::part::{FileIdentity, FilePart, ProfilePart};
use crate::tally::Tally;

/// The newest major schema version that is read.
const SCHEMA_MAJOR: u32 = 1;

/// What is gathered while the items of a document are read.
struct CatsReader<'d> {
    file: &'d FileIdentity,
    assembly: Assembly,
    options: ConfigOptions,
    normal_samples: BTreeSet<&'d str>,
    profile: MolecularProfile,
    tally: Tally,
    /// Codes that no schema lists, as `field: code`.
    unknown_codes: BTreeSet<String>,
}

/// Reads a whole document. Items that the laboratory did not mark for the report are read as well and keep their mark.
pub(crate) fn read(file: &FileIdentity, document: &[u8], import: &ImportOptions) -> Result<FilePart, IntakeError> {
    let (document, mut notices) = json_document::read::<CatsDocument>(file, document)?;
    check_version(file, &document.meta_data.schema_version)?;
    let assembly = assembly(file, &document.meta_data.reference_genome, import.assembly)?;
    let mut reader = CatsReader {
        file,
        assembly,
        options: document.meta_data.config_options.clone().unwrap_or_default(),
        normal_samples: samples(&document, "normal").collect(),
        profile: profile(file, &document, assembly),
        tally: Tally::default(),
        unknown_codes: BTreeSet::new(),
    };
    reader.items(&document)?;
    notices.extend(reader.notices());
    notices.extend(stated::about_document(file, &document));
    let ledger = reader.tally.close(&file.name, "cats", file.sha256)?;
    // Item ids are local to the document: they do not name a sample that another file could name.
    let part = ProfilePart { named: false, assembly: Some(assembly), profile: reader.profile };
    Ok(FilePart { ledger, notices, profiles: vec![part], clinical: None, pedigree: None })
}

impl CatsReader<'_> {
    fn items(&mut self, document: &CatsDocument) -> Result<(), IntakeError> {
        let variants = document.variants.as_ref();
        for (item, index) in variants.iter().flat_map(|all| all.short_variants.iter().flatten()).zip(0..) {
            self.short_variant(item, index)?;
        }
        for item in variants.iter().flat_map(|all| all.copy_number_alterations.iter().flatten()) {
            self.copy_number(item);
        }
        for item in variants.iter().flat_map(|all| all.rearrangements.iter().flatten()) {
            self.rearrangement(item);
        }
        for item in document.other_biomarkers.iter().flatten() {
            self.biomarker(item);
        }
        for item in document.composite_biomarkers.iter().flatten() {
            self.composite_biomarker(item);
        }
        for item in document.expressions.iter().flatten() {
            self.expression(item);
        }
        for item in document.non_human_contents.iter().flatten() {
            self.non_human_content(item);
        }
        self.comments(document);
        Ok(())
    }

    /// Passes a code that is known on, and remembers one that is not.
    fn code<T>(&mut self, field: &str, text: &str, known: Option<T>) -> Option<T> {
        if known.is_none() {
            self.unknown_codes.insert(format!("{field}: {text}"));
        }
        known
    }

    fn is_normal_sample(&self, item_id: &str) -> bool {
        self.normal_samples.contains(item_id)
    }

    fn notices(&self) -> Vec<Notice> {
        let unread = self.tally.count(Bin::NotReadYet);
        let codes = self.unknown_codes.iter().cloned().collect::<Vec<_>>().join(", ");
        let hidden = self.options.hide_allele_frequency || self.options.hide_cna_value;
        [
            (unread > 0).then(|| self.file.notice("cats_items_not_read").with("count", unread)),
            (!codes.is_empty()).then(|| self.file.notice("cats_unknown_codes").with("codes", codes)),
            hidden.then(|| self.file.notice("cats_values_hidden")),
        ]
        .into_iter()
        .flatten()
        .collect()
    }
}

fn check_version(file: &FileIdentity, version: &str) -> Result<(), IntakeError> {
    let major: Option<u32> = version.split('.').next().and_then(|major| major.parse().ok());
    match major {
        Some(major) if major <= SCHEMA_MAJOR => Ok(()),
        Some(_) => Err(IntakeError::refused(&file.name, Refusal::NewerVersion { version: version.to_owned() })),
        None => Err(wrong_field(file, "metaData.schemaVersion")),
    }
}

/// The document always states its assembly; another answer is a question.
fn assembly(file: &FileIdentity, genome: &ReferenceGenome, asked: Option<Assembly>) -> Result<Assembly, IntakeError> {
    let named = |text: &str| text.parse::<Assembly>().ok();
    let stated = named(&genome.grc_release).or_else(|| genome.name.as_deref().and_then(named));
    let stated = stated.ok_or_else(|| wrong_field(file, "metaData.referenceGenome.grcRelease"))?;
    match asked {
        Some(asked) if asked != stated => {
            let candidates = vec![stated.name().to_owned(), asked.name().to_owned()];
            Err(IntakeError::question(&file.name, Question::AssemblyConflict { candidates }))
        }
        _ => Ok(stated),
    }
}

fn samples<'d>(document: &'d CatsDocument, role: &'d str) -> impl Iterator<Item = &'d str> {
    let samples = document.sequencing_samples.iter();
    samples.filter(move |sample| sample.tumor_or_normal == role).map(|sample| sample.item_id.as_str())
}

/// The empty profile with test, samples and the classes that the document has a list for.
fn profile(file: &FileIdentity, document: &CatsDocument, assembly: Assembly) -> MolecularProfile {
    let mut profile = MolecularProfile::empty(samples(document, "tumor").next().unwrap_or(&file.stem), assembly);
    profile.normal_sample = samples(document, "normal").next().map(str::to_owned);
    let info = &document.test_info;
    profile.test = Some(TestDescription {
        name: Some(info.panel_name.clone()),
        version: Some(info.panel_version.clone()),
        test_type: Some(info.test_type.clone()),
        test_id: Some(info.test_id.clone()),
    });
    let listed = document.variants.as_ref().map(|variants| {
        [
            (variants.short_variants.is_some(), AlterationClass::SmallVariant),
            (variants.copy_number_alterations.is_some(), AlterationClass::CopyNumber),
            (variants.rearrangements.is_some(), AlterationClass::Rearrangement),
        ]
    });
    let listed = listed.into_iter().flatten().filter(|(listed, _)| *listed);
    profile.assessed = listed.map(|(_, class)| class).collect();
    profile
}

#[cfg(test)]
mod tests;
