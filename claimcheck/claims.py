"""Which sentences of the article can be checked, and why the others can't.

A sentence can be checked when it states something that a record, a witness or a recording could
bear out or refute; wording that judges beside such a statement takes nothing from it. Signs in the
wording come first. A small classifier over the sentence's vector, fitted on labelled sentences of
our own (`tests/benchmarks/claims.py` fits and measures it, `claims.json` holds the weights), finds
the opinions that have no word of opinion in them, and now and then overrules a sign. In doubt a
sentence counts as checkable: an idle check costs a glance, a conflict that was never looked for
costs a correction.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from hashlib import sha256
from importlib.resources import files
from math import log1p
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from . import wording
from .records import Claim, Sentence, Source, frame, records

if TYPE_CHECKING:
    import pandas as pd

Floats = npt.NDArray[np.floating[Any]]

WORDED = {
    "opinion": "worded like a judgement, and nobody is named who made it",
    "prediction": "worded like a guess at what may come, and nobody is named who made it",
    "rhetoric": "worded like an aside or an appeal to the reader",
    "no fact": "worded like a heading",
}
_LEAST = 0.35  # a sentence without a sign is no fact where a fact is less likely than this
_SURE = 0.8  # a fact so likely outweighs a sign
_MARKS = str.maketrans("", "", '“”"«»*_')
_WORD = re.compile(r"[^\W\d_]+")
_QUOTATION = re.compile(r'[“"«]([^“”"«»\n]{12,2000})(?:[”"»]|$)', re.MULTILINE)


def extract(
    sentences: pd.DataFrame, article: Source, vectors: Floats | None = None
) -> pd.DataFrame:
    """Tell for each sentence of the article whether it can be checked.

    Args:
        sentences: a frame of `Sentence`, of any sources; those of the article are taken.
        article: the article; its text shows which sentences lie inside quotation marks.
        vectors: the unit vectors of the article's sentences by the packaged model, shape
            (n, 384); without them the signs in the wording decide alone.

    Returns:
        A frame of `Claim`, one row a sentence in the article's order. ``reason`` is empty where
        the claim is checkable, else ``opinion``, ``prediction``, ``question``, ``rhetoric`` or
        ``no fact``, a colon, and what shows it; "worded like" is the classifier's word. An id
        hangs on the words and on how often they came before, so that it survives a sentence
        inserted above.

    Examples:
        >>> article = Source("article", "article", "", "The dam burst in 1987. It is a disgrace.")
        >>> rows = [Sentence("article:0", "article", 0, 22, article.text[:22]),
        ...         Sentence("article:1", "article", 23, 40, article.text[23:])]
        >>> extract(frame(Sentence, rows), article)["reason"].tolist()
        ['', 'opinion: “is a disgrace” judges and states no fact']
    """
    own = sentences[sentences["source_id"] == article.id]
    likely = None if vectors is None else likelihoods(own["text"].tolist(), vectors)
    spans = _quotations(article.text)
    seen: Counter[str] = Counter()
    claims = []
    for n, sentence in enumerate(records(Sentence, own)):
        words = _normal(sentence.text)
        seen[words] += 1
        why = "" if _is_quoted(sentence, spans) else reason(sentence.text)
        if likely is not None and not _is_quoted(sentence, spans):
            why = weigh(sentence.text, why, likely[n])
        digest = sha256(f"{words}#{seen[words]}".encode()).hexdigest()[:10]
        # A letter first: a spreadsheet takes 12e4567890 for a number and writes another.
        claims.append(Claim(f"c{digest}", sentence.id, sentence.text, not why, why))
    return frame(Claim, claims)


def reason(sentence: str) -> str:
    """Say why a sentence can't be checked, by its words alone.

    Args:
        sentence: the text of one sentence.

    Returns:
        The reason (see `extract`), or an empty text where the sentence can be checked.

    Examples:
        >>> reason("A masterly finish: the Rovers won 3-1.")
        ''
        >>> reason("Who will pay for all this?")
        'question: it asks and states nothing'
        >>> reason("Rents could double before long.")
        'prediction: “could” tells what may come, and nobody is named who said it'
        >>> reason("The Road to Recovery")
        'no fact: words without a verb, such as a heading'
    """
    sentence = sentence.translate(_MARKS).strip()
    if not any(c.isalpha() for c in sentence):
        return "no fact: no words"
    if wording.ATTRIBUTED.search(sentence):
        return ""
    if wording.QUESTION.search(sentence):
        return "question: it asks and states nothing"
    if wording.LISTICLE.search(sentence) and not wording.EVENT.search(sentence):
        return "no fact: a heading that announces a list or a part"
    if wording.FIGURE.search(sentence):
        return ""
    return _without_figures(sentence)


def weigh(sentence: str, sign: str, likely: Floats) -> str:
    """Set the classifier's view against the signs in the wording.

    Args:
        sentence: the text of one sentence.
        sign: the reason that the signs give (see `reason`); empty where there is none.
        likely: how likely the sentence is of each sort in `WORDED`, shape (4,).

    Returns:
        The reason, or an empty text where the sentence can be checked.

    Examples:
        >>> weigh("It is a slow burn.", "", np.array([0.9, 0.0, 0.0, 0.0]))
        'opinion: worded like a judgement, and nobody is named who made it'
        >>> weigh("It weighs 9 kg.", "", np.array([0.9, 0.0, 0.0, 0.0]))
        ''
    """
    fact = 1 - likely.sum()
    if sign:
        firm = sign.startswith(("question", "no fact"))
        return "" if fact > _SURE and not firm else sign
    if fact > _LEAST or any(c.isdigit() for c in sentence) or _is_attributed(sentence):
        return ""
    sort = list(WORDED)[int(likely.argmax())]
    return f"{sort}: {WORDED[sort]}"


def likelihoods(texts: Sequence[str], vectors: Floats) -> Floats:
    """Tell how likely sentences are of each sort that states no fact.

    Args:
        texts: n sentences.
        vectors: their unit vectors by the packaged model, shape (n, 384).

    Returns:
        An array of shape (n, 4), a column for each sort in `WORDED`; what a row lacks to 1 is
        the likelihood of a fact (multinomial logistic regression).
    """
    weight, offset = _weights()
    odds = np.exp(np.clip(features(texts, vectors) @ weight.T + offset, -30, 30))
    return np.asarray(odds / (1 + odds.sum(axis=1, keepdims=True)))


def features(texts: Sequence[str], vectors: Floats) -> Floats:
    """Lay out what the classifier weighs: vector, capitalised words, length; shape (n, 386)."""
    counts = np.zeros((len(texts), 2))
    for n, text in enumerate(texts):
        words = _WORD.findall(text)
        capitals = sum(word[0].isupper() for word in words[1:])
        counts[n] = min(capitals, 3) / 6, log1p(len(words)) / 6  # on the scale of the vectors
    return np.hstack([vectors, counts])


@lru_cache(maxsize=1)
def _weights() -> tuple[Floats, Floats]:
    """The weights of the sorts against a fact, shape (4, 386), and their offsets."""
    read = json.loads(files(__package__).joinpath("claims.json").read_text(encoding="utf-8"))
    rows = np.array([read["weights"][sort] for sort in WORDED])
    return rows[:, 1:], rows[:, 0]


def _is_attributed(sentence: str) -> bool:
    return bool(wording.ATTRIBUTED.search(sentence.translate(_MARKS)))


def _without_figures(sentence: str) -> str:
    """The reason, for a sentence that nobody said and that gives no figure."""
    happened = wording.EVENT.search(sentence)
    if found := wording.RHETORIC.search(sentence):
        return f"rhetoric: {_cite(found)} addresses the reader and states no fact"
    if not happened and _is_heading(sentence):
        return "no fact: words without a verb, such as a heading"
    if found := wording.VIEW.search(sentence):
        return f"opinion: {_cite(found)} gives a view and states no fact"
    if happened or wording.PLAN.search(sentence) or wording.PROPOSAL.search(sentence):
        return ""
    if found := wording.OPINION.search(sentence):
        return f"opinion: {_cite(found)} judges and states no fact"
    if found := wording.FUTURE.search(sentence):
        return f"prediction: {_cite(found)} tells what may come, and nobody is named who said it"
    return ""


def _is_heading(sentence: str) -> bool:
    if wording.WH_HEADING.search(sentence):
        return True
    closed = sentence.rstrip("\"'”’)*_ ").endswith((".", "!", "?", ";"))
    if closed and not wording.VERBLESS.search(sentence):
        return False
    return not wording.VERB.search(sentence)


def _cite(found: re.Match[str]) -> str:
    words = found.group().strip(" .,;:!\"'“”").split()
    return f"“{' '.join(words[:8])}”"


@lru_cache(maxsize=8)
def _quotations(text: str) -> tuple[tuple[int, int], ...]:
    return tuple(found.span(1) for found in _QUOTATION.finditer(text))


def _is_quoted(sentence: Sentence, spans: tuple[tuple[int, int], ...]) -> bool:
    """Whether most of a sentence is somebody's words: that they were said can be checked."""
    inside = sum(max(0, min(sentence.end, b) - max(sentence.start, a)) for a, b in spans)
    return inside > 0.6 * (sentence.end - sentence.start)


def _normal(text: str) -> str:
    """A text whose claims keep their id when marks, case or spaces are set anew."""
    text = unicodedata.normalize("NFKC", text).translate(str.maketrans("‘’“”", "''\"\""))
    return " ".join(text.casefold().split())
