//! What raw progenitor does with real documents, so that an upgrade reports what changed.
