//! Ways to spoil a file.

use crate::chance::Chance;

/// Bytes that parsers stumble over.
const STONES: [&[u8]; 20] = [
    b"\t",
    b"\n",
    b"\r\n",
    b"\0",
    b"\xff",
    b"\xef\xbb\xbf",
    b".",
    b"*",
    b"<DEL>",
    b"N[chr2:3[",
    b"-1",
    b"99999999999999999999",
    b"nan",
    b"1e309",
    b"%3D",
    b"|",
    b",",
    b";",
    b"{",
    b"\xf0\xa0\xae\xb7",
];

/// The file after one to four mutations.
pub(crate) fn spoiled(original: &[u8], chance: &mut Chance) -> Vec<u8> {
    let mut bytes = original.to_vec();
    for _ in 0..=chance.below(4) {
        match chance.below(7) {
            0 => flip_a_bit(&mut bytes, chance),
            1 => insert(&mut bytes, chance),
            2 => remove_a_range(&mut bytes, chance),
            3 => bytes.truncate(chance.below(bytes.len() + 1)),
            4 => repeat_a_line(&mut bytes, chance),
            5 => shuffle_lines(&mut bytes, chance),
            _ => exchange_fields(&mut bytes, chance),
        }
    }
    bytes
}

fn flip_a_bit(bytes: &mut [u8], chance: &mut Chance) {
    let at = chance.below(bytes.len());
    if let Some(byte) = bytes.get_mut(at) {
        *byte ^= 1 << chance.below(8);
    }
}

fn insert(bytes: &mut Vec<u8>, chance: &mut Chance) {
    let at = chance.below(bytes.len() + 1);
    if let Some(stone) = chance.one_of(&STONES) {
        bytes.splice(at..at, stone.iter().copied());
    }
}

fn remove_a_range(bytes: &mut Vec<u8>, chance: &mut Chance) {
    let from = chance.below(bytes.len() + 1);
    let to = bytes.len().min(from + chance.below(64));
    bytes.drain(from..to);
}

fn repeat_a_line(bytes: &mut Vec<u8>, chance: &mut Chance) {
    let lines: Vec<&[u8]> = bytes.split_inclusive(|&byte| byte == b'\n').collect();
    if let Some(line) = chance.one_of(&lines) {
        let line = line.to_vec();
        bytes.extend(line);
    }
}

/// Some lines change places.
fn shuffle_lines(bytes: &mut Vec<u8>, chance: &mut Chance) {
    let mut lines: Vec<&[u8]> = bytes.split(|&byte| byte == b'\n').collect();
    for _ in 0..=chance.below(8) {
        let (one, other) = (chance.below(lines.len()), chance.below(lines.len()));
        lines.swap(one, other);
    }
    *bytes = lines.join(&b'\n');
}

/// Two columns of one line change places.
fn exchange_fields(bytes: &mut Vec<u8>, chance: &mut Chance) {
    let mut lines: Vec<Vec<u8>> = bytes.split(|&byte| byte == b'\n').map(<[u8]>::to_vec).collect();
    let at = chance.below(lines.len());
    if let Some(line) = lines.get_mut(at) {
        let mut fields: Vec<&[u8]> = line.split(|&byte| byte == b'\t').collect();
        let (one, other) = (chance.below(fields.len()), chance.below(fields.len()));
        fields.swap(one, other);
        *line = fields.join(&b'\t');
    }
    *bytes = lines.join(&b'\n');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn empty_files_can_be_spoiled_too() {
        let mut chance = Chance::from_seed(3);
        for _ in 0..1000 {
            spoiled(b"", &mut chance);
        }
    }

    #[test]
    fn most_files_change() {
        let mut chance = Chance::from_seed(5);
        let original = b"a\tb\nc\td\n";
        let changed = (0..100).filter(|_| spoiled(original, &mut chance) != original).count();
        assert!(changed > 80, "{changed}");
    }
}
