//! A rule: an id with its two verdicts and the reason for them. Each rule has exactly one verdict, so a table of rules
//! is the whole policy; where a verdict depends on circumstances, each circumstance is a rule of its own.

use super::{Direction, Rust, Wire};

/// A kind of finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rule {
    /// Id, kebab-case; starts with the direction when the rule has one.
    pub id: &'static str,
    /// Which way the changed value travels.
    pub direction: Direction,
    /// What such a change means on the wire.
    pub wire: Wire,
    /// What such a change means for importers of the crate.
    pub rust: Rust,
    /// Why the verdicts are what they are.
    pub why: &'static str,
}

/// The same change seen in a request and in a response.
#[derive(Debug, Clone, Copy)]
pub(super) struct Mirror {
    pub(super) request: &'static Rule,
    pub(super) response: &'static Rule,
}

impl Mirror {
    /// The rule for values that travel in `direction`.
    pub(super) fn of(&self, direction: Direction) -> &'static Rule {
        match direction {
            Direction::Response => self.response,
            Direction::Request | Direction::None => self.request,
        }
    }
}

/// Declares the rules of a family as constants and lists them in `RULES`, so that none can be left out of the registry.
macro_rules! rules {
    ($($name:ident = $direction:ident $id:literal, $wire:ident, $rust:ident, $why:literal;)*) => {
        $(pub(in $crate::compare) static $name: $crate::compare::Rule = $crate::compare::Rule {
            id: $id,
            direction: $crate::compare::Direction::$direction,
            wire: $crate::compare::Wire::$wire,
            rust: $crate::compare::Rust::$rust,
            why: $why,
        };)*
        /// The rules of this family.
        pub(in $crate::compare) static RULES: &[&$crate::compare::Rule] = &[$(&$name),*];
    };
}

/// Declares pairs of mirrored rules.
macro_rules! mirrors {
    ($($name:ident = $request:ident | $response:ident;)*) => {
        $(pub(in $crate::compare) static $name: $crate::compare::rule::Mirror = $crate::compare::rule::Mirror {
            request: &$request,
            response: &$response,
        };)*
    };
}

pub(super) use {mirrors, rules};
