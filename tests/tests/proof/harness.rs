//! Many clients compiled as one program, which is asked in lines of JSON.

use std::fs;
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::{Value, json};
use specloom_tests::workspace::root;

use super::code;
use super::subject::Subject;

/// What the code around the clients shares.
const MAIN: &str = include_str!("program.rs.txt");

/// The program of these subjects.
pub(crate) struct Harness {
    program: PathBuf,
}

impl Harness {
    /// Writes and builds it; `name` keeps those apart that are built side by side.
    pub(crate) fn build(name: &str, subjects: &[Subject]) -> Self {
        Self::try_build(name, subjects).unwrap_or_else(|error| panic!("{error}"))
    }

    /// The same, or what the compiler says.
    pub(crate) fn try_build(name: &str, subjects: &[Subject]) -> Result<Self, String> {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("proof");
        let krate = folder.join(name);
        let _ = fs::remove_dir_all(&krate);
        fs::create_dir_all(krate.join("src")).unwrap();
        let manifest = format!(
            "[package]\nname = \"{name}\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n[features]\nblocking = []\ngzip = []\nmock = []\n\n\
             [dependencies]\nserde = {{ version = \"1\", features = [\"derive\"] }}\nserde_json = {{ version = \"1\" }}\n\
             specloom-runtime = {{ path = {:?}, default-features = false, features = [\"reqwest\"] }}\n\
             tokio = {{ version = \"1\", default-features = false, features = [\"rt\", \"time\"] }}\n\n\
             [workspace]\n\n[profile.dev]\ndebug = false\nincremental = false\n",
            root().join("clients/runtime")
        );
        fs::write(krate.join("Cargo.toml"), manifest).unwrap();
        // What the workspace has resolved is what is there without a network.
        fs::copy(root().join("Cargo.lock"), krate.join("Cargo.lock")).unwrap();
        let mut main = MAIN.to_owned();
        let arms = |function: &str, arguments: &str| -> String {
            let arm = |index: usize| format!("        {index} => {function}_{index}({arguments}),\n");
            (0..subjects.len()).map(arm).collect()
        };
        main += &format!(
            "fn trip_in(subject: u64, name: &str, json: &str) -> Result<(String, String), String> {{\n    match subject {{\n{}        _ => Err(\"no subject\".to_owned()),\n    }}\n}}\n\n\
             fn call_in(case: &Case) -> Result<Value, String> {{\n    match case.subject {{\n{}        _ => Err(\"no subject\".to_owned()),\n    }}\n}}\n",
            arms("trip", "name, json"),
            arms("call", "case")
        );
        for (index, subject) in subjects.iter().enumerate() {
            fs::write(krate.join(format!("src/d{index}.rs")), &subject.module).unwrap();
            main += &format!("mod d{index} {{\n    include!(\"d{index}.rs\");\n}}\n\n");
            main += &code::of(subject, index);
        }
        fs::write(krate.join("src/main.rs"), main).unwrap();
        let target = folder.join("target");
        let output = Command::new(env!("CARGO"))
            .args(["build", "--quiet", "--offline"])
            .current_dir(&krate)
            .env("CARGO_TARGET_DIR", &target)
            .env("CARGO_INCREMENTAL", "0")
            .env("RUSTFLAGS", "-Awarnings")
            .output()
            .unwrap();
        let names: Vec<&str> = subjects.iter().map(|subject| subject.name.as_str()).collect();
        if !output.status.success() {
            let said = String::from_utf8_lossy(&output.stderr);
            return Err(format!("the clients of {names:?} do not compile\n{said}"));
        }
        Ok(Self {
            program: target.join("debug").join(name),
        })
    }

    /// What the program makes of each of these, in their order.
    pub(crate) fn ask(&self, cases: &[Value]) -> Vec<Value> {
        let mut child = Command::new(&self.program)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut input = child.stdin.take().unwrap();
        let lines: Vec<String> = cases.iter().map(Value::to_string).collect();
        let writer = std::thread::spawn(move || {
            for line in lines {
                if writeln!(input, "{line}").is_err() {
                    break;
                }
            }
        });
        let output = BufReader::new(child.stdout.take().unwrap());
        let answers: Vec<Value> = output
            .lines()
            .map(|line| serde_json::from_str(&line.unwrap()).unwrap())
            .collect();
        writer.join().unwrap();
        assert!(
            child.wait().unwrap().success(),
            "the program died at {:?}",
            cases.get(answers.len())
        );
        assert_eq!(answers.len(), cases.len());
        answers
    }
}

/// Decode this as that type and write it back.
pub(crate) fn trip(subject: usize, name: &str, value: &Value) -> Value {
    trip_text(subject, name, &value.to_string())
}

/// The same of JSON in a spelling of its own.
pub(crate) fn trip_text(subject: usize, name: &str, json: &str) -> Value {
    json!({"what": "trip", "subject": subject, "type": name, "json": json})
}
