//! libFuzzer on protein descriptions: `cargo fuzz run protein --features libfuzzer`.
#![no_main]

libfuzzer_sys::fuzz_target!(|text: &str| {
    assert!(shirube_fuzz::survives_printing(text));
});
