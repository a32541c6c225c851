//! What the command line looks like.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

/// The command line.
#[derive(Debug, Parser)]
#[command(
    name = "cargo xtask",
    bin_name = "cargo xtask",
    about = "Turns the vendors' pages in specs/ into the client crates in clients/",
    after_help = "Exit status: 0 fine, 1 something was found (drift, a change), 2 could not run.\n\n\
                  Examples:\n  \
                  cargo xtask generate            rebuild every client\n  \
                  cargo xtask check               is what is committed current?\n  \
                  cargo xtask try page.md         what would come out of this page?",
    disable_help_subcommand = true
)]
pub struct Cli {
    /// Workspace to work on, instead of the one around the current directory
    #[arg(long, global = true, hide = true, value_name = "DIR")]
    pub root: Option<PathBuf>,
    /// Refuse a page that contradicts itself, where a warning would say what was left out
    #[arg(long, global = true)]
    pub strict: bool,
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// A command.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Rebuild the clients from specs/ and say what changed
    #[command(
        long_about = "Rebuild the clients from specs/ and say per vendor what changed.\n\n\
                      Only files whose contents change are written. All or nothing: if one page fails, every file of \
                      every vendor stays as it was.",
        after_help = "Examples:\n  \
                      cargo xtask generate\n  \
                      cargo xtask generate acme -v\n  \
                      cargo xtask generate --dry-run"
    )]
    Generate(Generate),
    /// Tell whether the committed files are what specs/ and the generator give
    #[command(
        long_about = "Rebuild everything in memory and list all missing, stale and orphan files with their diff, the \
                      cause and the command that fixes it; and each client whose version is lower than what its API's \
                      changes since its last release ask for. Writes nothing. Exit status 1 if there is any.",
        after_help = "Examples:\n  cargo xtask check\n  cargo xtask check acme globex\n  \
                      cargo xtask check --base origin/main"
    )]
    Check(Check),
    /// Show the vendors and what their pages hold
    #[command(
        after_help = "Examples:\n  cargo xtask list\n  cargo xtask list -v\n  cargo xtask list --format json"
    )]
    List(List),
    /// Run the pipeline on any page or document, outside of the workspace
    #[command(
        long_about = "Run the pipeline on any page or document, outside of the workspace: show what was understood, \
                      and with --out write the client crate.",
        after_help = "Examples:\n  \
                      cargo xtask try ~/Downloads/page.md\n  \
                      cargo xtask try openapi.yaml --out /tmp/acme-client --name acme"
    )]
    Try(Try),
    /// Say what changed in the vendors' APIs, and whom it breaks
    #[command(
        long_about = "Compare the vendors' APIs in the working tree with a git revision, or any two pages or \
                      documents, and say of every change what it means on the wire and for code that imports the \
                      crate. Findings that vendor.toml waives do not count for --fail-on.",
        after_help = "Examples:\n  \
                      cargo xtask diff\n  \
                      cargo xtask diff acme --base origin/main --format markdown --fail-on breaking\n  \
                      cargo xtask diff old.yaml new.yaml\n  \
                      cargo xtask diff v1.2:specs/acme/page.md new-page.md\n  \
                      cargo xtask rules               what it looks for, and why"
    )]
    Diff(Diff),
    /// Take over a vendor's new page: findings, version, changelog, client
    #[command(
        long_about = "Take over a vendor's new page in one step: say what changed, bump the crate's version, write the \
                      changelog entry, regenerate the client. A change that breaks the wire needs --allow-breaking \
                      or a waiver in vendor.toml; without, nothing is written and the exit status is 1.",
        after_help = "Examples:\n  \
                      cargo xtask update acme --page new-page.md --dry-run\n  \
                      cargo xtask update acme --page new-page.md --allow-breaking"
    )]
    Update(Update),
    /// See whether the vendors' pages have changed where they are published
    #[command(
        long_about = "Download the pages from `source` in vendor.toml and say which have changed; exit status 1 if \
                      any has. With --update, take them over as `update` does.",
        after_help = "Examples:\n  cargo xtask fetch\n  cargo xtask fetch acme --update --allow-breaking"
    )]
    Fetch(Fetch),
    /// Start a new vendor from any page
    #[command(
        long_about = "Start a new vendor: specs/<NAME>/ with the page, vendor.toml with what can be derived, \
                      overlay.yaml with commented suggestions for what the page leaves open; then generate its client.",
        after_help = "Examples:\n  cargo xtask add acme ~/Downloads/page.md\n  \
                      cargo xtask add acme pages/\n  \
                      cargo xtask add acme https://docs.acme.test/api.html\n  \
                      cargo xtask add acme --index https://docs.acme.test/llms.txt --include 'api-reference/*'\n  \
                      cargo xtask add acme pages/ --module billing=billing.json --module users=users.json"
    )]
    Add(Add),
    /// Propose corrections of a page from real replies
    #[command(
        long_about = "Hold real replies against a vendor's page and propose, in its overlay.yaml and commented out, the \
                      corrections that make them fit: what may be null, need not be there, is of another type, has a \
                      further status or property. Each says what was seen, how often and where; values are never \
                      written. Remove the comment marks of what is true and generate.\n\n\
                      A file holds the body of a reply as it came, or several, one after the other. The operation may \
                      be left out where the file shows it beyond doubt: it is the only one, the file is called after \
                      it (`listUsers.200.json`), or no other reply has such properties.",
        after_help = "Examples:\n  \
                      cargo xtask learn acme reply.json\n  \
                      cargo xtask learn acme replies/*.json --operation listUsers\n  \
                      cargo xtask learn acme refused.json --operation 'POST /users' --status 422"
    )]
    Learn(Learn),
    /// Show what the comparison looks for, and why each verdict is what it is
    #[command(after_help = "Examples:\n  cargo xtask rules\n  cargo xtask rules response-type-changed")]
    Rules(Rules),
    /// Show the passes that a page goes through, in their order, and why each is there
    #[command(after_help = "Examples:\n  cargo xtask passes\n  cargo xtask passes nullable")]
    Passes(Passes),
    /// Regenerate whenever something under specs/ is saved
    #[command(
        long_about = "Regenerate whenever something under specs/ is saved, and say what changed in the API. A page \
                      that fails is reported and waited for. Ctrl-C ends it.",
        after_help = "Examples:\n  cargo xtask watch"
    )]
    Watch(Watch),
}

/// Names of vendors.
#[derive(Debug, Clone, Args)]
pub struct Vendors {
    /// Vendors, by their directory in specs/ [default: all]
    #[arg(value_name = "VENDOR")]
    pub vendors: Vec<String>,
}

/// Arguments of `check`.
#[derive(Debug, Args)]
pub struct Check {
    /// Which vendors.
    #[command(flatten)]
    pub vendors: Vendors,
    /// Git revision since which versions must have risen [default: the last tag of a release, `v1.2.0` or
    /// `acme-client-v1.2.0`]
    #[arg(long, value_name = "REV")]
    pub base: Option<String>,
}

/// Arguments of `generate`.
#[derive(Debug, Args)]
pub struct Generate {
    /// Which vendors.
    #[command(flatten)]
    pub vendors: Vendors,
    /// Only say what would be written
    #[arg(long)]
    pub dry_run: bool,
    /// List every file and what the pipeline noted
    #[arg(short, long)]
    pub verbose: bool,
}

/// Arguments of `list`.
#[derive(Debug, Args)]
pub struct List {
    /// How to print it
    #[arg(long, value_enum, default_value_t)]
    pub format: ListFormat,
    /// Show every operation, with the page and the line that it stands on
    #[arg(short, long)]
    pub verbose: bool,
}

/// How `list` prints.
#[derive(Debug, Clone, Copy, Default, ValueEnum)]
pub enum ListFormat {
    /// A table
    #[default]
    Text,
    /// An array with one object per vendor
    Json,
}

/// Arguments of `try`.
#[derive(Debug, Args)]
pub struct Try {
    /// Vendor page or OpenAPI document; several, or folders of them, are read as one API
    #[arg(value_name = "PAGE", required = true)]
    pub pages: Vec<PathBuf>,
    /// Which description the pages are to be of, where they are of several
    #[arg(long, value_name = "SPEC")]
    pub spec: Option<String>,
    /// Directory to write the client crate to; new, empty, or an earlier output
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// Vendor name for the crate [default: from the file name]
    #[arg(long)]
    pub name: Option<String>,
    /// Corrections to apply, an OpenAPI Overlay 1.0 document
    #[arg(long, value_name = "FILE")]
    pub overlay: Option<PathBuf>,
    /// List everything, and each note with its place
    #[arg(short, long)]
    pub verbose: bool,
}

/// Arguments of `diff`.
#[derive(Debug, Args)]
pub struct Diff {
    /// Vendors [default: all], or two pages or folders of pages to compare, also as they were (`REV:PATH`)
    #[arg(value_name = "VENDOR | OLD NEW")]
    pub subjects: Vec<String>,
    /// Git revision to compare the working tree with
    #[arg(long, value_name = "REV", default_value = "HEAD")]
    pub base: String,
    /// How to print the findings
    #[arg(long, value_enum, default_value_t)]
    pub format: DiffFormat,
    /// Exit with status 1 if there is a finding of this weight or more
    #[arg(long, value_enum, value_name = "WEIGHT")]
    pub fail_on: Option<FailOn>,
    /// Say why a finding's verdict is what it is, with an example, and compare nothing: the finding's rule
    #[arg(long, value_name = "ID")]
    pub explain: Option<String>,
}

/// How `diff` prints.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub enum DiffFormat {
    /// For the terminal
    #[default]
    Text,
    /// An object with all findings, described by xtask/diff.schema.json
    Json,
    /// For a pull request
    Markdown,
    /// One page for a browser, that loads nothing: to read, or to send to a vendor
    Html,
    /// Annotations of a GitHub workflow, at the pages
    Github,
    /// SARIF 2.1.0, for code scanning
    Sarif,
}

/// What `diff` objects to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum FailOn {
    /// A client of the old page no longer works
    Breaking,
    /// Code that imports the client may no longer compile
    Major,
    /// The client's public API changes at all
    Minor,
    /// Any change on the wire
    Compatible,
    /// Any finding at all
    Any,
}

/// Arguments of `rules`.
#[derive(Debug, Args)]
pub struct Rules {
    /// One rule, by its id
    #[arg(value_name = "ID")]
    pub id: Option<String>,
}

/// Arguments of `passes`.
#[derive(Debug, Args)]
pub struct Passes {
    /// One pass, by its id
    #[arg(value_name = "ID")]
    pub id: Option<String>,
}

/// Arguments of `update`.
#[derive(Debug, Args)]
pub struct Update {
    /// Vendor, by its directory in specs/
    pub vendor: String,
    /// The new page
    #[arg(long, value_name = "FILE")]
    pub page: PathBuf,
    /// Only say what would happen
    #[arg(long)]
    pub dry_run: bool,
    /// Accept changes that break the wire
    #[arg(long)]
    pub allow_breaking: bool,
    /// Let the new page change names that are otherwise held: these (`--rename=User,Item2`), or all
    #[arg(long, value_name = "NAMES", num_args = 0.., require_equals = true, value_delimiter = ',')]
    pub rename: Option<Vec<String>>,
}

/// Arguments of `fetch`.
#[derive(Debug, Args)]
pub struct Fetch {
    /// Which vendors.
    #[command(flatten)]
    pub vendors: Vendors,
    /// Take over the pages that changed
    #[arg(long)]
    pub update: bool,
    /// With --update, accept changes that break the wire
    #[arg(long, requires = "update")]
    pub allow_breaking: bool,
    /// Seconds after which a download is given up
    #[arg(long, value_name = "SECONDS", default_value_t = 30)]
    pub timeout: u64,
}

/// Arguments of `add`.
#[derive(Debug, Clone, Args)]
pub struct Add {
    /// Name of the vendor: lower-case letters, digits and hyphens
    pub name: String,
    /// Its page, a file or a URL; several, or folders of them, are the pages of a site
    #[arg(required_unless_present = "index")]
    pub pages: Vec<PathBuf>,
    /// The list of its site's pages (`llms.txt`, `llms-full.txt`, a sitemap, or a list): they are downloaded
    #[arg(long, value_name = "URL | FILE")]
    pub index: Option<String>,
    /// Which description the pages are to be of, where they are of several
    #[arg(long, value_name = "SPEC")]
    pub spec: Option<String>,
    /// Make a vendor of each of these descriptions, and one crate that has their clients as modules
    #[arg(long = "module", value_name = "NAME=SPEC", value_parser = module, conflicts_with_all = ["spec", "description"])]
    pub modules: Vec<(String, String)>,
    /// Make the client from the whole description that the index names, and keep the pages to compare it with; where it names
    /// several, say which
    #[arg(long, value_name = "URL", num_args = 0..=1, default_missing_value = "", require_equals = true)]
    pub description: Option<String>,
    /// Which pages of the index are wanted, as a pattern of their paths
    #[arg(long, value_name = "PATTERN", requires = "index")]
    pub include: Vec<String>,
    /// Which pages of the index are not
    #[arg(long, value_name = "PATTERN", requires = "index")]
    pub exclude: Vec<String>,
    /// Seconds after which a download is given up
    #[arg(long, value_name = "SECONDS", default_value_t = 30)]
    pub timeout: u64,
}

/// Arguments of `learn`.
#[derive(Debug, Args)]
pub struct Learn {
    /// Vendor, by its directory in specs/
    pub vendor: String,
    /// Bodies of replies, as they came
    #[arg(value_name = "REPLY", required = true)]
    pub replies: Vec<PathBuf>,
    /// Which operation they are replies of: its operationId, its method in Rust, or `METHOD /path`
    #[arg(long, value_name = "OPERATION")]
    pub operation: Option<String>,
    /// Which status they came with [default: the success that holds JSON]
    #[arg(long, value_parser = clap::value_parser!(u16).range(100..600))]
    pub status: Option<u16>,
    /// Only say what would be proposed
    #[arg(long)]
    pub dry_run: bool,
}

/// Arguments of `watch`.
#[derive(Debug, Args)]
pub struct Watch {
    /// End after so many saves
    #[arg(long, hide = true)]
    pub rounds: Option<usize>,
}

/// A module's name and the description that it is to be of.
fn module(text: &str) -> Result<(String, String), String> {
    let (name, spec) = text.split_once('=').ok_or("a module is NAME=SPEC")?;
    Ok((name.to_owned(), spec.to_owned()))
}
