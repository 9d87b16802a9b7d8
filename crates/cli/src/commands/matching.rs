//! `shirube match`

use workflow::Resources;
use workflow::contract::ApiError;
use workflow::matching::{MatchRequest, as_of, chosen_kinds, match_files, tumor_context};

use super::place::kinds;
use crate::arguments::MatchArguments;
use crate::output;

pub(crate) fn run(arguments: &MatchArguments, resources: &Resources) -> Result<(), ApiError> {
    let tumor = arguments.tumor_type.as_deref().ok_or_else(workflow::failures::tumor_type_missing)?;
    let files: Vec<String> = arguments.files.iter().map(|file| file.to_string_lossy().into_owned()).collect();
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
        kinds: chosen_kinds(&kinds(&arguments.kinds), &files)?,
        everything: arguments.everything,
        careful: arguments.careful,
        knowledge: arguments.knowledge.clone().unwrap_or_else(|| resources.knowledge.clone()),
    };
    output::json(&match_files(&request)?)
}
