//! ① エキスパートパネル用レポート

super::chapters! {
    summary,
    specimen_and_test,
    options,
    resistance,
    variants,
    biomarkers,
    not_assessed,
    ledger,
    conclusion,
    limits,
    references,
}
