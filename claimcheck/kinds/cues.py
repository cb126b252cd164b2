"""What the words around a name show of its sort: patterns, the sort and a weight.

Weights are steps of confidence: 1 a hint, 2 likely, 3 and more nearly sure.
"""

from __future__ import annotations

import re

SAID = r"(?:said|says|told|tells|added|adds|argued|warned|insisted|replied|explained|noted|wrote)"
_I, _X = re.IGNORECASE, re.VERBOSE

Cue = tuple[re.Pattern[str], str, int]


def _apposed(nouns: str) -> re.Pattern[str]:
    """What a noun in apposition shows: "Larkfield, the harbour town, ..."."""
    return re.compile(
        rf""",\ (?:the|an?|its|their|one)\ (?:[\w’'-]+\ ){{0,4}}?(?:{nouns})
        (?:[,.;:)]|\ (?:that|which|whose|who|in|on|of|near|behind|based|by|with|made|to|for)\b)""",
        _X,
    )


AFTER: tuple[Cue, ...] = (
    (
        _apposed(
            "company|firm|maker|charity|union|regulator|retailer|airline|bank|insurer|agency|club"
            "|side|publisher|supplier|manufacturer|developer|operator|start-?up|brewery|newspaper"
        ),
        "organisation",
        3,
    ),
    (_apposed("town|city|village|port|island|county|suburb|resort|province|capital"), "place", 3),
    (
        _apposed(
            "drug|vaccine|chip|processor|phone|app|aircraft|jet|car|device|treatment|medicine|pill"
            "|injection|gadget|console|game|telescope|rover|satellite|drone|robot|laptop|camera"
        ),
        "product",
        3,
    ),
    (_apposed("novel|film|album|book|song|play|series|documentary|memoir|drama"), "work", 3),
    (re.compile(r",?\ who\b|,\ whose\b|,?\ (?:aged\ )?\d\d,", _X), "person", 3),
    (re.compile(rf"\s{SAID}\b"), "person", 1),
    (re.compile(rf"\s{SAID}\b"), "organisation", 1),
    (
        re.compile(
            r"""['’]s?\ (?:husband|wife|mother|father|son|daughter|brother|sister|widow|family
              |lawyer|career|novel|film|debut|memoir|poems?|portrait|solo|voice|face|hands?|eyes|death
              |birth|childhood|home)\b
              |\ (?:wept|smiled|laughed|nodded|shrugged|died|was\ born|retired|resigned|grew\ up
              |lives|married|scored|starred|directed|studied|graduated|himself|herself|was
              \ (?:sacked|arrested|jailed|appointed|elected|hired|injured|charged|acquitted))\b""",
            _X,
        ),
        "person",
        2,
    ),
    # Spoken to: "Ada, you said", "Thanks, Ada."
    (
        re.compile(r", (?:you|your|thank|tell|welcome|what|how|why|when|where|can|could|do|did)\b"),
        "person",
        2,
    ),
    (
        re.compile(
            r"""\ (?:announced|acquired|bought|launched|unveiled|reported|employs|makes|sells|builds
              |supplies|shares|stock|employees|staff|workers|executives?|officials|customers
              |spokes\w+|CEO|chief|boss|headquarters|uses|runs|owns|hired|posted|submitted
              |manufactures|operates|publishes|plans\ to|has\ submitted|will\ appeal|bid\ for
              |won\ (?:the|a)\ (?:contract|tender))\b
              |['’]s\ (?:chief|CEO|board|shares|revenue|profits?|headquarters|staff|customers|chair
              |founder|director|president|spokes\w+|earnings|senior|head|factory|plant|lawyers
              |shareholders|drug|vaccine|fans|supporters|manager|keeper|goalkeeper|striker)\b""",
            _X,
        ),
        "organisation",
        2,
    ),
    (
        re.compile(r" (?:fans|supporters|players|manager|coach|captain|striker|(?:goal)?keeper)\b"),
        "organisation",
        2,
    ),
    (re.compile(r" (?:council|councillors?|residents?|townspeople|town hall)\b"), "place", 2),
    (
        re.compile(
            r"""['’]?s?\ (?:chips?|processors?|phones?|smartphones?|apps?|models?|aircraft|jets?
              |planes?|drug|drugs|vaccines?|software|platform|series|tablets?|inhaler|injections?
              |console|browser|cars?|vans?|instances|rockets?|engines?|turbines?|batter\w+|doses?
              |ferry|ferries|tanker|trawler|class|capsules?|telescopes?|rovers?|landers?|probes?
              |drones?|robots?|cameras?|scanners?|satellites?|spacecraft|laptops?|headsets?)\b""",
            _X,
        ),
        "product",
        3,
    ),
    (
        re.compile(
            r"""[^\w\n]{0,3}\ (?:conference|summit|festival|keynote|fair|awards?|prize|medal)\b
              |\ (?:went|goes|was\ (?:awarded|given|presented))\ to\b""",
            _X,
        ),
        "event",
        2,
    ),
)
BEFORE: tuple[Cue, ...] = (
    (
        re.compile(
            r"""\b(?:company|firm|start-?up|maker|giant|retailer|airline|charity|regulator|club
              |broadcaster|newspaper|subsidiary|parent|supplier|rival|agency|chain|insurer|bank
              |lender|shares\ (?:of|in)|stake\ in|acquired\ by|employees\ (?:of|at)|owned\ by
              |work(?:s|ed)?\ (?:for|at)|customers\ of|bought\ by|invest\w*\ in|manufacturer|brewer
              |developer|operator|union|party|band|bookseller|publisher|magazine|side),?\ $""",
            _X | _I,
        ),
        "organisation",
        2,
    ),
    (
        re.compile(
            r"""\b(?:executive|officer|director|chair(?:man|woman)?|founder|spokes\w+|CEO|CFO|head|boss
              |manager|owner|engineer|analyst|economist|consultant|partner|counsel|lawyer|attorney
              |editor|researcher|scientist|professor|correspondent|medicine|lecturer|made|developed
              |manufactured|operated|designed|sold|run|published|funded)
              \ (?:of|at|for|with|from|by|covers)\ (?:the\ )?$""",
            _X | _I,
        ),
        "organisation",
        2,
    ),
    (
        re.compile(
            r"""\b(?:beat|beating|lost\ to|drew\ with|against|defeated|thrashed|v|vs?\.?|home\ to
              |signed\ (?:for|from)|joined|(?:sign|signed|bought|joined)\ .{3,30},?\ from)\ $""",
            _X | _I,
        ),
        "organisation",
        1,
    ),
    (
        re.compile(
            r"""\b(?:called|dubbed|chips?|processors?|models?|drug|vaccine|phone|app|software
              |powered\ by|version\ of|inhaler|aircraft),?\ $""",
            _X,
        ),
        "product",
        1,
    ),
    (
        re.compile(
            r"\b(?:ferry|ship|trawler|tanker|yacht|vessel|boat|lifeboat|submarine|liner|tug|dredger"
            r"|schooner|frigate|destroyer|given|taking|took|doses? of|a course of),? $"
        ),
        "product",
        3,
    ),
    (
        re.compile(
            r"""\b(?:city|town|village|port|capital|suburb|county|island|resort|hamlet)
                (?:\ of|,)?\ $
              |\b(?:cities|towns|villages|counties|districts|islands|suburbs|ports)
                (?:\ of|\ like|\ such\ as|,\ including)?\ $
              |\b(?:moved?|moving|travel(?:led|ed|s)?|flew|drove|returned?|walked|sailed|trip|visit
                |journey|road|train|flight|ferry|bound)\ (?:back\ )?(?:to|for|from)\ $
              |\b(?:trains?|flights?|buses|ferries|roads?|line|route|link|border|services)
                \ (?:between|linking|from)\ $
              |\b(?:arriv\w+\ (?:in|at)|miles?\ (?:from|of)|km\ (?:from|of)|people\ of|born\ in
                |residents\ of|outskirts\ of|centre\ of|center\ of|streets\ of|mayor\ of|north\ of
                |south\ of|east\ of|west\ of|lives?\ in|lived\ in|based\ in)\ $""",
            _X | _I,
        ),
        "place",
        3,
    ),
    (
        re.compile(
            r"""\b(?:novel|film|album|book|song|play|single|painting|opera|musical|documentary|memoir
              |drama|comedy|poem|sitcom|podcast|programme)
              (?:\ is|\ was)?,?(?:\ called|\ titled|\ entitled|\ named)?\ (?:the\ )?[“"‘'_*]{0,2}
              (?:The\ |A\ |An\ )?$""",
            _X | _I,
        ),
        "work",
        4,
    ),
    (
        re.compile(
            r"""\b(?:w[io]ns?|winning|winners?\ of|awarded|awarding|nominated\ for|shortlisted\ for
              |received|collected|presented\ with)\ (?:the|a|an|its|this\ year['’]s)\ $""",
            _X | _I,
        ),
        "event",
        2,
    ),
    # Spoken to: "Thank you, Ada."
    (
        re.compile(r"\b(?:thanks|thank you|come on|welcome|well done|hello|morning|sorry), $", _I),
        "person",
        2,
    ),
)
# People have no article: "the Golden Oar" is nobody.
ARTICLE = re.compile(r"\b(?:the|an?|its|our|their|this)\ $", _X)
# A body of people may take a plural verb; whether it is the subject shows only in its place.
PLURAL = re.compile(r"\s(?:have|are|were|do)\b")
CLAUSE = re.compile(r"(?:^|[.!?]\s|\b(?:that|when|as|because|but|while|said|if)\ )$", _X)
LOCATIVE = re.compile(
    r"""\b(?P<lead>[\w'’-]{1,40})?\ ?
      \b(?P<word>in|near|outside|across|throughout|around|inside|downtown
      |central|northern|southern|eastern|western|north|south|east|west|nearby)\ (?:the\ )?$""",
    _X | _I,
)
LOOSE = re.compile(r"\b(?:from|to|at|of|between|for|through|via|into|and|over|by|,)\ (?:the\ )?$")
NOT_LOCAL = re.compile(
    r"invest\w*|stakes?|shares?|interest\w*|confidence|believ\w*|trust|growth|rise|fall|increase"
    r"|decline|speciali\w+|role|starr?\w*|appear\w*|written|published|faith|holding|featured|used"
)
DATELINE = re.compile(r"(?:[^\S\n]*,[^,\n]{2,20})?(?:\s+\([^)\n]{2,20}\))?\s*+[—–-]\s")
SITE = re.compile(
    r"""\ (?:depot|plant|factory|airport|station|bridge|hospital|stadium|port|site|warehouse|campus
    |road|hall|school|centre|center|mine|area|region|district|valley|coast|suburb|plaza|library
    |shopping\ centre|leisure\ centre|council|swimmer|resident|residents|ward|estate)\b""",
    _X,
)
AT_SITE = re.compile(r"\b(?:at|in|near|outside|to|from|of|as) (?:the|its|their|a) $", _I)
