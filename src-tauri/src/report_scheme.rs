//! `report://`: the address under which the window shows a document. Bytes come from the desk and are kept nowhere.

use tauri::http::{Request, Response, StatusCode, header};
use tauri::{Manager, Runtime, UriSchemeContext, UriSchemeResponder};

use crate::shell::Shell;
use crate::window::MAIN;

/// Name of the scheme.
pub(crate) const SCHEME: &str = "report";

/// Answers one request for `report://localhost/CASE/KIND` or `CASE/KIND/REVISION`; anything else is not found.
pub(crate) fn answer<R: Runtime>(
    context: UriSchemeContext<'_, R>,
    request: Request<Vec<u8>>,
    responder: UriSchemeResponder,
) {
    let app = context.app_handle().clone();
    let asked = if context.webview_label() == MAIN { document(request.uri().path()) } else { None };
    tauri::async_runtime::spawn(async move {
        let response = match asked {
            Some(asked) => match app.state::<Shell>().desk() {
                Ok(desk) => match asked.revision {
                    Some(revision) => desk.pdf_of_revision(asked.case_id, asked.kind, revision).await,
                    None => desk.pdf(asked.case_id, asked.kind).await,
                }
                .map_or_else(|_| not_found(), found),
                Err(_) => not_found(),
            },
            None => not_found(),
        };
        responder.respond(response);
    });
}

/// A document that is asked for.
#[derive(Debug, PartialEq, Eq)]
struct Asked {
    case_id: String,
    kind: String,
    /// A signed revision; the present document without one.
    revision: Option<u32>,
}

/// Case, kind and revision of a path; the separator may be written as `%2F`.
fn document(path: &str) -> Option<Asked> {
    let path = path.trim_start_matches('/').replace("%2F", "/");
    let plain = |text: &str| !text.is_empty() && text.chars().all(|c| c.is_ascii_alphanumeric() || "-_".contains(c));
    let mut parts = path.split('/');
    let (case_id, kind, revision) = (parts.next()?, parts.next()?, parts.next());
    let revision = revision.map(str::parse::<u32>).transpose().ok()?;
    let whole = parts.next().is_none() && plain(case_id) && plain(kind);
    whole.then(|| Asked { case_id: case_id.to_owned(), kind: kind.to_owned(), revision })
}

fn found(pdf: Vec<u8>) -> Response<Vec<u8>> {
    let mut response = Response::new(pdf);
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, header::HeaderValue::from_static("application/pdf"));
    headers.insert(header::CACHE_CONTROL, header::HeaderValue::from_static("no-store"));
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, header::HeaderValue::from_static("nosniff"));
    response
}

fn not_found() -> Response<Vec<u8>> {
    let mut response = Response::new(Vec::new());
    *response.status_mut() = StatusCode::NOT_FOUND;
    response
}

#[cfg(test)]
mod tests {
    use super::{Asked, document};

    fn asked(revision: Option<u32>) -> Asked {
        Asked { case_id: "0b5e".to_owned(), kind: "panel".to_owned(), revision }
    }

    #[test]
    fn a_document_is_named_by_case_and_kind_and_an_earlier_one_by_its_revision_too() {
        assert_eq!(document("/0b5e/panel"), Some(asked(None)));
        assert_eq!(document("/0b5e%2Fpanel"), Some(asked(None)));
        assert_eq!(document("/0b5e%2Fpanel%2F3"), Some(asked(Some(3))));
    }

    #[test]
    fn nothing_else_is_a_document() {
        for path in [
            "/",
            "/0b5e",
            "/0b5e/",
            "/../etc/passwd",
            "/0b5e/panel/more",
            "/0b5e/panel/3/4",
            "/0b5e/..",
            "/%2e%2e%2Fpanel",
        ] {
            assert_eq!(document(path), None, "{path}");
        }
    }
}
