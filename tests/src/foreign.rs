//! Types of another crate, which a golden client takes in place of its own (`replace` in `vendor.toml`). They can do what such types
//! must be able to, and nothing else.

use std::fmt;

use serde::{Deserialize, Serialize};

/// An amount in cents; on the wire, an object with a decimal text.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "Written", into = "Written")]
pub struct Money {
    /// The cents.
    pub cents: i64,
}

#[derive(Serialize, Deserialize)]
struct Written {
    amount: String,
}

impl TryFrom<Written> for Money {
    type Error = String;

    fn try_from(written: Written) -> Result<Self, String> {
        let parsed = written.amount.split_once('.').and_then(|(whole, cents)| {
            let (whole, cents): (i64, i64) = (whole.parse().ok()?, cents.parse().ok()?);
            Some(Self {
                cents: whole * 100 + cents,
            })
        });
        parsed.ok_or_else(|| "an amount of money has cents".to_owned())
    }
}

impl From<Money> for Written {
    fn from(money: Money) -> Self {
        let (whole, cents) = (money.cents / 100, money.cents % 100);
        Self {
            amount: format!("{whole}.{cents:02}"),
        }
    }
}

/// The name of an account.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct AccountId(pub String);

impl fmt::Display for AccountId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
