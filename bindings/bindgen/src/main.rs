//! Writes the Kotlin, Swift and Python of the surface from the built library.
//!
//! `cargo xtask bindings` builds the library and runs this; the arguments are those of uniffi's own tool.
//! It is a program of its own so that the library never carries the generator.

fn main() {
    uniffi::uniffi_bindgen_main();
}
