//! The path of a URL or file → the name of the page's file below `pages/`.

use std::collections::BTreeSet;

use crate::digest::hash;

/// Names of files that pages may have.
pub const EXTENSIONS: [&str; 7] = ["md", "mdx", "yaml", "yml", "json", "txt", "html"];
/// Longest name, in bytes: file systems take 255.
const LONGEST: usize = 150;

/// The name for a path such as `/api-reference/users/create.md`: `api-reference__users__create.md`. One that is taken, in
/// whatever case, gets a part of the hash of `whole`, the URL or path in full.
pub fn name(path: &str, whole: &str, taken: &mut BTreeSet<String>) -> String {
    let path = path.trim_matches('/');
    let (stem, extension) = match path.rsplit_once('.') {
        Some((stem, extension)) if EXTENSIONS.contains(&extension.to_ascii_lowercase().as_str()) => {
            (stem, extension.to_ascii_lowercase())
        }
        _ => (path, "md".to_owned()),
    };
    let mut name = String::new();
    for c in stem.replace('/', "__").chars() {
        match c {
            c if c.is_ascii_alphanumeric() || "._-".contains(c) => name.push(c),
            _ if !name.ends_with('-') => name.push('-'),
            _ => {}
        }
    }
    let name = name.trim_matches(['.', '-']);
    let mut name = if name.is_empty() {
        "index".to_owned()
    } else {
        name.to_owned()
    };
    let is_long = name.len() > LONGEST;
    name.truncate(LONGEST);
    if is_long || taken.contains(&format!("{name}.{extension}").to_lowercase()) {
        name = format!("{name}-{}", &hash(whole.as_bytes())[..8]);
    }
    let name = format!("{name}.{extension}");
    taken.insert(name.to_lowercase());
    name
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_safe_and_distinct() {
        let mut taken = BTreeSet::new();
        let mut named = |path: &str| name(path, path, &mut taken);
        assert_eq!(
            named("/api-reference/users/create.md"),
            "api-reference__users__create.md"
        );
        assert_eq!(named("/users/list"), "users__list.md");
        assert_eq!(named("/x.yaml"), "x.yaml");
        assert_eq!(named("/../a b/ü.md"), "__a-b__.md");
        assert_eq!(named("/"), "index.md");
        let again = named("/Users/list");
        assert!(
            again.starts_with("Users__list-") && again.len() == "Users__list-12345678.md".len(),
            "{again}"
        );
        assert!(named(&"a".repeat(400)).len() < 200);
    }
}
