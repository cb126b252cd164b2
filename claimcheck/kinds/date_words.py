"""What a date in words means: one builder a form, used by `date_forms`.

A date without a year gets the one nearest to its document's date, and says so.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from claimcheck.kinds import calendar, holidays
from claimcheck.kinds import date_vocabulary as vocabulary
from claimcheck.kinds.calendar import DateSpan, Duration
from claimcheck.kinds.clock import Clock
from claimcheck.kinds.date_vocabulary import MONTHS, SEASONS, SHORT, TENS, WEEKDAYS, ordinal


@dataclass(frozen=True, slots=True)
class Context:
    """A sentence's text, its document's text, and the document's own date with its basis.

    ``start`` is where the sentence begins in the document.
    """

    text: str
    whole: str
    anchor: date | None
    basis: str | None
    start: int = 0


Match = re.Match[str]
Value = DateSpan | Duration | Clock
Atom = tuple[int, int, Value]

# ------------------------------------------------------------ which year, which day

BACK, ON = ("last", "past", "previous"), ("next", "coming", "upcoming")


def dated(
    match: Match, context: Context, precision: str, at: Callable[[int], date], **parts: Any
) -> DateSpan:
    """Give a date its year: the one written, or the one that its document's date makes likely.

    Args:
        match: with the groups ``year``, ``ryear`` (last, this, next) or ``rel``, where it has them.
        context: its sentence.
        precision: of `calendar.WHOLE`, or day.
        at: the first day, by its year; raises ValueError where the year has none.
        parts: further fields of the span, where its year is not written.

    Returns:
        The span; with no year and no document's date, one without ends.
    """
    groups = match.groupdict()
    if year := groups.get("year"):
        return span(precision, at(vocabulary.year(year)), fiscal=parts.get("fiscal", False))
    rel = (groups.get("rel") or "").lower().split(" ")[-1]
    yearless = not (rel or groups.get("ryear"))
    anchor = context.anchor
    more = {"relative": True, "basis": context.basis, "yearless": yearless, **parts}
    if anchor is None:
        return DateSpan(None, None, precision, **more)
    more["anchor"] = anchor
    if word := groups.get("ryear"):
        shift = {"last": -1, "next": 1}.get(word.lower(), 0)
        return span(precision, at(anchor.year + shift), **more)
    days = [day for n in (-2, -1, 0, 1) if (day := _try(at, anchor.year + n))]
    if rel in BACK:
        days = [day for day in days if span(precision, day).high < anchor]  # type: ignore[operator]
        if len(days) > 1 and days[-1].year == anchor.year and rel == "last":
            other = span(precision, days[-2])  # "last March", written in May, may be either
            more["other"] = (other.low, other.high)
        days = days[-1:]
    elif rel in ON:
        days = [day for day in days if day > anchor][:1]
    elif rel == "this":
        days = [day for day in days if day.year == anchor.year]
    elif looks_ahead(context.text, match.start(), match.end()):
        days = [day for day in days if (span(precision, day).high or day) >= anchor][:1]

    def distance(day: date) -> int:  # news looks back: what lies ahead must be far nearer
        days = (day - anchor).days
        return days * 5 if days > 0 else -days

    return span(precision, min(days, key=distance), **more)


def span(precision: str, first: date, **more: Any) -> DateSpan:
    """The day, month, season, quarter, half or year that begins on a day."""
    low, high = (first, first) if precision == "day" else calendar.whole(precision, first)
    return DateSpan(low, high, precision, **more)


def _try(at: Callable[[int], date], year: int) -> date | None:
    try:
        return at(year)
    except ValueError:  # 29 February
        return None


_AHEAD = re.compile(
    r"\b(?:will|shall|due|scheduled|set\s+(?:to|for)|plans?\s+to|planned|expect(?:s|ed)?|upcoming"
    r"|slated|is\s+to|are\s+to|to\s+be|going\s+to|hopes?|aims?|intends?|ahead\s+of|in\s+time\s+for"
    r"|(?:re)?opens|begins|starts|returns|resumes|meets|takes\s+effect|expires"
    r"|(?:is|are|remains?|stays?)\s+\w+\s+until)\b|[’']ll\b", re.I,
)  # fmt: skip
# "From October, fares rise": what is past would be told as past. But "figures from October show".
_FROM = re.compile(r"(?:\A\W*from|\b(?:starting|beginning)(?:\s+(?:in|on))?)\s+$", re.I)
_TO = re.compile(r"\s+(?:to|until|till|through)\b", re.I)
_ONWARDS = re.compile(r"\s+onwards?\b", re.I)
_PAST = re.compile(
    r"\b(?:was|were|had|did|has|have|been|since|ago|earlier|dating|\w{2,}ed|ran|rose|fell|went|began"
    r"|came|grew|took|kept|gave|saw|sold|cut|put|made|held|led|lost|won|paid|built|met)\b", re.I,
)  # fmt: skip
_SAID = re.compile(r"\b(?:said|says|told|announced|reported|warned|confirmed)\b", re.I)


def looks_ahead(text: str, start: int, end: int) -> bool:
    """Whether the words before a date, or after one that opens the sentence, look ahead."""
    opened = _FROM.search(text, max(0, start - 20), start) or _ONWARDS.match(text, end)
    if opened and not _TO.match(text, end):
        return not _PAST.search(text, max(0, start - 80), end + 80)
    before = text[max(0, start - 50) : start]
    opens = len(before.split()) < 2
    scope = text[end : end + 50] if opens else before
    found = [match.start() for match in _AHEAD.finditer(scope)]
    return bool(found) and not _SAID.search(scope, 0 if opens else found[-1])


def before(match: Match, context: Context, width: int = 24) -> str:
    """The words right before a match."""
    return context.text[max(0, match.start("all") - width) : match.start("all")]


def month_of(match: Match) -> int:
    """The number of the month matched."""
    return SHORT.index(match["month"][:3].lower()) + 1


def day_month(match: Match, context: Context) -> DateSpan | None:
    month, word, groups = month_of(match), match["month"], match.groupdict()
    day = int(groups["day"]) if groups.get("day") else ordinal(groups["dayword"])
    stated = groups["year"] or groups["ryear"] or groups.get("rel")
    plain = not (stated or groups.get("suffix") or " of " in match[0])
    if plain and word in ("may", "march", "mar"):  # "3 may die"
        return None
    lead = context.text[max(0, match.start() - 3) : match.start()].lower()
    if plain and lead == "in " and match[0].startswith(word):  # "in May 20 people died"
        return None
    date(2024, month, day)  # raises where no year has it
    return dated(match, context, "day", lambda year: date(year, month, day), month=month, day=day)


def month_number(match: Match, context: Context) -> DateSpan | None:
    """May twenty nine, as a transcript has it; "in May twenty men" is none."""
    lead, word = before(match, context), match["month"]
    if re.search(r"\bin\s+$", lead, re.I) or word in ("may", "march", "mar"):
        return None
    month, day = month_of(match), vocabulary.number(re.split(r"[\s-]+", match["number"].lower()))
    date(2024, month, day)
    return dated(match, context, "day", lambda year: date(year, month, day), month=month, day=day)


def days(match: Match, context: Context) -> DateSpan | None:
    month, lead = month_of(match), match["lead"].strip().lower()
    first, second = ordinal(match["first"]), ordinal(match["second"])
    if first >= second or (" and " in match[0] and second > first + 1 and lead != "between"):
        return None
    low = dated(match, context, "day", lambda year: date(year, month, first), month=month)
    if low.low is None:
        return replace(low, precision="range", month=None)
    return replace(low, high=low.low.replace(day=second), precision="range", month=None)


_TO_MONTH = re.compile(
    rf"\s*(?:[-–]|\b(?:to|until|through)\b)\s*(?:{'|'.join([*MONTHS, *SHORT])})\b", re.I
)
_MONTH_LED = re.compile(
    r"\b(?P<firm>in|since|until|till|during|last|next)?(?:of|by|from|before|after|between|to|and"
    r"|through|early|mid|late|for|around|end|beginning|start|as)?[\s-]+(?:the\s+)?$", re.I,
)  # fmt: skip


def month(match: Match, context: Context) -> DateSpan | None:
    month, word = month_of(match), match["month"]
    stated = match["year"] or match["ryear"]
    if not (stated or match["rel"]):
        led = _MONTH_LED.search(before(match, context, 16))
        firm = bool(led and led["firm"])
        led = led if led and led[0].strip(" -") else None
        if word in ("may", "march", "mar") and not firm:  # "this may"
            return None
        name = word in ("April", "May", "June", "August")  # By June Castle
        if name and re.match(r"\s+[A-Z][a-z]", context.text[match.end() : match.end() + 9]):
            return None
        to_month = led or _TO_MONTH.match(context.text, match.end("all"))
        if word[0].islower() and not to_month:
            return None
        if not to_month and (len(word) < 4 or word in ("April", "June", "August", "March")):
            return None
    elif word in ("may", "march", "mar") and not stated:
        return None
    return dated(match, context, "month", lambda year: date(year, month, 1), month=month)


def stretch(match: Match, context: Context) -> DateSpan | None:
    """The first nine months of 2024, the last week of this month."""
    groups, unit = match.groupdict(), match["unit"].lower()
    count = vocabulary.amount(groups["amount"]) if groups["amount"] else 1.0
    whole = _period(match, context)
    if whole is None or whole.low is None or whole.high is None:
        return whole
    days = timedelta(round(count * 7) if unit == "week" else round(count))
    if match["way"].lower() in ("first", "opening"):
        end = calendar.add_months(whole.low, round(count)) if unit == "month" else whole.low + days
        low, high = whole.low, end - timedelta(1)
    else:
        after = whole.high + timedelta(1)
        low = calendar.add_months(after, -round(count)) if unit == "month" else after - days
        high = whole.high
    if low < whole.low or high > whole.high:
        return None
    slack = 3 if unit == "week" else 0
    return replace(whole, low=low, high=high, precision="range", month=None, slack=slack)


def _period(match: Match, context: Context) -> DateSpan | None:
    """The year or month of which a stretch is told."""
    groups = match.groupdict()
    if groups["month"]:
        month = month_of(match)
        return dated(match, context, "month", lambda year: date(year, month, 1))
    if not groups["rmonth"]:
        return dated(match, context, "year", lambda year: date(year, 1, 1))
    if context.anchor is None:
        return None
    shift = {"last": -1, "next": 1}.get(groups["rmonth"].lower(), 0)
    first = calendar.add_months(context.anchor.replace(day=1), shift)
    return span("month", first, relative=True, anchor=context.anchor, basis=context.basis)


def week_of_month(match: Match, context: Context) -> DateSpan:
    """The first week of May, the last weekend of July: by sevens of days, give or take three."""
    month, last = month_of(match), match["nth"].lower() == "last"
    nth = 4 if last else ordinal(match["nth"]) - 1
    if match["unit"].lower() == "weekend":
        whole = dated(
            match, context, "day",
            lambda year: calendar.nth_weekday(year, month, 5, -1 if last else nth + 1),
        )  # fmt: skip
        high = whole.low and whole.low + timedelta(1)
        return replace(whole, high=high, precision="week", slack=1)
    whole = dated(match, context, "month", lambda year: date(year, month, 1))
    if whole.low is None or whole.high is None:
        return whole
    low = whole.high - timedelta(6) if last else whole.low + timedelta(7 * nth)
    return replace(whole, low=low, high=low + timedelta(6), precision="week", slack=3)


def fiscal(match: Match, context: Context) -> DateSpan:
    """A fiscal year is known by the year in which it ends: of "2023-24", the second."""
    groups = match.groupdict()
    quarter = groups.get("q") or groups.get("nth")
    month = ordinal(quarter) * 3 - 2 if quarter else 1
    precision = "quarter" if quarter else "year"
    if not groups.get("y"):
        return dated(match, context, precision, lambda y: date(y, month, 1), fiscal=True)
    year = vocabulary.year(match["y"])
    if ends := groups.get("ends"):
        year = year // 100 * 100 + int(ends[-2:])
    return span(precision, date(year, month, 1), fiscal=True)


_TAKINGS = re.compile(
    r"\b(?:profits?|revenues?|sales|earnings?|results|growth|grew|GDP|economy|shares?|income|loss"
    r"|losses|deliveries|orders|inflation|output|spending|margins?|guidance|quarterly|investors?"
    r"|trading|shipments?|outlook|forecast)\b", re.I,
)  # fmt: skip


def quarter(match: Match, context: Context) -> DateSpan | None:
    """A quarter or half of a year; with no year, a quarter of money and not of a match."""
    number, name = ordinal(match["nth"]), match["unit"].lower()
    name = {"q": "quarter", "h": "half"}.get(name, name)
    stated = match["year"] or match["ryear"]
    if number > (2 if name == "half" else 4) or (name == "half" and not stated):
        return None
    if not stated and match["unit"] != "Q" and not _TAKINGS.search(context.text):
        return None
    month = 1 + (number - 1) * (6 if name == "half" else 3)
    return dated(match, context, name, lambda year: date(year, month, 1))


def season(match: Match, context: Context) -> DateSpan | None:
    month = SEASONS[match["season"].lower()]
    if not (match["year"] or match["ryear"] or match["rel"]):
        led = re.search(
            r"\b(?:in|during|since|until|by|over|through|throughout|early|late|mid|from|between)"
            r"[\s-]+(?:the\s+)?$", before(match, context, 14), re.I,
        )  # fmt: skip
        if not led or (month == 9 and match["season"].lower() == "fall"):
            return None
    return replace(dated(match, context, "season", lambda y: date(y, month, 1)), slack=31)


_DEGREES = re.compile(
    r"\b(?:temperatures?|degrees|mph|highs?|lows|°)|\b(?:his|her|their)\s+$", re.I
)


def decade(match: Match, context: Context) -> DateSpan | None:
    """The 1990s; the 70s, unless they are degrees."""
    if len(match["digits"] or "") == 2 and _DEGREES.search(context.text):
        return None
    text, word = (match["digits"] or "").strip("'’ "), (match["word"] or "").lower()
    if word:
        text = str(TENS.index(word[:-3] + "y") * 10 + 20) if word != "noughties" else "2000"
    if century := (match.groupdict().get("century") or "").lower():
        text = str(vocabulary.number([century]) * 100 + int(text))
    return span("decade", date(int(text) if len(text) == 4 else 1900 + int(text), 1, 1))


def century(match: Match, context: Context) -> DateSpan:
    return span("century", date(max((ordinal(match["nth"]) - 1) * 100, 1), 1, 1))


def nth_weekday(match: Match, context: Context) -> DateSpan | None:
    nth = -1 if match["nth"].lower() == "last" else ordinal(match["nth"])
    weekday = WEEKDAYS.index(match["weekday"].lower())
    if not match["month"]:
        found = _period(match, context)
        if found is None or found.low is None:
            return found
        day = calendar.nth_weekday(found.low.year, found.low.month, weekday, nth)
        return replace(found, low=day, high=day, precision="day", weekday=weekday)
    month = month_of(match)
    return dated(
        match, context, "day", lambda year: calendar.nth_weekday(year, month, weekday, nth),
        month=month, weekday=weekday,
    )  # fmt: skip


def holiday(match: Match, context: Context) -> DateSpan | None:
    written = re.sub(r"\s+", " ", match["name"].replace("’", "'").replace(".", ""))
    name = written.lower().replace("saint ", "st ")
    name = next((known for known in holidays.NAMES if known == name), name.replace("'s", "s'"))
    lead = before(match, context, 8).lower()
    if name == "new year" and (written[0] == "n" or lead.endswith(("the ", "chinese "))):
        return None
    return dated(match, context, "day", lambda year: holidays.holiday(name, year))
