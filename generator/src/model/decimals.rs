//! Decimals that a union holds, at any depth: the one place where a number's digits are cut.
//!
//! A union's value is read before its member is known, and JSON that is read so has the digits of an `f64`.

use std::collections::{HashMap, HashSet};

use super::{Kind, Model, Ty, TypeName};
use crate::{Note, NoteKind};

/// Id of this step in notes.
const PASS: &str = "decimals";

/// A note for each union of replies that holds a number of `format: decimal`.
pub(super) fn within_unions(model: &Model) -> Vec<Note> {
    let mut holders: HashMap<&TypeName, Vec<&TypeName>> = HashMap::new();
    let mut queue: Vec<&TypeName> = Vec::new();
    for (name, definition) in &model.types {
        for ty in definition.holds() {
            match ty.leaf() {
                Ty::Named(held) => holders.entry(held).or_default().push(name),
                Ty::Format(format) if format.is_number() => queue.push(name),
                _ => {}
            }
        }
    }
    let mut holding: HashSet<&TypeName> = HashSet::new();
    while let Some(name) = queue.pop() {
        if holding.insert(name) {
            queue.extend(holders.get(name).into_iter().flatten());
        }
    }
    let unions = model.types.iter().filter(|(name, definition)| {
        definition.received && matches!(definition.kind, Kind::Union(_)) && holding.contains(name)
    });
    unions
        .map(|(_, definition)| {
            let what = "a decimal within it is read with as many digits as an `f64` has, about 17: its value is read before its member is known";
            Note::new(NoteKind::Lowered, PASS, definition.source.clone(), what)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::model::parse;

    #[test]
    fn a_union_of_replies_that_holds_a_decimal_is_noted() {
        let noted = |amount: Value, schema: Value| {
            let document = json!({
                "paths": {"/": {"get": {"responses": {"200": {"content": {"application/json": {"schema": schema}}}}}}},
                "components": {"schemas": {
                    "Paid": {"type": "object", "properties": {"amount": amount}},
                    "Deep": {"type": "object", "properties": {"list": {"type": "array", "items": {"$ref": "#/components/schemas/Paid"}}}},
                    "Which": {"oneOf": [{"$ref": "#/components/schemas/Deep"}, {"type": "string"}]},
                }},
            });
            let (model, _) = parse::parse(&document, "page.yaml").expect("it is fitted");
            let notes = within_unions(&model);
            notes.into_iter().map(|note| note.pointer).collect::<Vec<_>>()
        };
        let decimal = || json!({"type": "number", "format": "decimal"});
        let named = |name: &str| json!({"$ref": format!("#/components/schemas/{name}")});
        assert_eq!(noted(decimal(), named("Which")), ["/components/schemas/Which"]);
        assert!(noted(json!({"type": "number"}), named("Which")).is_empty());
        assert!(noted(decimal(), named("Deep")).is_empty());
    }
}
