//! One article of an issue, put together from the places on the pages that it names.

use super::issue::{Story, areas, is_article, kind_of};
use super::pages::Pages;
use crate::article::StatedArticle;
use crate::format::authors::{is_full_name, names, of_line, without_label};
use crate::format::newspaper::columns::Columns;
use crate::format::xml::Element;

impl Story<'_> {
    /// Reads its text from the pages.
    pub(super) fn read(&self, pages: &mut Pages<'_, '_>) -> StatedArticle {
        pages.begin_article();
        let mut parts = Parts {
            pages,
            title: Columns::default(),
            byline: Columns::default(),
            body: Columns::default(),
            has_body: false,
        };
        parts.read(self.div, Role::Body);
        let Parts { title, byline, body, .. } = parts;
        let mut article = self.facts.article();
        article.title = title.finish().replace("\n\n", " ");
        if article.title.is_empty() {
            article.title = self.stated_title.clone().unwrap_or_default();
        }
        article.body = body.finish();
        let byline = byline.finish().replace("\n\n", " ");
        if !byline.is_empty() {
            article.authors = names(of_line(&byline));
            // Recognition of letters may have made anything of a name.
            article.authors.retain(|name| is_full_name(name));
            article.byline = Some(without_label(&byline).to_owned());
        }
        article
    }
}

/// The texts of an article as they grow.
struct Parts<'a, 'i, 'p> {
    pages: &'a mut Pages<'i, 'p>,
    title: Columns,
    byline: Columns,
    body: Columns,
    /// Whether the text below the headline has begun.
    has_body: bool,
}

/// What a part of an article is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Role {
    Title,
    Byline,
    /// A part of the heading beside its title: a line above or below the headline.
    BesideTitle,
    Paragraph,
    Body,
}

impl Parts<'_, '_, '_> {
    fn read(&mut self, div: &Element, role: Role) {
        let mut is_first = true;
        for area in areas(div) {
            self.read_area(&area, role, is_first);
            is_first = false;
        }
        for child in div.children("div") {
            let kind = kind_of(child);
            if kind == "article" && is_article(&kind) {
                continue;
            }
            let child_role = self.role_of(child, &kind, role);
            if child_role == Role::Paragraph && role == Role::Paragraph {
                // The texts of one paragraph, each in a column of its own.
                self.read_rest_of_paragraph(child, &mut is_first);
            } else {
                self.read(child, child_role);
                is_first = true;
            }
        }
        if role == Role::Paragraph && !is_first {
            self.has_body = true;
        }
    }

    fn read_rest_of_paragraph(&mut self, div: &Element, is_first: &mut bool) {
        for area in areas(div) {
            self.read_area(&area, Role::Paragraph, *is_first);
            *is_first = false;
        }
        for child in div.children("div") {
            self.read_rest_of_paragraph(child, is_first);
        }
    }

    fn read_area(&mut self, area: &super::issue::Area<'_>, role: Role, is_first: bool) {
        let lines = self.pages.read(area);
        let text = match role {
            Role::Title => &mut self.title,
            Role::Byline => &mut self.byline,
            Role::BesideTitle | Role::Paragraph | Role::Body => &mut self.body,
        };
        match role {
            Role::Paragraph if is_first && !text.runs_on_in(lines) => {
                text.end_paragraph();
                text.push_on(lines);
            }
            Role::Paragraph | Role::Title | Role::Byline => text.push_on(lines),
            Role::BesideTitle => {
                text.end_paragraph();
                text.push_on(lines);
                text.end_paragraph();
            }
            Role::Body => text.push(lines),
        }
        self.has_body |= role == Role::Body && !lines.is_empty();
    }

    /// The role of a part of this kind within one of another; a headline below the first text is a paragraph of it.
    fn role_of(&self, div: &Element, kind: &str, outer: Role) -> Role {
        let is_title = matches!(kind, "title" | "headline" | "head" | "heading" | "main_title" | "article_title");
        let has_title = || div.descendants("div").any(|inner| matches!(kind_of(inner).as_str(), "title" | "headline"));
        match kind {
            "author" | "byline" | "authors" => Role::Byline,
            _ if outer == Role::Paragraph => Role::Paragraph,
            _ if is_title && self.has_body => Role::BesideTitle,
            _ if is_title && has_title() => Role::BesideTitle,
            _ if is_title => Role::Title,
            "paragraph" | "p" => Role::Paragraph,
            _ => outer,
        }
    }
}
