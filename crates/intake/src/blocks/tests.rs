use std::io::Write;

use super::*;

fn packed(parts: &[&[u8]]) -> Vec<u8> {
    let mut bytes = Vec::new();
    for part in parts {
        let mut writer = noodles_bgzf::io::Writer::new(Vec::new());
        writer.write_all(part).unwrap();
        // Each part also brings the empty block that its writer ends with.
        bytes.extend(writer.finish().unwrap());
    }
    bytes
}

/// Offset and text of each line, as a reader of one block at a time tells them.
fn one_by_one(bytes: &[u8]) -> Vec<(u64, Vec<u8>)> {
    let mut reader = noodles_bgzf::io::Reader::new(bytes);
    let mut lines = Vec::new();
    loop {
        let (offset, mut line) = (reader.virtual_position().into(), Vec::new());
        if reader.read_until(b'\n', &mut line).unwrap() == 0 {
            return lines;
        }
        lines.push((offset, line));
    }
}

fn ahead(bytes: &[u8]) -> io::Result<Vec<(u64, Vec<u8>)>> {
    let mut reader = BlockText::new(bytes);
    let mut lines = Vec::new();
    loop {
        let (offset, mut line) = (reader.offset(), Vec::new());
        if reader.read_until(b'\n', &mut line)? == 0 {
            return Ok(lines);
        }
        lines.push((offset, line));
    }
}

#[test]
fn lines_and_offsets_are_those_of_a_reader_of_one_block_at_a_time() {
    let text: Vec<u8> = (0..3_000).flat_map(|line| format!("{line}\t{}\n", line * line).into_bytes()).collect();
    for size in [1, 7, 100, 5_000, 60_000] {
        let text = if size == 1 { &text[..2_000] } else { &text };
        let bytes = packed(&text.chunks(size).collect::<Vec<_>>());
        assert_eq!(ahead(&bytes).unwrap(), one_by_one(&bytes), "blocks of {size}");
    }
    assert_eq!(ahead(&packed(&[b""])).unwrap(), []);
}

#[test]
fn text_in_front_of_a_damaged_block_comes_first() {
    let parts: Vec<Vec<u8>> = (0..200).map(|part| format!("part {part}\n").into_bytes()).collect();
    let parts: Vec<&[u8]> = parts.iter().map(Vec::as_slice).collect();
    let (sound, after) = parts.split_at(100);
    let mut bytes = packed(sound);
    let damaged = bytes.len() + HEADER_BYTES + 2;
    bytes.extend(packed(after));
    bytes[damaged] ^= 0xff;
    let mut reader = BlockText::new(bytes.as_slice());
    let mut seen = Vec::new();
    let error = reader.read_to_end(&mut seen).unwrap_err();
    assert_eq!(error.kind(), io::ErrorKind::InvalidData);
    assert_eq!(seen, sound.concat());
}

#[test]
fn a_reader_that_is_dropped_early_leaves_no_thread_waiting() {
    let line = [b'x'; 999].as_slice();
    let bytes = packed(&vec![line; 2_000]);
    let mut reader = BlockText::new(bytes.as_slice());
    let mut some = vec![0; 90_000];
    reader.read_exact(&mut some).unwrap();
    drop(reader);
}
