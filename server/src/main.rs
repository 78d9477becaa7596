//! The server's binary: [`opstap_server::cli`].

fn main() -> std::process::ExitCode {
    opstap_server::cli::main()
}
