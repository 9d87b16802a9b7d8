//! A table as CSV that a spreadsheet opens without running anything of it.
//!
//! RFC 4180 with a byte order mark, so that Japanese is read as UTF-8. A cell that a spreadsheet would take for a formula
//! begins with an apostrophe.

/// The table, header first.
pub(crate) fn csv_text<R: AsRef<[String]>>(header: &[&str], rows: impl IntoIterator<Item = R>) -> String {
    let mut text = String::from('\u{FEFF}');
    push_row(&mut text, header.iter().copied());
    for row in rows {
        push_row(&mut text, row.as_ref().iter().map(String::as_str));
    }
    text
}

fn push_row<'c>(text: &mut String, cells: impl Iterator<Item = &'c str>) {
    for (place, cell) in cells.enumerate() {
        if place > 0 {
            text.push(',');
        }
        push_cell(text, cell);
    }
    text.push_str("\r\n");
}

fn push_cell(text: &mut String, cell: &str) {
    let formula =
        cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '\u{FF1D}', '\u{FF0B}', '\u{FF0D}', '\u{FF20}']);
    if !formula && !cell.contains([',', '"', '\r', '\n', ';', '\t']) {
        text.push_str(cell);
        return;
    }
    text.push('"');
    if formula {
        text.push('\'');
    }
    text.push_str(&cell.replace('"', "\"\""));
    text.push('"');
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(cell: &str) -> String {
        let text = csv_text(&["a"], [vec![cell.to_owned()]]);
        text.trim_start_matches("\u{FEFF}a\r\n").trim_end_matches("\r\n").to_owned()
    }

    #[test]
    fn what_a_spreadsheet_would_run_is_text() {
        for (cell, written) in [
            ("=1+1", "\"'=1+1\""),
            ("+81", "\"'+81\""),
            ("-1", "\"'-1\""),
            ("@SUM(A1)", "\"'@SUM(A1)\""),
            ("\t=1", "\"'\t=1\""),
            ("＝1", "\"'＝1\""),
        ] {
            assert_eq!(one(cell), written);
        }
    }

    #[test]
    fn commas_quotes_and_lines_stay_in_their_cell() {
        assert_eq!(one("a,b"), "\"a,b\"");
        assert_eq!(one("a \"b\""), "\"a \"\"b\"\"\"");
        assert_eq!(one("a\nb"), "\"a\nb\"");
        assert_eq!(one("合成"), "合成");
    }

    #[test]
    fn rows_end_as_the_standard_says() {
        let rows = [vec!["1".to_owned(), "2".to_owned()]];
        assert_eq!(csv_text(&["a", "b"], rows), "\u{FEFF}a,b\r\n1,2\r\n");
    }
}
