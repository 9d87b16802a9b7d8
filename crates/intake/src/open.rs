//! Opening a file: fingerprint, decompression by magic bytes, and what a broken stream means.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::ops::ControlFlow;
use std::path::Path;

use model::canonical::ContentHash;
use sha2::{Digest, Sha256};

use crate::error::{IntakeError, Refusal};
use crate::text::Text;

const BUFFER_BYTES: usize = 128 * 1024;

/// JSON documents are read whole; none comes near this size.
const DOCUMENT_LIMIT_MIB: u64 = 256;

/// The empty block that ends every complete BGZF file (SAM specification, §4.1.2).
const BGZF_END: [u8; 28] = [
    0x1f, 0x8b, 0x08, 0x04, 0x00, 0x00, 0x00, 0x00, 0x00, 0xff, 0x06, 0x00, 0x42, 0x43, 0x02, 0x00, 0x1b, 0x00, 0x03,
    0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00,
];

/// How the bytes are packed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Packing {
    /// Not at all.
    Plain,
    /// One or more gzip members.
    Gzip,
    /// Blocks that can be found and opened one by one.
    Bgzf,
    /// BCF, decoded from any of the others.
    Bcf,
}

/// A file whose text can be read.
pub(crate) struct OpenedFile {
    /// File name without folders.
    pub(crate) name: String,
    /// Decompressed bytes.
    pub(crate) text: Text,
    /// How the bytes are packed.
    pub(crate) packing: Packing,
    /// Bytes on disk.
    pub(crate) bytes_total: u64,
}

impl OpenedFile {
    /// Opens `path` and looks at its first bytes; checks that a BGZF file has its end block.
    pub(crate) fn open(path: &Path) -> Result<Self, IntakeError> {
        let name = file_name(path);
        let world = |source| IntakeError::World { file: name.clone(), source };
        let mut raw = open_regular(path)?;
        let bytes_total = raw.get_ref().metadata().map_err(world)?.len();
        let packing = packing(raw.fill_buf().map_err(world)?);
        if packing == Packing::Bgzf && !ends_with_bgzf_end(path).map_err(world)? {
            return Err(IntakeError::refused(&name, Refusal::BgzfEndMissing));
        }
        let text = Text::new(raw, packing, BUFFER_BYTES);
        Ok(Self { name, text, packing, bytes_total })
    }

    /// The same file, read ahead where its blocks allow it; nothing may have been read yet.
    pub(crate) fn ahead(self) -> Self {
        Self { text: self.text.ahead(), ..self }
    }

    /// The same file, whose broken structure is then named as that of a BCF.
    pub(crate) fn into_bcf(self) -> Self {
        Self { packing: Packing::Bcf, ..self }
    }

    /// Reads the rest of a document as bytes.
    pub(crate) fn read_document(&mut self) -> Result<Vec<u8>, IntakeError> {
        let bytes = self.read_up_to(DOCUMENT_LIMIT_MIB * 1024 * 1024 + 1)?;
        if bytes.len() as u64 > DOCUMENT_LIMIT_MIB * 1024 * 1024 {
            return Err(IntakeError::refused(&self.name, Refusal::FileTooLarge { limit_mib: DOCUMENT_LIMIT_MIB }));
        }
        Ok(bytes)
    }

    /// The same file as UTF-8: a table that is none is read as Windows code page 932, which Japanese spreadsheets write.
    ///
    /// # Errors
    /// Refused when it is neither.
    pub(crate) fn into_utf8(mut self) -> Result<Self, IntakeError> {
        let bytes = self.read_document()?;
        let text = if std::str::from_utf8(&bytes).is_ok() {
            bytes
        } else {
            let (text, wrong) = encoding_rs::SHIFT_JIS.decode_without_bom_handling(&bytes);
            if wrong {
                return Err(IntakeError::refused(&self.name, Refusal::NotText));
            }
            text.into_owned().into_bytes()
        };
        let bytes_total = text.len() as u64;
        Ok(Self {
            name: self.name,
            text: Text::Made(Box::new(io::Cursor::new(text)), 0),
            packing: Packing::Plain,
            bytes_total,
        })
    }

    /// Reads at most `limit` bytes.
    pub(crate) fn read_up_to(&mut self, limit: u64) -> Result<Vec<u8>, IntakeError> {
        let mut bytes = Vec::new();
        (&mut self.text).take(limit).read_to_end(&mut bytes).map_err(|source| self.failure(source))?;
        Ok(bytes)
    }

    /// What a failed read means: a damaged archive is the input's fault, anything else the world's.
    pub(crate) fn failure(&self, source: io::Error) -> IntakeError {
        match (self.packing, source.raw_os_error(), source.kind()) {
            (Packing::Plain, ..) | (_, Some(_), _) => IntakeError::World { file: self.name.clone(), source },
            (_, None, io::ErrorKind::UnexpectedEof) => IntakeError::refused(&self.name, Refusal::GzipTruncated),
            (Packing::Bcf, ..) => IntakeError::refused(&self.name, Refusal::BcfDamaged),
            (Packing::Gzip | Packing::Bgzf, ..) => IntakeError::refused(&self.name, Refusal::GzipDamaged),
        }
    }
}

/// SHA-256 of the bytes as they lie on disk.
pub fn fingerprint(path: &Path) -> Result<ContentHash, IntakeError> {
    fingerprint_watched(path, &mut |_, _| ControlFlow::Continue(()))
}

/// As [`fingerprint`]; `hear` is told bytes read and bytes in all, and may end it.
///
/// # Errors
/// [`IntakeError::Cancelled`]; refused for what is no file; world when it cannot be read.
pub(crate) fn fingerprint_watched(
    path: &Path,
    hear: &mut dyn FnMut(u64, u64) -> ControlFlow<()>,
) -> Result<ContentHash, IntakeError> {
    let world = |source| IntakeError::World { file: file_name(path), source };
    let mut raw = open_regular(path)?;
    let bytes_total = raw.get_ref().metadata().map_err(world)?.len();
    let (mut hasher, mut bytes_read) = (Sha256::new(), 0);
    loop {
        if hear(bytes_read, bytes_total).is_break() {
            return Err(IntakeError::Cancelled);
        }
        let bytes = raw.fill_buf().map_err(world)?;
        if bytes.is_empty() {
            return Ok(ContentHash(hasher.finalize().into()));
        }
        hasher.update(bytes);
        let read = bytes.len();
        bytes_read += read as u64;
        raw.consume(read);
    }
}

/// Opens a regular file and nothing else: opening a pipe waits for a writer that may never come.
fn open_regular(path: &Path) -> Result<BufReader<File>, IntakeError> {
    let world = |source| IntakeError::World { file: file_name(path), source };
    if !std::fs::metadata(path).map_err(world)?.is_file() {
        return Err(IntakeError::refused(&file_name(path), Refusal::NotAFile));
    }
    Ok(BufReader::with_capacity(BUFFER_BYTES, File::open(path).map_err(world)?))
}

/// The file's name without folders: a path may hold a patient's name.
pub(crate) fn file_name(path: &Path) -> String {
    path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

pub(crate) fn packing(first: &[u8]) -> Packing {
    // Exactly the header that BGZF writers produce; any other gzip member is read as plain gzip.
    let subfield = first.get(10..16);
    match first {
        [0x1f, 0x8b, 8, 4, ..] if subfield == Some(&[6, 0, b'B', b'C', 2, 0][..]) => Packing::Bgzf,
        [0x1f, 0x8b, ..] => Packing::Gzip,
        _ => Packing::Plain,
    }
}

fn ends_with_bgzf_end(path: &Path) -> io::Result<bool> {
    use std::io::{Seek, SeekFrom};
    let mut file = File::open(path)?;
    let mut tail = [0; BGZF_END.len()];
    if file.metadata()?.len() < tail.len() as u64 {
        return Ok(false);
    }
    file.seek(SeekFrom::End(-28))?;
    file.read_exact(&mut tail)?;
    Ok(tail == BGZF_END)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_is_no_file() {
        let folder = tempfile::tempdir().unwrap();
        for error in [OpenedFile::open(folder.path()).err().unwrap(), fingerprint(folder.path()).unwrap_err()] {
            assert_eq!(error.code(), "intake_not_a_file");
        }
        let missing = OpenedFile::open(&folder.path().join("missing.vcf")).err().unwrap();
        assert_eq!(missing.code(), "intake_read_failed");
    }

    #[cfg(unix)]
    #[test]
    fn a_pipe_without_writer_is_refused_at_once() {
        let folder = tempfile::tempdir().unwrap();
        let pipe = folder.path().join("pipe.vcf");
        assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
        let (told, answer) = std::sync::mpsc::channel();
        std::thread::spawn(move || told.send(crate::recognise(&pipe).unwrap_err().code()));
        let answer = answer.recv_timeout(std::time::Duration::from_secs(20));
        assert_eq!(answer, Ok("intake_not_a_file"));
    }

    #[cfg(unix)]
    #[test]
    fn a_device_is_no_file() {
        assert_eq!(OpenedFile::open(Path::new("/dev/zero")).err().unwrap().code(), "intake_not_a_file");
    }
}
