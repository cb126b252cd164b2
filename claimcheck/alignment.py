"""How well two facts fill the same slot: the words around them, weighed by rarity and nearness.

Knowing which figure of a source answers a figure of the article is the hard part of comparing
them. Two facts fill one slot when the words that stand near the one stand near the other too.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from math import exp

import numpy as np
import numpy.typing as npt

from . import stems
from .records import Fact, Sentence

Floats = npt.NDArray[np.float32]

_WORD = re.compile(r"\w+(?:['’]\w+)?")
_NEAR = 4.0  # tokens within which a neighbour counts most
_FAR = 0.3  # what a word of the same sentence counts however far away
_CONTEXT = 0.15  # what a word of the sentence before or after counts

# What stands between two members of a list, such as "A, B and the C".
LIST_JOINT = re.compile(r"\s*+(?:,|,?\s*(?:and|or|&))\s*+(?:the\s+)?")

FUNCTION_WORDS = frozenset(
    """a about after again against all also although am an and any are as at be because been before
    being between both but by can could did do does doing down during each for from further had has
    have having he her here hers him his how however i if in into is it its itself just like may me
    might more most much must my no nor not of off on once one only or other our out over own per
    said same say says shall she should since so some still such than that the their them then there
    these they this those through to told too under until up upon us very was we were what when
    where whether which while who whom whose why will with within would yet you your""".split()
)


@dataclass(frozen=True)
class Token:
    """A content word's stem, and where the word stands in its sentence."""

    stem: str
    start: int
    end: int
    position: int


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """Cut a word to its stem (Porter2, the Snowball project's English stemmer).

    Args:
        word: one word, in any case.

    Returns:
        The stem in lower case, without a possessive ending.

    Examples:
        >>> stem("Ferries"), stem("ferry's")
        ('ferri', 'ferri')
    """
    word = re.sub(r"['’]s?$", "", word.lower())
    return stems.stem(word)


@lru_cache(maxsize=16384)
def tokens(text: str) -> tuple[Token, ...]:
    """Cut a sentence into the stems of its content words.

    Args:
        text: the sentence.

    Returns:
        Its content words in order; function words count as positions but are left out.

    Examples:
        >>> [t.stem for t in tokens("The ferries were late on Monday.")]
        ['ferri', 'late', 'monday']
    """
    return tuple(
        Token(stem(m.group()), m.start(), m.end(), position)
        for position, m in enumerate(_WORD.finditer(text))
        if m.group().lower() not in FUNCTION_WORDS
    )


class Rarity:
    """How rare each stem is among the sentences of a case (inverse document frequency).

    The smoothed form of Robertson & Zaragoza (2009), "The Probabilistic Relevance Framework".

    Examples:
        >>> rarity = Rarity(["The ferry sank.", "The ferry sailed."])
        >>> rarity["sank"] > rarity["ferri"] > 0
        True
    """

    def __init__(self, texts: Iterable[str]) -> None:
        texts = list(texts)
        seen = Counter(chain.from_iterable({t.stem for t in tokens(text)} for text in texts))
        self._count = len(texts)
        self._weight = {word: self._idf(n) for word, n in seen.items()}

    def _idf(self, n: int) -> float:
        return float(np.log1p((self._count - n + 0.5) / (n + 0.5)))

    def __getitem__(self, word: str) -> float:
        return self._weight.get(word, self._idf(0))


def frames(
    facts: Sequence[Fact],
    sentences: Sequence[Sentence],
    contexts: Sequence[Sequence[str]],
    rarity: Rarity,
    vocabulary: dict[str, int],
) -> Floats:
    """Describe each fact by the words around it, the fact itself left out.

    Args:
        facts: n facts.
        sentences: the sentence that each one stands in.
        contexts: the texts of the sentences beside it, counted weakly.
        rarity: the weight of each stem.
        vocabulary: the column of each stem; stems without one are passed over.

    Returns:
        An (n, len(vocabulary)) array; a row has length 1 with the words that have no column, so
        that the product of two rows is a cosine.
    """
    out = np.zeros((len(facts), len(vocabulary)), dtype=np.float32)
    rest = np.zeros((len(facts), 1), dtype=np.float32)  # of words that have no column
    for n, (fact, sentence, context) in enumerate(zip(facts, sentences, contexts, strict=True)):
        for stem, weight in _weighed(fact, sentence, context).items():
            column = vocabulary.get(stem)
            if column is None:
                rest[n] += (weight * rarity[stem]) ** 2
            else:
                out[n, column] = weight * rarity[stem]
    lengths = np.sqrt((out**2).sum(axis=1, keepdims=True) + rest)
    out /= np.where(lengths > 0, lengths, 1)
    return out


def _weighed(fact: Fact, sentence: Sentence, context: Sequence[str]) -> dict[str, float]:
    """Weigh the stems around a fact by how near they stand."""
    start, end = fact.start - sentence.start, fact.end - sentence.start
    words = tokens(sentence.text)
    left = [t.position for t in words if t.end <= start]
    right = [t.position for t in words if t.start >= end]
    edge_left = left[-1] + 1 if left else 0
    edge_right = right[0] - 1 if right else 0
    found: dict[str, float] = {}
    for token in words:
        if start < token.end and token.start < end:
            continue
        away = edge_left - token.position if token.end <= start else token.position - edge_right
        near = _FAR + (1 - _FAR) * exp(-(away - 1) / _NEAR)
        found[token.stem] = max(found.get(token.stem, 0), near)
    for token in chain.from_iterable(map(tokens, context)):
        found.setdefault(token.stem, _CONTEXT)
    return found


def vocabulary(texts: Iterable[str]) -> dict[str, int]:
    """Number the stems of some sentences.

    Args:
        texts: the sentences.

    Returns:
        A column number for each stem, in order of first appearance.

    Examples:
        >>> vocabulary(["The ferry sank.", "A ferry sailed."])
        {'ferri': 0, 'sank': 1, 'sail': 2}
    """
    columns: dict[str, int] = {}
    for token in chain.from_iterable(map(tokens, texts)):
        columns.setdefault(token.stem, len(columns))
    return columns


def presence(texts: Sequence[str], columns: Mapping[str, int]) -> Floats:
    """Mark which stems each text has.

    Args:
        texts: n texts.
        columns: the column of each stem; stems without one are passed over.

    Returns:
        An (n, len(columns)) array of 0 and 1.

    Examples:
        >>> presence(["The ferry sank."], {"ferri": 0, "sail": 1}).tolist()
        [[1.0, 0.0]]
    """
    out = np.zeros((len(texts), len(columns)), dtype=np.float32)
    for row, text in zip(out, texts, strict=True):
        row[[columns[t.stem] for t in tokens(text) if t.stem in columns]] = 1
    return out
