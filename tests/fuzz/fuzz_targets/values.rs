//! Fuzzes `values`; see `doors.rs`.
#![no_main]

#[path = "../doors.rs"]
#[allow(dead_code, reason = "each target goes through one of the doors")]
mod doors;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| doors::values(bytes));
