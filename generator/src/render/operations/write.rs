//! A body in one media type → the statement that hands it to the runtime.

use proc_macro2::TokenStream;
use quote::quote;

use super::written::field_style;
use crate::model::{Body, Encoding};

/// `request.json("application/json", &body)?;` and the like.
pub(super) fn write(body: &Body, value: &TokenStream) -> TokenStream {
    let media_type = &body.media_type;
    match body.encoding {
        Encoding::Json => quote!(request.json(#media_type, &#value)?;),
        Encoding::Form if body.field_styles.is_empty() => quote!(request.form(#media_type, &#value)?;),
        Encoding::Form => {
            let styles = body.field_styles.iter().map(field_style);
            quote!(request.styled_form(#media_type, &[#(#styles),*], &#value)?;)
        }
        Encoding::Multipart => {
            let types = body.part_types.iter();
            let types = types.map(|(name, media_type)| quote!(.content_type(#name, #media_type)));
            let joined = body.joined_parts.iter();
            let joined = joined.map(|(name, delimiter)| quote!(.joined(#name, #delimiter)));
            let subtype = match media_type.split_once('/') {
                Some((_, subtype)) if subtype != "form-data" => Some(quote!(.subtype(#subtype))),
                _ => None,
            };
            quote!(request.multipart(specloom_runtime::Multipart::from_object(&#value) #(#joined)* #(#types)* #subtype)?;)
        }
        Encoding::Text => quote!(request.text(#media_type, #value)?;),
        Encoding::Bytes => quote!(request.bytes(#media_type, #value)?;),
    }
}
