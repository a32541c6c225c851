//! `Hash` of types that hold numbers which need not be whole, or what nothing is known of.
//!
//! Generated types are all `Eq` and `Hash`: were it only those without an `f64`, a vendor who adds one to a reply would break whoever has
//! the type in a set. JSON has no number that differs from itself; one that a caller makes, `NaN`, is refused when it is sent.

use std::hash::{Hash, Hasher};

use serde::Serialize;

use crate::whole;

/// Hashes a value by the JSON that it is written as. Equal values are written alike: `-0.0` as `0`.
pub fn hash<T: Serialize + ?Sized, H: Hasher>(value: &T, state: &mut H) {
    // What cannot be written is told apart by equality alone.
    whole::to_string(value).unwrap_or_default().hash(state);
}

#[cfg(test)]
mod tests {
    use std::hash::DefaultHasher;

    use super::*;

    fn of(value: impl Serialize) -> u64 {
        let mut hasher = DefaultHasher::new();
        hash(&value, &mut hasher);
        hasher.finish()
    }

    #[test]
    fn equal_values_have_one_hash() {
        assert_eq!(of(0.0), of(-0.0));
        assert_eq!(of(vec![Some(1.5)]), of([Some(1.5)]));
        assert_ne!(of(1.5), of(1.25));
    }
}
