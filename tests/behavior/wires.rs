//! Wires of agencies: headline, day and first words of each, or why it is rejected. Those of invented agencies among the fixtures,
//! and those of real ones where they are at hand.

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::Value;

use crate::harness::{Archive, copy_folder, fixtures, real_data};

/// File, format, headline, day, first words. Empty is what the file does not state.
type Wire = (&'static str, &'static str, &'static str, &'static str, &'static str);

/// File, and what the reason begins with for which it is rejected.
type Rejected = (&'static str, &'static str);

/// The folders of fixtures that are wires.
const OUR_FOLDERS: &[&str] = &["anpa", "iptc7901", "newsml", "newsml-g2", "ninjs", "nitf"];

#[rustfmt::skip]
const OUR_WIRES: &[Wire] = &[
    ("anpa/bridge.tst", "anpa", "Harbour bridge opens after nine years of delay", "2013-03-05", "EDITOR'S NOTE _"),
    ("anpa/end-lost.tst", "anpa", "Chess club moves", "", "PORT LUNE (AP)"),
    ("anpa/two-messages.tst", "anpa", "AP Top Port News at 9:10 p.m. EST", "1987-03-06", "Bridge opens after"),
    ("iptc7901/bridge.txt", "iptc7901", "Harbour bridge opens after nine years", "2013-03-05", "Port Lune (xlp)"),
    ("iptc7901/end-lost.txt", "iptc7901", "Marn wins the regatta", "", "Port Lune (xlp)"),
    ("iptc7901/german-latin-1.txt", "iptc7901", "Lunes Rat beschließt Haushalt für Brücke und Fähre", "2018-10-21", "Lune (xlp) -"),
    ("newsml/release.xml", "newsml", "Northfield Mills to hire two hundred", "2017-05-02", "Northfield Mills said"),
    ("newsml/two-stories.xml", "newsml", "Le pont est fermé", "2005-06-11", "Le pont est"),
    ("newsml-g2/broken-off.xml", "newsml-g2", "Half an item", "", "It breaks o"),
    ("newsml-g2/message.xml", "newsml-g2", "River floods the old town of Northfield", "2021-09-01", "The river flooded"),
    ("newsml-g2/message.xml", "newsml-g2", "Boats in the market place", "2021-09-01", "Boats in the"),
    ("newsml-g2/nitf-inside.xml", "newsml-g2", "Oldest bakery closes", "2014-03-14", "The oldest bakery"),
    ("ninjs/nitf-body.json", "json", "Ferry tickets dearer", "2022-04-21", "Tickets cost more."),
    ("ninjs/one.json", "json", "Ship named after a painter", "2013-07-09", "The ship is"),
    ("ninjs/picture.json", "json", "Poets at the harbour", "2018-09-23", "Two poets at"),
    ("ninjs/two-texts.json", "json", "Stor övning nästa år", "2021-05-26", "Övningen hålls nästa"),
    ("nitf/harbour.xml", "nitf", "New harbour opens after ten years", "2019-03-14", "PORTO VELHO (HNA)"),
    ("nitf/placeholder-dates.xml", "nitf", "Bridge closed for repairs", "", "The bridge is"),
    ("nitf/table-of-results.xml", "nitf", "2 SOCCER Valley-Results", "2020-02-01", "Valley League Northfield"),
    ("nitf/truncated.xml", "nitf", "Ferry late again", "2018-01-01", "The ferry was"),
    ("nitf/two-in-a-row.xml", "nitf", "Second wire", "2021-04-06", "Two."),
];

#[rustfmt::skip]
const OUR_REJECTED: &[Rejected] = &[
    ("newsml/no-item.xml", "a NewsML document without any NewsItem"),
    ("newsml/package.xml", "a NewsML package, which only refers to other items"),
    ("newsml-g2/events.xml", "a NewsML-G2 composite item that carries <events>, which is no text, and no headline"),
    ("newsml-g2/planning.xml", "a NewsML-G2 planning item, which has no article text"),
    ("ninjs/schema.json", "a JSON schema, which describes records and is none"),
    ("nitf/empty.xml", "an NITF document without headline or text"),
];

#[rustfmt::skip]
const WIRES: &[Wire] = &[
    ("agencies/LISTING 1 A NewsML-G2 News Item.xml", "newsml-g2", "Fed to halt QE to avert \"bubble\"", "2016-10-18", ""),
    ("agencies/aap-finance.xml", "nitf", "ASIA:Samsung sells defence, petrochemical units", "2014-11-26", "SEOUL, Nov 26"),
    ("agencies/aap-sports.xml", "nitf", "RL:Ferguson returns at centre for Roosters", "2015-02-18", "Blake Ferguson has"),
    ("agencies/afp20.xml", "newsml", "Décès de Naomi Musenga: l'opératrice du Samu définitivement condamnée", "2024-07-10", "L'opératrice du Samu"),
    ("agencies/ap_media_picture.json", "json", "US Paul Simon Poets Society", "2018-09-23", "FILE - This"),
    ("agencies/ap_media_text_feed.json", "json", "BC-BBN--Top Ten", "2019-07-03", ""),
    ("agencies/ap_media_text_item.json", "json", "BC-BBN--Top Ten", "2019-07-03", ""),
    ("agencies/dpa.xml", "newsml-g2", "Eintracht in London: Hintereggers Tränen und Attacke auf Reporter", "2022-10-11", "London (dpa) -"),
    ("agencies/efe_nitf.xml", "nitf", "Honduran president announces Cabinet changes", "2017-01-02", "Tegucigalpa, Jan 2"),
    ("agencies/handle_invalid_fields.xml", "nitf", "Man accused of ramming gate at Rideau Hall with truck faces multiple charges", "2020-07-03", "OTTAWA - A"),
    ("agencies/mapping_test.xml", "nitf", "*En 41-årig mand, der onsdag blev anholdt og sat i forbindel", "2016-05-12", "København /ritzau/: En"),
    ("agencies/ninjs3.json", "json", "German Air Force Museum", "2017-08-18", "German Air Force"),
    ("agencies/ninjs4.json", "json", "China behauptet, einen Polizeihund geklont zu haben", "2019-03-25", "Es kann ganz"),
    ("agencies/ninjsExSimpleText1.json", "json", "Captain of wrecked cruise ship on trial in Italy", "2013-07-09", "GROSSETO, Italy (AP)"),
    ("agencies/ninjs_embargoed.json", "json", "Trouble is brewing for the future of beer", "2022-06-26", "What does torched"),
    ("agencies/nitf-fishing.xml", "nitf", "Weather and Tide Updates for Norfolk", "2002-02-25", "The weather was"),
    ("agencies/pa1.xml", "nitf", "PA SPORT TRIVIA (OCTOBER 14)", "2015-10-14", "ON THIS DAY"),
    ("agencies/pa2.xml", "nitf", "1 SOCCER INT-Teams", "2015-10-14", "International Match Mexico"),
    ("agencies/pa3.xml", "nitf", "UK BREAK-UP 'NOT INCONCEIVABLE', FIRST MINISTER WARNS AHEAD OF BREXIT TALKS", "2016-09-08", "The UK risks"),
    ("agencies/pa4.xml", "nitf", "GREAT BRITISH BAKE OFF COOKS UP TOP FIVE MOST-WATCHED SHOWS OF 2016", "2016-10-03", "The Great British"),
    ("agencies/pa5.xml", "nitf", "HARD BREXIT TO COST UK UP TO £66BN A YEAR, SAYS TREASURY", "2016-10-11", "Treasury coffers will"),
    ("agencies/scoop.xml", "newsml-g2", "Dick Smith receivers install Don Grover as acting CEO as Abboud quits; retailer put up for sale", "2016-01-12", "By Jonathan Underhill"),
    ("agencies/stt_newsml_location_rich.xml", "newsml-g2", "Tuhannet rohingya-pakolaiset jumissa Myanmarin ja Bangladeshin rajalla", "2017-08-29", "Ainakin 6 000"),
    ("agencies/stt_newsml_test.xml", "newsml-g2", "Parliament passed the Alcohol Act and the government gained confidence*** TRANSLATED ***", "2017-12-19", "*** DISCLAIMER: THIS"),
    ("agencies/stt_newsml_test_no_hl.xml", "newsml-g2", "", "2017-12-19", "*** DISCLAIMER: THIS"),
    ("agencies/tag_reuters.com,0000_newsml_ISS149709_1618095828", "newsml-g2", "Soccer-Turkish championship results and standings", "2017-01-30", "Jan 30 (Gracenote)"),
    ("agencies/tag_reuters.com_0000_newsml_GM1EA7M13RP01_version_484616934", "newsml-g2", "Cast member Vin Diesel arrives at the premiere of \"Guardians of the Galaxy\" in Hollywood", "2014-07-22", "Cast member Vin"),
    ("agencies/tag_reuters.com_2014_newsml_KBN0FL0NN_version_5", "newsml-g2", "Confident Assad launches new term in stronger position", "2014-07-16", "By Marwan Makdisi"),
    ("agencies/tag_reuters.com_2014_newsml_LYNXMPEA6F0MS_version_2", "newsml-g2", "Still image from video shows Syria's President Bashar al-Assad arriving to be sworn in for a new seven-year term at the presidential palace in Damascus", "2014-07-16", "A still image"),
    ("agencies/tag_reuters.com_2014_newsml_LYNXMPEA6F13M_version_1", "newsml-g2", "Syria's President Bashar al-Assad places his right hand on a Koran as he is sworn in for a new seven-year term, at al-Shaab presidential palace in Damascus", "2014-07-16", "Syria's President Bashar"),
    ("agencies/text.xml", "newsml-g2", "Soccer-Smiling Benitez pleads for support after midweek outburst against opponent", "2013-03-01", "By Toby Davis"),
    ("agencies/video.xml", "newsml-g2", "Cardinals arrive for pre-conclave meeting", "2013-03-04", "(ROUGH CUT ONLY"),
    ("newsml-g2-examples/LISTING_1_A_NewsML-G2_News_Item.xml", "newsml-g2", "Fed to halt QE to avert \"bubble\"", "2016-10-18", ""),
    ("newsml-g2-examples/LISTING_21_A_complete_sample_SportsML-G2_document.xml", "newsml-g2", "Troy Tulowitzki singled to third and advanced to second on Martin Prado's throwing error. Runner on second with one out and Carlos Gonzalez due up.", "2015-06-06", ""),
    ("newsml-g2-examples/LISTING_22_Sports_story_in_NewsML-G2NITF.xml", "newsml-g2", "Preview: Arizona Diamondbacks (29-23) at Philadelphia Phillies (26-24), 7:05 p.m.", "2016-10-19", "(Sports Network) -"),
    ("newsml-g2-examples/LISTING_25_An_NITF_marked-up_article_conveyed_in_inlineXML.xml", "newsml-g2", "Arizona Diamondbacks (29-23) at Philadelphia Phillies (26-24), 7:05p.m.", "", "(Sports Network) -"),
    ("newsml-g2-examples/LISTING_26_Embedded_photo_metadata_fields_mapped_to_NewsML-G2.xml", "newsml-g2", "A firefighter walks past the remains of a military jet that crashed into homes in the University City neighborhood of San Bernardino", "2008-12-08", "A firefighter in"),
    ("newsml-g2-examples/LISTING_27_Company_Financial_Information.xml", "newsml-g2", "Acme Widgets announces annual results", "2016-10-19", "Acme Widgets (XTSE:AWG),"),
    ("newsml-g2-examples/LISTING_2_NewsML-G2_Text_Document.xml", "newsml-g2", "Fed to halt QE to avert \"bubble\"", "2016-11-21", "(New York, NY"),
    ("newsml-g2-examples/LISTING_3A_Photo_in_NewsML-G2_(URI_sibling_attributes).xml", "newsml-g2", "Variety Of Recessionary Forces Leave Las Vegas Economy Scarred", "2010-10-20", "A general view"),
    ("newsml-g2-examples/LISTING_3_Photo_in_NewsML-G2.xml", "newsml-g2", "Variety Of Recessionary Forces Leave Las Vegas Economy Scarred", "2010-10-20", "A general view"),
    ("newsml-g2-examples/LISTING_4_Multiple_Renditions_of_a_Video_in_NewsML-G2.xml", "newsml-g2", "", "2014-01-30", "- Amir Hussein"),
    ("newsml-g2-examples/LISTING_5_Multi-part_Video_in_NewsML-G2.xml", "newsml-g2", "Loriot retrospective", "2008-11-05", "Yesterday evening (November"),
    ("newsml-g2-examples/Receiver View.xml", "newsml-g2", "Fed to halt QE to avert \"bubble\"", "2016-11-21", "(New York, NY"),
    ("newsml-g2-examples/facet-example-3.xml", "newsml-g2", "", "2020-02-04", "Content goes here..."),
    ("newsml-g2-validation/2.11/should_pass/002_ruby_text.xml", "newsml-g2", "Fed to halt QE to avert \"bubble\"", "2016-10-18", ""),
    ("newsml-g2-validation/2.12/should_pass/CR00155_add_derviedfrom_property.xml", "newsml-g2", "headline", "2020-06-22", ""),
    ("newsml-g2-validation/2.26/should_pass/CR00201_charcount.xml", "newsml-g2", "Text", "2019-09-09", "Line one of"),
    ("newsml-g2-validation/2.27/should_pass/CR00204_newsline_confidence_relevance.xml", "newsml-g2", "head", "2019-09-09", "desc"),
    ("newsml-g2-validation/2.33/should_pass/CR00217_digitalSourceType_on_contentMeta.xml", "newsml-g2", "Fed to halt QE to avert \"bubble\"", "2016-11-21", "(New York, NY"),
    ("newsml-g2-validation/2.33/should_pass/CR00217_digitalSourceType_on_contentMeta_newsItem.xml", "newsml-g2", "Fed to halt QE to avert \"bubble\"", "2016-11-21", "(New York, NY"),
    ("newsml-g2-validation/2.33/should_pass/CR00217_digitalSourceType_on_contentMeta_partMeta.xml", "newsml-g2", "Loriot retrospective", "2008-11-05", "Yesterday evening (November"),
    ("newsml-g2-validation/2.34/should_fail/CR00218_too_many_nested_related.xml", "newsml-g2", "Fed to halt QE to avert \"bubble\"", "2016-11-21", ""),
    ("newsml-g2-validation/2.34/should_pass/CR00218_increase_nesting_of_related.xml", "newsml-g2", "Fed to halt QE to avert \"bubble\"", "2016-11-21", ""),
    ("ninjs-examples/1.4/businesswire-newsml-20130515006361.json", "json", "Dell Redefines Workstation Computing Boundaries with Smallest Tower and Most Powerful Rack Workstations", "2013-05-16", "Dell today announced"),
    ("ninjs-examples/1.4/businesswire-newsml-20130605006126.json", "json", "Cambrios被Gartner評選為「最酷供應商」", "2013-06-05", "(美國商業資訊)--為透"),
    ("ninjs-examples/1.4/businesswire-newsml-20130612006110.json", "json", "APP发布“2020 可持续发展路线图”第三次工作进展报告，并将继续落实森林保护政策", "2013-06-12", "亚洲浆纸业有限公司（Asia Pulp &"),
    ("ninjs-examples/1.4/businesswire-newsml-20130731006140.json", "json", "Lunch Taking a Toll? Let Applebee’s® Industrial Strength Lunch Decoy Stand In", "2013-07-31", "With more Applebee’s®"),
    ("ninjs-examples/1.4/ninjs-1-4-examples.json", "json", "Test of three new properties", "2022-04-21", "Extensible description test"),
    ("ninjs-examples/1.4/ninjsExComplex1.json", "json", "Captain of wrecked cruise ship on trial in Italy", "2013-07-09", "GROSSETO, Italy (AP)"),
    ("ninjs-examples/1.4/ninjsExComplex2.json", "json", "Captain of wrecked cruise ship on trial in Italy", "2013-07-09", "GROSSETO, Italy (AP)"),
    ("ninjs-examples/1.4/ninjsExMediumText1.json", "json", "Captain of wrecked cruise ship on trial in Italy", "2013-07-09", "GROSSETO, Italy (AP)"),
    ("ninjs-examples/1.4/ninjsExSimplePhoto1.json", "json", "Costa Concordia cruise ship", "2013-07-08", "The Costa Concordia"),
    ("ninjs-examples/1.4/ninjsExSimpleText1.json", "json", "Captain of wrecked cruise ship on trial in Italy", "2013-07-09", "GROSSETO, Italy (AP)"),
    ("ninjs-examples/2.1/SIPA_image_2.json", "json", "Italy: Italy Demonstration of the workers congresses and conferences", "2020-10-27", "Demonstration of the"),
    ("ninjs-examples/2.1/ap_audio.json", "json", "Next up in impeachment hearings: A parade of key witnesses", "2019-11-14", "House Speaker Nancy"),
    ("ninjs-examples/2.1/ap_image.json", "json", "Turkey Islamic State", "2019-11-15", "FILE - In"),
    ("ninjs-examples/2.1/ap_video.json", "json", "House leaders double down on impeachment positions", "2019-11-14", "As the Trump"),
    ("ninjs-examples/2.1/businesswire-newsml-20130605006126.json", "json", "Cambrios被Gartner評選為「最酷供應商」", "2013-06-05", "(美國商業資訊)--為透"),
    ("ninjs-examples/2.1/businesswire-newsml-20130731006140.json", "json", "Lunch Taking a Toll? Let Applebee’s® Industrial Strength Lunch Decoy Stand In", "2013-07-31", "With more Applebee’s®"),
    ("ninjs-examples/2.1/dpa_text.json", "json", "Faktencheck Derby-Elfmeter: Hat Schiedsrichter Zwayer recht?", "2019-05-10", "Für Lucien Favre"),
    ("ninjs-examples/2.1/imageEncodedRights.json", "json", "MotoGP - Spain - Valentino Rossi", "2013-07-08", "Valentino Rossi (46)"),
    ("ninjs-examples/2.1/imageLinkedRights.json", "json", "MotoGP - Spain - Valentino Rossi", "2013-07-08", "Valentino Rossi (46)"),
    ("ninjs-examples/2.1/ninjsExSimpleText_2.json", "json", "Captain of wrecked cruise ship on trial in Italy", "2013-07-09", "GROSSETO, Italy (AP)"),
    ("ninjs-examples/2.1/ntb_text.json", "json", "Google har kjøpt giganttomt i Skien", "2019-08-09", "IT-giganten Google har"),
    ("ninjs-examples/2.1/schema-extension/extension-example.json", "json", "Militärövning i jätteformat hålls 2023", "2021-05-26", "Försvar TT Pandemin"),
    ("ninjs-examples/2.1/tt_text_image_2.json", "json", "Militärövning i jätteformat hålls 2023", "2021-05-26", "Försvar TT Pandemin"),
    ("ninjs-examples/3.0/20231004-UEFA-ChampionLeague.json", "json", "Champions League 2023/2024 - Group E - Atlético de Madrid-Feyenoord", "", "Feyenoord met Atlético"),
    ("ninjs-examples/3.0/20231005-65-addb-event.json", "json", "4th International Congress \\\"Sport, Doping & Society\\\"", "2023-10-05", "Congreso en Universidad"),
    ("ninjs-examples/3.0/20231008-anti-doping-measures-at-the-tour-down-under-will-be-the-toughest-ever-addb-ninjs-nitf.json", "json", "Anti-doping measures at the 'Tour Down Under' will be the toughest ever", "2023-10-08", "The initiatives are"),
    ("ninjs-examples/3.0/20231016-addb-example-press-conference.json", "json", "World Anti", "", "The initiatives are"),
    ("ninjs-examples/3.0/SIPA_image_3.json", "json", "Italy: Italy Demonstration of the workers congresses and conferences", "2020-10-27", "Demonstration of the"),
    ("ninjs-examples/3.0/ap_audio.json", "json", "Next up in impeachment hearings: A parade of key witnesses", "2019-11-14", "House Speaker Nancy"),
    ("ninjs-examples/3.0/ap_image.json", "json", "Turkey Islamic State", "2019-11-15", "FILE - In"),
    ("ninjs-examples/3.0/ap_video.json", "json", "House leaders double down on impeachment positions", "2019-11-14", "As the Trump"),
    ("ninjs-examples/3.0/businesswire-newsml-20130605006126.json", "json", "Cambrios被Gartner評選為「最酷供應商」", "2013-06-05", "(美國商業資訊)--為透"),
    ("ninjs-examples/3.0/businesswire-newsml-20130731006140.json", "json", "Lunch Taking a Toll? Let Applebee’s® Industrial Strength Lunch Decoy Stand In", "2013-07-31", "With more Applebee’s®"),
    ("ninjs-examples/3.0/collection/20231016-event-timeline-sample.json", "json", "Athlete uses medicine containing prohibited substance", "", "The Norwegian team"),
    ("ninjs-examples/3.0/collection/20231016-event-timeline-sample.json", "json", "Athlete is tested Out-of-Competition", "", "Athlete underwent an"),
    ("ninjs-examples/3.0/collection/20231016-event-timeline-sample.json", "json", "The sample returns a positive result", "", "A sample was"),
    ("ninjs-examples/3.0/collection/20231016-event-timeline-sample.json", "json", "B-sample was analyzed and confirms the A-sample", "", "At the request"),
    ("ninjs-examples/3.0/collection/20231016-event-timeline-sample.json", "json", "Athlete is provisionally suspended", "", "The Prosecution Committee"),
    ("ninjs-examples/3.0/collection/20231016-event-timeline-sample.json", "json", "Provisionally suspension prolonged with two months", "", "the Prosecution Committee"),
    ("ninjs-examples/3.0/collection/20231016-event-timeline-sample.json", "json", "Public hearing at the Adjudication Committee of Anti-Doping Norway - day 1", "", "On 25 and"),
    ("ninjs-examples/3.0/collection/20231016-event-timeline-sample.json", "json", "Public hearing at the Adjudication Committee of Anti-Doping Norway - day 2", "", "On 25 and"),
    ("ninjs-examples/3.0/collection/20231016-event-timeline-sample.json", "json", "The Adjudication Committee of Anti-Doping Norway imposses decision", "", "On 10 February"),
    ("ninjs-examples/3.0/collection/20231016-event-timeline-sample.json", "json", "Athlete 13 months suspension starts", "", "The Adjudication Committee"),
    ("ninjs-examples/3.0/collection/20231016-event-timeline-sample.json", "json", "FIS filed a statement of appeal to CAS", "", "On 6 March"),
    ("ninjs-examples/3.0/collection/20231016-event-timeline-sample.json", "json", "Hearing at CAS", "", "On June 6,"),
    ("ninjs-examples/3.0/collection/20231016-event-timeline-sample.json", "json", "CAS suspends Athlete for 16 months", "", "The Court of"),
    ("ninjs-examples/3.0/collection/20231016-event-timeline-sample.json", "json", "Athlete Start the 18 month suspension", "", "The Athlete starts"),
    ("ninjs-examples/3.0/dpa_text.json", "json", "Faktencheck Derby-Elfmeter: Hat Schiedsrichter Zwayer recht?", "2019-05-10", "Für Lucien Favre"),
    ("ninjs-examples/3.0/imageEncodedRights.json", "json", "MotoGP - Spain - Valentino Rossi", "2013-07-08", "Valentino Rossi (46)"),
    ("ninjs-examples/3.0/imageLinkedRights.json", "json", "MotoGP - Spain - Valentino Rossi", "2013-07-08", "Valentino Rossi (46)"),
    ("ninjs-examples/3.0/ninjsExSimpleText_3.json", "json", "Captain of wrecked cruise ship on trial in Italy", "2013-07-09", "GROSSETO, Italy (AP)"),
    ("ninjs-examples/3.0/ntb_text.json", "json", "Google har kjøpt giganttomt i Skien", "2019-08-09", "IT-giganten Google har"),
    ("ninjs-examples/3.0/simpleEvent.json", "json", "Tackling Doping in Sport Conference", "2023-10-04", "The two-day Tackling"),
    ("ninjs-examples/3.0/tt_event_pressconference_3.0.json", "json", "Pk med finansminister Elisabeth Svantesson kl 16", "2023-10-05", "Finansminister Elisabeth Svantesson"),
    ("ninjs-examples/3.0/tt_text_image_3.json", "json", "Militärövning i jätteformat hålls 2023", "2021-05-26", "Försvar TT Pandemin"),
    ("ninjs-examples/NewsML/businesswire-newsml-20130515006361.xml", "newsml", "Dell Redefines Workstation Computing Boundaries with Smallest Tower and Most Powerful Rack Workstations", "2013-05-16", "Dell today announced"),
    ("ninjs-examples/NewsML/businesswire-newsml-20130605006126.xml", "newsml", "Cambrios被Gartner評選為「最酷供應商」", "2013-06-05", "(美國商業資訊)--為透"),
    ("ninjs-examples/NewsML/businesswire-newsml-20130612006110.xml", "newsml", "APP发布“2020 可持续发展路线图”第三次工作进展报告，并将继续落实森林保护政策", "2013-06-12", "亚洲浆纸业有限公司（Asia Pulp &"),
    ("ninjs-examples/NewsML/businesswire-newsml-20130731006140.xml", "newsml", "Lunch Taking a Toll? Let Applebee’s® Industrial Strength Lunch Decoy Stand In", "2013-07-31", "With more Applebee’s®"),
];

/// Files outside the validation set that hold no article, and the beginning of the reason.
#[rustfmt::skip]
const REJECTED: &[Rejected] = &[
    ("agencies/LISTING 6 Simple NewsML-G2 Package.xml", "a NewsML-G2 package, which only refers to other items"),
    ("agencies/aap-finance-lite.xml", "an NITF document without headline or text"),
    ("agencies/channel1", "XML with the root <results>"),
    ("agencies/ninjs4_mock.json", "JSON, but no field that could be a title or a text"),
    ("agencies/ritzau_news.xml", "XML with the root <RBNews>"),
    ("agencies/snep.xml", "a NewsML-G2 package, which only refers to other items"),
    ("agencies/tag_reuters.com_2014_newsml_KBN0FL0NM_version_10", "a NewsML-G2 package, which only refers to other items"),
    ("agencies/upload_from_url_mock.json", "JSON, but no field that could be a title or a text"),
    ("newsml-g2-examples/LISTING_10_Abstract_Concept_conveyed_in_a_NewsML-G2_Concept_Item.xml", "a NewsML-G2 concept item, which has no article text"),
    ("newsml-g2-examples/LISTING_11_Person_Concept_conveyed_in_a_NewsML-G2_Concept_Item.xml", "a NewsML-G2 concept item, which has no article text"),
    ("newsml-g2-examples/LISTING_12_Knowledge_Item_for_Access_Codes.xml", "a NewsML-G2 knowledge item, which has no article text"),
    ("newsml-g2-examples/LISTING_13_Complete_Catalog_Item.xml", "a NewsML-G2 catalog, which has no article text"),
    ("newsml-g2-examples/LISTING_14_Event_sent_as_a_Concept_Item.xml", "a NewsML-G2 concept item, which has no article text"),
    ("newsml-g2-examples/LISTING_15_Two_Related_Events_in_a_Knowledge_Item.xml", "a NewsML-G2 knowledge item, which has no article text"),
    ("newsml-g2-examples/LISTING_16_A_Set_of_Events_carried_in_a_News_Item.xml", "a NewsML-G2 composite item that carries <events>, which is no text, and no headline"),
    ("newsml-g2-examples/LISTING_17_Planning_Item_a_CCL.xml", "a NewsML-G2 planning item, which has no article text"),
    ("newsml-g2-examples/LISTING_18_Planning_Item_at_PCL.xml", "a NewsML-G2 planning item, which has no article text"),
    ("newsml-g2-examples/LISTING_19_Planning_Item_with_delivery_at_CCL.xml", "a NewsML-G2 planning item, which has no article text"),
    ("newsml-g2-examples/LISTING_20_Planning_Item_with_delivery_at_PCL.xml", "a NewsML-G2 planning item, which has no article text"),
    ("newsml-g2-examples/LISTING_23_SportsML-G2_Package.xml", "a NewsML-G2 package, which only refers to other items"),
    ("newsml-g2-examples/LISTING_24_News_Message_conveying_a_complete_News_Package.xml", "a NewsML-G2 package, which only refers to other items"),
    ("newsml-g2-examples/LISTING_28_Illustrating_Located_Subject_and_Dateline.xml", "a NewsML-G2 fragment, which has no article text"),
    ("newsml-g2-examples/LISTING_29_Hop_History.xml", "a NewsML-G2 text item without headline, caption or text"),
    ("newsml-g2-examples/LISTING_6_Simple_NewsML-G2_Package.xml", "a NewsML-G2 package, which only refers to other items"),
    ("newsml-g2-examples/LISTING_7_Group_Set_example_showing_Hierarchical_Package_Structure.xml", "a NewsML-G2 package, which only refers to other items"),
    ("newsml-g2-examples/LISTING_8_Group_Set_example_showing_an_ALT_Package_Mode.xml", "a NewsML-G2 package, which only refers to other items"),
    ("newsml-g2-examples/LISTING_9_Group_Set_example_showing_a_SEQ_Package_Mode.xml", "a NewsML-G2 package, which only refers to other items"),
    ("newsml-g2-examples/NewsML-G2_2.24-spec-All-Core.xsd", "XML with the root <xs:schema>"),
    ("newsml-g2-examples/NewsML-G2_2.35-spec-All-Power.xsd", "no word of text in it"),
    ("newsml-g2-examples/ap_metadata_example.xml", "a NewsML-G2 video item without headline, caption or text"),
    ("newsml-g2-examples/facet-example-2.xml", "a NewsML-G2 text item without headline, caption or text"),
    ("newsml-g2-examples/facet-example.xml", "a NewsML-G2 text item without headline, caption or text"),
    ("newsml-g2-examples/nitf-3-6-ruby-include.xsd", "XML with the root <schema>"),
    ("newsml-g2-examples/nitf-3-6.xsd", "XML with the root <schema>"),
    ("newsml-g2-examples/xml.xsd", "XML with the root <xs:schema>"),
    ("ninjs-examples/2.1/schema-extension/extension-schema.json", "a JSON schema, which describes records and is none"),
];

#[test]
fn every_wire_of_ours_is_read_or_rejected_for_a_reason() {
    let wires = tempfile::tempdir().unwrap();
    for folder in OUR_FOLDERS {
        copy_folder(&fixtures().join(folder), &wires.path().join(folder));
    }
    assert_read_or_rejected(wires.path(), OUR_WIRES, OUR_REJECTED);
}

#[test]
fn every_wire_of_real_agencies_is_read_or_rejected_for_a_reason() {
    if let Some(folder) = real_data("wire") {
        assert_read_or_rejected(&folder, WIRES, REJECTED);
    }
}

/// Indexes a folder of wires and compares what came of each.
fn assert_read_or_rejected(folder: &Path, wires: &[Wire], rejected: &[Rejected]) {
    let archive = Archive::new();
    let indexed = archive.run(&["index", "--no-model", folder.to_str().unwrap(), "--format", "json"]).json();
    let fields = "id,format,title,date,body";
    let listed = archive.run(&["query", "--all", "--format", "jsonl", "--fields", fields]).stdout;
    let mut found: BTreeMap<String, Vec<Value>> = BTreeMap::new();
    for line in listed.lines() {
        let article: Value = serde_json::from_str(line).unwrap();
        let id = article["id"].as_str().unwrap();
        let file = id.split_once('#').map_or(id, |(file, _)| file).to_owned();
        found.entry(file).or_default().push(article);
    }
    let text = |article: &Value, key: &str| article[key].as_str().unwrap_or_default().to_owned();
    for (file, format, headline, day, words) in wires {
        let is_it = |article: &&Value| {
            let body: Vec<String> = text(article, "body").split_whitespace().take(3).map(str::to_owned).collect();
            let begins = if words.is_empty() { body.is_empty() } else { body.join(" ").starts_with(words) };
            // What is not stated may have been read out of the text.
            let has = |key, expected: &str| expected.is_empty() || text(article, key) == expected;
            text(article, "format") == *format && has("title", headline) && has("date", day) && begins
        };
        let articles = found.get(*file).map_or(&[] as &[Value], Vec::as_slice);
        assert!(articles.iter().any(|article| is_it(&article)), "{file}: no {headline:?} in {articles:#?}");
    }
    let rejects = indexed["rejects"].as_array().unwrap();
    let reasons: BTreeMap<String, String> =
        rejects.iter().map(|reject| (text(reject, "path"), text(reject, "reason"))).collect();
    let reason_of = |file: &str| {
        let reason = reasons.iter().find(|(path, _)| path.ends_with(file)).map(|(_, reason)| reason.as_str());
        reason.unwrap_or_default()
    };
    for (file, reason) in rejected {
        assert!(reason_of(file).starts_with(reason), "{file}: {:?}", reason_of(file));
    }
    let of_validation = reasons.iter().filter(|(path, _)| path.contains("newsml-g2-validation"));
    for (path, reason) in of_validation {
        assert!(reason.starts_with("a NewsML-G2 ") || reason.starts_with("XML with the root"), "{path}: {reason}");
    }
}
