//! What all commands share: the desk, or why there is none.

use workflow::Desk;
use workflow::contract::ApiError;

/// The desk as it could be opened. A desk that failed to open does not end the program: every command answers with the
/// reason, so that the window can say it in words.
pub(crate) struct Shell {
    desk: Result<Desk, ApiError>,
}

impl Shell {
    /// Keeps what opening gave.
    pub(crate) fn new(desk: Result<Desk, ApiError>) -> Self {
        Self { desk }
    }

    /// The desk.
    ///
    /// # Errors
    /// Why it could not be opened.
    pub(crate) fn desk(&self) -> Result<&Desk, ApiError> {
        self.desk.as_ref().map_err(Clone::clone)
    }
}
