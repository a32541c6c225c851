//! What is said of a format that is not read, and what converts it.

/// What is said of a format.
pub(in crate::read) fn not_read(name: &str) -> String {
    format!("{}, which is not read", name.trim_end_matches(','))
}

pub(super) const ASYNC_API: &str = "bring the OpenAPI description of the same API, if it has one: AsyncAPI describes messages, and none of a client's requests";
pub(super) const ARAZZO: &str = "bring the OpenAPI description that its `sourceDescriptions` name";
pub(super) const OVERLAY: &str =
    "bring the description that it corrects, and keep this beside it as `overlay.yaml`";
pub(super) const GRAPHQL: &str = "use a GraphQL client (`graphql_client`, `cynic`), or wrap its operations as REST with `sofa-api` and bring that description";
pub(super) const SITEMAP: &str =
    "give it as the index of a set of pages, or bring one of the pages that it lists";
pub(super) const POSTMAN: &str = "export the collection from Postman as a collection of format 2.1";
pub(super) const ODATA: &str = "convert it with `odata-openapi`";
pub(super) const BLUEPRINT: &str = "convert it with `apib2swagger` or `api-spec-converter`";
pub(super) const PROTO: &str = "convert it with `protoc-gen-openapi`";
