"""Ordinary words, by which a word that only opens a sentence is told from a name.

The lists are our own: words of English that articles and speakers open sentences with, in their
base form; `plain` takes the regular inflections off first.
"""

from __future__ import annotations

from functools import lru_cache

from claimcheck.kinds.lexicon import FUNCTION


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Ordinary words that are none of a name's own words even with a capital inside a sentence.
ORDINARY = _words(
    """
    able access account accounts accused acting action activists actor actress actually add added
    additional advertisement advice affordable afterward afterwards age agencies agency agents ah
    air aircraft airlines airport allegations allowed alongside altogether amazing analysis analyst
    analysts anger announced annual annually answers anybody app approached approved apps april
    area areas armed army arrested article articles artist ask asked assets asylum attacks attempts
    attendance audience audiences audit auditors audits author authorities average award background
    banks banned based batteries beach beef best better bid big bigger bills blue board boats
    bodies body bombs books borders born bosses both bottom bought boy bread breaking bridge brief
    brokers brother budget build builders building buildings built bullets bus buses business
    businesses buyers call called calls campaign campaigners canceled cancelled cancer capital
    captain caption car care cargo cars case cases cash cause central centre certified chairman
    chairwoman change changes charged charges charities cheap cheaper check chief child children
    chip chips churches cinema citizens city citywide claims clean cleaner cleared click climate
    clinics close closed cloud club clubs coach coal coast coffee combined comment comments common
    commuters companies company compared competition completed concerns conclusion conditions
    conference confidence conflict considered conspiracy construction consumers contact contacted
    contents contractors convicted cooperation copper copy copyright correction cost costs council
    councillors councils county court courts credit crews crime critics crowds cultural current
    customer customers cyclists daily dam data date daughter day days dead deal deaths debt decades
    decline defeat defence delayed delays delivered demand democrats demonstrators depot designed
    detective detectives developers development device digital diplomats director discoveries
    discovery disease district divers dividends doctor doctors documents donors dose doubt doubts
    downtown drinks driver drivers drones drought drug early earnings easy economist economists
    economy editor editors education effective election elections electric electricity email emails
    emergency emissions employees employers employment energy engineer engineers environmental
    equipment estimates even event events everybody evidence exact example examples excellent
    executives exhibit exhibition exhibitions expect expected experts exports face facing factory
    failure faithful families family fans farm farmer farmers fashion faster father fear fears
    feature features federal ferry figure figures film films final finance financial find
    firefighters firms fishing flights flooding flu follow food foot football force forced foreign
    forest founded founder free freed friends fruit fuel full funding future game garden gas
    general genetics get girl given global go goalkeeper gold good got government governments
    governor grants gray great green grey group groups growth guests hair half happier harbour hard
    head headline heads health healthier heat heavy help high higher hiring history hold home
    homeowners homes hope hopes hospital hospitals hotels hours household households housing human
    husband hypothetical images imagine imports improvement improvements incidents income indeed
    independent individuals industrial industry inflation information initiative initiatives
    injured inland insiders inspector inspectors insurance insurers interest internal international
    internet interview introduction investigators investment investors iron island jailed job jobs
    join journalist journalists joy judge judges july june jury keep key keynote knowing labour
    lake land landlords laptop large largest launch launched laws lawyer lawyers layoffs leader
    leaders leading learn leather lecturer left legal lending less lessons letters library licensed
    life light line little living loans local located london-based long longer look looking low
    lower made magistrates mail main major make makers making male man manager managers
    manufacturers marchers marches margins market markets martial mass match matches mayor measured
    media medical meetings members men menu merger messages method migrants milk mill mine minister
    ministers minutes missiles missing mixed mobile model modern money month monthly months morning
    mortgage mortgages mother motorists motorway mountain mps museum music musician nation national
    nations nationwide nearby negotiators neighbour neighbours nestled net network networks new
    newly news newsletter newspapers night northern notable note nuclear number numbers nurse
    nurses observers offer offers office officer officers offices official officials offshore oh
    oil old older online onshore open opened operations operators opinion opponents opposition
    orders ordinary original output overnight overview own owners page pages parent parents park
    parks participants parties partners party passengers passports past patient patients pay paying
    pedestrians pension people permitted personal phone photo photos physical pickets pilot pilots
    plane planes planned plans plant plants platform play player players please police policy
    political politicians polling polls poor poorer popular population port possible postponed
    power practical preliminary president press pressed pressure previous prices principal print
    printed prior prison prisons private problems processor procurement production products
    professor profit profits program programme programmes programs progress project projects
    property proponents proposed prosecutor prosecutors protest protesters protests province public
    published publishers pupils quarry questioned questions quizzed radio rail railway rain rallies
    rates reached read ready rear recent record records recruitment redundancies reform refugees
    regional regulators rejected related relations relationship relationships relatives release
    released remember rents reopened repairs reporter reporters reports republicans required
    requires rescue rescued rescuers research researchers reservoir resident residents respondents
    rest results retail retailers revenue revenues review reviews rice richer rights rioters rising
    rival rivals river road roads rockets roughly route routine rules safer sales sanctions
    satellites school schools science scientist scientists scores screenwriter sea search seaside
    season secondary see seen select senior sentenced separately sergeant service services set
    share shareholders shares sheriff shipped ships shoppers short show shows side sign signs
    silver singer single sister situated slide slides slower small smaller snow social software
    solar sold soldiers solo son sooner sources southern space speaking special speech spending
    spokesman spokesperson spokeswoman sports square stadium staff staffing stars start state
    states statewide station stay steel step stocks stop stores storms street striker strikes
    strong stronger student students studies study subscribe subsidies success successful summary
    summit suppliers supplies support supporters supposed surgeon surgery survey surveys suspected
    table tables take takeaway taken takeover taking talks tariffs tax taxes taxpayers tea teacher
    teachers team teams technology teenagers tell temperatures tenants tension tensions tested
    tests text texts theatre therapy think ticket tickets ties time times told tool top total
    tourism tourists tower town towns trade trades trading traffic train trains tram transcript
    transcripts transport treatment trial trials troops trouble trucks true trust try tuition
    tunnel turn turning turnover unable uncertainty unions units universities unrest unveiled
    update updated upstairs upstream users using vaccine valley value vehicles version victims
    victory videos view views village villagers violence virus visas visitors volunteers voters
    votes wages wanted war warehouse warm warning watch water way weaker weapons weather web week
    weekly weeks welcome western wheat white wholesale wife wind winners winning witnesses woman
    women wood word words work worker workers working world worldwide worse worst worth wounded
    writer writing written year years young younger your youth"""
)
# Ordinary words that a name may well be made of, so that only their place can tell.
COMMON = _words(
    """
    aboard abroad absent absolutely abstract abuse academic accelerate accept
    accessories accident acclaim accolade accordion accurate accuse achieve acoustic active
    acts actual acute adjacent adjutant administrative admit adult advantage adventure affect
    affirmed afford afternoon aged aggregate aggregator aggressive ago agree agricultural
    airline airliner airplane airstrike album alcohol alcoholic alderman alibi alike alley
    allotment allow alright alternate amateur amongst amount ancestry anchor angry animal
    animator annex anniversary announcer anonymous answer anthology anti antibodies antics
    antihero anxiety anyway apocalyptic apologies apparel apparent appeal appear appellant
    appendix applause apply appreciate apprentice apprenticeship approach appropriate approval
    approve apron arch archaeologist architecture arms arose arrest arrival arrive artificial
    artistic artwork asleep aspect assigns assistant associate assume astronomer ate athlete
    atmosphere atomic atop attached attack attempt attend attendee attire attract attractive
    auctioneer audio autobiography automatic automotive autopsy avoid awake aware awful axe
    axes baby back backbencher backlash backpack backup backward backyard bacteria bad badger
    bag bags bail bailiff balcony bald ball ballet balloon ballot ban band barbecue bare
    barefoot barge barley barn barrier bars bartender baseline baseman bases basically basis
    basket bass bat bath bathroom bathtub batsman batter battery battles bear beard beat beaten
    became become bed bedroom bee beer beetle began begin begun behavior belief believe belongs
    belt bench benefit beverage bicycle bid bidder bidding biggest bike biker bill biology
    biopic biopsy bird birth birthday birthplace bit bite bitter blame blanket bless blizzard
    block blockbuster blond blood blouse blunt boat bone bonjour bonus booking boost booster
    boots border borrower borrowing bosun botanist bottle boundary bowler boxer boycott
    boyfriend brain branch branches brave brawl break breakfast breakout breaks breakthrough
    breast breath briefly bright brilliant bring brings broad broadcast broadcaster broadly
    bronze brought browser brunette brush bubble bug builder bullet buoy burn bushes busiest
    businessman businesswoman busy buy buyer bystander cabbage cable cafe cake calf calm came
    cameo camera campaigner campus cannabis canoe cap capture card cardiovascular career
    carpenter carriage carrot carry cart cast casual casualty cat catches category cattle
    caught cause ceasefire celebrate cell cellphone cement cemetery centuries ceremony certain
    chain chalkboard challenges channels chapter character characteristic charge charts chases
    chat cheer cheese chemicals chest chicken childhood choices choir choose choreographer
    chorus chose chosen christening chronic ciao cigarette cinematographer circuit civilian
    claim claimant clash classes classroom cleaner clear clerk client climb climber clinical
    close closest closure cloth clown clue cluster coastal coaster coastline coat cod coffin
    cognitive coins collaborator collagen collective colleges colonial combat combine combines
    come comedian comedic comedy comfort commentator commercial commuter companion comparison
    compete competitive competitor complete complex component composer comprehensive comprise
    computer concept concern concert conclusions concrete condemn conductor cone confirm
    conglomerate congrats congratulations consecutive consensus consider consistent console
    constant constituent constitute contain container contemporaries content contents
    contestant continent continue contract contrast contribute control controller controversial
    controversy conventional convict convince cookies corner coronavirus coroner corporate
    corpse correct corrupt corticosteroid costume couch cough counsel counter counterclaim
    country countryside coup couple coupon courier course cousin cover coverage cow crab create
    creature creditor crew crib criminals crisis criteria critic criticise criticize crop crops
    crossover crosstalk crosswalk crowd crucial crucially cruel cult curate curb cure curiously
    cut cuts cutting cycle cyclist cyclone cytokine dad damage dancer danger danke darker darn
    deal dealer dear debate debtor debut decade decide deck deckhand decrease deer defend
    defendant defender deficit degree deity delay delighted delivery demand demographic
    demonstrate denied deny departure depend dependent depict depth derive descendant descent
    describe designs desktop destroy details detainee determine develop dialect dialogue
    dictator die died diet dietary differ difference different difficult difficulty dig diner
    dinner dioxide dip diplomacy diplomat diplomatic direct directorial dirt disappointing
    discipline discover discuss discussion dish dismay dismissed disorder display dispute
    distinct distinctive distributor ditch diver diverse dividend divine divorce dock dog doing
    doll dollars dolphin domestic dominant donate donation door doorway double doubles downhill
    download downstairs drama draw drawn dress drink drive driven drives drop drove drum
    drummer dual dugout dull duo dusty duties dwarf dying dynamic dystopian ear earliest earn
    earthquake ease easier eat eaten eccentric ecologist economic educational eel effect
    efficient effort eighteen eighteenth eighth eighty- elaborate eldest electrician
    electronics elementary eleventh emotional emphasis empires employ employee empty enclosed
    encompass encounter encourage end endpoint ends enemies engines enjoy enormous ensure enter
    entire entirety entrepreneur entries episode equivalent erotic essential establish estimate
    ethnic evacuee eventual everywhere exactly examine excess exclude exclusive exercise exile
    exist expand expensive experimental expert explains explicit explore exposure extensive
    extent eye eyes fabric face fact fail fair fake fall false familiar fan fare fastest fat
    fatigue favor fear feat fee feed feel feet fell fellow felt female females fence ferryman
    festivalgoer festivals feud fictional field fierce fifteen fifteenth fifth fight figure
    fill filmmaker finale finalist find fine finish firefighter fireplace firetruck firm fish
    fisherman fix flag flat flavor flies flight flip flock flood floor flop flower fog folk
    folklore footage footballer footwear force forecaster foreground foremost forget form
    formal format forth forward fought foul found fountain fourteen fourteenth fourth fraction
    frame franchise frankly free freeze frequent fresco fresh front frontman frost fuel
    fulltime fundraiser funds funeral fur furniture fury fusion gain gale gallery gameplay
    garage gardener gate gather gauge gave gear gender generic genetic genre gentle gentleman
    genus geographic geography giant gift giraffe give glad glance glasses glimpse gloves goal
    goalie goalless goalscorer goat goddess goes goggles going golden golfer gosh gotten
    governmental gracias gradually graffiti gran grandad grandfather grandma grandmother
    grandpa grandparents grandson granny grant graphic grass grassy grave greet grew greyhounds
    grid grill grocer grocery groom gross ground grow guess guest guidelines guilty guitar
    gunman gust guys gym gymnast hail hails haircut halftime hallway halt halve hand handheld
    handle happen happily hardware harm harmonica harvest hat hat-trick hate hay head headache
    header headphones healthy heard hearing heart heatwave heavy hedge height heir held
    helicopter hello helmet helpline hen herd herein herewith herring hey hi hiatus hide
    highest hike hiker hillside hint hit hog hola holes hollow honest honestly honor honour
    hope horror horse hot hotline hour householder hub huge huh humor hunch hungry hunt hurdle
    hurricane hustings hydrologist hymn iconic icy idea identify ideology ill illegal immediate
    immigrants important impressive imprint improve inaudible inaugural incentive inches
    include incorporate increase individual indoor infant inflation influential info
    infrastructure inhabitants inhaler initial injection injure injury inmate innings
    innovative inquest instant instructor instrumental intellectual intense interviewer
    inventor inventory investigate investor invoice involve ios ironically issue item jab
    jacket jail janitor jeans jetty jewelry jogger jokes judgement judgment jump jumps junction
    karate keel keen kept kerb keyboard kick kick-off kickoff kidney kids kill kills kind
    kinetic kingdoms kitchen kite knew knife knight knockout know knowledge known label lack
    lad laid lamb lamp landlord landmark landmass landscape lane language lap larger lateral
    latest laugh laughter launch laundry lawn lawsuit lays lead leagues leak leans leap leash
    leave ledge leg lender length letter lettuce level levy licence license lifeguard lifestyle
    lift lighthouse lightning like lineal linebacker linesman lineup links liquid listen lists
    lit literacy literary liver livestock load loan lobby lobster logo lol longest longtime
    loom lorry lose loss lot loud loudly love lovely lover lower lowest luckily luggage lunch
    lung luxury lyrics ma'am machines madam madame magazines magic magician mainland maintain
    mammal manage manner manufacture manufacturer map marijuana marina marine marker
    marketplace marks marriage mask masks massive mast mate material mathematician mathematics
    matinee mature meadow meal mean meant measure medal median medium meet melt member memoir
    memory mental mentor merchandise merci merge message meteorite meter methods microphone
    microscope mid midair middleweight midfielder mija military mind miner mini minimum minute
    miss mistake mister misty mixtape moderate moderator mom monarch monarchy monetary monk
    monster moral mosaic motive motorcycle motorist mourn mourner mouse mouth movies mud muddy
    mull mulls multi multinational multiplayer multiple mum municipal musicals mustache mystery
    mythology name nan nap narrative narrator narrow narrowly nasty natural nausea necessary
    neck need needle negative neighborhood nephew nets newborn newspaper nickname niece
    nineteenth ninth nominal nominee non nope nose notice novel nude nun oar oath oats obesity
    object objection obscure obstacle obtain occasional occur oddly offer oldest onion onlooker
    open operas operate operation operator opponent oppose opposite option oral orbit orchard
    orchestra ordered organ organic organist organize orphan otter oust outbreak outcry outdoor
    outfit outlet overdose overhead overruled oversaw overspend overtime overturn overweight
    package pact paddock page paid paint painter pandemic panel pants parade paradise
    paranormal parish parishioner parliamentary parody participant participants participate
    particular pass passenger passer-by pasture path patients patron pattern pause pavement
    payroll peace pedestrian peek penalty pensioner percent percentage perform performer
    perfume period permanent permit person personnel petitioner pets philosopher philosophy
    photograph photographer photography phrase physician pick picnic piece pier pig pigeons
    pile pilgrim pipe pirate pitch pitcher pivotal pizza place placebo plaid plain plaintiff
    plan planetary plastic plate playground playoff playwright plea pleasure pledge plenty plot
    plough plumber plume plunge podcast podium poem points poles policeman politician politics
    poll polynomial pond pool porch pornographic portrait portray portrayal pose positive
    poster postman posts pot potato potential pottery poverty powerful practices praise pre
    precept predecessor preeminent pregnant premiere prepare prequel present pretend prevent
    prey priest primary principle printer prize probe problem procedural procedure process
    produce producer professional profile prolific prominent promise promote promotional prompt
    proper protect protective proud prove provide pseudonym psychic publish publisher puddle
    pull pump puppy purchase purpose purse pursue push pushes put puzzle pylon qualify
    quarantine quarter quarterback quay questioner quickly quietly quit quits quiz quote race
    racer racetrack racial racket radar raffle railroad rainfall rainy raise raising rally ramp
    ran rancher ranges rank rape rapid rapper rare rat rate ratio raw reach realize reason
    rebate rebel reboot rebound receipt receive receiver recipient recognize recount recoveries
    reduce reel refer referee reflect reformer refund refuse regard regards regime region
    register regular reject relative relax relic relief religion remain remainder remanded
    remarkable remedy remnant rent reopen repair replace report represent reproductive request
    require reserve reservoirs reset residential resign resources respect respiratory respond
    respondent response restaurant result results resume retailer retain return reveal revenge
    reversed revolves rid rift right ripe rise risk ritual rivalry robbery robe robot rocks
    rocky role roller romantic roof rope rotten rough round roundabout router row rudder ruin
    rule ruler rumor rumour run runner-up runs rural sack sad sadly safe said sailor salary
    sale salmon sample sand sandals sandwich sandy sang satire satirical savage save saw
    saxophone say scale scan scarf scenes schedule scheme scholar scope score scorer scrap
    scream screening screenplays screens script scroll scuba scuffle sculptor sculpture seal
    seaport seasonal seat seater section sector secure seed seek seem self sell seller semester
    semi send sent sentence separate sequel serial series sermon serve server session settle
    settled seventh severe sewage sexual shade shallow shareholder shark sharp shed sheep
    sheets shelter shirt shock shook shootout shoots shopkeeper shops shorter shortest
    shortfall shot shoulder shower shown shrink shut shy sick sidewalk sign signal signature
    significant silence silo similar sincerely sings sink sit sitcom site sixteen sixth size
    skate skateboard skateboarder skater sketch ski skier skill skin skipper skirt slam slams
    slasher slaughterhouse slave sled sleet slipway slowly sludge slump smallest smartphone
    smile smooth snake snowboard snowboarder snowy soap soar soccer socialite socket socks soda
    sofa soft softball soldier sole solid solve somewhat songwriter sorry sort sought sounds
    soundtrack sour source southernmost southwestern sovereign sovereignty spacecraft span
    spare spark spat speak spear species specific spend spent spicy spill spindle spiritual
    splashes spoke spoken sport spot spray spread squad square squirrel stable stage stair
    staircase stake stale stand standards stare start starter statehood statesman statistician
    statue status steady steak steal steep stick stomach stood stop store stories storm story
    storyboard storyline straight strangely strategic strategy straw stream streamline strength
    stress stretch strict strictly strike striking stroke struck structural structure struggles
    stuck studio stunt style subcontinent subgenre subject submarine subsequent subsidiary
    subsidy substantial substitute suburb suburban successor sue suggest suit sum sunglasses
    sunlight sunny supergroup superhero superhuman supervillain supper supporter suppose sure
    surf surface surfboard surge surplus surprise surreal surrogate survival survive survivor
    sustained sweater sweatshirt sweet swim swimmer swimming swims swing swipe switch symbol
    symptom synthetic syringe table tablet tackle talents talk tall tallest tan tap tape tasks
    taught teach teammate technique teen teenage teenager teens teeth telescope telling
    tellingly temperature temples temporary tenant tend tender tennis tent tenth tenure term
    terrace terrain territories testimony textile thank thaw theme theories theory thin
    thirteenth thought thrash thread threat threaten threw thrift thriller throat throw thrown
    thunder thunderstorm tide tides tie tied tier tiger tiny tip tire title titular tobacco
    toddler toilet toll tolls tomato tongue tonic took total totally touchdown touches tough
    tour toys track tractor traditional trail trailer trampoline transfer transgender transits
    trash travel treat trench trend tribes tricks tries trigger triple trips trophy tropical
    trout truce truck trumpet trustee tub tumble turbine turnout twin type typhoon ultraviolet
    umbrella umpire unbeaten understand understood underwater underwent unfortunately unhappy
    uniform unique unitary unknown unlucky unofficial unpopular unveil uphold uproar upset urge
    urgent usage user usher usual vacated vaccination valve van variety vast vegetable vehicle
    vendor venue verdict verdicts verger verse vest vet veteran victim video videogame
    vigilante violin viral visit vocals voice volcano volleyball volumes volunteer vote voucher
    vow vows voyage wage wait walk walks walkway want ward warfare warn waste waterfall wave
    weak wealthiest wealthy wear website wedding weed weekend weight welcome welder well- went
    wet wetsuit whale wheel wheelchair whilst whip whistle whoa wicket wider widespread widow
    widower wild win window windy winger winless winner wire wisher withdrawal witness won
    wooden wool wore worn worry worshipper wound wow wreck wrestle wrestler write wrong wrote
    yards yarn yeah yellow yep yield yin youngest yours zoologist"""
)
_SUFFIXES = (  # a regular inflection and what it stood for
    ("ies", ("y",)),
    ("es", ("", "e")),
    ("s", ("",)),
    ("ied", ("y",)),
    ("ed", ("", "e")),
    ("ing", ("", "e")),
)


@lru_cache(maxsize=16384)
def plain(word: str) -> bool:
    """Tell whether a word is an ordinary one, or a regular inflection of one.

    Args:
        word: in lower case; compounds are ordinary where each part is.

    Returns:
        Whether it, or it without its inflection, is a function word or listed.

    Examples:
        >>> [plain(word) for word in ("householders", "backs", "forty-six", "larkfield")]
        [True, True, True, False]
    """
    if "-" in word:
        return all(plain(part) for part in word.split("-"))
    bases = [word]
    for suffix, stems in _SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= 3:
            bases += [word.removesuffix(suffix) + stem for stem in stems]
    return any(base in FUNCTION or base in ORDINARY or base in COMMON for base in bases)
