//! Wire: what agencies send to news rooms, in XML or between the control characters of teleprinters.
//!
//! `agency_xml` is what the XML formats have in common, `content` reads what they carry within one another, `teleprinter` is
//! what the others have in common.

pub(super) mod agency_xml;
mod anpa;
pub(super) mod content;
mod iptc7901;
mod newsml;
mod newsml_g2;
mod nitf;
pub(super) mod teleprinter;

use super::Format;

/// The formats of this family, in the order in which they are asked.
///
/// Told by the header between control characters, or by the root element.
pub(super) static FORMATS: &[&dyn Format] =
    &[&anpa::Anpa, &iptc7901::Iptc7901, &nitf::Nitf, &newsml::Newsml, &newsml_g2::NewsmlG2];
