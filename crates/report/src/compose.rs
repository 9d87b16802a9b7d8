//! From facts to documents.

use model::canonical::ContentHash;
use model::report_content::{ChapterContent, DocumentKind, Fact, PageMark, Provenance, ReportContent};

use crate::CONTENT_SCHEMA;
use crate::chapters::{Composer, panel, patient};
use crate::dates;
use crate::error::ReportError;
use crate::facts::ReportFacts;
use crate::phrase::fact;
use crate::wording::Wording;

/// ① The report for the panel.
///
/// # Errors
/// [`ReportError`] when wording is missing or the case has no interpretation.
pub fn panel_report(facts: &ReportFacts<'_>, wording: &Wording) -> Result<ReportContent, ReportError> {
    document(DocumentKind::Panel, panel::COMPOSERS, facts, wording)
}

/// ② The explanation for the patient.
///
/// # Errors
/// [`ReportError`] when wording is missing or the case has no interpretation.
pub fn patient_explanation(facts: &ReportFacts<'_>, wording: &Wording) -> Result<ReportContent, ReportError> {
    document(DocumentKind::Patient, patient::COMPOSERS, facts, wording)
}

/// The one hash over all documents that a signature binds.
///
/// # Errors
/// As [`ContentHash::of`].
pub fn content_hash(documents: &[ReportContent]) -> Result<ContentHash, ReportError> {
    Ok(ContentHash::of(documents)?)
}

fn document(
    kind: DocumentKind,
    composers: &[(&str, Composer)],
    facts: &ReportFacts<'_>,
    wording: &Wording,
) -> Result<ReportContent, ReportError> {
    let interpretation = facts.interpretation()?;
    let chapters = composers
        .iter()
        .map(|(id, composer)| {
            let words = wording.chapter(kind, id)?;
            let blocks = composer(facts, &words)?;
            Ok(ChapterContent { id: (*id).to_owned(), heading: words.heading().to_owned(), blocks })
        })
        .collect::<Result<Vec<_>, ReportError>>()?;
    Ok(ReportContent {
        schema: CONTENT_SCHEMA,
        kind,
        title: wording.term("title", kind.code())?.to_owned(),
        subtitle: Some(facts.institution.to_owned()),
        head: head(kind, facts, wording)?,
        chapters,
        marks: marks(facts)?,
        provenance: Provenance {
            case_number: facts.case.opened.as_ref().map(|opened| opened.number.clone()).unwrap_or_default(),
            revision: facts.revision,
            knowledge_release: interpretation.release.clone(),
            engine: interpretation.engine.clone(),
            software: facts.software.clone(),
            as_of: interpretation.as_of,
            dated_on: facts.dated_on,
        },
    })
}

/// Who, which tumour, which days. The patient reads the Japanese name of the tumour and the day of the paper, no codes.
pub(crate) fn head(kind: DocumentKind, facts: &ReportFacts<'_>, wording: &Wording) -> Result<Vec<Fact>, ReportError> {
    let clinical = facts.clinical()?;
    let patient = &clinical.patient;
    let label = |code: &str| wording.term("head", code).map(str::to_owned);
    let mut head = vec![fact(label("name")?, patient.name.clone())];
    let mut push = |code: &str, value: Option<String>| -> Result<(), ReportError> {
        if let Some(value) = value {
            head.push(fact(label(code)?, value));
        }
        Ok(())
    };
    push("kana", patient.kana.clone())?;
    push("hospital_id", patient.hospital_id.as_ref().map(|id| id.0.clone()))?;
    push("born_on", patient.born_on.map(dates::both))?;
    match kind {
        DocumentKind::Panel => push("tumor", facts.tumor_label.clone())?,
        DocumentKind::Patient => push("tumor_for_patient", facts.tumor_name.clone())?,
    }
    push("diagnosis", clinical.diagnosis.clone())?;
    push("department", clinical.department.clone())?;
    push("attending", clinical.attending_physician.clone())?;
    let received_on = facts.case.opened.as_ref().filter(|_| kind == DocumentKind::Panel);
    push("received_on", received_on.map(|opened| dates::both(opened.received_on)))?;
    push("dated_on", Some(dates::both(facts.dated_on)))?;
    Ok(head)
}

/// The draft mark is not here: it tells about the signature, not about the content, and is set when pages are made.
pub(crate) fn marks(facts: &ReportFacts<'_>) -> Result<Vec<PageMark>, ReportError> {
    let mut marks = Vec::new();
    if facts.intended_use.is_none() {
        marks.push(PageMark::NotForClinicalUse);
    }
    if facts.clinical()?.patient.synthetic {
        marks.push(PageMark::Synthetic);
    }
    Ok(marks)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::path::Path;

    use super::*;

    fn repository_wording() -> Wording {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../report-templates/wording");
        let mut files = BTreeMap::new();
        for folder in ["", "panel", "patient"] {
            for entry in std::fs::read_dir(root.join(folder)).unwrap() {
                let path = entry.unwrap().path();
                if path.extension().is_some_and(|extension| extension == "toml") {
                    let name = path.strip_prefix(&root).unwrap().to_string_lossy().replace('\\', "/");
                    files.insert(name, std::fs::read_to_string(&path).unwrap());
                }
            }
        }
        Wording::parse(&files).unwrap()
    }

    #[test]
    fn every_chapter_has_a_composer_and_a_wording_file_and_no_file_is_left_over() {
        let wording = repository_wording();
        for (kind, order) in [(DocumentKind::Panel, panel::ORDER), (DocumentKind::Patient, patient::ORDER)] {
            let mut order: Vec<&str> = order.to_vec();
            order.sort_unstable();
            assert_eq!(wording.chapter_names(kind), order);
        }
    }
}
