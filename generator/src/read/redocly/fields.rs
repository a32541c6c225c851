//! Items with dotted names → the schema of the object that they are the fields of.

use std::collections::HashMap;

use serde_json::{Map, Value, json};

use super::page::{self, Item, error};
use crate::error::Result;

/// Deepest field. Real ones stay below 20.
const MAX_DEPTH: usize = 80;

/// What could only be supposed while a schema was made.
#[derive(Default)]
pub(super) struct Supposed {
    /// Names of lists whose elements the page does not tell.
    pub(super) lists: Vec<String>,
    /// Names with a dot whose parent is not among the items.
    pub(super) dotted: Vec<String>,
    /// Values that are not JSON.
    pub(super) values: Vec<String>,
}

/// The schema of an object with these fields.
pub(super) fn object(file: &str, items: &[Item<'_>], supposed: &mut Supposed) -> Result<Value> {
    let mut children: Vec<Vec<usize>> = vec![Vec::new(); items.len()];
    let mut own_names = Vec::new();
    let mut depths = Vec::new();
    let mut roots = Vec::new();
    let mut declared: HashMap<&str, usize> = HashMap::new();
    for (index, item) in items.iter().enumerate() {
        let dots = item
            .name
            .match_indices('.')
            .map(|(at, _)| at)
            .collect::<Vec<_>>()
            .into_iter()
            .rev();
        let parent = dots
            .take(MAX_DEPTH)
            .find_map(|at| Some((*declared.get(&item.name[..at])?, at)));
        let parent = parent.filter(|(parent, _)| {
            let types = &items[*parent].types;
            types.is_empty() || types.iter().any(|kind| ["object", "array", "any"].contains(kind))
        });
        let (own, depth) = match parent {
            Some((parent, at)) => {
                children[parent].push(index);
                (&item.name[at + 1..], depths[parent] + 1)
            }
            None => {
                roots.push(index);
                if item.name.contains('.') {
                    supposed.dotted.push(item.name.to_owned());
                }
                (item.name, 0)
            }
        };
        if depth > MAX_DEPTH {
            return Err(error(
                file,
                item.line,
                format!("nested more than {MAX_DEPTH} levels deep"),
                "bring the description that the page is made from",
            ));
        }
        own_names.push(own);
        depths.push(depth);
        declared.insert(item.name, index);
    }
    let tree = Tree {
        items,
        children: &children,
        own_names: &own_names,
    };
    Ok(tree.fields(&roots, supposed))
}

struct Tree<'t, 'a> {
    items: &'t [Item<'a>],
    children: &'t [Vec<usize>],
    own_names: &'t [&'a str],
}

impl Tree<'_, '_> {
    fn fields(&self, fields: &[usize], supposed: &mut Supposed) -> Value {
        let mut properties = Map::new();
        let mut required = Vec::new();
        for &field in fields {
            let item = &self.items[field];
            let mut schema = of_item(item, supposed);
            if !self.children[field].is_empty() {
                let inner = self.fields(&self.children[field], supposed);
                if item.types.contains(&"array") {
                    schema["items"] = inner;
                } else if let (Value::Object(schema), Value::Object(inner)) = (&mut schema, inner) {
                    for (key, value) in inner {
                        schema.entry(key).or_insert(value);
                    }
                }
            } else if item.types.contains(&"array") && schema.get("items").is_none() {
                schema["items"] = json!({});
                supposed.lists.push(item.name.to_owned());
            }
            if item.is_required {
                required.push(Value::from(self.own_names[field]));
            }
            properties.insert(self.own_names[field].to_owned(), schema);
        }
        let mut object = json!({"type": "object", "properties": properties});
        if !required.is_empty() {
            object["required"] = Value::Array(required);
        }
        object
    }
}

/// What the words of a type say.
fn of_types(types: &[&str], of: Option<&str>) -> Map<String, Value> {
    let mut schema = Map::new();
    match types {
        [] => {}
        types if types.contains(&"any") => {}
        [one] => {
            schema.insert("type".to_owned(), (*one).into());
        }
        several => {
            schema.insert("type".to_owned(), json!(several));
        }
    }
    let elements = of.filter(|_| types.contains(&"array")).and_then(page::types);
    if let Some((types, of)) = elements {
        let elements = Value::Object(of_types(&types, of));
        schema.insert("items".to_owned(), elements);
    } else if let Some(format) = of {
        schema.insert("format".to_owned(), format.into());
    }
    schema
}

/// What an item says about its values.
pub(super) fn of_item(item: &Item<'_>, supposed: &mut Supposed) -> Value {
    let mut schema = of_types(&item.types, item.of);
    if !item.description.is_empty() {
        schema.insert("description".to_owned(), item.description.clone().into());
    }
    let mut json = |text: &str| {
        serde_json::from_str::<Value>(text).unwrap_or_else(|_| {
            supposed.values.push(item.name.to_owned());
            text.into()
        })
    };
    if let Some(values) = item.values {
        let list = match json(&format!("[{values}]")) {
            Value::Array(list) => json!(list),
            _ => json!(values.split(", ").collect::<Vec<_>>()),
        };
        let is_list = item.types.contains(&"array");
        if is_list {
            let items = schema.entry("items").or_insert_with(|| json!({}));
            items["enum"] = json!(list);
        } else {
            schema.insert("enum".to_owned(), list);
        }
    }
    if let Some(example) = item.example {
        schema.insert("examples".to_owned(), json!([json(example)]));
    }
    if let Some(default) = item.default {
        schema.insert("default".to_owned(), json(default));
    }
    Value::Object(schema)
}
