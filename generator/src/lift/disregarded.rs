//! The consequences of what was left out because it is not what OpenAPI expects there: see [`widening`].

use crate::NoteKind;
use crate::pass::{Pass, widening};

pub(super) const PASS: Pass = Pass {
    id: "disregarded",
    why: "a schema that lost a meaningless keyword allows more, which under not would be less",
    run: |document, log| widening::settle(document, NoteKind::Ignored, log),
};
