//! Lines, stated persons and values of JSON in ten languages and more; every name is made up.

use serde_json::json;

use super::*;

/// The names, with a sign behind those that are no persons.
fn shown(authors: &[Author]) -> Vec<String> {
    let sign = |kind| match kind {
        Kind::Person => "",
        Kind::Organization => " (organisation)",
        Kind::Agency => " (agency)",
        Kind::Account => " (account)",
    };
    authors.iter().map(|author| format!("{}{}", author.name, sign(author.kind))).collect()
}

#[test]
fn lines_are_taken_apart() {
    let cases: &[(&str, &[&str])] = &[
        // English
        ("By Anna Petrova", &["Anna Petrova"]),
        ("BY ANNA PETROVA AND YUSUF DEMIR", &["ANNA PETROVA", "YUSUF DEMIR"]),
        ("by Colm Varley, Reuters", &["Colm Varley"]),
        ("Anna Petrova, Yusuf Demir and Mei Tanaka", &["Anna Petrova", "Yusuf Demir", "Mei Tanaka"]),
        ("Pádraig O’Connell; Henry Ashdown", &["Pádraig O’Connell", "Henry Ashdown"]),
        ("Paulo Santalba and Frances d'Orvino", &["Paulo Santalba", "Frances d'Orvino"]),
        ("Petrova, Anna", &["Petrova, Anna"]),
        ("Henry Ashdown, Jr., and Anna Petrova", &["Henry Ashdown, Jr.", "Anna Petrova"]),
        ("Written by Anna Petrova in Vienna for the Harbour News", &["Anna Petrova"]),
        ("By Anna Petrova, Press Association Political Correspondent", &["Anna Petrova"]),
        ("By ANNA PETROVA and YUSUF DEMIR, Times Staff Writers", &["ANNA PETROVA", "YUSUF DEMIR"]),
        ("Mia Rabe and Jordan Press, The Canadian Press", &["Mia Rabe", "Jordan Press"]),
        ("Aaron Stapley, Northern State University", &["Aaron Stapley"]),
        ("Anna Petrova (she/her) | Harbour News", &["Anna Petrova"]),
        ("Anna Petrova <anna@harbour.example>", &["Anna Petrova"]),
        ("anna@harbour.example (Anna Petrova)", &["Anna Petrova"]),
        ("Anna Petrova Senior Editor", &["Anna Petrova"]),
        ("Anna Petrova, our correspondent in Oslo", &["Anna Petrova"]),
        ("Anna Petrova 3 May 2024", &["Anna Petrova"]),
        ("Von Miller", &["Von Miller"]),
        ("Von Miller and Anna Weber", &["Von Miller", "Anna Weber"]),
        ("Anna Petrova with Jo Lee", &["Anna Petrova", "Jo Lee"]),
        ("Reuters", &["Reuters (agency)"]),
        ("Staff Writer", &["Staff Writer (agency)"]),
        ("Valley News", &["Valley News (agency)"]),
        ("gr/bp", &["gr/bp (account)"]),
        ("admin", &[]),
        ("https://harbour.example/anna", &[]),
        ("", &[]),
        // German
        ("Von Miller und Anna Weber", &["Miller", "Anna Weber"]),
        ("Von Christian Hollbach, dpa", &["Christian Hollbach"]),
        ("Von Anna Weber und Jonas Kehl in Berlin", &["Anna Weber", "Jonas Kehl"]),
        ("Autorin: Anna Weber", &["Anna Weber"]),
        ("Anna Weber/dpa", &["Anna Weber"]),
        ("Karla von und zu Rabenau", &["Karla von und zu Rabenau"]),
        ("Ein Gastbeitrag von Jonas Kehl", &["Jonas Kehl"]),
        // French
        ("Par Camille Dorval et Luc Fontane", &["Camille Dorval", "Luc Fontane"]),
        ("Publié par Camille Dorval, avec AFP", &["Camille Dorval"]),
        ("Camille Dorval avec Luc Fontane", &["Camille Dorval", "Luc Fontane"]),
        // Spanish
        ("Por Juan Pérez y Ana Gómez", &["Juan Pérez", "Ana Gómez"]),
        ("Juan Pérez, Ana Gómez y Luis Rivas", &["Juan Pérez", "Ana Gómez", "Luis Rivas"]),
        ("José Oriol y Garza", &["José Oriol y Garza"]),
        ("Escrito por Ana Gómez", &["Ana Gómez"]),
        // Portuguese
        ("Por João Silveira e Ana Costa", &["João Silveira", "Ana Costa"]),
        ("Artur da Costa e Silveira", &["Artur da Costa e Silveira"]),
        // Italian
        ("di Carla Fontana e Marco Berti", &["Carla Fontana", "Marco Berti"]),
        ("Di Stefano", &["Di Stefano"]),
        ("A cura di Carla Fontana", &["Carla Fontana"]),
        // Dutch
        ("Door Sanne de Wit en Pieter van der Horst", &["Sanne de Wit", "Pieter van der Horst"]),
        // Danish, Norwegian, Swedish
        ("Af Mette Holm og Jens Krag", &["Mette Holm", "Jens Krag"]),
        ("Av Kari Moen, NTB", &["Kari Moen"]),
        ("Skriven av Elin Sand och Olof Berg", &["Elin Sand", "Olof Berg"]),
        // Polish, Czech
        ("Anna Zielna i Jan Kowal", &["Anna Zielna", "Jan Kowal"]),
        ("Eva Nováčková a Petr Lesný", &["Eva Nováčková", "Petr Lesný"]),
        // Turkish, Russian, Ukrainian
        ("Elif Kaya ve Can Demirel", &["Elif Kaya", "Can Demirel"]),
        ("Автор: Анна Лесная и Пётр Речной", &["Анна Лесная", "Пётр Речной"]),
        ("Олена Гай та Іван Лан", &["Олена Гай", "Іван Лан"]),
        // Korean, Japanese, Chinese, Arabic
        ("김민준 기자", &["김민준"]),
        ("김민준·이서연 기자", &["김민준", "이서연"]),
        ("山田花子、鈴木一郎", &["山田花子", "鈴木一郎"]),
        ("记者 王小明、李大华", &["王小明", "李大华"]),
        ("سارة الخطيب، عمر النجار", &["سارة الخطيب", "عمر النجار"]),
    ];
    for (line, expected) in cases {
        assert_eq!(shown(&of_line(line)), *expected, "{line}");
    }
}

#[test]
fn stated_persons_are_persons_whatever_their_words() {
    let cases: &[(&str, &[&str])] = &[
        // English
        ("Von Miller", &["Von Miller"]),
        ("Anna Staff", &["Anna Staff"]),
        ("Nils Network", &["Nils Network"]),
        ("Jordan Press", &["Jordan Press"]),
        ("Mia Editor", &["Mia Editor"]),
        ("The Weatherman", &["The Weatherman"]),
        ("BOJO", &["BOJO"]),
        ("Anna", &["Anna"]),
        ("Petrova, Anna", &["Petrova, Anna"]),
        ("Henry Ashdown, Jr.", &["Henry Ashdown, Jr."]),
        ("  <b>Anna&nbsp;Petrova</b> (ap)", &["Anna Petrova"]),
        ("Anna Petrova <anna@harbour.example>", &["Anna Petrova"]),
        // German, Dutch
        ("Von der Heide", &["Von der Heide"]),
        ("Karla von und zu Rabenau", &["Karla von und zu Rabenau"]),
        ("Door van Holst", &["Door van Holst"]),
        // French, Spanish, Portuguese, Italian, Catalan
        ("Par Dorval", &["Par Dorval"]),
        ("Ana Gómez y Rivas Prado", &["Ana Gómez y Rivas Prado"]),
        ("Artur Costa e Silveira", &["Artur Costa e Silveira"]),
        ("Di Carla Fontana", &["Di Carla Fontana"]),
        ("Marcel·la Puig i Serra", &["Marcel·la Puig i Serra"]),
        // Norwegian, Polish, Russian, Arabic, Japanese, Korean
        ("Maria Per Holm", &["Maria Per Holm"]),
        ("Anna Zielna-Media", &["Anna Zielna-Media"]),
        ("Анна Текст", &["Анна Текст"]),
        ("عمر النجار", &["عمر النجار"]),
        ("山田 花子", &["山田 花子"]),
        ("김민준 기자", &["김민준"]),
        // What is no name, and what is an agency and nothing else.
        ("", &[]),
        ("anna@harbour.example", &[]),
        ("https://harbour.example/anna", &[]),
        ("unknown", &[]),
        ("Reuters", &["Reuters (agency)"]),
        // What no single name can be.
        ("By Anna Petrova and Jo Press", &["Anna Petrova", "Jo Press"]),
        ("Anna Petrova, Yusuf Demir", &["Anna Petrova", "Yusuf Demir"]),
        ("Anna Petrova und Yusuf Demir, Basel", &["Anna Petrova", "Yusuf Demir"]),
        ("Anna Petrova, professor of law at the university", &["Anna Petrova"]),
        ("Anna Petrova in Vienna", &["Anna Petrova"]),
        ("Presented by Jo Press and produced by Mei Tanaka", &["Jo Press", "Mei Tanaka"]),
    ];
    for (name, expected) in cases {
        assert_eq!(shown(&of_person(name)), *expected, "{name}");
    }
}

#[test]
fn a_string_is_a_line_and_an_item_of_a_list_a_person() {
    let cases = [
        (json!("Von Miller"), vec!["Von Miller"]),
        (json!("Juan Pérez y Ana Gómez"), vec!["Juan Pérez", "Ana Gómez"]),
        (json!(["Von Miller", "Anna Staff"]), vec!["Von Miller", "Anna Staff"]),
        (
            json!([{"@type": "Person", "name": "Von Miller"}, {"@type": "Person", "name": "Anna Staff"},
                   {"@type": "Person", "name": "Nils Network"}]),
            vec!["Von Miller", "Anna Staff", "Nils Network"],
        ),
        (json!({"@list": [{"name": "Anna Staff"}]}), vec!["Anna Staff"]),
        (json!({"@type": "Person", "name": ["Anna Staff", "Mei Tanaka"]}), vec!["Anna Staff", "Mei Tanaka"]),
        (json!({"givenName": "Von", "familyName": "Miller"}), vec!["Von Miller"]),
        (json!({"@type": "Organization", "name": "Bay Daily"}), vec!["Bay Daily (organisation)"]),
        (json!({"@type": ["Person", "Organization"], "name": "Anna Staff"}), vec!["Anna Staff"]),
        (json!({"@type": "Organization", "name": "Bay News Agency"}), vec!["Bay News Agency (agency)"]),
        (json!({"url": "https://harbour.example"}), vec![]),
        (json!(null), vec![]),
    ];
    for (value, expected) in cases {
        assert_eq!(shown(&of_value(&value)), expected, "{value}");
    }
}

#[test]
fn lists_hold_each_name_once_and_agencies_where_nobody_else_is_named() {
    let both = || of_value(&json!(["Anna Petrova", "ANNA PETROVA", "Reuters", "Mei Tanaka"]));
    assert_eq!(names(both()), ["Anna Petrova", "Mei Tanaka"]);
    assert_eq!(names_or_others(both()), ["Anna Petrova", "Mei Tanaka"]);
    assert_eq!(names(of_line("Reuters, AFP")), [""; 0]);
    assert_eq!(names_or_others(of_line("Reuters, AFP")), ["Reuters", "AFP"]);
    let named = || vec!["Harbourman".to_owned(), "Mei Tanaka".to_owned()];
    assert_eq!(without_source(named(), Some("harbourman")), ["Mei Tanaka"]);
    assert_eq!(without_source(named(), Some("Mei Tanaka")), ["Harbourman", "Mei Tanaka"]);
}

#[test]
fn a_line_of_very_many_names_gives_the_first() {
    let line = |joint: &str| {
        (0..100_000).map(|at| format!("Name Number{}", "abcdefghij".repeat(at % 7 + 1))).collect::<Vec<_>>().join(joint)
    };
    for joint in [";", ", ", " and ", " y ", "/", " "] {
        let found = of_line(&line(joint));
        assert!(found.len() <= NAMES_MAX, "{joint}");
    }
    let distinct: Vec<String> =
        (0..5000).map(|at| format!("Anna {}", "ab".repeat(at % 9) + &"c".repeat(at / 9 % 20 + 1))).collect();
    assert!(of_line(&distinct.join(";")).len() == NAMES_MAX);
}
