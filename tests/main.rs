#![cfg(test)]
//! One binary for all integration tests: each module is one promise of the product.

mod accounts;
mod answer_keys;
mod audit;
mod bad_input;
mod corrections;
mod documents;
mod downloads;
mod explain;
mod import_integrity;
mod match_contract;
mod open_corpora;
mod panel;
mod permissions;
mod recovery;
mod rehearsal;
mod releases;
mod selection;
mod shared_files;
mod structural;
mod structure_view;
mod versions;
mod walking_line;
mod words;
mod written_files;
