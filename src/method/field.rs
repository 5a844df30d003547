//! Holds what is declared of a field once, beside its noun, so that everything that reads, writes
//! or shows the fields of a noun goes through the declarations.

/// Says what a field holds, and how a line of the shorthand gives it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// A text that is said once.
    Text,
    /// A text that a further line adds to.
    Notes,
    /// One value of a family.
    Choice(&'static str),
    /// A day that is read as one before the session, or as one after it.
    DayBefore,
    DayAfter,
}

impl Shape {
    /// True for what is written in words of one's own.
    pub const fn is_text(self) -> bool {
        matches!(self, Shape::Text | Shape::Notes)
    }

    /// True for a day.
    pub const fn is_day(self) -> bool {
        matches!(self, Shape::DayBefore | Shape::DayAfter)
    }
}

/// The part of the log page and of the shorthand in which a field stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// With the day and the length.
    Head,
    /// First of what was talked about.
    Opening,
    /// Tells how it closed, and what comes next.
    Closing,
    /// Below everything.
    Aside,
}

/// Names how a field is written in the shorthand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Line<F: 'static> {
    /// On a line of its own, by these prefixes.
    Own {
        ja: &'static str,
        en: &'static str,
        /// Further spellings, separated by spaces.
        also: &'static str,
        /// The message that explains it.
        key: &'static str,
    },
    /// Behind `=` on the line of another field.
    Tag(F),
}

/// Everything that is declared of one field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Declared<F: 'static> {
    /// Its name in the form.
    pub form: &'static str,
    pub shape: Shape,
    pub line: Line<F>,
    pub part: Part,
    /// The message that names it on pages and in documents.
    pub label: &'static str,
    /// The name of its column in the table of sessions, whose heading is the message
    /// `sheet-<name>`; none if it has no column.
    pub column: Option<&'static str>,
    /// True if it is shown before the next session.
    pub carried: bool,
    /// True if it stays when the person's name and words are erased.
    pub outlives: bool,
}

/// Declares fields of a noun: an enum of them, with what each is. The class is that of the noun's
/// own declaration.
macro_rules! fields {
    (
        $(#[$meta:meta])*
        pub enum $name:ident of $noun:ident {
            $( $(#[$fmeta:meta])* $variant:ident = $field:ident { $($declared:tt)+ } )+
        }
    ) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
        #[serde(rename_all = "snake_case")]
        pub enum $name {
            $( $(#[$fmeta])* $variant ),+
        }

        impl $name {
            /// Every declared field, in the order in which a page asks for them.
            pub const ALL: &'static [$name] = &[ $( $name::$variant ),+ ];

            /// Tells what is declared of it.
            pub const fn declared(self) -> &'static $crate::method::field::Declared<$name> {
                match self {
                    $( $name::$variant => &$crate::method::field::Declared { $($declared)+ } ),+
                }
            }

            /// Its class (method §6.1).
            pub const fn class(self) -> $crate::method::class::Class {
                match self {
                    $( $name::$variant => const {
                        let class =
                            $crate::method::class::class_of(&$noun::FIELDS, stringify!($field));
                        assert!(class.is_some(), "a field of the noun");
                        match class {
                            Some(class) => class,
                            None => $crate::method::class::Class::P,
                        }
                    } ),+
                }
            }

            /// Its name in the file format.
            pub const fn name(self) -> &'static str {
                match self {
                    $( $name::$variant => stringify!($field) ),+
                }
            }

            /// Its value by the name that it has in files and forms: a text as it is, a day as
            /// `2025-06-12`, a choice by its code.
            pub fn of(self, noun: &$noun) -> Option<String> {
                match self {
                    $( $name::$variant => noun.$field.as_ref().map($crate::method::code) ),+
                }
            }

            /// Sets the value from such a name. False if it is no value of this field, which then
            /// stays empty.
            pub fn set(self, noun: &mut $noun, value: &str) -> bool {
                match self {
                    $( $name::$variant => {
                        noun.$field = $crate::method::from_code(value);
                        noun.$field.is_some()
                    } ),+
                }
            }

            /// Takes the value over from another of the noun.
            pub fn take(self, to: &mut $noun, from: &$noun) {
                match self {
                    $( $name::$variant => to.$field = from.$field.clone() ),+
                }
            }
        }
    };
}
pub(crate) use fields;
