//! How the shape of a union's value is found, from everything that the page says of the shapes.

use super::WireName;

/// How the members of a union are told apart. The runtime decides by it (`specloom_runtime::union`).
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ToldApart {
    /// The property whose values name members.
    pub tag: Option<Tag>,
    /// What values of a member look like, by its index: of all that the tag does not name, or need not be there to name. A
    /// member that is a union itself has several.
    pub shapes: Vec<(usize, Shape)>,
}

/// A property whose value names the member.
#[derive(Debug, Clone, PartialEq)]
pub struct Tag {
    /// The properties that lead to it.
    pub path: Vec<WireName>,
    /// Its values, each with the index of the member that it stands for.
    pub values: Vec<(Scalar, usize)>,
    /// The member that other values stand for, and values without it, where they look like that.
    pub default: Option<usize>,
    /// A value without it may be one of these members.
    pub optional: bool,
}

/// A value that the page fixes.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Scalar {
    /// A string.
    Text(String),
    /// A whole number.
    Integer(i64),
    /// True or false.
    Bool(bool),
}

/// Kinds of JSON.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Kinds(pub(super) u8);

impl Kinds {
    /// `null`.
    pub const NULL: Self = Self(1);
    /// `true` and `false`.
    pub const BOOL: Self = Self(2);
    /// Whole numbers that fit 64 bits with a sign.
    pub const INTEGER: Self = Self(4);
    /// Whole numbers that fit 64 bits without a sign.
    pub const UNSIGNED: Self = Self(8);
    /// Numbers.
    pub const NUMBER: Self = Self(16);
    /// Strings.
    pub const STRING: Self = Self(32);
    /// Lists.
    pub const LIST: Self = Self(64);
    /// Objects.
    pub const OBJECT: Self = Self(128);
    /// Anything.
    pub const ANY: Self = Self(255);

    /// The single kinds, by the names of the runtime's constants.
    pub const NAMED: [(Self, &'static str); 8] = [
        (Self::NULL, "NULL"),
        (Self::BOOL, "BOOL"),
        (Self::INTEGER, "INTEGER"),
        (Self::UNSIGNED, "UNSIGNED"),
        (Self::NUMBER, "NUMBER"),
        (Self::STRING, "STRING"),
        (Self::LIST, "LIST"),
        (Self::OBJECT, "OBJECT"),
    ];

    /// These and those.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether a value can be of both: a whole number is a number, too.
    pub fn meets(self, other: Self) -> bool {
        const NUMBERS: u8 = 4 | 8 | 16;
        let numbers = |kinds: u8| {
            if kinds & NUMBERS == 0 {
                kinds
            } else {
                kinds | NUMBERS
            }
        };
        numbers(self.0) & numbers(other.0) != 0
    }

    /// Whether these are among those.
    pub fn within(self, other: Self) -> bool {
        self.0 & other.0 == self.0
    }
}

/// What values of a type look like, as far as somebody needs to know.
#[derive(Debug, Clone, PartialEq)]
pub struct Shape {
    /// The kinds of JSON that it can be.
    pub kinds: Kinds,
    /// Of numbers: all digits are kept, also those that a float would cut.
    pub exact: bool,
    /// Of scalars: the values that the page lists.
    pub values: Vec<Scalar>,
    /// It has no other value than those.
    pub only: bool,
    /// Of objects: what is in them.
    pub object: Option<Object>,
    /// Of lists: what its items look like.
    pub items: Option<Box<Shape>>,
    /// Of unions, which keep what is none of their members: what those look like. None: nobody knows.
    pub members: Vec<Shape>,
}

impl Shape {
    /// Values of these kinds.
    pub fn of(kinds: Kinds) -> Self {
        Self {
            kinds,
            exact: false,
            values: Vec::new(),
            only: false,
            object: None,
            items: None,
            members: Vec::new(),
        }
    }
}

/// What is in an object.
#[derive(Debug, Clone, PartialEq)]
pub struct Object {
    /// Properties that it must have.
    pub required: Vec<WireName>,
    /// Properties that it may have.
    pub known: Vec<(WireName, Shape)>,
    /// What becomes of others.
    pub rest: Rest,
}

impl Object {
    /// What a property looks like.
    pub fn knows(&self, name: &WireName) -> Option<&Shape> {
        self.known
            .iter()
            .find(|(known, _)| known == name)
            .map(|(_, shape)| shape)
    }
}

/// What becomes of properties that an object's type does not name.
#[derive(Debug, Clone, PartialEq)]
pub enum Rest {
    /// They are not kept.
    Lost,
    /// They are not kept, and the page says that there are none.
    Closed,
    /// They are kept.
    Kept,
    /// They are kept, and each looks so.
    Each(Box<Shape>),
    /// They are kept, and the page says that each looks so; one that does not is kept all the same.
    Rather(Box<Shape>),
}
