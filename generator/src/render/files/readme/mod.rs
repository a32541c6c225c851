//! `README.md` of a client crate, which is its front page on docs.rs, too.

mod calls;
mod credentials;
mod errors;
mod features;
mod formats;
mod notes;
mod operations;
mod retries;
mod servers;
mod table;
mod testing;

use super::Context;
use crate::render::read_back::Example;
use crate::words::sentence;

/// What the README shows as code that is compiled: a call, and what to do with its errors.
#[derive(Debug, Default)]
pub(in crate::render::files) struct Examples {
    call: Option<Example>,
    errors: Option<Example>,
}

impl Examples {
    /// The examples of a client.
    pub(in crate::render::files) fn of(context: &Context<'_>) -> Self {
        Self {
            call: calls::call(context),
            errors: errors::handling(context),
        }
    }

    /// All of them.
    pub(in crate::render::files) fn all(&self) -> Vec<Example> {
        self.call.iter().chain(&self.errors).cloned().collect()
    }
}

/// The tutorial: what it is, a call, credentials, errors, environment, features, what was changed in the page.
pub(in crate::render::files) fn readme(context: &Context<'_>, examples: &Examples) -> String {
    let sections = [
        head(context),
        calls::quick_start(context, examples),
        operations::operations(context),
        credentials::credentials(context),
        credentials::environment(context),
        servers::servers(context),
        errors::errors(context, examples),
        errors::failures(),
        retries::retries(),
        formats::formats(context),
        testing::testing(context),
        features::features(),
        notes::notes(context),
        licence(),
    ];
    let text: Vec<String> = sections
        .into_iter()
        .filter(|section| !section.is_empty())
        .collect();
    format!("<!-- {} -->\n\n{}\n", context.banner(), text.join("\n\n"))
}

fn head(context: &Context<'_>) -> String {
    let vendor = &context.sources.vendor;
    let mut text = format!(
        "# {}\n\n{}.",
        vendor.crate_name,
        sentence(vendor.description.trim_end_matches('.'))
    );
    if let Some(link) = vendor.link() {
        text.push_str(&format!("\nGenerated from [the vendor's page]({link})."));
    }
    text
}

fn licence() -> String {
    "## Licence\n\nMIT or Apache-2.0, at your choice.".to_owned()
}
