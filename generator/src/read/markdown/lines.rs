//! A text by lines that remembers where each starts.

use super::opening::Opening;

pub(super) struct Lines<'a> {
    text: &'a str,
    starts: Vec<usize>,
}

impl<'a> Lines<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        let starts = std::iter::once(0)
            .chain(text.match_indices('\n').map(|(at, _)| at + 1))
            .collect();
        Self { text, starts }
    }

    pub(super) fn count(&self) -> usize {
        self.starts.len()
    }

    pub(super) fn get(&self, index: usize) -> &'a str {
        self.between(index, index + 1).trim_end_matches(['\r', '\n'])
    }

    /// The text from line `from` up to line `to`, from 0.
    pub(super) fn between(&self, from: usize, to: usize) -> &'a str {
        let offset = |line: usize| self.starts.get(line).copied().unwrap_or(self.text.len());
        &self.text[offset(from)..offset(to)]
    }

    /// The lines from `from` up to what is not prose (a heading, a rule, a fence, a component), unquoted.
    pub(super) fn prose(&self, from: usize) -> String {
        let ends = |line: &str| {
            line.starts_with(['#', '<'])
                || line.starts_with("{%")
                || line == "---"
                || Opening::of(line).is_some()
        };
        let lines = (from..self.count())
            .map(|at| self.get(at))
            .take_while(|line| !ends(line));
        let unquoted: Vec<_> = lines
            .map(|line| line.strip_prefix('>').unwrap_or(line).trim())
            .collect();
        unquoted.join("\n").trim().to_owned()
    }
}
