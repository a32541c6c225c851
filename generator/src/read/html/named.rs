//! Where a page says that its description is.

use std::collections::BTreeMap;
use std::ops::Range;

use serde_json::Value;

use super::{literals, packed, sources};

/// Words of the scripts that start a viewer of API descriptions.
const VIEWERS: [&str; 10] = [
    "SwaggerUIBundle",
    "SwaggerUi(",
    "swaggerDoc",
    "__redoc_state",
    "Redoc.init",
    "createApiReference",
    "RapiDoc",
    "ApiReference(",
    "apiDescriptionDocument",
    "\"spec-url\"",
];

/// Longest first argument of a call that starts a viewer, before the one with what it shows.
const SELECTOR: usize = 200;

/// Whether a script starts a viewer of API descriptions.
pub(super) fn starts_a_viewer(script: &str) -> bool {
    VIEWERS.iter().any(|word| script.contains(word))
}

/// Whether an element is a field for a password.
pub(super) fn asks_for_password(name: &str, attributes: &BTreeMap<String, String>) -> bool {
    let kind = attributes.get("type").map(String::as_str).unwrap_or_default();
    name == "input" && kind.eq_ignore_ascii_case("password")
}

/// What an element names: a viewer's attribute, or a link to the description.
pub(super) fn in_element(name: &str, attributes: &BTreeMap<String, String>, named: &mut Vec<String>) {
    let text = |key: &str| attributes.get(key).map(String::as_str).unwrap_or_default();
    let urls = match name {
        "redoc" | "rapi-doc" | "rapi-doc-mini" | "openapi-explorer" => [text("spec-url"), text("specurl")],
        "elements-api" => [text("apidescriptionurl"), ""],
        "script" if text("id") == "api-reference" => [text("data-url"), ""],
        "link" if text("rel").eq_ignore_ascii_case("service-desc") => [text("href"), ""],
        "link" if text("type").contains("openapi") => [text("href"), ""],
        _ => [text("data-spec-url"), ""],
    };
    for url in urls {
        add(url, named);
    }
}

/// The descriptions that an element's attributes hold, each with its name and as text.
pub(super) fn held_in_element(
    name: &str,
    attributes: &BTreeMap<String, String>,
) -> Vec<(Option<String>, String)> {
    let text = match name {
        "elements-api" => attributes.get("apidescriptiondocument").cloned(),
        "script" => {
            let configuration = attributes.get("data-configuration");
            let held = configuration.map_or_else(Vec::new, |json| shown_by(json));
            let text = |content: Value| match content {
                Value::String(text) => text,
                content => content.to_string(),
            };
            return held
                .into_iter()
                .filter_map(|shown| Some((shown.name, text(shown.content?))))
                .collect();
        }
        _ => attributes.values().find_map(|value| packed::of_data_url(value)),
    };
    text.map(|text| (None, text)).into_iter().collect()
}

/// What a viewer's configuration in JSON shows.
fn shown_by(json: &str) -> Vec<sources::Shown> {
    serde_json::from_str(json).map_or_else(|_| Vec::new(), |value| sources::of(&value))
}

/// What a viewer's configuration in JSON names.
pub(super) fn in_configuration(json: &str, named: &mut Vec<String>) {
    for url in shown_by(json).into_iter().filter_map(|shown| shown.url) {
        add(&url, named);
    }
}

/// What a script that starts a viewer names: `url: "…"`, or the first argument of `Redoc.init`. The configuration of a viewer
/// counts where nothing else is named; the URLs within a description that stands in the script do not.
pub(super) fn in_script(script: &str, named: &mut Vec<String>) {
    let holds_one = ["openapi\":", "openapi\\\":", "swagger\":", "swagger\\\":"];
    if !starts_a_viewer(script) || holds_one.iter().any(|key| script.contains(key)) {
        return;
    }
    let mut configurations = Vec::new();
    in_code(script, named, &mut configurations);
    if named.is_empty() {
        named.append(&mut configurations);
    }
}

/// What a script that starts a viewer and holds descriptions lists beside them, in `sources: […]` or `urls: […]`, or with them
/// in `createApiReference(…, […])`.
pub(super) fn listed_in_script(script: &str, held: &[Range<usize>], listed: &mut Vec<String>) {
    if !starts_a_viewer(script) {
        return;
    }
    let is_held = |at: usize| held.iter().any(|held| held.contains(&at));
    let mut end = 0;
    for (at, word) in script.match_indices(['c', 's', 'u', 'U']) {
        let rest = &script[at..];
        let key = match word {
            _ if at < end || is_held(at) => continue,
            _ => ["sources", "urls", "Urls", "createApiReference("]
                .iter()
                .find(|key| rest.starts_with(**key)),
        };
        let list = key.and_then(|key| {
            let rest = &rest[key.len()..];
            let value = match key.ends_with('(') {
                true => &rest[rest.bytes().take(SELECTOR).position(|byte| byte == b',')? + 1..],
                false => rest.trim_start_matches(['"', '\'', ' ']).strip_prefix(':')?,
            };
            let value = value.trim_start();
            value.starts_with('[').then(|| script.len() - value.len())
        });
        let Some(start) = list else { continue };
        end = literals::scan(script, start).end.unwrap_or(script.len());
        let mut open = start;
        let within = held.iter().filter(|held| start < held.start && held.end <= end);
        for held in within {
            in_code(&script[open..held.start], listed, &mut Vec::new());
            open = held.end;
        }
        in_code(&script[open..end], listed, &mut Vec::new());
    }
}

fn in_code(script: &str, named: &mut Vec<String>, configurations: &mut Vec<String>) {
    const KEYS: [&str; 6] = [
        "url",
        "specurl",
        "swaggerurl",
        "openapiurl",
        "apidescriptionurl",
        "spec-url",
    ];
    for word in ["url", "Url", "Redoc.init", "SwaggerUIBundle", "fetch"] {
        for (at, _) in script.match_indices(word) {
            let rest = script[at + word.len()..].trim_start_matches(['"', '\'', ' ']);
            let of_key = word.ends_with("rl");
            // `setAttribute("spec-url", "…")` says it in two words.
            let openings: &[char] = if of_key { &[':', ','] } else { &['('] };
            let value = rest
                .strip_prefix(openings)
                .map(str::trim_start)
                .unwrap_or_default();
            let value = below_origin(value);
            let Some(quote) = value.chars().next().filter(|c| "\"'`".contains(*c)) else {
                continue;
            };
            let ends = |c: char| c == quote || c == '\n';
            let place = value[1..].split(ends).next().unwrap_or_default();
            let place = below_origin(place);
            let is_name = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
            let before = script[..at].trim_end_matches(is_name);
            let key = script[before.len()..at + word.len()].to_ascii_lowercase();
            let is_meant = match of_key {
                true => KEYS.contains(&key.as_str()) && (rest.starts_with(':') || key == "spec-url"),
                false => word != "fetch" || script.contains("apiDescriptionDocument") || is_named_so(place),
            };
            if is_meant {
                add(place, named);
            } else if key == "configurl" {
                add(place, configurations);
            }
        }
    }
}

/// What is put behind the page's own origin, which a path from the root is, too: `location.origin + "/a"`, `${location.origin}/a`.
fn below_origin(code: &str) -> &str {
    const ORIGIN: &str = "location.origin";
    let of = |code: &'_ str| -> Option<usize> {
        let rest = code.trim_start_matches("window.").trim_start_matches("document.");
        rest.strip_prefix(ORIGIN).map(|rest| code.len() - rest.len())
    };
    if let Some(rest) = code
        .strip_prefix("${")
        .and_then(|code| code[of(code)?..].strip_prefix('}'))
        && rest.starts_with('/')
    {
        return rest;
    }
    let joined = of(code).and_then(|at| code[at..].trim_start().strip_prefix('+'));
    match joined.map(str::trim_start) {
        Some(rest) if rest.get(1..).is_some_and(|rest| rest.starts_with('/')) => rest,
        _ => code,
    }
}

/// Whether a place is called as descriptions are.
fn is_named_so(place: &str) -> bool {
    let place = place.split(['?', '#']).next().unwrap_or_default();
    let name = place.rsplit('/').next().unwrap_or_default().to_ascii_lowercase();
    let is_data = [".json", ".yaml", ".yml"].iter().any(|end| name.ends_with(end));
    let words = ["openapi", "swagger", "api-docs", "apispec"];
    words.iter().any(|word| name.contains(word)) || (is_data && name.contains("api"))
}

/// Adds a place that is one: no template of a program, no anchor.
fn add(url: &str, named: &mut Vec<String>) {
    const LONGEST: usize = 2000;
    let url = url.trim();
    let is_place = !url.is_empty()
        && url.len() <= LONGEST
        && !url.contains(['{', '<', ' ', '\\'])
        && !url.starts_with('#')
        && !url.starts_with("data:");
    if is_place && !named.iter().any(|other| other == url) && named.len() < 100 {
        named.push(url.to_owned());
    }
}
