//! Numbers for names that are taken: `name2`, `name3`, ….
//!
//! What is taken stays taken, so the search for the next free number goes on where the last one for the same stem ended.
//! Starting at 2 each time makes 20,000 names of one stem 200 million attempts.

use std::collections::BTreeMap;

/// Where the search goes on, by stem.
#[derive(Debug, Default)]
pub(crate) struct Numbering(BTreeMap<String, usize>);

impl Numbering {
    /// The first number from 2 that `take` takes and that no call for the same stem has seen. `take` has to go on refusing
    /// what it refused once.
    pub(crate) fn next(&mut self, stem: &str, mut take: impl FnMut(usize) -> bool) -> usize {
        let next = match self.0.get_mut(stem) {
            Some(next) => next,
            None => self.0.entry(stem.to_owned()).or_insert(2),
        };
        let given = (*next..)
            .find(|number| take(*number))
            .expect("invariant: numbers do not run out");
        *next = given + 1;
        given
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn names_of_one_stem_are_numbered_in_as_many_steps_as_there_are() {
        let mut taken: BTreeSet<String> = (3..1000).map(|n| format!("name{n}")).collect();
        let (mut numbering, mut steps) = (Numbering::default(), 0);
        let mut number = |stem: &str| {
            numbering.next(stem, |number| {
                steps += 1;
                taken.insert(format!("{stem}{number}"))
            })
        };
        assert_eq!([number("name"), number("name"), number("other")], [2, 1000, 2]);
        for expected in 1001..3000 {
            assert_eq!(number("name"), expected);
        }
        assert_eq!(steps, 3000 - 2 + 1);
    }
}
