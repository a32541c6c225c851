//! Every pass is registered under its file's name and has a reason.

use super::*;

/// The files of a stage's folder that are passes; one may be a folder itself.
fn pass_files(folder: &str) -> Vec<String> {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let mut files: Vec<String> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| {
            let file = if path.is_dir() {
                path.join("mod.rs")
            } else {
                path.clone()
            };
            std::fs::read_to_string(file)
                .unwrap_or_default()
                .contains(concat!("const PASS: ", "Pass ="))
        })
        .map(|path| path.file_stem().unwrap().to_string_lossy().replace('_', "-"))
        .collect();
    files.sort();
    files
}

#[test]
fn every_pass_is_registered_once_under_its_files_name() {
    let mut ids: Vec<&str> = FITTING.iter().map(|pass| pass.id).collect();
    ids.sort_unstable();
    assert_eq!(ids, pass_files("src/model/fit"));
    for pass in FITTING {
        assert!(pass.why.len() > 20, "{}", pass.id);
    }
}

fn vendor() -> Vendor {
    let text = "name = 'Acme'\ncrate = 'acme-client'\nversion = '0.1.0'\ndescription = 'd'\nsecrets = ['pin_code']\n";
    Vendor::parse(&crate::Source::new("vendor.toml", text)).unwrap()
}

/// `tests/fit/<pass>/before.yaml` becomes `after.yaml`. With `SPECLOOM_BLESS` the latter is written.
#[test]
fn every_pass_does_what_its_fixture_shows() {
    for pass in FITTING {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("tests/fit")
            .join(pass.id.replace('-', "_"));
        let read = |name: &str| -> Value {
            let text = std::fs::read_to_string(folder.join(name)).unwrap_or_default();
            serde_yaml::from_str(&text).unwrap_or_else(|error| panic!("{}/{name}: {error}", pass.id))
        };
        let before = read("before.yaml");
        let fitted = run(before.clone(), &vendor().secrets, std::slice::from_ref(pass));
        let notes: Vec<String> = fitted.notes.iter().map(ToString::to_string).collect();
        let after = serde_json::json!({"document": fitted.document, "notes": notes});
        if std::env::var_os("SPECLOOM_BLESS").is_some() {
            std::fs::write(folder.join("after.yaml"), serde_yaml::to_string(&after).unwrap()).unwrap();
        }
        assert_ne!(before, fitted.document, "{} changes nothing", pass.id);
        assert_eq!(after, read("after.yaml"), "{}", pass.id);
        // What a pass has done it does not do again.
        let again = run(
            fitted.document.clone(),
            &vendor().secrets,
            std::slice::from_ref(pass),
        );
        assert_eq!(again.document, fitted.document, "{} twice", pass.id);
    }
}
