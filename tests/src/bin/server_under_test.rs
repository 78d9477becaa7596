//! The server's own program, where a test of this crate can find and kill it.

fn main() -> std::process::ExitCode {
    opstap_server::cli::main()
}
