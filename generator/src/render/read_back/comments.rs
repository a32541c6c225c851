//! Rust source → the texts of its doc comments, each as rustdoc puts it together.
//!
//! Read from the tokens of what is written, so that no spelling of a comment is missed: `///`, `//!`, `/** */` and
//! `#[doc = "…"]` are one for the compiler. Where lines alone say as much, they are read instead (`lines.rs`).

use std::iter::Peekable;

use proc_macro2::{Delimiter, TokenStream, TokenTree, token_stream};

use super::lines::{self, finish};

/// The crate's own documentation is its README, which is read as such.
const README: &str = "include_str ! (\"docs.md\")";

/// The doc comments of a file. The error says what could not be read.
pub(super) fn of(source: &str) -> Result<Vec<String>, String> {
    lines::of(source).map_or_else(|| by_tokens(source), Ok)
}

/// The same, however it is spelt.
pub(super) fn by_tokens(source: &str) -> Result<Vec<String>, String> {
    let tokens: TokenStream = source
        .parse()
        .map_err(|error| format!("code that is not Rust ({error})"))?;
    let mut comments = Vec::new();
    walk(tokens, &mut comments)?;
    Ok(comments)
}

fn walk(tokens: TokenStream, comments: &mut Vec<String>) -> Result<(), String> {
    let mut tokens = tokens.into_iter().peekable();
    // Of an item, however many other attributes stand between them.
    let mut lines: Vec<String> = Vec::new();
    while let Some(token) = tokens.next() {
        match token {
            TokenTree::Punct(mark) if mark.as_char() == '#' => match attribute(&mut tokens) {
                Some(content) => lines.extend(text(content)?),
                None => finish(&mut lines, comments),
            },
            TokenTree::Group(group) => {
                finish(&mut lines, comments);
                walk(group.stream(), comments)?;
            }
            _ => finish(&mut lines, comments),
        }
    }
    finish(&mut lines, comments);
    Ok(())
}

/// The content of `[…]` or `![…]`.
fn attribute(tokens: &mut Peekable<token_stream::IntoIter>) -> Option<TokenStream> {
    if matches!(tokens.peek(), Some(TokenTree::Punct(mark)) if mark.as_char() == '!') {
        tokens.next();
    }
    match tokens.peek() {
        Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Bracket => {
            let content = group.stream();
            tokens.next();
            Some(content)
        }
        _ => None,
    }
}

/// The text of `doc = "…"`.
fn text(attribute: TokenStream) -> Result<Option<String>, String> {
    let mut tokens = attribute.into_iter();
    let is_doc = matches!(tokens.next(), Some(TokenTree::Ident(name)) if name == "doc")
        && matches!(tokens.next(), Some(TokenTree::Punct(mark)) if mark.as_char() == '=');
    if !is_doc {
        return Ok(None);
    }
    let value: TokenStream = tokens.collect();
    let spelled = value.to_string();
    match syn::parse2::<syn::LitStr>(value) {
        Ok(text) => Ok(Some(text.value())),
        Err(_) if spelled.replace(' ', "") == README.replace(' ', "") => Ok(None),
        Err(_) => Err(format!("what is no text: `{spelled}`")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_say_what_tokens_say() {
        let sources = [
            "//! About.\n//!\n//! More.\n\nuse a::B;\n\n/// A.\n/// - b\n#[derive(Debug)]\n/// c\n#[non_exhaustive]\npub struct A {\n    /// It's.\n    \
             pub a: u8,\n\n    /// 'b.\n    #[serde(rename = \"/// \\\" //\")]\n    pub b: &'static str,\n}\n",
            "fn f() {\n    g(\"a // b\", \"\\\\\", \"/*\");\n    //! Inside.\n}\n/// Last.\nfn g() {}\n",
            "",
            include_str!("../../../../clients/courier/src/types.rs"),
            include_str!("../../../../clients/argyle/src/operations.rs"),
            include_str!("../../../../clients/joyfill/src/mock.rs"),
        ];
        for source in sources {
            let by_lines = lines::of(source).unwrap_or_else(|| panic!("not read by lines: {source}"));
            assert_eq!(by_lines, by_tokens(source).unwrap());
        }
    }
}
