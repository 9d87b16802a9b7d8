//! Results that somebody typed from a report.

use formats::NumberText;
use formats::clinical_form::{Biomarkers, ClinicalForm, CopyNumber, Fusion};
use model::biomarker::{Biomarker, BiomarkerKind};
use model::copy_number::CopyNumberMeasure;
use model::evidence::AlleleOrigin;
use model::profile::{AlterationClass, TestDescription};
use model::structural::{CopyNumberAlteration, Rearrangement};

use super::FormReader;
use crate::error::IntakeError;
use crate::number::{decimal, with_unit};
use crate::result_codes::{biomarker_state, copy_number_change, rearrangement_kind};

impl FormReader<'_> {
    /// Takes everything molecular. A word that is not understood is a refusal: a form is typed, so it can be mended.
    pub(super) fn results(&mut self, form: &ClinicalForm) -> Result<(), IntakeError> {
        if let Some(markers) = &form.biomarkers {
            self.markers(markers)?;
        }
        for (item, index) in form.fusions.iter().flatten().zip(0..) {
            self.fusion(item, index)?;
        }
        for (item, index) in form.copy_numbers.iter().flatten().zip(0..) {
            self.copy_number(item, index)?;
        }
        for (word, index) in form.assessed.iter().flatten().zip(0..) {
            let class = assessed(word).ok_or_else(|| self.wrong(format!("assessed[{index}]")))?;
            self.profile.assessed.push(class);
        }
        self.profile.test = form.test.as_ref().map(|test| TestDescription {
            name: test.name.clone(),
            version: test.version.clone(),
            test_type: None,
            test_id: test.test_id.clone(),
        });
        Ok(())
    }

    fn markers(&mut self, markers: &Biomarkers) -> Result<(), IntakeError> {
        let rows = [
            (BiomarkerKind::Tmb, ("tmb_mut_per_mb", &markers.tmb_mut_per_mb), ("tmb", &markers.tmb)),
            (BiomarkerKind::Msi, ("msi_score", &None), ("msi", &markers.msi)),
            (BiomarkerKind::Loh, ("loh_score", &markers.loh_score), ("loh", &markers.loh)),
            (BiomarkerKind::Hrd, ("hrd_score", &markers.hrd_score), ("hrd", &markers.hrd)),
        ];
        for (kind, (value_name, value), (state_name, state)) in rows {
            if value.is_none() && state.is_none() {
                continue;
            }
            let wrong = |name: &str| self.wrong(format!("biomarkers.{name}"));
            let read = value.as_ref().map(|text| with_unit(&text.0).ok_or_else(|| wrong(value_name))).transpose()?;
            let state =
                state.as_ref().map(|text| biomarker_state(text).ok_or_else(|| wrong(state_name))).transpose()?;
            let per_megabase = Some("mut/Mb".to_owned()).filter(|_| kind == BiomarkerKind::Tmb && read.is_some());
            let source = self.next_source();
            self.profile.biomarkers.push(Biomarker {
                kind,
                value: read.as_ref().map(|(value, _)| *value),
                unit: read.and_then(|(_, unit)| unit).or(per_megabase),
                state,
                hide_value: false,
                reported: None,
                method: None,
                source,
            });
        }
        Ok(())
    }

    fn fusion(&mut self, item: &Fusion, index: usize) -> Result<(), IntakeError> {
        let wrong = |name: &str| self.wrong(format!("fusions[{index}].{name}"));
        let kind = item.kind.as_deref().unwrap_or("gene fusion");
        let kind = rearrangement_kind(kind).ok_or_else(|| wrong("kind"))?;
        if item.five_prime.is_none() && item.three_prime.is_none() {
            return Err(wrong("five_prime"));
        }
        let source = self.next_source();
        self.profile.rearrangements.push(Rearrangement {
            five_prime: item.five_prime.clone(),
            three_prime: item.three_prime.clone(),
            kind,
            order_stated: item.five_prime.is_some() && item.three_prime.is_some(),
            detail: item.detail.clone(),
            supporting_reads: item.supporting_reads,
            call: None,
            origin: AlleleOrigin::Somatic,
            reported: None,
            source,
        });
        Ok(())
    }

    fn copy_number(&mut self, item: &CopyNumber, index: usize) -> Result<(), IntakeError> {
        let wrong = |name: &str| self.wrong(format!("copy_numbers[{index}].{name}"));
        let change = copy_number_change(&item.change).ok_or_else(|| wrong("change"))?;
        let number = |text: &NumberText| decimal(&text.0).ok_or_else(|| wrong("value"));
        let value = item.value.as_ref().map(number).transpose()?;
        let source = self.next_source();
        self.profile.copy_numbers.push(CopyNumberAlteration {
            gene: item.gene.clone(),
            change,
            value,
            unit: item.unit.clone(),
            measured: CopyNumberMeasure::default(),
            origin: AlleleOrigin::Somatic,
            reported: None,
            source,
        });
        Ok(())
    }
}

fn assessed(word: &str) -> Option<AlterationClass> {
    match word {
        "small_variant" => Some(AlterationClass::SmallVariant),
        "copy_number" => Some(AlterationClass::CopyNumber),
        "rearrangement" => Some(AlterationClass::Rearrangement),
        _ => None,
    }
}
