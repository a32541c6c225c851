//! A page → the folder of a new vendor: what can be derived is written, what the page leaves open is suggested.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use serde_json::{Map, Value};
use specloom::words::shown;
use specloom::{Canonical, NoteKind, Source, pointer, yaml};

use crate::Failure;
use crate::files::SPECS;
use crate::json_path::json_path;
use crate::name::VendorName;
use crate::umbrella_specs::UmbrellaSpecs;

/// Parts of property names that hold secrets more often than not.
const SECRETS: [&str; 7] = [
    "secret",
    "password",
    "passwd",
    "private_key",
    "privatekey",
    "credential",
    "api_key",
];

/// The lines about a source that is not known.
pub const NO_SOURCE: &str =
    "# Where `cargo xtask fetch` downloads the page from:\n# source = \"https://…\"\n";

/// `vendor.toml` of a new vendor, with the lines that say where its pages come from.
pub fn vendor_toml(name: &VendorName, source: &str, canonical: &Canonical) -> String {
    let words = name
        .as_str()
        .split('-')
        .map(capitalised)
        .collect::<Vec<_>>()
        .join(" ");
    let text = |text: &str| toml::Value::from(text).to_string();
    let mut file = format!(
        "name = {}\ncrate = \"{name}-client\"\nversion = \"0.1.0\"\ndescription = {}\n{source}",
        text(&words),
        text(&description(&words, &canonical.document)),
    );
    let secrets = secrets(&canonical.document);
    if !secrets.is_empty() {
        let names: Vec<String> = secrets.iter().map(|name| text(name)).collect();
        let _ = writeln!(
            file,
            "# Properties that sound like secrets:\nsecrets = [{}]",
            names.join(", ")
        );
    }
    file.push_str("\n# What `Client::from_env()` reads, by the builder's method.\n[env]\n");
    for line in environment(name, &canonical.document) {
        let _ = writeln!(file, "{line}");
    }
    file
}

/// `specs/<name>/` of a crate that has the clients of vendors as modules: `<name>-<module>` each, by the module's name.
///
/// # Errors
///
/// As [`UmbrellaSpecs::new`], and two modules of one name.
pub fn umbrella(name: &VendorName, modules: &[(String, String)]) -> Result<UmbrellaSpecs, Failure> {
    let words: Vec<String> = name.as_str().split('-').map(capitalised).collect();
    let words = words.join(" ");
    let text = |text: &str| toml::Value::from(text).to_string();
    let mut file = format!(
        "# Each module is the client of a vendor in specs/, with pages and a crate of its own.\nname = {}\ncrate = \"{name}-client\"\n\
         version = \"0.1.0\"\ndescription = {}\n\n[modules]\n",
        text(&words),
        text(&format!("Clients for {words}")),
    );
    for (module, _) in modules {
        let vendor = VendorName::parse(&format!("{name}-{}", module.replace('_', "-")))?;
        let _ = writeln!(file, "{module} = \"{vendor}\"");
    }
    UmbrellaSpecs::new(
        name.clone(),
        Source::new(format!("{SPECS}/{name}/vendor.toml"), file),
        None,
    )
}

fn capitalised(word: &str) -> String {
    let mut chars = word.chars();
    chars
        .next()
        .map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

/// One line of the document's own words.
fn description(words: &str, document: &Value) -> String {
    let title = document["info"]["title"].as_str().unwrap_or_default();
    let line = shown(title).split_whitespace().collect::<Vec<_>>().join(" ");
    if line.is_empty() || line.eq_ignore_ascii_case(words) {
        format!("Client for {words}")
    } else {
        format!(
            "Client for {words}: {}",
            line.chars().take(120).collect::<String>()
        )
    }
}

/// A variable per builder method. Of several schemes of one kind the builder's methods are called after the page's
/// names, so these are only suggested.
fn environment(name: &VendorName, document: &Value) -> Vec<String> {
    let prefix = name.as_str().to_uppercase().replace('-', "_");
    let mut methods: Vec<(&str, String)> = Vec::new();
    let schemes = document
        .pointer("/components/securitySchemes")
        .and_then(Value::as_object);
    for scheme in schemes.into_iter().flat_map(Map::values) {
        let kind = scheme["scheme"].as_str().unwrap_or_default().to_lowercase();
        methods.push(
            match (scheme["type"].as_str().unwrap_or_default(), kind.as_str()) {
                ("http", "basic") => (
                    "basic_auth",
                    format!("[\"{prefix}_USERNAME\", \"{prefix}_PASSWORD\"]"),
                ),
                ("apiKey", _) => ("api_key", format!("\"{prefix}_API_KEY\"")),
                _ => ("bearer_token", format!("\"{prefix}_TOKEN\"")),
            },
        );
    }
    let alike = |method: &str| methods.iter().filter(|(other, _)| *other == method).count();
    let mut lines: Vec<String> = Vec::new();
    for (method, variables) in &methods {
        let mark = if alike(method) > 1 { "# " } else { "" };
        lines.push(format!("{mark}{method} = {variables}"));
    }
    let optional = if servers(document) == 0 { "" } else { "# " };
    lines.push(format!("{optional}base_url = \"{prefix}_URL\""));
    lines.dedup();
    lines
}

fn servers(document: &Value) -> usize {
    document["servers"].as_array().map_or(0, Vec::len)
}

/// Names of properties anywhere in the document that sound like secrets.
fn secrets(document: &Value) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    specloom::each_schema(document, &mut |_, schema| {
        let properties = schema.get("properties").and_then(Value::as_object);
        for name in properties.into_iter().flat_map(Map::keys) {
            let lower = name.to_lowercase();
            if SECRETS.iter().any(|part| lower.contains(part)) {
                found.insert(name.clone());
            }
        }
    });
    found
}

/// `overlay.yaml` of a new vendor: all of it comments, because every correction has to be looked at. `None` where the
/// page leaves nothing open.
pub fn overlay(name: &VendorName, canonical: &Canonical) -> Option<String> {
    let document = &canonical.document;
    let mut actions = Vec::new();
    let mut suggest = |why: String, target: &str, update: &str| {
        actions.push(format!(
            "  - description: {}\n    target: {}\n    update:\n{}",
            yaml::quoted(&why),
            yaml::quoted(target),
            update
                .lines()
                .map(|line| format!("      {line}\n"))
                .collect::<String>()
        ));
    };
    if servers(document) == 0 {
        suggest(
            "The page names no server".into(),
            "$",
            "servers:\n  - url: https://api.example.com",
        );
    }
    let schemes = document
        .pointer("/components/securitySchemes")
        .and_then(Value::as_object);
    if schemes.is_none_or(Map::is_empty) {
        suggest(
            "The page does not say how to authenticate".into(),
            "$",
            "security:\n  - bearerAuth: []\ncomponents:\n  securitySchemes:\n    bearerAuth: {type: http, scheme: bearer}",
        );
    }
    for (target, status) in untyped_responses(document) {
        suggest(
            format!("The page does not say what a {status} response holds"),
            &target,
            "content:\n  application/json:\n    schema:\n      type: object\n      required: [token]\n      \
             properties:\n        token: {type: string}",
        );
    }
    let guesses = canonical
        .notes
        .iter()
        .filter(|note| note.kind == NoteKind::Inferred);
    let guesses: Vec<String> = guesses
        .map(|note| format!("{} ({})", note.what, note.pointer))
        .collect();
    if actions.is_empty() && guesses.is_empty() {
        return None;
    }
    let mut text = format!(
        "Corrections to the page of {name}, an OpenAPI Overlay 1.0 document. Remove the comment marks of what is true,\n\
         adjust it, delete the rest.\n"
    );
    if !guesses.is_empty() {
        text.push_str("\nWhat was inferred, because the page does not say it:\n");
        for guess in guesses {
            let _ = writeln!(
                text,
                "- {}",
                guess.split_whitespace().collect::<Vec<_>>().join(" ")
            );
        }
    }
    if !actions.is_empty() {
        let title = format!("Corrections to the page of {name}");
        let _ = write!(
            text,
            "\noverlay: 1.0.0\ninfo: {{title: {title}, version: 1.0.0}}\nactions:\n"
        );
        text.push_str(&actions.concat());
    }
    Some(
        // What ends a line for some readers of YAML must not end a comment: what follows would be an overlay of the page's.
        text.trim_end_matches('\n')
            .split('\n')
            .map(|line| shown(&format!("# {line}")).trim_end().to_owned() + "\n")
            .collect(),
    )
}

/// JSONPath and status of every success response that should hold something and does not say what.
fn untyped_responses(document: &Value) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for operation in specloom::operations(document) {
        let responses = operation.value["responses"].as_object();
        for (status, response) in responses.into_iter().flatten() {
            let success = status.starts_with('2') && !["204", "205"].contains(&status.as_str());
            let content = response["content"].as_object();
            let typed =
                content.is_some_and(|content| content.values().any(|media| !media["schema"].is_null()));
            if success && !typed && response["$ref"].is_null() {
                let at = pointer::join(&format!("{}/responses", operation.pointer()), status);
                found.push((json_path(document, &at), status.clone()));
            }
        }
    }
    found
}
