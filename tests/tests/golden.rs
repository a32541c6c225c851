//! Golden files: made-up pages of every style, and the clients that they become. `golden_clients.rs` compiles what is expected
//! here, so that it is also what works. `SPECLOOM_BLESS=1 cargo test -p specloom-tests --test golden` writes what comes out, for a
//! reviewer to read.

use specloom::{Generated, Source, Sources, Vendor};
use specloom_tests::workspace::root;

#[test]
fn fenced_openapi_3_1() {
    check("acme", "page.md");
}

#[test]
fn bare_swagger_2() {
    check("globex", "page.yaml");
}

#[test]
fn expanded_endpoint_form() {
    check("initech", "page.md");
}

#[test]
fn reference_text() {
    check("umbrella", "page.md");
}

#[test]
fn formats_and_headers() {
    check("hooli", "page.yaml");
}

#[test]
fn types_of_another_crate() {
    let generated = check("stark", "page.yaml");
    same(
        "tests/golden/stark/mock.rs",
        generated.files["src/mock.rs"].clone(),
    );
}

/// `vendor.toml` beside a page has what is said beyond the names.
fn check(name: &str, page: &str) -> Generated {
    let folder = root().join("tests/golden").join(name);
    let more = std::fs::read_to_string(folder.join("vendor.toml")).unwrap_or_default();
    let vendor = format!(
        "name = '{name}'\ncrate = '{name}-client'\nversion = '0.1.0'\ndescription = 'Calls {name}'\n{more}"
    );
    let sources = Sources {
        pages: vec![Source::new(
            format!("golden/{name}/{page}"),
            std::fs::read(folder.join(page)).unwrap(),
        )],
        overlay: None,
        vendor: Vendor::parse(&Source::new("vendor.toml", vendor)).unwrap(),
        changelog: None,
    };
    let generated = specloom::generate(&sources).unwrap_or_else(|error| panic!("{error}"));
    let notes: String = generated
        .notes
        .iter()
        .map(|note| format!("// {note}\n"))
        .collect();
    let found = format!("{notes}\n{}", generated.module());
    same(&format!("tests/golden/{name}/client.rs"), found);
    generated
}

fn same(path: &str, found: String) {
    let path = root().join(path);
    if std::env::var_os("SPECLOOM_BLESS").is_some() {
        std::fs::write(&path, found).unwrap();
        return;
    }
    let expected = std::fs::read_to_string(&path).unwrap_or_default();
    if found != expected {
        let line = found
            .lines()
            .zip(expected.lines())
            .position(|(found, expected)| found != expected);
        panic!(
            "{} is not what the page gives, from line {}; look at the difference that SPECLOOM_BLESS=1 makes",
            path.display(),
            line.map_or_else(
                || found.lines().count().min(expected.lines().count()) + 1,
                |line| line + 1
            )
        );
    }
}
