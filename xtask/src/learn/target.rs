//! Which operation a reply is of, and which status it came with: as asked, else as the file shows beyond doubt.

use serde_json::{Map, Value};
use specloom::{is_json, pointer};

use super::misfits::{at, known};
use super::reply::Reply;
use crate::Failure;

/// What the command line says.
#[derive(Debug, Clone, Default)]
pub struct Asked {
    /// An operation, by its `operationId`, its method or `METHOD /path`.
    pub operation: Option<String>,
    /// The reply's status.
    pub status: Option<u16>,
}

/// What a reply is of.
#[derive(Debug, Clone)]
pub struct Target {
    /// JSON pointer to the operation.
    pub operation: String,
    /// Its name, for people.
    pub name: String,
    /// The status.
    pub status: u16,
}

impl Target {
    /// Pointer to the documented reply, if the document has one for the status.
    pub fn response(&self, document: &Value) -> Option<String> {
        let responses = document.pointer(&self.operation)?.get("responses")?.as_object()?;
        let range = format!("{}XX", self.status / 100);
        let exact = self.status.to_string();
        let is_success = |key: &str| key.starts_with('2');
        let key = responses.keys().find(|key| **key == exact).or_else(|| {
            let mut keys = responses.keys();
            keys.find(|key| key.eq_ignore_ascii_case(&range))
        });
        // Beside a documented success, `default` is for errors.
        let default = || {
            let applies = self.status >= 400 || !responses.keys().any(|key| is_success(key));
            responses.keys().find(|key| *key == "default").filter(|_| applies)
        };
        let key = key.or_else(default)?;
        at(
            document,
            &pointer::join(&format!("{}/responses", self.operation), key),
        )
        .map(|(at, _)| at)
    }

    /// Pointer to the schema of the reply's JSON.
    pub fn schema(&self, document: &Value) -> Option<String> {
        schema(document, &self.response(document)?)
    }
}

fn schema(document: &Value, response: &str) -> Option<String> {
    let content = document.pointer(response)?.get("content")?.as_object()?;
    let name = content.keys().find(|name| may_be_json(name))?;
    content[name].get("schema")?;
    Some(pointer::join(
        &pointer::join(&format!("{response}/content"), name),
        "schema",
    ))
}

/// Whether content of a media type may be JSON.
pub(super) fn may_be_json(media_type: &str) -> bool {
    let essence = media_type.split(';').next().unwrap_or_default().trim();
    is_json(media_type) || matches!(essence, "*/*" | "application/*")
}

struct Operation<'a> {
    pointer: String,
    id: &'a str,
    /// `GET /users`.
    call: String,
    object: &'a Map<String, Value>,
}

fn operations(document: &Value) -> Vec<Operation<'_>> {
    let all = specloom::operations(document).filter_map(|operation| {
        Some(Operation {
            pointer: operation.pointer(),
            id: operation.value["operationId"].as_str().unwrap_or_default(),
            call: format!("{} {}", operation.sent_method(), operation.path),
            object: operation.value.as_object()?,
        })
    });
    all.collect()
}

/// Letters and digits only: `createToken`, `create_token` and `create-token` are one.
fn plain(text: &str) -> String {
    text.chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

/// What a reply is of.
///
/// # Errors
///
/// An operation that there is not; a reply that may be several's.
pub fn find(document: &Value, vendor: &str, reply: &Reply, asked: &Asked) -> Result<Target, Failure> {
    let operations = operations(document);
    let list = || {
        let names: Vec<String> = operations
            .iter()
            .map(|operation| format!("`{}` ({})", operation.id, operation.call))
            .collect();
        names.join(", ")
    };
    let operation = match &asked.operation {
        Some(name) => {
            let mut named: Vec<&Operation<'_>> = operations
                .iter()
                .filter(|operation| operation.id == name || operation.call.eq_ignore_ascii_case(name))
                .collect();
            if named.is_empty() {
                named = operations
                    .iter()
                    .filter(|operation| plain(operation.id) == plain(name))
                    .collect();
            }
            match named.as_slice() {
                [one] => *one,
                _ => {
                    return Err(Failure::new(
                        name,
                        format!("{vendor} has no such operation"),
                        format!("name one of these: {}", list()),
                    ));
                }
            }
        }
        None => guessed(document, &operations, reply, asked.status).ok_or_else(|| {
            Failure::new(
                &reply.file,
                "which operation this is a reply of is not certain",
                format!("say it with --operation, one of these: {}", list()),
            )
        })?,
    };
    let status = match asked.status.or_else(|| in_name(&reply.file)) {
        Some(status) => status,
        None => only_success(document, operation).ok_or_else(|| {
            let keys = operation.object.get("responses").and_then(Value::as_object);
            let keys: Vec<&str> = keys.into_iter().flat_map(Map::keys).map(String::as_str).collect();
            Failure::new(
                &reply.file,
                format!("which status `{}` answered here is not certain", operation.id),
                format!("say it with --status; the page documents {}", keys.join(", ")),
            )
        })?,
    };
    Ok(Target {
        operation: operation.pointer.clone(),
        name: match operation.id {
            "" => operation.call.clone(),
            id => id.to_owned(),
        },
        status,
    })
}

/// The operation that a reply is of beyond doubt: the only one, the one that the file is called after, or the only one whose
/// reply knows most of the properties that came.
fn guessed<'a, 'd>(
    document: &Value,
    operations: &'a [Operation<'d>],
    reply: &Reply,
    status: Option<u16>,
) -> Option<&'a Operation<'d>> {
    if let [one] = operations {
        return Some(one);
    }
    let stem = plain(reply.file.split('.').next().unwrap_or_default());
    let stem = stem.trim_matches(|c: char| c.is_ascii_digit());
    let mut named = operations
        .iter()
        .filter(|operation| !operation.id.is_empty() && plain(operation.id) == stem);
    if let (Some(one), None) = (named.next(), named.next()) {
        return Some(one);
    }
    let came = names(&reply.value);
    if came.is_empty() {
        return None;
    }
    let is_list = reply.value.is_array();
    let score = |operation: &Operation<'_>| {
        let responses = operation.object.get("responses").and_then(Value::as_object);
        let keys = responses.into_iter().flat_map(Map::keys);
        let keys = keys.filter(|key| match status {
            Some(status) => **key == status.to_string(),
            None => key.starts_with('2'),
        });
        let scores = keys.filter_map(|key| {
            let response = pointer::join(&format!("{}/responses", operation.pointer), key);
            let (response, _) = at(document, &response)?;
            let (mut at_schema, mut schema) = at(document, &schema(document, &response)?)?;
            if is_list != (schema["type"] == "array") {
                return None;
            }
            if is_list {
                (at_schema, schema) = at(document, &format!("{at_schema}/items"))?;
            }
            let _ = schema;
            let names = known(document, &at_schema).names;
            Some(came.iter().filter(|name| names.contains(**name)).count())
        });
        scores.max().unwrap_or(0)
    };
    let scores: Vec<usize> = operations.iter().map(score).collect();
    let best = scores
        .iter()
        .copied()
        .max()
        .filter(|best| best * 2 > came.len())?;
    let mut found = operations
        .iter()
        .zip(&scores)
        .filter(|(_, score)| **score == best);
    match (found.next(), found.next()) {
        (Some((one, _)), None) => Some(one),
        _ => None,
    }
}

/// The names of a reply's properties, or of its first item's.
fn names(value: &Value) -> Vec<&str> {
    let object = match value {
        Value::Array(items) => items.first().and_then(Value::as_object),
        other => other.as_object(),
    };
    object
        .into_iter()
        .flat_map(Map::keys)
        .map(String::as_str)
        .collect()
}

/// A status in a file's name: `create-token.201.json`.
fn in_name(file: &str) -> Option<u16> {
    let mut parts = file
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|part| part.len() == 3 && part.bytes().all(|byte| byte.is_ascii_digit()))
        .filter_map(|part| part.parse().ok())
        .filter(|status| (100..600).contains(status));
    match (parts.next(), parts.next()) {
        (Some(one), None) => Some(one),
        _ => None,
    }
}

/// The only success that the document says holds JSON, or the only success that it has.
fn only_success(document: &Value, operation: &Operation<'_>) -> Option<u16> {
    let responses = operation.object.get("responses")?.as_object()?;
    let of = |is_wanted: &dyn Fn(&str) -> bool| {
        let mut found = responses
            .keys()
            .filter(|key| key.starts_with('2') && is_wanted(key))
            .map(|key| key.parse().unwrap_or(200));
        match (found.next(), found.next()) {
            (Some(one), None) => Some(one),
            _ => None,
        }
    };
    let holds_json = |key: &str| {
        let response = pointer::join(&format!("{}/responses", operation.pointer), key);
        at(document, &response).is_some_and(|(response, _)| schema(document, &response).is_some())
    };
    let default_only = || (!responses.keys().any(|key| key.starts_with('2'))).then_some(200);
    of(&holds_json).or_else(|| of(&|_| true)).or_else(default_only)
}
