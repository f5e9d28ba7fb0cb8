//! The words of dates: what a word of any of the languages read means to a date.
//!
//! In: a word as it is printed. Out: a [`Token`]. Months are in [`super::months`]; days of the week are of the same source
//! and languages, and only passed over.

use std::collections::HashMap;
use std::sync::LazyLock;

use unicode_normalization::UnicodeNormalization;

use super::months::{FIRST_LANGUAGES, MONTHS};
use super::token::Token;

/// The longest word of the calendar (`วันพฤหัสบดีที่`), in bytes.
const WORD_BYTES_MAX: usize = 64;

/// Whether a word is the name of a month or a day of the week, in full or short, in English, German, French, Spanish,
/// Italian, Portuguese, Dutch or Russian.
pub(crate) fn is_calendar_word(word: &str) -> bool {
    match look_up(word) {
        Some(Meaning::Month(spelled)) => spelled.iter().any(|(language, _)| *language < FIRST_LANGUAGES),
        Some(Meaning::Weekday { is_of_first_languages }) => *is_of_first_languages,
        _ => false,
    }
}

/// What a word means, in the language that is given or in any. The name of two months is [`Token::Months`], unless the
/// language is one that gives it to one of them.
pub(super) fn word_token(word: &str, language: Option<&str>) -> Token {
    match look_up(word) {
        Some(Meaning::Month(spelled)) => month_token(spelled, language),
        Some(Meaning::Weekday { .. }) => Token::Weekday,
        Some(Meaning::Other(token)) => *token,
        None => roman_month(word).map_or(Token::Word, Token::Roman),
    }
}

fn look_up(word: &str) -> Option<&'static Meaning> {
    static WORDS: LazyLock<HashMap<String, Meaning>> = LazyLock::new(all_words);
    if word.len() > WORD_BYTES_MAX || roman_month(word).is_some() {
        return None;
    }
    WORDS.get(fold(word).as_str())
}

#[derive(Clone, Debug)]
enum Meaning {
    /// The places in [`MONTHS`] of the languages that have the name, each with its month.
    Month(Vec<(usize, u32)>),
    Weekday {
        is_of_first_languages: bool,
    },
    Other(Token),
}

/// Every word that is known, folded. A word of two meanings has the one that comes first here.
fn all_words() -> HashMap<String, Meaning> {
    let mut words: HashMap<String, Meaning> = HashMap::new();
    for (place, (_, months)) in MONTHS.iter().enumerate() {
        for (month, spellings) in (1..).zip(months.split(';')) {
            for spelling in spellings.split_whitespace() {
                let meaning = words.entry(fold(spelling)).or_insert_with(|| Meaning::Month(Vec::new()));
                if let Meaning::Month(spelled) = meaning {
                    spelled.push((place, month));
                }
            }
        }
    }
    for (token, spellings) in OTHER_WORDS {
        for spelling in spellings.split_whitespace() {
            words.entry(fold(spelling)).or_insert(Meaning::Other(*token));
        }
    }
    for (days, is_of_first_languages) in [(WEEKDAYS_OF_FIRST_LANGUAGES, true), (WEEKDAYS, false)] {
        for day in days.split_whitespace() {
            words.entry(fold(day)).or_insert(Meaning::Weekday { is_of_first_languages });
        }
    }
    words
}

fn month_token(spelled: &[(usize, u32)], language: Option<&str>) -> Token {
    let Some((_, first)) = spelled.first() else { return Token::Word };
    let language = language.map(|code| match code {
        "no" | "nn" => "nb",
        "bs" | "sh" => "sr",
        other => other,
    });
    let own = spelled.iter().find(|(place, _)| language.is_some_and(|code| MONTHS[*place].0 == code));
    match (own, spelled.iter().find(|(_, month)| month != first)) {
        (Some((_, month)), _) => Token::Month(*month),
        (None, Some((_, second))) => Token::Months(*first, *second),
        (None, None) => Token::Month(*first),
    }
}

/// A month in Roman numerals, which are capitals: `11.VII.2022`.
fn roman_month(word: &str) -> Option<u32> {
    const NUMERALS: [&str; 12] = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"];
    (1..).zip(NUMERALS).find(|(_, numeral)| *numeral == word).map(|(month, _)| month)
}

/// Lower case, without accents, vowel points and signs that writers leave out, with Persian letters as their Arabic ones.
pub(super) fn fold(word: &str) -> String {
    if word.is_ascii() {
        return word.to_ascii_lowercase();
    }
    word.chars().flat_map(char::to_lowercase).nfd().filter(|letter| !is_dropped(*letter)).map(plain_letter).collect()
}

fn is_dropped(letter: char) -> bool {
    matches!(letter,
        '\u{300}'..='\u{36f}'
        | '\u{591}'..='\u{5c7}' // Hebrew points
        | '\u{640}' // Arabic lengthening
        | '\u{64b}'..='\u{65f}' | '\u{670}' // Arabic points and hamza
        | '\u{93c}' | '\u{9bc}' // the dot below letters of Devanagari and Bengali
    )
}

fn plain_letter(letter: char) -> char {
    match letter {
        'ł' => 'l',
        'ø' => 'o',
        'ı' => 'i',
        'đ' => 'd',
        'ς' => 'σ',
        'ی' | 'ى' => 'ي',
        'ک' => 'ك',
        other => other,
    }
}

/// The other words of dates.
const OTHER_WORDS: &[(Token, &str)] = &[
    (Token::Meridiem { is_afternoon: false }, "am πμ 오전 上午 午前"),
    (Token::Meridiem { is_afternoon: true }, "pm μμ 오후 下午 午後"),
    (Token::Ordinal, "st nd rd th er eme º ª"),
    (Token::Hour, "h hrs 時 时 点 點 시"),
    (
        Token::Zone,
        "z gmt utc ut bst est edt et cst cdt ct mst mdt mt pst pdt pt ast adt cet cest met mest wet west eet eest msk \
         ist irst jst kst hkt aest aedt nzst nzdt mez mesz",
    ),
    // The month and the year as Korean prints them; Chinese and Japanese ones need no blank and are not words.
    (Token::Mark('-'), "년 월"),
    (Token::Mark('일'), "일"),
    // The month of Vietnamese is a number: `tháng 7`.
    (Token::MonthWord, "tháng thg"),
    // The months of the Levant that share a name: `كانون الثاني` is January, `كانون الأول` December.
    (Token::MonthStem { first: 12, second: 1 }, "كانون"),
    (Token::MonthStem { first: 10, second: 11 }, "تشرين"),
    (Token::WhichOfTwo(1), "الأول"),
    (Token::WhichOfTwo(2), "الثاني"),
    (Token::Era { year_before_first: -543 }, "พุทธศักราช"),
    (
        Token::Filler,
        "t of the on at de del di do du le el il den der em um op date dated published posted updated uhr alle ore a an \
         las vom publie publicado la les as l d m r v o u i g г года год в р року о у \
         roku dnia godz dne hod leta ob godine god године година kl klockan klokken klo kell gada gads plkst val \
         ora orele στις saat ngày năm lúc pukul jam tanggal pada ko \
         في الساعة عام سنة م ميلادي میلادی ساعت در سال ב בשעה को बजे เวลา ที่ ค.ศ 公元 西元 西暦 曜日 曜 分",
    ),
];

const WEEKDAYS_OF_FIRST_LANGUAGES: &str = "\
    monday mon tuesday tue tues wednesday wed thursday thu thur thurs friday fri saturday sat sunday sun montag \
    mo dienstag mittwoch mi donnerstag freitag fr samstag sonnabend sonntag so lundi mardi mercredi jeudi \
    vendredi samedi dimanche lun mer jeu ven sam dim lunes martes miercoles jueves viernes sabado domingo mie \
    jue vie sab dom lunedi martedi mercoledi giovedi venerdi sabato domenica gio segunda terca quarta quinta \
    sexta feira seg ter qua qui sex maandag dinsdag woensdag donderdag vrijdag zaterdag zondag  понедельник \
    вторник среда четверг пятница суббота  воскресенье пн вт ср чт пт сб вс";

const WEEKDAYS: &str = "\
    ma wo vr za zo poniedziałek pon wtorek wt środa śr czwartek czw piątek pt sobota sob niedziela niedz pondělí \
    po úterý út středa st čtvrtek čt pátek pá neděle pondelok utorok štvrtok piatok pi nedeľa ponedeljek torek \
    tor sreda sre četrtek čet petek pet nedelja ned понеділок вівторок середа четвер субота неділя нд панядзелак \
    аўторак аў серада чацвер чц пятніца нядзеля måndag mån tisdag tis onsdag ons torsdag tors fredag fre lördag \
    lör söndag sön tirsdag tirs tir tysdag ty tys laurdag la lau mánudagur þriðjudagur þri miðvikudagur mið \
    fimmtudagur fim föstudagur fös laugardagur sunnudagur maanantaina maanantai tiistaina ti tiistai \
    keskiviikkona ke keskiviikko torstaina torstai perjantaina pe perjantai lauantaina lauantai sunnuntai su \
    esmaspäev teisipäev kolmapäev neljapäev reede laupäev pühapäev pazartesi pzt salı sal çarşamba çar perşembe \
    per cuma cum cumartesi cmt pazar bazar ertəsi çərşənbə axşamı cümə şənbə δευτέρα δευ τρίτη τρί τετάρτη τετ \
    πέμπτη πέμ παρασκευή παρ σάββατο σάβ κυριακή κυρ hétfő kedd szerda sze csütörtök cs péntek szombat szo \
    vasárnap luni marți miercuri joi vineri vin sâmbătă duminică dum ponedjeljak utorak uto srijeda sri četvrtak \
    petak subota nedjelja понедељак пон уторак уто сре четвртак чет петак пет суб недеља нед ponedeljak \
    понеделник сряда четвъртък петък събота неделя вто четврток петок сабота саб недела senin selasa sel rabu \
    rab kamis kam jumat jum sabtu minggu min isnin isn khamis kha jumaat ahad ahd الاثنين الثلاثاء الأربعاء \
    الخميس الجمعة السبت الأحد دوشنبه سه شنبه چهارشنبه پنجشنبه جمعه یکشنبه پیر منگل بدھ جمعرات جمعہ ہفتہ اتوار \
    יום שני שלישי רביעי חמישי שישי שבת ראשון सोमवार सोम मंगलवार मंगल बुधवार बुध गुरुवार गुरु शुक्रवार शुक्र \
    शनिवार शनि रविवार रवि সোমবার সোম মঙ্গলবার মঙ্গল বুধবার বুধ বৃহস্পতিবার বৃহস্পতি শুক্রবার শুক্র শনিবার শনি \
    রবিবার রবি dilluns dl dimarts dimecres dijous dj divendres dv dissabte ds diumenge dg luns mércores xoves \
    xov venres astelehena asteartea asteazkena az osteguna og ostirala larunbata lr igandea ig pirmadienis pr \
    antradienis trečiadienis tr ketvirtadienis kt penktadienis pn šeštadienis sekmadienis sk pirmdiena pirmd \
    otrdiena otrd trešdiena trešd ceturtdiena ceturtd piektdiena piektd sestdiena sestd svētdiena svētd hënë hën \
    martë mërkurë enjte enj premte pre shtunë diel die วันจันทร์ วันอังคาร วันพุธ วันพฤหัสบดี พฤ วันศุกร์ \
    วันเสาร์ วันอาทิตย์ อา vrydag saterdag jumatatu jumanne jumatano alhamisi ijumaa jumamosi jumapili ორშაბათი \
    ორშ სამშაბათი სამ ოთხშაბათი ოთხ ხუთშაბათი ხუთ პარასკევი პარ შაბათი შაბ კვირა კვი երկուշաբթի երկ երեքշաբթի \
    երք չորեքշաբթի չրք հինգշաբթի հնգ ուրբաթ ուր շաբաթ շբթ կիրակի կիր пятниця дүйсенбі hai tư sáu bảy chủ nhật \
    thứ วันจันทร์ที่ วันอังคารที่ วันพุธที่ วันพฤหัสบดีที่ วันศุกร์ที่ วันเสาร์ที่ วันอาทิตย์ที่ ne \
    월요일 화요일 수요일 목요일 금요일 토요일 일요일 星期一 星期二 星期三 星期四 星期五 星期六 星期日 星期天 \
    周一 周二 周三 周四 周五 周六 周日 週一 週二 週三 週四 週五 週六 週日";
