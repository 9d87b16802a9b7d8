//! Everything a template sees: one JSON value.

use std::collections::BTreeSet;

use model::report_content::{Block, ChapterContent, ReportContent, SignatureMark};
use serde_json::{Map, Value, json};

use crate::fonts::FontSet;
use crate::qr::{QrDrawing, qr_on_paper};
use crate::templates::LayoutWords;
use crate::{RenderError, glyphs, moment};

/// The bytes of `data.json`: content, signature, words, and the kanji forms that need the fallback family.
pub(crate) fn compose(
    content: &ReportContent,
    signature: Option<&SignatureMark>,
    words: &LayoutWords,
    fonts: &FontSet,
) -> Result<Vec<u8>, RenderError> {
    content.chapters.iter().try_for_each(refuse_uneven_tables)?;
    let mut variants = BTreeSet::new();
    let mut check = |mut value: Value, chapter: &str| {
        drop_sources(&mut value);
        glyphs::check(&mut value, chapter, fonts, &mut variants).map(|()| value)
    };
    let title = check(json!([content.title, content.subtitle]), "title")?;
    let head = check(json!(content.head), "head")?;
    let provenance = check(json!(content.provenance), "provenance")?;
    let code = signature.map(signature_code).transpose()?;
    let signature = check(signature.map_or(Value::Null, |mark| signature_values(mark, words)), "signature")?;
    let chapters: Vec<Value> =
        content.chapters.iter().map(|chapter| check(json!(chapter), &chapter.id)).collect::<Result<_, _>>()?;
    let mut words_of_page = check(json!(words), "layout.toml")?;
    if let Some(fields) = words_of_page.as_object_mut() {
        fields.extend(filled_words(content, words));
    }
    let values = json!({
        "title": title.get(0),
        "subtitle": title.get(1),
        "head": head,
        "chapters": chapters,
        "marks": content.marks,
        "provenance": provenance,
        "signature": signature,
        "signature_code": code,
        "words": words_of_page,
        "variants": variants,
    });
    Ok(values.to_string().into_bytes())
}

/// Words with this document's values in them.
fn filled_words(content: &ReportContent, words: &LayoutWords) -> Map<String, Value> {
    let revision = words.footer.revision.replace("{revision}", &content.provenance.revision.to_string());
    Map::from_iter([("revision".to_owned(), Value::String(revision))])
}

fn signature_values(mark: &SignatureMark, words: &LayoutWords) -> Value {
    json!({
        "signer": mark.signer,
        "role": mark.role,
        "signed_at": moment::moment(&words.date, mark.signed_at),
        "content_hash": mark.content_hash,
        "key_fingerprint": mark.key_fingerprint,
    })
}

/// What paper carries of the signature: enough to find the signed document, and to see that it is the one on the desk.
fn signature_code(mark: &SignatureMark) -> Result<String, RenderError> {
    let key: String = mark.key_fingerprint.split_whitespace().collect();
    let text = format!("SHIRUBE1 {} {key} {}", mark.content_hash, mark.signature);
    let QrDrawing { modules, path } = qr_on_paper(&text)?;
    // The hair line closes the seams that a viewer leaves between the rows.
    Ok(format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {modules} {modules}\"><path d=\"{path}\" stroke=\"black\" stroke-width=\"0.05\"/></svg>"
    ))
}

/// Sources say where a sentence comes from; they are not printed.
fn drop_sources(value: &mut Value) {
    match value {
        Value::Object(fields) => {
            fields.remove("sources");
            fields.values_mut().for_each(drop_sources);
        }
        Value::Array(items) => items.iter_mut().for_each(drop_sources),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

fn refuse_uneven_tables(chapter: &ChapterContent) -> Result<(), RenderError> {
    for block in &chapter.blocks {
        if let Block::Table { columns, rows, .. } = block {
            let uneven = rows.iter().enumerate().find(|(_, row)| row.len() != columns.len());
            if let Some((index, row)) = uneven {
                return Err(RenderError::UnevenTable {
                    chapter: chapter.id.clone(),
                    row: index + 1,
                    cells: row.len(),
                    columns: columns.len(),
                });
            }
        }
    }
    Ok(())
}
