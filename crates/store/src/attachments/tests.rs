use std::io::{Cursor, Seek, SeekFrom};

use uuid::Uuid;

use super::*;
use crate::testing::{FakeCipher, files_below};

const ID: AttachmentId = AttachmentId(Uuid::from_u128(5));

fn cipher(byte: u8) -> Arc<dyn Cipher> {
    Arc::new(FakeCipher(byte))
}

/// Bytes that differ from place to place and from frame to frame.
fn bytes(length: usize) -> Vec<u8> {
    (0..length).map(|at| u8::try_from((at * 31 + at / 251) % 256).unwrap()).collect()
}

fn folder() -> (tempfile::TempDir, Attachments) {
    let folder = tempfile::tempdir().unwrap();
    let attachments = Attachments::new(folder.path().to_path_buf());
    (folder, attachments)
}

fn sealed_path(folder: &tempfile::TempDir, id: AttachmentId) -> PathBuf {
    folder.path().join(format!("{id}.sealed"))
}

#[tokio::test]
async fn files_of_every_awkward_size_come_back_and_are_hashed_on_the_way() {
    for length in [0, 1, FRAME_BYTES - 1, FRAME_BYTES, FRAME_BYTES + 1, 3 * FRAME_BYTES, 3 * FRAME_BYTES + 7] {
        let (_folder, attachments) = folder();
        let plain = bytes(length);
        let sealed = attachments.import(ID, Cursor::new(plain.clone()), cipher(1)).await.unwrap();
        assert_eq!(sealed.size_bytes, length as u64);
        assert_eq!(sealed.sha256, ContentHash::of_bytes(&plain));
        let mut reader = attachments.open(ID, cipher(1)).unwrap();
        assert_eq!(reader.sealed(), sealed);
        reader.verify(sealed).unwrap();
        let mut read = vec![];
        reader.read_to_end(&mut read).unwrap();
        assert!(read == plain, "{length} bytes");
    }
}

#[test]
fn any_place_is_read_without_the_rest() {
    let (_folder, attachments) = folder();
    let plain = bytes(3 * FRAME_BYTES + 100);
    attachments.import_blocking(ID, plain.as_slice(), cipher(1)).unwrap();
    let mut reader = attachments.open(ID, cipher(1)).unwrap();
    for (place, length) in [(0, 10), (FRAME_BYTES - 5, 10), (2 * FRAME_BYTES, 4), (3 * FRAME_BYTES + 90, 10), (17, 3)] {
        reader.seek(SeekFrom::Start(place as u64)).unwrap();
        let mut read = vec![0; length];
        reader.read_exact(&mut read).unwrap();
        assert_eq!(read, plain[place..place + length], "{place}");
    }
    assert_eq!(reader.seek(SeekFrom::End(-1)).unwrap(), plain.len() as u64 - 1);
    assert_eq!(reader.seek(SeekFrom::Current(10)).unwrap(), plain.len() as u64 + 9);
    assert_eq!(reader.read(&mut [0; 4]).unwrap(), 0);
    assert!(reader.seek(SeekFrom::End(-1_000_000_000)).is_err());
    assert_eq!(reader.read_frame(3).unwrap().len(), 100);
    assert_eq!(reader.read_frame(4).unwrap_err().code(), "store.attachment_damaged");
}

#[test]
fn a_source_that_gives_little_at_a_time_fills_whole_frames() {
    struct Slow(Cursor<Vec<u8>>);
    impl Read for Slow {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            let most = buffer.len().min(977);
            self.0.read(&mut buffer[..most])
        }
    }
    let (folder, attachments) = folder();
    let plain = bytes(2 * FRAME_BYTES + 1);
    attachments.import_blocking(ID, Slow(Cursor::new(plain.clone())), cipher(1)).unwrap();
    let slow = fs::read(sealed_path(&folder, ID)).unwrap();
    attachments.import_blocking(ID, plain.as_slice(), cipher(1)).unwrap();
    assert!(slow == fs::read(sealed_path(&folder, ID)).unwrap());
}

#[test]
fn every_cut_and_every_changed_byte_is_noticed() {
    let (folder, attachments) = folder();
    let sealed = attachments.import_blocking(ID, bytes(FRAME_BYTES + 40).as_slice(), cipher(1)).unwrap();
    let path = sealed_path(&folder, ID);
    let whole = fs::read(&path).unwrap();
    let verdict = |changed: &[u8]| {
        fs::write(&path, changed).unwrap();
        attachments.open(ID, cipher(1)).and_then(|mut reader| reader.verify(sealed)).map_err(|error| error.code())
    };
    let ends = whole.len() - 300;
    for at in (0..60).chain((60..ends).step_by(5003)).chain(ends..whole.len()) {
        let mut changed = whole.clone();
        changed[at] ^= 0x10;
        assert_eq!(verdict(&changed), Err("store.attachment_damaged"), "byte {at}");
    }
    for length in (0..60).chain((60..ends).step_by(5003)).chain(ends..whole.len()) {
        assert_eq!(verdict(&whole[..length]), Err("store.attachment_damaged"), "cut at {length}");
    }
    let longer = [whole.as_slice(), b"x"].concat();
    assert_eq!(verdict(&longer), Err("store.attachment_damaged"));
    verdict(&whole).unwrap();
}

#[test]
fn frames_moved_within_or_between_files_do_not_open() {
    let (folder, attachments) = folder();
    let other = AttachmentId(Uuid::from_u128(6));
    attachments.import_blocking(ID, bytes(3 * FRAME_BYTES).as_slice(), cipher(1)).unwrap();
    attachments.import_blocking(other, bytes(3 * FRAME_BYTES).as_slice(), cipher(1)).unwrap();
    let whole = fs::read(sealed_path(&folder, ID)).unwrap();
    let stride = FRAME_BYTES + 32;
    let mut swapped = whole.clone();
    swapped[16..16 + stride].copy_from_slice(&whole[16 + stride..16 + 2 * stride]);
    fs::write(sealed_path(&folder, ID), &swapped).unwrap();
    let mut reader = attachments.open(ID, cipher(1)).unwrap();
    assert_eq!(reader.read_frame(0).unwrap_err().code(), "store.attachment_damaged");
    reader.read_frame(1).unwrap();
    fs::write(sealed_path(&folder, other), &whole).unwrap();
    assert_eq!(attachments.open(other, cipher(1)).unwrap_err().code(), "store.attachment_damaged");
    assert_eq!(attachments.open(ID, cipher(2)).unwrap_err().code(), "store.attachment_damaged");
    let missing = AttachmentId(Uuid::from_u128(7));
    assert_eq!(attachments.open(missing, cipher(1)).unwrap_err().code(), "store.attachment_missing");
}

#[test]
fn nothing_stays_of_an_import_whose_source_breaks_off() {
    struct Broken(usize);
    impl Read for Broken {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            if self.0 == 0 {
                return Err(io::Error::other("cable pulled"));
            }
            let given = buffer.len().min(self.0);
            self.0 -= given;
            Ok(given)
        }
    }
    let (folder, attachments) = folder();
    let error = attachments.import_blocking(ID, Broken(FRAME_BYTES + 5), cipher(1)).unwrap_err();
    assert_eq!(error.code(), "store.attachment_source");
    assert!(files_below(folder.path()).is_empty());
}

#[test]
fn a_half_written_attachment_is_written_anew() {
    let (folder, attachments) = folder();
    let partial = partial_path(&sealed_path(&folder, ID));
    fs::write(&partial, b"half").unwrap();
    attachments.import_blocking(ID, &b"whole"[..], cipher(1)).unwrap();
    assert!(!partial.exists());
    assert_eq!(attachments.open(ID, cipher(1)).unwrap().read_frame(0).unwrap(), b"whole");
}

#[test]
fn no_plain_byte_reaches_the_disk() {
    let (folder, attachments) = folder();
    let word = "合成された塩基配列".repeat(10);
    attachments.import_blocking(ID, word.as_bytes(), cipher(7)).unwrap();
    let file = fs::read(sealed_path(&folder, ID)).unwrap();
    assert!(!file.windows(27).any(|window| window == "合成された塩基配列".as_bytes()));
}

/// Gives some bytes, and ends the copy when half of it was read back.
struct EndsWhileReadBack(Cursor<Vec<u8>>, u64);

impl Read for EndsWhileReadBack {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        self.0.read(buffer)
    }
}

impl AttachmentSource for EndsWhileReadBack {
    fn read_back(&mut self, bytes: u64) -> std::io::Result<()> {
        if bytes > self.1 { Err(std::io::Error::other("ended")) } else { Ok(()) }
    }
}

#[tokio::test]
async fn a_copy_that_is_ended_while_it_is_read_back_leaves_nothing() {
    let (folder, attachments) = folder();
    let plain = bytes(3 * FRAME_BYTES);
    let ends = |at: usize| EndsWhileReadBack(Cursor::new(plain.clone()), at as u64);
    let error = attachments.import_watched(ID, ends(2 * FRAME_BYTES), cipher(1)).await.unwrap_err();
    assert_eq!(error.code(), "store.attachment_source");
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
    let sealed = attachments.import_watched(ID, ends(3 * FRAME_BYTES), cipher(1)).await.unwrap();
    assert_eq!(sealed.size_bytes, plain.len() as u64);
}
