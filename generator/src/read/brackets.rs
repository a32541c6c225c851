//! Texts in which brackets hold together what is within them.

/// What stands between separators, but for those within brackets, which are pairs such as `"()"`.
pub(super) fn split_outside<'t>(text: &'t str, separator: char, brackets: &[&str]) -> Vec<&'t str> {
    let (mut depth, mut start, mut parts) = (0_usize, 0, Vec::new());
    for (at, c) in text.char_indices() {
        if brackets.iter().any(|pair| pair.starts_with(c)) {
            depth += 1;
        } else if brackets.iter().any(|pair| pair.ends_with(c)) {
            depth = depth.saturating_sub(1);
        } else if c == separator && depth == 0 {
            parts.push(&text[start..at]);
            start = at + c.len_utf8();
        }
    }
    parts.push(&text[start..]);
    parts
}

#[test]
fn what_stands_within_brackets_stays_together() {
    assert_eq!(split_outside("a (b, c), d", ',', &["()"]), ["a (b, c)", " d"]);
    assert_eq!(
        split_outside("a|[b|(c|d)]|)e|f", '|', &["[]", "()"]),
        ["a", "[b|(c|d)]", ")e", "f"]
    );
    assert_eq!(split_outside("a [b, c", ',', &["()"]), ["a [b", " c"]);
    assert_eq!(split_outside("", ',', &["()"]), [""]);
}
