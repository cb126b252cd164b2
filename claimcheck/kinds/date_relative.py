"""What a form of a date means that hangs on the document's own date; and durations.

News names a weekday only within seven days of its own date (AP stylebook); weeks begin on Monday
(ISO 8601). "Two weeks ago" and the like are vague by about half of their unit.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

from claimcheck.kinds import calendar
from claimcheck.kinds import date_vocabulary as vocabulary
from claimcheck.kinds.calendar import DateSpan, Duration
from claimcheck.kinds.date_vocabulary import SEASONS, WEEKDAYS
from claimcheck.kinds.date_words import BACK, ON, Context, Match, before, looks_ahead, span

_SLACK = {"week": 3, "fortnight": 3, "month": 16, "year": 183, "hour": 1}
_TO_MONTHS = {"month": 1, "quarter": 3, "half": 6, "year": 12, "decade": 120, "century": 1200}


def _relative(context: Context, precision: str, low: date, high: date, slack: int = 0) -> DateSpan:
    return DateSpan(low, high, precision, True, context.anchor, context.basis, slack=slack)


def _unread(context: Context, precision: str, weekday: int | None = None) -> DateSpan:
    return DateSpan(None, None, precision, True, basis=context.basis, weekday=weekday)


def unit_of(match: Match) -> str:
    """The unit matched, in the singular."""
    return str(match["unit"]).lower().replace("centur", "century")


_NAMED = re.compile(r"\b(?:Black|Good|Easter|Ash|Super|Cyber|Shrove|Bloody|Maundy|every|each)\s+$")
_TITLE = re.compile(r"\s+(?:Times|Telegraph|Mirror|Mail|Express|Herald|Post|Sun|Night\s[FLR]|Club)")


def weekday(match: Match, context: Context) -> DateSpan | None:
    if _NAMED.search(context.text, max(0, match.start() - 10), match.start()):
        return None
    if _TITLE.match(context.text, match.end("weekday")):  # a newspaper, a programme
        return None
    short = match["weekday"][:3].lower()
    weekday = next(n for n, name in enumerate(WEEKDAYS) if name.startswith(short))
    anchor = context.anchor
    if anchor is None:
        return _unread(context, "day", weekday)
    rel, week = (match["rel"] or "").lower().split(" ")[-1], (match["week"] or "").lower()
    back = anchor - timedelta((anchor.weekday() - weekday) % 7)
    other = None
    if week or rel == "this":
        shift = {"last": -7, "previous": -7, "next": 7}.get(week, 0)
        back = anchor + timedelta(weekday - anchor.weekday() + shift)
    elif rel in BACK:
        back -= timedelta(7 if back == anchor else 0)
        other = back - timedelta(7) if rel != "past" else None
    elif rel in ON:
        back += timedelta(7)
        other = back + timedelta(7) if rel == "next" else None
    elif back != anchor and looks_ahead(context.text, match.start(), match.end()):
        back += timedelta(7)
    found = replace(_relative(context, "day", back, back), weekday=weekday)
    return replace(found, other=(other, other)) if other else found


def weekend(match: Match, context: Context) -> DateSpan:
    """At the weekend, midweek: the last one, unless the words look ahead."""
    if context.anchor is None:
        return _unread(context, "week")
    midweek = match["all"].lower().startswith("mid")
    monday = context.anchor - timedelta(context.anchor.weekday())
    low = monday + timedelta(1 if midweek else 5)
    first = low if context.anchor >= low else low - timedelta(7)
    if looks_ahead(context.text, match.start(), match.end()):
        first += timedelta(7)
    length = timedelta(2 if midweek else 1)
    found = _relative(context, "week", first, first + length, 0 if midweek else 1)
    step = timedelta(-7 if first > context.anchor or midweek else 7)
    return replace(found, other=(first + step, first + step + length))


def this_unit(match: Match, context: Context) -> DateSpan | None:
    rel = re.split(r"\s+", match["rel"].lower())[-1]
    when = (match["when"] or "").lower()
    if (
        rel == "the"
        and not when
        and not before(match, context, 14)
        .lower()
        .endswith(("end of ", "start of ", "beginning of ", "middle of ", "rest of "))
    ):
        return None
    unit, anchor = match["unit"].lower(), context.anchor
    if anchor is None:
        return _unread(context, "week" if unit == "weekend" else unit)
    shift = -1 if rel in BACK else 1 if rel in ON else 0
    if unit in ("week", "weekend"):
        low = anchor - timedelta(anchor.weekday() - 7 * shift)
        high = low + timedelta(6)
        low += timedelta(5 if unit == "weekend" else 0)
        found = _relative(context, "week", low, high, 0 if unit == "weekend" else 1)
    else:
        first = calendar.add_months(anchor.replace(day=1), shift * _TO_MONTHS[unit])
        if unit == "quarter":
            first = first.replace(month=(first.month - 1) // 3 * 3 + 1)
        found = _relative(context, unit, *calendar.whole(unit, first))
    here = rel in ("this", "the")
    if when.startswith("earlier") and here:
        return replace(found, high=anchor)
    return replace(found, low=anchor) if when.startswith("later") and here else found


def week_from(match: Match, context: Context) -> DateSpan | None:
    """A week tomorrow, a fortnight on Saturday, a week last Friday (British)."""
    if context.anchor is None:
        return _unread(context, "day")
    days = 14 if match["unit"].lower() == "fortnight" else 7
    word = (match["way"] or match["way2"]).lower()
    if match["weekday"]:
        to = WEEKDAYS.index(match["weekday"].lower()) - context.anchor.weekday()
        shift = to % 7 + days if word != "last" else (to % 7 or 7) - 7 - days
    else:
        shift = {"today": days, "tomorrow": days + 1, "yesterday": -1 - days}[word]
    day = context.anchor + timedelta(shift)
    return _relative(context, "day", day, day)


def after_next(match: Match, context: Context) -> DateSpan | None:
    """The week after next, the year before last."""
    if context.anchor is None:
        return _unread(context, match["unit"].lower())
    sign = 2 if "after" in match["all"].lower() else -2
    unit = match["unit"].lower()
    if unit == "week":
        low = context.anchor - timedelta(context.anchor.weekday() - 7 * sign)
        return _relative(context, "week", low, low + timedelta(6), 1)
    first = calendar.add_months(context.anchor.replace(day=1), sign * _TO_MONTHS[unit])
    return _relative(context, unit, *calendar.whole(unit, first))


def this_time(match: Match, context: Context) -> DateSpan:
    """This time last year: half a month about the same day."""
    if context.anchor is None:
        return _unread(context, "range")
    month = match["unit"].lower() == "month"
    sign = 1 if match["rel"].lower() == "next" else -1
    day = calendar.add_months(context.anchor, sign * (1 if month else 12))
    about = timedelta(3 if month else 16)
    return _relative(context, "range", day - about, day + about, about.days)


def day_word(match: Match, context: Context) -> DateSpan:
    if context.anchor is None:
        return _unread(context, "day")
    words = re.sub(r"\s+", " ", match["all"].lower())
    shift = {"y": -1, "l": -1, "t": 0}[words[0]] if words != "tomorrow" else 1
    shift = {"the day b": -2, "the day a": 2}.get(words[:9], shift)
    day = context.anchor + timedelta(shift)
    return _relative(context, "day", day, day)


def weekday_day(match: Match, context: Context) -> DateSpan | None:
    """Friday 31, Tuesday the eleventh: the nearest day that is both."""
    groups, short = match.groupdict(), match["weekday"][:3].lower()
    day = int(groups["day"]) if groups.get("day") else vocabulary.ordinal(groups["dayword"])
    index = next(n for n, name in enumerate(WEEKDAYS) if name.startswith(short))
    fitting = [d for d in _near(context, day) if d.weekday() == index]
    if not fitting or context.anchor is None:
        return None
    best = min(fitting, key=lambda d: abs(d - (context.anchor or d)))
    return replace(_relative(context, "day", best, best), weekday=index, day=day)


def _near(context: Context, day: int) -> list[date]:
    """That day of the months about the document's date."""
    if context.anchor is None:
        return []
    months = [calendar.add_months(context.anchor.replace(day=1), n) for n in range(-6, 7)]
    return [m.replace(day=day) for m in months if calendar.whole("month", m)[1].day >= day]


def lone_day(match: Match, context: Context) -> DateSpan | None:
    """On the 18th: the last one, unless the words look ahead."""
    day, anchor = int(match["day"]), context.anchor
    if anchor is None:
        return replace(_unread(context, "day"), day=day)
    ahead = looks_ahead(context.text, match.start(), match.end())
    days = [d for d in _near(context, day) if (d >= anchor if ahead else d <= anchor)]
    if not days:
        return None
    best = days[0] if ahead else days[-1]
    return replace(_relative(context, "day", best, best), day=day)


def day_of_month(match: Match, context: Context) -> DateSpan:
    """The 15th of next month; from the 4th to the 22nd of this month."""
    if context.anchor is None:
        return _unread(context, "day")
    rel = match["rel"].lower()
    shift = -1 if rel in BACK else 1 if rel in ON else 0
    first = calendar.add_months(context.anchor.replace(day=1), shift)
    day = first.replace(day=int(match["day"]))
    last = match.groupdict().get("day2")
    if last is None:
        return _relative(context, "day", day, day)
    return _relative(context, "range", day, first.replace(day=int(last)))


def ahead(match: Match, context: Context) -> DateSpan | None:
    """In two weeks, where the words before look ahead; else it is a duration."""
    if not looks_ahead(context.text, match.start(), match.end()):
        return None
    return ago(match, context)


def ago(match: Match, context: Context) -> DateSpan:
    unit, way = unit_of(match), (match["way"] or "").lower()
    if context.anchor is None:
        return _unread(context, "day" if unit == "day" else "range")
    sign = -1 if way == "ago" or way.startswith("before") else 1
    if vocabulary.is_vague(match["amount"]):
        return _vaguely(context, match["amount"], unit, sign)
    amount = vocabulary.amount(match["amount"])
    return shifted(_relative(context, "day", context.anchor, context.anchor), amount * sign, unit)


def _vaguely(context: Context, words: str, unit: str, sign: int) -> DateSpan:
    """A few weeks ago: anywhere from the least that it may mean to the most."""
    assert context.anchor
    few, many = next(vocabulary.VAGUE[w] for w in words.lower().split() if w in vocabulary.VAGUE)
    days = [timedelta(round(n * calendar.DAYS[unit])) * sign for n in (few, many)]
    low, high = sorted(context.anchor + by for by in days)
    return _relative(context, "range", low, high, round(calendar.DAYS[unit]))


def shifted(start: DateSpan, amount: float, unit: str) -> DateSpan:
    """Move a date by some units; what comes out is as vague as the unit is long.

    Args:
        start: a date with ends, from which to count.
        amount: how many units on, negative to go back.
        unit: a key of `calendar.DAYS`.

    Returns:
        The date, which hangs on what the start hangs on. Raises ValueError and OverflowError
        outside the calendar.

    Examples:
        >>> str(shifted(DateSpan(date(2016, 1, 1), date(2016, 12, 31), "year"), 2, "year"))
        '2018'
    """
    assert start.low and start.high
    if start.other:  # both readings of the start, of what is counted from it too
        one = shifted(replace(start, other=None), amount, unit)
        low, high = start.other
        two = shifted(replace(start, low=low, high=high, other=None), amount, unit)
        return replace(one, other=(two.low, two.high) if two.low and two.high else None)
    keep = replace(
        start, month=None, day=None, weekday=None, other=None, bound="", yearless=False,
        slack=max(_SLACK.get(unit, 0), start.slack),
    )  # fmt: skip
    if unit == "month" and start.low == start.high:
        day, about = calendar.add_months(start.low, round(amount)), timedelta(_SLACK[unit])
        return replace(keep, low=day - about, high=day + about, precision="range")
    if unit in ("month", "year"):
        day = calendar.add_months(start.low, round(amount * _TO_MONTHS[unit]))
        low, high = calendar.whole(unit, day)
        exact = 0 if start.precision == unit else keep.slack
        return replace(keep, low=low, high=high, precision=unit, slack=exact)
    if unit in ("decade", "century"):
        day = calendar.add_months(start.low, round(amount * _TO_MONTHS[unit]))
        low, high = calendar.whole("year", day)
        return replace(keep, low=low, high=high, precision="year", slack=1826)
    by = timedelta(round(amount * calendar.DAYS[unit]))
    about = timedelta(keep.slack if keep.slack > 2 else 0)
    precision = "week" if about else start.precision
    return replace(keep, low=start.low + by - about, high=start.high + by + about,
                   precision=precision)  # fmt: skip


_VERB = re.compile(r"(?:\b(?:to|not|will|would|could|can|may|might|must|should)|n[’']t)\s+$", re.I)


def within(match: Match, context: Context) -> DateSpan | None:
    """The past decade, the next two weeks; "may last two hours" is none."""
    if _VERB.search(before(match, context)):
        return None
    if context.anchor is None:
        return _unread(context, "range")
    unit = match["unit"].lower().replace("centur", "century")
    amount = vocabulary.most(match["amount"]) if match["amount"] else 1.0
    sign = 1 if match["way"].lower() in ("next", "coming", "upcoming") else -1
    length = calendar.DAYS.get(unit, 91.3)
    if unit in _TO_MONTHS:
        far = calendar.add_months(context.anchor, round(sign * amount * _TO_MONTHS[unit]))
    else:
        far = context.anchor + timedelta(round(sign * amount * length))
    vague = vocabulary.is_vague(match["amount"] or "")
    low, high = sorted((context.anchor + timedelta(sign), far))
    slack = max(1, round(amount * length / (2 if vague else 10)))
    return _relative(context, "range", low, high, slack) if low <= high else None


def season_word(match: Match, context: Context) -> DateSpan | None:
    """A season ago, two summers ago."""
    if context.anchor is None:
        return _unread(context, "season")
    month, amount = SEASONS[match["season"].lower()], int(vocabulary.amount(match["amount"]))
    year = context.anchor.year - amount + (context.anchor.month > month + 2)
    return replace(span("season", date(year, month, 1)), relative=True, anchor=context.anchor,
                   basis=context.basis, slack=31)  # fmt: skip


_FOR = re.compile(
    r"\b(?:for|over|than|nearly|almost|about|within|in|after|under|around|roughly|least|to|just"
    r"|took|takes|take|lasted|lasts|spent|every|once)\s+$", re.I,
)  # fmt: skip


_FROM = re.compile(r"\s+(?:after|before|from)\b(?!\s+(?:tax|(?:19|20)\d\d))", re.I)


def duration(match: Match, context: Context) -> Duration | None:
    text, unit = match["amount"].lower(), unit_of(match)
    if unit == "second" and text in ("a", "an", "another"):  # a second season
        return None
    if text in ("a", "an", "one") and not match["half"]:
        lead = context.text[max(0, match.start() - 12) : match.start()]
        told = _FOR.search(lead) or match["half2"] or match["more"]
        told = told or _FROM.match(context.text, match.end("all"))
        if not told and (text != "one" or unit in ("day", "night")):  # "$5 a day", "one day"
            return None
    one = calendar.DAYS[unit]
    if vocabulary.is_vague(text):
        few, many = next(vocabulary.VAGUE[w] for w in text.split() if w in vocabulary.VAGUE)
        comparator = "about" if "couple" in text else "some"
        return Duration(few, unit, few * one * 0.9, many * one, comparator)
    if unit == "second" and text in vocabulary.TENS and not match["plural"]:  # the twenty-second
        return None
    low = vocabulary.amount(text) + (0.5 if match["half"] or match["half2"] else 0)
    high = vocabulary.amount(match["amount2"]) if match["amount2"] else low
    if match["between"] and not match["amount2"]:
        return None
    if more := match["more"]:  # an hour and 20 minutes
        smaller = calendar.DAYS[match["unit2"].lower().removesuffix("s")]
        if smaller >= one:
            return None
        low = high = low + vocabulary.amount(more) * smaller / one
    return Duration(high, unit, low * one, high * one) if low <= high else None


_SOME = {"second": 120, "minute": 120, "hour": 24, "day": 14, "night": 14, "week": 13, "month": 24,
         "year": 20, "decade": 10, "century": 10}  # fmt: skip


def bare(match: Match, context: Context) -> Duration:
    """For weeks, over decades: two of the unit at least, and as many as no longer one takes."""
    unit, two = unit_of(match), 2.0
    one = calendar.DAYS[unit]
    return Duration(two, unit, two * one, _SOME[unit] * one, "some")
