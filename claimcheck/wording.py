"""The wording by which a sentence shows that it states, asks, judges, foretells or exhorts.

Each pattern is one sign; `claims` decides which sign outweighs which. Word lists are phrases set
apart by a bar or a line's end. Every repetition is bounded, so that no text takes long.
"""

from __future__ import annotations

import re
from functools import cached_property


def _words(text: str) -> str:
    """An alternation of the phrases of a text, one space between words standing for any."""
    phrases = sorted((p.strip() for p in re.split(r"[|\n]", text) if p.strip()), key=len)
    return "|".join(p.replace(" ", r"\s+") for p in reversed(phrases))


class Sign:
    """A verbose pattern, compiled when it is first looked for, so that an import costs nothing."""

    def __init__(self, pattern: str) -> None:
        self._pattern = pattern

    @cached_property
    def _compiled(self) -> re.Pattern[str]:
        return re.compile(self._pattern, re.VERBOSE | re.IGNORECASE)

    def search(self, text: str) -> re.Match[str] | None:
        """Find the first place where the sign stands."""
        return self._compiled.search(text)


# A figure or a date: the surest sign that something can be looked up.
FIGURE = Sign(
    r"""
    (?<![\w-])[$€£¥]?\d                    # digits, but not those inside a name such as X-21
    | [%‰]
    | \b(?: two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w{3,5}teen
          | twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety
          | hundreds?|thousands?|dozens?|(?:m|b|tr)illions?
          | half|twice|thrice|double[ds]|halved|tripled
          | an?\s+(?:third|quarter|fifth|sixth|eighth|tenth)     # of something; no "third wave"
              (?=\s+(?:of|more|less|fewer|in|to|on|this|last)\b|[^\w\s]|$)
          | percent
          | January|February|April|June|July|August|September|October|November|December
          | (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day
          )\b
    | \b(?:in|on|since|until|by|last|early|late|of)\s+(?:March|May)\b   # words of their own too
    | \b(?:yesterday|last\s+(?:week|month|year|spring|summer|autumn|fall|winter)
          |(?:earlier|later)\s+this\s+(?:week|month|year))\b
    """
)

# A figure that counts the writer's own points and nothing in the world.
LISTICLE = Sign(
    r"""
    ^\W* (?:the\s+)? (?:top\s+)? (?:\d{1,2}|two|three|four|five|six|seven|eight|nine|ten|some|key
      |more)\s+ (?:\w+\s+){0,2}
    (?:reasons|ways|things|tips|takeaways|lessons|questions|facts)\b
    | ^\W* (?:part|chapter|section|figure|table|step|page)\s+\w+ \W*$
    """
)

_IRREGULAR = _words(
    """became|began|begun|bought|broke|broken|brought|built|burnt|came|caught|chose|chosen|cut
    did|didn't|drew|drawn|drove|driven|fell|fallen|fled|flew|flown|fought|found|gave|given|went
    grew|grown|held|hid|hit|kept|laid|led|left|lent|lit|lost|made|met|paid|put|quit|ran|rose|risen
    said|sang|sank|sunk|saw|seen|sent|shed|shot|shut|slept|slid|sold|spent|split|spoke|spoken
    spread|stole|stolen|stood|struck|sued|swore|sworn|taken|taught|threw|thrown|told|took
    undertook|underwent|was born|were born|withdrew|won|wore|worn|wrote|written"""
)
# Past forms that tell a state of mind, a look or a meaning, and no event.
_NO_EVENT = _words(
    """advanced|aged|alleged|based|beloved|bored|bound|committed|complicated|concerned|continued
    dated|deserved|determined|disappointed|divided|doomed|embed|enjoyed|excited|exhausted|expected
    fascinated|flawed|gifted|hated|highlighted|hoped|hundred|impressed|indeed|inspired
    interested|involved|liked|limited|loved|marked|misguided|mixed|need|needed|outdated|overrated
    pleased|poised|proceed|proposed|proved|reflected|represented|sacred|seemed|showcased|signaled
    signalled|speed|succeed|suited|supposed|talented|tired|underlined|underrated|underscored
    united|unprecedented|wanted|wicked|wretched|feed|seed|breed|bleed|deed|exceed|indebted|weed
    shed|red|bed|bred|sped|led by"""
)
# Something that happened: a past form that is a verb and no ornament of a noun.
EVENT = Sign(
    rf"""
    (?<![\w-])                             # no second half of "much-loved"
    (?<!\ba\s)(?<!\ban\s)(?<!\bthe\s)(?<!\bits\s)(?<!\btheir\s)(?<!\bhis\s)(?<!\bher\s)(?<!'s\s)
    (?<!’s\s)(?<!\bmost\s)(?<!\bmore\s)(?<!\bvery\s)(?<!\bso\s)(?<!\btoo\s)(?<!\bthis\s)(?<!\bbe\s)
    (?<!\bis\s)(?<!\bare\s)
    (?!(?:{_NO_EVENT}|\w*weed)\b)
    (?: [a-z]{{2,30}}ed | {_IRREGULAR} )\b
    """
)

# Somebody stands behind the words, so that they said, expect or plan it can be checked.
# "Some say", "as they say", "one might argue": nobody in particular does.
_NOBODY = "I|we|you|they|us|one|some|people|the|that|to|not|can|could|may|might|must|should|would"
_SUBJECTLESS = "".join(rf"(?<!\b{word}\s)" for word in _NOBODY.split("|"))
ATTRIBUTED = Sign(
    rf"""
    \b(?:according\s+to|in\s+the\s+words\s+of|quoted\s+as|cited\s+by|told\s+(?:reporters|the|us))\b
    | {_SUBJECTLESS}\b(?:
        said|says|told|tells|asked|asks|added|adds|announced|announces|confirmed|confirms
        | stated|states|explained|explains|insisted|insists|claimed|argued|argues|warned|warns
        | predicted|predicts|forecasts|estimated|believes|believed|thinks|expects|fears|hopes
        | promised|promises|pledged|pledges|vowed|vows|conceded|concedes|acknowledged|acknowledges
        | denied|denies|suggested|indicated|indicates|replied|wrote|writes|tweeted|recalled|recalls
        | described|describes|called|urged|urges|praised|criticised|criticized|reported|noted|notes
      )\b
    | (?<!\bif\s)\b[a-z]{{2,}}s\s+(?:say|suggest|show|indicate|find|reveal|argue|warn|believe
        |fear|predict|insist|contend|expect|hope|claim)\b      # "critics argue"
    | (?<=\w\s){_SUBJECTLESS}\b(?:plan|intend|aim|want|seek|hope|expect|promise|decline
        |refuse|threaten)s?\s+to\b        # "Mirabo plans to"; "we hope to" is nobody's plan
    | \b(?:is|are|was|were)\s+(?:also\s+|now\s+|widely\s+)?
        (?:expected|scheduled|due|slated|planned|forecast|projected|believed|thought|said|reported)
        \s+to\b
    """
)

QUESTION = re.compile(r"\?[\"'”’)\]»*_ ]*$")
_OPENERS = _words(
    """stay tuned|sign up|subscribe|follow us|read on|read more|click|join us|share this|watch
    imagine|picture|consider|think|remember|forget|look at|look no further|take a|take the
    ask yourself|let|let's|let’s|let us|don't|don’t|do not|make no mistake|brace|welcome to|thanks
    thank you|suppose|keep in mind|bear in mind|rest assured|mark my words|try|enjoy|meet|say hello
    say goodbye|never mind|give|behold|buckle up|fasten"""
)
RHETORIC = Sign(
    rf"""
    ^\W* (?:and\s+|but\s+|so\s+|now,?\s+|just\s+|please,?\s+)? (?:{_OPENERS})\b   # to the reader
    | ^\W* (?:what\s+an?|how\s+\w+ly?)\b [^?]* !      # "What a night it was!"
    | \b(?:we|us|you|everyone|everybody|society|all\s+of\s+us)\s+(?:all\s+)?
        (?:must|should|ought\s+to|need\s+to|have\s+to|cannot\s+afford|owe)\b
    | \bmust\s+(?:now\s+|finally\s+)?(?:act|learn|change|stop|wake|do\s+better|face)\b
    | \bneeds?\s+to\s+(?:now\s+|finally\s+)?(?:act|learn|change|stop|wake|do\s+better|face)\b
    | \b(?:{
        _words(
            '''only time will tell|time will tell|enough is enough|as they say|as the saying goes
        nothing could be further|far from over|the rest is history|one thing is certain
        one thing is clear|in today's|in today’s|in a world where|at the end of the day
        food for thought|your guess is as good|the sky is the limit|here's to
        here’s to|the ball is in'''
        )
    })\b
    | \bin\s+the\s+(?:\w+-)?(?:ever-?)?\w+(?:ing)?\s+(?:world|landscape|realm)\s+of\b
    | ^\W* (?:nobody|no\s+one|everyone|everybody|we\s+all)\s+ (?:in\s+\w+\s+)?
        (?:likes?|loves?|knows?|wants?|hates?|needs?|deserves?|remembers?|is|are)\b
    | ^\W* you\s+(?:cannot|can't|can’t|can\s+only)\b
    | \bmust\s+(?:always\s+)?come\s+first\b | \bthat\s+says\s+(?:it\s+all|everything|a\s+lot)\b
    | \b(?:is|are)\s+more\s+than\s+(?:just\s+)?an?\b | ^\W*and\s+so\s+(?:the|it)\b
    | ^\W*the\s+(?:race|clock|die|jury|stakes?|writing|future)\s+(?:is|are)\b
    """
)

# Judgements that turn the whole statement into a view, whatever verb it has.
VIEW = Sign(
    rf"""
    \b(?:I|we)\s+(?:\w+ly\s+)?(?:think|believe|feel|suspect|doubt|hope|fear|find|would\s+argue)\b
    | \b(?:in|to)\s+my\s+(?:view|opinion|mind|eyes)\b | \bif\s+you\s+ask\s+me\b | \bto\s+be\s+fair\b
    | \bit(?:\s+is|\s+was|\s+seems|'s|’s)\s+(?:\w+ly\s+|also\s+|now\s+|not\s+)?   # "it is hard to"
        (?:hard|difficult|easy|clear|obvious|plain|evident|fair|safe|tempting|time|high\s+time
          |impossible|no\s+(?:wonder|surprise|secret|accident|coincidence|exaggeration)|natural
          |crucial|vital|essential|imperative|reasonable|inevitable|tragic|sad|telling|fitting)
        \s+(?:\w+\s+)?(?:to\b(?!\s+note)|that\b|how\b|why\b|for\b)
    | \bhigh\s+time\b | \bdeserv(?:es?|ed|ing)\b | \b(?:should|ought\s+to)\b | \benough\W*$
    | \bfar\s+too\s+\w+ | \bevery\s+(?:right|reason)\s+to\b
    | \bno\s+(?:excuse|justification)\s+for\b
    | (?<!\bwill\s)\bneeds?\s+to\b(?!\s+be\b)
    | \bit(?:\s+would|'d|’d)\s+be\b
    | \b(?:appears?|seems?)\s+to\s+have\b | ^\W*(?:surely|one\s+(?:wonders|hopes|suspects)
        |in\s+an?\s+(?:fair|ideal|just|perfect|better|sane)\s+world)\b
    | \b(?:might|could|would|should)\s+(?:\w+\s+)?have\s+(?:been|\w+ed|{_IRREGULAR})\b  # never was
    """
)

_VALUE = _words(
    """absurd|abysmal|amazing|appalling|astonishing|atrocious|awesome|awful|beautiful|beautifully
    best|blessing|bravest|breathtaking|brilliant|breath of fresh air|catastrophe|catastrophic
    charming|classic|compelling|cornerstone|coward|cowardly|crucial|cynical|dazzling|deal-breaker
    delight|delightful|deplorable|despicable|disaster|disastrous|disgrace|disgraceful|dismal
    dreadful|elegant|embarrassing|embarrassment|enchanting|excellent|exciting|exquisite
    extraordinary|fabulous|failure of nerve|fantastic|farce|fascinating|fiasco|finest|fool|foolish
    force to be reckoned with|game changer|game-changer|gem|genius|genuine pleasure|glorious
    good idea|good news|gorgeous|great news|greatest|gripping|groundbreaking|heartbreaking|heroes
    hero|heroic|hideous|hilarious|historic mistake|horrible|iconic|impressive|incredible|insult
    inspiring|irresponsible|joke|joy|key driver|laughable|legendary|lovely|ludicrous|magical
    magnificent|marvel|marvellous|marvelous|masterclass|masterpiece|mess|milestone|miracle|mistake
    monstrous|must-have|must-read|must-see|nightmare|no-brainer|outrageous|pathetic|perfect|pivotal
    powerhouse|priceless|profound|reckless|remarkable|ridiculous|sad day|scandal|scandalous
    shambles|shame|shameful|shocking|short-sighted|smart move|sobering|spectacular|splendid
    step in the right direction|stroke of genius|stunning|stupid|superb|telling sign|terrible
    terrific|testament|thrilling|tragedy|tragic|underwhelming|overwhelming|madness|folly|nonsense|insanity|lunacy|jewel
    beacon|reminder|gift|go-to|gifted|unrivalled|unrivaled|unmatched|unparalleled|second to none
    cut above|world-class|state-of-the-art|cutting-edge|best of its kind|patient lot|anybody's guess
    anyone's guess|any guess|half-hearted|toothless|hollow|sham|charade|circus|luxury|crime|sin
    waste of|loss for|win for|victory for|blow to|boon|curse|recipe for|test of|price worth
    transformative|travesty|treasure|treat|triumph
    unacceptable|unbelievable|unforgettable|unforgivable|unsung|vindication|visionary|wake-up call
    win-win|wisest|wonder|wonderful|worst|worth a|worth it|worth reading|worth the|worth watching
    bad idea|bad news|right call|wrong call|right decision|wrong decision|right move|wrong move"""
)
_PREDICATE = _words(
    """alarming|ambitious|admirable|annoying|arrogant|baffling|bewildering|captivating|confusing
    curious|depressing|desperate|eager|exhilarating|fortunate|frustrating|furious|generous|happy
    humbling|infuriating|irritating|jealous|lucky|maddening|misleading|mysterious|ominous
    patient|perplexing|refreshing|relentless|ruthless|satisfying|shameless|timid|touching|unhappy
    unlucky|uninspiring|unnecessary|unsettling|upbeat|well worth|worthless
    angry|attractive|bad|better|bleak|bold|bright|clever|complex|complicated|cruel
    dangerous|decent|difficult|disappointing|dull|easy|encouraging|essential|exceptional|cheap|murky|doomed|half-baked|thin|dated|shallow|fragile|fair|fine
    flawed|frightening|funny|generous|glamorous|good|great|grim|hard|harsh|healthy|helpful|honest|hopeful
    hopeless|huge|immense|important|impossible|indispensable|inevitable|innovative|interesting|key
    kind|lazy|messy|naive|necessary|nice|obvious|overdue|poor|powerful|precious|pretty|promising
    proud|puzzling|rare|revolutionary|right|robust|rude|sad|sensible|serious|significant|simple
    smart|sound|strange|strong|tired|tough|troubling|ugly|unclear|undeniable|undervalued|overrated
    understandable|unfair|unjust|unlikely|unwise|useful|useless|vague|valuable|vital|warm|weak|weird
    welcome|well deserved|well-deserved|well positioned|well-positioned|wise|worrying|wrong"""
)
_BE = r"(?:is|are|was|were|be|been|being|seems?|looks?|feels?|remains?|appears?|becomes?|'s|’s|'re)"
_FILLER = r"""(?:(?:not|also|now|still|just|so|too|very|quite|rather|even|more|most|such|no|far|an?|
    the|one|of|nothing|if|short|less|than|as|well|its|their|his|her|our|perhaps|absolute|real|true|
    complete|total|both|only|much|pretty|little|all|\w{2,20}ly),?\s+){0,7}"""
OPINION = Sign(
    rf"""
    (?<!\w\sthat\s)(?<!\bwhich\s)(?<!\bwho\s)   # what a side clause judges is dress
    # "is simply the best", "looks far too thin", but not "is good at"
    \b{_BE}\s+{_FILLER}(?:{_VALUE}|(?:{_PREDICATE})(?!\s+(?:of|in|on|at)\s))\b
    | \b(?:marks?|marked|underscor(?:es?|ed|ing)|underlin(?:es?|ed)|highlight(?:s|ed|ing)?
        |signal(?:s|led|ed)|showcas(?:es?|ed)|exemplif(?:y|ies|ied)|epitomi[sz](?:es?|ed)
        |illustrates?|demonstrates?|reflect(?:s|ed)|speaks\s+volumes|represent(?:s|ed)\s+(?:an?|the)
        |paves?\s+the\s+way|sets\s+the\s+stage|raises?\s+(?:serious\s+)?questions|serves?\s+as\s+a
        |points\s+to|changes\s+everything|stands\s+out|begs\s+the\s+question)\b
    | \b(?:redefin|reshap|revolutioni[sz]|reinvent|transform|elevat|reimagin|spearhead|disrupt)
        (?:e|es|ing)\b
    | \bsets?\s+(?:an?\s+\w+|the)\s+(?:standard|benchmark|bar|tone|precedent|example)\b
    | \bat\s+(?:best|worst)\W*$ | \bfinally\s+(?:shows?|proves?)\b
    | \bnot\s+(?:only|just)\b.{{1,120}}?\bbut\b
    | \btoo\s+(?:late|soon|little|few|much|far|often)\b
    | ^\W*(?:as\b[^,]{{3,120}},\s+so|one\s+can\s+only)\b
    | \bmakes?\s+for\s+(?:an?\s+)?\w+ing\b
    | \bmakes?\s+(?:no|little|perfect|a\s+lot\s+of)\s+sense\b
    | \b(?:leaves?\s+much\s+to\s+be\s+desired|comes?\s+as\s+no\s+surprise
        |cannot\s+be\s+overstated)\b
    | \b(?:arguably|undoubtedly|undeniably|unquestionably|sadly|regrettably|thankfully|hopefully
        |frankly|needless\s+to\s+say|without\s+(?:a\s+)?doubt|no\s+doubt)\b
    """
)

# Verbs of outlooks, after "will": what they foretell has no day on which it is so or not.
_VAGUE = _words(
    """always|be|become|benefit|bring|change|choose|come|continue|define|depend|deserve|determine
    disappear|emerge|ensure|enjoy|evolve|fade|fail|feel|find|follow|foot|force|forget|get|go|grow
    have|haunt|help|hurt|inherit|inspire|keep|know|lead|learn|look|lose|love|make|mark|matter|mean
    need|never|no|only|pave|play a|play an|prevail|prove|regret|reign|remain|remember|require
    reshape|revolutionise|revolutionize|rue|see|seem|shape|show|soon|struggle|suffer|surely|survive
    tell|think|thrive|transform|triumph|turn|want|win|wish|wonder"""
)
# What may come. A named plan ("the shop will open") can be checked; a guess can't.
FUTURE = Sign(
    r"""
    \b(?:will|won't|won’t|shall|'ll|’ll)\b
    | \b(?:could|might|(?-i:may))\b(?!\s+(?:vary|differ|include|contain|also\s+include)\b)
    | \b(?:is|are)\s+(?:\w+ly\s+)?(?:likely|unlikely|bound|poised|destined|doomed|set|going
        |certain|sure)
        \s+to\b
    | \b(?:remains?\s+to\s+be\s+seen|sooner\s+or\s+later|in\s+the\s+years\s+to\s+come)\b
    """
)
PLAN = Sign(
    rf"""
    (?:\bwill|\bshall|'ll|’ll)\s+ (?:not\s+|also\s+|then\s+|now\s+)?
    (?: be\s+(?:\w+ly\s+)?(?:\w+(?:ed|ing)|{_IRREGULAR})\b
      | (?!(?:{_VAGUE})\b)[a-z]+\b(?!\s+(?:again|still|sooner)\b)(?<!ly)
    )
    """
)
# The content of a proposal is on paper, though it lies in the future.
PROPOSAL = Sign(
    r"""
    \b(?:bill|plan|law|budget|proposal|scheme|deal|agreement|contract|treaty|measure|amendment
      |rules?|policy|order|motion|draft|settlement|programme|program|merger|levy|tax)s?
    (?:\s+\w+){0,4}?\s+(?:would|will|shall)\s+(?!be\b|help\b|make\b|have\b|mean\b|prove\b|change\b)
    """
)

VERB = Sign(
    r"""
    ^\W*\w[^.,:]{1,60}\s+to\s+\w{3,}\s+\w      # "Minister to visit the site", as headlines have it
    | \b(?<!\bthe\s)(?<!\ba\s)(?<=\w\s)\w{2,}[^\Ws]s\s+(?!of\b|and\b|or\b)\w
        # "Chipmaker files for"
    | \b(?:am|is|are|was|were|be|been|has|have|had|does|do|can|can't|cannot|could|may|might|must
      |will|would|shall|should|isn't|aren't|wasn't|won't|don't|doesn't)\b
    | ['’](?:s|re|ve|ll|d)\s+(?:not|a|an|the|\w+ing|\w+ed)\b
    | \b(?:re)?(?:accus|add|admit|agre|aim|announc|appear|approv|argu|ask|back|ban|beat|becom|begin
      |believ|blam|block|boost|break|bring|build|buy|call|cancel|carr[yi]|claim|clos|com|confirm|consist
      |contain|cost|cover|creat|cut|deal|defend|delay|den[yi]|drop|earn|eas|employ|end|enter|expand
      |expect|fac|fail|fall|fear|fin|find|fir|fund|gain|get|giv|go|grow|halt|has|hav|help|hir|hit
      |hold|includ|invest|join|jump|keep|kill|know|launch|lead|leav|li|liv|lik|los|mak|mean|meet
      |merg|mov|nam|need|offer|open|oppos|own|pay|plan|pledg|post|produc|promis|provid|publish|pull
      |push|put|quit|rais|reach|recall|reject|releas|rel[yi]|remain|replac|report|resign|return
      |reveal|ris|run|say|see|seek|sell|send|set|show|sign|slump|soar|sound|spend|stand|start|stay
      |stop|strik|su|suppl[yi]|support|surg|tak|talk|tell|test|think|threaten|trad|treat|try|turn
      |unveil|us|urg|visit|vot|vow|want|warn|weigh|win|work|writ|power|serv|orbit)
      (?:e?s|ies)\b
    """
)
WH_HEADING = Sign(r"^\W*(?:how|why|what|when|where|who|which)\b[^.!?]*$")
VERBLESS = Sign(r"^\W*(?:an?|no|not|such|just)\s+(?:[\w'’-]+\s+){0,6}[\w'’-]+\W*$")
