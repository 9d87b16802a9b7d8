//! One `##` line, read leniently: real files quote badly, forget quotes, and put anything between the brackets.

/// A `##key=value` line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct HeaderLine<'a> {
    /// Text before the first `=`.
    pub(crate) key: &'a str,
    /// Text after it, brackets included.
    pub(crate) value: &'a str,
}

impl<'a> HeaderLine<'a> {
    /// Splits a line that begins with `##`; `None` when there is no `=`.
    pub(crate) fn parse(line: &'a str) -> Option<Self> {
        let (key, value) = line.strip_prefix("##")?.split_once('=')?;
        Some(Self { key: key.trim(), value: value.trim() })
    }

    /// The value of one attribute of `<A=1,B="x,y">`, without quotes.
    pub(crate) fn attribute(&self, name: &str) -> Option<&'a str> {
        let inner = self.value.strip_prefix('<')?;
        let inner = inner.strip_suffix('>').unwrap_or(inner);
        attributes(inner).into_iter().find(|(key, _)| *key == name).map(|(_, value)| value)
    }
}

/// Splits at commas outside double quotes.
fn attributes(inner: &str) -> Vec<(&str, &str)> {
    let mut quoted = false;
    let parts = inner.split(|c| {
        if c == '"' {
            quoted = !quoted;
        }
        c == ',' && !quoted
    });
    parts
        .filter_map(|part| part.split_once('='))
        .map(|(key, value)| (key.trim(), value.trim().trim_matches('"')))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attributes_are_found_with_and_without_quotes() {
        let line = HeaderLine::parse(r#"##contig=<ID=chr1,length=248956422,assembly="GRCh38, primary">"#).unwrap();
        assert_eq!(line.key, "contig");
        assert_eq!(line.attribute("length"), Some("248956422"));
        assert_eq!(line.attribute("assembly"), Some("GRCh38, primary"));
        assert_eq!(line.attribute("md5"), None);
    }

    #[test]
    fn a_broken_line_gives_nothing_and_does_not_fail() {
        for text in ["##", "##novalue", "##GLnexusConfig={...}", "##x=<", "##x=<ID=\"open,length=1"] {
            if let Some(line) = HeaderLine::parse(text) {
                assert_eq!(line.attribute("length"), None, "{text}");
            }
        }
    }
}
