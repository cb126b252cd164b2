"""Where a text writes names: runs of capitalised words, told from words that only open a sentence.

No model: a word is a name where it is capitalised inside a sentence. At the start of a sentence, in
a headline or in a list it is one only if nothing shows that it is an ordinary word: its place in
a word list, its ending, or its use in lower case elsewhere in the same document.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from claimcheck.kinds import gazetteer
from claimcheck.kinds.lexicon import (
    ADJECTIVES,
    CALENDAR,
    COMPASS,
    DEMONYMS,
    EVENT_HEADS,
    FAMILY_PARTICLES,
    FUNCTION,
    GENERAL_FIRMS,
    GENERIC,
    GENITIVES,
    GIVEN_NAMES,
    INSTITUTIONS,
    JOINT_OFFICES,
    MONTHS_AS_NAMES,
    ORDINARY,
    ORG_HEADS,
    ORG_OPENERS,
    PLACE_HEADS,
    PORTFOLIOS,
    ROLES,
    SOFT_TITLES,
    TITLE_SURNAMES,
    TITLES,
    TITLES_OF_WORKS,
)


@dataclass(frozen=True, slots=True)
class Token:
    """A word: where it stands, and whether its capital may only be the sentence's."""

    start: int
    end: int
    text: str
    word: str  # lower case, without possessive or point
    strict: bool
    shouted: bool  # stands in a line of capitals


Run = list[Token]

_TOKEN = re.compile(
    r"""
    (?:[A-Z]\.){2,}(?!\w)                  # U.S., J.R.R.
  | [A-Z]\.(?=[ ][A-Z])                    # an initial
  | (?:Mr|Mrs|Ms|Dr|Prof|Sen|Rep|Gov|Gen|Col|Lt|Capt|Sgt|Rev|Hon|St|Mt|Ft)\.(?=[ ][A-Z])
  | [^\W_]+                                # a word, with what may stand inside a name:
    (?: (?: ['’&+-]                        # O'Neill, AT&T, Jean-Luc
          | (?<=[a-z]):(?=[A-Z])           # a colon between small and capital letter
          | \.(?=[a-z\d]) ) [^\W_]+ )*     # a point inside: 4.5, example.com
    \+{0,2}
    """,
    re.VERBOSE,
)
_CODE = re.compile(r"[a-z]+[:]?[A-Z]\w*|[a-z]{1,3}\d{2,}[a-z]*")  # eBike, k95
_POSSESSIVE = re.compile(r"['’]s?$", re.IGNORECASE)
_COMPOUND = re.compile(r"([A-Z][\w.&]+)(?:-[a-z]+)+")  # London-based
_PREFIXED = re.compile(r"(?:non|pro|ex|anti|post|pre|mid|co|sub|trans|all|then|now|R|D)-([A-Z].*)")
_NUMBER = re.compile(r"\d{1,4}(?:\.\d{1,2})?[a-z]{0,3}")
_AFTER_VERSION = re.compile(
    r"""\s*(?:[.,;:!?)\]"”'’—–-]|$)        # the sentence stops or pauses
      | \s+(?:[A-Z]                        # a further word of the name
      | (?:is|was|are|were|has|have|had|will|would|can|could|may|and|or|but|in|on|at|with|from|to
        |for|by|as|that|which|when|than|after|before|during|over|under|into|costs?|sells|sold|runs|beats?|offers?|uses|needs
        |went|did|does|came|flew|landed|crashed|won|lost|starts?|started|arrived|ships|shipped|makes|made
        |chips?|models?|phones?|jets?|aircraft|planes?|processors?|series|version|rockets?|missiles?|vaccines?|drugs?|servers?
        |clusters?|systems?|users?|owners?|sales|launch|trials?|software|family|platform|devices?
        |instances?|units?|tablets?|cars?|trucks?|engines?|reactors?|satellites?|probes?)\b)""",
    re.VERBOSE,
)
_ENDINGS = re.compile(
    r".{3,}(?:ing|ly|ed|tions?|ments?|ness|it(?:y|ies)|ists?|isms?|[ae]nces?|ships?|ers|ors|ians)"
)
# A title between quotation marks: every longer word has a capital.
_TITLED = re.compile(
    r"[“\"‘'](?:(?:[A-Z0-9][\w’'-]*|[a-z]{1,3})[ ]){1,7}[A-Z0-9][\w’'-]*[,.]?[”\"’']"
)
_AFTER_NAMES = GENERIC | TITLES - TITLE_SURNAMES
_HEADS = ORG_HEADS | PLACE_HEADS | EVENT_HEADS


def runs(text: str) -> list[tuple[int, int]]:
    """Find the spans that names fill in a document.

    Args:
        text: the whole document.

    Returns:
        Start and end of each, in order; possessive endings and titles are left out.

    Examples:
        >>> text = "Yesterday Dr Ada Marsh of the Bank of Larkfield praised Ferro 2's makers."
        >>> [text[a:b] for a, b in runs(text)]
        ['Ada Marsh', 'Bank of Larkfield', 'Ferro 2']
    """
    lines = [_tokens(text, m.start(), m.end()) for m in re.finditer(r"[^\n]+", text)]
    flags = [_headline(text, line) for line in lines]
    lower: Counter[str] = Counter()
    inside: Counter[str] = Counter()
    opening: Counter[str] = Counter()
    for line, headline in zip(lines, flags, strict=True):
        for token in line:
            if token.text[0].islower():
                lower[token.word] += 1
            elif not headline:
                (opening if token.strict else inside)[token.word] += 1
    found = []
    for line, headline in zip(lines, flags, strict=True):
        finder = _Line(text, line, headline, lower, inside, opening)
        found += [span for run in finder.runs() if (span := finder.span(run))]
    return found


def _tokens(text: str, start: int, end: int) -> Run:
    """The words of a line, compounds taken apart where only a part is the name."""
    found: Run = []
    shouted = _shouted(text[start:end])
    for match in _TOKEN.finditer(text, start, end):
        gap = text[found[-1].end : match.start()] if found else "\n"
        strict = gap.strip(" ,&/-–’'") != "" or '"' in gap
        for a, b in _pieces(match):
            word = _POSSESSIVE.sub("", text[a:b]).rstrip(".").lower()
            found.append(Token(a, b, text[a:b], word, strict, shouted))
    return found


def _pieces(match: re.Match[str]) -> Iterator[tuple[int, int]]:
    word, start, end = match[0], match.start(), match.end()
    if "-" in word:
        if cut := _COMPOUND.fullmatch(word):
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
    return word.lower() in DEMONYMS or gazetteer.is_area(word)


def _shouted(line: str) -> bool:
    words = re.findall(r"[^\W\d_]{2,}", line)
    return len(words) >= 4 and sum(word.isupper() for word in words) >= 0.8 * len(words)


def _headline(text: str, line: Run) -> bool:
    """Whether a line capitalises its words as a title does."""
    words = [token for token in line if len(token.text) > 3 and token.text[0].isalpha()]
    if len(words) < 3 or len(line) > 25 or text[line[-1].end : line[-1].end + 1] in {".", "!"}:
        return False
    return sum(token.text[0].isupper() for token in words) >= 0.75 * len(words)


@dataclass
class _Line:
    """One line's words beside what the whole document shows of each word."""

    text: str
    tokens: Run
    headline: bool
    lower: Counter[str]
    inside: Counter[str]
    opening: Counter[str]  # capitalised at the start of a sentence

    def runs(self) -> Iterator[Run]:
        """Group neighbouring words that make one name."""
        i = 0
        while i < len(self.tokens):
            if not self.opens(i):
                i += 1
                continue
            run, i = [self.tokens[i]], i + 1
            while step := self.joined(run, i):
                run += self.tokens[i : i + step]
                i += step
            yield run

    def opens(self, i: int) -> bool:
        """Whether a name may start with this word."""
        token = self.tokens[i]
        if not _capital(token.text) or self.title(i) or self.breaks(i):
            return False
        if token.word in PORTFOLIOS and i > 1 and self.tokens[i - 1].word == "of":
            return not self.title(i - 2)
        if token.word in COMPASS and not self.follows_capital(i):  # "the arid West"
            return False
        acronym = token.text.isupper() and len(token.text) > 1 and not token.shouted
        strict = token.strict or self.headline
        if acronym or not strict:
            return True
        return not self.ordinary(i) or self.opens_longer(i)

    def ordinary(self, i: int) -> bool:
        """Whether a word that may owe its capital to its place is an ordinary word."""
        token = self.tokens[i]
        seen, inside = self.lower[token.word], self.inside[token.word]
        if token.word in FUNCTION or seen > inside:
            return True
        if inside:
            return False
        if _CODE.match(token.text) or re.search(r"\d", token.text):
            return False
        if token.word in GIVEN_NAMES or gazetteer.is_area(token.text):
            return False
        if self.headline and (self.inside or self.opening) and not self.opening[token.word]:
            return True
        if token.word in ORDINARY or token.word in CALENDAR or token.word in ROLES:
            return True
        shaped = bool(_ENDINGS.fullmatch(token.word)) and token.text == token.text.rstrip("'’s")
        return shaped and not self.follows_capital(i) and gazetteer.prominence(token.text) < 100_000

    def opens_longer(self, i: int) -> bool:
        """Whether an ordinary word opens a longer name: New York, Bank of England."""
        token = self.tokens[i]
        follow = self.tokens[i + 1] if self.follows_capital(i) else None
        if follow and token.word not in FUNCTION and _TITLED.match(self.text, token.start - 1):
            return True
        if token.word in ORG_OPENERS and i + 2 < len(self.tokens):
            linked = self.tokens[i + 1].text in {"of", "for"}
            if linked and (_capital(self.tokens[i + 2].text) or self.tokens[i + 2].text == "the"):
                return True
        if follow is None or follow.word in FUNCTION or self.headline:
            return False
        if token.word in ADJECTIVES | COMPASS:
            pair = self.text[token.start : follow.end]
            return self.text.count(pair) > 1 or gazetteer.prominence(pair) > 0 or self.headed(i)
        return token.word not in FUNCTION and self.headed(i) and self.lower[token.word] < 2

    def headed(self, i: int) -> bool:
        """Whether the capitalised words from here end in the head noun of an institution."""
        while self.follows_capital(i):
            i += 1
            if self.tokens[i].word in _HEADS:
                return True
        return False

    def follows_capital(self, i: int) -> bool:
        if i + 1 >= len(self.tokens):
            return False
        here, follow = self.tokens[i], self.tokens[i + 1]
        gap = self.text[here.end : follow.start]
        return gap in {" ", " & "} and _capital(follow.text) and not _POSSESSIVE.search(here.text)

    def title(self, i: int) -> bool:
        """Whether a word is a person's title and not the start of an institution's name."""
        token = self.tokens[i]
        if token.word in DEMONYMS and self.follows_capital(i):  # "the German Jonas Vogel"
            return self.tokens[i + 1].word in GIVEN_NAMES
        if token.word not in TITLES or not token.text[0].isupper():
            return False
        follow = self.tokens[i + 1].word if i + 1 < len(self.tokens) else ""
        if (token.word, follow) == ("lord", "of") or (
            token.word == "general" and follow in GENERAL_FIRMS
        ):
            return False
        if token.word in GENITIVES and _POSSESSIVE.search(token.text) and follow in _HEADS:
            return False
        soft = token.word in SOFT_TITLES
        return not soft or (self.follows_capital(i) and not self.headed(i))

    def breaks(self, i: int) -> bool:
        """Whether a capitalised word never belongs to a name."""
        token = self.tokens[i]
        acronym = token.text.isupper() and len(token.text) > 1 and not token.shouted
        if token.word in FUNCTION and not acronym:
            return True
        if token.word in CALENDAR:
            given = i > 0 and self.tokens[i - 1].word in GIVEN_NAMES | TITLES
            return not (given and token.word in MONTHS_AS_NAMES)
        return token.word in GENERIC and not (self.follows_capital(i) and self.headed(i))

    def joined(self, run: Run, i: int) -> int:
        """How many further words from here belong to the run."""
        if i >= len(self.tokens):
            return 0
        last, token = run[-1], self.tokens[i]
        gap = self.text[last.end : token.start]
        if gap not in {" ", " & "} or (_POSSESSIVE.search(last.text) and not self.genitive(run, i)):
            return 0
        if _capital(token.text):
            held = self.headline and self.ordinary(i) and not self.names_head(run, i)
            return 0 if self.title(i) or self.breaks(i) or held else 1
        if token.text[0].isdigit():
            return int(self.version(run, i))
        return self.linked(run, i)

    def names_head(self, run: Run, i: int) -> bool:
        """In a headline, whether the document's text has the run with this word too."""
        written = self.text[run[0].start : self.tokens[i].end]
        return self.text.count(written) > 1

    def genitive(self, run: Run, i: int) -> bool:
        """Whether a possessive is part of the name: King's College, St Mary's Hospital."""
        saint = len(run) > 1 and run[-2].word == "st"
        return (saint or run[-1].word in GENITIVES) and (
            self.tokens[i].word in _HEADS or self.headed(i) or self.tokens[i].text == "of"
        )

    def version(self, run: Run, i: int) -> bool:
        """Whether a number after a name belongs to it, as a model's does."""
        token, last = self.tokens[i], run[-1]
        if (
            not _NUMBER.fullmatch(token.word)
            or run[0].word in GIVEN_NAMES
            or last.text[0].isdigit()
        ):
            return False
        after = self.text[token.start + len(token.word) : token.end + 24]
        coded = bool(_CODE.match(last.text)) or (last.text.isupper() and len(last.text) > 2)
        if re.match(r"\s*(?:%|per\s?cent|million|billion|people|years?)", after):
            return False
        if re.match(r"[,.]\d|\s+(?:and|or|to)\s+\d", after):
            return False
        follow = self.tokens[i + 1].word if i + 1 < len(self.tokens) else ""
        if re.fullmatch(r"(?:19|20)\d\d", token.word):
            return last.word in EVENT_HEADS or ":" in last.text
        return follow not in CALENDAR and (coded or bool(_AFTER_VERSION.match(after)))

    def linked(self, run: Run, i: int) -> int:
        """How many small words and the capital after them carry the name on."""
        if self.tokens[i].text == "plc":
            return 1
        j = i
        while j < len(self.tokens) and j < i + 3 and self.tokens[j].text.islower():
            j += 1
        small = [token.text for token in self.tokens[i:j]]
        if (
            j >= len(self.tokens)
            or not small
            or self.text[run[-1].end : self.tokens[j].end].count(" ") != len(small) + 1
        ):
            return 0
        follow, last = self.tokens[j], run[-1]
        if not _capital(follow.text) or self.title(j) or self.breaks(j):
            return 0
        size = j - i + 1
        if all(word in FAMILY_PARTICLES for word in small):
            return size
        if small in (["of"], ["of", "the"], ["for"], ["for", "the"]):
            heads = ORG_OPENERS | ORG_HEADS
            return (
                size if last.word in (heads | TITLES_OF_WORKS if small[0] == "of" else heads) else 0
            )
        if small in (["on"], ["upon"], ["on", "the"]):
            return size if last.word in {"committee", "commission", "stratford"} else 0
        led = self.text[max(0, run[0].start - 4) : run[0].start].lower() == "the "
        if small == ["and"] and led and len(run) == 1 and self.headed(j):
            return size  # the Food and Drug Administration
        if small == ["and"]:
            office = run[0].word in JOINT_OFFICES and any(t.text in {"of", "for"} for t in run)
            return size if office or (len(run) == 1 and follow.word == last.word) else 0
        return 0

    def span(self, run: Run) -> tuple[int, int] | None:
        """The run's span without what only surrounds a name, or nothing if no name is left."""
        while len(run) > 1 and run[-1].word in _AFTER_NAMES and run[-2].text != "of":
            run = run[:-1]
        if len(run) == 1 and not self.stands_alone(run[0]):
            return None
        end = run[-1].end
        if cut := _POSSESSIVE.search(run[-1].text):
            end = run[-1].start + cut.start()
        return (run[0].start, end) if end > run[0].start else None

    def stands_alone(self, token: Token) -> bool:
        """Whether a single capitalised word is a name and not a generic or nationality."""
        if len(token.word) < 2 or token.word in DEMONYMS | GENERIC:
            return False
        if token.text.isupper() and not token.shouted:
            return True
        if token.word in INSTITUTIONS:
            return True
        return token.word not in ORDINARY | ORG_HEADS | PORTFOLIOS | ROLES | TITLES


def _capital(text: str) -> bool:
    return text[0].isupper() or bool(_CODE.match(text))
