//! The schemas that together describe the values of one place, and which of them a type was made of.

use std::collections::HashSet;

use serde_json::Value;

use crate::model::{Kind, Model, Ty, TypeDef};
use crate::openapi::Node;
use crate::openapi::annotations::is_annotation;

/// What describes the values of a list.
pub(super) const OF_ITEMS: [&str; 2] = ["items", "prefixItems"];
/// What describes the values of a map.
pub(super) const OF_VALUES: [&str; 2] = ["additionalProperties", "patternProperties"];

/// The schema at a place, and those that it is put together of, references followed, nearest first.
pub(super) fn shapes<'a>(document: &'a Value, node: &Node<'a>) -> Vec<Node<'a>> {
    reached(document, node, &["allOf", "oneOf", "anyOf"])
}

/// What a place is a choice of, references as they stand; those of a choice in a choice instead of it.
pub(super) fn choices<'a>(document: &'a Value, node: &Node<'a>) -> Vec<Node<'a>> {
    let mut choices = Vec::new();
    let mut seen = HashSet::new();
    let mut work = vec![node.clone()];
    while let Some(next) = work.pop() {
        let Some(shape) = next
            .resolved(document)
            .filter(|shape| seen.insert(shape.address()))
        else {
            continue;
        };
        let members = members(&shape, &["oneOf", "anyOf"]);
        if members.is_empty() {
            choices.push(next);
        }
        work.extend(members.into_iter().rev());
    }
    choices
}

/// What each item of a tuple can be, and those behind them; nothing of other lists.
pub(super) fn tuple<'a>(document: &'a Value, node: &Node<'a>) -> Vec<Node<'a>> {
    let Some(list) = shapes(document, node)
        .into_iter()
        .find(|shape| shape.get("prefixItems").is_some())
    else {
        return Vec::new();
    };
    let behind = list.key("items").filter(|items| items.value.is_object());
    let items = members(&list, &["prefixItems"]).into_iter().chain(behind);
    items.flat_map(|item| choices(document, &item)).collect()
}

/// Where the values of a list or a map are described.
pub(super) fn inside<'a>(document: &'a Value, node: &Node<'a>, keywords: &[&str]) -> Option<Node<'a>> {
    let of = |shape: &Node<'a>, keyword: &str| {
        let values = shape.key(keyword)?;
        match keyword {
            "prefixItems" => values.items().into_iter().next(),
            "patternProperties" => values.members().into_iter().next().map(|(_, values)| values),
            _ => values.value.is_object().then_some(values),
        }
    };
    shapes(document, node)
        .iter()
        .find_map(|shape| keywords.iter().find_map(|keyword| of(shape, keyword)))
}

/// Whether a type may have been made of a schema.
pub(super) fn fits(document: &Value, definition: &TypeDef, shape: &Node<'_>) -> bool {
    match &definition.kind {
        Kind::Struct(structure) => {
            let parts = reached(document, shape, &["allOf"]);
            let has = |wire: &str| {
                let properties =
                    |part: &Node<'_>| part.get("properties").is_some_and(|all| all.get(wire).is_some());
                parts.iter().any(properties)
            };
            structure.fields.iter().any(|field| has(field.wire.as_str()))
        }
        Kind::Enum(values) => {
            let listed = shape.get("enum").and_then(Value::as_array).into_iter().flatten();
            let mut listed = listed.chain(shape.get("const"));
            listed.any(|one| values.iter().any(|value| *one == *value.wire))
        }
        Kind::Union(_) => ["oneOf", "anyOf"]
            .iter()
            .any(|keyword| shape.get(keyword).is_some()),
    }
}

/// Whether a member of a union may have been made of a schema.
pub(super) fn fits_type(document: &Value, model: &Model, ty: &Ty, node: &Node<'_>) -> bool {
    let around = shapes(document, node);
    let has = |keywords: &[&str]| {
        let mut all = keywords.iter();
        all.any(|keyword| around.iter().any(|shape| shape.get(keyword).is_some()))
    };
    match ty.some() {
        Ty::Named(name) => model
            .types
            .get(name)
            .is_some_and(|definition| around.iter().any(|shape| fits(document, definition, shape))),
        Ty::List(_) => has(&OF_ITEMS),
        Ty::Map(_) => has(&OF_VALUES),
        _ => false,
    }
}

fn reached<'a>(document: &'a Value, node: &Node<'a>, keywords: &[&str]) -> Vec<Node<'a>> {
    let mut shapes: Vec<Node<'a>> = Vec::new();
    let mut seen = HashSet::new();
    let mut add = |node: &Node<'a>, shapes: &mut Vec<Node<'a>>| {
        // What stands beside a `$ref` describes the value, too.
        let mut next = Some(node.clone());
        while let Some(one) = next.filter(|one| seen.insert(one.address())) {
            next = one
                .reference()
                .and_then(|reference| Node::named(document, reference));
            let keywords = one.value.as_object().into_iter().flat_map(|all| all.keys());
            let mut said = keywords.filter(|keyword| *keyword != "$ref" && !is_annotation(keyword));
            if one.reference().is_none() || said.next().is_some() {
                shapes.push(one);
            }
        }
    };
    add(node, &mut shapes);
    let mut at = 0;
    while let Some(shape) = shapes.get(at).cloned() {
        at += 1;
        for member in members(&shape, keywords) {
            add(&member, &mut shapes);
        }
    }
    shapes
}

fn members<'a>(shape: &Node<'a>, keywords: &[&str]) -> Vec<Node<'a>> {
    let lists = keywords.iter().filter_map(|keyword| shape.key(keyword));
    lists.flat_map(|list| list.items()).collect()
}
