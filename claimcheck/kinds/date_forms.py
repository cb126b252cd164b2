"""How English-language news writes dates: one pattern a form, each read by its builder."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import lru_cache
from typing import Any

from claimcheck.kinds import calendar, clock, holidays
from claimcheck.kinds import date_figures as figures
from claimcheck.kinds import date_relative as relative
from claimcheck.kinds import date_story as story
from claimcheck.kinds import date_words as words
from claimcheck.kinds.calendar import DateSpan
from claimcheck.kinds.date_vocabulary import (
    AMOUNT,
    AMOUNT2,
    ANY_WEEKDAY,
    DAY,
    DAY2,
    DAYWORD,
    MONTH,
    MONTHS,
    NTH_DAY,
    ONES,
    ORDINALS,
    SEASON,
    SEASONS,
    SHORT,
    TENS,
    TO,
    UNIT,
    WEEKDAY,
    WEEKDAYS,
    WORD_YEAR,
    Y4,
    YEAR,
)
from claimcheck.kinds.date_words import Atom, Context, Match, Value

_ON = rf"(?:{ANY_WEEKDAY}(?:[.,]*\s+|,))?"
_HOLIDAY = (
    "|".join(holidays.NAMES).replace("'s", "s'").replace("s'", "(?:['’]?s|s['’])")
    .replace("st ", r"(?:st\.?|saint)\s").replace(" jr ", r"(?:\s|,\s)jr\.?\s").replace(" ", r"\s")
)  # fmt: skip
_NTH = r"(?P<nth>first|second|third|fourth|fifth|last|1st|2nd|3rd|4th|5th)"
_QUARTER = r"(?P<nth>first|second|third|fourth|1st|2nd|3rd|4th)"
_NUMBER = (
    rf"(?:{'|'.join(TENS)})(?:[\s-](?:{'|'.join(ONES[1:10])}))?|{'|'.join(reversed(ONES[1:]))}"
)
_ORDINAL_WORD = "|".join(sorted(ORDINALS, key=len, reverse=True)).replace("-", r"[\s-]")
_ONE_DAY = rf"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?(?![\d:%]|[.,]\d|[a-z])|(?:{_ORDINAL_WORD})\b"
_FIRST, _SECOND = rf"(?<![$£€])(?P<first>{_ONE_DAY})", rf"(?P<second>{_ONE_DAY})"
_SHORT_FIGURES = r"(?P<a>\d\d?)SEP(?P<b>\d\d?)(?![\d/%-]|[.,]\d|\s?[a-z])"
_LEAD = r"(?P<lead>(?:between\s+|from\s+)?)"
_BACK_ON = r"last|past|previous|next|coming|upcoming"
_THIS = rf"(?P<rel>this(?:\s+(?:past|coming|upcoming))?|{_BACK_ON})"
_YEARS_DAY = rf"(?:(?:,?\s+(?:of\s+|in\s+)?|[-/]|\s,\s?){YEAR})?"


# ------------------------------------------------------------ the forms

_DIGITS, _YEARS = frozenset("1"), frozenset(["2000"])
_M = frozenset(SHORT) | {month.lower() for month in MONTHS} | {"sept"}
_W = frozenset(WEEKDAYS)
_W3 = _W | frozenset("mon tue tues wed thu thur thurs fri sat sun".split())
_U = frozenset(w + s for w in calendar.DAYS for s in ("", "s")) | {"centuries"}
_S = frozenset(SEASONS)
Rule = tuple[frozenset[str], str, int, Callable[[Match, Context], Value | None]]


def _rule(cues: Iterable[str], pattern: str, build: Any, flags: int = re.I) -> Rule:
    cues = cues.split() if isinstance(cues, str) else cues
    return frozenset(cues), pattern, flags, build


_RULES: tuple[Rule, ...] = (
    # 3 December 2024; Tuesday, 3rd of Dec.; 3-Dec-24; 3 December last year
    _rule(_M, rf"\b(?P<all>{_ON}(?:the\s+)?{DAY}(?:\s+(?:day\s+)?(?:of\s+)?|[-/]){MONTH}"
          rf"{_YEARS_DAY})(?![-\w])", words.day_month),
    # the third of May; fifteen August nineteen ninety-three is none of news
    _rule(_M, rf"\b(?P<all>{_ON}(?:the\s+)?{DAYWORD}\s+(?:day\s+)?of\s+{MONTH}{_YEARS_DAY})",
          words.day_month),
    # December 3, 2024; Tues., Dec. 3rd; Oct/2; Sep-23-2020; next January 15
    _rule(_M, rf"\b(?P<all>{_ON}{MONTH}(?:\s+(?:the\s+)?|,\s+(?=\d+[snrt])|[/-]){DAY}{_YEARS_DAY})",
          words.day_month),
    # May the third; December twenty-second, two thousand and five
    _rule(_M, rf"\b(?P<all>{_ON}{MONTH}\s+(?:the\s+)?{DAYWORD}{_YEARS_DAY})", words.day_month),
    # May twenty-nine
    _rule(_M, rf"\b(?P<all>{_ON}{MONTH}\s+(?P<number>(?:twenty|thirty)(?:[\s-](?:one|two|three|four"
          rf"|five|six|seven|eight|nine))?)\b{_YEARS_DAY})", words.month_number),
    # from 3 to 5 May 2024; 3-5 May; between the ninth and the seventeenth of April
    _rule(_M, rf"\b(?P<all>{_LEAD}(?:the\s+)?{_FIRST}{TO}(?:the\s+)?{_SECOND}\s+(?:of\s+)?{MONTH}"
          rf"(?:,?\s+{YEAR})?)", words.days),
    # May 3–5, 2024; April the ninth through the seventeenth
    _rule(_M, rf"\b(?P<all>{_LEAD}{MONTH}\s+(?:the\s+)?{_FIRST}{TO}(?:the\s+)?{_SECOND}"
          rf"(?:,?\s+{YEAR})?)", words.days),
    # December 2024; last March; March of last year; in May
    _rule(_M, rf"\b(?P<all>(?:{_THIS}\s+)?{MONTH}(?:(?:,?\s+(?:of\s+|in\s+)?|-){YEAR})?)(?!\w)",
          words.month),
    # the first nine months of 2024; the last week of this month; the opening days of May
    _rule("first last opening final", rf"\b(?P<all>(?:the\s+)?(?P<way>first|last|opening|final)\s+"
          rf"(?:{AMOUNT}\s+)?(?P<unit>day|week|month)s?\s+of\s+"
          rf"(?:{MONTH}(?:,?\s+(?:of\s+)?(?=\d|this|last|next)|\b))?(?:{YEAR}"
          r"|(?P<rmonth>this|last|next|the)\s+month\b)?)", words.stretch),
    # the first week of July; the last weekend of March 2024
    _rule("week weekend", rf"\b(?P<all>(?:the\s+)?{_NTH}\s+(?P<unit>week|weekend)\s+(?:of|in)\s+"
          rf"{MONTH}(?:,?\s+(?:of\s+)?{YEAR})?)", words.week_of_month),
    # 2024-12-03, with or without a time; 20241203; 2019/Aug/01
    _rule(_YEARS, rf"(?<![\w.-])(?P<all>{_ON}(?P<y>\d{{4}})(?P<sep>[-/])(?P<m>\d\d?)"
          r"(?P=sep)(?P<d>\d\d?))(?=T\d|[^\w/-]|-?$|-\W)", figures.iso),
    _rule(_YEARS, r"(?<![\w.,])(?P<all>(?P<y>(?:19|20)\d\d)(?P<m>0[1-9]|1[0-2])(?P<d>0[1-9]|[12]\d"
          r"|3[01]))(?![\w%]|[.,]\d)", figures.iso),
    _rule(_M, rf"(?<![\w.-])(?P<all>(?P<y>\d{{4}})(?P<sep>[-/]){MONTH}(?P=sep)(?P<d>\d\d?))(?!\w)",
          figures.iso),
    _rule(_DIGITS, figures.FIGURES.pattern, figures.figures),
    # on 22/4; Friday 7/6
    _rule(_DIGITS, rf"\b(?:on|dated|since|until)\s+(?P<all>{_SHORT_FIGURES.replace('SEP', '/')})",
          figures.short_figures),
    _rule(_W3, rf"\b(?P<all>{ANY_WEEKDAY},?\s+{_SHORT_FIGURES.replace('SEP', '[/.-]')})",
          figures.short_figures),
    # 2019-2021; 2019–21; 2023/24
    _rule(_YEARS, rf"(?<![\w.,$£€#+/-])(?P<all>(?:(?:from|between)\s+)?(?P<y>{Y4})\s?"
          rf"(?P<sep>[-–—/])\s?(?P<y2>{Y4}|\d\d))(?![\w%/-]|[.,]\d)", figures.years),
    # in 2019; the 2019 election; mid-2022
    _rule(_YEARS, rf"(?:(?<=\bmid[-–])|(?<=\blate-)|(?<=early-)|(?<=\bpre-)|(?<=post-)"
          rf"|(?<![\w.,$£€#+/-]))(?P<all>(?P<y>{Y4}))(?![\w%]|[-/:]\w|[.,]\d)",
          figures.lone_year, 0),
    # the class of '24; its best year, that was '88, came early
    _rule(_DIGITS, r"(?:(?<=\bof )|(?<=\bin )|(?<=\bsince )|(?:(?<=\bwas )|(?<=\bis )"
          r"|(?<=\bfrom )|(?<=\band ))(?=...(?:[,.;)?!](?!\d)|$)))"
          r"(?P<all>(?P<words>['’]\d\d))(?!\w|['’]s)", figures.word_year),
    # in nineteen eighty-four
    _rule("hundred thousand fifteen sixteen seventeen eighteen nineteen twenty", r"\b(?:in|since|by"
          r"|from|until|of|to|between|early|late|before|after|during|year|and)[\s-]+"
          rf"(?P<all>(?P<words>{WORD_YEAR}))", figures.word_year),
    # Q3 FY24; fiscal 2024; the third quarter of financial year 2023-24; FY2023/24
    _rule("fy fiscal financial", rf"\b(?P<all>(?:(?:the\s+)?{_QUARTER}"
          r"\s+quarter\s+(?:of\s+)?(?:(?:the|its|their)\s+)?|Q(?P<q>[1-4])\s+(?:of\s+)?)?"
          r"(?:FY|fiscal(?:\s+year)?|financial\s+year)[\s-]?(?:of\s+)?"
          r"(?P<y>(?:20|19)\d\d|['’]?\d\d)(?P<ends>[-/–]\d\d(?:\d\d)?)?)\b(?!%)", words.fiscal),
    _rule(_DIGITS, r"\b(?P<all>FY(?P<y>(?:20)?\d\d)(?P<ends>[-/–]\d\d(?:\d\d)?)?"
          r"(?:\s?Q(?P<q>[1-4]))?)\b", words.fiscal, 0),
    # its fiscal third quarter; the second fiscal quarter
    _rule("fiscal financial", rf"\b(?P<all>(?:the\s+)?(?:fiscal\s+{_QUARTER}|"
          rf"{_QUARTER.replace('nth', 'q')}\s+fiscal)[\s-]quarter)\b(?P<y>(?!))?", words.fiscal),
    # Q3 2024; the third quarter of last year; H1 2024; third-quarter profit
    _rule("quarter half", rf"\b(?P<all>(?:(?:the\s+)?{_QUARTER}[\s-]+(?P<unit>quarter|half))"
          rf"(?:\s+(?:of\s+)?{YEAR})?)", words.quarter),
    _rule(frozenset("qh"), rf"\b(?P<all>(?P<unit>[QH])(?P<nth>[1-4])(?:,?\s+(?:of\s+)?{YEAR})?)\b",
          words.quarter, 0),
    _rule(frozenset("qh"), r"\b(?P<all>(?P<year>(?:19|20)\d\d)\s(?P<unit>[QH])(?P<nth>[1-4]))\b"
          r"(?P<ryear>(?!))?", words.quarter, 0),
    # spring 2023; last autumn; in the summer of 2020
    _rule(_S, rf"\b(?P<all>(?:(?P<rel>last|this|next|past)\s+|the\s+)?"
          rf"{SEASON}(?:\s+(?:of\s+)?{YEAR})?)\b", words.season),
    # two summers ago
    _rule("ago", rf"\b(?P<all>{AMOUNT}\s+{SEASON}s?\s+ago)\b", relative.season_word),
    # the 1990s; the '90s; the nineties; the nineteen eighties
    _rule(_DIGITS, r"(?<![\w$£€])(?P<all>(?:the\s+)?(?P<digits>(?:1\d|20)\d0|['’][2-9]0)"
          r"['’]?\s?s\b)(?P<word>(?!))?", words.decade),
    _rule("twenties thirties forties fifties sixties seventies eighties nineties noughties",
          r"(?P<digits>(?!))?\b(?P<all>(?:(?<=early )|(?<=late )|(?<=mid-)|the\s+"
          r"(?:(?P<century>eighteen|nineteen|twenty)[\s-])?)"
          r"(?P<word>(?:twent|thirt|fort|fift|sixt|sevent|eight|ninet|nought)ies))\b",
          words.decade),
    # in the 70s
    _rule(_DIGITS, r"\b(?:in|of|since|from|during|early|late|mid)[\s-]+(?P<all>(?:the\s+)?"
          r"(?P<digits>[2-9]0)s)\b(?P<word>(?!))?", words.decade),
    # the 19th century
    _rule("century", rf"\b(?P<all>(?:the\s+)?(?P<nth>\d\d?(?:st|nd|rd|th)|{_ORDINAL_WORD})"
          r"[\s-]+century)\b", words.century),
    # the second Friday of May 2023
    _rule(_W, rf"\b(?P<all>(?:the\s+)?{_NTH}\s+{WEEKDAY}"
          rf"\s+(?:of|in)\s+(?:{MONTH}(?:,?\s+(?:of\s+)?{YEAR})?|(?P<rmonth>this|last|next|the)"
          r"\s+month\b))", words.nth_weekday),
    # Christmas Day 2023; next Easter
    _rule(holidays.CUES, rf"\b(?P<all>(?:{_THIS}\s+)?(?P<name>{_HOLIDAY})"
          rf"(?:,?\s+(?:in\s+|of\s+)?{YEAR})?)\b", words.holiday),
    # on Monday; last Monday; Monday of last week; next week on Tuesday
    _rule(_W, rf"\b(?P<all>(?:{_THIS}\s+)?{WEEKDAY}\b"
          r"(?:,?\s+(?:of\s+)?(?P<week>last|previous|this|next)\s+week\b)?)", relative.weekday),
    _rule(_W3, rf"\b(?P<all>(?P<week>last|previous|this|next)\s+week\s+(?:on\s+)?(?P<weekday>"
          rf"{ANY_WEEKDAY}))\b(?P<rel>(?!))?", relative.weekday),
    # Friday 31; Tuesday the eleventh
    _rule(_W3, rf"\b(?P<all>(?P<weekday>{ANY_WEEKDAY})[.,]*\s+(?:the\s+)?{DAY})"
          r"(?!\s*[-/:]|\s+[a-z]+)", relative.weekday_day),
    _rule(_W3, rf"\b(?P<all>(?P<weekday>{ANY_WEEKDAY})[.,]*\s+the\s+(?:{NTH_DAY}|{DAYWORD}))"
          r"(?!\s+(?:day|time|person|man|woman)\b)", relative.weekday_day),
    # on the 18th; in the small hours of the 18th
    _rule(_DIGITS, r"\b(?:on|by|until|till|since|before|after|from|(?:hours|morning|night|evening"
          rf"|afternoon)\s+of)\s+(?P<all>the\s+{NTH_DAY})(?=[.,;:!?)]|$|\s+(?:and|or|at|in|when|but|to"
          r"|because|while|for|as|they|we|he|she|i|it|there)\b)(?!\s+(?:and|or|to)\s+(?:the\s+)?\d)",
          relative.lone_day),
    # the 15th of next month; from 4 to 22 this month
    _rule("month", rf"\b(?P<all>(?:the\s+)?{NTH_DAY}\s+(?:day\s+)?(?:of\s+)?(?P<rel>this|last|next)"
          r"\s+month)\b", relative.day_of_month),
    _rule("month", rf"\b(?P<all>(?:from\s+|between\s+)?(?:the\s+)?{DAY}{TO}(?:the\s+)?{DAY2}\s+"
          r"(?:of\s+|in\s+)?(?P<rel>this|last|next)\s+month)\b", relative.day_of_month),
    # earlier this year; last month; next week; this weekend
    _rule(_U | {"weekend", "quarter"}, r"\b(?P<all>(?:(?P<when>(?:earlier|later)(?:\s+in)?)\s+)?"
          r"(?P<rel>(?<!the )(?:last|this|next|previous)|the)\s+"
          r"(?P<unit>weekend|week|month|quarter|year|decade|century))\b(?!\s+of\b)",
          relative.this_unit),
    # the week after next; the year before last
    _rule("next last", r"\b(?P<all>the\s+(?P<unit>week|month|year)\s+(?:after\s+next|before\s+last"
          r"))\b", relative.after_next),
    # a week tomorrow; a fortnight on Saturday
    _rule("week fortnight", r"\b(?P<all>(?:a\s+|one\s+)(?P<unit>week|fortnight)\s+(?:(?P<way>today"
          rf"|tomorrow|yesterday)|(?P<way2>on|last)\s+{WEEKDAY}))\b", relative.week_from),
    # at the weekend; midweek
    _rule("weekend midweek", r"(?P<all>(?:(?<=\bat )|(?<=\bover )|(?<=\bon )|(?<=\bduring ))"
          r"the\s+weekend\b(?!\s+of\b)|\bmidweek\b)", relative.weekend),
    # this time last year
    _rule("time", r"\b(?P<all>(?:(?:around|about)\s+)?(?:this|the\s+same)\s+time\s+"
          r"(?P<rel>last|next)\s+(?P<unit>year|month))\b", relative.this_time),
    # today; the day before yesterday
    _rule("today tonight yesterday tomorrow night morning afternoon evening",
          r"\b(?P<all>today|tonight|(?:the\s+day\s+after\s+)?tomorrow|(?:the\s+day\s+before\s+)?"
          r"yesterday|last\s+night|this\s+(?:morning|afternoon|evening))\b(?!['’]s)",
          relative.day_word),
    # two weeks ago; a year from now; in three days' time
    _rule("ago now today time", rf"\b(?P<all>(?:in\s+)?{AMOUNT}\s+{UNIT}\s+(?P<way>ago|from"
          r"\s+(?:now|today)))\b", relative.ago),
    _rule("time", rf"\b(?P<all>in\s+{AMOUNT}\s+{UNIT}['’]?s?\s+time)\b(?P<way>(?!))?",
          relative.ago),
    # "will open in two weeks"
    _rule(_U, rf"\b(?P<all>in\s+{AMOUNT}\s+{UNIT})\b(?P<way>(?!))?", relative.ahead),
    # the past decade; the next two weeks; over the last three quarters
    _rule("last past previous next coming upcoming", r"\b(?P<all>(?:the\s+)?"
          rf"(?P<way>last|past|previous|next|coming|upcoming)\s+(?:{AMOUNT}\s+)"
          r"(?P<unit>hour|day|week|fortnight|month|quarter|year|decade|centur(?=ies))(?:ies|s)?)\b"
          r"(?!\s+of\b)", relative.within),
    _rule("last past previous next coming", r"\b(?P<all>the\s+(?P<way>last|past|coming)\s+"
          rf"{UNIT})(?!\s+of\b)(?P<amount>(?!))?", relative.within),
    _rule("next previous", r"\b(?:in|over|within|during|for)\s+(?P<all>the\s+(?P<way>next|previous)"
          rf"\s+{UNIT})(?!\s+of\b)(?P<amount>(?!))?", relative.within),
    # ten years; two and a half years; a year and a half; a 10-year deal; an hour and 20 minutes
    _rule(_U, rf"(?<![\w.,$£€-])(?P<all>(?P<between>between\s+)?{AMOUNT}"
          r"(?P<half>[\s-]and[\s-]a[\s-]half)?"
          rf"(?:(?(between)\s+and\s+|(?:\s+to\s+|\s+or\s+|[-–])){AMOUNT2})?"
          rf"[\s-]+{UNIT}(?P<half2>\s+and\s+a\s+half)?"
          rf"(?:\s+(?:and\s+)?(?P<more>\d+|{_NUMBER})\s+(?P<unit2>(?:second|minute|hour|day|week"
          r"|month)s?)\b(?!\s+(?:later|earlier|ago|after|before)))?(?:-long)?)"
          r"(?![\s-]+(?:olds?|ago|of\s+age)\b|-(?:place|half|round|best|largest))",
          relative.duration),
    # for weeks; in decades
    _rule("seconds minutes hours days weeks months years decades centuries",
          r"\b(?:for|over|took|take|takes|lasted|last|lasting|spent|after|in|within|waited"
          r"|wait|waiting)\s+(?P<all>(?-i:(?P<unit>minute|hour|day|week|month|year|decade|centur(?=ies))"
          r"(?:ies|s)))\b(?!\s+(?:old|later|earlier|ago|before|after|of\s+age)\b|['’])",
          relative.bare),
)  # fmt: skip


@lru_cache(maxsize=128)
def _compiled(pattern: str, flags: int) -> re.Pattern[str]:
    """Compile a form when its cue is first met: all of them at import would cost 0.1 s."""
    return re.compile(pattern, flags)


def atoms(context: Context) -> list[Atom]:
    """Match every form; of overlapping matches the longest stays.

    Args:
        context: the sentence and its document's date.

    Returns:
        Start and end in the sentence with the value, in order, apart from one another.

    Examples:
        >>> [str(value) for _, _, value in atoms(Context("In May 2023 and 2019.", "", None, None))]
        ['2023-05', '2019']
    """
    present = _present(context.text)
    found: list[Atom] = []
    if not clock.CUES.isdisjoint(present):
        found += clock.find(context.text)
    for cues, pattern, flags, build in _RULES:
        if cues.isdisjoint(present):
            continue
        for match in _compiled(pattern, flags).finditer(context.text):
            if (value := _built(build, match, context)) is not None:
                found.append((match.start("all"), match.end("all"), value))
    hangs = not (story.CUES.isdisjoint(present) or story.WITH.isdisjoint(present))
    told = _told(context) if hangs else {}
    found += [(start, end, value) for (start, end), (_, value) in told.items()]
    kept = _longest(found, len(context.text))
    return _resolved(context, kept, told) if told else kept


def _present(text: str) -> set[str]:
    """The words of a text; for its figures one digit, and a year where four stand together."""
    found = set(re.findall(r"[a-z]+|\d+", text.lower()))
    digits = {word for word in found if word[0].isdigit()}
    long = {"2000"} if any(len(word) > 3 for word in digits) else set()
    return (found - digits) | ({"1"} if digits else set()) | long


def _built(build: Callable[[Match, Context], Any], match: Match, context: Context) -> Any:
    try:
        return build(match, context)
    except (ValueError, OverflowError, KeyError):  # 31 June, the year 0
        return None


def _longest(found: list[Atom], length: int) -> list[Atom]:
    kept: list[Atom] = []
    taken = bytearray(length)
    for atom in sorted(found, key=lambda a: (a[0] - a[1], a[0])):
        if not any(taken[atom[0] : atom[1]]):
            kept.append(atom)
            taken[atom[0] : atom[1]] = b"\1" * (atom[1] - atom[0])
    return sorted(kept, key=lambda a: a[0])


Told = dict[tuple[int, int], tuple[Match, DateSpan]]


def _told(context: Context) -> Told:
    """The dates that hang on another one of the text."""
    return {
        match.span("all"): (match, story.told(match, context))
        for form in story.FORMS
        for match in _compiled(form, re.I).finditer(context.text)
    }


def _resolved(context: Context, kept: list[Atom], told: Told) -> list[Atom]:
    """Read the dates that hang on another one, by the date before them."""
    out: list[Atom] = []
    for start, end, value in kept:
        if (start, end) in told and isinstance(value, DateSpan) and value.story:
            match, span = told[start, end]
            here = [v for _, _, v in out if isinstance(v, DateSpan)]
            anchor = here[-1] if here else _anchor_before(context)
            value = _built(lambda m, _: story.resolve(m, span, anchor), match, context) or span  # noqa: B023
        out.append((start, end, value))
    return out


_BREAK = re.compile(r"[.!?][\"”’')]{0,3}\s+(?=[A-Z\"“‘(])|\n")  # "Co. a permit" is no break


def _anchor_before(context: Context) -> DateSpan | None:
    """The only date of the sentence before, where it has one; it may well be the wrong one."""
    before = context.whole[max(0, context.start - 400) : context.start].rstrip()
    text = _BREAK.split(before)[-1]
    found = [value for _, _, value in atoms(replace(context, text=text, whole="", start=0))]
    dated = [value for value in found if isinstance(value, DateSpan)]
    return replace(dated[0], story=True) if len(dated) == 1 else None
