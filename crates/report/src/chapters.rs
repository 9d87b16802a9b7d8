//! Chapters: a closed list per document. Each has one composer file and one wording file of the same name.

use model::report_content::Block;

use crate::error::ReportError;
use crate::facts::ReportFacts;
use crate::wording::ChapterWords;

pub mod panel;
pub mod patient;

pub(crate) type Composed = Result<Vec<Block>, ReportError>;
pub(crate) type Composer = fn(&ReportFacts<'_>, &ChapterWords<'_>) -> Composed;

macro_rules! chapters {
    ($($id:ident,)*) => {
        $(mod $id;)*

        /// Chapter ids in print order.
        pub const ORDER: &[&str] = &[$(stringify!($id)),*];

        pub(crate) const COMPOSERS: &[(&str, super::Composer)] = &[$((stringify!($id), $id::compose)),*];
    };
}
pub(crate) use chapters;
