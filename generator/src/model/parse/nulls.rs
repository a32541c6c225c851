//! What a page lets a request say with `null`, and a client does not.

use std::collections::BTreeSet;

use indexmap::IndexMap;
use serde_json::Value;

use super::{Cx, media::known};
use crate::NoteKind;
use crate::model::{Encoding, Kind, Presence, TypeDef, TypeName};

/// Notes the properties of a JSON body that may be left out and may be null: `None` leaves them out.
pub(super) fn nulls(types: &IndexMap<TypeName, TypeDef>, operation: &Value, at: &str, cx: &mut Cx<'_>) {
    let content = &operation["requestBody"]["content"];
    let documented = known(content, at, &mut Cx::new(cx.document));
    let Some(media) = documented
        .first()
        .filter(|media| media.encoding() == Encoding::Json)
    else {
        return;
    };
    let mut found = Vec::new();
    let mut seen = BTreeSet::new();
    let body = cx.ty(media.schema(), at);
    let mut queue: Vec<&TypeName> = body.leaf().name().into_iter().collect();
    while let Some(name) = queue.pop() {
        let Some(definition) = types.get(name).filter(|_| seen.insert(name)) else {
            continue;
        };
        queue.extend(definition.holds().filter_map(|ty| ty.leaf().name()));
        let Kind::Struct(structure) = &definition.kind else {
            continue;
        };
        for field in &structure.fields {
            if field.presence == Presence::Optional && field.nullable {
                found.push(format!("`{name}.{}`", field.wire));
            }
        }
    }
    if !found.is_empty() {
        found.sort();
        let what = format!(
            "{} may be null, and need not be there: the client leaves out what is not set, and sends no null",
            found.join(", ")
        );
        cx.note(NoteKind::Ignored, format!("{at}/requestBody"), what);
    }
}

#[cfg(test)]
mod tests {
    use super::super::types::types;
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
            let mut cx = Cx::new(&document);
            let types = types(&mut cx);
            nulls(&types, &operation(media_type), "/o", &mut cx);
            cx.notes.iter().map(ToString::to_string).collect::<Vec<_>>()
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
