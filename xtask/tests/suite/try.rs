//! `try`: any page, outside of the workspace.

use std::fs;

use crate::support::Bench;

#[test]
fn shows_what_was_understood_and_writes_nothing() {
    let bench = Bench::new();
    bench.write("elsewhere/Token Page.md", "Tokens\n");
    let before = bench.snapshot();
    let page = bench.path("elsewhere/Token Page.md");
    let out = bench.fine(&["try", page.to_str().unwrap()]);
    assert_eq!(
        out,
        "Tokens 1 mintlify-endpoint\n\
         operations: 1\n  POST /tokens  createToken\n\
         servers: 1\n  https://api.test\n\
         credentials: 1\n  header X-Api-Key (key)\n\
         schemas: 1\n  Token\n\
         notes: 1\n  inferred: the title is a guess (guess at /info)\n"
    );
    assert_eq!(bench.snapshot(), before);
}

#[test]
fn writes_a_crate_that_stands_alone_and_writes_it_again() {
    let bench = Bench::new();
    bench.write("page.md", "extra\n");
    let (page, out) = (bench.path("page.md"), bench.path("out/crate"));
    let args = [
        "try",
        page.to_str().unwrap(),
        "--out",
        out.to_str().unwrap(),
        "--name",
        "acme",
    ];
    assert!(bench.fine(&args).contains("5 files written, 0 removed in "));
    let manifest = bench.read("out/crate/Cargo.toml");
    assert!(manifest.contains("name = \"acme-client\""), "{manifest}");
    assert!(manifest.ends_with("\n[workspace]\n"), "{manifest}");
    let runtime = bench.path("clients/runtime");
    assert!(
        manifest.contains(&format!("path = \"{}\"", runtime.display())),
        "{manifest}"
    );
    assert!(bench.read("out/crate/openapi.yaml").contains("openapi: 3.0.3"));
    assert!(!bench.path("out/crate/.specloom").exists());

    bench.write("page.md", "less\n");
    bench.write("out/crate/Cargo.lock", "resolved\n");
    assert!(bench.fine(&args).contains("2 files written, 1 removed in "));
    assert!(!bench.path("out/crate/src/extra").exists());
    assert!(bench.path("out/crate/Cargo.lock").exists());
}

#[test]
fn notes_that_say_the_same_are_one_unless_all_are_asked_for() {
    let bench = Bench::acme("name", "token");
    let page = bench.read("specs/acme/page.json").replace(
        "\"type\": \"string\"",
        "\"type\": \"string\", \"minLength\": \"three\"",
    );
    bench.write("specs/acme/page.json", &page.replace("3.0.3", "3.1.0"));
    let page = bench.path("specs/acme/page.json");
    let ran = bench.read_api(&["try", page.to_str().unwrap()]);
    let notes = |out: &str| {
        out.lines()
            .skip_while(|line| !line.starts_with("notes: "))
            .count()
            - 1
    };
    let all = bench.read_api(&["try", "-v", page.to_str().unwrap()]);
    let count = format!("notes: {}\n", notes(&all.out));
    assert!(
        ran.out.contains(&count) && all.out.contains(&count),
        "{ran:?}{all:?}"
    );
    assert!(notes(&ran.out) < notes(&all.out), "{ran:?}{all:?}");
    assert!(ran.out.contains(" and one more place\n"), "{ran:?}");
}

#[test]
fn a_directory_with_something_else_is_left_alone() {
    let bench = Bench::new();
    bench.write("page.md", "page\n");
    bench.write("out/Cargo.toml", "[package]\nname = \"mine\"\n");
    let before = bench.snapshot();
    let (page, out) = (bench.path("page.md"), bench.path("out"));
    let ran = bench.run(&["try", page.to_str().unwrap(), "--out", out.to_str().unwrap()]);
    assert_eq!(ran.status, 2);
    assert!(
        ran.err
            .contains("the directory holds something else than an earlier output"),
        "{ran:?}"
    );
    assert_eq!(bench.snapshot(), before);
}

#[test]
fn the_workspaces_own_clients_are_left_alone() {
    let bench = Bench::new();
    bench.write("page.md", "page\n");
    let before = bench.snapshot();
    let page = bench.path("page.md");
    for out in ["clients", "clients/acme", "specs/../clients/acme/deep"] {
        let out = bench.path(out);
        let ran = bench.run(&["try", page.to_str().unwrap(), "--out", out.to_str().unwrap()]);
        assert_eq!((ran.status, ran.out.as_str()), (2, ""), "{ran:?}");
        assert!(ran.err.contains("is for the workspace's own clients"), "{ran:?}");
    }
    assert_eq!(bench.snapshot(), before);
}

#[test]
fn a_page_that_fails_or_is_not_there_writes_nothing() {
    let bench = Bench::new();
    bench.write("page.md", "broken\n");
    let (page, out) = (bench.path("page.md"), bench.path("out"));
    let ran = bench.run(&["try", page.to_str().unwrap(), "--out", out.to_str().unwrap()]);
    assert_eq!(ran.status, 2);
    assert!(ran.err.contains("page.md:1:1: the page is broken"), "{ran:?}");
    assert!(!out.exists());
    fs::remove_file(&page).unwrap();
    let ran = bench.run(&["try", page.to_str().unwrap()]);
    assert_eq!(ran.status, 2);
    assert!(ran.err.contains("page.md: cannot read"), "{ran:?}");
    let ran = bench.run(&["try", page.to_str().unwrap(), "--name", "../x"]);
    assert_eq!(ran.status, 2);
}
