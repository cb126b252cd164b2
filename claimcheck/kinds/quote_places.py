"""Where in a source a quotation's words may stand: a search only, which judges nothing."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from difflib import Match, SequenceMatcher

from claimcheck.kinds.quote_words import LIGHT, SMALL, Index, spelled, stem


def occurrences(index: Index, words: Sequence[str], after: int = 0) -> Iterator[tuple[int, int]]:
    """Stretches from word ``after`` on that say the words, spelled and divided either way.

    Args:
        index: the source.
        words: the normalised words, one after the other.
        after: the first word that may open the stretch.

    Yields:
        The first word of a stretch and the one after its last.

    Examples:
        >>> from claimcheck.kinds.quote_words import normalise
        >>> list(occurrences(normalise("Free health care, in all centres."), ["healthcare"]))
        [(1, 3)]
    """
    needle, heads = "".join(map(spelled, words)), index.heads
    if not needle or after >= len(index.words):
        return
    at = index.tight.find(needle, heads[after])
    while at >= 0:
        first, last = bisect_left(heads, at), bisect_left(heads, at + len(needle))
        if heads[first] == at and heads[last] == at + len(needle):
            yield first, last
        at = index.tight.find(needle, at + 1)


def windows(words: Sequence[str], index: Index) -> list[tuple[int, int]]:
    """The few stretches in which the quotation's rarer words stand in about its order."""
    size = len(words)
    votes: dict[int, float] = defaultdict(float)
    for i, word in enumerate(words):
        places = index.stems.get(stem(word), ())
        if word in LIGHT or len(places) > 400:
            continue
        for place in places:
            bucket = (place - i) // (size + 4)
            votes[bucket] += 1 / (1 + len(places))
            votes[bucket + 1] += 0.5 / (1 + len(places))
    best = sorted(votes, key=lambda bucket: (-votes[bucket], bucket))[:6]
    return [
        (max(0, b * (size + 4) - size), min(len(index.words), (b + 2) * (size + 4) + 2 * size))
        for b in best
    ]


def align(words: Sequence[str], other: Sequence[str]) -> list[Match]:
    """The runs of words that two stretches share in order, stray small words left out.

    Args:
        words: the quotation's.
        other: the source's.

    Returns:
        difflib's blocks: ``a`` counts in ``words``, ``b`` in ``other``.

    Examples:
        >>> align(["it", "rains", "here"], ["so", "it", "rained", "here"])
        [Match(a=0, b=1, size=3)]
    """
    stems = [stem(w) for w in words], [stem(w) for w in other]
    matcher = SequenceMatcher(None, *stems, autojunk=False)
    return _core([block for block in matcher.get_matching_blocks() if block.size], words)


def _core(blocks: list[Match], words: Sequence[str]) -> list[Match]:
    """Matching blocks without stray small words far off at either end."""
    while len(blocks) > 1 and _stray(blocks[0], blocks[1], words):
        blocks = blocks[1:]
    while len(blocks) > 1 and _stray(blocks[-1], blocks[-2], words):
        blocks = blocks[:-1]
    return blocks


def _stray(block: Match, other: Match, words: Sequence[str]) -> bool:
    one, two = sorted((block, other))
    gap = (two.b - one.b - one.size) - (two.a - one.a - one.size)
    return bool(gap > 2 + 6 * min(solid(words[block.a : block.a + block.size]), 2))


def weight(words: Sequence[str]) -> float:
    """How much words tell: small words count for a third of the others."""
    return sum(0.3 if word in SMALL else 1.0 for word in words)


def solid(words: Sequence[str]) -> int:
    """How many of the words are content words."""
    return sum(word not in SMALL for word in words)
