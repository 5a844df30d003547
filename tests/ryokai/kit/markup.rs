//! The elements of a page, read the way a browser reads the markup that our pages consist of: tags
//! with their attributes, and the text up to the next tag.

/// One opening tag and the text behind it.
#[derive(Debug, Clone, PartialEq)]
pub struct Element {
    pub tag: String,
    attributes: Vec<(String, String)>,
    /// The text between this tag and the next one.
    pub text: String,
}

impl Element {
    /// The value of an attribute; empty for one that stands alone, such as `checked`.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// True if every attribute has this value.
    pub fn is(&self, tag: &str, attributes: &[(&str, &str)]) -> bool {
        self.tag == tag && attributes.iter().all(|(name, value)| self.get(name) == Some(value))
    }
}

/// All elements in the order of the page. Comments and closing tags are none.
pub fn elements(page: &str) -> Vec<Element> {
    let mut out = Vec::new();
    let mut rest = page;
    while let Some((_, from)) = rest.split_once('<') {
        rest = from;
        if !from.starts_with(|c: char| c.is_ascii_alphabetic()) {
            continue;
        }
        let (tag, mut left) = split(from, |c| c.is_whitespace() || c == '>' || c == '/');
        let mut attributes = Vec::new();
        loop {
            left = left.trim_start_matches(|c: char| c.is_whitespace() || c == '/');
            if left.is_empty() || left.starts_with('>') {
                break;
            }
            let (name, after) = split(left, |c| c.is_whitespace() || "=>/".contains(c));
            let (value, after) = match after.strip_prefix("=\"") {
                Some(quoted) => quoted.split_once('"').expect("the end of a value"),
                None => ("", after),
            };
            attributes.push((name.to_owned(), plain(value)));
            left = after;
        }
        let behind = left.strip_prefix('>').unwrap_or(left);
        let (text, _) = split(behind, |c| c == '<');
        out.push(Element { tag: tag.to_owned(), attributes, text: plain(text) });
        rest = behind;
    }
    out
}

fn split(text: &str, ends: impl Fn(char) -> bool) -> (&str, &str) {
    text.split_at(text.find(ends).unwrap_or(text.len()))
}

/// Text without the escapes that our pages write.
fn plain(text: &str) -> String {
    text.replace("&quot;", "\"").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
}

#[test]
fn elements_are_read_with_their_attributes_whatever_their_order() {
    let page = "<!DOCTYPE html><p class=\"a b\">x &lt; y<input checked value=\"1 > 0\" name=\"n\"></p><br/>";
    let all = elements(page);
    assert_eq!(all.iter().map(|e| e.tag.as_str()).collect::<Vec<_>>(), ["p", "input", "br"]);
    assert!(all[0].is("p", &[("class", "a b")]) && all[0].text == "x < y");
    assert!(all[1].is("input", &[("name", "n"), ("value", "1 > 0"), ("checked", "")]));
    assert!(!all[1].is("input", &[("name", "m")]) && all[1].get("type").is_none());
}
