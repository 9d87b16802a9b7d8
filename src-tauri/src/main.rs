//! The window on `workflow`. Nothing is decided here.
#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

mod bindings;
mod commands;
mod folders;
mod platform;
mod report_scheme;
mod shell;
mod window;

use std::process::ExitCode;

use tauri::{App, Manager};
use tracing_subscriber::EnvFilter;

fn main() -> ExitCode {
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("warn"));
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).init();
    let ran = tauri::Builder::default()
        .plugin(tauri_plugin_dialog::init())
        .register_asynchronous_uri_scheme_protocol(report_scheme::SCHEME, report_scheme::answer)
        .invoke_handler(bindings::builder().invoke_handler())
        .setup(|app| Ok(set_up(app)?))
        .run(tauri::generate_context!());
    match ran {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            tracing::error!(%error, "the window could not be opened");
            ExitCode::from(4)
        }
    }
}

/// Opens the desk, then the window on it.
fn set_up(app: &App) -> tauri::Result<()> {
    app.manage(shell::Shell::new(folders::desk(app.handle())));
    window::open(app)
}
