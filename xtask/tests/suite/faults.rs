//! `update` and `generate` when they are killed, when a call fails and when the disk is full, at every call that changes
//! something: afterwards everything is as it was or as it was to be.

use std::collections::BTreeMap;
use std::os::unix::process::ExitStatusExt;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use xtask::commit::Guard;

use crate::support::{Bench, page};

/// The library that makes calls fail; see its source.
fn library() -> &'static Path {
    static LIBRARY: OnceLock<(tempfile::TempDir, PathBuf)> = OnceLock::new();
    let (_, path) = LIBRARY.get_or_init(|| {
        let folder = tempfile::TempDir::new().unwrap();
        let path = folder.path().join("faults.so");
        let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/suite/faults.c");
        // What links Rust programs compiles C as well.
        let compiled = Command::new("cc")
            .args(["-shared", "-fPIC", "-O1", "-o"])
            .args([&path, &source])
            .arg("-ldl")
            .output()
            .unwrap();
        assert!(
            compiled.status.success(),
            "{}",
            String::from_utf8_lossy(&compiled.stderr)
        );
        (folder, path)
    });
    path
}

type State = BTreeMap<String, Vec<u8>>;

fn state(bench: &Bench) -> State {
    let files = bench.snapshot().into_iter();
    files.map(|(path, (contents, _))| (path, contents)).collect()
}

/// The workspace before the command, and the command.
struct Case {
    before: State,
    args: &'static [&'static str],
}

/// A workspace of these files.
fn bench(files: &State) -> Bench {
    let bench = Bench::new();
    for (path, contents) in files.iter().filter(|(path, _)| !path.ends_with('/')) {
        bench.write(path, std::str::from_utf8(contents).unwrap());
    }
    bench
}

/// Runs the command on a fresh workspace with a fault at the `at`th call. What it leaves, whether the call was reached, and how it
/// ended: its status, or nothing for one that was killed.
fn run(case: &Case, mode: &str, at: usize) -> (Bench, bool, Option<i32>) {
    let bench = bench(&case.before);
    let aside = tempfile::TempDir::new().unwrap();
    let mark = aside.path().join("reached");
    let ran = Command::new(env!("CARGO_BIN_EXE_xtask"))
        .arg("--root")
        .arg(bench.root())
        .args(case.args)
        .current_dir(bench.root())
        .env("LD_PRELOAD", library())
        .env("FAULT_ROOT", bench.root())
        .env("FAULT_AT", at.to_string())
        .env("FAULT_MODE", mode)
        .env("FAULT_MARK", &mark)
        .output()
        .unwrap();
    let status = ran.status.code();
    assert!(
        status.is_some() || (mode == "kill" && ran.status.signal() == Some(9)),
        "{mode} {at}: {ran:?}"
    );
    if status == Some(2) {
        let said = String::from_utf8_lossy(&ran.stderr);
        assert!(
            said.contains("help: ") && !said.contains("panicked"),
            "{mode} {at}: {said}"
        );
    }
    (bench, mark.exists(), status)
}

/// The command with a fault at every call of it.
fn at_every_call(case: &Case) {
    let before = &case.before;
    let (done, reached, status) = run(case, "none", 0);
    assert_eq!((reached, status), (false, Some(0)));
    let after = state(&done);
    assert_ne!(before, &after);
    for mode in ["kill", "once", "full"] {
        let mut at = 1;
        loop {
            let (bench, reached, status) = run(case, mode, at);
            if !reached {
                break;
            }
            let left = state(&bench);
            // cargo starts the next run: no file is missing, and none is half of one.
            for (path, old) in before {
                let contents = left.get(path);
                let is_whole = contents == Some(old) || contents == after.get(path);
                assert!(is_whole, "{mode} {at}: {path}");
            }
            // What every command does first.
            drop(Guard::take(bench.root()).unwrap());
            let settled = state(&bench);
            match status {
                Some(0) => assert!(settled == after, "{mode} {at}: done, but not all of it"),
                Some(_) => assert!(
                    settled == *before,
                    "{mode} {at}: refused, but something is written"
                ),
                None => assert!(settled == *before || settled == after, "{mode} {at}: neither"),
            }
            at += 1;
        }
        assert!(at > 40, "{mode}: {at} calls");
    }
}

fn updating() -> Bench {
    let bench = Bench::acme("name", "token!");
    bench.write("new.json", &page("name", "token! expires_at"));
    bench.write(
        "Cargo.lock",
        "# Generated\nversion = 4\n\n[[package]]\nname = \"acme-client\"\nversion = \"0.1.0\"\n",
    );
    bench
}

#[test]
fn update_is_done_or_not() {
    at_every_call(&Case {
        before: state(&updating()),
        args: &["update", "acme", "--page", "new.json"],
    });
}

/// A client comes, one changes, one goes.
fn generating() -> Bench {
    let bench = Bench::acme("name", "token!");
    bench.vendor("globex", "");
    bench.remove("specs/globex/page.md");
    bench.write("specs/globex/page.json", &page("name", "token!"));
    bench.vendor("initech", &page("name", "token!"));
    assert_eq!(bench.read_api(&["generate"]).status, 0);
    std::fs::remove_dir_all(bench.path("specs/initech")).unwrap();
    std::fs::remove_dir_all(bench.path("clients/globex")).unwrap();
    bench.write("specs/acme/page.json", &page("name", "token! expires_at"));
    bench
}

#[test]
fn generate_is_done_or_not() {
    at_every_call(&Case {
        before: state(&generating()),
        args: &["generate"],
    });
}
