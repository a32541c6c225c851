//! Rust names for the page's words.

use std::collections::BTreeSet;

use heck::{ToPascalCase, ToSnakeCase};

use crate::numbering::Numbering;
use crate::shorten::shortened;

/// A `snake_case` identifier for any text: `X-Request-Id` is `x_request_id`, `type` is `type_`, `2fa` is `n2fa`; text
/// without a single Latin letter or digit is `name`.
pub(crate) fn snake(text: &str) -> String {
    identifier(text.to_snake_case(), "n")
}

/// A `PascalCase` identifier for any text: `create-token` is `CreateToken`, `2fa` is `N2fa`.
pub(crate) fn pascal(text: &str) -> String {
    identifier(text.to_pascal_case(), "N")
}

fn identifier(cased: String, digit_prefix: &str) -> String {
    let ascii = shortened(
        cased
            .chars()
            .filter(|c| c.is_ascii_alphanumeric() || *c == '_')
            .collect(),
    );
    let name = match ascii.trim_start_matches('_').chars().next() {
        None => format!("{digit_prefix}ame"),
        Some(first) if first.is_ascii_digit() => format!("{digit_prefix}{ascii}"),
        Some(_) => ascii,
    };
    // `syn` knows the keywords of every edition but the latest; raw identifiers would not do for `self` and `crate`.
    if name != "gen" && syn::parse_str::<syn::Ident>(&name).is_ok() {
        name
    } else {
        format!("{name}_")
    }
}

/// The variant of a status: the HTTP reason phrase where the registry has one.
pub(crate) fn status_name(code: u16) -> String {
    match http::StatusCode::from_u16(code)
        .ok()
        .and_then(|status| status.canonical_reason())
    {
        Some("OK") => "Ok".to_owned(),
        Some(reason) => pascal(&reason.replace('\'', "")),
        None => format!("Status{code}"),
    }
}

/// Gives out each name once: the second taker of `name` gets `name_2` (or `Name2`).
#[derive(Debug, Default)]
pub(super) struct Unique {
    taken: BTreeSet<String>,
    numbering: Numbering,
}

impl Unique {
    /// No name of `reserved` is given out.
    pub(super) fn without(reserved: &[&str]) -> Self {
        Self {
            taken: reserved.iter().map(|name| (*name).to_owned()).collect(),
            numbering: Numbering::default(),
        }
    }

    /// `name`, or the first variation of it that is free.
    pub(super) fn take(&mut self, name: String) -> String {
        self.take_with(name, &[])
    }

    /// As [`Self::take`], together with the name followed by each of `suffixes`.
    pub(super) fn take_with(&mut self, name: String, suffixes: &[&str]) -> String {
        let separator = if name.starts_with(|c: char| c.is_ascii_lowercase()) {
            "_"
        } else {
            ""
        };
        let taken = &mut self.taken;
        let mut take = |candidate: &str| {
            let suffixes = [""].iter().chain(suffixes);
            let names: Vec<String> = suffixes.map(|suffix| format!("{candidate}{suffix}")).collect();
            let free = !names.iter().any(|name| taken.contains(name));
            if free {
                taken.extend(names);
            }
            free
        };
        if take(&name) {
            return name;
        }
        // What is taken together with a suffix may be free without it.
        let stem = [&[name.as_str()], suffixes].concat().join(" ");
        let numbered = |number: usize| format!("{name}{separator}{number}");
        numbered(self.numbering.next(&stem, |number| take(&numbered(number))))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_text_becomes_an_identifier() {
        let table = [
            ("X-Request-Id", "x_request_id", "XRequestId"),
            ("identityId", "identity_id", "IdentityId"),
            ("type", "type_", "Type"),
            ("gen", "gen_", "Gen"),
            ("self", "self_", "Self_"),
            ("2fa", "n2fa", "N2fa"),
            ("", "name", "Name"),
            ("日本", "name", "Name"),
            ("filter[name]", "filter_name", "FilterName"),
        ];
        for (text, lower, upper) in table {
            assert_eq!(snake(text), lower, "{text}");
            assert_eq!(pascal(text), upper, "{text}");
        }
    }

    #[test]
    fn statuses_are_called_by_their_reason() {
        let table = [
            (200, "Ok"),
            (422, "UnprocessableEntity"),
            (418, "ImATeapot"),
            (500, "InternalServerError"),
            (499, "Status499"),
        ];
        for (code, name) in table {
            assert_eq!(status_name(code), name);
        }
    }

    #[test]
    fn names_are_given_out_once() {
        let mut names = Unique::without(&["send"]);
        let given: Vec<_> = ["id", "id", "id", "send", "Id", "Id"]
            .map(|name| names.take(name.into()))
            .into();
        assert_eq!(given, ["id", "id_2", "id_3", "send_2", "Id", "Id2"]);
    }

    #[test]
    fn a_name_is_taken_with_what_follows_from_it() {
        let mut names = Unique::default();
        let given: Vec<_> = ["Report", "ReportError", "X", "XErrorError", "XError"]
            .map(|name| names.take_with(name.into(), &["Error"]))
            .into();
        assert_eq!(given, ["Report", "ReportError2", "X", "XErrorError", "XError2"]);
    }
}
