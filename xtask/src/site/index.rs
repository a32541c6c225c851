//! An index of pages → their URLs, in the index's order, each once.
//!
//! ```text
//! llms.txt       "- [Title](URL): words" lines, numbered ones and rows of tables too; below "## OpenAPI Specs" the links are whole descriptions
//!                links to further llms.txt are followed; an llms-full.txt is the same pages once more
//! llms-full.txt  "Source: URL" lines, or "URL: …", "<!-- source: … -->" and the like; an API page's next line is SPEC METHOD PATH, or
//!                it has a description in a fence
//! sitemap        XML (`sitemap`); what it lists may be further sitemaps
//! list           a URL or path per line, "- " may stand before it: a sitemap in text is one
//! ```

use std::borrow::Cow;
use std::collections::HashSet;

use reqwest::Url;
use specloom::METHODS;

use super::sitemap;

/// Most blank lines between where a page is and what it is of.
const BLANK: usize = 8;

/// What an index lists.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Index {
    /// The pages.
    pub pages: Vec<Url>,
    /// Whole descriptions.
    pub descriptions: Vec<Url>,
    /// Further sitemaps and indexes, which list pages.
    pub sitemaps: Vec<Url>,
}

/// Reads an index, each URL once; `base` is where it is published, which what it lists is relative to and on the same host as.
///
/// # Errors
///
/// A sentence: XML that is no sitemap, or a part of one.
pub fn parse(text: &str, base: Option<&Url>) -> Result<Index, String> {
    let text = text.trim_start_matches('\u{feff}');
    let mut index = match sitemap::read(text) {
        Some(sitemap) => of_sitemap(sitemap?, base),
        None => all(text, base),
    };
    for urls in [&mut index.pages, &mut index.descriptions, &mut index.sitemaps] {
        let mut known = HashSet::new();
        urls.retain(|url| known.insert(url.clone()));
    }
    Ok(index)
}

fn of_sitemap(sitemap: sitemap::Sitemap, base: Option<&Url>) -> Index {
    let mut index = Index::default();
    let into = match sitemap.is_of_sitemaps {
        true => &mut index.sitemaps,
        false => &mut index.pages,
    };
    for place in &sitemap.places {
        add(into, place, base);
    }
    index
}

fn all(text: &str, base: Option<&Url>) -> Index {
    let mut index = Index::default();
    let mut of_descriptions = false;
    let mut of_other = false;
    if text.lines().any(|line| source(line).is_some()) {
        return of_full(text, base);
    }
    let text = unbroken(text);
    let is_markdown = text.lines().any(|line| link(line).is_some());
    for line in text.lines() {
        if let Some(heading) = line.strip_prefix("## ") {
            let heading = heading.to_ascii_lowercase();
            of_descriptions = heading.contains("openapi") || heading.contains("swagger");
            of_other = heading.contains("asyncapi");
        } else if is_markdown {
            if let Some(url) = link(line).filter(|_| !of_other) {
                let into = match last_segment(url) {
                    "llms-full.txt" => continue,
                    "llms.txt" => &mut index.sitemaps,
                    _ if of_descriptions => &mut index.descriptions,
                    _ => &mut index.pages,
                };
                add(into, url, base);
            }
        } else if !line.trim().is_empty() && !line.starts_with('#') {
            add(&mut index.pages, item(line).unwrap_or(line).trim(), base);
        }
    }
    index
}

/// All pages in one file: where each is, and whether it describes an operation.
fn of_full(text: &str, base: Option<&Url>) -> Index {
    let mut index = Index::default();
    // The page that is looked at, and how many lines may be left in front of what it is of.
    let mut page: Option<(&str, usize)> = None;
    for line in text.lines() {
        if let Some(url) = source(line) {
            page = Some((url, BLANK));
            continue;
        }
        let Some((url, left)) = page else { continue };
        let is_first = left > 0 && !line.trim().is_empty();
        if (is_first && is_operation(line)) || is_description(line) {
            add(&mut index.pages, &as_markdown(url), base);
            page = None;
        } else {
            page = Some((url, if is_first { 0 } else { left.saturating_sub(1) }));
        }
    }
    index
}

/// Where a line says that the page below it is.
fn source(line: &str) -> Option<&str> {
    let marks = |c: char| "#>*-_".contains(c) || c.is_whitespace();
    let line = line.trim_start_matches("<!--").trim_start_matches(marks);
    let (key, url) = line.split_once(':')?;
    let is_source = ["source", "url", "source url", "source_url", "sourceurl"]
        .iter()
        .any(|known| key.trim_end_matches(['*', '_']).eq_ignore_ascii_case(known));
    let url = url
        .trim_start_matches(['*', '_'])
        .trim_end_matches("-->")
        .trim()
        .trim_matches(['<', '>', '"', '\'']);
    let is_url = url.starts_with("https://") || url.starts_with("http://") || url.starts_with('/');
    let url = url.split('#').next().unwrap_or_default();
    (is_source && is_url && !url.contains(char::is_whitespace)).then_some(url)
}

/// Whether a line begins a description: the fence of an operation, or its first key.
fn is_description(line: &str) -> bool {
    let fence = line.trim_start().trim_start_matches(['`', '~']);
    let is_fence = line.trim_start().len() - fence.len() >= 3;
    let first = line.trim_start();
    (is_fence && is_operation(fence))
        || [
            "openapi: ",
            "swagger: ",
            "{\"openapi\"",
            "\"openapi\":",
            "\"swagger\":",
        ]
        .iter()
        .any(|start| first.starts_with(start))
}

/// The last segment of a URL's path.
fn last_segment(url: &str) -> &str {
    let path = url.split(['?', '#']).next().unwrap_or_default();
    path.rsplit('/').next().unwrap_or_default()
}

/// Most lines that a title has.
const TITLE: usize = 4;

/// The text with each link in one line: titles are taken from descriptions, and some of these end in a line break.
fn unbroken(text: &str) -> Cow<'_, str> {
    let opens = |line: &str| {
        item(line).is_some_and(|item| item.trim_start().starts_with('[') && !item.contains("]("))
    };
    if !text.lines().any(opens) {
        return Cow::Borrowed(text);
    }
    let lines: Vec<&str> = text.lines().collect();
    let (mut joined, mut at) = (String::with_capacity(text.len()), 0);
    while let Some(line) = lines.get(at) {
        joined.push_str(line);
        at += 1;
        let rest = lines[at..].iter().take(TITLE);
        let more = rest
            .take_while(|line| !line.trim().is_empty())
            .position(|line| line.contains("]("));
        if let Some(more) = more.filter(|_| opens(line)) {
            for line in &lines[at..=at + more] {
                joined.push(' ');
                joined.push_str(line.trim());
            }
            at += more + 1;
        }
        joined.push('\n');
    }
    Cow::Owned(joined)
}

/// What an item of a list says, or a row of a table.
fn item(line: &str) -> Option<&str> {
    let line = line.trim_start();
    let unnumbered = line.trim_start_matches(|digit: char| digit.is_ascii_digit());
    match unnumbered.strip_prefix(['.', ')']) {
        Some(item) if unnumbered.len() < line.len() => item.starts_with(' ').then_some(item),
        _ => line.strip_prefix(['-', '*', '+', '|']),
    }
}

/// The target of the first link of an item.
fn link(line: &str) -> Option<&str> {
    let target = item(line)?.split_once("](")?.1.trim_start();
    let target = match target.strip_prefix('<') {
        Some(target) => target.split('>').next(),
        None => target.split([')', ' ']).next(),
    };
    target.filter(|target| !target.is_empty())
}

/// SPEC METHOD PATH, or METHOD PATH.
fn is_operation(line: &str) -> bool {
    let words: Vec<&str> = line.split_whitespace().collect();
    match words.as_slice() {
        [.., method, path] if words.len() <= 3 => {
            path.starts_with('/') && METHODS.contains(&method.to_ascii_lowercase().as_str())
        }
        _ => false,
    }
}

/// Where sites serve the text of a page: beside it.
pub fn as_markdown(url: &str) -> String {
    let last = url.rsplit('/').next().unwrap_or_default();
    if last.contains('.') {
        url.to_owned()
    } else {
        format!("{}.md", url.trim_end_matches('/'))
    }
}

/// Adds a URL that is on the index's own host.
fn add(into: &mut Vec<Url>, url: &str, base: Option<&Url>) {
    let parsed = match base {
        Some(base) => base.join(url),
        None => Url::parse(url),
    };
    let Ok(mut parsed) = parsed else { return };
    parsed.set_fragment(None);
    if parsed.query() == Some("") {
        parsed.set_query(None);
    }
    let is_same_site = base.is_none_or(|base| base.origin() == parsed.origin());
    if is_same_site && ["http", "https"].contains(&parsed.scheme()) {
        into.push(parsed);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paths(text: &str) -> (Vec<String>, Vec<String>) {
        let base = Url::parse("https://docs.globex.test/llms.txt").unwrap();
        let index = parse(text, Some(&base)).unwrap();
        let of = |urls: &[Url]| urls.iter().map(|url| url.path().to_owned()).collect();
        (of(&index.pages), of(&index.descriptions))
    }

    #[test]
    fn an_llms_txt_has_links_and_whole_descriptions() {
        let text = "# Globex\n\n> Docs.\n\n## Docs\n\n- [Ship](https://docs.globex.test/api/ship.md): Ships.\n\
                    - [Guide](/guide.md#start)\n- [Track\n  it\n](/api/track.md)\n- [No link\n\n* [Ship](/api/ship.md)\n- [Elsewhere](https://other.test/x.md)\n\n\
                    ## OpenAPI Specs\n\n- [openapi](/openapi.yaml)\n\n## AsyncAPI Specs\n\n- [events](/events.yaml)\n";
        assert_eq!(
            paths(text),
            (
                vec!["/api/ship.md".into(), "/guide.md".into(), "/api/track.md".into()],
                vec!["/openapi.yaml".into()]
            )
        );
    }

    #[test]
    fn items_are_marked_in_many_ways_and_listed_once() {
        for text in [
            "1. [Ship](/api/ship.md)\n2) [Track](/api/track.md): see [the guide](/guide.md)\n",
            "+ [Ship](</api/ship.md>)\n+ [Track]( /api/track.md \"Tracks\")\n",
            "| page | what |\n| --- | --- |\n| [Ship](/api/ship.md) | ships |\n| [Track](/api/track.md) | tracks |\n",
            "- [Ship](/api/ship.md)\n- [Ship](/api/ship.md?)\n- [Ship](/api/ship.md#body)\n  * [Track](api/track.md)\n",
            "- https://docs.globex.test/api/ship.md\n- /api/track.md\n",
            "/api/ship.md\r\n\r\n# more\r\napi/track.md\r\n",
            "<urlset><loc><![CDATA[https://docs.globex.test/api/ship.md]]></loc><loc>/api/track.md</loc></urlset>",
        ] {
            assert_eq!(paths(text).0, ["/api/ship.md", "/api/track.md"], "{text}");
        }
    }

    #[test]
    fn an_llms_full_txt_tells_which_pages_are_of_operations() {
        let text = "# Ship\nSource: https://docs.globex.test/api/ship\n\nopenapi.yml post /parcels\nShips.\n\n\
                    # Guide\nSource: https://docs.globex.test/guide\n\nRead this first.\n\n\
                    # Show\nSource: https://docs.globex.test/api/show\n\nGET /parcels/{id}\n";
        assert_eq!(paths(text).0, ["/api/ship.md", "/api/show.md"]);
    }

    #[test]
    fn an_llms_full_txt_is_parted_in_many_ways() {
        for source in [
            "Source: https://docs.globex.test/api/ship",
            "# Source: https://docs.globex.test/api/ship",
            "> Source: <https://docs.globex.test/api/ship>",
            "<!-- source: /api/ship -->",
            "URL: https://docs.globex.test/api/ship#top",
            "**URL:** https://docs.globex.test/api/ship.md",
            "source_url: \"/api/ship\"",
        ] {
            for page in [
                "openapi.yml post /parcels\nShips.",
                "Ships.\n\n````yaml openapi.yml post /parcels\nopenapi: 3.0.0\n````",
                "Ships.\n\n```json\n{\"openapi\":\"3.0.0\"}\n```",
            ] {
                let other = source.replace("api/ship", "guide");
                let text = format!(
                    "# Guide\n{other}\n\nRead this:\n\npost /parcels\n\n# Ship\n{source}\n\n{page}\n"
                );
                assert_eq!(paths(&text).0, ["/api/ship.md"], "{text}");
            }
        }
    }

    #[test]
    fn further_indexes_are_told_from_pages() {
        let base = Url::parse("https://docs.globex.test/llms.txt").unwrap();
        let text = "# G\n- [API](/api/llms.txt)\n- [Ship](/ship.md)\n## Optional\n- [All](/llms-full.txt)\n- [Own](/llms.txt)\n";
        let index = parse(text, Some(&base)).unwrap();
        let paths: Vec<_> = index.sitemaps.iter().map(Url::path).collect();
        assert_eq!(
            (paths, index.pages.len()),
            (vec!["/api/llms.txt", "/llms.txt"], 1)
        );
    }

    #[test]
    fn sitemaps_and_lists_have_urls() {
        let text = "<urlset><url><loc>https://docs.globex.test/a?x=1&amp;y=2</loc></url><url><loc>\n/b </loc></url></urlset>";
        assert_eq!(paths(text).0, ["/a", "/b"]);
        let text = "<?xml version='1.0'?>\n<sitemapindex><sitemap><loc>https://docs.globex.test/api.xml</loc></sitemap></sitemapindex>";
        let index = parse(
            text,
            Some(&Url::parse("https://docs.globex.test/sitemap.xml").unwrap()),
        )
        .unwrap();
        assert_eq!((index.pages.len(), index.sitemaps[0].path()), (0, "/api.xml"));
        assert_eq!(
            paths("# pages\nhttps://docs.globex.test/a.md\nb.md\n\n").0,
            ["/a.md", "/b.md"]
        );
    }
}
