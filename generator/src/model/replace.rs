//! Types that `vendor.toml` takes from other crates.
//!
//! Before: a field of type `types::Money`. After: one of type `acme_money::Money`, and no `types::Money`.

use super::{Model, Ty, TypeName, parse, unions};
use crate::custom::no_such_type;
use crate::error::Result;
use crate::vendor::Vendor;

impl Model {
    /// Puts types of other crates in the place of the client's own.
    ///
    /// # Errors
    ///
    /// A name that no type has.
    pub(crate) fn replace(&mut self, vendor: &Vendor) -> Result<()> {
        if vendor.replace.is_empty() {
            return Ok(());
        }
        let names: Vec<TypeName> = self.types.keys().cloned().collect();
        for (name, path) in &vendor.replace {
            let Some(known) = names.iter().find(|known| known.as_str() == name) else {
                return Err(no_such_type("replace", name, names.iter().map(TypeName::as_str)));
            };
            self.types.shift_remove(known);
            self.each_type(&mut |ty| {
                *ty = ty.map(&|leaf| match leaf {
                    Ty::Named(named) if named == known => Ty::Foreign(path.clone()),
                    other => other.clone(),
                });
            });
        }
        self.prune();
        parse::reach(self);
        unions::tell_apart(self);
        Ok(())
    }
}
