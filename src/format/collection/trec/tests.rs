use super::*;

/// What a file gives: `line id date title | body`, and the problems.
fn read(bytes: &[u8]) -> (Vec<String>, Vec<String>) {
    let mut input = Input::new("a", bytes).unwrap();
    let (mut articles, mut problems) = (Vec::new(), Vec::new());
    let result = Trec.read(&mut input, &mut |item| {
        match item {
            Item::Warning(problem) => problems.push(problem.to_string()),
            Item::PartOf(whole) => problems.push(format!("part of {whole}")),
            Item::Article(Place::Record { id, line }, article) => {
                let date = article.date.map(|date| date.date.to_string()).unwrap_or_default();
                articles.push(format!("{line} {} {date} {} | {}", id.unwrap_or_default(), article.title, article.body));
            }
            Item::Article(Place::WholeFile, _) => panic!("a document is no file"),
        }
        ControlFlow::Continue(())
    });
    problems.extend(result.err().map(|problem| problem.to_string()));
    (articles, problems)
}

#[test]
fn each_collection_has_its_own_tags() {
    let cases = [
        (
            "<DOC>\n<DOCNO> AP880212-0001 </DOCNO>\n<FILEID>AP-NR-02-12-88 2344EST</FILEID>\n\
            <HEAD>Bridge Opens</HEAD>\n\
             <DATELINE>LUNE (AP) </DATELINE>\n<TEXT>\n   It opened at AT&T <sic.\n   One said so.\n</TEXT>\n</DOC>\n",
            "1 AP880212-0001 1988-02-12 Bridge Opens | LUNE (AP) It opened at AT&T <sic.\n\nOne said so.",
        ),
        (
            "<DOC>\n<DOCNO> WSJ870324-0001 </DOCNO>\n<HL> Bridge Opens\n@ By Anna Petrova</HL>\n\
            <DD> 03/24/87</DD>\n<TEXT>\n\
             It opened.\n</TEXT>\n</DOC>",
            "1 WSJ870324-0001 1987-03-24 Bridge Opens | It opened.",
        ),
        (
            "<DOC>\n<DOCNO> LA010189-0001 </DOCNO>\n<DOCID> 1 </DOCID>\n<DATE>\n<P>\n\
            January 1, 1989, Sunday, Home Edition \n\
             </P>\n</DATE>\n<HEADLINE>\n<P>\nBRIDGE;\n\nOPENS\n</P>\n</HEADLINE>\n<TEXT>\n<P>\nOne.\n</P>\n\
             <P>\nTwo.\n</P>\n\
             </TEXT>\n</DOC>",
            "1 LA010189-0001 1989-01-01 BRIDGE; OPENS | One.\n\nTwo.",
        ),
        (
            "<DOC>\n<DOCNO>FT911-3</DOCNO>\n<DATE>910514\n</DATE>\n<HEADLINE>\nFT 14 MAY 91 / Bridge\n\
            </HEADLINE>\n<TEXT>\nOne.\n\
             </TEXT>\n</DOC>",
            "1 FT911-3 1991-05-14 FT 14 MAY 91 / Bridge | One.",
        ),
        (
            "<DOC>\n<DOCNO> FBIS3-1 </DOCNO>\n<HEADER>\n<H2> March Reports </H2>\n<DATE1> 1 March 1994 \
            </DATE1>\n<H3> <TI> Bridge \
             Opens </TI></H3>\n</HEADER>\n<TEXT>\nLanguage: <F P=105> English </F>\nOne.\n</TEXT>\n</DOC>",
            "1 FBIS3-1 1994-03-01 Bridge Opens | Language:  English\nOne.",
        ),
        (
            "<DOC>\n<DOCNO> SJMN91-06364022 </DOCNO>\n<LEADPARA>Lead.</LEADPARA>\n\
            <HEADLINE>Bridge</HEADLINE>\n<TEXT>One.</TEXT>\n\
             <PUBDATE> 911230 </PUBDATE>\n<DATELINE> Monday December 30, 1991 00364022,SJ1 </DATELINE></DOC>",
            "1 SJMN91-06364022 1991-12-30 Bridge | Lead.\n\nOne.",
        ),
        (
            "<DOC>\n<DOCNO> NYT19980601.0001 </DOCNO>\n<DATE_TIME> 1998-06-01 00:12 </DATE_TIME>\n<BODY>\n\
            <SLUG> BC-X </SLUG>\n\
             <HEADLINE>\n BRIDGE &UR; OPENS &LR; \n</HEADLINE>\n<TEXT>\n<P>\n   One &AMP; two.\n</P>\n\
             </TEXT>\n</BODY>\n</DOC>",
            "1 NYT19980601.0001 1998-06-01 BRIDGE OPENS | One & two.",
        ),
        (
            "<DOC id=\"AFP_ENG_20020501.0001\" type=\"story\" >\n<HEADLINE>\nBridge \
            opens\n</HEADLINE>\n<DATELINE>\nLUNE, May 1 \
             (AFP)\n</DATELINE>\n<TEXT>\n<P>\nOne.\n</P>\n</TEXT>\n</DOC>",
            "1 AFP_ENG_20020501.0001 2002-05-01 Bridge opens | LUNE, May 1 (AFP) One.",
        ),
        (
            "<?xml version=\"1.0\"?>\n<ROOT>\n<DOC>\n<DOCNO>GH950102-000000</DOCNO>\n<DATE>950102</DATE>\n\
            <TITLE><![CDATA[A <b>]]>\
             </TITLE>\n<BODY>\nOne.\n</BODY>\n</DOC>\n</ROOT>",
            "3 GH950102-000000 1995-01-02 A <b> | One.",
        ),
    ];
    for (document, expected) in cases {
        assert_eq!(read(document.as_bytes()), (vec![expected.to_owned()], vec![]), "{document}");
        let input = Input::new("a", document.as_bytes()).unwrap();
        assert!(Trec.recognises(&input.sample()), "{document}");
    }
}

#[test]
fn a_year_without_a_century_needs_a_collection() {
    let cases = [
        ("X1", "870324", "X1: line 1: date: `870324` is no date"),
        ("X1", "03/24/87", "X1: line 1: date: `03/24/87` is not one date"),
        ("AP010203-0001", "", ""),
        ("WSJ870399-0001", "03/99/87", "WSJ870399-0001: line 1: date:"),
    ];
    for (id, date, expected) in cases {
        let document = format!("<DOC><DOCNO>{id}</DOCNO><DATE>{date}</DATE><TEXT>One.</TEXT></DOC>");
        let (articles, problems) = read(document.as_bytes());
        assert_eq!(articles, [format!("1 {id}   | One.")]);
        assert!(problems.join(" ").starts_with(expected), "{problems:?}");
        assert_eq!(problems.len(), usize::from(!expected.is_empty()));
    }
}

#[test]
fn broken_documents_are_said_and_read_as_far_as_they_go() {
    let open = "<DOC>\n<DOCNO>A1</DOCNO>\n<TEXT>\nOne.\n<DOC>\n<DOCNO>A2\n<TEXT>\nTwo.\n";
    let (articles, problems) = read(open.as_bytes());
    assert_eq!(articles, ["1 A1   | One.", "5 A2   | Two."]);
    assert_eq!(problems.len(), 2, "{problems:?}");
    assert!(problems[0].starts_with("line 1: document without `</DOC>`: the next one"));
    assert!(problems[1].starts_with("line 5: document without `</DOC>`: the file ends"));
    assert_eq!(read(b"<DOC><DOCNO>A</DOCNO></DOC>").1, ["A: line 1: document with neither headline nor text"]);
    let on_one_line = "<DOC><TEXT>One.</TEXT></DOC><DOC><TEXT>Two.</TEXT></DOC>";
    assert_eq!(read(on_one_line.as_bytes()).0, ["1    | One.", "2    | Two."]);
    assert_eq!(read(b"nothing").1, ["no <DOC> element in it"]);
    let hostile = format!("<DOC><DOCNO>A</DOCNO>{}", "<HEADLINE> a </".repeat(200_000));
    assert_eq!(read(hostile.as_bytes()).0.len(), 1);
}

#[test]
fn other_files_are_left_alone() {
    let cases = [
        "<REUTERS TOPICS=\"YES\"><DATE>1</DATE></REUTERS>",
        "<!DOCTYPE lewis SYSTEM \"lewis.dtd\">\n<REUTERS>",
        "<DOCUMENT><DOCNO>1</DOCNO></DOCUMENT>",
        "<doc><field>1</field></doc>",
        "<add><other/><doc id=\"1\"></doc></add>",
        "text <DOC><DOCNO>1</DOCNO>",
        "",
    ];
    for bytes in cases {
        let input = Input::new("a", bytes.as_bytes()).unwrap();
        assert!(!Trec.recognises(&input.sample()), "{bytes}");
    }
}
