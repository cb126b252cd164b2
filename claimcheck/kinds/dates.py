"""Dates, periods and durations: found in a sentence, and judged by containment.

The forms are in `date_forms`, the calendar and the values (EDTF, ISO 8601-2:2019) in `calendar`.
A coarser date that contains a finer one stands close to it; disjoint ones conflict, unless a
relative word is read by a date of which the document is not sure.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from math import inf

from claimcheck.kinds import calendar, date_forms
from claimcheck.kinds.calendar import DateSpan, Duration
from claimcheck.kinds.date_words import MONTHS, Atom, Context
from claimcheck.records import Fact, Level, Sentence, Source

_PART = re.compile(
    r"(?P<part>\b(?:early|mid|late|(?:the\s+)?(?:start|beginning|middle|end)\s+of))"
    r"(?:\s+in)?[\s\-–]+(?:the\s+)?$", re.I,
)  # fmt: skip
_CIRCA = re.compile(r"\b(?:circa|around|about|roughly)\s+$|\bca?\.\s*$", re.I)
_BOUND = re.compile(
    r"\b(?P<word>since|until|till|before|prior\s+to|after|by|through)\s+(?:the\s+)?$", re.I
)
_BOUNDS = {"since": "since", "until": "until", "till": "until", "by": "until", "after": "after",
           "through": "until", "before": "before", "prior": "before"}  # fmt: skip
_JOIN = re.compile(r"\s*(?:[-–—]|\b(?:to|until|till|through|and)\b)\s*(?:the\s+)?", re.I)
_LEAD = re.compile(r"\b(?P<word>from|between)\s+(?:the\s+)?$", re.I)
_COMPARED = re.compile(
    r"\b(?:"
    r"(?P<about>about|around|roughly|approximately|some)"
    r"|(?P<nearly>nearly|almost|close\s+to|just\s+under|not\s+quite)"
    r"|(?P<over>(?:just\s+|well\s+)?(?:more|longer)\s+than|(?:just\s+|well\s+)?over)"
    r"|(?P<under>(?:less|fewer|shorter)\s+than|under)"
    r"|(?P<at_least>at\s+least|no\s+less\s+than|a\s+minimum\s+of)"
    r"|(?P<up_to>up\s+to|at\s+most|no\s+more\s+than|as\s+long\s+as|a\s+maximum\s+of)"
    r")\s+(?:the\s+)?$", re.I,
)  # fmt: skip


def find(sentence: Sentence, source: Source) -> list[Fact]:
    """Find the dates, periods and durations in a sentence.

    Args:
        sentence: a sentence of the source.
        source: its document; ``date`` and ``date_basis`` resolve relative words, and the whole
            text tells whether its figures are day-first.

    Returns:
        Facts of kind ``date`` in order, whose value is a `DateSpan` or a `Duration`.

    Examples:
        >>> text = "The depot opened on the second Friday of May 2023."
        >>> source = Source("s", "report", "", text)
        >>> [fact] = find(Sentence("s:0", "s", 0, len(text), text), source)
        >>> fact.text, str(fact.value)
        ('the second Friday of May 2023', '2023-05-12')
    """
    context = Context(sentence.text, source.text, source.date, source.date_basis)
    atoms = [_widen(context, atom) for atom in date_forms.atoms(context)]
    return [
        Fact(sentence.id, "date", context.text[s:e], value, sentence.start + s, sentence.start + e)
        for s, e, value in (_with_bound(context, atom) for atom in _joined(context, atoms))
    ]


def _before(pattern: re.Pattern[str], text: str, start: int) -> re.Match[str] | None:
    return pattern.search(text, max(0, start - 24), start)


def _widen(context: Context, atom: Atom) -> Atom:
    """Take in the words before that narrow or blur a date: early, circa, more than."""
    start, end, value = atom
    if isinstance(value, Duration):
        match = _before(_COMPARED, context.text, start)
        if not match:
            return atom
        word = (match.lastgroup or "").replace("_", " ")
        low, high = {
            "about": (value.low * 0.9, value.high * 1.1), "nearly": (value.low * 0.85, value.high),
            "over": (value.low, inf), "at least": (value.low, inf),
            "under": (0.0, value.high), "up to": (0.0, value.high),
        }[word]  # fmt: skip
        return match.start(), end, replace(value, low=low, high=high, comparator=word)
    if (match := _before(_PART, context.text, start)) and value.low and value.precision != "day":
        return match.start("part"), end, _part(value, match["part"].lower())
    if match := _before(_CIRCA, context.text, start):
        slack = {"year": 1826, "month": 16, "decade": 1826, "day": 3}.get(value.precision, 31)
        return match.start(), end, replace(value, approximate=True, slack=slack)
    return atom


def _part(span: DateSpan, word: str) -> DateSpan:
    """Cut a period to its early, middle or late third."""
    if span.low is None or span.high is None:
        return span
    days = (span.high - span.low).days + 1
    if span.precision == "year":
        cuts = [calendar.add_months(span.low, n) for n in (0, 4, 8, 12)]
    else:
        cuts = [span.low + timedelta(round(days * n / 3)) for n in range(4)]
    which = 1 if "mid" in word else 0 if word.endswith(("early", "start of", "beginning of")) else 2
    return replace(
        span, low=cuts[which], high=cuts[which + 1] - timedelta(1), slack=span.slack + days // 8
    )


def _joined(context: Context, atoms: list[Atom]) -> list[Atom]:
    """Join "March to May 2024" and "between 3 May and 5 June" to one range."""
    out: list[Atom] = []
    for atom in atoms:
        joined = _range(context.text, out[-1], atom) if out else None
        if joined:
            out[-1] = joined
        else:
            out.append(atom)
    return out


def _range(text: str, first: Atom, second: Atom) -> Atom | None:
    a, b, gap = first[2], second[2], text[first[1] : second[0]]
    if not (isinstance(a, DateSpan) and isinstance(b, DateSpan) and _JOIN.fullmatch(gap)):
        return None
    lead = _before(_LEAD, text, first[0])
    between = lead is not None and lead["word"].lower() == "between"
    if ("and" in gap.lower()) != between or b.low is None or b.high is None:
        return None
    low, high = a.low, b.high
    if a.relative and a.month and not b.relative:  # "March to May 2024": the year is for both
        year = b.low.year - (a.month > b.low.month)
        low = date(year, a.month, min(a.day or 1, 28 if a.month == 2 else 30))
    if low is None or low > high:
        return None
    start = lead.start() if lead else first[0]
    span = DateSpan(low, high, "range", b.relative, b.anchor, b.basis, slack=max(a.slack, b.slack))
    return start, second[1], span


def _with_bound(context: Context, atom: Atom) -> Atom:
    """Take in "since", "until", "before", "after"."""
    start, end, value = atom
    match = _before(_BOUND, context.text, start)
    if not match or isinstance(value, Duration):
        return atom
    return match.start(), end, replace(value, bound=_BOUNDS[match["word"].lower().split()[0]])


# ------------------------------------------------------------ judging


def alike(claim: Fact, evidence: Fact) -> bool:
    """Tell whether two dates surely are of one sort.

    Args:
        claim: a date or duration of the article.
        evidence: one of a source.

    Returns:
        False for durations told in different units.
    """
    a, b = claim.value, evidence.value
    return not isinstance(a, Duration) or (isinstance(b, Duration) and a.unit == b.unit)


def judge(claim: Fact, evidence: Fact) -> tuple[Level, str]:
    """Tell how a date of the article stands to a date of a source, if both date the same thing.

    Args:
        claim: a fact of the article whose value is a `DateSpan` or a `Duration`.
        evidence: a fact of the source.

    Returns:
        The level, and why in a short clause ("" where nothing needs saying). Containment makes
        ``close``, disjoint intervals ``conflicts``. A relative date that is read by a page's date,
        by none, or by a year that the words leave open is ``unclear`` at most.

    Examples:
        >>> def fact(text):
        ...     source = Source("s", "report", "", text)
        ...     return find(Sentence("s:0", "s", 0, len(text), text), source)[0]
        >>> level, why = judge(fact("It opened on 9 June 2021."), fact("It was 19 June 2021."))
        >>> print(level, "-", why)
        conflicts - 19 June 2021 is ten days after 9 June 2021
    """
    a, b = claim.value, evidence.value
    if isinstance(a, Duration) and isinstance(b, Duration):
        return _judge_durations(a, b)
    if isinstance(a, Duration) or isinstance(b, Duration):
        return Level.ABSENT, ""
    if a.fiscal != b.fiscal and "range" not in (a.precision, b.precision):
        return Level.UNCLEAR, "one is a fiscal period, whose months are not given"
    if b.relative and b.low and b.low == b.high == b.anchor and a.precision != "day":
        return Level.ABSENT, ""  # "tonight" only tells that somebody speaks
    if clash := _clash(a, b):
        return Level.CONFLICTS, clash
    if a.low is None or b.low is None:
        return _judge_undated(claim, evidence)
    level, why = _judge_bounded(a, b) if a.bound != b.bound else _judge_spans(a, b)
    apart = a.high is not None and (a.high < b.low or b.high < a.low)
    if apart and a.relative and b.relative and _same_words(claim.text, evidence.text):
        return Level.CLOSE, ""  # "by Friday" in both: which one it is was only guessed
    if level is Level.CONFLICTS or (level is Level.UNCLEAR and apart):
        for one, two, name in ((claim, evidence, "article"), (evidence, claim, "source")):
            if doubt := _doubt(one, two, name):
                return Level.UNCLEAR, doubt
    return level, why


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
        if a.low and b.low and abs((b.low - a.low).days) < 60:
            return _gap(a, b)
        return f"{MONTHS[month2 - 1]} is not {MONTHS[month - 1]}"
    if day and day2 and month and day != day2:
        name = MONTHS[month - 1]
        return f"{day2} {name} is {_count(abs(day2 - day), 'day')} " + (
            f"after {day} {name}" if day2 > day else f"before {day} {name}"
        )
    if weekday is not None and weekday2 is not None and weekday != weekday2:
        names = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
        return f"{_say(b)} is a {names[weekday2]}" if b.low and not b.weekday else (
            f"{names[weekday2]} is not {names[weekday]}")  # fmt: skip
    return ""


def _judge_undated(claim: Fact, evidence: Fact) -> tuple[Level, str]:
    a, b = claim.value, evidence.value
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
        stated = a.precision == b.precision == "range" and not (a.relative or b.relative)
        if stated and not (a.slack or b.slack):
            return Level.CONFLICTS, f"{_say(b)} is not {_say(a)}"
        finer, coarser = (a, b) if a.high - a.low <= b.high - b.low else (b, a)
        return Level.CLOSE, f"{_say(finer)} lies within {_say(coarser)}"
    if a.low <= b.high and b.low <= a.high:
        if "range" == a.precision == b.precision:
            return Level.CONFLICTS, f"{_say(b)} is not {_say(a)}"
        return Level.CLOSE, "the two periods overlap"
    apart = max((b.low - a.high).days, (a.low - b.high).days)
    if apart <= a.slack + b.slack:
        return Level.CLOSE, "the two lie next to each other, and one is only approximate"
    one_season = (a.precision == "season") != (b.precision == "season")
    if one_season and a.low.year == b.low.year:
        return Level.UNCLEAR, "which months the season has depends on the hemisphere"
    return Level.CONFLICTS, _gap(a, b)


def _judge_bounded(a: DateSpan, b: DateSpan) -> tuple[Level, str]:
    """Open intervals: since and after have no end, until and before no start."""
    (low, high), (low2, high2) = _open(a), _open(b)
    if low > high2 or low2 > high:
        level = Level.UNCLEAR if "until" in (a.bound, b.bound) else Level.CONFLICTS
        return level, f"the source has {_say(b)}"
    assert a.low and a.high and b.low and b.high
    if a.low <= b.high and b.low <= a.high:
        return Level.CLOSE, ""
    return Level.UNCLEAR, f"“{a.bound or b.bound}” leaves open when"


def _open(span: DateSpan) -> tuple[date, date]:
    low, high = span.low or date.min, span.high or date.max
    if span.bound in ("since", "after"):
        return (low if span.bound == "since" else high + timedelta(1)), date.max
    if span.bound in ("until", "before"):
        return date.min, (high if span.bound == "until" else low - timedelta(1))
    return low, high


def _doubt(one: Fact, two: Fact, name: str) -> str:
    """Why a relative date can't carry a conflict, and what would decide it."""
    span, other = one.value, two.value
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
    if (span.month or span.weekday is not None) and not other.relative:
        open_part = "week" if span.weekday is not None and not span.month else "year"
        return (
            f"“{one.text}” gives no {open_part}; by the {name}'s own date it is {_say(span)}, and "
            f"the other is {_say(other)}"
        )
    return ""


def _judge_durations(a: Duration, b: Duration) -> tuple[Level, str]:
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


# ------------------------------------------------------------ in words


def _day(day: date | None) -> str:
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}" if day else ""


def _say(span: DateSpan) -> str:
    """A date as a reader would write it."""
    if span.low is None or span.high is None:
        return str(span)
    low, year = span.low, span.low.year
    season = ("spring", "summer", "autumn", "winter")[low.month // 3 - 1]
    nth = ("first", "second", "third", "fourth")
    return (f"{span.bound} " if span.bound else "") + {
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
            return f"{_say(b)} is {_count(years, 'year')} {where} {_say(a)}"
        return f"{_say(b)} is {where} {_say(a)}"
    return f"{_say(b)} is {_count(days, 'day')} {where} {_say(a)}"
