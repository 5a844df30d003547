//! Which texts of a person are found, each once, under the record it stands in.

use foldhash::{HashMap, HashSet};
use serde::{Deserialize, Serialize};

use super::fold::{SearchToken, tokens};
use crate::method::person::Preference;
use crate::method::{ClientFile, Day, Id, Session, Speaker, Step, Text};

/// Names the part of a record that a text comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SearchKind {
    /// A profile: names, readings, addresses, work.
    Client,
    Quote,
    /// Words on which an agreement rests.
    Consent,
    Topic,
    Want,
    /// A guess about them, in our words.
    Guess,
    /// A need that they have made theirs, and one that was given up.
    Need,
    /// A need in the wording that they approved.
    NeedWording,
    Told,
    Held,
    TheirPromise,
    OurPromise,
    Marker,
    Strain,
    Note,
    /// A line of a session that is no record yet.
    OpenLine,
    Addendum,
    Contact,
    Gift,
    /// Words of our own.
    OurWords,
    /// Anything else that is known of somebody.
    Profile,
}

/// Names the groups by which the page filters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SearchGroup {
    Clients,
    Words,
    Agreements,
    Wants,
    Needs,
    Messages,
    Promises,
    Signs,
    Notes,
    Contacts,
    Gifts,
    Drafts,
}

impl SearchGroup {
    /// All groups, in the order of the filter.
    pub const ALL: [SearchGroup; 12] = [
        SearchGroup::Clients,
        SearchGroup::Words,
        SearchGroup::Agreements,
        SearchGroup::Wants,
        SearchGroup::Needs,
        SearchGroup::Messages,
        SearchGroup::Promises,
        SearchGroup::Signs,
        SearchGroup::Notes,
        SearchGroup::Contacts,
        SearchGroup::Gifts,
        SearchGroup::Drafts,
    ];

    /// True if texts of a kind belong to it. Words that an agreement rests on belong to two.
    pub fn holds(self, kind: SearchKind) -> bool {
        use SearchKind as K;
        match self {
            SearchGroup::Clients => matches!(kind, K::Client | K::Profile),
            SearchGroup::Words => {
                matches!(kind, K::Quote | K::Consent | K::Topic | K::NeedWording)
            }
            SearchGroup::Agreements => kind == K::Consent,
            SearchGroup::Wants => kind == K::Want,
            SearchGroup::Needs => matches!(kind, K::Guess | K::Need | K::NeedWording),
            SearchGroup::Messages => matches!(kind, K::Told | K::Held),
            SearchGroup::Promises => matches!(kind, K::TheirPromise | K::OurPromise),
            SearchGroup::Signs => matches!(kind, K::Marker | K::Strain),
            SearchGroup::Notes => {
                matches!(kind, K::Note | K::OpenLine | K::Addendum | K::OurWords)
            }
            SearchGroup::Contacts => kind == K::Contact,
            SearchGroup::Gifts => kind == K::Gift,
            SearchGroup::Drafts => false,
        }
    }
}

impl SearchKind {
    /// True for what they said: it is set as their words are everywhere.
    pub fn is_theirs(self) -> bool {
        SearchGroup::Words.holds(self)
    }
}

/// One text to be found.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Searchable {
    pub kind: SearchKind,
    /// The record it stands in; of a profile, the person.
    pub record: Id,
    pub session: Option<Id>,
    /// The number of that session.
    pub no: Option<u32>,
    pub on: Option<Day>,
    pub text: String,
}

impl Searchable {
    /// Every text of a file, in no order that means anything. What was taken back is not in a
    /// file; a later correction has taken the place of what was written first.
    pub fn all(file: &ClientFile) -> Vec<Searchable> {
        Gathering::of(file).into_iter().map(Entry::searchable).collect()
    }

    /// Its tokens, in pieces in which no token stands more than `most` times nor behind the
    /// place `furthest`. Each piece begins with the last `overlap` tokens of the one before.
    pub fn pieces(
        text: &str,
        (most, furthest): (usize, usize),
        overlap: usize,
    ) -> Vec<Vec<SearchToken>> {
        let all = tokens(text);
        let mut out = Vec::new();
        let mut from = 0;
        while from < all.len() {
            let rest = all.get(from..).unwrap_or_default();
            let mut seen: HashMap<&str, usize> = HashMap::default();
            let mut len = 0;
            for token in rest.iter().take(furthest) {
                let n = seen.entry(token.text.as_str()).or_insert(0);
                *n += 1;
                if *n > most {
                    break;
                }
                len += 1;
            }
            let len = len.max(1);
            out.push(rest.get(..len).unwrap_or_default().to_vec());
            if from + len >= all.len() {
                break;
            }
            from += len.saturating_sub(overlap).max(1);
        }
        out
    }
}

/// Holds what a file says that it did not say before, and what it says no more.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SearchChange {
    pub gone: Vec<Searchable>,
    pub new: Vec<Searchable>,
}

impl SearchChange {
    /// From one state of a file to the next; everything is new where there was none.
    pub fn between(before: Option<&ClientFile>, after: &ClientFile) -> SearchChange {
        let mut kept: HashMap<Entry<'_>, usize> = HashMap::default();
        for entry in before.map(Gathering::of).unwrap_or_default() {
            *kept.entry(entry).or_default() += 1;
        }
        let mut new = Vec::new();
        for entry in Gathering::of(after) {
            match kept.get_mut(&entry).filter(|left| **left > 0) {
                Some(left) => *left -= 1,
                None => new.push(entry.searchable()),
            }
        }
        let left = kept.into_iter().flat_map(|(entry, left)| std::iter::repeat_n(entry, left));
        SearchChange { gone: left.map(Entry::searchable).collect(), new }
    }
}

/// A text to be found, as it stands in the file.
#[derive(Clone, PartialEq, Eq, Hash)]
struct Entry<'f> {
    kind: SearchKind,
    record: &'f Id,
    session: Option<&'f Id>,
    no: Option<u32>,
    on: Option<Day>,
    lines: Vec<Text>,
}

impl Entry<'_> {
    fn searchable(self) -> Searchable {
        let lines: Vec<&str> = self.lines.iter().map(Text::as_str).collect();
        Searchable {
            kind: self.kind,
            record: self.record.clone(),
            session: self.session.cloned(),
            no: self.no,
            on: self.on,
            text: lines.join("\n"),
        }
    }
}

struct Gathering<'f> {
    file: &'f ClientFile,
    /// The numbers of the sessions: each text of a session has to know it.
    numbers: HashMap<&'f Id, u32>,
    out: Vec<Entry<'f>>,
}

impl<'f> Gathering<'f> {
    fn of(file: &'f ClientFile) -> Vec<Entry<'f>> {
        let numbers = file.sessions.iter().filter_map(|s| Some((&s.id, s.no?))).collect();
        let mut all = Gathering { file, numbers, out: Vec::new() };
        all.person();
        file.sessions.iter().for_each(|session| all.session(session));
        all.words();
        all.wants_and_needs();
        all.messages();
        all.rest();
        all.out
    }

    /// Adds the texts of one record as one, a line for each.
    fn add<'t>(
        &mut self,
        kind: SearchKind,
        (record, session, on): (&'f Id, Option<&'f Id>, Option<Day>),
        texts: impl IntoIterator<Item = &'t Text>,
    ) {
        let lines: Vec<Text> = texts.into_iter().cloned().collect();
        if lines.is_empty() {
            return;
        }
        let no = session.and_then(|id| self.numbers.get(id)).copied();
        self.out.push(Entry { kind, record, session, no, on, lines });
    }

    /// Adds the reasons that were given for steps.
    fn steps<S>(&mut self, kind: SearchKind, record: &'f Id, steps: &'f [Step<S>]) {
        for step in steps {
            self.add(kind, (record, step.session.as_ref(), Some(step.on)), &step.note);
        }
    }

    fn person(&mut self) {
        let file = self.file;
        let p = &file.person;
        let place = (&p.id, None, None);
        let earlier = p.earlier_names.iter().flat_map(|e| [Some(&e.name), e.reading.as_ref()]);
        let figures = p.phone.as_ref().and_then(figures);
        let own = [
            Some(&p.display_name),
            p.display_name_ja.as_ref(),
            p.display_name_en.as_ref(),
            p.reading.as_ref(),
        ];
        let about = [
            p.role.as_ref(),
            p.role_ja.as_ref(),
            p.role_en.as_ref(),
            p.mail.as_ref(),
            p.phone.as_ref(),
            figures.as_ref(),
        ];
        let mut lines: Vec<&Text> = Vec::new();
        for line in own.into_iter().chain(earlier).flatten() {
            if !lines.contains(&line) {
                lines.push(line);
            }
        }
        lines.extend(about.into_iter().flatten());
        self.add(SearchKind::Client, place, lines);
        let origin = p.origin.iter().flat_map(|o| [&o.how_they_knew_us, &o.activity]);
        let reasons = [&p.purpose, &p.hold_reason, &p.retention_reason];
        for text in reasons.into_iter().chain(origin).flatten() {
            self.add(SearchKind::Profile, place, [text]);
        }
        self.add(SearchKind::Profile, place, p.sponsor.iter().map(|sponsor| &sponsor.name));
        let listed = p.listed.iter().flat_map(|l| [&l.how].into_iter().chain(&l.contact));
        self.add(SearchKind::Profile, place, listed);
        for busy in &p.busy_windows {
            self.add(SearchKind::Profile, (&p.id, None, Some(busy.from)), &busy.note);
        }
        for Preference { text, said_on, .. } in &p.preferences {
            self.add(SearchKind::Profile, (&p.id, None, *said_on), [text]);
        }
        self.steps(SearchKind::Profile, &p.id, &file.status_history);
    }

    fn session(&mut self, s: &'f Session) {
        let place = (&s.id, Some(&s.id), Some(s.on));
        self.add(SearchKind::Topic, place, &s.client_topic);
        self.add(SearchKind::Note, place, &s.note);
        let hours = s.hours.iter().flat_map(|hours| [&hours.group, &hours.payer]);
        self.add(SearchKind::Note, place, hours.flatten());
        for (_, line) in s.open_lines() {
            self.add(SearchKind::OpenLine, place, [line]);
        }
        for addendum in &s.addenda {
            let place = (&addendum.id, Some(&s.id), Some(addendum.on));
            self.add(SearchKind::Addendum, place, [&addendum.text]);
        }
    }

    fn words(&mut self) {
        let file = self.file;
        let said_on = file.sayings();
        let consents: HashSet<&Id> =
            file.agreements.iter().filter_map(|event| event.quote.as_ref()).collect();
        for quote in &file.quotes {
            let kind = match quote.speaker {
                Speaker::Consultant => SearchKind::OurWords,
                Speaker::Client if consents.contains(&quote.id) => SearchKind::Consent,
                Speaker::Client => SearchKind::Quote,
            };
            let record = quote.contact.as_ref().unwrap_or(&quote.id);
            self.add(kind, (record, quote.session.as_ref(), said_on(quote)), [&quote.text]);
        }
    }

    fn wants_and_needs(&mut self) {
        let file = self.file;
        for want in &file.wants {
            let place = (&want.id, want.session.as_ref(), Some(want.on));
            self.add(SearchKind::Want, place, [&want.text]);
            self.steps(SearchKind::Want, &want.id, &want.history);
        }
        for need in &file.needs {
            let place = (&need.id, need.session.as_ref(), Some(need.on));
            let state = need.state(Day::MAX);
            let kind = if state.guessed() { SearchKind::Guess } else { SearchKind::Need };
            self.add(kind, place, [&need.text]);
            self.add(SearchKind::NeedWording, place, &need.client_wording);
            self.steps(kind, &need.id, &need.history);
        }
    }

    fn messages(&mut self) {
        let file = self.file;
        for message in &file.messages {
            let told = message.deliveries.last();
            let kind = told.map_or(SearchKind::Held, |_| SearchKind::Told);
            let place = match told {
                Some(told) => (&message.id, Some(&told.session), Some(told.on)),
                None => (&message.id, message.session.as_ref(), Some(message.on)),
            };
            self.add(kind, place, [&message.text].into_iter().chain(&message.why));
            self.steps(kind, &message.id, &message.history);
        }
    }

    fn rest(&mut self) {
        let file = self.file;
        for promise in &file.promises {
            let kind = match promise.by {
                Speaker::Client => SearchKind::TheirPromise,
                Speaker::Consultant => SearchKind::OurPromise,
            };
            let place = (&promise.id, promise.session.as_ref(), Some(promise.made_on));
            self.add(kind, place, [&promise.text]);
            self.steps(kind, &promise.id, &promise.history);
        }
        for marker in &file.markers {
            let place = (&marker.id, Some(&marker.session), Some(marker.on));
            self.add(SearchKind::Marker, place, marker.just_before.iter().chain(&marker.observed));
        }
        for strain in &file.strains {
            self.steps(SearchKind::Strain, &strain.id, &strain.history);
        }
        for contact in &file.contacts {
            self.add(SearchKind::Contact, (&contact.id, None, Some(contact.on)), &contact.note);
        }
        for gift in &file.gifts {
            let more = [&gift.why, &gift.effort_on_receiver, &gift.landing_note];
            let texts = [&gift.what].into_iter().chain(more.into_iter().flatten());
            self.add(SearchKind::Gift, (&gift.id, None, Some(gift.on)), texts);
        }
    }
}

/// A number without what stands between its figures, where something does.
fn figures(phone: &Text) -> Option<Text> {
    let bare: String = phone.as_str().chars().filter(|c| c.is_alphanumeric()).collect();
    if bare == phone.as_str() { None } else { bare.parse().ok() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_text_goes_in_pieces_that_miss_no_phrase() {
        let text: String = (0..900).map(|n| if n % 3 == 0 { 'の' } else { 'は' }).collect();
        let all: Vec<String> = tokens(&text).into_iter().map(|t| t.text).collect();
        let pieces = Searchable::pieces(&text, (50, 400), 20);
        let pieces: Vec<Vec<String>> =
            pieces.into_iter().map(|p| p.into_iter().map(|t| t.text).collect()).collect();
        assert!(pieces.len() > 10);
        for phrase in all.windows(21) {
            assert!(pieces.iter().any(|piece| piece.windows(21).any(|run| run == phrase)));
        }
        assert!(pieces.iter().all(|piece| piece.iter().filter(|t| *t == "は").count() <= 50));
        assert_eq!(Searchable::pieces("", (50, 400), 20), [] as [Vec<SearchToken>; 0]);
        assert_eq!(Searchable::pieces("短い", (50, 400), 20).len(), 1);
    }
}
