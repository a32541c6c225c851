//! Names that are given out once.

use std::collections::BTreeSet;

use crate::numbering::Numbering;

/// The names that are given out. Case does not distinguish names.
#[derive(Debug, Default)]
pub(crate) struct Taken {
    names: BTreeSet<String>,
    numbering: Numbering,
}

impl Taken {
    /// No name of `names` is given out.
    pub(crate) fn of<'a>(names: impl IntoIterator<Item = &'a str>) -> Self {
        Self {
            names: names.into_iter().map(str::to_lowercase).collect(),
            numbering: Numbering::default(),
        }
    }

    /// Whether a name is given out.
    pub(crate) fn contains(&self, name: &str) -> bool {
        self.names.contains(&name.to_lowercase())
    }

    /// `name`, or the first of `name_2`, `name_3`, … (`Name2`, `Name3`, …) that is not taken.
    pub(crate) fn unique(&mut self, name: &str) -> String {
        self.unique_with(name, &[])
    }

    /// As [`Self::unique`], together with the name followed by each of `suffixes`.
    pub(crate) fn unique_with(&mut self, name: &str, suffixes: &[&str]) -> String {
        let names = &mut self.names;
        let mut take = |name: &str| {
            let name = name.to_lowercase();
            let all: Vec<String> = suffixes
                .iter()
                .map(|suffix| format!("{name}{}", suffix.to_lowercase()))
                .collect();
            let free = !names.contains(&name) && !all.iter().any(|name| names.contains(name));
            if free {
                names.insert(name);
                names.extend(all);
            }
            free
        };
        if take(name) {
            return name.to_owned();
        }
        // `Foo1` and a 2 must not read `Foo12`, and what joins them must survive the engine's spelling.
        let joint = match name.starts_with(|c: char| c.is_uppercase()) {
            false => "_",
            true if name.ends_with(|c: char| c.is_ascii_digit()) => "Alt",
            true => "",
        };
        let stem = format!("{}{joint}", name.trim_end_matches('_'));
        // What is taken together with a suffix may be free without it.
        let search = [&[stem.as_str()], suffixes].concat().join(" ").to_lowercase();
        let number = self
            .numbering
            .next(&search, |number| take(&format!("{stem}{number}")));
        format!("{stem}{number}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_given_out_once_whatever_their_case() {
        let mut taken = Taken::of(["self"]);
        let given = [
            "id", "ID", "id2", "Foo1", "Foo1", "Self", "type_", "type_", "type", "id",
        ];
        let given = given.map(|name| taken.unique(name));
        assert_eq!(
            given,
            [
                "id", "ID2", "id2_2", "Foo1", "Foo1Alt2", "Self2", "type_", "type_2", "type", "id_2"
            ]
        );
    }

    #[test]
    fn a_name_is_taken_with_what_follows_from_it() {
        let mut taken = Taken::default();
        let given = ["Report", "ReportError", "X", "XErrorError", "XError"];
        let given = given.map(|name| taken.unique_with(name, &["Error"]));
        assert_eq!(given, ["Report", "ReportError2", "X", "XErrorError", "XError2"]);
    }
}
