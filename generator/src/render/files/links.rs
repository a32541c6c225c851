//! The README as docs.rs shows it: the names of items lead to them.
//!
//! Before: `` `create_token(id)` ``. After: `` [`create_token(id)`](Client::create_token) ``, which rustdoc follows and checks. A README on
//! GitHub has no such items, so that there the names stay plain text: the two are one text, written twice.
//!
//! Which names are items depends on the section: `timeout` is the builder's method in a table of settings, and in a vendor's words it is
//! whatever the vendor means.

use std::collections::HashMap;

use pulldown_cmark::{Event, HeadingLevel, Parser, Tag, TagEnd};

use super::Context;
use crate::words::OPTIONS;

/// Names of the same kind: the section they stand in, what they belong to, and they themselves.
const FIXED: &[(&str, &str, &[&str])] = &[
    ("", "SecretString", &["expose_secret"]),
    ("## Credentials", "ClientBuilder", &["base_url"]),
    ("## Environment variables", "Client", &["from_env", "builder"]),
    ("## Environment variables", "ClientBuilder", &["base_url"]),
    ("## Server", "ClientBuilder", &["base_url", "from_env", "server"]),
    (
        "## Error replies",
        "Error",
        &["Api", "UndocumentedStatus", "expose_body"],
    ),
    ("## Error replies", "Reply", &["body"]),
    ("## Error replies", "ErrorBody", &["get"]),
    (
        "## Other errors",
        "Error",
        &[
            "operation",
            "phase",
            "attempts",
            "was_sent",
            "is_retryable",
            "retry_after",
            "request_id",
            "status",
            "UndocumentedStatus",
            "NotJson",
            "NotText",
            "UnexpectedShape",
            "EmptyBody",
            "TruncatedBody",
            "TooLarge",
            "Timeout",
            "Connect",
            "Transport",
            "Redirected",
            "MissingValue",
            "InvalidValue",
            "MissingCredentials",
            "Credentials",
        ],
    ),
    ("## Other errors", "", &["AnyError"]),
    (
        "## Other errors",
        "ClientBuilder",
        &["max_response_bytes", "base_url", "transport"],
    ),
    (
        "## Retries, timeouts and limits",
        "ClientBuilder",
        &[
            "retry",
            "timeout",
            "attempt_timeout",
            "connect_timeout",
            "max_response_bytes",
            "max_in_flight",
            "max_in_flight_of",
            "rate_limits",
            "credentials_timeout",
            "http_client_with",
            "transport",
            "hook",
        ],
    ),
    ("## Retries, timeouts and limits", "Client", &["raw"]),
    ("## Retries, timeouts and limits", "Retry", &["default"]),
    (
        "## Formats",
        "formats",
        &[
            "DateTime",
            "Date",
            "Time",
            "IsoDuration",
            "Uuid",
            "Decimal",
            "Base64",
            "Base64Url",
        ],
    ),
    ("## Features", "ClientBuilder", &["transport"]),
];

/// The text with its names as links. What is a name and what only looks like one, the parser says: a page's words stand in this
/// text, too.
pub(super) fn linked(readme: &str, context: &Context<'_>) -> String {
    let features = format!(
        "https://docs.rs/crate/{}/latest/features",
        context.sources.vendor.crate_name
    );
    let known = of_client(context);
    with_links(readme, |section, is_first_cell, span| {
        if section == "## Features" && is_first_cell {
            return Some(features.clone());
        }
        let own = known.get(&(section.to_owned(), span.to_owned()));
        own.cloned().or_else(|| fixed(section, span))
    })
}

/// A text whose inline code is a link where `target` says to what: by its section, whether it is in the first cell of a row, and what
/// it says.
fn with_links(markdown: &str, target: impl Fn(&str, bool, &str) -> Option<String>) -> String {
    let mut text = String::with_capacity(markdown.len());
    let (mut written, mut section, mut cell, mut inside) = (0, "", 0, 0);
    for (event, range) in Parser::new_ext(markdown, OPTIONS).into_offset_iter() {
        match event {
            Event::Start(Tag::Heading { level, .. }) => {
                inside += 1;
                if level == HeadingLevel::H2 {
                    section = markdown[range].trim_end();
                }
            }
            Event::Start(Tag::Link { .. }) => inside += 1,
            Event::End(TagEnd::Heading(_) | TagEnd::Link) => inside -= 1,
            Event::Start(Tag::TableHead | Tag::TableRow) => cell = 0,
            Event::Start(Tag::TableCell) => cell += 1,
            Event::Code(span) if inside == 0 && !markdown[..range.start].ends_with('[') => {
                let Some(target) = target(section, cell == 1, &span) else {
                    continue;
                };
                text.push_str(&markdown[written..range.start]);
                let code = &markdown[range.clone()];
                // Rustdoc finds these by themselves.
                match target == span.trim_end_matches("()") && span.contains(char::is_uppercase) {
                    true => text.push_str(&format!("[{code}]")),
                    false => text.push_str(&format!("[{code}]({target})")),
                }
                written = range.end;
            }
            _ => {}
        }
    }
    text.push_str(&markdown[written..]);
    text
}

/// What a name without its arguments leads to, in a section.
fn fixed(section: &str, span: &str) -> Option<String> {
    let name = span.split('(').next().unwrap_or(span);
    let name = name.rsplit("::").next().unwrap_or(name);
    let owners = FIXED.iter().filter(|(place, _, names)| {
        (section == *place || (*place == "## Server" && section == "## Servers")) && names.contains(&name)
    });
    let fits = |owner: &str| match span.split_once("::") {
        Some((said, _)) => said == owner,
        None => true,
    };
    let (_, owner, _) = owners.into_iter().find(|(_, owner, _)| fits(owner))?;
    Some(match *owner {
        "" => name.to_owned(),
        owner => format!("{owner}::{name}"),
    })
}

/// What the client has of its own, by section and name.
fn of_client(context: &Context<'_>) -> HashMap<(String, String), String> {
    let model = context.model;
    let mut known = HashMap::new();
    let mut add = |section: &str, span: String, target: String| {
        known.insert((section.to_owned(), span), target);
    };
    for operation in &model.operations {
        let (method, ty) = (&operation.method_name, &operation.type_name);
        let arguments: Vec<&str> = operation
            .path_parameters()
            .map(|parameter| parameter.rust.as_str())
            .collect();
        let call = format!("{method}({})", arguments.join(", "));
        add("## Operations", call, format!("Client::{method}"));
        for reply in &operation.failures {
            let variant = format!("{ty}Error::{}", reply.variant);
            add("## Error replies", variant.clone(), variant);
            let body = reply.content.ty();
            if let Some(name) = body.leaf().name() {
                add(
                    "## Error replies",
                    format!("ErrorBody<{body}>"),
                    format!("types::{name}"),
                );
            }
        }
    }
    if let Some(operation) = context.shown() {
        let send = format!("operations::{}::send_reply", operation.type_name);
        add("", "send_reply()".to_owned(), send);
    }
    for scheme in &model.schemes {
        let setter = scheme.setter.as_str();
        let spans = ["username, password", "token", "key"].map(|arguments| format!("{setter}({arguments})"));
        for section in ["## Credentials", "## Environment variables"] {
            for span in &spans {
                add(section, span.clone(), format!("ClientBuilder::{setter}"));
            }
        }
        add(
            "## Credentials",
            format!("{setter}_from"),
            format!("ClientBuilder::{setter}_from"),
        );
    }
    if model.servers.len() > 1 {
        for server in &model.servers {
            let variant = format!("Server::{}", server.variant);
            add("## Servers", variant.clone(), variant);
        }
    }
    known
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_a_link_where_it_is_known() {
        let linked = |line: &str| {
            with_links(line, |section, _, span| {
                assert_eq!(section, "## Other errors");
                fixed(section, span)
            })
        };
        assert_eq!(
            linked("## Other errors\n\n`NotJson`, `status()`, `AnyError`, `teapot`"),
            "## Other errors\n\n[`NotJson`](Error::NotJson), [`status()`](Error::status), [`AnyError`], `teapot`"
        );
        let others = "## Other errors\n\n### `NotJson`\n\n[`status()`](https://acme.test) ```a `NotJson` b```\n\n- > ```text\n  > `NotJson`\n  > ```\n";
        assert_eq!(linked(others), others);
        assert_eq!(
            fixed("## Retries, timeouts and limits", "Retry::default()").unwrap(),
            "Retry::default"
        );
        assert_eq!(
            fixed("## Environment variables", "Client::builder().from_env()?").unwrap(),
            "Client::builder"
        );
        assert_eq!(fixed("## Operations", "timeout"), None);
    }
}
