//! The language of each text on a page. What people typed may be in another language than the page;
//! its letters tell, and it is marked here, once for all pages, so that it is read aloud and set as
//! what it is.

use crate::method::Lang;

/// Elements without an end.
const VOID: [&str; 8] = ["area", "br", "col", "hr", "img", "input", "link", "meta"];
/// Elements whose text is no text for people, or is not in any language.
const PLAIN: [&str; 4] = ["script", "style", "code", "kbd"];
/// Elements that may hold nothing but text, so that the element itself is marked.
const WHOLE: [&str; 5] = ["title", "option", "textarea", "text", "tspan"];

/// An element that is open.
struct Open {
    name: String,
    lang: Lang,
    /// Tells where its tag ends in what was written, unless it says its language itself.
    end: Option<usize>,
}

/// The page with the language of every text that is not in its own.
pub fn marked(page: &str, own: Lang) -> String {
    let mut out = String::with_capacity(page.len() + page.len() / 16);
    let mut open: Vec<Open> = Vec::new();
    let mut labels = Labels::default();
    let mut rest = page;
    while let Some(at) = rest.find('<') {
        let (text, tagged) = rest.split_at(at);
        let Some(end) = end_of(tagged) else { break };
        let (tag, after) = tagged.split_at(end);
        let closes = tag.starts_with("</");
        put(&mut out, text, &mut open, (own, closes));
        rest = after;
        if closes {
            let name = name_of(&tag[2..]);
            if name == "body" {
                labels.put(&mut out, own);
            }
            if let Some(place) = open.iter().rposition(|one| one.name == name) {
                open.truncate(place);
            }
            out.push_str(tag);
            continue;
        }
        let tag = &labels.taken(tag, open.last().map_or(own, |one| one.lang));
        begin(&mut out, tag, &mut open, own);
        if let Some(inner) = open.last().filter(|one| PLAIN[..2].contains(&one.name.as_str())) {
            let until = rest.find(&format!("</{}", inner.name)).unwrap_or(rest.len());
            out.push_str(&rest[..until]);
            rest = &rest[until..];
        }
    }
    out.push_str(rest);
    labels.put(&mut out, own);
    out
}

/// The labels of elements that are in another language than the element. An attribute has no
/// language of its own, so each stands as a text that is not shown, and the element points at it.
#[derive(Default)]
struct Labels(Vec<(String, Lang)>);

impl Labels {
    /// The tag as it is, or pointing at its label.
    fn taken(&mut self, tag: &str, above: Lang) -> String {
        let Some(label) = attribute(tag, "aria-label") else { return tag.to_owned() };
        let here = said(tag).unwrap_or(above);
        if tongue(label, here).is_none() && value(tag, here).is_none() {
            return tag.to_owned();
        }
        self.0.push((label.to_owned(), here));
        let by = format!(" aria-labelledby=\"said-{}\"", self.0.len());
        tag.replacen(&format!(" aria-label=\"{label}\""), &by, 1)
    }

    /// Writes the labels, each in its languages.
    fn put(&mut self, out: &mut String, own: Lang) {
        if self.0.is_empty() {
            return;
        }
        out.push_str("<div hidden>");
        for (no, (label, above)) in (1..).zip(self.0.drain(..)) {
            let text = match tongue(&label, above).map(|lang| (lang, run(&label, lang))) {
                Some((lang, run)) => {
                    label.replacen(run, &format!("<span lang=\"{}\">{run}</span>", lang.tag()), 1)
                }
                None => label.clone(),
            };
            let lang =
                if above == own { String::new() } else { format!(" lang=\"{}\"", above.tag()) };
            out.push_str(&format!("<span id=\"said-{no}\"{lang}>{text}</span>"));
        }
        out.push_str("</div>");
    }
}

/// Tells where a tag ends; a sign between quotation marks ends nothing.
fn end_of(tag: &str) -> Option<usize> {
    let mut quoted = false;
    let end = tag.char_indices().find(|(_, c)| {
        quoted ^= *c == '"';
        *c == '>' && !quoted
    });
    end.map(|(at, _)| at + 1)
}

fn name_of(tag: &str) -> &str {
    tag.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default()
}

/// Writes the tag that begins an element, with the language of a value that stands in it.
fn begin(out: &mut String, tag: &str, open: &mut Vec<Open>, own: Lang) {
    let name = name_of(&tag[1..]);
    let above = open.last().map_or(own, |one| one.lang);
    let said = said(tag);
    let of_value = value(tag, above);
    let inner = tag.strip_suffix("/>").or_else(|| tag.strip_suffix('>')).unwrap_or(tag);
    out.push_str(inner);
    if let Some(lang) = of_value {
        out.push_str(&format!(" lang=\"{}\"", lang.tag()));
    }
    let end = said.is_none().then_some(out.len());
    out.push_str(&tag[inner.len()..]);
    if !name.is_empty() && !VOID.contains(&name) && !tag.ends_with("/>") {
        open.push(Open { name: name.to_owned(), lang: said.unwrap_or(above), end });
    }
}

/// The language that a tag says itself.
fn said(tag: &str) -> Option<Lang> {
    attribute(tag, "lang").map(|tag| if tag.starts_with("ja") { Lang::Ja } else { Lang::En })
}

/// The language of what stands in a field, if it is another one and the tag does not say it.
fn value(tag: &str, above: Lang) -> Option<Lang> {
    let value = (name_of(tag.get(1..)?) == "input").then(|| attribute(tag, "value")).flatten()?;
    tongue(value, above).filter(|_| said(tag).is_none() && !tag.contains("type=\"hidden\""))
}

fn attribute<'t>(tag: &'t str, name: &str) -> Option<&'t str> {
    let (_, rest) = tag.split_once(&format!(" {name}=\""))?;
    rest.split('"').next()
}

/// Writes a text; `closes` if what follows ends the element it stands in.
fn put(out: &mut String, text: &str, open: &mut [Open], (own, closes): (Lang, bool)) {
    let above = open.last().map_or(own, |one| one.lang);
    let plain = open.iter().any(|one| PLAIN.contains(&one.name.as_str()));
    let Some(lang) = tongue(text, above).filter(|_| !plain) else {
        out.push_str(text);
        return;
    };
    let mark = format!(" lang=\"{}\"", lang.tag());
    let alone =
        closes && open.last().is_some_and(|one| one.end.is_some_and(|end| out.len() == end + 1));
    let whole = open.last().is_some_and(|one| WHOLE.contains(&one.name.as_str()));
    let run = run(text, lang);
    if let Some(end) =
        open.last().and_then(|one| one.end).filter(|_| whole || (alone && run == text.trim()))
    {
        out.insert_str(end, &mark);
        open.iter_mut().rev().take(1).for_each(|one| (one.lang, one.end) = (lang, None));
        out.push_str(text);
        return;
    }
    if whole {
        // It says its language itself, and a mark within it would be read as text.
        out.push_str(text);
        return;
    }
    let (before, after) = text.split_once(run).unwrap_or((text, ""));
    // A row of boxes takes a text for one box only while it is one.
    let apart = !before.trim().is_empty() || !after.trim().is_empty();
    let (first, last) = if apart { ("<span>", "</span>") } else { ("", "") };
    out.push_str(&format!("{first}{before}<span{mark}>{run}</span>{after}{last}"));
}

/// The language of a text, if its letters say that it is not this one: Japanese by any letter of
/// its own, English by two words where no other letter stands.
fn tongue(text: &str, above: Lang) -> Option<Lang> {
    match above {
        Lang::En => (Lang::of(text) == Lang::Ja).then_some(Lang::Ja),
        Lang::Ja => {
            let other = |c: char| {
                c.is_alphabetic() && !matches!(c, '\0'..='\u{24f}' | '\u{1e00}'..='\u{1eff}')
            };
            let entities = text.split('&').enumerate();
            let text: Vec<&str> = entities
                .map(|(i, part)| {
                    if i == 0 { part } else { part.split_once(';').map_or(part, |(_, rest)| rest) }
                })
                .collect();
            let text = text.join(" ");
            let words = text
                .split(|c: char| !c.is_alphabetic())
                .filter(|word| word.chars().count() > 1)
                .count();
            (words > 1 && !text.chars().any(other)).then_some(Lang::En)
        }
    }
}

/// The part of a text that is in this language: all of it if it is English.
fn run(text: &str, lang: Lang) -> &str {
    let trimmed = text.trim();
    if lang == Lang::En {
        return trimmed;
    }
    let own = |c: &(usize, char)| Lang::of(c.1.encode_utf8(&mut [0; 4])) == Lang::Ja;
    let Some((first, _)) = trimmed.char_indices().find(own) else { return trimmed };
    let Some((last, c)) = trimmed.char_indices().rev().find(own) else { return trimmed };
    // Brackets and full stops of that language around it are part of it.
    let joined = |c: char| matches!(c, '\u{3000}'..='\u{303f}' | '\u{ff01}'..='\u{ff60}');
    let from = trimmed[..first]
        .char_indices()
        .rev()
        .take_while(|(_, c)| joined(*c))
        .last()
        .map_or(first, |(at, _)| at);
    let until = last + c.len_utf8();
    let tail: usize = trimmed[until..].chars().take_while(|c| joined(*c)).map(char::len_utf8).sum();
    &trimmed[from..until + tail]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_japanese_text_on_an_english_page_says_so() {
        for (page, expected) in [
            (
                "<p><a href=\"/x\">早瀬 香奈</a></p>",
                "<p><a href=\"/x\" lang=\"ja\">早瀬 香奈</a></p>",
            ),
            (
                "<a>Log it with 早瀬 香奈 now</a>",
                "<a><span>Log it with <span lang=\"ja\">早瀬 香奈</span> now</span></a>",
            ),
            ("<p>「はい」<b>x</b></p>", "<p><span lang=\"ja\">「はい」</span><b>x</b></p>"),
            (
                "<option value=\"1\">Ms 早瀬</option>",
                "<option value=\"1\" lang=\"ja\">Ms 早瀬</option>",
            ),
            ("<input name=\"n\" value=\"早瀬\">", "<input name=\"n\" value=\"早瀬\" lang=\"ja\">"),
            ("<q lang=\"ja\">早瀬<b>香奈</b></q>", "<q lang=\"ja\">早瀬<b>香奈</b></q>"),
            ("<textarea lang=\"en\">早瀬</textarea>", "<textarea lang=\"en\">早瀬</textarea>"),
            ("<textarea>a 早瀬 b</textarea>", "<textarea lang=\"ja\">a 早瀬 b</textarea>"),
            ("<script>早瀬 < 1</script><p>a</p>", "<script>早瀬 < 1</script><p>a</p>"),
            ("<p title=\"a>b\">早瀬</p>", "<p title=\"a>b\" lang=\"ja\">早瀬</p>"),
            ("1 < 2", "1 < 2"),
            (
                "<head><title>早瀬 香奈 · x</title></head>",
                "<head><title lang=\"ja\">早瀬 香奈 · x</title></head>",
            ),
            (
                "<body><button aria-label=\"End: 早瀬 香奈\">End</button></body>",
                "<body><button aria-labelledby=\"said-1\">End</button><div hidden><span id=\"said-1\">End: \
                 <span lang=\"ja\">早瀬 香奈</span></span></div></body>",
            ),
            (
                "<button aria-label=\"End\" lang=\"ja\">x</button>",
                "<button aria-label=\"End\" lang=\"ja\">x</button>",
            ),
            (
                "<input value=\"早瀬\" aria-label=\"Words 1\">",
                "<input value=\"早瀬\" aria-labelledby=\"said-1\" lang=\"ja\"><div hidden><span id=\"said-1\">Words \
                 1</span></div>",
            ),
        ] {
            assert_eq!(marked(page, Lang::En), expected);
        }
    }

    #[test]
    fn an_english_text_on_a_japanese_page_says_so() {
        let page = "<p>Tom Beckett</p><p>Tomさん</p><p>CSV</p><p>A &amp; B</p><code>git log</code>";
        assert_eq!(marked(page, Lang::Ja), page.replacen("<p>", "<p lang=\"en\">", 1));
    }
}
