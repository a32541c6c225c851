//! A module in the making: items are written on as many threads as there are, go in one by one, and none is kept.
//!
//! What becomes of them is the caller's: a text, or the public API that they make. A large API's modules as syntax trees
//! would take a hundred times the memory of their text, and could not leave the thread that they were made on.

use proc_macro2::TokenStream;
use quote::quote;
use rayon::prelude::*;

use super::imports::Mentioned;
use crate::error::{Error, Place, Result, Stage};

/// How many things are written before what they became goes into the module: a few times the threads of a machine.
const AT_ONCE: usize = 128;

/// What a module's items become.
pub(crate) trait Sink: Sized + Sync {
    /// What an item becomes by itself, whichever thread it is made on.
    type Part: Send;

    /// The start of a module; `None` where it is not wanted.
    fn of(module: &'static str) -> Option<Self>;

    /// An item by itself.
    ///
    /// # Errors
    ///
    /// An item that must not be written.
    fn part(&self, item: syn::Item) -> Result<Self::Part>;

    /// The next item.
    fn item(&mut self, part: Self::Part);

    /// More members of the last item, an `impl` or a `mod`: `block` begins as that does.
    fn more(&mut self, block: Self::Part);

    /// What stands before all items: documentation and `use` lines, which are known last.
    ///
    /// # Errors
    ///
    /// As [`part`](Self::part).
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
        let made = self.made(code);
        self.put([made], S::item)
    }

    /// Adds the items of each thing, in the things' order.
    pub(super) fn add_each<T: Sync>(
        &mut self,
        things: &[T],
        write: impl Fn(&T) -> TokenStream + Sync,
    ) -> Result<()> {
        self.side_by_side(things, |module, thing| module.made(write(thing)), S::item)
    }

    /// As [`add_each`](Self::add_each), items that have no names to import.
    pub(super) fn add_items_of_each<T: Sync>(
        &mut self,
        things: &[T],
        write: impl Fn(&T) -> Vec<syn::Item> + Sync,
    ) -> Result<()> {
        let made = |module: &Self, thing: &T| {
            Ok(Made {
                mentioned: Mentioned::default(),
                parts: module.parts(write(thing))?,
            })
        };
        self.side_by_side(things, made, S::item)
    }

    /// Adds members of each thing to the last item, which begins as `opening` does: `impl Client`.
    pub(super) fn more_of_each<T: Sync>(
        &mut self,
        opening: impl Fn() -> TokenStream + Sync,
        things: &[T],
        write: impl Fn(&T) -> TokenStream + Sync,
    ) -> Result<()> {
        let made = |module: &Self, thing: &T| {
            let (opening, members) = (opening(), write(thing));
            module.made(quote!(#opening { #members }))
        };
        self.side_by_side(things, made, S::more)
    }

    /// Makes a few things' parts at a time on all threads and puts them in before the next few: what is made waits for those
    /// before it, and all of a large API's at once would take as much memory as the rest of the work.
    fn side_by_side<T: Sync>(
        &mut self,
        things: &[T],
        make: impl Fn(&Self, &T) -> Result<Made<S>> + Sync,
        put: impl Fn(&mut S, S::Part),
    ) -> Result<()> {
        for things in things.chunks(AT_ONCE) {
            let made: Vec<_> = things.par_iter().map(|thing| make(self, thing)).collect();
            self.put(made, &put)?;
        }
        Ok(())
    }

    /// `use path::{…};` with those of `names` that the items mention.
    pub(super) fn imports(&self, path: TokenStream, names: &[&str]) -> TokenStream {
        self.mentioned.imports(path, names)
    }

    fn put(
        &mut self,
        made: impl IntoIterator<Item = Result<Made<S>>>,
        put: impl Fn(&mut S, S::Part),
    ) -> Result<()> {
        for made in made {
            let Made { mentioned, parts } = made?;
            self.mentioned.join(mentioned);
            parts.into_iter().for_each(|part| put(&mut self.sink, part));
        }
        Ok(())
    }

    fn made(&self, code: TokenStream) -> Result<Made<S>> {
        let items = self.parsed(code)?.items;
        let mut mentioned = Mentioned::default();
        items.iter().for_each(|item| mentioned.item(item));
        let parts = self.parts(items)?;
        Ok(Made { mentioned, parts })
    }

    fn parts(&self, items: Vec<syn::Item>) -> Result<Vec<S::Part>> {
        items.into_iter().map(|item| self.sink.part(item)).collect()
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

/// Items that are no part of the module yet.
struct Made<S: Sink> {
    mentioned: Mentioned,
    parts: Vec<S::Part>,
}
