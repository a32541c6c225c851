//! Prose of a page → Markdown that is safe wherever it is put: below other text, in an item of a list, in a cell.

use pulldown_cmark::{Event, HeadingLevel, Tag, TagEnd};

use super::escape::{Surroundings, escaped};
use super::invisible::visible;
use super::link;
use super::read::{ReadText, is_block, read, single_blanks, tidy};
use super::write::write;

/// Prose as the lines of a doc comment, each with its leading blank. Empty for text that shows nothing.
pub(crate) fn markdown(text: &str) -> Vec<String> {
    let lines = blocks(text, HeadingLevel::H1);
    let lines = lines.split('\n').filter(|_| !lines.is_empty());
    lines
        .map(|line| {
            if line.is_empty() {
                String::new()
            } else {
                format!(" {line}")
            }
        })
        .collect()
}

/// Prose as the content of a section of a document of ours, whose own headings are larger.
pub(crate) fn section(text: &str) -> String {
    blocks(text, HeadingLevel::H4)
}

/// Prose in one line, for the item of a list.
pub(crate) fn sentence(text: &str) -> String {
    let text = visible(text);
    if is_unmarked(&text) {
        return text;
    }
    let line = read(&text)
        .map(|reading| one_line(reading.events))
        .and_then(|events| {
            let paragraph = written(events)?;
            (!paragraph.contains('\n')).then_some(paragraph)
        });
    line.unwrap_or_else(|| plain(&text).split_whitespace().collect::<Vec<_>>().join(" "))
}

/// Prose in one line, for the cell of a table.
pub(crate) fn cell(text: &str) -> String {
    let text = visible(text);
    if is_unmarked(&text) {
        return text;
    }
    read(&text)
        .and_then(|reading| {
            let inline = one_line(reading.events);
            let table = write(&in_table(inline.clone()))?;
            let row = table
                .lines()
                .nth(2)?
                .strip_prefix('|')?
                .strip_suffix('|')?
                .to_owned();
            comes_back(&table, &in_table(inline)).then_some(row)
        })
        .unwrap_or_else(|| in_cell_text(&text))
}

/// Text in a cell: bars are escaped as they are elsewhere.
fn in_cell_text(text: &str) -> String {
    plain(text).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether a text is one line without a character that could mean something: most descriptions are, and need no reading.
fn is_unmarked(text: &str) -> bool {
    let starts = text.starts_with(char::is_alphabetic);
    let inert = |c: char| c.is_alphanumeric() || " ,.;()/'\"%?-".contains(c);
    starts
        && !text.ends_with(' ')
        && text.chars().all(inert)
        && !text.contains("  ")
        && !text.to_lowercase().contains("www")
}

fn blocks(text: &str, largest: HeadingLevel) -> String {
    let text = visible(text);
    if is_unmarked(&text) {
        return text;
    }
    let events = read(&text).map(|reading| below(reading.events, largest));
    let written = events
        .filter(|events| !events.is_empty())
        .and_then(|events| written(events.clone()).or_else(|| written(tidy(unmarked(events)))));
    written.unwrap_or_else(|| plain(&text))
}

/// Headings no larger than this.
fn below(mut events: Vec<Event<'static>>, largest: HeadingLevel) -> Vec<Event<'static>> {
    for event in &mut events {
        match event {
            Event::Start(Tag::Heading { level, .. }) | Event::End(TagEnd::Heading(level)) => {
                *level = (*level).max(largest);
            }
            _ => {}
        }
    }
    events
}

/// The events as Markdown, if that is read as these events.
fn written(events: Vec<Event<'static>>) -> Option<String> {
    let text = write(&events)?;
    comes_back(&text, &events).then_some(text)
}

fn comes_back(text: &str, events: &[Event<'static>]) -> bool {
    match read(text) {
        Some(ReadText {
            events: back,
            foreign: false,
        }) => shape(&back) == shape(events),
        _ => false,
    }
}

/// The events but for whether a list's items stand apart, which the smallest change to one of them changes for all.
fn shape<'e>(events: &'e [Event<'static>]) -> Vec<&'e Event<'static>> {
    let mut items = 0_usize;
    let mut shape = Vec::with_capacity(events.len());
    for event in events {
        match event {
            Event::Start(Tag::Item) => items += 1,
            Event::End(TagEnd::Item) => items -= 1,
            Event::Start(Tag::Paragraph) | Event::End(TagEnd::Paragraph) if items > 0 => continue,
            _ => {}
        }
        shape.push(event);
    }
    shape
}

/// The events without emphasis, whose marks depend on the letters beside them.
fn unmarked(events: Vec<Event<'static>>) -> Vec<Event<'static>> {
    let mark = |tag: TagEnd| matches!(tag, TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough);
    events
        .into_iter()
        .filter(|event| match event {
            Event::Start(tag) => !mark(tag.to_end()),
            Event::End(tag) => !mark(*tag),
            _ => true,
        })
        .collect()
}

/// The events of all blocks as those of one line.
fn one_line(events: Vec<Event<'static>>) -> Vec<Event<'static>> {
    let mut line = vec![Event::Start(Tag::Paragraph)];
    let mut code = false;
    for event in events {
        match event {
            Event::Start(Tag::CodeBlock(_)) => code = true,
            Event::Text(text) if code => {
                let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
                if !text.is_empty() {
                    line.push(Event::Code(text.into()));
                }
            }
            Event::Start(tag) if is_block(tag.to_end()) => {}
            Event::End(tag) if is_block(tag) => {
                code = false;
                line.push(Event::Text(" ".into()));
            }
            Event::SoftBreak | Event::HardBreak | Event::Rule => line.push(Event::Text(" ".into())),
            Event::TaskListMarker(done) => {
                line.push(Event::Text(if done { "[x] " } else { "[ ] " }.into()));
            }
            other => line.push(other),
        }
    }
    line.push(Event::End(TagEnd::Paragraph));
    tidy(line)
}

/// The line as the only cell of a table's only row.
fn in_table(line: Vec<Event<'static>>) -> Vec<Event<'static>> {
    let cell = |content: Vec<Event<'static>>| {
        let mut cell = vec![Event::Start(Tag::TableCell)];
        cell.extend(content.into_iter().filter(|event| {
            !matches!(
                event,
                Event::Start(Tag::Paragraph) | Event::End(TagEnd::Paragraph)
            )
        }));
        cell.push(Event::End(TagEnd::TableCell));
        cell
    };
    let mut table = vec![
        Event::Start(Tag::Table(vec![pulldown_cmark::Alignment::None])),
        Event::Start(Tag::TableHead),
    ];
    table.extend(cell(vec![Event::Text("a".into())]));
    table.extend([Event::End(TagEnd::TableHead), Event::Start(Tag::TableRow)]);
    table.extend(cell(line));
    table.extend([Event::End(TagEnd::TableRow), Event::End(TagEnd::Table)]);
    table
}

/// Text as paragraphs of its lines: nothing in it means anything.
fn plain(text: &str) -> String {
    let mut out = String::new();
    for line in text.lines() {
        let (mut line_start, mut in_link) = (true, false);
        let mut spelled = String::new();
        for event in link::bare(vec![Event::Text(single_blanks(line.trim()).into())]) {
            match event {
                Event::Start(Tag::Link { .. }) => in_link = true,
                Event::End(TagEnd::Link) => in_link = false,
                Event::Text(url) if in_link => spelled.push_str(&format!("<{url}>")),
                Event::Text(text) => spelled.push_str(&escaped(
                    &text,
                    Surroundings {
                        line_start,
                        ..Surroundings::default()
                    },
                )),
                _ => {}
            }
            line_start = false;
        }
        if !spelled.is_empty() {
            out.push_str(&spelled);
            out.push('\n');
        } else if !out.is_empty() && !out.ends_with("\n\n") {
            out.push('\n');
        }
    }
    out.trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn what_needs_no_reading_reads_as_itself(text in "[a-zé][a-z0-9 ,.;()/'\"%?-]{0,40}") {
            prop_assume!(is_unmarked(&text));
            let events = read(&text).unwrap();
            prop_assert!(!events.foreign);
            prop_assert_eq!(written(events.events), Some(text));
        }
    }
}
