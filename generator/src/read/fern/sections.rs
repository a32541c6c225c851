//! The sections of a page's API: `[["subpackage_users", "subpackage_users/keys"]]` → the tag `users/keys`, and `list` in it
//! → the id `users_keys_list`.

use serde_json::{Map, Value, json};

use super::PASS;
use crate::note::{Note, NoteKind};
use crate::pointer;
use crate::read::operations;
use crate::words;

const PREFIX: &str = "subpackage_";

/// Whether any operation has a tag of this form.
pub(super) fn any(document: &Map<String, Value>) -> bool {
    let items = document.get("paths").and_then(Value::as_object);
    let mut operations = items
        .into_iter()
        .flat_map(Map::values)
        .filter_map(Value::as_object)
        .flat_map(Map::values);
    operations.any(|operation| section(operation.get("tags")).is_some())
}

/// Names tags and operations after their sections.
pub(super) fn name(document: &mut Map<String, Value>, notes: &mut Vec<Note>) {
    operations::each(document, &mut |pointer, _, _, operation| {
        let Some(section) = section(operation.get("tags")) else {
            return;
        };
        let mut note = |key: &str, what: String| {
            notes.push(Note::new(
                NoteKind::Inferred,
                PASS,
                pointer::join(pointer, key),
                what,
            ));
        };
        note(
            "tags",
            format!(
                "the tag {section} is the page's section",
                section = words::name(&section)
            ),
        );
        operation.insert("tags".to_owned(), json!([section]));
        let id = operation
            .get("operationId")
            .and_then(Value::as_str)
            .unwrap_or_default();
        if !id.is_empty() && id.bytes().all(|byte| byte.is_ascii_lowercase()) {
            let named = format!("{}_{id}", section.replace(['/', '.'], "_"));
            note(
                "operationId",
                format!(
                    "the id {id} is unique in its section only; with the section's name, it is {named}",
                    id = words::name(id),
                    named = words::name(&named)
                ),
            );
            operation.insert("operationId".to_owned(), json!(named));
        }
    });
}

/// The innermost section of an operation's tags, which may be a list of lists.
fn section(tags: Option<&Value>) -> Option<String> {
    let tags = tags?.as_array()?;
    let flat = tags.iter().flat_map(|tag| match tag {
        Value::Array(inner) => inner.as_slice(),
        tag => std::slice::from_ref(tag),
    });
    let texts: Option<Vec<_>> = flat.map(Value::as_str).collect();
    let last = *texts?.last()?;
    let section = last.strip_prefix(PREFIX);
    let is_nested = tags.iter().any(Value::is_array);
    section
        .or(Some(last).filter(|_| is_nested))
        .filter(|section| !section.is_empty())
        .map(str::to_owned)
}
