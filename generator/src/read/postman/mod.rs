//! Postman collections of formats 2.0 and 2.1: requests that somebody saved, with the replies that came.
//!
//! ```text
//! COLLECTION := {info: {name, schema: "…getpostman.com/json/collection/v2…"}, item: [ITEM], variable: [{key, value}], auth}
//!             | {collection: COLLECTION}
//! ITEM       := {name, item: [ITEM], auth}                                          a folder: its name is a tag
//!             | {name, request: URL | {method, url: URL, header, body, auth, description}, response: [REPLY]}
//! URL        := text | {raw: text, query: [{key, value, disabled}], variable: [{key, value}]}
//!                 raw: (SCHEME "://" HOST | "{{" VARIABLE "}}") { "/" (SEGMENT | ":" NAME | "{{" NAME "}}") } ["?" QUERY]
//! BODY       := {mode: raw | urlencoded | formdata | file | graphql, …}
//! REPLY      := {name, code, header, body}
//! ```
//!
//! A collection shows examples and no schemas: what a request or a reply holds is what its examples show, and nothing is
//! known to be required. Each is noted. Scripts are not read.

mod access;
mod message;
#[cfg(test)]
mod tests;
mod url;

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value, json};

use self::access::{Access, Schemes};
use self::url::Address;
use super::front_matter::PageText;
use super::{Parts, Style, merge, openapi, whole, yaml};
use crate::error::{Error, Place, Result, Stage};
use crate::note::{Note, NoteKind};
use crate::openapi::METHODS;
use crate::pointer;

const PASS: &str = "postman";

/// Deepest folder.
const MAX_DEPTH: usize = 20;

/// Whether a text is JSON that names the collection's format.
pub(super) fn recognises(page: &PageText<'_>) -> bool {
    page.text.trim_start().starts_with('{') && page.text.contains("getpostman.com/json/collection/")
}

/// Reads the collection.
///
/// # Errors
///
/// Text that is not JSON, another version of the format, a request without a method or a path.
pub(super) fn read(file: &str, page: &PageText<'_>, notes: &mut Vec<Note>) -> Result<Parts> {
    let mut parsed = yaml::parse(file, Stage::Read, &page.text, 1)?;
    if parsed.get("openapi").is_some() || parsed.get("swagger").is_some() {
        return whole(openapi::read(file, &page.text)?, notes);
    }
    if let Some(inner) = parsed.get_mut("collection") {
        parsed = inner.take();
    }
    let schema = parsed
        .pointer("/info/schema")
        .and_then(Value::as_str)
        .unwrap_or_default();
    if !schema.contains("/collection/v2.") || !parsed.get("item").is_some_and(Value::is_array) {
        return Err(refuse(
            file,
            "",
            "not a Postman collection in format 2.0 or 2.1",
            "export it from Postman as “Collection v2.1”",
        ));
    }
    let mut reader = Reader {
        file,
        variables: variables(&parsed),
        paths: Map::new(),
        schemes: Schemes::default(),
        servers: Vec::new(),
        tags: Vec::new(),
        known_tags: BTreeSet::new(),
        notes,
        has_scripts: false,
    };
    let auth = Access::of(&parsed).unwrap_or(Access::Unsaid);
    reader.items(&parsed["item"], "/item", None, &auth, 0)?;
    let document = reader.document(&parsed);
    let place = Place::file(file).at(1, 1);
    Ok((Style::Postman, vec![merge::Part::at(document, place)]))
}

fn refuse(file: &str, pointer: &str, problem: impl Into<String>, remedy: &str) -> Error {
    Error::new(Stage::Read, Place::file(file).pointer(pointer), problem, remedy)
}

fn variables(collection: &Value) -> BTreeMap<String, String> {
    let list = collection.get("variable").and_then(Value::as_array);
    let value = |variable: &Value| match variable.get("value")? {
        Value::Number(number) => Some(number.to_string()),
        _ => text(variable, "value"),
    };
    let pair = |variable: &Value| Some((text(variable, "key")?, value(variable)?));
    list.into_iter().flatten().filter_map(pair).collect()
}

/// A text under a key.
fn text(value: &Value, key: &str) -> Option<String> {
    value.get(key).and_then(Value::as_str).map(str::to_owned)
}

/// A description, which may be an object with its format.
fn words(value: &Value) -> Option<String> {
    let description = value.get("description")?;
    let words = description
        .as_str()
        .or_else(|| description.get("content")?.as_str())?;
    Some(words.to_owned()).filter(|words| !words.trim().is_empty())
}

struct Reader<'a> {
    file: &'a str,
    variables: BTreeMap<String, String>,
    paths: Map<String, Value>,
    schemes: Schemes,
    servers: Vec<String>,
    tags: Vec<String>,
    known_tags: BTreeSet<String>,
    notes: &'a mut Vec<Note>,
    has_scripts: bool,
}

impl Reader<'_> {
    fn items(
        &mut self,
        items: &Value,
        at: &str,
        tag: Option<&str>,
        access: &Access,
        depth: usize,
    ) -> Result<()> {
        if depth > MAX_DEPTH {
            return Err(refuse(
                self.file,
                at,
                format!("folders nested more than {MAX_DEPTH} deep"),
                "move the inner folders up",
            ));
        }
        for (index, item) in items.as_array().into_iter().flatten().enumerate() {
            let at = pointer::join(at, index.to_string());
            self.has_scripts |= item.get("event").is_some();
            let name = text(item, "name");
            if let Some(inner) = item.get("item") {
                let access = Access::of(item).unwrap_or_else(|| access.clone());
                if let Some(name) = name
                    .as_ref()
                    .filter(|name| self.known_tags.insert((*name).clone()))
                {
                    self.tags.push(name.clone());
                }
                self.items(
                    inner,
                    &pointer::join(&at, "item"),
                    name.as_deref().or(tag),
                    &access,
                    depth + 1,
                )?;
            } else {
                self.request(item, &at, tag, access)?;
            }
        }
        Ok(())
    }

    fn request(&mut self, item: &Value, at: &str, tag: Option<&str>, access: &Access) -> Result<()> {
        let request = &item["request"];
        if request.is_null() {
            return Err(refuse(
                self.file,
                at,
                "an item with neither a request nor further items".to_owned(),
                "remove it from the collection, or complete it",
            ));
        }
        let method = text(request, "method")
            .unwrap_or_else(|| "GET".to_owned())
            .to_ascii_lowercase();
        let url = if request.is_string() {
            request
        } else {
            &request["url"]
        };
        if !METHODS.contains(&method.as_str()) {
            return Err(refuse(
                self.file,
                &pointer::join(at, "request"),
                format!("`{method}` is not a method of OpenAPI"),
                "remove the request from the collection, or correct it",
            ));
        }
        let address = Address::of(url, &self.variables).ok_or_else(|| {
            refuse(
                self.file,
                at,
                "a request without a URL that has a path",
                "give it one, or remove it from the collection",
            )
        })?;
        let to = pointer::from_tokens(["paths", &address.path, &method]);
        let mut operation = Map::new();
        let mut say = |key: &str, value: Option<Value>| {
            if let Some(value) = value {
                operation.insert(key.to_owned(), value);
            }
        };
        say("summary", text(item, "name").map(Value::from));
        say(
            "description",
            words(request).or_else(|| words(item)).map(Value::from),
        );
        say("tags", tag.map(|tag| json!([tag])));
        let mut parameters = address.parameters.clone();
        let (headers, credential) = message::headers(request);
        parameters.extend(headers);
        say(
            "parameters",
            Some(parameters).filter(|list| !list.is_empty()).map(Value::Array),
        );
        let access = Access::of(request).unwrap_or_else(|| access.clone());
        let access = if matches!(access, Access::Unsaid) {
            credential
        } else {
            access
        };
        say("security", access.requirement(&mut self.schemes));
        let (body, notes) = message::body(request);
        say("requestBody", body);
        let responses = message::responses(&item["response"]);
        let has_replies = !responses.is_empty();
        say(
            "responses",
            Some(if has_replies {
                Value::Object(responses)
            } else {
                json!({"default": {"description": "No response is saved."}})
            }),
        );
        match (&address.server, self.servers.first()) {
            (Some(server), Some(first)) if server != first => {
                operation.insert("servers".to_owned(), json!([{ "url": server }]));
            }
            (Some(server), None) => self.servers.push(server.clone()),
            _ => {}
        }
        for what in notes.into_iter().chain(address.notes) {
            self.note(&to, what);
        }
        if !has_replies {
            self.note(
                &to,
                "no response is saved: what comes back is not known".to_owned(),
            );
        }
        let item = self.paths.entry(address.path).or_insert_with(|| json!({}));
        if item.get(&method).is_some() {
            let what = "the collection holds another request of this method and path; the first is kept";
            self.notes
                .push(Note::new(NoteKind::Ignored, PASS, &to, format!("{what} ({at})")));
        } else {
            item[method] = Value::Object(operation);
        }
        Ok(())
    }

    fn note(&mut self, pointer: &str, what: String) {
        self.notes
            .push(Note::new(NoteKind::Inferred, PASS, pointer, what));
    }

    fn document(self, collection: &Value) -> Map<String, Value> {
        if self.has_scripts || collection.get("event").is_some() {
            self.notes.push(Note::new(
                NoteKind::Ignored,
                PASS,
                "",
                "the collection's scripts are not read",
            ));
        }
        let mut info = json!({
            "title": collection.pointer("/info/name").and_then(Value::as_str).unwrap_or("API"),
            "version": collection.pointer("/info/version").and_then(Value::as_str).unwrap_or("unspecified"),
        });
        if let Some(words) = words(&collection["info"]) {
            info["description"] = words.into();
        }
        let mut document = Map::new();
        document.insert("openapi".to_owned(), "3.1.0".into());
        document.insert("info".to_owned(), info);
        if let Some(server) = self.servers.first() {
            document.insert("servers".to_owned(), json!([{ "url": server }]));
        }
        if !self.tags.is_empty() {
            document.insert(
                "tags".to_owned(),
                self.tags.iter().map(|name| json!({ "name": name })).collect(),
            );
        }
        document.insert("paths".to_owned(), Value::Object(self.paths));
        if !self.schemes.named.is_empty() {
            document.insert(
                "components".to_owned(),
                json!({ "securitySchemes": self.schemes.named }),
            );
        }
        document
    }
}
