"""Text into sentences, each with its offsets.

Boundaries that nobody would doubt are cut by a pattern, in linear time; what stands between two of
them goes to pysbd (rule-based, after the Pragmatic Segmenter), whose time grows with the square.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING

from claimcheck.records import Sentence, Source, Turn, frame

if TYPE_CHECKING:
    import pandas as pd
    from pysbd import Segmenter

PYSBD_TEXT = 1_000_000  # characters of a source beyond which the pattern alone splits
PYSBD_PIECE = 3_000  # characters of a piece beyond which pysbd would take a noticeable time
KEPT_WHOLE = 400  # a quotation or bracket up to this length is one sentence's
LONGEST = 800  # characters; an encoder reads about 256 word pieces
LONGEST_UNPUNCTUATED = 240
ANSWER = 200  # up to which a sentence after a question is read with it
SHORT = 60  # up to which any sentence is read with the one before it

Span = tuple[int, int]

_SPACE = re.compile(r"\s+")

_ABBREVIATIONS = frozenset(
    re.findall(
        r"\S+",
        """
        adm al approx apr assn assoc asst atty aug ave blvd brig bros ca calif capt cf
        cmdr co col comdr corp ct dec dept det dist dr e.g eg esp esq est etc ext feb
        fig figs fr ft gen gov govt hon hr hwy i.e ie inc insp jan jr jul jun lieut lt
        ltd maj messrs min mr mrs ms msgr mt no nos nov nr oct op p para pfc ph ph.d pp
        prof pte pvt rd ref rep reps ret rev rs rt sec sen sens sept sgt sr st supt univ
        v viz vol vols vs
        """,
    )
)

_SAFE = re.compile(
    r"""
    (?<=[a-z])                # the last letter of a word in small letters
    (?P<mark> [.!?] )
    (?P<closing> ["”’)\]]* )  # a closing mark belongs to its sentence
    \s+
    (?= ["“‘(\[]? [A-Z] )     # and a capital follows
    """,
    re.VERBOSE,
)
_PLAIN = re.compile(
    r"""
    (?<![.!?…]) [.!?…]+ ["”’)\]]*  # the end of a sentence, with its closing marks
    \s+
    (?= ["“‘(\[]? [^\W_a-z] ) # before a capital or a figure
    """,
    re.VERBOSE,
)
_WHOLE = re.compile(
    r"""
      “ [^“”]* ”
    | " [^"]* "
    | \( [^()]* \)
    | \[ [^\[\]]* \]
    """,
    re.VERBOSE,
)
_INNER_END = re.compile(r"[.!?…][\"”’')\]]*\s")
_LAST_WORD = re.compile(r"[^\W\d_][\w.]*\Z")
# What opens no sentence, and so belongs to the one before.
_CLOSING = re.compile(r"[\s\"”’')\].!?…]*[\"”’')\].!?…](?=\s|\Z)")
_FIGURE = re.compile(r"\d{1,4}[.!?][\"”’)]*(?=\s|\Z)")
_LEADS = re.compile(  # abbreviations that always have something after them
    r"\b(?: approx | est | messrs | mrs? | ms | dr | prof | vs | figs? | cf | e\.g | i\.e )\.\Z",
    re.VERBOSE | re.IGNORECASE,
)
_ZONE = re.compile(r"(?:Eastern|Central|Mountain|Pacific|[ECMP][SD]?T|GMT|UTC|BST|CES?T)\b")
_SAID = re.compile(
    r"""
    (?: [A-Z][\w.’'-]* \s ){1,4}                                # “Why now?” Jane Roe asked.
    (?: said | says | asked | asks | added | wrote | told | replied | joked | shouted )\b
    """,
    re.VERBOSE,
)


def split(source: Source) -> pd.DataFrame:
    """Split a source into sentences, turn by turn.

    Args:
        source: a source or the article; one without turns is split by its paragraphs.

    Returns:
        A frame of ``Sentence``; ids count from 0 after the source's id, ``start`` and ``end``
        count characters of ``source.text``, speaker and time are those of the turn. A sentence
        never crosses a turn, and nothing but white space lies between two sentences. What has
        no end for 800 characters (240 without any punctuation) is cut between words.

    Examples:
        >>> split(Source("talk", "talk", "A talk", "It cost 2.5m. Dr. Roe agreed."))[["id", "text"]]
               id             text
        0  talk:0    It cost 2.5m.
        1  talk:1  Dr. Roe agreed.
    """
    text = source.text
    segmenter = _segmenter() if len(text) <= PYSBD_TEXT else None
    rows = [
        (start, end, turn)
        for turn in source.turns or _paragraphs(text)
        for start, end in _turn(text, turn.start, turn.end, segmenter)
    ]
    return frame(
        Sentence,
        (
            Sentence(f"{source.id}:{n}", source.id, start, end, text[start:end], t.speaker, t.time)
            for n, (start, end, t) in enumerate(rows)
        ),
    )


def _segmenter() -> Segmenter:
    import pysbd

    return pysbd.Segmenter(language="en", clean=False)


def _paragraphs(text: str) -> list[Turn]:
    return [Turn(m.start(), m.end()) for m in re.finditer(r"[^\r\n]+", text)]


def _turn(text: str, start: int, end: int, segmenter: Segmenter | None) -> Iterator[Span]:
    """Spans of the sentences of one turn, stripped and of bearable length."""
    for piece in _cut(start, _safe_points(text, start, end), end):
        for sentence in _sentences(text, piece, segmenter):
            yield from _shorten(text, *sentence)


def _cut(start: int, points: list[int], end: int) -> list[Span]:
    bounds = [start, *points, end]
    return list(pairwise(bounds))


def _safe_points(text: str, start: int, end: int) -> list[int]:
    """Where a sentence begins beyond doubt, outside of quotations and brackets."""
    whole = iter(
        m.span() for m in _WHOLE.finditer(text, start, end) if m.end() - m.start() <= KEPT_WHOLE
    )
    held = next(whole, None)
    points = []
    for m in _SAFE.finditer(text, start, end):
        while held and held[1] <= m.start("mark"):
            held = next(whole, None)
        inside = held is not None and held[0] < m.end() < held[1]
        spoken = m["mark"] != "." and m["closing"]  # “Why now?” Roe asked.
        if not inside and not spoken and _is_plain_word(text, m.start("mark"), start):
            points.append(m.end())
    return points


def _is_plain_word(text: str, end: int, start: int) -> bool:
    """Whether a word in small letters that is no abbreviation ends here."""
    word = _LAST_WORD.search(text, max(start, end - 24), end)
    return (
        word is not None
        and len(word[0]) >= 3
        and word[0].islower()
        and "." not in word[0]
        and word[0] not in _ABBREVIATIONS
    )


def _sentences(text: str, piece: Span, segmenter: Segmenter | None) -> list[Span]:
    start, end = _strip(text, *piece)
    if start == end:
        return []
    if not _INNER_END.search(text, start, end):
        return [(start, end)]
    spans = None
    if segmenter is not None and end - start <= PYSBD_PIECE:
        spans = _by_pysbd(text, start, end, segmenter)
    return _repair(text, spans or _by_pattern(text, start, end))


def _by_pysbd(text: str, start: int, end: int, segmenter: Segmenter) -> list[Span] | None:
    """Spans that pysbd finds, or nothing where it altered or lost a character."""
    # pysbd ends a sentence at every line feed, and a turn may hold hard-wrapped lines.
    flat = re.sub(r"\s", " ", text[start:end])
    spans, at = [], 0
    for found in segmenter.processor(flat).process():  # `segment` makes a pattern of each sentence
        words = found.strip()
        if not words:
            continue
        here = flat.find(words, at)
        if here < 0 or flat[at:here].strip():
            return None
        at = here + len(words)
        spans.append((start + here, start + at))
    return None if flat[at:].strip() else spans


def _by_pattern(text: str, start: int, end: int) -> list[Span]:
    points = [m.end() for m in _PLAIN.finditer(text, start, end) if _ends(text, m.start(), start)]
    return [_strip(text, *span) for span in _cut(start, points, end)]


def _ends(text: str, mark: int, start: int) -> bool:
    """Whether the mark ends a sentence, not an abbreviation, an initial or a list number."""
    if text[mark] != ".":
        return True
    word = _LAST_WORD.search(text, max(start, mark - 24), mark)
    if word is None:
        return mark - start > 4 or not text[start:mark].strip().isdigit()
    return not (len(word[0]) == 1 or "." in word[0] or word[0].lower() in _ABBREVIATIONS)


def _repair(text: str, spans: list[Span]) -> list[Span]:
    """Give closing marks back to their sentence, and join what was torn apart."""
    out: list[Span] = []
    for start, end in spans:
        if out:
            last = out[-1]
            stray = _CLOSING.match(text, start, end)
            if stray is None and text[last[1] - 1].isalpha():  # It fell to 5. Then it rose.
                stray = _FIGURE.match(text, start, end)
            if stray:
                out[-1] = (last[0], stray.end())
                start = _strip(text, stray.end(), end)[0]
                if start == end:
                    continue
            elif _goes_on(text, last, start, end):
                out[-1] = (last[0], end)
                continue
        out.append((start, end))
    return out


def _goes_on(text: str, last: Span, start: int, end: int) -> bool:
    tail = text[last[0] : last[1]]
    if tail.rstrip("\"”’'") != tail:  # a quotation and who said it
        head = text[start : min(end, start + 120)]
        asked = tail.rstrip("\"”’'")[-1:] in "?!"
        return head[:1].islower() or (asked and _SAID.match(head) is not None)
    if _LEADS.search(tail, max(0, len(tail) - 24)):
        return True
    if tail.endswith(("a.m.", "p.m.")) and _ZONE.match(text, start, end):
        return True
    word = _LAST_WORD.search(tail, max(0, len(tail) - 24), len(tail) - 1)
    short = word is not None and tail[-1] == "." and word[0].lower() in _ABBREVIATIONS
    return text[start].islower() and (short or tail.endswith(("..", "…")))


def _shorten(text: str, start: int, end: int) -> Iterator[Span]:
    """Cut what has no end into windows between words, best after a mark."""
    limit = LONGEST
    if end - start > LONGEST_UNPUNCTUATED and not re.search(r"[,;:.!?…]", text[start:end]):
        limit = LONGEST_UNPUNCTUATED
    while end - start > limit:
        window = text[start : start + limit]
        mark = max(window.rfind(sign) for sign in (", ", "; ", ": ", "– ", "— "))
        space = max(window.rfind(sign) for sign in (" ", "\n", "\t"))
        cut = mark + 2 if mark > limit // 3 else space if space > limit // 3 else limit
        part = _strip(text, start, start + cut)
        if part[0] < part[1]:
            yield part
        start = _strip(text, start + cut, end)[0]
    if start < end:
        yield start, end


def _strip(text: str, start: int, end: int) -> Span:
    blank = _SPACE.match(text, start, end)
    start = blank.end() if blank else start
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def before(sentences: pd.DataFrame) -> pd.Series:
    """Give the words that a sentence of a source can't be understood without.

    "Eighteen years." says nothing without the question that it answers. So an answer is read with
    its question, and a very short sentence with the one before it.

    Args:
        sentences: a frame of `Sentence`.

    Returns:
        A text a row, ended by a space, or empty; always empty in the article.

    Examples:
        >>> from claimcheck.records import Sentence, frame
        >>> asked, answer = "How long have you been a pilot?", "Eighteen years."
        >>> talk = [Sentence("t:0", "t", 0, 31, asked), Sentence("t:1", "t", 32, 47, answer)]
        >>> before(frame(Sentence, talk)).tolist()
        ['', 'How long have you been a pilot? ']
    """
    source, text = sentences["source_id"], sentences["text"]
    previous = text.shift().where(source.eq(source.shift()) & (source != "article"), "").fillna("")
    answers = previous.str.endswith("?") & (text.str.len() < ANSWER)
    return (previous + " ").where((previous != "") & (answers | (text.str.len() < SHORT)), "")
