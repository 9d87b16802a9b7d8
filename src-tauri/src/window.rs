//! The one window, and what its page may not do: leave, open others, download.

use tauri::webview::NewWindowResponse;
use tauri::{App, Url, WebviewUrl, WebviewWindowBuilder};

use crate::platform;
use crate::report_scheme::SCHEME;

/// Label of the window; capabilities are granted to it.
pub(crate) const MAIN: &str = "main";

/// Opens the window. Its title never changes: a title is seen in task bars and screen shares, so no name may stand there.
pub(crate) fn open(app: &App) -> tauri::Result<()> {
    let window = WebviewWindowBuilder::new(app, MAIN, WebviewUrl::default())
        .title("Shirube")
        .inner_size(1280.0, 800.0)
        .min_inner_size(1080.0, 680.0)
        .on_navigation(is_ours)
        .on_new_window(|_, _| NewWindowResponse::Deny)
        .on_download(|_, _| false)
        .build()?;
    window.with_webview(platform::prepare)
}

/// Whether an address belongs to the program: its own pages, a document, or the viewer that shows a document.
fn is_ours(address: &Url) -> bool {
    match address.scheme() {
        "tauri" | SCHEME => address.host_str() == Some("localhost"),
        "http" | "https" => matches!(address.host_str(), Some("tauri.localhost" | "report.localhost")),
        "webkit-pdfjs-viewer" => true,
        "about" => address.path() == "blank",
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use tauri::Url;

    use super::is_ours;

    #[test]
    fn only_our_own_addresses_are_followed() {
        for address in
            ["tauri://localhost/", "http://tauri.localhost/", "report://localhost/0b5e%2Fpanel?v=1", "about:blank"]
        {
            assert!(is_ours(&Url::parse(address).unwrap()), "{address}");
        }
        for address in [
            "https://example.org/",
            "http://localhost/",
            "file:///etc/passwd",
            "data:text/html,x",
            "report://elsewhere/a/b",
        ] {
            assert!(!is_ours(&Url::parse(address).unwrap()), "{address}");
        }
    }
}
