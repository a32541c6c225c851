//! Bytes → text: what every style starts from.

use crate::error::{Error, Place, Result, Stage};
use crate::source::Source;

/// Largest page. The largest API descriptions known are below 20 MiB.
const MAX_BYTES: usize = 64 << 20;

/// The page as text, without a byte order mark. Line ends stay as they are: every reader takes CRLF too.
///
/// # Errors
///
/// More than 64 MiB, bytes that are not UTF-8, or nothing but white space.
pub(super) fn text(page: &Source) -> Result<&str> {
    let error = |place: Place, problem: String, remedy: &str| Error::new(Stage::Read, place, problem, remedy);
    let file = || Place::file(&page.name);
    if page.bytes.len() > MAX_BYTES {
        return Err(error(
            file(),
            format!(
                "{} MiB; a page may have {} MiB",
                page.bytes.len() >> 20,
                MAX_BYTES >> 20
            ),
            "check that this is the page, or take out the operations that are not needed",
        ));
    }
    page.without_conflict(Stage::Read)?;
    let text = std::str::from_utf8(&page.bytes).map_err(|invalid| {
        let valid = String::from_utf8_lossy(&page.bytes[..invalid.valid_up_to()]);
        let line_start = valid.rfind('\n').map_or(0, |newline| newline + 1);
        let place = file().at(
            valid.matches('\n').count() + 1,
            valid[line_start..].chars().count() + 1,
        );
        error(place, "not UTF-8".to_owned(), "save the page as UTF-8")
    })?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if text.trim().is_empty() {
        return Err(error(
            file().at(1, 1),
            "the page is empty".to_owned(),
            "fetch it again, as Markdown, text, YAML or JSON",
        ));
    }
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn refused(bytes: impl Into<Vec<u8>>) -> String {
        text(&Source::new("page.md", bytes)).unwrap_err().to_string()
    }

    #[test]
    fn a_byte_order_mark_is_not_text() {
        assert_eq!(text(&Source::new("p", "\u{feff}a\r\n")).unwrap(), "a\r\n");
    }

    #[test]
    fn bad_bytes_are_refused_where_they_stand() {
        assert_eq!(
            refused(b"a\n\xc3\xa9b\xff\n".to_vec()),
            "page.md:2:3: not UTF-8; save the page as UTF-8"
        );
        assert!(refused("").starts_with("page.md:1:1: the page is empty; "));
        assert!(refused(" \r\n\t").starts_with("page.md:1:1: the page is empty; "));
        assert!(refused("\u{feff}").starts_with("page.md:1:1: the page is empty; "));
        assert!(refused(vec![b'a'; 100 << 20]).starts_with("page.md: 100 MiB; a page may have 64 MiB; "));
    }
}
