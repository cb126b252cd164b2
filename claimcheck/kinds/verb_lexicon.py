"""Verbs of the news, the cues that stand before them, and their opposites.

The strengths order the factuality values of FactBank (Saurí & Pustejovsky 2009); the cues are
those of Hyland (1998) and Rubin (2010) that occur in news.
"""

from __future__ import annotations

import re
from functools import lru_cache

from claimcheck.kinds.verb_tokens import (
    CONSIDERED,
    FACT,
    HOPED,
    LIKELY,
    PLANNED,
    POSSIBLE,
    WILL,
)
from claimcheck.stems import stem

VERBS = """
abandon abolish absorb accelerate accept accompany accuse achieve acquire acquit adapt add address
adjourn adjust administer admit adopt advertise advise affect afford agree aim alert allow alter
amend analyse analyze announce anticipate apologise apologize appeal appear apply appoint approach
approve argue arrange arrest arrive ask assemble assess assign assist assume assure attack attempt
attend attract audit authorise authorize avoid await award axe back ban bar bear beat become begin
behave believe belong betray bid bind blame block blow boost borrow boycott breach bring broadcast
build burn bury buy bypass calculate call calm cancel cap carry catch cause cease celebrate certify
challenge change charge chase cheat check choose cite claim clarify clash clean clear climb close
collaborate collapse collect combine come comment commission commit compare compensate compete
complain complete comply comprise concede conclude condemn conduct confirm connect conserve consider
consult consume contain continue contract contradict contribute control convert convict convince
cook cooperate coordinate cope copy correct cost cover crack crash create criticise criticize cross
curb cut damage dare deal decide declare decline decrease dedicate default defeat defend delay
delete deliver demand demolish demonstrate deny depart depend deploy deport deprive deserve design
destroy detain detect deteriorate determine devastate develop devote die dig dip disagree disappear
disapprove disband discard discharge disclose disconnect discontinue discourage discover discuss
dislike dismantle dismiss displace dispose disprove dispute disqualify disrupt dissolve distribute
distrust dive divert divide dominate donate double doubt download drain draw drill drive drop drown
dry dump earn ease eat educate elect eliminate embark embrace emerge emphasise employ enable
encounter encourage end endorse enforce engage enhance enjoy enlist ensure enter equip erode erupt
escape establish estimate evacuate evaluate evict evolve exaggerate examine exceed exchange exclude
excuse execute exempt exhaust exist exit expand expect expire explain explode exploit explore export
expose express extend extract face fade fail fall favor favour fear feed feel fetch fight file fill
finance find fine finish fire fit fix flee float flood flourish fly follow forbid force forecast
forget forgive found free freeze fulfil fulfill fund gain gather generate get give go govern grab
graduate grant greet grow guarantee guess hack halt handle hang happen hate heal hear help hike
hinder hire hit hold honour hope host house hurry hurt identify ignore illustrate imagine impeach
implement imply import impose impress imprison improve include incorporate increase incur indicate
induce infect inflate influence inform inherit inject injure insert insist inspect inspire install
instruct insure integrate intend intercept interfere interpret interrupt introduce invent invest
investigate invite involve isolate jail jeopardise join jump justify keep kick kidnap kill knock
know lack lag last laugh launch lay lead leak learn lease leave lend lengthen let liberate license
lie lift like limit list listen live locate loosen lose love lower mail maintain make manage mandate
manufacture marry match mature measure meet mention merge migrate mine minimise miss modernise
modify monitor mount move mull narrow nationalise need neglect negotiate nominate note notice notify
oblige observe obtain occupy occur offer offset omit open operate oppose opt order organise organize
oust outnumber outperform overcome overhaul overlook oversee overtake overturn owe own pack pardon
participate pass pause pay penalise perform permit persist persuade pick pilot place plan play plant
plead pledge plunge poison post postpone pour power praise pray predict prefer prescribe preserve
press pretend prevail prevent print privatise probe proceed proclaim procure produce prohibit
promise promote prompt propose prosecute prosper protect prove provide provoke publish pull punish
purchase pursue push put qualify quash query quit quote raise ratify ration reach react read realise
realize rebuild recall receive reckon recognise recognize recommend reconnect reconsider record
recover recruit redesign reduce refer reflect refund refurbish refuse refute regain regard register
regret regulate rehear rehearse reinforce reinstate reject relax release relieve relocate rely
remain remember remind remove rename renew renovate rent reopen repair repay repeal repeat replace
reply report represent request require rescind rescue reside resign resist resolve respect respond
restart restore restrict restructure resubmit result resume retain retaliate retire retrain retreat
retrieve return reunite reveal reverse review revise revive revoke reward ride rise rob rule run
sack sail sample satisfy save say scare schedule score scrap secure see seek seem sell send sentence
serve set settle sharpen shed shelve shift ship shoot shorten shout show shrink shut sign sink sit
skip slash sleep slide slip slow slump smash smell smoke smuggle soar solve speak specify speculate
spend spill spin split spoil sponsor spray spread squash squeeze stabilise stage stand start state
stay steal stick stimulate stock stop store strengthen stretch strike strip struggle study stumble
submit subsidise subsidize substitute succeed sue suffer suggest summon supervise supply support
suppose suppress surge surrender survive suspect suspend sustain swallow swap swear sweep swell swim
swing switch tackle take talk taste tax teach tear tell tempt tend terminate test thank think
threaten thrive throw tighten tolerate total touch tour track trade train transfer transform
transmit transport travel treat trial trigger triple triumph trust try tumble turn undergo undermine
understand undertake undo unite unlock unveil update upgrade uphold urge use utilise vacate
vaccinate vanish vary verify veto view visit volunteer vote vow wait walk want warn warrant wash
waste watch weaken wear weigh welcome widen win wipe wish withdraw witness wonder work worry worsen
wreck write yield
""".split()
IRREGULAR = """
bear:bore:borne become:became:become begin:began:begun bid:bid:bid bind:bound:bound blow:blew:blown
break:broke:broken bring:brought:brought broadcast:broadcast:broadcast build:built:built
buy:bought:bought catch:caught:caught choose:chose:chosen come:came:come cost:cost:cost cut:cut:cut
deal:dealt:dealt dig:dug:dug draw:drew:drawn drive:drove:driven eat:ate:eaten fall:fell:fallen
feed:fed:fed feel:felt:felt fight:fought:fought find:found:found flee:fled:fled fly:flew:flown
forbid:forbade:forbidden forget:forgot:forgotten forgive:forgave:forgiven freeze:froze:frozen
get:got:got give:gave:given go:went:gone grow:grew:grown hang:hung:hung hear:heard:heard hit:hit:hit
hold:held:held hurt:hurt:hurt keep:kept:kept know:knew:known lay:laid:laid lead:led:led
leave:left:left lend:lent:lent let:let:let lose:lost:lost make:made:made mean:meant:meant
meet:met:met overcome:overcame:overcome oversee:oversaw:overseen overtake:overtook:overtaken
pay:paid:paid prove:proved:proven put:put:put quit:quit:quit read:read:read rebuild:rebuilt:rebuilt
rehear:reheard:reheard retell:retold:retold rewrite:rewrote:rewritten ride:rode:ridden
rise:rose:risen run:ran:run say:said:said see:saw:seen seek:sought:sought sell:sold:sold
send:sent:sent set:set:set shed:shed:shed shoot:shot:shot show:showed:shown shrink:shrank:shrunk
shut:shut:shut sink:sank:sunk sit:sat:sat sleep:slept:slept slide:slid:slid speak:spoke:spoken
spend:spent:spent split:split:split spread:spread:spread stand:stood:stood steal:stole:stolen
stick:stuck:stuck strike:struck:struck swear:swore:sworn sweep:swept:swept swell:swelled:swollen
swim:swam:swum swing:swung:swung take:took:taken teach:taught:taught tear:tore:torn tell:told:told
think:thought:thought throw:threw:thrown undergo:underwent:undergone
understand:understood:understood undertake:undertook:undertaken undo:undid:undone
uphold:upheld:upheld wear:wore:worn win:won:won withdraw:withdrew:withdrawn write:wrote:written
""".split()
REPORT = frozenset("say tell add note explain argue insist state announce warn reveal".split())
BE = frozenset("is are was were be been being am 're 'm".split())
HAVE = frozenset("has have had 've having".split())
DO = frozenset("do does did".split())
MODALS = {
    "will": WILL, "'ll": WILL, "wo": WILL, "would": WILL, "shall": WILL, "should": LIKELY,
    "may": POSSIBLE, "might": POSSIBLE, "could": POSSIBLE, "'d": WILL, "can": FACT, "ca": FACT,
    "cannot": FACT, "must": FACT,
}  # fmt: skip
ADVERBS = {
    "probably": LIKELY, "likely": LIKELY, "presumably": LIKELY, "possibly": POSSIBLE,
    "potentially": POSSIBLE, "perhaps": POSSIBLE, "maybe": POSSIBLE, "reportedly": POSSIBLE,
    "allegedly": POSSIBLE, "apparently": POSSIBLE, "supposedly": POSSIBLE, "purportedly": POSSIBLE,
    "conceivably": POSSIBLE, "hopefully": HOPED, "ideally": HOPED, "theoretically": POSSIBLE,
    "tentatively": POSSIBLE, "provisionally": PLANNED,
}  # fmt: skip
# How often, on the scale of `qualifiers.SHARES`.
OFTEN = {
    "always": 6, "usually": 4, "generally": 4, "normally": 4, "typically": 4, "mostly": 4,
    "often": 3, "frequently": 3, "sometimes": 2, "occasionally": 2, "rarely": 1, "seldom": 1,
}  # fmt: skip
# What a plan or a hope is called: "the idea is that", "our aim is to".
AIMS = {
    "aim": "hope", "hope": "hope", "goal": "hope", "ambition": "hope", "dream": "hope",
    "wish": "hope", "idea": "hope", "target": "hope", "intention": "expect", "plan": "expect",
    "expectation": "expect", "belief": "believe", "guess": "guess", "hunch": "guess",
    "feeling": "guess", "suspicion": "suspect", "theory": "suspect", "likelihood": "believe",
}  # fmt: skip
PLAIN_ADVERBS = frozenset(
    """also now still already soon then just even first ever again all both once almost therefore
    instead finally well""".split()
)
# What stands before "to" and a verb; each by its base form or as written.
TO = {
    "plan": PLANNED, "expect": PLANNED, "set": PLANNED, "due": PLANNED, "scheduled": PLANNED,
    "intend": PLANNED, "agree": PLANNED, "promise": WILL, "pledge": WILL, "vow": WILL,
    "undertake": WILL, "committed": WILL, "guarantee": WILL, "prepare": PLANNED,
    "preparing": PLANNED, "poised": PLANNED, "decide": PLANNED, "decided": PLANNED,
    "plans": PLANNED, "ready": PLANNED, "slated": PLANNED,
    "propose": HOPED, "tend": FACT,
    "hope": HOPED, "aim": HOPED, "want": HOPED, "seek": HOPED, "try": HOPED,
    "attempt": HOPED, "looking": HOPED, "bidding": HOPED, "wish": HOPED, "wishes": HOPED,
    "appear": POSSIBLE, "seem": POSSIBLE, "thought": POSSIBLE, "believed": POSSIBLE,
    "understood": POSSIBLE, "reported": POSSIBLE, "rumoured": POSSIBLE, "rumored": POSSIBLE,
    "alleged": POSSIBLE, "said": POSSIBLE, "likely": LIKELY, "unlikely": LIKELY, "bound": LIKELY,
    "willing": POSSIBLE,
    "going": WILL, "about": WILL, "certain": WILL, "sure": WILL, "manage": FACT, "able": FACT,
    "like": HOPED, "love": HOPED, "meant": HOPED, "supposed": HOPED, "intended": PLANNED,
    "threaten": POSSIBLE, "desperate": HOPED, "keen": HOPED, "hopeful": HOPED, "continue": FACT,
    "begin": FACT, "start": FACT, "have": FACT, "has": FACT, "had": FACT,
    "need": FACT, "refuse": FACT, "decline": FACT, "fail": FACT, "unable": FACT, "track": PLANNED,
    "course": PLANNED, "vote": PLANNED, "talks": CONSIDERED, "discussions": CONSIDERED,
    "negotiations": CONSIDERED,
}  # fmt: skip
# To wish to do one of these is to do it (Austin 1962).
PERFORMED = frozenset(
    """offer thank invite welcome introduce congratulate apologise apologize announce say tell ask
    stress add note remind express present assure clarify begin start pay""".split()
)
WISHING = frozenset("like love want wish".split())
PASSIVE_ONLY = frozenset("thought believed understood reported said alleged".split())
FUTURE = frozenset({PLANNED, HOPED, WILL})
NEGATING = frozenset("refuse decline fail unlikely unable".split())
DENYING = frozenset("deny avoid stop halt cancel scrap suspend shelve abandon reject cease".split())
DECLARING = frozenset("promise pledge vow guarantee confirm insist swear undertake prove".split())
TRANSPARENT = frozenset(
    """say tell add note explain argue insist warn hope expect believe think fear predict suggest
    indicate estimate suspect imply doubt know show find confirm deny mean promise pledge vow
    guarantee swear reckon guess suppose imagine hint speculate assume anticipate pretend appear
    seem prove""".split()
)  # verbs behind which a clause follows without "that"
PLURAL = frozenset("they we i you who people police men women children and or".split())
TRYING = frozenset(
    """evaluate test trial pilot explore consider study weigh mull examine assess investigate
    review""".split()
)
ADOPTING = frozenset(
    """use adopt deploy employ install run rely switch choose integrate migrate power
    implement""".split()
)
THAT = {
    "hope": HOPED, "expect": PLANNED, "believe": LIKELY, "think": LIKELY, "fear": POSSIBLE,
    "predict": LIKELY, "forecast": LIKELY, "suggest": POSSIBLE, "indicate": POSSIBLE,
    "estimate": LIKELY, "suspect": POSSIBLE, "reckon": LIKELY, "guess": LIKELY, "suppose": LIKELY,
    "imagine": LIKELY, "hint": POSSIBLE, "speculate": POSSIBLE, "appear": POSSIBLE,
    "seem": POSSIBLE, "assume": LIKELY, "anticipate": PLANNED, "imply": POSSIBLE, "doubt": POSSIBLE,
}  # fmt: skip
NOUNS = dict(
    pair.split(":")
    for pair in """closure:close acquisition:buy purchase:buy takeover:buy sale:sell merger:merge
    expansion:expand cut:cut cuts:cut increase:increase launch:launch move:move ban:ban
    investment:invest opening:open approval:approve adoption:adopt use:use deployment:deploy
    withdrawal:withdraw resignation:resign reduction:reduce removal:remove rise:rise
    construction:build release:release""".split()
)
# A verb with its particle, and the verb that it stands for.
PHRASAL = dict(
    pair.split(":")
    for pair in """give_up:quit rule_out:rule_out turn_down:reject throw_out:reject vote_down:reject
    call_off:cancel put_off:postpone push_back:postpone go_up:rise go_down:fall come_down:fall
    shut_down:close carry_on:continue step_down:resign stand_down:resign
    lay_off:sack pull_out:withdraw set_up:create go_ahead:proceed bring_in:introduce
    bring_back:restore put_up:raise bring_down:lower knock_down:demolish pay_back:repay
    look_into:investigate find_out:discover strike_down:overturn
    sign_off:approve put_down:lower wind_up:close hand_over:give
    slow_down:slow speed_up:accelerate leave_out:omit live_with:accept""".split()
)
# Opposite sides of one axis; verbs of one side count as one predicate.
AXES = [
    tuple(frozenset(side.split()) for side in line.split("|"))
    for line in """rise grow increase climb jump surge soar swell|fall drop decline decrease shrink
    raise increase hike lift boost|cut reduce lower slash trim
    widen expand lengthen extend|narrow shrink shorten cut
    improve|worsen deteriorate
    advance|retreat
    accelerate|slow
    open reopen|close shut
    approve pass endorse ratify|reject veto
    accept|refuse reject decline
    uphold|overturn quash dismiss reject
    allow grant uphold|refuse dismiss reject
    win|lose
    make|lose
    meet hit reach|miss
    gain|lose
    arrive|leave depart
    appear|disappear vanish
    allow permit authorise authorize|ban prohibit bar forbid prevent
    start begin launch continue|stop end halt cease finish quit
    hire recruit appoint|fire sack dismiss
    pass|fail
    succeed|fail
    support back favour favor|oppose
    confirm admit|deny
    include|exclude omit
    buy acquire purchase|sell
    strengthen|weaken
    tighten|loosen relax ease
    keep retain|drop scrap abandon axe
    survive|die
    convict|acquit clear
    jail imprison|free release
    praise welcome|criticise criticize condemn
    love like enjoy|hate dislike
    attend|miss skip
    join|leave quit
    use adopt deploy employ run rely|
    build construct|
    leave quit resign|
    stop quit|
    exclude rule_out|
    delay postpone|
    cancel scrap abandon drop axe|
    fix repair|
    find discover|
    restore reconnect|
    seek request|
    disclose reveal|
    prove establish demonstrate confirm|""".splitlines()
]
# What is said or done of a thing before it is decided, and what that is no more than a step to.
LADDER = [
    tuple(frozenset(side.split()) for side in line.split("|"))
    for line in """recommend advise propose suggest urge|approve adopt order ban pass authorise
    suggest indicate hint imply|prove confirm establish demonstrate
    suspect believe think guess reckon|know confirm prove
    negotiate discuss|agree sign settle
    consider weigh mull discuss explore|decide approve agree adopt
    bid offer|buy acquire purchase
    nominate shortlist|win appoint elect
    accuse charge arrest suspect|convict jail imprison
    apply request ask|receive get obtain
    submit|approve
    draft|publish sign""".splitlines()
]
# Prefixes that turn a word only where the rest is one of these (Quirk et al. 1985, app. I.21).
TURNED_BY_IN = frozenset(
    """accur adequ appropri complet conclus consist correct direct effect effici elig secur suffici
    valid visibl access toler express grat just san decis offens""".split()
)
TURNED_BY_DIS = frozenset(
    """satisfi loyal similar approv agr allow qualifi prove connect like obey honest trust appear
    continu advantag respect comfort orderli""".split()
)
OPPOSITE_WORDS = [
    frozenset(pair.split("/"))
    for pair in """above/below profit/loss surplus/deficit higher/lower guilti/innoc aliv/dead
    safe/danger victori/defeat major/minor open/close legal/illeg possibl/imposs
    respons/irrespons regular/irregular relev/irrelev mortal/immort matur/immatur
    perfect/imperfect proper/improp probabl/improb cheaper/dearer faster/slower larger/smaller
    bigger/smaller longer/shorter better/wors warmer/colder warmer/cooler earlier/later
    best/worst increas/decreas rise/fall success/failur full/empti strong/weak public/privat
    perman/temporari voluntari/compulsori voluntari/mandatori mild/sever""".split()
]

NOT_PAST = frozenset("hundred indeed speed breed greed exceed proceed succeed united".split())
# Verbs that say little of themselves: the act is in what stands beside them.
LIGHT = frozenset("be have get see make do consider explore discuss study weigh".split())
SEEKING = frozenset("seek make file launch lodge hold take ask".split())
COMMENTING = frozenset("comment respond reply answer".split())
ANSWERING = frozenset("deny confirm admit dismiss reject dispute".split())
COMMON = LIGHT | frozenset("go come take give know think want need say work look keep let".split())
SCHEDULED = frozenset("open close start begin end launch arrive leave return".split())
WITH_OBJECT = frozenset("rely switch invest run depend migrate agree compete look".split())
WEAK_NOUNS = frozenset("evidence proof sign indication".split())
MAYBE = frozenset("possible conceivable chance possibility risk".split())
GENERIC = frozenset(
    """compani firm group busi maker giant organis organ spokesman spokeswoman possibl conceiv
    chanc""".split()
)


@lru_cache(maxsize=1)
def _sides() -> tuple[dict[str, set[int]], dict[str, set[int]]]:
    """For each verb's stem the sides of axes it stands on, and their opposites."""
    on: dict[str, set[int]] = {}
    against: dict[str, set[int]] = {}
    for n, axis in enumerate(AXES):
        for m, side in enumerate(axis):
            for word in side:
                on.setdefault(stem(word), set()).add(2 * n + m)
                against.setdefault(stem(word), set()).add(2 * n + 1 - m)
    return on, against


def same_verb(one: str, two: str) -> bool:
    """Whether two verbs say the same, as near as news goes: "rise" and "climb"."""
    if one == two:
        return True
    a, b = stem(one), stem(two)
    return a == b or bool(_sides()[0].get(a, set()) & _sides()[0].get(b, set()))


def opposite(one: str, two: str) -> bool:
    """Whether two verbs exclude each other: "rise" and "fall", "qualify" and "disqualify"."""
    if same_verb(one, two):
        return False
    a, b = stem(one), stem(two)
    return bool(_sides()[0].get(a, set()) & _sides()[1].get(b, set())) or turned_word(a, b)


def turned_word(one: str, two: str) -> bool:
    """Whether one stem is the other with a prefix that negates it: "lawful" and "unlawful"."""
    long, short = sorted((one.rstrip("e"), two.rstrip("e")), key=len, reverse=True)
    prefix = long[: len(long) - len(short)]
    if not short or long != prefix + short:
        return False
    if prefix in ("un", "non", "non-", "un-"):
        return len(short) > 2
    return short in {"in": TURNED_BY_IN, "dis": TURNED_BY_DIS}.get(prefix, frozenset())


@lru_cache(maxsize=1)
def _steps() -> dict[str, set[str]]:
    """For each verb's stem the stems that it is no more than a step to."""
    out: dict[str, set[str]] = {}
    for first, then in LADDER:
        for word in first:
            out.setdefault(stem(word), set()).update(map(stem, then))
    return out


def step_to(one: str, two: str) -> bool:
    """Whether to do the one is only a step to the other: "recommend" and "approve"."""
    return stem(two) in _steps().get(stem(one), ())


@lru_cache(maxsize=1)
def forms() -> dict[str, tuple[str, str]]:
    """Every form of the lexicon's verbs: its base, and base, s, past, part or ing."""
    out: dict[str, tuple[str, str]] = {}
    for verb in VERBS:
        root = verb[:-1] if verb.endswith("e") else verb
        y = verb.endswith("y") and verb[-2] not in "aeiou"
        hiss = verb.endswith(("s", "sh", "ch", "x", "o"))
        past = verb[:-1] + "ied" if y else root + "ed"
        out[verb[:-1] + "ies" if y else verb + ("es" if hiss else "s")] = (verb, "s")
        out[past] = (verb, "past")
        out[root + "ing"] = (verb, "ing")
        if re.fullmatch(r"[^aeiou]*[aeiou][bdgklmnprt]|.*(?:mit|fer|cur|bel|cel)", verb):
            out[verb + verb[-1] + "ed"] = (verb, "past")
            out[verb + verb[-1] + "ing"] = (verb, "ing")
    for row in IRREGULAR:
        verb, past, part = row.split(":")
        out[part] = (verb, "part")
        out[past] = (verb, "past")
    out |= {"dying": ("die", "ing"), "favored": ("favour", "past"), "trialling": ("trial", "ing")}
    for verb in VERBS:
        out.setdefault(verb, (verb, "base"))
    return out
