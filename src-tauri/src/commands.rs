//! What the screens may ask for. Each command unpacks, calls one `workflow` function and hands its answer on.

pub(crate) mod case;
pub(crate) mod form;
pub(crate) mod intake;
pub(crate) mod knowledge;
#[cfg(test)]
pub(crate) mod names;
pub(crate) mod packet;
pub(crate) mod panel;
pub(crate) mod people;
pub(crate) mod referral;
pub(crate) mod rehearsal;
pub(crate) mod report;
pub(crate) mod retention;
pub(crate) mod session;
pub(crate) mod settings;
pub(crate) mod worklist;
