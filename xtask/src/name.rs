//! A vendor's directory name: safe as a path component on every system, and as the stem of a package name.

use std::fmt;

use crate::Failure;

/// Names that Windows keeps for devices, with or without an extension.
const DEVICES: [&str; 6] = ["con", "prn", "aux", "nul", "conin", "conout"];
/// Directories below `clients/` and `specs/` that are not vendors.
const TAKEN: [&str; 2] = ["runtime", "target"];
/// Longest name, in characters.
const LONGEST: usize = 64;

/// The name of `specs/<name>/` and `clients/<name>/`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct VendorName(String);

impl VendorName {
    /// Checks a name.
    ///
    /// # Errors
    ///
    /// A name that is not lower-case letters, digits and inner hyphens starting with a letter, that is too long, or that
    /// is kept by Windows or by this workspace.
    pub fn parse(name: &str) -> Result<Self, Failure> {
        let problem = if name.is_empty() {
            "is empty"
        } else if name.len() > LONGEST {
            "is longer than 64 characters"
        } else if !name.starts_with(|c: char| c.is_ascii_lowercase()) {
            "does not start with a lower-case letter"
        } else if !name
            .chars()
            .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
        {
            "holds something else than lower-case letters, digits and hyphens"
        } else if name.ends_with('-') {
            "ends with a hyphen"
        } else if is_device(name) {
            "is the name of a device on Windows"
        } else if TAKEN.contains(&name) {
            "is kept by the workspace"
        } else {
            return Ok(Self(name.to_owned()));
        };
        Err(Failure::new(
            format!("vendor `{}`", name.escape_debug()),
            format!("the name {problem}"),
            "use a name such as `acme` or `acme-cloud`: it becomes the directories specs/<name> and clients/<name>",
        ))
    }

    /// The name nearest to any text: `Acme Cloud (v2).yaml` → `acme-cloud-v2-yaml`; `client` where nothing is left.
    pub fn derive(text: &str) -> Self {
        let mut name = String::new();
        for c in text.chars() {
            match c.to_ascii_lowercase() {
                c if c.is_ascii_lowercase() || (c.is_ascii_digit() && !name.is_empty()) => name.push(c),
                _ if !name.is_empty() && !name.ends_with('-') => name.push('-'),
                _ => {}
            }
        }
        name.truncate(LONGEST);
        let name = name.trim_end_matches('-');
        Self::parse(name)
            .or_else(|_| Self::parse(&format!("{name}-api")))
            .unwrap_or_else(|_| Self("client".into()))
    }

    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

fn is_device(name: &str) -> bool {
    let numbered = |stem: &str| {
        name.strip_prefix(stem)
            .is_some_and(|rest| rest.len() == 1 && rest.bytes().all(|b| b.is_ascii_digit()))
    };
    DEVICES.contains(&name) || numbered("com") || numbered("lpt")
}

impl fmt::Display for VendorName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_are_no_safe_directory_are_refused() {
        let long = "a".repeat(65);
        for name in [
            "", ".", "..", "../x", "/etc", "C:\\x", "a/b", "a\\b", "a.b", "Acme", "9a", "-a", "a-", "a b",
            "ä", "con", "nul", "prn", "aux", "com1", "lpt9", "runtime", "target", "a\0b", &long,
        ] {
            assert!(VendorName::parse(name).is_err(), "{name:?}");
        }
        for name in ["acme", "acme-2", "a", "console", "com", "com10", "nullable"] {
            assert_eq!(VendorName::parse(name).unwrap().as_str(), name);
        }
    }

    #[test]
    fn any_text_gives_a_name() {
        for (text, name) in [
            ("Acme Cloud (v2)", "acme-cloud-v2"),
            ("../../x", "x"),
            ("con", "con-api"),
            ("runtime", "runtime-api"),
            ("2captcha", "captcha"),
            ("--", "client"),
            ("日本", "client"),
        ] {
            assert_eq!(VendorName::derive(text).as_str(), name, "{text}");
        }
    }
}
