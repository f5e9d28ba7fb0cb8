use super::*;
use std::ops::ControlFlow;

/// A PDF with these objects, the first of which is the catalog; without a table of them, as broken files are.
fn pdf(objects: &[String]) -> Vec<u8> {
    let mut bytes = b"%PDF-1.4\n".to_vec();
    let mut table = format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1);
    for (at, object) in objects.iter().enumerate() {
        table.push_str(&format!("{:010} 00000 n \n", bytes.len()));
        bytes.extend(format!("{} 0 obj\n{object}\nendobj\n", at + 1).bytes());
    }
    let end = bytes.len();
    let trailer = format!("trailer <</Root 1 0 R/Size {}/Info 6 0 R>>\nstartxref\n{end}\n%%EOF\n", objects.len() + 1);
    bytes.extend(table.bytes().chain(trailer.bytes()));
    bytes
}

/// What a page with these drawing instructions gives; object 7 is a form that it may draw as /X.
fn account(content: &str, form: &str, title: &str) -> String {
    let stream = |dictionary: &str, content: &str| {
        format!("<<{dictionary}/Length {}>>stream\n{content}\nendstream", content.len())
    };
    let bytes = pdf(&[
        "<</Type/Catalog/Pages 2 0 R>>".to_owned(),
        "<</Type/Pages/Kids[3 0 R]/Count 1/MediaBox[0 0 600 800]>>".to_owned(),
        "<</Type/Page/Parent 2 0 R/Contents 5 0 R/Resources<</Font<</F 4 0 R>>/XObject<</X 7 0 R>>>>>>".to_owned(),
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>".to_owned(),
        stream("", content),
        format!("<</Title({title})/Author(Anna Petrova)>>"),
        stream("/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</Font<</F 4 0 R>>/XObject<</X 7 0 R>>>>", form),
    ]);
    let mut input = Input::new("a.pdf", bytes.as_slice()).unwrap();
    assert!(Pdf.recognises(&input.sample()));
    let mut account = Vec::new();
    let read = Pdf.read(&mut input, &mut |item| {
        account.push(match item {
            Item::Article(Place::WholeFile, article) => {
                format!("[{}]{}", article.title, article.body.replace("\n\n", "/"))
            }
            Item::Warning(problem) => problem.to_string(),
            other => format!("{other:?}"),
        });
        ControlFlow::Continue(())
    });
    account.extend(read.err().map(|problem| problem.to_string()));
    account.join(" | ")
}

/// Instructions that print lines from this place down.
fn lines(x: u32, y: u32, lines: &[&str]) -> String {
    let at = lines
        .iter()
        .zip(0..)
        .map(|(line, number)| format!("BT /F 10 Tf 1 0 0 1 {x} {} Tm ({line}) Tj ET\n", y - 12 * number));
    at.collect()
}

#[test]
fn columns_are_read_one_after_the_other() {
    let left = lines(
        50,
        700,
        &[
            "The river rose on Thursday night and the",
            "bridge was closed to carts by the coun-",
            "cil. Nobody was hurt in the flood, but all",
            "of the mill stood in water up to the roof",
        ],
    );
    let right = lines(
        320,
        700,
        &[
            "and the miller went to the church. Repairs",
            "will take three weeks and cost four hundred",
            "pounds, which the county has not promised",
            "to give to the people of the lower valley.",
        ],
    );
    let headline = "BT /F 20 Tf 1 0 0 1 50 740 Tm (Flood closes the lower bridge for many weeks to come) Tj ET\n";
    let expected = "[Rain at last]Flood closes the lower bridge for many weeks to come/The river rose on Thursday \
    night and the \
                    bridge was closed to carts by the council. Nobody was hurt in the flood, but all of the mill \
                    stood in \
                    water up to the roof and the miller went to the church. Repairs will take three weeks and cost \
                    four \
                    hundred pounds, which the county has not promised to give to the people of the lower valley.";
    assert_eq!(account(&format!("{headline}{left}{right}"), "", "Rain at last"), expected);
}

#[test]
fn titles_paragraphs_and_what_is_no_text() {
    let text = lines(50, 700, &["Rain", "It rains."]) + &lines(50, 650, &["It will stop."]) + &lines(300, 20, &["7"]);
    assert_eq!(account(&text, "", "Microsoft Word - a.doc"), "[]Rain It rains./It will stop.");
    let no_text = "a PDF without a text layer (scanned pages); OCR makes one";
    assert_eq!(account("0 0 10 10 re f", "", ""), no_text);
    assert_eq!(account("/X Do", &lines(50, 700, &["From a form"]), ""), "[]From a form");
}

#[test]
fn hostile_files_end() {
    let unread = "1 of its pages could not be read whole, the first is page 1";
    assert!(account("/X Do", "/X Do", "").starts_with(unread));
    let text = lines(50, 700, &["Text"]);
    assert!(account(&format!("{text} 1 Tf (x) Tj"), "", "").starts_with(unread));
    for length in [0, 20, 200, 400] {
        let bytes = pdf(&["<</Type/Catalog/Pages 1 0 R>>".to_owned(), "[".repeat(10_000)]);
        let mut input = Input::new("a.pdf", &bytes[..bytes.len().min(9 + length)]).unwrap();
        assert!(Pdf.read(&mut input, &mut |_| ControlFlow::Continue(())).is_err());
    }
}
