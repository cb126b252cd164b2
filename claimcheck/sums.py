"""Figures of an article that must fit each other: parts and wholes, votes and margins, ages.

Only figures that are meant to be exact count: "about 700 and 600" need not make 1,200.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice, pairwise

from .kinds.number_words import number
from .kinds.quantities import say
from .records import Fact, Internal, Sentence

# By how much parts may go beyond their whole and still be meant to make it up, and by how much they
# may fall short of it: a list behind "of those" that falls far short is merely not complete.
SUM_OVER, SUM_UNDER, SUM_UNDER_OF = 0.3, 0.3, 0.1
# Three rounded shares may make a little more than a hundred.
SHARES_OVER = 102.0
NEAR = 2  # sentences from a vote to its margin

# What tells that a list of figures is meant to be the parts of the figure before it.
_PARTS = re.compile(
    r"(?P<all>:|\bmade up of\b|\bsplit\b)|\bof (?:whom|which|these|those)\b", re.IGNORECASE
)
_NO_PARTS = re.compile(
    r"\b(?:including|such as|up|down|against|compared|from|than|per)\b", re.IGNORECASE
)
_OF_THOSE = re.compile(r"Of (?:those|these|them|the \d+)\b")
_COUNT = r"\d{1,3}(?:,\d{3}){0,4}|[a-z]+(?:-[a-z]+)?"
_VOTE = re.compile(
    rf"\b(?:by|of|on)\s+(?:a\s+vote\s+of\s+)?"
    rf"(?P<score>(?P<ayes>{_COUNT})(?P<said>\s+votes)?\s+to\s+(?P<noes>{_COUNT}))(?P<more>\s+votes)?\b"
)
_VOTING = re.compile(r"\bvot(?:e[sd]?|ing)\b|\bcarried\b|\bpassed\b|\bdefeated\b|\bmotion\b", re.I)
_MARGIN = re.compile(
    rf"\b(?<!working\s)(?<!overall\s)(?:majority|margin)\s+of\s+(?P<n>{_COUNT})(?:\s+votes)?\b"
    rf"(?!\s+(?:seats|points|per\s?cent|places|million|thousand|hundred))"
    rf"|\b(?P<m>{_COUNT})-vote\s+(?:majority|margin)\b"
)
# "The government has a majority of 60" is of seats.
_HOLDS = re.compile(
    r"\b(?:has|have|had|holds?|held|commands?|enjoys?)\s+(?:an?|its|their)\s+(?:\w+\s)?$"
)
_EXCLUSIVE = re.compile(r"\b(?:against|opposed|undecided|unsure|abstain\w*|no\s+opinion)\b", re.I)
_YEAR = r"(?:1[89]|20)\d\d"
_BORN = re.compile(rf"\b[Bb]orn\b[^.;,]{{0,30}}?\b(?P<born>{_YEAR})\b")
_AGED = re.compile(
    rf"\bturned\s+(?P<a>\d{{1,3}})\s+in\s+(?P<in>{_YEAR})\b"
    rf"|\bdied\s+in\s+(?P<died>{_YEAR}),?\s+(?:at\s+the\s+age\s+of|aged|at)\s+(?P<b>\d{{1,3}})\b"
    rf"|\b(?:was|aged)\s+(?P<c>\d{{1,3}})\s+(?:when\b[^.;]{{1,60}}?\s)?in\s+(?P<when>{_YEAR})\b"
)
_AGES = re.compile(
    r"\b(?P<old>\d{1,2})-year-old\s+(?P<noun>[a-z]+|[A-Z]\w+\s[A-Z]\w+)\b"
    r"|\b(?:[Tt]he\s(?P<role>[a-z]+)|(?P<name>[A-Z][\w'’]{1,40}\s[A-Z][\w'’-]+)),\s(?P<age>\d{2}),"
)


def parts(facts: Sequence[Fact], by_id: Mapping[str, Sentence]) -> Iterator[Internal]:
    """Find the figures whose parts, told right behind them, don't add up to them.

    Args:
        facts: the numbers of an article.
        by_id: its sentences by id, in order.

    Yields:
        One finding a sentence.
    """
    counted: dict[str, list[Fact]] = {name: [] for name in by_id}
    for fact in facts:
        if fact.kind == "number":
            counted[fact.sentence_id].append(fact)
    mine: list[Fact] = []
    for sentence in by_id.values():
        before, mine = mine, counted[sentence.id]
        yield from islice(_shares(mine, sentence), 1)
        if _NO_PARTS.search(_EXCLUSIVE.sub("", sentence.text)):
            continue
        wholes = [(w, mine[n + 1 :], _parted(sentence, mine, n)) for n, w in enumerate(mine[:-2])]
        if _OF_THOSE.match(sentence.text):
            wholes += [(whole, mine, SUM_UNDER_OF) for whole in before]
        found = (i for whole, each, under in wholes if under and (i := _sum(whole, each, under)))
        yield from islice(found, 1)


def _parted(sentence: Sentence, facts: Sequence[Fact], n: int) -> float:
    """Tell by how much what follows a figure may fall short of it: 0 where it isn't its parts."""
    between = slice(facts[n].end - sentence.start, facts[n + 1].start - sentence.start)
    announced = _PARTS.search(sentence.text[between])
    return 0 if not announced else SUM_UNDER if announced["all"] else SUM_UNDER_OF


def _sum(whole: Fact, each: Sequence[Fact], under: float) -> Internal | None:
    """Hold a figure against the sum of its parts, where both are meant to be exact."""
    if len(each) < 2 or not _addable([whole, *each]):
        return None
    total, added = whole.value.amount, sum(p.value.amount for p in each)
    off = (added - total) / total if total else 0
    if abs(off) < 1e-9 or not -under <= off <= SUM_OVER:
        return None
    return _internal((whole, *each), f"the parts add up to {say(added)} and not to {say(total)}")


def _addable(facts: Sequence[Fact]) -> bool:
    """Tell whether figures are exact and of one unit."""
    values = [f.value for f in facts]
    alike = len({(v.sort, v.unit) for v in values}) == 1 and values[0].sort != "percent"
    return alike and not any(v.comparator for v in values)


def _shares(facts: Sequence[Fact], sentence: Sentence) -> Iterator[Internal]:
    """Yield the shares of one whole that make more than a hundred per cent."""
    shares = [f for f in facts if f.value.sort == "percent"]
    if len(shares) < 3 or not _EXCLUSIVE.search(sentence.text):
        return
    total = sum(f.value.amount for f in shares)
    gaps = (sentence.text[a.end - sentence.start : b.start - sentence.start]
            for a, b in pairwise(shares))  # fmt: skip
    if total > SHARES_OVER and not any(_NO_PARTS.search(_EXCLUSIVE.sub("", gap)) for gap in gaps):
        yield _internal(shares, f"the shares add up to {say(total)}%")


def margins(by_id: Mapping[str, Sentence]) -> Iterator[Internal]:
    """Find the majorities and margins that the votes told just before don't give.

    Args:
        by_id: the sentences of an article by id, in order.

    Yields:
        One finding a margin.

    Examples:
        >>> text = "It passed by 31 votes to 24, a majority of nine."
        >>> [i.texts for i in margins({"a:0": Sentence("a:0", "a", 0, len(text), text)})]
        [('31 votes to 24', 'nine')]
    """
    sentences = list(by_id.values())
    for i, sentence in enumerate(sentences):
        votes = _VOTE.search(sentence.text) if _VOTING.search(sentence.text) else None
        ayes, noes = (number(votes[x]) for x in ("ayes", "noes")) if votes else (None, None)
        if not votes or ayes is None or noes is None:
            continue
        for near in sentences[i : i + 1 + NEAR]:
            margin = _MARGIN.search(near.text, votes.end() if near is sentence else 0)
            if margin and _HOLDS.search(near.text[: margin.start()]):
                break
            group = "n" if margin and margin["n"] else "m"
            told = number(margin[group]) if margin else None
            if margin and told is not None:
                if told != abs(ayes - noes):
                    where = [(sentence, *votes.span("score")), (near, *margin.span(group))]
                    why = f"the votes leave a majority of {say(abs(ayes - noes))}"
                    yield _words("number", where, why)
                break
            if near is not sentence and _VOTE.search(near.text):
                break


def ages(by_id: Mapping[str, Sentence]) -> Iterator[Internal]:
    """Find ages that the years don't give, and two ages of one person.

    Args:
        by_id: the sentences of an article by id, in order.

    Yields:
        One finding a person.

    Examples:
        >>> text = "Born in 1980, she turned 50 in 2024."
        >>> [i.texts for i in ages({"a:0": Sentence("a:0", "a", 0, len(text), text)})]
        [('1980', '50', '2024')]
    """
    told: dict[str, tuple[int, Sentence, int, int]] = {}
    for sentence in by_id.values():
        born, aged = _BORN.search(sentence.text), _AGED.search(sentence.text)
        if born and aged:
            yield from _age_by_years(sentence, born, aged)
        for match in _AGES.finditer(sentence.text):
            who = (match["noun"] or match["role"] or match["name"]).lower().split()[-1]
            group = "old" if match["old"] else "age"
            start, end = match.span(group)
            end += len("-year-old") if match["old"] else 0
            mine = (int(match[group]), sentence, start, end)
            first = told.setdefault(who, mine)
            if first[0] != mine[0]:
                yield _words("number", [first[1:], mine[1:]], "two ages of one person")


def _age_by_years(
    sentence: Sentence, born: re.Match[str], aged: re.Match[str]
) -> Iterator[Internal]:
    """Hold an age against the year of birth: it is the difference, or one less."""
    age = next(g for g in "abc" if aged[g])
    year = next(g for g in ("in", "died", "when") if aged[g])
    full = int(aged[year]) - int(born["born"])
    if int(aged[age]) not in (full, full - 1):
        spans = sorted([born.span("born"), aged.span(age), aged.span(year)])
        why = f"that would be {full - 1} or {full} years"
        yield _words("number", [(sentence, *span) for span in spans], why)


def _internal(facts: Sequence[Fact], why: str) -> Internal:
    spans = tuple((f.start, f.end) for f in facts)
    return Internal("number", tuple(f.text for f in facts), why, spans)


def _words(kind: str, where: Sequence[tuple[Sentence, int, int]], why: str) -> Internal:
    """Make a finding of stretches of sentences."""
    texts = tuple(s.text[a:b] for s, a, b in where)
    return Internal(kind, texts, why, tuple((s.start + a, s.start + b) for s, a, b in where))
