//! Rust source → the texts of its doc comments, each as rustdoc puts it together.
//!
//! Read from the tokens of what is written, so that no spelling of a comment is missed: `///`, `//!`, `/** */` and
//! `#[doc = "…"]` are one for the compiler. Where lines alone say as much, they are read instead (`lines.rs`).

use std::iter::Peekable;

use proc_macro2::{Delimiter, TokenStream, TokenTree, token_stream};

use super::lines;

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

/// One comment of its lines, less the blanks that all of them begin with.
pub(super) fn finish(lines: &mut Vec<String>, comments: &mut Vec<String>) {
    if lines.is_empty() {
        return;
    }
    let text = lines.join("\n");
    lines.clear();
    let blanks = |line: &str| line.len() - line.trim_start_matches(' ').len();
    let filled = text.split('\n').filter(|line| !line.trim().is_empty());
    let indent = filled.map(blanks).min().unwrap_or(0);
    let lines: Vec<&str> = text
        .split('\n')
        .map(|line| line.get(indent..).unwrap_or(""))
        .collect();
    comments.push(lines.join("\n"));
}
