"""What a date in figures means, and a lone year: builders used by `date_forms`.

The year leads as in ISO 8601; else day and month stand in the order that the document itself
shows, by its other figures or its words, and where it shows none both readings are kept.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from functools import lru_cache

from claimcheck.kinds import date_vocabulary as vocabulary
from claimcheck.kinds.calendar import DateSpan
from claimcheck.kinds.date_vocabulary import MONTHS
from claimcheck.kinds.date_words import Context, Match, before, dated, month_of, span


def iso(match: Match, context: Context) -> DateSpan:
    word, figure = match.groupdict().get("month"), match.groupdict().get("m")
    month = month_of(match) if word else int(figure or 0)
    return span("day", date(int(match["y"]), month, int(match["d"])))


FIGURES = re.compile(
    r"(?<![\d./-])(?P<all>(?P<a>\d\d?)(?P<sep>[./-])(?P<b>\d\d?)(?P=sep)(?P<y>\d{4}|\d\d))"
    r"(?![\d/-]|\.\d)"
)


@lru_cache(maxsize=256)
def day_first(text: str) -> bool | None:
    """Tell whether a document writes the day first: by its figures, else by its words.

    Args:
        text: the whole document.

    Returns:
        True or False, None where it shows neither or both.

    Examples:
        >>> day_first("Opened 25/3/2024, shut 4/5/2024."), day_first("Shut 4/5/2024.")
        (True, None)
    """
    pairs = [(int(m["a"]), int(m["b"])) for m in FIGURES.finditer(text)]
    day = any(a > 12 >= b for a, b in pairs)
    month = any(b > 12 >= a for a, b in pairs)
    if day == month:
        names = "|".join(MONTHS)
        day = bool(re.search(rf"\b\d\d?(?:st|nd|rd|th)?\s(?:of\s)?(?:{names})\b", text))
        month = bool(re.search(rf"\b(?:{names})\s\d\d?\b", text))
    return None if day == month else day


def figures(match: Match, context: Context) -> DateSpan | None:
    if match["sep"] == "." and len(match["y"]) < 4:  # a version
        return None
    a, b, year = int(match["a"]), int(match["b"]), vocabulary.year(match["y"])
    if a > 12 or b > 12 or a == b:
        return span("day", date(year, a, b) if b > 12 else date(year, b, a))
    first = day_first(context.whole)
    other = date(year, a, b)
    if first is not None:
        return span("day", date(year, b, a) if first else other)
    return span("day", date(year, b, a), other=(other, other))


def short_figures(match: Match, context: Context) -> DateSpan | None:
    """On 22/4, Friday 7/6: a day and a month in figures, by a weekday or a preposition."""
    a, b = int(match["a"]), int(match["b"])
    first = day_first(context.whole)
    if a > 12 or b > 12 or a == b or first is not None:
        day, month = (a, b) if a > 12 or (b <= 12 and first) else (b, a)
        date(2024, month, day)
        at = lambda year: date(year, month, day)  # noqa: E731
        return dated(match, context, "day", at, month=month, day=day)
    one = dated(match, context, "day", lambda year: date(year, b, a))
    two = dated(match, context, "day", lambda year: date(year, a, b))
    return replace(one, other=(two.low, two.low) if two.low else None)


_LED = re.compile(
    r"\b(?:in|since|by|until|till|during|before|after|between|and|through|mid|early|late|year|of"
    r"|from|to|around|circa|for|the|its|his|her|their|our|this|pre|post)[\s-]+$"
    r"|\bca?\.\s*$|[(–]\s*$|['’]s\s+$", re.I,
)  # fmt: skip
_RANGED = re.compile(rf"\b(?:between|from)\s+{vocabulary.Y4}\s+(?:and|to)\s+$", re.I)
_COUNTED = re.compile(
    r"\s+(?:people|men|women|children|(?!(?:was|is|has|its|this|as|does|plus)\b)[a-z]+(?<!s)s)\b"
)
_MEASURED = re.compile(
    r"[\s-]?(?:%|(?:[kcm]?m|kg|mph|[kMGT]Wh?|ft|[MGT]B|per\s?cent|[mbt]n|[mbtr]+illion)\b)"
)


def lone_year(match: Match, context: Context) -> DateSpan | None:
    """A year by its preposition, article or brackets, not "2019 people"."""
    year, text, lead = int(match["y"]), context.text, before(match, context)
    led, counted = _LED.search(lead), _COUNTED.match(text, match.end())
    if _MEASURED.match(text, match.end()):
        return None
    if re.search(r"\b(?:some|about|nearly|almost|over|than|least|up\s+to)\s+$", lead, re.I):
        return None
    counted = None if _RANGED.search(lead) else counted
    if counted and (year < 1900 or not led or re.search(r"\b(?:of|to|for|and)\s+$", lead)):
        return None
    if not led and (year < 1900 or re.search(r"[A-Z]\w*\s+$", lead)):  # "Windows 2000"
        return None
    return span("year", date(year, 1, 1))


def word_year(match: Match, context: Context) -> DateSpan:
    return span("year", date(vocabulary.year(match["words"]), 1, 1))


def years(match: Match, context: Context) -> DateSpan | None:
    first, text = int(match["y"]), match["y2"]
    second = int(text) if len(text) == 4 else first // 100 * 100 + int(text)
    if second <= first:  # "2024-03" is a month
        return span("month", date(first, int(text), 1)) if match["sep"] == "-" else None
    fiscal = match["sep"] == "/"
    return DateSpan(date(first, 1, 1), date(second, 12, 31), "range", fiscal=fiscal)
