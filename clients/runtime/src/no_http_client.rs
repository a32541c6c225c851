//! What stands for the default transport's options without the feature `reqwest`: there is nothing to set.

/// Options of the default HTTP client, which only the feature `reqwest` brings.
#[derive(Debug)]
pub struct HttpOptions {
    _none: std::convert::Infallible,
}
