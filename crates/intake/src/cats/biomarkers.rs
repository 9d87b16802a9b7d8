//! Genome-wide markers of a CATS document.

use formats::cats::OtherBiomarker;
use model::biomarker::{Biomarker, BiomarkerKind};
use model::ledger::Bin;

use super::CatsReader;
use crate::number::decimal;
use crate::result_codes::biomarker_state;

impl CatsReader<'_> {
    pub(super) fn biomarker(&mut self, item: &OtherBiomarker) {
        let source = self.next_source();
        let code = item.biomarker_type.as_str();
        let Some(kind) = self.code("biomarkerType", code, kind(code)) else {
            self.tally.end(Bin::NotReadYet);
            return;
        };
        let metric = item.biomarker_metrics.as_ref().and_then(|metrics| metrics.first());
        let state = item.state.as_deref().filter(|state| *state != "null");
        let state = state.and_then(|text| self.code("state", text, biomarker_state(text)));
        self.tally.end(Bin::Kept);
        self.profile.biomarkers.push(Biomarker {
            kind,
            value: metric.and_then(|metric| decimal(&metric.value.0)),
            unit: metric.and_then(|metric| {
                metric.unit.clone().or_else(|| metric.metric_type.clone()).or_else(|| metric.r#type.clone())
            }),
            state,
            hide_value: self.hides(kind),
            reported: Some(item.reported),
            method: None,
            source,
        });
    }

    fn hides(&self, kind: BiomarkerKind) -> bool {
        match kind {
            BiomarkerKind::Tmb => self.options.hide_tmb_value,
            BiomarkerKind::Msi => self.options.hide_msi_value,
            BiomarkerKind::Loh => self.options.hide_loh_value,
            BiomarkerKind::Hrd => false,
        }
    }
}

/// HRD is no type of the schema; laboratories that send it as an extension are read.
fn kind(text: &str) -> Option<BiomarkerKind> {
    match text {
        "TMB" => Some(BiomarkerKind::Tmb),
        "MSI" => Some(BiomarkerKind::Msi),
        "LOH" => Some(BiomarkerKind::Loh),
        "HRD" => Some(BiomarkerKind::Hrd),
        _ => None,
    }
}
