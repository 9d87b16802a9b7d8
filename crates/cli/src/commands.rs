//! One file per verb.

mod accounts;
mod audit;
mod backups;
mod cases;
mod demo;
mod explain;
mod keys;
mod knowledge;
mod matching;
mod packet;
mod panel;
mod place;
mod programme;
mod reference;
mod rehearsal;
mod releases;
mod retention;
mod running;
mod structure;
mod variants;

use std::process::ExitCode;

use workflow::Resources;
use workflow::contract::ApiError;

use crate::arguments::{Arguments, Verb};
use crate::output;

/// Runs a verb and gives the exit code of a good end.
pub(crate) fn run(arguments: Arguments) -> Result<ExitCode, ApiError> {
    if let Verb::Verify(arguments) = &arguments.verb {
        return keys::verify(arguments);
    }
    let resources = place::resources(arguments.resources.as_deref())?;
    work(arguments.verb, resources).map(|()| ExitCode::SUCCESS)
}

fn work(verb: Verb, resources: Resources) -> Result<(), ApiError> {
    match verb {
        // Answered before anything else, because it needs no resources.
        Verb::Verify(arguments) => keys::verify(&arguments).map(|_| ()),
        Verb::Rotate(arguments) => block_on(keys::rotate(arguments, resources)),
        Verb::Keys { verb } => block_on(keys::run(verb, resources)),
        Verb::Match(arguments) => matching::run(&arguments, &resources),
        Verb::Reference { verb } => block_on(reference::run(verb, resources)),
        Verb::Kb(arguments) if releases::concerns(&arguments) => block_on(releases::run(arguments, resources)),
        Verb::Kb(arguments) => knowledge::run(arguments, &resources),
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
        Verb::Variants(arguments) => block_on(variants::run(arguments, resources)),
        Verb::Structure(arguments) => block_on(structure::run(arguments, resources)),
        Verb::Explain(arguments) => block_on(explain::run(arguments, resources)),
        Verb::Correct(arguments) => block_on(cases::correct(arguments, resources)),
        Verb::Panel { verb } => block_on(panel::run(verb, resources)),
        Verb::Packet { verb } => block_on(packet::run(verb, resources)),
        Verb::Consent { verb } => block_on(panel::consent(verb, resources)),
        Verb::Register { verb } => block_on(programme::register(verb, resources)),
        Verb::Progress(arguments) => block_on(programme::progress(arguments, resources)),
        Verb::Rehearse { verb } => block_on(rehearsal::run(verb, resources)),
        Verb::Retention { verb } => block_on(retention::run(verb, resources)),
        Verb::Files(arguments) => block_on(cases::files(arguments, resources)),
        Verb::History(arguments) => block_on(cases::history(arguments, resources)),
        Verb::Recover(arguments) => block_on(cases::recover(arguments, resources)),
        Verb::Account { verb } => block_on(accounts::run(verb, resources)),
        Verb::Audit { verb } => block_on(audit::run(verb, resources)),
        Verb::Backup(arguments) => block_on(backups::back_up(arguments, resources)),
        Verb::Restore(arguments) => backups::restore(arguments),
        Verb::Drill(arguments) => block_on(backups::drill(arguments, resources)),
        Verb::BreakGlass(arguments) => block_on(audit::break_glass(arguments, resources)),
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

#[cfg(all(test, unix))]
mod tests {
    use std::ffi::{OsStr, OsString};
    use std::os::unix::ffi::OsStrExt;

    use clap::Parser;
    use workflow::contract::ApiErrorKind;

    use super::*;

    #[test]
    fn a_path_that_is_no_text_is_refused_before_anything_is_opened() {
        let path = OsStr::from_bytes(b"/nowhere/\xe6\xa4.vcf");
        for words in [vec!["import"], vec!["export", "1", "--document", "panel", "--to"], vec!["form", "1", "--to"]] {
            let verb = words.iter().map(OsString::from).chain([path.to_owned()]);
            let line = ["shirube", "--resources", "/nowhere"].iter().map(OsString::from).chain(verb);
            let error = run(Arguments::parse_from(line)).unwrap_err();
            assert_eq!((error.message.code.as_str(), error.kind), ("path_not_text", ApiErrorKind::InputRefused));
            assert_eq!(error.message.parameters["file"], "\u{fffd}.vcf", "{words:?}");
        }
    }
}
