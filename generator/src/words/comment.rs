//! A page's words → text for a pull request or a changelog, where a forge makes more of text than Markdown does: mentions tell
//! people, numbers link issues and close them, bare addresses become links.
//!
//! An escaped mark is the mark again once the Markdown is HTML, which is when forges look for mentions and references. What
//! keeps them from it, and the known bots do, is a character without width behind the mark.

use super::invisible::shown;

/// Most characters of one value of a page.
const VALUE: usize = 600;

/// Most bytes of a comment. Forges take 65,536 characters; what else a pull request says needs room, too.
pub const LONGEST: usize = 40_000;

/// Breaks a mark and shows nothing.
const APART: char = '\u{200b}';

/// A text of the page in one line that Markdown, HTML and forges show as it is. What is long is cut, and says so. Back-ticks become
/// quotes: a code span cannot be escaped.
pub fn text(words: &str) -> String {
    let words = shown(words);
    let mut cut = words.chars();
    let kept: String = cut.by_ref().take(VALUE).collect();
    let rest = cut.count();
    let mut out = escaped(&kept);
    if rest > 0 {
        out.push_str(&format!("… ({rest} more characters)"));
    }
    out
}

fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    for (at, char) in text.char_indices() {
        let (before, rest) = (&text[..at], &text[at + char.len_utf8()..]);
        match char {
            '`' => out.push('\''),
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            // Mentions and addresses of mail; numbers of issues, here and (`owner/name#1`) elsewhere.
            '@' | '#' => {
                out.push(char);
                out.push(APART);
            }
            // URLs, whatever their scheme.
            ':' if rest.starts_with('/') => {
                out.push(char);
                out.push(APART);
            }
            // `GH-1`.
            '-' if ends_with(before, "gh") && rest.starts_with(|c: char| c.is_ascii_digit()) => {
                out.push(char);
                out.push(APART);
            }
            // `www.example.com`: the dot is part of what is looked for, so the mark is in front of it.
            '.' if ends_with(before, "www") => {
                out.push(APART);
                out.push(char);
            }
            '\\' | '*' | '_' | '{' | '}' | '[' | ']' | '(' | ')' | '!' | '|' | '~' | '$' => {
                out.push('\\');
                out.push(char);
            }
            other => out.push(other),
        }
    }
    out
}

/// Whether the last word of a text is this one.
fn ends_with(text: &str, word: &str) -> bool {
    let last = text
        .rsplit(|c: char| !c.is_alphanumeric())
        .next()
        .unwrap_or_default();
    last.eq_ignore_ascii_case(word)
}

/// A comment that a forge takes: cut behind a line, with a word on it and what is folded away closed.
pub fn whole(comment: String) -> String {
    if comment.len() <= LONGEST {
        return comment;
    }
    const NOTE: &str = "Cut here: this is too long for a comment. `cargo xtask diff` says all of it.\n";
    const END: &str = "\n</details>\n\n";
    let mut room = LONGEST - NOTE.len() - END.len();
    while !comment.is_char_boundary(room) {
        room -= 1;
    }
    let kept = &comment[..room];
    let kept = &kept[..kept.rfind('\n').map_or(0, |end| end + 1)];
    // A page's words hold no tag, so these are ours.
    let open = kept.matches("<details>").count() > kept.matches("</details>").count();
    format!("{kept}{}{NOTE}", if open { END } else { "\n" })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_forge_makes_nothing_of_it() {
        for (words, expected) in [
            ("plain words, a-b, 1.5, x:y", "plain words, a-b, 1.5, x:y"),
            (
                "@acme/team me@acme.example",
                "@\u{200b}acme/team me@\u{200b}acme.example",
            ),
            (
                "fixes #1, a/b#2, GH-3, gh-4",
                "fixes #\u{200b}1, a/b#\u{200b}2, GH-\u{200b}3, gh-\u{200b}4",
            ),
            (
                "high-5, www.evil.example WWW.evil",
                "high-5, www\u{200b}.evil.example WWW\u{200b}.evil",
            ),
            (
                "closes https://github.com/a/b/issues/1",
                "closes https:\u{200b}//github.com/a/b/issues/1",
            ),
            (
                "`a`\n| <b> & [x](y) *z* _ ~ $ \\",
                "'a' \\| &lt;b&gt; &amp; \\[x\\]\\(y\\) \\*z\\* \\_ \\~ \\$ \\\\",
            ),
            ("a\u{200b}\u{202e}", "a\u{fffd}\u{fffd}"),
        ] {
            assert_eq!(text(words), expected);
        }
        assert_eq!(
            text(&"é".repeat(700)),
            format!("{}… (100 more characters)", "é".repeat(600))
        );
    }

    #[test]
    fn a_comment_is_never_too_long() {
        assert_eq!(whole("short\n".into()), "short\n");
        let long = format!("a\n<details>\n{}", "- é\n".repeat(20_000));
        let cut = whole(long);
        assert!(cut.len() <= LONGEST && cut.len() > LONGEST - 200, "{}", cut.len());
        assert!(cut.ends_with("\n- é\n\n</details>\n\nCut here: this is too long for a comment. `cargo xtask diff` says all of it.\n"));
        assert!(whole("x".repeat(100_000)).len() < 200);
    }
}
