//! One file per verb.

mod cases;
mod demo;
mod matching;
mod place;

use workflow::contract::ApiError;

use crate::arguments::{Arguments, Verb};
use crate::output;

/// Runs a verb.
pub(crate) fn run(arguments: Arguments) -> Result<(), ApiError> {
    let resources = place::resources(arguments.resources.as_deref())?;
    match arguments.verb {
        Verb::Match(arguments) => matching::run(&arguments, &resources),
        Verb::Schema { answer } => schema(&answer),
        Verb::Demo(arguments) => block_on(demo::run(arguments, resources)),
        Verb::Init(arguments) => block_on(cases::init(arguments, resources)),
        Verb::Import(arguments) => block_on(cases::import(arguments, resources)),
        Verb::List(arguments) => block_on(cases::list(arguments, resources)),
        Verb::Show(arguments) => block_on(cases::show(arguments, resources)),
        Verb::Accept(arguments) => block_on(cases::decide(arguments, "accepted", resources)),
        Verb::Decline(arguments) => block_on(cases::decide(arguments, "declined", resources)),
        Verb::Draft(arguments) => block_on(cases::draft(arguments, resources)),
        Verb::Sign(arguments) => block_on(cases::sign(arguments, resources)),
        Verb::Export(arguments) => block_on(cases::export(arguments, resources)),
        Verb::Form(arguments) => block_on(cases::form(arguments, resources)),
        Verb::Ledger(arguments) => block_on(cases::ledger(arguments, resources)),
        Verb::History(arguments) => block_on(cases::history(arguments, resources)),
        Verb::Audit(arguments) => block_on(cases::audit(arguments, resources)),
    }
}

fn schema(answer: &str) -> Result<(), ApiError> {
    match answer {
        "match" => output::line(workflow::matching::MATCH_SCHEMA.trim_end()),
        _ => Err(workflow::failures::schema_unknown(answer)),
    }
}

fn block_on(work: impl Future<Output = Result<(), ApiError>>) -> Result<(), ApiError> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    runtime.map_err(|_| workflow::failures::runtime_missing())?.block_on(work)
}
