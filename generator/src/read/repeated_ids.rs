//! Operation ids that operations of several documents share → ids of their own. Within one document they are its own mistake.
//!
//! Some platforms derive an id from the path alone (GET and POST of one path share it), or from the action alone (each
//! section has its `list`). The page's id stays in the new one, behind the method; where that does not tell the operations
//! apart either, the path does.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::operations;
use crate::{Note, NoteKind, pointer};

const PASS: &str = "repeated-ids";

/// Tells operations of one id apart, whatever their order.
pub(super) fn tell_apart(document: &mut Map<String, Value>, notes: &mut Vec<Note>) {
    let mut by_id: BTreeMap<String, Vec<String>> = BTreeMap::new();
    operations::each(document, &mut |_, method, _, operation| {
        if let Some(id) = id(operation) {
            by_id.entry(id.to_owned()).or_default().push(method.to_owned());
        }
    });
    by_id.retain(|_, methods| methods.len() > 1);
    if by_id.is_empty() {
        return;
    }
    operations::each(document, &mut |pointer, method, path, operation| {
        let Some((id, methods)) = id(operation).and_then(|id| by_id.get_key_value(id)) else {
            return;
        };
        let is_told_by_method = methods.iter().filter(|other| *other == method).count() == 1;
        let new = if is_told_by_method {
            format!("{method}_{}", id.trim_start_matches('_'))
        } else {
            let words = path
                .split(|c: char| !c.is_ascii_alphanumeric())
                .filter(|word| !word.is_empty());
            words.fold(method.to_owned(), |id, word| format!("{id}_{word}"))
        };
        notes.push(Note::new(
            NoteKind::Inferred,
            PASS,
            pointer::join(pointer, "operationId"),
            format!(
                "`{id}` is the id of {} operations; this one is `{new}`",
                methods.len()
            ),
        ));
        operation.insert("operationId".to_owned(), Value::String(new));
    });
}

fn id(operation: &Map<String, Value>) -> Option<&str> {
    operation
        .get("operationId")
        .and_then(Value::as_str)
        .filter(|id| !id.trim().is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn the_method_or_the_path_tells_them_apart() {
        let operation = |id: &str| json!({ "operationId": id });
        let Value::Object(mut document) = json!({"paths": {
            "/v1/images": {"get": operation("_v1_images"), "post": operation("_v1_images")},
            "/users": {"get": operation("list")},
            "/keys/{id}": {"get": operation("list")},
            "/one": {"get": operation("one"), "put": {}},
        }}) else {
            unreachable!()
        };
        let mut notes = Vec::new();
        tell_apart(&mut document, &mut notes);
        assert_eq!(
            Value::Object(document),
            json!({"paths": {
                "/v1/images": {"get": operation("get_v1_images"), "post": operation("post_v1_images")},
                "/users": {"get": operation("get_users")},
                "/keys/{id}": {"get": operation("get_keys_id")},
                "/one": {"get": operation("one"), "put": {}},
            }})
        );
        assert_eq!(
            notes[0].to_string(),
            "inferred: `_v1_images` is the id of 2 operations; this one is `get_v1_images` \
             (repeated-ids at /paths/~1v1~1images/get/operationId)"
        );
        assert_eq!(notes.len(), 4);
    }
}
