//! How many crates a client brings along, as `cargo tree` counts them for this machine.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;

/// How many crates a client may have beyond those of reqwest with rustls and JSON.
const BEYOND_REQWEST: usize = 10;
/// What only a page that needs it may bring.
const UNWANTED: [&str; 3] = ["chrono", "regress", "uuid"];

#[test]
fn a_client_has_at_most_ten_crates_more_than_reqwest_with_rustls() {
    let reqwest = subtree("courier-handwritten", "reqwest");
    assert!(
        reqwest.contains("rustls") && reqwest.contains("hyper"),
        "{reqwest:?}"
    );
    let clients = clients();
    assert!(!clients.is_empty(), "clients/ holds no client");
    for client in clients {
        let crates = tree(&client);
        let beyond: Vec<_> = crates
            .difference(&reqwest)
            .filter(|name| **name != client)
            .collect();
        println!("{client}: {} crates, beyond reqwest: {beyond:?}", crates.len());
        assert!(crates.contains("specloom-runtime"), "{client}: {crates:?}");
        assert!(beyond.len() <= BEYOND_REQWEST, "{client}: {beyond:?}");
        let unwanted: Vec<_> = UNWANTED.iter().filter(|name| crates.contains(**name)).collect();
        assert!(unwanted.is_empty(), "{client} brings {unwanted:?}");
    }
}

/// The package of each generated client, by its folder's name.
fn clients() -> BTreeSet<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../clients");
    let entries = std::fs::read_dir(folder).expect("clients/ is there");
    let names = entries.map(|entry| entry.expect("a folder can be listed").file_name().into_string());
    let names = names
        .map(|name| name.expect("names are text"))
        .filter(|name| name != "runtime");
    names.map(|name| format!("{name}-client")).collect()
}

/// The names of all crates that `package` is built from with default features.
fn tree(package: &str) -> BTreeSet<String> {
    lines(package).into_iter().map(|(_, name)| name).collect()
}

/// The same for one of its direct dependencies.
fn subtree(package: &str, dependency: &str) -> BTreeSet<String> {
    let mut inside = false;
    let mut names = BTreeSet::new();
    for (depth, name) in lines(package) {
        if depth <= 1 {
            inside = depth == 1 && name == dependency;
        }
        if inside {
            names.insert(name);
        }
    }
    names
}

/// `cargo tree`, each line as depth and name.
fn lines(package: &str) -> Vec<(usize, String)> {
    let output = Command::new(env!("CARGO"))
        .args(["tree", "--offline", "--edges", "normal,build", "--no-dedupe"])
        .args(["--prefix", "depth", "--format", " {p}", "--package", package])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .expect("cargo can be run");
    let text = String::from_utf8_lossy(&output.stdout);
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let line = |line: &str| {
        let mut words = line.split_whitespace();
        let depth = words
            .next()
            .and_then(|depth| depth.parse().ok())
            .expect("each line starts with a depth");
        (depth, words.next().expect("each line names a package").to_owned())
    };
    text.lines().map(line).collect()
}
