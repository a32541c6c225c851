//! Into and from the decimal of `rust_decimal`.

use std::error::Error as StdError;

use rust_decimal::Decimal as Rust;

use super::{Decimal, DecimalNumber, FromText};

impl FromText<Decimal> for Rust {
    fn from_text(text: &str) -> Result<Self, Box<dyn StdError + Send + Sync>> {
        match text.contains(['e', 'E']) {
            true => Ok(Self::from_scientific(text)?),
            false => Ok(Self::from_str_exact(text)?),
        }
    }
}

impl From<Rust> for Decimal {
    fn from(value: Rust) -> Self {
        Self::from(value.to_string())
    }
}

impl FromText<DecimalNumber> for Rust {
    fn from_text(text: &str) -> Result<Self, Box<dyn StdError + Send + Sync>> {
        <Self as FromText<Decimal>>::from_text(text)
    }
}

impl From<Rust> for DecimalNumber {
    fn from(value: Rust) -> Self {
        Self::from(value.to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_decimal_keeps_its_digits() {
        for text in ["19.90", "-0.000000000000000001", "79228162514264337593543950335"] {
            let value: Rust = Decimal::from(text).to().unwrap();
            assert_eq!(Decimal::from(value), text);
        }
        let number = DecimalNumber::from(Decimal::from("19.90").to::<Rust>().unwrap());
        assert_eq!(serde_json::to_string(&number).unwrap(), "19.90");
        assert_eq!(number.to::<Rust>().unwrap().scale(), 2);
        assert_eq!(Decimal::from("1.5e3").to::<Rust>().unwrap(), Rust::from(1500));
        assert!(Decimal::from("1,5").to::<Rust>().is_err());
    }
}
