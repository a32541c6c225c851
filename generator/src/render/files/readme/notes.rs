//! What differs from the page: the notes of all stages, as readers of the README know the places.

use super::Context;
use super::table::table;
use crate::openapi::METHODS;
use crate::words::{name, sentence};
use crate::{NoteKind, pointer};

pub(super) fn notes(context: &Context<'_>) -> String {
    let of = |wanted: NoteKind, title: &str| {
        let lines: Vec<String> = context
            .notes
            .iter()
            .filter(|note| note.kind == wanted)
            .map(|note| format!("- {}: {}\n", place(&note.pointer), sentence(&note.what)))
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

/// A place in the document, in the words in which people speak of it.
fn place(at: &str) -> String {
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
    use super::place;

    #[test]
    fn an_operation_is_called_by_its_method_and_nothing_else_is() {
        assert_eq!(place("/paths/~1a/get/responses"), "`GET /a`, `responses`");
        assert_eq!(place("/paths/~1a/summary"), "`/a`, `summary`");
        assert_eq!(place("/paths/~1a"), "`/a`");
    }
}
