"""The article against itself: two values for one thing, an end before its start, a wrong sum.

Only what both spans show counts. What merely looks odd is no contradiction.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, permutations
from types import ModuleType

import pandas as pd

from . import alignment, chronology, offices, sums
from .kinds import dates, names, numbers
from .kinds.calendar import Duration
from .records import Fact, Internal, Level, Sentence, frame, records

LEAST_SHARED = 2  # content words that two wordings of one thing have at least

_KINDS: Mapping[str, ModuleType] = {"date": dates, "number": numbers}
# What may stand before a wording that another one has too: "engineers say [the] dam holds", but not
# "the lower [] dam holds" nor "the wall [of the] dam holds"; and behind it: "[,] engineers say".
_FREE = re.compile(r"(?<!\bof)(?<!\bin)(?<!\bat)(?<!\bfor)\s(?:the|an?|its|that)\s$|[,:;“”]\s")
_SHUT = re.compile(r"\s*[,;:”.)–—]")
# "a £212m [budget]": one thing, told by its figure.
_NOUN = re.compile(r"[\s-](?P<noun>[a-z]{3,})\b(?!\s(?:of|for|from)\b)")
_YEAR = re.compile(r"\b(?:1[89]|20)\d\d\b")
_DETERMINED = re.compile(r"\b(?:an?|the|its|this|that)\s$", re.IGNORECASE)
# A deadline given, and the words that go back to it: "gives it 180 days", "the four-month clock".
_GIVEN = re.compile(
    r"\b(?:gives?|gave|given|giving|allow(?:s|ed)|grant(?:s|ed)|has|have|had|within)\b[^.;]{0,40}$"
)
_CLOCK = re.compile(r"[\s-]*(?:clock|deadline|window|time\slimit|limit|timetable)\b")


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
    every = [
        *chronology.disordered(found, by_id),
        *_twice(found, by_id),
        *_clocks(found, by_id),
        *_again(found, by_id),
        *sums.parts(found, by_id),
        *sums.margins(by_id),
        *sums.ages(by_id),
        *_officers(by_id),
    ]
    every.sort(key=lambda i: i.spans)
    return frame(Internal, list(dict.fromkeys(every)))


def _twice(facts: Sequence[Fact], by_id: Mapping[str, Sentence]) -> Iterator[Internal]:
    """Yield the pairs of facts that one wording has with two values."""
    dated = Counter(f.sentence_id for f in facts if f.kind == "date")
    slots = [_slot(f, by_id[f.sentence_id]) for f in facts]
    for (i, first), (j, second) in combinations(enumerate(facts), 2):
        one, other = by_id[first.sentence_id], by_id[second.sentence_id]
        if first.kind != second.kind or one.id == other.id or not _same(slots[i], slots[j]):
            continue
        if first.kind == "number" and dated[one.id] != dated[other.id]:
            continue  # "last year it had 300"
        if chronology.LATER.search(f"{one.text} {other.text}"):
            continue
        level, why = _KINDS[first.kind].judge(first, second)
        if level == Level.CONFLICTS:
            yield _internal(first, second, why)


@dataclass(frozen=True, slots=True)
class _Slot:
    """The words of a sentence with a mark where the fact was, and what stands before each."""

    words: tuple[str, ...]
    gaps: tuple[str, ...]


def _slot(fact: Fact, sentence: Sentence) -> _Slot:
    start, end = fact.start - sentence.start, fact.end - sentence.start
    parts = [(t.stem, t.start, t.end) for t in alignment.tokens(sentence.text)]
    parts = [p for p in parts if p[2] <= start or p[1] >= end] + [("#", start, end)]
    parts.sort(key=lambda part: part[1])
    ends = [0, *(part[2] for part in parts)]
    gaps = (sentence.text[e : part[1]] for e, part in zip(ends, parts, strict=False))
    return _Slot(tuple(part[0] for part in parts), tuple(gaps))


def _same(one: _Slot, other: _Slot) -> bool:
    """Tell whether the whole of one wording stands in the other, with nothing that qualifies it."""
    short, long = sorted((one, other), key=lambda slot: len(slot.words))
    size = len(short.words)
    if size <= LEAST_SHARED:
        return False
    for at in range(len(long.words) - size + 1):
        if long.words[at : at + size] == short.words:
            free = at == 0 or _FREE.search(long.gaps[at])
            shut = at + size == len(long.words) or _SHUT.match(long.gaps[at + size])
            return bool(free and shut)
    return False


def _clocks(facts: Sequence[Fact], by_id: Mapping[str, Sentence]) -> Iterator[Internal]:
    """Yield the deadlines that are told with two lengths."""
    lengths = [f for f in facts if isinstance(f.value, Duration)]
    for given, back in permutations(lengths, 2):
        one, other = by_id[given.sentence_id], by_id[back.sentence_id]
        shared = {t.stem for t in alignment.tokens(one.text)} & {
            t.stem for t in alignment.tokens(other.text)
        }
        if one.id == other.id or not shared or not _CLOCK.match(other.text, back.end - other.start):
            continue
        level, why = dates.judge(given, back)
        if _GIVEN.search(one.text[: given.start - one.start]) and level == Level.CONFLICTS:
            yield _internal(given, back, why)


def _again(facts: Sequence[Fact], by_id: Mapping[str, Sentence]) -> Iterator[Internal]:
    """Yield the figures of one thing told twice: "a £212m budget" and then "the £221m budget"."""
    seen: dict[str, list[Fact]] = {}
    for fact in facts:
        sentence = by_id[fact.sentence_id]
        noun = _NOUN.match(sentence.text, fact.end - sentence.start)
        before = sentence.text[: fact.start - sentence.start]
        whole = fact.kind == "number" or isinstance(fact.value, Duration)
        if not whole or noun is None or not _DETERMINED.search(before):
            continue
        mine = seen.setdefault(alignment.stem(noun["noun"]), [])
        if mine and not before.lower().endswith((" a ", " an ")):
            first, said = mine[0], f"{by_id[mine[0].sentence_id].text} {sentence.text}"
            one_sort = first.kind == fact.kind and _KINDS[fact.kind].alike(first, fact)
            if len(mine) == 1 and one_sort and not chronology.LATER.search(said):
                level, why = _KINDS[fact.kind].judge(first, fact)
                if level == Level.CONFLICTS:
                    yield _internal(first, fact, why)
        mine.append(fact)


def _officers(by_id: Mapping[str, Sentence]) -> Iterator[Internal]:
    """Yield the offices that are given to two people."""
    held: dict[offices.Words, tuple[Sentence, offices.Holder]] = {}
    for sentence in by_id.values():
        for holder in offices.holders(sentence.text):
            if not holder.sole:
                continue
            first, before = held.setdefault(holder.office, (sentence, holder))
            at_a_time = _YEAR.search(f"{first.text} {sentence.text}")
            if not names.same(before.name, holder.name) and not at_a_time:
                spans = tuple(
                    (s.start + h.start, s.start + h.start + len(h.name))
                    for s, h in ((first, before), (sentence, holder))
                )
                why = "one office is given to two people"
                yield Internal("name", (before.name, holder.name), why, spans)


def _internal(first: Fact, second: Fact, why: str) -> Internal:
    spans = ((first.start, first.end), (second.start, second.end))
    return Internal(first.kind, (first.text, second.text), why, spans)
