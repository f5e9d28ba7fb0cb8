//! Wire: what agencies send to news rooms, in XML or between the control characters of teleprinters.
//!
//! `agency_xml` is what the XML formats have in common, `content` reads what they carry within one another, `teleprinter` is
//! what the others have in common.

pub(super) mod agency_xml;
pub(super) mod anpa;
pub(super) mod content;
pub(super) mod iptc7901;
pub(super) mod newsml;
pub(super) mod newsml_g2;
pub(super) mod nitf;
pub(super) mod teleprinter;
