"""Quotations of the article, each looked for in the whole of a source.

Marks follow the two usages of English news: double marks with single ones inside (American) and
the reverse (British); a quotation of several paragraphs opens each and closes the last (Chicago
Manual of Style 13.32; New Hart's Rules 9.2). Words in square brackets are the editor's, three
points stand for words left out. Finding the place is a search over normalised words; the
judgement is a token diff (difflib), since a similarity can't tell "will" from "will not".
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from claimcheck.kinds.quote_diffs import difference
from claimcheck.kinds.quote_marks import spans
from claimcheck.kinds.quote_places import align, occurrences, solid, weight, windows
from claimcheck.kinds.quote_words import NEGATIVE, Index, index_of, normalise, stem
from claimcheck.records import Fact, Level, Sentence, Source

NEAR = 300  # words that an ellipsis may leap within one stretch of speech


@dataclass(frozen=True, slots=True)
class Quotation:
    """The normalised words of a quotation.

    ``parts`` are cut where the article has an ellipsis; ``inserted`` are positions in ``words``
    that stand in square brackets; ``before`` and ``after`` are the article's own words around it.
    """

    words: tuple[str, ...]
    parts: tuple[tuple[str, ...], ...]
    inserted: frozenset[int] = frozenset()
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    scare: bool = False
    title: bool = False

    def __str__(self) -> str:
        return " … ".join(" ".join(part) for part in self.parts)


@dataclass(frozen=True, slots=True)
class QuoteMatch:
    """What a source has for a quotation; ``start`` and ``end`` count in the source's text.

    ``how`` is verbatim, trimmed, altered, turned, joined or not_found.
    """

    level: Level
    why: str
    start: int | None
    end: int | None
    sentence_id: str | None
    speaker: str | None
    time: str | None
    how: str


def find(sentence: Sentence, source: Source) -> list[Fact]:
    """Find the quotations that open in a sentence.

    Args:
        sentence: a sentence of ``source``.
        source: the document; its quotations are found once, over sentences and paragraphs.

    Returns:
        One fact of kind ``quote`` a quotation, the marks left outside; it may end in a later
        sentence. Quotations inside a quotation belong to the outer one.

    Examples:
        >>> text = "“It rained,” she said. “We did not … mind [the mud].”"
        >>> for fact in find(Sentence("a:0", "a", 0, len(text), text), Source("a", "", "", text)):
        ...     print(fact.text, "|", fact.value)
        It rained | it rained
        We did not … mind [the mud]. | we did not … mind the mud
    """
    return [
        Fact(sentence.id, "quote", source.text[start:end], value, start, end)
        for start, end, value in _quotations(source.text)
        if sentence.start <= start < sentence.end
    ]


def judge(claim: Fact, source: Source, sentences: list[Sentence]) -> QuoteMatch:
    """Look for a quotation in the whole of a source and tell how the words stand to it.

    Args:
        claim: a fact that ``find`` gave for the article.
        source: where the words should be.
        sentences: the source's sentences in order, for the speaker and the time.

    Returns:
        ``agrees`` for the same words up to marks, case, contractions, figures and brackets;
        ``close`` for a trim, fillers, an inflection or a spelling; ``conflicts`` for words changed
        in substance, a turn of sense, or two places joined without a mark; ``unclear`` where a
        report only paraphrases; ``absent`` where the words are not there.

    Examples:
        >>> said = "We will not raise prices this year."
        >>> talk = Source("t", "talk", "", said)
        >>> article = "“We will raise prices this year,” she said."
        >>> claim = find(Sentence("a:0", "a", 0, 43, article), Source("a", "", "", article))[0]
        >>> match = judge(claim, talk, [Sentence("t:0", "t", 0, 35, said)])
        >>> print(match.level, match.how, "|", match.why)
        conflicts turned | “not” is left out
    """
    quotation: Quotation = claim.value
    index = index_of(source.text)
    judged = _exact(quotation, index) or _fuzzy(quotation, index, _verbatim(source))
    if not judged:
        return QuoteMatch(Level.ABSENT, "", None, None, None, None, None, "not_found")
    best = min(judged, key=lambda place: (_RANK[place.level], not index.quoted[place.first]))
    start, end = index.starts[best.first], index.ends[best.last - 1]
    at = _sentence(sentences, start)
    return QuoteMatch(
        best.level,
        best.why,
        start,
        end,
        at.id if at else None,
        at.speaker if at else None,
        at.time if at else None,
        best.how,
    )


@dataclass(frozen=True, slots=True)
class _Found:
    """A judged place: words ``first`` to ``last`` of the source's index."""

    level: Level
    why: str
    how: str
    first: int
    last: int


_RANK = {
    Level.AGREES: 0,
    Level.CLOSE: 1,
    Level.UNCLEAR: 2,
    Level.CONFLICTS: 3,
    Level.ABSENT: 4,
}
_ELLIPSIS = re.compile(r"\[?(?:…|\.\s?\.\s?\.(?:\s?\.)?)\]?")
_TITLED = re.compile(
    r"\b(?:films?|movies?|books?|novels?|songs?|albums?|singles?|plays?|musical|series|shows?|"
    r"poems?|papers?|essays?|articles?|podcasts?|documentar(?:y|ies)|programmes?|programs?|"
    r"report|study|column|titled|entitled|dubbed|headlined|known as|so-called)\W{0,3}$",
    re.I,
)
_SMALL = frozenset("a an the of in on at to for and or but from with by as is".split())
_DENYING = frozenset(
    """not never no none nothing neither nor without hardly den reject dismiss refus declin oppos
    disput exclud rule stop deni fail avoid rather less longer far instead""".split()
)
_CONDITION = frozenset("if unless provided until".split())
_POLITE = (["i", "may"], ["you", "will"], ["you", "like"], ["i", "can"])


@lru_cache(maxsize=64)
def _quotations(text: str) -> tuple[tuple[int, int, Quotation], ...]:
    """All outermost quotations of a text, with the offsets of their words."""
    out = []
    for left, right in spans(text):
        start, end = left, right
        while start < end and text[start].isspace():
            start += 1
        while end > start and (text[end - 1].isspace() or text[end - 1] == ","):
            end -= 1
        value = _quotation(text, start, end)
        if value.words:
            out.append((start, end, value))
    return tuple(out)


def _quotation(text: str, start: int, end: int) -> Quotation:
    inner = text[start:end]
    index = normalise(inner)
    words = tuple(index.words)
    inserted = [m.span() for m in re.finditer(r"\[[^\]\[]{2,80}\]", inner)]
    cuts = [bisect_left(index.starts, m.start()) for m in _ELLIPSIS.finditer(inner)]
    edges = [0, *sorted(set(cuts) - {0, len(words)}), len(words)]
    parts = tuple(words[a:b] for a, b in pairwise(edges) if b > a)
    head = text[max(0, start - 90) : max(0, start - 1)]
    names = re.findall(r"[^\W\d_][\w'’]*", inner)
    title = bool(_TITLED.search(head)) or (
        len(names) > 1
        and all(n[0].isupper() or n.lower() in _SMALL for n in names)
        and inner[-1:] not in ".!?"
    )
    return Quotation(
        words,
        parts,
        frozenset(i for i, s in enumerate(index.starts) if any(a <= s < b for a, b in inserted)),
        tuple(normalise(re.split(r"[.!?]\s|\n", head)[-1]).words[-8:]),
        tuple(normalise(re.split(r"[.!?]\s|\n", text[end : end + 60])[0]).words[:6]),
        scare=len(words) <= 2,
        title=title,
    )


def _verbatim(source: Source) -> bool:
    """Whether the text outside quotation marks is somebody's words, as in a transcript."""
    spoken = source.kind in ("talk", "interview", "statement")
    return spoken or any(turn.speaker for turn in source.turns)


def _sentence(sentences: list[Sentence], at: int) -> Sentence | None:
    n = bisect_right(sentences, at, key=lambda sentence: sentence.start) - 1
    return sentences[n] if n >= 0 else None


def _segments(quotation: Quotation) -> list[tuple[tuple[str, ...], int]]:
    """Runs of the speaker's own words, each with how many words may lie before it."""
    out: list[tuple[tuple[str, ...], int]] = []
    at = 0
    for part in quotation.parts:
        leap = NEAR
        run: list[str] = []
        for word in part:
            if at in quotation.inserted and word not in NEGATIVE:
                if run:
                    out.append((tuple(run), leap))
                    run, leap = [], 12
            else:
                run.append(word)
            at += 1
        if run:
            out.append((tuple(run), leap))
    return out


def _exact(quotation: Quotation, index: Index) -> list[_Found]:
    """Places that have every run of the quotation, in its order."""
    segments = _segments(quotation)
    if not segments:
        return []
    out: list[_Found] = []
    for first in occurrences(index, segments[0][0]):
        last, gaps = first + len(segments[0][0]), []
        for words, leap in segments[1:]:
            here = next(occurrences(index, words, last), None)
            if here is None or here - last > leap:
                break
            gaps.append((last, here))
            last = here + len(words)
        else:
            out.append(_judge_exact(quotation, index, first, last, gaps))
        if len(out) == 60:
            break
    telling = all(len(words) > 2 and solid(words) > 1 for words, _ in segments)
    if not out and len(segments) > 1 and telling:
        places = [next(occurrences(index, words), None) for words, _ in segments]
        if None not in places and len(segments) == len(quotation.parts):
            first = places[0] or 0
            why = "the ellipsis joins words from two places that are far apart or in reverse order"
            end = first + len(segments[0][0])
            out.append(_Found(Level.CONFLICTS, why, "joined", first, end))
    return out


def _judge_exact(
    quotation: Quotation, index: Index, first: int, last: int, gaps: list[tuple[int, int]]
) -> _Found:
    """The same words, but what of those left out around and between them?"""
    for a, b in gaps:
        dropped = index.words[a:b]
        edge = {*dropped[:2], *dropped[-2:]} & NEGATIVE
        if len(dropped) <= 6 and edge and not any(index.stops[a + 1 : b + 1]):
            why = f"the ellipsis leaves out “{min(edge)}”"
            return _Found(Level.CONFLICTS, why, "turned", first, last)
        if len(dropped) <= 20 and _conditional(dropped) and not any(index.stops[a : b + 1]):
            why = f"the ellipsis leaves out “{' '.join(dropped)}”"
            return _Found(Level.CLOSE, why, "trimmed", first, last)
    turned = _turned_before(quotation, index, first)
    if turned:
        level = Level.UNCLEAR if quotation.scare else Level.CONFLICTS
        return _Found(level, turned, "turned", first, last)
    if (
        last < len(index.words)
        and _conditional(index.words[last : last + 3], 1)
        and not index.stops[last]
        and not _CONDITION & set(quotation.after)
    ):
        why = f"the speaker goes on “{' '.join(index.words[last : last + 6])}”"
        return _Found(Level.CLOSE, why, "trimmed", first, last)
    low, high = index.starts[first], index.starts[last - 1]
    if bisect_left(index.fillers, high) > bisect_left(index.fillers, low):
        return _Found(Level.CLOSE, "only hesitations are left out", "trimmed", first, last)
    return _Found(Level.AGREES, "", "verbatim", first, last)


def _conditional(words: Sequence[str], first: int = 99) -> bool:
    """Whether a condition opens among the first words; "if I may" is none."""
    return any(
        word in _CONDITION and list(words[i + 1 : i + 3]) not in _POLITE
        for i, word in enumerate(words[:first])
    )


def _turned_before(quotation: Quotation, index: Index, first: int) -> str:
    """Why a quotation that starts in mid-sentence loses the "not" or "might" before it."""
    before: list[str] = []
    for i in range(first, max(0, first - 3), -1):
        if index.breaks[i] or index.stops[i]:
            break
        before.insert(0, index.words[i - 1])
    own = {stem(word) for word in quotation.before}
    negative = next((word for word in before if word in ("not", "never", "hardly")), None)
    only = index.words[first] in ("only", "just", "merely", "necessarily")
    if negative and not only and not own & _DENYING and not any(w[:2] == "un" for w in own):
        return f"“{negative}” stands before these words there"
    last = quotation.before[-1:] and quotation.before[-1]
    if before and before[-1] in ("may", "might", "could") and last in ("will", "would"):
        return f"the speaker said “{before[-1]}”, the article puts “{last}” before the words"
    return ""


def _fuzzy(quotation: Quotation, index: Index, verbatim: bool) -> list[_Found]:
    """Places with most of the words, judged by what differs."""
    words = [w for i, w in enumerate(quotation.words) if i not in quotation.inserted]
    if quotation.scare or quotation.title or solid(words) < 2 or not index.words:
        return []
    out = [
        found
        for low, high in windows(words, index)
        if (found := _judge_window(words, index, low, high, verbatim)) is not None
    ]
    if any(found.level in (Level.AGREES, Level.CLOSE) for found in out):
        return out
    joined = _joined(words, index)
    return [joined] if joined and verbatim else out


def _judge_window(
    words: Sequence[str], index: Index, low: int, high: int, verbatim: bool
) -> _Found | None:
    """Align the quotation with a stretch of the source and weigh each difference."""
    blocks = align(words, index.words[low:high])
    whole = weight(words)
    shared = sum(weight(words[b.a : b.a + b.size]) for b in blocks)
    if not blocks or shared < 0.6 * whole:
        return None
    head, tail = blocks[0], blocks[-1]
    first = max(0, low + head.b - head.a)  # what stands before may lie outside the window
    last = min(len(index.words), low + tail.b + len(words) - tail.a)
    worst, how = 0, "verbatim"
    whys: list[str] = []
    a, b = 0, first
    ends = [(block.a, low + block.b, block.size) for block in blocks]
    for block_a, block_b, size in [*ends, (len(words), last, 0)]:
        grade, why, kind = difference(words[a:block_a], index, b, block_b)
        for k in range(size):
            if grade < 2 and words[block_a + k] != index.words[block_b + k]:
                grade, why, kind = 1, why or "another form of the same words", "altered"
        if why and grade >= worst:
            whys = [why] if grade > worst else [*whys, why]
            worst, how = grade, kind
        a, b = block_a + size, block_b + size
    why = "; ".join(dict.fromkeys(whys[:2]))
    if worst < 2:
        return _Found((Level.AGREES, Level.CLOSE)[worst], why, how, first, last)
    content = sum(solid(words[b.a : b.a + b.size]) for b in blocks)
    # One word put in the place of another between the quotation's own first and last words.
    framed = len(blocks) == 2 and head.a == 0 and tail.a + tail.size == len(words)
    single = framed and tail.a - head.size == tail.b - head.b - head.size == 1
    if content < 2 - single or (
        how == "altered" and (len(words) < 5 or content < 3 - framed - single)
    ):
        return None  # a few words that merely resemble each other
    if not verbatim and not all(index.quoted[first:last]):
        if shared < 0.65 * whole:
            return None
        why = "the source reports it in words of its own; a recording or transcript would decide"
        return _Found(Level.UNCLEAR, why, how, first, last)
    return _Found(Level.CONFLICTS, why, how, first, last)


def _joined(words: Sequence[str], index: Index) -> _Found | None:
    """The first words from one place, the rest from another, with no mark between."""
    lengths = range(len(words) - 4, 3, -1)
    n = next((k for k in lengths if next(occurrences(index, words[:k]), -1) >= 0), 0)
    rest = words[n:]
    if rest[:1] and rest[0] in ("and", "but", "so") and next(occurrences(index, rest), -1) < 0:
        rest = rest[1:]  # the word that joins the two may be the article's own
    if n < 4 or len(rest) < 4 or min(solid(words[:n]), solid(rest)) < 2:
        return None
    there = next(occurrences(index, rest), None)
    if there is None:
        return None
    first = next(occurrences(index, words[:n]))
    why = f"“{' '.join(rest[:6])}” comes from another place, and no ellipsis says so"
    return _Found(Level.CONFLICTS, why, "joined", first, first + n)
