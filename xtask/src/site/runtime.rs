//! Threads for what waits for the network.

use crate::Failure;

/// A runtime of its own for one piece of work.
pub(super) fn runtime() -> Result<tokio::runtime::Runtime, Failure> {
    tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .map_err(|error| Failure::io("start threads for", std::path::Path::new("fetch"), &error))
}
