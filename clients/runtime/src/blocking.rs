//! Calls from code that has no async runtime. Feature `blocking`.
//!
//! One background thread per process drives the connections, so that they are kept from one call to the next;
//! the calling thread waits.

use std::sync::OnceLock;
use std::thread;

use tokio::runtime::{Builder, Handle};

use crate::asking;
use crate::error::Error;
use crate::failure::{Failure, Kind, Phase};

/// Waits for an operation's future. Works everywhere, also inside an async runtime, where it blocks the
/// thread it is called on: there, prefer `.send().await`.
pub fn wait<T, E, F>(call: F) -> Result<T, Error<E>>
where
    T: Send,
    E: Send,
    F: Future<Output = Result<T, Error<E>>> + Send,
{
    let handle = match runtime() {
        Ok(handle) => handle,
        Err(why) => {
            return Err(Failure::new(Kind::Transport, why)
                .phase_is(Phase::Building)
                .into());
        }
    };
    if Handle::try_current().is_err() {
        return handle.block_on(call);
    }
    // Tokio refuses to block a thread that drives a runtime; a helper thread may.
    let call = asking::carried(call);
    let waited = thread::scope(|scope| {
        let helper = thread::Builder::new()
            .spawn_scoped(scope, || handle.block_on(call))
            .ok()?;
        helper.join().ok()
    });
    waited.unwrap_or_else(|| {
        Err(Failure::new(Kind::Transport, "the thread that waits for the call failed").into())
    })
}

/// The process's background runtime, or why there is none.
fn runtime() -> Result<&'static Handle, &'static str> {
    static RUNTIME: OnceLock<Result<Handle, &'static str>> = OnceLock::new();
    RUNTIME.get_or_init(start).as_ref().map_err(|why| *why)
}

fn start() -> Result<Handle, &'static str> {
    let runtime = Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(|_| "the operating system refused what an async runtime needs")?;
    let handle = runtime.handle().clone();
    thread::Builder::new()
        .name("specloom-blocking".to_owned())
        .spawn(move || runtime.block_on(std::future::pending::<()>()))
        .map_err(|_| "the operating system refused a thread")?;
    Ok(handle)
}
