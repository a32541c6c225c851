//! Items → text: the one place where code is printed and read back.
//!
//! One item goes in, its documentation is read back as rustdoc would read it, its text is added, and the tree is dropped.

use super::module::Sink;
use crate::error::Result;
use crate::render::read_back;

/// What opens an item or a member, so that an empty line stands before it.
const STARTS: &[&str] = &[
    "///", "#[", "pub", "fn ", "async ", "impl", "struct ", "enum ", "mod ", "static ", "const ",
];

/// The text of a module, an empty line between its items and between their members.
#[derive(Debug)]
pub(crate) struct Text {
    path: String,
    text: String,
}

impl Text {
    /// The module's text, behind what a file begins with.
    pub(super) fn into_file(mut self, start: &str) -> String {
        self.text.insert_str(0, start);
        self.text
    }

    /// Prints what is to be added, and reads it back.
    fn printed(&self, file: syn::File) -> Result<String> {
        let printed = print(file);
        read_back::code(&self.path, &printed, &[])?;
        Ok(printed)
    }
}

impl Sink for Text {
    type Part = String;

    fn of(module: &'static str) -> Option<Self> {
        Some(Self {
            path: format!("src/{module}.rs"),
            text: String::new(),
        })
    }

    fn part(&self, item: syn::Item) -> Result<String> {
        self.printed(part(Vec::new(), vec![item]))
    }

    fn item(&mut self, printed: String) {
        if !self.text.is_empty() {
            self.text.push('\n');
        }
        self.text.push_str(&printed);
    }

    fn more(&mut self, block: String) {
        // `impl Client {` above and `}` below are there.
        let members = block.split_once('\n').map_or("", |(_, members)| members);
        self.text.truncate(self.text.trim_end().len());
        self.text.truncate(self.text.rfind('\n').map_or(0, |end| end + 1));
        let before = self.text.trim_end_matches('\n').rsplit('\n').next();
        let after = members.split('\n').next();
        if before
            .zip(after)
            .is_some_and(|(before, after)| parted(before, after))
        {
            self.text.push('\n');
        }
        self.text.push_str(members);
    }

    fn head(&mut self, head: syn::File) -> Result<()> {
        let printed = self.printed(head)?;
        let gap = if self.text.is_empty() { "" } else { "\n" };
        self.text.insert_str(0, &format!("{printed}{gap}"));
        Ok(())
    }
}

/// Prints a file with an empty line between its items and between their members.
pub(super) fn print(mut file: syn::File) -> String {
    let items = std::mem::take(&mut file.items);
    let mut text = prettyplease::unparse(&file).trim_end().to_owned();
    let mut after_use = false;
    for item in items {
        let is_use = matches!(item, syn::Item::Use(_));
        text.push_str(match (text.is_empty(), after_use && is_use) {
            (true, _) => "",
            (false, true) => "\n",
            (false, false) => "\n\n",
        });
        text.push_str(prettyplease::unparse(&part(Vec::new(), vec![item])).trim_end());
        after_use = is_use;
    }
    spaced(&text)
}

fn part(attrs: Vec<syn::Attribute>, items: Vec<syn::Item>) -> syn::File {
    syn::File {
        shebang: None,
        frontmatter: None,
        attrs,
        items,
    }
}

/// Puts an empty line after a block whose next neighbour is an item or a member.
fn spaced(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 16);
    let mut lines = text.lines().peekable();
    while let Some(line) = lines.next() {
        out.push_str(line);
        out.push('\n');
        if lines.peek().is_some_and(|next| parted(line, next)) {
            out.push('\n');
        }
    }
    out
}

/// Whether an empty line stands between two.
fn parted(line: &str, next: &str) -> bool {
    let indent = |line: &str| line.len() - line.trim_start().len();
    line.trim() == "}"
        && indent(line) == indent(next)
        && STARTS.iter().any(|start| next.trim_start().starts_with(start))
}

#[cfg(test)]
mod tests {
    use syn::parse_quote;

    use super::*;

    #[test]
    fn a_module_in_parts_reads_as_one_that_was_printed_whole() {
        let whole: syn::File = parse_quote! {
            //! About.

            use a::A;
            use b::B;

            /// A.
            impl A {
                fn a() {}
                const C: u8 = 1;
                /// B.
                fn b() { c(1) }
            }

            mod m {
                use super::A;
                struct B {}
                /// C.
                impl A for B { fn a() {} }
                fn c() {}
            }

            static S: &[&str] = &["a"];
        };
        let mut text = Text::of("a").unwrap();
        let parts: [(syn::Item, bool); 7] = [
            (
                parse_quote!(
                    /// A.
                    impl A {
                        fn a() {}
                    }
                ),
                false,
            ),
            (
                parse_quote!(
                    impl A {
                        const C: u8 = 1;
                    }
                ),
                true,
            ),
            (
                parse_quote!(
                    impl A {
                        /// B.
                        fn b() {
                            c(1)
                        }
                    }
                ),
                true,
            ),
            (
                parse_quote!(
                    mod m {
                        use super::A;
                    }
                ),
                false,
            ),
            (
                parse_quote!(
                    mod m {
                        struct B {}
                    }
                ),
                true,
            ),
            (
                parse_quote!(
                    mod m {
                        /// C.
                        impl A for B {
                            fn a() {}
                        }
                        fn c() {}
                    }
                ),
                true,
            ),
            (
                parse_quote!(
                    static S: &[&str] = &["a"];
                ),
                false,
            ),
        ];
        for (part, continues) in parts {
            let part = text.part(part).unwrap();
            match continues {
                true => text.more(part),
                false => text.item(part),
            }
        }
        text.head(parse_quote! {
            //! About.

            use a::A;
            use b::B;
        })
        .unwrap();
        assert_eq!(text.into_file(""), print(whole));
    }

    #[test]
    fn what_documentation_must_not_hold_is_an_error_where_it_becomes_text() {
        let text = Text::of("types").unwrap();
        let error = text
            .part(parse_quote!(
                /// <b>
                struct A;
            ))
            .unwrap_err();
        assert_eq!(error.place.file, "src/types.rs");
        assert!(error.problem.contains("HTML: `<b>`"), "{}", error.problem);
        assert_eq!(text.into_file(""), "");
    }
}
