//! A bare Swagger 2.0, OpenAPI 3.0, 3.1 or 3.2 document: the page is the draft.

use serde_json::{Map, Value};

use super::root_lines::{is_significant, key_of, says_version};
use super::{Draft, PageSet, Style, unread, yaml};
use crate::error::{Error, Place, Result, Stage};
use crate::note::{Note, NoteKind};

/// Whether a text is a document of its own: it opens with the brace of a mapping, or says its version in a line of its
/// own. A page around fences, which open at the margin, is none, nor is prose that begins with the word.
pub(super) fn recognises(text: &str) -> bool {
    let mut lines = text.lines().filter(is_significant);
    let Some(first) = lines.next() else { return false };
    if let Some(inner) = first.trim_start().strip_prefix('{') {
        // `{% tab %}`, `{{ value }}` and `{/* comment */}` open no mapping, nor does `{props.x}` below a heading. The
        // first key may stand in the next line.
        let rest = inner.is_empty().then(|| lines.next()).flatten();
        let inner = rest.unwrap_or(inner).trim_start();
        let is_first = text.trim_start().starts_with('{');
        return if is_first {
            !inner.starts_with(['%', '{', '/', '#', '<'])
        } else {
            ["\"", "'", "openapi", "swagger"]
                .iter()
                .any(|start| inner.starts_with(start))
        };
    }
    let opens_fence = |line: &str| line.starts_with("```") || line.starts_with("~~~");
    key_of(first.trim_start()).is_some() && says_version(text) && !text.lines().any(opens_fence)
}

/// Reads the document.
///
/// # Errors
///
/// Text that is not YAML or JSON, or a document of another kind or version.
pub(super) fn read(file: &str, text: &str) -> Result<Draft> {
    let document = yaml::parse(file, Stage::Read, text, 1)?;
    let mut notes = Vec::new();
    let document = check(document, Place::file(file).at(1, 1), &mut notes)?;
    Ok(Draft {
        file: file.to_owned(),
        style: Style::OpenApi,
        document: Value::Object(document),
        notes,
        set: PageSet::default(),
    })
}

/// A document of a version that lifting understands, its version as text.
///
/// # Errors
///
/// Not an object, neither `openapi` nor `swagger` at its root, or another version.
pub(super) fn check(document: Value, place: Place, notes: &mut Vec<Note>) -> Result<Map<String, Value>> {
    let refuse = |problem: String, remedy: &str| Error::new(Stage::Read, place.clone(), problem, remedy);
    let Value::Object(mut document) = document else {
        return Err(refuse(
            "not an object, so not an API description".to_owned(),
            REMEDY,
        ));
    };
    let Some(key) = ["openapi", "swagger"]
        .into_iter()
        .find(|key| document.contains_key(*key))
    else {
        if let Some((name, remedy)) = unread::of_document(&document) {
            return Err(refuse(unread::not_read(name), remedy));
        }
        if let Some(unread) = unread::of_configuration(&document) {
            return Err(unread.error(&place.file));
        }
        return Err(refuse(
            "neither `openapi` nor `swagger` stands at the document's root".to_owned(),
            REMEDY,
        ));
    };
    let version = match &document[key] {
        Value::String(version) => version.trim().to_owned(),
        // `openapi: 3.1` and `swagger: 2.0` are numbers to YAML.
        Value::Number(number) => number.to_string(),
        _ => return Err(refuse(format!("`{key}` is not a version"), REMEDY)),
    };
    let mut parts = version.splitn(3, '.');
    let known = match (key, parts.next(), parts.next().unwrap_or("0"), parts.next()) {
        ("swagger", Some("2"), "0", _) => "2.0".to_owned(),
        ("openapi", Some("3"), "0" | "1" | "2", Some(_)) => version.clone(),
        ("openapi", Some("3"), minor @ ("0" | "1" | "2"), None) => format!("3.{minor}.0"),
        _ => {
            return Err(refuse(
                format!("`{key}: {version}` is not a version that is understood"),
                "convert the document to OpenAPI 3.1",
            ));
        }
    };
    if document[key] != known.as_str() {
        notes.push(Note::new(
            NoteKind::Inferred,
            "openapi",
            format!("/{key}"),
            format!("the version is written as `{}` and means {known}", document[key]),
        ));
        document.insert(key.to_owned(), Value::String(known));
    }
    Ok(document)
}

const REMEDY: &str = "bring an OpenAPI 3.0, 3.1 or 3.2 or a Swagger 2.0 document";

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn refused(text: &str) -> String {
        read("api.yaml", text).unwrap_err().to_string()
    }

    #[test]
    fn a_document_is_its_own_draft() {
        let draft = read(
            "api.json",
            "{\"openapi\": \"3.1.0\", \"paths\": {}, \"x-b\": 1, \"info\": {}}",
        )
        .unwrap();
        assert_eq!(draft.style, Style::OpenApi);
        assert_eq!(
            draft.document.to_string(),
            "{\"openapi\":\"3.1.0\",\"paths\":{},\"x-b\":1,\"info\":{}}"
        );
        assert_eq!(draft.notes, []);
    }

    #[test]
    fn versions_written_as_numbers_are_understood() {
        for (text, key, expected) in [
            ("swagger: 2.0", "swagger", "2.0"),
            ("openapi: 3.1", "openapi", "3.1.0"),
            ("openapi: 3.2", "openapi", "3.2.0"),
            ("swagger: 2", "swagger", "2.0"),
        ] {
            let draft = read("api.yaml", text).unwrap();
            assert_eq!(draft.document, json!({ key: expected }));
            assert_eq!(draft.notes.len(), 1);
            assert_eq!(draft.notes[0].pointer, format!("/{key}"));
        }
    }

    #[test]
    fn other_documents_and_versions_are_refused() {
        assert!(refused("{}").contains("neither `openapi` nor `swagger`"));
        assert!(refused("[]").contains("not an object"));
        assert!(refused("openapi: [3]").contains("`openapi` is not a version"));
        for version in [
            "swagger: '1.2'",
            "openapi: 4.0.0",
            "openapi: 3.3.0",
            "openapi: 2.0",
            "openapi: ''",
        ] {
            let message = refused(version);
            assert!(message.starts_with("api.yaml:1:1: `"), "{message}");
            assert!(
                message.ends_with("convert the document to OpenAPI 3.1"),
                "{message}"
            );
        }
    }

    #[test]
    fn only_a_version_outside_fences_makes_a_document() {
        assert!(recognises(
            "# c\n---\ninfo:\n  description: |\n    ```\nopenapi: 3.0.0\n"
        ));
        assert!(recognises("'swagger' : '2.0'"));
        assert!(recognises("  {\"a\": 1}"));
        assert!(recognises("---\n  swagger: '2.0'\n  paths: {}\n"));
        assert!(!recognises("````yaml\nopenapi: 3.0.0\n````\n"));
        assert!(!recognises("# T\n````yaml\nopenapi: 3.0.0\n````\n"));
        assert!(!recognises("openapi is a word\n"));
        assert!(!recognises("# T\n{% hint %}\n"));
        assert!(!recognises("{% hint %}\nopenapi: 3.0.0\n"));
        assert!(!recognises("{/* generated */}\n"));
        assert!(!recognises("# T\n\n{props.children}\n"));
        assert!(recognises("# T\n{openapi: 3.0.0}\n"));
        assert!(recognises("{\n  openapi: 3.0.0}\n"));
        assert!(!recognises("openapi: post /widgets\n"));
        assert!(!recognises("# T\n\nopenapi: the description is below\n"));
        assert!(!recognises(
            "# T\n\nopenapi: 3.0.0\n\n````yaml\nopenapi: 3.0.0\n````\n"
        ));
    }
}
