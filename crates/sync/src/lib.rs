//! What passes between the workspace and other houses.
//!
//! Downloads come in because somebody asked for them, whole or not at all. A [`payload`] is what may leave: a case without
//! the person, checked string by string, and a [`report_bundle`] tells a signed report of it in FHIR. A [`packet`] is what
//! is carried from house to house as a file. Nothing is sent by itself; keys, cases and rules are not known here.

pub mod download;
pub mod packet;
pub mod payload;
pub mod report_bundle;

pub use download::{Download, DownloadError, Fetched, fetch};
pub use packet::PacketError;
