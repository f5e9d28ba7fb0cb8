//! The names of the months in 48 languages and scripts, as dates print them.
//!
//! In: nothing. Out: [`MONTHS`], from the Unicode Common Locale Data Repository, version 46 (calendars/gregorian: wide and
//! abbreviated, format and stand-alone; <https://cldr.unicode.org>), with inflected and older spellings that newspapers
//! print beside them. Spellings that differ by an accent are one, see [`super::words::fold`].

/// ISO 639-1 code of a language, and its names of the months: January to December set apart by `;`, the spellings of one
/// month by a blank. The first [`FIRST_LANGUAGES`] are those whose words alone [`super::is_calendar_word`] knows.
pub(super) const MONTHS: &[(&str, &str)] = &[
    (
        "en",
        "january jan; february feb; march mar; april apr; may; june jun; july jul; august aug; september sep \
         sept; october oct; november nov; december dec",
    ),
    (
        "de",
        "januar jan jänner jaenner; februar feb feber febr; märz mär maerz mrz; april apr; mai; juni jun; \
         juli jul; august aug; september sept sep; oktober okt; november nov; dezember dez",
    ),
    (
        "fr",
        "janvier janv; février févr fev; mars; avril avr; mai; juin; juillet juil jul; août; septembre sept; \
         octobre oct; novembre nov; décembre déc",
    ),
    (
        "es",
        "enero ene; febrero feb; marzo mar; abril abr; mayo may; junio jun; julio jul; agosto ago; septiembre \
         sept setiembre sep set; octubre oct; noviembre nov; diciembre dic",
    ),
    (
        "it",
        "gennaio gen; febbraio feb; marzo mar; aprile apr; maggio mag; giugno giu; luglio lug; agosto ago; \
         settembre set sett; ottobre ott; novembre nov; dicembre dic",
    ),
    (
        "pt",
        "janeiro jan; fevereiro fev; março mar; abril abr; maio mai; junho jun; julho jul; agosto ago; \
         setembro set; outubro out; novembro nov; dezembro dez",
    ),
    (
        "nl",
        "januari jan; februari feb febr; maart mrt; april apr; mei; juni jun; juli jul; augustus aug; \
         september sep sept; oktober okt; november nov; december dec",
    ),
    (
        "ru",
        "января янв январь; февраля февр февраль фев; марта мар март; апреля апр апрель; мая май; июня июн \
         июнь; июля июл июль; августа авг август; сентября сент сентябрь сен; октября окт октябрь; ноября \
         нояб ноябрь ноя; декабря дек декабрь",
    ),
    (
        "pl",
        "stycznia sty styczeń stycz; lutego lut luty; marca mar marzec marz; kwietnia kwi kwiecień kwiet; \
         maja maj; czerwca cze czerwiec czerw; lipca lip lipiec; sierpnia sie sierpień sierp; września wrz \
         wrzesień wrzes; października paź październik pazdz; listopada lis listopad listop; grudnia gru \
         grudzień grudz",
    ),
    (
        "cs",
        "ledna led leden lednu; února úno únor únoru; března bře březen březnu; dubna dub duben dubnu; května \
         kvě květen květnu; června čvn červen červnu; července čvc červenec červenci; srpna srp srpen srpnu; \
         září zář; října říj říjen říjnu; listopadu lis listopad; prosince pro prosinec prosinci",
    ),
    (
        "sk",
        "januára jan január; februára feb február; marca mar marec; apríla apr apríl; mája máj; júna jún; \
         júla júl; augusta aug august; septembra sep september; októbra október okt; novembra nov november; \
         decembra dec december",
    ),
    (
        "sl",
        "januar jan januarja; februar feb februarja; marec mar marca; april apr aprila; maj maja; junij jun \
         junija; julij jul julija; avgust avg avgusta; september sep septembra; oktober okt oktobra; november \
         nov novembra; december dec decembra",
    ),
    (
        "uk",
        "січня січ січень; лютого лют лютий; березня бер березень; квітня квіт квітень; травня трав травень; \
         червня черв червень; липня лип липень; серпня серп серпень; вересня вер вересень; жовтня жовт \
         жовтень; листопада лист листопад; грудня груд грудень",
    ),
    (
        "be",
        "студзеня сту студзень; лютага лют люты; сакавіка сак сакавік; красавіка кра красавік; мая май; \
         чэрвеня чэр чэрвень; ліпеня ліп ліпень; жніўня жні жнівень; верасня вер верасень; кастрычніка кас \
         кастрычнік; лістапада ліс лістапад; снежня сне снежань",
    ),
    (
        "sv",
        "januari jan; februari feb; mars; april apr; maj; juni; juli; augusti aug; september sep sept; \
         oktober okt; november nov; december dec",
    ),
    (
        "da",
        "januar jan; februar feb; marts mar; april apr; maj; juni jun; juli jul; august aug; september sep \
         sept; oktober okt; november nov; december dec",
    ),
    (
        "nb",
        "januar jan; februar feb; mars mar; april apr; mai; juni jun; juli jul; august aug; september sep \
         sept; oktober okt; november nov; desember des",
    ),
    (
        "is",
        "janúar jan; febrúar feb; mars mar; apríl apr; maí; júní jún; júlí júl; ágúst ágú; september sep; \
         október okt; nóvember nóv; desember des",
    ),
    (
        "fi",
        "tammikuuta tammi tammikuu; helmikuuta helmi helmikuu; maaliskuuta maalis maaliskuu; huhtikuuta huhti \
         huhtikuu; toukokuuta touko toukokuu; kesäkuuta kesä kesäkuu; heinäkuuta heinä heinäkuu; elokuuta elo \
         elokuu; syyskuuta syys syyskuu; lokakuuta loka lokakuu; marraskuuta marras marraskuu; joulukuuta \
         joulu joulukuu",
    ),
    (
        "et",
        "jaanuar jaan; veebruar veebr; märts; aprill apr; mai; juuni; juuli; august aug; september sept; \
         oktoober okt; november nov; detsember dets",
    ),
    (
        "tr",
        "ocak oca; şubat şub; mart mar; nisan nis; mayıs may; haziran haz; temmuz tem; ağustos ağu; eylül \
         eyl; ekim eki; kasım kas; aralık ara",
    ),
    (
        "az",
        "yanvar yan; fevral fev; mart mar; aprel apr; may; iyun iyn; iyul iyl; avqust avq; sentyabr sen; \
         oktyabr okt; noyabr noy; dekabr dek",
    ),
    (
        "el",
        "ιανουαρίου ιαν ιανουάριος; φεβρουαρίου φεβ φεβρουάριος; μαρτίου μαρ μάρτιος; απριλίου απρ απρίλιος; \
         μαΐου μαΐ μάιος; ιουνίου ιουν ιούνιος; ιουλίου ιουλ ιούλιος; αυγούστου αυγ αύγουστος; σεπτεμβρίου \
         σεπ σεπτέμβριος; οκτωβρίου οκτ οκτώβριος; νοεμβρίου νοε νοέμβριος; δεκεμβρίου δεκ δεκέμβριος",
    ),
    (
        "hu",
        "január jan; február febr feb; március márc mar; április ápr; május máj; június jún; július júl; \
         augusztus aug; szeptember szept; október okt; november nov; december dec",
    ),
    (
        "ro",
        "ianuarie ian; februarie feb; martie mar; aprilie apr; mai; iunie iun; iulie iul; august aug; \
         septembrie sept sep; octombrie oct; noiembrie nov noem; decembrie dec",
    ),
    (
        "hr",
        "siječnja sij siječanj siječ; veljače velj veljača; ožujka ožu ožujak; travnja tra travanj; svibnja \
         svi svibanj; lipnja lip lipanj; srpnja srp srpanj; kolovoza kol kolovoz; rujna ruj rujan; listopada \
         lis listopad; studenoga stu studeni studenog; prosinca pro prosinac",
    ),
    (
        "sr",
        "јануар јан januar jan januara јануара; фебруар феб februar feb februara фебруара; март мар mart mar \
         marta марта; април апр apr april aprila априла; мај maj maja маја; јун jun juni juna јуна јуни; јул \
         jul juli jula јула јули; август авг avgust avg august aug avgusta августа augusta; септембар сеп \
         septembar sep septembra септембра sept септ; октобар окт oktobar okt oktobra октобра; новембар нов \
         novembar nov novembra новембра; децембар дец decembar dec decembra децембра",
    ),
    (
        "bg",
        "януари яну; февруари фев февр; март; април апр; май; юни; юли; август авг; септември сеп септ; \
         октомври окт; ноември ное ноемв; декември дек",
    ),
    (
        "mk",
        "јануари јан; февруари фев; март мар; април апр; мај; јуни јун; јули јул; август авг; септември сеп; \
         октомври окт; ноември ное; декември дек",
    ),
    (
        "id",
        "januari jan; februari feb pebruari; maret mar; april apr; mei; juni jun; juli jul; agustus agu agt \
         agst ags; september sep; oktober okt; november nov nop nopember; desember des",
    ),
    (
        "ms",
        "januari jan; februari feb; mac mar; april apr; mei; jun; julai jul; ogos ogo; september sep; oktober \
         okt; november nov; disember dis",
    ),
    (
        "ar",
        "يناير جانفي; فبراير شباط فيفري; مارس آذار; أبريل نيسان أفريل; مايو أيار ماي; يونيو حزيران جوان; \
         يوليو تموز جويلية يوليوز; أغسطس آب أوت; سبتمبر أيلول; أكتوبر; نوفمبر; ديسمبر",
    ),
    (
        "fa",
        "ژانویه جنوری; فوریه فبروری; مارس مارچ; آوریل اپریل; مه می; ژوئن جون; ژوئیه جولای; اوت آگوست اگست; \
         سپتامبر سپتمبر; اکتبر اکتوبر; نوامبر نومبر; دسامبر دسمبر",
    ),
    ("ur", "جنوری; فروری; مارچ; اپریل; مئی; جون; جولائی; اگست; ستمبر; اکتوبر; نومبر; دسمبر"),
    (
        "he",
        "ינואר ינו בינואר בינו; פברואר פבר בפברואר בפבר; מרץ מארס במרץ במארס; אפריל אפר באפריל באפר; מאי \
         במאי; יוני ביוני; יולי ביולי; אוגוסט אוג באוגוסט באוג; ספטמבר ספט בספטמבר בספט; אוקטובר אוק באוקטובר \
         באוק; נובמבר נוב בנובמבר בנוב; דצמבר דצמ בדצמבר בדצמ",
    ),
    (
        "hi",
        "जनवरी जन; फ़रवरी फ़र; मार्च; अप्रैल; मई; जून; जुलाई जुल; अगस्त अग; सितंबर सित सितम्बर; अक्तूबर अक्तू \
         अक्टूबर; नवंबर नव नवम्बर; दिसंबर दिस दिसम्बर",
    ),
    (
        "bn",
        "জানুয়ারী জানু জানুয়ারি; ফেব্রুয়ারী ফেব ফেব্রুয়ারি; মার্চ; এপ্রিল এপ্রি; মে; জুন; জুলাই জুল; \
         আগস্ট আগ অগাস্ট আগষ্ট; সেপ্টেম্বর সেপ; অক্টোবর অক্টো; নভেম্বর নভে; ডিসেম্বর ডিসে",
    ),
    (
        "ca",
        "gener gen; febrer febr; març; abril abr; maig; juny; juliol jul; agost ag; setembre set; octubre \
         oct; novembre nov; desembre des",
    ),
    (
        "gl",
        "xaneiro xan; febreiro feb; marzo mar; abril abr; maio; xuño; xullo xul; agosto ago; setembro set; \
         outubro out; novembro nov; decembro dec",
    ),
    (
        "eu",
        "urtarrila urt urtarrilaren; otsaila ots otsailaren; martxoa mar martxoaren; apirila api apirilaren; \
         maiatza mai maiatzaren; ekaina eka ekainaren; uztaila uzt uztailaren; abuztua abu abuztuaren; iraila \
         ira irailaren; urria urr urriaren; azaroa aza azaroaren; abendua abe abenduaren",
    ),
    (
        "lt",
        "sausio saus sausis; vasario vas vasaris; kovo kov kovas; balandžio bal balandis; gegužės geg gegužė; \
         birželio birž birželis; liepos liep liepa; rugpjūčio rugp rugpjūtis; rugsėjo rugs rugsėjis; spalio \
         spal spalis; lapkričio lapkr lapkritis; gruodžio gruod gruodis",
    ),
    (
        "lv",
        "janvāris janv janvārī; februāris febr februārī; marts martā; aprīlis apr aprīlī; maijs maijā; jūnijs \
         jūn jūnijā; jūlijs jūl jūlijā; augusts aug augustā; septembris sept septembrī; oktobris okt oktobrī; \
         novembris nov novembrī; decembris dec decembrī",
    ),
    (
        "sq",
        "janar jan; shkurt shk; mars mar; prill pri; maj; qershor qer; korrik korr; gusht gush; shtator sht; \
         tetor tet; nëntor nën; dhjetor dhj",
    ),
    (
        "th",
        "มกราคม; กุมภาพันธ์; มีนาคม; เมษายน; พฤษภาคม; มิถุนายน; กรกฎาคม; สิงหาคม; กันยายน; ตุลาคม; พฤศจิกายน; \
         ธันวาคม",
    ),
    (
        "af",
        "januarie jan; februarie feb; maart mrt mar; april apr; mei; junie jun; julie jul; augustus aug; \
         september sep; oktober okt; november nov; desember des",
    ),
    (
        "sw",
        "januari jan; februari feb; machi mac mar; aprili apr; mei; juni jun; julai jul; agosti ago; septemba \
         sep; oktoba okt; novemba nov; desemba des",
    ),
    (
        "ka",
        "იანვარი იან; თებერვალი თებ; მარტი მარ; აპრილი აპრ; მაისი მაი; ივნისი ივნ; ივლისი ივლ; აგვისტო აგვ; \
         სექტემბერი სექ; ოქტომბერი ოქტ; ნოემბერი ნოე; დეკემბერი დეკ",
    ),
    (
        "hy",
        "հունվարի հնվ հունվար; փետրվարի փտվ փետրվար; մարտի մրտ մարտ; ապրիլի ապր ապրիլ; մայիսի մյս մայիս; \
         հունիսի հնս հունիս; հուլիսի հլս հուլիս; օգոստոսի օգս օգոստոս; սեպտեմբերի սեպ սեպտեմբեր; հոկտեմբերի \
         հոկ հոկտեմբեր; նոյեմբերի նոյ նոյեմբեր; դեկտեմբերի դեկ դեկտեմբեր",
    ),
];

/// How many languages of [`MONTHS`] stand first: those of the eight that the names of people are told from months in.
pub(super) const FIRST_LANGUAGES: usize = 8;
