//! The servers that the page names, and how another is called.

use super::Context;
use crate::words::{name, sentence};

pub(super) fn servers(context: &Context<'_>) -> String {
    let servers = &context.model.servers;
    let variable = context.sources.vendor.env.get("base_url");
    let variable = match variable.and_then(|variable| variable.names().first()) {
        Some(name) => format!(" (`{name}`, with `from_env`)"),
        None => String::new(),
    };
    let list: String = servers
        .iter()
        .map(|server| {
            let description = server
                .description
                .as_deref()
                .map(|text| format!(": {}", sentence(text)))
                .unwrap_or_default();
            format!(
                "- `Server::{}`, {}{description}\n",
                server.variant,
                name(&server.url)
            )
        })
        .collect();
    match servers.as_slice() {
        [] => format!(
            "## Server\n\nThe page names none: `base_url`{variable} says where the installation is, and is required."
        ),
        [one] => format!(
            "## Server\n\n{}, unless `base_url`{variable} says otherwise.",
            name(&one.url)
        ),
        [first, ..] => format!(
            "## Servers\n\n{list}\n`Server::{}` unless `server` or `base_url`{variable} says otherwise.",
            first.variant
        ),
    }
}
