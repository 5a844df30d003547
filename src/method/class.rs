//! The class of every recorded field, which decides who may ever read it (method §6.1).

use serde::Serialize;

/// A field's class. A field without one does not compile: see `noun!`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub enum Class {
    /// Shared: may be handed over.
    S,
    /// Their words: may be handed over to them.
    W,
    /// Private to the consultant.
    P,
    /// Reflective: markers, strains, guesses, insights.
    R,
    /// Network and portfolio: other people, money, circles.
    N,
}

/// One noun's name and the class of each of its fields, by the field's name in the file format.
pub type Fields = (&'static str, &'static [(&'static str, Class)]);

/// The class of one field of a noun; none for a name that is not a field.
pub const fn class_of(fields: &Fields, field: &str) -> Option<Class> {
    let mut i = 0;
    while i < fields.1.len() {
        if same(fields.1[i].0.as_bytes(), field.as_bytes()) {
            return Some(fields.1[i].1);
        }
        i += 1;
    }
    None
}

/// `==` for bytes, in constants.
const fn same(a: &[u8], b: &[u8]) -> bool {
    let mut i = 0;
    while i < a.len() && i < b.len() && a[i] == b[i] {
        i += 1;
    }
    i == a.len() && i == b.len()
}

/// Declares a recorded struct. Each field is led by its class, and unknown fields in a file are
/// refused. `as` gives the name in files where it is not the field's own: files of earlier versions
/// are read, and written the same.
macro_rules! noun {
    (
        $(#[$meta:meta])*
        pub struct $name:ident {
            $( $(#[$fmeta:meta])* $class:ident $field:ident $(as $file:literal)? : $ty:ty ),+ $(,)?
        }
    ) => {
        $(#[$meta])*
        #[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize, schemars::JsonSchema)]
        #[serde(deny_unknown_fields)]
        pub struct $name {
            $( $(#[$fmeta])* $(#[serde(rename = $file)])? pub $field: $ty ),+
        }

        impl $name {
            /// The class of each field (method §6.1).
            pub const FIELDS: $crate::method::class::Fields =
                (stringify!($name), &[ $( (
                    $crate::method::class::noun!(@file $field $($file)?),
                    $crate::method::class::Class::$class,
                ) ),+ ]);
        }
    };
    (@file $field:ident $file:literal) => { $file };
    (@file $field:ident) => { stringify!($field) };
}
pub(crate) use noun;
