//! `content` of a reply → what its body is, in each media type that the page documents.
//!
//! The first by preference is asked for, and what is of the same kind and type is read with it: JSON is JSON by any name. What another
//! media type would make something else of is kept apart: a reply that says it is of that one is not read as the first.

use super::Cx;
use super::media::{Media, says_the_same};
use crate::model::{Content, Encoding, OtherContent, Reading, Ty};
use crate::note::NoteKind;
use crate::pointer::join;
use crate::words;

/// A reply's body: as it is asked for, and as else it may come.
#[derive(Debug, PartialEq)]
pub(super) struct Contents {
    /// In the media type that is preferred.
    pub(super) content: Content,
    /// What is read so.
    pub(super) media_types: Vec<String>,
    /// What is read otherwise.
    pub(super) others: Vec<OtherContent>,
}

/// The contents of a reply at `at`, of media types in order of preference. Those of an error are not asked for.
pub(super) fn contents(documented: &[Media<'_>], is_error: bool, at: &str, cx: &mut Cx<'_>) -> Contents {
    let Some((first, rest)) = documented.split_first() else {
        return Contents {
            content: Content::Empty,
            media_types: Vec::new(),
            others: Vec::new(),
        };
    };
    let (reading, ty) = first.reading(at, cx);
    let mut media_types = vec![first.name.to_owned()];
    let mut others = Vec::new();
    for media in rest {
        let is_general = is_json_by_a_general_name(media);
        let is_notation = !is_general
            && media.encoding() != Encoding::Json
            && says_the_same(first.value, media.value, media.name);
        let (other, of) = match (is_general, is_notation) {
            (true, _) => (Reading::Json, cx.ty(media.schema(), at).map(&Ty::as_text)),
            (_, true) => (Reading::Bytes, Ty::Bytes),
            _ => media.reading(at, cx),
        };
        let is_same = (other, &of) == (reading, &ty);
        if is_same || is_error || is_notation {
            let what = match (is_same, is_error) {
                (true, _) => "the client asks for {first} here, and reads {other} alike",
                (_, true) => {
                    "the client asks for {first} here: of an error that is {other} it reads the status, and keeps the body"
                }
                _ => "the client asks for {first} here, not for {other}",
            };
            let what = what
                .replace("{first}", &words::name(first.name))
                .replace("{other}", &words::name(media.name));
            cx.note(
                NoteKind::Ignored,
                join(&format!("{at}/content"), media.name),
                what,
            );
        }
        let (reading, ty) = match is_error {
            true => (Reading::Bytes, Ty::Bytes),
            false => (other, of),
        };
        let media_type = media.name.to_owned();
        match is_same {
            true => media_types.push(media_type),
            false => others.push(OtherContent {
                media_type,
                reading,
                ty,
                is_asked_for: !is_error && !is_notation,
            }),
        }
    }
    Contents {
        content: Content::Body { reading, ty },
        media_types,
        others,
    }
}

/// Whether it is a structure under a name that says nothing of how it is written: servers write JSON, and some call all their replies
/// `text/plain`.
fn is_json_by_a_general_name(media: &Media<'_>) -> bool {
    let is_general = ["text/plain", "application/octet-stream"].contains(&media.essence().as_str());
    is_general && media.is_structured() && matches!(media.encoding(), Encoding::Text | Encoding::Bytes)
}
