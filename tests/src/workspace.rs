//! This workspace: its folders, its vendors, and what the pipeline makes of them.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use specloom::Sources;
use xtask::name::VendorName;
use xtask::workspace::Workspace;

/// The workspace's root folder.
pub fn root() -> PathBuf {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR"));
    tests.parent().expect("tests/ is in the workspace").to_owned()
}

/// All vendors, sorted; never none.
pub fn vendors() -> Vec<String> {
    let vendors = Workspace::at(&root()).and_then(|workspace| workspace.vendors());
    let vendors = vendors.unwrap_or_else(|failure| panic!("{failure}"));
    assert!(!vendors.is_empty(), "specs/ holds no vendor");
    vendors.iter().map(|vendor| vendor.as_str().to_owned()).collect()
}

/// What `specs/<vendor>/` holds, as the pipeline takes it.
pub fn sources(vendor: &str) -> Sources {
    Workspace::at(&root())
        .and_then(|workspace| workspace.read(&VendorName::parse(vendor)?))
        .unwrap_or_else(|failure| panic!("{failure}"))
        .sources
}

/// The committed canonical document of a vendor.
pub fn canonical_path(vendor: &str) -> PathBuf {
    root().join("specs").join(vendor).join("openapi.yaml")
}

/// The files below `folder` by their path there, `/` between its parts; build output apart.
pub fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    collect(folder, folder, &mut found);
    found
}

fn collect(base: &Path, folder: &Path, found: &mut BTreeMap<String, Vec<u8>>) {
    for entry in std::fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display())) {
        let path = entry.expect("a folder can be listed").path();
        let relative = path.strip_prefix(base).expect("it is below").to_owned();
        if path.is_dir() {
            if !["target", "node_modules", "venv"]
                .iter()
                .any(|name| path.ends_with(name))
            {
                collect(base, &path, found);
            }
        } else {
            let name: Vec<_> = relative.iter().map(|part| part.to_string_lossy()).collect();
            let contents = std::fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
            found.insert(name.join("/"), contents);
        }
    }
}
