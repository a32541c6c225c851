//! Names are held: code that uses every public name of a client compiles with the client of each later page on which no name has a
//! reason to change. `tests/changes/importer/page.yaml` has the pages, `code` writes the importer.

#[path = "../../../generator/tests/families/mod.rs"]
mod families;

mod code;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;
use specloom_tests::command_line::{Scratch, run};
use specloom_tests::workspace::root;

/// Clients before and after, and one importer that compiles with all of those after.
struct Importer {
    scratch: Scratch,
    folder: PathBuf,
    lib: String,
    dependencies: String,
}

impl Importer {
    /// Those of different names are compiled side by side, with the same libraries.
    fn new(name: &str) -> Self {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("importer").join(name);
        let _ = fs::remove_dir_all(folder.join("src"));
        fs::create_dir_all(folder.join("src")).unwrap();
        let runtime = root().join("clients/runtime");
        Self {
            scratch: Scratch::new(),
            folder,
            lib: "//! Uses every name.\n#![allow(warnings)]\nfn any<T>() -> T { loop {} }\n".to_owned(),
            dependencies: format!(
                "specloom-runtime = {{ path = {runtime:?}, default-features = false }}\nserde = \"1\"\nserde_json = \"1\"\n"
            ),
        }
    }

    /// Makes a client of `old`, has the importer use it, and takes over `new`; says what `update` said.
    fn take_over(&mut self, name: &str, old: (&str, &str), new: (&str, &str), more: &[&str]) -> String {
        let krate = format!("{name}_client");
        for (file, text) in [old, new] {
            self.scratch.write(file, text);
        }
        let [old, new] = [old.0, new.0].map(|file| self.scratch.path(file).display().to_string());
        let ran = run(self.scratch.root(), ["add", name, &old]);
        assert_eq!((ran.status, ran.stderr.as_str()), (0, ""), "{name}: {ran:?}");
        let client = self.scratch.path(&format!("clients/{name}"));
        self.lib += &format!("mod {name} {{\n");
        for (module, path) in code::MODULES {
            let source = fs::read_to_string(client.join(format!("src/{module}.rs"))).unwrap();
            self.lib += &code::of(&krate, module, path, &source);
        }
        self.lib += "}\n";
        let update = ["update", name, "--page", &new, "--allow-breaking"];
        let ran = run(self.scratch.root(), update.iter().chain(more).copied());
        assert_eq!((ran.status, ran.stderr.as_str()), (0, ""), "{name}: {ran:?}");
        let to = self.folder.join("clients").join(name);
        let _ = fs::remove_dir_all(&to);
        fs::create_dir_all(to.join("src")).unwrap();
        for file in fs::read_dir(client.join("src")).unwrap() {
            let file = file.unwrap();
            fs::copy(file.path(), to.join("src").join(file.file_name())).unwrap();
        }
        let manifest = fs::read_to_string(client.join("Cargo.toml")).unwrap();
        let runtime = format!("path = {:?}", root().join("clients/runtime"));
        fs::write(
            to.join("Cargo.toml"),
            manifest.replace("path = \"../runtime\"", &runtime),
        )
        .unwrap();
        self.dependencies +=
            &format!("{name}-client = {{ path = \"clients/{name}\", default-features = false }}\n");
        ran.stdout
    }

    /// Compiles it; what the compiler has against it.
    fn compiled(self) -> Result<(), String> {
        let manifest = format!(
            "[package]\nname = \"importer\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n[dependencies]\n{}\n[workspace]\n\n\
             [profile.dev]\ndebug = false\nincremental = false\n",
            self.dependencies
        );
        fs::write(self.folder.join("Cargo.toml"), manifest).unwrap();
        fs::write(self.folder.join("src/lib.rs"), self.lib).unwrap();
        // What the workspace has resolved is what is there without a network.
        fs::copy(root().join("Cargo.lock"), self.folder.join("Cargo.lock")).unwrap();
        let output = Command::new(env!("CARGO"))
            .args(["check", "--quiet", "--offline"])
            .current_dir(&self.folder)
            .env("CARGO_TARGET_DIR", self.folder.with_file_name("target"))
            .output()
            .unwrap();
        match output.status.success() {
            true => Ok(()),
            false => Err(String::from_utf8_lossy(&output.stderr).into_owned()),
        }
    }
}

fn pages() -> families::Family {
    families::Family::read(root().join("tests/changes/importer/page.yaml"))
}

fn text(page: &Value) -> String {
    format!("{page:#}\n")
}

#[test]
fn an_importer_compiles_with_the_client_of_each_later_page() {
    let pages = pages();
    let base = text(&pages.base);
    let mut importer = Importer::new("held");
    for (number, case) in pages.cases().iter().enumerate() {
        let (name, after) = (format!("acme{number}"), text(&case.apply(&pages.base)));
        let said = importer.take_over(&name, ("old.json", &base), ("new.json", &after), &[]);
        assert!(!said.contains("rust: major"), "{}: {said}", case.edit.name);
    }
    // From a form of the page's own to a fence with a document.
    let [expanded, fence] = ["specs", "tests/changes"].map(|folder| {
        let page = root().join(folder).join("infisical/page.md");
        fs::read_to_string(page).unwrap()
    });
    let said = importer.take_over("fence", ("old.md", &expanded), ("new.md", &fence), &[]);
    assert!(said.contains("(patch)"), "{said}");
    if let Err(said) = importer.compiled() {
        panic!("{said}");
    }
}

/// The importer does use the names: what is let go of, it misses.
#[test]
fn an_importer_does_not_compile_where_names_are_let_go() {
    let pages = pages();
    let base = text(&pages.base);
    let renames = |case: &&families::Case<'_>| case.edit.name == "schemas have other names";
    let cases = pages.cases();
    let after = text(&cases.iter().find(renames).unwrap().apply(&pages.base));
    let mut importer = Importer::new("let-go");
    let said = importer.take_over("acme", ("old.json", &base), ("new.json", &after), &["--rename"]);
    assert!(said.contains("rust: major"), "{said}");
    let said = importer.compiled().unwrap_err();
    for name in ["GardenShed", "Tool", "Edge"] {
        assert!(said.contains(&format!("`{name}`")), "{name}: {said}");
    }
}
