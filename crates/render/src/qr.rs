//! A text as a QR code: as one path for a window, as half blocks for a terminal.

use std::fmt::Write as _;

use qrcode::{Color, EcLevel, QrCode};

use crate::error::RenderError;

/// Light modules around the code, as ISO/IEC 18004 asks for.
const QUIET: usize = 4;

/// The dark modules of a QR code.
#[derive(Clone, PartialEq, Eq)]
pub struct QrDrawing {
    /// Modules along each side, with the light ones around it.
    pub modules: u32,
    /// Path of the dark modules, one unit each, as the `d` of an SVG path.
    pub path: String,
}

/// Without the drawing: what it holds may be a secret.
impl std::fmt::Debug for QrDrawing {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("QrDrawing").field("modules", &self.modules).finish_non_exhaustive()
    }
}

/// Draws a text.
///
/// # Errors
/// [`RenderError::QrTooLong`].
pub fn qr_drawing(text: &str) -> Result<QrDrawing, RenderError> {
    drawing(text, EcLevel::M)
}

/// Draws a text for paper, where larger modules help more than spare ones.
///
/// # Errors
/// [`RenderError::QrTooLong`].
pub(crate) fn qr_on_paper(text: &str) -> Result<QrDrawing, RenderError> {
    drawing(text, EcLevel::L)
}

fn drawing(text: &str, level: EcLevel) -> Result<QrDrawing, RenderError> {
    let rows = dark_rows(text, level)?;
    let mut path = String::new();
    for (y, row) in rows.iter().enumerate() {
        for (x, length) in runs(row) {
            write!(path, "M{x} {y}h{length}v1h-{length}z").map_err(|_| RenderError::QrTooLong)?;
        }
    }
    let modules = u32::try_from(rows.len()).map_err(|_| RenderError::QrTooLong)?;
    Ok(QrDrawing { modules, path })
}

/// Draws a text with the half blocks of a terminal. Dark modules are left empty, as a terminal is dark; most cameras read
/// both.
///
/// # Errors
/// [`RenderError::QrTooLong`].
pub fn qr_text(text: &str) -> Result<String, RenderError> {
    let rows = dark_rows(text, EcLevel::M)?;
    let mut lines = String::new();
    for pair in rows.chunks(2) {
        let upper = pair.first().map(Vec::as_slice).unwrap_or_default();
        let lower = pair.get(1).map(Vec::as_slice).unwrap_or_default();
        for (x, above) in upper.iter().enumerate() {
            let below = lower.get(x).copied().unwrap_or(false);
            lines.push(match (above, below) {
                (true, true) => ' ',
                (true, false) => '\u{2584}',
                (false, true) => '\u{2580}',
                (false, false) => '\u{2588}',
            });
        }
        lines.push('\n');
    }
    Ok(lines)
}

/// Rows of modules, dark ones `true`, light ones around them.
fn dark_rows(text: &str, level: EcLevel) -> Result<Vec<Vec<bool>>, RenderError> {
    let code = QrCode::with_error_correction_level(text, level).map_err(|_| RenderError::QrTooLong)?;
    let width = code.width();
    let light = vec![false; width + 2 * QUIET];
    let colors = code.to_colors();
    let dark = colors.chunks(width).map(|row| {
        let quiet = || std::iter::repeat_n(false, QUIET);
        quiet().chain(row.iter().map(|color| *color == Color::Dark)).chain(quiet()).collect()
    });
    let around = || std::iter::repeat_n(light.clone(), QUIET);
    Ok(around().chain(dark).chain(around()).collect())
}

/// Place and length of each run of dark modules.
fn runs(row: &[bool]) -> Vec<(usize, usize)> {
    let mut found: Vec<(usize, usize)> = Vec::new();
    for (x, _) in row.iter().enumerate().filter(|(_, dark)| **dark) {
        match found.last_mut() {
            Some((from, length)) if *from + *length == x => *length += 1,
            _ => found.push((x, 1)),
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    const ADDRESS: &str = "otpauth://totp/Shirube:hanako?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Shirube";

    #[test]
    fn drawing_and_text_hold_the_same_modules() {
        let rows = dark_rows(ADDRESS, EcLevel::M).unwrap();
        let drawing = qr_drawing(ADDRESS).unwrap();
        assert_eq!(drawing.modules as usize, rows.len());
        let drawn: usize = drawing
            .path
            .split('h')
            .skip(1)
            .step_by(2)
            .map(|run| run.split('v').next().unwrap().parse::<usize>().unwrap())
            .sum();
        assert_eq!(drawn, rows.iter().flatten().filter(|dark| **dark).count());
        let text = qr_text(ADDRESS).unwrap();
        let light: usize = text
            .chars()
            .map(|c| match c {
                '\u{2588}' => 2,
                '\u{2580}' | '\u{2584}' => 1,
                _ => 0,
            })
            .sum();
        // An odd number of rows leaves a light half below the last one.
        let all = text.lines().count() * 2 * rows.len();
        assert_eq!(all - light, drawn);
    }

    #[test]
    fn the_three_finders_stand_in_their_corners_with_light_around() {
        let rows = dark_rows(ADDRESS, EcLevel::M).unwrap();
        let last = rows.len() - 1;
        assert!(rows[..QUIET].iter().flatten().all(|dark| !dark));
        assert!(rows.iter().all(|row| row[..QUIET].iter().chain(&row[last + 1 - QUIET..]).all(|dark| !dark)));
        for (x, y) in [(QUIET, QUIET), (last - QUIET - 6, QUIET), (QUIET, last - QUIET - 6)] {
            assert!(
                (0..7).all(|step| rows[y][x + step]
                    && rows[y + 6][x + step]
                    && rows[y + step][x]
                    && rows[y + step][x + 6])
            );
            assert!(!rows[y + 1][x + 1] && rows[y + 3][x + 3]);
        }
    }

    #[test]
    fn what_no_code_can_hold_is_refused_and_nothing_is_printed_of_it() {
        assert!(matches!(qr_drawing(&"x".repeat(4000)), Err(RenderError::QrTooLong)));
        assert!(!format!("{:?}", qr_drawing("secret").unwrap()).contains('M'));
    }
}
