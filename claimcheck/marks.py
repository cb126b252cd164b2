"""Words to mark in a text, cut into pieces that can be shown one after the other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from .entailment.judged import Share
from .records import Level, Source

_TELLING = 0.25  # of the largest share: a word that is shaded
WORST = (Level.CONFLICTS, Level.UNCLEAR, Level.CLOSE, Level.AGREES, Level.ABSENT)


@dataclass(frozen=True, slots=True)
class Mark:
    """Words to mark: where, how they stand, and the number that ties the two sides together."""

    start: int
    end: int
    level: str
    number: int = 0
    title: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text under the same marks; ``numbers`` are of the marks that end with it."""

    text: str
    level: str = ""
    title: str = ""
    numbers: tuple[int, ...] = ()


def worst(levels: Iterable[str]) -> Level:
    return min((Level(level) for level in levels), key=WORST.index)


def blocks(source: Source) -> Iterator[tuple[int, int]]:
    """The paragraphs, and whatever text lies between them."""
    at = 0
    for turn in sorted(source.turns, key=lambda t: t.start):
        if source.text[at : turn.start].strip():
            yield at, turn.start
        yield max(at, turn.start), turn.end
        at = max(at, turn.end)
    if source.text[at:].strip():
        yield at, len(source.text)


def pieces(text: str, start: int, end: int, marks: Sequence[Mark]) -> list[Piece]:
    """Cut a stretch of text where a mark begins or ends; where marks overlap the worst shows.

    Examples:
        >>> marks = [Mark(4, 10, "conflicts", 1), Mark(4, 6, "agrees", 2)]
        >>> [(p.text, p.level, p.numbers) for p in pieces("The 40 per cent", 0, 15, marks)]
        [('The ', '', ()), ('40', 'conflicts', (2,)), (' per', 'conflicts', (1,)),
         (' cent', '', ())]
    """
    marks = [m for m in marks if m.start < end and m.end > start]
    edges = {start, end, *(m.start for m in marks), *(m.end for m in marks)}
    out: list[Piece] = []
    for a, b in pairwise(sorted(e for e in edges if start <= e <= end)):
        over = [m for m in marks if m.start <= a and b <= m.end]
        worst = min(over, key=lambda m: WORST.index(Level(m.level)), default=Mark(a, b, ""))
        numbers = tuple(dict.fromkeys(m.number for m in over if m.number and min(m.end, end) == b))
        title = "; ".join(dict.fromkeys(m.title for m in over if m.title))
        piece = Piece(text[a:b], worst.level, title, numbers)
        if out and not out[-1].numbers and (out[-1].level, out[-1].title) == (piece.level, title):
            piece = replace(piece, text=out.pop().text + piece.text)
        out.append(piece)
    return out


def shades(text: str, shares: Sequence[Share]) -> list[tuple[str, int]]:
    """Cut a text into words by how much the judge's result hangs on them.

    Args:
        text: a sentence.
        shares: where its words start and end, and their shares, -1 to 1, in order.

    Returns:
        Pieces that make up the text, each with a step from 0 (nothing hangs on it) to 4, or -1 for
        a word that speaks against the result.

    Examples:
        >>> shades("It is shut.", [(0, 2, 0.1), (3, 5, -0.6), (6, 11, 1.0)])
        [('It ', 0), ('is', -1), (' ', 0), ('shut.', 4)]
    """
    steps = [(start, end, _step(share)) for start, end, share in shares]
    out, at = [], 0
    for start, end, step in steps:
        if step:
            out += [(text[at:start], 0), (text[start:end], step)]
            at = end
    out.append((text[at:], 0))
    return [(part, step) for part, step in out if part]


def _step(share: float) -> int:
    return -1 if share <= -_TELLING else int(4 * share) if share >= _TELLING else 0
