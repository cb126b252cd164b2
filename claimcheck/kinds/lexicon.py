"""Closed word lists by which `names` tells a name from an ordinary capitalised word.

The lists are our own. They hold function words, words that announce a person, and the head nouns of
organisations, places, events, laws and ships. Ordinary words are in `ordinary`.
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
    mp tory aunt uncle hon analyst engineer editor author actor supt insp det dci dcs pc
    brigadier marshal corporal canon dean vicar provost headteacher headmaster
    headmistress alderman taoiseach tánaiste madame monsieur mme mlle señor señora signor
    signora herr frau midfielder striker goalkeeper forward defender winger singer
    songwriter novelist poet playwright director-general councillors senators judges
    justices ministers professors doctors sergeants detectives constables inspectors
    sisters presidents governors mayors ambassadors reps sens profs drs messrs seaman
    airman private trooper neighbour neighbor resident driver farmer nurse solicitor
    barrister lawyer ranger warden campaigner activist economist scientist historian
    researcher physicist chemist biologist geologist journalist reporter correspondent
    columnist presenter defendant witness juror claimant businessman businesswoman
    millionaire billionaire actress comedian pianist violinist conductor chef owner
    treasurer"""
)
PORTFOLIOS = _words(
    """defence defense foreign home health treasury justice finance education transport
    trade energy state interior environment culture science business labour labor
    agriculture housing shadow first second senior lead head general operating technology
    marketing financial circuit assistant associate regional district junior staff
    presiding divisional principal founding editorial sporting artistic musical medical
    nursing scientific technical commercial legal permanent prime vice"""
)
ROLES = _words(
    """executive minister president director chairman chairwoman chair chancellor
    secretary leader spokesman spokeswoman spokesperson founder co-founder engineer
    analyst economist professor lecturer scientist researcher officer manager mayor
    governor senator councillor lawyer solicitor barrister judge prosecutor author writer
    journalist reporter editor actor actress singer musician artist striker goalkeeper
    captain coach driver pilot farmer resident neighbour husband wife son daughter mother
    father brother sister boss head ceo cfo cto coo owner partner presenter host
    correspondent doctor nurse surgeon teacher student architect designer curator
    commissioner ambassador inspector detective constable sergeant sheriff consultant
    strategist trader developer guitarist poet novelist player candidate mp premier
    treasurer trustee chef biologist physicist chemist historian geologist superintendent
    justice hydrologist meteorologist forecaster counsel attorney campaigner activist
    coroner magistrate skipper midfielder defender winger forward keeper umpire referee
    jockey ranger warden headteacher headmaster principal vicar bishop priest imam rabbi
    organiser organizer volunteer widow widower juror columnist broadcaster critic
    comedian director-general vice-president president-elect alderman councilman
    councilwoman businessman businesswoman firefighter paramedic midwife pharmacist
    psychologist neurologist oncologist cardiologist epidemiologist virologist ecologist
    botanist producer screenwriter cinematographer composer conductor pianist violinist
    drummer bassist songwriter playwright sculptor painter photographer"""
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
    school senate service services shipping society software solutions steel studio
    studios supermarkets symphony syndicate systems team technologies telecom television
    theatre theater times trust tribunal tribune union united university utilities
    ventures water wanderers rovers works treasury herald gazette chronicle observer
    administration archives registry secretariat inspectorate ombudsman commissioners
    conservancy clinic practice dairies creameries bakery creamery beverage beverages
    therapeutics biosciences biotech bio biologics genomics diagnostics medical
    instruments grid power networks broadband logistics freight haulage builders homes
    construction engineering consulting consultants consultancy analytics dynamics
    chemicals minerals mining petroleum oil gas aerospace aviation assurance mutual
    securities investments properties developments retail stores outfitters publishing
    pictures films athletic albion rangers hotspur dynamo lines ferries coaches carriers
    cruises sons co-operative guards ambulance brigade lifeboat coastguard congregation
    diocese archdiocese choir ensemble quartet troupe forum monitor mail courier ledger
    journal mirror echo argus advertiser examiner inquirer telegraph semiconductor
    semiconductors wireless satellite villa orient argyle thistle academicals caucus lobby
    coalition campaign panel taskforce task-force polytechnic conservatoire seminary
    kindergarten nursery creche brewers distillery distillers wineries winery vineyards
    cars trucks cycles bikes toys brands fashions textiles mills paper timber cement glass
    ceramics plastics philharmonic juniors harriers reserves"""
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
    river road sea square stadium strait street station terrace landing tower township
    center centre valley village wharf wood woods arena hall palace hotel depot quarter
    head rock rocks hollow cross moor moors fell downs mews crescent drive grove green
    estate reef firth fjord estuary delta dunes cliffs cliff cove haven parish borough
    shire region state prefecture oblast canton dale glen ridge springs flats
    bottoms mesa butte gulch lagoon waterfall weir lock viaduct tunnel interchange
    roundabout mall precinct arcade pool baths oval speedway racecourse racetrack
    velodrome aerodrome airfield barracks fort"""
)
EVENT_HEADS = _words(
    """awards championship championships conference convention cup derby expo fair
    festival forum games grammys keynote marathon olympics oscars paralympics prix prize
    show summit symposium tour tournament war week workshop congress open inquiry treaty
    referendum triathlon regatta carnival parade gala pageant biennale triennial fringe
    medal trophy oscar election census uprising rebellion massacre hurricane cyclone
    typhoon finals playoffs play-offs rally relay fete fayre proms ashes"""
)
# Heads of places that are surnames as well: Ada Marsh, Tom Hill.
SURNAME_HEADS = _words(
    """marsh hill hills wood woods lake lane forest heath castle church hall park field
    fields garden pier stone mount point quarter banks poole lodge reserve west press
    water waters post barn head cross moor dale glen green grove rock downs close walk
    yard reef sound parish ridge cliff street lock way fell star power homes sons mills
    glass brewer"""
)
# What may stand inside or before a name without being a name itself.
FAMILY_PARTICLES = _words(
    """de la du van von der den di da dos del della bin ibn al el ter le af"""
)
ADJECTIVES = _words(
    """new big red green white black blue golden grand free high long silver bronze little
    old young royal national first second third holy saint san santa los las el la le
    upper lower deep dark bright clean open quiet wild last lost"""
)
COMPASS = _words("""north south east west northern southern eastern western central great united""")
TITLES_OF_WORKS = _words(
    """lord lords game call master sea guardians duke letters tales songs notes return
    rise fall death life story diary memoirs adventures legend"""
)
GENITIVES = _words("king queen women men children people lloyd trinity veterans")
SOFT_TITLES = _words(
    """dame baron sheriff king queen prince princess lord lady general justice chief major
    father sister bishop cardinal captain executive president premier engineer dean canon
    provost marshal singer farmer driver ranger warden forward winger chef private nurse
    lawyer barrister conductor trooper vicar corporal neighbour neighbor chancellor
    resident defender speaker editor author actor coach manager"""
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
    society secretary food"""
)
LEGAL = _words(
    """inc incorporated ltd limited corp corporation plc gmbh llc llp ag sa nv co spa bv"""
)
VARIANTS = _words(
    """pro max mini plus ultra lite air turbo se neo junior nano xl express premium deluxe
    light duo"""
)
# Nouns that stand before what they name: Storm Odile, Lake Larkfield, Radio Estuary.
STORMS = _words("storm hurricane typhoon cyclone tropical operation exercise")
PLACE_OPENERS = _words(
    """isle gulf bay cape strait straits city port county republic kingdom lake mount mt fort loch
    lough camp district borough parish province valley village town island islands river rivers"""
)
ORG_OPENERS_ALONE = _words("radio team club real sporting inter banco banque fc ac rc cf sv vfb")
SHIPS = _words("hms hmas hmcs uss ss ms mv rms rrs rfa rnlb mt sv")
LAWS = _words(
    """act bill law code directive regulation charter protocol accord accords amendment statute
    ordinance constitution"""
)
# Heads of which a town is the first part and the rest says whose: a body, never short for it.
CIVIC = _words(
    """academy ambulance assembly authority board cathedral church city clinic college commission
    constabulary council court department diocese district fire government hospital infirmary
    institute library ministry museum office parliament police school senate society theatre trust
    university"""
)
TEAMS = _words(
    """academicals afc albion argyle athletic city dynamo fc hotspur orient rangers rovers
    rugby thistle town united villa wanderers"""
)
CREEDS = _words(
    """african arab asian kurdish latin nordic scandinavian soviet roman catholic protestant
    christian muslim jewish jew hindu sikh buddhist islamic islamist anglican sunni shia republican
    democrat democratic conservative liberal marxist tory tories western eastern mediterranean
    atlantic transatlantic hispanic latino latina maori mandarin cantonese arabic hebrew hindi urdu
    swahili farsi californian texan londoner parisian korean pole"""
)
SEASONS = _words("spring summer autumn winter")
# Titles of newspapers that stand alone too: "the Ledger reported".
PAPERS = _words(
    """advertiser argus chronicle courier echo examiner gazette guardian herald
    independent inquirer journal ledger mail mirror observer post star telegraph times
    tribune mercury standard bugle enquirer reporter review sun"""
)
# Bodies and firms that news names by one word, without saying what they are.
KNOWN_BODIES = _words(
    """nasa nato unesco unicef opec interpol europol eurostat ofcom ofgem ofsted ofwat defra acas
    unison usdaw aslef fema fifa uefa apple amazon google microsoft meta facebook twitter netflix
    nvidia intel samsung sony toyota honda tesla boeing airbus pfizer moderna astrazeneca roche
    novartis bayer siemens volkswagen exxonmobil chevron walmart tesco asda aldi lidl ikea
    unilever starbucks mastercard paypal uber airbnb spotify openai anthropic reuters bloomberg
    huawei alibaba"""
)
# Nouns that a number follows without making a name of them: Phase 3, Section 114.
NUMBERED = _words(
    """article category chapter class day figure grade group highway item junction level line number
    page part phase platform room route section stage step table tier type unit week year zone"""
)
