/// Every command of the window. The build script declares them to the access list, so that each one has to be granted
/// to a window by name; a test compares them with what is registered.
pub(crate) const NAMES: &[&str] = &[
    "workspace_state",
    "create_workspace",
    "sign_in",
    "lock",
    "record_intended_use",
    "worklist",
    "recognise",
    "tumor_types",
    "import_case",
    "case_view",
    "decide_finding",
    "variant_page",
    "variant_facets",
    "variant_detail",
    "structure_view",
    "structure_gene",
    "compose_report",
    "sign_report",
    "export_document",
];
