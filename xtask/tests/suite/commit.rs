//! All or nothing, also when the process dies half-way or the disk refuses.

use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};

use xtask::commit::{Changes, Guard};

use crate::support::{Bench, last_line};

fn changes() -> Changes {
    Changes::from([
        ("a/changed.txt".into(), Some(b"new".to_vec())),
        ("a/removed.txt".into(), None),
        ("b/deep/added.txt".into(), Some(b"new".to_vec())),
        ("b/never-was.txt".into(), None),
        ("c.txt".into(), Some(b"new".to_vec())),
    ])
}

fn before() -> Bench {
    let bench = Bench::new();
    bench.write("a/changed.txt", "old");
    bench.write("a/removed.txt", "old");
    bench.write("a/untouched.txt", "old");
    bench.age();
    bench
}

#[test]
fn applies_everything() {
    let bench = before();
    let (guard, restored) = Guard::take(bench.root()).unwrap();
    assert!(!restored);
    guard.apply(&changes(), |_| {}).unwrap();
    assert_eq!(bench.read("a/changed.txt"), "new");
    assert_eq!(bench.read("b/deep/added.txt"), "new");
    assert_eq!(bench.read("c.txt"), "new");
    assert!(!bench.path("a/removed.txt").exists());
    let left: Vec<_> = fs::read_dir(bench.path(".specloom"))
        .unwrap()
        .map(|e| e.unwrap().file_name())
        .collect();
    assert_eq!(left, ["lock"]);
}

/// A panic between two moves leaves what a kill there leaves: there is no code that cleans up on the way out.
#[test]
fn a_run_that_dies_between_any_two_moves_is_undone_by_the_next() {
    let mut died = 0;
    loop {
        let bench = before();
        let snapshot = bench.snapshot();
        let (guard, _) = Guard::take(bench.root()).unwrap();
        let mut step = 0;
        let result = catch_unwind(AssertUnwindSafe(|| {
            guard.apply(&changes(), |_| {
                assert!(step != died, "killed");
                step += 1;
            })
        }));
        if result.is_ok() {
            break;
        }
        drop(guard);
        // What starts the next run must find each file, old or new, and each directory with all it is to have.
        assert!(["old", "new"].contains(&bench.read("a/changed.txt").as_str()));
        assert_eq!(bench.path("b").exists(), bench.path("b/deep/added.txt").exists());
        assert!(xtask::commit::interrupted(bench.root()));
        drop(Guard::take(bench.root()).unwrap());
        assert_eq!(bench.snapshot(), snapshot, "killed at step {died}");
        assert!(!xtask::commit::interrupted(bench.root()));
        died += 1;
    }
    // A directory and four files.
    assert_eq!(died, 5);
}

#[test]
fn a_directory_in_which_nothing_is_left_goes_at_once_and_comes_back() {
    let bench = Bench::new();
    for file in [
        "clients/acme/Cargo.toml",
        "clients/acme/src/lib.rs",
        "clients/own/Cargo.toml",
        "clients/own/.mine",
    ] {
        bench.write(file, "old");
    }
    bench.age();
    let snapshot = bench.snapshot();
    let removed: Changes = ["acme/Cargo.toml", "acme/src/lib.rs", "own/Cargo.toml"]
        .map(|file| (format!("clients/{file}"), None))
        .into();
    let (guard, _) = Guard::take(bench.root()).unwrap();
    let mut steps = Vec::new();
    let killed = catch_unwind(AssertUnwindSafe(|| {
        guard.apply(&removed, |path| {
            assert!(steps.is_empty(), "killed");
            steps.push(path.to_owned());
        })
    }));
    assert!(killed.is_err());
    assert_eq!(steps, ["clients/acme"]);
    assert!(!bench.path("clients/acme").exists());
    drop(guard);
    let (guard, restored) = Guard::take(bench.root()).unwrap();
    assert!(restored);
    assert_eq!(bench.snapshot(), snapshot);
    guard.apply(&removed, |_| {}).unwrap();
    assert!(!bench.path("clients/acme").exists());
    assert_eq!(bench.read("clients/own/.mine"), "old");
}

#[test]
fn a_journal_that_cannot_be_read_is_explained() {
    let bench = Bench::with(&["acme"]);
    bench.write(".specloom/journal.toml", "torn");
    let ran = bench.run(&["check"]);
    assert_eq!(ran.status, 2);
    assert!(ran.err.contains("`journal.toml` is not readable"), "{ran:?}");
    assert!(
        ran.err.contains("look at what has changed (`git status`)"),
        "{ran:?}"
    );
}

#[test]
fn the_next_command_of_any_kind_puts_everything_back() {
    let bench = Bench::with(&["acme"]);
    bench.fine(&["generate"]);
    let (guard, _) = Guard::take(bench.root()).unwrap();
    let halfway = Changes::from([
        ("clients/acme/README.md".into(), Some(b"half".to_vec())),
        ("clients/acme/src/lib.rs".into(), Some(b"half".to_vec())),
    ]);
    let mut step = 0;
    let killed = catch_unwind(AssertUnwindSafe(|| {
        guard.apply(&halfway, |_| {
            assert!(step == 0, "killed");
            step += 1;
        })
    }));
    assert!(killed.is_err());
    drop(guard);
    assert_eq!(bench.read("clients/acme/README.md"), "half");
    let ran = bench.run(&["check"]);
    assert_eq!((ran.status, last_line(&ran.out)), (0, "1 vendor is current"));
    assert_eq!(
        ran.err,
        "an earlier run was interrupted while it wrote: everything was put back as it was before\n"
    );
}

#[test]
fn a_file_that_cannot_be_written_undoes_the_others_at_once() {
    for blocked in ["c.txt/a directory where a file should go", "b"] {
        let bench = before();
        bench.write(blocked, "mine");
        bench.age();
        let snapshot = bench.snapshot();
        let (guard, _) = Guard::take(bench.root()).unwrap();
        let failure = guard.apply(&changes(), |_| {}).unwrap_err().to_string();
        assert!(failure.contains("cannot write"), "{failure}");
        drop(guard);
        assert_eq!(bench.snapshot(), snapshot, "{blocked}");
        assert!(!xtask::commit::interrupted(bench.root()));
    }
}

#[cfg(unix)]
#[test]
fn what_a_link_points_to_is_not_written_to() {
    let (bench, elsewhere) = (before(), Bench::new());
    elsewhere.write("deep/mine.txt", "mine");
    std::os::unix::fs::symlink(elsewhere.root(), bench.path("b")).unwrap();
    let (guard, _) = Guard::take(bench.root()).unwrap();
    let failure = guard.apply(&changes(), |_| {}).unwrap_err().to_string();
    assert!(failure.contains("`b` is a symbolic link"), "{failure}");
    assert!(!elsewhere.path("deep/added.txt").exists());
    assert_eq!(bench.read("a/changed.txt"), "old");
}

/// A journal is a file that may come with a checkout.
#[cfg(unix)]
#[test]
fn a_journal_that_leads_elsewhere_is_refused() {
    let elsewhere = Bench::new();
    elsewhere.write("mine.txt", "mine");
    let absolute = elsewhere.path("mine.txt").display().to_string();
    let outside = format!(
        "../{}/mine.txt",
        elsewhere.root().file_name().unwrap().to_str().unwrap()
    );
    for path in [
        absolute.as_str(),
        &outside,
        "linked/mine.txt",
        "a//b",
        "./a",
        ".specloom/lock",
        "",
    ] {
        let bench = Bench::with(&["acme"]);
        std::os::unix::fs::symlink(elsewhere.root(), bench.path("linked")).unwrap();
        bench.write(".specloom/old/0", "theirs");
        bench.write(".specloom/old/1", "theirs");
        bench.write(
            ".specloom/journal.toml",
            &format!(
                "[[moves]]\npath = {path:?}\nexisted = true\n\n[[moves]]\npath = \"Cargo.toml\"\nexisted = true\n"
            ),
        );
        let before = bench.read("Cargo.toml");
        let ran = bench.run(&["check"]);
        assert_eq!(ran.status, 2, "{path}: {ran:?}");
        assert!(
            ran.err.contains("which is not below the root")
                || ran.err.contains("`linked` is a symbolic link"),
            "{path}: {ran:?}"
        );
        assert_eq!(bench.read("Cargo.toml"), before, "{path}");
        assert_eq!(elsewhere.read("mine.txt"), "mine", "{path}");
    }
}

#[cfg(unix)]
#[test]
fn a_staging_folder_that_is_a_link_is_refused() {
    let elsewhere = Bench::new();
    elsewhere.write("lock", "mine");
    let bench = Bench::with(&["acme"]);
    std::os::unix::fs::symlink(elsewhere.root(), bench.path(".specloom")).unwrap();
    let ran = bench.run(&["generate"]);
    assert_eq!(ran.status, 2, "{ran:?}");
    assert!(ran.err.contains(".specloom: this is a symbolic link"), "{ran:?}");
    assert_eq!(elsewhere.read("lock"), "mine");

    fs::remove_file(bench.path(".specloom")).unwrap();
    fs::create_dir(bench.path(".specloom")).unwrap();
    std::os::unix::fs::symlink(elsewhere.path("lock"), bench.path(".specloom/lock")).unwrap();
    assert_eq!(bench.run(&["generate"]).status, 2);
    assert_eq!(elsewhere.read("lock"), "mine");
}
