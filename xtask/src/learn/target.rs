//! Which operation a reply is of, and which status it came with: as asked, else as the file shows beyond doubt.

use serde_json::{Map, Value};
use specloom::{Node, essence, is_json};

use super::known::known;
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
    /// The documented reply, if the document has one for the status.
    pub fn response<'d>(&self, document: &'d Value) -> Option<Node<'d>> {
        let listed = Node::at(document, &self.operation)?.key("responses")?;
        let responses = listed.value.as_object()?;
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
        listed.key(key)?.resolved(document)
    }

    /// The schema of the reply's JSON.
    pub fn schema<'d>(&self, document: &'d Value) -> Option<Node<'d>> {
        json_of(&self.response(document)?)
    }
}

/// The schema of the JSON that a reply holds.
fn json_of<'d>(response: &Node<'d>) -> Option<Node<'d>> {
    let content = response.key("content")?;
    let name = content.value.as_object()?.keys().find(|name| may_be_json(name))?;
    content.key(name)?.key("schema")
}

/// Whether content of a media type may be JSON.
pub(super) fn may_be_json(media_type: &str) -> bool {
    is_json(media_type) || matches!(essence(media_type).as_str(), "*/*" | "application/*")
}

/// An operation as people name it.
struct Candidate<'a> {
    node: Node<'a>,
    id: &'a str,
    /// `GET /users`.
    call: String,
}

impl<'a> Candidate<'a> {
    /// The documented statuses, each with its reply.
    fn replies(&self) -> Vec<(&'a str, Node<'a>)> {
        self.node
            .key("responses")
            .map_or(Vec::new(), |responses| responses.members())
    }
}

fn operations(document: &Value) -> Vec<Candidate<'_>> {
    let all = specloom::operations(document).filter_map(|operation| {
        Some(Candidate {
            node: Node::at(document, &operation.pointer())?,
            id: operation.value["operationId"].as_str().unwrap_or_default(),
            call: format!("{} {}", operation.sent_method(), operation.path),
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
            let mut named: Vec<&Candidate<'_>> = operations
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
            let keys: Vec<&str> = operation.replies().into_iter().map(|(key, _)| key).collect();
            Failure::new(
                &reply.file,
                format!("which status `{}` answered here is not certain", operation.id),
                format!("say it with --status; the page documents {}", keys.join(", ")),
            )
        })?,
    };
    Ok(Target {
        operation: operation.node.pointer.clone(),
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
    operations: &'a [Candidate<'d>],
    reply: &Reply,
    status: Option<u16>,
) -> Option<&'a Candidate<'d>> {
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
    let score = |operation: &Candidate<'_>| {
        let replies = operation.replies().into_iter().filter(|(key, _)| match status {
            Some(status) => *key == status.to_string(),
            None => key.starts_with('2'),
        });
        let scores = replies.filter_map(|(_, response)| {
            let mut schema = json_of(&response.resolved(document)?)?.resolved(document)?;
            if is_list != (schema.value["type"] == "array") {
                return None;
            }
            if is_list {
                schema = schema.key("items")?;
            }
            let names = known(document, &schema).names;
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
fn only_success(document: &Value, operation: &Candidate<'_>) -> Option<u16> {
    let replies = operation.replies();
    let of = |is_wanted: &dyn Fn(&Node<'_>) -> bool| {
        let mut found = replies
            .iter()
            .filter(|(key, response)| key.starts_with('2') && is_wanted(response))
            .map(|(key, _)| key.parse().unwrap_or(200));
        match (found.next(), found.next()) {
            (Some(one), None) => Some(one),
            _ => None,
        }
    };
    let holds_json = |response: &Node<'_>| {
        let response = response.resolved(document);
        response.is_some_and(|response| json_of(&response).is_some())
    };
    let default_only = || (!replies.iter().any(|(key, _)| key.starts_with('2'))).then_some(200);
    of(&holds_json).or_else(|| of(&|_| true)).or_else(default_only)
}
