//! A body in one media type → the statement that hands it to the runtime.

use proc_macro2::TokenStream;
use quote::quote;

use super::written::{field_style, handed};
use crate::model::{Body, Encoding, ItemTypes};

/// `request.json("application/json", &body)?;` and the like.
pub(super) fn write(body: &Body, value: &TokenStream) -> TokenStream {
    let media_type = &body.media_type;
    match body.encoding {
        Encoding::Json => {
            let value = handed(&body.ty, value);
            quote!(request.json(#media_type, #value)?;)
        }
        Encoding::Form if body.field_styles.is_empty() => quote!(request.form(#media_type, &#value)?;),
        Encoding::Form => {
            let styles = body.field_styles.iter().map(field_style);
            quote!(request.styled_form(#media_type, &[#(#styles),*], &#value)?;)
        }
        Encoding::Multipart => {
            let parts = parts(body, value);
            let subtype = match media_type.split_once('/') {
                Some((_, subtype)) if subtype != "form-data" => Some(quote!(.subtype(#subtype))),
                _ => None,
            };
            quote!(request.multipart(#parts #subtype)?;)
        }
        Encoding::Text => quote!(request.text(#media_type, #value)?;),
        Encoding::Bytes => quote!(request.bytes(#media_type, #value)?;),
    }
}

/// `Multipart::from_object(&body).content_type("cover", "image/png")` and the like.
fn parts(body: &Body, value: &TokenStream) -> TokenStream {
    if let Some(types) = &body.item_types {
        let optional = |text: &Option<String>| match text {
            Some(text) => quote!(Some(#text)),
            None => quote!(None),
        };
        let (first, rest) = (types.first.iter().map(optional), optional(&types.rest));
        let types = (*types != ItemTypes::default()).then(|| quote!(.item_types(&[#(#first),*], #rest)));
        return quote!(specloom_runtime::Multipart::from_list(&#value) #types);
    }
    let types = body.part_types.iter();
    let types = types.map(|(name, media_type)| quote!(.content_type(#name, #media_type)));
    let styles = body.field_styles.iter().map(field_style);
    let made = match body.field_styles.is_empty() {
        true => quote!(from_object(&#value)),
        false => quote!(from_styled_object(&#value, &[#(#styles),*])),
    };
    quote!(specloom_runtime::Multipart::#made #(#types)*)
}
