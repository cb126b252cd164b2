"""Dates told by another date of the text: the following day, a year later, that summer.

In TimeML's terms (ISO 24617-1) these are anchored to another time expression. They are resolved
where their own sentence, or the one before it, holds exactly one date that can be the anchor; what
is counted from the sentence before still carries no conflict, since a story may go back or on.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

from claimcheck.kinds import calendar
from claimcheck.kinds.calendar import DateSpan
from claimcheck.kinds.date_relative import shifted, unit_of
from claimcheck.kinds.date_vocabulary import (
    AMOUNT,
    MONTH,
    MONTHS,
    SEASON,
    SEASONS,
    SHORT,
    UNIT,
    WEEKDAY,
    WEEKDAYS,
    amount,
    is_vague,
)
from claimcheck.kinds.date_words import Context, Match

_FINE = {  # by unit: how exact an anchor must be
    "hour": ("day",), "day": ("day",), "night": ("day",), "week": ("day",), "fortnight": ("day",),
    "month": ("day", "month"), "year": ("day", "month", "season", "quarter", "half", "year"),
}  # fmt: skip
_PART_OF_DAY = r"morning|afternoon|evening|night"
FORMS = (
    # a year later; two days earlier; weeks afterwards
    rf"\b(?P<all>(?:(?:(?:more\s+than|over|nearly|almost|about|just|only|barely)\s+)?{AMOUNT}\s+)?"
    rf"{UNIT}\s+(?P<way>later|earlier|afterwards?|previously|beforehand|before(?=[.,;)]|$)))",
    # the following day; the next morning; the previous year; that same month
    r"(?<!\bfor )(?<!\bin )(?<!\bwithin )(?<!\bover )(?<!\bduring )\b(?P<all>(?:the|that)\s+"
    r"(?:very\s+)?(?P<rel>following|next|same|previous|preceding)\s+(?:(?P<unit>day|week|weekend|month|year"
    rf"|decade|{_PART_OF_DAY})|{WEEKDAY}|{MONTH}|{SEASON}))\b(?!\s+of\b)",
    # that day; that summer; that March
    rf"\b(?P<all>that\s+(?:(?P<unit>day|week|weekend|month|year|decade|{_PART_OF_DAY})|{WEEKDAY}"
    rf"|(?-i:(?=[A-Z])){MONTH}|{SEASON}))\b(?!\s+(?:of|that|which|we|he|she|they|i|when)\b)(?P<rel>(?!))?",
    # the day after; the year before; the day before the vote
    r"\b(?P<all>the\s+(?P<unit>day|week|month|year)\s+(?P<way>before|after))\b(?!\s+(?:yesterday"
    r"|tomorrow|last|next)\b)",
)
CUES = frozenset(
    "later earlier afterward afterwards previously beforehand before following next same "
    "previous preceding that after".split()
)
WITH = frozenset(  # of these too one must be there
    [*WEEKDAYS, *SHORT, *SEASONS, *(month.lower() for month in MONTHS)]
    + [
        unit + s
        for unit in (*calendar.DAYS, "weekend", *_PART_OF_DAY.split("|"))
        for s in ("", "s")
    ]
)


def told(match: Match, context: Context) -> DateSpan:
    """A date that hangs on another one of its text, not resolved yet.

    Args:
        match: of one of ``FORMS``.
        context: its sentence.

    Returns:
        A span without ends, as precise as its words.
    """
    groups = match.groupdict()
    precision = "day"
    if groups.get("unit"):
        unit = unit_of(match).removesuffix("end")
        precision = unit if unit in ("week", "month", "year", "decade") else "day"
    elif groups.get("month") or groups.get("season"):
        precision = "month" if groups["month"] else "season"
    return DateSpan(None, None, precision, True, basis=context.basis, story=True)


def resolve(match: Match, span: DateSpan, anchor: DateSpan | None) -> DateSpan:
    """Read such a date by its anchor, where the anchor is fine enough.

    Args:
        match: of one of ``FORMS``.
        span: what `told` gave for it.
        anchor: the date before it, or None.

    Returns:
        The span with its ends, which hangs on what its anchor hangs on; else as it was.
    """
    if anchor is None or anchor.low is None or anchor.high is None or anchor.bound:
        return span
    groups = match.groupdict()
    if groups.get("way"):
        return _moved(match, span, anchor)
    rel = (groups.get("rel") or "same").lower()
    sign = {"following": 1, "next": 1, "previous": -1, "preceding": -1}.get(rel, 0)
    start = anchor.low
    if sign == 0:  # "that July" is of that year, whichever sentence tells it
        anchor = replace(anchor, story=False)
    if groups.get("unit"):
        unit = unit_of(match)
        unit = "day" if unit in _PART_OF_DAY.split("|") else unit
        if anchor.precision not in _FINE.get(unit, ()):
            return span
        if unit in ("month", "year"):
            first = calendar.add_months(start, sign * (12 if unit == "year" else 1))
            low, high = calendar.whole(unit, first)
            return _by(anchor, low, high, unit)
        return _by(anchor, *_days(unit, sign, start), "day" if unit == "day" else "week")
    if groups.get("weekday"):
        return _weekday(match, span, anchor, sign)
    return _month(groups, span, anchor, sign)


def _by(anchor: DateSpan, low: date, high: date, precision: str) -> DateSpan:
    return replace(
        anchor, low=low, high=high, precision=precision, month=None, day=None, weekday=None,
        other=None, yearless=False, starts=False,
    )  # fmt: skip


def _days(unit: str, sign: int, day: date) -> tuple[date, date]:
    if unit == "day":
        return day + timedelta(sign), day + timedelta(sign)
    monday = day - timedelta(day.weekday() - 7 * sign)
    return monday, monday + timedelta(6)


_CLOSED = re.compile(r"\s*(?:[.,;)]|$)")  # else it is the day before the vote


def _moved(match: Match, span: DateSpan, anchor: DateSpan) -> DateSpan:
    words, unit, way = match.groupdict().get("amount"), unit_of(match), match["way"].lower()
    if way in ("before", "after") and not _CLOSED.match(match.string, match.end()):
        return span
    vague = words is None and "amount" in match.groupdict()
    if vague or (words and is_vague(words)) or anchor.precision not in _FINE.get(unit, ()):
        return span
    count = amount(words) if words else 1.0
    sign = 1 if way in ("later", "after", "afterward", "afterwards", "on") else -1
    moved = shifted(anchor, sign * count, unit)
    return _by(moved, moved.low or date.min, moved.high or date.max, moved.precision)


def _weekday(match: Match, span: DateSpan, anchor: DateSpan, sign: int) -> DateSpan:
    if anchor.precision != "day" or anchor.low is None:
        return span
    ahead = (WEEKDAYS.index(match["weekday"].lower()) - anchor.low.weekday()) % 7
    if sign == 0 and ahead:
        return span
    step = (ahead or 7) if sign > 0 else (ahead - 7 if sign else 0)
    day = anchor.low + timedelta(step)
    return _by(anchor, day, day, "day")


def _month(groups: dict[str, str | None], span: DateSpan, anchor: DateSpan, sign: int) -> DateSpan:
    assert anchor.low and anchor.high
    name, precision = groups["month"], "month" if groups["month"] else "season"
    if anchor.precision in ("decade", "century", "range"):
        return span
    number = (
        SHORT.index(name[:3].lower()) + 1 if name else SEASONS[(groups["season"] or "").lower()]
    )
    start = date(anchor.low.year, number, 1)
    if sign > 0 and start <= anchor.high:
        start = date(anchor.low.year + 1, number, 1)
    if sign < 0 and calendar.whole(precision, start)[1] >= anchor.low:
        start = date(anchor.low.year - 1, number, 1)
    found = _by(anchor, *calendar.whole(precision, start), precision)
    return replace(found, slack=31) if precision == "season" else found
