//! A look at a file before it is read: what it is, and which bytes it holds. One look serves all who ask: whether another
//! case holds the file, how it is read, and whether what was kept is what was read.

use std::path::Path;

use model::canonical::ContentHash;

use crate::error::IntakeError;
use crate::open::fingerprint_watched;
use crate::progress::{ImportPosition, ImportProgress};
use crate::recognise::{FileKind, kind_of};

/// What a look at a file told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LookedAt {
    /// What it is read as.
    pub kind: FileKind,
    /// SHA-256 of its bytes.
    pub sha256: ContentHash,
}

/// Tells what the file is, or takes what a person chose, and hashes its bytes; `progress` hears how far that is.
///
/// # Errors
/// As [`kind_of`]; [`IntakeError::Cancelled`].
pub fn look_at(
    (path, index): (&Path, u32),
    chosen: Option<FileKind>,
    progress: &dyn ImportProgress,
) -> Result<LookedAt, IntakeError> {
    let kind = kind_of(path, chosen)?;
    let mut hear =
        |bytes_read, bytes_total| progress.report(ImportPosition { file: index, bytes_read, bytes_total, records: 0 });
    Ok(LookedAt { kind, sha256: fingerprint_watched(path, &mut hear)? })
}

#[cfg(test)]
mod tests {
    use std::ops::ControlFlow;
    use std::sync::Mutex;

    use super::*;
    use crate::fingerprint;

    #[test]
    fn a_look_tells_kind_and_hash_once_and_can_be_ended() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.vcf");
        std::fs::write(&path, "##fileformat=VCFv4.2\n".repeat(20_000)).unwrap();
        let heard = Mutex::new(Vec::new());
        let listen = |at: ImportPosition| {
            heard.lock().unwrap().push((at.file, at.bytes_read, at.bytes_total));
            ControlFlow::Continue(())
        };
        let looked = look_at((&path, 3), None, &listen).unwrap();
        assert_eq!((looked.kind, looked.sha256), (FileKind::Vcf, fingerprint(&path).unwrap()));
        let heard = heard.into_inner().unwrap();
        let size = std::fs::metadata(&path).unwrap().len();
        assert!(
            heard.len() > 3 && heard.iter().all(|(file, read, total)| (*file, *total) == (3, size) && *read <= size)
        );
        assert_eq!(heard.last().unwrap().1, size);
        let end =
            |at: ImportPosition| if at.bytes_read > 0 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) };
        assert_eq!(look_at((&path, 0), None, &end).unwrap_err().code(), "intake_cancelled");
    }
}
