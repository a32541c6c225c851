//! A description that is split into files: read with what it refers to in its folder, and with nothing else.

use specloom_tests::command_line::{Scratch, run};

const PAGE: &str = "openapi: 3.0.3
info: {title: Shelf, version: '1'}
servers: [{url: https://shelf.test}]
paths:
  /shelves/{id}: {$ref: paths/shelf.yaml}
components:
  schemas:
    Shelf: {$ref: schemas/Shelf.json}
";

const FILES: [(&str, &str); 4] = [
    ("openapi.yaml", PAGE),
    (
        "paths/shelf.yaml",
        "parameters: [{$ref: '../shared.yaml#/parameters/id'}]
get:
  operationId: getShelf
  responses:
    '200': {description: ok, content: {application/json: {schema: {$ref: ../schemas/Shelf.json}}}}
",
    ),
    (
        "schemas/Shelf.json",
        r##"{"type": "object", "properties": {"next": {"$ref": "#"}, "label": {"type": "string"}}}"##,
    ),
    (
        "shared.yaml",
        "parameters: {id: {name: id, in: path, required: true, schema: {type: string}}}\n",
    ),
];

/// A workspace with a split description beside it.
fn scratch() -> Scratch {
    let scratch = Scratch::new();
    for (path, text) in FILES {
        scratch.write(&format!("site/{path}"), text);
    }
    scratch
}

fn page(scratch: &Scratch) -> String {
    scratch.path("site/openapi.yaml").display().to_string()
}

#[test]
fn it_is_tried_added_and_generated_with_its_files() {
    let scratch = scratch();
    let tried = run(scratch.root(), ["try", &page(&scratch)]);
    assert_eq!((tried.status, tried.stderr.as_str()), (0, ""));
    assert!(tried.stdout.contains("GET /shelves/{id}"), "{}", tried.stdout);
    assert!(tried.stdout.contains("schemas: 1\n  Shelf\n"), "{}", tried.stdout);

    let added = run(scratch.root(), ["add", "shelf", &page(&scratch)]);
    assert_eq!((added.status, added.stderr.as_str()), (0, ""));
    for (path, text) in &FILES[1..] {
        let stored = std::fs::read_to_string(scratch.path(&format!("specs/shelf/{path}"))).unwrap();
        assert_eq!(stored, *text);
    }
    let types = std::fs::read_to_string(scratch.path("clients/shelf/src/types.rs")).unwrap();
    assert!(types.contains("pub next: Option<Box<Shelf>>"), "{types}");
    assert_eq!(run(scratch.root(), ["check"]).status, 0);

    // A file beside the page is an input like the page.
    scratch.write(
        "specs/shelf/schemas/Shelf.json",
        "{\"type\": \"object\", \"properties\": {\"colour\": {\"type\": \"string\"}}}",
    );
    let generated = run(scratch.root(), ["generate"]);
    assert!(
        generated.stdout.contains("the page changed"),
        "{}",
        generated.stdout
    );
    let types = std::fs::read_to_string(scratch.path("clients/shelf/src/types.rs")).unwrap();
    assert!(types.contains("pub colour: Option<String>"), "{types}");
}

#[test]
fn what_is_outside_of_its_folder_is_not_read() {
    let scratch = scratch();
    scratch.write("outside.json", FILES[2].1);
    #[cfg(unix)]
    std::os::unix::fs::symlink(scratch.path("outside.json"), scratch.path("site/link.json")).unwrap();
    let absolute = scratch.path("outside.json").display().to_string();
    for elsewhere in [
        "../outside.json",
        "x/../../outside.json",
        &absolute,
        "link.json",
        "https://shelf.test/Shelf.json",
    ] {
        scratch.write("site/openapi.yaml", PAGE.replace("schemas/Shelf.json", elsewhere));
        let tried = run(scratch.root(), ["try", &page(&scratch)]);
        assert_eq!(tried.status, 0, "{elsewhere}: {}", tried.stderr);
        let told =
            format!("`$ref: {elsewhere}` is in another document, which is not at hand; any value is allowed");
        assert!(tried.stdout.contains(&told), "{}", tried.stdout);
        let strict = run(scratch.root(), ["try", "--strict", &page(&scratch)]);
        assert_eq!(strict.status, 2, "{elsewhere}: {}", strict.stdout);
        assert!(strict.stderr.contains(elsewhere), "{}", strict.stderr);
    }
}

/// A page brings files, and does not take the place of what stands beside it in `specs/`.
#[test]
fn a_page_brings_no_file_of_the_vendors_own() {
    let scratch = scratch();
    scratch.write("site/vendor.toml", FILES[2].1);
    scratch.write(
        "site/openapi.yaml",
        PAGE.replace("schemas/Shelf.json", "vendor.toml"),
    );
    let added = run(scratch.root(), ["add", "shelf", &page(&scratch)]);
    // What it refers to is not at hand, then, and what stands there is ours.
    assert_eq!(added.status, 0, "{}", added.stderr);
    let vendor = std::fs::read_to_string(scratch.path("specs/shelf/vendor.toml")).unwrap();
    assert!(vendor.contains("crate = \"shelf-client\""), "{vendor}");
    let canonical = std::fs::read_to_string(scratch.path("specs/shelf/openapi.yaml")).unwrap();
    assert!(canonical.contains("Shelf: {}"), "{canonical}");
}
