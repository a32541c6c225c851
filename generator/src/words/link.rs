//! Links of a page: to the web, and to an address of mail. Everything else is text.

use pulldown_cmark::{CowStr, Event, LinkType, Tag, TagEnd};

/// Longest destination that is a link; what is longer is text.
const LONGEST: usize = 2000;

/// The destination of a link in characters that mean themselves everywhere, if it is one that a page may have.
pub(crate) fn destination(url: &str) -> Option<String> {
    let url = url.trim();
    if !is_web(url) && !starts_with(url, "mailto:") {
        return None;
    }
    let mut out = String::with_capacity(url.len());
    let mut buffer = [0; 4];
    for (at, c) in url.char_indices() {
        let entity = c == '&' && url[at + 1..].contains(';');
        if c.is_ascii_graphic()
            && !entity
            && !matches!(c, '<' | '>' | '(' | ')' | '[' | ']' | '\\' | '`' | '"' | '|')
        {
            out.push(c);
        } else {
            for byte in c.encode_utf8(&mut buffer).bytes() {
                out.push_str(&format!("%{byte:02X}"));
            }
        }
    }
    (out.len() <= LONGEST).then_some(out)
}

/// Whether `<…>` may be a link: text and destination at once, in which nothing can be escaped.
pub(crate) fn automatic(url: &str, is_address: bool) -> bool {
    let address = if is_address {
        Some(url)
    } else {
        url.strip_prefix("mailto:")
    };
    match address {
        Some(address) => {
            address.len() <= LONGEST
                && address
                    .split_once('@')
                    .is_some_and(|(user, host)| is_made_of(user, "._+-") && is_made_of(host, ".-"))
        }
        None => {
            is_web(url) && url.len() <= LONGEST && url.chars().all(|c| c.is_ascii_graphic() && !ends_url(c))
        }
    }
}

fn is_made_of(text: &str, marks: &str) -> bool {
    !text.is_empty()
        && text
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || marks.contains(c))
}

/// Whether a URL is one of http or https, with a host and without a user, who could pass for the host.
fn is_web(url: &str) -> bool {
    let rest = ["https://", "http://"]
        .iter()
        .find_map(|scheme| starts_with(url, scheme).then(|| &url[scheme.len()..]));
    rest.is_some_and(|rest| {
        let authority = rest.split(['/', '?', '#', '\\']).next().unwrap_or_default();
        authority.starts_with(|c: char| c.is_alphanumeric() || c == '[') && !authority.contains('@')
    })
}

fn starts_with(url: &str, scheme: &str) -> bool {
    url.get(..scheme.len())
        .is_some_and(|start| start.eq_ignore_ascii_case(scheme))
}

fn ends_url(c: char) -> bool {
    c.is_whitespace() || "<>[](){}\"'`|\\".contains(c)
}

/// The start of a link.
pub(crate) fn tag(kind: LinkType, url: String) -> Tag<'static> {
    Tag::Link {
        link_type: kind,
        dest_url: url.into(),
        title: CowStr::Borrowed(""),
        id: CowStr::Borrowed(""),
    }
}

/// Makes bare URLs of running text links.
pub(crate) fn bare(events: Vec<Event<'static>>) -> Vec<Event<'static>> {
    let mut out = Vec::with_capacity(events.len());
    let mut closed = 0_usize;
    for event in events {
        match &event {
            Event::Start(Tag::Link { .. } | Tag::CodeBlock(_)) => closed += 1,
            Event::End(TagEnd::Link | TagEnd::CodeBlock) => closed -= 1,
            Event::Text(text) if closed == 0 && text.contains("://") => {
                split(text, &mut out);
                continue;
            }
            _ => {}
        }
        out.push(event);
    }
    out
}

fn split(text: &str, out: &mut Vec<Event<'static>>) {
    let mut push = |text: &str| {
        if !text.is_empty() {
            out.push(Event::Text(text.to_owned().into()));
        }
    };
    let mut links = Vec::new();
    let mut at = 0;
    while let Some(found) = text[at..].find("://") {
        let colon = at + found;
        at = colon + 3;
        let Some(start) = ["https", "http"]
            .iter()
            .find_map(|scheme| text[..colon].ends_with(scheme).then(|| colon - scheme.len()))
        else {
            continue;
        };
        let rest = &text[start..];
        let url = &rest[..rest.find(ends_url).unwrap_or(rest.len())];
        let url = url.trim_end_matches(['.', ',', ';', ':', '!', '?', '*', '_', '~', '&']);
        if automatic(url, false) {
            links.push((start, url));
            at = start + url.len();
        }
    }
    if links.is_empty() {
        push(text);
        return;
    }
    let mut done = 0;
    for (start, url) in links {
        if start > done {
            out.push(Event::Text(text[done..start].to_owned().into()));
        }
        out.push(Event::Start(tag(LinkType::Autolink, url.to_owned())));
        out.push(Event::Text(url.to_owned().into()));
        out.push(Event::End(TagEnd::Link));
        done = start + url.len();
    }
    if done < text.len() {
        out.push(Event::Text(text[done..].to_owned().into()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_lead_to_the_web_or_to_an_address() {
        for (url, expected) in [
            (
                "https://example.com/a?b=c&d=e#f",
                Some("https://example.com/a?b=c&d=e#f"),
            ),
            (
                "HTTPS://example.com/ä (1)",
                Some("HTTPS://example.com/%C3%A4%20%281%29"),
            ),
            (
                "https://example.com/?a&copy;b",
                Some("https://example.com/?a%26copy;b"),
            ),
            ("mailto:a@example.com", Some("mailto:a@example.com")),
            ("https://bank.example@evil.example", None),
            ("https://", None),
            ("https:///x", None),
            ("javascript:alert(1)", None),
            ("data:text/html,x", None),
            ("//example.com", None),
            ("../types", None),
            ("Vec", None),
        ] {
            assert_eq!(destination(url).as_deref(), expected, "{url}");
        }
        assert!(automatic("a.b+c@example.com", true));
        assert!(!automatic("a\"b@example.com", true));
        assert!(!automatic("ftp://example.com", false));
    }
}
