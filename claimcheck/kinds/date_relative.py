"""What a form of a date means that hangs on the document's own date; and durations."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

from claimcheck.kinds import calendar
from claimcheck.kinds import date_words as words
from claimcheck.kinds.calendar import DateSpan, Duration
from claimcheck.kinds.date_words import Context, Match


def _relative(context: Context, precision: str, low: date, high: date, slack: int = 0) -> DateSpan:
    return DateSpan(low, high, precision, True, context.anchor, context.basis, slack=slack)


def _unread(context: Context, precision: str, weekday: int | None = None) -> DateSpan:
    return DateSpan(None, None, precision, True, basis=context.basis, weekday=weekday)


_NAMED = re.compile(r"\b(?:Black|Good|Easter|Ash|Super|Cyber|Shrove|Bloody|Maundy|every|each)\s+$")
_TITLE = re.compile(r"\s+(?:Times|Telegraph|Mirror|Mail|Express|Herald|Post|Sun|Night\s[FLR]|Club)")


def weekday(match: Match, context: Context) -> DateSpan | None:
    if _NAMED.search(context.text, max(0, match.start() - 10), match.start()):
        return None
    if _TITLE.match(context.text, match.end("weekday")):  # a newspaper, a programme
        return None
    weekday, anchor = words.WEEKDAYS.index(match["weekday"].lower()), context.anchor
    if anchor is None:
        return _unread(context, "day", weekday)
    rel, week = (match["rel"] or "").lower(), (match["week"] or "").lower()
    back = anchor - timedelta((anchor.weekday() - weekday) % 7)
    other = None
    if week or rel == "this":
        shift = {"last": -7, "next": 7}.get(week, 0)
        back = anchor + timedelta(weekday - anchor.weekday() + shift)
    elif rel in ("last", "past"):
        back -= timedelta(7 if back == anchor else 0)
        other = back - timedelta(7)
    elif rel in ("next", "coming"):
        back += timedelta(7)
        other = back + timedelta(7)
    elif back != anchor and words.looks_ahead(context.text, match.start(), match.end()):
        back += timedelta(7)
    span = replace(_relative(context, "day", back, back), weekday=weekday)
    return replace(span, other=(other, other)) if other else span


def this_unit(match: Match, context: Context) -> DateSpan | None:
    before = context.text[max(0, match.start() - 14) : match.start()].lower()
    if match["rel"].lower() == "the" and not before.endswith(
        ("end of ", "start of ", "beginning of ", "middle of ", "rest of ")
    ):
        return None
    unit, anchor, rel = match["unit"].lower(), context.anchor, match["rel"].lower().split()[0]
    if anchor is None:
        return _unread(context, "week" if unit == "weekend" else unit)
    shift = {"last": -1, "next": 1}.get(rel, 0)
    if unit in ("week", "weekend"):
        low = anchor - timedelta(anchor.weekday() - 7 * shift)
        high = low + timedelta(6)
        low += timedelta(5 if unit == "weekend" else 0)
        span = _relative(context, "week", low, high, 0 if unit == "weekend" else 1)
    else:
        months = {"month": 1, "quarter": 3, "year": 12, "decade": 120, "century": 1200}[unit]
        first = calendar.add_months(anchor.replace(day=1), shift * months)
        if unit == "quarter":
            first = first.replace(month=(first.month - 1) // 3 * 3 + 1)
        span = _relative(context, unit, *calendar.whole(unit, first))
    when = (match["when"] or "").lower()
    if when == "earlier" and rel == "this":
        return replace(span, high=anchor)
    return replace(span, low=anchor) if when == "later" and rel == "this" else span


def day_word(match: Match, context: Context) -> DateSpan:
    if context.anchor is None:
        return _unread(context, "day")
    words = match["all"].lower()
    shift = {"y": -1, "l": -1, "t": 0}[words[0]] if words != "tomorrow" else 1
    shift = -2 if words.startswith("the day") else shift
    day = context.anchor + timedelta(shift)
    return _relative(context, "day", day, day)


def weekday_day(match: Match, context: Context) -> DateSpan | None:
    """Friday 31: the nearest day that is both."""
    day, short = int(match["day"]), match["weekday"][:3].lower()
    index = next(n for n, name in enumerate(words.WEEKDAYS) if name.startswith(short))
    if not words.WEEKDAYS[index].startswith(match["weekday"].lower().rstrip(".")):
        return None
    if context.anchor is None:
        return None
    first = context.anchor.replace(day=1)
    months = [calendar.add_months(first, n) for n in range(-6, 7)]
    days = [m.replace(day=day) for m in months if calendar.whole("month", m)[1].day >= day]
    fitting = [d for d in days if d.weekday() == index]
    if not fitting:
        return None
    best = min(fitting, key=lambda d: abs(d - (context.anchor or d)))
    return replace(_relative(context, "day", best, best), weekday=index)


def day_of_month(match: Match, context: Context) -> DateSpan:
    """The 15th of next month."""
    if context.anchor is None:
        return _unread(context, "day")
    shift = {"last": -1, "this": 0, "next": 1}[match["rel"].lower()]
    first = calendar.add_months(context.anchor.replace(day=1), shift)
    day = first.replace(day=int(match["nth"][:-2]))
    return _relative(context, "day", day, day)


def ahead(match: Match, context: Context) -> DateSpan | None:
    """In two weeks, where the words before look ahead; else it is a duration."""
    if not words.looks_ahead(context.text, match.start(), match.end()):
        return None
    return ago(match, context)


def ago(match: Match, context: Context) -> DateSpan:
    unit = match["unit"].lower().replace("centur", "century")
    if context.anchor is None:
        return _unread(context, "day" if unit == "day" else "range")
    sign = -1 if (match["way"] or "").lower() == "ago" else 1
    amount = words.amount(match["amount"]) * sign
    slack = {"week": 3, "fortnight": 3, "month": 16, "year": 183, "hour": 1}.get(unit, 0)
    if unit in ("month", "year"):
        day = calendar.add_months(context.anchor, round(amount * (1 if unit == "month" else 12)))
        return _relative(context, unit, *calendar.whole(unit, day), slack)
    day = context.anchor + timedelta(round(amount * calendar.DAYS[unit]))
    if unit in ("decade", "century"):
        return _relative(context, "year", *calendar.whole("year", day), 1826)
    about = timedelta(slack if slack > 2 else 0)
    return _relative(context, "week" if about else "day", day - about, day + about, slack)


def within(match: Match, context: Context) -> DateSpan:
    if context.anchor is None:
        return _unread(context, "range")
    unit = match["unit"].lower().replace("centur", "century")
    days = (words.amount(match["amount"]) if match["amount"] else 1.0) * calendar.DAYS[unit]
    far = round(days) * (1 if match["way"].lower() in ("next", "coming") else -1)
    ends = sorted((context.anchor, context.anchor + timedelta(far)))
    return _relative(context, "range", ends[0], ends[1], round(days / 10))


_FOR = re.compile(
    r"\b(?:for|over|than|nearly|almost|about|within|in|after|under|around|roughly|least|to|just"
    r"|took|takes|take|lasted|lasts|spent|every|once)\s+$", re.I,
)  # fmt: skip


def duration(match: Match, context: Context) -> Duration | None:
    text, unit = match["amount"].lower(), match["unit"].lower().replace("centur", "century")
    if text in ("a", "an", "one") and (unit == "second" or not match["half"]):
        before = context.text[max(0, match.start() - 12) : match.start()]
        if not _FOR.search(before) and (text != "one" or unit == "day"):  # "$5 a day", "one day"
            return None
    low = words.amount(text) + (0.5 if match["half"] or match["half2"] else 0)
    high = words.amount(match["amount2"]) if match["amount2"] else low
    days = calendar.DAYS[unit]
    return Duration(high, unit, low * days, high * days) if low <= high else None
