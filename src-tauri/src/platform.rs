//! Everything that differs between operating systems.

use tauri::webview::PlatformWebview;

/// Sets up the web view of this system.
///
/// On Linux the shell switches off inline composition of an input method; Japanese is typed with it, so it is switched
/// on again. Printing from the page is refused, and so is the context menu (save, open, reload) except where text is cut,
/// copied and pasted: the preview is no export door.
#[cfg(target_os = "linux")]
pub(crate) fn prepare(webview: PlatformWebview) {
    use webkit2gtk::{HitTestResultExt, InputMethodContextExt, WebViewExt};

    let view = webview.inner();
    if let Some(context) = view.input_method_context() {
        context.set_enable_preedit(true);
    }
    view.connect_print(|_, _| true);
    view.connect_context_menu(|_, _, _, place| !place.context_is_editable() && !place.context_is_selection());
}

/// Other systems compose inline by themselves.
#[cfg(not(target_os = "linux"))]
pub(crate) fn prepare(_webview: PlatformWebview) {}
