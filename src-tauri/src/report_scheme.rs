//! `report://`: the address under which the window shows a document. Bytes come from the desk and are kept nowhere.

use tauri::http::{Request, Response, StatusCode, header};
use tauri::{Manager, Runtime, UriSchemeContext, UriSchemeResponder};

use crate::shell::Shell;
use crate::window::MAIN;

/// Name of the scheme.
pub(crate) const SCHEME: &str = "report";

/// Answers one request for `report://localhost/CASE/KIND`; anything else is not found.
pub(crate) fn answer<R: Runtime>(
    context: UriSchemeContext<'_, R>,
    request: Request<Vec<u8>>,
    responder: UriSchemeResponder,
) {
    let app = context.app_handle().clone();
    let asked = if context.webview_label() == MAIN { document(request.uri().path()) } else { None };
    tauri::async_runtime::spawn(async move {
        let response = match asked {
            Some((case_id, kind)) => match app.state::<Shell>().desk() {
                Ok(desk) => desk.pdf(case_id, kind).await.map_or_else(|_| not_found(), found),
                Err(_) => not_found(),
            },
            None => not_found(),
        };
        responder.respond(response);
    });
}

/// Case and kind of a path; the separator may be written as `%2F`.
fn document(path: &str) -> Option<(String, String)> {
    let path = path.trim_start_matches('/').replace("%2F", "/");
    let (case_id, kind) = path.split_once('/')?;
    let plain = |text: &str| !text.is_empty() && text.chars().all(|c| c.is_ascii_alphanumeric() || "-_".contains(c));
    (plain(case_id) && plain(kind)).then(|| (case_id.to_owned(), kind.to_owned()))
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
    use super::document;

    #[test]
    fn a_document_is_named_by_case_and_kind() {
        let both = Some(("0b5e".to_owned(), "panel".to_owned()));
        assert_eq!(document("/0b5e/panel"), both);
        assert_eq!(document("/0b5e%2Fpanel"), both);
    }

    #[test]
    fn nothing_else_is_a_document() {
        for path in ["/", "/0b5e", "/0b5e/", "/../etc/passwd", "/0b5e/panel/more", "/0b5e/..", "/%2e%2e%2Fpanel"] {
            assert_eq!(document(path), None, "{path}");
        }
    }
}
