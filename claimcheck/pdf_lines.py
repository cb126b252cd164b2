"""Lines as they stand on the pages of a PDF -> paragraphs, headings and running heads.

A PDF has letters at places and no paragraphs. Where a paragraph ends is told by the room between
two lines, the size of the type, an indent, and a line that ends early.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import pairwise
from statistics import quantiles
from typing import NamedTuple

EDGE = 3  # lines from the top and the bottom of a page among which a running head is looked for
CHAPTER = 6  # pages on which a head of several words stands at least, in a long document

_PAGE_NUMBER = re.compile(r"(?:page\s?)?[-–—|/\s]*\d{1,4}(?:\s?(?:of|/)\s?\d{1,4})?[-–—|\s]*", re.I)
_ENDS = re.compile(r"[.!?…:;][\"”’»)\]\u2070-\u2079\u00b2\u00b3\u00b9]*\Z")
_OPENS = re.compile(
    r"""
      [•◦▪‣·*–—-] \s                                       # an item
    | \(? \d{1,2} [.)] \s
    | >> | [\[(]? \d{1,2}:\d\d                             # a turn of a transcript
    | [A-Z][\w.’'-]* (?: \s [\w.’'-]+ ){0,3} \s? : (?: \s | \Z )
    """,
    re.VERBOSE,
)
_COMPOUND = re.compile(r"(?<![^\W\d_])[^\W\d_]+-[^\W\d_]+")
_BOUND = frozenset(  # what is rarely the first half of one word
    """
    all anti cross eight eighty ex fifty five forty four full half high left long low mid nine
    ninety non north off one part post pre pro right second self semi seven seventy short six
    sixty so south ten third thirty three twenty two under well
    """.split()
)


class Line(NamedTuple):
    """A line of text, where its first letter stands (points from the lower left), and its size."""

    text: str
    page: int
    x: float
    y: float
    size: float


class Paragraph(NamedTuple):
    """Lines joined; ``size`` is that of their type in points."""

    text: str
    page: int
    size: float


def part_running(lines: Sequence[Line]) -> tuple[list[Line], list[str]]:
    """Part the text from the heads, feet and numbers of its pages.

    Args:
        lines: the lines of all pages, in reading order.

    Returns:
        The lines of the text; and what repeats at one place of many pages (at the top or bottom,
        figures aside), each wording once, with page numbers.

    Examples:
        >>> pages = [Line("Minutes", n, 50, 800, 9) for n in range(3)]
        >>> text = [Line(f"{word}.", n, 50, 400, 12) for n, word in enumerate(("One", "Two"))]
        >>> part_running([*pages, *text])[1]
        ['Minutes']
    """
    by_page: dict[int, list[int]] = defaultdict(list)
    for n, line in enumerate(lines):
        by_page[line.page].append(n)
    edges: dict[tuple[str, int], list[int]] = defaultdict(list)
    dropped: set[int] = set()
    for on_page in by_page.values():
        down = sorted(on_page, key=lambda n: -lines[n].y)
        for n in dict.fromkeys((*down[:EDGE], *down[-EDGE:])):
            edges[re.sub(r"\d+", "#", lines[n].text), round(lines[n].y / 6)].append(n)
        dropped |= {n for n in (down[0], down[-1]) if _is_number_apart(lines, n, down)}
    for (text, height), found in edges.items():
        near = [*found, *edges.get((text, height + 1), ()), *edges.get((text, height - 1), ())]
        needed = len(by_page) * 0.4
        if " " in text and not text.endswith(":"):  # a chapter's; but "Q." and "ROE:" are turns
            needed = min(needed, CHAPTER)
        if len({lines[n].page for n in near}) >= max(2, needed):
            dropped |= set(near)
    words = dict.fromkeys(lines[n].text for n in sorted(dropped))
    return [line for n, line in enumerate(lines) if n not in dropped], list(words)


def _is_number_apart(lines: Sequence[Line], n: int, down: Sequence[int]) -> bool:
    """Whether a line at the edge is a page's number, well away from the text."""
    others = [abs(lines[m].y - lines[n].y) for m in down if m != n]
    return (
        _PAGE_NUMBER.fullmatch(lines[n].text) is not None
        and min(others, default=0) > 2 * lines[n].size
    )


def paragraphs(lines: Sequence[Line]) -> list[Paragraph]:
    """Join lines into paragraphs, also over the end of a column or a page.

    Args:
        lines: the lines of the text, in reading order.

    Returns:
        The paragraphs. Words parted at the end of a line are joined; the hyphen stays in compounds.

    Examples:
        >>> words = ["The bridge was a remark-", "able work. It opened in", "May 2024."]
        >>> [p.text for p in paragraphs([Line(w, 0, 50, 700 - 14 * n, 12)
        ...                              for n, w in enumerate(words)])]
        ['The bridge was a remarkable work. It opened in May 2024.']
    """
    compounds = {word.lower() for line in lines for word in _COMPOUND.findall(line.text)}
    out: list[Paragraph] = []
    for block in _blocks(lines):
        parts = [block[0].text]
        for line in block[1:]:
            parts[-1], seam = _seam(parts[-1], line.text, compounds)
            parts += [seam, line.text]
        longest = max(block, key=lambda line: len(line.text))
        out.append(Paragraph("".join(parts).replace("\xad", ""), block[0].page, longest.size))
    return out


def body_size(lines: Sequence[Line]) -> float:
    """Say in which size of type most letters are set.

    Args:
        lines: the lines of all pages.

    Returns:
        The size in points, rounded to halves; 0 where there are no lines.

    Examples:
        >>> body_size([Line("Late", 0, 0, 9, 24), Line("It opened in May.", 0, 0, 0, 12.2)])
        12.0
    """
    letters: Counter[float] = Counter()
    for line in lines:
        letters[round(line.size * 2) / 2] += len(line.text)
    return max(letters, key=lambda size: letters[size], default=0.0)


def _blocks(lines: Sequence[Line]) -> list[list[Line]]:
    """Lines of one paragraph each: parted by room and size, then by what the words show."""
    leading = _leading(lines)
    runs: list[list[Line]] = []
    for line in lines:
        if runs and _is_set_on(runs[-1][-1], line, leading):
            runs[-1].append(line)
        else:
            runs.append([line])
    widest: dict[int, int] = defaultdict(int)
    for line in lines:
        widest[line.page] = max(widest[line.page], len(line.text))
    out: list[list[Line]] = []
    for run in runs:
        full = max(len(line.text) for line in run)
        narrow = full < 0.7 * widest[run[0].page]
        out.append(run[:1])
        for before, line in pairwise(run):
            if _ends_early(before, line, full, narrow=narrow):
                out.append([line])
            else:
                out[-1].append(line)
    return out


def _leading(lines: Sequence[Line]) -> float:
    """The usual distance of two lines of a paragraph, as a share of the size of type."""
    shares = [
        (a.y - b.y) / a.size
        for a, b in pairwise(lines)
        if a.page == b.page and _same_size(a, b) and 0.5 * a.size < a.y - b.y < 3 * a.size
    ]
    return quantiles(shares, n=4)[0] if len(shares) > 1 else 1.3


def _same_size(a: Line, b: Line) -> bool:
    return abs(a.size - b.size) <= 0.08 * max(a.size, b.size)


def _is_set_on(a: Line, b: Line, leading: float) -> bool:
    """Whether a line may belong to the paragraph of the one before, by size and room."""
    if not _same_size(a, b) or a.size <= 0:
        return False
    if a.page == b.page and a.y - b.y > -a.size:  # lower, or in the same row
        return a.y - b.y <= (leading + 0.3) * a.size
    return not _ENDS.search(a.text) and not _OPENS.match(b.text)  # the next column or page


def _ends_early(a: Line, b: Line, full: int, *, narrow: bool) -> bool:
    """Whether a paragraph ends with the first of two lines, by its length, mark and indent."""
    ends = _ENDS.search(a.text) is not None
    if b.text[:1].islower() or a.text.endswith(("-", "\xad")):
        return False
    if ends and (narrow or _OPENS.match(b.text) or b.x > a.x + 0.8 * a.size):
        return True
    room = len(a.text) + 1 + len(b.text.split()[0])
    return room < (0.9 if ends else 0.75) * full


def _seam(before: str, after: str, compounds: set[str]) -> tuple[str, str]:
    """A line as it is joined to the next, and what comes between the two."""
    if before.endswith("\xad"):
        return before[:-1], ""
    if not re.search(r"\w-\Z", before) or not after[:1].isalnum():
        return before, " "
    first, second = re.search(r"(?<![^\W\d_])[^\W\d_]*-\Z", before), re.match(r"[^\W\d_]*", after)
    one, two = (m[0].strip("-").lower() if m else "" for m in (first, second))
    whole = one and two and after[0].islower() and one not in _BOUND
    keeps = not whole or f"{one}-{two}" in compounds
    return (before if keeps else before[:-1]), ""
