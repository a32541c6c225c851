//! An id for every operation: the page's or the overlay's own, else from its summary, else from method and path. Of two
//! operations with one id the first keeps it; the other's is from method and path.

use std::collections::{BTreeMap, BTreeSet};

use heck::ToSnakeCase;
use serde_json::{Value, json};

use crate::numbering::Numbering;
use crate::openapi::operations::operations;
use crate::pass::Pass;
use crate::words;

/// A summary of more words is a sentence, not a name.
const MAX_WORDS: usize = 8;

pub(super) const PASS: Pass = Pass {
    id: "operation-ids",
    why: "the operation's id becomes the client's method, so every operation has one and none has another's",
    run: |document, log| {
        let own = |value: &Value| {
            value
                .get("operationId")
                .and_then(Value::as_str)
                .filter(|id| !id.trim().is_empty())
                .map(str::to_owned)
        };
        // Methods of a client: `getUser` and `get_user` are one name there.
        let mut taken: BTreeSet<String> = operations(document)
            .filter_map(|operation| own(operation.value))
            .map(|id| id.to_snake_case())
            .collect();
        let (mut chosen, mut numbering) = (Vec::new(), Numbering::default());
        let mut first = BTreeMap::new();
        for operation in operations(document) {
            let shared = match own(operation.value) {
                None => None,
                Some(id) => match first.get(&id) {
                    Some(other) => Some(format!(
                        "{other} already has the operationId {id}",
                        id = words::name(&id)
                    )),
                    None => {
                        let other = format!("{} {}", operation.sent_method(), operation.path);
                        first.insert(id, words::name(&other));
                        continue;
                    }
                },
            };
            let summary = operation
                .value
                .get("summary")
                .and_then(Value::as_str)
                .and_then(from_summary);
            let fallback = from_path(operation.method, operation.path);
            let (mut id, mut source) = match summary {
                Some(id) if shared.is_none() && !taken.contains(&id) => (id, "its summary"),
                _ => (fallback, "its method and path"),
            };
            if !taken.insert(id.clone()) {
                let number = numbering.next(&id, |number| taken.insert(format!("{id}_{number}")));
                id = format!("{id}_{number}");
                source = "its method and path, numbered";
            }
            chosen.push((operation.pointer(), id, source, shared));
        }
        for (pointer, id, source, shared) in chosen {
            match shared {
                Some(shared) => log.warned(
                    &pointer,
                    format!(
                        "{shared}; this operation is called {id}, after {source}",
                        id = words::name(&id)
                    ),
                ),
                None => log.inferred(
                    &pointer,
                    format!(
                        "the operation has no operationId; it is called {id}, after {source}",
                        id = words::name(&id)
                    ),
                ),
            }
            if let Some(Value::Object(operation)) = document.pointer_mut(&pointer) {
                operation.insert("operationId".to_owned(), json!(id));
            }
        }
    },
};

fn from_summary(summary: &str) -> Option<String> {
    let words: Vec<String> = summary
        .replace(['\'', '’'], "")
        .split(|c: char| !c.is_ascii_alphanumeric())
        .map(|word| word.to_ascii_lowercase())
        .filter(|word| !word.is_empty())
        .collect();
    let is_name =
        !words.is_empty() && words.len() <= MAX_WORDS && !words[0].starts_with(|c: char| c.is_ascii_digit());
    // Half of a name in another script would say something else.
    let is_ascii = summary.chars().all(|c| c.is_ascii() || !c.is_alphanumeric());
    (is_name && is_ascii).then(|| words.join("_"))
}

fn from_path(method: &str, path: &str) -> String {
    let mut id = method.to_ascii_lowercase();
    for word in path
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty())
    {
        id.push('_');
        id.push_str(&word.to_ascii_lowercase());
    }
    id
}
