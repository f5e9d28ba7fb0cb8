//! The words that the rules know: titles, suffixes, particles, nicknames, and what firms put behind their names.
//!
//! All words are folded. Every list of single words is in order, so that it can be searched by halving; a test sees to
//! it. The lists were written for this program from general knowledge of English news style; none is complete, and a
//! word that is missing costs a join and no more.

use std::collections::HashMap;
use std::sync::LazyLock;

/// Whether a list of this module, which is in order, has a word.
pub(super) fn has(list: &[&str], word: &str) -> bool {
    list.binary_search(&word).is_ok()
}

/// The rows of [`NICKNAMES`] that have a word; most words are in none, some are in two: `Pat` is Patrick or Patricia.
pub(super) fn nickname_rows(word: &str) -> &'static [usize] {
    static ROWS: LazyLock<HashMap<&'static str, Vec<usize>>> = LazyLock::new(|| {
        let mut rows: HashMap<&'static str, Vec<usize>> = HashMap::new();
        for (row, names) in NICKNAMES.iter().enumerate() {
            for name in *names {
                rows.entry(name).or_default().push(row);
            }
        }
        rows
    });
    ROWS.get(word).map_or(&[], Vec::as_slice)
}

/// Titles in front of a name that only women bear.
#[rustfmt::skip]
pub(super) const TITLES_OF_WOMEN: &[&str] = &[
    "abbess", "actress", "alderwoman", "assemblywoman", "baroness", "begum", "businesswoman", "chairwoman",
    "congresswoman", "councilwoman", "countess", "czarina", "dame", "dona", "duchess", "empress", "frau",
    "fraulein", "headmistress", "lady", "madam", "madame", "mademoiselle", "miss", "mlle", "mme", "mrs", "ms",
    "policewoman", "princess", "queen", "senora", "senorita", "sheikha", "signora", "signorina", "sister",
    "spokeswoman", "tsarina",
];

/// Titles in front of a name that only men bear, or did in all but a few cases.
#[rustfmt::skip]
pub(super) const TITLES_OF_MEN: &[&str] = &[
    "abbot", "alderman", "assemblyman", "ayatollah", "businessman", "congressman", "councilman", "emperor",
    "father", "fr", "herr", "imam", "kaiser", "king", "lord", "maulana", "messrs", "mister", "monsieur",
    "monsignor", "mr", "mullah", "policeman", "pope", "prince", "senor", "shaikh", "sheik", "sheikh", "signor",
    "sir", "sultan", "tsar",
];

/// Titles of either. Words that are given names as well stay out (`Dean`, `Earl`, `Duke`, `Emir`), and so do bare
/// occupations, which style guides put in lower case.
#[rustfmt::skip]
pub(super) const TITLES: &[&str] = &[
    "adm", "admiral", "adviser", "advisor", "aide", "amb", "ambassador", "archbishop", "attorney", "atty",
    "bishop", "brig", "brigadier", "caliph", "capt", "captain", "cardinal", "ceo", "cfo", "chairman",
    "chairperson", "chancellor", "chief", "cmdr", "coach", "col", "colonel", "commander", "commissioner",
    "commodore", "comptroller", "comrade", "constable", "consul", "corporal", "councillor", "councilor", "counsel",
    "counselor", "cpl", "czar", "deacon", "delegate", "detective", "director", "dr", "eminence", "envoy",
    "excellency", "gen", "general", "gov", "governor", "haji", "hajji", "highness", "hojatoleslam", "holiness",
    "honor", "honour", "inspector", "judge", "justice", "lawmaker", "leader", "legislator", "lieutenant", "lt",
    "maj", "majesty", "major", "marshal", "mayor", "minister", "officer", "pandit", "pastor", "patriarch",
    "premier", "president", "private", "prof", "professor", "prosecutor", "pvt", "rabbi", "rep", "representative",
    "rev", "reverend", "secretary", "sen", "senator", "sergeant", "sgt", "sheriff", "shri", "solicitor", "speaker",
    "spokesman", "spokesperson", "superintendent", "taoiseach", "treasurer", "ustad", "vicar",
];

/// Words that belong to a title when one follows, and to nothing otherwise: `Vice` President, `House` Speaker, Secretary
/// of `State`.
#[rustfmt::skip]
pub(super) const QUALIFIERS: &[&str] = &[
    "acting", "affairs", "agriculture", "air", "apostolic", "army", "assistant", "associate", "attorney",
    "brigade", "budget", "cabinet", "campaign", "caretaker", "chief", "cia", "circuit", "city", "commerce",
    "commission", "communist", "conservative", "council", "county", "crown", "culture", "defence", "defense",
    "democratic", "deputy", "designate", "district", "division", "economic", "economy", "education", "elect",
    "energy", "environment", "eu", "european", "ex", "executive", "external", "fbi", "fed", "federal", "field",
    "finance", "financial", "first", "fleet", "force", "foreign", "former", "general", "grand", "green",
    "guerrilla", "gunnery", "health", "her", "high", "his", "home", "homeland", "honorable", "honourable", "house",
    "housing", "human", "incoming", "incumbent", "intelligence", "interim", "interior", "junior", "labor",
    "labour", "lance", "late", "liberal", "lieutenant", "longtime", "lord", "majority", "managing", "master",
    "military", "minority", "national", "nato", "navy", "oil", "operating", "opposition", "outgoing", "parliament",
    "parliamentary", "party", "petroleum", "petty", "police", "press", "prime", "proclaimed", "rabbinical", "rear",
    "rebel", "republican", "right", "royal", "second", "security", "self", "senate", "senior", "services",
    "shadow", "socialist", "solicitor", "soviet", "staff", "state", "supreme", "the", "then", "third", "trade",
    "transport", "transportation", "treasury", "uk", "un", "under", "union", "us", "veteran", "veterans", "vice",
    "warrant", "your",
];

/// Peoples and directions in front of a title: `Iranian` President, `South Korean` leader.
#[rustfmt::skip]
pub(super) const DEMONYMS: &[&str] = &[
    "afghan", "african", "albanian", "algerian", "american", "andorran", "angolan", "arab", "argentine",
    "argentinian", "armenian", "asian", "australian", "austrian", "azerbaijani", "azeri", "bahamian", "bahraini",
    "bangladeshi", "barbadian", "basque", "bavarian", "belarusian", "belarussian", "belgian", "belizean",
    "beninese", "bhutanese", "bolivian", "bosnian", "botswanan", "brazilian", "british", "bruneian", "bulgarian",
    "burkinabe", "burmese", "burundian", "californian", "cambodian", "cameroonian", "canadian", "catalan",
    "chadian", "chechen", "chilean", "chinese", "colombian", "comorian", "congolese", "corsican", "croat",
    "croatian", "cuban", "cypriot", "czech", "czechoslovak", "dagestani", "danish", "djiboutian", "dominican",
    "dutch", "east", "eastern", "ecuadorean", "ecuadorian", "egyptian", "emirati", "english", "eritrean",
    "estonian", "eswatini", "ethiopian", "fijian", "filipino", "finnish", "flemish", "french", "gabonese",
    "gambian", "georgian", "german", "ghanaian", "greek", "grenadian", "guatemalan", "guinean", "guyanese",
    "haitian", "honduran", "hungarian", "icelandic", "indian", "indonesian", "iranian", "iraqi", "irish",
    "israeli", "italian", "ivorian", "jamaican", "japanese", "jordanian", "kazakh", "kazakhstani", "kenyan",
    "korean", "kosovar", "kurdish", "kuwaiti", "kyrgyz", "lao", "laotian", "latvian", "lebanese", "liberian",
    "libyan", "liechtenstein", "lithuanian", "luxembourgish", "macedonian", "malagasy", "malawian", "malaysian",
    "maldivian", "malian", "maltese", "manx", "mauritanian", "mauritian", "mexican", "moldavian", "moldovan",
    "monacan", "mongolian", "montenegrin", "moroccan", "mozambican", "namibian", "nepalese", "nepali",
    "nicaraguan", "nigerian", "nigerien", "north", "northern", "norwegian", "omani", "ottoman", "pakistani",
    "palestinian", "panamanian", "papuan", "paraguayan", "parisian", "persian", "peruvian", "philippine", "polish",
    "portuguese", "prussian", "qatari", "romanian", "russian", "rwandan", "salvadoran", "samoan", "saudi",
    "scottish", "senegalese", "serb", "serbian", "seychellois", "siberian", "sicilian", "singaporean", "slovak",
    "slovakian", "slovene", "slovenian", "somali", "somalian", "south", "southern", "sudanese", "surinamese",
    "swazi", "swedish", "swiss", "syrian", "taiwanese", "tajik", "tanzanian", "texan", "thai", "tibetan",
    "togolese", "tongan", "trinidadian", "tunisian", "turkish", "turkmen", "ugandan", "uighur", "ukrainian",
    "uruguayan", "uyghur", "uzbek", "vatican", "venezuelan", "vietnamese", "welsh", "west", "western", "yemeni",
    "yugoslav", "yugoslavian", "zairean", "zambian", "zimbabwean",
];

/// Degrees, orders and the like behind a name.
#[rustfmt::skip]
pub(super) const LETTERS_BEHIND: &[&str] = &[
    "bsc", "cbe", "cpa", "dbe", "dds", "dphil", "dvm", "esq", "frs", "gbe", "jd", "kbe", "kc", "llb", "mba", "mbe",
    "md", "mep", "mp", "msc", "obe", "phd", "qc", "rn", "sj", "usmc", "usn",
];

/// Small words inside a name that are neither given name nor surname of themselves.
#[rustfmt::skip]
pub(super) const PARTICLES: &[&str] = &[
    "abou", "abu", "af", "al", "ap", "av", "ben", "bin", "bint", "da", "das", "de", "degli", "dei", "del", "dela",
    "della", "delle", "dello", "den", "der", "des", "di", "do", "dos", "du", "e", "el", "ibn", "la", "las", "le",
    "los", "op", "te", "ten", "ter", "ul", "umm", "van", "vom", "von", "y", "zu", "zum", "zur",
];

/// The Arabic article before letters that it takes the sound of (`as-Sadr`, `ash-Sharif`): only with a hyphen, for without
/// one they are English words, and Ash Carter was a secretary of defence.
#[rustfmt::skip]
pub(super) const HYPHENATED_ARTICLES: &[&str] = &[
    "ad", "an", "ar", "as", "ash", "at", "az", "es", "ud", "ur", "us",
];

/// The Arabic article before all other letters; it is left out and put in freely.
#[rustfmt::skip]
pub(super) const ARABIC_ARTICLES: &[&str] = &[
    "al", "el", "ul",
];

/// Father of, mother of: the word behind means somebody else.
#[rustfmt::skip]
pub(super) const KUNYAS: &[&str] = &[
    "abou", "abu", "umm",
];

/// Particles that are given names when they stand in front with a capital: Al Gore, Ben Bernanke.
#[rustfmt::skip]
pub(super) const PARTICLES_OR_GIVEN_NAMES: &[&str] = &[
    "al", "ben",
];

/// Particles that are initials, words or other names unless in lower case: Ortega `y` Gasset, Costa `e` Silva.
#[rustfmt::skip]
pub(super) const LOWER_CASE_PARTICLES: &[&str] = &[
    "do", "e", "op", "te", "ten", "y",
];

/// Surnames of Spanish and Portuguese speakers, who bear two and are called by the first: Pedro Sánchez Pérez-Castejón is
/// Pedro Sánchez. Those in `-ez` need no place here.
#[rustfmt::skip]
pub(super) const SPANISH_SURNAMES: &[&str] = &[
    "aguilar", "allende", "almeida", "aznar", "bachelet", "barbosa", "blanco", "bolsonaro", "borges", "cabrera",
    "calderon", "campos", "cardenas", "cardoso", "carrillo", "carvalho", "castillo", "castro", "coelho", "correa",
    "correia", "cortes", "costa", "cruz", "cunha", "delgado", "diaz", "duarte", "escobar", "espinosa", "ferreira",
    "figueroa", "flores", "fonseca", "franco", "fuentes", "garcia", "guaido", "guerrero", "gutierrez", "guzman",
    "herrera", "iglesias", "kirchner", "lara", "leon", "lima", "luna", "machado", "macri", "maduro", "marin",
    "medina", "mejia", "mendoza", "menem", "miranda", "molina", "montoya", "mora", "morales", "moreira", "moreno",
    "navarro", "neves", "nieto", "noriega", "nunez", "obrador", "ochoa", "oliveira", "ortega", "ortiz", "pacheco",
    "padilla", "palacios", "paredes", "pena", "pereira", "pinera", "pinochet", "pinto", "pires", "ponce",
    "quintero", "rajoy", "ramos", "reyes", "ribeiro", "rios", "rivera", "rocha", "rodriguez", "rojas", "romero",
    "rosales", "rousseff", "rubio", "ruiz", "salas", "salazar", "salinas", "sandoval", "santos", "sanz", "serra",
    "serrano", "silva", "solis", "sosa", "soto", "sousa", "souza", "suarez", "teixeira", "torres", "trujillo",
    "uribe", "valdes", "valencia", "vargas", "vega", "velasco", "vidal", "villa", "zamora", "zapatero",
];

/// Given names that follow another given name: Juan `Carlos` is no Juan with the surname Carlos.
#[rustfmt::skip]
pub(super) const SPANISH_GIVEN_NAMES: &[&str] = &[
    "alberto", "alejandro", "alfonso", "ana", "andres", "angel", "antonio", "augusto", "carlos", "carmen", "cesar",
    "daniel", "diego", "eduardo", "elena", "enrique", "ernesto", "felipe", "fernando", "francisco", "gabriel",
    "guillermo", "gustavo", "henrique", "hugo", "ignacio", "inacio", "isabel", "jaime", "javier", "jesus", "joao",
    "joaquin", "jorge", "jose", "juan", "julio", "lucia", "luis", "luiz", "manuel", "marcos", "maria", "mario",
    "martin", "mauricio", "miguel", "nicolas", "oscar", "pablo", "paulo", "pedro", "rafael", "ramon", "raul",
    "ricardo", "roberto", "rodrigo", "rosa", "salvador", "sergio", "teresa", "vicente", "victor",
];

/// Chinese, Korean and Vietnamese surnames, which stand first: `Xi` Jinping, `Moon` Jae-in.
#[rustfmt::skip]
pub(super) const SURNAMES_IN_FRONT: &[&str] = &[
    "ahn", "ban", "bui", "cai", "cao", "chan", "chen", "cheng", "cheung", "chiang", "cho", "choi", "chow", "chun",
    "dang", "deng", "dong", "feng", "fu", "gao", "goh", "guo", "han", "ho", "hong", "hu", "huang", "hun", "hwang",
    "jang", "jeong", "jia", "jiang", "jung", "kang", "kim", "kwon", "lam", "lee", "leung", "li", "liang", "lim",
    "lin", "liu", "lu", "luo", "ma", "mao", "moon", "nguyen", "noh", "ong", "pan", "park", "peng", "pham", "phan",
    "rhee", "roh", "ryu", "shen", "shin", "song", "suh", "sun", "tang", "teo", "tian", "tran", "tsai", "tung",
    "vo", "wang", "wei", "wen", "wong", "wu", "xi", "xiao", "xie", "xu", "yang", "yao", "yoon", "yu", "yuan",
    "yun", "zeng", "zhang", "zhao", "zheng", "zhou", "zhu",
];

/// What a firm has behind its name by law or habit.
#[rustfmt::skip]
pub(super) const CORPORATE_SUFFIXES: &[&str] = &[
    "ab", "ag", "as", "asa", "bhd", "bv", "co", "companies", "company", "corp", "corporation", "cos", "gmbh",
    "group", "holding", "holdings", "inc", "incorporated", "jsc", "kft", "kg", "kgaa", "kk", "limited", "llc",
    "llp", "lp", "ltd", "nv", "oao", "ojsc", "ooo", "oy", "oyj", "pao", "pjsc", "plc", "pte", "pty", "sa", "sab",
    "sae", "saoc", "sarl", "sas", "se", "spa", "srl", "zao", "zrt",
];

/// What firms are called after their names and are seldom called in full: Ford `Motor` Co, Delta `Air Lines`.
#[rustfmt::skip]
pub(super) const TRADES: &[&str] = &[
    "aerospace", "air", "aircraft", "airlines", "airplane", "airways", "and", "apparel", "automotive", "bank",
    "banking", "beverages", "biosciences", "biotech", "brothers", "capital", "chemical", "chemicals", "club",
    "coffee", "communications", "computer", "computers", "computing", "cruises", "electric", "electronics",
    "energy", "entertainment", "fc", "financial", "foods", "football", "games", "healthcare", "hotels",
    "industries", "instruments", "insurance", "interactive", "international", "laboratories", "labs", "lines",
    "logistics", "media", "metals", "microsystems", "mining", "motor", "motors", "networks", "newspapers", "oil",
    "partners", "petroleum", "pharma", "pharmaceutical", "pharmaceuticals", "pictures", "platforms", "publishing",
    "railway", "records", "resorts", "resources", "restaurants", "retail", "securities", "semiconductor",
    "semiconductors", "services", "shipping", "software", "solutions", "sons", "sportswear", "steel", "stores",
    "studios", "systems", "technologies", "technology", "telecom", "telecommunications",
];

/// Words that give no letter to an acronym.
#[rustfmt::skip]
pub(super) const SMALL_WORDS: &[&str] = &[
    "a", "and", "at", "by", "da", "das", "de", "del", "der", "des", "di", "do", "dos", "du", "e", "et", "for",
    "fuer", "fur", "in", "la", "le", "les", "of", "on", "the", "to", "und", "van", "von", "y",
];

/// Last words of names that end in `’s` of themselves, without the apostrophe: `McDonald’s`, `Moody’s`, `St. John’s`.
#[rustfmt::skip]
pub(super) const NAMES_IN_S: &[&str] = &[
    "arbys", "bloomingdales", "chilis", "christies", "churchs", "dennys", "dominos", "fridays", "hardees",
    "hersheys", "jerrys", "johns", "kelloggs", "kohls", "levis", "lloyds", "lowes", "macys", "mcdonalds", "moodys",
    "poors", "reeses", "sainsburys", "sothebys", "wendys",
];

/// Given names and what their bearers are called. The members of a row are one name to us; rows are not chained, so that
/// Alexander and Alexandra, who both are Sasha, stay two.
pub(super) const NICKNAMES: &[&[&str]] = &[
    &["abigail", "abby", "abbie", "gail"],
    &["abraham", "abe", "bram"],
    &["albert", "al", "bert", "bertie"],
    &["alexander", "alex", "alec", "sasha", "sandy", "xander"],
    &["alexandra", "alex", "sasha", "sandra", "sandy", "alexa"],
    &["alfred", "al", "alf", "alfie", "fred"],
    &["allen", "al", "alan", "allan"],
    &["amanda", "mandy"],
    &["andrew", "andy", "drew"],
    &["angela", "angie"],
    &["ann", "annie", "nan", "anne"],
    &["anthony", "tony", "antony"],
    &["antonio", "tony", "toni"],
    &["arnold", "arnie"],
    &["arthur", "art", "artie"],
    &["augustus", "gus", "august"],
    &["barbara", "barb", "barbie", "babs"],
    &["barnaby", "barney"],
    &["bartholomew", "bart"],
    &["beatrice", "bea", "trixie"],
    &["benjamin", "binyamin", "ben", "benny", "bibi", "benji"],
    &["bernard", "bernie", "barney"],
    &["bradley", "brad"],
    &["calvin", "cal"],
    &["cameron", "cam"],
    &["caroline", "carrie", "carolyn", "caro"],
    &["cassandra", "cass", "cassie"],
    &[
        "catherine",
        "kate",
        "katie",
        "kathy",
        "cathy",
        "katherine",
        "kathryn",
        "kay",
        "kitty",
        "katharine",
        "cath",
        "kat",
    ],
    &["cecilia", "celia", "cissy"],
    &["charles", "charlie", "chuck", "chas", "charley"],
    &["charlotte", "lottie", "charlie"],
    &["chester", "chet"],
    &["christian", "chris"],
    &["christine", "chris", "chrissy", "tina"],
    &["christina", "chris", "tina", "christy"],
    &["christopher", "chris", "kit", "topher", "kris"],
    &["clifford", "cliff"],
    &["clinton", "clint"],
    &["constance", "connie"],
    &["cornelius", "neil", "corny"],
    &["curtis", "curt"],
    &["cynthia", "cindy"],
    &["mikhail", "misha"],
    &["alexei", "alyosha", "lyosha"],
    &["daniel", "dan", "danny"],
    &["david", "dave", "davey"],
    &["deborah", "deb", "debbie", "debra"],
    &["dennis", "denny"],
    &["dmitri", "dima", "mitya", "dmitry"],
    &["dominic", "dom", "nick"],
    &["donald", "don", "donnie", "donny"],
    &["dorothy", "dot", "dottie", "dolly"],
    &["douglas", "doug"],
    &["dwight", "ike"],
    &["edgar", "ed", "eddie"],
    &["edith", "edie"],
    &["edmund", "ed", "eddie", "ned", "ted"],
    &["edward", "ed", "eddie", "ned", "ted", "teddy"],
    &["edwin", "ed", "eddie"],
    &["eleanor", "ellie", "nell", "nora", "ella"],
    &["elijah", "eli"],
    &["elizabeth", "liz", "beth", "betty", "betsy", "lizzie", "eliza", "libby", "bess", "lisa", "liza", "lilibet"],
    &["emily", "em", "emmy"],
    &["emmanuel", "manny"],
    &["ernest", "ernie"],
    &["eugene", "gene"],
    &["evgeny", "yevgeny", "zhenya", "evgenii"],
    &["ezekiel", "zeke"],
    &["florence", "flo"],
    &["frances", "fran", "fanny", "frankie"],
    &["francis", "frank", "fran"],
    &["francisco", "paco", "pancho"],
    &["franklin", "frank"],
    &["frederick", "fred", "freddie", "freddy"],
    &["gabriel", "gabe"],
    &["geoffrey", "geoff", "jeff"],
    &["george", "georgie"],
    &["gerald", "gerry", "jerry"],
    &["gilbert", "gil"],
    &["gregory", "greg", "gregg"],
    &["gwendolyn", "gwen"],
    &["harold", "harry", "hal"],
    &["harriet", "hattie"],
    &["helen", "nell", "nellie"],
    &["henry", "hank", "harry", "hal"],
    &["herbert", "herb", "bert"],
    &["howard", "howie"],
    &["hubert", "hugh", "bert"],
    &["ignacio", "nacho"],
    &["irving", "irv"],
    &["isabella", "bella", "izzy"],
    &["jacob", "jake", "jack"],
    &["jacqueline", "jackie"],
    &["james", "jim", "jimmy", "jamie", "jem"],
    &["janet", "jan"],
    &["jeffrey", "jeff", "jeffery"],
    &["jennifer", "jen", "jenny", "jenn"],
    &["jeremiah", "jerry"],
    &["jeremy", "jerry", "jem"],
    &["jerome", "jerry"],
    &["jessica", "jess", "jessie"],
    &["joan", "joanie"],
    &["joanne", "jo"],
    &["john", "jack", "johnny", "jon", "jock"],
    &["jonathan", "jon", "jonny"],
    &["jose", "pepe"],
    &["joseph", "joe", "joey", "jo"],
    &["josephine", "jo", "josie"],
    &["joshua", "josh"],
    &["judith", "judy", "judi"],
    &["julia", "julie", "jules"],
    &["julian", "jules"],
    &["kenneth", "ken", "kenny"],
    &["kimberly", "kim"],
    &["laurence", "larry", "lawrence", "laurie"],
    &["leonard", "len", "lenny", "leo"],
    &["leonid", "lyonya"],
    &["leopold", "leo"],
    &["leroy", "roy"],
    &["leslie", "les"],
    &["lewis", "lew", "louie"],
    &["lillian", "lily", "lil"],
    &["louis", "lou", "louie"],
    &["louise", "lou"],
    &["lucille", "lucy", "lu"],
    &["luis", "lucho"],
    &["madeline", "maddie"],
    &["malcolm", "mal"],
    &["margaret", "maggie", "meg", "peggy", "marge", "margie", "greta", "daisy", "madge", "rita", "margot"],
    &["martha", "marty"],
    &["martin", "marty"],
    &["marvin", "marv"],
    &["mary", "molly", "polly", "mamie"],
    &["matthew", "matt", "matty"],
    &["maurice", "maury"],
    &["maximilian", "max"],
    &["maxwell", "max"],
    &["megan", "meg"],
    &["melanie", "mel"],
    &["melissa", "missy", "mel"],
    &["melvin", "mel"],
    &["michael", "mike", "mick", "mickey", "mikey"],
    &["michelle", "shelly"],
    &["mildred", "millie"],
    &["miriam", "mimi"],
    &["mitchell", "mitch"],
    &["mohammed", "mo"],
    &["morris", "morrie", "mo"],
    &["natalia", "natasha", "natalya"],
    &["natalie", "nat"],
    &["nathaniel", "nat", "nate"],
    &["nicholas", "nick", "nicky", "nico", "nicolas"],
    &["nicole", "nicky"],
    &["nikolai", "kolya", "nikolay"],
    &["norman", "norm"],
    &["oliver", "ollie"],
    &["olivia", "liv", "livvy"],
    &["oscar", "ozzie"],
    &["oswald", "ozzie"],
    &["pamela", "pam"],
    &["patricia", "pat", "patty", "trish", "tricia", "patsy"],
    &["patrick", "pat", "paddy"],
    &["penelope", "penny"],
    &["peter", "pete"],
    &["philip", "phil", "pip", "phillip"],
    &["priscilla", "cilla"],
    &["prudence", "pru"],
    &["rachel", "rach"],
    &["randall", "randy", "randolph"],
    &["raymond", "ray"],
    &["rebecca", "becky", "becca"],
    &["reginald", "reg", "reggie"],
    &["richard", "dick", "rick", "ricky", "rich", "richie"],
    &["robert", "bob", "rob", "bobby", "robbie", "bert"],
    &["roberta", "bobbie"],
    &["roderick", "rod"],
    &["rodney", "rod"],
    &["roland", "rollo"],
    &["ronald", "ron", "ronnie"],
    &["rosemary", "rose", "rosie"],
    &["rudolph", "rudy", "rudi"],
    &["russell", "russ"],
    &["samantha", "sam", "sammie"],
    &["samuel", "sam", "sammy"],
    &["sarah", "sally", "sadie"],
    &["sebastian", "seb"],
    &["sergei", "seryozha"],
    &["sheldon", "shel"],
    &["sidney", "sid", "sydney"],
    &["silvester", "sly", "sylvester"],
    &["simon", "si"],
    &["solomon", "sol"],
    &["stanley", "stan"],
    &["stephanie", "steph"],
    &["stephen", "steve", "steven", "stevie"],
    &["stuart", "stu", "stewart"],
    &["susan", "sue", "susie", "suzy"],
    &["suzanne", "sue", "suzy"],
    &["svetlana", "sveta"],
    &["tatiana", "tanya"],
    &["terence", "terry", "terrence"],
    &["teresa", "terry", "tess", "theresa"],
    &["theodore", "ted", "teddy", "theo"],
    &["thomas", "tom", "tommy"],
    &["timothy", "tim", "timmy"],
    &["tobias", "toby"],
    &["valentina", "valya"],
    &["valerie", "val"],
    &["veronica", "ronnie"],
    &["victor", "vic", "viktor"],
    &["victoria", "vicky", "tori", "vicki"],
    &["vincent", "vince", "vinny"],
    &["virginia", "ginny", "ginger"],
    &["vivian", "viv"],
    &["vladimir", "volodya", "vova"],
    &["volodymyr", "vova"],
    &["walter", "walt", "wally"],
    &["wendell", "wendy"],
    &["wilfred", "wilf", "fred"],
    &["william", "bill", "will", "billy", "willie", "liam", "wills"],
    &["winifred", "winnie"],
    &["winston", "winnie"],
    &["woodrow", "woody"],
    // Spellings of one Arabic or Hebrew name, too far apart or too short for the rule of likeness.
    &["yitzhak", "itzhak", "yitzchak"],
    &["osama", "usama"],
    &["omar", "umar"],
    &["osman", "usman", "othman", "uthman"],
    &["uday", "udai", "odai"],
    &["yasser", "yasir", "yaser", "yassir"],
    &["yekaterina", "katya", "ekaterina"],
    &["yelena", "lena", "elena"],
    &["yuri", "yura"],
    &["zachary", "zach", "zack"],
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_in_order() {
        let lists = [
            TITLES_OF_WOMEN,
            TITLES_OF_MEN,
            TITLES,
            QUALIFIERS,
            DEMONYMS,
            LETTERS_BEHIND,
            PARTICLES,
            HYPHENATED_ARTICLES,
            ARABIC_ARTICLES,
            KUNYAS,
            PARTICLES_OR_GIVEN_NAMES,
            LOWER_CASE_PARTICLES,
            SPANISH_SURNAMES,
            SPANISH_GIVEN_NAMES,
            SURNAMES_IN_FRONT,
            CORPORATE_SUFFIXES,
            TRADES,
            SMALL_WORDS,
            NAMES_IN_S,
        ];
        for list in lists {
            assert!(list.is_sorted(), "{list:?}");
            assert!(list.iter().all(|word| crate::analysis::fold(word) == *word), "{list:?}");
        }
    }

    #[test]
    fn nicknames_have_rows() {
        assert!(NICKNAMES.len() > 120);
        assert_eq!(nickname_rows("pat").len(), 2);
        assert!(nickname_rows("xi").is_empty());
    }
}
