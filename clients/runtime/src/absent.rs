//! Whether a value is an `Option` without one: JSON has one word for that and for null that was set.

use std::fmt;

use serde::Serialize;
use serde::ser::{self, Impossible, Serializer};

/// Whether this is `None`, as which generated code hands over a parameter that was not set.
pub(crate) fn is_absent<T: Serialize + ?Sized>(value: &T) -> bool {
    matches!(value.serialize(Probe), Err(Seen::Nothing))
}

/// Looks at what comes first and goes no further: nothing is ever written.
struct Probe;

/// What came first.
#[derive(Debug)]
enum Seen {
    Nothing,
    Something,
}

impl fmt::Display for Seen {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("nothing is written")
    }
}

impl std::error::Error for Seen {}

impl ser::Error for Seen {
    fn custom<T: fmt::Display>(_: T) -> Self {
        Self::Something
    }
}

type Never = Impossible<(), Seen>;

macro_rules! something {
    ($($method:ident($($argument:ty),*) -> $ok:ty;)*) => {
        $(fn $method(self, $(_: $argument),*) -> Result<$ok, Seen> {
            Err(Seen::Something)
        })*
    };
}

impl Serializer for Probe {
    type Ok = ();
    type Error = Seen;
    type SerializeSeq = Never;
    type SerializeTuple = Never;
    type SerializeTupleStruct = Never;
    type SerializeTupleVariant = Never;
    type SerializeMap = Never;
    type SerializeStruct = Never;
    type SerializeStructVariant = Never;

    fn serialize_none(self) -> Result<(), Seen> {
        Err(Seen::Nothing)
    }

    fn serialize_some<T: Serialize + ?Sized>(self, _: &T) -> Result<(), Seen> {
        Err(Seen::Something)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, _: &'static str, value: &T) -> Result<(), Seen> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: &T,
    ) -> Result<(), Seen> {
        Err(Seen::Something)
    }

    something! {
        serialize_bool(bool) -> ();
        serialize_i8(i8) -> ();
        serialize_i16(i16) -> ();
        serialize_i32(i32) -> ();
        serialize_i64(i64) -> ();
        serialize_u8(u8) -> ();
        serialize_u16(u16) -> ();
        serialize_u32(u32) -> ();
        serialize_u64(u64) -> ();
        serialize_f32(f32) -> ();
        serialize_f64(f64) -> ();
        serialize_char(char) -> ();
        serialize_str(&str) -> ();
        serialize_bytes(&[u8]) -> ();
        serialize_unit() -> ();
        serialize_unit_struct(&'static str) -> ();
        serialize_unit_variant(&'static str, u32, &'static str) -> ();
        serialize_seq(Option<usize>) -> Never;
        serialize_tuple(usize) -> Never;
        serialize_tuple_struct(&'static str, usize) -> Never;
        serialize_tuple_variant(&'static str, u32, &'static str, usize) -> Never;
        serialize_map(Option<usize>) -> Never;
        serialize_struct(&'static str, usize) -> Never;
        serialize_struct_variant(&'static str, u32, &'static str, usize) -> Never;
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    #[test]
    fn only_an_option_without_a_value_is_absent() {
        assert!(is_absent(&None::<u8>));
        assert!(is_absent(&&None::<Value>));
        assert!(!is_absent(&Some(Value::Null)));
        assert!(!is_absent(&Some(None::<u8>)));
        assert!(!is_absent(&Value::Null));
        assert!(!is_absent(&()));
        for value in [json!(1), json!("a"), json!([]), json!({})] {
            assert!(!is_absent(&value));
        }
    }
}
