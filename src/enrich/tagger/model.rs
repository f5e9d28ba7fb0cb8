//! The weights of the tagger, and their file.

use std::io::{Read, Write};

use super::label::{LABELS, may_follow};

/// Room for the scores of one token, a power of two.
pub const STRIDE: usize = 16;

/// Scores from each label to the next.
pub type Transitions = [[f32; LABELS]; LABELS];

/// Scores of the labels of one token, in steps of [`Weights::step`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Scores(pub(super) [i16; STRIDE]);

impl Scores {
    /// Adds other scores.
    pub(super) fn add(&mut self, other: &Self) {
        for (sum, score) in self.0.iter_mut().zip(&other.0) {
            *sum = sum.wrapping_add(*score);
        }
    }
}

/// What each feature weighs for each label: one byte each, features that share a row sharing its weights.
#[derive(Clone, Debug)]
pub struct Weights {
    bits: u32,
    /// What one step of a weight is worth.
    step: f32,
    rows: Vec<[i8; STRIDE]>,
    /// Scores from a label to the next; [`super::label::OUTSIDE`] stands for both ends.
    pub transitions: Transitions,
}

const MAGIC: &[u8; 8] = b"morgueNT";
/// Goes up when the features or the labels change.
const VERSION: u32 = 1;
/// Tables of fewer or more rows than these powers of two are no model of ours.
const BITS: std::ops::RangeInclusive<u32> = 8..=22;

impl Weights {
    /// Makes weights of real numbers, [`STRIDE`] a row and `2^bits` rows, with a byte for each: numbers beyond 3 are cut to it.
    pub fn quantized(bits: u32, weights: &[f32], transitions: &Transitions) -> Self {
        const LARGEST: f32 = 3.0;
        let largest = weights.iter().fold(0.0_f32, |largest, weight| largest.max(weight.abs())).clamp(1e-6, LARGEST);
        let step = largest / 127.0;
        let row = |row: &[f32]| {
            let mut steps = [0; STRIDE];
            for (steps, weight) in steps.iter_mut().zip(row) {
                #[expect(clippy::cast_possible_truncation, reason = "clamped to what fits")]
                let rounded = (weight / step).round().clamp(-127.0, 127.0) as i8;
                *steps = rounded;
            }
            steps
        };
        Self { bits, step, rows: weights.chunks_exact(STRIDE).map(row).collect(), transitions: *transitions }
    }

    /// What one step of a score is worth.
    pub(super) fn step(&self) -> f32 {
        self.step
    }

    /// Adds what a feature weighs.
    pub(super) fn add(&self, feature: u64, scores: &mut Scores) {
        let row = &self.rows[row(feature, self.bits)];
        for (sum, weight) in scores.0.iter_mut().zip(row) {
            *sum = sum.wrapping_add(i16::from(*weight));
        }
    }

    /// Rows that weigh anything.
    pub(super) fn rows_used(&self) -> usize {
        self.rows.iter().filter(|row| row.iter().any(|weight| *weight != 0)).count()
    }

    /// Writes the file: magic, version, bits, step, transitions, length of the rest, and the table label by label, packed.
    pub(super) fn write(&self, out: &mut dyn Write) -> std::io::Result<()> {
        out.write_all(MAGIC)?;
        out.write_all(&VERSION.to_le_bytes())?;
        out.write_all(&self.bits.to_le_bytes())?;
        out.write_all(&self.step.to_le_bytes())?;
        for transition in self.transitions.iter().flatten() {
            out.write_all(&transition.to_le_bytes())?;
        }
        let mut planes = Vec::with_capacity(self.rows.len() * LABELS);
        for label in 0..LABELS {
            planes.extend(self.rows.iter().map(|row| row[label].to_le_bytes()[0]));
        }
        let packed = zstd::encode_all(&planes[..], 22)?;
        out.write_all(&(packed.len() as u64).to_le_bytes())?;
        out.write_all(&packed)
    }

    /// Reads the file; the error says what was expected.
    pub(super) fn read(file: &mut &[u8]) -> Result<Self, String> {
        let short = |_: std::io::Error| "it ends too early for a model of names".to_owned();
        let mut magic = [0; 8];
        file.read_exact(&mut magic).map_err(short)?;
        if magic != *MAGIC {
            return Err("it is no model of names: train one first".to_owned());
        }
        let mut four = [0; 4];
        let mut next = || file.read_exact(&mut four).map(|()| four).map_err(short);
        let version = u32::from_le_bytes(next()?);
        if version != VERSION {
            return Err(format!("it is a model of version {version}, expected {VERSION}: train it anew"));
        }
        let bits = u32::from_le_bytes(next()?);
        if !BITS.contains(&bits) {
            return Err(format!("its table has 2^{bits} rows, expected 2^{} to 2^{}", BITS.start(), BITS.end()));
        }
        let step = f32::from_le_bytes(next()?);
        let mut transitions = [[0.0; LABELS]; LABELS];
        for transition in transitions.iter_mut().flatten() {
            *transition = f32::from_le_bytes(next()?);
        }
        if !(0.0..=1.0).contains(&step) || transitions.iter().flatten().any(|transition| !transition.is_finite()) {
            return Err("it has weights that are no numbers".to_owned());
        }
        for (transition, blank) in transitions.iter_mut().flatten().zip(blank_transitions().iter().flatten()) {
            if *blank <= NEVER {
                *transition = NEVER;
            }
        }
        let mut eight = [0; 8];
        file.read_exact(&mut eight).map_err(short)?;
        let length = usize::try_from(u64::from_le_bytes(eight)).unwrap_or(usize::MAX);
        let packed = file.get(..length).ok_or_else(|| short(std::io::ErrorKind::UnexpectedEof.into()))?;
        *file = &file[length..];
        let size = LABELS << bits;
        let mut planes = Vec::with_capacity(size);
        let mut unpacked = zstd::Decoder::new(packed).map_err(|error| error.to_string())?.take(size as u64 + 1);
        unpacked.read_to_end(&mut planes).map_err(|error| format!("its table cannot be unpacked: {error}"))?;
        if planes.len() != size {
            return Err("its table has not the size that it says".to_owned());
        }
        let mut rows = vec![[0; STRIDE]; 1 << bits];
        for (label, plane) in planes.chunks_exact(1 << bits).enumerate() {
            for (row, weight) in rows.iter_mut().zip(plane) {
                row[label] = i8::from_le_bytes([*weight]);
            }
        }
        Ok(Self { bits, step, rows, transitions })
    }
}

/// The row of a feature in a table of `2^bits`.
pub fn row(feature: u64, bits: u32) -> usize {
    usize::try_from(feature >> (64 - bits)).unwrap_or(0)
}

/// Transitions of nothing learned: what may follow costs nothing, what may not is never taken.
pub fn blank_transitions() -> Transitions {
    let mut transitions = [[0.0; LABELS]; LABELS];
    for (before, row) in (0..).zip(&mut transitions) {
        for (after, transition) in (0..).zip(row) {
            if !may_follow(before, after) {
                *transition = NEVER;
            }
        }
    }
    transitions
}

/// The score of what cannot be.
pub const NEVER: f32 = -1e4;
