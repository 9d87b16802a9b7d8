//! A pack on disk: one line that says what it is, its hash, then manifest and facts in postcard form.

use std::io::Write;
use std::path::Path;

use model::canonical::ContentHash;
use model::reference::{PackManifest, ReferenceFacts, ReferencePack};

use crate::error::{IntakeError, Refusal};
use crate::open::{OpenedFile, file_name};

/// Version of the form. A reader refuses another one.
const VERSION: u8 = 2;
const MAGIC: &str = "shirube-reference ";

/// Hashes facts and manifest into a pack.
pub(super) fn seal(manifest: PackManifest, facts: ReferenceFacts) -> Result<ReferencePack, IntakeError> {
    let body = body(&manifest, &facts)?;
    Ok(ReferencePack::new(ContentHash::of_bytes(&body), manifest, facts))
}

fn body(manifest: &PackManifest, facts: &ReferenceFacts) -> Result<Vec<u8>, IntakeError> {
    postcard::to_stdvec(&(manifest, facts)).map_err(|_| not_a_pack("reference pack"))
}

/// Writes a pack beside its place first, so that a broken write leaves no half pack.
///
/// # Errors
/// When the disk fails.
pub fn write_pack(pack: &ReferencePack, path: &Path) -> Result<(), IntakeError> {
    let world = |source| IntakeError::World { file: file_name(path), source };
    let body = body(pack.manifest(), pack.facts())?;
    let beside = path.with_extension("part");
    let mut file = std::fs::File::create(&beside).map_err(world)?;
    file.write_all(format!("{MAGIC}{VERSION}\n{}\n", pack.id()).as_bytes()).map_err(world)?;
    file.write_all(&body).map_err(world)?;
    file.sync_all().map_err(world)?;
    std::fs::rename(&beside, path).map_err(world)
}

/// Reads a pack and checks its hash.
///
/// # Errors
/// Refused when the file is no pack of this version or was changed.
pub fn read_pack(path: &Path) -> Result<ReferencePack, IntakeError> {
    let name = file_name(path);
    let bytes = OpenedFile::open(path)?.read_document()?;
    let (version, rest) = line(&bytes).ok_or_else(|| not_a_pack(&name))?;
    let version = version.strip_prefix(MAGIC).ok_or_else(|| not_a_pack(&name))?;
    if version != VERSION.to_string() {
        return Err(IntakeError::refused(&name, Refusal::NewerVersion { version: version.to_owned() }));
    }
    let (stated, body) = line(rest).ok_or_else(|| not_a_pack(&name))?;
    let id = ContentHash::of_bytes(body);
    if id.to_string() != stated {
        return Err(IntakeError::refused(&name, Refusal::ReferencePackChanged));
    }
    let (manifest, facts) = postcard::from_bytes(body).map_err(|_| not_a_pack(&name))?;
    Ok(ReferencePack::new(id, manifest, facts))
}

fn line(bytes: &[u8]) -> Option<(&str, &[u8])> {
    let at = bytes.iter().take(200).position(|byte| *byte == b'\n')?;
    let (text, rest) = bytes.split_at_checked(at)?;
    Some((std::str::from_utf8(text).ok()?, rest.split_first()?.1))
}

fn not_a_pack(file: &str) -> IntakeError {
    IntakeError::refused(file, Refusal::NotAReferencePack)
}
