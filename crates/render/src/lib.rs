//! Content in, PDF bytes out.
//!
//! A document is set by Typst in a closed world: fonts, templates and one virtual `data.json` are all it can see, no
//! disk, no network, no clock. What a document says reaches the page as data, never as markup. The result is always
//! PDF/A-2a and PDF/UA-1, and the same content gives the same bytes.
//!
//! This room does not know what a gene is: it knows chapters, tables, notes and badges ([`model::report_content`]).

mod error;
mod fonts;
mod form;
mod glyphs;
mod moment;
mod page_values;
mod proof;
mod qr;
mod renderer;
mod templates;
mod world;

pub use error::RenderError;
pub use proof::{Carried, carried, carry, claims_proof};
pub use qr::{QrDrawing, qr_drawing, qr_text};
pub use renderer::{RenderedDocument, Renderer};
pub use templates::Templates;

#[cfg(test)]
mod tests;
