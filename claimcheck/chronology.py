"""An order of events that can't be: finished before begun, appointed after resigning.

The order of two phases is that of the verbs' meaning (Allen 1983, "Maintaining Knowledge about
Temporal Intervals": before, meets). Only dates that stand by such a verb count, and only where both
sentences are plainly of the same thing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from .alignment import stem, tokens
from .kinds.calendar import DateSpan
from .records import Fact, Internal, Sentence

_Pair = tuple[frozenset[str], frozenset[str]]


def _stems(words: str) -> frozenset[str]:
    return frozenset(map(stem, words.split()))


# What comes first, and what can only come after it.
_PHASES: list[_Pair] = [
    (
        _stems("began begun begin begins began start started starts commenced launched"),
        _stems("ended ends finished finishes completed concluded wound finalised finalized"),
    ),
    (
        _stems("appointed elected hired named sworn inaugurated joined"),
        _stems("resigned retired quit dismissed sacked ousted departed"),
    ),
    (_stems("voted vote votes ballot poll"), _stems("result results outcome")),
    (_stems("born"), _stems("died dies killed buried")),
    (_stems("ordered"), _stems("delivered")),
    (_stems("arrested charged"), _stems("convicted sentenced acquitted")),
    (_stems("granted issued approved"), _stems("revoked withdrew withdrawn")),
]
# Phases that come and go (a bridge closes and opens again): these are in order only where one
# sentence tells both, the first one first.
_IN_TURN: list[_Pair] = [
    (_stems("opened opens"), _stems("closed closes")),
    (_stems("granted issued approved announced adopted"), _stems("sued appealed challenged")),
    (_stems("left departed sailed"), _stems("arrived landed docked")),
]
_NO_THEME = _stems(
    "work construction building build project was finally officially formally announced last year"
)
_AND = re.compile(
    r"\s*+,?\s*(?:and|but|then|before|until)\s+(?:(?:it|he|she|they|was|were|had|has|finally|then)\s+)*"
)
_OVER_IT = re.compile(r"\s+(?:over|against|to\s+block|to\s+overturn)\s+(?:it|that)\b")
# What tells that the second of two values is of another time, and no mistake.
LATER = re.compile(
    r"\b(?:again|another|first|second|third|also|later|earlier|previous(?:ly)?|now|then|since|until|rose"
    r"|raised|fell|cut|revised|former(?:ly)?|up|down|from|was\sto|were\sto|planned|expected|estimated?"
    r"|forecast|target|budgeted|would|re-?opened|returned)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Dated:
    """A dated phase: its date, its verbs' stems, where the last one stands, and what it is of."""

    date: Fact
    verbs: frozenset[str]
    start: int
    end: int
    theme: frozenset[str]
    sentence: Sentence


def disordered(facts: Sequence[Fact], by_id: Mapping[str, Sentence]) -> Iterator[Internal]:
    """Find events that are told in an order in which they can't have happened.

    Args:
        facts: the dates of an article.
        by_id: its sentences by id.

    Yields:
        One finding a pair of dates, in the order of the article.

    Examples:
        >>> from claimcheck.kinds import dates
        >>> from claimcheck.records import Source
        >>> text = "The fair began on 9 May 2023 and ended on 3 March 2023."
        >>> sentence = Sentence("a:0", "a", 0, len(text), text)
        >>> found = dates.find(sentence, Source("a", "article", "", text))
        >>> [i.texts for i in disordered(found, {"a:0": sentence})]
        [('9 May 2023', '3 March 2023')]
    """
    dated = list(_dated(facts, by_id))
    for one, two in combinations(dated, 2):
        for first, last in ((one, two), (two, one)):
            begins, ends = first.date.value, last.date.value
            if ends.high < begins.low and _ordered(first, last):
                both = (one.date, two.date)
                yield Internal(
                    "date",
                    tuple(f.text for f in both),
                    f"{last.date.text} is before {first.date.text}, and what is dated so can only "
                    "come after it",
                    tuple((f.start, f.end) for f in both),
                )


def _dated(facts: Sequence[Fact], by_id: Mapping[str, Sentence]) -> Iterator[_Dated]:
    """Find the phase that each date stands by."""
    known = set().union(*(a | b for a, b in [*_PHASES, *_IN_TURN]))
    last = ("", 0)
    for fact in facts:
        span = fact.value
        if fact.kind != "date" or not isinstance(span, DateSpan):
            continue
        sentence = by_id[fact.sentence_id]
        opens = last[1] if last[0] == fact.sentence_id else 0
        start, end = fact.start - sentence.start, fact.end - sentence.start
        last = (fact.sentence_id, end)
        words = tokens(sentence.text)
        beside = [t for t in words if opens <= t.start < start and t.stem in known]
        if not beside or not span.low or not span.high or span.bound or span.relative:
            continue
        theme = {t.stem for t in words if not (start < t.end and t.start < end)}
        verbs = frozenset(t.stem for t in beside)
        about = frozenset(theme - known - _NO_THEME)
        yield _Dated(fact, verbs, beside[-1].start, beside[-1].end, about, sentence)


def _ordered(first: _Dated, last: _Dated) -> bool:
    """Tell whether the one can only come before the other."""
    always, in_turn = _pair(first, last, _PHASES), _pair(first, last, _IN_TURN)
    if first.sentence.id == last.sentence.id:
        text = first.sentence.text
        if LATER.search(text[first.end : last.start]):
            return False
        joined = _AND.fullmatch(text, first.date.end - first.sentence.start, last.start)
        over = first.end < last.start and _OVER_IT.match(text, last.end)
        return bool((always or in_turn) and (joined or over))
    if not always or LATER.search(f"{first.sentence.text} {last.sentence.text}"):
        return False
    small, large = sorted((first.theme, last.theme), key=len)
    if small:
        return small <= large or len(small & large) > len(small ^ large)
    return _number(last.sentence) + 1 == _number(first.sentence)


def _pair(first: _Dated, last: _Dated, phases: Sequence[_Pair]) -> bool:
    """Tell whether the verbs of the two are of a first and a last phase, and not of both."""
    return any(
        first.verbs & a and last.verbs & b and not first.verbs & b and not last.verbs & a
        for a, b in phases
    )


def _number(sentence: Sentence) -> int:
    return int(sentence.id.rpartition(":")[2])
