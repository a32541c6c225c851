//! `#[derive]` and `#[non_exhaustive]`.

use serde_json::Value;
use syn::{Attribute, Item, parse_quote};

use super::{Count, Pass, is_enum, is_required, is_struct, named};
use crate::Fitted;
use crate::model::fit::component;

pub(super) const PASS: Pass = Pass {
    id: "derives",
    why: "a property or variant that the vendor adds must not break the importer's build",
    run,
};

fn run(items: &mut Vec<Item>, fitted: &Fitted) -> Count {
    let expected = named(fitted).count();
    let mut done = 0;
    for item in items {
        let (name, attributes) = match item {
            Item::Struct(item) => (item.ident.to_string(), &mut item.attrs),
            Item::Enum(item) => (item.ident.to_string(), &mut item.attrs),
            _ => continue,
        };
        let Some(schema) = component(&fitted.document, &name) else {
            continue;
        };
        let derive: Option<Attribute> = if is_enum(schema) {
            Some(parse_quote!(#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]))
        } else if is_struct(schema) && all_optional(schema) {
            Some(parse_quote!(#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]))
        } else if is_struct(schema) {
            Some(parse_quote!(#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]))
        } else {
            // Unions derive what `members` says.
            None
        };
        let docs = attributes
            .iter()
            .take_while(|attribute| attribute.path().is_ident("doc"))
            .count();
        let rest = attributes.split_off(docs);
        attributes.extend(derive);
        attributes.extend(rest);
        attributes.push(parse_quote!(#[non_exhaustive]));
        done += 1;
    }
    Count { expected, done }
}

fn all_optional(schema: &Value) -> bool {
    let names = schema.get("properties").and_then(Value::as_object);
    names.is_some_and(|properties| properties.keys().all(|name| !is_required(schema, name)))
}
