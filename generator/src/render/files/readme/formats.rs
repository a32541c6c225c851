//! What becomes of dates and the like.

use super::Context;
use crate::model::Ty;

/// What becomes of dates and the like, where there are some.
pub(super) fn formats(context: &Context<'_>) -> String {
    let types = context
        .model
        .types
        .values()
        .flat_map(|definition| definition.holds());
    let operations = context.model.operations.iter();
    let mut all = types.chain(operations.flat_map(|operation| operation.types()));
    if !all.any(|ty| matches!(ty.leaf(), Ty::Format(_))) {
        return String::new();
    }
    "## Formats\n\nStrings with a `format` hold the text as it came, whatever it is: `as_str()` shows it, and a reply is never refused for one. \
     With the feature of a crate's name, `to` converts it into that crate's type, and setters take such values:\n\n\
     | type | `to::<…>()` |\n| --- | --- |\n\
     | `DateTime`, `Date`, `Time` | the types of `jiff`, `chrono` and `time` |\n\
     | `IsoDuration` | `jiff::Span`, `jiff::SignedDuration` |\n\
     | `Uuid` | `uuid::Uuid` |\n\
     | `Decimal`, `DecimalNumber` (of a number) | `rust_decimal::Decimal` |\n\
     | `Base64`, `Base64Url` | `Vec<u8>`, `Bytes`; made of them, too |\n\n\
     An `int32` is an `i32` in what is only sent, and an `i64` in what is received: a number that has grown is read all the same."
        .to_owned()
}
