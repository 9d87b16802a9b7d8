#![cfg(test)]
//! One binary for all integration tests: each module is one promise of the product.

mod accounts;
mod answer_keys;
mod audit;
mod bad_input;
mod corrections;
mod course;
mod documents;
mod downloads;
mod exchange;
mod explain;
mod import_integrity;
mod kept_settings;
mod linked_files;
mod match_contract;
mod open_corpora;
mod packets;
mod panel;
mod permissions;
mod recovery;
mod rehearsal;
mod releases;
mod retention;
mod running_import;
mod selection;
mod shared_files;
mod shared_folders;
mod signatures;
mod structural;
mod structure_view;
mod three_hospitals;
mod typed_forms;
mod versions;
mod walking_line;
mod words;
mod written_files;
