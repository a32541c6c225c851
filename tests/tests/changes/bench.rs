//! A copy of this workspace's pages and clients to run the command line on, in this process.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;
use specloom_tests::command_line::{self, Output};
use specloom_tests::workspace::{files, root};

/// The copy.
pub struct Bench {
    folder: tempfile::TempDir,
}

impl Bench {
    /// Copies `specs/` and `clients/`.
    pub fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let to = folder.path();
        fs::write(to.join("Cargo.toml"), "[workspace]\nmembers = [\"clients/*\"]\n").unwrap();
        for name in ["specs", "clients"] {
            for (path, contents) in files(&root().join(name)) {
                let path = to.join(name).join(path);
                fs::create_dir_all(path.parent().unwrap()).unwrap();
                fs::write(path, contents).unwrap();
            }
        }
        Self { folder }
    }

    /// Runs `cargo xtask ARGS` there.
    pub fn run(&self, args: &[&str]) -> Output {
        command_line::run(self.folder.path(), args.iter().copied())
    }

    /// `update VENDOR --page PAGE` with more arguments.
    pub fn update(&self, vendor: &str, page: &Path, more: &[&str]) -> Output {
        let page = page.to_str().unwrap();
        self.run(&[&["update", vendor, "--page", page], more].concat())
    }

    /// The vendor's canonical document.
    pub fn document(&self, vendor: &str) -> Value {
        serde_yaml::from_str(&self.read(&format!("specs/{vendor}/openapi.yaml"))).unwrap()
    }

    /// A file's text.
    pub fn read(&self, path: &str) -> String {
        fs::read_to_string(self.path(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
    }

    /// Replaces what occurs once in a file.
    pub fn edit(&self, path: &str, from: &str, to: &str) {
        fs::write(self.path(path), replaced(&self.read(path), from, to)).unwrap();
    }

    /// A new version of the vendor's page: the one in `tests/changes/`, or the present one, with one replacement.
    pub fn page(&self, page: &Path, from: &str, to: &str) -> PathBuf {
        let text = replaced(&fs::read_to_string(page).unwrap(), from, to);
        let path = self.path("new-page.md");
        fs::write(&path, text).unwrap();
        path
    }

    /// A path in the copy.
    pub fn path(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    /// All pages and clients, by path, with their contents.
    pub fn snapshot(&self) -> BTreeMap<String, Vec<u8>> {
        let of = |name: &'static str| {
            let files = files(&self.path(name)).into_iter();
            files.map(move |(path, contents)| (format!("{name}/{path}"), contents))
        };
        of("specs").chain(of("clients")).collect()
    }

    /// Paths of the files that differ from `before`, are new or are gone.
    pub fn changed_since(&self, before: &BTreeMap<String, Vec<u8>>) -> Vec<String> {
        let now = self.snapshot();
        let differs = |path: &&String| now.get(*path) != before.get(*path);
        let mut paths: Vec<String> = before.keys().chain(now.keys()).filter(differs).cloned().collect();
        paths.sort();
        paths.dedup();
        paths
    }
}

/// The next version of a vendor's page.
pub fn next_page(vendor: &str) -> PathBuf {
    root().join("tests/changes").join(vendor).join("page.md")
}

/// The present version of a vendor's page.
pub fn present_page(vendor: &str) -> PathBuf {
    root().join("specs").join(vendor).join("page.md")
}

fn replaced(text: &str, from: &str, to: &str) -> String {
    assert_eq!(text.matches(from).count(), 1, "{from:?} occurs once");
    text.replace(from, to)
}
