//! What a page says and a client has no use for is told, once for each word: with the first of its places, and how many there are.
//!
//! Nothing is changed here. What is told where it is left out, place by place, is not in the list.

use serde_json::Value;

use crate::openapi::media_type::{is_multipart, is_urlencoded};
use crate::openapi::{ObjectKind, read};
use crate::pass::Pass;
use crate::pointer;
use crate::words;

/// The words, each with what becomes of it.
const LEFT_OUT: &[(ObjectKind, &str, &str)] = &[
    (
        ObjectKind::Info,
        "summary",
        "it is about the whole API and stays on the page",
    ),
    (
        ObjectKind::Info,
        "description",
        "it is about the whole API and stays on the page",
    ),
    (
        ObjectKind::Info,
        "termsOfService",
        "it is about the whole API and stays on the page",
    ),
    (
        ObjectKind::Info,
        "contact",
        "it is about the whole API and stays on the page",
    ),
    (
        ObjectKind::Info,
        "license",
        "it is about the whole API and stays on the page",
    ),
    (
        ObjectKind::Document,
        "externalDocs",
        "what it links to stays on the page",
    ),
    (
        ObjectKind::Tag,
        "externalDocs",
        "what it links to stays on the page",
    ),
    (
        ObjectKind::Operation,
        "externalDocs",
        "what it links to stays on the page",
    ),
    (
        ObjectKind::Schema,
        "externalDocs",
        "what it links to stays on the page",
    ),
    (ObjectKind::Tag, "description", "tags group nothing in a client"),
    (
        ObjectKind::PathItem,
        "summary",
        "operations have words of their own",
    ),
    (
        ObjectKind::PathItem,
        "description",
        "operations have words of their own",
    ),
    (
        ObjectKind::Operation,
        "callbacks",
        "a client receives no requests",
    ),
    (
        ObjectKind::Components,
        "callbacks",
        "a client receives no requests",
    ),
    (
        ObjectKind::Response,
        "links",
        "which operation comes next is the caller's to say",
    ),
    (
        ObjectKind::Components,
        "links",
        "which operation comes next is the caller's to say",
    ),
    (
        ObjectKind::Parameter,
        "allowEmptyValue",
        "a parameter without a value is sent as an empty text",
    ),
    (ObjectKind::MediaType, "encoding", "only forms have it"),
    (
        ObjectKind::Schema,
        "xml",
        "no value is read from XML or written as XML",
    ),
    (
        ObjectKind::SecurityScheme,
        "bearerFormat",
        "a token is sent as it is given",
    ),
    (
        ObjectKind::ServerVariable,
        "description",
        "a server is called with the variable's default",
    ),
];

pub(super) const PASS: Pass = Pass {
    id: "left-out",
    why: "what a client has no use for is noted",
    run: |document, log| {
        let mut places: Vec<(Option<String>, usize)> = vec![(None, 0); LEFT_OUT.len()];
        read(document, &mut |kind, pointer, value| {
            let Value::Object(object) = value else { return };
            for ((of, word, _), (first, count)) in LEFT_OUT.iter().zip(&mut places) {
                let is_there = *of == kind && object.get(*word).is_some_and(|value| !is_empty(value));
                if is_there && !(*word == "encoding" && is_form(pointer)) {
                    first.get_or_insert_with(|| pointer::join(pointer, word));
                    *count += 1;
                }
            }
        });
        for ((_, word, why), (first, count)) in LEFT_OUT.iter().zip(places) {
            let Some(first) = first else { continue };
            let more = match count {
                1 => String::new(),
                count => format!(" ({count} places, this is the first)"),
            };
            log.ignored(
                &first,
                format!(
                    "the client does nothing with {word}: {why}{more}",
                    word = words::name(word)
                ),
            );
        }
    },
};

fn is_empty(value: &Value) -> bool {
    match value {
        Value::Object(object) => object.is_empty(),
        Value::String(text) => text.trim().is_empty(),
        Value::Bool(flag) => !flag,
        _ => false,
    }
}

/// Whether a media type's place is that of a form.
fn is_form(place: &str) -> bool {
    let media_type = pointer::tokens(place).last().unwrap_or_default();
    is_multipart(&media_type) || is_urlencoded(&media_type)
}
