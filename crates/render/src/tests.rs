//! Whole documents, read back by poppler.

mod poppler;
mod sample;

use std::path::Path;
use std::sync::LazyLock;

use crate::{Renderer, Templates};

static RENDERER: LazyLock<Renderer> = LazyLock::new(|| {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let fonts = Renderer::load_fonts(&root.join("assets/fonts")).unwrap();
    let templates = Templates::load(&root.join("report-templates")).unwrap();
    Renderer::new(fonts, templates).unwrap_or_else(|error| panic!("{error}"))
});

#[test]
#[ignore = "writes the samples to the folder SHIRUBE_PAGES, to be looked at"]
fn samples_to_look_at() {
    let folder = std::env::var("SHIRUBE_PAGES").unwrap();
    let folder = Path::new(&folder);
    std::fs::write(folder.join("panel.pdf"), RENDERER.pdf(&sample::panel(), None).unwrap()).unwrap();
    std::fs::write(folder.join("patient.pdf"), RENDERER.pdf(&sample::patient(), None).unwrap()).unwrap();
    let signed = sample::signed(sample::panel());
    std::fs::write(folder.join("signed.pdf"), RENDERER.pdf(&signed, Some(&sample::signature())).unwrap()).unwrap();
}
