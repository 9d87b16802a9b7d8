//! What a CATS document says beyond the lists that are matched: kept as written.

use std::collections::BTreeSet;

use formats::cats::{BiomarkerMetric, CatsDocument, CompositeBiomarker, Expression, NonHumanContent};
use model::ledger::Bin;
use model::notice::Notice;
use model::small_variant::RecordSource;
use model::stated_fact::{FactTopic, StatedFact};

use super::CatsReader;
use crate::part::FileIdentity;

/// Schema versions of which public documents are among the tests.
const TESTED_VERSIONS: [&str; 2] = ["1.2.0", "1.3.0"];

impl CatsReader<'_> {
    pub(super) fn composite_biomarker(&mut self, item: &CompositeBiomarker) {
        let parts = [
            item.biomarker_names.join(", "),
            item.component_item_ids.join(" + "),
            sentences(item.descriptions.as_deref()),
        ];
        self.keep_stated(FactTopic::CompositeBiomarker, &parts, item.reported);
    }

    pub(super) fn expression(&mut self, item: &Expression) {
        let genes: BTreeSet<&str> =
            item.transcripts.iter().filter_map(|transcript| transcript.gene_symbol.as_deref()).collect();
        let values: Vec<String> = item
            .expression_level_metrics
            .iter()
            .map(|metric| {
                let control = metric.is_control.unwrap_or_default().then_some("control");
                let words = [control, metric.statistic_type.as_deref(), Some(&metric.value.0), Some(&metric.unit)];
                words.into_iter().flatten().collect::<Vec<_>>().join(" ")
            })
            .collect();
        let reads = item.read_count.as_ref().map(|count| format!("{} reads", count.0)).unwrap_or_default();
        let parts = [genes.into_iter().collect::<Vec<_>>().join(", "), values.join("; "), reads];
        self.keep_stated(FactTopic::Expression, &parts, item.reported);
    }

    pub(super) fn non_human_content(&mut self, item: &NonHumanContent) {
        let metrics: Vec<String> = item.content_metrics.iter().flatten().map(metric).collect();
        let parts = [item.organism.clone(), metrics.join("; "), sentences(item.descriptions.as_deref())];
        self.keep_stated(FactTopic::NonHumanContent, &parts, item.reported);
    }

    /// Comments on items and on the case, and the descriptions of markers: no records of their own.
    pub(super) fn comments(&mut self, document: &CatsDocument) {
        let comments = document.meta_data.comments.iter().flatten();
        let comments = comments.map(|comment| (comment.item_ids.join(", "), comment.contents.join(" ")));
        let markers = document.other_biomarkers.iter().flatten();
        let markers = markers.map(|marker| (marker.biomarker_type.clone(), sentences(marker.descriptions.as_deref())));
        let source = RecordSource { file: self.file.index, line: self.tally.records() };
        for (about, text) in comments.chain(markers).filter(|(_, text)| !text.is_empty()) {
            let text = if about.is_empty() { text } else { format!("{about}: {text}") };
            let topic = FactTopic::LaboratoryComment;
            self.profile.facts.push(StatedFact { topic, text, source: source.clone() });
        }
    }

    /// One record that is kept in its words. The mark of the laboratory is part of them.
    fn keep_stated(&mut self, topic: FactTopic, parts: &[String], reported: bool) {
        let source = self.next_source();
        self.tally.end(Bin::Kept);
        let mark = format!("reported: {reported}");
        let said = parts.iter().filter(|part| !part.is_empty()).chain([&mark]);
        let text = said.cloned().collect::<Vec<_>>().join(" / ");
        self.profile.facts.push(StatedFact { topic, text, source });
    }
}

/// What people should know about the document as a whole.
pub(super) fn about_document(file: &FileIdentity, document: &CatsDocument) -> Vec<Notice> {
    let version = document.meta_data.schema_version.as_str();
    let states: BTreeSet<&str> = document
        .sequencing_samples
        .iter()
        .flat_map(|sample| sample.suspected_sample_states.iter().flatten())
        .map(String::as_str)
        .collect();
    let states = states.into_iter().collect::<Vec<_>>().join(", ");
    let stated = [
        document.composite_biomarkers.as_ref().map_or(0, Vec::len),
        document.expressions.as_ref().map_or(0, Vec::len),
        document.non_human_contents.as_ref().map_or(0, Vec::len),
    ];
    let stated: usize = stated.iter().sum();
    let reference_only = document.test_info.test_for_reference_only.unwrap_or_default();
    [
        (!TESTED_VERSIONS.contains(&version)).then(|| file.notice("cats_version_untested").with("version", version)),
        (!states.is_empty()).then(|| file.notice("cats_sample_suspected").with("states", &states)),
        reference_only.then(|| file.notice("cats_reference_only")),
        (stated > 0).then(|| file.notice("cats_items_stated").with("count", stated)),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn sentences(descriptions: Option<&[String]>) -> String {
    descriptions.unwrap_or_default().join(" ")
}

fn metric(metric: &BiomarkerMetric) -> String {
    let words = [metric.metric_type.as_deref(), Some(metric.value.0.as_str()), metric.unit.as_deref()];
    words.into_iter().flatten().collect::<Vec<_>>().join(" ")
}
