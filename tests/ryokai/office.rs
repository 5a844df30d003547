//! The DOCX in a program that people open it with: LibreOffice, where it is installed.

use std::process::Command;

use ryokai::export::docx;
use ryokai::method::Lang;

use crate::demo;
use crate::summary::{document, edition, squeezed};

/// The DOCX as LibreOffice understands it, written out again as HTML; none, and said aloud, where
/// it is not installed.
fn opened(bytes: &[u8]) -> Option<String> {
    let folder = std::env::temp_dir().join(format!("ryokai-office-{}", uuid::Uuid::now_v7()));
    std::fs::create_dir(&folder).expect("a folder");
    std::fs::write(folder.join("copy.docx"), bytes).expect("the file");
    let run = Command::new("soffice")
        .arg(format!("-env:UserInstallation=file://{}", folder.join("profile").display()))
        .args(["--headless", "--convert-to", "html", "--outdir"])
        .args([&folder, &folder.join("copy.docx")])
        .output();
    let html = match run {
        Ok(output) => {
            assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
            Some(std::fs::read_to_string(folder.join("copy.html")).expect("what it opened"))
        }
        Err(_) => {
            eprintln!("SKIPPED: soffice (LibreOffice) is not installed; the DOCX was not opened");
            None
        }
    };
    std::fs::remove_dir_all(&folder).expect("tidied up");
    html
}

/// The texts of the elements of these names, without white space.
fn texts(html: &str, names: &[&str]) -> Vec<String> {
    let parts = html.split('<').filter_map(|tag| tag.split_once('>'));
    let (mut inside, mut out) = (0_usize, Vec::<String>::new());
    for (tag, text) in parts {
        let name = tag.trim_start_matches('/').split([' ', '\n']).next().unwrap_or_default();
        match (names.contains(&name), tag.starts_with('/')) {
            (true, false) => {
                inside += 1;
                out.push(String::new());
            }
            (true, true) => inside = inside.saturating_sub(1),
            (false, _) => {}
        }
        if let (1.., Some(last)) = (inside, out.last_mut()) {
            last.extend(text.chars().filter(|c| !c.is_whitespace()));
        }
    }
    out
}

#[test]
fn libreoffice_opens_the_copy_with_its_headings_lists_and_japanese() {
    for (client, lang) in [("c1", Lang::Ja), ("c4", Lang::En)] {
        let file = demo::client(client);
        let document = document(&file, edition(None, None), lang);
        let Some(html) = opened(&docx::render(&document).expect("a DOCX")) else { return };
        let headings = texts(&html, &["h1", "h2", "h3"]);
        for section in &document.sections {
            assert!(
                headings.contains(&squeezed(&section.heading)),
                "{}: {headings:?}",
                section.heading
            );
        }
        let (items, want) = (texts(&html, &["li"]), squeezed(file.wants[0].text.as_str()));
        assert!(items.iter().any(|item| item.starts_with(&want)), "{want}: {items:?}");
    }
}
