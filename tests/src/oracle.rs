//! Software nobody here wrote: found where `tests/oracles/install` puts it, and skipped loudly where it is not.

use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::sync::mpsc;
use std::time::Duration;

use crate::workspace::root;

/// Environment variable that turns a skip into a failure.
const REQUIRE: &str = "SPECLOOM_REQUIRE_ORACLES";

/// A tool that is not installed gives `None`, after a loud word, or a failure if `SPECLOOM_REQUIRE_ORACLES` is `1`.
pub fn tool(name: &str) -> Option<PathBuf> {
    let oracles = root().join("tests/oracles");
    let places = [
        oracles.join("node_modules/.bin").join(name),
        oracles.join("venv/bin").join(name),
    ];
    let found = places.into_iter().find(|path| runs(path));
    if found.is_none() {
        let why = "it does not run; `tests/oracles/install` installs it (node and python needed)";
        assert!(
            std::env::var(REQUIRE).as_deref() != Ok("1"),
            "{name}: {why}, and {REQUIRE}=1 asks for it"
        );
        crate::skipped(name, why);
    }
    found
}

/// A script of `tests/oracles`, run by node; `None`, after a loud word, where a package that it needs is not installed, or a failure if
/// `SPECLOOM_REQUIRE_ORACLES` is `1`.
pub fn script(name: &str, needs: &str) -> Option<Command> {
    if !is_installed(needs) {
        return None;
    }
    let mut command = quiet(Path::new("node"));
    command.arg(root().join("tests/oracles").join(name));
    Some(command)
}

/// A file of a package of `tests/oracles`; `None` as for [`script`].
pub fn file(package: &str, path: &str) -> Option<PathBuf> {
    let folder = root().join("tests/oracles/node_modules").join(package);
    is_installed(package).then(|| folder.join(path))
}

/// Whether a package is there; loud, or a failure, where it is not.
fn is_installed(package: &str) -> bool {
    let is_there = root().join("tests/oracles/node_modules").join(package).exists();
    if !is_there {
        let why = "it is not installed; `tests/oracles/install` installs it (node needed)";
        assert!(
            std::env::var(REQUIRE).as_deref() != Ok("1"),
            "{package}: {why}, and {REQUIRE}=1 asks for it"
        );
        crate::skipped(package, why);
    }
    is_there
}

fn runs(tool: &Path) -> bool {
    tool.exists()
        && quiet(tool)
            .arg("--version")
            .output()
            .is_ok_and(|output| output.status.success())
}

/// The tool as a command that neither phones home nor asks.
pub fn quiet(tool: &Path) -> Command {
    let mut command = Command::new(tool);
    command
        .env("REDOCLY_TELEMETRY", "off")
        .env("REDOCLY_SUPPRESS_UPDATE_NOTICE", "true")
        .env("NO_COLOR", "1")
        .stdin(Stdio::null());
    command
}

/// Fails with what the tool said unless it ended well.
#[track_caller]
pub fn assert_success(what: &str, output: &Output) {
    assert!(
        output.status.success(),
        "{what}: {}\n{}{}",
        output.status,
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    );
}

/// `prism mock` serving a document on loopback; killed when dropped.
pub struct Prism {
    url: String,
    child: Child,
}

impl Prism {
    /// Serves `document`.
    pub fn mock(prism: &Path, document: &Path) -> Self {
        let mut child = quiet(prism)
            .args(["mock", "--host", "127.0.0.1", "--port", "0"])
            .arg(document)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("prism starts");
        let output = BufReader::new(child.stdout.take().expect("it is piped"));
        let (send, receive) = mpsc::channel();
        // Reads to the end: a full pipe would stop the server.
        std::thread::spawn(move || {
            for line in output.lines().map_while(Result::ok) {
                let _ = send.send(line);
            }
        });
        let mut said = String::new();
        let url = loop {
            match receive.recv_timeout(Duration::from_secs(120)) {
                Ok(line) => match line.split_once("listening on ") {
                    Some((_, url)) => break url.trim().to_owned(),
                    None => said += &format!("{line}\n"),
                },
                Err(error) => {
                    let _ = child.kill();
                    panic!("prism does not serve {}: {error}\n{said}", document.display());
                }
            }
        };
        Self { url, child }
    }

    /// `http://127.0.0.1:port`.
    pub fn url(&self) -> String {
        self.url.clone()
    }
}

impl Drop for Prism {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
