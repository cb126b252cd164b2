"""Verbs of the news, the cues that stand before them, and their opposites.

The strengths order the factuality values of FactBank (Saurí & Pustejovsky 2009); the cues are
those of Hyland (1998) and Rubin (2010) that occur in news.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

import snowballstemmer

CONSIDERED, HOPED, POSSIBLE, PLANNED, LIKELY, WILL, FACT = range(1, 8)

VERBS = """
accept accuse acquire acquit add adjourn admit adopt affect agree aim allow amend announce appeal
appear appoint approach approve argue arrest arrive assess attack attempt attend attract audit
avoid back ban bar bear beat become begin believe bid bind block boost borrow breach bring build
burn buy call cancel cap carry catch cause cease certify challenge change charge check choose
claim clear climb close collapse collect come commit compete complete concede confirm consider
contain continue contribute control convert convict cost cover create cross cut damage deal decide
decline decrease default defeat defend delay deliver demand deny depend deploy deport design
destroy detain develop die disclose discover dismiss dispute disrupt divert donate double doubt
draw drill drive drop dump earn ease eat employ enable end endorse enter escape estimate evaluate
evict examine exceed exclude expand expect explain explore export extend face fail fall favour
fear feed feel fight file fill finance find fine finish fire fit flee float flood fly follow
forbid force forecast free freeze fund gain generate get give go grow hack halt handle hang happen
hear help hike hire hit hold hope host house hurt imply improve include increase indicate inject
injure insist inspect install integrate intend introduce invest investigate involve jail join jump
keep kill know lack last launch lay lead leak lease leave lend let license lift limit list live
loosen lose lower maintain make manage manufacture match measure meet merge migrate mine miss move
mull nationalise need negotiate note offer offset open operate oppose order outperform overtake
own pardon pass pause pay perform permit pick pilot place plan play plunge poison post postpone
power praise predict prefer prevent print privatise probe proceed produce prohibit promise propose
protect prove provide publish pull purchase pursue push put quit quote raise ratify ration reach
recall receive record recover recruit reduce refuse regain reject release relocate rely remain
remove rename rent reopen repair repay repeal replace report represent require rescue resign
resist respond restart restore restrict result resume retain retire return reveal reverse review
rise rule run sack sail save say score scrap secure see seek seem sell send sentence serve set
settle shed shelve shift ship show shrink shut sign sink sit slash slip slow slump smuggle solve
speak spend spill spin split sponsor spread stage stand start state stay steal stock stop store
strengthen strike struggle study submit subsidise subsidize succeed sue suffer suggest supply
support surge surrender suspect suspend switch take tax teach tell terminate test think threaten
throw tighten tour track trade train transfer treat trial trigger triple try turn understand
unveil uphold use vaccinate veto view visit vote wait want warn weaken wear weigh welcome win
withdraw work write
""".split()
IRREGULAR = """
bear:bore:borne become:became:become begin:began:begun bid:bid:bid bind:bound:bound
break:broke:broken bring:brought:brought build:built:built buy:bought:bought catch:caught:caught
choose:chose:chosen come:came:come cost:cost:cost cut:cut:cut deal:dealt:dealt draw:drew:drawn
drive:drove:driven eat:ate:eaten fall:fell:fallen feed:fed:fed feel:felt:felt fight:fought:fought
find:found:found flee:fled:fled freeze:froze:frozen fly:flew:flown forbid:forbade:forbidden
get:got:got give:gave:given go:went:gone grow:grew:grown hang:hung:hung hear:heard:heard
hit:hit:hit hold:held:held hurt:hurt:hurt keep:kept:kept know:knew:known lay:laid:laid
lead:led:led leave:left:left lend:lent:lent let:let:let lose:lost:lost make:made:made meet:met:met
overtake:overtook:overtaken pay:paid:paid put:put:put quit:quit:quit rise:rose:risen run:ran:run
say:said:said see:saw:seen seek:sought:sought sell:sold:sold send:sent:sent set:set:set
shed:shed:shed show:showed:shown shrink:shrank:shrunk shut:shut:shut sink:sank:sunk sit:sat:sat
speak:spoke:spoken spend:spent:spent split:split:split spread:spread:spread stand:stood:stood
steal:stole:stolen strike:struck:struck take:took:taken teach:taught:taught tell:told:told
think:thought:thought throw:threw:thrown understand:understood:understood uphold:upheld:upheld
wear:wore:worn win:won:won withdraw:withdrew:withdrawn write:wrote:written
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
    "conceivably": POSSIBLE, "hopefully": HOPED,
}  # fmt: skip
PLAIN_ADVERBS = frozenset(
    """also now still already soon then just even first ever again all both once almost therefore
    instead always often sometimes finally well""".split()
)
# What stands before "to" and a verb; each by its base form or as written.
TO = {
    "plan": PLANNED, "expect": PLANNED, "set": PLANNED, "due": PLANNED, "scheduled": PLANNED,
    "intend": PLANNED, "agree": PLANNED, "promise": PLANNED, "pledged": PLANNED, "vowed": PLANNED,
    "committed": PLANNED, "prepare": PLANNED, "preparing": PLANNED, "poised": PLANNED,
    "decide": PLANNED, "decided": PLANNED, "plans": PLANNED, "ready": PLANNED, "slated": PLANNED,
    "propose": PLANNED, "hope": HOPED, "aim": HOPED, "want": HOPED, "seek": HOPED, "try": HOPED,
    "attempt": HOPED, "looking": HOPED, "bidding": HOPED, "wish": HOPED, "wishes": HOPED,
    "appear": POSSIBLE, "seem": POSSIBLE, "thought": POSSIBLE, "believed": POSSIBLE,
    "understood": POSSIBLE, "reported": POSSIBLE, "rumoured": POSSIBLE, "rumored": POSSIBLE,
    "alleged": POSSIBLE, "said": POSSIBLE, "likely": LIKELY, "unlikely": LIKELY, "bound": LIKELY,
    "going": WILL, "about": WILL, "certain": WILL, "sure": WILL, "manage": FACT, "able": FACT,
    "continue": FACT, "begin": FACT, "start": FACT, "have": FACT, "has": FACT, "had": FACT,
    "need": FACT, "refuse": FACT, "decline": FACT, "fail": FACT, "unable": FACT, "track": PLANNED,
    "course": PLANNED, "vote": PLANNED, "talks": CONSIDERED, "discussions": CONSIDERED,
    "negotiations": CONSIDERED,
}  # fmt: skip
PASSIVE_ONLY = frozenset("thought believed understood reported said alleged".split())
FUTURE = frozenset({PLANNED, HOPED, WILL})
NEGATING = frozenset("refuse decline fail unlikely unable".split())
DENYING = frozenset("deny avoid stop halt cancel scrap suspend shelve abandon reject cease".split())
TRANSPARENT = frozenset(
    """say tell add note explain argue insist warn hope expect believe think fear predict suggest
    indicate estimate suspect imply doubt know show find confirm deny mean""".split()
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
    "estimate": LIKELY, "suspect": POSSIBLE, "imply": POSSIBLE, "doubt": POSSIBLE,
}  # fmt: skip
NOUNS = dict(
    pair.split(":")
    for pair in """closure:close acquisition:buy purchase:buy takeover:buy sale:sell merger:merge
    expansion:expand cut:cut cuts:cut increase:increase launch:launch move:move ban:ban
    investment:invest opening:open approval:approve adoption:adopt use:use deployment:deploy
    withdrawal:withdraw resignation:resign reduction:reduce removal:remove rise:rise
    construction:build release:release""".split()
)
# Opposite sides of one axis; verbs of one side count as one predicate.
AXES = [
    tuple(frozenset(side.split()) for side in line.split("|"))
    for line in """rise grow increase climb jump surge|fall drop decline decrease shrink slump
    raise increase hike lift boost|cut reduce lower slash
    open reopen|close shut
    approve pass endorse ratify|reject veto
    accept|refuse reject decline
    win|lose
    gain|lose
    arrive|leave
    allow permit|ban prohibit bar forbid
    start begin launch|stop end halt cease
    hire recruit|fire sack dismiss
    pass|fail
    support back favour|oppose
    confirm admit|deny
    include|exclude
    buy acquire purchase|sell
    strengthen|weaken
    use adopt deploy employ run rely|
    build construct|
    leave quit resign|
    exclude rule_out|
    delay postpone|""".splitlines()
]
OPPOSITE_WORDS = [
    frozenset(pair.split("/"))
    for pair in """above/below profit/loss surplus/deficit higher/lower guilti/innoc aliv/dead
    safe/danger victori/defeat major/minor open/close legal/illeg avail/unavail possibl/imposs
    effect/ineffect success/unsuccess safe/unsaf respons/irrespons cheaper/dearer
    faster/slower""".split()
]


HARD = frozenset(
    """; : ( ) “ ” " — – . ! ? that which who whose while but because if unless whether when
    although though since until after before as than where whereas so""".split()
)
SOFT = frozenset(", and or".split())
UNASSERTED = frozenset("if unless whether".split())
PREPOSITIONS = frozenset(
    """in on at by for from with to into over under about against through during between within
    across near around above below amid despite toward towards upon via per without""".split()
)
WITH_OBJECT = frozenset("rely switch invest run depend migrate agree compete look".split())
FUNCTION = frozenset(
    """a an the this that these those his her its their our my your of and or but he she it they we
    you i who which what there here be is are was were been being do does did have has had
    not no n't 's also will would more most some any all each both than then so just very
    one new first him them us me as up off out least neither nor last next year month week
    day today yesterday tomorrow time mr mrs ms dr sir""".split()
) | PREPOSITIONS - {"above", "below"}
GENERIC = frozenset(
    "compani firm group busi maker giant organis organ spokesman spokeswoman".split()
)
DATED = frozenset(
    """january february march april may june july august september october november december monday
    tuesday wednesday thursday friday saturday sunday spring summer autumn winter""".split()
)
DETERMINERS = frozenset(
    """a an the this these those his her its their our my your of in on at by for from with to
    no any some 's each every""".split()
)
NOBODY = frozenset("no neither none nobody".split())
NOT_PAST = frozenset("hundred indeed speed breed greed exceed proceed succeed united".split())
MAYBE = frozenset("possible conceivable chance possibility risk".split())
WEAK_NOUNS = frozenset("evidence proof sign indication".split())
SCHEDULED = frozenset("open close start begin end launch arrive leave return".split())


def same_verb(one: str, two: str) -> bool:
    return one == two or any(one in side and two in side for axis in AXES for side in axis)


def opposite(one: str, two: str) -> bool:
    return any(
        (one in a and two in b) or (two in a and one in b) for a, b in AXES
    ) and not same_verb(one, two)


@lru_cache(maxsize=1)
def forms() -> dict[str, tuple[str, str]]:
    """Every form of the lexicon's verbs: its base, and base, s, past, part or ing."""
    out: dict[str, tuple[str, str]] = {}
    for verb in VERBS:
        stem = verb[:-1] if verb.endswith("e") else verb
        y = verb.endswith("y") and verb[-2] not in "aeiou"
        hiss = verb.endswith(("s", "sh", "ch", "x", "o"))
        past = verb[:-1] + "ied" if y else stem + "ed"
        out[verb[:-1] + "ies" if y else verb + ("es" if hiss else "s")] = (verb, "s")
        out[past] = (verb, "past")
        out[stem + "ing"] = (verb, "ing")
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


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    return str(_stemmer().stemWord(word))


@lru_cache(maxsize=1)
def _stemmer() -> Any:
    return snowballstemmer.stemmer("english")


_TOKEN = re.compile(
    r"""
    [^\W_]+(?=n['’]t\b)                 # do, wo, ca before n't
    | n['’]t\b
    | ['’](?:s|re|ve|ll|d|m)\b
    | [^\W_]+(?:[-.][^\W_]+)*           # words, also hyphened ones and 2.5
    | [^\w\s]
    """,
    re.X | re.I,
)


@dataclass(frozen=True, slots=True)
class Token:
    low: str
    start: int
    end: int
    capital: bool


def tokens_of(text: str) -> list[Token]:
    out = []
    for found in _TOKEN.finditer(text):
        raw = found.group()
        low = raw.lower().replace("’", "'")
        out.append(Token(low, found.start(), found.end(), raw[0].isupper()))
    return out


@dataclass(slots=True)
class Group:
    """A verb group: tokens ``start`` to ``end``, its head verb and what stands before that."""

    start: int
    end: int
    head: str = ""
    strength: int = FACT
    polarity: bool = True
    cue: list[str] = field(default_factory=list)
    passive: bool = False
    future: bool = False
    yet: bool = False
    asserted: bool = True
    form: str = ""
    own: int = 0  # where it starts without the verb that governs it
    patient: tuple[int, int] | None = None  # "expects *sales* to rise"

    def weaken(self, strength: int, cue: str) -> None:
        """Take a cue in; the weakest cue of a group is what it commits to."""
        if strength < FACT:
            self.strength = min(self.strength, strength)
            self.cue.append(cue)


def content(span: Sequence[Token]) -> tuple[frozenset[str], frozenset[str]]:
    """Content-word stems of a span, and its months, weekdays and years apart."""
    words, dates = set(), set()
    for token in span:
        if re.fullmatch(r"(?:19|20)\d\d", token.low) or (token.capital and token.low in DATED):
            dates.add(token.low)
        elif token.low[0].isalpha() and token.low not in FUNCTION and len(token.low) > 1:
            words.add(stem(token.low))
    return frozenset(words), frozenset(dates)


def names(tokens: list[Token]) -> frozenset[str]:
    """Stems with a capital inside a sentence; in a headline, where most have one, none."""
    words = [token for token in tokens if token.low[0].isalpha()]
    if sum(token.capital for token in words) * 2 >= len(words) + 2:
        return frozenset()
    return frozenset(stem(token.low) for token in tokens[1:] if token.capital)
