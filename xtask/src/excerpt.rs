//! A failure as people read it: the reason, the line of the file it is about, the remedy.

use annotate_snippets::{AnnotationKind, Level, Message, Renderer, Snippet};
use specloom::words::shown;
use specloom::{Position, Source};

use crate::terminal::{STRONG, paint};

/// Longest part of a line that is shown, in characters.
const WIDTH: usize = 120;

/// A failure with ANSI styles; with a source and a position, the line in question is shown.
pub fn render(place: &str, problem: &str, remedy: &str, at: Option<(&Source, Position)>) -> String {
    let title = shown(&format!("{place}: {problem}"));
    let remedy = shown(remedy);
    let title = Level::ERROR.primary_title(title);
    let Some(excerpt) = at.and_then(|(source, position)| line(source, position)) else {
        // An element of the group would hang on a gutter, and there is no line to hang it beside.
        let report = [title.elements(None::<Message<'_>>)];
        return format!(
            "{}\n  {}: {remedy}",
            Renderer::styled().render(&report),
            paint(STRONG, "help")
        );
    };
    let marked = AnnotationKind::Primary.span(excerpt.column..excerpt.column_end);
    let snippet = Snippet::source(&excerpt.text)
        .line_start(excerpt.number)
        .annotation(marked);
    let report = [title.element(snippet).element(Level::HELP.message(remedy))];
    Renderer::styled().render(&report)
}

struct Line {
    text: String,
    number: usize,
    column: usize,
    column_end: usize,
}

/// The line at `position`, cut to the neighbourhood of its column; `None` when the source has no such line.
fn line(source: &Source, position: Position) -> Option<Line> {
    let bytes = source
        .bytes
        .split(|&byte| byte == b'\n')
        .nth(position.line.checked_sub(1)?)?;
    let whole = String::from_utf8_lossy(bytes);
    let column = position.column.saturating_sub(1);
    let skipped = column.saturating_sub(WIDTH / 2);
    // Character by character: the column must stay where it is.
    let part = whole.trim_end().chars().skip(skipped).take(WIDTH);
    let part: Vec<String> = part.map(|c| shown(c.encode_utf8(&mut [0; 4]))).collect();
    let offset = |n: usize| part.iter().take(n).map(String::len).sum();
    let at = (column - skipped).min(part.len());
    Some(Line {
        column: offset(at),
        column_end: offset(at + 1),
        text: part.concat(),
        number: position.line,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(bytes: impl Into<Vec<u8>>, line: usize, column: usize) -> String {
        let source = Source::new("page.md", bytes);
        let text = render(
            &format!("page.md:{line}:{column}"),
            "no",
            "do",
            Some((&source, Position { line, column })),
        );
        anstream::adapter::strip_str(&text).to_string()
    }

    #[test]
    fn shows_the_line_and_marks_the_column() {
        let text = shown("one\ntwo three\n", 2, 5);
        assert_eq!(
            text,
            "error: page.md:2:5: no\n  |\n2 | two three\n  |     ^\n  |\n  = help: do"
        );
    }

    #[test]
    fn without_a_line_there_is_no_gutter() {
        let text = render("page.md", "no", "do", None);
        let text = anstream::adapter::strip_str(&text).to_string();
        assert_eq!(text, "error: page.md: no\n  help: do");
    }

    #[test]
    fn any_position_in_any_bytes_renders() {
        for bytes in [
            &b""[..],
            b"\xff\xfe\n\x00",
            "ä\u{202e}\u{1b}[31m".as_bytes(),
            &[b'x'; 9999],
        ] {
            for position in [
                (0, 0),
                (1, 0),
                (1, 1),
                (1, 2),
                (1, 99),
                (1, 9999),
                (2, 1),
                (99, 1),
            ] {
                let text = shown(bytes, position.0, position.1);
                assert!(text.contains("no") && text.contains("do"), "{text}");
                assert!(!text.contains('\u{1b}'));
            }
        }
    }
}
