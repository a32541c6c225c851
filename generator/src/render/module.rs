//! A module in the making: items go in one by one, and none is kept.
//!
//! What becomes of them is the caller's: a text, or the public API that they make. A large API's modules as syntax trees
//! would take a hundred times the memory of their text.

use proc_macro2::TokenStream;
use quote::quote;

use super::imports::Mentioned;
use crate::{Error, Place, Result, Stage};

/// What a module's items become.
pub(crate) trait Sink: Sized {
    /// The start of a module; `None` where it is not wanted.
    fn of(module: &'static str) -> Option<Self>;

    /// The next item.
    ///
    /// # Errors
    ///
    /// An item that must not be written.
    fn item(&mut self, item: syn::Item) -> Result<()>;

    /// More members of the last item, an `impl` or a `mod`: `block` begins as that does.
    ///
    /// # Errors
    ///
    /// As [`item`](Self::item).
    fn more(&mut self, block: syn::Item) -> Result<()>;

    /// What stands before all items: documentation and `use` lines, which are known last.
    ///
    /// # Errors
    ///
    /// As [`item`](Self::item).
    fn head(&mut self, head: syn::File) -> Result<()>;
}

/// A module that is being written.
pub(super) struct Module<S> {
    name: &'static str,
    mentioned: Mentioned,
    sink: S,
}

impl<S: Sink> Module<S> {
    /// Writes the module `name`: `work` adds its items and returns its head. Nothing where the module is not wanted.
    pub(super) fn write(
        name: &'static str,
        work: impl FnOnce(&mut Self) -> Result<TokenStream>,
    ) -> Result<Option<S>> {
        let Some(sink) = S::of(name) else { return Ok(None) };
        let mut module = Self {
            name,
            mentioned: Mentioned::default(),
            sink,
        };
        let head = work(&mut module)?;
        let head = module.parsed(head)?;
        module.sink.head(head)?;
        Ok(Some(module.sink))
    }

    /// Adds items.
    pub(super) fn add(&mut self, code: TokenStream) -> Result<()> {
        self.mentioned.add(code.clone());
        let items = self.parsed(code)?.items;
        items.into_iter().try_for_each(|item| self.sink.item(item))
    }

    /// Adds an item that has no names to import.
    pub(super) fn item(&mut self, item: syn::Item) -> Result<()> {
        self.sink.item(item)
    }

    /// Adds members to the last item, which begins as `opening` does: `impl Client`.
    pub(super) fn more(&mut self, opening: &TokenStream, members: TokenStream) -> Result<()> {
        self.mentioned.add(members.clone());
        let block = self.parsed(quote!(#opening { #members }))?.items;
        block.into_iter().try_for_each(|block| self.sink.more(block))
    }

    /// `use path::{…};` with those of `names` that the items mention.
    pub(super) fn imports(&self, path: TokenStream, names: &[&str]) -> TokenStream {
        self.mentioned.imports(path, names)
    }

    /// Tokens as code; tokens that are none are a defect of this stage, reported instead of panicked about.
    fn parsed(&self, code: TokenStream) -> Result<syn::File> {
        syn::parse2(code).map_err(|error| {
            Error::new(
                Stage::Render,
                Place::file(format!("src/{}.rs", self.name)),
                format!("the generated code is not Rust: {error}"),
                "report this page as a defect of the generator",
            )
        })
    }
}
