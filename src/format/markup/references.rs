//! Character references of HTML, by number and by name.
//!
//! In: a text with references such as `&eacute;`. Out: the same with the characters that they stand for. The names are all of HTML 4.01, section 24, and those of the HTML
//! Living Standard, section 13.5 (<https://html.spec.whatwg.org/multipage/named-characters.html>), that stand for
//! letters, punctuation and currencies; what is left out is mathematics.

use std::collections::HashMap;
use std::sync::LazyLock;

/// Replaces character references by what they stand for; what is no reference stays. `None` of them may be a control
/// character but for tab and line end: wires use those as marks of their own, and they are dropped.
pub(in crate::format) fn decode_references(text: &str) -> String {
    let mut decoded = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        push_printable(&mut decoded, &rest[..at]);
        rest = &rest[at..];
        let (character, length) = reference_at_start(rest).unwrap_or(('&', 1));
        if !is_mark_of_a_wire(character) {
            decoded.push(character);
        }
        rest = &rest[length..];
    }
    push_printable(&mut decoded, rest);
    decoded
}

fn push_printable(decoded: &mut String, text: &str) {
    let is_clean = |byte: &u8| *byte >= 0x20 && *byte != 0x7f || matches!(byte, b'\n' | b'\t');
    if text.as_bytes().iter().all(is_clean) {
        decoded.push_str(text);
    } else {
        decoded.extend(text.chars().filter(|character| !is_mark_of_a_wire(*character)));
    }
}

fn is_mark_of_a_wire(character: char) -> bool {
    character.is_control() && !matches!(character, '\n' | '\t')
}

/// The longest reference that is looked at, in bytes, with its `&` and `;`.
const REFERENCE_BYTES_MAX: usize = NAME_BYTES_MAX + 2;

/// The character that a reference at the start of `text` stands for, and the length of the reference.
fn reference_at_start(text: &str) -> Option<(char, usize)> {
    let end = text.bytes().take(REFERENCE_BYTES_MAX).position(|byte| byte == b';')?;
    let name = &text[1..end];
    let character = match name.strip_prefix('#') {
        Some(number) => match number.strip_prefix(['x', 'X']) {
            Some(hexadecimal) => u32::from_str_radix(hexadecimal, 16).ok()?,
            None => number.parse().ok()?,
        },
        None => u32::from(named_character(name)?),
    };
    // The Standard reads 0x80 to 0x9F as windows-1252, which is what pages that have them mean.
    let character = match character {
        0x80..=0x9f => {
            let byte = [u8::try_from(character).ok()?];
            encoding_rs::WINDOWS_1252.decode_without_bom_handling(&byte).0.chars().next()?
        }
        _ => char::from_u32(character)?,
    };
    Some((character, end + 1))
}

/// The longest name in the table, in bytes.
const NAME_BYTES_MAX: usize = 22;

/// The character that a name stands for.
fn named_character(name: &str) -> Option<char> {
    CHARACTERS.get(name).copied()
}

static CHARACTERS: LazyLock<HashMap<&'static str, char>> = LazyLock::new(|| {
    let mut words = TABLE.split_ascii_whitespace();
    let mut characters = HashMap::new();
    while let (Some(name), Some(number)) = (words.next(), words.next()) {
        characters.extend(u32::from_str_radix(number, 16).ok().and_then(char::from_u32).map(|it| (name, it)));
    }
    characters
});

/// Names and the numbers of their characters in hexadecimal.
const TABLE: &str = "
AElig c6 AMP 26 Aacute c1 Abreve 102 Acirc c2 Acy 410 Agrave c0 Alpha 391 Amacr 100 Aogon 104 ApplyFunction 2061
Aring c5 Atilde c3 Auml c4 Bcy 411 Beta 392 Breve 2d8 Bscr 212c CHcy 427 COPY a9 Cacute 106 Cayleys 212d Ccaron 10c
Ccedil c7 Ccirc 108 Cdot 10a Cedilla b8 CenterDot b7 Cfr 212d Chi 3a7 CloseCurlyDoubleQuote 201d CloseCurlyQuote
2019 Copf 2102 DD 2145 DJcy 402 DScy 405 DZcy 40f Dagger 2021 Darr 21a1 Dcaron 10e Dcy 414 Delta 394
DiacriticalAcute b4 DiacriticalDot 2d9 DiacriticalDoubleAcute 2dd DiacriticalGrave 60 DiacriticalTilde 2dc Dot a8
DoubleDot a8 DownBreve 311 Dstrok 110 ENG 14a ETH d0 Eacute c9 Ecaron 11a Ecirc ca Ecy 42d Edot 116 Egrave c8 Emacr
112 Eogon 118 Epsilon 395 Escr 2130 Eta 397 Euml cb Fcy 424 Fscr 2131 GJcy 403 GT 3e Gamma 393 Gammad 3dc Gbreve 11e
Gcedil 122 Gcirc 11c Gcy 413 Gdot 120 HARDcy 42a Hacek 2c7 Hat 5e Hcirc 124 Hfr 210c Hopf 210d Hscr 210b Hstrok 126
IEcy 415 IJlig 132 IOcy 401 Iacute cd Icirc ce Icy 418 Idot 130 Ifr 2111 Igrave cc Im 2111 Imacr 12a Implies 21d2
InvisibleComma 2063 InvisibleTimes 2062 Iogon 12e Iota 399 Iscr 2110 Itilde 128 Iukcy 406 Iuml cf Jcirc 134 Jcy 419
Jsercy 408 Jukcy 404 KHcy 425 KJcy 40c Kappa 39a Kcedil 136 Kcy 41a LJcy 409 LT 3c Lacute 139 Lambda 39b Larr 219e
Lcaron 13d Lcedil 13b Lcy 41b Lmidot 13f Lscr 2112 Lsh 21b0 Lstrok 141 Mcy 41c MediumSpace 205f Mscr 2133 Mu 39c
NJcy 40a Nacute 143 Ncaron 147 Ncedil 145 Ncy 41d NegativeMediumSpace 200b NegativeThickSpace 200b NegativeThinSpace
200b NegativeVeryThinSpace 200b NewLine a NoBreak 2060 NonBreakingSpace a0 Nopf 2115 Ntilde d1 Nu 39d OElig 152
Oacute d3 Ocirc d4 Ocy 41e Odblac 150 Ograve d2 Omacr 14c Omega 3a9 Omicron 39f OpenCurlyDoubleQuote 201c
OpenCurlyQuote 2018 Oslash d8 Otilde d5 Ouml d6 OverBar 203e Pcy 41f Phi 3a6 Pi 3a0 PlusMinus b1 Popf 2119 Prime
2033 Psi 3a8 QUOT 22 Qopf 211a REG ae Racute 154 Rarr 21a0 Rcaron 158 Rcedil 156 Rcy 420 Re 211c Rfr 211c Rho 3a1
Ropf 211d Rscr 211b Rsh 21b1 SHCHcy 429 SHcy 428 SOFTcy 42c Sacute 15a Scaron 160 Scedil 15e Scirc 15c Scy 421 Sigma
3a3 THORN de TRADE 2122 TSHcy 40b TScy 426 Tab 9 Tau 3a4 Tcaron 164 Tcedil 162 Tcy 422 Theta 398 ThinSpace 2009
Tstrok 166 Uacute da Uarr 219f Ubrcy 40e Ubreve 16c Ucirc db Ucy 423 Udblac 170 Ugrave d9 Umacr 16a UnderBar 5f
Uogon 172 UpArrow 2191 Uparrow 21d1 Upsi 3d2 Upsilon 3a5 Uring 16e Utilde 168 Uuml dc Vcy 412 Verbar 2016 Vert 2016
VerticalLine 7c VeryThinSpace 200a Wcirc 174 Xi 39e YAcy 42f YIcy 407 YUcy 42e Yacute dd Ycirc 176 Ycy 42b Yuml 178
ZHcy 416 Zacute 179 Zcaron 17d Zcy 417 Zdot 17b ZeroWidthSpace 200b Zeta 396 Zfr 2128 Zopf 2124 aacute e1 abreve 103
acirc e2 acute b4 acy 430 aelig e6 af 2061 agrave e0 alefsym 2135 aleph 2135 alpha 3b1 amacr 101 amp 26 and 2227 ang
2220 angst c5 aogon 105 apos 27 aring e5 ast 2a asymp 2248 atilde e3 auml e4 backepsilon 3f6 backprime 2035 bcy 431
bdquo 201e bepsi 3f6 bernou 212c beta 3b2 beth 2136 bprime 2035 breve 2d8 brvbar a6 bsemi 204f bsol 5c bull 2022
bullet 2022 cacute 107 cap 2229 caret 2041 caron 2c7 ccaron 10d ccedil e7 ccirc 109 cdot 10b cedil b8 cent a2
centerdot b7 chcy 447 chi 3c7 circ 2c6 circledR ae clubs 2663 colon 3a comma 2c commat 40 cong 2245 copy a9 copysr
2117 crarr 21b5 cularr 21b6 cup 222a curarr 21b7 curren a4 dArr 21d3 dagger 2020 daleth 2138 darr 2193 dash 2010
dblac 2dd dcaron 10f dcy 434 dd 2146 ddagger 2021 ddarr 21ca deg b0 delta 3b4 dharl 21c3 dharr 21c2 diams 2666 die
a8 digamma 3dd div f7 divide f7 djcy 452 dollar 24 dot 2d9 dscy 455 dstrok 111 duarr 21f5 dzcy 45f eacute e9 ecaron
11b ecirc ea ecy 44d edot 117 ee 2147 egrave e8 ell 2113 emacr 113 empty 2205 emsp 2003 emsp13 2004 emsp14 2005 eng
14b ensp 2002 eogon 119 epsi 3b5 epsilon 3b5 epsiv 3f5 equals 3d equiv 2261 escr 212f eta 3b7 eth f0 euml eb euro
20ac excl 21 exist 2203 fcy 444 ffilig fb03 fflig fb00 ffllig fb04 filig fb01 fllig fb02 fnof 192 forall 2200 frac12
bd frac13 2153 frac14 bc frac15 2155 frac16 2159 frac18 215b frac23 2154 frac25 2156 frac34 be frac35 2157 frac38
215c frac45 2158 frac56 215a frac58 215d frac78 215e frasl 2044 gacute 1f5 gamma 3b3 gammad 3dd gbreve 11f gcirc 11d
gcy 433 gdot 121 ge 2265 gimel 2137 gjcy 453 grave 60 gscr 210a gt 3e hArr 21d4 hairsp 200a half bd hamilt 210b
hardcy 44a harr 2194 harrw 21ad hbar 210f hcirc 125 hearts 2665 hellip 2026 hoarr 21ff horbar 2015 hslash 210f
hstrok 127 hybull 2043 hyphen 2010 iacute ed ic 2063 icirc ee icy 438 iecy 435 iexcl a1 iff 21d4 igrave ec ii 2148
iiota 2129 ijlig 133 imacr 12b image 2111 imath 131 imped 1b5 incare 2105 infin 221e inodot 131 int 222b iocy 451
iogon 12f iota 3b9 iquest bf isin 2208 it 2062 itilde 129 iukcy 456 iuml ef jcirc 135 jcy 439 jmath 237 jsercy 458
jukcy 454 kappa 3ba kappav 3f0 kcedil 137 kcy 43a kgreen 138 khcy 445 kjcy 45c lAarr 21da lArr 21d0 lacute 13a
lagran 2112 lambda 3bb lang 27e8 laquo ab larr 2190 larrb 21e4 larrhk 21a9 larrlp 21ab larrtl 21a2 lbrace 7b lbrack
5b lcaron 13e lcedil 13c lceil 2308 lcub 7b lcy 43b ldquo 201c ldquor 201e ldsh 21b2 le 2264 lfloor 230a lhard 21bd
lharu 21bc ljcy 459 llarr 21c7 lmidot 140 loarr 21fd lowast 2217 lowbar 5f loz 25ca lpar 28 lrarr 21c6 lrhar 21cb
lrm 200e lsaquo 2039 lsh 21b0 lsqb 5b lsquo 2018 lsquor 201a lstrok 142 lt 3c macr af map 21a6 mapsto 21a6 mcy 43c
mdash 2014 mho 2127 micro b5 midast 2a middot b7 minus 2212 mldr 2026 mu 3bc nabla 2207 nacute 144 napos 149 nbsp a0
ncaron 148 ncedil 146 ncy 43d ndash 2013 ne 2260 neArr 21d7 nearr 2197 nearrow 2197 nhArr 21ce nharr 21ae ni 220b
njcy 45a nlArr 21cd nlarr 219a nldr 2025 not ac notin 2209 nrArr 21cf nrarr 219b nsub 2284 ntilde f1 nu 3bd num 23
numero 2116 numsp 2007 nwArr 21d6 nwarr 2196 nwarrow 2196 oacute f3 ocirc f4 ocy 43e odblac 151 oelig 153 ogon 2db
ograve f2 ohm 3a9 olarr 21ba oline 203e omacr 14d omega 3c9 omicron 3bf oplus 2295 or 2228 orarr 21bb order 2134
orderof 2134 ordf aa ordm ba oscr 2134 oslash f8 otilde f5 otimes 2297 ouml f6 para b6 part 2202 pcy 43f percnt 25
period 2e permil 2030 perp 22a5 pertenk 2031 phi 3c6 phiv 3d5 phmmat 2133 pi 3c0 piv 3d6 planck 210f planckh 210e
plankv 210f plus 2b plusmn b1 pm b1 pound a3 prime 2032 primes 2119 prod 220f prop 221d psi 3c8 puncsp 2008 qprime
2057 quest 3f quot 22 rAarr 21db rArr 21d2 racute 155 radic 221a rang 27e9 raquo bb rarr 2192 rarrb 21e5 rarrhk 21aa
rarrlp 21ac rarrtl 21a3 rarrw 219d rbrace 7d rbrack 5d rcaron 159 rcedil 157 rceil 2309 rcub 7d rcy 440 rdquo 201d
rdquor 201d rdsh 21b3 real 211c realine 211b reals 211d reg ae rfloor 230b rhard 21c1 rharu 21c0 rho 3c1 rhov 3f1
ring 2da rlarr 21c4 rlhar 21cc rlm 200f roarr 21fe rpar 29 rrarr 21c9 rsaquo 203a rsh 21b1 rsqb 5d rsquo 2019 rsquor
2019 rx 211e sacute 15b sbquo 201a scaron 161 scedil 15f scirc 15d scy 441 sdot 22c5 seArr 21d8 searr 2198 searrow
2198 sect a7 semi 3b shchcy 449 shcy 448 shy ad sigma 3c3 sigmaf 3c2 sigmav 3c2 sim 223c slarr 2190 softcy 44c sol
2f spades 2660 srarr 2192 straightepsilon 3f5 straightphi 3d5 strns af sub 2282 sube 2286 sum 2211 sup 2283 sup1 b9
sup2 b2 sup3 b3 supe 2287 swArr 21d9 swarr 2199 swarrow 2199 szlig df tau 3c4 tcaron 165 tcedil 163 tcy 442 there4
2234 theta 3b8 thetasym 3d1 thetav 3d1 thinsp 2009 thorn fe tilde 2dc times d7 tprime 2034 trade 2122 tscy 446 tshcy
45b tstrok 167 uArr 21d1 uacute fa uarr 2191 ubrcy 45e ubreve 16d ucirc fb ucy 443 udarr 21c5 udblac 171 ugrave f9
uharl 21bf uharr 21be umacr 16b uml a8 uogon 173 uparrow 2191 upsi 3c5 upsih 3d2 upsilon 3c5 uring 16f utilde 169
uuarr 21c8 uuml fc vArr 21d5 varepsilon 3f5 varkappa 3f0 varphi 3d5 varpi 3d6 varr 2195 varrho 3f1 varsigma 3c2
vartheta 3d1 vcy 432 verbar 7c vert 7c wcirc 175 weierp 2118 wp 2118 xi 3be yacute fd yacy 44f ycirc 177 ycy 44b yen
a5 yicy 457 yucy 44e yuml ff zacute 17a zcaron 17e zcy 437 zdot 17c zeetrf 2128 zeta 3b6 zhcy 436 zigrarr 21dd zwj
200d zwnj 200c
";
