//! Markdown as rustdoc reads it → the events that a page's words may be.
//!
//! Allowed are paragraphs, headings, quotes, lists, tables, code that is not run, emphasis and links to the web or to an address
//! of mail. What else rustdoc sees (HTML, images, other links, footnotes, definitions) is text: the words stay, their meaning goes.

use std::collections::HashSet;
use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, CowStr, Event, LinkType, Options, Parser, Tag, TagEnd};

use super::invisible::visible;
use super::link;

/// What rustdoc, and so docs.rs, parses with.
pub(crate) const OPTIONS: Options = Options::ENABLE_TABLES
    .union(Options::ENABLE_FOOTNOTES)
    .union(Options::ENABLE_STRIKETHROUGH)
    .union(Options::ENABLE_TASKLISTS)
    .union(Options::ENABLE_SMART_PUNCTUATION);

/// Most lists and quotes within each other. Beyond it, marks are text: each costs a column in every line below it.
const DEEPEST: usize = 10;

/// The only kind of code block: rustdoc shows it and does not run it.
pub(crate) const CODE: &str = "text";

/// Text as allowed events.
#[derive(Debug)]
pub(super) struct ReadText {
    /// The events: text in one run, blanks only between words, code and quotes without what does not show.
    pub(super) events: Vec<Event<'static>>,
    /// Whether the text asked for something else, too.
    pub(super) foreign: bool,
}

/// Reads text of visible characters. `None` if it is nested too deeply.
pub(super) fn read(text: &str) -> Option<ReadText> {
    let marks = without_meaning(text);
    if marks.is_empty() {
        return read_once(text);
    }
    let mut shown = String::with_capacity(text.len() + marks.len());
    let mut done = 0;
    for at in marks {
        shown.push_str(&text[done..at]);
        shown.push('\\');
        done = at;
    }
    shown.push_str(&text[done..]);
    let mut reading = read_once(&shown)?;
    reading.foreign = true;
    Some(reading)
}

fn read_once(text: &str) -> Option<ReadText> {
    // Rustdoc looks up what stands in brackets among the items in scope, so that these are links, too.
    let unknown = |link: pulldown_cmark::BrokenLink<'_>| {
        Some((CowStr::from(link.reference.to_string()), CowStr::Borrowed("")))
    };
    let mut parser = Parser::new_with_broken_link_callback(text, OPTIONS, Some(unknown)).into_offset_iter();
    let mut reader = Reader::new(text);
    for (event, range) in parser.by_ref() {
        reader.take(event, range);
        if reader.contained > DEEPEST {
            return None;
        }
    }
    let defines = parser.reference_definitions().iter().next().is_some();
    Some(ReadText {
        events: tidy(link::bare(in_runs(reader.events))),
        foreign: reader.foreign || defines,
    })
}

/// Where tags of HTML and unused definitions of references start: the former would hide that the words between them are
/// Markdown (`<Note>` around a paragraph), the latter do not show at all. Nothing on a page is dropped silently. What comes
/// to light behind them is read as what is allowed, like everything else.
fn without_meaning(text: &str) -> Vec<usize> {
    let mut parser = Parser::new_ext(text, OPTIONS).into_offset_iter();
    let mut used = HashSet::new();
    let mut marks = Vec::new();
    for (event, range) in parser.by_ref() {
        match event {
            Event::Start(Tag::Link { id, .. } | Tag::Image { id, .. }) => {
                used.insert(id.to_string());
            }
            Event::Html(_) | Event::InlineHtml(_) => {
                let html = text.get(range.clone()).unwrap_or_default();
                marks.extend(html.match_indices('<').map(|(at, _)| range.start + at));
            }
            _ => {}
        }
    }
    let definitions = parser.reference_definitions();
    let used: HashSet<usize> = used
        .iter()
        .filter_map(|id| definitions.get(id))
        .map(|definition| definition.span.start)
        .collect();
    let starts = definitions.iter().map(|(_, definition)| definition.span.start);
    marks.extend(starts.filter(|start| !used.contains(start)));
    marks.sort_unstable();
    marks.dedup();
    marks
}

/// What the end of a tag becomes.
enum End {
    Tag(TagEnd),
    Text(String),
    Nothing,
}

struct Reader<'t> {
    source: &'t str,
    events: Vec<Event<'static>>,
    open: Vec<End>,
    code: Option<String>,
    /// Lists and quotes that are open.
    contained: usize,
    /// Tags that are open within which a line does not break.
    unbroken: usize,
    links: usize,
    foreign: bool,
}

impl<'t> Reader<'t> {
    fn new(source: &'t str) -> Self {
        Self {
            source,
            events: Vec::new(),
            open: Vec::new(),
            code: None,
            contained: 0,
            unbroken: 0,
            links: 0,
            foreign: false,
        }
    }

    fn take(&mut self, event: Event<'_>, range: Range<usize>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(end) => self.end(end),
            Event::Text(text) => match &mut self.code {
                Some(code) => code.push_str(&text),
                None => self.text(self.as_typed(&text, range)),
            },
            Event::Code(text) => self.events.push(Event::Code(one_line(&text).into())),
            Event::SoftBreak | Event::HardBreak if self.unbroken > 0 => self.text(" "),
            Event::SoftBreak => self.events.push(Event::SoftBreak),
            Event::HardBreak => self.events.push(Event::HardBreak),
            Event::Rule => self.events.push(Event::Rule),
            Event::TaskListMarker(done) => self.events.push(Event::TaskListMarker(done)),
            Event::Html(text) => {
                self.foreign = true;
                self.text(&text);
                if text.ends_with('\n') {
                    self.take(Event::SoftBreak, range);
                }
            }
            Event::FootnoteReference(label) => self.foreign_text(&format!("[^{label}]")),
            Event::InlineHtml(text) | Event::InlineMath(text) | Event::DisplayMath(text) => {
                self.foreign_text(&text);
            }
        }
    }

    /// A mark that smart punctuation replaced, as it was typed: rustdoc will do the same again, others show what the page says.
    fn as_typed<'a>(&self, text: &'a str, range: Range<usize>) -> &'a str
    where
        't: 'a,
    {
        let typed = self.source.get(range).unwrap_or_default();
        let marks = !typed.is_empty() && typed.chars().all(|c| matches!(c, '\'' | '"' | '-' | '.'));
        if marks { typed } else { text }
    }

    fn text(&mut self, text: &str) {
        self.events.push(Event::Text(one_line(text).into()));
    }

    fn foreign_text(&mut self, text: &str) {
        self.foreign = true;
        self.text(text);
    }

    fn open(&mut self, tag: Tag<'static>) {
        self.open.push(End::Tag(tag.to_end()));
        self.events.push(Event::Start(tag));
    }

    /// A tag that only its content is left of.
    fn skip(&mut self) {
        self.foreign = true;
        self.open.push(End::Nothing);
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::Heading { level, .. } => {
                self.unbroken += 1;
                self.open(Tag::Heading {
                    level,
                    id: None,
                    classes: Vec::new(),
                    attrs: Vec::new(),
                });
            }
            Tag::BlockQuote(_) => {
                self.contained += 1;
                // A continued line that is not indented is one of clippy's complaints.
                self.unbroken += 1;
                self.open(Tag::BlockQuote(None));
            }
            Tag::List(first) => {
                self.contained += 1;
                self.unbroken += 1;
                self.open(Tag::List(first));
            }
            Tag::CodeBlock(kind) => {
                self.foreign |= !matches!(kind, CodeBlockKind::Fenced(info) if &*info == CODE);
                self.code = Some(String::new());
                self.open(Tag::CodeBlock(CodeBlockKind::Fenced(CODE.into())));
            }
            Tag::HtmlBlock => {
                self.foreign = true;
                self.open(Tag::Paragraph);
            }
            Tag::Link {
                link_type,
                dest_url,
                title,
                id,
            } => self.start_link(link_type, &dest_url, &title, &id),
            Tag::Image { link_type, id, .. } => match unresolved(link_type, &id) {
                Some(end) => {
                    self.foreign_text("![");
                    self.open.push(End::Text(end));
                }
                None => self.skip(),
            },
            Tag::FootnoteDefinition(label) => {
                self.events.push(Event::Start(Tag::Paragraph));
                self.text(&format!("[^{label}]:"));
                self.events.push(Event::End(TagEnd::Paragraph));
                self.skip();
            }
            Tag::Paragraph
            | Tag::Item
            | Tag::Table(_)
            | Tag::TableHead
            | Tag::TableRow
            | Tag::TableCell
            | Tag::Emphasis
            | Tag::Strong
            | Tag::Strikethrough => self.open(tag.into_static()),
            // Of extensions that rustdoc does not have.
            Tag::DefinitionList
            | Tag::DefinitionListTitle
            | Tag::DefinitionListDefinition
            | Tag::MetadataBlock(_)
            | Tag::Superscript
            | Tag::Subscript => self.skip(),
        }
    }

    fn start_link(&mut self, kind: LinkType, destination: &str, title: &str, id: &str) {
        if let Some(end) = unresolved(kind, id) {
            self.foreign_text("[");
            self.open.push(End::Text(end));
            return;
        }
        let automatic = matches!(kind, LinkType::Autolink | LinkType::Email);
        let safe = match automatic {
            true => link::automatic(destination, kind == LinkType::Email).then(|| destination.to_owned()),
            false => link::destination(destination),
        };
        match safe {
            Some(safe) if self.links == 0 => {
                self.foreign |=
                    safe != destination || !title.is_empty() || !(automatic || kind == LinkType::Inline);
                self.links += 1;
                self.open(link::tag(if automatic { kind } else { LinkType::Inline }, safe));
            }
            _ => self.skip(),
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Heading(_) => self.unbroken -= 1,
            TagEnd::BlockQuote(_) | TagEnd::List(_) => {
                self.contained -= 1;
                self.unbroken -= 1;
            }
            TagEnd::CodeBlock => {
                let code = self.code.take().unwrap_or_default();
                let lines: Vec<String> = visible(&code)
                    .lines()
                    .map(|line| line.trim_end().to_owned())
                    .collect();
                let code = lines.join("\n");
                self.events
                    .push(Event::Text((code.trim_end().to_owned() + "\n").into()));
            }
            _ => {}
        }
        match self.open.pop() {
            Some(End::Tag(end)) => {
                if end == TagEnd::Link {
                    self.links -= 1;
                }
                self.events.push(Event::End(end));
            }
            Some(End::Text(text)) => self.text(&text),
            Some(End::Nothing) | None => {}
        }
    }
}

/// How the brackets end of a reference that nothing in the text defines.
fn unresolved(kind: LinkType, id: &str) -> Option<String> {
    match kind {
        LinkType::ShortcutUnknown | LinkType::WikiLink { .. } => Some("]".into()),
        LinkType::CollapsedUnknown => Some("][]".into()),
        LinkType::ReferenceUnknown => Some(format!("][{id}]")),
        _ => None,
    }
}

/// Characters' names and numbers (`&nbsp;`, `&#8238;`) are read by the parser, so what is visible is looked at again.
fn one_line(text: &str) -> String {
    visible(text).replace('\n', " ")
}

/// Whether lines end here, so that blanks beside it do not show.
pub(super) fn is_boundary(event: &Event<'_>) -> bool {
    match event {
        Event::Start(tag) => is_block(tag.to_end()),
        Event::End(tag) => is_block(*tag),
        Event::SoftBreak | Event::HardBreak | Event::Rule | Event::TaskListMarker(_) => true,
        _ => false,
    }
}

/// Whether a tag is not part of a line of text.
pub(super) fn is_block(tag: TagEnd) -> bool {
    !matches!(
        tag,
        TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link | TagEnd::Image
    )
}

/// The events without what does not show: blanks at the ends of lines, empty text, emphasis of nothing, paragraphs of nothing.
pub(super) fn tidy(events: Vec<Event<'static>>) -> Vec<Event<'static>> {
    let mut out: Vec<Event<'static>> = Vec::with_capacity(events.len());
    let mut in_code = false;
    let mut events = in_runs(events).into_iter().peekable();
    while let Some(event) = events.next() {
        match event {
            Event::Start(Tag::CodeBlock(_)) => in_code = true,
            Event::End(TagEnd::CodeBlock) => in_code = false,
            _ => {}
        }
        match event {
            Event::Text(text) if !in_code => {
                let mut text = single_blanks(&text);
                if out.last().is_none_or(is_boundary) {
                    text = text.trim_start().to_owned();
                }
                if events.peek().is_none_or(is_boundary) {
                    text = text.trim_end().to_owned();
                }
                if !text.is_empty() {
                    out.push(Event::Text(text.into()));
                }
            }
            // A break at the start or the end of what it stands in breaks nothing.
            Event::SoftBreak | Event::HardBreak if out.last().is_none_or(is_boundary) => {}
            Event::End(end) => {
                if is_block(end) && matches!(out.last(), Some(Event::SoftBreak | Event::HardBreak)) {
                    out.pop();
                }
                let empty = matches!(out.last(), Some(Event::Start(tag)) if tag.to_end() == end);
                let needed = matches!(
                    end,
                    TagEnd::Item
                        | TagEnd::Heading(_)
                        | TagEnd::TableCell
                        | TagEnd::TableRow
                        | TagEnd::TableHead
                );
                if !empty || needed {
                    out.push(Event::End(end));
                } else {
                    out.pop();
                }
            }
            // Two lists of a kind, one under the other, are one list.
            Event::Start(Tag::List(first)) if matches!(out.last(), Some(Event::End(TagEnd::List(ordered))) if *ordered == first.is_some()) =>
            {
                out.pop();
                // Its end is that of the second.
            }
            other => out.push(other),
        }
    }
    out
}

/// Text in one event where it is one run.
fn in_runs(events: Vec<Event<'static>>) -> Vec<Event<'static>> {
    let mut out: Vec<Event<'static>> = Vec::with_capacity(events.len());
    let mut run = String::new();
    for event in events {
        match event {
            Event::Text(text) => run.push_str(&text),
            other => {
                if !run.is_empty() {
                    out.push(Event::Text(std::mem::take(&mut run).into()));
                }
                out.push(other);
            }
        }
    }
    if !run.is_empty() {
        out.push(Event::Text(run.into()));
    }
    out
}

/// Runs of blanks as one.
pub(super) fn single_blanks(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if c != ' ' || !out.ends_with(' ') {
            out.push(c);
        }
    }
    out
}
