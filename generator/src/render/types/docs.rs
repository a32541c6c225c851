//! Descriptions become `///` lines that rustdoc and clippy take as they are.

use pulldown_cmark::{Event, LinkType, Options, Parser, Tag, TagEnd};
use serde_json::Value;
use syn::{Fields, Item, parse_quote};

use super::{Count, Pass, docs_of, is_enum, named};
use crate::Fitted;
use crate::model::fit::{component, extra, fields};
use crate::unseen::is_unseen;

pub(super) const PASS: Pass = Pass {
    id: "docs",
    why: "the engine writes the schema's source into the documentation, as it is, links and HTML included",
    run,
};

fn run(items: &mut Vec<Item>, fitted: &Fitted) -> Count {
    let expected = named(fitted).count();
    let mut done = 0;
    for item in items {
        let (name, attributes) = match item {
            Item::Struct(item) => (item.ident.to_string(), &mut item.attrs),
            Item::Enum(item) => (item.ident.to_string(), &mut item.attrs),
            _ => continue,
        };
        let Some(schema) = component(&fitted.document, &name) else {
            continue;
        };
        let text = description(schema).unwrap_or_else(|| fallback(&name, schema));
        let rest = std::mem::replace(attributes, docs_of(&text));
        attributes.extend(rest);
        done += 1;
        match item {
            Item::Struct(item) => document_fields(&mut item.fields, schema),
            Item::Enum(item) if !is_enum(schema) => {
                for variant in item
                    .variants
                    .iter_mut()
                    .filter(|variant| variant.attrs.is_empty())
                {
                    let Fields::Unnamed(held) = &variant.fields else {
                        continue;
                    };
                    let Some(held) = held.unnamed.first() else {
                        continue;
                    };
                    let kind = &held.ty;
                    let kind = quote::quote!(#kind).to_string().replace(' ', "");
                    let text = format!(" As `{kind}`.");
                    variant.attrs.push(parse_quote!(#[doc = #text]));
                }
            }
            _ => {}
        }
    }
    Count { expected, done }
}

fn description(schema: &Value) -> Option<String> {
    let text = schema.get("description")?.as_str()?.trim();
    (!doc_lines(text).is_empty()).then(|| text.to_owned())
}

fn fallback(name: &str, schema: &Value) -> String {
    let words = heck::ToSnakeCase::to_snake_case(name).replace('_', " ");
    if schema.get("oneOf").is_some() {
        format!("{}: one of several shapes.", capital(&words))
    } else if is_enum(schema) {
        format!("{}: one of several values.", capital(&words))
    } else {
        format!("{}.", capital(&words))
    }
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters
        .next()
        .map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

fn document_fields(held: &mut Fields, schema: &Value) {
    for (field, (wire, _)) in held.iter_mut().zip(fields(schema)) {
        let property = &schema["properties"][&wire];
        let text =
            description(property).unwrap_or_else(|| format!("The property `{}`.", wire.replace('`', "'")));
        let rest = std::mem::replace(&mut field.attrs, docs_of(&text));
        if property.get("deprecated") == Some(&Value::Bool(true)) {
            let lines = ["", " Deprecated by the vendor."];
            field
                .attrs
                .extend(lines.map(|line| -> syn::Attribute { parse_quote!(#[doc = #line]) }));
        }
        field.attrs.extend(rest);
    }
    if let (Some(rust), Some(values)) = (extra(schema), schema.get("additionalProperties"))
        && let Some(field) = held
            .iter_mut()
            .find(|field| field.ident.as_ref().is_some_and(|ident| *ident == rust))
    {
        let what = "Properties beyond the named ones, by their names on the wire.";
        let text = match description(values) {
            Some(said) => format!("{what}\n\n{said}"),
            None => what.to_owned(),
        };
        let rest = std::mem::replace(&mut field.attrs, docs_of(&text));
        field.attrs.extend(rest);
    }
}

/// Markdown as the lines of a doc comment, each with its leading blank: URLs are links, brackets and tags are text, code is
/// not Rust, list items are one line each. Empty for text that is empty.
pub(crate) fn doc_lines(markdown: &str) -> Vec<String> {
    let mut text: String = markdown
        .replace("\r\n", "\n")
        .replace(['\r', '\u{2028}', '\u{2029}'], "\n")
        .replace('\t', "    ")
        .chars()
        .filter(|&c| c == '\n' || !is_unseen(c))
        .collect();
    // Making a tag text can uncover further Markdown. Each round leaves less to do.
    for _ in 0..6 {
        let safe = round(&text);
        if safe == text {
            break;
        }
        text = safe;
    }
    let mut lines: Vec<String> = Vec::new();
    for line in text.trim().lines() {
        let line = line.trim_end();
        match line.is_empty() {
            true if lines.last().is_none_or(String::is_empty) => {}
            true => lines.push(String::new()),
            false => lines.push(format!(" {line}")),
        }
    }
    lines
}

fn round(text: &str) -> String {
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH;
    let mut edits: Vec<(std::ops::Range<usize>, String)> = Vec::new();
    let (mut inside_link, mut contained, mut code): (usize, usize, Option<(std::ops::Range<usize>, String)>) =
        (0, 0, None);
    let mut pending: Option<std::ops::Range<usize>> = None;
    let flush = |pending: &mut Option<std::ops::Range<usize>>, inside: bool, edits: &mut Vec<_>| {
        if let Some(range) = pending.take() {
            let new = plain(text, range.clone(), inside);
            if new != text[range.clone()] {
                edits.push((range, new));
            }
        }
    };
    for (event, range) in Parser::new_ext(text, options).into_offset_iter() {
        if let (Event::Text(_), None) = (&event, &code) {
            match &mut pending {
                Some(before) if before.end == range.start => before.end = range.end,
                _ => {
                    flush(&mut pending, inside_link > 0, &mut edits);
                    pending = Some(range);
                }
            }
            continue;
        }
        flush(&mut pending, inside_link > 0, &mut edits);
        match event {
            Event::Start(Tag::CodeBlock(_)) => code = Some((range, String::new())),
            Event::End(TagEnd::CodeBlock) => {
                if let Some((range, body)) = code.take() {
                    let fence =
                        "`".repeat(body.split(|c| c != '`').map(str::len).max().unwrap_or(0).max(2) + 1);
                    let new = format!("{fence}text\n{}\n{fence}", body.trim_end());
                    let lead = if text[..range.start].ends_with('\n') || range.start == 0 {
                        ""
                    } else {
                        "\n"
                    };
                    let rest = if text[range.clone()].ends_with('\n') {
                        "\n"
                    } else {
                        ""
                    };
                    if !already_text(&text[range.clone()]) {
                        edits.push((range, format!("{lead}{new}{rest}")));
                    }
                }
            }
            Event::Text(part) => {
                if let Some((_, body)) = &mut code {
                    body.push_str(&part);
                }
            }
            Event::Start(Tag::Link {
                link_type, dest_url, ..
            }) => {
                inside_link += 1;
                let web = ["http://", "https://", "mailto:"]
                    .iter()
                    .any(|scheme| dest_url.starts_with(scheme));
                if !web && !matches!(link_type, LinkType::Autolink | LinkType::Email) {
                    let label = label(&text[range.clone()]);
                    edits.push((range, label));
                }
            }
            Event::Start(Tag::Image { .. }) => {
                inside_link += 1;
                edits.push((range.clone(), label(text[range].trim_start_matches('!'))));
            }
            Event::End(TagEnd::Link | TagEnd::Image) => inside_link = inside_link.saturating_sub(1),
            Event::Start(Tag::Item | Tag::BlockQuote(_)) => contained += 1,
            Event::End(TagEnd::Item | TagEnd::BlockQuote(_)) => contained = contained.saturating_sub(1),
            Event::SoftBreak | Event::HardBreak if contained > 0 => {
                // Continuation lines that are not indented are one of clippy's complaints.
                let rest = &text[range.end..];
                let indent = rest.len() - rest.trim_start_matches([' ', '>']).len();
                edits.push((range.start..range.end + indent, " ".into()));
            }
            Event::Html(_) | Event::InlineHtml(_) => {
                let new = text[range.clone()].replace('<', "&lt;");
                edits.push((range, new));
            }
            _ => {}
        }
    }
    flush(&mut pending, inside_link > 0, &mut edits);
    edits.sort_by_key(|(range, _)| (range.start, std::cmp::Reverse(range.end)));
    let mut safe = String::with_capacity(text.len());
    let mut at = 0;
    for (range, new) in edits {
        if range.start >= at {
            safe.push_str(&text[at..range.start]);
            safe.push_str(&new);
            at = range.end;
        }
    }
    safe.push_str(&text[at..]);
    safe
}

fn already_text(block: &str) -> bool {
    block.trim_start_matches('`').starts_with("text\n") && block.starts_with("```")
}

/// The text of `[text](destination)`.
fn label(link: &str) -> String {
    let inner = link.strip_prefix('[').unwrap_or(link);
    let end = inner
        .rfind("](")
        .or_else(|| inner.rfind("]["))
        .or_else(|| inner.rfind(']'))
        .unwrap_or(inner.len());
    inner[..end].to_owned()
}

/// Running text: brackets escaped, bare URLs made links.
fn plain(text: &str, range: std::ops::Range<usize>, inside_link: bool) -> String {
    let source = &text[range.clone()];
    let mut safe = String::with_capacity(source.len());
    let mut rest = source;
    while let Some(first) = rest.chars().next() {
        let url = ["https://", "http://"]
            .iter()
            .any(|scheme| rest.starts_with(scheme));
        if url && !inside_link {
            let end = rest
                .find(|c: char| c.is_whitespace() || "<>[](){}\"'`|\\".contains(c))
                .unwrap_or(rest.len());
            let link = rest[..end].trim_end_matches(['.', ',', ';', ':', '!', '?', '*', '_']);
            if link.len() > "https://".len() {
                safe.push_str(&format!("<{link}>"));
            } else {
                safe.push_str(&link.replace("://", ":&#47;/"));
            }
            rest = &rest[link.len()..];
            continue;
        }
        let before = text[..range.start + (source.len() - rest.len())]
            .bytes()
            .rev()
            .take_while(|byte| *byte == b'\\');
        if matches!(first, '[' | ']' | '<' | '`') && before.count() % 2 == 0 && !inside_link {
            safe.push('\\');
        }
        safe.push(first);
        rest = &rest[first.len_utf8()..];
    }
    safe
}
