//! Integers, however they are spelled: JSON has one kind of number.

use std::fmt;

use serde::de::{Error, Visitor};

use crate::digits::EXACT;

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
        match value.fract() == 0.0 && value.abs() < EXACT {
            true => self.0.visit_i64(value as i64),
            false => self.0.visit_f64(value),
        }
    }
}
