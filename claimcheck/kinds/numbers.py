"""Numbers: found with unit, bound and the noun that they count."""

from __future__ import annotations

import re
from dataclasses import replace
from math import inf

from claimcheck.kinds import number_judge, quantities
from claimcheck.kinds.number_phrases import Atom, Match, counted_noun, phrases
from claimcheck.kinds.quantities import Quantity
from claimcheck.records import Fact, Level, Sentence, Source

_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?"
    r"|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\b\.?"
)
_TIME = r"(?:second|minute|hour|day|week|fortnight|month|year|decade|centur(?=y|ies))(?:ies|y|s)?"
_NOT_QUANTITY = re.compile(
    rf"""
    https?://\S+ | \bwww\.\S+ | (?<!\S)[^\s@]{{1,64}}@\S+             # addresses
    | \b\d{{4}}-\d\d(?:-\d\d)?\b                            # 2024-12-03
    | \b\d\d?([./-])\d\d?\1(?:\d{{4}}|\d\d)\b               # 12/3/2024
    | \b\d\d?(?:st|nd|rd|th)?(?:\s?(?:[-–]|to|and)\s?\d\d?(?:st|nd|rd|th)?)?
        (?:\s+(?:of\s+)?|-){_MONTH}(?:,?[\s-]+\d{{4}}\b)?   # 3 to 5 May 2024
    | (?<!\b[Ii]n\s)\b{_MONTH}\s+\d\d?(?:st|nd|rd|th)?\b(?!,\d|\s?%)
        (?:\s?(?:[-–]|to|and)\s?\d\d?\b)?(?:,?\s+\d{{4}}\b)?   # May 3–5, 2024
    | \b{_MONTH},?\s+(?:of\s+)?\d{{4}}\b                    # December 2024
    | (?:\b\d{{3}}|['’]\d)0['’]?s\b                         # 1990s
    | \b\d\d?(?:st|nd|rd|th)[\s-]century\b
    | \b(?:FY|fiscal(?:\s+year)?|financial\s+year)\s?['’]?\d\d+(?:[-/–]\d+)?\b
    | \b\d\d?(?:[:.]\d\d)?\s?(?:[ap]m\b|[ap]\.m\.?|o['’]clock) | \b\d\d?:\d\d(?::\d\d)?\b  # times
    | \+\d[\d\s()-]{{7,24}}\d\b                             # telephone numbers
    | \(?\b0\d{{2,4}}\)?[\s-]\d{{3,4}}(?:[\s-]?\d{{3,4}})?\b
    | \b(?:\d{{3}}-)?\d{{3}}-\d{{4}}\b
    | \bv?\d+\.\d+\.\d+(?:\.\d+)*\b                         # versions
    | \b(?:9/11|7/7|24/7)\b
    | \b(?:{quantities.WORDS}|\d+)-(?:time|way|star)\b
    | \bno\s+one\b | \bone\s+(?:another|day|of)\b
    """,
    re.X,
)

_FIGURE = re.compile(
    rf"""
    (?<![\w.,/]) (?<!(?<![\dbm%])[A-Za-z]-)                 # not COVID-19, F-16
    (?P<sign>(?<![\w%)–-])[-−](?=[\d$£€¥])|\b(?:minus|negative)\s+)?
    (?P<sign2>(?:{quantities.SIGN})\s?)?
    (?P<figure>
        (?:{quantities.DIGITS})(?:\s?[½¼¾⅓⅔]|\s\d/\d\b)? | [½¼¾⅓⅔] | {quantities.WORDS}\b
    )
    (?:(?P<half>[\s-]and[\s-]a[\s-]half\b))?
    (?P<magnitude>{quantities.MAGNITUDE})?
    (?![\d/]|[.,:]\d)
    (?:
        (?P<points>\s?(?:pp|ppts?|pps)\b|\s?(?:%|per\s?cent|percent(?:age)?)?[\s-]percentage[\s-]points?\b
            |\s?%[\s-]points?\b|[\s-]per\s?cent[\s-]points?\b)
      | (?P<basis>[\s-]?(?:basis[\s-]points?|bps)\b)
      | (?P<percent>\s?%|[\s-]?per\s?cent\b|[\s-]percentage\b|\s?pc\b)
      | (?P<age>[\s-](?:year|month|week|day)s?[\s-]olds?\b)
      | (?P<time>[\s-]+{_TIME}(?![-\w]*[-\s]+olds?)(?:\b|-))
      | (?P<times>x\b|[\s-]?fold\b|\s+times(?=\s+(?:as\b|more|less|the\b|higher|larger|bigger|faster
            |greater|lower|cheaper|smaller|its\b|their\b|what\b|that\b)))
      | (?P<money>[\s-]?(?:{quantities.MONEY})\b|\s?[€£](?!\s?\d))
      | (?P<pence>p\b|[\s-]?(?:pence|cents?)\b)
      | (?P<unit>(?:{quantities.UNIT})(?![\w/]))
    )?
    (?![A-Za-z])
    """,
    re.X | re.I,
)
_PER = re.compile(
    r"(?:\s*/\s*|\s+(?:per|an?|each|every)\s+)(?P<per>second|minute|hour|hr|day|night|week|month|year"
    r"|quarter|annum|person|capita|head|household|family|mile|km|kilomet(?:re|er)|lit(?:re|er)"
    r"|gallon|kilo|kg|tonne|ton|ounce|barrel|share|pupil|student|patient|ticket|vote|game|kWh"
    r"|MWh|square\s(?:foot|met(?:re|er)))\b|\s+(?P<adverb>annually|yearly|monthly|weekly|daily)\b",
    re.I,
)
_COMPARED = re.compile(
    r"(?:\b(?:"
    r"(?P<nearly>(?:very\s+)?nearly|almost|close\s+to|just\s+(?:under|below)|not\s+quite)"
    r"|(?P<over>(?:(?:just|well|slightly|a\s+little)\s+)?(?:over|above|(?:more|greater|higher|larger)"
    r"\s+than)|in\s+excess\s+of|upwards\s+of|exceeding|north\s+of)"
    r"|(?P<under>(?:well\s+)?(?:under|below|(?:fewer|less|lower|smaller)\s+than)|south\s+of)"
    r"|(?P<at_least>at\s+least|(?:no|not)\s+(?:fewer|less)\s+than|a\s+minimum\s+of)"
    r"|(?P<up_to>up\s+to|at\s+most|as\s+(?:many|much|high)\s+as|(?:no|not)\s+more\s+than"
    r"|a\s+maximum\s+of)"
    r"|(?P<about>about|around|roughly|approximately|some|an?\s+estimated|circa)"
    r")\s+(?:an?\s+(?=$)|the\s+)?|(?P<about2>~)\s?|(?P<over2>>)\s?|(?P<under2><)\s?)$",
    re.I,
)
_AFTER = re.compile(r"(?P<at_least>\+(?!\w)|[\s-]plus\b|\s+or\s+more\b)|(?P<about>\s+or\s+so\b)"
                    r"|(?P<up_to>\s+or\s+(?:fewer|less)\b)", re.I)  # fmt: skip
_LABEL = re.compile(
    r"\b(?:page|chapter|article|section|room|flight|route|highway|junction|no\.?|number|figure"
    r"|table|phase|type|level|grade|class|version|act|rule|platform|gate|channel|apartment|flat"
    r"|line|tier|category|stage|part|volume|episode|season|round|unit|block|zone|ward|district"
    r"|division|group|week|day|year|bus|lot|sector|schedule|clause|paragraph|resolution"
    r"|proposition|war|top|formula)[\s-]+$|[#§]\s?$", re.I,
)  # fmt: skip
_NAMED = re.compile(r"(?<!^)(?<![.!?:“\"‘]\s)\b[a-z]?[A-Z][\w’'&-]*\s$")
_DATED = re.compile(
    r"(?:\b(?:in|since|by|until|till|during|before|after|from|between|and|to|of|for|the|its|his"
    r"|her|their|our|this|early|mid|late|year|circa)[\s-]+|[(–]|['’]s\s+)$", re.I,
)  # fmt: skip
_TALLER = re.compile(
    r"\s+(?:tall|high|long|deep|wide|away|below|above|sprint|race|hurdles|relay|freestyle"
    r"|butterfly|backstroke|breaststroke|final|dash|pool)\b"
)


_FAR_APART = 100


def alike(claim: Fact, evidence: Fact) -> bool:
    """Tell whether two quantities surely measure one sort of thing.

    Args:
        claim: a quantity of the article.
        evidence: a quantity of a source.

    Returns:
        False for counts unless both count the same noun, and for amounts that lie far apart
        without the same digits.
    """
    mine, other = claim.value, evidence.value
    small, large = sorted((abs(mine.amount), abs(other.amount)))
    if large > _FAR_APART * small and f"{small:e}"[:3] != f"{large:e}"[:3]:
        return False
    return bool(mine.sort != "count" or (mine.counted and mine.counted == other.counted))


def find(sentence: Sentence, source: Source) -> list[Fact]:
    """Find the quantities in a sentence; years, dates, durations, names and labels are none.

    Args:
        sentence: a sentence of the source.
        source: its document (not needed yet, numbers stand for themselves).

    Returns:
        Facts of kind ``number`` in order, whose value is a `Quantity`. The text has the figure
        with its unit and the words that bound it, not the noun counted.

    Examples:
        >>> text = "Nearly nine thousand people paid $2.5bn in 2019, up 40%."
        >>> source = Source("s", "report", "", text)
        >>> for fact in find(Sentence("s:0", "s", 0, len(text), text), source):
        ...     print(fact.text, "=", fact.value)
        Nearly nine thousand = nearly 9,000
        $2.5bn = $2.5 billion
        40% = 40%
    """
    text = _NOT_QUANTITY.sub(lambda match: "\0" * len(match[0]), sentence.text)
    atoms = _apart(text, phrases(text) + _figures(text) + _heights(text))
    return [
        Fact(sentence.id, "number", sentence.text[s:e], value, sentence.start + s,
             sentence.start + e)
        for s, e, value in (_compared(text, atom) for atom in _ranges(text, atoms))
    ]  # fmt: skip


def judge(claim: Fact, evidence: Fact) -> tuple[Level, str]:
    """Tell how a number of the article stands to a number of a source, if both count one thing.

    Args:
        claim: a fact of the article whose value is a `Quantity`.
        evidence: a fact of the source.

    Returns:
        The level, and why in a short clause ("" where nothing needs saying). Rounding and bounds
        that are met make ``close``; figures of other sorts, or that count other things, ``absent``.

    Examples:
        >>> def fact(text):
        ...     source = Source("s", "report", "", text)
        ...     return find(Sentence("s:0", "s", 0, len(text), text), source)[0]
        >>> for words in ("7 million users", "eight thousand users", "8,730 users"):
        ...     level, why = judge(fact("nearly nine thousand users"), fact(words))
        ...     print(level, "-", why)
        conflicts - 7 million is not nearly 9,000
        conflicts - 8,000 is not nearly 9,000
        close - 8,730 rounds to 9,000
    """
    return number_judge.judge(claim.value, evidence.value)


def _apart(text: str, atoms: list[Atom]) -> list[Atom]:
    """Of overlapping matches the longest."""
    kept: list[Atom] = []
    taken = bytearray(len(text))
    for atom in sorted(atoms, key=lambda a: (a[0] - a[1], a[0])):
        if not any(taken[atom[0] : atom[1]]):
            kept.append(atom)
            taken[atom[0] : atom[1]] = b"\1" * (atom[1] - atom[0])
    return sorted(kept, key=lambda a: a[0])


# ------------------------------------------------------------ figures with their units

_HEIGHT = re.compile(
    r"\b(?P<feet>\d+)\s?(?:ft|feet|foot|['’′])\s?(?P<inches>\d\d?)\s?(?:in\b|ins\b|inch(?:es)?\b|[\"″])"
)


def _heights(text: str) -> list[Atom]:
    """Feet and inches: "6ft 5in"."""
    found = []
    for match in _HEIGHT.finditer(text):
        feet = int(match["feet"]) + int(match["inches"]) / 12
        value = Quantity(feet, feet, feet, "measure", "foot", "length", digits=3, exact=False)
        found.append((match.start(), match.end(), value))
    return found


def _figures(text: str) -> list[Atom]:
    out = []
    for match in _FIGURE.finditer(text):
        if value := _quantity(match, text):
            end = match.end()
            if value.sort not in ("age", "ratio") and (per := _PER.match(text, end)):
                value, end = replace(value, per=_per(per)), per.end()
            if not value.counted and value.sort in ("count", "percent", "money"):
                value = replace(value, counted=counted_noun(text, end, value.sort != "count"))
            if not _label(match, text, value):
                out.append((match.start(), end, value))
    return out


def _quantity(match: Match, text: str) -> Quantity | None:
    written = match["figure"] + (match["half"] or "")
    magnitude = match["magnitude"] or ""
    metres = magnitude == "m" and not match["sign2"] and _TALLER.match(text, match.end())
    amount = quantities.number(written + ("" if metres else magnitude))
    if amount is None or match["time"]:
        return None
    if match["figure"].lower() == "one" and not _one_counts(match, text):
        return None
    amount = -amount if match["sign"] else amount
    digits = quantities.significant(amount)
    exact = not magnitude and amount == int(amount) and abs(amount) < 100
    sort, unit, dimension = "count", "", ""
    if match["points"] or match["basis"]:
        sort, unit = "points", "points"
        amount = amount / 100 if match["basis"] else amount
        dimension = "basis" if match["basis"] else ""
    elif match["percent"]:
        sort, unit = "percent", "%"
    elif match["age"]:
        sort, unit = "age", match["age"].strip(" -").split()[0].split("-")[0].rstrip("s").lower()
    elif match["times"]:
        sort, unit = "ratio", "ratio"
    elif match["sign2"] or match["money"]:
        sort, unit = "money", quantities.currency_of((match["money"] or match["sign2"]).strip(" -"))
        if unit == "GBP" and re.search(r"\b(?:weigh|lost\s+\d|weight|heav)", text):
            sort, unit, dimension = "measure", "pound", "mass"
    elif match["pence"]:
        if match["pence"] == "p" and not match["figure"][0].isdigit():
            return None
        sort, unit = "money", "GBP" if match["pence"].strip()[0] == "p" else "$"
        amount /= 100
    elif metres or match["unit"]:
        sort = "measure"
        unit, dimension = quantities.unit_of("metres" if metres else match["unit"].strip(" -"))
    return Quantity(amount, amount, amount, sort, unit, dimension, digits=digits, exact=exact)


def _one_counts(match: Match, text: str) -> bool:
    """Whether "one" is a number here and not a pronoun."""
    if match["magnitude"] or any(match[g] for g in ("percent", "points", "money", "unit", "pence")):
        return True
    return bool(re.match(r"\s+(?:person|man|woman|child|death|case|vote|seat|goal|job)\b",
                         text[match.end() : match.end() + 12]))  # fmt: skip


def _per(match: Match) -> str:
    if match["adverb"]:
        return {"annually": "year", "yearly": "year", "monthly": "month", "weekly": "week",
                "daily": "day"}[match["adverb"].lower()]  # fmt: skip
    word = match["per"].lower()
    return {"annum": "year", "head": "person", "capita": "person", "hr": "hour", "km": "kilometre",
            "kilometer": "kilometre", "liter": "litre", "kilo": "kg"}.get(word, word)  # fmt: skip


def _label(match: Match, text: str, value: Quantity) -> bool:
    """Whether a bare figure is a year, or the number in a name: Boeing 737, Chapter 11."""
    if value.sort != "count" or match["magnitude"] or not match["figure"].isdigit():
        return False
    before = text[max(0, match.start() - 24) : match.start()]
    year = len(match["figure"]) == 4 and 1500 <= value.amount < 2100
    if year and not _COMPARED.search(before):
        return not value.counted or bool(value.amount >= 1900 and _DATED.search(before))
    if _LABEL.search(before) and not value.counted:
        return True
    if value.counted and not _LABEL.search(before):
        return False
    return bool(_NAMED.search(text, max(0, match.start() - 24), match.start()))


# ------------------------------------------------------------ ranges and bounds


_SCALE = re.compile(rf"\d({quantities.MAGNITUDE})")
_TO = re.compile(r"\s*(?:[-–—]|\bto\b|\bor\b|\band\b)\s*")


def _ranges(text: str, atoms: list[Atom]) -> list[Atom]:
    out: list[Atom] = []
    for atom in atoms:
        joined = _range(text, out[-1], atom) if out else None
        out[-1:] = [joined] if joined else [*out[-1:], atom]
    return out


def _range(text: str, first: Atom, second: Atom) -> Atom | None:
    a, b, gap = first[2], second[2], text[first[1] : second[0]]
    before = text[max(0, first[0] - 9) : first[0]].lower()
    if not _TO.fullmatch(gap) or before.endswith("from ") or a.amount >= b.amount:
        return None
    if ("and" in gap) != before.endswith("between "):
        return None
    bare = a.sort == "count" and not a.counted and not a.per
    in_money = a.sort == "money" and b.sort == "count"  # $2-3 million
    if (a.sort, a.unit) != (b.sort, b.unit) and not (bare or in_money):
        return None
    low, magnitude = a.amount, _SCALE.search(text[second[0] : second[1]])
    if magnitude and not _SCALE.search(text[first[0] : first[1]]):  # 2-3 million
        scale = quantities.number("1" + magnitude[1]) or 1.0
        low *= scale if low * scale < b.amount else 1.0
    unit = a if in_money else b
    start = first[0] - 8 if before.endswith("between ") else first[0]
    span = replace(b, low=low, high=b.amount, comparator="range")
    return start, second[1], replace(span, sort=unit.sort, unit=unit.unit)


# "Ada Marsh, 42," and "who is 42"
_AGED = re.compile(r"(?:[A-Z][\w.'’-]*,|\bwho\s(?:is|was)|\baged|\bturn(?:s|ed))\s$")


def _compared(text: str, atom: Atom) -> Atom:
    """Take in the words that bound a figure or blur it."""
    start, end, value = atom
    bare = value.sort == "count" and value.exact and not value.counted and 5 <= value.amount < 110
    if bare and text[end : end + 1] in (",", ".", ")", "") and _AGED.search(text, 0, start):
        return start, end, replace(value, sort="age", unit="year")
    if value.sort in ("ordinal", "score") or value.comparator == "range":
        return atom
    match = _COMPARED.search(text, max(0, start - 28), start)
    after = None if match else _AFTER.match(text, end)
    found = match or after
    if not found:
        return atom
    word = (found.lastgroup or "").rstrip("2").replace("_", " ")
    start, end = (match.start() if match else start), (after.end() if after else end)
    if value.comparator:  # about hundreds
        return start, end, value
    amount = value.amount
    low, high = {
        "about": (amount * 0.9, amount * 1.1), "nearly": (amount * 0.9, amount),
        "over": (amount, inf), "at least": (amount, inf),
        "under": (-inf, amount), "up to": (-inf, amount),
    }[word]  # fmt: skip
    return start, end, replace(value, low=min(low, high), high=max(low, high), comparator=word)
