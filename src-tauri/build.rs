//! Declares the commands to the access list and makes sure that there is something to embed.

use std::path::Path;

#[path = "src/commands/names.rs"]
mod names;

/// What the window shows when the screens were not built.
const PLACEHOLDER: &str = "<!doctype html><meta charset=\"utf-8\"><title>Shirube</title>\
    <p>The screens are not built. Run <code>npm ci &amp;&amp; npm run build</code> in <code>ui/</code>.</p>\n";

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let page = Path::new("../ui/dist/index.html");
    if !page.exists() {
        std::fs::create_dir_all("../ui/dist")?;
        std::fs::write(page, PLACEHOLDER)?;
    }
    println!("cargo:rerun-if-changed=../ui/dist");
    println!("cargo:rerun-if-changed=src/commands/names.rs");
    let manifest = tauri_build::AppManifest::new().commands(names::NAMES);
    tauri_build::try_build(tauri_build::Attributes::new().app_manifest(manifest))?;
    Ok(())
}
