//! Every client that the optional corpus gives, compiled: no error and no warning, its example included.
//!
//! Hours without optimisation, so it runs when asked: `SPECLOOM_CORPUS=… cargo test -p specloom-tests --test corpus_compile --
//! --ignored`, with `SPECLOOM_CORPUS_ONLY` for the documents whose names hold a text.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use specloom::{FileSet, Source, Sources, Vendor};
use specloom_tests::corpus;
use specloom_tests::workspace::root;

const VENDOR: &str = "name = 'Acme'\ncrate = 'acme-client'\nversion = '0.1.0'\ndescription = 'Calls Acme'\n";

/// The client of a document, or of the pages of a folder together.
fn generated(path: &Path) -> Option<FileSet> {
    let pages = if path.is_dir() {
        corpus::documents(path)
    } else {
        vec![path.to_owned()]
    };
    let read = |page: &PathBuf| Source::new(page.display().to_string(), fs::read(page).unwrap());
    let sources = Sources {
        pages: pages.iter().map(read).collect(),
        overlay: None,
        vendor: Vendor::parse(&Source::new("vendor.toml", VENDOR)).unwrap(),
        changelog: None,
    };
    // Which documents are refused, and why, is `corpus_try.rs`' to say.
    Some(specloom::generate(&sources).ok()?.files)
}

/// What cargo has to say against a crate; nothing, if it compiles.
fn compiled(files: &FileSet, folder: &Path) -> String {
    let crate_root = folder.join("crate");
    let _ = fs::remove_dir_all(&crate_root);
    for (name, text) in files {
        let file = crate_root.join(name);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, text).unwrap();
    }
    let manifest = crate_root.join("Cargo.toml");
    let place = root().join("clients/acme");
    let standalone = xtask::standalone::manifest(&fs::read_to_string(&manifest).unwrap(), &place).unwrap();
    fs::write(&manifest, standalone).unwrap();
    // What the workspace has resolved is what is there without a network.
    fs::copy(root().join("Cargo.lock"), crate_root.join("Cargo.lock")).unwrap();
    let output = Command::new(env!("CARGO"))
        .args(["check", "--quiet", "--offline", "--lib", "--examples"])
        .current_dir(&crate_root)
        .env("CARGO_TARGET_DIR", folder.join("target"))
        .env("CARGO_INCREMENTAL", "0")
        .env("RUSTFLAGS", "-D warnings")
        .output()
        .unwrap();
    match output.status.success() {
        true => String::new(),
        false => String::from_utf8_lossy(&output.stderr).into_owned(),
    }
}

#[test]
#[ignore = "hours without optimisation; see above"]
fn every_client_of_the_corpus_compiles() {
    let Some(corpus_folder) = corpus::folder("the corpus' clients, compiled") else {
        return;
    };
    let only = std::env::var("SPECLOOM_CORPUS_ONLY").unwrap_or_default();
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("corpus");
    let (mut clients, mut broken) = (0, Vec::new());
    for kind in ["pages", "specs", "sets"] {
        let folder_of_kind = corpus_folder.join(kind);
        let paths = match kind {
            "sets" => corpus::folders(&folder_of_kind),
            _ => corpus::documents(&folder_of_kind),
        };
        for path in paths {
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            if !name.contains(&only) {
                continue;
            }
            let start = Instant::now();
            let Some(files) = generated(&path) else { continue };
            let generating = start.elapsed();
            let complaints = compiled(&files, &folder);
            clients += 1;
            let verdict = if complaints.is_empty() {
                "compiles"
            } else {
                "BREAKS"
            };
            let _ = writeln!(
                std::io::stderr(),
                "{verdict}: {name}: generated in {:.1} s, {} bytes, checked after {:.1} s",
                generating.as_secs_f64(),
                files.values().map(String::len).sum::<usize>(),
                start.elapsed().as_secs_f64()
            );
            if !complaints.is_empty() {
                let first: Vec<&str> = complaints.lines().take(8).collect();
                broken.push(format!("{name}:\n{}", first.join("\n")));
            }
        }
    }
    let _ = fs::remove_dir_all(&folder);
    assert!(clients > 0, "no document of the corpus is called like `{only}`");
    assert!(
        broken.is_empty(),
        "{} of {clients} clients break\n{}",
        broken.len(),
        broken.join("\n")
    );
}
