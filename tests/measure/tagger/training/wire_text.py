"""Sports pages of wires, from templates, for a teacher to mark: results, standings, squads, reports.

    python3 wire_text.py OUT MEGABYTES

Half of what wires send on some days is tables, in which towns are clubs and clubs are towns. The templates are our own; the
names of clubs, counties and grounds are facts. Names of people come from Faker (MIT), towns from the gazetteer in ../data.
"""
import random
import sys

from faker import Faker

from names import people_of_locales, places

COUNTRIES = (
    'Argentina|Australia|Austria|Bahrain|Bangladesh|Belarus|Belgium|Bolivia|Botswana|Brazil|Britain|Bulgaria|'
    'Cameroon|Canada|Chile|China|Colombia|Croatia|Cuba|Cyprus|Denmark|Ecuador|Egypt|England|Estonia|Ethiopia|Finland|'
    'France|Germany|Ghana|Greece|Hungary|Iceland|India|Indonesia|Iran|Iraq|Ireland|Israel|Italy|Jamaica|Japan|Jordan|'
    'Kazakhstan|Kenya|Kuwait|Latvia|Lebanon|Lithuania|Macedonia|Malaysia|Mali|Malta|Mexico|Moldova|Morocco|'
    'Mozambique|Namibia|Netherlands|Nigeria|Norway|Oman|Pakistan|Paraguay|Peru|Poland|Portugal|Qatar|Romania|Russia|'
    'Senegal|Serbia|Singapore|Slovakia|Slovenia|Spain|Sweden|Switzerland|Syria|Thailand|Tunisia|Turkey|Uganda|'
    'Ukraine|Uruguay|Uzbekistan|Venezuela|Vietnam|Wales|Yugoslavia|Zambia|Zimbabwe|U.S.|U.A.E.|Czech Republic|'
    'South Korea|North Korea|South Africa|New Zealand|Saudi Arabia|Sri Lanka|Costa Rica|Ivory Coast|Northern Ireland|'
    'Hong Kong|West Indies|United States|El Salvador|Trinidad and Tobago|Bosnia|Taiwan|Georgia|Armenia|Albania'
).split("|")
ENGLISH_CLUBS = (
    'Arsenal|Aston Villa|Barnsley|Birmingham City|Blackburn|Blackpool|Bolton|Bournemouth|Bradford|Brentford|Brighton|'
    'Bristol City|Burnley|Bury|Cambridge|Cardiff|Carlisle|Charlton|Chelsea|Chester|Colchester|Coventry|Crewe|'
    'Crystal Palace|Darlington|Derby|Doncaster|Everton|Exeter|Fulham|Gillingham|Grimsby|Hartlepool|Hereford|'
    'Huddersfield|Hull|Ipswich|Leeds|Leicester|Leyton Orient|Lincoln|Liverpool|Luton|Manchester City|'
    'Manchester United|Mansfield|Middlesbrough|Millwall|Newcastle|Northampton|Norwich|Nottingham Forest|Notts County|'
    'Oldham|Oxford|Peterborough|Plymouth|Port Vale|Portsmouth|Preston|Queens Park Rangers|Reading|Rochdale|Rotherham|'
    'Scarborough|Scunthorpe|Sheffield United|Sheffield Wednesday|Shrewsbury|Southampton|Southend|Stockport|Stoke|'
    'Sunderland|Swansea|Swindon|Torquay|Tottenham|Tranmere|Walsall|Watford|West Bromwich|West Ham|Wigan|Wimbledon|'
    'Wolverhampton|Wrexham|Wycombe|York'
).split("|")
SCOTTISH_CLUBS = (
    'Aberdeen|Airdrieonians|Albion Rovers|Alloa|Arbroath|Ayr|Berwick|Brechin|Celtic|Clyde|Clydebank|Cowdenbeath|'
    'Dumbarton|Dundee|Dundee United|Dunfermline|East Fife|East Stirling|Falkirk|Forfar|Greenock Morton|Hamilton|'
    'Hearts|Hibernian|Inverness Thistle|Kilmarnock|Livingston|Montrose|Motherwell|Partick|Queen of South|Queens Park|'
    'Raith|Rangers|Ross County|St Johnstone|St Mirren|Stenhousemuir|Stirling|Stranraer'
).split("|")
GERMAN_CLUBS = (
    'Bayern Munich|Borussia Dortmund|Bayer Leverkusen|VfB Stuttgart|Werder Bremen|Hamburg SV|Cologne|Schalke 04|'
    'Karlsruhe|Hansa Rostock|1860 Munich|VfL Bochum|Fortuna Duesseldorf|Arminia Bielefeld|St Pauli|Freiburg|'
    'Borussia Moenchengladbach|MSV Duisburg|Kaiserslautern|Wolfsburg|Hertha Berlin|Union Berlin|Mainz|'
    'Eintracht Frankfurt|Hoffenheim|RB Leipzig|Augsburg'
).split("|")
FRENCH_CLUBS = (
    'Paris St Germain|Monaco|Bordeaux|Marseille|Lyon|Nantes|Lens|Auxerre|Metz|Strasbourg|Bastia|Guingamp|Cannes|'
    'Rennes|Montpellier|Le Havre|Nancy|Caen|Nice|Lille|Toulouse|Sochaux|Chateauroux|Lorient|Brest|Angers|Reims'
).split("|")
ITALIAN_CLUBS = (
    'Juventus|Inter|AC Milan|Roma|Lazio|Parma|Fiorentina|Sampdoria|Napoli|Udinese|Vicenza|Bologna|Atalanta|Cagliari|'
    'Piacenza|Perugia|Verona|Reggiana|Torino|Genoa|Bari|Brescia|Lecce|Empoli|Salernitana|Cesena|Pescara|Venezia|'
    'Sassuolo'
).split("|")
SPANISH_CLUBS = (
    'Real Madrid|Barcelona|Atletico Madrid|Deportivo Coruna|Valencia|Athletic Bilbao|Real Sociedad|Real Betis|'
    'Sevilla|Celta Vigo|Racing Santander|Espanyol|Tenerife|Sporting Gijon|Oviedo|Zaragoza|Compostela|Valladolid|'
    'Rayo Vallecano|Logrones|Extremadura|Hercules|Villarreal|Getafe|Osasuna|Levante|Malaga'
).split("|")
DUTCH_CLUBS = (
    'Ajax Amsterdam|PSV Eindhoven|Feyenoord|Vitesse Arnhem|Twente Enschede|Heerenveen|Roda JC Kerkrade|Utrecht|'
    'Sparta Rotterdam|NEC Nijmegen|Willem II Tilburg|Groningen|NAC Breda|RKC Waalwijk|De Graafschap Doetinchem|'
    'Volendam|Fortuna Sittard|AZ Alkmaar'
).split("|")
CLUBS_ELSEWHERE = (
    'Anderlecht|Club Brugge|Standard Liege|Genk|Lokeren|Lierse|Ekeren|Mouscron|Charleroi|Harelbeke|Benfica|Porto|'
    'Sporting|Boavista|Braga|Guimaraes|Belenenses|Maritimo|Salgueiros|Farense|Rapid Vienna|Austria Vienna|Sturm Graz|'
    'Austria Salzburg|GAK|Tirol Innsbruck|Admira/Wacker|LASK Linz|Ried|Grasshopper|Neuchatel Xamax|Sion|Lausanne|'
    'Servette|St Gallen|Basel|Young Boys|Lugano|Luzern|Aarau|Zurich|Brondby|FC Copenhagen|Aarhus|AGF|Silkeborg|'
    'Lyngby|Odense|Vejle|Viborg|Aalborg|Gothenburg|AIK|Helsingborg|Malmo|Orebro|Norrkoping|Djurgarden|Rosenborg|'
    'Brann|Molde|Lillestrom|Viking|Tromso|Bodo/Glimt|Spartak Moscow|Dynamo Moscow|Lokomotiv Moscow|CSKA Moscow|'
    'Torpedo Moscow|Alania Vladikavkaz|Rotor Volgograd|Zenit St Petersburg|Krylya Sovetov Samara|Baltika Kaliningrad|'
    'Chernomorets Novorossiisk|Dynamo Kiev|Shakhtar Donetsk|Chornomorets Odessa|Dnipro Dnipropetrovsk|Legia Warsaw|'
    'Widzew Lodz|Gornik Zabrze|Wisla Krakow|Ruch Chorzow|Polonia Warsaw|Lech Poznan|Stomil Olsztyn|Amica Wronki|'
    'Sparta Prague|Slavia Prague|Banik Ostrava|Sigma Olomouc|Slovan Liberec|Boby Brno|Jablonec|Teplice|'
    'Slovan Bratislava|Kosice|Spartak Trnava|MSK Zilina|Ferencvaros|Ujpest|MTK|Kispest Honved|BVSC|Bekescsaba|Gyor|'
    'Vac|Steaua Bucharest|Dinamo Bucharest|Rapid Bucharest|National Bucharest|Universitatea Craiova|'
    'Petrolul Ploiesti|Otelul Galati|Gloria Bistrita|Farul Constanta|Levski Sofia|CSKA Sofia|Slavia Sofia|'
    'Lokomotiv Plovdiv|Neftochimik|Litex|Red Star Belgrade|Partizan Belgrade|Vojvodina|Hajduk Split|Croatia Zagreb|'
    'Osijek|Rijeka|Varteks|Maribor|Olimpija Ljubljana|Galatasaray|Fenerbahce|Besiktas|Trabzonspor|Bursaspor|'
    'Olympiakos|Panathinaikos|AEK Athens|PAOK|Iraklis|Apollon|OFI|Maccabi Tel Aviv|Hapoel Tel Aviv|Maccabi Haifa|'
    'Beitar Jerusalem|Anorthosis|Apoel|Omonia|Boca Juniors|River Plate|Racing Club|Independiente|San Lorenzo|'
    "Velez Sarsfield|Lanus|Rosario Central|Newell's Old Boys|Estudiantes|Gimnasia-LP|Ferro Carril Oeste|Huracan|"
    'Platense|Deportivo Espanol|Colon|Union|Banfield|Flamengo|Fluminense|Vasco da Gama|Botafogo|Palmeiras|'
    'Corinthians|Santos|Sao Paulo|Gremio|Internacional|Cruzeiro|Atletico Mineiro|Bahia|Vitoria|Sport Recife|'
    'Portuguesa|Guarani|Goias|Coritiba|Atletico Paranaense|Penarol|Nacional|Olimpia|Cerro Porteno|Colo Colo|'
    'Universidad de Chile|Universidad Catolica|America|Chivas Guadalajara|Cruz Azul|Necaxa|Toluca|Santos Laguna|'
    'Millonarios|Deportivo Cali|Atletico Nacional|Barcelona|Emelec|Alianza Lima|Universitario|Sporting Cristal|'
    'Al-Ahly|Zamalek|Ismaili|Esperance|Etoile du Sahel|Raja Casablanca|Wydad Casablanca|Kaizer Chiefs|'
    'Orlando Pirates|Asante Kotoko|Hearts of Oak|Enyimba|Al-Hilal|Al-Nassr|Al-Ittihad|Al-Ain|Persepolis|Esteghlal|'
    'Pakhtakor|Kashima Antlers|Urawa Reds|Verdy Kawasaki|Yokohama Flugels|Yokohama Marinos|Jubilo Iwata|'
    'Nagoya Grampus Eight|Gamba Osaka|Cerezo Osaka|Sanfrecce Hiroshima|Shimizu S-Pulse|Bellmare Hiratsuka|'
    'JEF United Ichihara|Kyoto Purple Sanga|Avispa Fukuoka|Kashiwa Reysol|Pohang|Ulsan|Suwon|Chonan|Anyang|Puchon|'
    'Chonnam|Chonbuk|Pusan|Taejon|Dalian Wanda|Shanghai Shenhua|Beijing Guoan|Marconi Stallions|South Melbourne|'
    'Perth Glory|Sydney United'
).split("|")
BASEBALL_TOWNS = (
    'Atlanta|Baltimore|Boston|California|Chicago|Cincinnati|Cleveland|Colorado|Detroit|Florida|Houston|Kansas City|'
    'Los Angeles|Milwaukee|Minnesota|Montreal|New York|Oakland|Philadelphia|Pittsburgh|San Diego|San Francisco|'
    'Seattle|St Louis|Texas|Toronto|Tampa Bay|Arizona|Washington|Miami'
).split("|")
BASEBALL_TEAMS = (
    'Braves|Orioles|Red Sox|Angels|Cubs|White Sox|Reds|Indians|Rockies|Tigers|Marlins|Astros|Royals|Dodgers|Brewers|'
    'Twins|Expos|Mets|Yankees|Athletics|Phillies|Pirates|Padres|Giants|Mariners|Cardinals|Rangers|Blue Jays'
).split("|")
FOOTBALL_TEAMS = (
    'Arizona Cardinals|Atlanta Falcons|Baltimore Ravens|Buffalo Bills|Carolina Panthers|Chicago Bears|'
    'Cincinnati Bengals|Dallas Cowboys|Denver Broncos|Detroit Lions|Green Bay Packers|Houston Oilers|'
    'Indianapolis Colts|Jacksonville Jaguars|Kansas City Chiefs|Miami Dolphins|Minnesota Vikings|'
    'New England Patriots|New Orleans Saints|New York Giants|New York Jets|Oakland Raiders|Philadelphia Eagles|'
    'Pittsburgh Steelers|St. Louis Rams|San Diego Chargers|San Francisco 49ers|Seattle Seahawks|Tampa Bay Buccaneers|'
    'Washington Redskins|Tennessee Titans|Houston Texans'
).split("|")
HOCKEY_TOWNS = (
    'Anaheim|Boston|Buffalo|Calgary|Chicago|Colorado|Dallas|Detroit|Edmonton|Florida|Hartford|Los Angeles|Montreal|'
    'New Jersey|NY Islanders|NY Rangers|Ottawa|Philadelphia|Phoenix|Pittsburgh|San Jose|St Louis|Tampa Bay|Toronto|'
    'Vancouver|Washington'
).split("|")
BASKETBALL_TOWNS = (
    'Atlanta|Boston|Charlotte|Chicago|Cleveland|Dallas|Denver|Detroit|Golden State|Houston|Indiana|LA Clippers|'
    'LA Lakers|Miami|Milwaukee|Minnesota|New Jersey|New York|Orlando|Philadelphia|Phoenix|Portland|Sacramento|'
    'San Antonio|Seattle|Toronto|Utah|Vancouver|Washington'
).split("|")
BASKETBALL_TEAMS = (
    'Hawks|Celtics|Hornets|Bulls|Cavaliers|Mavericks|Nuggets|Pistons|Warriors|Rockets|Pacers|Clippers|Lakers|Heat|'
    'Bucks|Timberwolves|Nets|Knicks|Magic|76ers|Suns|Trail Blazers|Kings|Spurs|SuperSonics|Raptors|Jazz|Grizzlies|'
    'Wizards|Bullets'
).split("|")
COUNTIES = (
    'Derbyshire|Durham|Essex|Glamorgan|Gloucestershire|Hampshire|Kent|Lancashire|Leicestershire|Middlesex|'
    'Northamptonshire|Nottinghamshire|Somerset|Surrey|Sussex|Warwickshire|Worcestershire|Yorkshire'
).split("|")
CRICKET_GROUNDS = (
    'Derby|Chester-le-Street|Chelmsford|Cardiff|Bristol|Southampton|Portsmouth|Canterbury|Old Trafford|Leicester|'
    "Lord's|Northampton|Trent Bridge|Taunton|The Oval|Hove|Edgbaston|Worcester|Headingley|Scarborough|Colwyn Bay|"
    'Cheltenham|Tunbridge Wells'
).split("|")
RUGBY_CLUBS = (
    'Bath|Bristol|Gloucester|Harlequins|Leicester|London Irish|Northampton|Orrell|Sale|Saracens|Wasps|'
    'West Hartlepool|Newcastle|Richmond|Cardiff|Llanelli|Swansea|Pontypridd|Neath|Newport|Bridgend|Ebbw Vale|'
    'Treorchy|Dunvant|Caerphilly|Newbridge|Toulouse|Brive|Agen|Castres|Dax|Pau|Bourgoin|Leinster|Munster|Ulster|'
    'Auckland|Waikato|Otago|Canterbury|Wellington|Transvaal|Natal|Northern Transvaal|Western Province|'
    'New South Wales|Queensland|ACT Brumbies|Wigan|St Helens|Bradford Bulls|London Broncos|Warrington|Halifax|Leeds|'
    'Oldham Bears|Sheffield Eagles|Castleford|Brisbane|North Sydney|Manly|Canberra|Cronulla|Parramatta|Newcastle|'
    'Penrith|Balmain'
).split("|")
AUSTRALIAN_RULES_CLUBS = (
    'Adelaide|Brisbane|Carlton|Collingwood|Essendon|Fitzroy|Footscray|Fremantle|Geelong|Hawthorn|Melbourne|'
    'North Melbourne|Richmond|St Kilda|Sydney|West Coast'
).split("|")
RACING_TEAMS = (
    'Williams|Ferrari|McLaren|Benetton|Jordan|Ligier|Sauber|Tyrrell|Footwork|Minardi|Forti|Renault|Honda|Toyota|'
    'Subaru|Mitsubishi|Ford|Ducati|Yamaha|Suzuki|Aprilia|Honda Civic|Reynard Honda|Lola Ford|Reynard Ford|'
    'Penske Mercedes|Red Bull|Mercedes'
).split("|")
CYCLING_TEAMS = (
    'Mapei-GB|Banesto|ONCE|Telekom|Rabobank|TVM|Festina|Gewiss|Carrera|MG-Technogym|Kelme|Lotto|Motorola|Roslotto|'
    'Refin|Saeco|Brescialat|Panaria|US Postal|Astana|Movistar'
).split("|")
BASKETBALL_CLUBS = (
    'Olympiakos|Panathinaikos|Partizan|Cibona Zagreb|Real Madrid|Barcelona|Estudiantes Madrid|Teamsystem Bologna|'
    'Kinder Bologna|Stefanel Milan|Benetton Treviso|Limoges|Pau-Orthez|Villeurbanne|CSKA Moscow|Dynamo Moscow|'
    'Ulker Spor|Efes Pilsen|Maccabi Tel Aviv|Alba Berlin|Bayer Leverkusen|Charleroi|Ovarense|Smelt Olimpija|Split|'
    'Zalgiris Kaunas'
).split("|")
BASEBALL_CLUBS_IN_ASIA = (
    'OB|Haitai|Samsung|Lotte|LG|Hanwha|Hyundai|Ssangbangwool|Yomiuri|Yakult|Chunichi|Hanshin|Hiroshima|Yokohama|'
    'Nippon Ham|Seibu|Orix|Kintetsu|Daiei|Lotte'
).split("|")
LEAGUES = (
    'English premier league|English first division|German first division|French first division|Italian Serie A|'
    'Spanish first division|Dutch first division|Scottish premier division|Austrian first division|'
    'Polish first division|Hungarian first division|Romanian first division|Belgian first division|'
    'Danish superleague|Czech first division|Brazilian championship|Argentine first division|Japanese J-League|'
    'South Korean pro-soccer'
).split("|")
HOCKEY_TEAMS = (
    'Bruins|Sabres|Flames|Red Wings|Oilers|Canadiens|Devils|Rangers|Senators|Flyers|Penguins|Sharks|Blues|'
    'Maple Leafs|Canucks|Capitals'
).split("|")

DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
MONTHS = "January February March April May June July August September October November December".split()
LEAGUES_OF_CLUBS = [ENGLISH_CLUBS, SCOTTISH_CLUBS, GERMAN_CLUBS, FRENCH_CLUBS, ITALIAN_CLUBS, SPANISH_CLUBS, DUTCH_CLUBS]
LEAGUES_OF_CLUBS += [CLUBS_ELSEWHERE[start : start + 14] for start in range(0, len(CLUBS_ELSEWHERE) - 13, 7)]

random_source = random.Random(5)
Faker.seed(5)
choose = random_source.choice
number = random_source.randint


def chance(share):
    return random_source.random() < share


def some(items, count):
    return random_source.sample(items, min(count, len(items)))


LOCALES = people_of_locales()
TOWNS = [town for town in places()[1] if len(town) > 3]


def person():
    locale = choose(LOCALES)
    return f"{choose(locale)[0]} {choose(locale)[1]}"


def surname():
    return choose(choose(LOCALES))[1]


def with_initial():
    return f"{choose(choose(LOCALES))[0][0]}. {surname()}"


def dateline(town=None):
    return f"{(town or choose(TOWNS)).upper()} {number(1993, 2015)}-{number(1, 12):02}-{number(1, 28):02}"


def standings(teams):
    how = choose([" (tabulate under played, won, drawn, lost, goals for, against, points):", f" after {choose(DAYS)}'s matches:", ":"])
    rows = [f"{team} {number(1, 38)} {number(0, 20)} {number(0, 12)} {number(0, 20)} {number(0, 60)} {number(0, 60)} {number(0, 80)}" for team in teams]
    return ["Standings" + how] + rows


def soccer_match(home, away):
    score = f"{home} {number(0, 5)} {away} {number(0, 5)}"
    halftime = f"{number(0, 2)}-{number(0, 2)}"
    scorers = f"{home} {number(1, 4)} ({surname()} {number(1, 90)}, {surname()} {number(1, 90)}) {away} {number(1, 3)} ({surname()} {number(1, 90)})"
    return choose(
        [[score]] * 4
        + [[f"{score} (halftime {halftime})"]] * 2
        + [[f"{scorers}. Halftime {halftime}. Attendance {number(3, 60)},000"]] * 3
        + [[f"Postponed: {home} v {away}"], [f"{home} v {away}"]]
        + [[score, f"Scorers: {surname()} ({number(1, 45)}, {number(46, 90)}), {surname()} ({number(1, 90)} pen)"]]
    )


def soccer_results():
    clubs, league, day = some(choose(LEAGUES_OF_CLUBS), number(4, 12)), choose(LEAGUES), choose(DAYS)
    lines = [choose(["SOCCER - {} RESULTS.", "SOCCER - {} SUMMARIES.", "SOCCER-{} STANDINGS.", "SOCCER - {} MATCHES."]).format(league.upper())]
    lines += [dateline(), choose(["Results of {} matches on {}:", "Summary of {} matches played on {}:", "Result of a {} match on {}:"]).format(league, day)]
    for home, away in zip(clubs[::2], clubs[1::2]):
        lines += soccer_match(home, away)
    return lines + (standings(some(clubs, 12)) if chance(0.6) else [])


def soccer_international():
    home, away = some(COUNTRIES, 2)
    lines = [f"SOCCER - {home.upper()} BEAT {away.upper()} IN {choose(['FRIENDLY', 'WORLD CUP QUALIFIER', 'ASIAN CUP'])}.", dateline()]
    event = choose(["World Cup qualifying match", "friendly soccer international", "European championship group seven qualifier"])
    lines.append(f"{home} beat {away} {number(1, 4)}-{number(0, 3)} (halftime {number(0, 2)}-{number(0, 1)}) in a {event} on {choose(DAYS)}.")
    lines += ["Scorers:", f"{home} - {person()} ({number(1, 90)} minutes), {person()} ({number(1, 90)} penalty)", f"{away} - {person()} ({number(1, 90)})"]
    lines.append(f"Attendance: {number(2, 80)},000")
    if chance(0.5):
        clubs = choose(LEAGUES_OF_CLUBS) + choose(LEAGUES_OF_CLUBS)
        lines.append(f"{home}: " + ", ".join(f"{shirt}-{person()}" for shirt in range(1, 12)))
        lines.append(f"{away} squad:")
        for position in ("Goalkeepers", "Defenders", "Midfielders", "Forwards"):
            lines.append(f"{position}: " + ", ".join(f"{person()} ({choose(clubs)})" for _ in range(number(2, 5))) + ".")
    return lines


def american(sport, league, towns, teams):
    day = choose(DAYS)
    pair = some(towns, 2)
    headline = choose([f"RESULTS OF {day.upper()}'S GAMES", f"STANDINGS AFTER {day.upper()}'S GAMES", f"{pair[0].upper()} AT {pair[1].upper()}"])
    lines = [f"{sport} - {headline}.", dateline("New York")]
    form = random_source.random()
    if form < 0.4:
        lines.append(f"Results of {league} games played on {day} (home team in CAPS):")
        for _ in range(number(4, 9)):
            away, home = some(towns, 2)
            away, home = choose([(away.upper(), home), (away, home.upper())])
            lines.append(f"{away} {number(0, 120)} {home} {number(0, 120)}" + choose([""] * 8 + [f" ({number(10, 13)} innings)", " (OT)"]))
    elif form < 0.8:
        lines.append(f"Standings of {league} teams after games played on {day} (tabulate under won, lost, percentage, games behind):")
        divisions = ["EASTERN DIVISION", "CENTRAL DIVISION", "WESTERN DIVISION", "ATLANTIC DIVISION", "PACIFIC DIVISION"]
        for division in some(divisions, number(2, 4)):
            if chance(0.4):
                lines.append(choose(["AMERICAN LEAGUE", "NATIONAL LEAGUE", "EASTERN CONFERENCE", "WESTERN CONFERENCE"]))
            lines.append(division + choose(["", " W L PCT GB"]))
            capitals = chance(0.6)
            for town in some(towns, number(4, 6)):
                behind = choose(["-", "1", "2 1/2", "10", "14 1/2"])
                lines.append(f"{town.upper() if capitals else town} {number(1, 90)} {number(1, 90)} .{number(300, 700)} {behind}")
        lines += [choose([f"{away.upper()} AT {home.upper()}", f"{away} at {home}"]) for away, home in (some(towns, 2) for _ in range(number(1, 5)))]
    else:
        for _ in range(number(3, 6)):
            (winner, loser), (town, other) = some(teams, 2), some(towns, 2)
            lines.append(
                choose(
                    [
                        f"In {town}, {person()} hit a three-run homer as the {winner} beat the {loser} {number(4, 9)}-{number(0, 3)}.",
                        f"At {town}, {person()} scored {number(15, 45)} points and the {winner} held off the {loser}, {number(90, 120)}-{number(70, 90)}.",
                        f"The {town} {winner} placed pitcher {person()} on the {number(15, 60)}-day disabled list and recalled {person()}.",
                        f"{town.upper()} {winner.upper()} - Signed forward {person()}.",
                        f"{surname()} ({number(1, 15)}-{number(1, 12)}) allowed two runs in seven innings for {other}, which won again.",
                    ]
                )
            )
    return lines


def innings():
    out = choose(["", f"-{number(2, 9)}", f"-{number(5, 9)} dec"])
    return f"{number(90, 520)}{out} ({with_initial()} {number(40, 180)}, {with_initial()} {number(30, 100)}; {with_initial()} {number(3, 8)}-{number(20, 110)})"


def cricket():
    nations = ["England", "Australia", "Pakistan", "India", "South Africa", "West Indies", "New Zealand", "Sri Lanka", "Zimbabwe"]
    lines = [f"CRICKET - {choose(['ENGLISH COUNTY CHAMPIONSHIP SCORES', 'SCOREBOARD', 'COUNTY CHAMPIONSHIP RESULT'])}.", dateline("London")]
    form = random_source.random()
    if form < 0.5:
        lines.append(f"Close of play scores in English county championship matches on {choose(DAYS)}:")
        for _ in range(number(3, 7)):
            home, away = some(COUNTIES, 2)
            points = f" {home} {number(3, 24)} points, {away} {number(1, 8)}." if chance(0.4) else ""
            lines.append(f"{choose(CRICKET_GROUNDS)}: {home} {innings()} and {number(20, 300)}-{number(0, 9)}, {away} {innings()}.{points}")
    elif form < 0.75:
        batting, bowling = some(nations, 2)
        lines += [f"Scoreboard on the second day of the test between {batting} and {bowling} at {choose(CRICKET_GROUNDS + TOWNS[:50])}:", f"{batting} first innings"]
        lines += [f"{with_initial()} {choose(['c ' + surname(), 'lbw', '', 'run out', 'st ' + surname()])} b {surname()} {number(0, 150)}" for _ in range(number(5, 10))]
        lines += [f"Extras (b-{number(0, 9)} lb-{number(0, 9)} w-{number(0, 9)} nb-{number(0, 9)}) {number(3, 40)}", f"Total {number(90, 500)}"]
        lines.append("Bowling: " + ", ".join(f"{surname()} {number(3, 40)}-{number(0, 9)}-{number(10, 120)}-{number(0, 6)}" for _ in range(4)) + ".")
    else:
        lines.append(f"{choose(['Australian', 'Indian', 'Pakistani'])} tour of England:")
        for _ in range(number(4, 10)):
            side = choose(COUNTIES + ["British Universities", "Minor Counties", "Ireland"])
            lines.append(f"{choose(MONTHS)} {number(1, 28)} v {side} ({choose(['one day', 'three days', 'four days', 'at ' + choose(CRICKET_GROUNDS)])})")
    return lines


def tennis():
    lines = [f"TENNIS - {choose([f'RESULTS AT {choose(TOWNS).upper()} OPEN', 'U.S. OPEN RESULTS', 'FRENCH OPEN RESULTS', 'DAVIS CUP RESULTS'])}.", dateline()]
    lines.append(f"{choose(['First round', 'Quarter-final', 'Second round'])} results in the {choose(TOWNS)} tournament on {choose(DAYS)} (prefix number denotes seeding):")
    for _ in range(number(4, 10)):
        players = [f"{choose(['', f'{number(1, 16)} - '])}{person()} ({choose(COUNTRIES)})" for _ in range(2)]
        lines.append(" beat ".join(players) + " " + " ".join(f"{choose([6, 7])}-{number(0, 5)}" for _ in range(number(2, 3))))
    return lines


def races():
    sport = choose(["ATHLETICS", "CYCLING", "GOLF", "SWIMMING", "ALPINE SKIING", "MOTOR RACING", "RALLYING", "MOTORCYCLING", "ROWING"])
    lines = [f"{sport} - {choose(['RESULTS', 'LEADING SCORES', 'GRAND PRIX RESULTS', 'WORLD CUP STANDINGS'])}.", dateline()]
    lines.append(choose(["Leading results at the {} meeting on {}:", "Results of the {} event on {}:"]).format(choose(TOWNS + COUNTRIES), choose(DAYS)))
    form = choose("atm gp")
    for place in range(1, number(5, 12)):
        who = person() if chance(0.8) else with_initial()
        nation, time = choose(COUNTRIES), f"{number(1, 59)}:{number(0, 59):02}.{number(0, 999):03}"
        lines.append(
            {
                "a": f"{place}. {who} ({nation}) {time}",
                "t": f"{place}. {who} ({nation}) {choose(CYCLING_TEAMS)} {choose(['same time', f'{number(1, 59)} seconds'])}",
                "m": choose([f"{place}. {who} ({nation}) {choose(RACING_TEAMS)} {time}", f"{place}. {who} ({nation}), {choose(RACING_TEAMS)}, {number(30, 90)}.{number(0, 999):03}"]),
                " ": f"{place}. {who}, {nation}, {time}",
                "g": f"{number(200, 290)} {who}{choose(['', f' ({nation})'])} {number(64, 76)} {number(64, 76)} {number(64, 76)}",
                "p": f"{place}. {choose([f'{who} ({nation})', choose(RACING_TEAMS), nation])} {number(1, 900)} points",
            }[form]
        )
    return lines


def club_results():
    sport, clubs = choose([("RUGBY UNION", RUGBY_CLUBS), ("AUSTRALIAN RULES", AUSTRALIAN_RULES_CLUBS), ("BASKETBALL", BASKETBALL_CLUBS), ("BASEBALL", BASEBALL_CLUBS_IN_ASIA)])
    clubs = some(clubs, number(6, 10))
    headline = choose(["RESULTS", "STANDINGS", f"{clubs[0].upper()} BEAT {clubs[1].upper()} {number(20, 99)}-{number(3, 90)}", "LEAGUE RESULTS AND STANDINGS"])
    lines = [f"{sport} - {headline}.", dateline(), f"Results of {choose(['first division', 'national league', 'professional', 'club'])} matches on {choose(DAYS)}:"]
    for home, away in zip(clubs[::2], clubs[1::2]):
        lines.append(choose([f"{home} {number(3, 110)} {away} {number(0, 100)}"] * 2 + [f"{home} beat {away} {number(40, 99)}-{number(3, 39)} ({number(3, 20)}-{number(0, 20)})"]))
    return lines + (standings(clubs) if chance(0.5) else [])


def reports():
    clubs = choose(LEAGUES_OF_CLUBS)
    (one, two, three), (first, second, third) = some(clubs, 3), (person(), person(), person())
    lines = [
        f"{one} striker {first} scored twice as they beat {two} {number(2, 5)}-{number(0, 2)} in the {choose(LEAGUES)} on {choose(DAYS)}.",
        f"{first.split()[-1]}, who joined {one} from {three} in {choose(MONTHS)}, put the home side ahead after {number(2, 40)} minutes.",
        f"{two} coach {second} said {third} would miss the trip to {choose(TOWNS)} with a knee injury.",
        f'"It was never a penalty," said {second.split()[-1]}, the former {choose([three, choose(COUNTRIES)])} captain. "{two} deserved better."',
        f"{one} are three points clear of {two}, who drew with {three} at {choose(['home', 'Old Trafford', 'the San Siro', 'the Nou Camp', 'Anfield'])}.",
        f"World number one {first} of {choose(COUNTRIES)} beat {choose(['American', 'Swede', 'Spaniard', 'German', 'Briton'])} {second} 6-4 6-2 to reach the final of the {choose(TOWNS)} Open.",
        f"{first} won the {choose(['Belgian', 'Italian', 'Monaco', 'Brazilian'])} Grand Prix for {choose(RACING_TEAMS)} ahead of his {choose(RACING_TEAMS)} team mate {second} on {choose(DAYS)}.",
        f"{choose(COUNTRIES)} captain {first} won the toss and decided to bat against {choose(COUNTRIES)} in the second test at {choose(CRICKET_GROUNDS)}.",
        f"The {choose(BASKETBALL_TEAMS)} beat the {choose(BASKETBALL_TEAMS)} {number(95, 120)}-{number(70, 94)} behind {first.split()[-1]}'s {number(20, 45)} points.",
        f"{first} rushed for {number(90, 210)} yards and the {choose(FOOTBALL_TEAMS)} held on to beat the {choose(FOOTBALL_TEAMS)}, {number(20, 38)}-{number(3, 19)}.",
        f"FIFA fined {one} and banned {second} for two matches; UEFA will hear an appeal by {three} in {choose(['Zurich', 'Geneva', 'Nyon'])} on {choose(DAYS)}.",
    ]
    lines = some(lines, number(4, 9))
    if chance(0.4):
        lines[0] = f"{choose(TOWNS)}, {choose(MONTHS)} {number(1, 28)} ({choose(['Reuters', 'AP', 'AFP', 'dpa'])}) - {lines[0]}"
    return lines


KINDS = [soccer_results] * 5 + [soccer_international] * 2 + [cricket] * 2 + [tennis] + [races] * 2 + [club_results] * 2 + [reports] * 6
KINDS += [lambda: american("BASEBALL", "Major League Baseball", BASEBALL_TOWNS, BASEBALL_TEAMS)] * 2
KINDS += [lambda: american("NHL ICE HOCKEY", "National Hockey League", HOCKEY_TOWNS, HOCKEY_TEAMS)]
KINDS += [lambda: american("NBA BASKETBALL", "National Basketball Association", BASKETBALL_TOWNS, BASKETBALL_TEAMS)]
KINDS += [lambda: american("NFL AMERICAN FOOTBALL", "National Football League", BASEBALL_TOWNS, FOOTBALL_TEAMS)]


def main():
    written = 0
    with open(sys.argv[1], "w", encoding="utf-8") as out:
        while written < float(sys.argv[2]) * 1e6:
            written += out.write("-DOCSTART-\n" + "\n".join(choose(KINDS)()) + "\n")


main()
