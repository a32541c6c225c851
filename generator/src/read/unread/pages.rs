//! Documentation pages that hold no description: sources, indexes, and the text that a browser shows.

use super::Unread;
use super::remedies::ASYNC_API;
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
        return Some(source(line, "operation", &operation, spec.map(str::to_owned)));
    }
    if let Some((matter, line)) = page.matter
        && let Some((spec, operation)) = operation_in_file(matter)
    {
        // The file is the documentation's, and not published beside the page.
        let mut unread = source(line, "operation", operation, Some(spec.to_owned()));
        unread.descriptions.clear();
        return Some(unread);
    }
    if let Some((matter, line)) = page.matter
        && let Some(named) = front_matter::value(matter, "asyncapi")
    {
        let channel = named.split_whitespace().next_back().unwrap_or(named);
        let problem = format!(
            "the source of a documentation page: it only names the channel `{channel}` of an AsyncAPI description"
        );
        return Some(Unread::new(line, problem, ASYNC_API).of_other_page());
    }
    None
}

/// What only names something of a description.
pub(super) fn source(line: usize, kind: &str, named: &str, description: Option<String>) -> Unread {
    let problem = format!("the source of a documentation page: it only names the {kind} `{named}`");
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

/// The operation that front matter names by its id, below `api:` with `file:` and `operationId:`, and the file.
fn operation_in_file(matter: &str) -> Option<(&str, &str)> {
    let below = matter
        .lines()
        .skip_while(|line| line.trim_end() != "api:")
        .skip(1);
    let below: Vec<&str> = below.take_while(|line| line.starts_with(' ')).collect();
    let value = |key: &str| {
        let said = below
            .iter()
            .find_map(|line| line.trim().strip_prefix(key)?.strip_prefix(':'));
        said.map(|said| said.trim().trim_matches(['"', '\'']))
            .filter(|said| !said.is_empty())
    };
    Some((value("file")?, value("operationId")?))
}

/// `[SPEC] METHOD PATH`, as front matter names an operation; the method in capitals.
fn operation_of(named: &str) -> Option<(Option<&str>, String)> {
    let mut words = named.split_whitespace().rev();
    let (path, method) = (words.next()?, words.next()?.to_ascii_uppercase());
    let spec = words.next();
    (is_sent(&method) || method == "WEBHOOK").then(|| (spec, format!("{method} {path}")))
}

/// Text and target of a line that is a link of a list or stands alone.
pub(super) fn link(line: &str) -> Option<(&str, &str)> {
    let line = unmarked(line);
    let (text, rest) = line.strip_prefix('[')?.split_once("](")?;
    Some((text, rest.split([')', ' ']).next()?))
}

/// A line without what makes it an item of a list.
fn unmarked(line: &str) -> &str {
    let line = line.trim();
    let unnumbered = line.trim_start_matches(|c: char| c.is_ascii_digit());
    match unnumbered.strip_prefix(['.', ')']) {
        Some(rest) if unnumbered.len() < line.len() => rest.trim_start(),
        _ => line.trim_start_matches(['-', '*', '+', ' ']),
    }
}

/// The target of an entry of an index: an item that is a link, a row of a table with one, a card, or a place in a line of its own.
fn entry(line: &str) -> Option<&str> {
    let line = line.trim();
    let is_item = unmarked(line).len() < line.len();
    if is_item && let Some((_, url)) = link(line) {
        return Some(url);
    }
    if line.starts_with('|') {
        return line.split_once("](")?.1.split(')').next();
    }
    if line.starts_with("<Card ") {
        return line.split_once(" href=\"")?.1.split('"').next();
    }
    let place = unmarked(line);
    let is_place = place.starts_with("https://") || place.starts_with("http://") || place.starts_with('/');
    (is_place && !place.contains(char::is_whitespace)).then_some(place)
}

/// What only lays a table or a group of cards out.
fn is_layout(line: &str) -> bool {
    let line = line.trim();
    line.starts_with('|')
        || line.starts_with("<CardGroup")
        || line.starts_with("</Card")
        || line.starts_with("<Columns")
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
        if let Some(url) = entry(line) {
            links += 1;
            if in_specs {
                descriptions.push(url.to_owned());
            }
        } else if line.starts_with("Source: ") && after_title {
            pages += 1;
        } else if operation_of(line).is_some() {
            operations += 1;
        } else if !line.starts_with('>') && !is_layout(line) {
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
    if operations > 1 && operations >= others {
        let problem = format!("a list of {operations} operations, without what they take and give");
        return Some(Unread::new(
            1,
            problem,
            "bring the description that it is made from, or the pages of the operations",
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
    // Some tools show it in small letters.
    let is_method = |line: &str| is_sent(&line.to_ascii_uppercase());
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
        "Path Params",
        "Query Params",
        "Body Params",
        "Header Params",
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
            let verb = ["show ", "expand ", "hide "].iter().find_map(|verb| {
                let line = line.trim_start_matches(['+', '-', '▶', '▸', ' ']);
                line.strip_prefix(verb)
            });
            const WHAT: [&str; 8] = [
                "attributes",
                "properties",
                "parameters",
                "fields",
                "all",
                "object",
                "array",
                "more",
            ];
            verb.is_some_and(|rest| rest.len() < 40 && WHAT.iter().any(|what| rest.ends_with(what)))
        })
}
