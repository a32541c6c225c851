//! What passes took out of lists, so that notes name the places of the page: what stands behind it in a list has another index
//! afterwards.

use std::borrow::Cow;
use std::collections::{BTreeSet, HashMap};

use crate::pointer;

/// The items that were taken out of a document's lists, by the pointers and the indexes that the page has.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LeftOut {
    lists: HashMap<String, BTreeSet<usize>>,
}

impl LeftOut {
    /// Items, each by its list and its index, that one pass takes out: where they are before it does.
    pub(crate) fn add(&mut self, items: impl IntoIterator<Item = (String, usize)>) {
        let items: Vec<(String, usize)> = items
            .into_iter()
            .map(|(list, index)| {
                let list = self.in_page(&list).into_owned();
                let index = self.index(&list, index);
                (list, index)
            })
            .collect();
        for (list, index) in items {
            self.lists.entry(list).or_default().insert(index);
        }
    }

    /// The pointer into the page of what is at a pointer now.
    pub(crate) fn in_page<'a>(&self, at: &'a str) -> Cow<'a, str> {
        if self.lists.is_empty() {
            return Cow::Borrowed(at);
        }
        let mut page = String::with_capacity(at.len());
        for token in pointer::tokens(at) {
            match token.parse() {
                Ok(index) if self.lists.contains_key(&page) => {
                    let index = self.index(&page, index).to_string();
                    pointer::push(&mut page, &index);
                }
                _ => pointer::push(&mut page, &token),
            }
        }
        Cow::Owned(page)
    }

    /// The index in the page's list of what has an index now.
    fn index(&self, list: &str, mut index: usize) -> usize {
        // In their order: each that stands before it, or where it is, moves it by one.
        for gone in self.lists.get(list).into_iter().flatten() {
            if *gone > index {
                break;
            }
            index += 1;
        }
        index
    }
}

#[test]
fn indexes_are_those_before_anything_was_taken_out() {
    let mut left_out = LeftOut::default();
    assert_eq!(left_out.in_page("/a/1"), "/a/1");
    let item = |list: &str, index| (list.to_owned(), index);
    left_out.add([item("/a", 0), item("/a", 2)]);
    assert_eq!(left_out.in_page("/a/0"), "/a/1");
    assert_eq!(left_out.in_page("/a/1/b/0"), "/a/3/b/0");
    // What the first left at 1 was 3; a list within it is found by where it was.
    left_out.add([item("/a/1/b", 0), item("/a", 2)]);
    assert_eq!(left_out.in_page("/a/1/b/1"), "/a/3/b/2");
    assert_eq!(left_out.in_page("/a/2"), "/a/5");
    assert_eq!(left_out.in_page("/a~1b/2"), "/a~1b/2");
}
