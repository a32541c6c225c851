//! Text → tokens: a line of text, or a bullet that opens an item.
//!
//! Bullets are lost sheep: they stand alone on a line, before their item, or glued to the end of the line before
//! (`Description -`, `object-`).

use super::labels::{self, Label};
use super::types::type_of;

/// A line without the white space around it, or the bullet of an item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Token {
    /// Line in the file, from 1.
    pub(super) line: usize,
    /// Column of its first character, from 1.
    pub(super) column: usize,
    /// Empty for a bullet.
    pub(super) text: String,
}

impl Token {
    pub(super) fn is_bullet(&self) -> bool {
        self.text.is_empty()
    }
}

/// All tokens of the page, in order.
pub(super) fn tokens(text: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    for (index, whole) in text.lines().enumerate() {
        let mut rest = labels::without_navigation(whole.trim());
        let mut push = |text: &str| {
            let offset = whole.find(text).unwrap_or_default();
            let column = whole[..offset].chars().count() + 1;
            tokens.push(Token {
                line: index + 1,
                column,
                text: text.to_owned(),
            });
        };
        if rest.is_empty() {
            continue;
        }
        if rest == "-" {
            push("");
            continue;
        }
        if let Some(item) = rest.strip_prefix("- ") {
            push("");
            rest = item.trim();
        }
        match without_bullet(rest) {
            Some(text) => {
                push(text);
                push("");
            }
            None => push(rest),
        }
    }
    tokens
}

/// The text in front of a bullet that is glued to its end.
fn without_bullet(text: &str) -> Option<&str> {
    let before = text.strip_suffix('-')?;
    let text = before.trim_end();
    let is_separate = text.len() < before.len();
    (!text.is_empty() && (is_separate || is_complete(text))).then_some(text)
}

/// Whether a text cannot go on with a hyphen: it ends with a type, a flag or a number of a facet, or is a button.
fn is_complete(text: &str) -> bool {
    let last = text.rsplit([':', '：']).next().unwrap_or(text).trim();
    let is_type = |text: &str| type_of(text).is_some_and(|(_, nested)| !nested.contains(char::is_whitespace));
    let is_value = || ["true", "false"].contains(&last) || last.bytes().all(|byte| byte.is_ascii_digit());
    let ends_facet = || labels::facet(text).is_some() || labels::glued_facet(text).is_some();
    is_type(text)
        || is_type(last)
        || Label::of(text) == Some(Label::ShowSource)
        || (is_value() && ends_facet())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bullets_are_found_wherever_they_stand() {
        let texts = |text: &str| -> Vec<String> {
            tokens(text)
                .into_iter()
                .map(|token| {
                    if token.is_bullet() {
                        "*".to_owned()
                    } else {
                        token.text
                    }
                })
                .collect()
        };
        assert_eq!(texts("-\n name:\n\n string -\n"), ["*", "name:", "string", "*"]);
        assert_eq!(
            texts("- related: string\nobject-\n"),
            ["*", "related: string", "object", "*"]
        );
        assert_eq!(
            texts("['read', 'write']. -\nx-y-\nwell-\n"),
            ["['read', 'write'].", "*", "x-y-", "well-"]
        );
        assert_eq!(
            texts("size: integer-\nRead Only:true-\nShow Source-\n"),
            ["size: integer", "*", "Read Only:true", "*", "Show Source", "*"]
        );
        assert_eq!(texts("Back to TopResponse\nBack to Top\n"), ["Response"]);
        assert_eq!(
            tokens("a\n\t  é: b\n")[1],
            Token {
                line: 2,
                column: 4,
                text: "é: b".to_owned()
            }
        );
    }
}
