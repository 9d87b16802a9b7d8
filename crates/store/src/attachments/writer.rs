//! Writing a sealed file from front to back.

use std::io::{self, BufWriter, Read, Seek, SeekFrom, Write};
use std::path::Path;

use model::canonical::ContentHasher;
use model::ids::AttachmentId;
use model::ports::Cipher;

use super::{FRAME_BYTES, MAGIC, SealedFile, footer_context, frame_context};
use crate::error::StoreError;
use crate::files::remove_if_there;
use crate::platform::create_private_file;

/// Seals everything the source gives into a new file and makes it durable.
pub(super) fn write(
    id: AttachmentId,
    path: &Path,
    mut source: impl Read,
    cipher: &dyn Cipher,
) -> Result<SealedFile, StoreError> {
    let failed = |source| StoreError::file("write", path, source);
    remove_if_there(path).map_err(failed)?;
    let mut file = BufWriter::new(create_private_file(path).map_err(failed)?);
    file.write_all(&header(0)?).map_err(failed)?;
    let (mut hasher, mut size_bytes, mut frames, mut full_frame_bytes) = (ContentHasher::default(), 0, 0, 0);
    let mut frame = Vec::with_capacity(FRAME_BYTES);
    loop {
        fill(&mut frame, &mut source).map_err(|source| StoreError::AttachmentSource { attachment: id, source })?;
        if frame.is_empty() {
            break;
        }
        hasher.update(&frame);
        size_bytes += frame.len() as u64;
        let sealed = cipher.seal(&frame_context(id, frames), &frame).map_err(|_| StoreError::Sealing)?;
        if frame.len() == FRAME_BYTES {
            if frames > 0 && sealed.len() != full_frame_bytes {
                return Err(StoreError::Sealing);
            }
            full_frame_bytes = sealed.len();
        }
        file.write_all(&sealed).map_err(failed)?;
        frames += 1;
    }
    let sealed = SealedFile { size_bytes, sha256: hasher.finish() };
    let footer = [&frames.to_le_bytes(), &size_bytes.to_le_bytes(), sealed.sha256.0.as_slice()].concat();
    let footer = cipher.seal(&footer_context(id), &footer).map_err(|_| StoreError::Sealing)?;
    file.write_all(&footer).map_err(failed)?;
    file.write_all(&small(footer.len())?).map_err(failed)?;
    file.write_all(&MAGIC).map_err(failed)?;
    file.seek(SeekFrom::Start(0)).map_err(failed)?;
    file.write_all(&header(full_frame_bytes)?).map_err(failed)?;
    let file = file.into_inner().map_err(|error| failed(error.into_error()))?;
    file.sync_all().map_err(failed)?;
    Ok(sealed)
}

fn header(full_frame_bytes: usize) -> Result<Vec<u8>, StoreError> {
    Ok([MAGIC.as_slice(), &small(FRAME_BYTES)?, &small(full_frame_bytes)?].concat())
}

fn small(length: usize) -> Result<[u8; 4], StoreError> {
    u32::try_from(length).map(u32::to_le_bytes).map_err(|_| StoreError::Sealing)
}

/// Reads until the frame is full or the source is at its end.
fn fill(frame: &mut Vec<u8>, source: &mut impl Read) -> io::Result<()> {
    frame.clear();
    source.by_ref().take(FRAME_BYTES as u64).read_to_end(frame).map(|_| ())
}
