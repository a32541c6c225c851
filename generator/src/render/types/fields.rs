//! Fields in the page's order, with their names on the wire; what need not be there may be absent or null.

use serde_json::Value;
use syn::{Attribute, Field, Fields, Item, Type, parse_quote};

use super::{Count, Pass, is_required, named};
use crate::Fitted;
use crate::model::fit::{component, extra, fields};

pub(super) const PASS: Pass = Pass {
    id: "fields",
    why: "the engine sorts fields, and refuses null where a list or map is optional",
    run,
};

fn run(items: &mut Vec<Item>, fitted: &Fitted) -> Count {
    let expected = named(fitted)
        .map(|(_, schema)| fields(schema).len() + usize::from(extra(schema).is_some()))
        .sum();
    let mut done = 0;
    for item in items {
        let Item::Struct(item) = item else { continue };
        let Some(schema) = component(&fitted.document, &item.ident.to_string()) else {
            continue;
        };
        let Fields::Named(named) = &mut item.fields else {
            continue;
        };
        let mut found: Vec<Field> = std::mem::take(&mut named.named).into_iter().collect();
        for (wire, rust) in fields(schema) {
            let position = found
                .iter()
                .position(|field| field.ident.as_ref().is_some_and(|ident| *ident == rust));
            if let Some(position) = position {
                let mut field = found.swap_remove(position);
                spell(&mut field, schema, &wire, &rust);
                named.named.push(field);
                done += 1;
            }
        }
        if let Some(rust) = extra(schema)
            && let Some(position) = found
                .iter()
                .position(|field| field.ident.as_ref().is_some_and(|ident| *ident == rust))
        {
            let mut field = found.swap_remove(position);
            gather(&mut field);
            named.named.push(field);
            done += 1;
        }
        done += found.len();
    }
    Count { expected, done }
}

fn spell(field: &mut Field, schema: &Value, wire: &str, rust: &str) {
    let mut arguments: Vec<syn::Meta> = Vec::new();
    if wire != rust {
        arguments.push(parse_quote!(rename = #wire));
    }
    let required = is_required(schema, wire);
    if is_any(&field.ty) || optional(&field.ty).is_some_and(is_any) {
        field.ty = parse_quote!(serde_json::Value);
        arguments.push(parse_quote!(default));
        if !required {
            arguments.push(parse_quote!(skip_serializing_if = "serde_json::Value::is_null"));
        }
    } else if !required {
        if optional(&field.ty).is_none() {
            let inner = &field.ty;
            field.ty = parse_quote!(Option<#inner>);
        }
        arguments.push(parse_quote!(default));
        arguments.push(parse_quote!(skip_serializing_if = "Option::is_none"));
    }
    let attribute: Option<Attribute> =
        (!arguments.is_empty()).then(|| parse_quote!(#[serde(#(#arguments),*)]));
    field.attrs = attribute.into_iter().collect();
}

/// The field of the properties that have no field of their own.
fn gather(field: &mut Field) {
    let value = match &field.ty {
        Type::Path(path) => path.path.segments.last().and_then(last_argument),
        _ => None,
    };
    field.ty = match value.filter(|value| !is_any(value)) {
        Some(value) => parse_quote!(specloom_runtime::Extra<#value>),
        None => parse_quote!(specloom_runtime::Extra),
    };
    field.attrs = vec![parse_quote!(#[serde(flatten)])];
}

/// `V` of `Map<K, V>`.
fn last_argument(segment: &syn::PathSegment) -> Option<&Type> {
    let syn::PathArguments::AngleBracketed(arguments) = &segment.arguments else {
        return None;
    };
    match arguments.args.last()? {
        syn::GenericArgument::Type(value) => Some(value),
        _ => None,
    }
}

fn is_any(kind: &Type) -> bool {
    *kind == parse_quote!(serde_json::Value)
}

/// `T` of `Option<T>`.
pub(super) fn optional(kind: &Type) -> Option<&Type> {
    let Type::Path(path) = kind else { return None };
    let segment = path
        .path
        .segments
        .first()
        .filter(|segment| segment.ident == "Option")?;
    let syn::PathArguments::AngleBracketed(arguments) = &segment.arguments else {
        return None;
    };
    match arguments.args.first()? {
        syn::GenericArgument::Type(inner) => Some(inner),
        _ => None,
    }
}
