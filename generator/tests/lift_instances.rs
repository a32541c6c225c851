//! Lift is exact on real descriptions: an instance is valid under a schema of the document exactly if it is valid under the
//! canonical one. The corpus' documents of Swagger 2.0, OpenAPI 3.0 and 3.1, judged by a JSON Schema validator nobody here
//! wrote, on values made from each schema and spoilt in every place.

#![allow(clippy::unwrap_used, clippy::panic, reason = "helpers of tests")]

use std::collections::BTreeMap;
use std::path::PathBuf;

use jsonschema::{Draft, Validator};
use serde_json::{Map, Value, json};
use specloom::{Source, pointer};

/// Larger documents take minutes without optimisation; `SPECLOOM_CORPUS_LARGE=1` judges them, too.
const LARGE: u64 = 150_000;
/// Most values that a schema is asked about.
const VALUES: usize = 120;
/// Most schemas of a document.
const SCHEMAS: usize = 60;

/// Where the canonical schema is meant to judge otherwise, because what the page says has no meaning as it stands: by document,
/// how many schemas, and why.
const OTHERWISE: &[(&str, usize, &str)] = &[
    ("docusign__maestro.rest.swagger-v1.0.0.json", 1, NULLABLE_IN_3_1),
    ("kittycad__openapitor-tests-remote.json", 2, NULLABLE_COMPOSITION),
    (
        "oxidecomputer__sample_openapi-propolis-server.json",
        4,
        NULLABLE_COMPOSITION,
    ),
    ("s1-courier-add-user-multiple-tenants.md", 1, NULLABLE_ENUM),
    ("s1-exa-update-enrichment.md", 1, NULLABLE_IN_3_1),
    ("s2-exa-delete-webhook.md", 1, NULLABLE_IN_3_1),
];

// Each is a note of lift, in these words.
const NULLABLE_IN_3_1: &str =
    "`nullable` is a keyword of OpenAPI 3.0; it is taken to mean here what it means there";
const NULLABLE_COMPOSITION: &str = "`nullable` beside a composition is meant to allow null";
const NULLABLE_ENUM: &str = "`nullable` is meant to allow null, so `enum` has to as well";

/// How a document's schemas are read, and where they stand.
struct Dialect {
    section: &'static str,
    draft: Draft,
    is_older: bool,
}

fn dialect(document: &Value) -> Option<Dialect> {
    let version = |key: &str| document[key].as_str().unwrap_or_default();
    if document.get("swagger").is_some() {
        return Some(Dialect {
            section: "/definitions",
            draft: Draft::Draft4,
            is_older: true,
        });
    }
    let is_older = version("openapi").starts_with("3.0");
    let is_newer = version("openapi").starts_with("3.1");
    (is_older || is_newer).then_some(Dialect {
        section: "/components/schemas",
        draft: if is_older {
            Draft::Draft4
        } else {
            Draft::Draft202012
        },
        is_older,
    })
}

/// `nullable` and Swagger's `x-nullable` in the words of JSON Schema, in which the older versions are draft 4 otherwise.
fn to_draft_4(schema: &mut Value) {
    let Value::Object(schema) = schema else { return };
    let is_null = |value: Option<Value>| value == Some(json!(true));
    if is_null(schema.remove("nullable")) | is_null(schema.remove("x-nullable"))
        && let Some(name) = schema.get("type").cloned()
    {
        schema.insert("type".to_owned(), json!([name, "null"]));
    }
    for (keyword, value) in schema.iter_mut() {
        match (keyword.as_str(), value) {
            ("not" | "items" | "additionalProperties", schema) => to_draft_4(schema),
            ("allOf" | "anyOf" | "oneOf", Value::Array(schemas)) => schemas.iter_mut().for_each(to_draft_4),
            ("properties" | "patternProperties", Value::Object(schemas)) => {
                schemas.values_mut().for_each(to_draft_4);
            }
            _ => {}
        }
    }
}

/// The validator of a named schema; `None` where the validator does not take it, or what it refers to.
fn validator(document: &Value, at: &str, draft: Draft) -> Option<Validator> {
    let mut root = Map::new();
    root.insert("$ref".to_owned(), json!(format!("#{at}")));
    for section in ["components", "definitions", "parameters", "responses"] {
        if let Some(part) = document.get(section) {
            root.insert(section.to_owned(), part.clone());
        }
    }
    let options = jsonschema::options()
        .with_draft(draft)
        .should_validate_formats(false);
    options.build(&Value::Object(root)).ok()
}

/// A value of the kind that a schema describes, as far as it is easy to tell.
fn sample(document: &Value, schema: &Value, depth: usize) -> Value {
    if depth > 4 {
        return json!(null);
    }
    if let Some(target) = schema["$ref"].as_str() {
        return pointer::resolve(document, target)
            .map_or(json!(null), |next| sample(document, next, depth + 1));
    }
    for key in ["const", "example", "default"] {
        if let Some(value) = schema.get(key) {
            return value.clone();
        }
    }
    if let Some(value) = schema["enum"].get(0) {
        return value.clone();
    }
    for key in ["oneOf", "anyOf"] {
        if let Some(first) = schema[key].get(0) {
            return sample(document, first, depth + 1);
        }
    }
    let mut object = Map::new();
    for part in schema["allOf"].as_array().into_iter().flatten() {
        match sample(document, part, depth + 1) {
            Value::Object(more) => object.extend(more),
            other => return other,
        }
    }
    let kind = match &schema["type"] {
        Value::Array(kinds) => kinds[0].as_str().unwrap_or_default().to_owned(),
        kind => kind.as_str().unwrap_or_default().to_owned(),
    };
    match kind.as_str() {
        "string" => json!("a".repeat(schema["minLength"].as_u64().unwrap_or(1).min(200) as usize)),
        "integer" | "number" => schema.get("minimum").cloned().unwrap_or(json!(1)),
        "boolean" => json!(true),
        "array" => json!([sample(document, &schema["items"], depth + 1)]),
        _ => {
            for (name, property) in schema["properties"].as_object().into_iter().flatten() {
                object.insert(name.clone(), sample(document, property, depth + 1));
            }
            Value::Object(object)
        }
    }
}

/// A value, and that value spoilt in each of its places.
fn spoilt(value: &Value) -> Vec<Value> {
    let mut all = vec![value.clone()];
    let mut places = vec![String::new()];
    let mut next = 0;
    while let Some(at) = places.get(next).cloned() {
        next += 1;
        match value.pointer(&at) {
            Some(Value::Object(object)) => places.extend(object.keys().map(|key| pointer::join(&at, key))),
            Some(Value::Array(items)) if !items.is_empty() => places.push(pointer::join(&at, "0")),
            _ => {}
        }
    }
    let others = [
        json!(null),
        json!("x"),
        json!(0),
        json!(-1.5),
        json!(true),
        json!([]),
        json!({}),
        json!([null]),
    ];
    for other in &others {
        for at in &places {
            let mut spoilt = value.clone();
            if let Some(place) = spoilt.pointer_mut(at) {
                place.clone_from(other);
            }
            all.push(spoilt);
        }
    }
    for at in places.iter().skip(1) {
        let (parent, _) = at.rsplit_once('/').unwrap();
        let mut without = value.clone();
        if let Some(Value::Object(object)) = without.pointer_mut(parent) {
            object.remove(&pointer::tokens(at).last().unwrap());
            all.push(without.clone());
            without.pointer_mut(parent).unwrap()["x-else"] = json!(1);
            all.push(without);
        }
    }
    all
}

/// How many schemas of a document were judged, those that judge otherwise, and what lift noted.
fn judged(path: &PathBuf) -> (usize, Vec<String>, String) {
    let name = path.file_name().unwrap().to_string_lossy().into_owned();
    let Ok(draft) = specloom::read::read(&Source::new(name, std::fs::read(path).unwrap())) else {
        return (0, Vec::new(), String::new());
    };
    let mut original = draft.document.clone();
    let (Some(dialect), Ok(canonical)) = (dialect(&original), specloom::lift::lift(draft, None)) else {
        return (0, Vec::new(), String::new());
    };
    let notes = canonical.notes.iter().map(ToString::to_string).collect();
    let canonical = canonical.document;
    let names: Vec<String> = original
        .pointer(dialect.section)
        .and_then(Value::as_object)
        .map(|schemas| schemas.keys().cloned().collect())
        .unwrap_or_default();
    if dialect.is_older
        && let Some(Value::Object(schemas)) = original.pointer_mut(dialect.section)
    {
        schemas.values_mut().for_each(to_draft_4);
    }
    let (mut count, mut otherwise) = (0, Vec::new());
    for name in names.iter().take(SCHEMAS) {
        let after = pointer::join("/components/schemas", name);
        let Some(schema) = canonical.pointer(&after) else {
            continue;
        };
        let before = validator(&original, &pointer::join(dialect.section, name), dialect.draft);
        let (Some(before), Some(now)) = (before, validator(&canonical, &after, Draft::Draft202012)) else {
            continue;
        };
        count += 1;
        let values = spoilt(&sample(&canonical, schema, 0));
        let differs = values
            .iter()
            .take(VALUES)
            .find(|value| before.is_valid(value) != now.is_valid(value));
        if let Some(value) = differs {
            otherwise.push(format!(
                "{name}: {} under {}",
                value,
                if before.is_valid(value) {
                    "the page's only"
                } else {
                    "the canonical only"
                }
            ));
        }
    }
    (count, otherwise, notes)
}

#[test]
fn real_schemas_judge_as_their_pages_do() {
    let Some(corpus) = std::env::var_os("SPECLOOM_CORPUS") else {
        eprintln!("skipped: SPECLOOM_CORPUS names no corpus");
        return;
    };
    let takes_large = std::env::var_os("SPECLOOM_CORPUS_LARGE").is_some();
    let mut paths: Vec<PathBuf> = ["specs", "pages"]
        .iter()
        .flat_map(|folder| std::fs::read_dir(PathBuf::from(&corpus).join(folder)).unwrap())
        .map(|entry| entry.unwrap().path())
        .filter(|path| {
            path.extension()
                .is_some_and(|extension| extension != "tsv" && extension != "txt")
        })
        .filter(|path| takes_large || path.metadata().unwrap().len() <= LARGE)
        .collect();
    paths.sort();
    let mut all = 0;
    let mut unexpected = BTreeMap::new();
    for path in &paths {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let (count, otherwise, notes) = judged(path);
        all += count;
        let known = OTHERWISE.iter().find(|(document, ..)| *document == name);
        let is_known =
            known.is_some_and(|(_, schemas, why)| *schemas == otherwise.len() && notes.contains(why));
        if !otherwise.is_empty() && !is_known || otherwise.is_empty() && known.is_some() {
            unexpected.insert(name, otherwise);
        }
    }
    eprintln!("judged {all} schemas of {} documents", paths.len());
    assert!(unexpected.is_empty(), "{unexpected:#?}");
    assert!(all > 500, "{all}");
}
