//! The command line, whole, in this process: `cargo xtask ARGS` in a workspace.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use xtask::{Pipeline, Terminal};

/// What a command left.
#[derive(Debug)]
pub struct Output {
    /// Exit status: 0 fine, 1 a finding, 2 could not run.
    pub status: u8,
    /// What it printed.
    pub stdout: String,
    /// What it said about itself.
    pub stderr: String,
}

/// Runs `cargo xtask` with `arguments` on the workspace at `root`.
pub fn run<'a>(root: &Path, arguments: impl IntoIterator<Item = &'a str>) -> Output {
    let (out, err) = (Buffer::default(), Buffer::default());
    let mut terminal = Terminal::plain(out.clone(), err.clone());
    let root = ["xtask".into(), "--root".into(), root.as_os_str().to_owned()];
    let arguments = root.into_iter().chain(arguments.into_iter().map(Into::into));
    let status = xtask::run(arguments, Pipeline::specloom(), &mut terminal);
    Output {
        status,
        stdout: out.text(),
        stderr: err.text(),
    }
}

/// A workspace of made-up vendors in a folder of its own.
pub struct Scratch {
    folder: tempfile::TempDir,
}

impl Scratch {
    /// An empty workspace.
    pub fn new() -> Self {
        let scratch = Self {
            folder: tempfile::tempdir().expect("there is a place for temporary files"),
        };
        scratch.write("Cargo.toml", "[workspace]\nmembers = [\"clients/*\"]\n");
        std::fs::create_dir(scratch.path("specs")).expect("it is new");
        scratch
    }

    /// A workspace with the vendor `acme`.
    pub fn with_acme(page: impl AsRef<[u8]>) -> Self {
        let scratch = Self::new();
        scratch.write("specs/acme/page.md", page);
        scratch.write(
            "specs/acme/vendor.toml",
            "name = \"Acme\"\ncrate = \"acme-client\"\nversion = \"0.1.0\"\ndescription = \"Calls Acme\"\n",
        );
        scratch
    }

    /// Its root.
    pub fn root(&self) -> &Path {
        self.folder.path()
    }

    /// A path in it.
    pub fn path(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    /// Writes a file, its folders included.
    pub fn write(&self, path: &str, contents: impl AsRef<[u8]>) {
        let path = self.path(path);
        std::fs::create_dir_all(path.parent().expect("it is below the root")).expect("folders can be made");
        std::fs::write(path, contents).expect("files can be written");
    }
}

impl Default for Scratch {
    fn default() -> Self {
        Self::new()
    }
}

#[derive(Clone, Default)]
struct Buffer(Arc<Mutex<Vec<u8>>>);

impl Buffer {
    fn text(&self) -> String {
        String::from_utf8_lossy(&self.0.lock().expect("no holder panics")).into_owned()
    }
}

impl Write for Buffer {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().expect("no holder panics").write(bytes)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}
