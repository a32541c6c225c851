//! What a document has and its client has not: of each there is a note.

use serde_json::Value;
use specloom::model::{Content, Operation, Response};

use super::subject::{Subject, resolved, token};

/// Parameters, media types of bodies and replies that are gone without a word.
pub(crate) fn lost(subject: &Subject) -> Vec<String> {
    let mut found = Vec::new();
    for operation in &subject.model.operations {
        let Some((pointer, documented)) = subject.operation(operation) else {
            found.push(format!("no {} in the document", operation.id));
            continue;
        };
        let mut say = |what: String| found.push(format!("{}: {}: {what}", subject.name, operation.id));
        parameters(subject, operation, &pointer, documented, &mut say);
        body(subject, operation, &pointer, &mut say);
        replies(subject, operation, &pointer, documented, &mut say);
    }
    found
}

/// Whether a note is about a place, or one within it.
fn is_noted(subject: &Subject, pointer: &str) -> bool {
    let target = subject.target(pointer.to_owned());
    let places = [pointer, target.as_str()];
    let is_within = |rest: &str| rest.is_empty() || rest.starts_with('/');
    let is_there = |note: &String| {
        places
            .iter()
            .any(|place| note.strip_prefix(place).is_some_and(is_within))
    };
    subject.noted.iter().any(is_there)
}

fn parameters(
    subject: &Subject,
    operation: &Operation,
    pointer: &str,
    documented: &Value,
    say: &mut impl FnMut(String),
) {
    let path = format!("/paths/{}", token(&operation.path));
    let of_path = &subject.document.pointer(&path).unwrap_or(&Value::Null)["parameters"];
    let lists = [(pointer, &documented["parameters"]), (&path, of_path)];
    for (place, list) in lists {
        for (index, parameter) in list.as_array().into_iter().flatten().enumerate() {
            let said = resolved(&subject.document, parameter).unwrap_or(parameter);
            let name = said["name"].as_str().unwrap_or_default();
            // OpenAPI takes no parameters of these names (Parameter Object, `name`).
            let is_none = ["accept", "content-type", "authorization"].contains(&name.to_lowercase().as_str());
            let is_there = operation
                .parameters
                .iter()
                .any(|known| known.wire.as_str() == name && said["in"] == known.location.as_str());
            let is_none = is_none && said["in"] == "header";
            if !is_there && !is_none && !is_noted(subject, &format!("{place}/parameters/{index}")) {
                say(format!("no parameter {name} in {}", said["in"]));
            }
        }
    }
}

fn body(subject: &Subject, operation: &Operation, pointer: &str, say: &mut impl FnMut(String)) {
    let message = subject.target(format!("{pointer}/requestBody"));
    let content = subject.document.pointer(&format!("{message}/content"));
    let bodies = || {
        let first = operation.body.iter();
        first.flat_map(|body| std::iter::once(body).chain(&body.others))
    };
    for name in content
        .and_then(Value::as_object)
        .into_iter()
        .flat_map(|content| content.keys())
    {
        let place = format!("{message}/content/{}", token(name));
        // Of a range, one is sent.
        let is_there = bodies()
            .any(|body| subject.target(body.source.clone()) == place || body.media_type == *name)
            || name.contains('*') && operation.body.is_some();
        // Of a method whose requests have none, the operation's own note says it.
        let is_said = subject.noted.iter().any(|note| note == pointer)
            || is_noted(subject, &place)
            || is_noted(subject, &format!("{pointer}/requestBody"));
        if !is_there && !is_said {
            say(format!("no body in {name}"));
        }
    }
}

fn replies(
    subject: &Subject,
    operation: &Operation,
    pointer: &str,
    documented: &Value,
    say: &mut impl FnMut(String),
) {
    let keys = documented["responses"].as_object();
    for key in keys.into_iter().flat_map(|responses| responses.keys()) {
        if key.starts_with("x-") {
            continue;
        }
        let place = format!("{pointer}/responses/{}", token(key));
        let is_its = |reply: &&Response| reply.status.key().eq_ignore_ascii_case(key);
        let reply = operation.successes.iter().chain(&operation.failures).find(is_its);
        let content = subject.document.pointer(&subject.target(place.clone()));
        let has_content = content
            .and_then(|reply| reply["content"].as_object())
            .is_some_and(|content| !content.is_empty());
        let is_read = reply.is_some_and(|reply| reply.content != Content::Empty || !has_content);
        if !is_read && !is_noted(subject, &place) {
            say(format!("the reply {key} is not read"));
        }
    }
}
