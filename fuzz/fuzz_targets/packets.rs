//! libFuzzer on what packets say: `cargo fuzz run packets --features libfuzzer`.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    assert!(shirube_fuzz::packets_survive_reading(bytes));
});
