//! Documentation pages that hold no description: sources, indexes, and the text that a browser shows.

use super::Unread;
use crate::openapi::is_sent;
use crate::read::front_matter::{self, PageText};
use crate::read::markdown::request_line;

/// A page's source, which only names an operation of a description that the documentation is built from.
pub(super) fn source_page(page: &PageText<'_>) -> Option<Unread> {
    if let Some((matter, line)) = page.matter
        && let Some(named) = ["openapi", "api"]
            .iter()
            .find_map(|key| front_matter::value(matter, key))
        && let Some((spec, operation)) = operation_of(named)
    {
        return Some(source(line, &operation, spec.map(str::to_owned)));
    }
    let lines = page.text.lines().enumerate();
    let followed = lines.zip(page.text.lines().skip(1).map(Some).chain([None]));
    followed.into_iter().find_map(|((index, line), next)| {
        let tag = line.trim_start().strip_prefix("{%")?.trim_start();
        let is_operation = ["openapi-operation ", "openapi ", "swagger "]
            .iter()
            .any(|name| tag.starts_with(name));
        let attribute = |name: &str| {
            let (_, value) = tag.split_once(&format!(" {name}=\""))?;
            value.split('"').next()
        };
        let (path, method) = (attribute("path").filter(|_| is_operation)?, attribute("method")?);
        let linked = next.and_then(link).map(|(_, url)| url);
        let place = attribute("src")
            .or(linked)
            .filter(|place| *place != "broken-reference");
        let operation = format!("{} {path}", method.to_ascii_uppercase());
        Some(source(index + 1, &operation, place.map(str::to_owned)))
    })
}

fn source(line: usize, operation: &str, description: Option<String>) -> Unread {
    let problem = format!("the source of a documentation page: it only names the operation `{operation}`");
    let mut unread = match &description {
        Some(place) => Unread::new(
            line,
            format!("{problem} of the description `{place}`"),
            format!("bring that description, {place}"),
        ),
        None => Unread::new(
            line,
            problem,
            "bring the description that the documentation is built from, or the page as the site serves it (its URL with `.md`)",
        ),
    };
    unread.descriptions.extend(description);
    unread
}

/// `[SPEC] METHOD PATH`, as front matter names an operation; the method in capitals.
fn operation_of(named: &str) -> Option<(Option<&str>, String)> {
    let mut words = named.split_whitespace().rev();
    let (path, method) = (words.next()?, words.next()?.to_ascii_uppercase());
    let spec = words.next();
    (is_sent(&method) || method == "WEBHOOK").then(|| (spec, format!("{method} {path}")))
}

/// Text and target of a line that is a link of a list or stands alone.
fn link(line: &str) -> Option<(&str, &str)> {
    let line = line.trim().trim_start_matches(['-', '*', ' ']);
    let (text, rest) = line.strip_prefix('[')?.split_once("](")?;
    Some((text, rest.split([')', ' ']).next()?))
}

/// An index of a documentation's pages: a list of links, or all pages in one file without their descriptions.
pub(super) fn index(text: &str) -> Option<Unread> {
    let mut links = 0_usize;
    let mut pages = 0_usize;
    let mut operations = 0_usize;
    let mut others = 0_usize;
    let mut after_title = false;
    let mut in_specs = false;
    let mut descriptions = Vec::new();
    for line in text.lines().filter(|line| !line.trim().is_empty()) {
        let heading = line
            .strip_prefix('#')
            .map(|heading| heading.trim_start_matches('#').trim());
        if let Some(heading) = heading {
            in_specs = heading.to_ascii_lowercase().starts_with("openapi spec");
            after_title = true;
            continue;
        }
        if let Some((_, url)) = link(line).filter(|_| line.trim_start().starts_with(['-', '*'])) {
            links += 1;
            if in_specs {
                descriptions.push(url.to_owned());
            }
        } else if line.starts_with("Source: ") && after_title {
            pages += 1;
        } else if operation_of(line).is_some() {
            operations += 1;
        } else if !line.starts_with('>') {
            others += 1;
        }
        after_title = false;
    }
    if pages > 1 {
        let problem = format!(
            "all pages of a documentation in one file: {pages} pages, of which {operations} name an operation, without the \
             descriptions themselves"
        );
        return Some(Unread::new(
            1,
            problem,
            "give it as the index of a set of pages, or bring the description that the pages name",
        ));
    }
    if links < 2 || links < others {
        return None;
    }
    let mut unread = Unread::new(
        1,
        format!("an index of {links} pages, not the page of an API"),
        match descriptions.first() {
            Some(first) => format!(
                "bring the description that it links to, {first}, or give it as the index of a set of pages"
            ),
            None => "give it as the index of a set of pages, or bring one of the pages that it links to"
                .to_owned(),
        },
    );
    unread.descriptions = descriptions;
    Some(unread)
}

/// The text that a browser shows of a page whose source is not text: nested objects are folded away in it.
pub(super) fn browser_text(text: &str) -> Option<Unread> {
    let is_method = |line: &str| is_sent(line);
    let mut lines = text
        .lines()
        .map(str::trim)
        .enumerate()
        .filter(|(_, line)| !line.is_empty())
        .peekable();
    let mut found = None;
    let mut is_split = false;
    while let Some((index, line)) = lines.next() {
        let next = lines.peek().map(|(_, next)| *next);
        let splits = is_method(line) && next == Some("/");
        if splits
            || (is_method(line) && next.is_some_and(|next| next.starts_with('/') || next.contains("://")))
            || request_line(line).is_some()
        {
            found = Some(index + 1);
            is_split = splits;
            break;
        }
    }
    let line = found?;
    let labels = [
        "Authorizations",
        "Authorization",
        "Body",
        "Request",
        "Response",
        "Responses",
        "Path Parameters",
        "Query Parameters",
        "Headers",
        "Parameters",
        "Request Body",
        "Returns",
    ];
    let has_label = text
        .lines()
        .map(str::trim)
        .any(|line| labels.iter().any(|label| line.eq_ignore_ascii_case(label)));
    let problem = if is_split || is_folded(text) {
        "the text that a browser shows of a page, with its nested objects folded away"
    } else {
        "the text that a browser shows of a page, in a layout that is not read: what it says of fields and statuses cannot be told \
         from its prose"
    };
    has_label.then(|| {
        Unread::new(
            line,
            problem,
            "fetch the page as Markdown (its URL with `.md`), or bring the description that it is made from",
        )
    })
}

/// Whether a browser's text has the buttons that unfold nested objects.
pub(super) fn is_folded(text: &str) -> bool {
    text.lines()
        .map(|line| line.trim().to_ascii_lowercase())
        .any(|line| {
            let verb = ["show ", "expand ", "hide "]
                .iter()
                .any(|verb| line.starts_with(verb));
            verb && ["attributes", "properties", "parameters", "fields", "all"]
                .iter()
                .any(|what| line.ends_with(what))
        })
}
