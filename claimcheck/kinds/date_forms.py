"""How English-language news writes dates: one pattern a form, each read by its builder."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Any

from claimcheck.kinds import calendar
from claimcheck.kinds import date_relative as relative
from claimcheck.kinds import date_words as words
from claimcheck.kinds.date_words import Atom, Context, Match, Value

_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sep(?:t(?:ember)?)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)(?![a-z])(?:\.(?=,?\s*\d))?"
)
_DAY = r"(?<![$£€])(?P<day>3[01]|[12]\d|0?[1-9])(?P<suffix>st|nd|rd|th)?(?![\d:%]|[.,]\d|[a-z])"
_DAY2 = _DAY.replace("day>", "day2>").replace("suffix>", "suffix2>")
_DAYWORD = rf"(?P<dayword>{'|'.join(sorted(words.ORDINALS, key=len, reverse=True))})"
_RYEAR = r"(?P<ryear>this|last|next)\s+year\b"
_YEAR = rf"(?:(?P<year>(?:1[0-9]|20)\d\d|['’]\d\d)(?![\d%]|[.,]\d)|{_RYEAR})"
_WEEKDAY = r"(?P<weekday>(?:mon|tues|wednes|thurs|fri|satur|sun)day)"
_ON = (
    r"(?:(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|mon|tues?|wed|thurs?|fri|sat|sun)[.,]*\s+)?"
)
_AMOUNT = (
    rf"(?P<amount>\d[\d,]*(?:\.\d+)?|(?:{'|'.join(words.TENS)})(?:[-\s](?:{'|'.join(words.ONES[1:10])}))?"
    rf"|{'|'.join(reversed(words.ONES))}|half\s+an?|a\s+hundred|a\s+thousand|an?)"
)
_AMOUNT2 = _AMOUNT.replace("amount>", "amount2>")
_UNIT = (
    r"(?P<unit>second|minute|hour|day|week|fortnight|month|year|decade|centur(?=y|ies))"
    r"(?:ies|y|s)?\b"
)
_HOLIDAY = "|".join(calendar.HOLIDAYS).replace("'", "['’]").replace("st pat", r"st\.?\spat")
_TO = r"\s*(?:[-–—]|\bto\b|\buntil\b|\btill\b|\bthrough\b|\band\b)\s*"
_Y4 = r"(?:1[5-9]|20)\d\d"


# ------------------------------------------------------------ the forms

_DIGITS = frozenset("0123456789")
_M = frozenset(words.SHORT) | {month.lower() for month in words.MONTHS} | {"sept"}
_W = frozenset(words.WEEKDAYS)
_U = frozenset(w + s for w in calendar.DAYS for s in ("", "s")) | {"centuries", "weekend"}
Rule = tuple[frozenset[str], str, int, Callable[[Match, Context], Value | None]]


def _rule(cues: Iterable[str], pattern: str, build: Any, flags: int = re.I) -> Rule:
    cues = cues.split() if isinstance(cues, str) else cues
    return frozenset(cues), pattern, flags, build


_RULES: tuple[Rule, ...] = (
    # 3 December 2024; Tuesday, 3rd of Dec.; 3-Dec-24
    _rule(_M, rf"\b(?P<all>{_ON}(?:the\s+)?{_DAY}(?:\s+(?:of\s+)?|[-/]){_MONTH}"
          rf"(?:(?:,?\s+(?:of\s+)?|[-/]){_YEAR})?)(?![-\w])", words.day_month),
    # the third of May
    _rule(_M, rf"\b(?P<all>{_ON}(?:the\s+)?{_DAYWORD}\s+of\s+{_MONTH}(?:,?\s+{_YEAR})?)",
          words.day_month),
    # Friday 31; Friday the 13th; Fri., 14th
    _rule(words.WEEKDAYS + "mon tue tues wed thu thurs fri sat sun".split(),
          rf"\b(?P<all>(?P<weekday>(?:mon|tue|wed|thu|fri|sat|sun)[a-z]{{0,6}})[.,]*\s+"
          rf"(?:the\s+)?{_DAY})"
          r"(?!\s*[-/:]|\s+[a-z]+)", relative.weekday_day),
    # the 15th of next month
    _rule("month", r"\b(?P<all>the\s+(?P<nth>\d\d?(?:st|nd|rd|th))\s+of\s+(?P<rel>this|last|next)"
          r"\s+month)\b", relative.day_of_month),
    # December 3, 2024; Tues., Dec. 3rd
    _rule(_M, rf"\b(?P<all>{_ON}{_MONTH}\s+(?:the\s+)?{_DAY}(?:,?\s+(?:of\s+)?{_YEAR})?)",
          words.day_month),
    # from 3 to 5 May 2024; 3-5 May
    _rule(_M, rf"\b(?P<lead>(?:between\s|from\s)?)(?P<all>(?:the\s+)?{_DAY}{_TO}(?:the\s+)?{_DAY2}"
          rf"\s+(?:of\s+)?{_MONTH}(?:,?\s+{_YEAR})?)", words.days),
    # May 3–5, 2024
    _rule(_M, rf"\b(?P<lead>(?:between\s|from\s)?)(?P<all>{_MONTH}\s+{_DAY}{_TO}{_DAY2}"
          rf"(?:,?\s+{_YEAR})?)", words.days),
    # December 2024; last March; March of last year; in May
    _rule(_M, rf"\b(?P<all>(?:(?P<rel>last|this|next|past|coming)\s+)?{_MONTH}"
          rf"(?:(?:,?\s+(?:of\s+)?|-){_YEAR})?)(?!\w)", words.month),
    # 2024-12-03, with or without a time
    _rule(_DIGITS, r"(?<![\w.-])(?P<all>(?P<y>\d{4})(?P<sep>[-/])(?P<m>\d\d?)(?P=sep)(?P<d>\d\d?))"
          r"(?=T\d|[^\w/-]|$)", words.iso),
    _rule(_DIGITS, words.FIGURES.pattern, words.figures),
    # 2019-2021; 2019–21; 2023/24
    _rule(_DIGITS, rf"(?<![\w.,$£€#+/-])(?P<all>(?P<y>{_Y4})\s?(?P<sep>[-–—/])\s?"
          rf"(?P<y2>{_Y4}|\d\d))(?![\w%/-]|[.,]\d)", words.years),
    # in 2019; the 2019 election; mid-2022
    _rule(_DIGITS, rf"(?:(?<=\bmid[-–])|(?<=\blate-)|(?<=early-)|(?<=\bpre-)|(?<=post-)"
          rf"|(?<![\w.,$£€#+/-]))(?P<all>(?P<y>{_Y4}))(?![\w%]|[-/:]\w|[.,]\d)",
          words.lone_year, 0),
    # Q3 FY24; fiscal 2024; the third quarter of financial year 2023
    _rule("fy fiscal financial", r"\b(?P<all>(?:(?:the\s+)?(?P<nth>first|second|third|fourth)"
          r"\s+quarter\s+(?:of\s+)?(?:the\s+)?|Q(?P<q>[1-4])\s+(?:of\s+)?)?"
          r"(?:FY|fiscal(?:\s+year)?|financial\s+year)\s?(?P<y>(?:20|19)\d\d|['’]?\d\d)"
          r"(?:[-/–]\d\d(?:\d\d)?)?)\b(?!%)", words.fiscal),
    # Q3 2024; the third quarter of last year; H1 2024
    _rule("q h half quarter", r"\b(?P<all>(?:(?:the\s+)?(?P<nth>first|second|third|fourth|1st|2nd"
          rf"|3rd|4th)\s+(?P<unit>quarter|half))(?:\s+(?:of\s+)?{_YEAR})?)", words.quarter),
    _rule(frozenset("qh"), rf"\b(?P<all>(?P<unit>[QH])(?P<nth>[1-4])(?:,?\s+(?:of\s+)?{_YEAR})?)\b",
          words.quarter, 0),
    # spring 2023; last autumn; in the summer of 2020
    _rule(" ".join(words.SEASONS), r"\b(?P<all>(?:(?P<rel>last|this|next|past)\s+|the\s+)?"
          rf"(?P<season>spring|summer|autumn|fall|winter)(?:\s+(?:of\s+)?{_YEAR})?)\b",
          words.season),
    # the 1990s; the '90s; the nineties
    _rule(_DIGITS, r"(?<![\w$£€])(?P<all>(?:the\s+)?(?P<digits>(?:1\d|20)\d0|['’][2-9]0)['’]?s\b)"
          r"(?P<word>(?!))?", words.decade),
    _rule("twenties thirties forties fifties sixties seventies eighties nineties",
          r"(?P<digits>(?!))?\b(?P<all>(?:(?<=early )|(?<=late )|(?<=mid-)|the\s+)"
          r"(?P<word>(?:twent|thirt|fort|fift|sixt|sevent|eight|ninet)ies))\b", words.decade),
    # the 19th century
    _rule("century", rf"\b(?P<all>(?:the\s+)?(?P<nth>\d\d?(?:st|nd|rd|th)|{_DAYWORD})"
          r"[\s-]century)\b",
          words.century),
    # the second Friday of May 2023
    _rule(_W, rf"\b(?P<all>(?:the\s+)?(?P<nth>first|second|third|fourth|fifth|last)\s+{_WEEKDAY}"
          rf"\s+(?:of|in)\s+{_MONTH}(?:,?\s+(?:of\s+)?{_YEAR})?)", words.nth_weekday),
    # Christmas Day 2023
    _rule("day eve christmas easter juneteenth july halloween thanksgiving friday monday sunday"
          " wednesday", rf"\b(?P<all>(?P<name>{_HOLIDAY})(?:,?\s+(?:in\s+|of\s+)?{_YEAR})?)\b",
          words.holiday),
    # on Monday; last Monday; Monday night; Monday of last week
    _rule(_W, rf"\b(?P<all>(?:(?P<rel>last|next|this|past|coming)\s+)?{_WEEKDAY}\b"
          r"(?:\s+(?:of\s+)?(?P<week>last|this|next)\s+week\b)?)", relative.weekday),
    # earlier this year; last month; next week; this weekend
    _rule(_U, r"\b(?P<all>(?:(?P<when>earlier|later)\s+)?(?<!the )(?P<rel>last|this|next|the)\s+"
          r"(?P<unit>weekend|week|month|quarter|year|decade|century))\b(?!\s+of\b)",
          relative.this_unit),
    _rule("today tonight yesterday tomorrow night morning afternoon evening",
          r"\b(?P<all>today|tonight|tomorrow|(?:the\s+day\s+before\s+)?yesterday|last\s+night"
          r"|this\s+(?:morning|afternoon|evening))\b(?!['’]s)", relative.day_word),
    # two weeks ago; a year from now; in three days' time
    _rule("ago now today time", rf"\b(?P<all>{_AMOUNT}\s+{_UNIT}['’]?\s+"
          r"(?P<way>ago|from\s+(?:now|today)|time))\b", relative.ago),
    # "will open in two weeks"
    _rule(_U, rf"\b(?P<all>in\s+{_AMOUNT}\s+{_UNIT})\b(?P<way>(?!))?", relative.ahead),
    # the past decade; the next two weeks
    _rule("last past previous next coming", r"\b(?P<all>the\s+(?P<way>last|past|previous|next"
          rf"|coming)\s+(?:{_AMOUNT}\s+)?{_UNIT})(?!\s+of\b)", relative.within),
    # ten years; two and a half years; a year and a half; a 10-year deal; three to five days
    _rule(_U, rf"(?<![\w.,$£€-])(?P<all>{_AMOUNT}(?P<half>[\s-]and[\s-]a[\s-]half)?"
          rf"(?:(?:\s+to\s+|\s+or\s+|[-–]){_AMOUNT2})?[\s-]+{_UNIT}(?P<half2>\s+and\s+a\s+half)?"
          r"(?:-long)?)(?![\s-]+(?:olds?|ago)\b|-(?:place|half|round|best|largest))",
          relative.duration),
)  # fmt: skip


@lru_cache(maxsize=64)
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
    present = set(re.findall(r"[a-z]+|\d", context.text.lower()))
    found: list[Atom] = []
    for cues, pattern, flags, build in _RULES:
        if cues.isdisjoint(present):
            continue
        for match in _compiled(pattern, flags).finditer(context.text):
            try:
                value = build(match, context)
            except (ValueError, OverflowError):  # 31 June, the year 0
                continue
            if value is not None:
                found.append((match.start("all"), match.end("all"), value))
    kept: list[Atom] = []
    taken = bytearray(len(context.text))
    for atom in sorted(found, key=lambda a: (a[0] - a[1], a[0])):
        if not any(taken[atom[0] : atom[1]]):
            kept.append(atom)
            taken[atom[0] : atom[1]] = b"\1" * (atom[1] - atom[0])
    return sorted(kept, key=lambda a: a[0])
