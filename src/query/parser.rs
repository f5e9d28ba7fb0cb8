//! Reads a query by descent: `or` of `and` of negations of terms.

use std::collections::HashSet;
use std::ops::Range;

use chrono::NaiveDate;

use super::ast::{Ast, Comparison, Nearness, Node, Reach, TextField, TextMatch};
use super::dates::{after_at, before_at, date_at, last_at, on_at};
use super::lexer::{FEATURES, Field, Kind, Token, ValueField, lex, not_built, number_of_words};
use super::nearness;
use super::pattern::Pattern;
use super::signs::stands_free;
use crate::analysis::{is_in_capitals, language_code, language_hint};
use crate::error::{QueryError, shown};

/// How deep brackets and negations may be nested. Deeper than anyone writes; shallow enough for every stack.
const DEPTH_MAX: usize = 64;

/// The most terms of one query.
const TERMS_MAX: usize = 4096;

/// The most patterns, and words with `~`, of one query: in an archive of 100,000 articles these take some ten seconds.
const PATTERNS_MAX: usize = 256;

/// The most patterns that begin with `*` or `?`, each of which looks at every word of the archive: some ten seconds likewise.
const OPEN_PATTERNS_MAX: usize = 32;

/// Reads a query. `today` is what `today`, `yesterday` and `last:` count from.
///
/// # Errors
///
/// When the query cannot be read, with the place; nothing is guessed.
pub fn parse(query: &str, today: NaiveDate) -> Result<Ast, QueryError> {
    let mut notes = Vec::new();
    let tokens = lex(query, &mut notes)?;
    if tokens.is_empty() {
        if notes.is_empty() && !query.chars().any(|character| !character.is_whitespace()) {
            return Ok(Ast { root: Node::Everything, notes });
        }
        let error = QueryError::new(query, 0..query.len(), "no letter or digit to search for");
        return Err(error.hint("an empty query lists all articles"));
    }
    if tokens.len() > TERMS_MAX {
        let error = QueryError::new(query, tokens[TERMS_MAX].span.clone(), format!("more than {TERMS_MAX} terms"));
        return Err(error.hint("search for a part of the text"));
    }
    limit_patterns(query, &tokens)?;
    let mut parser = Parser { query, today, tokens, place: 0, depth: 0, field: None, notes };
    let root = parser.any_of()?;
    match parser.peek() {
        None => Ok(Ast { root, notes: each_once(parser.notes) }),
        Some(token) => Err(parser
            .error(token.span.clone(), "a bracket is closed that was not opened")
            .hint("take it out, or quote it")),
    }
}

/// Refuses a query that would go over the words of the archive for minutes.
fn limit_patterns(query: &str, tokens: &[Token]) -> Result<(), QueryError> {
    let (mut all, mut open) = (0, 0);
    for token in tokens {
        match &token.kind {
            Kind::Text(TextMatch::Pattern(typed)) => {
                all += 1;
                open += usize::from(Pattern::new(typed).begins_with_any());
            }
            Kind::Text(TextMatch::Fuzzy(..)) => all += 1,
            _ => {}
        }
        if open > OPEN_PATTERNS_MAX {
            let message = format!("more than {OPEN_PATTERNS_MAX} patterns that begin with `*` or `?`");
            let error = QueryError::new(query, token.span.clone(), message);
            return Err(
                error.hint("each goes over all words of the archive; give some a first letter, or ask in parts")
            );
        }
        if all > PATTERNS_MAX {
            let message = format!("more than {PATTERNS_MAX} patterns and words with `~`");
            return Err(QueryError::new(query, token.span.clone(), message).hint("ask in parts"));
        }
    }
    Ok(())
}

/// A query of many `#tags` need not say of each that `#` was passed over, if it is the same one.
fn each_once(mut notes: Vec<String>) -> Vec<String> {
    let mut seen = HashSet::new();
    notes.retain(|note| seen.insert(note.clone()));
    notes
}

struct Parser<'a> {
    query: &'a str,
    today: NaiveDate,
    tokens: Vec<Token>,
    place: usize,
    depth: usize,
    /// The field whose group is being read.
    field: Option<Field>,
    notes: Vec<String>,
}

impl Parser<'_> {
    fn peek(&self) -> Option<&Token> {
        self.tokens.get(self.place)
    }

    fn kind(&self, place: usize) -> Option<&Kind> {
        self.tokens.get(place).map(|token| &token.kind)
    }

    fn error(&self, span: Range<usize>, message: impl Into<String>) -> QueryError {
        QueryError::new(self.query, span, message)
    }

    fn any_of(&mut self) -> Result<Node, QueryError> {
        let mut children = vec![self.all_of()?];
        while self.is_operator(&Kind::Or, "or") {
            self.operator()?;
            children.push(self.all_of()?);
        }
        Ok(flat(children, Node::Or, |node| match node {
            Node::Or(children) => Ok(children),
            other => Err(other),
        }))
    }

    fn all_of(&mut self) -> Result<Node, QueryError> {
        let mut children = vec![self.negation()?];
        loop {
            if self.is_operator(&Kind::And, "and") {
                self.operator()?;
                if self.is_word_here("not") && self.starts_operand(self.place + 1) {
                    self.notes.push("`not` was read as NOT; quote it to search for the word".to_owned());
                    self.tokens[self.place].kind = Kind::Not;
                }
            } else if self.is_operator(&Kind::Or, "or") || matches!(self.kind(self.place), None | Some(Kind::Close)) {
                break;
            }
            children.push(self.negation()?);
        }
        Ok(flat(children, Node::And, |node| match node {
            Node::And(children) => Ok(children),
            other => Err(other),
        }))
    }

    /// Whether an operator stands here: in capitals, or in lower case between two operands.
    fn is_operator(&self, kind: &Kind, word: &str) -> bool {
        self.kind(self.place) == Some(kind) || (self.is_word_here(word) && self.starts_operand(self.place + 1))
    }

    fn is_word_here(&self, word: &str) -> bool {
        matches!(self.kind(self.place), Some(Kind::Text(TextMatch::Word(text))) if text == word)
            && self.is_bare_here(word)
    }

    /// Whether the token is the word and nothing else: `and,` and `'and` are words.
    fn is_bare_here(&self, word: &str) -> bool {
        self.peek().is_some_and(|token| self.is_bare(&token.span, word))
    }

    fn is_bare(&self, span: &Range<usize>, word: &str) -> bool {
        &self.query[span.clone()] == word && stands_free(self.query, span.start)
    }

    fn starts_operand(&self, place: usize) -> bool {
        !matches!(self.kind(place), None | Some(Kind::Close | Kind::And | Kind::Or | Kind::Near { .. }))
    }

    /// Passes an operator, and notes one in lower case.
    fn operator(&mut self) -> Result<(), QueryError> {
        let token = self.tokens[self.place].clone();
        if let Kind::Text(TextMatch::Word(word)) = &token.kind {
            let note = format!("`{word}` was read as {}; quote it to search for the word", word.to_uppercase());
            self.notes.push(note);
        }
        self.place += 1;
        if self.starts_operand(self.place) { Ok(()) } else { Err(self.misplaced(&token)) }
    }

    fn misplaced(&self, token: &Token) -> QueryError {
        let word = &self.query[token.span.clone()];
        let error = self.error(token.span.clone(), format!("`{word}` stands between two terms, and one is missing"));
        error.hint(format!("quote it to search for the word: \"{word}\""))
    }

    fn negation(&mut self) -> Result<Node, QueryError> {
        let Some(token) = self.peek().cloned() else {
            return Err(self.error(self.query.len()..self.query.len(), "a term is missing at the end"));
        };
        match token.kind {
            Kind::Minus | Kind::Not => {
                self.place += 1;
                if !self.starts_operand(self.place) {
                    return Err(self.misplaced(&token));
                }
                self.deeper(&token)?;
                let child = self.negation()?;
                self.depth -= 1;
                Ok(Node::Not(Box::new(child)))
            }
            _ => self.near(token),
        }
    }

    /// A term, and what stands near it: `a w/5 b pre/3 c` groups from the left.
    fn near(&mut self, token: Token) -> Result<Node, QueryError> {
        let start = token.span.start;
        let mut left = self.term(token)?;
        let mut left_span = start..self.tokens[self.place - 1].span.end;
        while let Some((sign, reach, ordered, negated)) = self.nearness_here() {
            self.place += if negated { 2 } else { 1 };
            let Some(next) = self.peek().filter(|_| self.starts_operand(self.place)).cloned() else {
                return Err(self.misplaced(&sign));
            };
            let right_start = next.span.start;
            let right = self.term(next)?;
            let right_span = right_start..self.tokens[self.place - 1].span.end;
            let left_operand = self.operand(left, &left_span, negated)?;
            let right_operand = self.operand(right, &right_span, negated)?;
            let nearness = Nearness { left: left_operand, right: right_operand, reach, ordered, negated };
            if nearness::fields(&nearness).is_none() {
                let error = self.error(sign.span, "two texts that are never near: no field has both");
                return Err(error.hint("name one field for both: `title:(a w/5 b)`"));
            }
            left = Node::Near(Box::new(nearness));
            left_span.end = right_span.end;
        }
        Ok(left)
    }

    /// The sign of nearness that stands here, perhaps behind `not`, and what it says.
    fn nearness_here(&self) -> Option<(Token, Reach, bool, bool)> {
        let sign = |place: usize| match self.kind(place) {
            Some(Kind::Near { reach, ordered }) => Some((self.tokens[place].clone(), *reach, *ordered)),
            _ => None,
        };
        if let Some((token, reach, ordered)) = sign(self.place) {
            return Some((token, reach, ordered, false));
        }
        let is_not = self.kind(self.place) == Some(&Kind::Not) || self.is_word_here("not");
        let (token, reach, ordered) = sign(self.place + 1).filter(|_| is_not)?;
        Some((token, reach, ordered, true))
    }

    /// What can stand beside a sign of nearness, or in `first/` and `atleast:` (`is_flat`: no nearness again).
    fn operand(&self, node: Node, span: &Range<usize>, is_flat: bool) -> Result<Node, QueryError> {
        let node = nearness::with_any_names(node);
        match nearness::refused(&node, is_flat) {
            None => Ok(node),
            Some(what) => {
                let error =
                    self.error(span.clone(), format!("{what} has no place in a text that others could be near"));
                Err(error.hint("write words, phrases, patterns, names, or a group of these with OR"))
            }
        }
    }

    /// The group of `first/50(…)` and `atleast:3(…)`.
    fn counted_group(&mut self) -> Result<Node, QueryError> {
        let open = self.tokens[self.place].clone();
        self.place += 1;
        let node = self.group(&open)?;
        self.operand(node, &(open.span.start..self.tokens[self.place - 1].span.end), true)
    }

    fn deeper(&mut self, token: &Token) -> Result<(), QueryError> {
        self.depth += 1;
        if self.depth > DEPTH_MAX {
            return Err(self.error(token.span.clone(), format!("nested more than {DEPTH_MAX} deep")));
        }
        Ok(())
    }

    fn term(&mut self, token: Token) -> Result<Node, QueryError> {
        self.place += 1;
        match token.kind {
            Kind::Open => self.group(&token),
            Kind::Close => Err(self
                .error(token.span, "a bracket is closed where a term should stand")
                .hint("take it out, or quote it")),
            Kind::And | Kind::Or | Kind::Minus | Kind::Not | Kind::Near { .. } => Err(self.misplaced(&token)),
            Kind::First(count) => {
                let group = self.counted_group()?;
                let node = Node::First(count, Box::new(group));
                if nearness::fields_of(&node).is_none() {
                    let error = self.error(token.span, "`first/` counts words of the text, which this field is not");
                    return Err(error.hint("take the field out"));
                }
                Ok(node)
            }
            Kind::AtLeast(count) => {
                let group = self.counted_group()?;
                Ok(Node::AtLeast(count, Box::new(group)))
            }
            Kind::Field(field) => self.field_term(field, &token),
            Kind::Value(field, value) => self.value(field, &value, token.span),
            Kind::Count(comparison, count) => self.outside_of_fields(token.span, Node::Words(comparison, count)),
            Kind::Text(text) => self.text(self.field.unwrap_or(Field::Text(TextField::Any)), text, token.span),
        }
    }

    fn group(&mut self, open: &Token) -> Result<Node, QueryError> {
        self.deeper(open)?;
        if self.kind(self.place) == Some(&Kind::Close) {
            let error = self.error(open.span.start..self.tokens[self.place].span.end, "nothing between the brackets");
            return Err(error.hint("take them out, or quote them"));
        }
        let unclosed = || "a bracket is opened and not closed";
        if self.peek().is_none() {
            return Err(self.error(open.span.clone(), unclosed()).hint("close it, take it out, or quote it"));
        }
        let node = self.any_of()?;
        if self.kind(self.place) != Some(&Kind::Close) {
            return Err(self.error(open.span.clone(), unclosed()).hint("close it, take it out, or quote it"));
        }
        self.place += 1;
        self.depth -= 1;
        Ok(node)
    }

    fn field_term(&mut self, field: Field, token: &Token) -> Result<Node, QueryError> {
        if self.field.is_some() {
            return Err(self.nested_field(token.span.clone()));
        }
        let Some(next) = self.peek().filter(|next| self.is_joined(token, next)).cloned() else {
            let error = self.error(token.span.clone(), "a field without a word behind it");
            return Err(error.hint("write a word, a phrase in double quotes or a group directly behind the colon"));
        };
        match next.kind {
            Kind::Open => {
                self.place += 1;
                self.field = Some(field);
                let node = self.group(&next)?;
                self.field = None;
                Ok(node)
            }
            Kind::Text(text) => {
                self.place += 1;
                self.text(field, text, next.span)
            }
            _ => Err(self.error(next.span, "expected a word, a phrase or a group behind the field")),
        }
    }

    /// Whether a word belongs to a field: directly behind it, or behind what names and addresses begin with (`title:#MeToo`,
    /// `url:/news`). Other signs could mean something there (`title:-x`, `title:'a b'`, `title:[a TO b]`), so are refused.
    fn is_joined(&self, field: &Token, next: &Token) -> bool {
        self.query[field.span.end..next.span.start].chars().all(|between| "#@$€£/.".contains(between))
    }

    fn text(&self, field: Field, text: TextMatch, span: Range<usize>) -> Result<Node, QueryError> {
        match (field, text) {
            (Field::Text(field), text) => {
                if field == TextField::Lang && !matches!(text, TextMatch::Pattern(_)) {
                    self.require_language(text.typed(), span)?;
                }
                Ok(Node::Text(field, text))
            }
            (Field::Name(kind), TextMatch::Word(name) | TextMatch::Phrase(name) | TextMatch::Exact(name)) => {
                Ok(Node::Name(kind, name))
            }
            (Field::Name(kind), TextMatch::Pattern(pattern)) => Ok(Node::NamePattern(kind, pattern)),
            (Field::Name(_), TextMatch::Fuzzy(..) | TextMatch::Window(..) | TextMatch::Capitals(_)) => {
                Err(not_built(self.query, span.clone(), &self.query[span])
                    .hint("names are searched for by whole words and patterns; spellings that sound alike are found by themselves"))
            }
            (Field::Capitals, TextMatch::Word(word) | TextMatch::Phrase(word) | TextMatch::Exact(word)) => {
                if word.split_whitespace().all(is_in_capitals) {
                    return Ok(Node::Text(TextField::Any, TextMatch::Capitals(word)));
                }
                let error = self.error(span, format!("`{}` is not in capitals", shown(&word)));
                Err(error.hint("`caps:` takes words of two letters or more that are written in capitals, such as `caps:US`"))
            }
            (Field::Capitals, _) => Err(self
                .error(span, "`caps:` takes words in capitals, no patterns")
                .hint("write it as `caps:US`")),
        }
    }

    fn require_language(&self, stated: &str, span: Range<usize>) -> Result<(), QueryError> {
        if language_code(stated).is_some() {
            return Ok(());
        }
        Err(self.error(span, format!("`{}` is no language", shown(stated))).hint(language_hint(stated)))
    }

    fn value(&mut self, field: ValueField, value: &str, span: Range<usize>) -> Result<Node, QueryError> {
        let (query, today) = (self.query, self.today);
        let start = span.end - value.len();
        let node = match field {
            ValueField::Date => date_at(query, start, value, today)?,
            ValueField::After => after_at(query, start, value, today)?,
            ValueField::Before => before_at(query, start, value, today)?,
            ValueField::On => on_at(query, start, value, today)?,
            ValueField::Last => Node::Date(last_at(query, start, value, today)?),
            ValueField::Has => self.feature(value, start)?,
            ValueField::Words => self.word_range(value, start)?,
            ValueField::AtLeast => unreachable!("the lexer makes `atleast:` a sign of its own"),
        };
        self.outside_of_fields(span, node)
    }

    fn outside_of_fields(&self, span: Range<usize>, node: Node) -> Result<Node, QueryError> {
        if self.field.is_some() { Err(self.nested_field(span)) } else { Ok(node) }
    }

    fn nested_field(&self, span: Range<usize>) -> QueryError {
        let error = self.error(span, "a field within the brackets of another");
        error.hint("close the brackets before it, or quote it to search for the words")
    }

    fn feature(&self, value: &str, start: usize) -> Result<Node, QueryError> {
        let known = FEATURES.iter().find(|(name, _)| value.eq_ignore_ascii_case(name));
        known.map(|(_, feature)| Node::Has(*feature)).ok_or_else(|| {
            let names: Vec<&str> = FEATURES.iter().map(|(name, _)| *name).collect();
            let error = self.error(start..start + value.len(), format!("`has:` does not know `{}`", shown(value)));
            error.hint(format!("it knows {}", names.join(", ")))
        })
    }

    /// `words:800..1200`, either end open, or `words:800`.
    fn word_range(&self, value: &str, start: usize) -> Result<Node, QueryError> {
        let bad = || {
            let error = self.error(start..start + value.len(), format!("`{}` is no number of words", shown(value)));
            error.hint("write it as `words>800` or `words:800..1200`")
        };
        let number = |text: &str| number_of_words(text).ok_or_else(bad);
        match value.split_once("..") {
            None => Ok(Node::Words(Comparison::Equal, number(value)?)),
            Some((from, "")) => Ok(Node::Words(Comparison::GreaterOrEqual, number(from)?)),
            Some(("", to)) => Ok(Node::Words(Comparison::LessOrEqual, number(to)?)),
            Some((from, to)) => {
                let (from, to) = (number(from)?, number(to)?);
                if from > to {
                    return Err(self.error(start..start + value.len(), "the range begins after it ends"));
                }
                let least = Node::Words(Comparison::GreaterOrEqual, from);
                Ok(Node::And(vec![least, Node::Words(Comparison::LessOrEqual, to)]))
            }
        }
    }
}

/// Puts the children of children of the same kind among them, and leaves a single one as it is.
fn flat(nodes: Vec<Node>, join: fn(Vec<Node>) -> Node, split: fn(Node) -> Result<Vec<Node>, Node>) -> Node {
    let mut children = Vec::with_capacity(nodes.len());
    for node in nodes {
        match split(node) {
            Ok(inner) => children.extend(inner),
            Err(other) => children.push(other),
        }
    }
    if children.len() == 1 { children.remove(0) } else { join(children) }
}
