"""Quantities in words: shares, ratios, how often, ages, heights, ordinals, scores, multitudes."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from math import inf

from claimcheck.kinds.number_nouns import counted_noun, singular
from claimcheck.kinds.number_words import PART_MORE, WORDS, number
from claimcheck.kinds.quantities import Quantity, plain
from claimcheck.kinds.units import currency_of, unit_of

Atom = tuple[int, int, Quantity]
Match = re.Match[str]

_PARTS = {"half": 2, "halves": 2, "third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "sixth": 6,
          "seventh": 7, "eighth": 8, "ninth": 9, "tenth": 10, "twentieth": 20,
          "hundredth": 100}  # fmt: skip
_NTH = {word: n for n, word in enumerate(
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split(), 1
)}  # fmt: skip
_CARD = r"(?:one|two|three|four|five|six|seven|eight|nine|ten|\d{1,3})"
_NTHS = "|".join(_NTH)
_PART = "third|quarter|fourth|fifth|sixth|seventh|eighth|ninth|tenth|twentieth|hundredth"
_PARTS_WRITTEN = rf"halves|(?:{_PART})s?"
_BLURS = (
    r"(?:by|up\s+to|nearly|almost|about|around|over|than|roughly|at\s+least|some|under|to|below"
    r"|above)"
)
_UNIT_OF_TIME = r"(?:minute|hour|day|night|week|fortnight|month|year|season|game|match)"


def _part(match: Match) -> float | None:
    """The share that a match states, as a number below one."""
    groups = match.groupdict()
    top = number(groups["top"]) if groups.get("top") else 1.0
    part = match["part"].lower()
    bottom = _PARTS.get(part.removesuffix("s")) or _PARTS.get(part) or number(part)
    return top / bottom if top and bottom and top < bottom else None


def _share(match: Match) -> Quantity | None:
    """A fraction; news calls 34% a third and 66% two thirds, but not 41% a half."""
    part = _part(match)
    if part is None:
        return None
    percent = part * 100
    blur = min(1.5, 0.075 * percent)
    share = plain(percent, "percent", "%", digits=1)
    return replace(share, low=percent - blur, high=percent + blur, dimension="fraction")


def _half(match: Match) -> Quantity:
    half = plain(50.0, "percent", "%", digits=1)
    return replace(half, low=48.5, high=51.5, dimension="fraction")


def _point(match: Match) -> Quantity | None:
    """Half a point; a quarter of a percentage point; three quarters of a per cent."""
    part = 0.5 if match["part"].lower() == "half" else _part(match)
    if part is None:
        return None
    percent = re.match(r"per", match["of"], re.I) and "point" not in match["of"].lower()
    return plain(part, "percent", "%") if percent else plain(part, "points", "points")


def _part_unit(match: Match) -> Quantity | None:
    """Half a mile; three quarters of an acre."""
    part = 0.5 if match["part"].lower() == "half" else _part(match)
    if part is None:
        return None
    unit, dimension = unit_of(match["unit"])
    return replace(plain(part, "measure", unit, 1), dimension=dimension, exact=False)


def _ratio(match: Match) -> Quantity:
    stem = match["word"].lower()[:5]
    amount = {"doubl": 2.0, "twice": 2.0, "tripl": 3.0, "trebl": 3.0, "quadr": 4.0, "quint": 5.0,
              "halve": 0.5, "halvi": 0.5, "half": 0.5}.get(stem)  # fmt: skip
    if amount is None:
        last = re.split(r"[\s-]", match["word"].lower().removesuffix("fold").strip(" -"))[-1]
        amount = number(last) or 1.0
    return plain(amount, "ratio", "ratio")


def _times(match: Match) -> Quantity | None:
    amount = number(match["times"])
    return None if amount is None else plain(amount, "ratio", "ratio")


def _part_as(match: Match) -> Quantity | None:
    part = _part(match)
    return None if part is None else plain(part, "ratio", "ratio", digits=1)


def _often(match: Match) -> Quantity | None:
    word = match["often"].lower()
    amount = {"once": 1.0, "twice": 2.0, "thrice": 3.0}.get(word) or number(word.split()[0])
    if amount is None:
        return None
    return replace(plain(amount, "count"), counted="time", per=(match["per"] or "").lower())


def _age(match: Match) -> Quantity | None:
    groups = match.groupdict()
    years = number(match["age"])
    if years is None or years >= 125:
        return None
    age = plain(years, "age", "year")
    if groups.get("to"):
        upper = float(match["to"])
        return replace(age, amount=upper, high=upper, low=years, comparator="range")
    sense = (groups.get("sense") or "").lower()
    if sense in ("over", "above", "more than", "older than"):
        return replace(age, high=inf, comparator="over")
    if sense:
        return replace(age, low=-inf, comparator="under")
    if groups.get("more"):
        return replace(age, high=inf, comparator="at least")
    return replace(age, low=-inf, comparator="up to") if groups.get("less") else age


def _decade(match: Match) -> Quantity | None:
    """In her forties: 40 to 49."""
    years = number(match["age"].lower().removesuffix("ies") + "y")
    years = float(match["age"][:2]) if match["age"][0].isdigit() else years
    if years is None:
        return None
    return Quantity(years, years, years + 9.99, "age", "year", comparator="about", digits=1)


def _height(match: Match) -> Quantity | None:
    """Feet and inches: 6ft 5in, six-foot-two."""
    feet, inches = number(match["feet"]), number(match["inches"])
    if feet is None or inches is None or inches >= 12:
        return None
    return replace(
        plain(feet + inches / 12, "measure", "foot", digits=3), dimension="length", exact=False
    )


def _nth(match: Match) -> Quantity:
    word = match["nth"].lower()
    value = float(re.sub(r"\D", "", word)) if word[0].isdigit() else float(_NTH[word])
    return replace(plain(value, "ordinal"), counted=(match["noun"] or "").strip().lower())


def _score(match: Match) -> Quantity | None:
    first, second = number(match["a"]), number(match["b"].replace("nil", "zero"))
    roughly = not match["a"][0].isdigit() and first is not None and first < (second or 0)
    if first is None or second is None or roughly:  # "two-three weeks"
        return None
    return replace(plain(first, "score"), high=second)


def _coin(match: Match) -> Quantity | None:
    """A pound fifty."""
    cents = number(match["cents"])
    if cents is None or not 10 <= cents < 100:
        return None
    return plain(1 + cents / 100, "money", currency_of(match["unit"]))


_SIZES = {"dozen": 12.0, "ten": 10.0, "score": 20.0, "hundred": 100.0, "thousand": 1e3,
          "million": 1e6, "billion": 1e9}  # fmt: skip


def _multitude(match: Match) -> Quantity | None:
    """Hundreds, tens of thousands: the order of magnitude, and nothing finer."""
    more = match["more"]
    size = _SIZES[match["size"].lower().removesuffix("s")]
    size *= _SIZES[more.lower().removesuffix("s")] if more else 1
    return Quantity(
        size, size * 1.5, size * 10, "count", comparator="multitude", digits=1, exact=False
    )


def _few(match: Match) -> Quantity:
    """A few hundred, a couple of thousand."""
    size = _SIZES[match["size"].lower()] if match["size"] else 1.0
    if match["few"].lower().startswith(("few", "several")):
        return Quantity(
            size, size * 2, size * 9, "count", comparator="multitude", digits=1, exact=False
        )
    return Quantity(
        size * 2, size * 1.8, size * 3, "count", comparator="about", digits=1, exact=False
    )


def _none(match: Match) -> Quantity:
    return replace(plain(0.0, "count"), counted=singular(match["noun"].lower()))


_SHARES = (
    rf"""   # one in five; two out of three; one nurse in ten; not "one in three years"
    \b(?P<top>{_CARD}|(?:one|1)(?=\s+[a-z]))(?:(?<=one)\s+(?!in\b|out\b|of\b)[a-z]{{3,15}})?
    [\s-]+(?:in|out\s+of)(?:\s+every)?[\s-]+
    (?P<part>{WORDS}|\d{{1,3}}(?:,\d{{3}})*)
    \b(?![%\d]|\s*(?:years|days|weeks|months|hours|minutes|per|of|different|other
        |games|matches|starts|outings|appearances|innings|seasons|attempts)\b
        |-(?!out|of)\w|\s+[a-z]+\s+(?:cities|towns|countries)\b)
    """,
    rf"""   # two-thirds; three quarters
    \b(?P<top>{_CARD})[\s-](?P<part>{_PARTS_WRITTEN})\b(?!\s+of\s+an?\s+(?:m|b|per)|\s+place)
    """,
    r"""    # 3/4 of; ½ of
    (?<![\d/.,])(?P<top>[1-9]\d?)/(?P<part>[234568]|10|16)(?=\s+of\b)(?!\d)
    """,
    rf"""    # a third of; a quarter fewer; not "a third man"
    \ban?\s+(?P<part>{_PART})\b
    (?=\s+(?:of(?!\s+an?\s+(?:m|b|per|point|hour|century))|fewer|more|less|larger|lower|higher|cheaper|faster|the
        |from|since|over|in|on)\b|\s*[.,;:)!?]|\s*$)
    """,
    rf"""    # by a third; more than a quarter
    \b{_BLURS}\s+
    (?P<all>an?\s+(?P<part>{_PART}))\b(?!\s+(?:hour|century|[a-z]*point|per|man|of\s+an?\s))
    """,
)
_HALVES = (
    r"""    # half of the seats
    (?<!first\s)(?<!second\s)(?<!and\sa\s)\bhalf
    (?=\s+(?:of(?!\s+an?\s)|the(?!\s+(?:number|size|price|rate|amount|level|cost))|its|their|his|her
        |all|those|our|my)\b)
    """,
    r"""    # my mother gets half; if the state pays its half
    \b(?:gets?|got|pays?|paid|owns?|owned)\s+
    (?:(?:its|their|his|her|my|our|your|the\sother)\s+)?(?P<all>half)(?=\s*(?:[.,;:!?]|$))
    """,
    rf"""    # more than half
    \b{_BLURS}\s+
    (?P<all>(?:a\s+)?half)\b(?!\s+(?:an?|past|time|as|million|price)\b|[\s-]\w+-)
    """,
)
_POINTS = (
    rf"""   # half a percentage point; a quarter of a per cent; a quarter-point
    \b(?:an?\s+|(?P<top>{_CARD})[\s-])?(?P<part>half|(?:{_PART})s?)[\s-](?:of[\s-])?(?:an?[\s-])?
    (?P<of>(?:percentage[\s-])?points?|per\s?cent|percent)\b(?!-)
    """,
)
_UNITS_PARTED = (
    rf"""   # half a mile; a quarter of a mile
    \b(?:an?\s+|(?P<top>{_CARD})[\s-])?(?P<part>half|quarters?|thirds?)[\s-](?:of[\s-])?an?\s
    (?P<unit>mile|met(?:re|er)|kilomet(?:re|er)|kilo|tonne|ton|acre|hectare|pint|lit(?:re|er)|inch|ounce)\b
    """,
)
_RATIOS = (
    rf"""
    (?<!-)\b(?P<word>
        doubl(?:ed|es|ing) | double(?=\s+(?:the|that|those|its|their|his|her|in|to|by|what)\b)
      | twice(?=\s+(?:as|the|that|its|their|what)\b)
      | (?:tripl|trebl|quadrupl|quintupl)(?:ed?|es|ing) | halv(?:ed?|es|ing)
      | half(?=\s+(?:as\s+(?:many|much|big|large|high|long)|the\s+(?:number|size|price|rate|amount
            |level|cost))\b)
      | (?:an?\s+)?factor\s+of\s+{_CARD}
      | (?:two|three|four|five|six|seven|eight|nine|ten)-?fold
    )\b(?!-)
    """,
)
_GROWN = (
    rf"""   # gone up two and a half times, from $8.10
    \b(?:risen|rose|rises|grown|grew|(?:went|gone|goes|going)\s+up|increased|multiplied|jumped|soared)\s+
    (?:by\s+)?(?:(?:about|almost|nearly|some|over|more\s+than)\s+)?
    (?P<all>(?P<times>(?:{WORDS}|\d{{1,2}}){PART_MORE}|\d{{1,2}}\.\d)\s+times)\b
    """,
)
_PARTS_AS = (rf"\b(?P<all>an?\s+(?P<part>{_PART}))(?=\s+as\s+(?:many|much|big|large|high|long)\b)",)
_OFTEN = (
    rf"""   # twice a week; four times a day; he was fined twice
    \b(?:
        (?P<often>once|twice|thrice|(?:{WORDS}|\d{{1,3}})\s+times)
        \s+(?:an?|per|each|every)\s+(?P<per>{_UNIT_OF_TIME})
    )\b
    """,
    r"(?<!\bonce\sor\s)(?<!\bthink\s)\b(?P<often>twice|thrice)\b(?P<per>)(?!\s+(?:as|the|that|its|their"
    r"|what|over|an?|per|each|every)\b)(?!-)",
)
_PERSONS = (
    r"(?:people|persons|those|anyone|everyone|adults|men|women|children|kids|girls|boys|pupils|patients"
    r"|residents|voters|drivers|workers|players|someone|anybody|everybody)(?:\s+(?:who\s+are|aged))?"
)
_AGES = (
    rf"""   # aged 24; aged between 18 and 24; aged 65 and over
    \b(?:aged|ages?\s+of)\s+(?:(?P<sense>over|under)\s+|between\s+)?
    (?P<age>\d{{1,3}}|{WORDS})\b
    (?:\s?(?:[-–]|to|and)\s?(?P<to>\d{{1,3}})\b
        |(?P<more>\s+(?:and|or)\s+(?:over|above|older|up))|(?P<less>\s+(?:and|or)\s+(?:under|younger|below)))?
    """,
    rf"""   # people over 65
    \b{_PERSONS}\s+(?P<all>(?P<sense>over|under|above|below|older\sthan|younger\sthan)\s+(?:the\sage\sof\s)?
    (?P<age>\d{{2}})(?:s\b)?)(?![\d,.%][\d%]|%|\s?[a-z]*[-\s]*(?:mph|km|miles|feet|metres|per|cent|m\b))
    """,
    rf"\b(?P<all>(?P<sense>over|under)-(?P<age>\d{{1,2}}|{WORDS})s)\b",  # the over-65s
    r"\b(?P<age>\d{1,3})(?P<more>\s+(?:and|or)\s+(?:over|older))\b(?=\s*[.,;)]|\s*$)",
    r"(?-i:\b[A-Z])[\w’'-]{1,40}+,\s(?P<all>(?P<age>\d{2}))(?=,|\.$)",  # Ms Arden, 64, said
    r"(?<=[a-z]),\s(?P<all>(?P<age>[1-9]\d))(?=,\s+(?!and\b|or\b)[a-z])",  # the keeper, 28, has
    rf"\b(?P<all>(?P<age>\d{{1,3}}|{WORDS})\s+years?\s+(?:old|of\s+age))\b",
)
_DECADES = (
    r"\b(?:his|her|their|my|our|your)\s+(?:early\s+|mid[-\s]|late\s+)?(?P<all>(?P<age>[2-9]0s"
    r"|(?:twent|thirt|fort|fift|sixt|sevent|eight|ninet)ies))\b",
)
_HEIGHTS = (
    r"""    # 6ft 5in; 5 feet and 11 inches; 6'2"
    \b(?P<feet>\d+)\s?(?:ft|feet|foot|['’′])\s?(?:and\s)?
    (?P<inches>\d\d?)\s?(?:in\b|ins\b|inch(?:es)?\b|["″”])
    """,
    r"""    # six-foot-two; six feet four inches
    \b(?P<feet>four|five|six|seven)[\s-](?:foot|feet)[\s-]
    (?P<inches>one|two|three|four|five|six|seven|eight|nine|ten|eleven)\b(?:\s+inch(?:es)?\b)?
    """,
)
_ORDINALS = (
    rf"""   # the 5th; third place, the second largest
    \b(?P<nth>\d{{1,3}}(?:st|nd|rd|th)
      | (?:{_NTHS})(?=[\s-]+(?:place|largest|biggest|highest|tallest|longest|oldest|richest|busiest
            |most|time|term|straight|consecutive|successive|day|season|win|defeat|title|goal|attempt
            |in\s+the\s+(?:table|league|poll|world|country)|of\s+(?:\d+|{_CARD})\b)\b))
    (?P<noun>\s+(?:place|time|term|day|season|win|defeat|title|goal|attempt))?\b
    """,
)
_RESULT = r"""(?:win|victory|victories|defeat|loss|draw|lead|vote|ruling|decision|opinion|majority
    |aggregate|triumph|scoreline|result|on\s+aggregate|at\s+half|over|against|away|at\s+home|up|down)\b"""
_SCORES = (
    r"""    # won 3-2
    \b(?:won|wins?|beat|beaten|beats|lost|lose|victory|defeat\w*|draw|drew|voted?|led|trail\w*|score\w*
        |ruled|thrash\w*|edged|passe[ds]|approved|rejected|carried|upheld)\b
    [^.;\d\x00]{0,40}?(?<![\w-])(?P<all>(?P<a>\d{1,3})[-–](?P<b>\d{1,3}))(?![\w%-]|[.,]\d|\s(?:per|p))
    """,
    rf"""   # a 2-1 ruling
    (?<![\w.,$£€-])(?P<all>(?P<a>\d{{1,2}})[-–](?P<b>\d{{1,2}}))(?=[\s-]+(?:\w+\s)?{_RESULT})
    """,
    r"(?:(?<=\d[-–]\d,\s)|(?=\d[-–]\d,\s\d[-–]\d\b))(?<![\d$£€-])(?P<all>(?P<a>\d)[-–](?P<b>\d))\b",
)
_SAID = "one|two|three|four|five|six|seven|eight|nine"
_SCORES_SAID = (
    rf"""   # three-two
    (?<![\w-])(?P<a>{_SAID})-(?P<b>{_SAID}|nil)(?![\w-]|\s+(?:of|in|person|man|hour|month|week)\b)
    """,
)
_COINS = (
    rf"\ban?\s+(?P<unit>pound|dollar|euro|quid|buck)\s+(?P<cents>{WORDS})\b(?!\s?(?:per\s?cent|%|[mbtr]+illion)"
    r"|[\s-](?!pence)[a-z]+s\b|\speople\b)",
)
_MULTITUDES = (
    r"""    # hundreds of; tens of thousands
    \b(?P<all>(?P<size>dozens|tens|scores|hundreds|thousands|millions|billions)
        (?:\s+of\s+(?P<more>thousands|millions|billions))?)\b
    (?=\s+(?:of|more|have|were|are|had|gathered|marched|lined|turned|fled|took|died)\b)
    """,
)
_FEW = (
    r"""    # a few hundred; several thousand; a couple of
    \b(?P<all>(?:a\s+)?(?P<few>few|several|couple(?:\s+of)?)
        \s+(?P<size>dozen|hundred|thousand|million|billion))\b
    """,
    r"\b(?P<all>an?(?:other)?\s+(?P<few>couple))(?P<size>)(?=\s+of\b(?!\s+(?:the|hundred|thousand|million"
    r"|days|weeks|months|years|hours|minutes|decades)\b))",
)
_NONE = (
    r"""    # no deaths: only what news counts, and where it is said whether there were any
    \b(?P<all>no|zero)\s+(?:further\s+|reported\s+|serious\s+|new\s+)?(?P<noun>deaths|injuries|casualties
    |fatalities|arrests|survivors|goals)\b
    """,
)
Build = Callable[[Match], Quantity | None]
_FRACTION_WORDS = "third quarter fourth fifth sixth seventh eighth ninth tenth twent hundredth hal"
# What a text in lower case must have for one of the patterns to match: a cheap test before them.
_TABLE: tuple[tuple[str, tuple[str, ...], Build], ...] = (
    ("_in_ -in- _out_of_", _SHARES[:1], _share),
    (_FRACTION_WORDS, _SHARES[1:2] + _SHARES[3:], _share),
    ("/", _SHARES[2:3], _share),
    ("half", _HALVES, _half),
    ("point per_cent percent", _POINTS, _point),
    ("half_ quarter third", _UNITS_PARTED, _part_unit),
    ("doubl twice tripl trebl quadr quint halv half factor fold", _RATIOS, _ratio),
    ("times", _GROWN, _times),
    (_FRACTION_WORDS, _PARTS_AS, _part_as),
    ("once_ thrice times_", _OFTEN[:1], _often),
    ("twice thrice", _OFTEN, _often),
    ("aged_ age_of ages_of", _AGES[:1], _age),
    ("over_ under_ above_ below_ than_", _AGES[1:2], _age),
    ("over- under-", _AGES[2:3], _age),
    ("or_over and_over or_older and_older", _AGES[3:4], _age),
    (",_", _AGES[4:6], _age),
    ("old of_age", _AGES[6:], _age),
    ("0s ties", _DECADES, _decade),
    ("ft foot feet ' ’ ′", _HEIGHTS, _height),
    (f"{_NTHS} st nd rd th".replace("|", " "), _ORDINALS, _nth),
    ("- –", _SCORES, _score),
    ("-", _SCORES_SAID, _score),
    ("pound dollar euro quid buck", _COINS, _coin),
    ("dozens tens_ scores_ hundreds thousands millions billions", _MULTITUDES, _multitude),
    ("few_ several_ couple", _FEW, _few),
    ("no_ zero_", _NONE, _none),
)
_PHRASES = [
    (
        tuple(word.replace("_", " ") for word in words.split()),
        tuple(re.compile(pattern, re.X | re.I) for pattern in patterns),
        build,
    )
    for words, patterns, build in _TABLE
]


def phrases(text: str) -> list[Atom]:
    """Find shares, ratios, ages, heights, ordinals, scores and vague multitudes.

    Args:
        text: a sentence, with what is no quantity blanked out.

    Returns:
        Start, end and value of each, overlaps included.

    Examples:
        >>> [str(value) for _, _, value in phrases("One in five sales doubled.")]
        ['20%', '2 times']
    """
    low = text.lower()
    return [
        (*match.span(group), value)
        for words, patterns, build in _PHRASES
        if any(word in low for word in words)
        for pattern in patterns
        for group in ("all" if "all" in pattern.groupindex else 0,)
        for match in pattern.finditer(text)
        if (value := _counted(text, match.end(group), build(match)))
    ]


def _counted(text: str, end: int, value: Quantity | None) -> Quantity | None:
    """A share, a few hundred or a multitude, with the noun that it is of."""
    vague = value and value.sort == "count" and value.comparator
    if value is None or not (value.sort == "percent" or vague):
        return value
    return replace(value, counted=counted_noun(text, end, value.sort == "percent"))
