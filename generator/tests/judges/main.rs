//! Two independent judges, oasdiff and Redocly, look at every rule's fixture: where both agree, so do we ([`agreement`]), and what
//! oasdiff tells, we tell ([`coverage`]), or a table beside the fixtures says why not.
//!
//! Needs the tools that `tests/oracles/install` installs: set `SPECLOOM_ORACLES` to `tests/oracles/node_modules`.

mod agreement;
mod coverage;
#[path = "../families/mod.rs"]
mod families;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::{LazyLock, Mutex};

use serde_json::Value;
use specloom::compare::rules;

use families::Family;

/// A rule's fixture, and what oasdiff tells of it.
struct Judged {
    files: [PathBuf; 2],
    changelog: Value,
}

/// By the rule's id; none without the tools. Asked once: starting the tool is what takes long.
static JUDGED: LazyLock<Option<BTreeMap<&str, Judged>>> = LazyLock::new(|| {
    let modules = modules()?;
    // What becomes of a crate is nothing that is found between two documents.
    let ids = rules()
        .iter()
        .filter(|(family, _)| *family != "rust")
        .flat_map(|(_, rules)| rules.iter().map(|rule| rule.id));
    let fixtures = Family::all();
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("judges");
    let judged = on_each_core(ids.collect(), |id| {
        let files = families::files_of(&fixtures, id, &folder);
        let changelog = ask(modules.join(".bin/oasdiff"), &["changelog", "-f", "json"], &files);
        (*id, Judged { files, changelog })
    });
    Some(judged.into_iter().collect())
});

/// Where the tools are; says so where they are not.
fn modules() -> Option<PathBuf> {
    let modules = std::env::var_os("SPECLOOM_ORACLES").map(PathBuf::from);
    if modules.is_none() {
        println!("skipped: SPECLOOM_ORACLES is not set, no judges to ask");
    }
    modules
}

/// What a tool writes as JSON; null where it writes nothing.
fn ask(tool: PathBuf, arguments: &[&str], files: &[PathBuf]) -> Value {
    let output = Command::new(&tool)
        .args(arguments)
        .args(files)
        .env("REDOCLY_TELEMETRY", "off")
        .env("REDOCLY_SUPPRESS_UPDATE_NOTICE", "true")
        .output()
        .expect("the tool starts");
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{} {files:?}: {errors}", tool.display());
    match output.stdout.trim_ascii().is_empty() {
        true => Value::Null,
        false => serde_json::from_slice(&output.stdout).expect("the tool writes JSON"),
    }
}

/// What `work` makes of each item, in no order.
fn on_each_core<I: Send, O: Send>(items: Vec<I>, work: impl Fn(&I) -> O + Sync) -> Vec<O> {
    let (items, done) = (Mutex::new(items.into_iter()), Mutex::new(Vec::new()));
    let next = || items.lock().expect("no thread panics with the lock").next();
    std::thread::scope(|scope| {
        for _ in 0..std::thread::available_parallelism().map_or(2, usize::from) {
            scope.spawn(|| {
                while let Some(item) = next() {
                    let output = work(&item);
                    done.lock().expect("no thread panics with the lock").push(output);
                }
            });
        }
    });
    done.into_inner().expect("no thread panics with the lock")
}
