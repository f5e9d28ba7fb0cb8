"""Plain texts with other names in them, for a teacher to mark.

    python3 other_names.py OUT MEGABYTES MARKED...

Takes the texts of marked files as `morgue-tagger label` writes them, puts other people and places in, and adds what wires
have around a text: datelines, bylines, headlines in capitals. A person keeps the new name throughout a text. Names come from Faker (MIT), by locale, and from the lists below; places from the gazetteer in ../data.
"""
import random
import re
import sys

from faker import Faker

from names import people_of_locales, places

random_source = random.Random(11)
Faker.seed(11)

# Given names and surnames as they stand together in news of a region. An entry may have several words.
REGIONS = {
    "Arab": (
        "Bashar Hafez Hassan Mohammed Muhammad Ahmed Ahmad Ali Omar Khalid Khaled Abdullah Abdel Nuri Haider Saad Rafik Ayman Osama "
        "Ibrahim Yusuf Mustafa Mahmoud Hosni Saif Tariq Faisal Salman Nasser Walid Jamal Adel Mansour Zayed Hamad Tamim Ismail Yasser "
        "Marwan Riad Farouk Muqtada Hamid Karim Adnan Nabil Samir Ramzi Anwar Asma Leila Fatima Huda Rania Zainab",
        "Assad Maliki Sadr Sisi Abadi Thani Sistani Hariri Baghdadi Zarqawi Zawahiri Sharaa Jaafari Hashimi Nujaifi Kadhimi Sudani "
        "Houthi Masri Shami Tikriti Douri Awlaki Libi Megrahi Senussi Nahyan Maktoum Khalifa Saud Jubeir Qahtani Otaibi Ghamdi Hakim "
        "Rubaie Dabbagh Moallem Mekdad Haq Din Rahman Bashir Turabi Mahdi Essebsi Atrash Khatib Zoubi",
    ),
    "China": (
        "Hu Xi Wen Li Zhu Jiang Deng Mao Zhou Chen Wang Zhang Liu Yang Huang Zhao Wu Xu Sun Ma Gao Lin He Guo Luo Liang Song Tang Han",
        "Jintao Jinping Jiabao Keqiang Rongji Zemin Xiaoping Zedong Enlai Shuibian Yingjiu Ming Weiwei Xiaobo Guangcheng Zhihua Lei "
        "Jun Qiang Wei Fang Yan Hong Xin Guofeng Ziyang Yaobang Shaoqi Dejiang Qishan Chunhua Yongkang",
    ),
    "Korea": (
        "Kim Lee Park Choi Jung Kang Cho Yoon Jang Lim Han Shin Roh Ban Moon Hong Yang Ahn Suh Song",
        "Jong-il Jong-un Il-sung Dae-jung Moo-hyun Geun-hye Myung-bak Jae-in Ki-moon Young-sam Yo-jong Tae-woo Doo-hwan Chung-hee "
        "Suk-yeol Hyun-jin Min-seok Ji-sung In-so Yong-nam Kye-gwan Sang-hwa Jin-kyu",
    ),
    "Iran": (
        "Ebrahim Hassan Mohammad Mahmoud Hossein Ali Akbar Mohsen Javad Saeed Hamid Reza Mehdi Masoud Qassem Abbas Sadegh Ruhollah",
        "Raisi Rouhani Khatami Ahmadinejad Khamenei Rafsanjani Mousavi Karroubi Zarif Amirabdollahian Araghchi Pezeshkian Soleimani "
        "Larijani Ghalibaf Jalili Salehi Khomeini Bazargan Velayati Kharrazi Mottaki Rezaei Mokhber Bagheri Vahidi",
    ),
    "Russia and its neighbours": (
        "Vladimir Boris Mikhail Dmitry Sergei Viktor Yevgeny Alexander Nikolai Leonid Anatoly Grigory Gennady Igor Ivan Konstantin "
        "Volodymyr Petro Yulia Aslan Nursultan Eduard Heydar Ilham Nikol Mikheil",
        "Putin Yeltsin Gorbachev Medvedev Lavrov Chernomyrdin Primakov Lebed Zyuganov Yavlinsky Navalny Prigozhin Shoigu Zelensky "
        "Poroshenko Yushchenko Yanukovych Kuchma Tymoshenko Lukashenko Maskhadov Dudayev Nazarbayev Shevardnadze Aliyev Pashinyan",
    ),
}
SURNAMES_OF_SEVERAL_WORDS = (
    "van der Sar|van den Berg|de Klerk|van Gaal|de Hoop Scheffer|van Rompuy|de Boer|van Dijk|von der Leyen|de Villepin|de Gaulle|"
    "da Silva|dos Santos|de la Rua|di Matteo|del Piero|Ben-Gurion|Bar-Lev|Ben-Eliezer|O'Neill|O'Brien|McCarthy|MacDonald|D'Alema|"
    "Garcia Marquez|Vargas Llosa|Lopez Obrador|Perez de Cuellar|bin Laden|bin Salman|bin Zayed|Abu Mazen|Suu Kyi|Tan Dung|Kuan Yew"
).split("|")
ARTICLES = ["al-"] * 4 + ["Al-", "Al-", "El-", "el-", "ul-"]
MONTHS = ["Jan", "Feb", "March", "April", "May", "June", "July", "Aug", "Sept", "Oct", "Nov", "Dec"]
AGENCIES = ["Reuters", "AP", "AFP", "Xinhua", "dpa", "ANSA", "IRNA", "KUNA"]


LOCALES = people_of_locales()
COUNTRIES, TOWNS = places()


def choose(items):
    return random_source.choice(items)


def person():
    """Given name and surname, each a list of words."""
    chance = random_source.random()
    if chance < 0.8:
        locale = choose(LOCALES)
        return choose(locale)[0].split(), choose(locale)[1].split()
    if chance < 0.83:
        return choose(choose(LOCALES))[0].split(), choose(SURNAMES_OF_SEVERAL_WORDS).split()
    region = choose(sorted(REGIONS)) if chance > 0.9 else "Arab"
    given, surnames = (names.split() for names in REGIONS[region])
    return [choose(given)], [(choose(ARTICLES) if region == "Arab" else "") + choose(surnames)]


def marked_texts(path):
    """Texts as lists of sentences of (token, tag)."""
    text, sentence = [], []
    for line in open(path, encoding="utf-8"):
        line = line.rstrip("\n")
        if line == "-DOCSTART-":
            if text:
                yield text
            text = []
        elif line:
            sentence.append(tuple(line.split("\t")[:2]))
        elif sentence:
            text.append(sentence)
            sentence = []
    if text:
        yield text


def names_in(sentence):
    """The sentence in pieces: (kind or None, tokens)."""
    place = 0
    while place < len(sentence):
        end = place + 1
        tag = sentence[place][1]
        if tag[0] == "B":
            while end < len(sentence) and sentence[end][1][0] in "IE":
                end += 1
        yield (None if tag == "O" else tag[2:]), sentence[place:end]
        place = end


def with_other_names(text):
    """The sentences as lists of words."""
    people, towns, changed = {}, {}, []
    for sentence in text:
        words = []
        for kind, tokens in names_in(sentence):
            old = [token for token, _ in tokens]
            if kind == "PER":
                given, surname = people.setdefault(old[-1].lower(), person())
                new = surname if len(old) == 1 else given + surname
                if len(old) > 2 and random_source.random() < 0.3:
                    new = given + [choose("ABCDEFGHJKLMNPRSTW") + "."] + surname
                words += [word.upper() for word in new] if old[-1].isupper() and len(old[-1]) > 2 else new
            elif kind == "LOC" and random_source.random() < 0.7:
                new = towns.setdefault(" ".join(old).lower(), choose(COUNTRIES if random_source.random() < 0.35 else TOWNS))
                words += (new.upper() if old[0].isupper() and len(old[0]) > 4 else new).split()
            else:
                words += old
        changed.append(words)
    return changed


def running(words):
    """A sentence as it is written."""
    text, is_glued, is_quoting = "", True, False
    for word in words:
        closes = word == '"' and is_quoting
        if not is_glued and not closes and not re.match(r"^([.,;:!?)\]}%]|['’](s|re|ve|ll|d|m|t)?|”|\.+)$", word):
            text += " "
        text += word
        if word == '"':
            is_quoting = not is_quoting
        is_glued = word in ("(", "[", "$", "“", "#", "£") or (word == '"' and is_quoting)
    return text


def as_wires_have_it(sentences):
    """The lines of a text with a headline in capitals, a dateline or a byline, each by chance."""
    lines = [running(words) for words in sentences]
    front = []
    short = [words for words in sentences if 5 <= len(words) <= 16]
    if short and random_source.random() < 0.6:
        front.append(running([word.upper() for word in choose(short) if word != "."]))
    town = choose(TOWNS) if random_source.random() < 0.7 else choose(COUNTRIES)
    town = town.upper() if random_source.random() < 0.6 else town
    day, chance = random_source.randint(1, 28), random_source.random()
    if chance < 0.25:
        front.append(f"{town.upper()} {random_source.randint(1990, 2020)}-{random_source.randint(1, 12):02}-{day:02}")
    elif chance < 0.45:
        lines[0] = f"{town}, {choose(MONTHS)} {day} ({choose(AGENCIES)}) - {lines[0]}"
    elif chance < 0.6:
        lines[0] = f"{town} ({choose(AGENCIES)}) - {lines[0]}"
    if random_source.random() < 0.15:
        given, surname = person()
        front.append("By " + " ".join(given + surname))
    return front + lines


def main():
    out, megabytes, sources = open(sys.argv[1], "w", encoding="utf-8"), float(sys.argv[2]), sys.argv[3:]
    texts = [text for source in sources for text in marked_texts(source)]
    random_source.shuffle(texts)
    written = 0
    for text in texts:
        written += out.write("-DOCSTART-\n" + "\n".join(as_wires_have_it(with_other_names(text))) + "\n")
        if written >= megabytes * 1e6:
            break


main()
