//! What a setter takes: a value, or an optional one.
//!
//! `None` leaves out what the setter would set, so that `.page(options.page)` needs no `if let` around it. Two implementations cannot
//! stand beside each other for all types and for all `Option`s; a parameter that the compiler finds by itself tells them apart.

/// What becomes an `Option<T>`: whatever converts into a `T`, and an `Option` of that. `None` leaves the value out. `How` says which of
/// the two it is, and is found by the compiler.
///
/// ```
/// use specloom_runtime::IntoOption;
///
/// fn name<How>(name: impl IntoOption<String, How>) -> Option<String> {
///     name.into_option()
/// }
///
/// assert_eq!(name("Ada"), Some("Ada".to_owned()));
/// assert_eq!(name(Some("Ada")), Some("Ada".to_owned()));
/// assert_eq!(name(None::<&str>), None);
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no `{T}` and no `Option` of one",
    label = "does not convert into `{T}`",
    note = "a setter takes what converts into its type by `From`, or an `Option` of that"
)]
pub trait IntoOption<T, How> {
    /// The value, if there is one.
    fn into_option(self) -> Option<T>;
}

/// How a value becomes an `Option`: it is there.
#[derive(Debug)]
pub enum There {}

/// How an `Option` becomes one: it may be there.
#[derive(Debug)]
pub enum Maybe {}

impl<T, V: Into<T>> IntoOption<T, There> for V {
    fn into_option(self) -> Option<T> {
        Some(self.into())
    }
}

impl<T, V: Into<T>> IntoOption<T, Maybe> for Option<V> {
    fn into_option(self) -> Option<T> {
        self.map(Into::into)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::SecretString;

    fn of<T, How>(value: impl IntoOption<T, How>) -> Option<T> {
        value.into_option()
    }

    #[test]
    fn values_and_optional_values_are_taken_alike() {
        assert_eq!(of::<i64, _>(5), Some(5));
        assert_eq!(of::<i64, _>(Some(5_i32)), Some(5));
        assert_eq!(of::<Vec<i64>, _>([1, 2]), Some(vec![1, 2]));
        assert_eq!(of::<Vec<i64>, _>(None::<Vec<i64>>), None);
        let secret = of::<SecretString, _>(Some("hush")).unwrap();
        assert_eq!(secret.expose_secret(), "hush");
        fn generic(name: impl Into<String>) -> Option<String> {
            of(name)
        }
        assert_eq!(generic("Ada"), Some("Ada".to_owned()));
    }
}
