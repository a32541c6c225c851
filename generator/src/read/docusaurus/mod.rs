//! The source pages of `docusaurus-openapi-docs`: the operation stands, packed, in the front matter.
//!
//! ```text
//! PAGE := "---" … "title: " TITLE … "api: " PACKED … "---" MDX      the file is called `….api.mdx`
//! PACKED := base64 of the zlib stream of OPERATION, or OPERATION itself
//! OPERATION := JSON: an Operation Object whose references are resolved, and beside it `method`, `path`, `servers`,
//!   `security`, `securitySchemes` and `info` of its description; `jsonRequestBodyExample`, `postman` and `extensions` are
//!   derived from it. A webhook has the method `event`.
//! ```
//!
//! A schema that holds itself could not be resolved: the text `circular(TITLE)` stands for it (see `circular`).

mod circular;
#[cfg(test)]
mod tests;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use miniz_oxide::inflate::{TINFLStatus, decompress_to_vec_zlib_with_limit};
use serde_json::{Map, Value, json};

use super::front_matter::{self, PageText};
use super::{Parts, Style, merge, yaml};
use crate::error::{Error, Place, Result, Stage};
use crate::note::{Note, NoteKind};
use crate::openapi::METHODS;

const PASS: &str = "docusaurus";

/// Largest operation when unpacked.
const MAX_BYTES: usize = 32 << 20;

/// Whether the front matter holds a packed operation.
pub(super) fn recognises(page: &PageText<'_>) -> bool {
    packed(page).is_some_and(|(packed, _)| {
        let is_zlib = ["eJ", "eN", "eA", "eF"]
            .iter()
            .any(|start| packed.starts_with(start));
        is_zlib || packed.starts_with('{')
    })
}

/// The value of `api`, without its quotes and line breaks, and its line.
fn packed(page: &PageText<'_>) -> Option<(String, usize)> {
    let (matter, first) = page.matter?;
    let mut lines = matter.lines().enumerate();
    let (index, line) = lines.find(|(_, line)| line.starts_with("api:"))?;
    let value = line["api:".len()..].trim();
    if !matches!(value, "" | ">" | ">-" | "|" | "|-") {
        return Some((value.trim_matches(['"', '\'']).to_owned(), first + index));
    }
    let folded = lines
        .map(|(_, line)| line)
        .take_while(|line| line.starts_with(' '));
    Some((folded.map(str::trim).collect(), first + index))
}

/// Reads the page.
///
/// # Errors
///
/// An operation that cannot be unpacked, or that is none.
pub(super) fn read(file: &str, page: &PageText<'_>, notes: &mut Vec<Note>) -> Result<Parts> {
    let (packed, line) = packed(page).unwrap_or_default();
    let place = Place::file(file).at(line.max(1), 1);
    let damaged = |problem: String| {
        Error::new(
            Stage::Read,
            place.clone(),
            problem,
            "fetch the page again, or bring the description that it is made from",
        )
    };
    let json =
        unpack(&packed).map_err(|problem| damaged(format!("the operation in the front matter {problem}")))?;
    let parsed = yaml::parse(file, Stage::Read, &json, 1)
        .map_err(|error| damaged(format!("the operation in the front matter is {}", error.problem)))?;
    let Value::Object(mut api) = parsed else {
        return Err(damaged(
            "the operation in the front matter is not an object".to_owned(),
        ));
    };
    let mut take_text = |key: &str| match api.shift_remove(key) {
        Some(Value::String(text)) => Some(text),
        _ => None,
    };
    let (Some(method), Some(path)) = (take_text("method"), take_text("path")) else {
        return Err(damaged(
            "the operation in the front matter has no method and no path".to_owned(),
        ));
    };
    let is_webhook = method == "event";
    let is_operation = METHODS.contains(&method.as_str()) && path.starts_with('/');
    if !is_webhook && !is_operation {
        return Err(damaged(format!("`{method} {path}` is not a method and a path")));
    }
    let title = page
        .matter
        .and_then(|(matter, _)| front_matter::value(matter, "title"));
    let document = document(api, title, (is_webhook, &method, &path), notes);
    Ok((Style::Docusaurus, vec![merge::Part::at(document, place)]))
}

/// The JSON that is packed.
fn unpack(packed: &str) -> std::result::Result<String, String> {
    if packed.starts_with('{') {
        return Ok(packed.to_owned());
    }
    let bytes = STANDARD
        .decode(packed)
        .map_err(|error| format!("is not base64: {error}"))?;
    let json = decompress_to_vec_zlib_with_limit(&bytes, MAX_BYTES).map_err(|error| match error.status {
        TINFLStatus::HasMoreOutput => format!("unpacks to more than {} MiB", MAX_BYTES >> 20),
        _ => "is cut off or damaged".to_owned(),
    })?;
    String::from_utf8(json).map_err(|_| "is not UTF-8".to_owned())
}

fn document(
    mut api: Map<String, Value>,
    title: Option<&str>,
    (is_webhook, method, path): (bool, &str, &str),
    notes: &mut Vec<Note>,
) -> Map<String, Value> {
    let mut note = |kind, pointer: &str, what: &str| notes.push(Note::new(kind, PASS, pointer, what));
    let mut document = Map::new();
    let info = api.shift_remove("info").filter(Value::is_object);
    if info.is_none() {
        note(
            NoteKind::Inferred,
            "/info",
            "the page names no API and no version; the title is the operation's",
        );
    }
    let info = info.unwrap_or_else(|| json!({"title": title.unwrap_or(path), "version": "unspecified"}));
    document.insert("info".to_owned(), info);
    if let Some(servers) = api.shift_remove("servers") {
        document.insert("servers".to_owned(), servers);
    }
    let schemes = api.shift_remove("securitySchemes");
    for derived in ["jsonRequestBodyExample", "postman", "extensions"] {
        api.shift_remove(derived);
    }
    if let (None, Some(title)) = (api.get("summary"), title) {
        note(
            NoteKind::Inferred,
            "/paths",
            "the operation's summary is the page's title",
        );
        api.insert("summary".to_owned(), title.into());
    }
    let name = api
        .get("operationId")
        .and_then(Value::as_str)
        .map_or(path, |id| id)
        .to_owned();
    let (section, item, method) = if is_webhook {
        ("webhooks", name.as_str(), "post")
    } else {
        ("paths", path, method)
    };
    if is_webhook {
        document.insert("paths".to_owned(), json!({}));
    }
    document.insert(section.to_owned(), json!({ item: { method: api } }));
    if let Some(schemes) = schemes.filter(Value::is_object) {
        document.insert("components".to_owned(), json!({ "securitySchemes": schemes }));
    }
    circular::untie(&mut document, notes);
    let version = if is_webhook || speaks_3_1(&document) {
        "3.1.0"
    } else {
        "3.0.3"
    };
    notes.push(Note::new(
        NoteKind::Inferred,
        PASS,
        "/openapi",
        format!("the page states no OpenAPI version; it uses the keywords of {version}"),
    ));
    let mut versioned = Map::new();
    versioned.insert("openapi".to_owned(), version.into());
    versioned.extend(document);
    versioned
}

/// Whether a document uses words that OpenAPI 3.0 has not: several types, `const`, bounds that are numbers.
fn speaks_3_1(document: &Map<String, Value>) -> bool {
    let mut open: Vec<&Value> = document.values().collect();
    while let Some(value) = open.pop() {
        match value {
            Value::Array(items) => open.extend(items),
            Value::Object(object) => {
                let is = |key: &str, says: fn(&Value) -> bool| object.get(key).is_some_and(says);
                let is_schema = is("type", |kind| kind.is_array() || kind.is_string());
                if is("type", |kind| kind.is_array() || kind == "null")
                    || (is_schema && is("const", |value| !value.is_object()))
                    || is("exclusiveMinimum", Value::is_number)
                    || is("exclusiveMaximum", Value::is_number)
                    || (is_schema && is("examples", Value::is_array))
                {
                    return true;
                }
                let is_data = |key: &str| ["example", "examples", "default", "enum"].contains(&key);
                open.extend(
                    object
                        .iter()
                        .filter(|(key, _)| !is_data(key))
                        .map(|(_, value)| value),
                );
            }
            _ => {}
        }
    }
    false
}
