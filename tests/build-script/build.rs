//! Generates a client at build time, by the same library call that the committed clients come from.

use std::error::Error;
use std::path::{Path, PathBuf};
use std::{env, fs};

use specloom::{Source, Sources, Vendor};

fn main() -> Result<(), Box<dyn Error>> {
    let specs = Path::new("../../specs/courier");
    let read = |name: &str| -> Result<Source, Box<dyn Error>> {
        let path = specs.join(name);
        println!("cargo::rerun-if-changed={}", path.display());
        Ok(Source::new(path.display().to_string(), fs::read(&path)?))
    };
    let overlay = specs
        .join("overlay.yaml")
        .exists()
        .then(|| read("overlay.yaml"))
        .transpose()?;
    let sources = Sources {
        pages: vec![read("page.md")?],
        overlay,
        vendor: Vendor::parse(&read("vendor.toml")?)?,
        changelog: None,
    };
    let generated = specloom::generate(&sources)?;
    let out = PathBuf::from(env::var("OUT_DIR")?);
    fs::write(out.join("courier.rs"), generated.module())?;
    Ok(())
}
