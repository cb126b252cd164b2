"""What the words beside a figure make of it: a bound, a blur, a range, a sum, a change."""

from __future__ import annotations

import re
from dataclasses import replace
from math import inf

from claimcheck.kinds.number_nouns import counted_noun
from claimcheck.kinds.number_phrases import Atom, Match
from claimcheck.kinds.number_words import MAGNITUDE, number
from claimcheck.kinds.quantities import Quantity

_BEFORE = re.compile(
    r"""(?:\b(?:
        (?P<nearly>(?:very\s+)?nearly|almost|close\s+to|(?:just|slightly|a\s+(?:little|shade|touch))\s+
            (?:under|below|short\s+of|shy\s+of|less\s+than|fewer\s+than)|not\s+quite|getting\s+on\s+for
            |(?:the\s+)?best\s+part\s+of|approaching|nearing|shy\s+of)
      | (?P<justover>(?:just|slightly|a\s+(?:little|shade|touch|bit)|barely|marginally)\s+
            (?:over|above|(?:more|greater|higher|larger)\s+than))
      | (?P<over>(?:(?:well|far|much|significantly)\s+)?(?:over|above|(?:more|greater|higher|larger)
            \s+than)|in\s+excess\s+of|upwards?\s+of|exceed(?:s|ed|ing)?|north\s+of|topp(?:ed|ing)
            |surpass(?:ed|ing))
      | (?P<under>(?:(?:well|far)\s+)?(?:under|below|(?:fewer|less|lower|smaller)\s+than)
            |south\s+of)
      | (?P<at_least>at\s+(?:the\s+very\s+)?least|(?:no|not)\s+(?:fewer|less)\s+than
            |a\s+minimum\s+of)
      | (?P<up_to>up\s+to|at\s+(?:the\s+)?most|as\s+(?:many|much|high)\s+as|(?:no|not)\s+more\s+than
            |a\s+maximum\s+of)
      | (?P<about>about|around|roughly|approximately|some|an?\s+estimated|circa|something\s+like
            |in\s+the\s+region\s+of|[io]n\s+the\s+order\s+of|more\s+or\s+less)
      ) \s+ (?:an?\s+(?=$))?
      | (?P<about2>~)\s? | (?P<at_least2>>=|≥)\s? | (?P<over2>>)\s?
      | (?P<up_to2><=|≤)\s? | (?P<under2><)\s?
    )$""",
    re.X | re.I,
)
_OPEN = (  # not the start of another phrase: "above 1,000 and below 1,500"
    r"(?=\s*(?:[.,;:)!?]|$)|\s+(?!than\b)[a-z])"
    r"(?!\s+(?:a|an|the|one|two|three|four|five|[a-z]+ty)\b)"
)
_AFTER = re.compile(
    rf"""(?P<at_least>\+(?!\w) | [\s-]plus\b{_OPEN} | ,?\s+at\s+(?:the\s+very\s+)?least\b
          | \s+(?:or|and)\s+(?:more|above|over|higher|greater|larger|upwards)\b{_OPEN}
          | \s+and\s+counting\b)
      | (?P<odd>(?:-|\s+and\s+)odd\b|-something\b)
      | (?P<about>-?ish\b|\s+or\s+(?:so|thereabouts)\b|,?\s+give\s+or\s+take\b
          |,?\s+more\s+or\s+less\b)
      | (?P<up_to>\s+(?:or|and)\s+(?:fewer|less|below|under|lower|smaller)\b{_OPEN}
          | ,?\s+at\s+(?:the\s+)?most\b)""",
    re.X | re.I,
)
# Nouns before which "over" tells for how long and "under" by what, and neither is a bound
_LASTED = {"game", "match", "leg", "hole", "round", "night", "set", "series", "page", "season"}
_RULED = {"label", "name", "heading", "law", "contract", "agreement", "rule", "treaty", "scheme",
          "government", "president", "manager", "mayor", "title"}  # fmt: skip
_RISES = re.compile(
    r"\b(?:go(?:es|ing|ne)?|went|mov\w+|rose|climb\w+|push\w+|bring\w*|brought|tak(?:es?|ing)|took)"
    r"(?:\s(?:it|that|them|the\s\w+))?\s$",
    re.I,
)
_AROUND = 0.1  # "about" allows a tenth either way


def bounded(text: str, atom: Atom) -> Atom:
    """Take in the words that bound a figure or blur it.

    Args:
        text: the sentence.
        atom: start, end and value of a figure.

    Returns:
        The same with the bounding words, and with the interval that they allow.

    Examples:
        >>> text = "Nearly 40 men, sixty-odd women"
        >>> figure = (7, 9, Quantity(40, 40, 40, "count"))
        >>> start, end, value = bounded(text, figure)
        >>> text[start:end], value.low, value.high
        ('Nearly 40', 36.0, 40)
    """
    start, end, value = atom
    if value.sort in ("ordinal", "score") or value.comparator == "range":
        return atom
    before = _BEFORE.search(text, max(0, start - 30), start)
    if before and before["over"] and value.counted in _LASTED:
        before = None
    if before and before["under"] and value.counted in _RULED:
        before = None
    if before and before["up_to"] and _RISES.search(text, max(0, start - 90), before.start()):
        before = None  # "goes up to 5%" is where it goes
    after = _AFTER.match(text, end)
    if not before and not after:
        return atom
    start, end = (before.start() if before else start), (after.end() if after else end)
    if after and value.sort == "count" and not value.comparator:
        value = replace(value, counted=counted_noun(text, end, False))
    if value.comparator:  # about hundreds, over-65s
        return start, end, value
    found = before or after
    word = (found.lastgroup or "").rstrip("2").replace("_", " ") if found else ""
    low, high = _interval(value, word)
    word = {"odd": "about", "justover": "over"}.get(word, word)
    return start, end, replace(value, low=low, high=high, comparator=word)


def _interval(value: Quantity, word: str) -> tuple[float, float]:
    """What a figure allows behind a word of the patterns above."""
    amount = value.amount
    blur = abs(amount) * _AROUND
    if word == "odd":  # sixty-odd, three hundred-odd
        return amount, amount + (9 if amount < 100 else 1.5 * blur)
    return {
        "about": (amount - blur, amount + blur),
        "nearly": (amount - blur, amount),
        "justover": (amount, amount + blur),
        "over": (amount, inf), "at least": (amount, inf),
        "under": (-inf, amount), "up to": (-inf, amount),
    }[word]  # fmt: skip


# ------------------------------------------------------------ two figures that are one

_SCALE = re.compile(
    rf"(?:\d|\b[a-z]+(?=\s(?:hundred|thousand|million|billion)\b))({MAGNITUDE})(?!\s+and\b)", re.I
)
_TO = re.compile(r"\s*(?:[-–—~]|\bto\b|\bor\b|\band\b|\bthrough\b)\s*")
_CENTS = ("$", "USD", "AUD", "CAD", "NZD", "GBP", "EUR")
_BY = re.compile(r"\s*(?:x|×|\bby\b)\s*", re.I)
_RANGES = re.compile(
    r"\b(?:rang\w+|anywhere|aged|varie[sd]|varying|somewhere)\s+(?P<from>from\s+)$", re.I
)


def joined(text: str, atoms: list[Atom]) -> list[Atom]:
    """Put ranges ("between 21 and 38 mm") and sums ("two pounds and 50 pence") together.

    Args:
        text: the sentence.
        atoms: its figures in order, without overlaps.

    Returns:
        The figures, each two that are one made one.

    Examples:
        >>> low, high = Quantity(20, 20, 20, "count"), Quantity(30, 30, 30, "percent", "%")
        >>> atoms = [(0, 2, low), (3, 6, high)]
        >>> [(start, end, str(value)) for start, end, value in joined("20-30%", atoms)]
        [(0, 6, '20 to 30%')]
    """
    out: list[Atom] = []
    for atom in atoms:
        if out and _BY.fullmatch(text, out[-1][1], atom[0]) and _bare(out[-1][2]):
            if atom[2].sort == "measure":  # 10 by 12 metres
                first = replace(out[-1][2], sort="measure", unit=atom[2].unit,
                                dimension=atom[2].dimension)  # fmt: skip
                out[-1] = (out[-1][0], out[-1][1], first)
            out.append(atom)
            continue
        one = (_range(text, out[-1], atom) or _sum(text, out[-1], atom)) if out else None
        out[-1:] = [one] if one else [*out[-1:], atom]
    return out


def _bare(value: Quantity) -> bool:
    return value.sort == "count" and not value.counted and not value.per


def _range(text: str, first: Atom, second: Atom) -> Atom | None:
    a, b, gap = first[2], second[2], text[first[1] : second[0]]
    before = text[max(0, first[0] - 24) : first[0]].lower()
    ranges = _RANGES.search(before)
    between = not before.endswith("from ") or ranges or gap in ("-", "–")
    if not _TO.fullmatch(gap) or not between or a.amount >= b.amount:
        return None
    moved = "to" in gap and not _bare(a) and _CHANGED.search(text, max(0, first[0] - 40), first[0])
    if moved and moved["how"] in (None, "by"):  # rose 5% to 40%
        return None
    if ("and" in gap) != before.endswith("between ") or a.comparator or b.comparator:
        return None
    in_money = a.sort == "money" and b.sort == "count"  # $2-3 million
    if (a.sort, a.unit) != (b.sort, b.unit) and not (_bare(a) or in_money):
        return None
    low, magnitude = a.amount, _SCALE.search(text[second[0] : second[1]])
    if magnitude and not _SCALE.search(text[first[0] : first[1]]):  # 2-3 million
        scale = number("1" + magnitude[1]) or 1.0
        low *= scale if low * scale < b.amount else 1.0
    unit = a if in_money else b
    taken = 8 if before.endswith("between ") else 5 if ranges else 0
    span = replace(b, low=low, high=b.amount, comparator="range", dimension=unit.dimension)
    return first[0] - taken, second[1], replace(span, sort=unit.sort, unit=unit.unit)


def _sum(text: str, first: Atom, second: Atom) -> Atom | None:
    """Pounds and pence: "three dollars and 40 cents", "four pounds fifty"."""
    a, b, gap = first[2], second[2], text[first[1] : second[0]]
    whole = a.sort == "money" and a.amount == int(a.amount) and a.unit in _CENTS and not a.per
    if not whole or b.comparator or not re.fullmatch(r",?\s+(?:and\s+)?", gap):
        return None
    spoken = _bare(b) and "and" not in gap and 10 <= b.amount < 100 and text[first[1] - 1] in "sdro"
    more = b.amount / 100 if spoken else b.amount
    if not (spoken or (b.sort == "money" and b.unit in (a.unit, "$"))) or not 0 < more < 1:
        return None
    total = a.amount + more
    value = replace(
        a, amount=total, low=total, high=total, exact=False, per=b.per, counted=b.counted
    )
    return first[0], second[1], value


# ------------------------------------------------------------ changes

_UP = (
    r"rise|rises|rose|risen|rising|up|increas(?:e[sd]?|ing)|grew|grow(?:s|n|th|ing)?|climb(?:s|ed|ing)?"
    r"|jump(?:s|ed|ing)?|gain(?:s|ed|ing)?|soar(?:s|ed|ing)?|surg(?:e[sd]?|ing)|rais(?:e[sd]?|ing)"
    r"|hik(?:e[sd]?|ing)|uplift|higher"
)
_DOWN = (
    r"fall|falls|fell|fallen|falling|down|drop(?:s|ped|ping)?|declin(?:e[sd]?|ing)|decreas(?:e[sd]?|ing)"
    r"|slid|slump(?:s|ed|ing)?|cut|cuts|cutting|reduc(?:e[sd]?|ing|tion)|shr[aiu]nk|shrinking|slash(?:ed|ing)"
    r"|plung(?:e[sd]?|ing)|tumbl(?:e[sd]?|ing)|dip(?:s|ped)?|lower|fewer|less|cheaper"
)
_CHANGED = re.compile(
    rf"""\b(?:(?P<up>{_UP})|(?P<down>{_DOWN})|(?P<moved>went|going|goes|go|moved|changed))
    (?:\s+(?:back|again|further|sharply|slightly|steadily|\w+ly))?
    (?:\s+(?P<how>by|to|from|of))?\s+(?:an?\s+|another\s+|an?\s+further\s+|an?\s+extra\s+)?$""",
    re.X | re.I,
)
_CHANGE = re.compile(
    rf"\s+(?:\w+\s+)?(?:(?P<up>{_UP}|more)|(?P<down>{_DOWN}|off))\b(?!\s+(?:to|from|against)\b)",
    re.I,
)
# what may stand between two figures of one change: " points in 2019 to "
_GAP = re.compile(
    r"(?:\s++[a-z]+){0,2}(?:\s++(?:in|at|on|last|a)\s++[\w\0 ]{1,24}?)?\s++to\s+", re.I
)
_SORTS = {"percent", "points", "money", "count", "measure"}


def changes(text: str, atoms: list[Atom]) -> list[Atom]:
    """Mark what is a difference, and what is the value before or after it.

    Args:
        text: the sentence.
        atoms: its figures in order.

    Returns:
        The same figures; in "rose from 12 to 19" the first is ``from``, the second ``to``.

    Examples:
        >>> text = "rose by 5% to 40%"
        >>> five, forty = Quantity(5, 5, 5, "percent"), Quantity(40, 40, 40, "percent")
        >>> atoms = [(8, 10, five), (14, 17, forty)]
        >>> [value.change for *_, value in changes(text, atoms)]
        ['up', 'to']
    """
    out: list[Atom] = []
    last, stop = "", 0  # how the figure before changes, and where it ends
    for start, end, value in atoms:
        change = ""
        if value.sort in _SORTS:
            follows = last and _GAP.fullmatch(text, stop, start)
            change = "to" if follows else _change(text, start, end, value)
        last, stop = change, end
        sure = change and not (change in ("up", "down") and _thing(text, start, value))
        out.append((start, end, replace(value, change=change) if sure else value))
    return out


def _thing(text: str, start: int, value: Quantity) -> bool:
    """Whether a verb of change has things as its object: "raised 300 pupils"."""
    plain = re.search(r"\b(?:up|by|of)\s+(?:\w+\s+)?$", text[max(0, start - 20) : start], re.I)
    return value.sort in ("count", "measure") and not plain


def _change(text: str, start: int, end: int, value: Quantity) -> str:
    before = _CHANGED.search(text, max(0, start - 40), start)
    if before:
        return _way(before, before["how"] or "")
    if re.search(r"\bfrom\s+$", text[max(0, start - 8) : start], re.I):
        return "from" if _GAP.match(text, end, end + 40) else ""
    after = _CHANGE.match(text, end) if value.sort in ("percent", "points") else None
    return _way(after, "") if after else ""


def _way(match: Match, how: str) -> str:
    if how in ("to", "from"):
        return how
    groups = match.groupdict()
    if groups.get("moved"):
        return "by" if how == "by" else ""
    return "up" if groups["up"] else "down"
