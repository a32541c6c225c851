//! The layout, and that the text means the value. What others make of it: `tests/tests/oracles_yaml.rs`.

use proptest::prelude::*;
use serde_json::json;

use super::*;

#[track_caller]
fn check(value: Value, expected: &str) {
    let text = to_string(&value);
    assert_eq!(text, expected);
    assert_eq!(serde_yaml::from_str::<Value>(&text).unwrap(), value);
}

#[test]
fn layout() {
    check(
        json!({"a": {"b": [], "c": {}, "d": null}, "e": [1, [2, ["x"]], {"f": true, "g": ["h"]}], "i": "j\nk\n", "l": ["m\n n"]}),
        "a:\n  b: []\n  c: {}\n  d: null\ne:\n- 1\n- - 2\n  - - x\n- f: true\n  g:\n  - h\ni: |\n  j\n  k\nl:\n- |-\n  m\n   n\n",
    );
    check(json!([]), "[]\n");
    check(json!("on"), "'on'\n");
}

#[test]
fn bare_is_only_what_all_read_alike() {
    for text in [
        "a",
        "a b",
        "a:b",
        "https://a.example/b#c",
        "it's",
        "2 hours",
        "$ref",
        "/a/{b}",
        "_",
        "été",
        "3.0.3",
        "each",
    ] {
        assert_eq!(scalar::key(text), text);
    }
    for text in [
        "",
        " a",
        "a ",
        "a: b",
        "a #b",
        "a:",
        "-",
        "- a",
        "?",
        "=",
        "<<",
        "~",
        "on",
        "Off",
        "YES",
        "no",
        "y",
        "N",
        "true",
        "NULL",
        "1",
        "1.0",
        "1e3",
        "e1",
        "1_000",
        "0777",
        "0o17",
        "0x1F",
        "0b11",
        "1:30",
        "-1",
        "+1",
        ".5",
        ".inf",
        "-.INF",
        ".NaN",
        "2001-01-01",
        "2001-12-14t21:59:43.10-05:00",
        "2001-12-14 21:59:43",
        "%a",
        "@a",
        "`a",
        "&a",
        "*a",
        "!a",
        "|",
        ">",
        "{a",
        "[a",
        "---",
        "...",
        "#a",
        "'a",
        "\"a",
    ] {
        assert_eq!(
            scalar::key(text),
            format!("'{}'", text.replace('\'', "''")),
            "{text}"
        );
    }
    for (text, expected) in [
        ("a\u{85}b\u{2028}c\u{2029}", "\"a\\x85b\\u2028c\\u2029\""),
        (
            "\t\"\\\r\u{7f}\u{e0041}\u{feff}\u{fffe}",
            "\"\\t\\\"\\\\\\r\\x7f\\U000e0041\\ufeff\\ufffe\"",
        ),
        ("\na", "\"\\na\""),
        (" a\nb", "\" a\\nb\""),
        ("a\n\n", "\"a\\n\\n\""),
        ("a\n \nb", "\"a\\n \\nb\""),
    ] {
        assert_eq!(scalar::text(text, 2), expected);
    }
}

#[test]
fn numbers_are_numbers_for_all() {
    check(
        json!([1e300, -1.5e-7, 0.1, -0.0, 1.0, u64::MAX, i64::MIN]),
        "- 1.0e+300\n- -1.5e-7\n- 0.1\n- -0.0\n- 1.0\n- 18446744073709551615\n- -9223372036854775808\n",
    );
}

#[test]
fn a_long_key_stands_by_itself() {
    let key = "k".repeat(2000);
    check(json!({&key: {"a": ["b"]}}), &format!("? {key}\n:\n  a:\n  - b\n"));
    check(json!({&key: ["b"]}), &format!("? {key}\n:\n- b\n"));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn what_is_written_is_what_is_read(texts in prop::collection::vec("([ \\n\\t:#'\"-]|[a-c0-9]|\\PC|[\u{80}-\u{a0}\u{2027}-\u{202a}]){0,8}", 0..6)) {
        let value = json!({"texts": &texts, "keys": texts.iter().map(|text| (text.clone(), json!([text]))).collect::<Map<_, _>>()});
        let written = to_string(&value);
        prop_assert_eq!(serde_yaml::from_str::<Value>(&written).unwrap(), value, "{}", written);
    }
}
