"""The article against itself: two values for one thing, an end before its start, a wrong sum.

Only what both spans show counts. What merely looks odd is no contradiction.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations, islice
from types import ModuleType

import pandas as pd

from . import alignment
from .kinds import dates, numbers
from .kinds.calendar import DateSpan
from .kinds.quantities import say
from .records import Fact, Internal, Level, Sentence, frame, records

# Two facts of an article are for one thing only when nearly the same words stand around them.
LEAST_SLOT = 0.6
LEAST_SHARED = 2  # content words
# By how much parts may go beyond their whole and still be meant to make it up, and by how much they
# may fall short of it: a list behind "of those" that falls far short is merely not complete.
SUM_OVER, SUM_UNDER, SUM_UNDER_OF = 0.3, 0.3, 0.1

_KINDS: Mapping[str, ModuleType] = {"date": dates, "number": numbers}
_STARTS = frozenset(map(alignment.stem, "begin began begun start started opened launched".split()))
_ENDS = frozenset(
    map(alignment.stem, "end ended finish finished complete completed closed concluded".split())
)
# What tells that a list of figures is meant to be the parts of the figure before it.
_PARTS = re.compile(
    r"(?P<all>:|\bmade up of\b|\bsplit\b)|\bof (?:whom|which|these|those)\b", re.IGNORECASE
)
_NO_PARTS = re.compile(
    r"\b(?:including|such as|up|down|against|compared|from|than|per)\b", re.IGNORECASE
)
# What tells that the second of two values is of another time, and no mistake.
_LATER = re.compile(
    r"\b(?:again|another|first|second|third|also|later|earlier|previous(?:ly)?|now|then|since|until|rose"
    r"|raised|fell|cut|revised|former(?:ly)?|up|down|from)\b",
    re.IGNORECASE,
)
_OF_THOSE = re.compile(r"Of (?:those|these|them|the \d+)\b")


def judge(claims: pd.DataFrame, sentences: pd.DataFrame, facts: pd.DataFrame) -> pd.DataFrame:
    """Find where an article contradicts itself.

    Args:
        claims: a frame of `Claim`, which says which sentences are the article's.
        sentences: a frame of `Sentence`.
        facts: a frame of `Fact`.

    Returns:
        A frame of `Internal`, in the order of the article.
    """
    mine = sentences[sentences["id"].isin(claims["sentence_id"])]
    by_id = {s.id: s for s in records(Sentence, mine)}
    own = facts[facts["sentence_id"].isin(by_id) & facts["kind"].isin(list(_KINDS))]
    found = records(Fact, own)
    return frame(Internal, [*_twice(found, by_id), *_sums(found, by_id)])


def _twice(facts: Sequence[Fact], by_id: Mapping[str, Sentence]) -> Iterator[Internal]:
    """Yield the pairs of facts that fill one slot with two values, or start what has ended."""
    holders = [by_id[f.sentence_id] for f in facts]
    words = [{t.stem for t in alignment.tokens(s.text)} for s in holders]
    columns = alignment.vocabulary(s.text for s in holders)
    rarity = alignment.Rarity(s.text for s in by_id.values())
    slots = alignment.frames(facts, holders, [()] * len(facts), rarity, columns)
    near = slots @ slots.T
    for i, j in combinations(range(len(facts)), 2):
        first, second = facts[i], facts[j]
        if first.kind != second.kind or first.sentence_id == second.sentence_id:
            continue
        if len(words[i] & words[j]) < LEAST_SHARED:
            continue
        level, why = _KINDS[first.kind].judge(first, second)
        if level != Level.CONFLICTS:
            continue
        if _LATER.search(f"{holders[i].text} {holders[j].text}"):
            continue
        if first.kind == "date" and (order := _order(first, second, words[i], words[j])):
            yield _internal(first, second, order)
        elif near[i, j] >= LEAST_SLOT and not _phases(words[i], words[j]):
            yield _internal(first, second, why)


def _phases(one: set[str], other: set[str]) -> bool:
    """Tell whether one sentence is of a start and the other of an end."""
    return bool((one & _STARTS and other & _ENDS) or (one & _ENDS and other & _STARTS))


def _order(first: Fact, second: Fact, one: set[str], other: set[str]) -> str:
    """Say that a thing ends before it starts, where it does."""
    if one & _ENDS and other & _STARTS and not one & _STARTS and not other & _ENDS:
        first, second, one, other = second, first, other, one
    same_thing = len((one & other) - _STARTS - _ENDS) >= LEAST_SHARED
    if not (same_thing and one & _STARTS and other & _ENDS) or one & _ENDS or other & _STARTS:
        return ""
    start, end = first.value, second.value
    if not all(isinstance(v, DateSpan) and v.low and v.high for v in (start, end)):
        return ""
    if end.high >= start.low:
        return ""
    return f"it ends on {second.text}, before it starts on {first.text}"


def _sums(facts: Sequence[Fact], by_id: Mapping[str, Sentence]) -> Iterator[Internal]:
    """Yield the figures whose parts, told right behind them, don't add up to them."""
    counted: dict[str, list[Fact]] = {name: [] for name in by_id}
    for fact in facts:
        if fact.kind == "number":
            counted[fact.sentence_id].append(fact)
    mine: list[Fact] = []
    for sentence in by_id.values():
        before, mine = mine, counted[sentence.id]
        if _NO_PARTS.search(sentence.text):
            continue
        wholes = [(w, mine[n + 1 :], _parted(sentence, mine, n)) for n, w in enumerate(mine[:-2])]
        if _OF_THOSE.match(sentence.text):
            wholes += [(whole, mine, SUM_UNDER_OF) for whole in before]
        found = (i for whole, parts, under in wholes if under and (i := _sum(whole, parts, under)))
        yield from islice(found, 1)


def _parted(sentence: Sentence, facts: Sequence[Fact], n: int) -> float:
    """Tell by how much what follows a figure may fall short of it: 0 where it isn't its parts."""
    between = slice(facts[n].end - sentence.start, facts[n + 1].start - sentence.start)
    announced = _PARTS.search(sentence.text[between])
    return 0 if not announced else SUM_UNDER if announced["all"] else SUM_UNDER_OF


def _sum(whole: Fact, parts: Sequence[Fact], under: float) -> Internal | None:
    """Hold a figure against the sum of its parts, where both are meant to be exact."""
    if len(parts) < 2 or not _addable([whole, *parts]):
        return None
    total, added = whole.value.amount, sum(p.value.amount for p in parts)
    off = (added - total) / total if total else 0
    if abs(off) < 1e-9 or not -under <= off <= SUM_OVER:
        return None
    facts = (whole, *parts)
    return Internal(
        "number",
        tuple(f.text for f in facts),
        f"the parts add up to {say(added)} and not to {say(total)}",
        tuple((f.start, f.end) for f in facts),
    )


def _addable(facts: Sequence[Fact]) -> bool:
    """Tell whether figures are exact and of one unit."""
    values = [f.value for f in facts]
    alike = len({(v.sort, v.unit) for v in values}) == 1 and values[0].sort != "percent"
    return alike and not any(v.comparator for v in values)


def _internal(first: Fact, second: Fact, why: str) -> Internal:
    spans = ((first.start, first.end), (second.start, second.end))
    return Internal(first.kind, (first.text, second.text), why, spans)
