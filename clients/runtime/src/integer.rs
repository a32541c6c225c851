//! Integers, however they are spelled: JSON has one kind of number.

use std::fmt;

use serde::de::{Error, Visitor};

/// The visitor of an integer, which also takes a number with a point or an exponent if it is whole.
pub(crate) struct Integer<V>(pub(crate) V);

impl<'de, V: Visitor<'de>> Visitor<'de> for Integer<V> {
    type Value = V::Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.expecting(f)
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<V::Value, E> {
        self.0.visit_i64(value)
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<V::Value, E> {
        self.0.visit_u64(value)
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<V::Value, E> {
        /// Two to the power of 63: the first that is too large.
        const END: f64 = 9_223_372_036_854_775_808.0;
        if value.fract() == 0.0 && (-END..END).contains(&value) {
            self.0.visit_i64(value as i64)
        } else if value.fract() == 0.0 && (END..2.0 * END).contains(&value) {
            self.0.visit_u64(value as u64)
        } else {
            self.0.visit_f64(value)
        }
    }
}
