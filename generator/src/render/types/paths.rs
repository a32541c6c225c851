//! `::std::option::Option<::std::string::String>` → `Option<String>`.

use syn::visit_mut::{self, VisitMut};
use syn::{Item, Path};

use super::{Count, Pass};
use crate::Fitted;

pub(super) const PASS: Pass = Pass {
    id: "paths",
    why: "types are read in reviews and on docs.rs; fit keeps the prelude's names free",
    run,
};

#[expect(clippy::ptr_arg, reason = "a pass' signature")]
fn run(items: &mut Vec<Item>, _: &Fitted) -> Count {
    let mut absolute = Absolute(0);
    items.iter_mut().for_each(|item| Shorten.visit_item_mut(item));
    items.iter_mut().for_each(|item| absolute.visit_item_mut(item));
    Count {
        expected: 0,
        done: absolute.0,
    }
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

struct Absolute(usize);

impl VisitMut for Absolute {
    fn visit_path_mut(&mut self, path: &mut Path) {
        visit_mut::visit_path_mut(self, path);
        self.0 += usize::from(path.leading_colon.is_some());
    }
}
