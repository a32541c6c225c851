//! `add`: a vendor from nothing but a page.

use crate::support::{Bench, last_line, page};

fn add(bench: &Bench, name: &str, file: &str) -> crate::support::Ran {
    let file = bench.path(file);
    bench.read_api(&["add", name, file.to_str().unwrap()])
}

#[test]
fn a_page_becomes_a_vendor_that_is_current() {
    let bench = Bench::new();
    bench.write("page.yaml", &page("name client_secret", "token!"));
    let ran = add(&bench, "acme-cloud", "page.yaml");
    assert_eq!((ran.status, ran.err.as_str()), (0, ""), "{ran:?}");
    assert!(
        ran.out
            .contains("  + specs/acme-cloud/page.yaml\n  + specs/acme-cloud/vendor.toml\n"),
        "{ran:?}"
    );
    assert!(
        ran.out
            .contains("credentials: bearer (key)\nservers: https://api.acme.test\n"),
        "{ran:?}"
    );
    assert_eq!(bench.read("specs/acme-cloud/page.yaml"), bench.read("page.yaml"));
    assert_eq!(
        bench.read("specs/acme-cloud/vendor.toml"),
        "name = \"Acme Cloud\"\ncrate = \"acme-cloud-client\"\nversion = \"0.1.0\"\n\
         description = \"Client for Acme Cloud: Acme\"\n\
         # Where `cargo xtask fetch` downloads the page from:\n# source = \"https://…\"\n\
         # Properties that sound like secrets:\nsecrets = [\"client_secret\"]\n\n\
         # What `Client::from_env()` reads, by the builder's method.\n[env]\n\
         bearer_token = \"ACME_CLOUD_TOKEN\"\n# base_url = \"ACME_CLOUD_URL\"\n"
    );
    assert!(bench.path("clients/acme-cloud/src/lib.rs").exists());
    let ran = bench.read_api(&["check"]);
    assert_eq!(
        (ran.status, last_line(&ran.out)),
        (0, "1 vendor is current"),
        "{ran:?}"
    );
}

#[test]
fn what_the_page_leaves_open_is_suggested_in_comments_that_become_a_valid_overlay() {
    let bench = Bench::new();
    let bare = r#"{"openapi": "3.0.3", "info": {"title": "T", "version": "1"}, "paths": {"/it's/{id}": {"post": {
        "parameters": [{"name": "id", "in": "path", "required": true, "schema": {"type": "string"}}],
        "responses": {"201": {"description": "Created"}}}}}}"#;
    bench.write("bare.json", bare);
    assert_eq!(add(&bench, "acme", "bare.json").status, 0);
    let overlay = bench.read("specs/acme/overlay.yaml");
    assert!(overlay.lines().all(|line| line.starts_with('#')), "{overlay}");
    for suggestion in [
        "names no server",
        "how to authenticate",
        "what a 201 response holds",
    ] {
        assert!(overlay.contains(suggestion), "{overlay}");
    }
    assert!(
        bench
            .read("specs/acme/vendor.toml")
            .contains("\nbase_url = \"ACME_URL\"\n")
    );

    let from = overlay.find("# overlay: 1.0.0").unwrap();
    let uncommented = overlay[from..].lines().filter_map(|line| line.strip_prefix("# "));
    let accepted: String = uncommented.map(|line| format!("{line}\n")).collect();
    bench.write("specs/acme/overlay.yaml", &accepted);
    let ran = bench.read_api(&["generate"]);
    assert_eq!((ran.status, ran.err.as_str()), (0, ""), "{accepted}");
    let document = bench.read("specs/acme/openapi.yaml");
    for part in ["https://api.example.com", "bearerAuth", "token:"] {
        assert!(document.contains(part), "{document}");
    }
}

#[test]
fn names_that_are_taken_or_unsafe_and_pages_that_fail_write_nothing() {
    let bench = Bench::acme("name", "token!");
    bench.write("page.json", &page("name", "token!"));
    bench.write("broken.json", "{");
    let before = bench.snapshot();
    for (name, file, problem) in [
        (
            "acme",
            "page.json",
            "specs/acme: a vendor of this name exists already",
        ),
        ("runtime", "page.json", "the name is kept by the workspace"),
        ("../x", "page.json", "vendor `../x`"),
        ("con", "page.json", "vendor `con`"),
        ("globex", "broken.json", "broken.json"),
        ("globex", "missing.json", "missing.json: cannot read"),
    ] {
        let ran = add(&bench, name, file);
        assert_eq!((ran.status, ran.out.as_str()), (2, ""), "{name}: {ran:?}");
        assert!(ran.err.contains(problem), "{problem}: {ran:?}");
    }
    assert_eq!(bench.snapshot(), before);
}

/// What some reader of YAML ends a line at.
const LINE_ENDS: [char; 5] = ['\n', '\r', '\u{85}', '\u{2028}', '\u{2029}'];

#[test]
fn a_hostile_page_gets_comments_that_are_comments_for_every_reader() {
    for (at, end) in LINE_ENDS.into_iter().enumerate() {
        let bench = Bench::new();
        // Controls are refused in a path.
        let within = if end.is_control() { ' ' } else { end };
        let document = serde_json::json!({
            "openapi": "3.0.3",
            "info": {"title": format!("T{end}<img src=x> `a`"), "version": "1"},
            "paths": {format!("/a{within}overlay: 1.0.0{within}actions: []"): {"get": {
                "responses": {"200": {"description": format!("d{end}e")}},
            }}},
        });
        bench.write("page.json", &document.to_string());
        let ran = add(&bench, "acme", "page.json");
        assert_eq!((ran.status, ran.err.as_str()), (0, ""), "{at}: {ran:?}");
        let overlay = bench.read("specs/acme/overlay.yaml");
        for line in overlay.trim_end().split(LINE_ENDS) {
            assert!(line.starts_with('#'), "{at}: {line:?}");
        }
        assert!(
            overlay.contains("overlay: 1.0.0") && overlay.contains("what a 200 response holds"),
            "{overlay}"
        );
        let vendor = bench.read("specs/acme/vendor.toml");
        assert!(
            vendor.contains("description = \"Client for Acme: T <img src=x> `a`\"\n"),
            "{at}: {vendor}"
        );
    }
}
