//! A running import at a terminal: how far it is.

use std::convert::Infallible;
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
///
/// The three run side by side: a look may have to wait for the desk while the import holds it.
pub(crate) async fn watched<T>(desk: &Desk, import: impl Future<Output = Result<T, ApiError>>) -> Result<T, ApiError> {
    let bar = ProgressBar::new_spinner();
    let done = tokio::select! {
        done = import => done,
        never = look(desk, &bar) => match never {},
        never = cancel_when_pressed(desk, &bar) => match never {},
    };
    bar.finish_and_clear();
    done
}

async fn look(desk: &Desk, bar: &ProgressBar) -> Infallible {
    loop {
        tokio::time::sleep(EVERY).await;
        if let Some(progress) = desk.import_progress().await {
            bar.set_message(line(&progress));
        }
        bar.tick();
    }
}

async fn cancel_when_pressed(desk: &Desk, bar: &ProgressBar) -> Infallible {
    if tokio::signal::ctrl_c().await.is_ok() {
        bar.suspend(|| output::note(&text("import_interrupted", output::language())));
        // Whoever imports may cancel; and an import that has ended needs no cancelling.
        let _ = tokio::join!(desk.cancel_import(), end_when_pressed());
    }
    std::future::pending().await
}

async fn end_when_pressed() -> Infallible {
    if tokio::signal::ctrl_c().await.is_ok() {
        std::process::exit(i32::from(output::CANCELLED));
    }
    std::future::pending().await
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
