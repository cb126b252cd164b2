"""What the words around dates make of them: parts, bounds, ranges, counts from a date."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from math import inf
from typing import ParamSpec, TypeVar

from claimcheck.kinds import calendar
from claimcheck.kinds.calendar import DateSpan, Duration
from claimcheck.kinds.date_relative import shifted
from claimcheck.kinds.date_words import Atom, Context, Value

_P = ParamSpec("_P")
_T = TypeVar("_T")

_PART = re.compile(
    r"(?P<part>\b(?:(?:very\s+)?(?:early|late)|mid|middle|(?:the\s+)?(?:very\s+)?(?:start|middle"
    r"|beginning|end|turn|rest|remainder)\s+of))(?:\s+in)?[\s\-–]+(?:the\s+)?$", re.I,
)  # fmt: skip
_CIRCA = re.compile(r"\b(?:circa|around|about|roughly)\s+$|\bca?\.\s*$", re.I)
_BOUND = re.compile(
    r"\b(?P<word>since|until|till|before|prior\s+to|after|by|through|up\s+to|from|not\s+later\s+than"
    r"|(?:no\s+)?(?:earlier|later)\s+than|(?:starting|beginning|effective)(?:\s+(?:on|in|from))?"
    r"|as\s+(?:early|late)\s+as|not\s+before|ever\s+since|right\s+up\s+to|dat(?:es?|ed|ing)\s+back"
    r"\s+to)\s+(?:on\s+|in\s+)?(?:the\s+)?$", re.I,
)  # fmt: skip
_BOUNDS = {
    "since": "since", "ever since": "since", "from": "since",
    "starting": "since", "beginning": "since", "effective": "since", "not before": "since",
    "as early as": "since", "until": "until", "till": "until",
    "through": "until", "up to": "until", "right up to": "until", "by": "by",
    "no later than": "by", "not later than": "by", "as late as": "by",
    "after": "after", "later than": "after", "earlier than": "before",
    "no earlier than": "since", "before": "before", "prior to": "before",
}  # fmt: skip
_ONWARDS = re.compile(r"\s+(?P<word>onwards?|or\s+later|and\s+later|or\s+earlier)\b", re.I)
_NOT = re.compile(r"(?:\bnot|n[’']t)(?:\s+\w+)?\s+$", re.I)  # "not until May": from May on
_POSSESSIVE = re.compile(r"['’]s\b")
_DOCUMENT = re.compile(  # "a report from 2019" began nothing
    r"\b(?:reports?|stud(?:y|ies)|papers?|photos?|pictures?|photographs?|figures?|data|letters?"
    r"|e-?mails?|videos?|footage|surveys?|polls?|images?|documents?|records?|memos?|notes?|rulings?"
    r"|maps?|laws?|films?|posts?|quotes?|interviews?|minutes|files?|slides?|numbers?)\s+$", re.I,
)  # fmt: skip
_JOIN = re.compile(
    r"\s*(?:[-–—~]|\b(?:to|until|till|through|up\s+to|and)\b)\s*(?:the\s+)?", re.I
)  # fmt: skip
_LEAD = re.compile(r"\b(?P<word>from|between)\s+(?:the\s+)?$", re.I)
_FROM = re.compile(r"\s+(?P<way>after|before|from|following)\s+(?:the\s+)?", re.I)
_LASTS = re.compile(
    r"\b(?:for|over|took|takes|take|lasted|lasts|spent|than|every|served)\s+$", re.I
)
_WEEK = re.compile(
    r"\b(?:(?:the\s+)?week|(?=w/c))(?P<way>w/c|\s+(?:of|beginning|commencing|starting|ending|ended|to))\s+"
    r"(?:on\s+)?(?:the\s+)?$", re.I,
)  # fmt: skip
_BEGINS = re.compile(
    r"\b(?:closed|shut|opened|reopened|began|begun|started|joined|founded|launched|elected"
    r"|appointed|took\s+over|became|moved|stopped|ended|banned|introduced|set\s+up|formed|signed"
    r"|retired|resigned|came\s+into\s+force|took\s+effect|takes\s+effect|starts|begins|opens)\b"
    r"[^,;:.]{0,30}$", re.I,
)  # fmt: skip
_COMPARED = re.compile(
    r"\b(?:"
    r"(?P<about>about|around|roughly|approximately|some|an\s+estimated)"
    r"|(?P<nearly>nearly|almost|close\s+to|just\s+under|not\s+quite)"
    r"|(?P<over>(?:just\s+|well\s+|slightly\s+)?(?:more|longer)\s+than|(?:just\s+|well\s+)?over)"
    r"|(?P<under>(?:less|fewer|shorter)\s+than|under)"
    r"|(?P<at_least>at\s+least|no\s+less\s+than|not\s+less\s+than|a\s+minimum\s+of)"
    r"|(?P<up_to>up\s+to|at\s+most|no\s+more\s+than|as\s+long\s+as|a\s+maximum\s+of)"
    r")\s+(?:the\s+)?$", re.I,
)  # fmt: skip


def phrases(context: Context, atoms: list[Atom]) -> list[Atom]:
    """Put dates together with the words around them, and with one another.

    Args:
        context: the sentence.
        atoms: what `date_forms.atoms` found in it.

    Returns:
        Start, end and value, in order, apart from one another.

    Examples:
        >>> from claimcheck.kinds.date_forms import atoms
        >>> context = Context("It ran from early 2019 until the end of 2021.", "", None, None)
        >>> [str(value) for _, _, value in phrases(context, atoms(context))]
        ['2019-01-01/2021-12-31']
    """
    wide = [_in_calendar(_widen, context, atom) or atom for atom in atoms]
    return [_with_bound(context, atom) for atom in _joined(context, _counted(context, wide))]


def _in_calendar(step: Callable[_P, _T], *given: _P.args, **named: _P.kwargs) -> _T | None:
    """Take a step, unless it leads out of the calendar: the week of 31 December 9999."""
    try:
        return step(*given, **named)
    except (ValueError, OverflowError):
        return None


def _before(pattern: re.Pattern[str], text: str, start: int) -> re.Match[str] | None:
    return pattern.search(text, max(0, start - 26), start)


# ------------------------------------------------------------ parts and approximations


def _widen(context: Context, atom: Atom) -> Atom:
    """Take in the words before that narrow or blur a date: early, circa, more than."""
    start, end, value = atom
    if isinstance(value, Duration):
        return _compared(context, start, end, value)
    if not isinstance(value, DateSpan):
        return atom
    if value.low and value.low == value.high and (match := _before(_WEEK, context.text, start)):
        return match.start(), end, _week(value, match["way"].strip().lower())
    match = _before(_PART, context.text, start)
    if match and value.low and value.precision != "day":
        start = match.start("part")
        if value.precision in ("decade", "century") and context.text[:start].endswith("the "):
            start -= 4
        return start, end, _part(value, match["part"].lower())
    if match := _before(_CIRCA, context.text, start):
        slack = {"year": 1826, "month": 16, "decade": 1826, "day": 3}.get(value.precision, 31)
        return match.start(), end, replace(value, approximate=True, slack=slack)
    return atom


def _compared(context: Context, start: int, end: int, value: Duration) -> Atom:
    match = _before(_COMPARED, context.text, start)
    if not match or value.comparator == "some":
        return start, end, value
    word = (match.lastgroup or "").replace("_", " ")
    low, high = {
        "about": (value.low * 0.9, value.high * 1.1), "nearly": (value.low * 0.85, value.high),
        "over": (value.low, inf), "at least": (value.low, inf),
        "under": (0.0, value.high), "up to": (0.0, value.high),
    }[word]  # fmt: skip
    return match.start(), end, replace(value, low=low, high=high, comparator=word)


def _week(span: DateSpan, way: str) -> DateSpan:
    """The week of a day; the seven days that begin or end on it."""
    assert span.low and span.high
    low = span.low - timedelta(span.low.weekday())
    if way in ("beginning", "commencing", "starting", "w/c"):
        low = span.low
    elif way != "of":
        low = span.low - timedelta(6)
    return replace(span, low=low, high=low + timedelta(6), precision="week", month=None, day=None)


def _part(span: DateSpan, word: str) -> DateSpan:
    """Cut a period to its early, middle or late third."""
    if span.low is None or span.high is None:
        return span
    days = (span.high - span.low).days + 1
    if days < 3:
        return span
    if span.precision == "year":
        cuts = [calendar.add_months(span.low, n) for n in (0, 4, 8, 12)]
    else:
        cuts = [span.low + timedelta(round(days * n / 3)) for n in range(4)]
    if word.endswith(("rest of", "remainder of")):
        return replace(span, low=max(span.low, min(span.anchor or span.low, span.high)))
    early = word.endswith(("early", "start of", "beginning of", "turn of"))
    which = 1 if "mid" in word else 0 if early else 2
    slack = span.slack + days // 8
    return replace(span, low=cuts[which], high=cuts[which + 1] - timedelta(1), slack=slack)


# ------------------------------------------------------------ one date and another


def _counted(context: Context, atoms: list[Atom]) -> list[Atom]:
    """Read "two weeks after Easter" and "the day before Christmas" as one date."""
    out: list[Atom] = []
    for atom in atoms:
        value = _in_calendar(_from, context.text, out[-1], atom) if out else None
        if value:
            out[-1] = (out[-1][0], atom[1], value)
        else:
            out.append(atom)
    return out


def _from(text: str, first: Atom, second: Atom) -> Value | None:
    start, value, gap = second[2], first[2], text[first[1] : second[0]]
    if not isinstance(start, DateSpan) or start.low is None or start.story:
        return None
    if isinstance(value, DateSpan):
        words = text[first[0] : first[1]].lower().split()
        if not (value.story and words[-1] in ("before", "after") and gap.strip() in ("", "the")):
            return None
        return shifted(start, -1 if words[-1] == "before" else 1, words[1])
    match = _FROM.fullmatch(gap)
    if not (match and isinstance(value, Duration)) or value.comparator or value.low < value.high:
        return None
    coarse = start.low != start.high and value.unit not in ("month", "year", "decade", "century")
    if coarse or _before(_LASTS, text, first[0]):
        return None
    sign = -1 if match["way"].lower() == "before" else 1
    return shifted(start, sign * value.amount, value.unit)


def _joined(context: Context, atoms: list[Atom]) -> list[Atom]:
    """Join "March to May 2024" and "between 3 May and 5 June" to one range."""
    out: list[Atom] = []
    for atom in atoms:
        joined = _in_calendar(_range, context.text, out[-1], atom) if out else None
        if joined:
            out[-1] = joined
        else:
            out.append(atom)
    return out


def _range(text: str, first: Atom, second: Atom) -> Atom | None:
    a, b, gap = first[2], second[2], text[first[1] : second[0]]
    part = _PART.search(gap)  # "... to [the end of] June"
    gap = gap[: part.start()] + " " if part else gap
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
    elif low and a.weekday is not None and b.weekday is not None:  # "Monday to Friday"
        high = low + timedelta((b.weekday - a.weekday) % 7)
    elif low and low > high and a.yearless and b.yearless:  # "November to February"
        low = calendar.add_months(low, -12)
    if low is None or low > high:
        return None
    start = lead.start() if lead else first[0]
    span = DateSpan(low, high, "range", b.relative, b.anchor, b.basis, slack=max(a.slack, b.slack),
                    yearless=a.yearless and b.yearless)  # fmt: skip
    return start, second[1], span


# ------------------------------------------------------------ bounds


def _with_bound(context: Context, atom: Atom) -> Atom:
    """Take in "since", "until", "no later than", "onwards"; see whether a beginning is dated."""
    start, end, value = atom
    if not isinstance(value, DateSpan):
        return atom
    text = context.text
    match = _ONWARDS.match(text, end)
    if match and value.precision != "range":
        bound = "by" if match["word"].lower().endswith("earlier") else "since"
        lead = _before(re.compile(r"\bfrom\s+$", re.I), text, start)
        return (lead.start() if lead else start), match.end(), replace(value, bound=bound)
    match = _before(_BOUND, text, start)
    if match and not (match["word"].lower() == "from" and not _starts_from(text, match, value)):
        word = re.sub(r"\s+", " ", match["word"].lower())
        if word in ("until", "till") and _before(_NOT, text, match.start()):
            return start, end, replace(value, starts=True)
        word = next((w for w in (word, word.split(" ")[0]) if w in _BOUNDS), "since")
        if word != "by" or not _POSSESSIVE.match(text, end):  # "by Tuesday's ruling"
            return match.start(), end, replace(value, bound=_BOUNDS[word])
    starts = _BEGINS.search(text, max(0, start - 60), start) is not None
    return start, end, replace(value, starts=starts)


def _starts_from(text: str, match: re.Match[str], value: DateSpan) -> bool:
    """Whether "from" opens a stretch of time: not a report from 2019, nor a range from 3 to 5."""
    if value.precision in ("year", "decade", "century"):  # a band from the 1960s
        lead = text[max(0, match.start() - 2) : match.start()].strip()
        return lead[-1:] == "," or (match.start() < 3 and not lead)
    return value.precision != "range" and not _before(_DOCUMENT, text, match.start())
