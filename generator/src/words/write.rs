//! Allowed events → Markdown source that means them.

use std::borrow::Cow;

use pulldown_cmark::{Event, LinkType, Tag, TagEnd};
use pulldown_cmark_to_cmark::{Options, calculate_code_block_token_count, cmark_with_options};

use super::code::{in_cell, span};
use super::escape::{Surroundings, escaped};
use super::read::is_boundary;

/// Writes events. `None` if they are not those of a text.
pub(super) fn write(events: &[Event<'static>]) -> Option<String> {
    let options = Options {
        code_block_token_count: calculate_code_block_token_count(events).unwrap_or(3),
        list_token: '-',
        increment_ordered_list_bullets: true,
        ..Options::default()
    };
    let mut out = String::new();
    cmark_with_options(spelled(events).iter(), &mut out, options).ok()?;
    let lines: Vec<&str> = out.split('\n').map(|line| line.trim_end_matches(' ')).collect();
    Some(lines.join("\n").trim_matches('\n').to_owned())
}

/// The events with their text as it is to be spelled. The library escapes text by where a parser would have split it; ours
/// is given to it as it is to stand there, in the one event that it does not look into.
fn spelled(events: &[Event<'static>]) -> Vec<Event<'static>> {
    let mut out = Vec::with_capacity(events.len());
    let (mut heading, mut cell, mut code, mut automatic) = (false, false, false, false);
    for (at, event) in events.iter().enumerate() {
        let before = at.checked_sub(1).map(|before| &events[before]);
        match event {
            Event::Start(Tag::Heading { .. }) => heading = true,
            Event::End(TagEnd::Heading(_)) => heading = false,
            Event::Start(Tag::TableCell) => cell = true,
            Event::End(TagEnd::TableCell) => cell = false,
            Event::Start(Tag::CodeBlock(_)) => code = true,
            Event::End(TagEnd::CodeBlock) => code = false,
            _ => {}
        }
        let raw: Cow<'_, str> = match event {
            Event::Start(Tag::Link {
                link_type: LinkType::Autolink | LinkType::Email,
                dest_url,
                ..
            }) => {
                automatic = true;
                format!("<{dest_url}>").into()
            }
            Event::End(TagEnd::Link) if automatic => {
                automatic = false;
                continue;
            }
            _ if automatic => continue,
            Event::Text(text) if !code => {
                let starts = before.is_none_or(is_boundary) && !cell;
                let site = Surroundings {
                    line_start: starts && !matches!(before, Some(Event::TaskListMarker(_))),
                    heading,
                    before_link: matches!(events.get(at + 1), Some(Event::Start(Tag::Link { .. }))),
                };
                escaped(text, site).into()
            }
            Event::Code(text) if cell => in_cell(&span(text)).into(),
            Event::Code(text) => span(text).into(),
            // Blanks at the end of a line are the other spelling, and do not survive editors.
            Event::HardBreak => {
                out.push(Event::InlineHtml("\\".into()));
                out.push(Event::SoftBreak);
                continue;
            }
            other => {
                out.push(other.clone());
                continue;
            }
        };
        out.push(Event::InlineHtml(raw.into_owned().into()));
    }
    out
}
