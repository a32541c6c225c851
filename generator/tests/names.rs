//! One name for one thing: a type that other files can see has a name that no other such type of the generator or the command
//! line has. What is seen in one file, or in the folder of one style of pages, is that file's or folder's own.

use std::collections::BTreeMap;

use quote::ToTokens;

mod own;

/// The types of a file that others see, those of inner modules left out: they are for tests.
fn types(file: &syn::File) -> Vec<(String, String)> {
    let named = file.items.iter().filter_map(|item| {
        let (visibility, name) = match item {
            syn::Item::Struct(item) => (&item.vis, &item.ident),
            syn::Item::Enum(item) => (&item.vis, &item.ident),
            syn::Item::Trait(item) => (&item.vis, &item.ident),
            syn::Item::Type(item) => (&item.vis, &item.ident),
            _ => return None,
        };
        Some((
            visibility.to_token_stream().to_string().replace(' ', ""),
            name.to_string(),
        ))
    });
    named.filter(|(visibility, _)| !visibility.is_empty()).collect()
}

#[test]
fn each_type_that_others_see_has_a_name_of_its_own() {
    let mut homes: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (file, parsed) in own::sources(&["generator/src", "xtask/src"]) {
        // `read/<style>/<file>.rs`: what it shows to its folder alone.
        let is_inside_a_style = file.starts_with("generator/src/read/")
            && file.split('/').count() > 4
            && !file.ends_with("/mod.rs");
        for (visibility, name) in types(&parsed) {
            if !(is_inside_a_style && visibility == "pub(super)") {
                homes.entry(name).or_default().push(file.clone());
            }
        }
    }
    assert!(homes.len() > 200, "{} types are not all there are", homes.len());
    homes.retain(|_, files| files.len() > 1);
    assert_eq!(homes, BTreeMap::new());
}
