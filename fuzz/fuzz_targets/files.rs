//! libFuzzer on the file readers: `cargo fuzz run files --features libfuzzer`.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    assert_eq!(shirube_fuzz::complaint_about("input", bytes).ok().flatten(), None);
});
