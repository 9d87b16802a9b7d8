//! The repository's own knowledge base.

use std::path::PathBuf;

use model::evidence::{Direction, Predicate};
use model::tumor_type::OncoTreeCode;

use super::*;

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../knowledge-base")
}

fn own() -> Release {
    match Release::load(&folder()) {
        Ok(release) => release,
        Err(KnowledgeError::Unsound { problems }) => {
            let lines: Vec<String> = problems.iter().map(ToString::to_string).collect();
            panic!("{}", lines.join("\n"))
        }
        Err(error) => panic!("{error}"),
    }
}

fn id(text: &str) -> StatementId {
    StatementId(text.to_owned())
}

fn codes(release: &Release, code: &str) -> Vec<String> {
    release.tumor_types().ancestors(&OncoTreeCode::from(code)).into_iter().map(|code| code.0).collect()
}

#[test]
fn every_row_of_the_tables_is_there_with_its_basis() {
    let counts = own().counts();
    assert_eq!(counts.kind("approval"), BasisCount { source_read: 124, from_memory: 35 });
    assert_eq!(counts.kind("resistance"), BasisCount { source_read: 25, from_memory: 38 });
    assert_eq!(counts.without_molecular_condition, 12);
    assert_eq!(counts.without_predicate, 2);
    assert_eq!(counts.kind("tumor_type").total(), 898);
}

#[test]
fn a_type_walks_up_to_its_tissue() {
    let release = own();
    assert_eq!(codes(&release, "LUAD"), ["LUAD", "NSCLC", "LUNG"]);
    assert_eq!(codes(&release, "LUNG"), ["LUNG"]);
    assert_eq!(codes(&release, "NOSUCHCODE"), [""; 0]);
}
