"""A text as normalised words: what is the same in speech and in print becomes the same word."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate

from claimcheck import stems
from claimcheck.kinds.quote_marks import spans

LIGHT = frozenset(
    """a an the this that these those of in on at to for from by with as and or but so than then
    is are was were be been being am do does did have has had having it its he him his she her we
    us our i me my you your they them their there here who which what where when how if into over
    about up out off get got just also very really quite actually truly well now too 's""".split()
)
NEGATIVE = frozenset("not never no none nobody nothing neither nor without hardly barely".split())

# Modal verbs; those of one number are near enough in speech.
MODAL = {"will": 2, "would": 2, "shall": 2, "can": 1, "could": 1, "may": 0, "might": 0}
MODAL |= {"must": 3, "should": 4}
SMALL = LIGHT | NEGATIVE | MODAL.keys()  # words that alone tell of no subject


@dataclass(frozen=True, slots=True)
class Index:
    """A text as normalised words, each with its offsets and whether it stands in quotation."""

    words: list[str]
    starts: list[int]
    ends: list[int]
    quoted: list[bool]
    breaks: list[bool]  # a clause's mark stands before the word
    stops: list[bool]  # a sentence's end stands before the word
    fillers: list[int]  # offsets of the ums that are not among the words
    tight: str  # all the words without spaces, in one spelling
    heads: list[int]  # where each word starts in ``tight``, and where the last one ends
    stems: dict[str, list[int]]


_TOKEN = re.compile(
    r"""
    (?P<aside>[\[(](?:applause|laughter|laughs?|laughing|crosstalk|inaudible|music|sic|pause|
        cheers?|cheering|unintelligible|chuckles?)[\])])      # a transcriber's remark
    | (?P<number>\d+(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)(?P<short>bn|tn|k|m|b)?
        (?P<unit>ft|km|kg|cm|mm|mph)?(?![^\W_])
    | (?P<sign>[%$£€])
    | (?P<word>(?:\[[^\W\d_]\])?[^\W_]+(?:['’][^\W_]+)*)      # also [W]e, don't, o'clock
        (?:\[[a-z]{1,3}\])?                                  # want[s]: the ending is the editor's
    | (?P<break>[,;:.!?…—–\n])
    """,
    re.X | re.I,
)
_UMS = frozenset("um uh er erm ah hmm mm uhm eh".split())
_WHOLE = {
    "won't": "will not", "can't": "can not", "shan't": "shall not", "cannot": "can not",
    "ain't": "is not", "let's": "let us", "gonna": "going to", "wanna": "want to",
    "gotta": "got to", "ok": "okay", "o'clock": "oclock", "'em": "them", "lots": "lot",
    "percent": "percent", "dollars": "dollar", "pounds": "pound", "euros": "euro",
    "towards": "toward", "whilst": "while", "amongst": "among", "programme": "program",
}  # fmt: skip
_TAILS = {"n't": "not", "'re": "are", "'ve": "have", "'ll": "will", "'d": "'d", "'m": "am"}
_IS = frozenset("it that there he she what who here where this how".split())
_BETWEEN = frozenset("not never always already just only also all both".split())
_PARTICIPLES = frozenset(
    """been got gone done had seen made said told known taken given come found left lost won heard
    thought bought brought sold built kept met paid put run sent spent better""".split()
)
_SIGNS = {"%": "percent", "$": "dollar", "£": "pound", "€": "euro"}
_SHORT = {"bn": "billion", "b": "billion", "m": "million", "tn": "trillion", "k": "thousand"}
_SHORT |= {"ft": "feet", "km": "kilometres", "kg": "kilograms", "cm": "centimetres"}
_SHORT |= {"mm": "millimetres", "mph": "mph"}
_ROUND = frozenset(("hundred", "thousand"))
_FIGURE = re.compile(r"\d+(?:\.\d+)?")
_UNITS = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen"
_UNITS += " fifteen sixteen seventeen eighteen nineteen"
_COUNT = {word: float(n) for n, word in enumerate(_UNITS.split())}
_COUNT |= {
    word: 10.0 * n
    for n, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)
}
_COUNTING = frozenset((*_COUNT, *_SIGNS.values(), "a", "per"))
LARGE = frozenset("million billion trillion".split())


@lru_cache(maxsize=64)
def index_of(text: str) -> Index:
    """The words of a whole source, made once."""
    return normalise(text)


def normalise(text: str) -> Index:
    """Normalise a text: lower case, contractions and figures written out, ums set aside."""
    words: list[tuple[str, int, int, bool, bool]] = []
    fillers: list[int] = []
    brk = stop = False
    for found in _TOKEN.finditer(text):
        start, end, sort = found.start(), found.end(), found.lastgroup
        raw = found.group()
        if sort == "aside":
            continue
        if sort == "break":
            brk, stop = True, stop or raw in ".!?\n"
            continue
        low = raw.lower()
        if low in _UMS:
            fillers.append(start)
            continue
        if low.isalpha() and low not in _WHOLE:
            words.append((low, start, end, brk, stop))
        else:
            for n, word in enumerate(_normal(found)):
                words.append((word, start, end, brk and not n, stop and not n))
        brk = stop = False
    words = _figures(words)
    for i, entry in enumerate(words):  # "it's been" has a has, "we'd been" a had
        if entry[0] in ("is", "'s", "'d"):
            words[i] = (_auxiliary([w[0] for w in words[i : i + 3]]), *entry[1:])
    quoted = _inside(text, [w[1] for w in words]) if len(text) > 0 else []
    stems: dict[str, list[int]] = defaultdict(list)
    tight = [spelled(entry[0]) for entry in words]
    for i, entry in enumerate(words):
        stems[stem(entry[0])].append(i)
    return Index(
        [w[0] for w in words],
        [w[1] for w in words],
        [w[2] for w in words],
        quoted,
        [w[3] for w in words],
        [w[4] for w in words],
        fillers,
        "".join(tight),
        [0, *accumulate(map(len, tight))],
        dict(stems),
    )


def _normal(found: re.Match[str]) -> list[str]:
    """One token as the words it stands for."""
    if found["number"]:
        number = _plain(float(found["number"].replace(",", "")))
        tail = _SHORT.get((found["short"] or found["unit"] or "").lower())
        return [number, tail] if tail else [number]
    raw = re.sub(r"(?<=\w)\[\w+\]$", "", found.group().lower().replace("’", "'"))
    raw = raw.replace("[", "").replace("]", "")
    if raw in _SIGNS:
        return [_SIGNS[raw]]
    if raw in _WHOLE:
        return _WHOLE[raw].split()
    for tail, full in _TAILS.items():
        if raw.endswith(tail) and len(raw) > len(tail):
            return [raw[: -len(tail)], full]
    if raw.endswith("'s") and raw[:-2] in _IS:
        return [raw[:-2], "is"]
    return [raw[:-2], "'s"] if raw.endswith("'s") and len(raw) > 2 else [raw]


def _auxiliary(words: Sequence[str]) -> str:
    """The verb that an "is", "'s" or "'d" stands for, by the words after it."""
    word, *after = words
    if word != "'d":
        return "has" if after[:1] in (["been"], ["got"]) else word
    rest = after[1:] if after and after[0] in _BETWEEN else after
    perfect = rest and (rest[0] in _PARTICIPLES or (len(rest[0]) > 4 and rest[0][-2:] == "ed"))
    return "had" if perfect else "would"


def _plain(number: float) -> str:
    return f"{number:.6f}".rstrip("0").rstrip(".") if abs(number) < 1e15 else str(number)


def _figures(
    words: list[tuple[str, int, int, bool, bool]],
) -> list[tuple[str, int, int, bool, bool]]:
    """Numbers in words as figures, "per cent" as one word, currency signs behind their figure."""
    out: list[tuple[str, int, int, bool, bool]] = []
    i = 0
    while i < len(words):
        word, start, end, brk, stop = words[i]
        if word.isalpha() and word not in _COUNTING:
            out.append(words[i])
            i += 1
            continue
        n, value = _number([w[0] for w in words[i : i + 9]])
        if word in _SIGNS.values() and i + 1 < len(words) and words[i + 1][1] == end:
            n, value = _number([w[0] for w in words[i + 1 : i + 10]])
            if n:
                out.append((_plain(value), start, words[i + n][2], brk, stop))
                i += n + 1
                if i < len(words) and words[i][0] in LARGE:
                    out.append(words[i])
                    i += 1
                out.append((word, *out[-1][1:3], False, False))
                continue
        if n:
            out.append((_plain(value), start, words[i + n - 1][2], brk, stop))
        elif word == "per" and i + 1 < len(words) and words[i + 1][0] == "cent":
            n = 2
            out.append(("percent", start, words[i + 1][2], brk, stop))
        else:
            n = 1
            out.append(words[i])
        i += n
    return out


def _number(words: Sequence[str]) -> tuple[int, float]:
    """How many of the first words make one number (0 for none), and the number."""
    total = part = 0.0
    n = 0
    for k, word in enumerate(words):
        follows = k + 1 < len(words)
        if word in _COUNT:
            unit = _COUNT[word]
            if n and words[k - 1] in _COUNT and not (_COUNT[words[k - 1]] >= 20 and unit < 10):
                break
            part, n = part + unit, k + 1
        elif k == 0 and _FIGURE.fullmatch(word):
            part, n = float(word), 1
        elif word == "hundred" and (n or k):
            part, n = (part or 1) * 100, k + 1
        elif word == "thousand" and (n or k):
            total, part, n = total + (part or 1) * 1000, 0.0, k + 1
        elif (word, k) == ("a", 0) or (word == "and" and n and words[k - 1] in _ROUND):
            if not k and not (follows and words[1] in _ROUND):
                break
        elif word == "and" and n and list(words[k + 1 : k + 3]) == ["a", "half"]:
            return k + 3, total + part + 0.5
        elif word == "point" and n and follows and words[k + 1] in _COUNT:
            return k + 2, total + part + _COUNT[words[k + 1]] / 10
        else:
            break
    return n, total + part


def _inside(text: str, starts: list[int]) -> list[bool]:
    """Whether each word stands between quotation marks."""
    out = [False] * len(starts)
    for left, right in spans(text):
        for i in range(bisect_left(starts, left), bisect_left(starts, right)):
            out[i] = True
    return out


@lru_cache(maxsize=100_000)
def spelled(word: str) -> str:
    """British and American spelling as one."""
    word = re.sub(r"(i|y)s(e|ed|es|ing|ation|ations|er|ers)$", r"\1z\2", word)
    word = re.sub(r"(?<=[a-z]{2})our", "or", word)
    return re.sub(r"tre$", "ter", re.sub(r"ence$", "ense", word)).replace("ll", "l")


def same_spelling(one: str, two: str) -> bool:
    return one == two or spelled(one) == spelled(two)


def stem(word: str) -> str:
    return stems.stem(word) if word.isalpha() else word
