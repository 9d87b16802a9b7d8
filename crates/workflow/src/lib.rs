//! One function per thing a user can do, for the window and the command alike.

pub mod contract;
