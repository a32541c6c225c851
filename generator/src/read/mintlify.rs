//! OpenAPI documents in fences of a Markdown page: each is a complete document of, as a rule, one operation.
//!
//! The fence's document is the draft, untouched but for words that only the page around it has: a title and a
//! summary, where the operation has none of its own. Several fences are merged into one document.

use serde_json::{Map, Value};

use super::markdown::Fence;
use crate::note::{Note, NoteKind};
use crate::openapi::METHODS;
use crate::pointer;

const PASS: &str = "mintlify";

/// Adds the page's words to the operation that the fence's header names, or, without a header, to the only one.
pub(super) fn add_words(document: &mut Map<String, Value>, fence: &Fence<'_>, notes: &mut Vec<Note>) {
    let Some((section, method, path)) = named(document, fence, notes) else {
        return;
    };
    let operation = document
        .get_mut(section)
        .and_then(|paths| paths.get_mut(&path)?.get_mut(&method)?.as_object_mut());
    let Some(operation) = operation else { return };
    let words = [
        ("summary", fence.title.map(str::to_owned)),
        ("description", fence.summary.clone()),
    ];
    for (key, words) in words {
        let stated = |key: &str| {
            operation
                .get(key)
                .and_then(Value::as_str)
                .is_some_and(|words| !words.is_empty())
        };
        let Some(words) = words.filter(|_| !stated(key)) else {
            continue;
        };
        if stated("summary") && operation["summary"] == words.as_str() {
            continue;
        }
        operation.insert(key.to_owned(), Value::String(words));
        notes.push(Note::new(
            NoteKind::Inferred,
            PASS,
            pointer::from_tokens([section, &path, &method, key]),
            "the document does not say it; it is taken from the page around it",
        ));
    }
}

/// Section, method and path of the operation that a fence's document describes.
fn named(
    document: &Map<String, Value>,
    fence: &Fence<'_>,
    notes: &mut Vec<Note>,
) -> Option<(&'static str, String, String)> {
    let item = |section: &str, path: &str| document.get(section).and_then(|paths| paths.get(path));
    let Some((method, path)) = &fence.operation else {
        return only_operation(document);
    };
    let section = if method == "webhook" { "webhooks" } else { "paths" };
    if method == "webhook" && item(section, path).is_some() {
        return None;
    }
    if item(section, path).is_some_and(|item| item.get(method).is_some_and(Value::is_object)) {
        return Some((section, method.clone(), (*path).to_owned()));
    }
    notes.push(Note::new(
        NoteKind::Ignored,
        PASS,
        pointer::join("", section),
        format!(
            "the fence in line {} announces `{} {path}`, which its document does not hold",
            fence.line,
            method.to_uppercase()
        ),
    ));
    None
}

fn only_operation(document: &Map<String, Value>) -> Option<(&'static str, String, String)> {
    let mut paths = document.get("paths")?.as_object()?.iter();
    let (path, item) = paths.next().filter(|_| paths.next().is_none())?;
    let is_operation =
        |(key, value): &(&String, &Value)| METHODS.contains(&key.as_str()) && value.is_object();
    let mut operations = item.as_object()?.iter().filter(is_operation);
    let (method, _) = operations.next().filter(|_| operations.next().is_none())?;
    Some(("paths", method.clone(), path.clone()))
}

#[cfg(test)]
mod tests {
    use crate::read::Style;
    use crate::read::read;
    use crate::source::Source;
    use serde_json::json;

    fn draft(text: &str) -> (serde_json::Value, Vec<String>) {
        let draft = read(&Source::new("page.md", text)).unwrap();
        assert_eq!(draft.style, Style::Mintlify);
        (
            draft.document,
            draft.notes.iter().map(ToString::to_string).collect(),
        )
    }

    #[test]
    fn the_fence_is_the_document() {
        let (document, notes) = draft(
            "# Title\n\n> Words\n\n## OpenAPI\n\n````yaml spec.json post /a\r\nopenapi: 3.0.1\r\npaths:\r\n  /a:\r\n    \
             post:\r\n      summary: Own\r\n      description: >-\r\n        Own words\r\n      responses:\r\n        \
             200:\r\n          description: ok\r\n````\r\n\r\nBuilt with care\r\n",
        );
        assert_eq!(
            document,
            json!({"openapi": "3.0.1", "paths": {"/a": {"post": {"summary": "Own", "description": "Own words",
                   "responses": {"200": {"description": "ok"}}}}}})
        );
        assert_eq!(notes, [] as [&str; 0]);
    }

    #[test]
    fn words_of_the_page_fill_gaps_only() {
        let (document, notes) = draft(
            "# Title\n> Words\n````yaml GET /a\nopenapi: 3.0.1\npaths: {/a: {get: {description: ''}}}\n````\n",
        );
        assert_eq!(
            document["paths"]["/a"]["get"],
            json!({"description": "Words", "summary": "Title"})
        );
        assert_eq!(
            notes,
            [
                "inferred: the document does not say it; it is taken from the page around it (mintlify at /paths/~1a/get/summary)",
                "inferred: the document does not say it; it is taken from the page around it (mintlify at /paths/~1a/get/description)",
            ]
        );
    }

    #[test]
    fn several_fences_make_one_document() {
        let fence = |method: &str| {
            format!(
                "# {method}\n````yaml {method} /a\nopenapi: 3.0.1\npaths: {{/a: {{{method}: {{}}}}}}\n````\n\n"
            )
        };
        let (document, _) = draft(&(fence("get") + &fence("put")));
        assert_eq!(
            document["paths"]["/a"],
            json!({"get": {"summary": "get"}, "put": {"summary": "put"}})
        );
    }

    #[test]
    fn a_header_that_names_another_operation_is_noted() {
        let (_, notes) = draft("````yaml GET /b\nopenapi: 3.0.1\npaths: {/a: {get: {}}}\n````\n");
        assert_eq!(
            notes,
            [
                "ignored: the fence in line 1 announces `GET /b`, which its document does not hold (mintlify at /paths)"
            ]
        );
        let (_, notes) = draft("````yaml webhook made\nopenapi: 3.1.0\nwebhooks: {made: {post: {}}}\n````\n");
        assert_eq!(notes, [] as [&str; 0]);
    }
}
