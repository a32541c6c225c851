//! Texts with a `format` that a client has a type for.

/// What a text is to be. The type holds any text, so that a reply with another is read all the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Format {
    /// A date with a time and an offset.
    DateTime,
    /// A date.
    Date,
    /// A time of day.
    Time,
    /// A span of time.
    Duration,
    /// A UUID.
    Uuid,
    /// A decimal number, in a text.
    Decimal,
    /// A decimal number, as a number.
    DecimalNumber,
    /// Bytes in base64.
    Base64,
    /// Bytes in base64 with the alphabet of URLs.
    Base64Url,
}

impl Format {
    /// All of them.
    pub(crate) const ALL: [Self; 9] = [
        Self::DateTime,
        Self::Date,
        Self::Time,
        Self::Duration,
        Self::Uuid,
        Self::Decimal,
        Self::DecimalNumber,
        Self::Base64,
        Self::Base64Url,
    ];

    /// The format that a string's `format` names (OpenAPI Format Registry), if there is a type for it.
    pub(crate) fn named(format: &str) -> Option<Self> {
        Some(match format {
            "date-time" => Self::DateTime,
            "date" => Self::Date,
            "time" => Self::Time,
            "duration" => Self::Duration,
            "uuid" | "guid" => Self::Uuid,
            "decimal" | "decimal128" => Self::Decimal,
            "byte" | "base64" => Self::Base64,
            "base64url" => Self::Base64Url,
            _ => return None,
        })
    }

    /// The format that a number's `format` names, if there is a type for it.
    pub(crate) fn of_number(format: &str) -> Option<Self> {
        matches!(format, "decimal" | "decimal128").then_some(Self::DecimalNumber)
    }

    /// Whether it is a number on the wire, and no text.
    pub(crate) fn is_number(self) -> bool {
        self == Self::DecimalNumber
    }

    /// The runtime's type.
    pub(crate) fn type_name(self) -> &'static str {
        match self {
            Self::DateTime => "DateTime",
            Self::Date => "Date",
            Self::Time => "Time",
            Self::Duration => "IsoDuration",
            Self::Uuid => "Uuid",
            Self::Decimal => "Decimal",
            Self::DecimalNumber => "DecimalNumber",
            Self::Base64 => "Base64",
            Self::Base64Url => "Base64Url",
        }
    }

    /// The component that stands for the type, for the engine.
    pub(crate) fn stand_in(self) -> &'static str {
        match self {
            Self::DateTime => "SpecloomDateTime",
            Self::Date => "SpecloomDate",
            Self::Time => "SpecloomTime",
            Self::Duration => "SpecloomIsoDuration",
            Self::Uuid => "SpecloomUuid",
            Self::Decimal => "SpecloomDecimal",
            Self::DecimalNumber => "SpecloomDecimalNumber",
            Self::Base64 => "SpecloomBase64",
            Self::Base64Url => "SpecloomBase64Url",
        }
    }
}
