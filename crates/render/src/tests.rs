//! Whole documents, read back by poppler.

mod forms;
mod geometry;
mod poppler;
mod proof;
mod reading;
mod refusals;
mod sample;

use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use crate::{Renderer, Templates};

static RENDERER: LazyLock<Renderer> = LazyLock::new(renderer);

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn fonts() -> Vec<Vec<u8>> {
    Renderer::load_fonts(&root().join("assets/fonts")).unwrap()
}

fn templates() -> Templates {
    Templates::load(&root().join("report-templates")).unwrap()
}

fn renderer() -> Renderer {
    Renderer::new(fonts(), templates()).unwrap_or_else(|error| panic!("{error}"))
}

#[test]
#[ignore = "writes the samples to the folder SHIRUBE_PAGES, to be looked at"]
fn samples_to_look_at() {
    let folder = std::env::var("SHIRUBE_PAGES").unwrap();
    let write = |name: &str, pdf: Vec<u8>| std::fs::write(Path::new(&folder).join(name), pdf).unwrap();
    write("panel.pdf", RENDERER.pdf(&sample::panel(), None).unwrap());
    write("patient.pdf", RENDERER.pdf(&sample::patient(), None).unwrap());
    write("narrow.pdf", RENDERER.pdf(&sample::small(vec![geometry::narrow_table()]), None).unwrap());
    write("form.pdf", RENDERER.confirmation_sheet(&forms::sheet()).unwrap());
    let signed = |content| RENDERER.pdf(&sample::signed(content), Some(&sample::signature())).unwrap();
    write("signed.pdf", signed(sample::panel()));
    write("signed_patient.pdf", signed(sample::patient()));
}
