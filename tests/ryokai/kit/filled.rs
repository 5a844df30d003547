//! A form of a page, filled in as the page has it: what a browser would send if nothing were
//! touched.

/// The fields that a browser sends of the form which begins so.
pub fn filled(page: &str, start: &str) -> Vec<(String, String)> {
    let (_, form) = page.split_once(start).unwrap_or_else(|| panic!("no form {start}: {page}"));
    let form = form.split_once("</form>").expect("an end").0;
    let mut out = Vec::new();
    let mut rest = form;
    while let Some((_, from)) = rest.split_once('<') {
        let (tag, after) = from.split_once('>').expect("a tag");
        rest = after;
        let name = attribute(tag, "name");
        if tag.starts_with("input") {
            let kind = attribute(tag, "type").unwrap_or_default();
            let unticked =
                ["radio", "checkbox"].contains(&kind.as_str()) && !tag.ends_with(" checked");
            let unticked = unticked && !tag.contains(" checked ");
            if let Some(name) = name.filter(|_| !unticked) {
                out.push((name, attribute(tag, "value").unwrap_or_default()));
            }
        } else if tag.starts_with("textarea") {
            let (text, after) = rest.split_once("</textarea>").expect("an end");
            rest = after;
            out.extend(name.map(|name| (name, plain(text))));
        } else if tag.starts_with("select") {
            let (options, after) = rest.split_once("</select>").expect("an end");
            rest = after;
            let of = |part: &str| attribute(part.split('>').next().unwrap_or_default(), "value");
            let mut options = options.split("<option").skip(1);
            let first = options.clone().next().and_then(of);
            let chosen =
                options.find(|o| o.split('>').next().unwrap_or_default().contains(" selected"));
            let value = chosen.map_or(first, of).unwrap_or_default();
            out.extend(name.map(|name| (name, value)));
        }
    }
    out
}

/// The fields with some of them set anew.
pub fn with<'f>(
    fields: &'f [(String, String)],
    new: &[(&'f str, &'f str)],
) -> Vec<(&'f str, &'f str)> {
    let kept = fields.iter().filter(|(name, _)| new.iter().all(|(set, _)| set != name));
    let kept = kept
        .filter(|(name, _)| name != "csrf")
        .map(|(name, value)| (name.as_str(), value.as_str()));
    kept.chain(new.iter().copied()).collect()
}

fn attribute(tag: &str, name: &str) -> Option<String> {
    let (_, from) = tag.split_once(&format!(" {name}=\""))?;
    Some(plain(from.split_once('"')?.0))
}

fn plain(text: &str) -> String {
    text.replace("&quot;", "\"").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
}
