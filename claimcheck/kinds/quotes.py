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
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from claimcheck.kinds.quote_changes import Found, changed
from claimcheck.kinds.quote_marks import spans
from claimcheck.kinds.quote_places import occurrences, solid
from claimcheck.kinds.quote_senses import cut_after, left_out, raised_before, turned_before
from claimcheck.kinds.quote_words import LIGHT, NEGATIVE, Index, index_of, normalise
from claimcheck.records import Fact, Level, Sentence, Source

NEAR = 300  # words that an ellipsis may leap within one stretch of speech


@dataclass(frozen=True, slots=True)
class Quotation:
    """The normalised words of a quotation.

    ``parts`` are cut where the article has an ellipsis; ``inserted`` are positions in ``words``
    that stand in square brackets; ``before`` are the article's own words before it in the same
    sentence, ``around`` those on both sides and ``names`` the capitalised ones among them.
    """

    words: tuple[str, ...]
    parts: tuple[tuple[str, ...], ...]
    inserted: frozenset[int] = frozenset()
    before: tuple[str, ...] = ()
    around: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()
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
    judged = _exact(quotation, index, source.text)
    judged = judged or _fuzzy(quotation, index, _verbatim(source))
    if not judged:
        return _NOT_FOUND

    def order(place: Found) -> tuple[int, bool, bool, float]:
        voiced = _voiced(quotation, _sentence(sentences, index.starts[place.first]))
        return _RANK[place.level], not voiced, not index.quoted[place.first], -place.shared

    best = min(judged, key=order)
    start, end = index.starts[best.first], index.ends[best.last - 1]
    at = _sentence(sentences, start)
    if best.weak and not _voiced(quotation, at):
        return _NOT_FOUND
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


_RANK = {
    Level.AGREES: 0,
    Level.CLOSE: 1,
    Level.UNCLEAR: 2,
    Level.CONFLICTS: 3,
    Level.ABSENT: 4,
}
_ELLIPSIS = re.compile(r"\[?(?:…|\.\s?\.\s?\.(?:\s?\.)?)\]?")
_STOP = re.compile(r"[.!?]\s|\n|[“\"]")
_NAME = re.compile(r"\b[^\W\d_a-z][\w-]*[^\W_]")
_NO_NAME = LIGHT | frozenset("mr mrs ms dr sir dame said".split())
_WORK = re.compile(
    r"\b(?:films?|movies?|books?|novels?|songs?|albums?|singles?|plays?|musical|series|shows?|"
    r"poems?|papers?|essays?|articles?|podcasts?|documentar(?:y|ies)|programmes?|programs?|"
    r"report|study|column|banners?|slogan)\W{0,3}$",
    re.I,
)
_DUBBED = re.compile(
    r"\b(?:titled|entitled|dubbed|headlined|nicknamed|known as|so-called)\W{0,3}$", re.I
)
_NOT_FOUND = QuoteMatch(Level.ABSENT, "", None, None, None, None, None, "not_found")


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
    head = re.split(r"[.!?]\s|\n", text[max(0, start - 120) : max(0, start - 1)])[-1]
    tail = text[end : end + 200]
    beside = f"{head} {re.split(_STOP, tail)[0]}"
    return Quotation(
        words,
        parts,
        frozenset(i for i, s in enumerate(index.starts) if any(a <= s < b for a, b in inserted)),
        before := tuple(normalise(head).words[-12:]),
        frozenset((*before, *normalise(tail).words)),
        frozenset(found.lower() for found in _NAME.findall(beside)) - _NO_NAME,
        scare=len(words) <= 2,
        title=_is_title(head, inner),
    )


def _is_title(head: str, inner: str) -> bool:
    """Whether the words are the name of a work or a nickname, which nobody need have said."""
    names = [n for n in re.findall(r"[^\W\d_][\w'’]*", inner) if n.lower() not in LIGHT]
    capitals = sum(n[0].isupper() for n in names)
    work = _WORK.search(head) and 2 * capitals > len(names)
    whole = (
        len(names) > 1
        and capitals == len(names)
        and inner[-1:] not in ".!?"
        and not inner.isupper()
    )
    return bool(_DUBBED.search(head) or work or whole)


def _voiced(quotation: Quotation, sentence: Sentence | None) -> bool:
    """Whether the article's sentence names the voice of a source's sentence, or one it names."""
    if sentence is None or not quotation.names:
        return False
    told = re.findall(r"\w+", f"{sentence.speaker or ''} {sentence.text}".lower())
    return bool((quotation.names - {*quotation.words}) & {*told})


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


def _exact(quotation: Quotation, index: Index, text: str) -> list[Found]:
    """Places that have every run of the quotation, in its order."""
    segments = _segments(quotation)
    if not segments:
        return []
    out: list[Found] = []
    for first, last in occurrences(index, segments[0][0]):
        if quotation.title and not _capital(text, index, first, last):
            continue  # the same words in running talk are no title
        gaps = []
        for words, leap in segments[1:]:
            here, end = next(occurrences(index, words, last), (None, 0))
            if here is None or here - last > leap:
                break
            gaps.append((last, here))
            last = end
        else:
            out.append(_judge_exact(quotation, index, first, last, gaps))
        if len(out) == 60:
            break
    telling = all(len(words) > 2 and solid(words) > 1 for words, _ in segments)
    if not out and len(segments) > 1 and telling:
        places = [next(occurrences(index, words), None) for words, _ in segments]
        if places[0] and all(places) and len(segments) == len(quotation.parts):
            why = "the ellipsis joins words from two places that are far apart or in reverse order"
            out.append(Found(Level.CONFLICTS, why, "joined", *places[0]))
    return out


def _capital(text: str, index: Index, first: int, last: int) -> bool:
    """Whether a place has a title's capitals beyond its first word."""
    return any(text[index.starts[i]].isupper() for i in range(first + 1, last)) or last < first + 2


def _judge_exact(
    quotation: Quotation, index: Index, first: int, last: int, gaps: list[tuple[int, int]]
) -> Found:
    """The same words, but what of those left out around and between them?"""
    words = quotation.words
    for gap in gaps:
        turned, why = left_out(words, index, gap)
        if why:
            return _cut(turned, why, first, last)
    first, why = turned_before(words, index, first, quotation.before, quotation.around)
    why = why or raised_before(index, first, quotation.before)
    if why:
        few = quotation.scare or solid(words) < 2  # such a few words stand anywhere by chance
        return Found(Level.UNCLEAR if few else Level.CONFLICTS, why, "turned", first, last)
    turned, why = cut_after(words, index, last, quotation.around)
    if why:
        return _cut(turned, why, first, last)
    low, high = index.starts[first], index.starts[last - 1]
    if bisect_left(index.fillers, high) > bisect_left(index.fillers, low):
        return Found(Level.CLOSE, "only hesitations are left out", "trimmed", first, last)
    return Found(Level.AGREES, "", "verbatim", first, last)


def _cut(turned: bool, why: str, first: int, last: int) -> Found:
    """Words are cut away: a turn of sense, or a trim."""
    if turned:
        return Found(Level.CONFLICTS, why, "turned", first, last)
    return Found(Level.CLOSE, why, "trimmed", first, last)


def _fuzzy(quotation: Quotation, index: Index, verbatim: bool) -> list[Found]:
    """Places with most of the words, judged by what differs."""
    if quotation.scare or quotation.title:
        return []
    words = [w for i, w in enumerate(quotation.words) if i not in quotation.inserted]
    return changed(words, quotation.before, index, verbatim)
