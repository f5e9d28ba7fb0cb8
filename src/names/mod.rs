//! The rules by which spellings of one name meet: Raisi is Ebrahim Raisi, Bill Clinton is William Clinton, the IMF is
//! the International Monetary Fund. There is no list of the world's people in it: only the names themselves, and what else
//! the same article names.
//!
//! In: a name, two names, or all places of one article that name something. Out: its parts ([`Name`]), the rule by which
//! two are one ([`Rule`]), or who is who ([`chain`]).
//!
//! # A name taken apart
//!
//! | part | in `Iranian President Ebrahim al-Raisi Jr.’s` | counts |
//! | --- | --- | --- |
//! | honorifics in front | `Iranian President` | only for the gender that `Mrs.` or `Sir` states |
//! | content words | `ebrahim`, `raisi` | the last is the surname, the others are given names |
//! | particles | `al` | not, but `bin Salman` is not `von Salman` |
//! | generation | `Jr.` | two that differ are two people; kings and popes have numbers |
//! | degrees, possessive | `’s` | not |
//!
//! # When two full names are one person
//!
//! All must hold: surnames are equal or sound alike, given names agree in their order, generations and genders do not
//! speak against it.
//!
//! | rule | example |
//! | --- | --- |
//! | [`Rule::SameKey`] | Bashar al-Assad, Bashar Assad |
//! | [`Rule::Spelling`] | Moammar Gadhafi, Muammar Gaddafi |
//! | [`Rule::Initial`] | J. Rowling, Joanne Rowling |
//! | [`Rule::Nickname`] | Bill Clinton, William Clinton |
//! | [`Rule::FewerNames`] | Tayyip Erdogan, Recep Tayyip Erdoğan; Pedro Sánchez, Pedro Sánchez Pérez-Castejón |
//!
//! # Within one article
//!
//! | rule | example |
//! | --- | --- |
//! | [`Rule::Surname`] | Raisi is the last Raisi named in full before |
//! | [`Rule::GivenName`] | Saddam is Saddam Hussein, where nobody has that surname |
//! | a full form that fits two people is neither | George Bush beside George W. Bush and George H. W. Bush |
//! | a name that stood before the same name with `Jr.` is another's | Donald Trump, Donald Trump Jr. |
//! | a woman's title finds no man, a man's no woman, and one that fits two is left alone | Mrs. Clinton |
//! | organisations without `the` and `Inc` | Apple Inc., Apple |
//! | letters that are the initials of one full form | IMF, International Monetary Fund |
//! | a founder's name before a trade | Ford Motor Co, Ford (the organisation) |
//! | kinds never mix | Ford the man stays apart from Ford the firm |
//!
//! # Corrections
//!
//! What the rules get wrong, users write down in a file of their archive ([`Corrections`]): these are one, these are not, show
//! this one so, that one not at all. It is read with each question; nothing is indexed anew.
//!
//! # Sources
//!
//! Likeness is that of Jaro and Winkler (W. E. Winkler, "String Comparator Metrics and Enhanced Decision Rules in the
//! Fellegi-Sunter Model of Record Linkage", 1990). Taking the last full form before a surname is how style guides tell
//! reporters to write: in full first, by surname from then on. The key of sounds and all tables are our own.

mod bodies;
mod chain;
mod compare;
mod corrections;
mod mention;
mod parse;
mod people;
mod tables;
#[cfg(test)]
mod tests;

pub use chain::chain;
pub use compare::{Rule, explain, same_person, same_word, short_for, sound_key};
pub use corrections::{Correction, Corrections, Entry, append};
pub use mention::{Chain, Mentioned};
pub use parse::{Gender, Name, has_key, name_key, strip_honorifics};
