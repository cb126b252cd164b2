"""How one date, time or duration stands to another, if both date the same thing: by containment.

A coarser date that contains a finer one stands close to it; disjoint ones conflict, unless the
year, week or month was only reckoned, or by a date of which the document is not sure. Seasons are
meteorological, of either half of the globe.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

from claimcheck.kinds import calendar, clock_judge
from claimcheck.kinds.calendar import DateSpan, Duration
from claimcheck.kinds.clock import Clock
from claimcheck.kinds.date_vocabulary import MONTHS
from claimcheck.records import Fact, Level

_GOOD = (Level.AGREES, Level.CLOSE)


def judge(claim: Fact, evidence: Fact) -> tuple[Level, str]:
    """Tell how a date of the article stands to a date of a source; see `dates.judge`."""
    a, b = claim.value, evidence.value
    if type(a) is not type(b):
        return Level.ABSENT, ""
    if isinstance(a, Clock):
        return clock_judge.judge(a, b)
    if isinstance(a, Duration):
        return _judge_durations(a, b)
    if a.fiscal != b.fiscal and "range" not in (a.precision, b.precision):
        return Level.UNCLEAR, "one is a fiscal period, whose months are not given"
    if b.relative and b.low and b.low == b.high == b.anchor and a.precision != "day":
        return Level.ABSENT, ""  # "tonight" only tells that somebody speaks
    if clash := _clash(a, b):
        return Level.CONFLICTS, clash
    if a.low is None or b.low is None:
        return _judge_undated(claim, evidence)
    level, why = _judge_years(a, b) if a.yearless or b.yearless else _compare(a, b)
    apart = a.high is not None and (a.high < b.low or b.high < a.low)
    if (
        apart
        and a.relative
        and b.relative
        and a.day == b.day
        and _same_words(claim.text, evidence.text)
    ):
        return Level.CLOSE, ""  # "by Friday" in both: which one it is was only guessed
    if level is Level.CONFLICTS or (level is Level.UNCLEAR and apart):
        for one, two, name in ((claim, evidence, "article"), (evidence, claim, "source")):
            if doubt := _doubt(one, two, name):
                return Level.UNCLEAR, doubt
    return level, why


def _compare(a: DateSpan, b: DateSpan) -> tuple[Level, str]:
    return _judge_bounded(a, b) if a.bound != b.bound else _judge_spans(a, b)


def _judge_years(a: DateSpan, b: DateSpan) -> tuple[Level, str]:
    """Where a year was only reckoned: a year more or less may be meant, no year makes May March."""
    level, why = _compare(a, b)
    if level in _GOOD:
        return level, why
    assert a.low and b.low
    one, other = (a, b) if a.yearless else (b, a)
    assert one.low and other.low
    near, fitting = False, False
    for years in range(-3, 4):
        moved = _years_on(one, other.low.year - one.low.year + years)
        if moved and moved.low and _compare(moved, other)[0] in _GOOD:
            fitting, near = True, near or abs(moved.low.year - one.low.year) <= 1
    if near:
        return Level.CLOSE, "only one of the two gives the year"
    if fitting:
        return Level.UNCLEAR, f"the year is not given; the nearest is {_say(one)}"
    return level, why


def _years_on(span: DateSpan, years: int) -> DateSpan | None:
    assert span.low and span.high
    try:
        low, high = (calendar.add_months(day, 12 * years) for day in (span.low, span.high))
    except ValueError:
        return None
    return replace(span, low=low, high=high, other=None)


_OPEN = re.compile(rf"\b(?:{'|'.join(MONTHS)}|\w+day|spring|summer|autumn|fall|winter)\b", re.I)


def _same_words(one: str, other: str) -> bool:
    """Whether two dates that leave the year or week open name the same month, weekday or season."""
    named = [{w.lower() for w in _OPEN.findall(text)} for text in (one, other)]
    return bool(named[0]) and named[0] == named[1]


def _parts(span: DateSpan) -> tuple[int | None, int | None, int | None]:
    """Month, day and weekday that the words give whatever the document's date."""
    if span.bound or span.slack or span.other or span.precision not in ("day", "month"):
        return None, None, None
    if span.relative or span.low is None:
        return span.month, span.day, span.weekday
    if span.precision == "month":
        return span.low.month, None, None
    return span.low.month, span.low.day, span.low.weekday()


def _clash(a: DateSpan, b: DateSpan) -> str:
    """What the words alone rule out: another month, another day of it, another weekday."""
    (month, day, weekday), (month2, day2, weekday2) = _parts(a), _parts(b)
    sure = not (a.relative or b.relative)
    if sure:  # the full dates say it better
        return ""
    if month and month2 and month != month2:
        if a.low and b.low and abs((b.low - a.low).days) < 60 and a.precision == b.precision:
            return _gap(a, b)
        return f"{MONTHS[month2 - 1]} is not {MONTHS[month - 1]}"
    if day and day2 and day != day2:
        if not (month and month2):
            return f"the {day2} of a month is not the {day}"
        name = MONTHS[month - 1]
        return f"{day2} {name} is {_count(abs(day2 - day), 'day')} " + (
            f"after {day} {name}" if day2 > day else f"before {day} {name}"
        )
    if weekday is not None and weekday2 is not None and weekday != weekday2:
        names = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
        return f"{_say(b)} is a {names[weekday2]}" if b.low and b.weekday is None else (
            f"{names[weekday2]} is not {names[weekday]}")  # fmt: skip
    return ""


def _judge_undated(claim: Fact, evidence: Fact) -> tuple[Level, str]:
    a, b = claim.value, evidence.value
    for fact in (claim, evidence):
        if fact.value.story and fact.value.low is None:
            if a.story and b.story and claim.text.lower() == evidence.text.lower():
                return Level.CLOSE, "both hang on another date of their text"
            return Level.UNCLEAR, f"“{fact.text}” hangs on another date of its text"
    parts, parts2 = _parts(a), _parts(b)
    same = parts == parts2 and any(part is not None for part in parts)
    if same or (a.low is b.low is None and _same_words(claim.text, evidence.text)):
        return Level.AGREES, ""
    if any(p is not None and p == q for p, q in zip(parts, parts2, strict=True)):
        return Level.CLOSE, "only one of the two gives the year"
    name, text = ("article", claim.text) if a.low is None else ("source", evidence.text)
    return Level.UNCLEAR, f"the {name} has no date by which to read “{text}”"


def _judge_spans(a: DateSpan, b: DateSpan) -> tuple[Level, str]:
    assert a.low and a.high and b.low and b.high
    for one, two in ((a, b), (b, a)):
        if one.other and (two.low, two.high) not in ((one.low, one.high), one.other):
            if two.high < one.other[0] or two.low > one.other[1]:  # type: ignore[operator]
                continue
            return Level.UNCLEAR, "it can be read in two ways, and one of them fits"
        if one.other and not two.other:
            return Level.UNCLEAR, f"it may be {_day(one.low)} or {_day(one.other[0])}"
    if (a.low, a.high) == (b.low, b.high):
        return Level.AGREES, ""
    if (a.low <= b.low and b.high <= a.high) or (b.low <= a.low and a.high <= b.high):
        stated = a.precision == b.precision == "range" and all(map(_stated, (a, b)))
        if stated and not (a.slack or b.slack):
            return Level.CONFLICTS, f"{_say_span(b)} is not {_say_span(a)}"
        finer, coarser = (a, b) if a.high - a.low <= b.high - b.low else (b, a)
        return Level.CLOSE, f"{_say_span(finer)} lies within {_say_span(coarser)}"
    if a.low <= b.high and b.low <= a.high:
        if "range" == a.precision == b.precision:
            return Level.CONFLICTS, f"{_say_span(b)} is not {_say_span(a)}"
        return Level.CLOSE, "the two periods overlap"
    apart = max((b.low - a.high).days, (a.low - b.high).days)
    if apart <= a.slack + b.slack:
        return Level.CLOSE, "the two lie next to each other, and one is only approximate"
    if _elsewhere(a, b):
        return Level.UNCLEAR, "which months the season has depends on the hemisphere"
    return Level.CONFLICTS, _gap(a, b)


def _stated(span: DateSpan) -> bool:
    """Whether both ends are told, the year apart."""
    return span.yearless or not span.relative


def _elsewhere(a: DateSpan, b: DateSpan) -> bool:
    """Whether one is a season, and the other lies in it on the other half of the globe."""
    if (a.precision == "season") == (b.precision == "season"):
        return False
    season, other = (a, b) if a.precision == "season" else (b, a)
    assert season.low and season.high and other.low and other.high
    if not date.min.year < season.low.year < date.max.year:
        return False  # half a year on may be outside the calendar
    for months in (-6, 6):
        low = calendar.add_months(season.low, months)
        if low <= other.low and other.high <= calendar.add_months(low, 3):
            return True
    return False


_ENDS = frozenset({"until", "by"})


def _judge_bounded(a: DateSpan, b: DateSpan) -> tuple[Level, str]:
    """Open intervals: since and after have no end, until and before no start."""
    for one, two in ((a, b), (b, a)):
        if (
            one.other
            and _judge_bounded(_otherwise(one), two)[0]
            is not _judge_bounded(replace(one, other=None), two)[0]
        ):
            return Level.UNCLEAR, f"it may be {_day(one.low)} or {_day(one.other[0])}"
        if one.bound == "since" and two.starts and not two.bound:  # both date a beginning
            level, why = _judge_spans(replace(a, bound=""), replace(b, bound=""))
            return level, f"the source has {_say(b)}" if level is Level.CONFLICTS else why
    if {a.bound, b.bound} <= _ENDS:  # two deadlines: the days are what was meant
        level, why = _judge_spans(replace(a, bound=""), replace(b, bound=""))
        return level, why
    (low, high), (low2, high2) = _open(a), _open(b)
    if low > high2 or low2 > high:
        level = Level.UNCLEAR if "until" in (a.bound, b.bound) else Level.CONFLICTS
        return level, f"the source has {_say(b)}"
    assert a.low and a.high and b.low and b.high
    until = "until" in (a.bound, b.bound) and not (a.bound and b.bound)
    if a.low <= b.high and b.low <= a.high and (a.high == b.high or not until):
        return Level.CLOSE, ""
    return Level.UNCLEAR, f"“{a.bound or b.bound}” leaves open when"


def _otherwise(span: DateSpan) -> DateSpan:
    """The second reading of a date that has two."""
    low, high = span.other or (span.low, span.high)
    return replace(span, low=low, high=high, other=None)


def _open(span: DateSpan) -> tuple[date, date]:
    low, high = span.low or date.min, span.high or date.max
    if span.bound == "after":
        return (high + timedelta(1) if high < date.max else high), date.max
    if span.bound == "before":
        return date.min, (low - timedelta(1) if low > date.min else low)
    if span.bound == "since":
        return low, date.max
    return (date.min, high) if span.bound in _ENDS else (low, high)


def _doubt(one: Fact, two: Fact, name: str) -> str:
    """Why a relative date can't carry a conflict, and what would decide it."""
    span, other = one.value, two.value
    if span.story:
        return f"“{one.text}” hangs on another date of its text, which may not be the one before it"
    if not span.relative:
        return ""
    if span.basis == "page":
        assert span.anchor and span.low and other.low
        newer = other.low > span.low
        says = "article" if name == "source" else "source"
        return (
            f"by the page's date ({_day(span.anchor)}) “{one.text}” is {_say(span)}, and the {says}"
            f" says {_say(other)}: right only if the {name} is {'newer' if newer else 'older'}"
            f" than its page shows"
        )
    open_part = _left_open(span, other)
    if open_part and not other.relative:
        return (
            f"“{one.text}” gives no {open_part}; by the {name}'s own date it is {_say(span)}, and "
            f"the other is {_say(other)}"
        )
    return ""


def _left_open(span: DateSpan, other: DateSpan) -> str:
    """What of a day the words leave to be reckoned, where it may be told otherwise."""
    if span.weekday is not None and not span.month and not span.day:
        assert span.anchor and other.low
        return "week" if abs((other.low - span.anchor).days) <= 7 else ""  # as news names weekdays
    if span.day and not span.month:
        return "month"
    return "year" if span.month and not span.yearless else ""


def _judge_durations(a: Duration, b: Duration) -> tuple[Level, str]:
    if "some" in (a.comparator, b.comparator):
        return _judge_vague(a, b)
    days, days2 = a.amount * calendar.DAYS[a.unit], b.amount * calendar.DAYS[b.unit]
    same = abs(days - days2) <= 0.01 * max(days, days2)
    if same and a.comparator == b.comparator and abs(a.low - b.low) <= 0.01 * days:
        return Level.AGREES, ""
    if same and {a.comparator, b.comparator} == {"over", "under"}:
        return Level.CONFLICTS, f"the source has {b}"
    if same:
        return Level.CLOSE, f"the source has “{b}”" if a.comparator != b.comparator else ""
    coarse = max(calendar.DAYS[a.unit], calendar.DAYS[b.unit])
    if a.unit != b.unit and round(days / coarse) == round(days2 / coarse) > 0:
        return Level.CLOSE, f"{b} is about {a}"
    if a.low <= b.high and b.low <= a.high and a.comparator != b.comparator:
        return Level.CLOSE, f"{b} is within “{a}”" if a.comparator else f"{a} is within “{b}”"
    ranged = "" in (a.comparator, b.comparator) and (a.low < a.high or b.low < b.high)
    if ranged and a.low <= b.high and b.low <= a.high:
        return Level.CLOSE, "one lies within the other"
    return Level.CONFLICTS, f"{b} is not {a}"


def _judge_vague(a: Duration, b: Duration) -> tuple[Level, str]:
    """Weeks, several months: what is a third of the least or three times the most is another."""
    if a == b:
        return Level.AGREES, ""
    if a.low <= b.high and b.low <= a.high:
        return Level.CLOSE, ""
    if a.low <= 3 * b.high and b.low <= 3 * a.high:
        return Level.UNCLEAR, f"how long “{a}” and “{b}” are is not told"
    return Level.CONFLICTS, f"{b} is not {a}"


# ------------------------------------------------------------ in words


def _day(day: date | None) -> str:
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}" if day else ""


def _say(span: DateSpan) -> str:
    """A date as a reader would write it, open to one side or not."""
    if span.low is None or span.high is None:
        return str(span)
    said = _say_span(span)
    if span.bound == "since":
        return f"from {said} on"
    return f"{span.bound} {said}" if span.bound else said


def _say_span(span: DateSpan) -> str:
    """The day or period that a date names."""
    assert span.low and span.high
    low, year = span.low, span.low.year
    season = ("spring", "summer", "autumn", "winter")[low.month // 3 - 1]
    nth = ("first", "second", "third", "fourth")
    return {
        "day": _day(low),
        "month": f"{MONTHS[low.month - 1]} {year}",
        "season": f"{season} {year}",
        "quarter": f"the {nth[(low.month - 1) // 3]} quarter of {year}",
        "half": f"the {nth[low.month // 7]} half of {year}",
        "year": str(year),
        "decade": f"the {year // 10 * 10}s",
        "century": f"the {year // 100 + 1}th century",
    }.get(span.precision, f"{_day(low)} to {_day(span.high)}")


def _count(number: int, unit: str) -> str:
    words = "no one two three four five six seven eight nine ten".split()
    return f"{words[number] if number < 11 else number} {unit}{'' if number == 1 else 's'}"


def _gap(a: DateSpan, b: DateSpan) -> str:
    """How far the source's date lies from the article's."""
    assert a.low and a.high and b.low and b.high
    where = "after" if b.low > a.low else "before"
    days = abs((b.low - a.low).days)
    if a.precision != "day" or b.precision != "day" or days > 60:
        years = abs(b.low.year - a.low.year)
        if years and (a.low.month, a.low.day) == (b.low.month, b.low.day):
            return f"{_say_span(b)} is {_count(years, 'year')} {where} {_say_span(a)}"
        return f"{_say_span(b)} is {where} {_say_span(a)}"
    return f"{_say_span(b)} is {_count(days, 'day')} {where} {_say_span(a)}"
