//! The README as docs.rs shows it: the names of items lead to them.
//!
//! Before: `` `create_token(id)` ``. After: `` [`create_token(id)`](Client::create_token) ``, which rustdoc follows and checks. A README on
//! GitHub has no such items, so that there the names stay plain text: the two are one text, written twice.
//!
//! An item behind a feature is there for who has the feature on, as docs.rs has them all: `[name][label]`, and what the label stands for
//! is said by the crate's root, with the feature and without.
//!
//! Which names are items depends on the section: `timeout` is the builder's method in a table of settings, and in a vendor's words it is
//! whatever the vendor means.

mod names;
mod own;

use std::collections::{BTreeMap, BTreeSet};

use pulldown_cmark::{Event, HeadingLevel, Parser, Tag, TagEnd};

use self::names::fixed;
use self::own::of_client;
use super::Context;
use crate::words::OPTIONS;

/// What a name leads to.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Target {
    /// An item, or an address.
    To(String),
    /// An item behind a feature.
    Gated(&'static str, String),
}

/// A text with links, and what those to items behind features lead to.
#[derive(Default)]
pub(super) struct Linked {
    pub(super) text: String,
    gated: BTreeMap<&'static str, BTreeSet<String>>,
    features: String,
}

impl Linked {
    /// Where the links to items behind features lead, as attributes of the crate: to the items, and to the list of features while the
    /// feature is off, so that rustdoc finds each.
    pub(super) fn definitions(&self) -> String {
        let of_feature = |(feature, items): (&&str, &BTreeSet<String>)| {
            let lines = |to: &dyn Fn(&str) -> String| -> String {
                items
                    .iter()
                    .map(|item| format!("\\n[{}]: {}", label(item), to(item)))
                    .collect()
            };
            // An empty line comes before, and the first line of an attribute counts as none where it is empty.
            let (on, off) = (lines(&str::to_owned), lines(&|_| self.features.clone()));
            format!(
                "#![cfg_attr(feature = \"{feature}\", doc = \"\\n{on}\")]\n#![cfg_attr(not(feature = \"{feature}\"), doc = \"\\n{off}\")]\n"
            )
        };
        self.gated.iter().map(of_feature).collect()
    }
}

/// What a link to an item behind a feature is called in the text. It is no path, so that rustdoc takes it for nothing else.
fn label(item: &str) -> String {
    item.replace("::", "-")
}

/// The text with its names as links. What is a name and what only looks like one, the parser says: a page's words stand in this
/// text, too.
pub(super) fn linked(readme: &str, context: &Context<'_>) -> Linked {
    let features = format!(
        "https://docs.rs/crate/{}/latest/features",
        context.sources.vendor.crate_name
    );
    let known = of_client(context);
    let mut gated: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    let text = with_links(readme, |section, is_first_cell, span| {
        if section == "## Features" && is_first_cell || section == "## Tests" && span == "mock" {
            return Some(Target::To(features.clone()));
        }
        let own = known.get(&(section.to_owned(), span.to_owned()));
        let target = own.cloned().or_else(|| fixed(section, span))?;
        if let Target::Gated(feature, item) = &target {
            gated.entry(feature).or_default().insert(item.clone());
        }
        Some(target)
    });
    Linked {
        text,
        gated,
        features,
    }
}

/// A text whose inline code is a link where `target` says to what: by its section, whether it is in the first cell of a row, and what
/// it says.
fn with_links(markdown: &str, mut target: impl FnMut(&str, bool, &str) -> Option<Target>) -> String {
    let mut text = String::with_capacity(markdown.len());
    let (mut written, mut section, mut cell, mut inside) = (0, "", 0, 0);
    for (event, range) in Parser::new_ext(markdown, OPTIONS).into_offset_iter() {
        match event {
            Event::Start(Tag::Heading { level, .. }) => {
                inside += 1;
                if level == HeadingLevel::H2 {
                    section = markdown[range].trim_end();
                }
            }
            Event::Start(Tag::Link { .. }) => inside += 1,
            Event::End(TagEnd::Heading(_) | TagEnd::Link) => inside -= 1,
            Event::Start(Tag::TableHead | Tag::TableRow) => cell = 0,
            Event::Start(Tag::TableCell) => cell += 1,
            Event::Code(span) if inside == 0 && !markdown[..range.start].ends_with('[') => {
                let Some(target) = target(section, cell == 1, &span) else {
                    continue;
                };
                text.push_str(&markdown[written..range.start]);
                let code = &markdown[range.clone()];
                let by_itself =
                    |target: &str| target == span.trim_end_matches("()") && span.contains(char::is_uppercase);
                text.push_str(&match target {
                    Target::Gated(_, item) => format!("[{code}][{}]", label(&item)),
                    // Rustdoc finds these by themselves.
                    Target::To(target) if by_itself(&target) => format!("[{code}]"),
                    Target::To(target) => format!("[{code}]({target})"),
                });
                written = range.end;
            }
            _ => {}
        }
    }
    text.push_str(&markdown[written..]);
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_a_link_where_it_is_known() {
        let linked = |line: &str| {
            with_links(line, |section, _, span| {
                assert_eq!(section, "## Other errors");
                fixed(section, span)
            })
        };
        assert_eq!(
            linked("## Other errors\n\n`NotJson`, `status()`, `AnyError`, `teapot`"),
            "## Other errors\n\n[`NotJson`](Error::NotJson), [`status()`](Error::status), [`AnyError`], `teapot`"
        );
        let others = "## Other errors\n\n### `NotJson`\n\n[`status()`](https://acme.test) ```a `NotJson` b```\n\n- > ```text\n  > `NotJson`\n  > ```\n";
        assert_eq!(linked(others), others);
        let to = |item: &str| Some(Target::To(item.to_owned()));
        let gated = |feature, item: &str| Some(Target::Gated(feature, item.to_owned()));
        for (section, span, target) in [
            (
                "## Retries, timeouts and limits",
                "Retry::default()",
                to("Retry::default"),
            ),
            (
                "## Environment variables",
                "Client::builder().from_env()?",
                to("Client::builder"),
            ),
            ("## Features", "formats::DateTime", to("formats::DateTime")),
            ("", "ReplyHeaders", to("ReplyHeaders")),
            (
                "## Tests",
                "mock::MockServer::start()",
                gated("mock", "mock::MockServer::start"),
            ),
            (
                "## Tests",
                "server.client()",
                gated("mock", "mock::MockServer::client"),
            ),
            ("## Tests", "Script", gated("mock", "Script")),
            ("## Features", "TowerTransport", gated("tower", "TowerTransport")),
            ("## Features", "tower::Service", None),
            ("## Operations", "timeout", None),
        ] {
            assert_eq!(fixed(section, span), target, "{span}");
        }
    }

    #[test]
    fn what_stands_behind_a_feature_leads_to_the_features_while_it_is_off() {
        let linked = Linked {
            text: String::new(),
            gated: [("mock", ["Script", "mock::MockServer"].map(str::to_owned).into())].into(),
            features: "https://docs.rs/f".to_owned(),
        };
        assert_eq!(
            linked.definitions(),
            "#![cfg_attr(feature = \"mock\", doc = \"\\n\\n[Script]: Script\\n[mock-MockServer]: mock::MockServer\")]\n\
             #![cfg_attr(not(feature = \"mock\"), doc = \"\\n\\n[Script]: https://docs.rs/f\\n[mock-MockServer]: https://docs.rs/f\")]\n"
        );
    }
}
