//! Reading events of any version that was ever written.

use serde::de::DeserializeOwned;

use crate::event::{CaseEvent, EVENT_SCHEMA};
use crate::releases::ReleaseEvent;

/// An event cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum UpcastError {
    /// Written by a newer version of the product.
    #[error("event has schema {found}, this version reads up to {EVENT_SCHEMA}")]
    Newer {
        /// Its schema.
        found: u32,
    },
    /// The payload does not have the shape of its schema.
    #[error("event payload does not have the shape of schema {schema}")]
    Malformed {
        /// Its schema.
        schema: u32,
        /// What serde says.
        #[source]
        source: serde_json::Error,
    },
}

/// The event in today's shape.
///
/// # Errors
/// [`UpcastError::Newer`] rather than a guess when the schema is not known.
pub fn upcast(schema: u32, payload: &[u8]) -> Result<CaseEvent, UpcastError> {
    read(schema, payload)
}

/// An event about the releases of a workspace, in today's shape.
///
/// # Errors
/// As [`upcast`].
pub fn upcast_release(schema: u32, payload: &[u8]) -> Result<ReleaseEvent, UpcastError> {
    read(schema, payload)
}

fn read<T: DeserializeOwned>(schema: u32, payload: &[u8]) -> Result<T, UpcastError> {
    if schema > EVENT_SCHEMA {
        return Err(UpcastError::Newer { found: schema });
    }
    serde_json::from_slice(payload).map_err(|source| UpcastError::Malformed { schema, source })
}
