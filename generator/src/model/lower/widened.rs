//! The consequences of what was left out because the dialect has no words for it: see [`widening`].

use crate::note::NoteKind;
use crate::pass::{Pass, widening};

pub(super) const PASS: Pass = Pass {
    id: "widened",
    why: "a widened schema under not would narrow, and in a oneOf it may overlap with others",
    run: |document, log| widening::settle(document, NoteKind::Lowered, log),
};
