//! A workspace in a temporary directory, a pipeline whose output is easy to predict, and a terminal that listens.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime};

use serde_json::json;
use specloom::{Canonical, Error, Generated, Note, NoteKind, Place, Result, Sources, Stage, Style};
use tempfile::TempDir;
use xtask::{Pipeline, Terminal};

/// What a command did.
#[derive(Debug)]
pub(crate) struct Ran {
    pub(crate) status: u8,
    pub(crate) out: String,
    pub(crate) err: String,
}

/// A workspace that is removed when dropped.
pub(crate) struct Bench {
    dir: TempDir,
}

impl Bench {
    pub(crate) fn new() -> Self {
        let bench = Self {
            dir: TempDir::new().unwrap(),
        };
        bench.write("Cargo.toml", "[workspace]\n");
        bench.write("clients/runtime/Cargo.toml", "[package]\n");
        fs::create_dir_all(bench.path("specs")).unwrap();
        bench
    }

    /// With these vendors, whose page is their name.
    pub(crate) fn with(vendors: &[&str]) -> Self {
        let bench = Self::new();
        for vendor in vendors {
            bench.vendor(vendor, &format!("{vendor}\n"));
        }
        bench
    }

    pub(crate) fn vendor(&self, name: &str, page: &str) {
        self.write(&format!("specs/{name}/page.md"), page);
        self.write(
            &format!("specs/{name}/vendor.toml"),
            &format!("name = '{name}'\ncrate = '{name}-client'\nversion = '0.1.0'\ndescription = 'd'\n"),
        );
    }

    /// With one vendor, `acme`, whose API takes `request` and gives `response`; generated.
    pub(crate) fn acme(request: &str, response: &str) -> Self {
        let bench = Self::new();
        bench.vendor("acme", "");
        bench.remove("specs/acme/page.md");
        bench.write("specs/acme/page.json", &page(request, response));
        assert_eq!(bench.read_api(&["generate"]).status, 0);
        bench
    }

    /// Runs a command line with the generator's own reading of pages.
    pub(crate) fn read_api(&self, args: &[&str]) -> Ran {
        self.run_with(args, reading())
    }

    /// Makes the workspace a repository and commits everything.
    pub(crate) fn commit(&self) {
        let git = |args: &[&str]| {
            let mut git = std::process::Command::new("git");
            git.arg("-C")
                .arg(self.root())
                .args(["-c", "user.name=t", "-c", "user.email=t@t"]);
            assert!(git.args(args).output().unwrap().status.success(), "{args:?}");
        };
        git(&["init", "--quiet"]);
        git(&["add", "--all"]);
        git(&["commit", "--quiet", "--message", "state"]);
    }

    /// Puts a tag at what is committed.
    pub(crate) fn tag(&self, name: &str) {
        let mut git = std::process::Command::new("git");
        git.arg("-C").arg(self.root()).args(["tag", name]);
        assert!(git.status().unwrap().success(), "{name}");
    }

    pub(crate) fn root(&self) -> &Path {
        self.dir.path()
    }

    pub(crate) fn path(&self, path: &str) -> PathBuf {
        self.root().join(path)
    }

    pub(crate) fn write(&self, path: &str, text: &str) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    pub(crate) fn read(&self, path: &str) -> String {
        fs::read_to_string(self.path(path)).unwrap()
    }

    pub(crate) fn remove(&self, path: &str) {
        fs::remove_file(self.path(path)).unwrap();
    }

    /// Runs a command line with the small pipeline.
    pub(crate) fn run(&self, args: &[&str]) -> Ran {
        self.run_with(args, pipeline())
    }

    /// Runs a command that must succeed.
    pub(crate) fn fine(&self, args: &[&str]) -> String {
        let ran = self.run(args);
        assert_eq!((ran.status, ran.err.as_str()), (0, ""), "{args:?}: {ran:?}");
        ran.out
    }

    pub(crate) fn run_with(&self, args: &[&str], pipeline: Pipeline) -> Ran {
        let (out, err) = (Sink::default(), Sink::default());
        let root = self.root().to_str().unwrap();
        let args = ["xtask", "--root", root]
            .into_iter()
            .chain(args.iter().copied())
            .map(OsString::from);
        let status = xtask::run(args, pipeline, &mut Terminal::plain(out.clone(), err.clone()));
        Ran {
            status,
            out: out.text(),
            err: err.text(),
        }
    }

    /// Every file with its contents and time of modification, without what only Specloom's own runs need.
    pub(crate) fn snapshot(&self) -> BTreeMap<String, (Vec<u8>, SystemTime)> {
        let mut files = BTreeMap::new();
        self.collect(self.root(), &mut files);
        files
    }

    fn collect(&self, folder: &Path, files: &mut BTreeMap<String, (Vec<u8>, SystemTime)>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path
                .strip_prefix(self.root())
                .unwrap()
                .to_str()
                .unwrap()
                .to_owned();
            if name == ".specloom" {
                continue;
            }
            if path.is_dir() {
                files.insert(format!("{name}/"), (Vec::new(), SystemTime::UNIX_EPOCH));
                self.collect(&path, files);
            } else {
                let modified = path.metadata().unwrap().modified().unwrap();
                files.insert(name, (fs::read(&path).unwrap(), modified));
            }
        }
    }

    /// Makes every file look an hour old, so that a file that is written is seen to be.
    pub(crate) fn age(&self) {
        let past = SystemTime::now() - Duration::from_secs(3600);
        for name in self.snapshot().keys().filter(|name| !name.ends_with('/')) {
            let file = fs::File::options().write(true).open(self.path(name)).unwrap();
            file.set_modified(past).unwrap();
        }
    }
}

/// The small pipeline: the crate quotes the page and the overlay. A page may say `extra` (one more file), `broken`
/// (an error there), `panic`, or `outside` (a file outside of the crate).
pub(crate) fn pipeline() -> Pipeline {
    Pipeline::new(generate, canonical, "1.0.0")
}

pub(crate) fn canonical(sources: &Sources) -> Result<Canonical> {
    let page = std::str::from_utf8(&sources.pages[0].bytes).unwrap();
    for (number, line) in page.lines().enumerate() {
        if let Some(column) = line.find("broken") {
            return Err(Error::new(
                Stage::Read,
                Place::file(&sources.pages[0].name).at(number + 1, column + 1),
                "the page is broken",
                "mend it",
            ));
        }
    }
    let title = page.lines().next().unwrap_or_default();
    Ok(Canonical {
        file: sources.pages[0].name.clone(),
        style: Style::MintlifyEndpoint,
        document: json!({
            "openapi": "3.0.3",
            "info": {"title": title, "version": "1"},
            "servers": [{"url": "https://api.test"}],
            "paths": {"/tokens": {"post": {"operationId": "createToken"}}},
            "components": {
                "schemas": {"Token": {"type": "object"}},
                "securitySchemes": {"key": {"type": "apiKey", "in": "header", "name": "X-Api-Key"}},
            },
        }),
        notes: vec![Note::new(
            NoteKind::Inferred,
            "guess",
            "/info",
            "the title is a guess",
        )],
        set: specloom::PageSet::default(),
        left_out: specloom::pass::LeftOut::default(),
    })
}

pub(crate) fn generate(sources: &Sources) -> Result<Generated> {
    let canonical = canonical(sources)?;
    let page = std::str::from_utf8(&sources.pages[0].bytes).unwrap();
    assert!(!page.contains("panic"), "asked to panic");
    let header = "Generated by Specloom. Do not edit";
    let overlay = sources.overlay.as_ref().map_or(0, |overlay| overlay.bytes.len());
    let (name, version) = (&sources.vendor.crate_name, &sources.vendor.version);
    let mut files = BTreeMap::from([
        (
            "Cargo.toml".to_owned(),
            format!(
                "# {header}\n[package]\nname = \"{name}\"\nversion = \"{version}\"\n\n[dependencies]\n\
                 specloom-runtime = {{ version = \"0.1.0\", path = \"../runtime\" }}\n"
            ),
        ),
        (
            "README.md".to_owned(),
            format!("<!-- {header} -->\noverlay of {overlay} bytes\n"),
        ),
        ("src/lib.rs".to_owned(), format!("// {header}\n/*\n{page}*/\n")),
    ]);
    if page.contains("extra") {
        files.insert("src/extra/mod.rs".to_owned(), format!("// {header}\n"));
    }
    if page.contains("outside") {
        files.insert("../../escaped.rs".to_owned(), String::new());
    }
    let notes = canonical.notes.clone();
    Ok(Generated {
        canonical,
        files,
        notes,
    })
}

/// The generator's own reading, with the small crate: for what depends on the API that a page describes.
pub(crate) fn reading() -> Pipeline {
    fn generate(sources: &Sources) -> Result<Generated> {
        let canonical = specloom::canonical(sources)?;
        let notes = canonical.notes.clone();
        Ok(Generated {
            canonical,
            notes,
            ..self::generate(sources)?
        })
    }
    Pipeline::new(generate, specloom::canonical, "1.0.0")
}

/// An OpenAPI page: an operation that takes `request` and gives `response`, both lists of properties, those with a `!`
/// required.
pub(crate) fn page(request: &str, response: &str) -> String {
    let schema = |properties: &str| {
        let names = || properties.split_whitespace();
        let required: Vec<&str> = names().filter_map(|name| name.strip_suffix('!')).collect();
        let properties: serde_json::Map<String, serde_json::Value> = names()
            .map(|name| (name.trim_end_matches('!').to_owned(), json!({"type": "string"})))
            .collect();
        let mut schema = json!({"type": "object", "properties": properties});
        if !required.is_empty() {
            schema["required"] = json!(required);
        }
        json!({"application/json": {"schema": schema}})
    };
    let document = json!({
        "openapi": "3.0.3",
        "info": {"title": "Acme", "version": "1"},
        "servers": [{"url": "https://api.acme.test"}],
        "security": [{"key": []}],
        "paths": {"/tokens": {"post": {
            "operationId": "createToken",
            "requestBody": {"required": true, "content": schema(request)},
            "responses": {"200": {"description": "Created", "content": schema(response)}},
        }}},
        "components": {"securitySchemes": {"key": {"type": "http", "scheme": "bearer"}}},
    });
    format!("{document:#}\n")
}

/// The lines of `text` without their indentation.
pub(crate) fn lines(text: &str) -> Vec<&str> {
    text.lines().map(str::trim).collect()
}

/// What is said last.
pub(crate) fn last_line(text: &str) -> &str {
    text.lines().last().unwrap_or_default()
}

#[derive(Clone, Default)]
struct Sink(Arc<Mutex<Vec<u8>>>);

impl Sink {
    fn text(&self) -> String {
        String::from_utf8(self.0.lock().unwrap().clone()).unwrap()
    }
}

impl Write for Sink {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
