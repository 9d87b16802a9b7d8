//! A running import at a terminal: how far it is.

use std::time::Duration;

use indicatif::ProgressBar;
use workflow::Desk;
use workflow::contract::{ApiError, ImportProgress};
use workflow::wording::{sentence_of, text};

use crate::output;

/// Between two looks.
const EVERY: Duration = Duration::from_millis(200);

/// Waits for an import. Progress goes to stderr, and only where that is a terminal. Ctrl-C cancels: the import ends as
/// cancelled, and nothing of it is kept. A second Ctrl-C ends the command at once; the next start clears away what was
/// half written then.
pub(crate) async fn watched<T>(desk: &Desk, import: impl Future<Output = Result<T, ApiError>>) -> Result<T, ApiError> {
    let bar = ProgressBar::new_spinner();
    let mut import = std::pin::pin!(import);
    // Listens from the first look on, so that nothing pressed between two looks is lost.
    let mut pressed = std::pin::pin!(tokio::signal::ctrl_c());
    let mut cancelled = false;
    let done = loop {
        tokio::select! {
            done = &mut import => break done,
            heard = &mut pressed => {
                if cancelled || heard.is_err() {
                    std::process::exit(i32::from(output::CANCELLED));
                }
                cancelled = true;
                pressed.set(tokio::signal::ctrl_c());
                desk.cancel_import().await?;
                bar.suspend(|| output::note(&text("import_interrupted", output::language())));
            }
            () = tokio::time::sleep(EVERY) => {}
        }
        if let Some(progress) = desk.import_progress().await {
            bar.set_message(line(&progress));
        }
        bar.tick();
    };
    bar.finish_and_clear();
    done
}

/// Waits for long work on the knowledge, as [`watched`].
pub(crate) async fn watched_knowledge<T>(
    desk: &Desk,
    work: impl Future<Output = Result<T, ApiError>>,
) -> Result<T, ApiError> {
    let bar = ProgressBar::new_spinner();
    let mut work = std::pin::pin!(work);
    let done = loop {
        tokio::select! {
            done = &mut work => break done,
            () = tokio::time::sleep(EVERY) => {}
        }
        if let Some(progress) = desk.knowledge_progress() {
            let of = progress.of.unwrap_or_else(|| "?".to_owned());
            let parameters = [("done".to_owned(), progress.done), ("of".to_owned(), of)].into();
            let code = format!("knowledge_progress_{}", progress.phase);
            bar.set_message(sentence_of(&code, &parameters, output::language()));
        }
        bar.tick();
    };
    bar.finish_and_clear();
    done
}

fn line(progress: &ImportProgress) -> String {
    let parameters = [
        ("number", progress.number.to_string()),
        ("files", progress.files.to_string()),
        ("file", progress.file.clone()),
        ("records", progress.records.clone()),
        ("percent", progress.percent.to_string()),
    ];
    let code = match progress.phase.as_str() {
        "looking" => "import_progress_looking",
        "keeping" => "import_progress_keeping",
        "checking" => "import_progress_checking",
        _ => "import_progress_reading",
    };
    sentence_of(code, &parameters.map(|(name, value)| (name.to_owned(), value)).into(), output::language())
}
