//! Descriptions become `///` lines that rustdoc and clippy take as they are.

use serde_json::Value;
use syn::{Fields, Item, parse_quote};

use super::{Count, Pass, docs_of, is_enum, named};
use crate::Fitted;
use crate::model::fit::{component, extra, fields};
use crate::words;

pub(super) const PASS: Pass = Pass {
    id: "docs",
    why: "the engine writes the schema's source into the documentation, as it is, links and HTML included",
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
        let text = description(schema).unwrap_or_else(|| fallback(&name, schema));
        let rest = std::mem::replace(attributes, docs_of(&text));
        attributes.extend(rest);
        done += 1;
        match item {
            Item::Struct(item) => document_fields(&mut item.fields, schema),
            Item::Enum(item) if !is_enum(schema) => {
                for variant in item
                    .variants
                    .iter_mut()
                    .filter(|variant| variant.attrs.is_empty())
                {
                    let Fields::Unnamed(held) = &variant.fields else {
                        continue;
                    };
                    let Some(held) = held.unnamed.first() else {
                        continue;
                    };
                    let kind = &held.ty;
                    let kind = quote::quote!(#kind).to_string().replace(' ', "");
                    let text = format!(" As `{kind}`.");
                    variant.attrs.push(parse_quote!(#[doc = #text]));
                }
            }
            _ => {}
        }
    }
    Count { expected, done }
}

fn description(schema: &Value) -> Option<String> {
    let text = schema.get("description")?.as_str()?;
    (!words::markdown(text).is_empty()).then(|| text.to_owned())
}

fn fallback(name: &str, schema: &Value) -> String {
    let words = heck::ToSnakeCase::to_snake_case(name).replace('_', " ");
    if schema.get("oneOf").is_some() {
        format!("{}: one of several shapes.", capital(&words))
    } else if is_enum(schema) {
        format!("{}: one of several values.", capital(&words))
    } else {
        format!("{}.", capital(&words))
    }
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters
        .next()
        .map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

fn document_fields(held: &mut Fields, schema: &Value) {
    for (field, (wire, _)) in held.iter_mut().zip(fields(schema)) {
        let property = &schema["properties"][&wire];
        let docs = match description(property) {
            Some(text) => docs_of(&text),
            None => {
                let text = format!(" The property {}.", words::name(&wire));
                vec![parse_quote!(#[doc = #text])]
            }
        };
        let rest = std::mem::replace(&mut field.attrs, docs);
        if property.get("deprecated") == Some(&Value::Bool(true)) {
            let lines = ["", " Deprecated by the vendor."];
            field
                .attrs
                .extend(lines.map(|line| -> syn::Attribute { parse_quote!(#[doc = #line]) }));
        }
        field.attrs.extend(rest);
    }
    if let (Some(rust), Some(values)) = (extra(schema), schema.get("additionalProperties"))
        && let Some(field) = held
            .iter_mut()
            .find(|field| field.ident.as_ref().is_some_and(|ident| *ident == rust))
    {
        let what = "Properties beyond the named ones, by their names on the wire.";
        let text = match description(values) {
            Some(said) => format!("{what}\n\n{said}"),
            None => what.to_owned(),
        };
        let rest = std::mem::replace(&mut field.attrs, docs_of(&text));
        field.attrs.extend(rest);
    }
}
