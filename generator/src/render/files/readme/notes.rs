//! What differs from the page: the notes of all stages, as readers of the README know the places.

use std::collections::HashMap;

use super::Context;
use super::table::table;
use crate::model::{Kind, Model};
use crate::note::NoteKind;
use crate::openapi::METHODS;
use crate::pointer;
use crate::words::{name, sentence};

pub(super) fn notes(context: &Context<'_>) -> String {
    let called = called(context.model);
    let of = |wanted: NoteKind, title: &str| {
        let lines: Vec<String> = context
            .notes
            .iter()
            .filter(|note| note.kind == wanted)
            .map(|note| format!("- {}: {}\n", place(&note.pointer, &called), sentence(&note.what)))
            .collect();
        let lines = table(lines, "the generator's notes");
        if lines.is_empty() {
            String::new()
        } else {
            format!("### {title}\n\n{lines}\n")
        }
    };
    let lists = [
        of(NoteKind::Warning, "Warnings"),
        of(NoteKind::Corrected, "Corrected"),
        of(NoteKind::Inferred, "Inferred"),
        of(NoteKind::Lowered, "Lowered"),
        of(NoteKind::Ignored, "Without effect"),
    ]
    .concat();
    if lists.is_empty() {
        return String::new();
    }
    format!("## What differs from the page, and why\n\n{}", lists.trim_end())
}

/// What the types and fields are called that were made of schemas without a name of their own, by the places of these.
fn called(model: &Model) -> HashMap<&str, String> {
    let mut called = HashMap::new();
    for (name, definition) in &model.types {
        called
            .entry(definition.source.as_str())
            .or_insert_with(|| name.to_string());
        if let Kind::Struct(structure) = &definition.kind {
            for field in &structure.fields {
                let of_field = || format!("{name}.{}", field.wire);
                called.entry(field.source.as_str()).or_insert_with(of_field);
            }
        }
    }
    called.retain(|place, _| place.starts_with("/paths/"));
    called
}

/// A place in the document, in the words in which people speak of it.
fn place(at: &str, called: &HashMap<&str, String>) -> String {
    if let Some(called) = called.get(at) {
        return name(called);
    }
    let tokens: Vec<String> = pointer::tokens(at).collect();
    let tokens: Vec<&str> = tokens.iter().map(String::as_str).collect();
    let (what, rest) = match tokens.as_slice() {
        [] => return "the page".to_owned(),
        ["paths", path, method, rest @ ..] if METHODS.contains(method) => {
            (format!("{} {path}", method.to_uppercase()), rest)
        }
        ["paths", path, rest @ ..] => ((*path).to_owned(), rest),
        ["components", "schemas", schema, "properties", property, rest @ ..] => {
            (format!("{schema}.{property}"), rest)
        }
        ["components", _, name, rest @ ..] => ((*name).to_owned(), rest),
        ["components", section] => ((*section).to_owned(), &[][..]),
        [first, rest @ ..] => ((*first).to_owned(), rest),
    };
    match rest {
        [] => name(&what),
        rest => format!("{}, {}", name(&what), name(&rest.join("/"))),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    fn place(at: &str) -> String {
        super::place(at, &HashMap::new())
    }

    #[test]
    fn an_operation_is_called_by_its_method_and_nothing_else_is() {
        assert_eq!(place("/paths/~1a/get/responses"), "`GET /a`, `responses`");
        assert_eq!(place("/paths/~1a/summary"), "`/a`, `summary`");
        assert_eq!(place("/paths/~1a"), "`/a`");
    }
}
