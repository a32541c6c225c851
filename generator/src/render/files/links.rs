//! The README as docs.rs shows it: the names of items lead to them.
//!
//! Before: `` `create_token(id)` ``. After: `` [`create_token(id)`](Client::create_token) ``, which rustdoc follows and checks. A README on
//! GitHub has no such items, so that there the names stay plain text: the two are one text, written twice.
//!
//! Which names are items depends on the section: `timeout` is the builder's method in a table of settings, and in a vendor's words it is
//! whatever the vendor means.

use std::collections::HashMap;

use super::Context;

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

/// The text with its names as links.
pub(super) fn linked(readme: &str, context: &Context<'_>) -> String {
    let features = format!(
        "https://docs.rs/crate/{}/latest/features",
        context.sources.vendor.crate_name
    );
    let known = of_client(context);
    let (mut section, mut is_code) = ("", false);
    let mut text = String::with_capacity(readme.len());
    for line in readme.split_inclusive('\n') {
        let fence = line.starts_with("```");
        is_code ^= fence;
        if line.starts_with("## ") {
            section = line.trim_end();
        }
        if is_code || fence || line.starts_with('#') || line.starts_with('<') {
            text.push_str(line);
            continue;
        }
        let (first, rest) = match line.get(1..).and_then(|rest| rest.find('|')) {
            Some(end) if section == "## Features" => line.split_at(end + 1),
            _ => ("", line),
        };
        spans(&mut text, first, |_| Some(features.clone()));
        spans(&mut text, rest, |span| {
            let own = known.get(&(section.to_owned(), span.to_owned()));
            own.cloned().or_else(|| fixed(section, span))
        });
    }
    text
}

/// Adds a line, what is code in it as links to what `target` says.
fn spans(text: &mut String, line: &str, target: impl Fn(&str) -> Option<String>) {
    for (index, part) in line.split('`').enumerate() {
        if index % 2 == 0 {
            text.push_str(part);
            continue;
        }
        let linked = match target(part).filter(|_| !text.ends_with('[')) {
            // Rustdoc finds these by themselves.
            Some(target) if target == part.trim_end_matches("()") && part.contains(char::is_uppercase) => {
                format!("[`{part}`]")
            }
            Some(target) => format!("[`{part}`]({target})"),
            None => format!("`{part}`"),
        };
        text.push_str(&linked);
    }
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
            let mut text = String::new();
            spans(&mut text, line, |span| fixed("## Other errors", span));
            text
        };
        assert_eq!(
            linked("| `NotJson`, `status()` | `AnyError`, `teapot` |"),
            "| [`NotJson`](Error::NotJson), [`status()`](Error::status) | [`AnyError`], `teapot` |"
        );
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
