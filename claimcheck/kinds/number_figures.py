"""Figures with the unit that stands beside them: "$2.5bn", "40 per cent", "200 metres"."""

from __future__ import annotations

import re
from dataclasses import replace

from claimcheck.kinds import units
from claimcheck.kinds.number_labels import labels
from claimcheck.kinds.number_nouns import counted_noun
from claimcheck.kinds.number_phrases import Atom, Match
from claimcheck.kinds.number_words import DIGITS, MAGNITUDE, PART_MORE, WORDS, by_hundreds, number
from claimcheck.kinds.quantities import Quantity, significant

_TIME = (
    r"(?:mins?|hrs?|secs?|second|minute|hour|day|week|fortnight|month|year|decade|centur(?=y|ies))"
    r"(?:ies|y|s)?"
)
_FIGURE = re.compile(
    rf"""
    (?<![\w.,/]) (?<!(?<![\dbm%])[A-Za-z]-)                 # not COVID-19, F-16
    (?P<sign>(?<![\w%)–-])[-−](?=[\d$£€¥])|\b(?:minus|negative)\s+)?
    (?P<sign2>(?:{units.SIGN})\s?)?
    (?P<figure>
        [1-9]/[2-8](?=[\s-](?:miles?|inch|cups?|pints?|acres?|ounces?)\b)
      | (?:{DIGITS})(?:\s?[½¼¾⅓⅔]|\s\d/\d\b)? | [½¼¾⅓⅔] | {WORDS}\b
    )
    (?P<half>{PART_MORE})?
    (?P<magnitude>{MAGNITUDE}{PART_MORE}?)?
    (?![\d/](?!\d*-)|[.,:]\d)
    (?:
        (?P<points>\s?(?:pp|ppts?|pps)\b|\s?(?:%|per\s?cent|percent(?:age)?)?[\s-]percentage[\s-]points?\b
            |\s?%[\s-]points?\b|[\s-]per\s?cent[\s-]points?\b)
      | (?P<basis>[\s-]?(?:basis[\s-]points?|bps)\b)
      | (?P<percent>\s?%|[\s-]?per\s?cents?\b|[\s-](?:percentage|percents)\b|\s?pc\b)
      | (?P<age>[\s-](?:year|month|week|day)s?[\s-]olds?\b)
      | (?P<time>(?:-odd|-plus|\+|\s+or\s+so)?[\s-]+{_TIME}(?![-\w]*?[-\s]{{1,3}}olds?)(?:\b|-))
      | (?P<times>x\b|[\s-]?fold\b|\s+times(?=\s+(?:as\b|more|less|the\b|higher|larger|bigger|faster
            |greater|lower|cheaper|smaller|its\b|their\b|what\b|that\b)))
      | (?P<grand>\s+grand\b(?!\s+(?:prix|slam|final|jury|piano|total|designs|father|mother)))
      | (?P<money>[\s-]?(?:{units.MONEY})\b|\s?[€£$](?!\s?\d))
      | (?P<pence>(?-i:[pc])\b|¢|[\s-]?(?:pence|pennies|penny|cents?)\b)
      | (?P<unit>(?:{units.UNIT})(?![\w/]))
    )?
    (?![A-Za-z])
    """,
    re.X | re.I,
)
_PER = re.compile(
    r"""
    (?: \s*/\s*
      | [\s-]+(?:per|an?|each|every)[\s-]+(?!\w+\s+(?:earlier|ago|before|later|after|on)\b) )
    (?P<per>second|minute|hour|hr|day|night|week|fortnight|month|year|quarter|annum|person|capita|head
        |household|family|home|house|mile|km|kilomet(?:re|er)|lit(?:re|er)|gallon|pint|kilo|kg|tonne|ton
        |ounce|barrel|share|pupil|student|child|patient|passenger|adult|ticket|vote|game|match|kWh|MWh
        |pop|go|time|bottle|bag|box|unit|plate|acre|hectare|square\s(?:foot|met(?:re|er)|mile))\b
  | \s+per\s+(?P<base>\d[\d,]*(?:\s(?:thousand|million))?
        |(?:an?\s+|one\s+)?(?:hundred|thousand|million))
        (?:\s+(?:people|persons|residents|inhabitants|adults|children|women|men|patients|(?:live\s+)?births
            |cases|visits|vehicles))?
  | \s+per\s+(?!cent\b)(?P<any>[a-z]{3,})\b
  | \s+(?P<each>each|apiece)\b
  | \s+(?P<adverb>annually|yearly|monthly|weekly|daily|nightly|hourly)\b
    """,
    re.X | re.I,
)
# 400 cars a week; 42 deaths per 100,000 people
_PER_LATER = re.compile(
    r"""(?:[\s-](?!(?:an?|per|each|every|and|to|in|with)\s)[a-z-]++){1,4}
    (?:\s+(?:an?|per|each|every)\s+(?P<per>hour|day|night|week|fortnight|month|year|quarter)
          (?!\s+(?:earlier|ago|before|later|after|on)\b)
      | \s+(?P<adverb>annually|yearly|monthly|weekly|daily)
      | \s+per\s+(?P<base>\d[\d,]*|(?:an?\s+|one\s+)?(?:hundred|thousand|million)))\b
    (?P<any>)(?P<each>)""",
    re.X | re.I,
)
_PER_SAID = {
    "annually": "year", "yearly": "year", "monthly": "month", "weekly": "week", "daily": "day",
    "nightly": "night", "hourly": "hour", "annum": "year", "head": "person", "capita": "person",
    "hr": "hour", "km": "kilometre", "kilometer": "kilometre", "liter": "litre", "kilo": "kg",
    "people": "person", "adult": "person", "pop": "each", "go": "each", "apiece": "each",
}  # fmt: skip
# "100m tall", "the 50m pool": metres, where "100m" might be a hundred million
_METRES = re.compile(
    r"\s+(?:tall|high|long|deep|wide|away|below|above|offshore|of\s(?:water|cable|pipe|rope|fencing)"
    r"|from\sthe|sprint|race|hurdles|relay|freestyle|butterfly|backstroke|breaststroke|final|dash"
    r"|pool|record|title|champion|runner|swimmer|heats?|x\s\d)\b"
)
_WEIGHED = re.compile(
    r"\b(?:weigh\w*|weight|heav\w+|tipped)\b|\b(?:lost|lose|losing|drop|shed|gained)\s+(?:\w+\s+)?\S+\s+pounds\b"
    r"|pounds?\s+of\s+(?:meat|flesh|flour|sugar|fish|explosive|cocaine|heroin|cannabis|food|fruit|rice)"
    r"|-pound\s+(?:baby|bomb|man|fish|dog|weight|rock|boulder|turkey|pumpkin)\b|\btons?\b|\bounces\b"
)
_COUNTED_ONE = re.compile(
    r"\s+(?:person|man|woman|child|girl|boy|death|case|vote|seat|goal|job|house|home|school|officer"
    r"|soldier|passenger|patient|pupil|worker|dead|injured)\b|-(?:bed(?:room)?|stor(?:e?y)|seat)\b"
)
_AT = re.compile(r"\b(?:at|by|until|till|before|after|since|from|the|past|around)\s+$", re.I)
_IN_YEAR = re.compile(r"\b(?:in|of|since|from|until|till|before|after|by)\s+$", re.I)
_TIMED = re.compile(
    r"\b(?:kick-?off|start(?:s|ed)?|beg(?:an|ins?)|doors|leaves?|departs?|arrives?|opens?|closes?"
    r"|shuts?|trains?|flights?|bus(?:es)?|appointment|sharp|clock|alarm|woke|between)\b"
    r"|\b[ap]\.?m\b", re.I,
)  # fmt: skip
_POINTS = re.compile(
    r"[\s-]points?\b(?!\s+(?:of|clear|behind|ahead|adrift|away|above|below|from)\b)", re.I
)
# Percentages about which "points" are told: shares of a vote, rates, turnout.
_RATED = re.compile(
    r"%|per\s?cent|\b(?:poll\w*|vote\sshare|turnout|approval|inflation|rating|support|lead|swing)\b",
    re.I,
)
_SPORTS = re.compile(
    r"\b(?:league|table|season|title|match|goals?|index|shares|FTSE|Dow|Nasdaq)\b", re.I
)


def figures(text: str) -> list[Atom]:
    """Find figures and number words with their units, years and labels left out.

    Args:
        text: a sentence, with what is no quantity blanked out.

    Returns:
        Start, end and value of each, in order.

    Examples:
        >>> [str(value) for *_, value in figures("It cost $2.5bn, or £12 a head, on page 4.")]
        ['$2.5 billion', '12 GBP per person']
    """
    out = []
    for match in _FIGURE.finditer(text):
        value = _quantity(match, text)
        if value is None:
            continue
        end = match.end()
        if value.sort not in ("age", "ratio") and (per := _PER.match(text, end)):
            value, end = replace(value, per=_per(per)), per.end()
        if value.sort in ("count", "percent", "money") and not value.per[:1].isdigit():
            value = replace(value, counted=counted_noun(text, end, value.sort != "count"))
        if value.sort == "count" and not match["magnitude"]:
            if labels(text, match.start(), match["figure"], value.counted):
                continue
            bare = value.said and not (value.counted or value.per)
            if bare and _clock(text, match.start(), value):
                continue
            value, end = _pointed(text, end, value)
        named = value.counted or (value.sort == "measure" and text.startswith(" of ", end))
        if named and not value.per and (later := _PER_LATER.match(text, end)):
            value = replace(value, per=_per(later))
        out.append((match.start(), end, value))
    return out


def _pointed(text: str, end: int, value: Quantity) -> tuple[Quantity, int]:
    """Take points for percentage points where percentages are told."""
    after = _POINTS.match(text, end)
    if not after or not _RATED.search(text) or _SPORTS.search(text):
        return value, end
    return replace(value, sort="points", unit="points", counted=""), after.end()


def _quantity(match: Match, text: str) -> Quantity | None:
    magnitude = match["magnitude"] or ""
    metres = (
        magnitude.strip() == "m"
        and not match["sign2"]
        and (magnitude != "m" or bool(_METRES.match(text, match.end())) or _race(match, text))
    )
    written = match["figure"] + (match["half"] or "") + ("" if metres else magnitude)
    amount = number(written)
    said = by_hundreds(re.sub(r"\s+", " ", written.lower())) is not None
    if amount is None or match["time"] or (said and _two(match, text)):
        return None
    if match["figure"].lower() == "one" and not _one_counts(match, text):
        return None
    amount = -amount if match["sign"] else amount
    exact = not magnitude and amount == int(amount) and abs(amount) < 100
    sort, unit, dimension, amount = _measured(match, text, amount, metres)
    if not sort:
        return None
    digits = significant(amount)
    return Quantity(
        amount, amount, amount, sort, unit, dimension, digits=digits, exact=exact, said=said
    )


def _two(match: Match, text: str) -> bool:
    """Whether a figure said without its hundred is two: "two fifty-page reports"."""
    unit = (match["money"] or match["unit"] or "").strip()
    notes = unit and not unit.endswith("s") and re.match(r"\s+[a-z]+s\b", text[match.end() :])
    apart = text.startswith("-", match.end("figure"))
    return bool(apart or match["age"] or match["percent"] or notes)


def _clock(text: str, start: int, value: Quantity) -> bool:
    """Whether a bare "seven thirty" is rather a time of day, or "thirteen forty-eight" a year."""
    before = text[max(0, start - 16) : start]
    if value.amount >= 1300:
        return bool(_IN_YEAR.search(before))
    minutes = value.amount % 100 < 60
    return minutes and bool(_AT.search(before) or _TIMED.search(text))


def _race(match: Match, text: str) -> bool:
    """Whether a length is that of a race: "won the 100m in"."""
    lengths = ("60", "100", "200", "400", "800", "1500", "1,500", "3,000", "5,000", "10,000")
    named = text[: match.start()].endswith("the ") and not counted_noun(text, match.end(), False)
    return named and match["figure"] in lengths


def _measured(match: Match, text: str, amount: float, metres: bool) -> tuple[str, str, str, float]:
    """The sort of a figure, its unit and dimension, and the amount in that unit."""
    if match["points"]:
        return "points", "points", "", amount
    if match["basis"]:
        return "points", "points", "basis", amount / 100
    if match["percent"]:
        return "percent", "%", "", amount
    if match["age"]:
        unit = re.split(r"[\s-]", match["age"].strip(" -"))[0]
        return "age", unit.rstrip("s").lower(), "", amount
    if match["times"]:
        return "ratio", "ratio", "", amount
    if match["grand"]:
        return "money", units.currency_of((match["sign2"] or "").strip()), "", amount * 1000
    if match["sign2"] or match["money"]:
        unit = units.currency_of((match["money"] or match["sign2"]).strip(" -"))
        if unit == "GBP" and not match["sign2"] and _WEIGHED.search(text):
            return "measure", "pound", "mass", amount
        if match["money"] and match["sign2"]:
            unit = units.currency_of(match["sign2"].strip())
        return "money", unit, "", amount
    if match["pence"]:
        return _pence(match, amount)
    if metres or match["unit"]:
        unit, dimension = units.unit_of("metres" if metres else match["unit"].strip(" -"))
        return "measure", unit, dimension, amount
    return "count", "", "", amount


def _pence(match: Match, amount: float) -> tuple[str, str, str, float]:
    word = match["pence"].strip(" -").lower()
    if word in ("p", "c") and not match["figure"][0].isdigit():
        return "", "", "", amount
    return "money", "GBP" if word[0] == "p" else "$", "", amount / 100


def _one_counts(match: Match, text: str) -> bool:
    """Whether "one" is a number here and not a pronoun."""
    groups = ("magnitude", "half", "sign", "percent", "points", "money", "unit", "pence")
    if any(match[group] for group in groups):
        return True
    return bool(
        _COUNTED_ONE.match(text, match.end())
        or re.search(r"\b(?:only|just|exactly|at\sleast)\s$", text[: match.start()][-12:], re.I)
    )


def _per(match: Match) -> str:
    if match["base"]:
        base = number(re.sub(r"^(?:an?|one)\s+", "a ", match["base"].lower())) or 1.0
        return f"{base:,.0f}"
    word = match["per"] or match["any"] or match["each"] or match["adverb"]
    word = re.sub(r"\s+", " ", word.lower())
    return _PER_SAID.get(word, word)
