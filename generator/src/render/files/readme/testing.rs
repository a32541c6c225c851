//! How code that uses the client is tested.

use super::Context;

pub(super) fn testing(context: &Context<'_>) -> String {
    let Some(operation) = context.shown() else {
        return String::new();
    };
    let method = &operation.method_name;
    format!(
        "## Tests\n\nWith the feature `mock`, `mock::MockServer::start()` is a server on this machine, and `MockServer::in_process()` the \
         same as a transport, without a port. `server.mock_{method}()` says which calls it expects, `respond_…` what it answers, and only \
         what the page documents compiles, but for what says so by its name: `respond_undocumented`, `respond_raw`, `respond_cut` (half \
         a body) and `respond_broken` (no answer). `once()` and `times(n)` put answers in a row: a 503, then a reply. `server.client()` \
         calls it, `requests()` holds what it was asked, and a call that nothing matches is told by what was otherwise. `Script` answers \
         whatever is asked, in a row. A client trait is not needed."
    )
}
