//! The README's way from a documentation site to a client: exactly these commands on a site on this machine, which print what
//! the README shows.

use std::fs;

use specloom_tests::command_line::{Scratch, run};
use specloom_tests::site::Site;
use specloom_tests::workspace::root;

const HEADING: &str = "## From a documentation site to a client\n";
/// What the README calls the site.
const HOST: &str = "https://docs.globex.example";

/// The page of an operation that replies with a parcel of these properties.
fn page(title: &str, id: &str, operation: (&str, &str), properties: &[&str]) -> String {
    let (method, path) = operation;
    let properties: String = properties
        .iter()
        .map(|name| format!("        {name}:\n          type: string\n"))
        .collect();
    format!(
        "# {title}\n\n````yaml openapi.json {method} {path}\nopenapi: 3.1.0\ninfo:\n  title: Globex\n  version: '1'\nservers:\n  \
         - url: https://api.globex.example\npaths:\n  {path}:\n    {method}:\n      operationId: {id}\n      responses:\n        \
         '200':\n          description: ok\n          content:\n            application/json:\n              schema:\n                \
         $ref: '#/components/schemas/Parcel'\ncomponents:\n  schemas:\n    Parcel:\n      type: object\n      properties:\n\
         {properties}````\n"
    )
}

/// What happens at the vendor's before a command of this beginning is run.
fn meanwhile(command: &str, site: &Site, scratch: &Scratch) {
    let parcel = ["weight", "height"];
    let index = |pages: &[&str]| {
        let links = pages.iter().map(|page| format!("- [Page]({page})\n"));
        format!("# Globex\n\n## Docs\n\n{}", links.collect::<String>())
    };
    let put = |path: &str, page: String| site.put(path, page);
    if command.starts_with("try ") {
        scratch.write(
            "pages/ship.md",
            page("Ship a parcel", "ship", ("post", "/parcels"), &parcel),
        );
        scratch.write(
            "pages/list.md",
            page("List parcels", "list", ("get", "/parcels"), &parcel),
        );
    } else if command.starts_with("add ") {
        put("/guide.md", "# Guide\n\nRead this first.\n".to_owned());
        put(
            "/api-reference/ship.md",
            page("Ship a parcel", "ship", ("post", "/parcels"), &parcel),
        );
        put(
            "/api-reference/list.md",
            page("List parcels", "list", ("get", "/parcels"), &parcel),
        );
        put(
            "/api-reference/errors.md",
            "# Errors\n\nWhat may go wrong.\n".to_owned(),
        );
        let pages = [
            "/guide.md",
            "/api-reference/ship.md",
            "/api-reference/list.md",
            "/api-reference/errors.md",
        ];
        put("/llms.txt", index(&pages));
    } else if command == "fetch globex" {
        put(
            "/api-reference/track.md",
            page("Track a parcel", "track", ("get", "/tracks"), &parcel),
        );
        let pages = [
            "/api-reference/ship.md",
            "/api-reference/list.md",
            "/api-reference/track.md",
        ];
        put("/llms.txt", index(&pages));
    } else if command.starts_with("update ") {
        let parcel = ["weight", "height", "depth"];
        scratch.write(
            "new-page.md",
            page("Track a parcel", "track", ("get", "/tracks"), &parcel),
        );
    }
}

/// Runs a command line as a shell would, in the workspace.
fn ran(command: &str, site: &Site, scratch: &Scratch) -> String {
    meanwhile(command, site, scratch);
    let words = command.split(' ').map(|word| {
        let word = word.trim_matches('\'').replace(HOST, &site.url);
        let is_file = word.ends_with('/') || word.ends_with(".md");
        match is_file && !word.contains("://") {
            true => scratch.path(&word).display().to_string(),
            false => word,
        }
    });
    let words: Vec<String> = words.collect();
    let output = run(scratch.root(), words.iter().map(String::as_str));
    assert!(output.status < 2, "{command}: {output:?}");
    let root = format!("{}/", scratch.root().display());
    let said = (output.stdout + &output.stderr)
        .replace(&site.url, HOST)
        .replace(&root, "");
    let lines: Vec<&str> = said.lines().map(str::trim_end).collect();
    lines.join("\n")
}

/// Whether what was told is what the README shows, in which `…` stands for any lines.
fn is_as_shown(told: &[&str], shown: &[&str]) -> bool {
    match (shown.split_first(), told.split_first()) {
        (None, rest) => rest.is_none(),
        (Some((&"…", shown)), _) => (0..=told.len()).any(|from| is_as_shown(&told[from..], shown)),
        (Some((line, shown)), Some((same, told))) => line == same && is_as_shown(told, shown),
        (Some(_), None) => false,
    }
}

#[test]
fn the_readmes_commands_do_what_it_says() {
    let readme = fs::read_to_string(root().join("README.md")).unwrap();
    let section = &readme[readme.find(HEADING).unwrap()..];
    let section = section
        .split_once("```console\n")
        .unwrap()
        .1
        .split_once("```\n")
        .unwrap()
        .0;
    let (site, scratch) = (Site::new(), Scratch::new());
    let mut commands = 0;
    for block in section.split("\n\n") {
        let mut lines = block.lines().filter(|line| !line.starts_with('#'));
        let command = lines
            .next()
            .and_then(|line| line.strip_prefix("$ cargo xtask "))
            .unwrap();
        let shown: Vec<&str> = lines.collect();
        let told = ran(command, &site, &scratch);
        let told: Vec<&str> = told.lines().collect();
        assert!(is_as_shown(&told, &shown), "{command}:\n{}", told.join("\n"));
        commands += 1;
    }
    assert_eq!(commands, 7);
}
