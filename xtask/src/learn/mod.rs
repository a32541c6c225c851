//! Real replies × the canonical document → proposed corrections of the page.
//!
//! ```text
//! files ──reply──▶ values ──target──▶ operation, status ──misfits──▶ Vec<Misfit> ──actions──▶ Vec<Proposal> ──overlay_file──▶ text
//! ```
//!
//! A reply is read as the document says it is; where it says otherwise, a correction is proposed that makes it fit. Values never
//! leave this folder: a misfit is told by the name of the property, by kinds of JSON, and by how often and in which file it is.

pub mod actions;
mod infer;
mod known;
pub mod misfits;
pub mod overlay_file;
pub mod reply;
pub mod target;

use serde_json::Value;

pub use actions::{Correction, Edit};
pub use misfits::Misfit;
pub use reply::Reply;
pub use target::{Asked, Target};

/// What of the replies is not as the document says, as corrections. `shown` are the media types whose schemas the page does not say
/// and its examples show: corrections are applied before there are such schemas, and need them written down.
pub fn proposals(document: &Value, shown: &[&str], replies: &[(Reply, Target)]) -> Vec<Correction> {
    let mut found = Vec::new();
    for (reply, target) in replies {
        misfits::find(document, reply, target, &mut found);
    }
    let mut proposals = actions::of(document, &found);
    let written = shown
        .iter()
        .filter_map(|media_type| actions::written_down(document, media_type, &found));
    proposals.splice(..0, written);
    proposals
}
