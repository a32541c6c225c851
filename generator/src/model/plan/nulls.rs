//! What a page lets a request say with `null`, and a client does not.

use std::collections::BTreeSet;

use serde_json::Value;

use super::{Encoding, PASS, body::preferred};
use crate::model::fit::component;
use crate::{Note, NoteKind};

/// Notes the properties of a JSON body that may be left out and may be null: `None` leaves them out.
pub(super) fn nulls(document: &Value, operation: &Value, at: &str, notes: &mut Vec<Note>) {
    let content = &operation["requestBody"]["content"];
    let Some((media_type, media)) = preferred(content, at, &mut Vec::new()) else {
        return;
    };
    if Encoding::of(media_type) != Encoding::Json {
        return;
    }
    let mut found = Vec::new();
    let mut seen = BTreeSet::new();
    let mut queue = Vec::new();
    references(&media["schema"], &mut queue);
    while let Some(name) = queue.pop() {
        let Some(schema) = component(document, &name).filter(|_| seen.insert(name.clone())) else {
            continue;
        };
        references(schema, &mut queue);
        let required = schema["required"].as_array();
        for (property, schema) in schema["properties"].as_object().into_iter().flatten() {
            let required = required.is_some_and(|names| names.iter().any(|name| name == property));
            if !required && schema["nullable"] == true {
                found.push(format!("`{name}.{property}`"));
            }
        }
    }
    if !found.is_empty() {
        found.sort();
        let what = format!(
            "{} may be null, and need not be there: the client leaves out what is not set, and sends no null",
            found.join(", ")
        );
        notes.push(Note::new(
            NoteKind::Ignored,
            PASS,
            format!("{at}/requestBody"),
            what,
        ));
    }
}

/// The components that a schema names.
fn references(value: &Value, names: &mut Vec<String>) {
    match value {
        Value::Object(object) => {
            let reference = object.get("$ref").and_then(Value::as_str);
            names.extend(reference.and_then(|text| Some(text.rsplit_once('/')?.1.to_owned())));
            object.values().for_each(|value| references(value, names));
        }
        Value::Array(items) => items.iter().for_each(|value| references(value, names)),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_null_that_is_not_sent_is_noted_once_per_body() {
        let text = json!({"type": "string", "nullable": true});
        let reference = |name: &str| json!({"$ref": format!("#/components/schemas/{name}")});
        let document = json!({"components": {"schemas": {
            "User": {"type": "object", "required": ["id"], "properties": {
                "nick": text, "id": text, "plain": {"type": "string"}, "address": reference("Address"),
            }},
            "Address": {"type": "object", "properties": {"street": text, "owner": reference("User")}},
        }}});
        let operation = |media_type: &str| json!({"requestBody": {"content": {media_type: {"schema": reference("User")}}}});
        let noted = |media_type: &str| {
            let mut notes = Vec::new();
            nulls(&document, &operation(media_type), "/o", &mut notes);
            notes.iter().map(ToString::to_string).collect::<Vec<_>>()
        };
        assert_eq!(
            noted("application/json"),
            [
                "ignored: `Address.street`, `User.nick` may be null, and need not be there: the client leaves out what is \
                 not set, and sends no null (plan at /o/requestBody)"
            ]
        );
        assert_eq!(noted("multipart/form-data"), Vec::<String>::new());
    }
}
