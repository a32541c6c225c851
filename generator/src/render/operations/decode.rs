//! Replies → the `match` on the status that reads each as what the page documents for it.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use crate::model::{Content, Operation, Reading, Response, Status, Ty};
use crate::render::replies::{error_type, success_type};

pub(super) fn decode(operation: &Operation) -> TokenStream {
    let success = operation.success_types().len() > 1;
    let wrap = success.then(|| success_type(operation));
    let error = error_type(operation);
    let mut arms: Vec<(Status, TokenStream)> = Vec::new();
    for response in &operation.successes {
        let variant = &response.variant;
        let value = read(response, wrap.as_ref().map(|ty| quote!(#ty::#variant)));
        let guard = (response.status == Status::Default).then(|| quote!(if payload.status().is_success()));
        let pattern = pattern(response.status);
        arms.push((
            response.status,
            quote!(#pattern #guard => Decoded::Success(#value),),
        ));
    }
    for response in &operation.failures {
        let variant = &response.variant;
        let value = read_error(response, &quote!(#error::#variant));
        let pattern = match response.status {
            // Beside what is documented, `default` is for errors: neither a 2xx nor a redirect is one.
            Status::Default => quote!(status if status >= 400),
            status => pattern(status),
        };
        arms.push((response.status, quote!(#pattern => Decoded::Failure(#value),)));
    }
    // Stable: of a `default` that is both, success (which has a guard) stays first.
    arms.sort_by_key(|(status, _)| *status);
    let nearest = nearest(operation, wrap.as_ref());
    let at = arms.iter().position(|(status, _)| *status == Status::Default);
    let (documented, rest) = arms.split_at(at.unwrap_or(arms.len()));
    let documented = documented.iter().map(|(_, arm)| arm);
    let rest = rest.iter().map(|(_, arm)| arm);
    quote! {
        match payload.status().as_u16() {
            #(#documented)*
            #nearest
            #(#rest)*
            _ => Decoded::Undocumented,
        }
    }
}

/// What an undocumented 2xx is read as: the nearest documented success that has a body (of two, the lower), or the one without if none
/// came.
fn nearest(operation: &Operation, wrap: Option<&TokenStream>) -> TokenStream {
    let is_2xx = |response: &&Response| matches!(response.status, Status::Code(200..=299));
    let successes = || operation.successes.iter();
    let takes_all = |response: &Response| matches!(response.status, Status::Range(2) | Status::Default);
    if successes().any(takes_all) {
        return TokenStream::new();
    }
    let value = |response: &Response| {
        let variant = &response.variant;
        read(response, wrap.map(|ty| quote!(#ty::#variant)))
    };
    let mut full: Vec<(u16, &Response)> = successes()
        .filter(|response| response.content != Content::Empty)
        .filter_map(|response| match response.status {
            Status::Code(code @ 200..=299) => Some((code, response)),
            _ => None,
        })
        .collect();
    full.sort_by_key(|(code, _)| *code);
    let is_documented = |code: u16| successes().any(|response| response.status == Status::Code(code));
    let mut from = 200;
    let below = full.windows(2).filter_map(|pair| {
        let half = (pair[0].0 + pair[1].0) / 2;
        let mut between = from..=half;
        from = half + 1;
        // An arm that nothing can reach would be a warning.
        if between.all(is_documented) {
            return None;
        }
        let (half, value) = (Literal::u16_unsuffixed(half), value(pair[0].1));
        Some(quote!(200..=#half => Decoded::Nearest(#value),))
    });
    let below: TokenStream = below.collect();
    let empty = successes()
        .filter(is_2xx)
        .find(|response| response.content == Content::Empty);
    let full = full.last().map(|(_, response)| value(response));
    let empty = empty.map(value);
    match (full, empty) {
        (Some(full), Some(empty)) => quote! {
            status if status / 100 == 2 && payload.is_empty() => Decoded::Nearest(#empty),
            #below
            status if status / 100 == 2 => Decoded::Nearest(#full),
        },
        (Some(one), None) | (None, Some(one)) => quote! {
            #below
            status if status / 100 == 2 => Decoded::Nearest(#one),
        },
        (None, None) => TokenStream::new(),
    }
}

/// `payload.json().map(CreateTokenSuccess::Created)` and the like.
fn read(response: &Response, variant: Option<TokenStream>) -> TokenStream {
    let read = match &response.content {
        Content::Empty => {
            return match variant {
                Some(variant) => quote!(Ok(#variant)),
                None => quote!(Ok(())),
            };
        }
        Content::Body { reading, ty } => match (reading, ty) {
            (Reading::Json, _) => quote!(payload.json()),
            (Reading::Text, Ty::Secret) => quote!(payload.text().map(SecretString::from)),
            (Reading::Text, _) => quote!(payload.text()),
            (Reading::Bytes, _) => quote!(payload.bytes()),
            (Reading::Open, Ty::Any) => quote!(payload.any()),
            (Reading::Open, _) => quote!(payload.string()),
        },
    };
    let read = match response.others.is_empty() {
        true => read,
        false => {
            let (read_so, others) = media_types(response);
            quote!(payload.read_as(#read_so, #others).and_then(|payload| #read))
        }
    };
    match variant {
        Some(variant) => quote!(#read.map(#variant)),
        None => read,
    }
}

/// The media types that a reply is read as it is read in, and those that would be something else.
fn media_types(response: &Response) -> (TokenStream, TokenStream) {
    let read = &response.media_types;
    let others = response.others.iter().map(|other| &other.media_type);
    (quote!(&[#(#read),*]), quote!(&[#(#others),*]))
}

/// `Ok(CreateTokenError::Forbidden(payload.error()))`: the status counts, whatever came with it.
fn read_error(response: &Response, variant: &TokenStream) -> TokenStream {
    match &response.content {
        Content::Body {
            reading: Reading::Json,
            ..
        } if !response.others.is_empty() => {
            let (read, others) = media_types(response);
            quote!(Ok(#variant(payload.error_as(#read, #others))))
        }
        Content::Body {
            reading: Reading::Json,
            ..
        } => quote!(Ok(#variant(payload.error()))),
        Content::Body {
            reading: Reading::Text | Reading::Open,
            ty: Ty::String,
        } => quote!(Ok(#variant(payload.error_text()))),
        // The status counts, whatever came with it.
        _ => read(
            &Response {
                others: Vec::new(),
                ..response.clone()
            },
            Some(variant.clone()),
        ),
    }
}

fn pattern(status: Status) -> TokenStream {
    match status {
        Status::Code(code) => {
            let code = Literal::u16_unsuffixed(code);
            quote!(#code)
        }
        Status::Range(digit) => {
            let digit = Literal::u16_unsuffixed(digit);
            quote!(status if status / 100 == #digit)
        }
        Status::Default => quote!(_),
    }
}
