//! REQUEST, RESPONSE and MEDIA: what a page says about the request and about the response of each status.

use super::{Parser, append};
use crate::error::Result;
use crate::read::reference::labels::Label;
use crate::read::reference::lines::Token;
use crate::read::reference::page::{Item, Message, ReferencePage};

impl Parser<'_> {
    /// REQUEST, from its label to that of the responses.
    pub(super) fn request(&mut self, page: &mut ReferencePage) -> Result<()> {
        match self.ahead.pop() {
            Some(token) if Label::of(&token.text) == Some(Label::Request) => {}
            Some(token) => return Err(self.foreign(&token, "the label `Request`")),
            None => return Err(self.cut_off("its request")),
        }
        // What describes the body, until the body's schema shows that it does.
        let mut described_from: Option<Token> = None;
        while let Some(token) = self.ahead.pop() {
            let label = Label::of(&token.text);
            if let (Some(text), Some(label)) = (&described_from, &label)
                && !matches!(label, Label::RootSchema(_))
            {
                return Err(self.foreign(text, "a label of the request"));
            }
            match label {
                Some(Label::Response) => return Ok(()),
                Some(Label::Status(_)) => {
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
                Some(Label::RootSchema(name)) => {
                    page.request.schemas = Some(self.schemas(name, &token)?);
                    described_from = None;
                }
                Some(Label::Body | Label::NoBody | Label::ShowSource) => {}
                Some(_) => return Err(self.foreign(&token, "a label of the request")),
                None => {
                    append(&mut page.request.description, &token.text);
                    described_from.get_or_insert(token);
                }
            }
        }
        match described_from {
            Some(text) => Err(self.foreign(&text, "a label of the request")),
            None => Ok(()),
        }
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

    /// RESPONSE, behind its label. Text stands in it directly below a status, whose description it is, and nowhere else.
    pub(super) fn responses(&mut self, page: &mut ReferencePage) -> Result<()> {
        let mut describes = false;
        while let Some(token) = self.ahead.pop() {
            let response = page.responses.last_mut().map(|(_, response)| response);
            let label = Label::of(&token.text);
            describes = match &label {
                None => describes,
                Some(label) => matches!(label, Label::Status(_)),
            };
            match (label, response) {
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
                (None, Some(response)) if describes && !is_media_type(&token.text) => {
                    append(&mut response.description, &token.text);
                }
                (Some(Label::Body | Label::ShowSource | Label::NoBody), _) => {}
                _ => return Err(self.foreign(&token, "a label of the response")),
            }
        }
        let says_nothing = page.responses.is_empty()
            && page.response_media.is_empty()
            && page.request.media.is_empty()
            && page.request.schemas.is_none();
        if says_nothing {
            return Err(self.cut_off("any media type, schema or status"));
        }
        Ok(())
    }

    fn media_types(&mut self, label: &Token) -> Result<Vec<String>> {
        let mut media = Vec::new();
        while self.ahead.pop_if(|token| token.is_bullet()).is_some() {
            let is_media = |token: &mut Token| is_media_type(&token.text);
            media.extend(self.ahead.pop_if(is_media).map(|token| token.text));
        }
        if media.is_empty() {
            return Err(self.lost(label, "the list of media types"));
        }
        Ok(media)
    }
}

fn is_media_type(text: &str) -> bool {
    text.contains('/') && !text.contains(' ')
}
