//! A document under proof: page in, canonical document, model and client out.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use serde_json::{Value, json};
use specloom::model::{Model, Operation, Response, Status};
use specloom::{Source, Sources, Vendor};
use specloom_tests::{corpus, workspace};

/// A document and the client that is made from it.
pub(crate) struct Subject {
    /// For whoever reads a failure.
    pub(crate) name: String,
    /// The canonical document.
    pub(crate) document: Value,
    /// The client in types.
    pub(crate) model: Model,
    /// The client as one module.
    pub(crate) module: String,
    /// The places of the notes.
    pub(crate) noted: Vec<String>,
    registry: OnceLock<jsonschema::Registry>,
}

/// The document with its media types where they are used, so that each place of `content` is one.
fn with_media_types(mut document: Value) -> Value {
    fn write_out(value: &mut Value, all: &Value) {
        let prefix = "#/components/mediaTypes/";
        let name = value["$ref"]
            .as_str()
            .and_then(|reference| reference.strip_prefix(prefix));
        if let Some(found) = name.and_then(|name| all.get(name)) {
            *value = found.clone();
        }
        match value {
            Value::Object(members) => members.values_mut().for_each(|member| write_out(member, all)),
            Value::Array(items) => items.iter_mut().for_each(|item| write_out(item, all)),
            _ => {}
        }
    }
    let all = document["components"]["mediaTypes"].clone();
    if all.is_object() {
        write_out(&mut document, &all);
    }
    document
}

/// The document without schemas that are part of what they are one of: a validator follows them for ever. What such a one is part of
/// has what it says itself instead.
fn without_circles(mut document: Value) -> Value {
    let schemas = document["components"]["schemas"].clone();
    let reference = |name: &str| json!({"$ref": format!("#/components/schemas/{name}")});
    for (base, schema) in schemas.as_object().into_iter().flatten() {
        let members = ["oneOf", "anyOf"]
            .into_iter()
            .filter_map(|word| schema[word].as_array());
        for member in members.flatten().filter_map(|member| member["$ref"].as_str()) {
            let member = document.pointer_mut(&format!("{}/allOf", decoded(member.trim_start_matches('#'))));
            let parts = member.and_then(Value::as_array_mut).into_iter().flatten();
            for part in parts.filter(|part| **part == reference(base)) {
                *part = schema.clone();
                for word in ["oneOf", "anyOf", "discriminator"] {
                    part.as_object_mut().unwrap().remove(word);
                }
            }
        }
    }
    document
}

/// How the validator calls the document.
const DOCUMENT: &str = "urn:canonical";

impl Subject {
    /// The client of `sources`, or why there is none.
    pub(crate) fn of(name: &str, sources: &Sources) -> specloom::Result<Self> {
        let generated = specloom::generate(sources)?;
        let module = generated.module();
        let noted = generated.notes.iter().map(|note| note.pointer.clone()).collect();
        let model = specloom::model_of(&generated.canonical, &sources.vendor)?;
        Ok(Self {
            name: name.to_owned(),
            document: without_circles(with_media_types(generated.canonical.document)),
            model,
            module,
            noted,
            registry: OnceLock::new(),
        })
    }

    /// The client of a page.
    pub(crate) fn of_page(path: &Path) -> specloom::Result<Self> {
        let name = path.file_name().unwrap().to_string_lossy();
        let vendor = "name = 'Acme'\ncrate = 'acme-client'\nversion = '0.1.0'\ndescription = 'Calls Acme'\n";
        let sources = Sources {
            pages: vec![Source::new("page", fs::read(path).unwrap())],
            overlay: None,
            vendor: Vendor::parse(&Source::new("vendor.toml", vendor)).unwrap(),
            changelog: None,
        };
        Self::of(&name, &sources)
    }

    /// What a JSON pointer leads to, through references.
    pub(crate) fn at(&self, pointer: &str) -> Option<&Value> {
        resolved(&self.document, self.document.pointer(pointer)?)
    }

    /// Whether a value is as the schema at `pointer` says; `None` if the validator has no use for the schema.
    pub(crate) fn is_valid(&self, pointer: &str, value: &Value) -> Option<bool> {
        Some(self.validator(pointer)?.is_valid(value))
    }

    /// The validator of the schema at `pointer`.
    pub(crate) fn validator(&self, pointer: &str) -> Option<jsonschema::Validator> {
        let registry = self.registry.get_or_init(|| {
            let resource = jsonschema::Resource::from_contents(self.document.clone()).unwrap();
            jsonschema::Registry::try_new(DOCUMENT, resource).unwrap()
        });
        let reference = format!("{DOCUMENT}#{}", encoded(pointer));
        jsonschema::options()
            .with_draft(jsonschema::Draft::Draft202012)
            .with_registry(registry.clone())
            .build(&json!({ "$ref": reference }))
            .ok()
    }

    /// The operation in the document, with its JSON pointer.
    pub(crate) fn operation(&self, operation: &Operation) -> Option<(String, &Value)> {
        let pointer = operation.pointer();
        Some((pointer.clone(), self.document.pointer(&pointer)?))
    }

    /// The pointer to a reply in the document.
    pub(crate) fn reply(&self, operation: &Operation, response: &Response) -> Option<String> {
        let (pointer, found) = self.operation(operation)?;
        let key = response.status.key();
        let responses = found["responses"].as_object()?;
        let key = responses.keys().find(|name| name.eq_ignore_ascii_case(&key))?;
        Some(self.target(format!("{pointer}/responses/{}", token(key))))
    }

    /// Where a pointer leads to in the end, if what stands there is a reference.
    pub(crate) fn target(&self, mut pointer: String) -> String {
        for _ in 0..20 {
            let reference = self
                .document
                .pointer(&pointer)
                .and_then(|value| value["$ref"].as_str());
            match reference.and_then(|reference| reference.strip_prefix('#')) {
                Some(next) => pointer = decoded(next),
                None => break,
            }
        }
        pointer
    }
}

/// A status that a documented reply is for.
pub(crate) fn status(operation: &Operation, response: &Response, is_success: bool) -> u16 {
    let taken = |code: u16| {
        let mut all = operation.successes.iter().chain(&operation.failures);
        all.any(|other| other.status == Status::Code(code))
    };
    match response.status {
        Status::Code(code) => code,
        Status::Range(digit) => (digit * 100 + 18..digit * 100 + 99)
            .find(|code| !taken(*code))
            .unwrap(),
        Status::Default if is_success => (200..204).find(|code| !taken(*code)).unwrap(),
        Status::Default => {
            let ranged = |digit: u16| {
                operation
                    .failures
                    .iter()
                    .any(|other| other.status == Status::Range(digit))
            };
            let first = if ranged(5) { 418 } else { 518 };
            (first..first + 80).find(|code| !taken(*code)).unwrap()
        }
    }
}

/// The value itself, or what it refers to.
pub(crate) fn resolved<'a>(document: &'a Value, mut value: &'a Value) -> Option<&'a Value> {
    for _ in 0..20 {
        match value.get("$ref").and_then(Value::as_str) {
            Some(reference) => value = document.pointer(&decoded(reference.strip_prefix('#')?))?,
            None => return Some(value),
        }
    }
    None
}

/// A name as part of a JSON pointer.
pub(crate) fn token(name: &str) -> String {
    name.replace('~', "~0").replace('/', "~1")
}

/// A pointer as a fragment of a URI.
fn encoded(pointer: &str) -> String {
    let mut text = String::new();
    for byte in pointer.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'~' | b'-' | b'_' | b'.' => {
                text.push(byte.into())
            }
            _ => text += &format!("%{byte:02X}"),
        }
    }
    text
}

/// A fragment of a URI as a pointer.
fn decoded(fragment: &str) -> String {
    super::request::percent_decoded(fragment)
}

/// Where documents and the scripts about them are: here, or with `SPECLOOM_PROOF_FOLDER` in a folder of whoever tries others.
pub(crate) fn folder() -> PathBuf {
    own().unwrap_or_else(|| workspace::root().join("tests/tests/proof"))
}

fn own() -> Option<PathBuf> {
    std::env::var_os("SPECLOOM_PROOF_FOLDER").map(PathBuf::from)
}

/// Made-up documents of each kind, in our own words.
pub(crate) fn made_up() -> Vec<PathBuf> {
    let root = workspace::root();
    let mut all = corpus::documents(&folder().join("documents"));
    if own().is_some() {
        return all;
    }
    all.push(root.join("tests/golden/acme/page.md"));
    all.push(root.join("tests/golden/globex/page.yaml"));
    all.push(root.join("tests/golden/umbrella/page.md"));
    all.push(root.join("generator/tests/types/acme.yaml"));
    all
}
