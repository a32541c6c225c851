//! Same inputs, same bytes: twice, in any order, on any thread, and as committed.

use std::collections::BTreeMap;

use specloom::Generated;
use specloom_tests::workspace::{canonical_path, files, root, sources, vendors};

fn generated(vendor: &str) -> Generated {
    specloom::generate(&sources(vendor)).unwrap_or_else(|error| panic!("{error}"))
}

/// All that a run gives, as one comparable value.
fn everything(vendor: &str) -> (String, BTreeMap<String, String>, String, Vec<String>) {
    let generated = generated(vendor);
    let notes = generated.notes.iter().map(ToString::to_string).collect();
    let module = generated.module();
    (generated.canonical.to_yaml(), generated.files, module, notes)
}

#[test]
fn twice_and_in_either_order_gives_the_same() {
    let mut order = vendors();
    let forwards: BTreeMap<String, _> = order
        .iter()
        .map(|vendor| (vendor.clone(), everything(vendor)))
        .collect();
    order.reverse();
    let backwards: BTreeMap<String, _> = order
        .iter()
        .map(|vendor| (vendor.clone(), everything(vendor)))
        .collect();
    assert!(forwards == backwards);
    let side_by_side: BTreeMap<String, _> = std::thread::scope(|scope| {
        let threads: Vec<_> = order
            .iter()
            .map(|vendor| (vendor.clone(), scope.spawn(|| everything(vendor))))
            .collect();
        threads
            .into_iter()
            .map(|(vendor, thread)| (vendor, thread.join().unwrap()))
            .collect()
    });
    assert!(forwards == side_by_side);
}

#[test]
fn the_committed_clients_are_what_the_pages_give() {
    for vendor in vendors() {
        let generated = generated(&vendor);
        let committed = files(&root().join("clients").join(&vendor));
        let names: Vec<_> = committed.keys().filter(|name| *name != "Cargo.lock").collect();
        assert_eq!(names, generated.files.keys().collect::<Vec<_>>(), "{vendor}");
        for (name, contents) in &generated.files {
            assert_eq!(
                String::from_utf8_lossy(&committed[name]),
                *contents,
                "clients/{vendor}/{name}"
            );
        }
        let document = std::fs::read_to_string(canonical_path(&vendor)).unwrap();
        assert!(
            document.ends_with(&generated.canonical.to_yaml()),
            "specs/{vendor}/openapi.yaml"
        );
    }
}

#[test]
fn line_endings_and_the_name_of_the_checkout_do_not_matter_to_the_code() {
    for vendor in vendors() {
        let mut moved = sources(&vendor);
        for page in &mut moved.pages {
            page.name = format!("/elsewhere/deep/{}", page.name);
        }
        let moved = specloom::generate(&moved).unwrap();
        assert_eq!(moved.files, generated(&vendor).files, "{vendor}");
    }
}

#[test]
fn check_agrees() {
    let output = specloom_tests::command_line::run(&root(), ["check"]);
    assert_eq!(
        (output.status, output.stderr.as_str()),
        (0, ""),
        "{}",
        output.stdout
    );
}

#[test]
fn lift_is_idempotent() {
    for vendor in vendors() {
        let mut again = sources(&vendor);
        let canonical = specloom::canonical(&again).unwrap();
        again.pages = vec![specloom::Source::new("openapi.yaml", canonical.to_yaml())];
        again.overlay = None;
        let lifted = specloom::canonical(&again).unwrap();
        assert_eq!(lifted.document, canonical.document, "{vendor}");
        assert_eq!(lifted.to_yaml(), canonical.to_yaml(), "{vendor}");
    }
}
