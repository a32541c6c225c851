//! ITEMS: the properties of a schema, the parameters of a request, the headers of a response.
//!
//! ```text
//! - NAME (required): TYPE …        today
//! NAME                             in the older layout, without a bullet
//! Type: TYPE …
//! ```

use super::{Parser, append};
use crate::error::Result;
use crate::read::reference::labels::{self, Label};
use crate::read::reference::lines::Token;
use crate::read::reference::page::{ELEMENTS, Item, Stated};
use crate::read::reference::types::type_of;
use crate::shorten::quoted;

/// An item's name, and what its mark says about whether it is required.
type Head = (String, Option<bool>);

impl Parser<'_> {
    /// ITEMS, up to the next label.
    pub(super) fn items(&mut self) -> Result<Vec<Item>> {
        let mut items: Vec<Item> = Vec::new();
        while let Some(token) = self.ahead.pop() {
            match Label::of(&token.text) {
                Some(Label::ShowSource) => continue,
                Some(_) => {
                    self.ahead.push(token);
                    break;
                }
                None => {}
            }
            if token.text.starts_with('•') {
                return Err(self.lost(
                    &token,
                    "the layout of the list: its items are not told apart by `-`",
                ));
            }
            if token.is_bullet() {
                if let Some(name) = self
                    .ahead
                    .pop_if(|next| type_of(&next.text).is_some_and(|(_, rest)| rest.is_empty()))
                {
                    return Err(self.lost(&name, "the name of an item"));
                }
                let at = self.ahead.last().unwrap_or(&token).clone();
                if let Some(head) = self.item_head() {
                    items.push(self.item(head, &at)?);
                }
                continue;
            }
            let at = token.clone();
            self.ahead.push(token);
            match (self.item_head_of_older_layout(), items.last_mut()) {
                (Some(head), _) => items.push(self.item(head, &at)?),
                (None, Some(item)) => append(&mut item.shape.description, &self.text()),
                (None, None) => break,
            }
        }
        Ok(items)
    }

    /// NAME, its mark and the colon, after a bullet. Anything else is an item of some list in a description.
    fn item_head(&mut self) -> Option<Head> {
        let token = self.ahead.pop()?;
        if let Some((head, rest)) = head(&token.text) {
            self.push_rest(&token, rest);
            return Some(head);
        }
        self.ahead.push(token);
        self.item_head_of_older_layout()
    }

    /// NAME on a line of its own, with `Type:` on the next.
    fn item_head_of_older_layout(&mut self) -> Option<Head> {
        let [.., following, next] = self.ahead.as_slice() else {
            return None;
        };
        let (name, required) = labels::mark(&next.text);
        let is_name = !name.is_empty() && !name.contains(char::is_whitespace) && Label::of(name).is_none();
        if !is_name || !matches!(Label::of(&following.text), Some(Label::Type(_))) {
            return None;
        }
        let head = (name.to_owned(), required);
        self.ahead.pop();
        let label = self.ahead.pop()?;
        if let Some(Label::Type(rest)) = Label::of(&label.text) {
            self.push_rest(&label, rest);
        }
        Some(head)
    }

    /// The item of a head, without the description that may follow.
    fn item(&mut self, (name, required): Head, at: &Token) -> Result<Item> {
        let mut shape = Stated::default();
        self.kind_and_facets(&mut shape)?;
        if shape.kind.is_none() && self.ahead.is_empty() {
            return Err(self.lost(at, &format!("the type of {}", quoted(&name))));
        }
        Ok(Item {
            name,
            required,
            shape,
        })
    }
}

/// The head that a line begins with, and what follows it.
fn head(line: &str) -> Option<(Head, &str)> {
    // A name may contain a colon (`xml:lang`), but hardly more.
    line.match_indices([':', '：']).take(3).find_map(|(at, colon)| {
        let rest = line[at + colon.len()..].trim();
        let (name, required) = labels::mark(line[..at].trim());
        let is_name = name == ELEMENTS || (!name.is_empty() && !name.contains(char::is_whitespace));
        (is_name && (rest.is_empty() || type_of(rest).is_some())).then(|| ((name.to_owned(), required), rest))
    })
}
