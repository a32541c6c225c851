//! `::std::option::Option<::std::string::String>` → `Option<String>`: types are read in reviews and on docs.rs, and the
//! naming keeps the prelude's names free.

use syn::visit_mut::{self, VisitMut};
use syn::{Item, Path};

/// Shortens every path of an item.
pub(super) fn shorten(item: &mut Item) {
    Shorten.visit_item_mut(item);
}

struct Shorten;

impl VisitMut for Shorten {
    fn visit_path_mut(&mut self, path: &mut Path) {
        visit_mut::visit_path_mut(self, path);
        let names: Vec<String> = path
            .segments
            .iter()
            .map(|segment| segment.ident.to_string())
            .collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let keep = match names.as_slice() {
            ["std", "string", "String"]
            | ["std", "option", "Option"]
            | ["std", "vec", "Vec"]
            | ["std", "boxed", "Box"]
            | ["std", "primitive", _] => 1,
            other => other.len(),
        };
        let skipped = path.segments.len() - keep;
        path.segments = std::mem::take(&mut path.segments)
            .into_iter()
            .skip(skipped)
            .collect();
        path.leading_colon = None;
    }
}
