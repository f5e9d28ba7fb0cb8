//! The only part that writes: an index of records, generation by generation.
//!
//! In: records of files, handed to the `Writer`. Out: an index folder, and an [`OpenIndex`] of one generation of it for whoever
//! reads. Where records come from, this room does not know. (The folder `index/` at the top of the repository is data, the
//! default place for an index; this module is code.)
//!
//! # The index folder
//!
//! ```text
//! morgue.json        header: format and analyzer version, and which data folder is in force; written first, read first
//! lock               held while a process writes
//! data-1/            tantivy's files
//! data-1/runs        when a run was last about which root
//! data-1/manifest-7  every file of the archive as generation 7 saw it
//! ```
//!
//! A commit of tantivy carries a [`State`] as its payload, which names the manifest it goes with. The manifest is on the disk
//! before the commit, so that whatever moment a process dies at, what opens is one whole generation. A rebuild fills a new
//! data folder and then points the header at it.
//!
//! # What is trusted
//!
//! Nothing is, before its checksum has proved it. Header, manifest, `meta.json` and each record carry one; each block of
//! tantivy's files has one in a trailer that the `directory` adds, and is proved when a process first reads it, so that a search
//! proves what it reads and a merge all that it copies. What does not hold is [`Error::Damaged`](crate::Error::Damaged), with
//! the file named. Reading takes no lock and writes nothing.

mod batch;
mod check;
mod directory;
mod disk;
#[cfg(test)]
pub(crate) mod faults;
mod first_seen;
mod folder;
mod header;
mod lock;
mod manifest;
mod open_index;
mod record;
mod repair;
mod root_sample;
mod runs;
mod schema;
mod seal;
mod segments;
mod state;
mod writer;

pub(crate) use batch::Batch;
pub use check::{CheckReport, check};
pub(crate) use first_seen::KnownIds;
pub use folder::is_index;
pub use manifest::{FileEntry, FileKey, Manifest};
pub use open_index::OpenIndex;
pub use record::Record;
pub use repair::repair;
pub(crate) use root_sample::RootSample;
pub use schema::{DAY, DAY_LAST, Fields, HEADLINE_WEIGHT, LENGTH, NamesField, SECONDS, SIGNATURE, SOURCE, WORDS};
pub(crate) use schema::{month_day, sound_prefix};
pub(crate) use state::name_of_standard_input;
pub use state::{Root, State};
pub use writer::CommitPolicy;
pub(crate) use writer::{CommitDue, Purpose, Writer, WriterOptions};
