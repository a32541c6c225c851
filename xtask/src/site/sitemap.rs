//! A sitemap in XML (sitemaps.org) → the places that it lists, in its order.
//!
//! ```text
//! <urlset>       <url> <loc>PAGE</loc> … </url> …
//! <sitemapindex> <sitemap> <loc>SITEMAP</loc> … </sitemap> …
//! ```
//!
//! Elements may have any prefix. A `<loc>` elsewhere is not a page's: images and videos of a page have their own.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

/// What a sitemap lists.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sitemap {
    /// Whether these are further sitemaps and not pages.
    pub is_of_sitemaps: bool,
    /// The places, as they are spelled.
    pub places: Vec<String>,
}

/// Reads a sitemap; `None` for a text that is no XML.
///
/// # Errors
///
/// A sentence: another document than a sitemap, or one that is damaged or ends early. What it does not list would be taken for gone.
pub fn read(text: &str) -> Option<Result<Sitemap, String>> {
    let text = text.trim_start_matches('\u{feff}').trim_start();
    text.starts_with('<').then(|| parse(text))
}

fn parse(text: &str) -> Result<Sitemap, String> {
    let mut reader = Reader::from_str(text);
    // What many sites forget to escape in their URLs.
    reader.config_mut().allow_dangling_amp = true;
    let mut sitemap = Sitemap {
        is_of_sitemaps: false,
        places: Vec::new(),
    };
    let mut open: Vec<String> = Vec::new();
    let mut place: Option<String> = None;
    let mut has_root = false;
    loop {
        let event = reader
            .read_event()
            .map_err(|error| damaged(text, &reader, &error))?;
        match event {
            Event::Start(element) if !has_root => {
                has_root = true;
                sitemap.is_of_sitemaps = is_of_sitemaps(&element)?;
                open.push(local(&element));
            }
            Event::Empty(element) if !has_root => {
                has_root = true;
                sitemap.is_of_sitemaps = is_of_sitemaps(&element)?;
            }
            Event::Start(element) => {
                let name = local(&element);
                let above = open.last().map(String::as_str).unwrap_or_default();
                if name == "loc" && ["url", "sitemap", "urlset", "sitemapindex"].contains(&above) {
                    place = Some(String::new());
                }
                open.push(name);
            }
            Event::End(_) => {
                open.pop();
                sitemap
                    .places
                    .extend(place.take().map(|place| place.trim().to_owned()));
            }
            Event::Text(said) => add(&mut place, &said.xml10_content()),
            Event::CData(said) => add(&mut place, &said.xml10_content()),
            Event::GeneralRef(named) => {
                let character = named.resolve_char_ref().ok().flatten().map(String::from);
                let known = quick_xml::escape::resolve_xml_entity(&named).map(str::to_owned);
                // What no document declares is what it looks like.
                let said = character.or(known).unwrap_or_else(|| format!("&{};", &*named));
                add(&mut place, &said);
            }
            Event::Eof => break,
            _ => {}
        }
    }
    match open.last() {
        Some(element) => Err(format!("the sitemap is cut off: `{element}` has no end")),
        None if has_root => Ok(sitemap),
        None => Err("there is no element in this XML document".to_owned()),
    }
}

fn is_of_sitemaps(root: &BytesStart<'_>) -> Result<bool, String> {
    match local(root).as_str() {
        "urlset" => Ok(false),
        "sitemapindex" => Ok(true),
        other => Err(format!(
            "it is an XML document, `{}`, and no sitemap",
            specloom::words::shown(other)
        )),
    }
}

fn local(element: &BytesStart<'_>) -> String {
    element.local_name().as_ref().to_owned()
}

fn add(place: &mut Option<String>, said: &str) {
    if let Some(place) = place {
        place.push_str(said);
    }
}

fn damaged(text: &str, reader: &Reader<&[u8]>, error: &quick_xml::Error) -> String {
    let at = usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX);
    let before = text.get(..at).unwrap_or(text);
    let line = before.matches('\n').count() + 1;
    format!("the sitemap is damaged or cut off in line {line}: {error}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn places(text: &str) -> Vec<String> {
        read(text).unwrap().unwrap().places
    }

    #[test]
    fn elements_have_any_prefix_and_places_any_spelling() {
        for text in [
            "<?xml version='1.0'?>\n<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'><url><loc>/a?x=1&amp;y=2</loc></url></urlset>",
            "\u{feff}<ns:urlset xmlns:ns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n<ns:url>\n<ns:loc>\n /a?x=1&amp;y=2\n</ns:loc>\n<ns:lastmod>2026-01-01</ns:lastmod></ns:url></ns:urlset>\n",
            "<sm:urlset><sm:url><sm:loc a=\"<b>\"><![CDATA[/a?x=1&y=2]]></sm:loc></sm:url></sm:urlset>",
            "<!DOCTYPE urlset><urlset><!-- <loc>/no</loc> --><url ><loc >/a?x=1&y=2</loc ></url ></urlset>",
            "<urlset><url><loc>/a?x=1&#38;y&#x3d;2</loc></url></urlset>",
            "<urlset><loc>/a?x=1&amp;y=2</loc></urlset>",
            "<urlset xmlns:i='i' xmlns:x='x'><url><loc>/a?x=1&amp;y=2</loc><i:image><i:loc>/a.png</i:loc></i:image>\
             <x:link rel='alternate' hreflang='de' href='/de/a'/></url></urlset>",
        ] {
            assert_eq!(places(text), ["/a?x=1&y=2"], "{text}");
        }
    }

    #[test]
    fn a_sitemap_of_sitemaps_is_told_from_one_of_pages() {
        let text = "<s:sitemapindex><s:sitemap><s:loc>/a.xml.gz</s:loc></s:sitemap></s:sitemapindex>";
        let sitemap = read(text).unwrap().unwrap();
        assert_eq!(
            (sitemap.is_of_sitemaps, sitemap.places),
            (true, vec!["/a.xml.gz".to_owned()])
        );
        assert_eq!(places("<urlset/>"), [] as [&str; 0]);
        assert_eq!(read("- [Ship](/api/ship.md)\n"), None);
    }

    #[test]
    fn what_is_cut_off_or_something_else_is_told() {
        let told = |text: &str| read(text).unwrap().unwrap_err();
        let whole = "<urlset>\n<url><loc>/a</loc></url>\n<url><loc>/b</loc></url>\n</urlset>";
        for at in 1..whole.len() {
            assert!(read(&whole[..at]).unwrap().is_err(), "{}", &whole[..at]);
        }
        assert_eq!(
            told("<urlset>\n<url><loc>/a</loc></url>\n"),
            "the sitemap is cut off: `urlset` has no end"
        );
        assert!(
            told("<urlset>\n<url><loc>/a</url>").starts_with("the sitemap is damaged or cut off in line 2: ")
        );
        assert_eq!(
            told("<rss><channel/></rss>"),
            "it is an XML document, `rss`, and no sitemap"
        );
    }
}
