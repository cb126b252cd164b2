"""Quantities in words: shares, ratios, ages, ordinals, scores; and the noun that is counted."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from claimcheck.kinds import quantities
from claimcheck.kinds.quantities import Quantity

Atom = tuple[int, int, Quantity]
Match = re.Match[str]

_NOUN_PATH = re.compile(
    r"(?P<of>\s+of)?(?:\s+(?:the|its|his|her|their|our|all|those|these|new|more|additional|other))*"
    r"(?P<words>(?:[\s-]+[A-Za-z][a-z’'-]*){1,4})"
)
_PLURALS = {
    "people": "person", "persons": "person", "men": "man", "women": "woman", "staff": "staff",
    "children": "child", "police": "police", "troops": "troop", "cattle": "cattle",
    "sheep": "sheep", "feet": "foot", "teeth": "tooth", "lives": "life", "aircraft": "aircraft",
    "personnel": "personnel", "fish": "fish", "species": "species", "series": "series",
}  # fmt: skip
_STOP = set(
    "in on at by for from with to and or but as that which who whom when while after before since "
    "is was are were has have had will would said says than per than this its his of into over "
    "last it he she they we you was does plus via if because compared during against".split()
)


def counted_noun(text: str, end: int, after_of: bool) -> str:
    """Give the noun that a figure counts: the first plural within four words after it.

    Args:
        text: the sentence.
        end: where the figure ends.
        after_of: that only "of" leads to the noun, as after a share or a sum.

    Returns:
        The noun in the singular, "" where none is near.

    Examples:
        >>> counted_noun("400 new jobs went", 3, False), counted_noun("40% of homes", 3, True)
        ('job', 'home')
    """
    match = _NOUN_PATH.match(text, end)
    if not match or (after_of and not match["of"]):
        return ""
    words = match["words"].replace("-", " ").split()
    for word in words:
        lower = word.lower()
        if lower in _STOP:
            break
        if lower in _PLURALS or (re.search(r"[^s’']s$", lower) and len(lower) > 3):
            return _singular(lower)
    hyphen = text[end : end + 1] == "-" and not after_of  # a 40-storey tower
    return words[0].lower() if hyphen and words[0].lower() not in _STOP else ""


def _singular(noun: str) -> str:
    if noun in _PLURALS:
        return _PLURALS[noun]
    for ending, singular in (("ies", "y"), ("sses", "ss"), ("shes", "sh"), ("ches", "ch"),
                             ("xes", "x"), ("s", "")):  # fmt: skip
        if noun.endswith(ending):
            return noun.removesuffix(ending) + singular
    return noun


_PARTS = {"half": 2, "halves": 2, "third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "sixth": 6,
          "seventh": 7, "eighth": 8, "ninth": 9, "tenth": 10, "hundredth": 100}  # fmt: skip
_NTH = {word: n for n, word in enumerate(
    "first second third fourth fifth sixth seventh eighth ninth tenth".split(), 1)}  # fmt: skip
_CARD = r"(?:one|two|three|four|five|six|seven|eight|nine|ten|\d{1,3})"
_NTHS = "first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth"


def _share(match: Match) -> Quantity | None:
    top = quantities.number(match["top"]) if match.groupdict().get("top") else 1.0
    part = match["part"].lower()
    bottom = _PARTS.get(part.removesuffix("s")) or _PARTS.get(part) or quantities.number(part)
    if not top or not bottom or top >= bottom:
        return None
    return _exactly(top / bottom * 100, "percent", "%", digits=2)


def _ratio(match: Match) -> Quantity:
    word = match["word"].lower()
    stem = word[:5]
    amount = {"doubl": 2.0, "twice": 2.0, "tripl": 3.0, "trebl": 3.0, "quadr": 4.0, "quint": 5.0,
              "halve": 0.5, "halvi": 0.5}.get(stem)  # fmt: skip
    if amount is None:
        amount = quantities.number(word.split()[-1].removesuffix("fold")) or 1.0
    return _exactly(amount, "ratio", "ratio")


def _age(match: Match) -> Quantity | None:
    years = quantities.number(match["age"])
    return _exactly(years, "age", "year") if years is not None and years < 125 else None


def _nth(match: Match) -> Quantity:
    word = match["nth"].lower()
    value = float(re.sub(r"\D", "", word)) if word[0].isdigit() else float(_NTH[word])
    return replace(_exactly(value, "ordinal"), counted=(match["noun"] or "").strip().lower())


def _score(match: Match) -> Quantity:
    first, second = float(match["a"]), float(match["b"])
    return replace(_exactly(first, "score"), high=second)


def _vague(match: Match) -> Quantity | None:
    """Hundreds, tens of thousands: the order of magnitude."""
    sizes = {"dozens": 12.0, "tens": 10.0, "scores": 20.0, "hundreds": 100.0, "thousands": 1e3,
             "millions": 1e6, "billions": 1e9}  # fmt: skip
    size = sizes[match["size"].lower()] * (sizes[match["more"].lower()] if match["more"] else 1)
    return Quantity(size, size * 2, size * 20, "count", comparator="about", digits=1, exact=False)


def _exactly(amount: float, sort: str, unit: str = "", digits: int = 0) -> Quantity:
    digits = digits or quantities.significant(amount)
    return Quantity(amount, amount, amount, sort, unit, digits=digits)


def _half(match: Match) -> Quantity:
    return _exactly(50.0, "percent", "%", digits=2)


_SHARES = (
    rf"""   # one in five; two out of three; not "one in three years"
    \b(?P<top>{_CARD})\s+(?:in|out\s+of)(?:\s+every)?\s+
    (?P<part>{_CARD}|\d[\d,]*)\b(?!%|\s*(?:years|days|weeks|months|per))
    """,
    rf"""   # two-thirds; three quarters
    \b(?P<top>{_CARD})[\s-](?P<part>halves|thirds|quarters|fourths|fifths|sixths|sevenths|eighths
        |ninths|tenths|third|quarter|fifth|tenth)\b
    """,
    r"""    # a third of; a quarter fewer; not "a third man"
    \ban?\s+(?P<part>third|quarter|fifth|sixth|eighth|tenth|hundredth)\b
    (?=\s+(?:of|fewer|more|less|larger|lower|higher|cheaper|faster|the)\b|\s*[.,;:)!?]|\s*$)
    """,
    r"""    # by a third; more than a quarter
    (?:\b(?:by|up\s+to|nearly|almost|about|around|over|than|roughly|at\s+least|some|under)\s+)
    (?P<all>an?\s+(?P<part>third|quarter|fifth|sixth|eighth|tenth))\b(?!\s+(?:hour|century))
    """,
)
_HALVES = (
    r"""    # half of the seats
    (?<!first\s)(?<!second\s)(?<!and\sa\s)\bhalf(?=\s+(?:of|the|its|their|his|her|all|those|as)\b)
    """,
    r"""    # more than half
    \b(?:by|nearly|almost|about|around|over|than|roughly|at\s+least|under)\s+
    (?P<all>half)\b(?!\s+(?:an?|past|time)\b)
    """,
)
_RATIOS = (
    rf"""
    (?<!-)\b(?P<word>
        doubl(?:ed|es|ing) | double(?=\s+(?:the|that|its|their|in|to|by|what)\b)
      | twice(?=\s+(?:as|the|that|its|their|what)\b)
      | (?:tripl|trebl|quadrupl|quintupl|halv)(?:ed?|es|ing)
      | (?:an?\s+)?factor\s+of\s+{_CARD}
      | (?:two|three|four|five|six|seven|eight|nine|ten)fold
    )\b(?!-)
    """,
)
_AGES = (
    r"\b(?:aged|age\s+of)\s+(?P<age>\d{1,3}|[a-z]+(?:-[a-z]+)?)\b",
    r"(?-i:\b[A-Z])[\w’'-]+,\s(?P<all>(?P<age>\d{2}))(?=,|\.$)",  # Ms Arden, 64, said
)
_ORDINALS = (
    rf"""   # the 5th; third place, the second largest
    \b(?P<nth>\d{{1,3}}(?:st|nd|rd|th)
      | (?:{_NTHS})(?=\s+(?:place|largest|biggest|highest|most|time|term|straight|consecutive
            |successive|day|season|win|defeat|title|goal|attempt)\b))
    (?P<noun>\s+(?:place|time|term|day|season|win|defeat|title|goal))?\b
    """,
)
_SCORES = (
    r"""    # won 3-2
    \b(?:won|wins?|beat|beaten|lost|lose|victory|defeat|draw|drew|voted?|led|trail\w*|score\w*)\b
    [^.;\d\x00]{0,40}?(?<![\w-])(?P<all>(?P<a>\d{1,3})[-–](?P<b>\d{1,3}))(?![\w%-]|[.,]\d)
    """,
)
_MULTITUDES = (
    r"""    # hundreds of; tens of thousands of
    \b(?P<all>(?P<size>dozens|tens|scores|hundreds|thousands|millions|billions)
        (?:\s+of\s+(?P<more>thousands|millions|billions))?)\b(?=\s+(?:of|more)\b)
    """,
)
Build = Callable[[Match], Quantity | None]
_TABLE: tuple[tuple[tuple[str, ...], Build], ...] = (
    (_SHARES, _share),
    (_HALVES, _half),
    (_RATIOS, _ratio),
    (_AGES, _age),
    (_ORDINALS, _nth),
    (_SCORES, _score),
    (_MULTITUDES, _vague),
)
_PHRASES = [(re.compile(p, re.X | re.I), build) for patterns, build in _TABLE for p in patterns]


def phrases(text: str) -> list[Atom]:
    """Find shares, ratios, ages, ordinals, scores and vague multitudes.

    Args:
        text: a sentence, with what is no quantity blanked out.

    Returns:
        Start, end and value of each, overlaps included.

    Examples:
        >>> [str(value) for _, _, value in phrases("One in five sales doubled.")]
        ['20%', '2 times']
    """
    out = []
    for pattern, build in _PHRASES:
        group = "all" if "all" in pattern.groupindex else 0
        for match in pattern.finditer(text):
            value = build(match)
            if value is None:
                continue
            start, end = match.span(group)
            if value.sort == "percent" or value.comparator == "about":
                value = replace(value, counted=counted_noun(text, end, True))
            out.append((start, end, value))
    return out
