//! Bad input, through the command line: exit status 2, a message with place, reason and remedy, and nothing written, although
//! the other vendor of the workspace is fine.

use std::fmt::Write as _;
use std::fs::File;

use specloom_tests::command_line::{Output, Scratch, run};
use specloom_tests::workspace::files;

/// Lines of a page before the document in its fence.
const HEAD: &str = "# Make a thing\n\n## OpenAPI\n\n````yaml post /things/{id}\n";

/// A sound document, line by line.
const GOOD: &str = r#"openapi: 3.0.3
info: {title: Things, version: '1'}
servers: [{url: https://api.acme.test}]
paths:
  /things/{id}:
    post:
      operationId: make_thing
      parameters: [{name: id, in: path, required: true, schema: {type: string}}]
      responses:
        '200': {description: made, content: {application/json: {schema: {$ref: '#/components/schemas/Thing'}}}}
components:
  schemas:
    Thing: {type: object, properties: {name: {type: string}}}
"#;

fn page(document: &str) -> String {
    format!("{HEAD}{document}````\n")
}

fn scratch(page: impl AsRef<[u8]>) -> Scratch {
    let scratch = Scratch::with_acme(page);
    scratch.write("specs/globex/page.md", self::page(GOOD));
    scratch.write(
        "specs/globex/vendor.toml",
        "name = \"Globex\"\ncrate = \"globex-client\"\nversion = \"0.1.0\"\ndescription = \"Calls Globex\"\n",
    );
    scratch
}

/// Refuses with a message that starts with `place` and then says `problem`.
#[track_caller]
fn refused(scratch: &Scratch, arguments: &[&str], place: &str, problem: &str) {
    let mut before = files(scratch.root());
    before.remove(".specloom/lock");
    let Output {
        status,
        stdout,
        stderr,
    } = run(scratch.root(), arguments.iter().copied());
    assert_eq!(status, 2, "{stdout}{stderr}");
    let message = stderr.lines().next().unwrap_or_default();
    assert!(
        message.starts_with(&format!("error: {place}")),
        "expected at {place}:\n{stderr}"
    );
    assert!(message.contains(problem), "expected `{problem}`:\n{stderr}");
    assert!(stderr.contains("help: "), "no remedy:\n{stderr}");
    assert!(
        !stderr.contains("panicked") && !stderr.contains("defect of the generator"),
        "{stderr}"
    );
    let mut after = files(scratch.root());
    // What keeps two runs apart is no output; it is empty and stays.
    assert!(after.remove(".specloom/lock").is_none_or(|lock| lock.is_empty()));
    let changed: Vec<_> = after
        .iter()
        .filter(|(path, contents)| before.get(*path) != Some(contents))
        .collect();
    assert!(
        changed.is_empty() && before.len() == after.len(),
        "written: {changed:?}\n{stderr}"
    );
}

/// The page is refused at `at`, which follows the file's name: `:1:1: ` or ` at /paths`.
#[track_caller]
fn refuses_page(page: impl AsRef<[u8]>, at: &str, problem: &str) {
    refused(
        &scratch(page),
        &["generate"],
        &format!("specs/acme/page.md{at}"),
        problem,
    );
}

/// The page is generated with a warning, and with `--strict` refused at `at`.
#[track_caller]
fn warns_of(page: impl AsRef<[u8]>, at: &str, problem: &str) {
    let scratch = scratch(page);
    refused(
        &scratch,
        &["generate", "--strict"],
        &format!("specs/acme/page.md at {at}"),
        problem,
    );
    let output = run(scratch.root(), ["generate", "acme", "-v"]);
    assert_eq!((output.status, output.stderr.as_str()), (0, ""));
    assert!(output.stdout.contains(", 1 warning"), "{}", output.stdout);
    assert!(
        output.stdout.contains(&format!("warning: {problem}")),
        "{}",
        output.stdout
    );
    let listed = run(scratch.root(), ["list"]).stdout;
    assert!(listed.contains(", 1 warning"), "{listed}");
    let readme = std::fs::read_to_string(scratch.path("clients/acme/README.md")).unwrap();
    assert!(readme.contains("### Warnings"), "{readme}");
}

#[test]
fn the_sound_page_is_accepted() {
    let scratch = scratch(page(GOOD));
    let output = run(scratch.root(), ["generate"]);
    assert_eq!(
        (output.status, output.stderr.as_str()),
        (0, ""),
        "{}",
        output.stdout
    );
    assert!(scratch.path("clients/acme/src/lib.rs").exists());
    assert!(scratch.path("clients/globex/src/lib.rs").exists());
    let output = run(scratch.root(), ["check"]);
    assert_eq!(
        (output.status, output.stderr.as_str()),
        (0, ""),
        "{}",
        output.stdout
    );
}

#[test]
fn an_empty_file() {
    refuses_page("", "", "empty");
    refuses_page("\n \n", "", "empty");
}

#[test]
fn a_page_without_a_fence() {
    refuses_page("# Make a thing\n\nSoon.\n", "", "");
}

#[test]
fn a_fence_that_is_not_yaml() {
    refuses_page(page("openapi: 3.0.3\ninfo: {title: [\npaths: }\n"), ":8:", "");
    refuses_page(page("openapi: 3.0.3\n\tinfo: x\n"), ":7:", "");
}

#[test]
fn a_key_given_twice() {
    let twice = GOOD.replace(
        "components:\n",
        "info: {title: Again, version: '2'}\ncomponents:\n",
    );
    refuses_page(page(&twice), ":16:1: ", "info");
    refuses_page(
        r#"{"openapi": "3.0.3", "info": {}, "info": {}, "paths": {}}"#,
        ":1:",
        "info",
    );
}

#[test]
fn a_yaml_alias_bomb() {
    let mut bomb = String::from("openapi: 3.0.3\nx-0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol]\n");
    for level in 1..12 {
        let aliases = vec![format!("*a{}", level - 1); 9].join(", ");
        writeln!(bomb, "x-{level}: &a{level} [{aliases}]").unwrap();
    }
    refuses_page(page(&bomb), ":", "");
}

#[test]
fn nesting_ten_thousand_deep() {
    const DEEP: usize = 10_000;
    for nested in [
        format!("x: {}{}\n", "[".repeat(DEEP), "]".repeat(DEEP)),
        format!("x: {}1{}\n", "{a: ".repeat(DEEP), "}".repeat(DEEP)),
        format!("x:\n  {}1\n", "- ".repeat(DEEP)),
    ] {
        refuses_page(page(&format!("openapi: 3.0.3\n{nested}")), ":", "");
    }
    let json = format!(
        "{{\"openapi\": \"3.0.3\", \"x\": {}{}}}",
        "[".repeat(DEEP),
        "]".repeat(DEEP)
    );
    refuses_page(json, ":1:", "");
}

#[test]
fn a_file_of_a_hundred_megabytes() {
    let scratch = scratch(page(GOOD));
    File::create(scratch.path("specs/acme/page.md"))
        .unwrap()
        .set_len(100 << 20)
        .unwrap();
    let output = run(scratch.root(), ["generate"]);
    assert_eq!(output.status, 2, "{}", output.stdout);
    assert!(
        output
            .stderr
            .starts_with("error: specs/acme/page.md: the file is larger than"),
        "{}",
        output.stderr
    );
    assert!(!scratch.path("clients").exists());
}

#[test]
fn invalid_utf_8() {
    let mut bytes = page(GOOD).into_bytes();
    let at = bytes.windows(6).position(|window| window == b"Things").unwrap();
    bytes[at] = 0xff;
    refuses_page(bytes, ":7:15: ", "UTF-8");
}

#[test]
fn a_reference_to_a_file_or_url() {
    for elsewhere in [
        "other.yaml#/Thing",
        "https://example.com/things.yaml",
        "./things.json",
    ] {
        let document = GOOD.replace("#/components/schemas/Thing", elsewhere);
        warns_of(
            page(&document),
            "/paths/~1things~1{id}/post/",
            &format!(
                "`$ref: {elsewhere}` is in another document, which is not at hand; any value is allowed"
            ),
        );
    }
}

#[test]
fn a_reference_to_nothing() {
    let document = GOOD.replace("#/components/schemas/Thing", "#/components/schemas/Nothing");
    warns_of(
        page(&document),
        "/paths/~1things~1{id}/post/",
        "`$ref: #/components/schemas/Nothing` leads nowhere; any value is allowed",
    );
}

#[test]
fn a_circular_reference_that_is_not_a_schema() {
    let document = GOOD.replace(
        "'200': {description",
        "'201': {$ref: '#/components/responses/A'}\n        '200': {description",
    ) + "  responses:\n    A: {$ref: '#/components/responses/A'}\n";
    warns_of(
        page(&document),
        "/components/responses/A",
        "`$ref: #/components/responses/A` leads back to itself and never to anything; any answer is possible",
    );
}

#[test]
fn a_path_parameter_that_is_not_in_the_path() {
    let document = GOOD.replace("{name: id,", "{name: key,");
    warns_of(
        page(&document),
        "/paths/~1things~1{id}/post/parameters/0",
        "the path parameter `key` is not in the path `/things/{id}`",
    );
}

#[test]
fn two_operations_with_one_id() {
    let another = "  /others:\n    get:\n      operationId: make_thing\n      responses: {'204': {description: none}}\n";
    let document = GOOD.replace("components:\n", &format!("{another}components:\n"));
    warns_of(
        page(&document),
        "/paths/~1others/get",
        "`POST /things/{id}` already has the operationId `make_thing`; this operation is called `get_others`, after its method and path",
    );
}

#[test]
fn an_overlay_that_matches_nothing() {
    let scratch = scratch(page(GOOD));
    scratch.write(
        "specs/acme/overlay.yaml",
        "overlay: 1.0.0\ninfo: {title: Corrections, version: '1'}\nactions:\n- target: $.paths['/gone'].post\n  \
         description: The page says otherwise\n  update: {deprecated: true}\n",
    );
    refused(
        &scratch,
        &["generate"],
        "specs/acme/overlay.yaml",
        "$.paths['/gone'].post",
    );
}

#[test]
fn an_overlay_that_is_none() {
    for (overlay, problem) in [
        ("actions: []\n", "overlay"),
        (
            "overlay: 1.0.0\ninfo: {title: t, version: '1'}\nactions:\n- target: '$['\n  update: {}\n",
            "$[",
        ),
    ] {
        let scratch = scratch(page(GOOD));
        scratch.write("specs/acme/overlay.yaml", overlay);
        refused(&scratch, &["generate"], "specs/acme/overlay.yaml", problem);
    }
}

#[test]
fn a_vendors_name_that_is_no_directory() {
    let scratch = scratch(page(GOOD));
    for name in ["../x", "con", "a/b", "", "Acme", "."] {
        refused(&scratch, &["generate", name], "vendor `", "the name");
        let page = scratch.path("specs/acme/page.md");
        let arguments = ["try", page.to_str().unwrap(), "--name", name];
        refused(&scratch, &arguments, "vendor `", "the name");
    }
    scratch.write("specs/con/page.md", page(GOOD));
    refused(&scratch, &["generate"], "vendor `con`", "device");
}

#[test]
fn an_unknown_key_in_vendor_toml() {
    let scratch = scratch(page(GOOD));
    scratch.write(
        "specs/acme/vendor.toml",
        "name = \"Acme\"\ncrate = \"acme-client\"\nversion = \"0.1.0\"\ndescription = \"Calls Acme\"\nsauce = 1\n",
    );
    refused(&scratch, &["generate"], "specs/acme/vendor.toml:5:1: ", "sauce");
}

#[test]
fn a_half_finished_page_is_told_even_when_only_tried() {
    let scratch = scratch(page(GOOD));
    scratch.write(
        "elsewhere.md",
        page("openapi: 3.0.3\ninfo: {title: [\npaths: }\n"),
    );
    let path = scratch.path("elsewhere.md");
    let path = path.to_str().unwrap();
    refused(&scratch, &["try", path], &format!("{path}:8:"), "");
    refused(&scratch, &["try", "missing.md"], "missing.md", "");
}

#[test]
fn hostile_texts_come_out_as_text() {
    let text =
        "*/ } \" \"# #![allow(all)] `{`\n```rust\nfn main() { loop {} }\n``` {name} {} \u{2028} /** \\u{41}";
    // A JSON string is a YAML string.
    let hostile = serde_json::to_string(text).unwrap();
    let document = GOOD
        .replace(
            "operationId:",
            &format!("summary: {hostile}\n      description: {hostile}\n      operationId:"),
        )
        .replace(
            "Thing: {type: object,",
            &format!("Thing: {{description: {hostile}, type: object,"),
        )
        .replace(
            "name: {type: string}",
            &format!("name: {{description: {hostile}, type: string}}"),
        )
        .replace(
            "title: Things",
            &format!("title: {hostile}, description: {hostile}"),
        );
    let scratch = scratch(page(&document));
    let output = run(scratch.root(), ["generate"]);
    assert_eq!(output.status, 0, "{}", output.stderr);
    let mut fences = 0;
    for (path, contents) in files(&scratch.path("clients/acme")) {
        let text = String::from_utf8(contents).unwrap();
        if path.ends_with(".rs") {
            // Neither more nor fewer items than without the texts.
            let parsed = syn::parse_file(&text).unwrap_or_else(|error| panic!("{path}: {error}"));
            let plain = std::fs::read_to_string(scratch.path("clients/globex").join(&path)).unwrap();
            let names = |file: &syn::File| file.items.iter().map(name).collect::<Vec<_>>();
            assert_eq!(names(&parsed), names(&syn::parse_file(&plain).unwrap()), "{path}");
        }
        // A fence of Rust in documentation is a test that `cargo test` runs.
        let documentation: Vec<&str> = text
            .lines()
            .map(|line| line.trim_start().trim_start_matches(['/', '!']).trim())
            .collect();
        for lines in documentation
            .windows(2)
            .filter(|lines| lines[1] == "fn main() { loop {} }")
        {
            assert_eq!(lines[0].trim_start_matches('`'), "text", "{path}");
            fences += 1;
        }
    }
    assert!(fences > 0, "the texts did not come out");
}

#[test]
fn what_does_not_show_reaches_neither_the_terminal_nor_the_code() {
    let text = "a\u{202e}b\u{2066}c\u{200b}d\u{1b}[2Je\u{1b}[31mf\u{9b}0mg\u{2028}h\r\ni\u{feff}\u{e0041}";
    // A JSON string is a YAML string, but for two characters.
    let evil = serde_json::to_string(text).unwrap();
    let evil = evil.replace('\u{9b}', "\\u009b").replace('\u{2028}', "\\u2028");
    let replaced = [
        ("title: Things", format!("title: {evil}, description: {evil}")),
        (
            "operation",
            format!("summary: {evil}\n      description: {evil}\n      tags: [{evil}]\n      operation"),
        ),
        ("operationId: make_thing", format!("operationId: {evil}")),
        ("description: made", format!("description: {evil}")),
        ("Thing: {type: object, properties: {", {
            format!(
                "Thing: {{description: {evil}, type: object, properties: {{{evil}: {{description: {evil}, enum: [{evil}, b]}}, "
            )
        }),
        (
            "schema: {type: string}",
            format!("description: {evil}, schema: {{type: string, default: {evil}, format: {evil}}}"),
        ),
    ];
    let document = replaced.iter().fold(GOOD.to_owned(), |document, (from, to)| {
        document.replacen(from, to, 1)
    });
    let scratch = scratch(page(&document));
    let mut quoted = 0;
    for arguments in [
        &["generate", "-v"][..],
        &["list"],
        &["list", "--format", "json"],
        &["try", scratch.path("specs/acme/page.md").to_str().unwrap()],
    ] {
        let output = run(scratch.root(), arguments.iter().copied());
        assert_eq!((output.status, output.stderr.as_str()), (0, ""), "{arguments:?}");
        quoted += output.stdout.matches("[2Je").count();
        assert_shows(&output.stdout);
        let indented = output
            .stdout
            .lines()
            .filter(|line| line.trim_start().starts_with("i\u{fffd}"));
        assert_eq!(indented.count(), 0, "a line of the page's own: {}", output.stdout);
    }
    assert!(quoted > 2, "the texts are not shown: {quoted}");
    let mut quoted = 0;
    for contents in files(&scratch.path("clients/acme")).into_values() {
        let text = String::from_utf8(contents).unwrap();
        assert_shows(&text);
        quoted += text.matches("[2Je").count();
    }
    assert!(quoted > 10, "the texts did not come out: {quoted}");

    let dangling = evil.replacen('"', "\"#/", 1);
    let document = document.replace("'#/components/schemas/Thing'", &dangling);
    scratch.write("specs/acme/page.md", page(&document));
    let output = run(scratch.root(), ["generate", "--strict"]);
    assert_eq!(output.status, 2, "{}", output.stdout);
    assert_shows(&output.stderr);
    // Without, it is a warning, in the terminal and in the README.
    let output = run(scratch.root(), ["generate", "-v"]);
    assert_eq!((output.status, output.stderr.as_str()), (0, ""));
    assert_shows(&output.stdout);
    files(&scratch.path("clients/acme"))
        .into_values()
        .for_each(|contents| assert_shows(&String::from_utf8(contents).unwrap()));
}

#[track_caller]
fn assert_shows(text: &str) {
    let invisible = |c: char| specloom::words::is_invisible(c) && c != '\n';
    let line = text.lines().find(|line| line.contains(invisible));
    assert_eq!(line, None);
}

fn name(item: &syn::Item) -> String {
    match item {
        syn::Item::Struct(item) => item.ident.to_string(),
        syn::Item::Enum(item) => item.ident.to_string(),
        syn::Item::Mod(item) => item.ident.to_string(),
        syn::Item::Fn(item) => item.sig.ident.to_string(),
        other => format!("{:?}", std::mem::discriminant(other)),
    }
}
