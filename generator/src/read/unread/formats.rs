//! Descriptions of other formats, each by what it begins with, and what converts it.

use super::remedies::{ARAZZO, ASYNC_API, BLUEPRINT, GRAPHQL, OVERLAY, PROTO, not_read};
use super::{Unread, graphql, xml};
use crate::openapi::METHODS;

/// A format that is not read: how its text begins (after blanks, in lower case), its name, what to do.
const BEGINNINGS: [(&[&str], &str, &str); 8] = [
    (
        &["#%raml"],
        "a RAML description",
        "convert it with `oas-raml-converter` or `api-spec-converter`",
    ),
    (
        &["format: 1a", "format: x-1a", "format:1a"],
        "an API Blueprint description",
        BLUEPRINT,
    ),
    (&["asyncapi:"], "an AsyncAPI description", ASYNC_API),
    (&["arazzo:"], "an Arazzo description of workflows", ARAZZO),
    (&["overlay:"], "an OpenAPI Overlay", OVERLAY),
    (
        &[
            "syntax = \"proto",
            "syntax=\"proto",
            "syntax = 'proto",
            "syntax='proto",
            "edition = \"",
            "edition = '",
        ],
        "a protocol buffers definition",
        PROTO,
    ),
    (
        &["$version: \"", "$version: '"],
        "a Smithy model",
        "convert it with `smithy build` and its OpenAPI plug-in",
    ),
    (
        &["import \"@typespec/", "using typespec"],
        "a TypeSpec description",
        "compile it with `tsp compile --emit @typespec/openapi3`",
    ),
];

/// The format that a text begins as.
pub(super) fn of_text(text: &str) -> Option<Unread> {
    let mut in_comment = false;
    let mut lines = text.lines().enumerate();
    let (index, first) = lines.find(|(_, line)| {
        let line = line.trim();
        in_comment |= line.starts_with("/*");
        let is_comment = in_comment || line.is_empty() || is_comment(line);
        in_comment &= !line.contains("*/");
        !is_comment
    })?;
    let line = index + 1;
    let beginning = beginning(first);
    // A key is followed by a version: prose may begin with the word.
    let begins = |known: &&str| -> bool {
        let Some(rest) = beginning.strip_prefix(known).map(str::trim) else {
            return false;
        };
        match *known {
            key if key.starts_with("format:") => rest.len() < 3,
            key if key.ends_with(':') => rest.starts_with(|c: char| "'\"".contains(c) || c.is_ascii_digit()),
            _ => true,
        }
    };
    if let Some((_, name, remedy)) = BEGINNINGS
        .iter()
        .find(|(beginnings, ..)| beginnings.iter().any(begins))
    {
        return Some(Unread::new(line, not_read(name), *remedy));
    }
    if beginning.starts_with('<') {
        return xml::of_text(text, line);
    }
    if is_package(first) && text.lines().any(is_of_package) {
        return Some(Unread::new(
            line,
            not_read("a protocol buffers definition"),
            PROTO,
        ));
    }
    graphql::line_of(text).map(|line| Unread::new(line, not_read("a GraphQL schema"), GRAPHQL))
}

/// `package acme.v1;`, with which protocol buffers begin that say no version; other languages do, too.
fn is_package(line: &str) -> bool {
    line.starts_with("package ") && line.trim_end().ends_with(';')
}

fn is_of_package(line: &str) -> bool {
    let mut words = line.split_whitespace();
    let opens = matches!(words.next(), Some("message" | "service"));
    opens && !line.starts_with(char::is_whitespace) && line.contains('{')
}

fn beginning(line: &str) -> String {
    line.trim_start()
        .chars()
        .take(40)
        .collect::<String>()
        .to_ascii_lowercase()
}

/// A comment of YAML, but for the one that says that the text is RAML.
fn is_comment(line: &str) -> bool {
    let of_yaml = line.starts_with('#') && !line.starts_with("#%");
    of_yaml || line.starts_with("---") || line.starts_with("%YAML") || line.starts_with("//")
}

/// An API Blueprint without its first line: Markdown whose headings end in `[METHOD]`, or begin with METHOD, and whose lists are
/// messages.
pub(super) fn of_markdown(text: &str) -> Option<Unread> {
    let is_action = |line: &str| {
        let heading = line.trim_start_matches('#');
        let begins = |method: &str| {
            let rest = heading.trim_start().strip_prefix(method);
            rest.is_some_and(|rest| rest.trim_start().starts_with('/'))
        };
        heading.len() < line.len()
            && METHODS.iter().any(|method| {
                let method = method.to_ascii_uppercase();
                line.contains(&format!("[{method}")) || begins(&method)
            })
    };
    let line = text.lines().position(is_action)?;
    let is_message = |line: &str| line.starts_with("+ Response") || line.starts_with("+ Request");
    text.lines()
        .any(is_message)
        .then(|| Unread::new(line + 1, not_read("an API Blueprint description"), BLUEPRINT))
}
