//! A client that no crate holds: `build.rs` generates it from a vendor's page, and it is included here.

/// The client of Courier.
pub mod courier {
    include!(concat!(env!("OUT_DIR"), "/courier.rs"));
}
