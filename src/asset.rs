//! The files of `static/`, inside the binary, each under the hash of its content. Serving them is
//! `web::assets`.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::LazyLock;

use sha2::{Digest, Sha256};

use crate::paths;

#[derive(rust_embed::RustEmbed)]
#[folder = "static"]
#[include = "*.css"]
#[include = "*.js"]
#[include = "*.svg"]
#[include = "*.png"]
struct Files;

/// One file as it is served.
pub struct Asset {
    pub bytes: Cow<'static, [u8]>,
    pub mime: &'static str,
    /// The first 16 hexadecimal digits of its SHA-256; scripts name each other, so all of them
    /// share one.
    pub hash: String,
}

static ALL: LazyLock<HashMap<String, Asset>> = LazyLock::new(|| {
    let mut names: Vec<_> = Files::iter().filter(|name| name.ends_with(".js")).collect();
    names.sort();
    let all = names
        .iter()
        .filter_map(|name| Files::get(name))
        .fold(Sha256::new(), |all, file| all.chain_update(&file.data));
    let scripts = short(all.finalize());
    let read = |name: Cow<'static, str>| {
        let bytes = Files::get(&name)?.data;
        let hash =
            if name.ends_with(".js") { scripts.clone() } else { short(Sha256::digest(&bytes)) };
        Some((name.to_string(), Asset { mime: mime(&name), bytes, hash }))
    };
    Files::iter().filter_map(read).collect()
});

fn short(digest: impl AsRef<[u8]>) -> String {
    digest.as_ref().iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}

fn mime(name: &str) -> &'static str {
    match name.rsplit('.').next() {
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        _ => "application/octet-stream",
    }
}

/// The file of this name.
pub fn find(name: &str) -> Option<&'static Asset> {
    ALL.get(name)
}

/// The names of all files, in their order.
pub fn names() -> Vec<&'static str> {
    let mut names: Vec<_> = ALL.keys().map(String::as_str).collect();
    names.sort_unstable();
    names
}

/// The address of a file; it changes with the content, so that it may be kept for ever.
pub fn url(name: &str) -> String {
    match find(name) {
        Some(asset) => paths::asset(&asset.hash, name),
        None => {
            tracing::error!(name, "no such file in static/");
            paths::asset("none", name)
        }
    }
}
