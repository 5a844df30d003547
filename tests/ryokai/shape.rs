//! The walls of the house: which layer may use what, and how a file must look. What a lint can say
//! stands in `Cargo.toml` and `.clippy.toml`: no panic, no print, no clock, no lint switched off
//! without a reason.

use crate::source::{self, Source};

/// True if the file belongs to the layer: `web.rs` or something below `web/`.
fn within(file: &Source, layer: &str) -> bool {
    file.path == format!("{layer}.rs") || file.path.starts_with(&format!("{layer}/"))
}

fn within_any(file: &Source, layers: &[&str]) -> bool {
    layers.iter().any(|layer| within(file, layer))
}

/// True if code uses this crate: named in a path, an import or an attribute.
fn uses(code: &str, name: &str) -> bool {
    [format!("{name}::"), format!("use {name};"), format!("#[{name}(")].iter().any(|mark| {
        code.match_indices(mark.as_str()).any(|(at, _)| {
            !code[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == ':')
        })
    })
}

#[test]
fn each_library_stays_in_its_layer() {
    let rooms: &[(&str, &[&str])] = &[
        ("diesel", &["store"]),
        ("diesel_migrations", &["store"]),
        ("axum", &["web", "app", "lib"]),
        ("axum_extra", &["web"]),
        ("tower_http", &["web"]),
        ("multer", &["web"]),
        ("encoding_rs", &["intake"]),
        ("hyper_util", &["web"]),
        ("maud", &["picture", "views", "export", "web"]),
        ("argon2", &["password"]),
        ("lettre", &["mail"]),
        ("age", &["encryption"]),
        ("age_core", &["encryption"]),
        ("rustix", &["cli"]),
        ("clap", &["cli", "config"]),
        ("typst", &["export"]),
        ("hyper", &["web"]),
        ("rust_xlsxwriter", &["export"]),
        ("calcard", &["intake"]),
        ("fluent_bundle", &["words"]),
    ];
    for file in source::files(".rs") {
        let code = file.code();
        for (library, layers) in rooms {
            assert!(
                within_any(&file, layers) || !uses(&code, library),
                "{} uses {library}",
                file.path
            );
        }
    }
}

#[test]
fn nothing_is_imported_from_the_right() {
    let right: &[(&[&str], &[&str])] = &[
        (
            &["method"],
            &[
                "intake", "words", "store", "asset", "paths", "picture", "views", "export", "web",
                "cli", "app", "config", "error", "password",
            ],
        ),
        (
            &["intake"],
            &[
                "words", "store", "asset", "paths", "picture", "views", "export", "web", "cli",
                "app", "config", "error", "password",
            ],
        ),
        (
            &["words"],
            &[
                "store", "asset", "paths", "picture", "views", "export", "web", "cli", "app",
                "config", "error", "password",
            ],
        ),
        (
            &["store"],
            &[
                "words", "asset", "paths", "picture", "views", "export", "web", "cli", "app",
                "config", "error", "password",
            ],
        ),
        (&["picture"], &["store", "views", "export", "web", "cli", "app", "config"]),
        (&["export"], &["views", "web", "cli", "app", "config"]),
        (&["views"], &["web", "cli", "app", "config"]),
        (
            &["asset", "paths", "password", "mail", "scheduler", "error", "config", "app"],
            &["views", "export", "web", "cli"],
        ),
        (&["web"], &["cli"]),
    ];
    for file in source::files(".rs") {
        let code = file.code();
        for (layers, foreign) in right.iter().filter(|(layers, _)| within_any(&file, layers)) {
            for name in *foreign {
                assert!(
                    !code.contains(&format!("crate::{name}")),
                    "{} ({layers:?}) uses {name}",
                    file.path
                );
            }
        }
    }
}

#[test]
fn what_is_pure_does_not_wait() {
    for file in source::files(".rs")
        .iter()
        .filter(|file| within_any(file, &["method", "intake", "picture", "views", "export"]))
    {
        let code = file.code();
        assert!(!code.contains(".await") && !code.contains("async fn"), "{}", file.path);
    }
}

#[test]
fn every_module_says_what_lives_there() {
    for file in source::files(".rs") {
        assert!(file.text.starts_with("//! "), "{}", file.path);
    }
}

#[test]
fn no_file_is_too_long_or_named_for_nothing() {
    let empty = [
        "util",
        "utils",
        "helper",
        "helpers",
        "common",
        "manager",
        "service",
        "controller",
        "misc",
        "mod",
    ];
    for file in source::files(".rs") {
        let lines = file.text.lines().count();
        assert!(lines <= 500, "{} has {lines} lines", file.path);
        let name = file.path.rsplit('/').next().unwrap_or_default().trim_end_matches(".rs");
        assert!(!empty.contains(&name), "{}", file.path);
    }
}

#[test]
fn every_route_is_a_path_of_the_list() {
    for file in source::files(".rs").iter().filter(|file| within(file, "web")) {
        let code: String = file.code().split_whitespace().collect();
        for rest in code.split(".route(").skip(1) {
            assert!(rest.starts_with("paths::"), "{}: {}", file.path, &rest[..rest.len().min(40)]);
        }
    }
}

#[test]
fn no_page_carries_style_or_script_of_its_own() {
    for file in source::files(".rs")
        .iter()
        .filter(|file| within_any(file, &["picture", "views", "export", "web"]))
    {
        let code: String = file.code().split_whitespace().collect();
        for mark in ["style=(", "style=\"", "style={", "onclick=", "onsubmit=", "onchange="] {
            assert!(!code.contains(mark), "{}: {mark}", file.path);
        }
    }
}

#[test]
fn no_text_for_people_stands_in_code() {
    // The two languages a session is written down in, what dates are made of, and where a line may
    // break.
    let languages = [
        "intake/shorthand",
        "method/session",
        "intake/entry",
        "intake/written",
        "words",
        "picture/text_metrics",
    ];
    let japanese = |c: char| matches!(c, '\u{3040}'..='\u{30ff}' | '\u{4e00}'..='\u{9fff}');
    for file in source::files(".rs").iter().filter(|file| !within_any(file, &languages)) {
        for literal in file.literals() {
            assert!(!literal.chars().any(japanese), "{}: {literal}", file.path);
        }
    }
}
