//! Where null and absence are two things to say, and where nobody can say null.
//!
//! In a request, a property that is left out and one that is null differ: the one stays as it is, the other is cleared (RFC 7396). So
//! a property that may be both, of a type that requests hold as JSON, has three values: the Rust field is the runtime's `Nullable`,
//! or an `Option` of any value, and builders have a second method for null. So they have for one that must be there: null that nobody
//! has thought of may clear something, too, and is not what a request says of what was not set. A type that is in requests and replies is one type
//! and has them in both; in a type that only replies hold, null and absence are one `Option`. A form has no null, which is noted.

use std::collections::BTreeSet;

use indexmap::IndexMap;

use super::naming::Taken;
use super::{
    Body, Encoding, Field, Kind, Model, Operation, Presence, RustName, Struct, Ty, TypeDef, TypeName,
};
use crate::note::{Note, NoteKind};
use crate::pointer;
use crate::words;

/// Id of this step in notes.
const PASS: &str = "nulls";

type Types = IndexMap<TypeName, TypeDef>;

/// Sets which fields have three values, and notes those of forms that may be null and cannot.
pub(super) fn apart(model: &mut Model) -> Vec<Note> {
    let as_json = as_json(model);
    for (name, definition) in &mut model.types {
        if let Kind::Struct(structure) = &mut definition.kind {
            three_valued(structure, as_json.contains(name));
        }
    }
    let operations = model.operations.iter();
    operations
        .flat_map(|operation| unsaid(&model.types, operation))
        .collect()
}

/// The types that requests hold as JSON: in bodies of JSON, in parameters that are JSON, and in what forms hold as JSON.
fn as_json(model: &Model) -> BTreeSet<TypeName> {
    let mut queue: Vec<&TypeName> = Vec::new();
    for operation in &model.operations {
        let parameters = operation.parameters.iter().filter(|parameter| parameter.json);
        queue.extend(parameters.filter_map(|parameter| parameter.ty.leaf().name()));
        for body in bodies(operation) {
            match (body.encoding, model.structure(&body.ty)) {
                (Encoding::Json, _) => queue.extend(body.ty.leaf().name()),
                (Encoding::Form | Encoding::Multipart, Some(structure)) => {
                    let styled =
                        |field: &Field| body.field_styles.iter().any(|style| style.wire == field.wire);
                    let fields = structure.fields.iter().filter(|field| !styled(field));
                    let held = fields.map(|field| &field.ty);
                    let held = held.chain(structure.extra.iter().map(|extra| &extra.ty));
                    queue.extend(held.filter_map(|ty| ty.leaf().name()));
                }
                _ => {}
            }
        }
    }
    let mut found = BTreeSet::new();
    while let Some(name) = queue.pop() {
        if found.insert(name.clone()) {
            let held = model.types.get(name).into_iter().flat_map(TypeDef::holds);
            queue.extend(held.filter_map(|ty| ty.leaf().name()));
        }
    }
    found
}

fn bodies(operation: &Operation) -> impl Iterator<Item = &Body> {
    let preferred = operation.body.iter();
    preferred.flat_map(|body| std::iter::once(body).chain(&body.others))
}

/// Names the method for null of each field that needs one.
fn three_valued(structure: &mut Struct, as_json: bool) {
    let setters = structure.fields.iter().map(|field| field.setter.as_str());
    let extra = structure.extra.iter().map(|extra| extra.rust.as_str());
    let mut names = Taken::of(setters.chain(extra).chain(["build"]));
    let mut name = |field: &Field| {
        let apart = match field.presence {
            Presence::Optional => field.nullable || field.ty == Ty::Any,
            Presence::Required => field.is_option(),
        };
        let stem = field.setter.as_str().trim_end_matches('_');
        (as_json && apart).then(|| RustName::new(names.unique(&format!("{stem}_null"))))
    };
    let nulls: Vec<Option<RustName>> = structure.fields.iter().map(&mut name).collect();
    for (field, null) in structure.fields.iter_mut().zip(nulls) {
        field.null = null;
    }
}

/// The notes on properties of an operation's forms that may be null.
fn unsaid(types: &Types, operation: &Operation) -> Option<Note> {
    let body =
        bodies(operation).find(|body| matches!(body.encoding, Encoding::Form | Encoding::Multipart))?;
    let Kind::Struct(structure) = &types.get(body.ty.name()?)?.kind else {
        return None;
    };
    let may = |field: &&Field| field.presence == Presence::Optional && field.nullable;
    let names: Vec<String> = structure
        .fields
        .iter()
        .filter(may)
        .map(|field| words::name(&field.wire.to_string()))
        .collect();
    if names.is_empty() {
        return None;
    }
    let at = pointer::join(&operation.pointer(), "requestBody");
    let what = format!(
        "{} may be null, which a form cannot say: what is not set is left out",
        names.join(", ")
    );
    Some(Note::new(NoteKind::Ignored, PASS, at, what))
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::super::parse::parse;
    use super::*;

    /// Of each field of each type, `Type.property` with the method for null.
    fn nulls(request: Value, reply: Value) -> (Vec<String>, Vec<String>) {
        let text = json!({"type": "string", "nullable": true});
        let reference = |name: &str| json!({"$ref": format!("#/components/schemas/{name}")});
        let document = json!({
            "paths": {"/users": {"post": {
                "operationId": "change",
                "requestBody": {"content": request},
                "responses": {"200": {"description": "", "content": {"application/json": {"schema": reply}}}},
            }}},
            "components": {"schemas": {
                "User": {"type": "object", "required": ["id"], "properties": {
                    "nick": text, "nick_null": {"type": "string"}, "id": text, "type": text, "any": {},
                    "addresses": {"type": "array", "items": reference("Address")},
                }},
                "Address": {"type": "object", "properties": {"street": text, "owner": reference("User")}},
                "Shown": {"type": "object", "properties": {"street": text, "any": {}}},
            }},
        });
        let (mut model, _) = parse(&document, "page.yaml").expect("it is a model");
        let notes = apart(&mut model);
        let mut found = Vec::new();
        for (name, definition) in &model.types {
            let Kind::Struct(structure) = &definition.kind else {
                continue;
            };
            let apart = structure
                .fields
                .iter()
                .filter_map(|field| Some((field, field.null.as_ref()?)));
            found.extend(apart.map(|(field, null)| format!("{name}.{}: {null}", field.wire)));
        }
        (found, notes.iter().map(ToString::to_string).collect())
    }

    fn body(media_type: &str, name: &str) -> Value {
        json!({media_type: {"schema": {"$ref": format!("#/components/schemas/{name}")}}})
    }

    #[test]
    fn what_json_requests_hold_has_three_values_and_what_replies_hold_has_two() {
        let shown = json!({"$ref": "#/components/schemas/Shown"});
        let (found, notes) = nulls(body("application/json", "User"), shown);
        let user = [
            "User.nick: nick_null_2",
            "User.id: id_null",
            "User.type: type_null",
            "User.any: any_null",
        ];
        assert_eq!(found, [&user[..], &["Address.street: street_null"]].concat());
        assert_eq!(notes, Vec::<String>::new());
    }

    #[test]
    fn a_form_has_no_null_and_what_it_holds_as_json_has() {
        let shown = json!({"type": "string"});
        for media_type in ["multipart/form-data", "application/x-www-form-urlencoded"] {
            // An address holds its owner, and so a user is JSON, too.
            let (found, notes) = nulls(body(media_type, "Shown"), shown.clone());
            assert_eq!(found, Vec::<String>::new());
            assert_eq!(
                notes,
                [
                    "ignored: `street` may be null, which a form cannot say: what is not set is left out (nulls at /paths/~1users/post/requestBody)"
                ]
            );
        }
    }
}
