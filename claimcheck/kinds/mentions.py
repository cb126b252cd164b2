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

from claimcheck.kinds import cues, gazetteer
from claimcheck.kinds.given_names import GIVEN_NAMES
from claimcheck.kinds.lexicon import (
    ADJECTIVES,
    CALENDAR,
    CIVIC,
    COMPASS,
    CREEDS,
    EVENT_HEADS,
    FAMILY_PARTICLES,
    FUNCTION,
    GENERAL_FIRMS,
    GENERIC,
    GENITIVES,
    INSTITUTIONS,
    JOINT_OFFICES,
    LAWS,
    LEGAL,
    MONTHS_AS_NAMES,
    NUMBERED,
    ORG_HEADS,
    ORG_OPENERS,
    ORG_OPENERS_ALONE,
    PAPERS,
    PLACE_HEADS,
    PLACE_OPENERS,
    PORTFOLIOS,
    ROLES,
    SEASONS,
    SHIPS,
    SOFT_TITLES,
    STORMS,
    TITLE_SURNAMES,
    TITLES,
    TITLES_OF_WORKS,
)
from claimcheck.kinds.nationalities import homeland
from claimcheck.kinds.ordinary import ORDINARY, plain
from claimcheck.kinds.tokens import CODE, ENDINGS, POSSESSIVE, Run, Token, capital, headline, tokens
from claimcheck.kinds.versions import versioned

# A title between quotation marks: every longer word has a capital.
_TITLED = re.compile(
    r"[“\"‘'](?:(?:[A-Z0-9][\w’'-]*|[a-z]{1,3})[ ]){1,7}[A-Z0-9][\w’'-]*[,.]?[”\"’']"
)
_NICKNAME = re.compile(r" [“\"‘'(]([^\W\d_][\w-]*)[”\"’')] (?=[^\W\d_a-z])")
_AMPERSAND = re.compile(r"(?<!\w)(\w{1,40}) & (\w+)")
_NEXT = re.compile(r" ([^\W\d_a-z][^\W\d_]+|\d)")
_WIRE = re.compile(r"\((?:[A-Z]{2,5}|[A-Z][a-z]+)\)\s*[—–-]\s")
_AFTER_NAMES = GENERIC | TITLES - TITLE_SURNAMES
_NAMED_AFTER = frozenset("hospital college school church cathedral infirmary chapel".split())
_NEVER_ALONE = ORDINARY | ORG_HEADS - PAPERS | PORTFOLIOS | ROLES | TITLES
_ENDS = CIVIC | LEGAL
_HEADS = ORG_HEADS | PLACE_HEADS | EVENT_HEADS | LAWS
_COUNTS = frozenset("one two three four five six seven eight nine ten twelve hundred".split())
_OF = ORG_OPENERS | ORG_HEADS | PLACE_OPENERS
_OPENERS = STORMS | PLACE_OPENERS | ORG_OPENERS_ALONE | SHIPS


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
    lines = [tokens(text, m.start(), m.end()) for m in re.finditer(r"[^\n]+", text)]
    flags = [headline(text, line) for line in lines]
    lower: Counter[str] = Counter()
    inside: Counter[str] = Counter()
    opening: Counter[str] = Counter()
    for line, titled in zip(lines, flags, strict=True):
        for token in line:
            if token.text[0].islower():
                lower[token.word] += 1
            elif not titled:
                (opening if token.strict else inside)[token.word] += 1
    # What titles hold is known from the rest only where the rest is the larger part.
    told = 2 * sum(len(line) for line, titled in zip(lines, flags, strict=True) if titled) < sum(
        map(len, lines)
    )
    firms = frozenset(_AMPERSAND.findall(text))
    found = []
    for line, titled in zip(lines, flags, strict=True):
        finder = _Line(text, line, titled, told, firms, lower, inside, opening)
        found += [span for run in finder.runs() if (span := finder.span(run))]
    return found


@dataclass
class _Line:
    """One line's words beside what the whole document shows of each word."""

    text: str
    tokens: Run
    headline: bool
    told: bool  # whether a name of a headline must be in the text below
    firms: frozenset[tuple[str, str]]  # what stands on both sides of an ampersand
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
            if self.apart(i - 1):
                yield run
                continue
            while step := self.joined(run, i):
                run += self.tokens[i : i + step]
                i += step
            yield run

    def opens(self, i: int) -> bool:
        """Whether a name may start with this word."""
        token = self.tokens[i]
        if not capital(token.text) or self.title(i) or self.breaks(i):
            return False
        if token.word in PORTFOLIOS and i > 1 and self.tokens[i - 1].word == "of":
            return not self.title(i - 2)
        if token.word in COMPASS and not self.follows_capital(i):  # "the arid West"
            return False
        if token.acronym or not (token.strict or self.headline):
            return True
        return not self.ordinary(i) or self.opens_longer(i)

    def ordinary(self, i: int) -> bool:
        """Whether a word that may owe its capital to its place is an ordinary word."""
        token = self.tokens[i]
        seen, inside = self.lower[token.word], self.inside[token.word]
        if token.word in FUNCTION or seen > inside:
            return True
        if inside or homeland(token.text):
            return False
        if CODE.match(token.text) or re.search(r"\d", token.text):
            return False
        if token.word in GIVEN_NAMES or gazetteer.is_area(token.text):
            return False
        if token.text.isupper() and cues.DATELINE.match(self.text, token.end):
            return False
        if self.headline and self.told and not self.opening[token.word]:
            return True
        if plain(token.word) or token.word in CALENDAR or token.word in ROLES:
            return True
        shaped = ENDINGS.fullmatch(token.word) and not POSSESSIVE.search(token.text)
        named = self.follows_capital(i) and not self.headline
        return bool(shaped) and not named and gazetteer.prominence(token.text) < 100_000

    def opens_longer(self, i: int) -> bool:
        """Whether an ordinary word opens a longer name: New York, Bank of England."""
        token = self.tokens[i]
        follow = self.tokens[i + 1] if self.follows_capital(i) else None
        if token.word in FAMILY_PARTICLES and (follow or self.linked([token], i + 1)):
            return True  # "Van der Berg said"
        if follow and token.word not in FUNCTION and _TITLED.match(self.text, token.start - 1):
            return True
        if token.word in ORG_OPENERS and i + 2 < len(self.tokens):
            linked = self.tokens[i + 1].text in {"of", "for"}
            if linked and (capital(self.tokens[i + 2].text) or self.tokens[i + 2].text == "the"):
                return True
        if follow is None or follow.word in FUNCTION or self.headline:
            return False
        if token.word in ADJECTIVES or token.word in COMPASS:
            pair = self.text[token.start : follow.end]
            return self.text.count(pair) > 1 or gazetteer.prominence(pair) > 0 or self.headed(i)
        if token.word in FUNCTION or self.title(i + 1):
            return False
        # A capital on an ordinary word inside a sentence is a name's: "Open Waters sued."
        whole = token.word in _OPENERS or (plain(follow.word) and follow.word not in ROLES)
        return whole or (self.headed(i) and self.lower[token.word] < 2)

    def apart(self, i: int) -> bool:
        """Whether a nationality stands for itself and opens no institution's name."""
        if not homeland(self.tokens[i].text):
            return False
        return not self.headed(i) or self.tokens[i].text.endswith("s")

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
        return gap in {" ", " & "} and capital(follow.text) and not POSSESSIVE.search(here.text)

    def title(self, i: int) -> bool:
        """Whether a word is a person's title and not the start of an institution's name."""
        token = self.tokens[i]
        if token.word in CREEDS and self.follows_capital(i):  # "the Conservative Tom Reed"
            return self.tokens[i + 1].word in GIVEN_NAMES
        if token.word not in TITLES or not token.text[0].isupper():
            return False
        follow = self.tokens[i + 1].word if i + 1 < len(self.tokens) else ""
        if (token.word, follow) == ("lord", "of") or (
            token.word == "general" and follow in GENERAL_FIRMS
        ):
            return False
        if token.word in GENITIVES and POSSESSIVE.search(token.text) and follow in _HEADS:
            return False
        soft = token.word in SOFT_TITLES
        return not soft or (self.follows_capital(i) and not self.headed(i))

    def breaks(self, i: int) -> bool:
        """Whether a capitalised word never belongs to a name."""
        token = self.tokens[i]
        if token.word in FUNCTION and not token.acronym:
            plainly = token.strict or self.headline or not self.follows_capital(i)
            return plainly or token.word not in _COUNTS  # Seven Sisters, Nine Letters to Maud
        if token.word in SEASONS and not token.strict and not self.headline:
            return not self.follows_capital(i)  # a season has a capital only in a name
        if token.word in CALENDAR:
            before = self.tokens[i - 1].word if i else ""
            given = before in GIVEN_NAMES or before in TITLES
            return not (given and token.word in MONTHS_AS_NAMES)
        stressed = token.text.isupper() and len(token.text) > 3 and not token.shouted
        if stressed and not token.acronym and not cues.DATELINE.match(self.text, token.end):
            return True
        return token.word in GENERIC and not (self.follows_capital(i) and self.headed(i))

    def joined(self, run: Run, i: int) -> int:
        """How many further words from here belong to the run."""
        if i >= len(self.tokens):
            return 0
        last, token = run[-1], self.tokens[i]
        gap = self.text[last.end : token.start]
        if gap.strip() in {"–", "—"}:
            return int(capital(token.text) and gap == "–" and self.headed(i))
        if self.nicknamed(run, i):
            return 2
        if gap not in {" ", " & "} or (POSSESSIVE.search(last.text) and not self.genitive(run, i)):
            return 0
        if capital(token.text):
            if self.title(i) or self.breaks(i) or homeland(token.text):
                return 0
            return int(not self.headline or self.names_head(run, i))
        if token.text[0].isdigit():
            return int(versioned(self.text, self.tokens, run, i))
        return self.linked(run, i)

    def nicknamed(self, run: Run, i: int) -> bool:
        """Whether a nickname between marks and a surname follow a given name."""
        if len(run) > 1 or i + 1 >= len(self.tokens):
            return False
        nick = _NICKNAME.match(self.text, run[-1].end)
        return bool(nick and nick.end() == self.tokens[i + 1].start)

    def names_head(self, run: Run, i: int) -> bool:
        """Whether a headline's word carries the name on that is before it."""
        token = self.tokens[i]
        surname = len(run) == 1 and run[0].word in GIVEN_NAMES and not plain(token.word)
        if surname or not self.ordinary(i) or token.word in _ENDS:
            return True
        written = self.text[run[0].start : token.end]
        return self.text.count(written) > 1

    def genitive(self, run: Run, i: int) -> bool:
        """Whether a possessive is part of the name: King's College, St Mary's Hospital."""
        saint = len(run) > 1 and run[-2].word == "st"
        if self.tokens[i].word in _NAMED_AFTER and capital(self.tokens[i].text):
            return True  # Guy's Hospital
        return (saint or run[-1].word in GENITIVES) and (
            self.tokens[i].word in _HEADS or self.headed(i) or self.tokens[i].text == "of"
        )

    def linked(self, run: Run, i: int) -> int:
        """How many small words and the capital after them carry the name on."""
        if i >= len(self.tokens):
            return 0
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
        follow = self.tokens[j]
        if not capital(follow.text) or self.title(j) or self.breaks(j):
            return 0
        if all(word in FAMILY_PARTICLES for word in small) or self.carries(run, small, j):
            return j - i + 1
        return 0

    def carries(self, run: Run, small: list[str], j: int) -> bool:
        """Whether a preposition or "and" stands inside a name."""
        last, joint = run[-1], small[0]
        if len(small) == 2 and small[1] != "the":
            return False
        if joint == "of":
            return last.word in _OF or last.word in TITLES_OF_WORKS or self.titular(run)
        if joint in {"for", "to", "from"}:
            return last.word in (_OF if joint == "for" else TITLES_OF_WORKS)
        if joint in {"on", "upon"}:
            return last.word in {"committee", "commission", "stratford"}
        return small == ["and"] and self.paired(run, j)

    def titular(self, run: Run) -> bool:
        """Whether a common noun has its capital as part of a title: Prophets of Slate."""
        token = run[-1]
        if len(run) > 1 or token.strict or self.headline:
            return False
        if token.word in GIVEN_NAMES or token.word in INSTITUTIONS or POSSESSIVE.search(token.text):
            return False
        plural = token.word.endswith("s") and len(token.word) > 5
        return plain(token.word) or (plural and not gazetteer.prominence(token.text))

    def paired(self, run: Run, j: int) -> bool:
        """Whether "and" joins two words to one body's name: Food and Drug Administration."""
        follow = self.tokens[j]
        led = self.text[max(0, run[0].start - 4) : run[0].start].lower() == "the "
        if len(run) == 1 and led and self.headed(j):
            return True
        if follow.word in {"sons", "co", "daughters"}:
            return True
        if run[0].word in JOINT_OFFICES and any(token.text in {"of", "for"} for token in run):
            return True
        firm = (run[-1].text, follow.text) in self.firms
        return len(run) == 1 and (follow.word == run[-1].word or firm)

    def span(self, run: Run) -> tuple[int, int] | None:
        """The run's span without what only surrounds a name, or nothing if no name is left."""
        while len(run) > 1 and run[-1].word in _AFTER_NAMES and run[-2].text != "of":
            run = run[:-1]
        if len(run) == 1 and not self.stands_alone(run[0]):
            return None
        if run[0].word in NUMBERED and len(run) > 1 and run[1].text[0].isdigit():
            return None
        if _WIRE.match(self.text, run[0].start - 1):  # LEEDS (NCT) — the agency, and no fact
            return None
        end = run[-1].end
        if cut := POSSESSIVE.search(run[-1].text):
            end = run[-1].start + cut.start()
        return (run[0].start, end) if end > run[0].start else None

    def stands_alone(self, token: Token) -> bool:
        """Whether a single capitalised word is a name and not a generic or part of a title."""
        if homeland(token.text):
            return True
        if len(token.word) < 2 or token.word in CREEDS or token.word in GENERIC:
            return False
        if token.acronym or token.word in INSTITUTIONS:
            return True
        if token.word in _NEVER_ALONE:
            return False
        follow = _NEXT.match(self.text, token.end)
        titled = follow and (follow[1].lower() in TITLES or follow[1][0].isdigit())
        return not (titled and plain(token.word))  # Circuit Judge, Phase 3
