"""How much it weighs that the words of a quotation differ from those that were said."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rapidfuzz import fuzz

from claimcheck.kinds.quote_words import LARGE, LIGHT, MODAL, NEGATIVE, Index, spelled, stem

TRIMMED = 7  # words that may go without an ellipsis before two places count as joined

_HEDGES = frozenset("perhaps mayb may might probabl possibl like unlik almost near onli".split())
_SHORT = ({"'s", "is"}, {"'s", "has"})
_OPPOSITE = (("for", "against"), ("up", "down"), ("in", "out"), ("on", "off"), ("over", "under"))
_CHATTER = frozenset("like well so look okay yes yeah right just really actually basically".split())
_ASIDES = (("you", "know"), ("i", "mean"), ("sort", "of"), ("kind", "of"), ("i", "think"))


def difference(ours: Sequence[str], index: Index, low: int, high: int) -> tuple[int, str, str]:
    """How much a difference weighs: 0 nothing, 1 form only, 2 substance; why; and how."""
    between = index.quoted[low - 1 : low] == [True] and index.quoted[high : high + 1] == [True]
    theirs = [index.words[i] for i in range(low, high) if not between or index.quoted[i]]
    bare = _spoken(theirs)
    ours, trimmed = list(ours), len(bare) < len(theirs)
    if ours != bare and _future(ours) == _future(bare):
        return 1, "“will” and “going to” are one", "altered"
    if spelled("".join(ours)) == spelled("".join(bare)):
        return (1, "only hesitations are left out", "trimmed") if trimmed else (0, "", "verbatim")
    if len(ours) == len(bare) and all(
        a == b or {a, b} in _SHORT for a, b in zip(ours, bare, strict=True)
    ):
        return 0, "", "verbatim"
    turned = _turn(ours, bare)
    if turned:
        return 2, turned, "turned"
    a, b = _unmatched(ours, bare), _unmatched(bare, ours)
    what = f"“{' '.join(bare)}” became “{' '.join(ours)}”"
    if not a and not b:
        return 1, what if ours and bare else "small words differ", "altered"
    if not a:
        if len(bare) > TRIMMED:
            return 2, f"“{' '.join(bare)}” is left out without an ellipsis", "joined"
        return 1, f"“{' '.join(bare)}” is left out", "trimmed"
    if not b:
        return 2, f"“{' '.join(ours)}” is put in", "altered"
    return 2, what, "altered"


def _future(words: Sequence[str]) -> list[str]:
    """Words with "is going to" as "will"."""
    text = re.sub(r"\b(?:am|is|are|'s) going to\b", "will", " ".join(words))
    return text.split()


def _spoken(words: list[str]) -> list[str]:
    """Words without chatter: "you know", "well", a word said twice."""
    out: list[str] = []
    i = 0
    while i < len(words):
        if tuple(words[i : i + 2]) in _ASIDES:
            i += 2
            continue
        if words[i] not in _CHATTER and out[-1:] != words[i : i + 1]:
            out.append(words[i])
        i += 1
    return out


def _turn(ours: list[str], theirs: list[str]) -> str:
    """Why the sense turns: a negation, a hedge, a modal or a figure changed; else nothing."""
    for ask in (NEGATIVE.__contains__, _is_hedge, _is_figure):
        a, b = [w for w in ours if ask(w)], [w for w in theirs if ask(w)]
        if a != b:
            if a and b:
                return f"“{' '.join(b)}” became “{' '.join(a)}”"
            return f"“{' '.join(a or b)}” is {'put in' if a else 'left out'}"
    for pair in (*_OPPOSITE, *((two, one) for one, two in _OPPOSITE)):
        if pair[0] in ours and pair[1] in theirs and not {*pair} <= {*ours} & {*theirs}:
            return f"“{pair[1]}” became “{pair[0]}”"
    a, b = [w for w in ours if w in MODAL], [w for w in theirs if w in MODAL]
    if {MODAL[w] for w in a} != {MODAL[w] for w in b} and (b or {"may", "might"} & set(a)):
        return f"“{' '.join(theirs)}” became “{' '.join(ours)}”"
    return ""


def _is_hedge(word: str) -> bool:
    return word not in MODAL and word != "like" and stem(word) in _HEDGES


def _is_figure(word: str) -> bool:
    return word[0].isdigit() or word in LARGE or word in ("hundred", "thousand", "dozen")


def _unmatched(ours: list[str], theirs: list[str]) -> list[str]:
    """Content words of one side that the other has in no form or spelling."""
    return [
        word
        for word in ours
        if word not in LIGHT
        and word not in MODAL
        and word not in _CHATTER
        and not any(_alike(word, other) for other in theirs)
    ]


def _alike(one: str, two: str) -> bool:
    """The same word inflected, spelled the other way or misheard, never its opposite."""
    if stem(one) == stem(two) or spelled(one) == spelled(two):
        return True
    if not (one.isalpha() and two.isalpha()) or min(len(one), len(two)) < 6:
        return False
    return one[:3] == two[:3] and fuzz.ratio(one, two) >= 88
