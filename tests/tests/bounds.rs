//! Every bound of the code has a line in `tests/bounds.toml` that says how hitting it is told, and what the lines name is there. Here are
//! also the inputs that hit those which have no test of their own: an error with a place, or a note.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use serde_json::{Value, json};
use specloom::{Source, Sources, Vendor};
use specloom_tests::workspace::root;

type Table = BTreeMap<String, BTreeMap<String, String>>;

/// The Rust files below a folder, by their paths from the root.
fn sources(folder: &Path, found: &mut BTreeMap<String, String>) {
    for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
        let path = entry.path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let name = path
                .strip_prefix(root())
                .unwrap()
                .to_string_lossy()
                .replace('\\', "/");
            found.insert(name, fs::read_to_string(&path).unwrap());
        }
    }
}

/// The name of a bound that a line declares: a constant that is a size, a count or a time.
fn declared(line: &str) -> Option<&str> {
    let line = line.trim_start();
    let line = line
        .strip_prefix("pub ")
        .or_else(|| line.strip_prefix("pub(crate) "))
        .or_else(|| line.strip_prefix("pub(super) "))
        .unwrap_or(line);
    let (name, rest) = line.strip_prefix("const ")?.split_once(": ")?;
    let (ty, _) = rest.split_once(" = ")?;
    ["usize", "u64", "u32", "u16", "f64", "Duration"]
        .contains(&ty)
        .then_some(name)
}

#[test]
fn every_bound_says_how_hitting_it_is_told() {
    let mut code = BTreeMap::new();
    for folder in ["generator/src", "clients/runtime/src", "xtask/src"] {
        sources(&root().join(folder), &mut code);
    }
    let found: BTreeSet<(String, String)> = code
        .iter()
        .filter(|(file, _)| !file.ends_with("/tests.rs"))
        .flat_map(|(file, text)| {
            let text = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
            text.lines()
                .filter_map(declared)
                .map(|name| (file.clone(), name.to_owned()))
        })
        .collect();
    assert!(found.len() > 80, "the search finds {} bounds only", found.len());
    let table: Table =
        toml::from_str(&fs::read_to_string(root().join("tests/bounds.toml")).unwrap()).unwrap();
    let listed: BTreeSet<(String, String)> = table
        .iter()
        .flat_map(|(file, names)| names.keys().map(|name| (file.clone(), name.clone())))
        .collect();
    let unlisted: Vec<_> = found.difference(&listed).collect();
    let gone: Vec<_> = listed.difference(&found).collect();
    assert!(
        unlisted.is_empty() && gone.is_empty(),
        "tests/bounds.toml: without a line {unlisted:#?}, without a constant {gone:#?}"
    );
    for folder in [
        "generator/tests",
        "clients/runtime/tests",
        "xtask/tests",
        "tests/tests",
    ] {
        sources(&root().join(folder), &mut code);
    }
    let tests: Vec<&str> = table
        .values()
        .flat_map(BTreeMap::values)
        .filter_map(|how| how.strip_prefix("fn "))
        .collect();
    assert!(tests.len() > 40, "{}", tests.len());
    for test in tests {
        let head = format!("#[test]\nfn {test}() {{");
        let indented = format!("#[test]\n    fn {test}() {{");
        assert!(
            code.values()
                .any(|text| text.contains(&head) || text.contains(&indented)),
            "there is no test `{test}`"
        );
    }
}

/// What is said of a page: its error, or its notes.
fn said(page: impl Into<Vec<u8>>) -> String {
    let vendor = "name = 'Acme'\ncrate = 'acme-client'\nversion = '0.1.0'\ndescription = 'Calls Acme'\n";
    let sources = Sources {
        pages: vec![Source::new("page.md", page)],
        overlay: None,
        vendor: Vendor::parse(&Source::new("vendor.toml", vendor)).unwrap(),
        changelog: None,
    };
    match specloom::generate(&sources) {
        Ok(generated) => generated.notes.iter().map(|note| format!("{note}\n")).collect(),
        Err(error) => format!("{error}\n"),
    }
}

/// A document with one operation of these fields, and components.
fn document(operation: Value, components: Value) -> String {
    let mut operation = operation;
    if operation.get("responses").is_none() {
        operation["responses"] = json!({"204": {"description": "Done"}});
    }
    operation["operationId"] = json!("run");
    json!({
        "openapi": "3.1.0", "info": {"title": "Acme", "version": "1"}, "servers": [{"url": "https://api.acme.test"}],
        "paths": {"/run": {"post": operation}}, "components": components,
    })
    .to_string()
}

/// So many references from one to the next, and `last`.
fn chain(section: &str, length: usize, last: &Value) -> Value {
    let mut chain: serde_json::Map<String, Value> = (0..length)
        .map(|at| {
            let next = format!("#/components/{section}/C{}", at + 1);
            (format!("C{at}"), json!({"$ref": next}))
        })
        .collect();
    chain.insert(format!("C{length}"), last.clone());
    json!({section: chain})
}

#[test]
fn what_is_too_much_is_refused_or_noted() {
    let references = |length| {
        let first = |section: &str| json!({"$ref": format!("#/components/{section}/C0")});
        let query = json!({"name": "end", "in": "query", "schema": {"type": "string"}});
        [
            document(
                json!({"parameters": [first("parameters")]}),
                chain("parameters", length, &query),
            ),
            document(
                json!({"responses": {"200": first("responses")}}),
                chain("responses", length, &json!({"description": "Done"})),
            ),
            document(
                json!({"requestBody": first("requestBodies")}),
                chain(
                    "requestBodies",
                    length,
                    &json!({"content": {"application/json": {"schema": {"type": "string"}}}}),
                ),
            ),
        ]
    };
    for page in references(150) {
        assert_eq!(said(page.as_str()), "", "a long way, and no circle");
    }
    for page in references(250) {
        let said = said(page.as_str());
        assert!(
            said.contains("the reference leads through more than 200 others"),
            "{said}"
        );
        assert!(said.starts_with("page.md at /paths/~1run/post/"), "{said}");
    }

    let mut kinds = json!({"Base": {
        "type": "object", "required": ["kind"], "properties": {"kind": {"type": "string"}}, "discriminator": {"propertyName": "kind"},
    }});
    for number in 0..101 {
        let own = json!({"type": "object", "properties": {format!("p{number}"): {"type": "string"}}});
        kinds[format!("S{number}")] = json!({"allOf": [{"$ref": "#/components/schemas/Base"}, own]});
    }
    let reply = json!({"200": {"description": "Done", "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Base"}}}}});
    let subtypes = document(json!({"responses": reply}), json!({"schemas": kinds}));

    let keys: Vec<(String, Value)> = (0..10)
        .map(|number| {
            let header = if number < 5 { "X-One" } else { "X-Two" };
            (
                format!("k{number}"),
                json!({"type": "apiKey", "in": "header", "name": header}),
            )
        })
        .collect();
    let all: serde_json::Map<String, Value> =
        keys.iter().map(|(name, _)| (name.clone(), json!([]))).collect();
    let schemes: serde_json::Map<String, Value> = keys.into_iter().collect();
    let security = document(json!({"security": [all]}), json!({"securitySchemes": schemes}));

    let script = |body: &str| format!("<html>\n<script>{body}</script>\n</html>");
    let nested = script(&format!("x={}1{}", r#"{"a":"#.repeat(400), "}".repeat(400)));
    let many = script(&r#"x={"openapi":"3.0.3","paths":{}};"#.repeat(17));

    let folders = (0..25).fold(
        json!({"name": "run", "request": {"method": "GET", "url": "https://api.acme.test/run"}}),
        |inner, _| json!({"name": "folder", "item": [inner]}),
    );
    let schema = "https://schema.getpostman.com/json/collection/v2.1.0/collection.json";
    let postman = json!({"info": {"name": "Acme", "schema": schema}, "item": [folders]}).to_string();

    let dotted: String = (1..=100)
        .map(|depth| format!("  - `{}` (object)\n\n", vec!["a"; depth].join(".")))
        .collect();
    let redocly = format!(
        "---\nsource_url: \"https://docs.acme.test/x.md\"\n---\n\n# Run\n\nEndpoint: PUT /run\nVersion: 1.0.0\nSecurity: bearer\n\n\
         ## Request fields (application/json):\n\n{dotted}## Response 204 fields\n"
    );
    let indented: String = (0..100)
        .map(|depth| format!("{}- **a** (object)\n", "  ".repeat(depth)))
        .collect();
    let bump = format!(
        "# Run\n\n**PUT /run**\n\n## Servers\n- Production: https://api.acme.test ()\n\n## Parameters\n\n### Body: application/json (object)\n\n\
         {indented}\n## Responses\n### 204\nDone\n\n[Powered by Bump.sh](https://bump.sh)\n"
    );

    let text = fs::read_to_string(root().join("tests/golden/umbrella/page.md")).unwrap();
    let long_line = text.replacen("Make a PATCH", &format!("{} Make a PATCH", "x".repeat(40_000)), 1);
    let long_text = text.clone() + &"x\n".repeat(2 << 20);
    let yaml = format!(
        "openapi: 3.0.3\nx-long:\n{}",
        "- aaaaaaaaaaaaaa\n".repeat(2 << 20)
    );
    let aliases: String = (1..10)
        .map(|level| {
            format!(
                "x-{level}: &a{level} [{}]\n",
                vec![format!("*a{}", level - 1); 10].join(", ")
            )
        })
        .collect();
    let aliases = format!(
        "openapi: 3.0.3\nx-0: &a0 [{}]\n{aliases}",
        vec!["1"; 100].join(", ")
    );

    for (what, page, expected) in [
        (
            "subtypes",
            subtypes,
            "`Base` has 101 subtypes: it is none of them, and keeps what only they have",
        ),
        (
            "security",
            security,
            "any one is enough, of which 16 combinations are kept",
        ),
        (
            "objects in a script",
            nested,
            "page.md:2:1: objects of this script are nested more than 64 deep",
        ),
        (
            "descriptions in a script",
            many,
            "page.md:2:1: this script holds more than 16 API descriptions",
        ),
        ("folders", postman, "folders nested more than 20 deep"),
        ("dotted fields", redocly, "nested more than 80 levels deep"),
        ("indented fields", bump, "nested more than 60 levels deep"),
        (
            "a line",
            long_line,
            "page.md:4:1: longer than any reference page of one operation",
        ),
        (
            "a text",
            long_text,
            "page.md:1:1: longer than any reference page of one operation",
        ),
        ("YAML", yaml, "more than 32 MiB of YAML"),
        (
            "aliases",
            aliases,
            "the document's aliases expand to many times its size",
        ),
        (
            "a page",
            "x".repeat((64 << 20) + 1),
            "page.md: 64 MiB; a page may have 64 MiB",
        ),
    ] {
        let said = said(page);
        let said: String = said.chars().take(3000).collect();
        assert!(said.contains(expected), "{what}: {said}");
    }
}
