//! `cargo xtask`: see `cargo xtask --help`.

use std::process::ExitCode;

use xtask::{Pipeline, Terminal};

/// A third of the time that a large page takes went into the system's allocator.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    ExitCode::from(xtask::run(
        std::env::args_os(),
        Pipeline::specloom(),
        &mut Terminal::standard(),
    ))
}
