//! REQUEST, RESPONSE and MEDIA: what a page says about the request and about the response of each status.

use super::{Parser, append};
use crate::read::reference::labels::Label;
use crate::read::reference::lines::Token;
use crate::read::reference::page::{Item, Message, Page};
use crate::{NoteKind, Result};

impl Parser<'_> {
    pub(super) fn request(&mut self, page: &mut Page) -> Result<()> {
        while let Some(token) = self.ahead.pop() {
            match Label::of(&token.text) {
                Some(Label::Response | Label::Status(_)) => {
                    self.ahead.push(token);
                    return Ok(());
                }
                Some(Label::MediaTypes) => page.request.media = self.media_types(&token)?,
                Some(Label::Parameters(location)) => {
                    let mut items = self.items()?;
                    self.take_body_description(&mut items, &mut page.request);
                    page.parameters
                        .extend(items.into_iter().map(|item| (location, item)));
                }
                Some(Label::RootSchema(name)) => page.request.schemas = Some(self.schemas(name, &token)?),
                Some(_) => {}
                None => append(&mut page.request.description, &token.text),
            }
        }
        Ok(())
    }

    /// The line above the body's schema describes the body, though nothing tells it from the last parameter's
    /// description but that this has lines of its own.
    fn take_body_description(&self, items: &mut [Item], request: &mut Message) {
        let is_before_body = self
            .ahead
            .last()
            .is_some_and(|next| matches!(Label::of(&next.text), Some(Label::RootSchema(_))));
        if let (true, Some(last)) = (is_before_body, items.last_mut())
            && let Some((own, body)) = last.shape.description.rsplit_once('\n')
        {
            append(&mut request.description, body);
            last.shape.description = own.to_owned();
        }
    }

    pub(super) fn responses(&mut self, page: &mut Page) -> Result<()> {
        while let Some(token) = self.ahead.pop() {
            let response = page.responses.last_mut().map(|(_, response)| response);
            match (Label::of(&token.text), response) {
                (Some(Label::MediaTypes), _) => page.response_media = self.media_types(&token)?,
                (Some(Label::Status(status)), _) => page.responses.push((status, Message::default())),
                (Some(Label::Headers | Label::Parameters("header")), Some(response)) => {
                    response.headers = self.items()?;
                }
                (Some(Label::RootSchema(name)), Some(response)) => {
                    response.schemas = Some(self.schemas(name, &token)?);
                }
                (Some(Label::Example(media)), Some(response)) => {
                    response.examples.push((media.to_owned(), self.text()));
                }
                (None, Some(response)) => append(&mut response.description, &token.text),
                (None, None) => self.note(
                    NoteKind::Ignored,
                    "/paths",
                    format!("line {} stands before the first response", token.line),
                ),
                (Some(_), _) => {}
            }
        }
        Ok(())
    }

    fn media_types(&mut self, label: &Token) -> Result<Vec<String>> {
        let mut media = Vec::new();
        while self.ahead.pop_if(|token| token.is_bullet()).is_some() {
            let is_media = |token: &mut Token| token.text.contains('/') && !token.text.contains(' ');
            media.extend(self.ahead.pop_if(is_media).map(|token| token.text));
        }
        if media.is_empty() {
            return Err(self.lost(label, "the list of media types"));
        }
        Ok(media)
    }
}
