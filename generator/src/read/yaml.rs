//! Text → [`Value`]: YAML or JSON, told apart by content; keys keep their order.
//!
//! JSON is not left to the YAML parser although it is YAML, because the large documents are JSON and a JSON parser is many
//! times faster.

use serde::Deserialize;
use serde::de::DeserializeSeed;
use serde_json::Value;

use super::spelling::{self, Spelling};
use super::value::ParseGuard;
use crate::error::{Error, Place, Result, Stage};

/// Largest YAML text. The parser holds every event of a document in memory, at more than fifty bytes per byte of text
/// in the worst case; JSON needs no such list and is bounded by the size of the file alone.
const MAX_YAML_BYTES: usize = 32 << 20;

/// More brackets than this opened and not closed are refused before parsing: the parser's time grows with the square
/// of the depth, so that it would not come to say so itself. Brackets in prose balance far below it.
const MAX_OPEN_BRACKETS: usize = 1000;

/// Parses `text`, whose first line is line `first_line` of `file`, so that errors tell the file's own lines.
///
/// # Errors
///
/// Text that is neither YAML nor JSON, several documents, a key given twice, aliases that expand to many times the
/// text, nesting deeper than any real document's, a YAML tag, a number that JSON cannot say.
pub(crate) fn parse(file: &str, stage: Stage, text: &str, first_line: usize) -> Result<Value> {
    let input = Input {
        file,
        stage,
        text,
        first_line,
    };
    match Syntax::of(text) {
        Syntax::Json => input.json().map_err(|failure| match failure {
            Failure::NotJson(error) | Failure::Refused(error) => error,
        }),
        Syntax::Either => match input.json() {
            Ok(value) => Ok(value),
            Err(Failure::Refused(error)) => Err(error),
            Err(Failure::NotJson(_)) => input.yaml(),
        },
        Syntax::Yaml => input.yaml(),
    }
}

enum Syntax {
    /// Opens with `{"`, which nobody starts a YAML document with: its errors are told in JSON's terms.
    Json,
    /// Opens with a bracket: JSON or YAML in flow style.
    Either,
    Yaml,
}

impl Syntax {
    fn of(text: &str) -> Self {
        let mut opening = text.chars().filter(|c| !c.is_whitespace());
        match (opening.next(), opening.next()) {
            (Some('{'), Some('"')) => Self::Json,
            (Some('{' | '['), _) => Self::Either,
            _ => Self::Yaml,
        }
    }
}

struct Input<'a> {
    file: &'a str,
    stage: Stage,
    text: &'a str,
    first_line: usize,
}

enum Failure {
    /// Not JSON; it may be YAML.
    NotJson(Error),
    /// JSON, but it says what no document may say.
    Refused(Error),
}

impl Input<'_> {
    fn json(&self) -> std::result::Result<Value, Failure> {
        let guard = ParseGuard::new(self.text.len(), false);
        let mut parser = serde_json::Deserializer::from_str(self.text);
        let parsed = guard
            .seed()
            .deserialize(&mut parser)
            .and_then(|value| parser.end().map(|()| value));
        parsed.map_err(|error| {
            let (line, column) = (
                error.line().max(1),
                self.character_column(error.line(), error.column()),
            );
            let place = Place::file(self.file).at(self.first_line + line - 1, column);
            match guard.into_refusal() {
                Some(refusal) => Failure::Refused(self.error(place, refusal.problem, refusal.remedy)),
                None => {
                    let message = error.to_string();
                    let suffix = format!(" at line {} column {}", error.line(), error.column());
                    let problem = format!("not JSON: {}", message.trim_end_matches(&suffix));
                    Failure::NotJson(self.error(place, problem, "correct the JSON here"))
                }
            }
        })
    }

    fn yaml(&self) -> Result<Value> {
        if self.text.len() > MAX_YAML_BYTES {
            return Err(self.error(
                Place::file(self.file),
                format!("more than {} MiB of YAML", MAX_YAML_BYTES >> 20),
                "convert the document to JSON, or take out the operations that are not needed",
            ));
        }
        if let Some(place) = self.too_many_brackets() {
            return Err(self.error(
                place,
                format!("more than {MAX_OPEN_BRACKETS} brackets are open"),
                "close them, or move inner schemas to components",
            ));
        }
        // The parser tells these by a byte's number.
        if let Some((offset, c)) = self.text.char_indices().find(|&(_, c)| !is_printable(c)) {
            return Err(self.error(
                self.place_of(offset),
                format!("the character U+{:04X} may not stand in YAML", u32::from(c)),
                "remove it, or escape it in a double-quoted string",
            ));
        }
        // Blank lines in front make the parser count the file's lines, also in the context of its messages.
        let text = "\n".repeat(self.first_line.saturating_sub(1)) + self.text;
        let mut documents = serde_yaml::Deserializer::from_str(&text);
        let Some(document) = documents.next() else {
            return Ok(Value::Null);
        };
        let guard = ParseGuard::new(self.text.len(), true);
        let read = guard.seed().deserialize(document);
        let has_unsayable = guard.has_unsayable();
        let mut value = read.map_err(|error| {
            let place = self.yaml_place(&error);
            match guard.into_refusal() {
                Some(refusal) => self.error(place, refusal.problem, refusal.remedy),
                None => self.error(
                    place,
                    format!("not YAML: {}", message(&error)),
                    "correct the YAML here",
                ),
            }
        })?;
        for document in documents {
            // An empty document is only the end marker of the first one.
            <()>::deserialize(document).map_err(|error| {
                self.error(
                    self.yaml_place(&error),
                    "a second YAML document follows the first",
                    "keep one document per file",
                )
            })?;
        }
        if (spelling::is_lost(&value) || has_unsayable)
            && let Some(document) = serde_yaml::Deserializer::from_str(&text).next()
        {
            let spelled = Spelling::of(&mut value).deserialize(document);
            spelled.map_err(|error| {
                let place = self.yaml_place(&error);
                self.error(place, spelling::UNSAYABLE, "quote it, or give a finite number")
            })?;
        }
        Ok(value)
    }

    fn yaml_place(&self, error: &serde_yaml::Error) -> Place {
        let place = Place::file(self.file);
        match error.location() {
            Some(location) => place.at(location.line(), location.column()),
            None => place.at(self.first_line, 1),
        }
    }

    fn too_many_brackets(&self) -> Option<Place> {
        let mut open = 0_usize;
        for (offset, byte) in self.text.bytes().enumerate() {
            match byte {
                b'[' | b'{' => open += 1,
                b']' | b'}' => open = open.saturating_sub(1),
                _ => {}
            }
            if open > MAX_OPEN_BRACKETS {
                return Some(self.place_of(offset));
            }
        }
        None
    }

    fn place_of(&self, offset: usize) -> Place {
        let before = &self.text[..offset];
        let line = before.matches('\n').count();
        let column = before.chars().rev().take_while(|&c| c != '\n').count() + 1;
        Place::file(self.file).at(self.first_line + line, column)
    }

    /// serde_json counts the bytes of a line, people its characters.
    fn character_column(&self, line: usize, byte_column: usize) -> usize {
        let line = self
            .text
            .split('\n')
            .nth(line.saturating_sub(1))
            .unwrap_or_default();
        let before = line.as_bytes().get(..byte_column).unwrap_or(line.as_bytes());
        String::from_utf8_lossy(before).chars().count().max(1)
    }

    fn error(&self, place: Place, problem: impl Into<String>, remedy: &str) -> Error {
        Error::new(self.stage, place, problem, remedy)
    }
}

/// What YAML takes as a character (YAML 1.1, section 4.1.1, and 1.2, section 5.1, `c-printable`), and the byte order mark.
fn is_printable(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | ' '..='~' | '\u{85}' | '\u{a0}'..='\u{fffd}' | '\u{10000}'..)
}

/// The parser's message without the position, which the error's place tells already.
fn message(error: &serde_yaml::Error) -> String {
    let message = error.to_string();
    match error.location() {
        Some(location) => message.replacen(
            &format!(" at line {} column {}", location.line(), location.column()),
            "",
            1,
        ),
        None => message,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn value(text: &str) -> Value {
        parse("api.yaml", Stage::Read, text, 1).unwrap()
    }

    #[track_caller]
    fn refused(text: &str, at: (usize, usize), problem: &str) {
        let error = parse("api.yaml", Stage::Overlay, text, 1).unwrap_err();
        assert_eq!(error.stage, Stage::Overlay);
        assert_eq!(error.place, Place::file("api.yaml").at(at.0, at.1), "{error}");
        assert!(error.problem.contains(problem), "{error}");
        assert!(!error.remedy.is_empty());
    }

    #[test]
    fn keys_are_their_text_and_keep_their_order() {
        let parsed = value("b: 1\n200: ok\n4XX: c\ntrue: t\n1.0: v\n~: n\na: 2\n");
        assert_eq!(
            parsed,
            json!({"b": 1, "200": "ok", "4XX": "c", "true": "t", "1.0": "v", "~": "n", "a": 2})
        );
        let keys: Vec<_> = parsed.as_object().unwrap().keys().collect();
        assert_eq!(keys, ["b", "200", "4XX", "true", "1.0", "~", "a"]);
    }

    #[test]
    fn scalars_follow_the_core_schema() {
        assert_eq!(
            value(
                "[NO, false, 2023-11-07, 2023-11-07T05:31:56Z, 1_000, 012, 0x1F, 1.50, -0, '1', !!str 1, null, ~]"
            ),
            json!([
                "NO",
                false,
                "2023-11-07",
                "2023-11-07T05:31:56Z",
                "1_000",
                "012",
                31,
                1.5,
                0,
                "1",
                "1",
                null,
                null
            ])
        );
    }

    #[test]
    fn values_of_strings_keep_their_spelling() {
        let spelled = |text: &str| json!({"type": "string", "enum": text.split(' ').collect::<Vec<_>>()});
        assert_eq!(
            value("type: string\nenum: [1.10, 0x1F, 1e3, 1.0, yes, 012, 2024-01-02, true, 0o17, +1]"),
            spelled("1.10 0x1F 1e3 1.0 yes 012 2024-01-02 true 0o17 +1")
        );
        assert_eq!(
            value("type: string\nenum: [.inf, -.INF, .NaN, 1e999]\ndefault: .inf"),
            json!({"type": "string", "enum": [".inf", "-.INF", ".NaN", "1e999"], "default": ".inf"})
        );
        assert_eq!(
            value(
                "a: &v\n  enum:\n    - 1.10\n    - !!str 2.0\n  default: 1.10\n  example: 5\n  type: [string, 'null']\nb: *v"
            ),
            json!({
                "a": {"enum": ["1.10", "2.0"], "default": "1.10", "example": "5", "type": ["string", "null"]},
                "b": {"enum": ["1.10", "2.0"], "default": "1.10", "example": "5", "type": ["string", "null"]},
            })
        );
        for text in [
            "type: number\nenum: [1.10]",
            "type: [string, number]\nenum: [1.10]",
            "enum: [1.10]",
        ] {
            assert_eq!(value(text)["enum"], json!([1.1]));
        }
        let properties = value(
            "type: object\nproperties:\n  enum: {type: string, default: 1.50}\n  type: {type: integer, default: 0x1F}",
        );
        assert_eq!(
            properties["properties"],
            json!({"enum": {"type": "string", "default": "1.50"}, "type": {"type": "integer", "default": 31}})
        );
    }

    #[test]
    fn merged_values_of_strings_keep_their_spelling() {
        let base =
            "a: &v {type: string, enum: [1.10, 0x1F], default: 1.10}\nw: &w {default: 2.50, example: 3.0}\n";
        for (merged, expected) in [
            (
                "{<<: *v}",
                json!({"type": "string", "enum": ["1.10", "0x1F"], "default": "1.10"}),
            ),
            (
                "{<<: *v, default: 1.20, enum: [1e3]}",
                json!({"type": "string", "enum": ["1e3"], "default": "1.20"}),
            ),
            (
                "{default: 1.1, <<: *v}",
                json!({"default": "1.1", "type": "string", "enum": ["1.10", "0x1F"]}),
            ),
            (
                "{<<: [*w, *v]}",
                json!({"type": "string", "enum": ["1.10", "0x1F"], "default": "2.50", "example": "3.0"}),
            ),
            (
                "{<<: {<<: *v, default: 1.30}, description: d}",
                json!({"type": "string", "enum": ["1.10", "0x1F"], "default": "1.30", "description": "d"}),
            ),
            (
                "{<<: *v, enum: {a: 1.0}}",
                json!({"type": "string", "enum": {"a": 1.0}, "default": "1.10"}),
            ),
            (
                "{<<: *v, type: number}",
                json!({"type": "number", "enum": [1.1, 31], "default": 1.1}),
            ),
        ] {
            let read = value(&format!("{base}b: {merged}"));
            assert_eq!(read["b"], expected, "{merged}");
            let read = value(&format!("{base}p: &p {{v: {merged}}}\nb: {{<<: *p}}"));
            assert_eq!(read["b"]["v"], expected, "{merged}");
        }
    }

    #[test]
    fn numbers_are_kept_as_far_as_json_readers_go() {
        for text in [
            "[18446744073709551615, -9223372036854775808, 0.1]",
            "- 18446744073709551615\n- -9223372036854775808\n- 0.1",
        ] {
            assert_eq!(value(text), json!([u64::MAX, i64::MIN, 0.1]));
        }
        assert_eq!(
            value("a: 36893488147419103232"),
            json!({"a": 36893488147419103232.0})
        );
        assert_eq!(
            value("{\"a\": 36893488147419103232}"),
            json!({"a": 36893488147419103232.0})
        );
        refused("a: .inf\n", (1, 4), "JSON cannot say");
        refused("a:\n  - .nan\n", (2, 5), "JSON cannot say");
        refused(
            "a: {type: string, enum: [.inf]}\nb: {type: number, maximum: .inf}",
            (2, 28),
            "JSON cannot say",
        );
        refused("{\"a\": 1e999}", (1, 11), "out of range");
    }

    #[test]
    fn aliases_and_merge_keys_are_resolved() {
        assert_eq!(
            value("a: &x {p: 1, q: 2}\nb: *x\nc: {<<: *x, p: 3}\nd: {<<: [{p: 4}, *x]}\ne: {<<: text}"),
            json!({
                "a": {"p": 1, "q": 2}, "b": {"p": 1, "q": 2}, "c": {"p": 3, "q": 2}, "d": {"p": 4, "q": 2},
                "e": {"<<": "text"},
            })
        );
        assert_eq!(value("{\"<<\": {\"p\": 1}}"), json!({"<<": {"p": 1}}));
    }

    #[test]
    fn a_key_given_twice_is_refused_where_it_stands() {
        refused(
            "a: 1\nb:\n  ключ: 1\n  ключ: 2\n",
            (4, 3),
            "`ключ` is given twice",
        );
        refused("200: a\n'200': b\n", (2, 1), "`200` is given twice");
        refused(
            "{\n  \"a\": 1,\n  \"é\": {\"b\": 1, \"b\": 2}\n}",
            (3, 19),
            "`b` is given twice",
        );
    }

    #[test]
    fn positions_are_those_of_the_file_around_a_fence() {
        let error = parse("page.md", Stage::Read, "a: 1\na: 2\n", 40).unwrap_err();
        assert_eq!(error.place, Place::file("page.md").at(41, 1));
        let error = parse("page.md", Stage::Read, "a: 1\nb: [\n", 40).unwrap_err();
        assert_eq!(error.place.position.unwrap().line, 42, "{error}");
        let error = parse("page.md", Stage::Read, "{\"a\":\n 1 x}", 40).unwrap_err();
        assert_eq!(error.place, Place::file("page.md").at(41, 4));
    }

    #[test]
    fn a_character_that_yaml_does_not_know_is_told_where_it_stands() {
        refused("a: 1\né: x\u{7f}\n", (2, 5), "U+007F");
        refused("a: '\0'\n", (1, 5), "U+0000");
        refused("# \u{9b}31m\na: 1\n", (1, 3), "U+009B");
        refused("a: \u{1b}[2J\n", (1, 4), "U+001B");
        assert_eq!(
            value("a: \u{e000}\u{1f600}\u{a0}b\n"),
            json!({"a": "\u{e000}\u{1f600}\u{a0}b"})
        );
    }

    #[test]
    fn nesting_is_limited_in_both_syntaxes() {
        let nested = |depth: usize| "[".repeat(depth) + &"]".repeat(depth);
        assert!(parse("x", Stage::Read, &nested(100), 1).is_ok());
        refused(&nested(10_000), (1, 121), "nested more than 120 levels");
        let yaml = |depth: usize| "- ".repeat(depth) + "x";
        assert!(parse("x", Stage::Read, &yaml(100), 1).is_ok());
        refused(&yaml(10_000), (1, 241), "nested more than 120 levels");
        refused(
            &("a: ".to_owned() + &nested(1000)),
            (1, 123),
            "nested more than 120 levels",
        );
        refused(
            &("a:\n ".to_owned() + &nested(1_000_000)),
            (2, 1002),
            "1000 brackets are open",
        );
    }

    #[test]
    fn an_alias_bomb_is_refused() {
        let mut bomb = "l0: &l0 [lol, lol, lol, lol, lol, lol, lol, lol, lol]\n".to_owned();
        for level in 1..30 {
            let inner = format!("*l{}, ", level - 1).repeat(9);
            bomb += &format!("l{level}: &l{level} [{inner}]\n");
        }
        let error = parse("x", Stage::Read, &bomb, 1).unwrap_err();
        assert!(
            error.problem.contains("repetition limit") || error.problem.contains("expand"),
            "{error}"
        );
        let wide = format!("a: &a {}\nb: [{}]\n", "x".repeat(1 << 20), "*a, ".repeat(1000));
        let error = parse("x", Stage::Read, &wide, 1).unwrap_err();
        assert!(error.problem.contains("expand"), "{error}");
        refused("a: &a [*a]", (1, 4), "nested more than 120");
    }

    #[test]
    fn what_is_not_one_document_is_refused() {
        refused("a: b: c\n", (1, 5), "not YAML");
        refused("a: 1\n---\nb: 2\n", (3, 1), "second YAML document");
        assert_eq!(value("---\na: 1\n---\n"), json!({"a": 1}));
        refused("a: !include x.yaml\n", (1, 4), "`!include`");
        refused("a: *nothing\n", (1, 4), "unknown anchor");
        refused("? [a]\n: 1\n", (1, 3), "a key that is text or a number");
        refused("{\"a\": tru}", (1, 10), "not JSON");
        assert_eq!(value(""), Value::Null);
        assert_eq!(value("# nothing\n"), Value::Null);
        assert_eq!(value("{a: b, c: [d]}"), json!({"a": "b", "c": ["d"]}));
    }
}
