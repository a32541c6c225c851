//! Readers of both versions of YAML, of which nobody here wrote one, read an `openapi.yaml` as the same document.

use std::io::Write as _;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use serde_json::{Map, Value, json};
use specloom_tests::oracle;
use specloom_tests::workspace::{canonical_path, vendors};

/// A program that reads YAML from stdin and prints JSON.
struct Reader {
    name: &'static str,
    program: PathBuf,
    arguments: &'static [&'static str],
}

/// PyYAML reads YAML 1.1, js-yaml 1.2, yaml either.
fn readers() -> Vec<Reader> {
    const PYTHON: &str = "import json, sys, yaml\njson.dump(yaml.safe_load(sys.stdin.buffer), sys.stdout)";
    let mut readers = Vec::new();
    if let Some(python) = oracle::tool("python3") {
        readers.push(Reader {
            name: "PyYAML",
            program: python,
            arguments: &["-c", PYTHON],
        });
    }
    if let Some(js_yaml) = oracle::tool("js-yaml") {
        let yaml = js_yaml.with_file_name("yaml");
        readers.push(Reader {
            name: "js-yaml",
            program: js_yaml,
            arguments: &["/dev/stdin"],
        });
        for (name, arguments) in [
            (
                "yaml 1.1",
                &["--json", "--single", "--strict", "--merge", "--yaml", "1.1"],
            ),
            (
                "yaml 1.2",
                &["--json", "--single", "--strict", "--merge", "--yaml", "1.2"],
            ),
        ] {
            readers.push(Reader {
                name,
                program: yaml.clone(),
                arguments,
            });
        }
    }
    readers
}

impl Reader {
    fn read(&self, text: &str) -> Value {
        let mut child = Command::new(&self.program)
            .args(self.arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut stdin = child.stdin.take().expect("it is piped");
        let text = text.to_owned();
        let writer = std::thread::spawn(move || stdin.write_all(text.as_bytes()));
        let output = child.wait_with_output().unwrap();
        writer.join().unwrap().unwrap();
        oracle::assert_success(self.name, &output);
        serde_json::from_slice(&output.stdout).unwrap()
    }
}

/// Numbers as JavaScript has them: whole ones and others are one kind.
fn whole(value: &Value) -> Value {
    match value {
        Value::Number(number) => json!(number.as_f64()),
        Value::Array(items) => items.iter().map(whole).collect(),
        Value::Object(members) => Value::Object(
            members
                .iter()
                .map(|(name, value)| (name.clone(), whole(value)))
                .collect(),
        ),
        other => other.clone(),
    }
}

#[track_caller]
fn all_read(text: &str, expected: &Value) {
    for reader in readers() {
        let read = whole(&reader.read(text));
        let same = read == whole(expected);
        assert!(
            same,
            "{}:\n{}",
            reader.name,
            first_difference("", &read, &whole(expected))
        );
    }
}

fn first_difference(at: &str, read: &Value, expected: &Value) -> String {
    match (read, expected) {
        (Value::Object(read), Value::Object(expected)) if read.keys().eq(expected.keys()) => {
            let mut pairs = read.iter().zip(expected.values());
            let differing = pairs.find(|((_, read), expected)| read != expected);
            differing.map_or_else(String::new, |((name, read), expected)| {
                first_difference(&format!("{at}/{name}"), read, expected)
            })
        }
        (Value::Array(read), Value::Array(expected)) if read.len() == expected.len() => {
            let mut pairs = read.iter().zip(expected).enumerate();
            let differing = pairs.find(|(_, (read, expected))| read != expected);
            differing.map_or_else(String::new, |(index, (read, expected))| {
                first_difference(&format!("{at}/{index}"), read, expected)
            })
        }
        _ => format!("{at}: read {read}\nexpected {expected}"),
    }
}

#[test]
fn canonical_documents_are_the_same_for_all() {
    for vendor in vendors() {
        let text = std::fs::read_to_string(canonical_path(&vendor)).unwrap();
        all_read(&text, &serde_yaml::from_str(&text).unwrap());
    }
}

/// Words that one of the versions takes for something else, and characters that one of them does not take.
const WORDS: &[&str] = &[
    "",
    " ",
    "=",
    "<<",
    "~",
    "null",
    "Null",
    "y",
    "Y",
    "n",
    "yes",
    "No",
    "ON",
    "off",
    "true",
    "FALSE",
    "1",
    "-1",
    "+1",
    "01",
    "0777",
    "0o17",
    "0x1F",
    "0b101",
    "1_000",
    "1,000",
    "1:30",
    "-1:30:00",
    "190:20:30.15",
    "1e3",
    "1.5e+3",
    "1.",
    ".5",
    "+.5",
    "-.5e-3",
    ".inf",
    "-.Inf",
    "+.INF",
    ".nan",
    ".NaN",
    "nan",
    "inf",
    "2001-01-01",
    "2001-1-1",
    "2001-12-14t21:59:43.10-05:00",
    "2001-12-14 21:59:43.10 -5",
    "0.0.1",
    "1.2.3.4",
    "685_230.15",
    "-",
    "--",
    "---",
    "--- a",
    "...",
    "?",
    "? a",
    ":",
    ": a",
    "a:",
    "a: b",
    "a #b",
    "#a",
    "!a",
    "!!int 1",
    "&a",
    "*a",
    "|",
    "|-",
    ">",
    "%YAML 1.1",
    "@a",
    "`a",
    "'a'",
    "\"a\"",
    "[a]",
    "{a: b}",
    "a]",
    "a}",
    ",a",
    "a, b",
    "a\nb",
    "a\nb\n",
    "a\n\nb\n\n",
    "\na",
    " a\nb",
    "a\n b",
    "a \nb",
    "a\n \nb",
    "a\r\nb",
    "a\rb",
    "\t",
    "a\tb",
    "\ta\nb",
    "a\u{85}b",
    "a\u{2028}    b",
    "a\u{2029}b\nc",
    "\u{a0}a\u{a0}",
    "\u{feff}a",
    "\u{200b}",
    "\u{202e}a",
    "\u{7f}",
    "\u{1}",
    "\u{1b}[0m",
    "\u{9b}",
    "\u{fffe}",
    "\u{1f600}",
    "\u{e0041}",
    "é",
    "日本: 語",
    "a\\b",
    "\\",
    "'",
    "''",
    "\"",
    "- a\n- b",
    "# a\nb",
    "a: b\nc: d",
    "a:\n  - b",
];

#[test]
fn what_the_versions_disagree_about_is_the_same_for_all() {
    let numbers = json!([0, -1, 1.5, 1e300, -2.5e-9, 1e16, 0.1, 123456789]);
    let keys: Map<String, Value> = WORDS
        .iter()
        .map(|word| ((*word).to_owned(), json!([word, {"a": word}])))
        .collect();
    let document =
        json!({"values": WORDS, "keys": keys, "numbers": numbers, "long": {"k".repeat(3000): {"a": 1}}});
    all_read(&specloom::yaml::to_string(&document), &document);
}

#[test]
fn random_text_is_the_same_for_all() {
    // The pieces that a scalar is read by, joined at random; one document, because starting a reader is what takes time.
    const PIECES: &[&str] = &[
        " ", "  ", "\n", "\n\n", "\t", ":", ": ", " #", "#", "- ", "-", "?", "'", "\"", "\\", "a", "b c",
        "1", "0", ".", "e", "+", "_", "on", "~", "=", "<<", "|", ">", "%", "&", "*", "!", "[", "]", "{", "}",
        ",", "\u{85}", "\u{2028}", "\u{a0}", "\u{feff}", "é", "\u{200b}",
    ];
    let mut state = 7_u64;
    let mut next = |below: usize| {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % below
    };
    let texts: Vec<String> = (0..3000)
        .map(|_| (0..1 + next(7)).map(|_| PIECES[next(PIECES.len())]).collect())
        .collect();
    let keys: Map<String, Value> = texts
        .iter()
        .map(|text| (text.clone(), json!({"a": text})))
        .collect();
    let document = json!({"values": texts, "keys": keys});
    all_read(&specloom::yaml::to_string(&document), &document);
}
