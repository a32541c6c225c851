//! Whether a page is only the beginning of one: cut off in transit, or saved by half.
//!
//! A page in JSON, or one with its description in fences, says itself where it ends, and its reader refuses it cut off. The
//! text of a reference page and a bare YAML document read well wherever they end. What is gone then may look like a change
//! that breaks nothing, such as a property that replies no longer have; so these are held against the page that is stored.

use specloom::Style;

/// Bytes at the end of a page that tell where in the other page this is.
const TAIL: usize = 60;
/// The part of a page that a change may take from it and its end together: a fiftieth.
const LOSS: usize = 50;

/// Why a new page seems to be cut off, judged by the stored one; `None` for one that ends as pages do.
pub fn cut_off(new: &[u8], stored: &[u8], style: Style) -> Option<String> {
    if says_its_end(new, style) || ends_alike(new, stored) {
        return None;
    }
    beginning(new, stored, style).or_else(|| {
        let (new, stored) = (new.trim_ascii_end(), stored.trim_ascii_end());
        let line = |page: &[u8]| {
            page.rsplit(|&byte| byte == b'\n')
                .next()
                .unwrap_or_default()
                .to_vec()
        };
        let lost = stored.len().saturating_sub(new.len());
        (lost > stored.len() / LOSS && line(new) != line(stored))
            .then(|| format!("it ends differently from the stored page, and is {lost} bytes shorter"))
    })
}

/// Whether a page's reader refuses it where it is cut off.
fn says_its_end(page: &[u8], style: Style) -> bool {
    matches!(style, Style::Mintlify | Style::MintlifyEndpoint) || page.starts_with(b"{")
}

/// Why a page seems to be the beginning of another: it ends where that one goes on.
pub fn beginning(new: &[u8], stored: &[u8], style: Style) -> Option<String> {
    let (new, stored) = (new.trim_ascii_end(), stored.trim_ascii_end());
    if says_its_end(new, style) || ends_alike(new, stored) {
        return None;
    }
    let tail = &new[new.len().saturating_sub(TAIL)..];
    let goes_on = if stored.starts_with(new) {
        Some(new.len())
    } else {
        // The last time: what is behind it is the least that was lost.
        let last = stored.windows(tail.len().max(1)).rposition(|part| part == tail);
        last.map(|at| at + tail.len()).filter(|&at| at < stored.len())
    };
    goes_on.map(|at| {
        let line = stored[..at].iter().filter(|&&byte| byte == b'\n').count() + 1;
        let lost = stored.len() - at;
        format!("it ends in line {line}, where the stored page goes on for {lost} bytes")
    })
}

/// Whether two pages end with the same line, and the same before it as far as `TAIL` reaches.
pub fn ends_alike(one: &[u8], other: &[u8]) -> bool {
    let (one, other) = (one.trim_ascii_end(), other.trim_ascii_end());
    let tail = |page: &'_ [u8]| page[page.len().saturating_sub(TAIL)..].to_vec();
    tail(one) == tail(other) && (one.len() >= other.len() || !other.starts_with(one))
}

/// How much of the stored page is gone, in percent, where that is too much to be taken over without somebody looking at it.
pub fn shrunk(new: &[u8], stored: &[u8]) -> Option<usize> {
    /// A third.
    const TOO_MUCH: usize = 33;
    let lost = 100 - (new.len() * 100 / stored.len().max(1)).min(100);
    (lost > TOO_MUCH).then_some(lost)
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = "Make a lamp\npost\n/lamps\nRequest\nSupported Media Types\n- application/json\nResponse\n201 Response\n\
                        Root Schema : Lamp\nType: object\nShow Source\n- name: string\nThe name of the lamp.\n- size: integer\nIts size.";

    fn judged(new: &str, style: Style) -> Option<String> {
        cut_off(new.as_bytes(), PAGE.as_bytes(), style)
    }

    #[test]
    fn a_beginning_is_no_page() {
        for at in 1..PAGE.len() {
            let cut = &PAGE[..at];
            let told = judged(cut, Style::Reference).unwrap_or_else(|| panic!("{at}: {cut}"));
            assert!(
                told.ends_with(&format!("for {} bytes", PAGE.len() - cut.trim_end().len())),
                "{told}"
            );
            assert!(judged(cut, Style::OpenApi).is_some());
            assert_eq!(judged(cut, Style::Mintlify), None);
        }
        assert_eq!(
            judged(&PAGE[..PAGE.len() - 12], Style::Reference).as_deref(),
            Some("it ends in line 14, where the stored page goes on for 12 bytes")
        );
    }

    #[test]
    fn a_page_that_changed_and_was_cut_off_is_none_either() {
        let changed = PAGE.replace("Make a lamp", "Make a new lamp\nNow.");
        let from = changed.find("- size").unwrap();
        for at in from..changed.len() {
            assert!(
                judged(&changed[..at], Style::Reference).is_some(),
                "{}",
                &changed[..at]
            );
        }
    }

    #[test]
    fn a_page_that_changed_where_it_was_cut_off_is_shorter() {
        let changed = PAGE.replace("- size: integer\nIts size.", "- length: integer\nIts size.");
        let cut = &changed[..changed.find(": integer").unwrap()];
        let told = judged(cut, Style::Reference).unwrap();
        assert_eq!(
            told,
            "it ends differently from the stored page, and is 17 bytes shorter"
        );
    }

    #[test]
    fn pages_change_in_other_ways() {
        for page in [
            PAGE.to_owned(),
            format!("{PAGE}\n"),
            format!("{PAGE}\n- weight: integer"),
            PAGE.replace("The name of the lamp.", "Its name."),
            PAGE.replace("Its size.", "Its size in inches."),
            PAGE.replace("- name: string\nThe name of the lamp.\n", ""),
            PAGE.replace("Its size.", "In mm."),
        ] {
            assert_eq!(judged(&page, Style::Reference), None, "{page}");
        }
        assert_eq!(cut_off(b"{\"a\": 1}", b"{\"a\": 1}\n\n{}", Style::OpenApi), None);
    }

    #[test]
    fn a_third_is_too_much() {
        assert_eq!(shrunk(&[0; 50], &[0; 100]), Some(50));
        assert_eq!(shrunk(&[0; 70], &[0; 100]), None);
        assert_eq!(shrunk(&[0; 200], &[0; 100]), None);
        assert_eq!(shrunk(b"", b""), Some(100));
    }
}
