//! Molecular profiles of CIViC: variant names joined by AND, OR, NOT and parentheses.

use super::variant_name::Meaning;

/// Reads a profile; `name` gives the meaning of one variant (`GENE NAME`).
pub(super) fn meaning(text: &str, name: &impl Fn(&str) -> Meaning) -> Meaning {
    let words: Vec<&str> = text.split_whitespace().collect();
    let mut reader = Reader { words: &words, name, unreadable: false };
    match reader.alternatives() {
        Ok(_) if !reader.words.is_empty() => Meaning::NotExpressible("profile_syntax"),
        Ok(subject) if reader.unreadable => Meaning::Unreadable(subject),
        Ok(subject) => Meaning::Subject(subject),
        Err(why) => Meaning::NotExpressible(why),
    }
}

struct Reader<'t, F> {
    words: &'t [&'t str],
    name: &'t F,
    unreadable: bool,
}

impl<F: Fn(&str) -> Meaning> Reader<'_, F> {
    fn next_is(&mut self, word: &str) -> bool {
        match self.words.split_first() {
            Some((first, rest)) if *first == word => {
                self.words = rest;
                true
            }
            _ => false,
        }
    }

    fn alternatives(&mut self) -> Result<String, &'static str> {
        let mut parts = vec![self.conjunct()?];
        while self.next_is("OR") {
            parts.push(self.conjunct()?);
        }
        Ok(grouped(parts, " | "))
    }

    fn conjunct(&mut self) -> Result<String, &'static str> {
        let mut parts = vec![self.part()?];
        while self.next_is("AND") {
            parts.push(self.part()?);
        }
        Ok(grouped(parts, " & "))
    }

    fn part(&mut self) -> Result<String, &'static str> {
        if self.next_is("NOT") {
            return Ok(format!("not ({})", self.part()?));
        }
        if self.next_is("(") {
            let inner = self.alternatives()?;
            return if self.next_is(")") { Ok(format!("({inner})")) } else { Err("profile_syntax") };
        }
        let length = self.words.iter().position(|word| ["AND", "OR", ")"].contains(word)).unwrap_or(self.words.len());
        let (words, rest) = self.words.split_at_checked(length).ok_or("profile_syntax")?;
        self.words = rest;
        match (self.name)(&words.join(" ")) {
            Meaning::Subject(subject) => Ok(subject),
            Meaning::Unreadable(subject) => {
                self.unreadable = true;
                Ok(subject)
            }
            Meaning::NotExpressible(why) => Err(why),
        }
    }
}

fn grouped(parts: Vec<String>, join: &str) -> String {
    let several = parts.len() > 1;
    let text = parts.join(join);
    if several { format!("({text})") } else { text }
}
