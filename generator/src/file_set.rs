//! The pipeline's output: texts with paths, by value.

use std::collections::BTreeMap;

/// File contents by path below the crate's folder; paths use `/`.
pub type FileSet = BTreeMap<String, String>;
