"""Figures that no source states but that follow from two that one has: a sum, a gap, a share.

"It is 150 grams lighter" is borne out by "390 grams, and the new one 240". A figure that follows
is only ever close: that two others give it by chance is possible, and the analyst sees which two.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from itertools import combinations, product
from math import isinf

import pandas as pd

from .kinds.quantities import Quantity, say
from .records import Fact, Finding, Level, Sentence, frame, grouped, records

NEAR = 0.3  # how near, by similarity, a sentence must be whose figures are reckoned with
_TOLERANCE = 0.03  # of a share or multiple, which is always rounded
_ROUND = 0.05  # the same of a half, a fifth, a double

# What tells that a figure is a gap, a change or a sum.
_GAP = re.compile(
    r"""\b(?: more | less | fewer | extra | further | additional | above | below | over
    | under | short | shortfall | up | down | rose | risen | rises? | rising | fell | fallen
    | falls?
    | gain(?:s|ed)? | dropp?(?:s|ed)? | increas\w* | decreas\w* | grew | grown | growth | cut\w*
    | slump\w* | jump\w* | narrow\w* | widen\w* | differ\w* | gap | majority | margin | lead
    | (?:high|low|long|short|larg|small|great|light|heavi|young|old|fast|slow|deep|wid|cheap|dear
        |tall|lat|earli|near|rich|poor|bigg|thick|thinn)er
    | left | remain\w* | rest | all\ but )\b
    | \bby\s+(?:(?:about|almost|just|nearly|only|over|some)\s+)?\|  # right before the figure""",
    re.VERBOSE | re.IGNORECASE,
)
_SUM = re.compile(
    r"\b(?:total\w*|together|combined|altogether|in all|overall|sum)\b", re.IGNORECASE
)
_FEW = 10  # below it, figures are met by chance
_REACH = 40  # characters around a figure in which such a word stands


def derive(
    claims: pd.DataFrame,
    near: pd.DataFrame,
    sentences: pd.DataFrame,
    facts: pd.DataFrame,
    findings: pd.DataFrame,
) -> pd.DataFrame:
    """Bear out figures of the claims that no source has by two figures of one source.

    This comes before any conflict: 412 votes against 377 do not contradict "by 35 votes".

    Args:
        claims: a frame of `Claim`.
        near: what `compare.candidates` gave.
        sentences: a frame of `Sentence`.
        facts: a frame of `Fact`: those of the claims and of the sentences near them.
        findings: a frame of `Finding`.

    Returns:
        The findings; where the figure follows, they are ``close``.
    """
    by_id = {s.id: s for s in records(Sentence, sentences)}
    numbers = grouped(Fact, facts[facts["kind"] == "number"], "sentence_id")
    own = dict(zip(claims["id"], claims["sentence_id"], strict=True))
    held = findings["level"].isin([Level.AGREES, Level.CLOSE])
    open_ = ~held.groupby([findings["claim_id"], findings["claim_start"]]).transform("any")
    close = near[near["similarity"] >= NEAR].groupby(["claim_id", "source_id"])["evidence_id"]
    beside = {key: list(ids) for key, ids in close}

    def bear_out(finding: Finding) -> Finding:
        target = next(
            (f for f in numbers.get(own[finding.claim_id], ()) if f.start == finding.claim_start),
            None,
        )
        if target is None:
            return finding
        sentence = by_id[target.sentence_id]
        start, end = target.start - sentence.start, target.end - sentence.start
        led = re.match(r"by\b", target.text) or ""
        around = f"{sentence.text[max(0, start - _REACH) : start]}{led and 'by'} | "
        around += sentence.text[end:][:_REACH]
        others = {f.value.amount for f in numbers[own[finding.claim_id]] if f is not target}
        best: tuple[int, Fact, str] | None = None
        for a, b in _pairs(beside.get((finding.claim_id, finding.source_id), []), numbers):
            # What the claim states itself is the likelier to be what it reckons with.
            known = others & {a.value.amount, b.value.amount}
            if best is not None and len(known) <= best[0]:
                continue
            more = None if finding.level == Level.CONFLICTS else known
            if why := follows(target.value, a.value, b.value, around, more):
                best = len(known), a, why
        return finding if best is None else _borne_out(finding, *best[1:])

    wanted = open_ & (findings["kind"] == "number")
    out = [
        bear_out(finding) if asked else finding
        for finding, asked in zip(records(Finding, findings), wanted, strict=True)
    ]
    return frame(Finding, out)


def follows(
    target: Quantity, a: Quantity, b: Quantity, words: str, known: Collection[float] | None = None
) -> str:
    """Tell how a figure follows from two others.

    Args:
        target: the figure.
        a: one figure of a source.
        b: another one.
        words: the words around the target, which tell a gap or a sum.
        known: which of the two amounts stand beside the target too, as in "47 of the 118"; where
            given, a bare figure may be of the other's unit, too.

    Returns:
        The reckoning in words, empty where it does not follow.

    Examples:
        >>> new, old = (Quantity(n, n, n, "measure", "gram") for n in (240, 390))
        >>> gap = Quantity(150, 150, 150, "measure", "gram", digits=2)
        >>> follows(gap, new, old, "150 grams lighter")
        '390 less 240 is 150'
        >>> follows(gap, new, old, "a pack of 150 grams")
        ''
    """
    if known is not None:
        if "percent" in (a.sort, b.sort) and a.sort != b.sort:
            return _part(target, *((a, b) if a.sort == "percent" else (b, a)), known)
        a, b = _unit_of(a, b), _unit_of(b, a)
    if target.sort == "score":
        bare = a.sort == b.sort == "count" and not a.counted and not b.counted
        alike = bare and (a.amount, b.amount) == (target.amount, target.high)
        return f"{say(a.amount)} to {say(b.amount)}" if alike else ""
    if (a.sort, a.unit) != (b.sort, b.unit) or a.sort not in _RECKONED or a.amount == b.amount:
        return ""
    nouns = {q.counted for q in (a, b, target) if q.counted and q.sort == a.sort}
    if len(nouns) > 1 or target.change in ("to", "from"):
        return ""
    low, high = sorted((a.amount, b.amount))
    if low <= 0:
        return ""
    for value, told in _reckon(target, a, low, high, words, high in (known or ())):
        if _is(target, value):
            return f"{say(high)} {told} {say(low)} is {say(float(f'{value:.3g}'))}"
    return ""


_RECKONED = ("count", "money", "measure", "percent")


def _part(target: Quantity, share: Quantity, whole: Quantity, known: Collection[float]) -> str:
    """Two thirds of 29: "some 20 of the 29"."""
    alike = target.sort == whole.sort in ("count", "money", "measure") and target.unit == whole.unit
    value = whole.amount * share.amount / 100
    if not alike or whole.amount not in known or not _is(target, value):
        return ""
    told = [say(float(f"{x:.3g}")) for x in (share.amount, value)]
    return f"{told[0]}% of {say(whole.amount)} is {told[1]}"


def _unit_of(a: Quantity, b: Quantity) -> Quantity:
    """Give a bare figure the other's unit: "240 grams, and the old one was 390"."""
    bare = a.sort == "count" and not a.counted and b.sort in ("money", "measure")
    bare = bare and min(a.amount, b.amount) >= _FEW
    return replace(a, sort=b.sort, unit=b.unit, dimension=b.dimension) if bare else a


def _reckon(
    target: Quantity, part: Quantity, low: float, high: float, words: str, whole: bool
) -> Iterator[tuple[float, str]]:
    """Give what the two figures can amount to, if it is of the target's sort."""
    same = (target.sort, target.unit) == (part.sort, part.unit) and target.sort != "percent"
    points = target.sort == "points" and part.sort == "percent"
    if (same or points) and (whole or _GAP.search(words)):
        yield high - low, "less"
    if same and _SUM.search(words):
        yield high + low, "and"
    if target.sort == "ratio":
        yield (high / low if target.amount > 1 else low / high), "by"
    if target.sort != "percent" or part.sort == "percent" or (high < _FEW and part.sort == "count"):
        return
    changes = target.change or _GAP.search(words)
    if changes and target.change != "up":
        yield 100 * (high - low) / high, "down to"
    if changes and target.change != "down":
        yield 100 * (high - low) / low, "up from"
    if not target.change:
        yield 100 * low / high, "by"


def _is(target: Quantity, value: float) -> bool:
    """Whether a reckoned value is what the figure says, rounded as such figures are."""
    coarse = target.digits == 1 and not target.comparator
    slack = (_ROUND if coarse else _TOLERANCE) * abs(target.amount)
    if not target.comparator and target.sort not in ("percent", "ratio"):
        decimals = _decimals(target.amount, target.digits)
        slack = 0.5 * 10 ** -(max(decimals, 0) if target.exact else decimals)
    low = target.low if not isinf(target.low) else 0.6 * target.amount
    high = target.high if not isinf(target.high) else 1.5 * target.amount
    return low - slack <= value <= high + slack


def _decimals(amount: float, digits: int) -> int:
    """How many decimals a figure of so many significant digits has, negative before the point."""
    return digits - len(str(int(abs(amount)))) if abs(amount) >= 1 else digits


def _pairs(ids: list[str], numbers: Mapping[str, list[Fact]]) -> Iterator[tuple[Fact, Fact]]:
    """Give the pairs of figures that stand in one sentence, or in two that follow each other."""
    for name in ids:
        yield from combinations(numbers.get(name, ()), 2)
    for name in ids:
        source, _, n = name.rpartition(":")
        after = f"{source}:{int(n) + 1}"
        if after in ids:
            yield from product(numbers.get(name, ()), numbers.get(after, ()))


def _borne_out(finding: Finding, a: Fact, why: str) -> Finding:
    """Put the first of the two figures beside the claim's, and the reckoning."""
    return replace(
        finding,
        level=Level.CLOSE,
        evidence_id=a.sentence_id,
        evidence_text=a.text,
        evidence_start=a.start,
        evidence_end=a.end,
        why=why,
    )
