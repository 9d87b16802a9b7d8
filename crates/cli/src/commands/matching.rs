//! `shirube match`

use workflow::Resources;
use workflow::contract::ApiError;
use workflow::matching::{MatchRequest, as_of, match_files, tumor_context};

use crate::arguments::MatchArguments;
use crate::output;

pub(crate) fn run(arguments: &MatchArguments, resources: &Resources) -> Result<(), ApiError> {
    let tumor = arguments.tumor_type.as_deref().ok_or_else(workflow::failures::tumor_type_missing)?;
    let request = MatchRequest {
        files: arguments.files.clone(),
        tumor: tumor_context(tumor),
        as_of: as_of(arguments.as_of.as_deref())?,
        assembly: workflow::matching::assembly(arguments.assembly.as_deref())?,
        tumor_sample: arguments.tumor_sample.clone(),
        normal_sample: arguments.normal_sample.clone(),
        patient: arguments.patient.clone(),
        reference: arguments.reference.clone(),
        reference_sequence: arguments.reference_sequence.clone(),
        everything: arguments.everything,
        knowledge: arguments.knowledge.clone().unwrap_or_else(|| resources.knowledge.clone()),
    };
    output::json(&match_files(&request)?)
}
