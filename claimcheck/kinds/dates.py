"""Dates, periods, durations and times of day: found in a sentence, and judged by containment.

The forms are in `date_forms`, what the words around them do in `date_phrases`, the calendar and the
values (EDTF, ISO 8601-2:2019) in `calendar` and `clock`, the comparison in `date_judge`.
"""

from __future__ import annotations

import re

from claimcheck.kinds import date_forms, date_judge, date_phrases
from claimcheck.kinds.calendar import DateSpan, Duration
from claimcheck.kinds.clock import Clock
from claimcheck.kinds.date_words import Context
from claimcheck.records import Fact, Level, Sentence, Source

__all__ = ["Clock", "DateSpan", "Duration", "alike", "find", "judge", "slip"]


def find(sentence: Sentence, source: Source) -> list[Fact]:
    """Find the dates, periods, durations and times of day in a sentence.

    Args:
        sentence: a sentence of the source.
        source: its document; ``date`` and ``date_basis`` resolve relative words, and the whole
            text tells whether its figures are day-first.

    Returns:
        Facts of kind ``date`` in order, whose value is a `DateSpan`, a `Duration` or a `Clock`.

    Examples:
        >>> text = "The depot opened on the second Friday of May 2023."
        >>> source = Source("s", "report", "", text)
        >>> [fact] = find(Sentence("s:0", "s", 0, len(text), text), source)
        >>> fact.text, str(fact.value)
        ('the second Friday of May 2023', '2023-05-12')
    """
    context = Context(sentence.text, source.text, source.date, source.date_basis, sentence.start)
    found = date_phrases.phrases(context, date_forms.atoms(context))
    return [
        Fact(sentence.id, "date", context.text[s:e], value, sentence.start + s, sentence.start + e)
        for s, e, value in found
    ]


def alike(claim: Fact, evidence: Fact) -> bool:
    """Tell whether two dates surely are of one sort.

    Args:
        claim: a date, duration or time of the article.
        evidence: one of a source.

    Returns:
        False for two of different sorts, and for durations told in different units.
    """
    a, b = claim.value, evidence.value
    return type(a) is type(b) and (not isinstance(a, Duration) or a.unit == b.unit)


def slip(fact: Fact) -> int:
    """Tell how many days off a date may be that a writer has from a source and got wrong.

    Args:
        fact: a fact of any kind.

    Returns:
        0 for "Tuesday", "last year" and "the day after", which are the writer's own reckoning, and
        for what is no date. Of a day a quarter, of a month a year, of a year eight.

    Examples:
        >>> text = "It opened on 3 May and shut on Tuesday, a year after the fire of 1987."
        >>> source = Source("s", "report", "", text)
        >>> found = find(Sentence("s:0", "s", 0, len(text), text), source)
        >>> [(f.text, days) for f in found if (days := slip(f))]
        [('3 May', 92), ('1987', 2900)]
    """
    value = fact.value
    if not isinstance(value, DateSpan):
        return 0
    named = value.month is not None or re.search(r"\d{4}(?!s)|['’]\d\d$", fact.text)
    return _SLIPS.get(value.precision, 0) if named else 0


_SLIPS = {"day": 92, "month": 366, "year": 2900}  # beyond that `slots` tells nothing apart


def judge(claim: Fact, evidence: Fact) -> tuple[Level, str]:
    """Tell how a date of the article stands to a date of a source, if both date the same thing.

    Args:
        claim: a fact of the article, as `find` gives it.
        evidence: a fact of the source.

    Returns:
        The level, and why in a short clause ("" where nothing needs saying). Containment makes
        ``close``, disjoint intervals ``conflicts``. A relative date that is read by a page's date,
        by none, by a year or week that the words leave open, or by another date of its text is
        ``unclear`` at most; two of different sorts (a time and a day) are ``absent``.

    Examples:
        >>> def fact(text):
        ...     source = Source("s", "report", "", text)
        ...     return find(Sentence("s:0", "s", 0, len(text), text), source)[0]
        >>> level, why = judge(fact("It opened on 9 June 2021."), fact("It was 19 June 2021."))
        >>> print(level, "-", why)
        conflicts - 19 June 2021 is ten days after 9 June 2021
    """
    return date_judge.judge(claim, evidence)
