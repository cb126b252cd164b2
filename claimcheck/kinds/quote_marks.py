"""Where quotations open and close, in curly and straight, double and single marks."""

from __future__ import annotations

import re
from collections.abc import Iterator

LONGEST = 6000  # characters; a mark that closes no sooner was never an opening one

_MARK = re.compile(r"[\"“”„‟«»‘’'‚]")
_ELISION = re.compile(r"['‘’](?:\d0s\b|\d\d\b|(?:em|til|tis|twas|n|cause|bout|round)\b)", re.I)
_LEAD = re.compile(r"[\s>*•·\-–—\d.)]*")


def spans(text: str) -> Iterator[tuple[int, int]]:
    """The stretches between an opening mark and the mark that closes it."""
    marks = [found.start() for found in _MARK.finditer(text)]
    at = 0
    while at < len(marks):
        opening = marks[at]
        if not _opens(text, opening):
            at += 1
            continue
        closing = _closing(text, marks, at)
        if closing is None:
            at += 1
            continue
        yield opening + 1, marks[closing]
        at = closing + 1


def _around(text: str, at: int) -> tuple[str, str]:
    """The characters before and after a mark; a line's end counts as a space."""
    return text[at - 1 : at] or " ", text[at + 1 : at + 2] or " "


def _opens(text: str, at: int) -> bool:
    mark = text[at]
    before, after = _around(text, at)
    if mark in "”»" or after.isspace() or (mark in "’'‘" and _ELISION.match(text, at)):
        return False
    if mark in "“„‟«":
        return True
    free = before.isspace() or before in "([{—–-/:\"“‘'>*_"
    return free and mark != "’" and (after.isalnum() or after in "[(…\"“‘'$£€.#@*_¿¡-–—")


def _closing(text: str, marks: list[int], at: int) -> int | None:
    """The position in ``marks`` that closes the quotation opened at ``at``, if one does."""
    opening = text[marks[at]]
    single = opening in "‘'‚"
    weak = None
    for k in range(at + 1, len(marks)):
        here = marks[k]
        gap = text[marks[k - 1] + 1 : here]
        mark, (before, after) = text[here], _around(text, here)
        if here - marks[at] > LONGEST:
            return weak
        if (mark in "‘’'‚") is not single:
            if _paragraph(gap) and not _continues(text, here):
                return weak
            continue
        if _paragraph(gap):
            if _continues(text, here):
                continue  # each further paragraph opens again
            return weak
        if single and ((before.isalnum() and after.isalnum()) or _ELISION.match(text, here)):
            continue
        if _opens(text, here) and (mark in "“‘„«" or not before.isalnum()):
            return weak  # another quotation opens: this one was never closed
        if before.isspace() and after.isalnum():
            continue
        if not single or before != "s" or not after.isspace():
            return k
        weak = k  # the workers' pay: a closing mark only if none follows
    return weak


def _paragraph(gap: str) -> bool:
    return "\n\n" in gap or bool(re.search(r"\n\s*\n|[.!?…]\s*\n", gap))


def _continues(text: str, at: int) -> bool:
    """A mark that opens a line, as in a further paragraph of one quotation."""
    line = text.rfind("\n", 0, at) + 1
    return _LEAD.fullmatch(text, line, at) is not None and _opens(text, at)
