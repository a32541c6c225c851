//! What the operations send and receive.
use serde::{Deserialize, Serialize};
use specloom_runtime::IntoOption;
/// The request body of `add_album`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub struct AddAlbumRequest {
    pub cover: specloom_runtime::Upload,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub back: Option<specloom_runtime::Upload>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pages: Option<Vec<specloom_runtime::Upload>>,
}
impl AddAlbumRequest {
    /// A builder of [`AddAlbumRequest`], with nothing set.
    pub fn builder() -> builder::AddAlbumRequest {
        Default::default()
    }
}
impl AddAlbumRequest {
    /// A [`AddAlbumRequest`] of what it cannot do without.
    pub fn new(cover: impl Into<specloom_runtime::Upload>) -> Self {
        Self {
            cover: cover.into(),
            back: Default::default(),
            pages: Default::default(),
        }
    }
    #[must_use]
    pub fn back<How>(
        mut self,
        back: impl IntoOption<specloom_runtime::Upload, How>,
    ) -> Self {
        self.back = back.into_option();
        self
    }
    #[must_use]
    pub fn pages<How>(
        mut self,
        pages: impl IntoOption<Vec<specloom_runtime::Upload>, How>,
    ) -> Self {
        self.pages = pages.into_option();
        self
    }
}
/// The reply to `add_album`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub struct AddAlbumResponse {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub echo: Option<String>,
}
impl AddAlbumResponse {
    /// A builder of [`AddAlbumResponse`], with nothing set.
    pub fn builder() -> builder::AddAlbumResponse {
        Default::default()
    }
}
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Bicycle {
    pub wheels: String,
    pub bell: bool,
}
impl Bicycle {
    /// A builder of [`Bicycle`], with nothing set.
    pub fn builder() -> builder::Bicycle {
        Default::default()
    }
}
impl Bicycle {
    /// A [`Bicycle`] of what it cannot do without.
    pub fn new(wheels: impl Into<String>, bell: impl Into<bool>) -> Self {
        Self {
            wheels: wheels.into(),
            bell: bell.into(),
        }
    }
}
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Car {
    pub wheels: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub doors: Option<i64>,
}
impl Car {
    /// A builder of [`Car`], with nothing set.
    pub fn builder() -> builder::Car {
        Default::default()
    }
}
impl Car {
    /// A [`Car`] of what it cannot do without.
    pub fn new(wheels: impl Into<String>) -> Self {
        Self {
            wheels: wheels.into(),
            doors: Default::default(),
        }
    }
    #[must_use]
    pub fn doors<How>(mut self, doors: impl IntoOption<i64, How>) -> Self {
        self.doors = doors.into_option();
        self
    }
}
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Circle {
    pub kind: CircleKind,
    #[serde(serialize_with = "specloom_runtime::whole::number")]
    pub radius: f64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sub: Option<String>,
}
impl Eq for Circle {}
impl std::hash::Hash for Circle {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        specloom_runtime::hash(self, state);
    }
}
impl Circle {
    /// A builder of [`Circle`], with nothing set.
    pub fn builder() -> builder::Circle {
        Default::default()
    }
}
impl Circle {
    /// A [`Circle`] of what it cannot do without.
    pub fn new(kind: impl Into<CircleKind>, radius: impl Into<f64>) -> Self {
        Self {
            kind: kind.into(),
            radius: radius.into(),
            sub: Default::default(),
        }
    }
    #[allow(clippy::should_implement_trait, reason = "named after the property")]
    #[must_use]
    pub fn sub<How>(mut self, sub: impl IntoOption<String, How>) -> Self {
        self.sub = sub.into_option();
        self
    }
}
/// The property `kind` of `Circle`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum CircleKind {
    /// `circle`
    Circle,
    /// A value that the page does not list, as it came.
    Unknown(String),
}
impl CircleKind {
    /// The value as it is on the wire.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Circle => "circle",
            Self::Unknown(value) => value,
        }
    }
}
impl From<&str> for CircleKind {
    fn from(value: &str) -> Self {
        match value {
            "circle" => Self::Circle,
            _ => Self::Unknown(value.to_owned()),
        }
    }
}
impl From<String> for CircleKind {
    fn from(value: String) -> Self {
        Self::from(value.as_str())
    }
}
impl std::fmt::Display for CircleKind {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.as_str())
    }
}
impl Serialize for CircleKind {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}
impl<'de> Deserialize<'de> for CircleKind {
    fn deserialize<D: serde::Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Self, D::Error> {
        String::deserialize(deserializer).map(Self::from)
    }
}
/// The body of a 422 Unprocessable Entity reply to `create_user`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub struct CreateUserUnprocessableEntity {
    /// One of: `422`.
    #[serde(rename = "statusCode")]
    pub status_code: i64,
    #[serde(default)]
    pub message: serde_json::Value,
    #[serde(default, skip_serializing_if = "serde_json::Value::is_null")]
    pub details: serde_json::Value,
}
impl CreateUserUnprocessableEntity {
    /// A builder of [`CreateUserUnprocessableEntity`], with nothing set.
    pub fn builder() -> builder::CreateUserUnprocessableEntity {
        Default::default()
    }
}
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Credentials {
    pub password: specloom_runtime::SecretString,
}
impl Credentials {
    /// A builder of [`Credentials`], with nothing set.
    pub fn builder() -> builder::Credentials {
        Default::default()
    }
}
impl Credentials {
    /// A [`Credentials`] of what it cannot do without.
    pub fn new(password: impl Into<specloom_runtime::SecretString>) -> Self {
        Self { password: password.into() }
    }
}
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
#[non_exhaustive]
pub struct Node {
    pub size: i64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub extra: Option<String>,
    /// Properties beyond the named ones, by their names on the wire.
    #[serde(flatten)]
    pub extra_properties: specloom_runtime::Extra<Node>,
}
impl<'de> Deserialize<'de> for Node {
    fn deserialize<D: serde::Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(remote = "Node")]
        struct Named_ {
            size: i64,
            #[serde(default)]
            extra: Option<String>,
            #[serde(skip)]
            extra_properties: specloom_runtime::Extra<Node>,
        }
        let (named, extra_properties) = specloom_runtime::Extra::beside(
            deserializer,
            |named| Named_::deserialize(named),
        )?;
        Ok(Self { extra_properties, ..named })
    }
}
impl Node {
    /// A builder of [`Node`], with nothing set.
    pub fn builder() -> builder::Node {
        Default::default()
    }
}
impl Node {
    /// A [`Node`] of what it cannot do without.
    pub fn new(size: impl Into<i64>) -> Self {
        Self {
            size: size.into(),
            extra: Default::default(),
            extra_properties: Default::default(),
        }
    }
    #[must_use]
    pub fn extra<How>(mut self, extra: impl IntoOption<String, How>) -> Self {
        self.extra = extra.into_option();
        self
    }
    /// Sets a property beyond the named ones, by its name on the wire.
    #[must_use]
    pub fn extra_properties(
        mut self,
        name: impl Into<String>,
        value: impl Into<Node>,
    ) -> Self {
        self.extra_properties.insert(name.into(), value.into());
        self
    }
}
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(untagged)]
#[non_exhaustive]
pub enum Shape {
    /// As `Circle`.
    Circle(Circle),
    /// As `Square`.
    Square(Square),
    /// None of the shapes that the page lists, as it came.
    Other(serde_json::Value),
}
impl Eq for Shape {}
impl std::hash::Hash for Shape {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        specloom_runtime::hash(self, state);
    }
}
impl<'de> Deserialize<'de> for Shape {
    fn deserialize<D: serde::Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Self, D::Error> {
        use specloom_runtime::union::{Scalar, Tag, Union};
        static MEMBERS: Union = Union {
            tags: &[
                Tag {
                    path: &["kind"],
                    values: &[
                        (Scalar::Text("circle"), 0),
                        (Scalar::Text("square"), 1),
                        (Scalar::Text("Circle"), 0),
                        (Scalar::Text("Square"), 1),
                    ],
                    optional: false,
                },
            ],
            shapes: &[],
        };
        specloom_runtime::Undecided::decide(
            deserializer,
            |value| match value.member(&MEMBERS) {
                Some(0) => value.read().map(Self::Circle),
                Some(1) => value.read().map(Self::Square),
                _ => value.into_json().map(Self::Other),
            },
        )
    }
}
impl From<Circle> for Shape {
    fn from(value: Circle) -> Self {
        Self::Circle(value)
    }
}
impl From<Square> for Shape {
    fn from(value: Square) -> Self {
        Self::Square(value)
    }
}
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Square {
    pub kind: SquareKind,
    /// Deprecated by the vendor.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        serialize_with = "specloom_runtime::whole::number"
    )]
    pub side: Option<f64>,
}
impl Eq for Square {}
impl std::hash::Hash for Square {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        specloom_runtime::hash(self, state);
    }
}
impl Square {
    /// A builder of [`Square`], with nothing set.
    pub fn builder() -> builder::Square {
        Default::default()
    }
}
impl Square {
    /// A [`Square`] of what it cannot do without.
    pub fn new(kind: impl Into<SquareKind>) -> Self {
        Self {
            kind: kind.into(),
            side: Default::default(),
        }
    }
    /// Deprecated by the vendor.
    #[must_use]
    pub fn side<How>(mut self, side: impl IntoOption<f64, How>) -> Self {
        self.side = side.into_option();
        self
    }
}
/// The property `kind` of `Square`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum SquareKind {
    /// `square`
    Square,
    /// A value that the page does not list, as it came.
    Unknown(String),
}
impl SquareKind {
    /// The value as it is on the wire.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Square => "square",
            Self::Unknown(value) => value,
        }
    }
}
impl From<&str> for SquareKind {
    fn from(value: &str) -> Self {
        match value {
            "square" => Self::Square,
            _ => Self::Unknown(value.to_owned()),
        }
    }
}
impl From<String> for SquareKind {
    fn from(value: String) -> Self {
        Self::from(value.as_str())
    }
}
impl std::fmt::Display for SquareKind {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.as_str())
    }
}
impl Serialize for SquareKind {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}
impl<'de> Deserialize<'de> for SquareKind {
    fn deserialize<D: serde::Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Self, D::Error> {
        String::deserialize(deserializer).map(Self::from)
    }
}
/// A user, see the guide or <https://acme.test/users_guide>.
///
/// \<b>Bold\</b> \[x\] and `code`:
///
/// ```text
/// let indented = code;
/// ```
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct User {
    pub id: i64,
    /// Length: at most 40.
    pub name: String,
    #[serde(rename = "type")]
    pub type_: UserType,
    #[serde(rename = "nickName")]
    pub nick_name: Option<String>,
    #[serde(rename = "nick_name", default, skip_serializing_if = "Option::is_none")]
    pub nick_name_2: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub access_token: Option<specloom_runtime::SecretString>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub manager: Option<Box<User>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub build: Option<bool>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub labels: Option<std::collections::BTreeMap<String, String>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub metadata: Option<serde_json::Map<String, serde_json::Value>>,
    #[serde(default, skip_serializing_if = "serde_json::Value::is_null")]
    pub anything: serde_json::Value,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tree: Option<Node>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub keys: Option<UserKeys>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rooms: Option<UserRooms>,
    pub shapes: Vec<Shape>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub vehicle: Option<Vehicle>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub either: Option<UserEither>,
    /// Properties beyond the named ones, by their names on the wire.
    #[serde(flatten)]
    pub extra: specloom_runtime::Extra,
}
impl<'de> Deserialize<'de> for User {
    fn deserialize<D: serde::Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(remote = "User")]
        struct Named_ {
            id: i64,
            name: String,
            #[serde(rename = "type")]
            type_: UserType,
            #[serde(rename = "nickName")]
            nick_name: Option<String>,
            #[serde(rename = "nick_name", default)]
            nick_name_2: Option<String>,
            #[serde(default)]
            access_token: Option<specloom_runtime::SecretString>,
            #[serde(default)]
            manager: Option<Box<User>>,
            #[serde(default)]
            build: Option<bool>,
            #[serde(default)]
            labels: Option<std::collections::BTreeMap<String, String>>,
            #[serde(default)]
            metadata: Option<serde_json::Map<String, serde_json::Value>>,
            #[serde(default)]
            anything: serde_json::Value,
            #[serde(default)]
            tree: Option<Node>,
            #[serde(default)]
            keys: Option<UserKeys>,
            #[serde(default)]
            rooms: Option<UserRooms>,
            shapes: Vec<Shape>,
            #[serde(default)]
            vehicle: Option<Vehicle>,
            #[serde(default)]
            either: Option<UserEither>,
            #[serde(skip)]
            extra: specloom_runtime::Extra,
        }
        let (named, extra) = specloom_runtime::Extra::beside(
            deserializer,
            |named| Named_::deserialize(named),
        )?;
        Ok(Self { extra, ..named })
    }
}
impl Eq for User {}
impl std::hash::Hash for User {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        specloom_runtime::hash(self, state);
    }
}
impl User {
    /// A builder of [`User`], with nothing set.
    pub fn builder() -> builder::User {
        Default::default()
    }
}
/// The property `either` of `User`.
#[derive(Clone, PartialEq, Eq, Hash, Serialize)]
#[serde(untagged)]
#[non_exhaustive]
pub enum UserEither {
    /// As `String`.
    String(String),
    /// As `Vec<String>`.
    StringList(Vec<String>),
    /// As `Credentials`.
    Credentials(Credentials),
    /// None of the shapes that the page lists, as it came.
    Other(serde_json::Value),
}
impl std::fmt::Debug for UserEither {
    /// `Other` is not shown: it may be a secret in an unexpected place.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::String(value) => f.debug_tuple("String").field(value).finish(),
            Self::StringList(value) => f.debug_tuple("StringList").field(value).finish(),
            Self::Credentials(value) => {
                f.debug_tuple("Credentials").field(value).finish()
            }
            Self::Other(_) => f.write_str("Other(..)"),
        }
    }
}
impl<'de> Deserialize<'de> for UserEither {
    fn deserialize<D: serde::Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Self, D::Error> {
        use specloom_runtime::union::{Object, Rest, Shape, Union, STRING, LIST, OBJECT};
        static MEMBERS: Union = Union {
            tags: &[],
            shapes: &[
                (0, Shape::of(STRING)),
                (1, Shape::of(LIST).items(&[Shape::of(STRING)])),
                (
                    2,
                    Shape::of(OBJECT)
                        .object(
                            &Object {
                                required: &["password"],
                                known: &[("password", Shape::of(STRING))],
                                rest: Rest::Lost,
                            },
                        ),
                ),
            ],
        };
        specloom_runtime::Undecided::decide(
            deserializer,
            |value| match value.member(&MEMBERS) {
                Some(0) => value.read().map(Self::String),
                Some(1) => value.read().map(Self::StringList),
                Some(2) => value.read().map(Self::Credentials),
                _ => value.into_json().map(Self::Other),
            },
        )
    }
}
impl From<String> for UserEither {
    fn from(value: String) -> Self {
        Self::String(value)
    }
}
impl From<Vec<String>> for UserEither {
    fn from(value: Vec<String>) -> Self {
        Self::StringList(value)
    }
}
impl From<Credentials> for UserEither {
    fn from(value: Credentials) -> Self {
        Self::Credentials(value)
    }
}
/// The property `keys` of `User`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize)]
#[non_exhaustive]
pub struct UserKeys {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub main: Option<String>,
    /// Properties beyond the named ones, by their names on the wire.
    ///
    /// By purpose.
    #[serde(flatten)]
    pub extra: specloom_runtime::Extra<specloom_runtime::SecretString>,
}
impl<'de> Deserialize<'de> for UserKeys {
    fn deserialize<D: serde::Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(remote = "UserKeys")]
        struct Named_ {
            #[serde(default)]
            main: Option<String>,
            #[serde(skip)]
            extra: specloom_runtime::Extra<specloom_runtime::SecretString>,
        }
        let (named, extra) = specloom_runtime::Extra::beside(
            deserializer,
            |named| Named_::deserialize(named),
        )?;
        Ok(Self { extra, ..named })
    }
}
impl UserKeys {
    /// A builder of [`UserKeys`], with nothing set.
    pub fn builder() -> builder::UserKeys {
        Default::default()
    }
}
impl UserKeys {
    /// A [`UserKeys`] with nothing set.
    pub fn new() -> Self {
        Self {
            main: Default::default(),
            extra: Default::default(),
        }
    }
    #[must_use]
    pub fn main<How>(mut self, main: impl IntoOption<String, How>) -> Self {
        self.main = main.into_option();
        self
    }
    /// Sets a property beyond the named ones, by its name on the wire.
    #[must_use]
    pub fn extra(
        mut self,
        name: impl Into<String>,
        value: impl Into<specloom_runtime::SecretString>,
    ) -> Self {
        self.extra.insert(name.into(), value.into());
        self
    }
}
/// A user, see the guide or <https://acme.test/users_guide>.
///
/// \<b>Bold\</b> \[x\] and `code`:
///
/// ```text
/// let indented = code;
/// ```
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct UserRequest {
    /// Length: at most 40.
    pub name: String,
    #[serde(rename = "type")]
    pub type_: UserType,
    #[serde(rename = "nickName", deserialize_with = "Option::deserialize")]
    pub nick_name: Option<String>,
    #[serde(rename = "nick_name", default, skip_serializing_if = "Option::is_none")]
    pub nick_name_2: Option<String>,
    #[serde(default, skip_serializing_if = "specloom_runtime::Nullable::is_absent")]
    pub access_token: specloom_runtime::Nullable<specloom_runtime::SecretString>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub manager: Option<Box<UserRequest>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub build: Option<bool>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub labels: Option<std::collections::BTreeMap<String, String>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub metadata: Option<serde_json::Map<String, serde_json::Value>>,
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "specloom_runtime::nullable::present"
    )]
    pub anything: Option<serde_json::Value>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tree: Option<Node>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub keys: Option<UserKeys>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rooms: Option<UserRooms>,
    pub shapes: Vec<Shape>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub vehicle: Option<Vehicle>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub either: Option<UserEither>,
    /// Properties beyond the named ones, by their names on the wire.
    #[serde(flatten)]
    pub extra: specloom_runtime::Extra,
}
impl<'de> Deserialize<'de> for UserRequest {
    fn deserialize<D: serde::Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(remote = "UserRequest")]
        struct Named_ {
            name: String,
            #[serde(rename = "type")]
            type_: UserType,
            #[serde(rename = "nickName", deserialize_with = "Option::deserialize")]
            nick_name: Option<String>,
            #[serde(rename = "nick_name", default)]
            nick_name_2: Option<String>,
            #[serde(default)]
            access_token: specloom_runtime::Nullable<specloom_runtime::SecretString>,
            #[serde(default)]
            manager: Option<Box<UserRequest>>,
            #[serde(default)]
            build: Option<bool>,
            #[serde(default)]
            labels: Option<std::collections::BTreeMap<String, String>>,
            #[serde(default)]
            metadata: Option<serde_json::Map<String, serde_json::Value>>,
            #[serde(default, deserialize_with = "specloom_runtime::nullable::present")]
            anything: Option<serde_json::Value>,
            #[serde(default)]
            tree: Option<Node>,
            #[serde(default)]
            keys: Option<UserKeys>,
            #[serde(default)]
            rooms: Option<UserRooms>,
            shapes: Vec<Shape>,
            #[serde(default)]
            vehicle: Option<Vehicle>,
            #[serde(default)]
            either: Option<UserEither>,
            #[serde(skip)]
            extra: specloom_runtime::Extra,
        }
        let (named, extra) = specloom_runtime::Extra::beside(
            deserializer,
            |named| Named_::deserialize(named),
        )?;
        Ok(Self { extra, ..named })
    }
}
impl Eq for UserRequest {}
impl std::hash::Hash for UserRequest {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        specloom_runtime::hash(self, state);
    }
}
impl UserRequest {
    /// A builder of [`UserRequest`], with nothing set.
    pub fn builder() -> builder::UserRequest {
        Default::default()
    }
}
impl UserRequest {
    /// A [`UserRequest`] of what it cannot do without.
    pub fn new(
        name: impl Into<String>,
        type_: impl Into<UserType>,
        nick_name: Option<String>,
        shapes: impl Into<Vec<Shape>>,
    ) -> Self {
        Self {
            name: name.into(),
            type_: type_.into(),
            nick_name,
            nick_name_2: Default::default(),
            access_token: Default::default(),
            manager: Default::default(),
            build: Default::default(),
            labels: Default::default(),
            metadata: Default::default(),
            anything: Default::default(),
            tree: Default::default(),
            keys: Default::default(),
            rooms: Default::default(),
            shapes: shapes.into(),
            vehicle: Default::default(),
            either: Default::default(),
            extra: Default::default(),
        }
    }
    #[must_use]
    pub fn nick_name_2<How>(
        mut self,
        nick_name_2: impl IntoOption<String, How>,
    ) -> Self {
        self.nick_name_2 = nick_name_2.into_option();
        self
    }
    #[must_use]
    pub fn access_token<How>(
        mut self,
        access_token: impl IntoOption<specloom_runtime::SecretString, How>,
    ) -> Self {
        self.access_token = specloom_runtime::Nullable::or_absent(
            access_token.into_option(),
        );
        self
    }
    /// Sets the property `access_token` to null, which is not the same as leaving it out.
    pub fn access_token_null(mut self) -> Self {
        self.access_token = specloom_runtime::Nullable::Null;
        self
    }
    #[must_use]
    pub fn manager<How>(mut self, manager: impl IntoOption<UserRequest, How>) -> Self {
        self.manager = manager.into_option().map(Box::new);
        self
    }
    #[must_use]
    pub fn build_<How>(mut self, build: impl IntoOption<bool, How>) -> Self {
        self.build = build.into_option();
        self
    }
    #[must_use]
    pub fn labels<How>(
        mut self,
        labels: impl IntoOption<std::collections::BTreeMap<String, String>, How>,
    ) -> Self {
        self.labels = labels.into_option();
        self
    }
    #[must_use]
    pub fn metadata<How>(
        mut self,
        metadata: impl IntoOption<serde_json::Map<String, serde_json::Value>, How>,
    ) -> Self {
        self.metadata = metadata.into_option();
        self
    }
    #[must_use]
    pub fn anything(mut self, anything: impl Into<serde_json::Value>) -> Self {
        self.anything = Some(anything.into());
        self
    }
    /// Sets the property `anything` to null, which is not the same as leaving it out.
    pub fn anything_null(mut self) -> Self {
        self.anything = Some(serde_json::Value::Null);
        self
    }
    #[must_use]
    pub fn tree<How>(mut self, tree: impl IntoOption<Node, How>) -> Self {
        self.tree = tree.into_option();
        self
    }
    #[must_use]
    pub fn keys<How>(mut self, keys: impl IntoOption<UserKeys, How>) -> Self {
        self.keys = keys.into_option();
        self
    }
    #[must_use]
    pub fn rooms<How>(mut self, rooms: impl IntoOption<UserRooms, How>) -> Self {
        self.rooms = rooms.into_option();
        self
    }
    #[must_use]
    pub fn vehicle<How>(mut self, vehicle: impl IntoOption<Vehicle, How>) -> Self {
        self.vehicle = vehicle.into_option();
        self
    }
    #[must_use]
    pub fn either<How>(mut self, either: impl IntoOption<UserEither, How>) -> Self {
        self.either = either.into_option();
        self
    }
    /// Sets a property beyond the named ones, by its name on the wire.
    #[must_use]
    pub fn extra(
        mut self,
        name: impl Into<String>,
        value: impl Into<serde_json::Value>,
    ) -> Self {
        self.extra.insert(name.into(), value.into());
        self
    }
}
/// The property `rooms` of `User`.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[non_exhaustive]
pub struct UserRooms {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub count: Option<i64>,
    /// Properties beyond the named ones, by their names on the wire.
    #[serde(flatten)]
    pub extra: specloom_runtime::Extra<UserRoomsExtra>,
}
impl<'de> Deserialize<'de> for UserRooms {
    fn deserialize<D: serde::Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(remote = "UserRooms")]
        struct Named_ {
            #[serde(default)]
            count: Option<i64>,
            #[serde(skip)]
            extra: specloom_runtime::Extra<UserRoomsExtra>,
        }
        let (named, extra) = specloom_runtime::Extra::beside(
            deserializer,
            |named| Named_::deserialize(named),
        )?;
        Ok(Self { extra, ..named })
    }
}
impl Eq for UserRooms {}
impl std::hash::Hash for UserRooms {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        specloom_runtime::hash(self, state);
    }
}
impl UserRooms {
    /// A builder of [`UserRooms`], with nothing set.
    pub fn builder() -> builder::UserRooms {
        Default::default()
    }
}
impl UserRooms {
    /// A [`UserRooms`] with nothing set.
    pub fn new() -> Self {
        Self {
            count: Default::default(),
            extra: Default::default(),
        }
    }
    #[must_use]
    pub fn count<How>(mut self, count: impl IntoOption<i64, How>) -> Self {
        self.count = count.into_option();
        self
    }
    /// Sets a property beyond the named ones, by its name on the wire.
    #[must_use]
    pub fn extra(
        mut self,
        name: impl Into<String>,
        value: impl Into<UserRoomsExtra>,
    ) -> Self {
        self.extra.insert(name.into(), value.into());
        self
    }
}
/// A property of `UserRooms` beyond the named ones.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct UserRoomsExtra {
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        serialize_with = "specloom_runtime::whole::number"
    )]
    pub area: Option<f64>,
}
impl Eq for UserRoomsExtra {}
impl std::hash::Hash for UserRoomsExtra {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        specloom_runtime::hash(self, state);
    }
}
impl UserRoomsExtra {
    /// A builder of [`UserRoomsExtra`], with nothing set.
    pub fn builder() -> builder::UserRoomsExtra {
        Default::default()
    }
}
impl UserRoomsExtra {
    /// A [`UserRoomsExtra`] with nothing set.
    pub fn new() -> Self {
        Self { area: Default::default() }
    }
    #[must_use]
    pub fn area<How>(mut self, area: impl IntoOption<f64, How>) -> Self {
        self.area = area.into_option();
        self
    }
}
/// The property `type` of `User`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum UserType {
    /// `admin`
    Admin,
    /// `read only`
    ReadOnly,
    /// `>=`
    GreaterEqual,
    /// `""`
    Empty,
    /// `Read-Only`
    ReadOnly2,
    /// A value that the page does not list, as it came.
    Unknown(String),
}
impl UserType {
    /// The value as it is on the wire.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Admin => "admin",
            Self::ReadOnly => "read only",
            Self::GreaterEqual => ">=",
            Self::Empty => "",
            Self::ReadOnly2 => "Read-Only",
            Self::Unknown(value) => value,
        }
    }
}
impl From<&str> for UserType {
    fn from(value: &str) -> Self {
        match value {
            "admin" => Self::Admin,
            "read only" => Self::ReadOnly,
            ">=" => Self::GreaterEqual,
            "" => Self::Empty,
            "Read-Only" => Self::ReadOnly2,
            _ => Self::Unknown(value.to_owned()),
        }
    }
}
impl From<String> for UserType {
    fn from(value: String) -> Self {
        Self::from(value.as_str())
    }
}
impl std::fmt::Display for UserType {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.as_str())
    }
}
impl Serialize for UserType {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}
impl<'de> Deserialize<'de> for UserType {
    fn deserialize<D: serde::Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Self, D::Error> {
        String::deserialize(deserializer).map(Self::from)
    }
}
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(untagged)]
#[non_exhaustive]
pub enum Vehicle {
    /// As `Bicycle`.
    Bicycle(Bicycle),
    /// As `Car`.
    Car(Car),
    /// As `VehicleBase`.
    Base(VehicleBase),
    /// None of the shapes that the page lists, as it came.
    Other(serde_json::Value),
}
impl<'de> Deserialize<'de> for Vehicle {
    fn deserialize<D: serde::Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Self, D::Error> {
        use specloom_runtime::union::{Scalar, Tag, Union};
        static MEMBERS: Union = Union {
            tags: &[
                Tag {
                    path: &["wheels"],
                    values: &[
                        (Scalar::Text("Bicycle"), 0),
                        (Scalar::Text("Car"), 1),
                        (Scalar::Text("Vehicle"), 2),
                    ],
                    optional: false,
                },
            ],
            shapes: &[],
        };
        specloom_runtime::Undecided::decide(
            deserializer,
            |value| match value.member(&MEMBERS) {
                Some(0) => value.read().map(Self::Bicycle),
                Some(1) => value.read().map(Self::Car),
                Some(2) => value.read().map(Self::Base),
                _ => value.into_json().map(Self::Other),
            },
        )
    }
}
impl From<Bicycle> for Vehicle {
    fn from(value: Bicycle) -> Self {
        Self::Bicycle(value)
    }
}
impl From<Car> for Vehicle {
    fn from(value: Car) -> Self {
        Self::Car(value)
    }
}
impl From<VehicleBase> for Vehicle {
    fn from(value: VehicleBase) -> Self {
        Self::Base(value)
    }
}
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub struct VehicleBase {
    pub wheels: String,
}
impl VehicleBase {
    /// A builder of [`VehicleBase`], with nothing set.
    pub fn builder() -> builder::VehicleBase {
        Default::default()
    }
}
impl VehicleBase {
    /// A [`VehicleBase`] of what it cannot do without.
    pub fn new(wheels: impl Into<String>) -> Self {
        Self { wheels: wheels.into() }
    }
}
/// Builders of the structs, of the same names.
pub mod builder {
    use specloom_runtime::{IntoOption, MissingValue};
    /// The builder of [`AddAlbumRequest`](super::AddAlbumRequest).
    #[derive(Clone, Debug, Default)]
    #[must_use]
    pub struct AddAlbumRequest {
        cover: Option<specloom_runtime::Upload>,
        back: Option<specloom_runtime::Upload>,
        pages: Option<Vec<specloom_runtime::Upload>>,
    }
    impl AddAlbumRequest {
        pub fn cover<How>(
            mut self,
            cover: impl IntoOption<specloom_runtime::Upload, How>,
        ) -> Self {
            self.cover = cover.into_option();
            self
        }
        pub fn back<How>(
            mut self,
            back: impl IntoOption<specloom_runtime::Upload, How>,
        ) -> Self {
            self.back = back.into_option();
            self
        }
        pub fn pages<How>(
            mut self,
            pages: impl IntoOption<Vec<specloom_runtime::Upload>, How>,
        ) -> Self {
            self.pages = pages.into_option();
            self
        }
        /// The finished [`AddAlbumRequest`](super::AddAlbumRequest).
        ///
        /// # Errors
        ///
        /// `cover` was not set.
        pub fn build(self) -> Result<super::AddAlbumRequest, MissingValue> {
            Ok(super::AddAlbumRequest {
                cover: self.cover.ok_or(MissingValue("cover"))?,
                back: self.back,
                pages: self.pages,
            })
        }
    }
    impl From<super::AddAlbumRequest> for AddAlbumRequest {
        fn from(value: super::AddAlbumRequest) -> Self {
            Self {
                cover: Some(value.cover),
                back: value.back,
                pages: value.pages,
            }
        }
    }
    /// The builder of [`AddAlbumResponse`](super::AddAlbumResponse).
    #[derive(Clone, Debug, Default)]
    #[must_use]
    pub struct AddAlbumResponse {
        echo: Option<String>,
    }
    impl AddAlbumResponse {
        pub fn echo<How>(mut self, echo: impl IntoOption<String, How>) -> Self {
            self.echo = echo.into_option();
            self
        }
        /// The finished [`AddAlbumResponse`](super::AddAlbumResponse).
        pub fn build(self) -> super::AddAlbumResponse {
            super::AddAlbumResponse {
                echo: self.echo,
            }
        }
    }
    impl From<super::AddAlbumResponse> for AddAlbumResponse {
        fn from(value: super::AddAlbumResponse) -> Self {
            Self { echo: value.echo }
        }
    }
    /// The builder of [`Bicycle`](super::Bicycle).
    #[derive(Clone, Debug, Default)]
    #[must_use]
    pub struct Bicycle {
        wheels: Option<String>,
        bell: Option<bool>,
    }
    impl Bicycle {
        pub fn wheels<How>(mut self, wheels: impl IntoOption<String, How>) -> Self {
            self.wheels = wheels.into_option();
            self
        }
        pub fn bell<How>(mut self, bell: impl IntoOption<bool, How>) -> Self {
            self.bell = bell.into_option();
            self
        }
        /// The finished [`Bicycle`](super::Bicycle).
        ///
        /// # Errors
        ///
        /// One of `wheels`, `bell` was not set.
        pub fn build(self) -> Result<super::Bicycle, MissingValue> {
            Ok(super::Bicycle {
                wheels: self.wheels.ok_or(MissingValue("wheels"))?,
                bell: self.bell.ok_or(MissingValue("bell"))?,
            })
        }
    }
    impl From<super::Bicycle> for Bicycle {
        fn from(value: super::Bicycle) -> Self {
            Self {
                wheels: Some(value.wheels),
                bell: Some(value.bell),
            }
        }
    }
    /// The builder of [`Car`](super::Car).
    #[derive(Clone, Debug, Default)]
    #[must_use]
    pub struct Car {
        wheels: Option<String>,
        doors: Option<i64>,
    }
    impl Car {
        pub fn wheels<How>(mut self, wheels: impl IntoOption<String, How>) -> Self {
            self.wheels = wheels.into_option();
            self
        }
        pub fn doors<How>(mut self, doors: impl IntoOption<i64, How>) -> Self {
            self.doors = doors.into_option();
            self
        }
        /// The finished [`Car`](super::Car).
        ///
        /// # Errors
        ///
        /// `wheels` was not set.
        pub fn build(self) -> Result<super::Car, MissingValue> {
            Ok(super::Car {
                wheels: self.wheels.ok_or(MissingValue("wheels"))?,
                doors: self.doors,
            })
        }
    }
    impl From<super::Car> for Car {
        fn from(value: super::Car) -> Self {
            Self {
                wheels: Some(value.wheels),
                doors: value.doors,
            }
        }
    }
    /// The builder of [`Circle`](super::Circle).
    #[derive(Clone, Debug, Default)]
    #[must_use]
    pub struct Circle {
        kind: Option<super::CircleKind>,
        radius: Option<f64>,
        sub: Option<String>,
    }
    impl Circle {
        pub fn kind<How>(
            mut self,
            kind: impl IntoOption<super::CircleKind, How>,
        ) -> Self {
            self.kind = kind.into_option();
            self
        }
        pub fn radius<How>(mut self, radius: impl IntoOption<f64, How>) -> Self {
            self.radius = radius.into_option();
            self
        }
        #[allow(clippy::should_implement_trait, reason = "named after the property")]
        pub fn sub<How>(mut self, sub: impl IntoOption<String, How>) -> Self {
            self.sub = sub.into_option();
            self
        }
        /// The finished [`Circle`](super::Circle).
        ///
        /// # Errors
        ///
        /// One of `kind`, `radius` was not set.
        pub fn build(self) -> Result<super::Circle, MissingValue> {
            Ok(super::Circle {
                kind: self.kind.ok_or(MissingValue("kind"))?,
                radius: self.radius.ok_or(MissingValue("radius"))?,
                sub: self.sub,
            })
        }
    }
    impl From<super::Circle> for Circle {
        fn from(value: super::Circle) -> Self {
            Self {
                kind: Some(value.kind),
                radius: Some(value.radius),
                sub: value.sub,
            }
        }
    }
    /// The builder of [`CreateUserUnprocessableEntity`](super::CreateUserUnprocessableEntity).
    #[derive(Clone, Debug, Default)]
    #[must_use]
    pub struct CreateUserUnprocessableEntity {
        status_code: Option<i64>,
        message: Option<serde_json::Value>,
        details: Option<serde_json::Value>,
    }
    impl CreateUserUnprocessableEntity {
        /// One of: `422`.
        pub fn status_code<How>(
            mut self,
            status_code: impl IntoOption<i64, How>,
        ) -> Self {
            self.status_code = status_code.into_option();
            self
        }
        pub fn message(mut self, message: impl Into<serde_json::Value>) -> Self {
            self.message = Some(message.into());
            self
        }
        pub fn details(mut self, details: impl Into<serde_json::Value>) -> Self {
            self.details = Some(details.into());
            self
        }
        /// The finished [`CreateUserUnprocessableEntity`](super::CreateUserUnprocessableEntity).
        ///
        /// # Errors
        ///
        /// `status_code` was not set.
        pub fn build(
            self,
        ) -> Result<super::CreateUserUnprocessableEntity, MissingValue> {
            Ok(super::CreateUserUnprocessableEntity {
                status_code: self.status_code.ok_or(MissingValue("status_code"))?,
                message: self.message.unwrap_or_default(),
                details: self.details.unwrap_or_default(),
            })
        }
    }
    impl From<super::CreateUserUnprocessableEntity> for CreateUserUnprocessableEntity {
        fn from(value: super::CreateUserUnprocessableEntity) -> Self {
            Self {
                status_code: Some(value.status_code),
                message: Some(value.message),
                details: Some(value.details),
            }
        }
    }
    /// The builder of [`Credentials`](super::Credentials).
    #[derive(Clone, Debug, Default)]
    #[must_use]
    pub struct Credentials {
        password: Option<specloom_runtime::SecretString>,
    }
    impl Credentials {
        pub fn password<How>(
            mut self,
            password: impl IntoOption<specloom_runtime::SecretString, How>,
        ) -> Self {
            self.password = password.into_option();
            self
        }
        /// The finished [`Credentials`](super::Credentials).
        ///
        /// # Errors
        ///
        /// `password` was not set.
        pub fn build(self) -> Result<super::Credentials, MissingValue> {
            Ok(super::Credentials {
                password: self.password.ok_or(MissingValue("password"))?,
            })
        }
    }
    impl From<super::Credentials> for Credentials {
        fn from(value: super::Credentials) -> Self {
            Self {
                password: Some(value.password),
            }
        }
    }
    /// The builder of [`Node`](super::Node).
    #[derive(Clone, Debug, Default)]
    #[must_use]
    pub struct Node {
        size: Option<i64>,
        extra: Option<String>,
        extra_properties: specloom_runtime::Extra<super::Node>,
    }
    impl Node {
        pub fn size<How>(mut self, size: impl IntoOption<i64, How>) -> Self {
            self.size = size.into_option();
            self
        }
        pub fn extra<How>(mut self, extra: impl IntoOption<String, How>) -> Self {
            self.extra = extra.into_option();
            self
        }
        /// Sets a property beyond the named ones, by its name on the wire.
        pub fn extra_properties(
            mut self,
            name: impl Into<String>,
            value: impl Into<super::Node>,
        ) -> Self {
            self.extra_properties.insert(name.into(), value.into());
            self
        }
        /// The finished [`Node`](super::Node).
        ///
        /// # Errors
        ///
        /// `size` was not set.
        pub fn build(self) -> Result<super::Node, MissingValue> {
            Ok(super::Node {
                size: self.size.ok_or(MissingValue("size"))?,
                extra: self.extra,
                extra_properties: self.extra_properties,
            })
        }
    }
    impl From<super::Node> for Node {
        fn from(value: super::Node) -> Self {
            Self {
                size: Some(value.size),
                extra: value.extra,
                extra_properties: value.extra_properties,
            }
        }
    }
    /// The builder of [`Square`](super::Square).
    #[derive(Clone, Debug, Default)]
    #[must_use]
    pub struct Square {
        kind: Option<super::SquareKind>,
        side: Option<f64>,
    }
    impl Square {
        pub fn kind<How>(
            mut self,
            kind: impl IntoOption<super::SquareKind, How>,
        ) -> Self {
            self.kind = kind.into_option();
            self
        }
        /// Deprecated by the vendor.
        pub fn side<How>(mut self, side: impl IntoOption<f64, How>) -> Self {
            self.side = side.into_option();
            self
        }
        /// The finished [`Square`](super::Square).
        ///
        /// # Errors
        ///
        /// `kind` was not set.
        pub fn build(self) -> Result<super::Square, MissingValue> {
            Ok(super::Square {
                kind: self.kind.ok_or(MissingValue("kind"))?,
                side: self.side,
            })
        }
    }
    impl From<super::Square> for Square {
        fn from(value: super::Square) -> Self {
            Self {
                kind: Some(value.kind),
                side: value.side,
            }
        }
    }
    /// The builder of [`User`](super::User).
    #[derive(Clone, Debug, Default)]
    #[must_use]
    pub struct User {
        id: Option<i64>,
        name: Option<String>,
        type_: Option<super::UserType>,
        nick_name: Option<String>,
        nick_name_2: Option<String>,
        access_token: Option<specloom_runtime::SecretString>,
        manager: Option<super::User>,
        build: Option<bool>,
        labels: Option<std::collections::BTreeMap<String, String>>,
        metadata: Option<serde_json::Map<String, serde_json::Value>>,
        anything: Option<serde_json::Value>,
        tree: Option<super::Node>,
        keys: Option<super::UserKeys>,
        rooms: Option<super::UserRooms>,
        shapes: Option<Vec<super::Shape>>,
        vehicle: Option<super::Vehicle>,
        either: Option<super::UserEither>,
        extra: specloom_runtime::Extra,
    }
    impl User {
        pub fn id<How>(mut self, id: impl IntoOption<i64, How>) -> Self {
            self.id = id.into_option();
            self
        }
        /// Length: at most 40.
        pub fn name<How>(mut self, name: impl IntoOption<String, How>) -> Self {
            self.name = name.into_option();
            self
        }
        pub fn type_<How>(
            mut self,
            type_: impl IntoOption<super::UserType, How>,
        ) -> Self {
            self.type_ = type_.into_option();
            self
        }
        pub fn nick_name<How>(
            mut self,
            nick_name: impl IntoOption<String, How>,
        ) -> Self {
            self.nick_name = nick_name.into_option();
            self
        }
        pub fn nick_name_2<How>(
            mut self,
            nick_name_2: impl IntoOption<String, How>,
        ) -> Self {
            self.nick_name_2 = nick_name_2.into_option();
            self
        }
        pub fn access_token<How>(
            mut self,
            access_token: impl IntoOption<specloom_runtime::SecretString, How>,
        ) -> Self {
            self.access_token = access_token.into_option();
            self
        }
        pub fn manager<How>(
            mut self,
            manager: impl IntoOption<super::User, How>,
        ) -> Self {
            self.manager = manager.into_option();
            self
        }
        pub fn build_<How>(mut self, build: impl IntoOption<bool, How>) -> Self {
            self.build = build.into_option();
            self
        }
        pub fn labels<How>(
            mut self,
            labels: impl IntoOption<std::collections::BTreeMap<String, String>, How>,
        ) -> Self {
            self.labels = labels.into_option();
            self
        }
        pub fn metadata<How>(
            mut self,
            metadata: impl IntoOption<serde_json::Map<String, serde_json::Value>, How>,
        ) -> Self {
            self.metadata = metadata.into_option();
            self
        }
        pub fn anything(mut self, anything: impl Into<serde_json::Value>) -> Self {
            self.anything = Some(anything.into());
            self
        }
        pub fn tree<How>(mut self, tree: impl IntoOption<super::Node, How>) -> Self {
            self.tree = tree.into_option();
            self
        }
        pub fn keys<How>(mut self, keys: impl IntoOption<super::UserKeys, How>) -> Self {
            self.keys = keys.into_option();
            self
        }
        pub fn rooms<How>(
            mut self,
            rooms: impl IntoOption<super::UserRooms, How>,
        ) -> Self {
            self.rooms = rooms.into_option();
            self
        }
        pub fn shapes<How>(
            mut self,
            shapes: impl IntoOption<Vec<super::Shape>, How>,
        ) -> Self {
            self.shapes = shapes.into_option();
            self
        }
        pub fn vehicle<How>(
            mut self,
            vehicle: impl IntoOption<super::Vehicle, How>,
        ) -> Self {
            self.vehicle = vehicle.into_option();
            self
        }
        pub fn either<How>(
            mut self,
            either: impl IntoOption<super::UserEither, How>,
        ) -> Self {
            self.either = either.into_option();
            self
        }
        /// Sets a property beyond the named ones, by its name on the wire.
        pub fn extra(
            mut self,
            name: impl Into<String>,
            value: impl Into<serde_json::Value>,
        ) -> Self {
            self.extra.insert(name.into(), value.into());
            self
        }
        /// The finished [`User`](super::User).
        ///
        /// # Errors
        ///
        /// One of `id`, `name`, `type_`, `shapes` was not set.
        pub fn build(self) -> Result<super::User, MissingValue> {
            Ok(super::User {
                id: self.id.ok_or(MissingValue("id"))?,
                name: self.name.ok_or(MissingValue("name"))?,
                type_: self.type_.ok_or(MissingValue("type_"))?,
                nick_name: self.nick_name,
                nick_name_2: self.nick_name_2,
                access_token: self.access_token,
                manager: self.manager.map(Box::new),
                build: self.build,
                labels: self.labels,
                metadata: self.metadata,
                anything: self.anything.unwrap_or_default(),
                tree: self.tree,
                keys: self.keys,
                rooms: self.rooms,
                shapes: self.shapes.ok_or(MissingValue("shapes"))?,
                vehicle: self.vehicle,
                either: self.either,
                extra: self.extra,
            })
        }
    }
    impl From<super::User> for User {
        fn from(value: super::User) -> Self {
            Self {
                id: Some(value.id),
                name: Some(value.name),
                type_: Some(value.type_),
                nick_name: value.nick_name,
                nick_name_2: value.nick_name_2,
                access_token: value.access_token,
                manager: value.manager.map(|value| *value),
                build: value.build,
                labels: value.labels,
                metadata: value.metadata,
                anything: Some(value.anything),
                tree: value.tree,
                keys: value.keys,
                rooms: value.rooms,
                shapes: Some(value.shapes),
                vehicle: value.vehicle,
                either: value.either,
                extra: value.extra,
            }
        }
    }
    /// The builder of [`UserKeys`](super::UserKeys).
    #[derive(Clone, Debug, Default)]
    #[must_use]
    pub struct UserKeys {
        main: Option<String>,
        extra: specloom_runtime::Extra<specloom_runtime::SecretString>,
    }
    impl UserKeys {
        pub fn main<How>(mut self, main: impl IntoOption<String, How>) -> Self {
            self.main = main.into_option();
            self
        }
        /// Sets a property beyond the named ones, by its name on the wire.
        pub fn extra(
            mut self,
            name: impl Into<String>,
            value: impl Into<specloom_runtime::SecretString>,
        ) -> Self {
            self.extra.insert(name.into(), value.into());
            self
        }
        /// The finished [`UserKeys`](super::UserKeys).
        pub fn build(self) -> super::UserKeys {
            super::UserKeys {
                main: self.main,
                extra: self.extra,
            }
        }
    }
    impl From<super::UserKeys> for UserKeys {
        fn from(value: super::UserKeys) -> Self {
            Self {
                main: value.main,
                extra: value.extra,
            }
        }
    }
    /// The builder of [`UserRequest`](super::UserRequest).
    #[derive(Clone, Debug, Default)]
    #[must_use]
    pub struct UserRequest {
        name: Option<String>,
        type_: Option<super::UserType>,
        nick_name: specloom_runtime::Nullable<String>,
        nick_name_2: Option<String>,
        access_token: specloom_runtime::Nullable<specloom_runtime::SecretString>,
        manager: Option<super::UserRequest>,
        build: Option<bool>,
        labels: Option<std::collections::BTreeMap<String, String>>,
        metadata: Option<serde_json::Map<String, serde_json::Value>>,
        anything: Option<serde_json::Value>,
        tree: Option<super::Node>,
        keys: Option<super::UserKeys>,
        rooms: Option<super::UserRooms>,
        shapes: Option<Vec<super::Shape>>,
        vehicle: Option<super::Vehicle>,
        either: Option<super::UserEither>,
        extra: specloom_runtime::Extra,
    }
    impl UserRequest {
        /// Length: at most 40.
        pub fn name<How>(mut self, name: impl IntoOption<String, How>) -> Self {
            self.name = name.into_option();
            self
        }
        pub fn type_<How>(
            mut self,
            type_: impl IntoOption<super::UserType, How>,
        ) -> Self {
            self.type_ = type_.into_option();
            self
        }
        pub fn nick_name<How>(
            mut self,
            nick_name: impl IntoOption<String, How>,
        ) -> Self {
            self.nick_name = specloom_runtime::Nullable::or_null(
                nick_name.into_option(),
            );
            self
        }
        pub fn nick_name_2<How>(
            mut self,
            nick_name_2: impl IntoOption<String, How>,
        ) -> Self {
            self.nick_name_2 = nick_name_2.into_option();
            self
        }
        pub fn access_token<How>(
            mut self,
            access_token: impl IntoOption<specloom_runtime::SecretString, How>,
        ) -> Self {
            self.access_token = specloom_runtime::Nullable::or_absent(
                access_token.into_option(),
            );
            self
        }
        pub fn manager<How>(
            mut self,
            manager: impl IntoOption<super::UserRequest, How>,
        ) -> Self {
            self.manager = manager.into_option();
            self
        }
        pub fn build_<How>(mut self, build: impl IntoOption<bool, How>) -> Self {
            self.build = build.into_option();
            self
        }
        pub fn labels<How>(
            mut self,
            labels: impl IntoOption<std::collections::BTreeMap<String, String>, How>,
        ) -> Self {
            self.labels = labels.into_option();
            self
        }
        pub fn metadata<How>(
            mut self,
            metadata: impl IntoOption<serde_json::Map<String, serde_json::Value>, How>,
        ) -> Self {
            self.metadata = metadata.into_option();
            self
        }
        pub fn anything(mut self, anything: impl Into<serde_json::Value>) -> Self {
            self.anything = Some(anything.into());
            self
        }
        pub fn tree<How>(mut self, tree: impl IntoOption<super::Node, How>) -> Self {
            self.tree = tree.into_option();
            self
        }
        pub fn keys<How>(mut self, keys: impl IntoOption<super::UserKeys, How>) -> Self {
            self.keys = keys.into_option();
            self
        }
        pub fn rooms<How>(
            mut self,
            rooms: impl IntoOption<super::UserRooms, How>,
        ) -> Self {
            self.rooms = rooms.into_option();
            self
        }
        pub fn shapes<How>(
            mut self,
            shapes: impl IntoOption<Vec<super::Shape>, How>,
        ) -> Self {
            self.shapes = shapes.into_option();
            self
        }
        pub fn vehicle<How>(
            mut self,
            vehicle: impl IntoOption<super::Vehicle, How>,
        ) -> Self {
            self.vehicle = vehicle.into_option();
            self
        }
        pub fn either<How>(
            mut self,
            either: impl IntoOption<super::UserEither, How>,
        ) -> Self {
            self.either = either.into_option();
            self
        }
        /// Sets the property `nickName` to null.
        pub fn nick_name_null(mut self) -> Self {
            self.nick_name = specloom_runtime::Nullable::Null;
            self
        }
        /// Sets the property `access_token` to null, which is not the same as leaving it out.
        pub fn access_token_null(mut self) -> Self {
            self.access_token = specloom_runtime::Nullable::Null;
            self
        }
        /// Sets the property `anything` to null, which is not the same as leaving it out.
        pub fn anything_null(mut self) -> Self {
            self.anything = Some(serde_json::Value::Null);
            self
        }
        /// Sets a property beyond the named ones, by its name on the wire.
        pub fn extra(
            mut self,
            name: impl Into<String>,
            value: impl Into<serde_json::Value>,
        ) -> Self {
            self.extra.insert(name.into(), value.into());
            self
        }
        /// The finished [`UserRequest`](super::UserRequest).
        ///
        /// # Errors
        ///
        /// One of `name`, `type_`, `nick_name`, `shapes` was not set.
        pub fn build(self) -> Result<super::UserRequest, MissingValue> {
            Ok(super::UserRequest {
                name: self.name.ok_or(MissingValue("name"))?,
                type_: self.type_.ok_or(MissingValue("type_"))?,
                nick_name: self.nick_name.given().ok_or(MissingValue("nick_name"))?,
                nick_name_2: self.nick_name_2,
                access_token: self.access_token,
                manager: self.manager.map(Box::new),
                build: self.build,
                labels: self.labels,
                metadata: self.metadata,
                anything: self.anything,
                tree: self.tree,
                keys: self.keys,
                rooms: self.rooms,
                shapes: self.shapes.ok_or(MissingValue("shapes"))?,
                vehicle: self.vehicle,
                either: self.either,
                extra: self.extra,
            })
        }
    }
    impl From<super::UserRequest> for UserRequest {
        fn from(value: super::UserRequest) -> Self {
            Self {
                name: Some(value.name),
                type_: Some(value.type_),
                nick_name: specloom_runtime::Nullable::or_null(value.nick_name),
                nick_name_2: value.nick_name_2,
                access_token: value.access_token,
                manager: value.manager.map(|value| *value),
                build: value.build,
                labels: value.labels,
                metadata: value.metadata,
                anything: value.anything,
                tree: value.tree,
                keys: value.keys,
                rooms: value.rooms,
                shapes: Some(value.shapes),
                vehicle: value.vehicle,
                either: value.either,
                extra: value.extra,
            }
        }
    }
    /// The builder of [`UserRooms`](super::UserRooms).
    #[derive(Clone, Debug, Default)]
    #[must_use]
    pub struct UserRooms {
        count: Option<i64>,
        extra: specloom_runtime::Extra<super::UserRoomsExtra>,
    }
    impl UserRooms {
        pub fn count<How>(mut self, count: impl IntoOption<i64, How>) -> Self {
            self.count = count.into_option();
            self
        }
        /// Sets a property beyond the named ones, by its name on the wire.
        pub fn extra(
            mut self,
            name: impl Into<String>,
            value: impl Into<super::UserRoomsExtra>,
        ) -> Self {
            self.extra.insert(name.into(), value.into());
            self
        }
        /// The finished [`UserRooms`](super::UserRooms).
        pub fn build(self) -> super::UserRooms {
            super::UserRooms {
                count: self.count,
                extra: self.extra,
            }
        }
    }
    impl From<super::UserRooms> for UserRooms {
        fn from(value: super::UserRooms) -> Self {
            Self {
                count: value.count,
                extra: value.extra,
            }
        }
    }
    /// The builder of [`UserRoomsExtra`](super::UserRoomsExtra).
    #[derive(Clone, Debug, Default)]
    #[must_use]
    pub struct UserRoomsExtra {
        area: Option<f64>,
    }
    impl UserRoomsExtra {
        pub fn area<How>(mut self, area: impl IntoOption<f64, How>) -> Self {
            self.area = area.into_option();
            self
        }
        /// The finished [`UserRoomsExtra`](super::UserRoomsExtra).
        pub fn build(self) -> super::UserRoomsExtra {
            super::UserRoomsExtra {
                area: self.area,
            }
        }
    }
    impl From<super::UserRoomsExtra> for UserRoomsExtra {
        fn from(value: super::UserRoomsExtra) -> Self {
            Self { area: value.area }
        }
    }
    /// The builder of [`VehicleBase`](super::VehicleBase).
    #[derive(Clone, Debug, Default)]
    #[must_use]
    pub struct VehicleBase {
        wheels: Option<String>,
    }
    impl VehicleBase {
        pub fn wheels<How>(mut self, wheels: impl IntoOption<String, How>) -> Self {
            self.wheels = wheels.into_option();
            self
        }
        /// The finished [`VehicleBase`](super::VehicleBase).
        ///
        /// # Errors
        ///
        /// `wheels` was not set.
        pub fn build(self) -> Result<super::VehicleBase, MissingValue> {
            Ok(super::VehicleBase {
                wheels: self.wheels.ok_or(MissingValue("wheels"))?,
            })
        }
    }
    impl From<super::VehicleBase> for VehicleBase {
        fn from(value: super::VehicleBase) -> Self {
            Self { wheels: Some(value.wheels) }
        }
    }
}
