"""The words of a line, each with whether its capital says anything.

A capital says nothing at the start of a sentence, in a line of capitals or in a title; a word in
capitals inside a sentence is an acronym unless it is an ordinary word that is stressed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from claimcheck.kinds import gazetteer
from claimcheck.kinds.lexicon import CREEDS, FUNCTION
from claimcheck.kinds.nationalities import homeland
from claimcheck.kinds.ordinary import plain


class Token(NamedTuple):
    """A word: where it stands, and whether its capital may only be the sentence's."""

    start: int
    end: int
    text: str
    word: str  # lower case, without possessive or point
    strict: bool
    shouted: bool  # stands in a line of capitals

    @property
    def acronym(self) -> bool:
        """Whether its capitals are its own."""
        if not self.text.isupper() or len(self.text) < 2 or self.shouted:
            return False
        return len(self.text) < 4 or not (plain(self.word) or ENDINGS.fullmatch(self.word))


Run = list[Token]

_TOKEN = re.compile(
    r"""
    (?:[A-Z]\.){2,}(?!\w)                  # U.S., J.R.R.
  | [A-Z]\.(?=[ ][A-Z])                    # an initial
  | (?:Mr|Mrs|Ms|Dr|Prof|Sen|Rep|Gov|Gen|Col|Lt|Capt|Sgt|Rev|Hon|St|Mt|Ft|Supt|Insp|Det|Cllr|Pres
      |Fr|Sr)\.(?=[ ][A-Z])
  | [^\W_]+                                # a word, with what may stand inside a name:
    (?: (?: ['’&+‑-]                       # O'Neill, AT&T, Jean-Luc
          | (?<=[a-z]):(?=[A-Z])           # a colon between small and capital letter
          | \.(?=[a-z\d]) ) [^\W_]+ )*     # a point inside: 4.5, example.com
    \+{0,2}
    """,
    re.VERBOSE,
)
CODE = re.compile(r"[a-z]+[:]?[A-Z]\w*|[a-z]{1,3}\d{2,}[a-z]*")  # eBike, k95
# The Arabic article and its assimilated forms before a name: al-Sayed, ash-Shami.
_ARTICLE = re.compile(r"(?:a[ldnrstz]|ash|el|es|ul|abu)-[A-Z]")
POSSESSIVE = re.compile(r"['’]s?$", re.IGNORECASE)
_COMPOUND = re.compile(r"([^\W\d_a-z][\w.&]+)(?:-[a-z]+)+")  # London-based
_PREFIXED = re.compile(r"(?:non|pro|ex|anti|post|pre|mid|co|sub|trans|all|then|now|R|D)-([A-Z].*)")
# Endings of ordinary words, where nothing else speaks for a name.
ENDINGS = re.compile(
    r""".{3,}(?:ings? | ly | ed | [ts]ions? | ments? | ness(?:es)? | it(?:y|ies) | ists? | isms?
             | [ae]nces? | ships? | ers | ors | ees | ians | ologists? | [aeiu]bles? | fully?
             | less)""",
    re.VERBOSE,
)


def tokens(text: str, start: int, end: int) -> Run:
    """Cut a line into words, compounds taken apart where only a part is the name.

    Args:
        text: the document.
        start: where the line starts.
        end: where it ends.

    Returns:
        Its words in order.

    Examples:
        >>> line = "The London-based NCT was WARNED."
        >>> [(t.text, t.strict, t.acronym) for t in tokens(line, 0, len(line))][1:]
        [('London', False, False), ('NCT', False, True), ('was', False, False), \
('WARNED', False, False)]
    """
    found: Run = []
    shouted, last = _shouted(text[start:end]), -1
    for match in _TOKEN.finditer(text, start, end):
        gap = text[last : match.start()] if last >= 0 else "\n"
        strict = gap.strip(" ,&/-–’'") != "" or '"' in gap
        last = match.end()
        plain_word = match[0].isalpha()
        for a, b in [match.span()] if plain_word else _pieces(match):
            word = piece = text[a:b]
            if not plain_word:
                word = POSSESSIVE.sub("", word).rstrip(".").replace("‑", "-")
            found.append(Token(a, b, piece, word.lower(), strict, shouted))
    return found


def _pieces(match: re.Match[str]) -> Iterator[tuple[int, int]]:
    word, start, end = match[0], match.start(), match.end()
    if "-" in word:
        if (cut := _COMPOUND.fullmatch(word)) and cut[1].lower() not in FUNCTION:
            yield start, start + cut.end(1)
            return
        if cut := _PREFIXED.fullmatch(word):
            yield start + cut.start(1), end
            return
        first, _, rest = word.partition("-")
        if first[0].isupper() and all(_country(part) for part in (first, rest)):
            yield start, start + len(first)
            yield start + len(first) + 1, end
            return
    yield start, end


def _country(word: str) -> bool:
    return bool(homeland(word)) or word.lower() in CREEDS or gazetteer.is_area(word)


def _shouted(line: str) -> bool:
    words = re.findall(r"[^\W\d_]{2,}", line)
    return len(words) >= 3 and sum(word.isupper() for word in words) >= 0.8 * len(words)


def headline(text: str, line: Run) -> bool:
    """Tell whether a line capitalises its words as a title does, or all its letters.

    Args:
        text: the document.
        line: the line's words.

    Returns:
        Whether it does, so that its capitals show no name.
    """
    if line and line[0].shouted:
        return True
    words = [token for token in line if len(token.text) > 3 and token.text[0].isalpha()]
    if len(words) < 3 or len(line) > 25 or text[line[-1].end : line[-1].end + 1] in {".", "!"}:
        return False
    return sum(token.text[0].isupper() for token in words) >= 0.75 * len(words)


def capital(text: str) -> bool:
    """Tell whether a word is written as a name: a capital, a code, an Arabic article before one.

    Args:
        text: the word as written.

    Returns:
        Whether it is.

    Examples:
        >>> [capital(word) for word in ("Leeds", "eBike", "al-Sayed", "all-day")]
        [True, True, True, False]
    """
    return text[0].isupper() or bool(CODE.match(text) or _ARTICLE.match(text))
