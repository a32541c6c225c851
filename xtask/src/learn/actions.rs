//! Misfits → actions of an overlay that make them fit, each with its evidence.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};
use specloom::{Node, pointer};

use super::infer;
use super::misfits::{Misfit, What};
use crate::json_path::{json_path, quoted};

/// Places and files beyond so many are counted.
const SHOWN: usize = 3;

/// A change that an overlay makes.
#[derive(Debug, Clone, PartialEq)]
pub struct Edit {
    /// JSONPath of what is changed.
    pub target: String,
    /// What is merged into it; `None` takes it away.
    pub update: Option<Value>,
}

/// A correction and why.
#[derive(Debug, Clone, PartialEq)]
pub struct Correction {
    /// What the replies show, and where: names and kinds, never a value.
    pub evidence: String,
    /// What corrects it; none where the client takes it as it is.
    pub actions: Vec<Edit>,
}

/// The corrections, in the order in which they were found.
pub fn of(document: &Value, misfits: &[Misfit]) -> Vec<Correction> {
    // What is otherwise about the type of one schema is one correction.
    let mut groups: Vec<(String, Vec<&Misfit>)> = Vec::new();
    for misfit in misfits {
        let name = match &misfit.what {
            What::Kind(_) => "kind",
            What::Missing(name) | What::New(name) => name,
            What::Unnamed => "unnamed",
            What::Unlisted => "unlisted",
            What::Reply(_) => "reply",
        };
        let status = match misfit.what {
            What::Reply(status) => status,
            _ => 0,
        };
        let discriminant = matches!(misfit.what, What::New(_));
        let key = format!("{}\n{name}\n{discriminant}\n{status}", misfit.at);
        match groups.iter_mut().find(|(known, _)| *known == key) {
            Some((_, group)) => group.push(misfit),
            None => groups.push((key, vec![misfit])),
        }
    }
    groups
        .iter()
        .filter_map(|(_, group)| proposal(document, group))
        .collect()
}

/// The schema that examples show, written down where corrections of it are to come.
pub(super) fn written_down(document: &Value, media_type: &str, misfits: &[Misfit]) -> Option<Correction> {
    let schema = pointer::join(media_type, "schema");
    let within = |misfit: &&Misfit| {
        let rest = misfit.at.strip_prefix(&schema);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/')) && misfit.what != What::Unlisted
    };
    let of: Vec<&Misfit> = misfits.iter().filter(within).collect();
    let first = of.first()?;
    let shown = document.pointer(&schema)?;
    Some(Correction {
        evidence: format!(
            "the schema that an example shows of this response, which the corrections below need: {} in {}",
            times(of.len()),
            first.file
        ),
        actions: vec![Edit {
            target: json_path(document, media_type),
            update: Some(json!({ "schema": shown })),
        }],
    })
}

fn proposal(document: &Value, group: &[&Misfit]) -> Option<Correction> {
    let first = group.first()?;
    let values: Vec<&Value> = group.iter().map(|misfit| &misfit.value).collect();
    let path = |pointer: &str| json_path(document, pointer);
    let name = last(&first.at);
    let (what, actions) = match &first.what {
        What::Kind(_) => kinds(document, &first.at, group, &values),
        What::Missing(property) => (
            format!("`{property}` is not always there"),
            vec![Edit {
                target: format!("{}.required[?@ == {}]", path(&first.at), quoted(property)),
                update: None,
            }],
        ),
        What::New(property) => (
            format!("`{property}` is not documented"),
            vec![Edit {
                target: path(&first.at),
                update: Some(json!({"properties": {property: infer::schema(&values)}})),
            }],
        ),
        What::Unnamed => {
            let mut actions = Vec::new();
            if document.pointer(&first.at)?.get("additionalProperties").is_some() {
                actions.push(Edit {
                    target: format!("{}.additionalProperties", path(&first.at)),
                    update: None,
                });
            }
            actions.push(Edit {
                target: path(&first.at),
                update: Some(json!({"additionalProperties": infer::schema(&values)})),
            });
            ("properties whose names are not documented".to_owned(), actions)
        }
        What::Unlisted => (
            format!(
                "`{name}` has a value that the page does not list; clients keep it as unknown, so nothing has to be corrected"
            ),
            Vec::new(),
        ),
        What::Reply(status) => reply(document, &first.at, *status, &values)?,
    };
    Some(Correction {
        evidence: format!("{what}: {}", evidence(group)),
        actions,
    })
}

/// The corrections of what a schema's values can be.
fn kinds(document: &Value, pointer: &str, group: &[&Misfit], values: &[&Value]) -> (String, Vec<Edit>) {
    let mut came: Vec<&'static str> = Vec::new();
    for misfit in group {
        if let What::Kind(kind) = misfit.what
            && !came.contains(&kind)
        {
            came.push(kind);
        }
    }
    came.sort_by_key(|kind| *kind == "null");
    let words: Vec<String> = came.iter().map(|kind| in_words(kind).to_owned()).collect();
    let what = format!("`{}` can be {}", last(pointer), words.join(" or "));
    let path = json_path(document, pointer);
    let Some(Value::Object(schema)) = document.pointer(pointer) else {
        return (what, Vec::new());
    };
    let update = |value: Value| Edit {
        target: path.clone(),
        update: Some(value),
    };
    let others: Vec<&Value> = values.iter().copied().filter(|value| !value.is_null()).collect();
    let null = came.contains(&"null");
    for word in ["oneOf", "anyOf"] {
        if schema.contains_key(word) && !schema.contains_key("$ref") {
            let mut members = Vec::new();
            if !others.is_empty() {
                members.push(infer::schema(&others));
            }
            if null {
                members.push(json!({"type": "null"}));
            }
            return (what, vec![update(json!({ word: members }))]);
        }
    }
    // What is elsewhere, or lists its values, is left as it is, and what else there is stands beside it.
    let is_elsewhere = schema.contains_key("$ref") || schema.contains_key("allOf");
    let is_listed = schema.contains_key("const") || schema.contains_key("enum") && !others.is_empty();
    if is_elsewhere || is_listed {
        let (parent, name) = pointer.rsplit_once('/').unwrap_or(("", pointer));
        let name = pointer::tokens(&format!("/{name}")).last().unwrap_or_default();
        let mut members = vec![Value::Object(schema.clone())];
        if !others.is_empty() {
            members.push(infer::schema(&others));
        }
        if null {
            members.push(json!({"type": "null"}));
        }
        let actions = vec![
            Edit {
                target: path.clone(),
                update: None,
            },
            Edit {
                target: json_path(document, parent),
                update: Some(json!({ name: {"anyOf": members} })),
            },
        ];
        return (what, actions);
    }
    let mut actions = Vec::new();
    let mut change = Map::new();
    match schema.get("type") {
        // Each integer is a number.
        Some(Value::String(known)) if known == "integer" && came == ["number"] => {
            change.insert("type".to_owned(), json!("number"));
        }
        Some(Value::String(known)) => {
            actions.push(Edit {
                target: format!("{path}.type"),
                update: None,
            });
            let all: Vec<&str> = std::iter::once(known.as_str())
                .chain(came.iter().copied())
                .collect();
            let all: Vec<&str> = match all.contains(&"number") {
                true => all.into_iter().filter(|kind| *kind != "integer").collect(),
                false => all,
            };
            change.insert("type".to_owned(), json!(all));
        }
        Some(Value::Array(_)) => {
            change.insert("type".to_owned(), json!(came));
        }
        _ => {}
    }
    if let Some(Value::Array(listed)) = schema.get("enum")
        && null
        && !listed.contains(&Value::Null)
    {
        change.insert("enum".to_owned(), json!([null]));
    }
    let objects: Vec<&Value> = others
        .iter()
        .copied()
        .filter(|value| value.is_object() || value.is_array())
        .collect();
    if !objects.is_empty()
        && let Value::Object(inferred) = infer::schema(&objects)
    {
        change.extend(
            inferred
                .into_iter()
                .filter(|(word, _)| word != "type" && !schema.contains_key(word)),
        );
    }
    actions.push(update(Value::Object(change)));
    (what, actions)
}

/// The corrections of a reply of which the page says nothing.
fn reply(document: &Value, operation: &str, status: u16, values: &[&Value]) -> Option<(String, Vec<Edit>)> {
    let content = json!({"application/json": {"schema": infer::schema(values)}});
    let key = status.to_string();
    let known = Node::at(document, operation)?
        .key("responses")
        .and_then(|responses| responses.key(&key));
    let (what, action) = match known {
        Some(response) => (
            format!("the page does not say what a reply of status {status} holds"),
            Edit {
                target: json_path(document, &response.resolved(document)?.pointer),
                update: Some(json!({ "content": content })),
            },
        ),
        None => (
            format!("status {status} is not documented"),
            Edit {
                target: json_path(document, operation),
                update: Some(
                    json!({"responses": {key: {"description": format!("Status {status}, learnt from replies"), "content": content}}}),
                ),
            },
        ),
    };
    Some((what, vec![action]))
}

/// `3 times in a.json, b.json and 2 more files, at /results/0/avatar, …`.
fn evidence(group: &[&Misfit]) -> String {
    let mut files: Vec<&str> = Vec::new();
    let mut places: BTreeMap<String, usize> = BTreeMap::new();
    for misfit in group {
        if !files.contains(&misfit.file.as_str()) {
            files.push(&misfit.file);
        }
        // The items of a list are one place.
        let place: Vec<&str> = misfit
            .place
            .split('/')
            .map(|token| {
                if !token.is_empty() && token.bytes().all(|byte| byte.is_ascii_digit()) {
                    "*"
                } else {
                    token
                }
            })
            .collect();
        *places.entry(place.join("/")).or_default() += 1;
    }
    let times = times(group.len());
    let places: Vec<String> = places
        .keys()
        .map(|place| {
            if place.is_empty() {
                "the top".to_owned()
            } else {
                place.clone()
            }
        })
        .collect();
    format!("{times} in {}, at {}", some(&files), some(&places))
}

fn times(count: usize) -> String {
    match count {
        1 => "once".to_owned(),
        2 => "twice".to_owned(),
        more => format!("{more} times"),
    }
}

fn some<T: AsRef<str>>(all: &[T]) -> String {
    let shown: Vec<&str> = all.iter().take(SHOWN).map(AsRef::as_ref).collect();
    match all.len().saturating_sub(SHOWN) {
        0 => shown.join(", "),
        more => format!("{} and {more} more", shown.join(", ")),
    }
}

fn in_words(kind: &str) -> &str {
    match kind {
        "null" => "null",
        "boolean" => "a boolean",
        "integer" => "an integer",
        "number" => "a number",
        "string" => "a string",
        "array" => "a list",
        _ => "an object",
    }
}

/// What people call the place that a pointer leads to.
fn last(pointer: &str) -> String {
    let tokens: Vec<String> = pointer::tokens(pointer).collect();
    match tokens.as_slice() {
        [.., body, words] if body == "schema" && words == "items" => "the body[]".to_owned(),
        [.., body, words] if body == "schema" && words == "additionalProperties" => "the body.*".to_owned(),
        [.., property, words] if words == "items" => format!("{property}[]"),
        [.., property, words] if words == "additionalProperties" => format!("{property}.*"),
        [.., last] if last == "schema" => "the body".to_owned(),
        [.., last] => last.clone(),
        [] => String::new(),
    }
}
