//! Percent-encoding, as VCF 4.3 and VEP write reserved characters inside values.

use std::borrow::Cow;

/// Decodes `%XX`; anything that is no two-digit escape stays as it is.
pub(crate) fn decode(text: &str) -> Cow<'_, str> {
    if !text.contains('%') {
        return Cow::Borrowed(text);
    }
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, tail)) = rest.split_first() {
        match (first, tail) {
            (b'%', [high, low, after @ ..]) if high.is_ascii_hexdigit() && low.is_ascii_hexdigit() => {
                bytes.push(digit(*high) << 4 | digit(*low));
                rest = after;
            }
            _ => {
                bytes.push(*first);
                rest = tail;
            }
        }
    }
    String::from_utf8(bytes).map_or(Cow::Borrowed(text), Cow::Owned)
}

fn digit(byte: u8) -> u8 {
    char::from(byte).to_digit(16).and_then(|value| u8::try_from(value).ok()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::decode;

    #[test]
    fn escapes_are_decoded_and_stray_signs_stay() {
        for (encoded, plain) in [
            ("p.Lys275%3D", "p.Lys275="),
            ("11.56%25", "11.56%"),
            ("11.56%", "11.56%"),
            ("a%2Cb", "a,b"),
            ("%ff", "%ff"),
        ] {
            assert_eq!(decode(encoded), plain);
        }
    }
}
