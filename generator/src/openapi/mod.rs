//! The ground floor: what OpenAPI itself is, for every stage above.
//!
//! Methods, path templates, references, media types, what only annotates, and one table of which object holds which
//! others with one traversal over it, for reading and for writing. Nothing here knows a page, a stage or a client.

pub(crate) mod annotations;
pub(crate) mod discriminator;
mod fields;
mod kind;
mod known;
pub(crate) mod media_type;
mod methods;
mod node;
pub(crate) mod operations;
mod path_template;
mod pointer_buffer;
pub(crate) mod reference;
pub(crate) mod schema;
pub(crate) mod version;
mod walk;

pub(crate) use self::kind::{Child, ObjectKind};
pub(crate) use self::known::{is_by_names, is_status};
pub use self::methods::METHODS;
pub(crate) use self::methods::is_sent;
pub use self::node::Node;
pub(crate) use self::operations::{item_operations_mut, operations_mut};
pub(crate) use self::path_template::{is_paired, template_names};
pub(crate) use self::pointer_buffer::PointerBuffer;
pub use self::walk::each_schema;
pub(crate) use self::walk::{held, inner_schemas, inner_schemas_mut, read, schemas, walk_down, walk_up};
