//! `cargo xtask`: see `cargo xtask --help`.

use std::process::ExitCode;

use xtask::{Pipeline, Terminal};

fn main() -> ExitCode {
    ExitCode::from(xtask::run(
        std::env::args_os(),
        Pipeline::specloom(),
        &mut Terminal::standard(),
    ))
}
