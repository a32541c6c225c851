//! `names.toml`: the names that a client keeps though its page would have others now. `update` writes it, people review it.

use specloom::{Pins, Source};
use toml_edit::{DocumentMut, Item, Table, TableLike};

use crate::Failure;

/// The file's name in a vendor's folder.
pub const FILE: &str = "names.toml";

/// What stands at the top of a new file.
const HEAD: &str = "# Names that importers of the client use, held where the page alone would have them otherwise: by what they are on\n\
                    # the wire. `cargo xtask update` writes this file; a line that is removed lets go of its name.\n";

/// The file with exactly these names: lines that stay keep their place and comments. Nothing where no name is held.
///
/// # Errors
///
/// A file that is not TOML.
pub fn text(old: Option<&Source>, pins: &Pins) -> Result<Option<String>, Failure> {
    if pins.is_empty() {
        return Ok(None);
    }
    let text = old.map_or_else(String::new, |old| {
        String::from_utf8_lossy(&old.bytes).into_owned()
    });
    let mut document: DocumentMut = text.parse().map_err(|error: toml_edit::TomlError| {
        let file = old.map_or(FILE, |old| old.name.as_str());
        Failure::new(
            file,
            format!("names cannot be written there: {}", error.message()),
            "correct the file, or remove it",
        )
    })?;
    let is_held = |section: &str, key: &str| {
        let mut all = pins.iter();
        all.any(|(of, held, _)| of == section && held == key)
    };
    for (section, item) in document.iter_mut() {
        if let Some(table) = item.as_table_like_mut() {
            let keys: Vec<String> = table.iter().map(|(key, _)| key.to_owned()).collect();
            for key in keys.iter().filter(|key| !is_held(section.get(), key)) {
                table.remove(key);
            }
        }
    }
    let emptied: Vec<String> = document
        .iter()
        .filter(|(_, item)| item.as_table_like().is_some_and(TableLike::is_empty))
        .map(|(section, _)| section.to_owned())
        .collect();
    for section in emptied {
        document.remove(&section);
    }
    for (section, key, name) in pins.iter() {
        let table = document
            .entry(section)
            .or_insert_with(|| Item::Table(Table::new()));
        if let Some(table) = table.as_table_like_mut()
            && table.get(key).and_then(Item::as_str) != Some(name)
        {
            table.insert(key, toml_edit::value(name));
        }
    }
    let body = document.to_string();
    Ok(Some(match old {
        Some(_) => body,
        None => format!("{HEAD}\n{}", body.trim_start_matches('\n')),
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pins(text: &str) -> Pins {
        Pins::parse(&Source::new(FILE, text)).unwrap()
    }

    #[test]
    fn lines_that_stay_keep_their_comments_and_the_others_go() {
        let first = "[servers]\n\"https://a.test\" = \"Production\"\n\n[types]\n\"GET /a 200\" = \"Item\"\n";
        let written = text(None, &pins(first)).unwrap().unwrap();
        assert!(written.starts_with(&format!("{HEAD}\n[types]")), "{written}");
        assert!(written.ends_with("= \"Production\"\n"), "{written}");
        assert_eq!(pins(&written), pins(first));
        let commented = written.replace("\"GET /a 200\"", "# since 0.3\n\"GET /a 200\"");
        let again = pins("[types]\n\"GET /a 200\" = \"Item\"\n\"GET /b 200\" = \"Other\"\n");
        let written = text(Some(&Source::new(FILE, commented)), &again)
            .unwrap()
            .unwrap();
        assert_eq!(pins(&written), again);
        assert!(
            written.contains("# since 0.3\n\"GET /a 200\" = \"Item\"\n"),
            "{written}"
        );
        assert!(!written.contains("servers"), "{written}");
        assert_eq!(
            text(Some(&Source::new(FILE, written)), &Pins::default()).unwrap(),
            None
        );
    }
}
