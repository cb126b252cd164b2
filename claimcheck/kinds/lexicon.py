"""Closed word lists by which `names` tells a name from an ordinary capitalised word.

The lists are our own. They hold function words and ordinary words that open English sentences,
words that announce a person, and the head nouns of organisations, places, events and products.
"""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


FUNCTION = _words(
    """a about above according across additionally after again against ahead all almost
    alone along already also although altogether always amid among an and another any
    anyone anything apart are around as aside at away back based be because been before
    behind being below beneath beside besides between beyond both but by can cannot
    certainly clearly could currently despite did do does done down due during each earlier
    early either else elsewhere enough especially even eventually ever every everyone
    everything except far few fewer finally first following for former formerly from
    further furthermore generally given had hardly has have having he hence her here hers
    herself him himself his how however i if in indeed initially inside instead into is it
    its itself just last lastly late later latter least less let like likewise many maybe
    me meanwhile might mine more moreover most mostly much must my myself near nearly
    neither never nevertheless next no nobody none nonetheless nor not nothing notably now
    nowhere of off often on once one only onto or other others otherwise ought our ours
    ourselves out outside over overall own part perhaps plus previously probably quite
    rather really recently regardless same second secondly seems several shall she should
    similarly simply since so some somebody someone something sometimes somewhere soon
    specifically still subsequently such suddenly than thanks that the their theirs them
    themselves then there thereafter thereby therefore these they third this those though
    through throughout thus till to today together tomorrow tonight too toward towards two
    three four five six seven eight nine ten eleven twelve dozens hundreds thousands
    millions billions under underneath unless unlike until unto up upon us use used usually
    various very via was we well were what whatever when whenever where whereas wherever
    whether which while who whoever whole whom whose why will with within without would yes
    yesterday yet you your yours yourself zero half twenty thirty forty fifty sixty seventy
    eighty ninety hundred thousand million billion de facto per versus vs etc ok okay don't
    doesn't didn't it's isn't wasn't can't couldn't won't wouldn't shouldn't we're we've
    we'll you're you've you'll they're they've they'll he's she's that's there's here's
    what's who's let's i'm i've i'd i'll aren't weren't hasn't haven't hadn't he'd she'd
    they'd we'd he'll she'll it'll"""
)

ORDINARY = _words(
    """transcript transcripts welcome slide slides sooner email emails print printed menu
    join copy articles article page pages oh ah set review reviews foot practical audiences
    trouble examples man woman boy girl written final rear season possible plane planes
    agencies agency fashion unrest body bodies matches match development cost exhibit
    exhibition exhibitions markets improvement improvements views view text texts routine
    easy decline figure program programs programme programmes music film films table tables
    audit audits auditors food individuals main secondary number numbers successful
    previous initiative initiatives additional notable conspiracy conflict industrial
    drinks relationship relationships cultural divers project solo screenwriter respondents
    select discovery discoveries genetics leather hair excellent hypothetical cargo blue
    gray grey snow principal common faithful effective afterwards afterward alongside
    considered unable requires audience solar nuclear gold silver copper steel iron wood
    wheat rice coffee tea water milk bread beef fruit weapons bullets bombs drones missiles
    satellites rockets ships boats cyclists pedestrians landlords homeowners households
    mortgage mortgages wholesale retail tariffs sanctions subsidies grants loans dividends
    earnings turnover margins staffing recruitment redundancies layoffs strikes pickets
    rallies marches protest protesters demonstrators rioters marchers refugees migrants
    asylum borders visas passports victory defeat progress success failure hope hopes fears
    fear anger joy pressure tension tensions relations ties cooperation trust confidence
    doubt doubts uncertainty questioned pressed speaking reached contacted built designed
    based located nestled situated asked armed wounded injured dead missing rescued
    arrested charged convicted sentenced jailed freed released cleared accused suspected
    wanted approached quizzed founded launched unveiled announced published approved
    rejected delayed postponed cancelled canceled completed closed reopened opened sold
    bought shipped delivered planned proposed expected supposed required forced allowed
    banned permitted licensed certified tested measured compared combined separately
    altogether added worth roughly annually weekly overnight nationwide worldwide statewide
    citywide downtown upstairs offshore onshore inland upstream seaside cheaper faster
    slower bigger smaller higher lower better worse best worst cleaner safer stronger
    weaker richer poorer healthier happier able access account accounts action activists
    actually add advice affordable age agents air aircraft airlines allegations amazing
    analysis analyst analysts annual answers anybody apps april area areas army ask assets
    attacks attempts attendance authorities average award banks batteries big bills board
    books bosses both breaking brief britons brokers budget build builders building
    buildings bus buses business businesses buyers call called calls campaign campaigners
    car care cars case cases cash cause central centre change changes charges charities
    cheap check chief child children chips churches citizens city claims clean click
    climate clinics close cloud club clubs coach coal comment comments commuters companies
    company competition concerns conditions construction consumers contact contractors
    costs council councillors councils court courts credit crews crime critics crowds
    current customer customers daily data date day days deaths debt decades defence delays
    demand detectives developers digital diplomats doctors documents donors drivers drought
    early economists economy editors education election elections electric electricity
    emergency emissions employees employers employment energy engineers environmental
    equipment estimates even events everybody evidence exact example executives expect
    experts exports face facing families family fans farmers features federal figures
    finance financial find firefighters firms fishing flights flooding flu football force
    foreign free french friends fuel full funding future game gas general get global go
    good got government governments great green group groups growth guests half hard head
    heads health heat heavy help high hiring history hold home homes hospital hospitals
    hotels hours household housing human images imagine imports incidents income indeed
    independent industry inflation information insiders inspectors insurance insurers
    interest internal international internet investigators investment investors job jobs
    journalists judge judges july june jury keep key knowing labour land large largest laws
    lawyers leader leaders leading learn legal lending less lessons letters life light
    little living local london-based long longer look looking low made magistrates mail
    major make makers making male managers manufacturers market martial mass media medical
    meetings members men messages method ministers minutes mixed mobile model modern money
    month monthly months morning motorists mps nation national nations nearby negotiators
    neighbours net network networks new news newly newspapers night northern note nurses
    observers offers office officers offices official officials oil old older online open
    operations operators opinion opponents opposition orders ordinary original output
    owners own parents parks participants parties partners party passengers past patients
    pay paying pension people personal phone photo photos physical pilots plans plant
    plants play players please police policy political politicians polling polls poor
    popular population power preliminary press prices prior prison prisons private problems
    procurement production products profit profits projects property proponents prosecutors
    protests public publishers pupils questions radio rail rain rates read ready recent
    record records reform regional regulators related relatives remember rents repairs
    reporters reports republicans democrats rescue rescuers research researchers residents
    rest results retailers revenue revenues rights rising rival rivals road roads rules
    sales schools science scientists scores search sea see senior service services
    shareholders shares shoppers short show shows side sign signs single small social
    software soldiers sources southern space special spending spokesman spokeswoman
    spokesperson sports staff stars start state states stay step stocks stop stores storms
    street strong students studies study supplies suppliers support supporters surgery
    survey surveys take taken taking talks tax taxes taxpayers teachers team teams
    technology teenagers tell temperatures tenants tests think ticket tickets time times
    top total tourism tourists towns trade trades trading traffic train trains transport
    trials troops trucks true try tuition turn turning unions units universities update
    updated users using value vehicles victims videos villagers violence visitors
    volunteers voters votes wages war warm warning watch way weather web week weeks western
    white wind winners winning witnesses women word words work workers working world
    writing year years young younger your youth acting born given seen told left speech
    interview keynote conference event summit deal merger takeover bid offer launch release
    version chip processor device laptop platform app tool feature drug vaccine trial
    patient dose virus disease treatment therapy cancer bridge tunnel station airport
    harbour ferry port motorway railway tram line route depot school library museum theatre
    cinema stadium park garden square tower factory warehouse mill mine quarry farm
    reservoir dam river lake coast beach island forest mountain valley village town capital
    county district province minister president chairman chairwoman director founder
    manager mayor governor sheriff officer inspector detective sergeant captain professor
    lecturer teacher student nurse doctor surgeon engineer scientist economist lawyer
    prosecutor author writer journalist reporter editor actor actress singer musician
    artist player striker goalkeeper driver pilot farmer worker resident neighbour husband
    wife son daughter mother father brother sister parent contents advertisement subscribe
    share follow newsletter copyright caption correction headline summary conclusion
    introduction background overview bottom takeaway"""
)

CALENDAR = _words(
    """january february march april may june july august september october november
    december jan feb mar apr jun jul aug sept sep oct nov dec monday tuesday wednesday
    thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun christmas
    easter ramadan thanksgiving halloween hanukkah diwali spring summer autumn winter fall
    q1 q2 q3 q4 h1 h2 fy"""
)

GENERIC = _words(
    """ai ml tv ceo cfo cto coo cio gdp it pr hr vat ipo am pm gmt bst utc est edt pst pdt
    cet usd gbp eur jpy km kg mw gw kw kwh mwh twh tb gb mb mhz ghz pc pcs pdf dna rna mrna
    co2 hiv aids covid covid-19 cpu cpus gpu gpus api apis llm llms hq id diy faq q&a r&d
    esg ev evs suv suvs iot vr ar usb led lcd url html mps mp pmi cpi a&e ad bc bce ce phd
    ba ma msc mba jr sr atm cctv css json ui ux seo roi kpi rsvp asap aka internet web
    bitcoin gospel god bible koran quran photo image file getty"""
)

DEMONYMS = _words(
    """afghan african albanian algerian american angolan arab argentine argentinian
    armenian asian australian austrian azerbaijani bahraini bangladeshi belarusian belgian
    bolivian bosnian brazilian british briton bulgarian burmese cambodian cameroonian
    canadian catalan chilean chinese colombian congolese croatian cuban cypriot czech
    danish dane dutch ecuadorian egyptian emirati english estonian ethiopian european
    filipino finnish finn french georgian german ghanaian greek guatemalan haitian
    hungarian icelandic indian indonesian iranian iraqi irish israeli italian jamaican
    japanese jordanian kazakh kenyan korean kosovan kurdish kuwaiti latin latvian lebanese
    liberian libyan lithuanian malaysian maltese mexican moldovan mongolian moroccan
    mozambican nepalese nepali nigerian norwegian omani pakistani palestinian peruvian
    polish pole portuguese qatari romanian russian rwandan saudi scottish scot senegalese
    serbian singaporean slovak slovenian somali spanish spaniard sudanese swede swedish
    swiss syrian taiwanese tanzanian thai tunisian turk turkish ugandan ukrainian uruguayan
    venezuelan vietnamese welsh yemeni zambian zimbabwean scandinavian nordic soviet roman
    catholic protestant christian muslim jewish jew hindu sikh buddhist islamic islamist
    anglican sunni shia republican democrat democratic conservative liberal marxist tory
    tories western eastern mediterranean atlantic transatlantic hispanic latino latina
    maori mandarin cantonese arabic hebrew hindi urdu swahili farsi californian texan
    londoner parisian"""
)

TITLES = _words(
    """mr mrs ms miss mx dr prof professor president chancellor sir dame sen senator rep
    congressman congresswoman representative gov governor mayor judge justice gen general
    col colonel lt lieutenant maj major capt captain sgt sergeant king queen prince
    princess pope rev reverend father sister bishop archbishop cardinal rabbi imam chief
    minister premier secretary councillor cllr inspector detective officer constable
    chairman chairwoman chairperson chair director executive ceo cfo cto coo vice deputy
    former ambassador commissioner coach sheriff lord lady baroness baron emperor sheikh
    sultan admiral commander founder co-founder cofounder spokesman spokeswoman
    spokesperson attorney speaker superintendent manager managing prime interim acting ex
    mp tory aunt uncle hon analyst engineer editor author actor dutchman dutchwoman
    frenchman frenchwoman englishman englishwoman irishman irishwoman welshman scotsman"""
)
PORTFOLIOS = _words(
    """defence defense foreign home health treasury justice finance education transport
    trade energy state interior environment culture science business labour labor
    agriculture housing shadow first second senior lead head general operating technology
    marketing financial"""
)
ROLES = _words(
    """executive minister president director chairman chairwoman chair chancellor secretary
    leader spokesman spokeswoman spokesperson founder co-founder engineer analyst economist
    professor lecturer scientist researcher officer manager mayor governor senator
    councillor lawyer solicitor barrister judge prosecutor author writer journalist
    reporter editor actor actress singer musician artist striker goalkeeper captain coach
    driver pilot farmer resident neighbour husband wife son daughter mother father brother
    sister boss head ceo cfo cto coo owner partner presenter host correspondent doctor
    nurse surgeon teacher student architect designer curator commissioner ambassador
    inspector detective constable sergeant sheriff consultant strategist trader developer
    guitarist poet novelist player candidate mp premier treasurer trustee chef biologist
    physicist chemist historian geologist"""
)

ORG_HEADS = _words(
    """academy agency airlines airways alliance army assembly associates association
    authority bank board brewery broadcasting brothers bureau cabinet capital chamber
    charity church city club college commission committee communications company
    confederation congress consortium constabulary cooperative corp corporation council
    court department directorate electric electronics energy enterprises entertainment
    exchange executive faculty federation fc afc fellowship financial firm force foods
    foundation fund gallery gmbh group guild health holdings hospital house inc industries
    industry infirmary initiative institute institution insurance international labs
    laboratories laboratory league limited llc llp ltd media ministry mission motors
    movement municipality museum navy network office orchestra organisation organization
    parliament partners partnership party pharma pharmaceuticals plc police post press
    productions rail railway railways records regiment research reserve resources robotics
    school senate service services shipping society software solutions steel studio studios
    supermarkets symphony syndicate systems team technologies telecom television theatre
    theater times trust tribunal tribune union united university utilities ventures water
    wanderers rovers works treasury herald gazette chronicle observer"""
)
ORG_OPENERS = _words(
    """isthmus bank board bureau center centre chamber church college commission committee
    confederation council court department faculty federation friends house institute
    institution kingdom league ministry museum museums national office order organisation
    organization royal school society states university united academy agency association
    bishop campaign hospital republic isle gulf bay cape city port county strait battle
    treaty duke earl lord lords"""
)
PLACE_HEADS = _words(
    """airport avenue basin bay beach boulevard bridge canal canyon cape castle cathedral
    cemetery coast common county creek dam desert district dock docks falls farm fields
    forest garden gardens glacier gulf harbor harbour heath heights hill hills island
    islands isle isles junction lake lane lodge loch marsh mountain mountains mount ocean
    park peninsula plains plateau plaza point pier port prison province quay reservoir
    river road sea square stadium strait street station terrace landing tower town township
    center centre valley village wharf wood woods arena hall palace hotel depot
    quarter"""
)
EVENT_HEADS = _words(
    """awards championship championships conference convention cup derby expo fair festival
    forum games grammys keynote marathon olympics oscars paralympics prix prize show summit
    symposium tour tournament war week workshop congress open inquiry treaty referendum"""
)
# Heads of places that are surnames as well: Ada Marsh, Tom Hill.
SURNAME_HEADS = _words(
    """marsh hill hills wood woods lake lane forest heath castle church hall park field
    fields garden pier stone mount point quarter banks poole lodge reserve west press water
    waters post barn"""
)
# What may stand inside or before a name without being a name itself.
FAMILY_PARTICLES = _words(
    """de la du van von der den di da dos del della bin ibn al el ter le af"""
)
ADJECTIVES = _words("""new big red green white black blue golden grand free high long""")
COMPASS = _words("""north south east west northern southern eastern western central great united""")
TITLES_OF_WORKS = _words("""lord lords game call master sea guardians duke gulf isle cape bay""")
GENITIVES = _words("king queen women men children people lloyd trinity veterans")
SOFT_TITLES = _words(
    """dame baron sheriff king queen prince princess lord lady general justice chief major
    father sister bishop cardinal captain executive president premier engineer"""
)
# Titles that are surnames too, so that they may end a name: Stephen King.
TITLE_SURNAMES = _words(
    """king prince lord justice major bishop father sister cardinal dame baron judge pope
    coach mayor"""
)
GENERAL_FIRMS = _words("motors electric mills dynamics assembly atomic")
INSTITUTIONS = _words("congress parliament senate treasury pentagon")
MONTHS_AS_NAMES = _words("may april june august march")
JOINT_OFFICES = _words(
    """ministry department office institute centre center agency committee school college
    society secretary"""
)
LEGAL = _words(
    """inc incorporated ltd limited corp corporation plc gmbh llc llp ag sa nv co spa bv"""
)
VARIANTS = _words(
    """pro max mini plus ultra lite air turbo se neo junior nano xl express premium deluxe
    light duo"""
)
GIVEN_NAMES = _words(
    """aaron abdul abigail ada adam adrian agnes ahmed aisha akira alan albert alberto
    alejandro alex alexander alexandra alexei ali alice alison alistair amanda amelia amina
    amir amit amos amy ana anders andre andrea andreas andrew andy angela angus anita ann
    anna anne anthony anton antonio antony anya aria arjun arthur arturo asha astrid audrey
    ava ayesha barbara barry beatrice ben benjamin benoit bernard bernie bertha beth bianca
    bill bob boris brandon brenda brendan brian bridget bruce bryan cameron camille candice
    carl carla carlos carmen carol caroline catherine cecilia cedric chad chandra charles
    charlotte chen chiara chloe chris christian christine christopher claire clara clive
    colin connor conor cormac craig cyril daisy damian daniel daniela danielle darren dave
    david dawn dean deborah deepak denise dennis derek derrick desmond devi diana diane
    diego dina dmitri dominic dominique don donald donna dora doris dorothy douglas duncan
    dylan edgar edith eduardo edward edwin edwina eileen elaine eleanor elena elias elise
    eliza elizabeth ella ellen elliot elsa elsie emilio emily emma emmanuel enrico eric
    erik ernest esther ethan eugene eva evan evelyn faith farah fatima felicity felix
    fernando finn fiona flora florence frances francesca francis frank fred freya frieda
    gabriel gail gareth gary gavin gemma geoffrey george gerald geraldine gerard giles
    gillian gina giovanni glenn gloria gordon grace graham greg greta guillermo gustavo guy
    gwen hamid hamish hana hannah hans harold harriet harry harvey hassan hazel heather
    hector heidi helen helena henry herbert hilary hiroshi holly howard hugh hugo ian
    ibrahim ignacio igor ilona imogen imran ines ingrid irene irina iris isaac isabel isla
    ismail ivan ivy jack jacob jacqueline jacques jada jake jamal james jamie jan jane
    janet janice jared jasmine jason javier jay jean jeff jennifer jenny jeremy jerome
    jerry jesse jessica jia jill jim jin joan joanna joanne joaquin jocelyn jodie joe joel
    johan john jonas jonathan jordi jorge jose josef joseph josephine joshua josie joy
    joyce juan juanita judith julia julian julie jun justin kai kamala karen karim karin
    karl kate katherine kathleen katya kazuo keir keith kelly ken kenji kenneth kevin
    khalid kim kirsten klaus kofi kwame laila lance lara lars laura lauren laurence
    lawrence leah lee leila lena leo leon leonard leonie leroy leslie lewis liam lily linda
    lisa liu liz lorenzo lorna lorraine louis louise luca lucas lucia lucy ludwig luis
    luisa luiz luke lydia lynn madeleine mae maeve magda magnus mai malcolm mandy manuel
    marcel marcia marco marcus margaret margot maria marian marie marina mario marion mark
    marlene marta martha martin martina marvin mary mateo mathilde matt matthew mattias
    maud maureen maurice max maya mayumi meera megan mehmet mei melanie melissa mercy mia
    michael michelle miguel mikael mike mikhail mila milan millie minh mira miriam mitchell
    mohamed mohammed mohan moira molly monica muhammad mustafa nadia nadine nalini nancy
    naomi natalie natasha nathan nathaniel ned neil nelson niall nicholas nick nicola
    nicole nigel nikhil nikolai nina nisha noah noel noor nora norman odette olaf oleg olga
    oliver olivia olivier olu omar oona orla oscar otto owen pablo pamela paolo pascal
    patrice patricia patrick paul paula pedro peggy penelope penny percy peter petra phil
    philip phoebe pia pierre piotr polly prakash priya quentin rachel rafael rafe rahul raj
    rajesh ralph ramon randall rashid raul ravi ray raymond rebecca reginald reuben rhys
    ricardo richard rina rita robert roberto robin rod roger rohan roland roman ronald rosa
    rosalind rose rosemary rosie ross roxanne roy ruby rudolf rufus rupert russell ruth
    ryan sabrina sadia saeed sally sam samantha samuel sana sandeep sandra sanjay sanna
    santiago sara sarah sasha scott sean sebastian selma serena sergei seth shane sharon
    shaun sheila shirley sidney silvia simon simone siobhan sofia solomon sonia sophie
    soren spencer stan stanley stefan stella stephanie stephen steve steven stewart stuart
    sue sunil susan susanna suzanne sven svetlana sybil sylvia tamara tanya tara tariq
    tatiana ted terence teresa terry tessa thea theo theresa thomas tim timothy tina tobias
    toby todd tom tomas tomasz tony tracy trevor trudy tunde uma una ursula valerie vanessa
    vera vernon veronica victor victoria vijay vikram viktor vincent viola virginia vivian
    vladimir wallace walter wanda warren wayne wei wendy wilfred will william wilma
    winifred xavier yan yara yasmin yolanda yosef yuki yusuf yvonne zachary zain zara zhang
    zoe"""
)
NICKNAMES = {
    "bill": "william",
    "billy": "william",
    "bob": "robert",
    "rob": "robert",
    "dick": "richard",
    "rick": "richard",
    "jim": "james",
    "jimmy": "james",
    "mike": "michael",
    "mick": "michael",
    "tony": "anthony",
    "liz": "elizabeth",
    "beth": "elizabeth",
    "betty": "elizabeth",
    "kate": "katherine",
    "peggy": "margaret",
    "maggie": "margaret",
    "ted": "edward",
    "jack": "john",
    "harry": "henry",
    "andy": "andrew",
    "steve": "stephen",
    "dave": "david",
    "nick": "nicholas",
    "tom": "thomas",
    "joe": "joseph",
    "chuck": "charles",
    "becky": "rebecca",
    "sue": "susan",
    "jenny": "jennifer",
    "larry": "lawrence",
    "jon": "john",
    "ann": "anne",
    "steven": "stephen",
    "catherine": "katherine",
    "marc": "mark",
    "geoff": "geoffrey",
    "jeff": "geoffrey",
    "jeffrey": "geoffrey",
    "allan": "alan",
    "allen": "alan",
    "mohamed": "mohammed",
    "muhammad": "mohammed",
}
