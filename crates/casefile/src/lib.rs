//! The case: command in, events out, state from events. Pure.

pub mod envelope;
pub mod role;
