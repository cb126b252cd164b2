"""What a matched form of a date means: one builder a form, used by `date_forms`."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Any

from claimcheck.kinds import calendar
from claimcheck.kinds.calendar import DateSpan, Duration


@dataclass(frozen=True, slots=True)
class Context:
    """A sentence's text, its document's text, and the document's own date with its basis."""

    text: str
    whole: str
    anchor: date | None
    basis: str | None


Match = re.Match[str]
Value = DateSpan | Duration
Atom = tuple[int, int, Value]

MONTHS = (
    "January February March April May June July August September October November December"
).split()
SHORT = [month[:3].lower() for month in MONTHS]
WEEKDAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen"
).split()
TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
ORDINALS = dict(
    zip(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth "
        "thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth "
        "twentieth thirtieth thirty-first".split(),
        [*range(1, 21), 30, 31],
        strict=True,
    )
)
ORDINALS |= {f"twenty-{word}": 20 + n for word, n in list(ORDINALS.items())[:9]}

# ------------------------------------------------------------ which year, which day


def _dated(
    match: Match, context: Context, precision: str, at: Callable[[int], date], **parts: Any
) -> DateSpan:
    """A date of the year written, or of the year that its document's date makes likely."""
    groups = match.groupdict()
    if year := groups.get("year"):
        return _span(precision, at(_year(year)))
    if context.anchor is None:
        return DateSpan(None, None, precision, True, basis=context.basis, **parts)
    anchor, here = context.anchor, context.anchor.year
    more: dict[str, Any] = {"relative": True, "anchor": anchor, "basis": context.basis, **parts}
    if word := groups.get("ryear"):
        shift = {"last": -1, "this": 0, "next": 1}[word.lower()]
        return _span(precision, at(here + shift), **more)
    days = [day for n in (-2, -1, 0, 1) if (day := _try(at, here + n))]
    rel = (groups.get("rel") or "").lower()
    if rel in ("last", "past"):
        days = [day for day in days if calendar.whole("month", day)[1] < anchor]
        if len(days) > 1 and days[-1].year == here:  # "last March", written in May, may be either
            more["other"] = calendar.whole(precision, days[-2])
        days = days[-1:]
    elif rel in ("next", "coming"):
        days = [day for day in days if day > anchor][:1]
    elif rel == "this":
        days = [day for day in days if day.year == here]
    elif looks_ahead(context.text, match.start(), match.end()):
        days = [day for day in days if (_span(precision, day).high or day) >= anchor][:1]

    def distance(day: date) -> int:  # news looks back: what lies ahead must be far nearer
        days = (day - anchor).days
        return days * 5 if days > 0 else -days

    return _span(precision, min(days, key=distance), **more)


def _span(precision: str, first: date, **more: Any) -> DateSpan:
    low, high = (first, first) if precision == "day" else calendar.whole(precision, first)
    return DateSpan(low, high, precision, **more)


def _try(at: Callable[[int], date], year: int) -> date | None:
    try:
        return at(year)
    except ValueError:  # 29 February
        return None


def _year(text: str) -> int:
    year = int(text.strip("'’"))
    return year if year > 99 else year + (2000 if year < 50 else 1900)


_AHEAD = re.compile(
    r"\b(?:will|shall|due|scheduled|set\s+(?:to|for)|plans?|planned|expect(?:s|ed)?|upcoming"
    r"|slated|is\s+to|are\s+to|to\s+be)\b|[’']ll\b", re.I,
)  # fmt: skip
_SAID = re.compile(r"\b(?:said|says|told|announced|reported|warned|confirmed)\b", re.I)


def looks_ahead(text: str, start: int, end: int) -> bool:
    """Whether the words before a date, or after one that opens the sentence, look ahead."""
    before = text[max(0, start - 50) : start]
    opens = len(before.split()) < 2
    scope = text[end : end + 50] if opens else before
    found = [match.start() for match in _AHEAD.finditer(scope)]
    return bool(found) and not _SAID.search(scope, 0 if opens else found[-1])


def _month_of(match: Match) -> int:
    return SHORT.index(match["month"][:3].lower()) + 1


def _ordinal(text: str) -> int:
    return int(re.sub(r"\D", "", text)) if text[0].isdigit() else ORDINALS[text.lower()]


def amount(text: str) -> float:
    words = re.split(r"[\s-]+", text.lower())
    if words[0][0].isdigit():
        return float(words[0].replace(",", ""))
    if words[-1] in ("hundred", "thousand"):
        return {"hundred": 100.0, "thousand": 1000.0}[words[-1]]
    if words[0] in ("half", "a", "an"):
        return 0.5 if words[0] == "half" else 1.0
    return float(sum(
        TENS.index(w) * 10 + 20 if w in TENS else ONES.index(w) for w in words
    ))  # fmt: skip


def day_month(match: Match, context: Context) -> DateSpan | None:
    month, word = _month_of(match), match["month"]
    groups = match.groupdict()
    day = int(groups["day"]) if groups.get("day") else _ordinal(groups["dayword"])
    plain = not (groups["year"] or groups["ryear"] or groups.get("suffix") or " of " in match[0])
    if plain and word in ("may", "march", "mar"):  # "3 may die"
        return None
    before = context.text[max(0, match.start() - 3) : match.start()].lower()
    if plain and before == "in " and match[0].startswith(word):  # "in May 20 people died"
        return None
    date(2024, month, day)  # raises where no year has it
    return _dated(match, context, "day", lambda year: date(year, month, day), month=month, day=day)


def days(match: Match, context: Context) -> DateSpan | None:
    month, first, second = _month_of(match), int(match["day"]), int(match["day2"])
    between = match["lead"].lower() == "between "
    if first >= second or (" and " in match[0] and second > first + 1 and not between):
        return None
    low = _dated(match, context, "day", lambda year: date(year, month, first))
    if low.low is None:
        return None
    return replace(low, high=low.low.replace(day=second), precision="range")


_TO_MONTH = re.compile(rf"\s*(?:[-–]|to|until|through)\s*(?:{'|'.join(MONTHS)})\b")


def month(match: Match, context: Context) -> DateSpan | None:
    month, word = _month_of(match), match["month"]
    stated = match["year"] or match["ryear"]
    if not stated and word in ("may", "march", "mar"):  # "this may"
        return None
    if not (stated or match["rel"]):
        led = re.search(
            r"\b(?:in|of|since|by|until|till|from|during|before|after|between|to|and|through"
            r"|early|mid|late|for|around|end|beginning|start)[\s-]+$",
            context.text[max(0, match.start("all") - 12) : match.start("all")], re.I,
        )  # fmt: skip
        led = led or _TO_MONTH.match(context.text, match.end("all"))
        name = word in ("April", "May", "June", "August")  # By June Castle
        if name and re.match(r"\s+[A-Z][a-z]", context.text[match.end() : match.end() + 9]):
            return None
        if word[0].islower() and not led:
            return None
        if not led and (len(word) < 4 or word in ("April", "June", "August", "March")):
            return None
    return _dated(match, context, "month", lambda year: date(year, month, 1), month=month)


def iso(match: Match, context: Context) -> DateSpan:
    return _span("day", date(int(match["y"]), int(match["m"]), int(match["d"])))


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
    a, b, year = int(match["a"]), int(match["b"]), _year(match["y"])
    if a > 12 or b > 12 or a == b:
        return _span("day", date(year, a, b) if b > 12 else date(year, b, a))
    first = day_first(context.whole)
    span = _span("day", date(year, a, b) if first is False else date(year, b, a))
    other = date(year, a, b)
    return span if first is not None else replace(span, other=(other, other))


_LED = re.compile(
    r"\b(?:in|since|by|until|till|during|before|after|between|and|through|mid|early|late|year|of"
    r"|from|to|around|circa|for|the|its|his|her|their|our|this|pre|post)[\s-]+$"
    r"|\bca?\.\s*$|[(–]\s*$|['’]s\s+$", re.I,
)  # fmt: skip
_COUNTED = re.compile(
    r"\s+(?:people|men|women|children|(?!(?:was|is|has|its|this|as|does|plus)\b)[a-z]+(?<!s)s)\b"
)
_MEASURED = re.compile(
    r"[\s-]?(?:%|(?:[kcm]?m|kg|mph|[kMGT]Wh?|ft|[MGT]B|per\s?cent|[mbt]n|[mbtr]+illion)\b)"
)


def lone_year(match: Match, context: Context) -> DateSpan | None:
    """A year by its preposition, article or brackets, not "2019 people"."""
    year, text = int(match["y"]), context.text
    before = text[max(0, match.start() - 24) : match.start()]
    led, counted = _LED.search(before), _COUNTED.match(text, match.end())
    if _MEASURED.match(text, match.end()):
        return None
    if re.search(r"\b(?:some|about|nearly|almost|over|than|least|up\s+to)\s+$", before, re.I):
        return None
    if counted and (year < 1900 or not led or re.search(r"\b(?:of|to|for|and)\s+$", before)):
        return None
    if not led and (year < 1900 or re.search(r"[A-Z]\w*\s+$", before)):  # "Windows 2000"
        return None
    return _span("year", date(year, 1, 1))


def years(match: Match, context: Context) -> DateSpan | None:
    first, text = int(match["y"]), match["y2"]
    second = int(text) if len(text) == 4 else first // 100 * 100 + int(text)
    if second <= first:  # "2024-03" is a month
        return _span("month", date(first, int(text), 1)) if match["sep"] == "-" else None
    fiscal = match["sep"] == "/"
    return DateSpan(date(first, 1, 1), date(second, 12, 31), "range", fiscal=fiscal)


def fiscal(match: Match, context: Context) -> DateSpan:
    quarter = match["q"] or match["nth"]
    month = _ordinal(quarter) * 3 - 2 if quarter else 1
    return _span("quarter" if quarter else "year", date(_year(match["y"]), month, 1), fiscal=True)


def quarter(match: Match, context: Context) -> DateSpan | None:
    number, name = _ordinal(match["nth"]), match["unit"].lower()
    name = {"q": "quarter", "h": "half"}.get(name, name)
    stated = match["year"] or match["ryear"]
    if number > (2 if name == "half" else 4) or (name == "half" and not stated):
        return None
    month = 1 + (number - 1) * (6 if name == "half" else 3)
    return _dated(match, context, name, lambda year: date(year, month, 1))


def season(match: Match, context: Context) -> DateSpan | None:
    month = SEASONS[match["season"].lower()]
    if not (match["year"] or match["ryear"] or match["rel"]):
        before = context.text[max(0, match.start("all") - 14) : match.start("all")]
        led = re.search(
            r"\b(?:in|during|since|until|by|early|late|mid)[\s-]+(?:the\s+)?$", before, re.I
        )
        if not led or (month == 9 and match["season"].lower() == "fall"):
            return None
    return replace(_dated(match, context, "season", lambda y: date(y, month, 1)), slack=31)


def decade(match: Match, context: Context) -> DateSpan:
    text = (match["digits"] or "").strip("'’")
    if match["word"]:
        text = str(TENS.index(match["word"].lower()[:-3] + "y") * 10 + 20)
    return _span("decade", date(int(text) if len(text) == 4 else 1900 + int(text), 1, 1))


def century(match: Match, context: Context) -> DateSpan:
    return _span("century", date(max((_ordinal(match["nth"]) - 1) * 100, 1), 1, 1))


def nth_weekday(match: Match, context: Context) -> DateSpan:
    nth = -1 if match["nth"].lower() == "last" else _ordinal(match["nth"])
    weekday, month = WEEKDAYS.index(match["weekday"].lower()), _month_of(match)
    return _dated(
        match, context, "day", lambda year: calendar.nth_weekday(year, month, weekday, nth),
        month=month, weekday=weekday,
    )  # fmt: skip


def holiday(match: Match, context: Context) -> DateSpan:
    name = re.sub(r"\s+", " ", match["name"].lower().replace("’", "'").replace("st.", "st"))
    return _dated(match, context, "day", lambda year: calendar.holiday(name, year))
