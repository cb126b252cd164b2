"""Words like a quotation's, but not the same: where they stand, and what was changed.

The differences are those of a token diff (difflib), since a similarity can't tell "will" from
"will not". What chance alone could bring together is left aside.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import Match
from itertools import combinations

from claimcheck.kinds.quote_diffs import difference
from claimcheck.kinds.quote_places import align, occurrences, solid, weight, windows
from claimcheck.kinds.quote_words import (
    LARGE,
    LIGHT,
    MODAL,
    NEGATIVE,
    SMALL,
    Index,
    same_spelling,
    stem,
)
from claimcheck.records import Level

_LONG = 25  # words; a longer quotation shows its changes in the diff alone
_STOCK = frozenset(
    """want think say go going know make get see need like good lot day time thing things people
    way year years look looking forward come coming first one great big happy proud pleased glad
    thank thanks important work hope sure let feel tell am try trying able last ago place day days
    week weeks month months ask asked talk person""".split()
)

_PUT_IN = (["not"], ["never"], ["no"], ["barely"], ["hardly"], ["do", "not"], ["did", "not"])
_SUBJECT = {"i": "me", "we": "us", "they": "them", "he": "him", "she": "her"}
_OBJECT = {objective: subject for subject, objective in _SUBJECT.items()}


@dataclass(frozen=True, slots=True)
class Found:
    """A judged place: words ``first`` to ``last`` of the source's index.

    ``weak`` marks a place that counts only where the article names the voice that speaks there.
    """

    level: Level
    why: str
    how: str
    first: int
    last: int
    shared: float = 1.0
    weak: bool = False


def changed(
    words: Sequence[str], before: Sequence[str], index: Index, verbatim: bool
) -> list[Found]:
    """Find the places with most of a quotation's words, each judged by what differs.

    Args:
        words: the quotation's, without the editor's.
        before: the article's own words before it, in the same sentence.
        index: the source.
        verbatim: whether the source's own words are somebody's, as in a transcript.

    Returns:
        The places, in no order; none where the words are too few or too common to tell.

    Examples:
        >>> from claimcheck.kinds.quote_words import normalise
        >>> said = normalise("Supply rises faster than demand.")
        >>> changed("demand rises faster than supply".split(), [], said, True)[0].why
        '“demand” and “supply” have changed places'
    """
    if not index.words:
        return []
    out = [
        found
        for low, high in (windows(words, index) if solid(words) > 1 else ())
        if (found := _judge_window(words, index, low, high, verbatim)) is not None
    ]
    swapped = list(_swapped(words, index))
    if not swapped and any(found.level in (Level.AGREES, Level.CLOSE) for found in out):
        return out
    joined = _joined(words, index) if verbatim and solid(words) > 1 else None
    near = [joined] if joined else [*swapped, *_negated(words, index)]
    near = near or ([] if verbatim and out else _new_end(words, before, index))
    return [at for at in near if verbatim or all(index.quoted[at.first : at.last])] or out


def _judge_window(
    words: Sequence[str], index: Index, low: int, high: int, verbatim: bool
) -> Found | None:
    """Align the quotation with a stretch of the source and weigh each difference."""
    blocks = align(words, index.words[low:high])
    whole = weight(words)
    shared = sum(weight(words[b.a : b.a + b.size]) for b in blocks) / whole
    if not blocks or shared < 0.5:
        return None
    head, tail = blocks[0], blocks[-1]
    first, last = _stretch(
        words, index, low + head.b, head.a, low + tail.b + tail.size, tail.a + tail.size
    )
    worst, how, why = _weigh(words, index, blocks, low, (first, last))
    if worst < 2:
        level = (Level.AGREES, Level.CLOSE)[worst]
        return Found(level, why, how, first, last, shared) if shared >= 0.6 else None
    if not _tells(words, index, blocks, (first, last), how, shared):
        return None
    if tail.a + tail.size < len(words):
        last = _clause_end(index, last)
    if not verbatim and not all(index.quoted[first:last]):
        if shared < 0.65:
            return None
        why = "the source reports it in words of its own; a recording or transcript would decide"
        return Found(Level.UNCLEAR, why, how, first, last, shared)
    return Found(Level.CONFLICTS, why, how, first, last, shared)


def _stretch(
    words: Sequence[str], index: Index, opens: int, before: int, ends: int, after: int
) -> tuple[int, int]:
    """Where a quotation must start and end, by its place, but in the same sentences."""
    first = max(0, opens - before)  # what stands before may lie outside the window
    first = max((i for i in range(first + 1, opens + 1) if index.stops[i]), default=first)
    last = min(len(index.words), ends + len(words) - after)
    return first, min((i for i in range(ends, last) if index.stops[i]), default=last)


def _weigh(
    words: Sequence[str], index: Index, blocks: list[Match], low: int, span: tuple[int, int]
) -> tuple[int, str, str]:
    """The heaviest difference between a quotation and a stretch: its grade, how, and why."""
    worst, how = 0, "verbatim"
    whys: list[str] = []
    a, b = 0, span[0]
    ends = [(block.a, low + block.b, block.size) for block in blocks]
    for block_a, block_b, size in [*ends, (len(words), span[1], 0)]:
        grade, why, kind = difference(words[a:block_a], index, b, block_b)
        for k in range(size):
            mine, theirs = words[block_a + k], index.words[block_b + k]
            if grade < 2 and not same_spelling(mine, theirs):
                grade, why, kind = 1, why or "another form of the same words", "altered"
        if why and grade >= worst:
            whys = [why] if grade > worst else [*whys, why]
            worst, how = grade, kind
        a, b = block_a + size, block_b + size
    return worst, how, "; ".join(dict.fromkeys(whys[:2]))


def _tells(
    words: Sequence[str],
    index: Index,
    blocks: list[Match],
    span: tuple[int, int],
    how: str,
    shared: float,
) -> bool:
    """Whether enough is shared for a change, more than a few words that resemble each other."""
    content = sum(solid(words[b.a : b.a + b.size]) for b in blocks)
    rare = sum(_rare(word) for b in blocks for word in words[b.a : b.a + b.size])
    head, tail = blocks[0], blocks[-1]
    # One word put in the place of another between the quotation's own first and last words.
    framed = len(blocks) == 2 and head.a == 0 and tail.a + tail.size == len(words)
    single = framed and tail.a - head.size == tail.b - head.b - head.size == 1
    if len(words) < 5 and any(index.stops[span[0] + 1 : span[1]]):
        return False
    if span[1] - span[0] > 2 * len(words) + 2:
        return False  # strewn over more than was quoted
    if single and content and _bounded(index, *span) and rare:
        return len(words) > 3 or _proper(index, span)
    if shared < 0.6 or content < 2 - single or rare < 1 + (len(words) < 8 and not single):
        return False
    return how != "altered" or (len(words) >= 5 and content >= 3 - framed - single)


def _rare(word: str) -> bool:
    """Whether a word is neither small nor of the common stock."""
    return word not in SMALL and word not in _STOCK


def _proper(index: Index, span: tuple[int, int]) -> bool:
    """Whether the stretch is set off from the sentence that it stands in, as a legend read out."""
    return index.breaks[span[0]] and not index.stops[span[0]]


def _bounded(index: Index, first: int, last: int) -> bool:
    """Whether a stretch is a clause of its own."""
    opens = first == 0 or index.breaks[first] or index.stops[first]
    return opens and (last >= len(index.words) or index.breaks[last] or index.stops[last])


def _clause_end(index: Index, last: int, most: int = 8) -> int:
    """Where the clause that holds the last word ends, if that is near; else where it stood."""
    for end in range(last, min(last + most, len(index.words)) + 1):
        if end == len(index.words) or index.breaks[end] or index.stops[end]:
            return end
    return last


def _swapped(words: Sequence[str], index: Index) -> Iterator[Found]:
    """Places where two of the quotation's words stand in each other's place."""
    content = [i for i, w in enumerate(words) if w not in LIGHT and w not in LARGE][:8]
    if not 4 <= len(words) <= _LONG or any(stem(words[i]) not in index.stems for i in content):
        return
    people = [i for i, word in enumerate(words) if word in _SUBJECT or word in _OBJECT]
    for i, j in [*combinations(content, 2), *combinations(people, 2)]:
        other = list(words)
        other[i], other[j] = _as(words[j], words[i]), _as(words[i], words[j])
        if other != list(words):
            why = f"“{words[i]}” and “{words[j]}” have changed places"
            level = Level.CLOSE if _paired(words[i + 1 : j]) else Level.CONFLICTS
            yield from _places(index, other, why, "altered", level=level)


def _paired(between: Sequence[str]) -> bool:
    """Whether two words are joined as equals, so that their order tells nothing."""
    return not solid(between) and not {"and", "or"}.isdisjoint(between)


def _as(word: str, model: str) -> str:
    """A pronoun in the case of another; any other word as it is."""
    if model in _SUBJECT:
        return _OBJECT.get(word, word)
    return _SUBJECT.get(word, word) if model in _OBJECT else word


def _negated(words: Sequence[str], index: Index) -> Iterator[Found]:
    """Places with the same words, but a negation more or less or another modal verb."""
    if not 3 <= len(words) <= _LONG or not solid(words):
        return
    for i in range(1, len(words)):
        for more in _PUT_IN:
            other = [*words[:i], *more, *words[i:]]
            why = f"“{more[-1]}” is left out"
            yield from _places(index, other, why, "turned", solid(words) < 2)
    for i, word in enumerate(words):
        if word in NEGATIVE:
            other = [*words[:i], *words[i + 1 :]]
            yield from _places(index, other, f"“{word}” is put in", "turned", solid(other) < 2)
        for modal in MODAL if word in MODAL else ():
            if MODAL[modal] != MODAL[word]:
                other = [*words[:i], modal, *words[i + 1 :]]
                why = f"“{modal}” became “{word}”"
                yield from _places(index, other, why, "turned", solid(other) < 2)


def _places(
    index: Index,
    words: list[str],
    why: str,
    how: str,
    bounded: bool = False,
    level: Level = Level.CONFLICTS,
) -> Iterator[Found]:
    """The first place that has the words, where asked as a clause of its own."""
    for first, last in occurrences(index, words):
        if not bounded or _bounded(index, first, last):
            yield Found(level, why, how, first, last)
            return


def _new_end(words: Sequence[str], before: Sequence[str], index: Index) -> list[Found]:
    """A place where a quotation starts word for word and ends in other words."""
    for size in range(len(words) - 1, 1, -1):
        head = words[:size]
        if not solid(head):
            return []
        for first, at in occurrences(index, head):
            found = _judge_end(words, before, index, (first, at), size)
            if found:
                return [found]
    return []


def _judge_end(
    words: Sequence[str], before: Sequence[str], index: Index, place: tuple[int, int], size: int
) -> Found | None:
    """Whether a shared beginning is enough to tell that the rest was changed."""
    first, at = place
    last = _clause_end(index, at)
    theirs = index.words[at:last]
    grade, why, how = difference(words[size:], index, at, last)
    if grade < 2 or not theirs or any(index.stops[first + 1 : at + 1]) or index.breaks[at]:
        return None
    frame = {stem(word) for word in before[-5:] if word not in LIGHT}
    near = {stem(word) for word in index.words[max(0, first - 6) : first]}
    plain = any(_rare(word) for word in words[:size])
    starts = first == 0 or index.breaks[first] or index.stops[first]
    if len(frame & near) > 1:
        return Found(Level.CONFLICTS, why, how, first, last)
    if size < 5 or not plain or not starts:
        return None
    single = len(theirs) == 1 and size == len(words) - 1 and solid(words[:size]) > 1
    long = size > 7 and solid(words[:size]) > 2
    return Found(Level.CONFLICTS, why, how, first, last, 0.6, weak=not (single or long))


def _joined(words: Sequence[str], index: Index) -> Found | None:
    """The first words from one place, the rest from another, with no mark between."""
    lengths = range(len(words) - 4, 3, -1)
    n = next((k for k in lengths if any(occurrences(index, words[:k]))), 0)
    rest = words[n:]
    if rest[:1] and rest[0] in ("and", "but", "so") and not any(occurrences(index, rest)):
        rest = rest[1:]  # the word that joins the two may be the article's own
    if n < 4 or len(rest) < 4 or min(solid(words[:n]), solid(rest)) < 2:
        return None
    if not any(occurrences(index, rest)):
        return None
    first, last = next(occurrences(index, words[:n]))
    why = f"“{' '.join(rest[:6])}” comes from another place, and no ellipsis says so"
    return Found(Level.CONFLICTS, why, "joined", first, last)
