//! A documentation site → its pages: which there are (`index`), what they are called here (`slug`), and their contents
//! (`collect`, `listing`).

pub mod collect;
pub mod files;
pub mod follow;
pub mod hosts;
pub mod index;
pub mod listing;
pub mod patterns;
pub mod robots;
mod runtime;
pub mod sitemap;
pub mod slug;

use std::borrow::Cow;

use reqwest::Url;
use specloom::Source;

/// A page that was brought: from a file or from a site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SitePage {
    /// Where it is from, for messages.
    pub from: String,
    /// The name of its file below `pages/`.
    pub file: String,
    /// Its contents.
    pub bytes: Vec<u8>,
    /// Where it is published.
    pub url: Option<String>,
    /// The server's entity tag.
    pub etag: Option<String>,
}

/// What a page of a site is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PageKind {
    /// It describes an API, be it damaged or in a format that is not read: then reading it says so.
    Api,
    /// It describes no API, such as a guide.
    Other,
    /// It only says where its description is: at these places of the same site.
    Names(Vec<Url>),
}

impl PageKind {
    /// What a page is that was published at `url`: asked of the reader, which knows every style.
    pub fn of(bytes: &[u8], url: &Url) -> Self {
        // A page in another encoding is asked what it would be in UTF-8, so that its refusal is told and not its absence.
        let text = text(bytes);
        if text.trim().is_empty() {
            return Self::Other;
        }
        match specloom::read::read(&Source::new(url.as_str(), text.as_bytes())) {
            Ok(_) => Self::Api,
            Err(error) => {
                let named = on_the_same_site(url, &error.descriptions);
                if !named.is_empty() {
                    Self::Names(named)
                } else if error.describes_nothing {
                    Self::Other
                } else {
                    Self::Api
                }
            }
        }
    }
}

/// The text that bytes are, as far as they are one.
fn text(bytes: &[u8]) -> Cow<'_, str> {
    let units = |bytes: &[u8], unit: fn([u8; 2]) -> u16| {
        let (pairs, _) = bytes.as_chunks::<2>();
        let units: Vec<u16> = pairs.iter().map(|pair| unit(*pair)).collect();
        Cow::Owned(String::from_utf16_lossy(&units))
    };
    match bytes {
        [0xff, 0xfe, text @ ..] => units(text, u16::from_le_bytes),
        [0xfe, 0xff, text @ ..] => units(text, u16::from_be_bytes),
        _ => String::from_utf8_lossy(bytes),
    }
}

/// Of the places that a page names, those on its own site: nothing else is asked for because a page says so.
pub fn on_the_same_site(page: &Url, named: &[String]) -> Vec<Url> {
    let mut urls = Vec::new();
    for named in named {
        let Ok(mut url) = page.join(named) else { continue };
        url.set_fragment(None);
        if url.origin() == page.origin() && url != *page && !urls.contains(&url) {
            urls.push(url);
        }
    }
    urls
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_what_the_reader_makes_of_it() {
        let url = Url::parse("https://docs.globex.test/api/ship").unwrap();
        let kind = |text: &str| PageKind::of(text.as_bytes(), &url);
        let document = "openapi: 3.0.0\ninfo: {title: G, version: '1'}\npaths: {/a: {get: {responses: {'200': {description: ok}}}}}\n";
        assert_eq!(kind(&format!("# A\n\n```yaml\n{document}```\n")), PageKind::Api);
        assert_eq!(
            kind(&format!("# A\n\n````yaml get /a\n{document}")),
            PageKind::Api,
            "cut off"
        );
        assert_eq!(
            kind("#%RAML 1.0\ntitle: G\n"),
            PageKind::Api,
            "of another format, which is told"
        );
        for other in [
            "# Guide\n\nopenapi: that is what we like.\n",
            "---\ntitle: openapi\n---\n# Guide\n\nWords.\n",
            "# Guide\n\n```json\n{\"a\": 1}\n```\n",
            "<!doctype html><title>Guide</title>",
            " ",
        ] {
            assert_eq!(kind(other), PageKind::Other, "{other}");
        }
        assert_eq!(PageKind::of(b"\x89PNG\xff", &url), PageKind::Other);
        for text in [
            format!("# Caf\u{e9}\n\n```yaml\n{document}```\n"),
            "# Guide\n".to_owned(),
        ] {
            let kind = PageKind::of(text.as_bytes(), &url);
            let utf16 = text.encode_utf16().flat_map(u16::to_le_bytes);
            let utf16: Vec<u8> = [0xff, 0xfe].into_iter().chain(utf16).collect();
            let latin: Vec<u8> = text.chars().map(|c| u8::try_from(c).unwrap()).collect();
            assert_eq!(PageKind::of(&utf16, &url), kind, "{text}");
            assert_eq!(PageKind::of(&latin, &url), kind, "{text}");
        }
        let shown = |place: &str| format!("<html><body><redoc spec-url=\"{place}\"></redoc></body></html>");
        let named = |place: &str| kind(&shown(place));
        let at = |url: &str| PageKind::Names(vec![Url::parse(url).unwrap()]);
        assert_eq!(
            named("../openapi.json"),
            at("https://docs.globex.test/openapi.json")
        );
        assert_eq!(
            named("/v1/openapi.json#x"),
            at("https://docs.globex.test/v1/openapi.json")
        );
        for elsewhere in [
            "https://other.test/openapi.json",
            "http://docs.globex.test/a.json",
            "file:///etc/passwd",
        ] {
            assert_eq!(
                named(elsewhere),
                PageKind::Api,
                "{elsewhere}: told, and not followed"
            );
        }
    }
}
