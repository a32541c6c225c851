//! Canonical × canonical → changes: what a vendor's change means for callers.
