//! The weights of the model that tells which blocks are text of the article.
//!
//! They are two logistic regressions, fitted to the blocks of 89 pages of Fundus's test data
//! (<https://github.com/flairNLP/fundus>, MIT) and of 91 pages of Readability.js's
//! (<https://github.com/mozilla/readability>, Apache-2.0): a block is right as far as its words stand in the text that
//! these collections expect. A page of Fundus counts as much as another, one of Readability.js, whose expectation is
//! what a program gave, three tenths of that; a block counts by the root of its words, and weights are pulled to zero
//! (2 in the first look, 1 in the second). With publishers left out of both looks in six folds, the text so read has a
//! word F1 of 0.982 on Fundus and 0.954 on Readability.js. `tests/measure/pages/training/README.md` tells how they are
//! made again.

use super::features::NAMES;
use crate::format::web::html::hints::Hints;

/// The weights of one look at a block.
#[derive(Debug)]
pub(super) struct Weights {
    /// In the order of the features.
    pub(super) features: [f32; NAMES.len()],
    /// In the order of the hints: of those near a block, and of all around it.
    pub(super) near: [f32; Hints::COUNT],
    pub(super) around: [f32; Hints::COUNT],
}

/// By the block itself.
#[rustfmt::skip]
pub(super) const FIRST: Weights = Weights {
    features: [
        -3.08, // Always
        -0.00, // Over10
        0.20, // Over25
        0.18, // Over50
        0.44, // Over100
        0.21, // Over200
        0.75, // EndsSentence
        -0.13, // HasSentences
        -0.00, // HasComma
        0.21, // EndsColon
        0.26, // StartsSmall
        -0.15, // LinkShare
        0.19, // AllLink
        -0.21, // ShortAndLinked
        -0.30, // LinkAndText
        -0.82, // AllBold
        -0.83, // AllItalic
        -0.21, // HasTime
        -0.12, // ManyDigits
        -0.33, // AllCapitals
        -0.15, // HasCopyright
        -0.20, // HasAt
        -0.13, // OneWord
        -0.98, // Repeated
        -0.63, // IsTitle
        -0.13, // InTitle
        1.24, // IsDescription
        0.48, // BeginsDescription
        -0.26, // NamesAuthor
        -0.13, // IsParagraph
        -0.50, // IsHeading1
        0.41, // IsHeading2
        0.51, // IsHeading3
        0.18, // IsHeading4
        0.24, // IsItem
        0.16, // IsCell
        -0.05, // IsQuote
        -0.45, // IsDivision
        -0.36, // IsCaption
        -0.02, // IsOtherKind
        0.29, // InList
        0.77, // InTable
        0.51, // InQuote
        -0.20, // InFigure
        -0.13, // InCaption
        -0.34, // InAside
        -0.38, // InNavigation
        -0.31, // InFooter
        0.19, // InHeader
        -0.39, // InForm
        0.70, // InArticle
        0.92, // Above0
        -0.23, // Above1
        0.09, // Above2
        -0.81, // Above3
        0.16, // Below1
        -0.12, // Below2
        0.17, // Below3
        -0.24, // Below4
        1.10, // InHome
        1.38, // SignatureShare
        -0.14, // SignatureNone
        -0.46, // BeforeStart1
        0.18, // BeforeStart3
        0.02, // BeforeStart8
        0.67, // BeforeStart
        -0.35, // BehindEnd1
        -0.06, // BehindEnd3
        0.51, // BehindEnd8
        -0.70, // BehindEnd
        -0.75, // BeforeTitle
        0.40, // PreviousIsProse
        0.55, // NextIsProse
        -0.44, // PreviousIsLink
        -0.24, // NextIsLink
        0.03, // PreviousIsSibling
        -0.11, // NextIsSibling
        0.20, // HeadsProse
        0.35, // HeadsLinks
        -0.48, // ParentLinkShare
        0.24, // ParentIsProse
        -0.48, // BranchLinkShare
        0.81, // BranchProse
        0.39, // BranchAlone
        0.70, // Native
        -0.01, // NativeInCore
        0.49, // NativeInHome
        1.02, // NativeItem
        0.08, // NativeHeading
        -0.62, // LinkBehindColon
        -0.73, // ForeignNear
        0.40, // StatedHas
        -0.12, // StatedLacks
        0.20, // StatedPartly
    ],
    near: [
        -0.25, 0.27, -0.06, 0.20, -0.27, 0.04, 0.06, 0.08, -0.82, -0.02, 0.16, -0.06, -0.09, 0.23, -0.30, -0.19,
        -1.17, 0.14, -0.44, 0.19, 0.26, 0.95, 0.41, 0.26, -0.52, -0.05, -0.75,
    ],
    around: [
        -0.26, 0.35, -0.05, 0.13, -0.57, -0.02, 0.71, -0.30, -0.91, -0.20, 0.40, -0.39, -0.46, -0.11, -0.42, -0.19,
        -0.68, 0.14, -0.46, -0.19, 0.10, -0.21, 0.02, 0.26, -0.07, -0.21, -1.24,
    ],
};

/// By the block itself, once the first look at those around it is known.
#[rustfmt::skip]
pub(super) const SECOND: Weights = Weights {
    features: [
        1.51, // Always
        -0.00, // Over10
        -0.12, // Over25
        -0.20, // Over50
        -0.09, // Over100
        -0.05, // Over200
        -0.23, // EndsSentence
        -0.01, // HasSentences
        -0.10, // HasComma
        0.18, // EndsColon
        0.20, // StartsSmall
        0.07, // LinkShare
        0.34, // AllLink
        -0.08, // ShortAndLinked
        0.08, // LinkAndText
        -0.29, // AllBold
        -0.54, // AllItalic
        -0.19, // HasTime
        -0.09, // ManyDigits
        -0.31, // AllCapitals
        -0.08, // HasCopyright
        -0.02, // HasAt
        0.01, // OneWord
        -0.04, // Repeated
        0.04, // IsTitle
        -0.21, // InTitle
        0.29, // IsDescription
        0.48, // BeginsDescription
        -0.25, // NamesAuthor
        -0.07, // IsParagraph
        0.25, // IsHeading1
        -0.06, // IsHeading2
        -0.10, // IsHeading3
        0.31, // IsHeading4
        0.11, // IsItem
        -0.24, // IsCell
        -0.25, // IsQuote
        0.22, // IsDivision
        -0.26, // IsCaption
        0.09, // IsOtherKind
        -0.01, // InList
        0.82, // InTable
        0.58, // InQuote
        -0.02, // InFigure
        0.11, // InCaption
        0.03, // InAside
        -0.30, // InNavigation
        -0.24, // InFooter
        0.04, // InHeader
        -0.48, // InForm
        0.01, // InArticle
        -0.20, // Above0
        -0.07, // Above1
        -0.03, // Above2
        0.32, // Above3
        -0.21, // Below1
        0.03, // Below2
        -0.08, // Below3
        0.27, // Below4
        -0.33, // InHome
        0.02, // SignatureShare
        0.42, // SignatureNone
        -0.19, // BeforeStart1
        -0.11, // BeforeStart3
        -0.33, // BeforeStart8
        0.32, // BeforeStart
        -0.08, // BehindEnd1
        0.04, // BehindEnd3
        0.17, // BehindEnd8
        0.55, // BehindEnd
        -0.49, // BeforeTitle
        -0.14, // PreviousIsProse
        -0.53, // NextIsProse
        0.33, // PreviousIsLink
        0.35, // NextIsLink
        -0.16, // PreviousIsSibling
        -0.31, // NextIsSibling
        -0.09, // HeadsProse
        -0.18, // HeadsLinks
        -0.20, // ParentLinkShare
        -0.14, // ParentIsProse
        0.07, // BranchLinkShare
        -0.26, // BranchProse
        -0.30, // BranchAlone
        -0.24, // Native
        -0.73, // NativeInCore
        -0.38, // NativeInHome
        0.47, // NativeItem
        0.10, // NativeHeading
        -0.50, // LinkBehindColon
        0.42, // ForeignNear
        -0.28, // StatedHas
        0.01, // StatedLacks
        0.34, // StatedPartly
    ],
    near: [
        0.09, 0.06, 0.04, 0.14, 0.05, 0.10, -0.11, 0.10, -0.52, 0.07, -0.30, -0.00, -0.08, -0.06, -0.24, -0.17,
        -0.43, 0.05, -0.29, 0.23, -0.03, -0.22, 0.14, 0.22, -0.23, 0.10, 0.18,
    ],
    around: [
        0.08, -0.13, -0.02, 0.13, -0.11, -0.09, -0.11, -0.10, -0.46, -0.17, 0.30, -0.13, -0.30, -0.18, -0.20, 0.21,
        0.50, -0.01, -0.30, -0.37, -0.25, -0.06, -0.08, 0.22, 0.24, 0.01, 0.06,
    ],
};

/// Of the first look at a block, at the one before, behind, two before and two behind it, at the lesser and the greater
/// of its neighbours, and at its siblings on average.
#[rustfmt::skip]
pub(super) const CONTEXT: [f32; 8] = [
    1.59, -0.05, 0.08, 0.03, 0.03, 0.06, -0.03, 0.08,
];
