//! What passes between the workspace and other houses.
//!
//! So far one way only: a file that somebody asked for comes in. Nothing goes out, nothing is fetched by itself, and
//! nothing that was fetched is kept unless it came whole.

pub mod download;

pub use download::{Download, DownloadError, Fetched, fetch};
