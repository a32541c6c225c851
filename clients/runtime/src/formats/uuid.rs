//! Into and from the UUID of the crate of that name.

use std::error::Error as StdError;

use super::{FromText, Uuid};

impl FromText<Uuid> for uuid::Uuid {
    fn from_text(text: &str) -> Result<Self, Box<dyn StdError + Send + Sync>> {
        Ok(Self::parse_str(text)?)
    }
}

impl From<uuid::Uuid> for Uuid {
    fn from(value: uuid::Uuid) -> Self {
        Self::from(value.to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_uuid_comes_back() {
        let text = "f81d4fae-7dec-11d0-a765-00a0c91e6bf6";
        let value: uuid::Uuid = Uuid::from(text.to_uppercase()).to().unwrap();
        assert_eq!(Uuid::from(value), text);
        assert!(Uuid::from("7").to::<uuid::Uuid>().is_err());
    }
}
