//! Several OpenAPI documents of one page → one document.
//!
//! A page that documents several operations holds one complete document for each. Their operations come together;
//! what a document says for all its operations (servers, security) moves to its operations where it differs from the
//! first document's; components of one name and one shape are one component, and others are renamed apart.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value, json};

use crate::{Error, Note, NoteKind, Place, Result, Stage, pointer};

const PASS: &str = "merge";

/// One document and where it stands.
pub(super) struct Part {
    pub(super) document: Map<String, Value>,
    pub(super) place: Place,
}

/// Merges the documents into the first.
///
/// # Errors
///
/// No document at all, one operation described twice and differently, or several documents of Swagger 2.0.
pub(super) fn merge(parts: Vec<Part>, notes: &mut Vec<Note>) -> Result<Map<String, Value>> {
    let mut parts = parts.into_iter();
    let Some(Part { mut document, .. }) = parts.next() else {
        return Ok(Map::new());
    };
    for mut part in parts {
        if [&document, &part.document]
            .iter()
            .any(|document| document.contains_key("swagger"))
        {
            return Err(Error::new(
                Stage::Read,
                part.place,
                "a second Swagger 2.0 document on one page",
                "split the page, or convert its documents to OpenAPI 3",
            ));
        }
        newer_version(&mut document, &part.document, notes);
        let renames = rename_apart(&document, &part.document, notes);
        renames.apply(&mut part.document);
        push_down(&document, &mut part.document, "servers");
        push_down(&document, &mut part.document, "security");
        add_components(&mut document, &mut part.document, notes);
        add_paths(&mut document, &mut part, notes)?;
        add_rest(&mut document, part.document, notes);
    }
    Ok(document)
}

fn newer_version(document: &mut Map<String, Value>, other: &Map<String, Value>, notes: &mut Vec<Note>) {
    let is_3_1 = |document: &Map<String, Value>| {
        document
            .get("openapi")
            .and_then(Value::as_str)
            .is_some_and(|version| version.starts_with("3.1"))
    };
    if is_3_1(document) != is_3_1(other) {
        document.insert("openapi".to_owned(), "3.1.0".into());
        let what = "the page mixes OpenAPI 3.0 and 3.1, read as 3.1";
        notes.push(Note::new(NoteKind::Inferred, PASS, "/openapi", what));
    }
}

/// New names for components, by section.
#[derive(Default)]
struct Renames(BTreeMap<(String, String), String>);

/// Names of `other` that `document` uses for something else. A component that refers to a renamed one is another
/// one, too, even when the two read alike.
fn rename_apart(document: &Map<String, Value>, other: &Map<String, Value>, notes: &mut Vec<Note>) -> Renames {
    let mut renames = Renames::default();
    loop {
        let mut found = false;
        for (section, name, component) in components(other) {
            let key = (section.to_owned(), name.to_owned());
            let Some(existing) = component_of(document, section, name) else {
                continue;
            };
            if renames.0.contains_key(&key) {
                continue;
            }
            let differs = !same_but_for_prose(existing, component);
            if differs
                || references(component)
                    .iter()
                    .any(|reference| renames.0.contains_key(reference))
            {
                let taken = |candidate: &str| {
                    component_of(document, section, candidate).is_some()
                        || component_of(other, section, candidate).is_some()
                };
                let free = (2..)
                    .map(|n| format!("{name}{n}"))
                    .find(|candidate| !taken(candidate));
                let free = free.expect("invariant: numbers do not run out");
                notes.push(Note::new(
                    NoteKind::Inferred,
                    PASS,
                    pointer::from_tokens(["components", section, &free]),
                    format!("the page describes two different `{name}`; this one is named `{free}`"),
                ));
                renames.0.insert(key, free);
                found = true;
            }
        }
        if !found {
            return renames;
        }
    }
}

impl Renames {
    fn apply(&self, document: &mut Map<String, Value>) {
        if self.0.is_empty() {
            return;
        }
        if let Some(Value::Object(sections)) = document.get_mut("components") {
            for (section, components) in sections {
                let Value::Object(components) = components else {
                    continue;
                };
                let entries = std::mem::take(components).into_iter();
                *components = entries
                    .map(
                        |(name, component)| match self.0.get(&(section.clone(), name.clone())) {
                            Some(new) => (new.clone(), component),
                            None => (name, component),
                        },
                    )
                    .collect();
            }
        }
        document.values_mut().for_each(|value| self.rewrite(value));
        if let Some(security) = document.get_mut("security") {
            self.rewrite_security(security);
        }
    }

    /// Rewrites `$ref`s, discriminator mappings and security requirements.
    fn rewrite(&self, value: &mut Value) {
        match value {
            Value::Array(items) => items.iter_mut().for_each(|item| self.rewrite(item)),
            Value::Object(object) => {
                for (key, value) in object.iter_mut() {
                    match (key.as_str(), &mut *value) {
                        ("$ref", Value::String(reference)) => self.rewrite_reference(reference),
                        ("security", security @ Value::Array(_)) => self.rewrite_security(security),
                        ("mapping", Value::Object(mapping)) => {
                            for target in mapping.values_mut() {
                                if let Value::String(target) = target {
                                    self.rewrite_reference(target);
                                    if let Some(new) = self.0.get(&("schemas".to_owned(), target.clone())) {
                                        target.clone_from(new);
                                    }
                                }
                            }
                        }
                        _ => {}
                    }
                    self.rewrite(value);
                }
            }
            _ => {}
        }
    }

    fn rewrite_reference(&self, reference: &mut String) {
        if let Some(key @ (section, name)) = &parse_reference(reference)
            && let Some(new) = self.0.get(key)
        {
            let old = format!("#{}", pointer::from_tokens(["components", section, name]));
            let new = format!("#{}", pointer::from_tokens(["components", section, new]));
            *reference = reference.replacen(&old, &new, 1);
        }
    }

    fn rewrite_security(&self, security: &mut Value) {
        for alternative in security.as_array_mut().into_iter().flatten() {
            let Value::Object(alternative) = alternative else {
                continue;
            };
            let entries = std::mem::take(alternative).into_iter();
            *alternative = entries
                .map(|(name, scopes)| {
                    (
                        self.0
                            .get(&("securitySchemes".to_owned(), name.clone()))
                            .cloned()
                            .unwrap_or(name),
                        scopes,
                    )
                })
                .collect();
        }
    }
}

/// Section and name of a `$ref` into the components.
fn parse_reference(reference: &str) -> Option<(String, String)> {
    let fragment = pointer::fragment(reference)?;
    let mut tokens = pointer::tokens(&fragment);
    (tokens.next()? == "components").then_some(())?;
    Some((tokens.next()?, tokens.next()?))
}

fn references(value: &Value) -> BTreeSet<(String, String)> {
    let mut found = BTreeSet::new();
    let mut open = vec![value];
    while let Some(value) = open.pop() {
        match value {
            Value::Array(items) => open.extend(items),
            Value::Object(object) => {
                let reference = object.get("$ref").and_then(Value::as_str);
                found.extend(reference.and_then(parse_reference));
                open.extend(object.values());
            }
            _ => {}
        }
    }
    found
}

fn components(document: &Map<String, Value>) -> impl Iterator<Item = (&str, &str, &Value)> {
    let sections = document
        .get("components")
        .and_then(Value::as_object)
        .into_iter()
        .flatten();
    sections.flat_map(|(section, components)| {
        let components = components.as_object().into_iter().flatten();
        components.map(move |(name, component)| (section.as_str(), name.as_str(), component))
    })
}

fn component_of<'a>(document: &'a Map<String, Value>, section: &str, name: &str) -> Option<&'a Value> {
    document.get("components")?.get(section)?.get(name)
}

/// Whether two components differ at most in words for people.
pub(super) fn same_but_for_prose(a: &Value, b: &Value) -> bool {
    fn same(a: &Value, b: &Value, keys_are_names: bool) -> bool {
        const PROSE: [&str; 5] = ["description", "summary", "title", "example", "examples"];
        const NAMED: [&str; 6] = [
            "properties",
            "patternProperties",
            "dependentSchemas",
            "$defs",
            "headers",
            "content",
        ];
        const DATA: [&str; 3] = ["enum", "const", "default"];
        match (a, b) {
            (Value::Object(a), Value::Object(b)) => {
                let counts = |key: &str| keys_are_names || !(PROSE.contains(&key) || key.starts_with("x-"));
                a.keys()
                    .chain(b.keys())
                    .filter(|key| counts(key))
                    .all(|key| match (a.get(key), b.get(key)) {
                        (Some(a), Some(b)) if !keys_are_names && DATA.contains(&key.as_str()) => a == b,
                        (Some(a), Some(b)) => same(a, b, !keys_are_names && NAMED.contains(&key.as_str())),
                        _ => false,
                    })
            }
            (Value::Array(a), Value::Array(b)) => {
                a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same(a, b, false))
            }
            _ => a == b,
        }
    }
    same(a, b, false)
}

/// What `other` says at its root for all its operations, said at those operations instead, unless `document` says the
/// same. No security at the root means that none is needed; no servers mean that the page does not tell them, so that
/// those of `document` hold.
fn push_down(document: &Map<String, Value>, other: &mut Map<String, Value>, key: &str) {
    let is_stated =
        |value: &Value| key != "servers" || value.as_array().is_none_or(|servers| !servers.is_empty());
    let said = other.remove(key).filter(is_stated);
    if said.as_ref() == document.get(key) {
        return;
    }
    let Some(said) = said.or_else(|| (key == "security").then(|| json!([]))) else {
        return;
    };
    let items = other.get_mut("paths").and_then(Value::as_object_mut);
    for path_item in items.into_iter().flat_map(Map::values_mut) {
        let Value::Object(path_item) = path_item else {
            continue;
        };
        if path_item.contains_key(key) {
            continue;
        }
        for (_, operation) in operations(path_item) {
            operation.entry(key).or_insert_with(|| said.clone());
        }
    }
}

fn operations(
    path_item: &mut Map<String, Value>,
) -> impl Iterator<Item = (&String, &mut Map<String, Value>)> {
    path_item.iter_mut().filter_map(|(key, value)| {
        let value = value.as_object_mut()?;
        METHODS.contains(&key.as_str()).then_some((key, value))
    })
}

const METHODS: [&str; 8] = [
    "get", "put", "post", "delete", "options", "head", "patch", "trace",
];

fn add_components(document: &mut Map<String, Value>, other: &mut Map<String, Value>, notes: &mut Vec<Note>) {
    let Some(Value::Object(sections)) = other.remove("components") else {
        return;
    };
    let Some(into) = document
        .entry("components")
        .or_insert_with(|| json!({}))
        .as_object_mut()
    else {
        return;
    };
    for (section, components) in sections {
        let Value::Object(components) = components else {
            continue;
        };
        let Some(into) = into
            .entry(section.clone())
            .or_insert_with(|| json!({}))
            .as_object_mut()
        else {
            continue;
        };
        for (name, component) in components {
            match into.get(&name) {
                None => {
                    into.insert(name, component);
                }
                Some(existing) if *existing != component => notes.push(Note::new(
                    NoteKind::Ignored,
                    PASS,
                    pointer::from_tokens(["components", &section, &name]),
                    "the page words it in several ways; the first is kept",
                )),
                Some(_) => {}
            }
        }
    }
}

fn add_paths(document: &mut Map<String, Value>, part: &mut Part, notes: &mut Vec<Note>) -> Result<()> {
    for section in ["paths", "webhooks"] {
        let Some(Value::Object(paths)) = part.document.remove(section) else {
            continue;
        };
        let Some(into) = document
            .entry(section)
            .or_insert_with(|| json!({}))
            .as_object_mut()
        else {
            continue;
        };
        for (path, mut item) in paths {
            let (Some(Value::Object(existing)), Value::Object(item)) = (into.get_mut(&path), &mut item)
            else {
                into.insert(path, item);
                continue;
            };
            level(existing, item);
            for (key, value) in std::mem::take(item) {
                match existing.get(&key) {
                    None => {
                        existing.insert(key, value);
                    }
                    Some(same) if *same == value => {}
                    Some(_) if METHODS.contains(&key.as_str()) => {
                        return Err(Error::new(
                            Stage::Read,
                            part.place.clone(),
                            format!(
                                "`{} {path}` is described a second time, differently",
                                key.to_uppercase()
                            ),
                            "remove one of the two fences",
                        ));
                    }
                    Some(_) => notes.push(Note::new(
                        NoteKind::Ignored,
                        PASS,
                        pointer::from_tokens([section, &path, &key]),
                        "the page says it in several ways; the first is kept",
                    )),
                }
            }
        }
    }
    Ok(())
}

/// Moves what two items of one path say for all their operations to the operations, where it differs.
fn level(a: &mut Map<String, Value>, b: &mut Map<String, Value>) {
    for key in ["parameters", "servers"] {
        if a.get(key) == b.get(key) {
            continue;
        }
        for item in [&mut *a, &mut *b] {
            let Some(Value::Array(shared)) = item.remove(key) else {
                continue;
            };
            for (_, operation) in operations(item) {
                match operation.get_mut(key) {
                    Some(Value::Array(own)) if key == "parameters" => {
                        let overridden = |parameter: &Value| {
                            own.iter().any(|own| {
                                own.get("name") == parameter.get("name")
                                    && own.get("in") == parameter.get("in")
                            })
                        };
                        let inherited: Vec<_> = shared
                            .iter()
                            .filter(|shared| !overridden(shared))
                            .cloned()
                            .collect();
                        own.splice(0..0, inherited);
                    }
                    Some(_) => {}
                    None => {
                        operation.insert(key.to_owned(), Value::Array(shared.clone()));
                    }
                }
            }
        }
    }
}

fn add_rest(document: &mut Map<String, Value>, other: Map<String, Value>, notes: &mut Vec<Note>) {
    for (key, value) in other {
        match (key.as_str(), document.get_mut(&key)) {
            ("openapi", _) => {}
            ("tags", Some(Value::Array(tags))) => {
                let Value::Array(others) = value else { continue };
                for tag in others {
                    if !tags.iter().any(|known| known.get("name") == tag.get("name")) {
                        tags.push(tag);
                    }
                }
            }
            (_, None) => {
                document.insert(key, value);
            }
            (_, Some(existing)) if *existing != value => notes.push(Note::new(
                NoteKind::Ignored,
                PASS,
                pointer::join("", &key),
                "the page says it in several ways; the first is kept",
            )),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn merged(documents: &[Value]) -> (Value, Vec<String>) {
        let parts = documents.iter().map(|document| Part {
            document: document.as_object().unwrap().clone(),
            place: Place::file("page.md"),
        });
        let mut notes = Vec::new();
        let document = merge(parts.collect(), &mut notes).unwrap();
        (
            Value::Object(document),
            notes.iter().map(ToString::to_string).collect(),
        )
    }

    #[test]
    fn operations_and_components_come_together() {
        let user = json!({"type": "object", "description": "A user"});
        let (document, notes) = merged(&[
            json!({"openapi": "3.0.0", "info": {"title": "Acme"}, "tags": [{"name": "a"}],
                   "paths": {"/u": {"get": {"x": 1}}}, "components": {"schemas": {"User": user}}}),
            json!({"openapi": "3.0.0", "info": {"title": "Acme"}, "tags": [{"name": "a"}, {"name": "b"}],
                   "paths": {"/u": {"put": {"x": 2}}, "/v": {"get": {}}},
                   "components": {"schemas": {"User": {"type": "object"}, "Team": {"type": "string"}}}}),
        ]);
        assert_eq!(
            document,
            json!({"openapi": "3.0.0", "info": {"title": "Acme"}, "tags": [{"name": "a"}, {"name": "b"}],
                   "paths": {"/u": {"get": {"x": 1}, "put": {"x": 2}}, "/v": {"get": {}}},
                   "components": {"schemas": {"User": user, "Team": {"type": "string"}}}})
        );
        assert_eq!(
            notes,
            [
                "ignored: the page words it in several ways; the first is kept (merge at /components/schemas/User)"
            ]
        );
    }

    #[test]
    fn what_differs_for_a_whole_document_moves_to_its_operations() {
        let (document, _) = merged(&[
            json!({"openapi": "3.0.0", "servers": [{"url": "https://a"}], "security": [{"k": []}], "paths": {}}),
            json!({"openapi": "3.1.0", "servers": [{"url": "https://b"}], "paths": {"/v": {"get": {}}}}),
            json!({"openapi": "3.1.0", "servers": [{"url": "https://a"}], "security": [{"k": []}],
                   "paths": {"/w": {"get": {}}}}),
            json!({"openapi": "3.1.0", "servers": [], "security": [{"k": []}], "paths": {"/x": {"get": {}}}}),
        ]);
        assert_eq!(
            document,
            json!({"openapi": "3.1.0", "servers": [{"url": "https://a"}], "security": [{"k": []}],
                   "paths": {"/v": {"get": {"servers": [{"url": "https://b"}], "security": []}}, "/w": {"get": {}},
                             "/x": {"get": {}}}})
        );
    }

    #[test]
    fn components_that_differ_are_renamed_with_all_that_refers_to_them() {
        let list = json!({"items": {"$ref": "#/components/schemas/User"}});
        let (document, notes) = merged(&[
            json!({"openapi": "3.0.0", "paths": {}, "components": {
                "schemas": {"User": {"type": "object"}, "List": list, "User2": {}}, "securitySchemes": {"key": {"in": "query"}}}}),
            json!({"openapi": "3.0.0", "security": [{"key": []}],
                "paths": {"/v": {"get": {"r": {"$ref": "#/components/schemas/List/items"},
                                         "d": {"mapping": {"a": "User", "b": "#/components/schemas/User"}}}}},
                "components": {"schemas": {"List": list, "User": {"type": "string"}},
                               "securitySchemes": {"key": {"in": "header"}}}}),
        ]);
        assert_eq!(
            document,
            json!({"openapi": "3.0.0",
                "paths": {"/v": {"get": {"r": {"$ref": "#/components/schemas/List2/items"}, "security": [{"key2": []}],
                                         "d": {"mapping": {"a": "User3", "b": "#/components/schemas/User3"}}}}},
                "components": {
                    "schemas": {"User": {"type": "object"}, "List": list, "User2": {},
                        "List2": {"items": {"$ref": "#/components/schemas/User3"}}, "User3": {"type": "string"}},
                    "securitySchemes": {"key": {"in": "query"}, "key2": {"in": "header"}}}})
        );
        assert_eq!(notes.len(), 3);
    }

    #[test]
    fn parameters_of_a_path_stay_with_their_operations() {
        let id = json!({"name": "id", "in": "path"});
        let mut stated = id.clone();
        stated["schema"] = json!({});
        let (document, _) = merged(&[
            json!({"openapi": "3.0.0", "paths": {"/u": {"parameters": [id], "get": {}}}}),
            json!({"openapi": "3.0.0", "paths": {"/u": {"parameters": [{"name": "q", "in": "query"}, id],
                   "put": {"parameters": [stated]}}}}),
        ]);
        assert_eq!(
            document["paths"]["/u"],
            json!({"get": {"parameters": [id]}, "put": {"parameters": [{"name": "q", "in": "query"}, stated]}})
        );
    }

    #[test]
    fn an_operation_described_twice_is_refused_unless_alike() {
        let part = |operation: Value| Part {
            document: json!({"openapi": "3.0.0", "paths": {"/u": {"get": operation}}})
                .as_object()
                .unwrap()
                .clone(),
            place: Place::file("page.md").at(9, 1),
        };
        let mut notes = Vec::new();
        let error = merge(vec![part(json!({"x": 1})), part(json!({"x": 2}))], &mut notes).unwrap_err();
        assert_eq!(error.place, Place::file("page.md").at(9, 1));
        assert!(error.problem.contains("`GET /u` is described a second time"));
        assert!(merge(vec![part(json!({"x": 1})), part(json!({"x": 1}))], &mut notes).is_ok());
    }

    #[test]
    fn prose_is_told_from_properties_of_its_name() {
        let schema =
            |name: &str, words: &str| json!({"properties": {name: {"description": words}}, "title": words});
        assert!(same_but_for_prose(&schema("title", "a"), &schema("title", "b")));
        assert!(!same_but_for_prose(
            &schema("title", "a"),
            &schema("description", "a")
        ));
        assert!(!same_but_for_prose(
            &json!({"default": {"title": 1}}),
            &json!({"default": {"title": 2}})
        ));
    }
}
