"""Which sentences of the article can be checked, and why the others can't.

Rules, no model. A sentence can be checked when it states something that a record, a witness or
a recording could bear out or refute; wording that judges beside such a statement takes nothing
from it. Where the rules can't tell, the sentence counts as checkable: an idle check costs a
glance, a conflict that was never looked for costs a correction.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from functools import lru_cache
from hashlib import sha256
from typing import TYPE_CHECKING

from . import wording
from .records import Claim, Sentence, Source, frame, records

if TYPE_CHECKING:
    import pandas as pd

_MARKS = str.maketrans("", "", '“”"«»*_')
_QUOTATION = re.compile(r'[“"«]([^“”"«»\n]{12,2000})(?:[”"»]|$)', re.MULTILINE)


def extract(sentences: pd.DataFrame, article: Source) -> pd.DataFrame:
    """Tell for each sentence of the article whether it can be checked.

    Args:
        sentences: a frame of `Sentence`, of any sources; those of the article are taken.
        article: the article; its text shows which sentences lie inside quotation marks.

    Returns:
        A frame of `Claim`, one row a sentence in the article's order. ``reason`` is empty where
        the claim is checkable, else ``opinion``, ``prediction``, ``question``, ``rhetoric`` or
        ``no fact``, a colon, and what shows it. An id hangs on the words and on how often they
        came before, so that it survives a sentence inserted above.

    Examples:
        >>> article = Source("article", "article", "", "The dam burst in 1987. It is a disgrace.")
        >>> rows = [Sentence("article:0", "article", 0, 22, article.text[:22]),
        ...         Sentence("article:1", "article", 23, 40, article.text[23:])]
        >>> extract(frame(Sentence, rows), article)["reason"].tolist()
        ['', 'opinion: “is a disgrace” judges and states no fact']
    """
    own = sentences[sentences["source_id"] == article.id]
    spans = _quotations(article.text)
    seen: Counter[str] = Counter()
    claims = []
    for sentence in records(Sentence, own):
        words = _normal(sentence.text)
        seen[words] += 1
        why = "" if _is_quoted(sentence, spans) else reason(sentence.text)
        claim_id = sha256(f"{words}#{seen[words]}".encode()).hexdigest()[:10]
        claims.append(Claim(claim_id, sentence.id, sentence.text, not why, why))
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
